#include "input/reading/grid.h"

#include <string.h>

#include "input/sources/text.h"

/* A list of the whole country's communes has a million. */
#define MAX_CELLS ((size_t)16 << 20)
enum { ROWS_BETWEEN_CHECKS = 4096 };

char *cpts_grid_clean(struct arena *arena, const char *text)
{
    char *clean = cpts_text_clean(arena, text);
    if (!clean)
        return NULL;
    size_t length = strlen(clean);
    if (length > 3 && memcmp(clean, "=\"", 2) == 0 && clean[length - 1] == '"') {
        clean[length - 1] = '\0';
        return clean + 2;
    }
    return *clean == '\'' && clean[1] >= '0' && clean[1] <= '9' ? clean + 1 : clean;
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n")] == '\0';
}

bool cpts_grid_add(struct grid *grid, long line, const char *const *cells, int count)
{
    while (count > 0 && is_blank(cells[count - 1]))
        count--;
    if (count == 0)
        return true;
    if (!CPTS_ARRAY_MORE(grid->rows, grid->count, grid->capacity))
        return false;
    const char **copy = cpts_arena_alloc(&grid->arena, sizeof *copy * (size_t)count);
    for (int i = 0; copy && i < count; i++) {
        copy[i] = *cells[i] ? cpts_grid_clean(&grid->arena, cells[i]) : "";
        if (!copy[i])
            return false;
    }
    if (!copy)
        return false;
    while (count > 0 && !*copy[count - 1]) /* no-break spaces are blank too */
        count--;
    if (count == 0)
        return true;
    grid->rows[grid->count++] = (struct grid_row){.line = line, .count = count, .cells = copy};
    grid->cell_count += (size_t)count;
    grid->columns = count > grid->columns ? count : grid->columns;
    return true;
}

size_t cpts_grid_row_at(const struct grid *grid, long line)
{
    size_t low = 0, high = grid->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (grid->rows[middle].line < line)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool cpts_grid_set(struct grid *grid, size_t row, int column, const char *text)
{
    struct grid_row *at = &grid->rows[row];
    if (column >= at->count) {
        const char **cells = cpts_arena_alloc(&grid->arena, sizeof *cells * (size_t)grid->columns);
        for (int i = 0; cells && i < grid->columns; i++)
            cells[i] = i < at->count ? at->cells[i] : "";
        if (!cells)
            return false;
        at->cells = cells;
        at->count = grid->columns;
    }
    at->cells[column] = text;
    return true;
}

const char *cpts_grid_cell(const struct grid *grid, size_t row, int column)
{
    const struct grid_row *at = &grid->rows[row];
    return column >= 0 && column < at->count ? at->cells[column] : "";
}

cpts_status cpts_grid_check_size(const struct grid *grid, cpts_context *context, const char *shown)
{
    /* Short rows under a wide header would take thousands of times the room of their file. */
    const size_t columns = (size_t)grid->columns;
    if (!columns || grid->count <= MAX_CELLS / columns)
        return grid->count % ROWS_BETWEEN_CHECKS ? CPTS_OK : cpts_advance(context, _("reading"), 0);
    return cpts_fail(context, CPTS_ERROR_INPUT,
                     _("%s has over %zu rows of %zu columns, too many for a table of codes; keep "
                       "the columns that are needed"),
                     shown, grid->count - 1, columns);
}

void cpts_grid_free(struct grid *grid)
{
    cpts_array_free(grid->rows);
    cpts_arena_free(&grid->arena);
    memset(grid, 0, sizeof *grid);
}
