/*
 * Tables laid out otherwise than in rows of units are turned into such: a matrix of crosses whose
 * units stand across, and names of CPTS on rows of their own above their units.
 */
#ifndef CPTS_INPUT_READING_TURN_H
#define CPTS_INPUT_READING_TURN_H

#include "input/reading/grid.h"
#include "input/reading/known.h"

/* Leaves the grid as it is when it is neither, else says in grid->turned what it was. */
cpts_status cpts_grid_turn(struct grid *grid, const struct known *known);

#endif
