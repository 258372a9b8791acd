/*
 * Codes of IRIS that a list keeps in two columns, the commune and the rest.
 */
#ifndef CPTS_INPUT_READING_IRIS_JOIN_H
#define CPTS_INPUT_READING_IRIS_JOIN_H

#include "input/reading/grid.h"
#include "input/reading/known.h"

/* Where units are IRIS, writes "06088" and "0101" of two columns as one code, if nearly all rows
 * make one. */
cpts_status cpts_grid_join_iris(struct grid *grid, const struct known *known);

#endif
