/*
 * The sheets of a workbook, as the reader of each format adds them.
 */
#include "input/reading/remarks.h"
#include "input/sources/workbook.h"

struct sheet *cpts_workbook_add(struct workbook *book, const char *name)
{
    const char *copy = cpts_arena_string(&book->arena, name);
    if (!copy || !CPTS_ARRAY_MORE(book->sheets, book->count, book->capacity))
        return NULL;
    struct sheet *sheet = &book->sheets[book->count++];
    *sheet = (struct sheet){.name = copy};
    sheet->grid.encoding = sheet->grid.separator = "";
    sheet->grid.counts_lines = true;
    return sheet;
}

bool cpts_sheet_add_area(struct sheet *sheet, const struct grid_area *area)
{
    if (!CPTS_ARRAY_MORE(sheet->areas, sheet->area_count, sheet->area_capacity))
        return false;
    sheet->areas[sheet->area_count++] = *area;
    return true;
}

bool cpts_sheet_hide_columns(struct sheet *sheet, int first, int last)
{
    if (!CPTS_ARRAY_MORE(sheet->hidden_columns, sheet->hidden_column_count,
                         sheet->hidden_column_capacity))
        return false;
    sheet->hidden_columns[sheet->hidden_column_count++] = (struct column_range){first, last};
    return true;
}

bool cpts_sheet_add_cell(struct sheet_cells *cells, struct sheet_cell cell)
{
    if (!CPTS_ARRAY_MORE(cells->items, cells->count, cells->capacity))
        return false;
    cells->items[cells->count++] = cell;
    return true;
}

bool cpts_sheet_hide_row(struct sheet *sheet, long line, bool is_folded)
{
    sheet->hidden_rows++;
    return is_folded || cpts_sheet_add_cell(&sheet->hidden, (struct sheet_cell){.line = line});
}

bool cpts_sheet_add_comment(struct workbook *book, struct sheet *sheet, long line, const char *text)
{
    if (!cpts_remark_limits(text))
        return true;
    const char *kept = cpts_arena_string(&book->arena, text);
    if (!kept || !CPTS_ARRAY_MORE(sheet->comments, sheet->comment_count, sheet->comment_capacity))
        return false;
    sheet->comments[sheet->comment_count++] = (struct sheet_comment){line, kept};
    return true;
}
