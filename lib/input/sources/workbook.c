#include "input/sources/workbook.h"

#include <string.h>
#include <strings.h>

#include "input/reading/remarks.h"

cpts_status cpts_sheet_check_computed(const struct sheet *sheet, cpts_context *context,
                                      const bool *columns, int count, const char *shown)
{
    size_t found = 0;
    const struct sheet_cell *first = NULL;
    for (size_t i = 0; sheet && i < sheet->uncomputed.count; i++) {
        const struct sheet_cell *cell = &sheet->uncomputed.items[i];
        if (columns && (cell->column >= count || !columns[cell->column]))
            continue;
        first = first ? first : cell;
        found++;
    }
    if (!found)
        return CPTS_OK;
    return cpts_fail(
        context, CPTS_ERROR_INPUT,
        P_("%s: %zu cell holds a formula that no program has computed yet (line %ld, column %d), "
           "so its value is not in the file; open it with a spreadsheet program and save it",
           "%s: %zu cells hold formulas that no program has computed yet (the first: line %ld, "
           "column %d), so their values are not in the file; open it with a spreadsheet program "
           "and save it",
           found),
        shown, found, first->line, first->column + 1);
}

struct sheet *cpts_workbook_sheet(const struct workbook *book, const char *name)
{
    for (size_t i = 0; book && i < book->count; i++)
        if (strcmp(book->sheets[i].name, name) == 0)
            return &book->sheets[i];
    return NULL;
}

/* ---- hidden columns ---------------------------------------------------------------------- */

static bool holds_text(const struct grid *grid, int column)
{
    for (size_t i = 0; i < grid->count; i++)
        if (*cpts_grid_cell(grid, i, column))
            return true;
    return false;
}

bool cpts_sheet_hides_column(const struct sheet *sheet, int column)
{
    for (size_t i = 0; sheet && i < sheet->hidden_column_count; i++)
        if (column >= sheet->hidden_columns[i].first && column <= sheet->hidden_columns[i].last)
            return true;
    return false;
}

static size_t hidden_columns(const struct sheet *sheet, const struct grid *grid)
{
    size_t count = 0;
    for (int column = 0; column < grid->columns; column++)
        count += cpts_sheet_hides_column(sheet, column) && holds_text(grid, column);
    return count;
}

/* ---- all --------------------------------------------------------------------------------- */

static bool mark_struck(struct grid *grid, const struct sheet_cells *struck)
{
    bool done = true;
    for (size_t i = 0; i < struck->count && done; i++) {
        const struct sheet_cell *cell = &struck->items[i];
        const size_t row = cpts_grid_row_at(grid, cell->line);
        const bool is_there = row < grid->count && grid->rows[row].line == cell->line;
        const char *text = is_there ? cpts_grid_cell(grid, row, cell->column) : "";
        if (!*text)
            continue;
        const char *marked = cpts_arena_format(&grid->arena, "%s%s", text, cpts_remark_struck());
        done = marked && cpts_grid_set(grid, row, cell->column, marked);
    }
    return done;
}

static bool add_remark(struct grid *grid, int column, long line, const char *remark)
{
    const size_t row = cpts_grid_row_at(grid, line);
    if (row >= grid->count || grid->rows[row].line != line)
        return true;
    const char *text = cpts_grid_clean(&grid->arena, remark);
    return text && cpts_grid_set(grid, row, column, text);
}

/* A comment is a remark behind its row; so is that somebody has hidden it. */
static bool add_remarks(struct grid *grid, const struct sheet *sheet)
{
    const size_t hidden = sheet->is_filtered ? 0 : sheet->hidden.count;
    const int column = grid->columns;
    bool done = true;
    grid->columns += sheet->comment_count > 0 || hidden > 0;
    for (size_t i = 0; i < hidden && done; i++)
        done = add_remark(grid, column, sheet->hidden.items[i].line, cpts_remark_hidden());
    for (size_t i = 0; i < sheet->comment_count && done; i++)
        done = add_remark(grid, column, sheet->comments[i].line, sheet->comments[i].text);
    return done;
}

cpts_status cpts_sheet_finish(struct grid *grid, cpts_context *context, const struct sheet *sheet,
                              const char *shown)
{
    const size_t columns = sheet->hidden_column_count ? hidden_columns(sheet, grid) : 0;
    if (sheet->hidden_rows || columns)
        cpts_log(context, CPTS_NORMAL,
                 _("%s: hidden rows (%zu) and columns (%zu) are read like the others"), shown,
                 sheet->hidden_rows, columns);
    if (!mark_struck(grid, &sheet->struck) || !add_remarks(grid, sheet))
        return cpts_fail_memory(context);
    return cpts_grid_fill_merged(grid, context, sheet->areas, sheet->area_count, shown);
}

static bool ends_with(const char *path, const char *extension)
{
    const size_t size = strlen(path), end = strlen(extension);
    return size > end && strcasecmp(path + size - end, extension) == 0;
}

cpts_status cpts_workbook_read(struct workbook **out, cpts_context *context, const char *path,
                               const char *shown)
{
    *out = NULL;
    struct workbook *book = cpts_array_new(1, sizeof *book);
    if (!book)
        return cpts_fail_memory(context);
    const char *root = cpts_arena_format(&book->arena, "/vsizip/{%s}", path);
    cpts_status status = root ? CPTS_OK : cpts_fail_memory(context);
    if (status == CPTS_OK)
        status = ends_with(path, ".xls")   ? cpts_workbook_read_xls(book, context, path, shown)
                 : ends_with(path, ".ods") ? cpts_workbook_read_ods(book, context, root, shown)
                                           : cpts_workbook_read_xlsx(book, context, root, shown);
    bool has_remarks = false;
    for (size_t i = 0; i < book->count; i++)
        has_remarks |= book->sheets[i].comment_count > 0;
    if (status == CPTS_OK && book->has_comments && !has_remarks)
        cpts_log(context, CPTS_NORMAL, _("%s: the comments of cells are not read"), shown);
    if (status != CPTS_OK) {
        cpts_workbook_free(book);
        return status;
    }
    *out = book;
    return CPTS_OK;
}

void cpts_workbook_free(struct workbook *book)
{
    if (!book)
        return;
    for (size_t i = 0; i < book->count; i++) {
        cpts_grid_free(&book->sheets[i].grid);
        cpts_array_free(book->sheets[i].areas);
        cpts_array_free(book->sheets[i].hidden_columns);
        cpts_array_free(book->sheets[i].uncomputed.items);
        cpts_array_free(book->sheets[i].struck.items);
        cpts_array_free(book->sheets[i].hidden.items);
        cpts_array_free(book->sheets[i].comments);
    }
    cpts_array_free(book->sheets);
    cpts_arena_free(&book->arena);
    cpts_array_free(book);
}
