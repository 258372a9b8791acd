/*
 * ODS: content.xml holds the sheets, their cells with repetitions, the styles that hide a sheet,
 * and comments inside the cells they belong to.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/bytes.h"
#include "input/reading/remarks.h"
#include "input/sources/unpacking.h"
#include "input/sources/workbook.h"
#include "input/sources/xml_part.h"

enum { MAX_COLUMNS = 16384, MAX_LINES = 1 << 24 };

/* What an element means, by the one it stands in. */
enum place { OUTSIDE, IN_BOOK, IN_SHEET, IN_ROW, IN_CELL, IN_TEXT, ASIDE };

struct ods {
    struct workbook *book;
    cpts_context *context;
    const char *shown;
    struct sheet *sheet;
    enum place place;
    int aside;         /* elements open within one that is not read */
    int in_text;       /* elements open within a paragraph */
    const char *style; /* being declared; NULL */
    struct styles {
        const char **names;
        size_t count, capacity;
    } hiding, striking; /* those that hide their sheet, and those that strike their text through */
    /* The row at hand: its texts one after the other, and where each cell's begins. */
    char *texts;
    size_t size, capacity;
    size_t *cells;
    size_t cell_count, cell_capacity;
    long line, repeats; /* of the row */
    bool row_is_hidden, row_is_filtered;
    int groups; /* of rows, open */
    int column; /* of the columns declared */
    long blank; /* cells without a text that another one may follow */
    long cell_repeats;
    size_t cell_start;
    bool has_value, has_paragraph; /* the text of the cell is its value; it has a paragraph */
    bool is_struck;                /* the cell, or a piece of its text */
    bool is_in_comment;            /* of a cell; `comment` is what it says so far */
    struct bytes comment;
    bool is_covered; /* the cell lies under a merged one, whatever it holds */
    size_t spent;    /* bytes that repeated cells and rows take */
};

static long number_of(const char *const *attributes, const char *name, long most)
{
    const char *text = cpts_xml_attribute(attributes, name);
    const long number = text ? strtol(text, NULL, 10) : 1;
    return number < 1 ? 1 : number > most ? most : number;
}

static cpts_status add_text(struct ods *ods, const char *text, size_t size)
{
    if (!cpts_array_reserve(&ods->texts, &ods->capacity, ods->size + size + 1, 1))
        return cpts_fail_memory(ods->context);
    memcpy(ods->texts + ods->size, text, size);
    ods->size += size;
    return CPTS_OK;
}

/* ---- cells ------------------------------------------------------------------------------- */

static cpts_status add_cells(struct ods *ods, size_t start, long count)
{
    if (ods->cell_count + (size_t)count > MAX_COLUMNS)
        return cpts_fail(ods->context, CPTS_ERROR_INPUT,
                         _("%s: line %ld has over %d columns; this is not a table of codes"),
                         ods->shown, ods->line + 1, (int)MAX_COLUMNS);
    if (!cpts_array_reserve(&ods->cells, &ods->cell_capacity, ods->cell_count + (size_t)count,
                            sizeof *ods->cells))
        return cpts_fail_memory(ods->context);
    for (long i = 0; i < count; i++)
        ods->cells[ods->cell_count++] = start;
    return CPTS_OK;
}

/* The value of a cell where it says more than what is shown: a date, a figure. */
static const char *value_of(const char *const *attributes)
{
    static const char *const names[] = {"office:1.0|date-value", "office:1.0|value",
                                        "office:1.0|boolean-value", "office:1.0|string-value"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = cpts_xml_attribute(attributes, names[i]);
        if (value)
            return value;
    }
    return NULL;
}

static bool has_style(const struct styles *styles, const char *const *attributes,
                      const char *attribute)
{
    const char *style = cpts_xml_attribute(attributes, attribute);
    for (size_t i = 0; style && i < styles->count; i++)
        if (strcmp(styles->names[i], style) == 0)
            return true;
    return false;
}

static cpts_status open_cell(struct ods *ods, const char *const *attributes, bool is_covered)
{
    const char *value = is_covered ? NULL : value_of(attributes);
    const struct grid_area area = {
        .first_line = ods->line + 1,
        .last_line = ods->line + number_of(attributes, "table:1.0|number-rows-spanned", MAX_LINES),
        .first_column = (int)ods->cell_count + (int)ods->blank,
        .last_column = (int)ods->cell_count + (int)ods->blank - 1 +
                       (int)number_of(attributes, "table:1.0|number-columns-spanned", MAX_COLUMNS)};
    ods->cell_repeats = number_of(attributes, "table:1.0|number-columns-repeated", MAX_COLUMNS);
    ods->cell_start = ods->size;
    ods->has_value = value != NULL;
    ods->has_paragraph = false;
    ods->is_covered = is_covered;
    ods->is_struck = has_style(&ods->striking, attributes, "table:1.0|style-name");
    if (!is_covered && (area.last_line > area.first_line || area.last_column > area.first_column) &&
        !cpts_sheet_add_area(ods->sheet, &area))
        return cpts_fail_memory(ods->context);
    return value ? add_text(ods, value, strlen(value)) : CPTS_OK;
}

