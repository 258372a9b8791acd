/*
 * XLS, of Excel 5 to 2003: a stream of records in a compound file. FreeXL, by which GDAL reads it,
 * was left aside: it takes what a sheet announces in memory, a quarter of a gigabyte for each of
 * thousands, reads files of the system alone, and knows neither merged cells nor hidden sheets.
 */
#include <cpl_vsi.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/bytes.h"
#include "common/number.h"
#include "input/reading/remarks.h"
#include "input/sources/compound.h"
#include "input/sources/text.h"
#include "input/sources/unpacking.h"
#include "input/sources/workbook.h"
#include "input/sources/xls_records.h"

enum { MAX_SHEETS = 4096, MAX_CELLS = 4 << 20, MAX_ROWS = 1 << 16 };

struct cell {
    uint16_t row, column;
    const char *text;
};

struct xls {
    struct workbook *book;
    cpts_context *context;
    const char *shown;
    struct xls_feed feed;
    const char **strings;
    size_t string_count, string_capacity;
    struct cell *cells; /* of a sheet */
    size_t cell_count, cell_capacity;
    struct sheet *sheet;
    struct bytes fonts, formats; /* a byte each: does it strike through? */
    uint32_t format;             /* of the cell at hand */
    unsigned char *hidden;       /* by row, with how deep it is in groups */
    size_t scanned;              /* bytes of sheets: each is read once */
    struct cell formula;         /* whose text follows */
    bool awaits_text;
    size_t spent; /* bytes of the texts of cells: one may stand in many */
};

/* The texts that cells share. */
static bool read_strings(struct xls *xls)
{
    const unsigned char *head = cpts_xls_take(&xls->feed, 8);
    for (uint32_t i = 0, count = head ? cpts_xls_u32(head + 4) : 0; i < count; i++) {
        const unsigned char *length =
            cpts_xls_go_on(&xls->feed) ? cpts_xls_take(&xls->feed, 2) : NULL;
        if (!length)
            break;
        const char *text = cpts_xls_text(&xls->feed, cpts_xls_u16(length));
        if (!text || !CPTS_ARRAY_MORE(xls->strings, xls->string_count, xls->string_capacity))
            return false;
        xls->strings[xls->string_count++] = text;
    }
    return true;
}

/* ---- cells ------------------------------------------------------------------------------- */

static cpts_status add_cell(struct xls *xls, uint32_t row, uint32_t column, const char *text)
{
    if (!text)
        return cpts_fail_memory(xls->context);
    if (!*text)
        return CPTS_OK;
    if (cpts_bytes_is_set(&xls->formats, xls->format))
        text = cpts_arena_format(&xls->book->arena, "%s%s", text, cpts_remark_struck());
    if (!text)
        return cpts_fail_memory(xls->context);
    xls->spent += strlen(text) + sizeof(struct cell);
    if (xls->cell_count >= MAX_CELLS || xls->spent > CPTS_MAX_SPREADSHEET_BYTES)
        return cpts_unpacking_refuse(xls->context, xls->shown, xls->spent);
    if (!CPTS_ARRAY_MORE(xls->cells, xls->cell_count, xls->cell_capacity))
        return cpts_fail_memory(xls->context);
    xls->cells[xls->cell_count++] =
        (struct cell){.row = (uint16_t)row, .column = (uint16_t)column, .text = text};
    return CPTS_OK;
}

static const char *number_text(struct xls *xls, double value)
{
    char text[512];
    if (!(value > -1e300 && value < 1e300))
        return "";
    text[cpts_number_double(text, value)] = '\0';
    return cpts_arena_string(&xls->book->arena, text);
}

