/*
 * Figures as tables of people give them: 12 345, 12345.0, 12 345,50, with any kind of space.
 */
#ifndef CPTS_INPUT_SOURCES_AMOUNT_H
#define CPTS_INPUT_SOURCES_AMOUNT_H

#include <stdbool.h>

/* How a column writes its figures, found out from all its cells. */
struct amount_style {
    bool comma_groups, point_groups; /* 12,345 is twelve thousand and no decimal */
};

/* To be shown each cell of the column, then read with. A mark before three digits is taken for one
 * of thousands only when no cell has it before another number of digits. */
struct amount_evidence {
    bool comma_decimal, comma_three, point_decimal, point_three;
};
void cpts_amount_see(struct amount_evidence *evidence, const char *text);
struct amount_style cpts_amount_style(const struct amount_evidence *evidence);

/* NaN for what is not a figure, or is negative. */
double cpts_amount_read(const char *text, struct amount_style style);

#endif