/* Digits of a code whose zeros the format of the cell shows: "01001" for 1001. */
static bool shows_zeros(const char *value, const char *shown)
{
    const size_t digits = strspn(shown, "0123456789");
    return digits == strlen(shown) && digits > 1 && *shown == '0' &&
           strcmp(shown + strspn(shown, "0"), value) == 0;
}

/* What is shown stands after the value, a 0 between them: one of them is kept. */
static void choose_text(struct ods *ods)
{
    char *value = ods->texts + ods->cell_start;
    const size_t length = strlen(value);
    const char *shown = value + length + 1;
    if (ods->cell_start + length + 1 < ods->size && shows_zeros(value, shown))
        memmove(value, shown, strlen(shown) + 1);
    ods->size = ods->cell_start + strlen(value);
}

static cpts_status close_cell(struct ods *ods)
{
    cpts_status status = CPTS_OK;
    if (ods->has_value && ods->has_paragraph) {
        status = add_text(ods, "", 1);
        if (status == CPTS_OK)
            choose_text(ods);
    }
    if (status != CPTS_OK)
        return status;
    if (ods->size == ods->cell_start) {
        ods->blank += ods->cell_repeats;
        ods->blank = ods->blank > MAX_COLUMNS ? MAX_COLUMNS : ods->blank;
        return CPTS_OK;
    }
    if (ods->blank)
        status = add_cells(ods, SIZE_MAX, ods->blank);
    ods->blank = 0;
    if (status == CPTS_OK && ods->is_struck)
        status = add_text(ods, cpts_remark_struck(), strlen(cpts_remark_struck()));
    if (status == CPTS_OK)
        status = add_text(ods, "", 1);
    return status == CPTS_OK ? add_cells(ods, ods->cell_start, ods->cell_repeats) : status;
}

/* ---- rows -------------------------------------------------------------------------------- */

/* Repeated cells and rows take room that their file does not. */
static cpts_status spend(struct ods *ods)
{
    size_t bytes = 0;
    for (size_t i = 0; i < ods->cell_count && bytes <= CPTS_MAX_SPREADSHEET_BYTES; i++)
        bytes += sizeof(char *) +
                 (ods->cells[i] == SIZE_MAX ? 0 : strlen(ods->texts + ods->cells[i]) + 1);
    if (bytes > CPTS_MAX_SPREADSHEET_BYTES / (size_t)ods->repeats)
        return cpts_unpacking_refuse(ods->context, ods->shown, bytes * (size_t)ods->repeats);
    ods->spent += bytes * (size_t)ods->repeats;
    return ods->spent > CPTS_MAX_SPREADSHEET_BYTES
               ? cpts_unpacking_refuse(ods->context, ods->shown, ods->spent)
               : CPTS_OK;
}

static cpts_status close_row(struct ods *ods)
{
    struct grid *grid = &ods->sheet->grid;
    if (ods->cell_count == 0) {
        ods->line += ods->repeats;
        return CPTS_OK;
    }
    const char **cells = cpts_array_new(ods->cell_count, sizeof *cells);
    cpts_status status = cells ? spend(ods) : cpts_fail_memory(ods->context);
    for (size_t i = 0; status == CPTS_OK && i < ods->cell_count; i++)
        cells[i] = ods->cells[i] == SIZE_MAX ? "" : ods->texts + ods->cells[i];
    for (long i = 0; i < ods->repeats && status == CPTS_OK; i++) {
        status = cpts_grid_add(grid, ods->line + 1 + i, cells, (int)ods->cell_count)
                     ? cpts_grid_check_size(grid, ods->context, ods->shown)
                     : cpts_fail_memory(ods->context);
        if (status == CPTS_OK && ods->row_is_hidden &&
            !cpts_sheet_hide_row(ods->sheet, ods->line + 1 + i,
                                 ods->row_is_filtered || ods->groups > 0))
            status = cpts_fail_memory(ods->context);
    }
    cpts_array_free(cells);
    ods->line += ods->repeats;
    return status;
}

