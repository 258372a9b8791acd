/*
 * Statistics tables, RFC 4180, for spreadsheets. A spreadsheet takes a text that begins with
 * = + - @ for a formula and runs it: such a text gets an apostrophe before it.
 */
#include <math.h>
#include <string.h>

#include "common/memory.h"
#include "common/number.h"
#include "common/utf8.h"
#include "output/output.h"
#include "output/tables/columns.h"
#include "output/tables/csv.h"

/* The separator of columns, the decimal sign, and a byte-order mark by which spreadsheets know
 * UTF-8. */
struct dialect {
    char separator, decimal;
    const char *mark;
};

static const struct dialect dialects[CPTS_CSV_DIALECT_COUNT] = {
    [CPTS_CSV_MACHINE] = {',', '.', ""},
    [CPTS_CSV_FR] = {';', ',', "\xEF\xBB\xBF"},
    [CPTS_CSV_EN] = {',', '.', "\xEF\xBB\xBF"}};

/* ---- cells ------------------------------------------------------------------------------- */

static void begin_cell(struct csv *csv)
{
    if (csv->has_sibling)
        cpts_file_char(csv->file, csv->dialect->separator);
    csv->has_sibling = true;
}

void cpts_csv_text(struct csv *csv, const char *text)
{
    const bool is_quoted = strpbrk(text, "\",;\r\n") || *text == ' ' || *text == '\t';
    begin_cell(csv);
    if (is_quoted)
        cpts_file_char(csv->file, '"');
    if (*text && strchr("=+-@\t\r", *text))
        cpts_file_char(csv->file, '\'');
    while (*text) {
        uint32_t code;
        const size_t length = cpts_utf8_read(&code, text);
        if (*text == '"')
            cpts_file_char(csv->file, '"');
        cpts_file_bytes(csv->file, length ? text : CPTS_REPLACEMENT, length ? length : 3);
        text += length ? length : 1;
    }
    if (is_quoted)
        cpts_file_char(csv->file, '"');
}

void cpts_csv_count(struct csv *csv, size_t value)
{
    begin_cell(csv);
    csv->file->used += cpts_number_unsigned(cpts_file_room(csv->file, CPTS_NUMBER_ROOM), value);
}

/* Empty when unknown. */
void cpts_csv_number(struct csv *csv, double value)
{
    begin_cell(csv);
    if (!isfinite(value))
        return;
    char *room = cpts_file_room(csv->file, CPTS_NUMBER_ROOM);
    const size_t length = cpts_number_double(room, value);
    char *point = memchr(room, '.', length);
    if (point)
        *point = csv->dialect->decimal;
    csv->file->used += length;
}

void cpts_csv_end_row(struct csv *csv)
{
    cpts_file_bytes(csv->file, "\r\n", 2);
    csv->has_sibling = false;
}

/* ---- tables ------------------------------------------------------------------------------ */

static void put_cell(struct csv *csv, const struct rows *rows, const struct column *column)
{
    struct cell cell;
    cpts_cell_of(&cell, rows, column);
    switch (column->kind) {
    case COLUMN_TEXT:
    case COLUMN_DATE_AT:
    case COLUMN_DATE_TO:
        cpts_csv_text(csv, cell.text);
        break;
    case COLUMN_COUNT:
    case COLUMN_FLAG:
        cpts_csv_count(csv, cell.count);
        break;
    case COLUMN_WHOLE:
    case COLUMN_NUMBER:
        cpts_csv_number(csv, cell.number);
        break;
    case COLUMN_TEXTS:
        break;
    }
}

struct csv cpts_csv_begin(struct output_file *file)
{
    const struct csv csv = {.file = file, .dialect = &dialects[file->context->dialect]};
    cpts_file_text(file, csv.dialect->mark);
    return csv;
}

static cpts_status put_table(const struct cpts_report *report, struct output_file *file,
                             const struct record_table *table)
{
    struct csv csv = cpts_csv_begin(file);
    struct rows rows;
    const cpts_status status = cpts_rows_open(&rows, table, report, true);
    if (status != CPTS_OK) {
        cpts_rows_close(&rows);
        return status;
    }
    const size_t count = table->count(report);
    for (const struct column *column = rows.columns; column->name; column++)
        if (!column->is_left_out_of_csv)
            cpts_csv_text(&csv, column->name);
    cpts_csv_text(&csv, "run");
    cpts_csv_end_row(&csv);
    for (size_t i = 0; i < count; i++) {
        cpts_rows_go(&rows, i);
        for (const struct column *column = rows.columns; column->name; column++)
            if (!column->is_left_out_of_csv)
                put_cell(&csv, &rows, column);
        cpts_csv_text(&csv, report->region->context->run);
        cpts_csv_end_row(&csv);
    }
    cpts_rows_close(&rows);
    return status;
}