static double double_of(const unsigned char *at)
{
    const uint64_t bits = cpts_xls_u32(at) | (uint64_t)cpts_xls_u32(at + 4) << 32;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* Thirty bits, of an integer or the upper ones of a number, perhaps a hundredth of it. */
static double short_number(const unsigned char *at)
{
    enum { HUNDREDTH = 1, INTEGER = 2 };
    const uint32_t bits = cpts_xls_u32(at);
    double value;
    if (bits & INTEGER) {
        value = (double)((int32_t)bits >> 2);
    } else {
        const uint64_t wide = (uint64_t)(bits & 0xfffffffcu) << 32;
        memcpy(&value, &wide, sizeof value);
    }
    return bits & HUNDREDTH ? value / 100 : value;
}

static cpts_status take_numbers(struct xls *xls)
{
    const unsigned char *at = cpts_xls_take(&xls->feed, 4);
    cpts_status status = CPTS_OK;
    if (!at)
        return CPTS_OK;
    const uint32_t row = cpts_xls_u16(at);
    for (uint32_t column = cpts_xls_u16(at + 2); status == CPTS_OK && xls->feed.left >= 8;
         column++) {
        const unsigned char *number = cpts_xls_take(&xls->feed, 6);
        xls->format = cpts_xls_u16(number);
        status = add_cell(xls, row, column, number_text(xls, short_number(number + 2)));
    }
    return status;
}

static cpts_status take_formula(struct xls *xls, uint32_t row, uint32_t column)
{
    enum { TEXT = 0, TRUTH_VALUE = 1 };
    const unsigned char *at = cpts_xls_take(&xls->feed, 8);
    if (!at)
        return CPTS_OK;
    if (cpts_xls_u16(at + 6) != 0xffff)
        return add_cell(xls, row, column, number_text(xls, double_of(at)));
    xls->awaits_text = at[0] == TEXT;
    xls->formula = (struct cell){.row = (uint16_t)row, .column = (uint16_t)column};
    return at[0] == TRUTH_VALUE ? add_cell(xls, row, column, at[2] ? "1" : "0") : CPTS_OK;
}

static cpts_status take_cell(struct xls *xls)
{
    const unsigned char *head = cpts_xls_take(&xls->feed, 6), *at;
    if (!head)
        return CPTS_OK;
    const uint32_t row = cpts_xls_u16(head), column = cpts_xls_u16(head + 2);
    xls->format = cpts_xls_u16(head + 4);
    switch (xls->feed.type) {
    case SHARED_LABEL:
        at = cpts_xls_take(&xls->feed, 4);
        return at && cpts_xls_u32(at) < xls->string_count
                   ? add_cell(xls, row, column, xls->strings[cpts_xls_u32(at)])
                   : CPTS_OK;
    case NUMBER:
        at = cpts_xls_take(&xls->feed, 8);
        return at ? add_cell(xls, row, column, number_text(xls, double_of(at))) : CPTS_OK;
    case SHORT_NUMBER:
        at = cpts_xls_take(&xls->feed, 4);
        return at ? add_cell(xls, row, column, number_text(xls, short_number(at))) : CPTS_OK;
    case TRUTH:
        at = cpts_xls_take(&xls->feed, 2);
        return at && !at[1] ? add_cell(xls, row, column, at[0] ? "1" : "0") : CPTS_OK;
    case FORMULA:
        return take_formula(xls, row, column);
    default:
        return add_cell(xls, row, column, cpts_xls_label(&xls->feed, 2));
    }
}

/* ---- what stands beside them ------------------------------------------------------------- */

static cpts_status take_merged(struct xls *xls)
{
    const unsigned char *at = cpts_xls_take(&xls->feed, 2);
    for (at = at ? cpts_xls_take(&xls->feed, 8) : NULL; at; at = cpts_xls_take(&xls->feed, 8)) {
        const struct grid_area area = {.first_line = (long)cpts_xls_u16(at) + 1,
                                       .last_line = (long)cpts_xls_u16(at + 2) + 1,
                                       .first_column = (int)cpts_xls_u16(at + 4),
                                       .last_column = (int)cpts_xls_u16(at + 6)};
        if (!cpts_sheet_add_area(xls->sheet, &area))
            return cpts_fail_memory(xls->context);
    }
    return CPTS_OK;
}

enum { ROW_LEVEL = 7, ROW_HIDDEN = 0x20 };

static void take_row(struct xls *xls)
{
    const unsigned char *at = cpts_xls_take(&xls->feed, 14);
    if (at && at[12] & ROW_HIDDEN)
        xls->hidden[cpts_xls_u16(at)] = at[12] & (ROW_HIDDEN | ROW_LEVEL);
}

static cpts_status take_columns(struct xls *xls)
{
    const unsigned char *at = cpts_xls_take(&xls->feed, 10);
    if (!at || !(at[8] & 1))
        return CPTS_OK;
    return cpts_sheet_hide_columns(xls->sheet, (int)cpts_xls_u16(at), (int)cpts_xls_u16(at + 2))
               ? CPTS_OK
               : cpts_fail_memory(xls->context);
}

static cpts_status take_in_sheet(struct xls *xls)
{
    switch (xls->feed.type) {
    case FORMULA:
    case RICH_LABEL:
    case SHARED_LABEL:
    case NUMBER:
    case LABEL:
    case TRUTH:
    case SHORT_NUMBER:
        return take_cell(xls);
    case NUMBERS:
        return take_numbers(xls);
    case STRING:
        if (!xls->awaits_text)
            return CPTS_OK;
        xls->awaits_text = false;
        return add_cell(xls, xls->formula.row, xls->formula.column, cpts_xls_label(&xls->feed, 2));
    case MERGED:
        return take_merged(xls);
    case ROW:
        take_row(xls);
        return CPTS_OK;
    case FILTER_MODE:
        xls->sheet->is_filtered = true;
        return CPTS_OK;
    case COLUMNS:
        return take_columns(xls);
    case NOTE:
        xls->book->has_comments = true;
        return CPTS_OK;
    default:
        return CPTS_OK;
    }
}

/* ---- sheets ------------------------------------------------------------------------------ */

static int compare_cells(const void *left, const void *right)
{
    const struct cell *a = left, *b = right;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return a->column < b->column ? -1 : a->column > b->column;
}

static cpts_status add_row(struct xls *xls, const struct cell *cells, size_t count)
{
    const int width = cells[count - 1].column + 1;
    const char **texts = cpts_array_new((size_t)width, sizeof *texts);
    if (!texts)
        return cpts_fail_memory(xls->context);
    for (int i = 0; i < width; i++)
        texts[i] = "";
    for (size_t i = 0; i < count; i++)
        texts[cells[i].column] = cells[i].text;
    const bool done = cpts_grid_add(&xls->sheet->grid, (long)cells->row + 1, texts, width);
    cpts_array_free(texts);
    return done ? cpts_grid_check_size(&xls->sheet->grid, xls->context, xls->shown)
                : cpts_fail_memory(xls->context);
}

static cpts_status make_grid(struct xls *xls)
{
    cpts_status status = CPTS_OK;
    if (xls->cell_count)
        qsort(xls->cells, xls->cell_count, sizeof *xls->cells, compare_cells);
    for (size_t first = 0, end; first < xls->cell_count && status == CPTS_OK; first = end) {
        for (end = first + 1; end < xls->cell_count && xls->cells[end].row == xls->cells[first].row;
             end++)
            ;
        const unsigned char hidden = xls->hidden[xls->cells[first].row];
        if (hidden && !cpts_sheet_hide_row(xls->sheet, (long)xls->cells[first].row + 1,
                                           (hidden & ROW_LEVEL) != 0))
            return cpts_fail_memory(xls->context);
        status = add_row(xls, &xls->cells[first], end - first);
    }
    return status;
}

/* From the beginning of the sheet to its end, charts within it left aside. */
static cpts_status read_sheet(struct xls *xls, size_t offset)
{
    cpts_status status = CPTS_OK;
    int depth = 0;
    memset(xls->hidden, 0, MAX_ROWS);
    xls->cell_count = 0;
    xls->awaits_text = false;
    xls->feed.at = offset;
    xls->feed.left = 0;
    while (status == CPTS_OK && cpts_xls_next(&xls->feed)) {
        if (xls->feed.type == BEGIN)
            depth++;
        else if (xls->feed.type == END && --depth <= 0)
            break;
        else if (depth == 1)
            status = take_in_sheet(xls);
    }
    xls->scanned += xls->feed.at > offset ? xls->feed.at - offset : 0;
    if (status == CPTS_OK && xls->scanned > xls->feed.size)
        return cpts_fail(xls->context, CPTS_ERROR_INPUT,
                         _("%s is damaged: its sheets overlap; save it as XLSX"), xls->shown);
    return status == CPTS_OK ? make_grid(xls) : status;
}

/* The sheet that a record names; its rows are read once all texts are known. */
static cpts_status take_sheet(struct xls *xls, size_t *offset)
{
    enum { TABLE = 0 };
    const unsigned char *at = cpts_xls_take(&xls->feed, 6);
    *offset = SIZE_MAX;
    if (!at || at[5] != TABLE)
        return CPTS_OK;
    *offset = cpts_xls_u32(at);
    const bool is_hidden = (at[4] & 3) != 0;
    if (xls->book->count >= MAX_SHEETS)
        return cpts_fail(xls->context, CPTS_ERROR_INPUT, _("%s has over %d sheets"), xls->shown,
                         (int)MAX_SHEETS);
    const char *name = cpts_xls_label(&xls->feed, 1);
    char *clean = name ? cpts_text_clean(&xls->book->arena, name) : NULL;
    struct sheet *sheet = clean ? cpts_workbook_add(xls->book, clean) : NULL;
    if (!sheet)
        return cpts_fail_memory(xls->context);
    sheet->is_hidden = is_hidden;
    return CPTS_OK;
}

static cpts_status take_font(struct xls *xls)
{
    enum { STRUCK = 8 };
    const unsigned char *at = cpts_xls_take(&xls->feed, 4);
    return cpts_bytes_byte(&xls->fonts, at && at[2] & STRUCK) ? CPTS_OK
                                                              : cpts_fail_memory(xls->context);
}

/* No font has number 4: the fifth of the file is number 5. */
static cpts_status take_format(struct xls *xls)
{
    const unsigned char *at = cpts_xls_take(&xls->feed, 2);
    const uint32_t number = at ? cpts_xls_u16(at) : 0, font = number > 4 ? number - 1 : number;
    return cpts_bytes_byte(&xls->formats, cpts_bytes_is_set(&xls->fonts, font))
               ? CPTS_OK
               : cpts_fail_memory(xls->context);
}

static cpts_status read_globals(struct xls *xls, size_t **offsets)
{
    size_t capacity = 0;
    cpts_status status = CPTS_OK;
    while (status == CPTS_OK && cpts_xls_next(&xls->feed) && xls->feed.type != END) {
        const unsigned char *at;
        size_t offset;
        switch (xls->feed.type) {
        case BEGIN:
            at = cpts_xls_take(&xls->feed, 2);
            xls->feed.version = at ? cpts_xls_u16(at) : 0;
            break;
        case PASSWORD:
            return cpts_fail(xls->context, CPTS_ERROR_INPUT,
                             _("%s is protected by a password; save it without one"), xls->shown);
        case DATES_FROM:
            at = cpts_xls_take(&xls->feed, 2);
            xls->book->counts_from_1904 = at && cpts_xls_u16(at);
            break;
        case FONT:
            status = take_font(xls);
            break;
        case FORMAT:
            status = take_format(xls);
            break;
        case STRINGS:
            status = read_strings(xls) ? CPTS_OK : cpts_fail_memory(xls->context);
            break;
        case SHEET:
            status = take_sheet(xls, &offset);
            if (status == CPTS_OK && offset != SIZE_MAX) {
                if (!cpts_array_reserve(offsets, &capacity, xls->book->count, sizeof **offsets))
                    return cpts_fail_memory(xls->context);
                (*offsets)[xls->book->count - 1] = offset;
            }
            break;
        default:
            break;
        }
    }
    return status;
}

static cpts_status read_stream(struct xls *xls)
{
    size_t *offsets = NULL;
    cpts_status status = read_globals(xls, &offsets);
    xls->hidden = cpts_array_new(MAX_ROWS, sizeof *xls->hidden);
    if (status == CPTS_OK && !xls->hidden)
        status = cpts_fail_memory(xls->context);
    if (status == CPTS_OK &&
        ((xls->feed.version != BIFF_5 && xls->feed.version != BIFF_8) || !offsets))
        status = cpts_fail(
            xls->context, CPTS_ERROR_INPUT,
            _("%s is in a version of Excel that is not supported, or damaged; save it as XLSX"),
            xls->shown);
    for (size_t i = 0; i < xls->book->count && status == CPTS_OK; i++) {
        xls->sheet = &xls->book->sheets[i];
        status = read_sheet(xls, offsets[i]);
    }
    cpts_array_free(offsets);
    cpts_array_free(xls->strings);
    cpts_array_free(xls->cells);
    cpts_array_free(xls->hidden);
    cpts_bytes_free(&xls->fonts);
    cpts_bytes_free(&xls->formats);
    return status;
}

cpts_status cpts_workbook_read_xls(struct workbook *book, cpts_context *context, const char *path,
                                   const char *shown)
{
    struct xls xls = {
        .book = book, .context = context, .shown = shown, .feed = {.arena = &book->arena}};
    GByte *bytes = NULL;
    vsi_l_offset size = 0;
    bool is_short = false;
    book->holds_rows = true;
    if (!VSIIngestFile(NULL, path, &bytes, &size, (GIntBig)CPTS_MAX_SPREADSHEET_BYTES))
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s cannot be read; check that it exists, that you may read it, and "
                           "that it is under 128 MiB"),
                         shown);
    unsigned char *stream =
        cpts_compound_stream(bytes, (size_t)size, "Workbook", &xls.feed.size, &is_short);
    if (!stream && !is_short)
        stream = cpts_compound_stream(bytes, (size_t)size, "Book", &xls.feed.size, &is_short);
    VSIFree(bytes);
    if (is_short)
        return cpts_fail_memory(context);
    if (!stream)
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s is not an Excel spreadsheet, or is damaged; save it as XLSX"),
                         shown);
    xls.feed.bytes = stream;
    const cpts_status status = read_stream(&xls);
    cpts_array_free(stream);
    return status;
}
