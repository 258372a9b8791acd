#include "input/reading/turning.h"

bool cpts_turning_is_unit(struct turning *turning, const char *text)
{
    if (!*text)
        return false;
    if (!cpts_unit_pieces_read(&turning->pieces, &turning->scratch, turning->known, text))
        turning->is_short = true;
    return turning->pieces.count == 1 && turning->pieces.units == 1;
}

const char **cpts_turning_add_row(struct turning *turning, long line, int count)
{
    const char **cells =
        cpts_arena_alloc(&turning->grid->arena, sizeof *cells * (size_t)(count + 1));
    if (!cells || !CPTS_ARRAY_MORE(turning->rows, turning->count, turning->capacity)) {
        turning->is_short = true;
        return NULL;
    }
    for (int i = 0; i < count; i++)
        cells[i] = "";
    turning->rows[turning->count++] =
        (struct grid_row){.line = line, .count = count, .cells = cells};
    return cells;
}

void cpts_turning_take(struct turning *turning, int columns, const char *how)
{
    struct grid *grid = turning->grid;
    cpts_array_free(grid->rows);
    grid->rows = turning->rows;
    grid->count = turning->count;
    grid->capacity = turning->capacity;
    grid->columns = columns;
    grid->turned = how;
    grid->merged_until = NULL; /* of columns that are gone */
    turning->rows = NULL;
}