static void open_row(struct ods *ods, const char *const *attributes)
{
    const char *visibility = cpts_xml_attribute(attributes, "table:1.0|visibility");
    ods->repeats = number_of(attributes, "table:1.0|number-rows-repeated", MAX_LINES);
    ods->row_is_hidden = visibility && strcmp(visibility, "visible") != 0;
    ods->row_is_filtered = visibility && strcmp(visibility, "filter") == 0;
    ods->size = ods->cell_count = 0;
    ods->blank = 0;
}

/* ---- sheets ------------------------------------------------------------------------------ */

static cpts_status open_sheet(struct ods *ods, const char *const *attributes)
{
    const char *name = cpts_xml_attribute(attributes, "table:1.0|name");
    ods->sheet = cpts_workbook_add(ods->book, name ? name : "");
    if (!ods->sheet)
        return cpts_fail_memory(ods->context);
    ods->sheet->is_hidden = has_style(&ods->hiding, attributes, "table:1.0|style-name") ||
                            /* What a link to another file found there when it was last followed. */
                            strncmp(ods->sheet->name, "'file:", strlen("'file:")) == 0;
    ods->line = 0;
    ods->column = 0;
    return CPTS_OK;
}

static cpts_status take_columns(struct ods *ods, const char *const *attributes)
{
    const char *visibility = cpts_xml_attribute(attributes, "table:1.0|visibility");
    const int count = (int)number_of(attributes, "table:1.0|number-columns-repeated", MAX_COLUMNS);
    const int first = ods->column;
    ods->column = first + count > MAX_COLUMNS ? MAX_COLUMNS : first + count;
    if (!visibility || strcmp(visibility, "visible") == 0)
        return CPTS_OK;
    return cpts_sheet_hide_columns(ods->sheet, first, ods->column - 1)
               ? CPTS_OK
               : cpts_fail_memory(ods->context);
}

static cpts_status add_style(struct ods *ods, struct styles *styles)
{
    if (!CPTS_ARRAY_MORE(styles->names, styles->count, styles->capacity))
        return cpts_fail_memory(ods->context);
    styles->names[styles->count++] = ods->style;
    return CPTS_OK;
}

static cpts_status take_style(struct ods *ods, const char *name, const char *const *attributes)
{
    if (cpts_xml_is(name, "style:1.0|style")) {
        const char *title = cpts_xml_attribute(attributes, "style:1.0|name");
        ods->style = title ? cpts_arena_string(&ods->book->arena, title) : NULL;
        return ods->style || !title ? CPTS_OK : cpts_fail_memory(ods->context);
    }
    const char *display = cpts_xml_is(name, "style:1.0|table-properties")
                              ? cpts_xml_attribute(attributes, "table:1.0|display")
                              : NULL;
    const char *line = cpts_xml_is(name, "style:1.0|text-properties")
                           ? cpts_xml_attribute(attributes, "style:1.0|text-line-through-style")
                           : NULL;
    if (!ods->style)
        return CPTS_OK;
    if (display && strcmp(display, "false") == 0)
        return add_style(ods, &ods->hiding);
    return line && strcmp(line, "none") != 0 ? add_style(ods, &ods->striking) : CPTS_OK;
}

/* ---- elements ---------------------------------------------------------------------------- */

