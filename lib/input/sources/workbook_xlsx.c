/*
 * XLSX: what stands beside the values of cells, which OGR reads. The workbook names its sheets and
 * says which are hidden, relationships give the part of each, and the part its merged cells.
 */
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <stdlib.h>
#include <string.h>

#include "input/sources/workbook.h"
#include "input/sources/xml_part.h"

enum { MAX_COLUMN = 16384, MAX_LINE = 1048576 };

struct xlsx {
    struct workbook *book;
    cpts_context *context;
    struct sheet *sheet; /* whose part is read */
    bool row_is_hidden, row_counts;
    struct formula_cell cell; /* the last one begun; column -1: none */
    bool has_formula, has_value, is_in_value;
};

static cpts_status take_sheet(void *user, const char *name, const char *const *attributes)
{
    struct xlsx *xlsx = user;
    if (!cpts_xml_is(name, "main|sheet"))
        return CPTS_OK;
    const char *title = cpts_xml_attribute(attributes, "name");
    const char *state = cpts_xml_attribute(attributes, "state");
    const char *id = cpts_xml_attribute(attributes, "relationships|id");
    struct sheet *sheet = cpts_workbook_add(xlsx->book, title ? title : "");
    if (!sheet)
        return cpts_fail_memory(xlsx->context);
    sheet->is_hidden = state && strcmp(state, "visible") != 0;
    sheet->id = cpts_arena_string(&xlsx->book->arena, id ? id : "");
    return sheet->id ? CPTS_OK : cpts_fail_memory(xlsx->context);
}

static cpts_status take_relationship(void *user, const char *name, const char *const *attributes)
{
    struct xlsx *xlsx = user;
    const char *id = cpts_xml_attribute(attributes, "Id");
    const char *target = cpts_xml_attribute(attributes, "Target");
    if (!cpts_xml_is(name, "relationships|Relationship") || !id || !target)
        return CPTS_OK;
    for (size_t i = 0; i < xlsx->book->count; i++) {
        struct sheet *sheet = &xlsx->book->sheets[i];
        if (strcmp(sheet->id, id) != 0)
            continue;
        sheet->part = *target == '/' ? cpts_arena_string(&xlsx->book->arena, target + 1)
                                     : cpts_arena_format(&xlsx->book->arena, "xl/%s", target);
        if (!sheet->part)
            return cpts_fail_memory(xlsx->context);
    }
    return CPTS_OK;
}

/* ---- a sheet ----------------------------------------------------------------------------- */

/* "B12"; false for anything else. Moves past it. */
static bool read_cell_name(const char **text, int *column, long *line)
{
    *column = 0;
    for (; **text >= 'A' && **text <= 'Z' && *column <= MAX_COLUMN; ++*text)
        *column = *column * 26 + (**text - 'A' + 1);
    char *end;
    *line = strtol(*text, &end, 10);
    const bool is =
        end != *text && *column >= 1 && *column <= MAX_COLUMN && *line >= 1 && *line <= MAX_LINE;
    *text = end;
    --*column;
    return is;
}

static cpts_status take_merged(struct xlsx *xlsx, const char *reference)
{
    struct grid_area area;
    if (!reference || !read_cell_name(&reference, &area.first_column, &area.first_line) ||
        *reference++ != ':' || !read_cell_name(&reference, &area.last_column, &area.last_line))
        return CPTS_OK;
    return cpts_sheet_add_area(xlsx->sheet, &area) ? CPTS_OK : cpts_fail_memory(xlsx->context);
}

