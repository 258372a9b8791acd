/*
 * The columns of a table of acceptances: the headings of an export settle them; a table of people
 * is read by what its cells hold, ids of findings, days, areas, and words.
 */
#ifndef CPTS_HISTORY_ACCEPTANCE_COLUMNS_H
#define CPTS_HISTORY_ACCEPTANCE_COLUMNS_H

#include "input/reading/grid.h"

enum acceptance_column {
    ACCEPTANCE_ID,
    ACCEPTANCE_REASON,
    ACCEPTANCE_BY,
    ACCEPTANCE_UNTIL,
    ACCEPTANCE_MAX_AREA,
    ACCEPTANCE_COLUMNS
};

struct acceptance_columns {
    int at[ACCEPTANCE_COLUMNS]; /* -1: none, of the last two */
    size_t first;               /* the first row after the headings */
};

/* An error when an id, a reason or who accepts has no column, or two are about as good. */
cpts_status cpts_acceptance_columns_find(struct acceptance_columns *out, cpts_context *context,
                                         const struct grid *grid, const char *shown);

#endif
