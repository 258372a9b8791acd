/*
 * Merged cells: their text stands in the first one alone, and holds for all. It is carried down,
 * where a name holds for several rows; not across, where it would repeat a claim, except with
 * crosses.
 */
#include <string.h>

#include "input/reading/grid.h"
#include "input/reading/measure.h"

/* Areas that overlap, which no program writes, must not cost without end. */
#define MAX_VISITS ((size_t)16 << 20)

/* The last column to fill: crosses hold for each column that they span. */
static int last_column(const struct grid *grid, const struct grid_area *area, const char *text)
{
    if (!cpts_cell_is_cross(text))
        return area->first_column;
    return area->last_column < grid->columns ? area->last_column : grid->columns - 1;
}

static bool fill(struct grid *grid, const struct grid_area *area, long *until, size_t *visits)
{
    const size_t first = cpts_grid_row_at(grid, area->first_line);
    if (first == grid->count || grid->rows[first].line != area->first_line ||
        area->first_column >= grid->columns)
        return true;
    const char *text = cpts_grid_cell(grid, first, area->first_column);
    const int last = last_column(grid, area, text);
    if (!*text)
        return true;
    if (area->last_line > area->first_line && area->last_line > until[area->first_column])
        until[area->first_column] = area->last_line;
    for (size_t row = first; row < grid->count && grid->rows[row].line <= area->last_line; row++)
        for (int column = area->first_column; column <= last && *visits < MAX_VISITS; column++) {
            ++*visits;
            if (!cpts_grid_set(grid, row, column, text))
                return false;
        }
    return true;
}

cpts_status cpts_grid_fill_merged(struct grid *grid, cpts_context *context,
                                  const struct grid_area *areas, size_t count, const char *shown)
{
    size_t visits = 0;
    if (count == 0 || grid->columns == 0)
        return CPTS_OK;
    long *until = cpts_arena_alloc(&grid->arena, sizeof *until * (size_t)grid->columns);
    bool done = until != NULL;
    for (size_t i = 0; i < count && done && visits < MAX_VISITS; i++)
        done = fill(grid, &areas[i], until, &visits);
    if (!done)
        return cpts_fail_memory(context);
    grid->merged_until = until;
    return visits < MAX_VISITS ? CPTS_OK
                               : cpts_fail(context, CPTS_ERROR_INPUT,
                                           _("%s has far too many merged cells; save it again with "
                                             "a spreadsheet program"),
                                           shown);
}
