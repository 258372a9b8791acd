/*
 * The sheets of a workbook, as the reader of each format adds them.
 */
#include "input/reading/remarks.h"
#include "input/sources/workbook.h"

struct sheet *cpts_workbook_add(struct workbook *book, const char *name)
{
    const char *copy = cpts_arena_string(&book->arena, name);
    if (!copy ||
        !cpts_array_reserve(&book->sheets, &book->capacity, book->count + 1, sizeof *book->sheets))
        return NULL;
    struct sheet *sheet = &book->sheets[book->count++];
    *sheet = (struct sheet){.name = copy};
    sheet->grid.encoding = sheet->grid.separator = "";
    sheet->grid.counts_lines = true;
    return sheet;
}

bool cpts_sheet_add_area(struct sheet *sheet, const struct grid_area *area)
{
    if (!cpts_array_reserve(&sheet->areas, &sheet->area_capacity, sheet->area_count + 1,
                            sizeof *sheet->areas))
        return false;
    sheet->areas[sheet->area_count++] = *area;
    return true;
}

bool cpts_sheet_hide_columns(struct sheet *sheet, int first, int last)
{
    if (!cpts_array_reserve(&sheet->hidden_columns, &sheet->hidden_column_capacity,
                            sheet->hidden_column_count + 1, sizeof *sheet->hidden_columns))
        return false;
    sheet->hidden_columns[sheet->hidden_column_count++] = (struct column_range){first, last};
    return true;
}

bool cpts_sheet_add_cell(struct sheet_cells *cells, struct sheet_cell cell)
{
    if (!cpts_array_reserve(&cells->items, &cells->capacity, cells->count + 1,
                            sizeof *cells->items))
        return false;
    cells->items[cells->count++] = cell;
    return true;
}

bool cpts_sheet_add_comment(struct workbook *book, struct sheet *sheet, long line, const char *text)
{
    if (!cpts_remark_limits(text))
        return true;
    const char *kept = cpts_arena_string(&book->arena, text);
    if (!kept || !cpts_array_reserve(&sheet->comments, &sheet->comment_capacity,
                                     sheet->comment_count + 1, sizeof *sheet->comments))
        return false;
    sheet->comments[sheet->comment_count++] = (struct sheet_comment){line, kept};
    return true;
}
