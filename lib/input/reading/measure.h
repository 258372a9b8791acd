/*
 * Columns measured by what their cells say, against the units that are known.
 */
#ifndef CPTS_INPUT_READING_MEASURE_H
#define CPTS_INPUT_READING_MEASURE_H

#include "input/reading/grid.h"
#include "input/reading/known.h"

/* Of the cells looked at that are not empty, how many are ... */
struct column_facts {
    size_t filled;
    size_t units, codes, names, lists; /* a unit or more; by code; by name; two or more of them */
    size_t code_like;                  /* written like a code, of no unit: postal, elsewhere */
    size_t departments, epcis, numbers, crosses, nones, texts, cpts_words;
    size_t distinct, distinct_units;
    size_t repeats;    /* the same as the cell above, blanks passed over */
    size_t first_unit; /* row of the first unit; SIZE_MAX */
    size_t first_code; /* row of the first code, of a unit or of elsewhere; SIZE_MAX */
    size_t prefixed;   /* codes of units once the département of the row is put before them */
    size_t prefixed_elsewhere; /* likewise, of communes that are not units */
};

struct measure {
    struct column_facts *columns;
    int count;
    size_t rows; /* looked at */
};

/* The rows from `first` on, before `last` or to the end. */
cpts_status cpts_measure_grid(struct measure *out, const struct known *known,
                              const struct grid *grid, size_t first, size_t last);
void cpts_measure_free(struct measure *measure);

/* Cells of a matrix: "x", "1", "oui". */
bool cpts_cell_is_cross(const char *cell);
/* "", "-", "0", "Non.": where a matrix has no cross, and what "no" is to a question. */
bool cpts_cell_is_no_cross(const char *cell);
/* "50 %": between a cross and none. */
bool cpts_cell_is_share(const char *cell);

/* The département that a cell names: "83", "Var", "83 - Var", "Var (83)". */
bool cpts_cell_department(char out[4], const char *cell);

/* Digits with thin spaces and either decimal mark. */
bool cpts_cell_is_number(const char *cell);

#endif