static bool groups_rows(const char *name)
{
    static const char *const names[] = {
        "table:1.0|table-row-group",    "table:1.0|table-header-rows",
        "table:1.0|table-rows",         "table:1.0|table-columns",
        "table:1.0|table-column-group", "table:1.0|table-header-columns"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (cpts_xml_is(name, names[i]))
            return true;
    return false;
}

static cpts_status start_in_sheet(struct ods *ods, const char *name, const char *const *attributes)
{
    if (cpts_xml_is(name, "table:1.0|table-row")) {
        ods->place = IN_ROW;
        open_row(ods, attributes);
    } else if (cpts_xml_is(name, "table:1.0|table-column")) {
        ods->aside = 1;
        return take_columns(ods, attributes);
    } else if (!groups_rows(name)) {
        ods->aside = 1;
    } else {
        ods->groups += cpts_xml_is(name, "table:1.0|table-row-group");
    }
    return CPTS_OK;
}

static cpts_status start_in_row(struct ods *ods, const char *name, const char *const *attributes)
{
    const bool is_covered = cpts_xml_is(name, "table:1.0|covered-table-cell");
    if (!is_covered && !cpts_xml_is(name, "table:1.0|table-cell")) {
        ods->aside = 1;
        return CPTS_OK;
    }
    ods->place = IN_CELL;
    return open_cell(ods, attributes, is_covered);
}

/* Comments, drawings and tables in a cell are not part of its text. */
static void step_aside(struct ods *ods, const char *name)
{
    ods->is_in_comment = cpts_xml_is(name, "office:1.0|annotation");
    ods->book->has_comments |= ods->is_in_comment;
    ods->comment.used = 0;
    ods->aside = 1;
}

static cpts_status leave_comment(struct ods *ods)
{
    ods->is_in_comment = false;
    return cpts_bytes_byte(&ods->comment, '\0') &&
                   cpts_sheet_add_comment(ods->book, ods->sheet, ods->line + 1,
                                          (const char *)ods->comment.data)
               ? CPTS_OK
               : cpts_fail_memory(ods->context);
}

static cpts_status start_in_cell(struct ods *ods, const char *name)
{
    if (ods->is_covered || !cpts_xml_is(name, "text:1.0|p")) {
        step_aside(ods, name);
        return CPTS_OK;
    }
    ods->place = IN_TEXT;
    ods->in_text = 1;
    const bool is_first = !ods->has_paragraph;
    ods->has_paragraph = true;
    if (ods->has_value)
        return is_first ? add_text(ods, "", 1) : CPTS_OK;
    return is_first ? CPTS_OK : add_text(ods, "\n", 1);
}

static cpts_status start_in_text(struct ods *ods, const char *name, const char *const *attributes)
{
    if (cpts_xml_is(name, "office:1.0|annotation")) {
        step_aside(ods, name);
        return CPTS_OK;
    }
    ods->in_text++;
    ods->is_struck |= has_style(&ods->striking, attributes, "text:1.0|style-name");
    if (cpts_xml_is(name, "text:1.0|line-break"))
        return add_text(ods, "\n", 1);
    return cpts_xml_is(name, "text:1.0|s") || cpts_xml_is(name, "text:1.0|tab")
               ? add_text(ods, " ", 1)
               : CPTS_OK;
}

static cpts_status start(void *user, const char *name, const char *const *attributes)
{
    struct ods *ods = user;
    if (ods->aside) {
        ods->aside++;
        return CPTS_OK;
    }
    switch (ods->place) {
    case OUTSIDE:
        if (cpts_xml_is(name, "office:1.0|spreadsheet"))
            ods->place = IN_BOOK;
        return take_style(ods, name, attributes);
    case IN_BOOK:
        if (!cpts_xml_is(name, "table:1.0|table")) {
            ods->aside = 1;
            return CPTS_OK;
        }
        ods->place = IN_SHEET;
        return open_sheet(ods, attributes);
    case IN_SHEET:
        return start_in_sheet(ods, name, attributes);
    case IN_ROW:
        return start_in_row(ods, name, attributes);
    case IN_CELL:
        return start_in_cell(ods, name);
    default:
        return start_in_text(ods, name, attributes);
    }
}

static cpts_status end(void *user, const char *name)
{
    struct ods *ods = user;
    if (ods->aside) {
        ods->aside--;
        return ods->is_in_comment && !ods->aside ? leave_comment(ods) : CPTS_OK;
    }
    if (ods->place == IN_TEXT && --ods->in_text == 0) {
        ods->place = IN_CELL;
    } else if (ods->place == IN_CELL) {
        ods->place = IN_ROW;
        return close_cell(ods);
    } else if (ods->place == IN_ROW) {
        ods->place = IN_SHEET;
        return close_row(ods);
    } else if (ods->place == IN_SHEET && cpts_xml_is(name, "table:1.0|table")) {
        ods->place = IN_BOOK;
    } else if (ods->place == IN_SHEET) {
        ods->groups -= cpts_xml_is(name, "table:1.0|table-row-group");
    } else if (ods->place == IN_BOOK) {
        ods->place = OUTSIDE;
    }
    return CPTS_OK;
}

static cpts_status text(void *user, const char *text, size_t size)
{
    struct ods *ods = user;
    if (ods->is_in_comment) {
        cpts_bytes_add(&ods->comment, text, size);
        return CPTS_OK;
    }
    return ods->place == IN_TEXT && !ods->aside ? add_text(ods, text, size) : CPTS_OK;
}

cpts_status cpts_workbook_read_ods(struct workbook *book, cpts_context *context, const char *root,
                                   const char *shown)
{
    struct ods ods = {.book = book, .context = context, .shown = shown};
    const struct xml_handlers handlers = {.user = &ods, .start = start, .end = end, .text = text};
    const char *path = cpts_arena_format(&book->arena, "%s/content.xml", root);
    book->holds_rows = true;
    const cpts_status status =
        path ? cpts_xml_read(context, path, shown, &handlers) : cpts_fail_memory(context);
    cpts_array_free(ods.hiding.names);
    cpts_array_free(ods.striking.names);
    cpts_bytes_free(&ods.comment);
    cpts_array_free(ods.texts);
    cpts_array_free(ods.cells);
    return status;
}