/* ---- declaration ------------------------------------------------------------------------- */

/* What a check can read again: one row for each unit that a perimeter claims whole. */
cpts_status cpts_write_declaration(const struct cpts_report *report, struct output_file *file)
{
    const struct units *units = &report->region->units;
    const struct perimeters *perimeters = &report->region->perimeters;
    struct csv csv = {.file = file, .dialect = &dialects[CPTS_CSV_MACHINE]};
    cpts_file_text(file, "id,name,code,unit_name\r\n");
    for (size_t p = 0; p < perimeters->count; p++) {
        const struct perimeter_result *result = &report->perimeters[p];
        const struct claim *claims = report->claims_by_perimeter + result->first_claim;
        for (size_t i = 0; i < result->claim_count; i++) {
            if (claims[i].share != 1)
                continue;
            cpts_csv_text(&csv, perimeters->id[p]);
            cpts_csv_text(&csv, perimeters->name[p]);
            cpts_csv_text(&csv, units->code[claims[i].unit]);
            cpts_csv_text(&csv, units->name[claims[i].unit]);
            cpts_csv_end_row(&csv);
        }
    }
    return CPTS_OK;
}

/* ---- folder ------------------------------------------------------------------------------ */

static const struct record_table *const tables[] = {&cpts_units_table, &cpts_perimeters_table,
                                                    &cpts_groups_table, &cpts_indicators_table,
                                                    &cpts_falls_table};
enum { TABLE_COUNT = sizeof tables / sizeof *tables };

/* The profile has tables when one was asked for. */
static bool is_wanted(const struct cpts_report *report, int t)
{
    return tables[t] == &cpts_indicators_table ? report->profile.indicator_count > 0
           : tables[t] == &cpts_falls_table    ? report->profile.against_count > 0
                                               : true;
}

cpts_status cpts_csv_open(struct output_file *file, char **path, cpts_context *context,
                          const char *folder, const char *name)
{
    const size_t size = strlen(folder) + strlen(name) + sizeof "/.csv";
    *path = cpts_array_raw(size, 1);
    if (!*path)
        return cpts_fail_memory(context);
    snprintf(*path, size, "%s/%s.csv", folder, name);
    return cpts_file_open(file, context, *path, FILE_NAMELESS_IF_POSSIBLE);
}

cpts_status cpts_csv_folder(cpts_context *context, const char *folder)
{
    if (strcmp(folder, "-") == 0)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, "%s",
                         _("CSV tables are several files: name a folder, not standard output"));
    return cpts_folder_make(context, folder);
}

cpts_status cpts_csv_close(struct output_file *files, char **paths, int count, cpts_status status)
{
    for (int t = 0; t < count && status == CPTS_OK; t++)
        if (paths[t])
            status = cpts_file_prepare(&files[t]);
    for (int t = 0; t < count && status == CPTS_OK; t++)
        if (paths[t])
            status = cpts_file_commit(&files[t]);
    for (int t = 0; t < count; t++) {
        cpts_file_discard(&files[t]);
        cpts_array_free(paths[t]);
    }
    return status;
}

cpts_status cpts_write_csv(const struct cpts_report *report, const char *folder)
{
    cpts_context *context = report->region->context;
    struct output_file files[TABLE_COUNT] = {0};
    char *paths[TABLE_COUNT] = {NULL};
    cpts_status status = cpts_csv_folder(context, folder);
    for (int t = 0; t < TABLE_COUNT && status == CPTS_OK; t++)
        if (is_wanted(report, t))
            status = cpts_csv_open(&files[t], &paths[t], context, folder, tables[t]->name);
    for (int t = 0; t < TABLE_COUNT && status == CPTS_OK; t++)
        if (is_wanted(report, t))
            status = put_table(report, &files[t], tables[t]);
    return cpts_csv_close(files, paths, TABLE_COUNT, status);
}