static bool is_true(const char *value)
{
    return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

/* From 0; for what is not a number, a column that no sheet has. */
static int column_of(const char *number)
{
    const long column = strtol(number, NULL, 10) - 1;
    return column >= 0 && column < MAX_COLUMN ? (int)column : MAX_COLUMN;
}

static cpts_status take_columns(struct xlsx *xlsx, const char *const *attributes)
{
    const char *first = cpts_xml_attribute(attributes, "min");
    const char *last = cpts_xml_attribute(attributes, "max");
    if (!first || !last || !is_true(cpts_xml_attribute(attributes, "hidden")))
        return CPTS_OK;
    return cpts_sheet_hide_columns(xlsx->sheet, column_of(first), column_of(last))
               ? CPTS_OK
               : cpts_fail_memory(xlsx->context);
}

static cpts_status end_cell(struct xlsx *xlsx)
{
    const bool is_computed = !xlsx->has_formula || xlsx->has_value || xlsx->cell.column < 0;
    xlsx->has_formula = xlsx->has_value = false;
    return is_computed || cpts_sheet_add_uncomputed(xlsx->sheet, xlsx->cell.line, xlsx->cell.column)
               ? CPTS_OK
               : cpts_fail_memory(xlsx->context);
}

static cpts_status begin_cell(struct xlsx *xlsx, const char *name)
{
    const cpts_status status = end_cell(xlsx);
    xlsx->is_in_value = false;
    if (!name || !read_cell_name(&name, &xlsx->cell.column, &xlsx->cell.line))
        xlsx->cell.column = -1;
    return status;
}

static cpts_status start_in_sheet(void *user, const char *name, const char *const *attributes)
{
    struct xlsx *xlsx = user;
    if (cpts_xml_is(name, "main|c")) {
        const char *type = cpts_xml_attribute(attributes, "t");
        const cpts_status status = begin_cell(xlsx, cpts_xml_attribute(attributes, "r"));
        xlsx->has_value = type && strcmp(type, "str") == 0; /* an empty text is a value */
        return status;
    }
    if (cpts_xml_is(name, "main|mergeCell"))
        return take_merged(xlsx, cpts_xml_attribute(attributes, "ref"));
    if (cpts_xml_is(name, "main|col"))
        return take_columns(xlsx, attributes);
    if (cpts_xml_is(name, "main|row")) {
        xlsx->row_is_hidden = is_true(cpts_xml_attribute(attributes, "hidden"));
        xlsx->row_counts = false;
    } else if (cpts_xml_is(name, "main|f")) {
        xlsx->has_formula = true;
        xlsx->is_in_value = false;
    } else if (cpts_xml_is(name, "main|v") || cpts_xml_is(name, "main|is")) {
        xlsx->is_in_value = true;
        xlsx->sheet->hidden_rows += xlsx->row_is_hidden && !xlsx->row_counts;
        xlsx->row_counts = true;
    }
    return CPTS_OK;
}

/* Programs that compute nothing write an empty value beside the formula. */
static cpts_status text_in_sheet(void *user, const char *text, size_t size)
{
    struct xlsx *xlsx = user;
    (void)text;
    xlsx->has_value |= xlsx->is_in_value && size > 0;
    return CPTS_OK;
}

/* ---- all --------------------------------------------------------------------------------- */

static bool has_comments(const char *root)
{
    char **members = VSIReadDirRecursive(root);
    bool found = false;
    for (int i = 0; members && members[i] && !found; i++)
        found = strncmp(members[i], "xl/", 3) == 0 && strstr(members[i], "omments") &&
                strstr(members[i], ".xml") && !strstr(members[i], "_rels/");
    CSLDestroy(members);
    return found;
}

static cpts_status read_part(struct xlsx *xlsx, const char *root, const char *part,
                             const char *shown, struct xml_handlers handlers)
{
    const char *path = cpts_arena_format(&xlsx->book->arena, "%s/%s", root, part);
    handlers.user = xlsx;
    return path ? cpts_xml_read(xlsx->context, path, shown, &handlers)
                : cpts_fail_memory(xlsx->context);
}

cpts_status cpts_workbook_read_xlsx(struct workbook *book, cpts_context *context, const char *root,
                                    const char *shown)
{
    struct xlsx xlsx = {.book = book, .context = context};
    book->has_comments = has_comments(root);
    cpts_status status = read_part(&xlsx, root, "xl/workbook.xml", shown,
                                   (struct xml_handlers){.start = take_sheet});
    if (status == CPTS_OK)
        status = read_part(&xlsx, root, "xl/_rels/workbook.xml.rels", shown,
                           (struct xml_handlers){.start = take_relationship});
    for (size_t i = 0; i < book->count && status == CPTS_OK; i++) {
        xlsx.sheet = &book->sheets[i];
        xlsx.row_is_hidden = false;
        xlsx.cell.column = -1;
        for (size_t j = 0; j < i && xlsx.sheet->part; j++)
            if (book->sheets[j].part && strcmp(book->sheets[j].part, xlsx.sheet->part) == 0)
                return cpts_fail(context, CPTS_ERROR_INPUT,
                                 _("%s: '%s' and '%s' are one and the same sheet; save it again "
                                   "with a spreadsheet program"),
                                 shown, book->sheets[j].name, xlsx.sheet->name);
        if (xlsx.sheet->part)
            status =
                read_part(&xlsx, root, xlsx.sheet->part, shown,
                          (struct xml_handlers){.start = start_in_sheet, .text = text_in_sheet});
        if (status == CPTS_OK)
            status = begin_cell(&xlsx, NULL);
    }
    return status;
}
