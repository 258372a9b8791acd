/*
 * Tables whose columns stand several times side by side, to fill a page: "CPTS, code" for the rows
 * of one département, and again for those of the next. Read as one wide row, each line would give
 * the communes of one CPTS to another.
 */
#include <string.h>

#include "input/reading/assigning.h"
#include "input/reading/cpts_names.h"
#include "input/reading/turning.h"
#include "input/sources/schema.h"

enum { TOP_ROWS = 64, MOST_BLOCKS = 32 };

/* The same columns at `starts`, each of `width` headings in a row. */
struct blocks {
    size_t header;
    int starts[MOST_BLOCKS], count, width;
};

/* Figures apart: "Code 04" and "Code 05" head columns of one kind. */
static bool are_alike(const struct grid_row *row, int one, int other)
{
    char x[128], y[128];
    cpts_heading_kind(x, row->cells[one]);
    cpts_heading_kind(y, row->cells[other]);
    return *x && strcmp(x, y) == 0;
}

/* Runs of headings without a gap that make up the row, `width` different ones in each. */
static bool cut_row(struct blocks *out, const struct grid_row *row, int width)
{
    out->count = 0;
    out->width = width;
    for (int i = 0; i < row->count;) {
        if (!*row->cells[i]) {
            i++;
            continue;
        }
        if (i + width > row->count || out->count == MOST_BLOCKS)
            return false;
        for (int j = 0; j < width; j++)
            if (!*row->cells[i + j] || (out->count && !are_alike(row, out->starts[0] + j, i + j)))
                return false;
        out->starts[out->count++] = i;
        i += width;
    }
    for (int i = 0; i < width && out->count > 1; i++)
        for (int j = 0; j < i; j++)
            if (are_alike(row, out->starts[0] + i, out->starts[0] + j))
                return false;
    return out->count > 1;
}

/* Headings that repeat as they are, or figures apart when a list is known to have such: names of
 * CPTS may differ by a figure alone. */
static bool is_header(struct turning *turning, const struct blocks *blocks,
                      const struct grid_row *row)
{
    bool same = true, known = false, has_unit = false;
    for (int j = 0; j < blocks->width; j++) {
        const char *first = row->cells[blocks->starts[0] + j];
        known |= cpts_schema_is_heading(first);
        has_unit |= cpts_turning_is_unit(turning, first);
        for (int b = 1; b < blocks->count; b++)
            same &= strcmp(first, row->cells[blocks->starts[b] + j]) == 0;
    }
    cpts_arena_free(&turning->scratch);
    return (same || known) && !has_unit;
}

/* Each block has cells below its headings, and nothing stands beside them. */
static bool holds_all(const struct grid *grid, const struct blocks *blocks)
{
    size_t filled[MOST_BLOCKS] = {0}, inside = 0, all = 0;
    for (size_t i = blocks->header + 1; i < grid->count; i++) {
        for (int j = 0; j < grid->rows[i].count; j++)
            all += *grid->rows[i].cells[j] != '\0';
        for (int b = 0; b < blocks->count; b++)
            for (int j = 0; j < blocks->width; j++)
                filled[b] += *cpts_grid_cell(grid, i, blocks->starts[b] + j) != '\0';
    }
    for (int b = 0; b < blocks->count; b++) {
        if (!filled[b])
            return false;
        inside += filled[b];
    }
    return inside == all;
}

static bool find_blocks(struct turning *turning, struct blocks *out)
{
    const struct grid *grid = turning->grid;
    const size_t last = grid->count < TOP_ROWS ? grid->count : TOP_ROWS;
    for (out->header = 0; out->header < last; out->header++) {
        const struct grid_row *row = &grid->rows[out->header];
        for (int width = 2; width <= row->count / 2; width++)
            if (cut_row(out, row, width) && is_header(turning, out, row) && holds_all(grid, out))
                return true;
    }
    return false;
}

/* `title`: a cell before those of the block; NULL: none. */
static void copy_cells(struct turning *turning, size_t row, int start, int width, const char *title)
{
    const struct grid *grid = turning->grid;
    const int before = title != NULL;
    bool any = false;
    for (int j = 0; j < width && !any; j++)
        any = *cpts_grid_cell(grid, row, start + j) != '\0';
    const char **cells =
        any ? cpts_turning_add_row(turning, grid->rows[row].line, width + before) : NULL;
    if (cells && title)
        cells[0] = title;
    for (int j = 0; cells && j < width; j++)
        cells[j + before] = cpts_grid_cell(grid, row, start + j);
}

/* ---- under the names of their CPTS --------------------------------------------------------- */

/* Whether a row is the header, or the first blocks of it where fewer are left, and the row above
 * has the name of a CPTS over each: alone, in a cell of its own or in merged ones. */
static bool is_titled_header(const struct grid *grid, const struct blocks *blocks, size_t row)
{
    int headed = 0;
    if (row == 0 || row >= grid->count)
        return false;
    for (int b = 0; b < blocks->count; b++) {
        const int start = blocks->starts[b];
        const char *title = cpts_grid_cell(grid, row - 1, start);
        const bool is_headed = *cpts_grid_cell(grid, row, start) != '\0';
        if ((is_headed && (headed != b || !cpts_name_says_cpts(title))) || (!is_headed && *title))
            return false;
        for (int j = 0; j < blocks->width; j++) {
            const char *heading = cpts_grid_cell(grid, row, start + j),
                       *above = cpts_grid_cell(grid, row - 1, start + j),
                       *known = cpts_grid_cell(grid, blocks->header, start + j);
            if ((*above && strcmp(above, title) != 0) ||
                strcmp(heading, is_headed ? known : "") != 0 || cpts_name_says_cpts(heading))
                return false;
        }
        headed += is_headed;
    }
    return headed > 0;
}

/* Blocks under names, and more of them below. */
static void stack_titled(struct turning *turning, const struct blocks *blocks)
{
    const struct grid *grid = turning->grid;
    copy_cells(turning, blocks->header, blocks->starts[0], blocks->width, "CPTS");
    for (int b = 0; b < blocks->count; b++) {
        const char *title = "";
        for (size_t i = blocks->header; i < grid->count && !turning->is_short; i++) {
            if (is_titled_header(grid, blocks, i))
                title = cpts_grid_cell(grid, i - 1, blocks->starts[b]);
            else if (!is_titled_header(grid, blocks, i + 1))
                copy_cells(turning, i, blocks->starts[b], blocks->width, title);
        }
    }
}

bool cpts_turning_stack(struct turning *turning)
{
    struct blocks blocks;
    if (!find_blocks(turning, &blocks) || turning->is_short)
        return false;
    if (is_titled_header(turning->grid, &blocks, blocks.header)) {
        stack_titled(turning, &blocks);
        if (!turning->is_short)
            cpts_turning_take(turning, blocks.width + 1, "side-by-side");
        return true;
    }
    copy_cells(turning, blocks.header, blocks.starts[0], blocks.width, NULL);
    for (int b = 0; b < blocks.count; b++)
        for (size_t i = blocks.header + 1; i < turning->grid->count && !turning->is_short; i++)
            copy_cells(turning, i, blocks.starts[b], blocks.width, NULL);
    if (!turning->is_short)
        cpts_turning_take(turning, blocks.width, "side-by-side");
    return true;
}
