/*
 * The columns of a layer of units, by what its cells say: headings such as "code_rs" are in no
 * table of names, but nothing else holds one living code of INSEE a feature.
 */
#ifndef CPTS_INPUT_READING_UNIT_COLUMNS_H
#define CPTS_INPUT_READING_UNIT_COLUMNS_H

#include "input/reading/grid.h"

struct unit_columns {
    int code, name, epci; /* -1: none */
    size_t rows, codes;   /* of the column of codes: how many are codes of communes or IRIS */
    size_t distinct;
};

/* `names` of the grid are its headings. */
cpts_status cpts_unit_columns_find(struct unit_columns *out, cpts_context *context,
                                   const struct grid *grid);

#endif
