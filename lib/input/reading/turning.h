/*
 * A grid on its way to another layout: what the files that turn grids share.
 */
#ifndef CPTS_INPUT_READING_TURNING_H
#define CPTS_INPUT_READING_TURNING_H

#include "input/reading/grid.h"
#include "input/reading/known.h"

struct turning {
    struct grid *grid;
    const struct known *known;
    struct arena scratch;
    struct unit_pieces pieces;
    struct grid_row *rows; /* those to be */
    size_t count, capacity;
    bool is_short; /* of memory */
};

/* Whether a cell names one unit. */
bool cpts_turning_is_unit(struct turning *turning, const char *text);

/* A new row of empty cells; NULL when memory is short. */
const char **cpts_turning_add_row(struct turning *turning, long line, int count);

/* The new rows take the place of those of the grid. `how`: what its layout was. */
void cpts_turning_take(struct turning *turning, int columns, const char *how);

/* The same columns several times side by side, as pages are filled: put one below the other. False
 * when the grid is not laid out so; in side_by_side.c. */
bool cpts_turning_stack(struct turning *turning);

/* A line for each field of a card; in cards.c. */
bool cpts_turning_cards(struct turning *turning);

#endif
