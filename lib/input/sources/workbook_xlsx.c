/*
 * XLSX: what stands beside the values of cells, which OGR reads. The workbook names its sheets and
 * says which are hidden, relationships give the part of each, and the part its merged cells. A
 * cell is struck through by its format, by that of a piece of its text, or by its shared text.
 */
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <stdlib.h>
#include <string.h>

#include "common/bytes.h"
#include "input/sources/workbook.h"
#include "input/sources/xml_part.h"

enum { MAX_COLUMN = 16384, MAX_LINE = 1048576, MAX_TEXT = 1 << 27 };

struct xlsx {
    struct workbook *book;
    cpts_context *context;
    const char *shown;
    struct sheet *sheet; /* whose part is read */
    bool row_is_hidden, row_is_folded, row_counts;
    struct sheet_cell cell; /* the last one begun; column -1: none */
    bool has_formula, has_value, is_in_value;
    bool is_struck, is_shared; /* its text is the shared one of number `text` */
    size_t text;
    const char *styles, *texts;                /* parts; NULL: there is none */
    struct bytes fonts, formats, struck_texts; /* a byte each: is it struck through? */
    const char *comments;                      /* the part of those of the sheet; NULL */
    struct bytes comment;                      /* the text of the one that is read */
    struct bytes *list;                        /* of them, being read; NULL */
};

static bool is_true(const char *value)
{
    return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

static cpts_status take_sheet(void *user, const char *name, const char *const *attributes)
{
    struct xlsx *xlsx = user;
    if (cpts_xml_is(name, "main|workbookPr"))
        xlsx->book->counts_from_1904 = is_true(cpts_xml_attribute(attributes, "date1904"));
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

static bool ends_with(const char *text, const char *end)
{
    const size_t length = text ? strlen(text) : 0, size = strlen(end);
    return length >= size && strcmp(text + length - size, end) == 0;
}

static const char *part_of(struct xlsx *xlsx, const char *target)
{
    return *target == '/' ? cpts_arena_string(&xlsx->book->arena, target + 1)
                          : cpts_arena_format(&xlsx->book->arena, "xl/%s", target);
}

static cpts_status take_relationship(void *user, const char *name, const char *const *attributes)
{
    struct xlsx *xlsx = user;
    const char *id = cpts_xml_attribute(attributes, "Id");
    const char *target = cpts_xml_attribute(attributes, "Target");
    const char *type = cpts_xml_attribute(attributes, "Type");
    if (!cpts_xml_is(name, "relationships|Relationship") || !id || !target)
        return CPTS_OK;
    const bool is_styles = ends_with(type, "/styles"), is_texts = ends_with(type, "/sharedStrings");
    if (is_styles || is_texts) {
        const char *part = part_of(xlsx, target);
        *(is_styles ? &xlsx->styles : &xlsx->texts) = part;
        return part ? CPTS_OK : cpts_fail_memory(xlsx->context);
    }
    for (size_t i = 0; i < xlsx->book->count; i++) {
        struct sheet *sheet = &xlsx->book->sheets[i];
        if (strcmp(sheet->id, id) != 0)
            continue;
        sheet->part = part_of(xlsx, target);
        if (!sheet->part)
            return cpts_fail_memory(xlsx->context);
    }
    return CPTS_OK;
}

/* ---- what is struck through -------------------------------------------------------------- */

static bool is_false(const char *value)
{
    return value && (strcmp(value, "0") == 0 || strcmp(value, "false") == 0);
}

static bool is_struck(const struct bytes *list, const char *number)
{
    return cpts_bytes_is_set(list, number ? strtoul(number, NULL, 10) : 0);
}

static bool strikes(const char *name, const char *const *attributes)
{
    return cpts_xml_is(name, "main|strike") && !is_false(cpts_xml_attribute(attributes, "val"));
}

/* Fonts and formats are numbered in the order in which these two lists have them; other lists have
 * elements of the same names. */
static cpts_status take_style(void *user, const char *name, const char *const *attributes)
{
    struct xlsx *xlsx = user;
    bool done = true;
    if (cpts_xml_is(name, "main|fonts"))
        xlsx->list = &xlsx->fonts;
    else if (cpts_xml_is(name, "main|cellXfs"))
        xlsx->list = &xlsx->formats;
    else if (cpts_xml_is(name, "main|font") && xlsx->list == &xlsx->fonts)
        done = cpts_bytes_byte(&xlsx->fonts, false);
    else if (cpts_xml_is(name, "main|xf") && xlsx->list == &xlsx->formats)
        done = cpts_bytes_byte(&xlsx->formats,
                               is_struck(&xlsx->fonts, cpts_xml_attribute(attributes, "fontId")));
    else if (strikes(name, attributes) && xlsx->list == &xlsx->fonts && xlsx->fonts.used)
        xlsx->fonts.data[xlsx->fonts.used - 1] = true;
    return done ? CPTS_OK : cpts_fail_memory(xlsx->context);
}

/* How Japanese is read aloud: OGR takes it for a part of the text. */
static cpts_status refuse_phonetic(const struct xlsx *xlsx)
{
    return cpts_fail(xlsx->context, CPTS_ERROR_INPUT,
                     _("%s holds phonetic guides, which would be read as parts of its texts; save "
                       "it as ODS or CSV"),
                     xlsx->shown);
}

static cpts_status take_shared_text(void *user, const char *name, const char *const *attributes)
{
    struct xlsx *xlsx = user;
    bool done = true;
    if (cpts_xml_is(name, "main|rPh"))
        return refuse_phonetic(xlsx);
    if (cpts_xml_is(name, "main|si"))
        done = cpts_bytes_byte(&xlsx->struck_texts, false);
    else if (strikes(name, attributes) && xlsx->struck_texts.used)
        xlsx->struck_texts.data[xlsx->struck_texts.used - 1] = true;
    return done ? CPTS_OK : cpts_fail_memory(xlsx->context);
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
    const bool is_marked =
        xlsx->has_value && xlsx->cell.column >= 0 &&
        (xlsx->is_struck ||
         (xlsx->is_shared && cpts_bytes_is_set(&xlsx->struck_texts, xlsx->text)));
    xlsx->has_formula = xlsx->has_value = xlsx->is_struck = xlsx->is_shared = false;
    xlsx->text = 0;
    return (is_computed || cpts_sheet_add_cell(&xlsx->sheet->uncomputed, xlsx->cell)) &&
                   (!is_marked || cpts_sheet_add_cell(&xlsx->sheet->struck, xlsx->cell))
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

/* A filter of the sheet, or perhaps of a table in it. */
static bool hides_by_filter(const char *name, const char *const *attributes)
{
    return cpts_xml_is(name, "main|filterColumn") || cpts_xml_is(name, "main|tablePart") ||
           (cpts_xml_is(name, "main|sheetPr") &&
            is_true(cpts_xml_attribute(attributes, "filterMode")));
}

static cpts_status start_in_sheet(void *user, const char *name, const char *const *attributes)
{
    struct xlsx *xlsx = user;
    if (cpts_xml_is(name, "main|c")) {
        const char *type = cpts_xml_attribute(attributes, "t");
        const cpts_status status = begin_cell(xlsx, cpts_xml_attribute(attributes, "r"));
        xlsx->has_value = type && strcmp(type, "str") == 0; /* an empty text is a value */
        xlsx->is_shared = type && strcmp(type, "s") == 0;
        xlsx->is_struck = is_struck(&xlsx->formats, cpts_xml_attribute(attributes, "s"));
        return status;
    }
    if (cpts_xml_is(name, "main|rPh"))
        return refuse_phonetic(xlsx);
    if (cpts_xml_is(name, "main|mergeCell"))
        return take_merged(xlsx, cpts_xml_attribute(attributes, "ref"));
    if (cpts_xml_is(name, "main|col"))
        return take_columns(xlsx, attributes);
    if (cpts_xml_is(name, "main|row")) {
        const char *level = cpts_xml_attribute(attributes, "outlineLevel");
        xlsx->row_is_hidden = is_true(cpts_xml_attribute(attributes, "hidden"));
        xlsx->row_is_folded = level && strcmp(level, "0") != 0;
        xlsx->row_counts = false;
    } else if (hides_by_filter(name, attributes)) {
        xlsx->sheet->is_filtered = true;
    } else if (cpts_xml_is(name, "main|f")) {
        xlsx->has_formula = true;
        xlsx->is_in_value = false;
    } else if (cpts_xml_is(name, "main|v") || cpts_xml_is(name, "main|is")) {
        xlsx->is_in_value = true;
        xlsx->text = 0;
        const bool is_new = xlsx->row_is_hidden && !xlsx->row_counts;
        xlsx->row_counts = true;
        if (is_new && !cpts_sheet_hide_row(xlsx->sheet, xlsx->cell.line, xlsx->row_is_folded))
            return cpts_fail_memory(xlsx->context);
    } else if (strikes(name, attributes)) {
        xlsx->is_struck = true;
    }
    return CPTS_OK;
}

/* Programs that compute nothing write an empty value beside the formula. */
static cpts_status text_in_sheet(void *user, const char *text, size_t size)
{
    struct xlsx *xlsx = user;
    xlsx->has_value |= xlsx->is_in_value && size > 0;
    for (size_t i = 0; xlsx->is_in_value && xlsx->is_shared && i < size; i++)
        if (text[i] >= '0' && text[i] <= '9' && xlsx->text < MAX_TEXT)
            xlsx->text = xlsx->text * 10 + (size_t)(text[i] - '0');
    return CPTS_OK;
}

/* ---- parts ------------------------------------------------------------------------------- */

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

/* ---- comments ---------------------------------------------------------------------------- */

static cpts_status take_sheet_relationship(void *user, const char *name,
                                           const char *const *attributes)
{
    struct xlsx *xlsx = user;
    const char *target = cpts_xml_attribute(attributes, "Target");
    if (!cpts_xml_is(name, "relationships|Relationship") || !target ||
        !ends_with(cpts_xml_attribute(attributes, "Type"), "/comments"))
        return CPTS_OK;
    target += strncmp(target, "../", 3) == 0 ? 3 : 0;
    xlsx->comments = part_of(xlsx, target);
    return xlsx->comments ? CPTS_OK : cpts_fail_memory(xlsx->context);
}

static cpts_status start_in_comments(void *user, const char *name, const char *const *attributes)
{
    struct xlsx *xlsx = user;
    const char *reference = cpts_xml_attribute(attributes, "ref");
    if (!cpts_xml_is(name, "main|comment"))
        return CPTS_OK;
    xlsx->comment.used = 0;
    if (!reference || !read_cell_name(&reference, &xlsx->cell.column, &xlsx->cell.line))
        xlsx->cell.column = -1;
    return CPTS_OK;
}

static cpts_status text_in_comments(void *user, const char *text, size_t size)
{
    struct xlsx *xlsx = user;
    cpts_bytes_add(&xlsx->comment, text, size);
    return CPTS_OK;
}

static cpts_status end_in_comments(void *user, const char *name)
{
    struct xlsx *xlsx = user;
    if (!cpts_xml_is(name, "main|comment") || xlsx->cell.column < 0)
        return CPTS_OK;
    return cpts_bytes_byte(&xlsx->comment, '\0') &&
                   cpts_sheet_add_comment(xlsx->book, xlsx->sheet, xlsx->cell.line,
                                          (const char *)xlsx->comment.data)
               ? CPTS_OK
               : cpts_fail_memory(xlsx->context);
}

/* Those of the sheet at hand: its relationships name their part. */
static cpts_status read_comments(struct xlsx *xlsx, const char *root, const char *shown)
{
    const char *name = strrchr(xlsx->sheet->part, '/');
    const int folder = name ? (int)(name - xlsx->sheet->part) : 0;
    const char *part = cpts_arena_format(&xlsx->book->arena, "%.*s/_rels/%s.rels", folder,
                                         xlsx->sheet->part, name ? name + 1 : xlsx->sheet->part);
    const char *path = part ? cpts_arena_format(&xlsx->book->arena, "%s/%s", root, part) : NULL;
    VSIStatBufL stat;
    xlsx->comments = NULL;
    if (!path)
        return cpts_fail_memory(xlsx->context);
    if (VSIStatL(path, &stat) != 0)
        return CPTS_OK;
    cpts_status status =
        read_part(xlsx, root, part, shown, (struct xml_handlers){.start = take_sheet_relationship});
    if (status == CPTS_OK && xlsx->comments)
        status = read_part(xlsx, root, xlsx->comments, shown,
                           (struct xml_handlers){.start = start_in_comments,
                                                 .end = end_in_comments,
                                                 .text = text_in_comments});
    return status;
}

/* ---- all --------------------------------------------------------------------------------- */

static cpts_status read_all(struct xlsx *xlsx, const char *root, const char *shown)
{
    const struct workbook *book = xlsx->book;
    cpts_status status =
        read_part(xlsx, root, "xl/workbook.xml", shown, (struct xml_handlers){.start = take_sheet});
    if (status == CPTS_OK)
        status = read_part(xlsx, root, "xl/_rels/workbook.xml.rels", shown,
                           (struct xml_handlers){.start = take_relationship});
    if (status == CPTS_OK && xlsx->styles)
        status =
            read_part(xlsx, root, xlsx->styles, shown, (struct xml_handlers){.start = take_style});
    if (status == CPTS_OK && xlsx->texts)
        status = read_part(xlsx, root, xlsx->texts, shown,
                           (struct xml_handlers){.start = take_shared_text});
    for (size_t i = 0; i < book->count && status == CPTS_OK; i++) {
        xlsx->sheet = &book->sheets[i];
        xlsx->row_is_hidden = false;
        xlsx->cell.column = -1;
        for (size_t j = 0; j < i && xlsx->sheet->part; j++)
            if (book->sheets[j].part && strcmp(book->sheets[j].part, xlsx->sheet->part) == 0)
                return cpts_fail(xlsx->context, CPTS_ERROR_INPUT,
                                 _("%s: '%s' and '%s' are one and the same sheet; save it again "
                                   "with a spreadsheet program"),
                                 shown, book->sheets[j].name, xlsx->sheet->name);
        if (xlsx->sheet->part)
            status =
                read_part(xlsx, root, xlsx->sheet->part, shown,
                          (struct xml_handlers){.start = start_in_sheet, .text = text_in_sheet});
        if (status == CPTS_OK)
            status = begin_cell(xlsx, NULL);
        if (status == CPTS_OK && xlsx->sheet->part && book->has_comments)
            status = read_comments(xlsx, root, shown);
    }
    return status;
}

cpts_status cpts_workbook_read_xlsx(struct workbook *book, cpts_context *context, const char *root,
                                    const char *shown)
{
    struct xlsx xlsx = {.book = book, .context = context, .shown = shown};
    book->has_comments = has_comments(root);
    const cpts_status status = read_all(&xlsx, root, shown);
    cpts_bytes_free(&xlsx.comment);
    cpts_bytes_free(&xlsx.fonts);
    cpts_bytes_free(&xlsx.formats);
    cpts_bytes_free(&xlsx.struck_texts);
    return status;
}
