#include "output/layers/records.h"

#include "input/declarations/dates.h"
#include "input/region/kept.h"

static const char *type_of(enum column_kind kind)
{
    switch (kind) {
    case COLUMN_FLAG:
        return "BOOLEAN";
    case COLUMN_COUNT:
    case COLUMN_WHOLE:
        return "INTEGER";
    case COLUMN_NUMBER:
        return "REAL";
    case COLUMN_DATE_AT:
    case COLUMN_DATE_TO:
        return "DATE";
    case COLUMN_TEXT:
    case COLUMN_TEXTS:
        break;
    }
    return "TEXT";
}

/* A column of dates holds days and nothing else: of "2026", its first or its last. */
static void put_date(struct gpkg *gpkg, const char *text, bool is_last)
{
    struct date_span span;
    char day[32];
    if (!cpts_date_read(&span, text)) {
        cpts_gpkg_text(gpkg, NULL);
        return;
    }
    const int date = is_last ? span.last : span.first;
    snprintf(day, sizeof day, "%04d-%02d-%02d", date / 10000, date / 100 % 100, date % 100);
    cpts_gpkg_copy(gpkg, day);
}

static void put_cell(struct gpkg *gpkg, const struct rows *rows, const struct column *column)
{
    struct cell cell;
    cpts_cell_of(&cell, rows, column);
    switch (column->kind) {
    case COLUMN_TEXT:
        cpts_gpkg_optional(gpkg, cell.text);
        break;
    case COLUMN_TEXTS:
        cpts_gpkg_texts(gpkg, cell.texts, cell.count);
        break;
    case COLUMN_FLAG:
    case COLUMN_COUNT:
        cpts_gpkg_count(gpkg, cell.count);
        break;
    case COLUMN_WHOLE:
        cpts_gpkg_whole(gpkg, cell.number);
        break;
    case COLUMN_NUMBER:
        cpts_gpkg_number(gpkg, cell.number);
        break;
    case COLUMN_DATE_AT:
    case COLUMN_DATE_TO:
        put_date(gpkg, cell.text, column->kind == COLUMN_DATE_TO);
        break;
    }
}

/* Of the rows, ended by a NULL name; NULL when memory is short. */
static struct gpkg_column *list_columns(const struct rows *rows)
{
    size_t count = 0;
    while (rows->columns[count].name)
        count++;
    struct gpkg_column *columns = cpts_array_new(count + 1, sizeof *columns);
    for (size_t i = 0; columns && i < count; i++) {
        const struct column *column = &rows->columns[i];
        columns[i] = (struct gpkg_column){column->name, type_of(column->kind), column->title};
    }
    return columns;
}

cpts_status cpts_gpkg_records(struct gpkg *gpkg, const struct record_table *table,
                              const struct cpts_report *report, struct features *drawings,
                              draw_fn *draw)
{
    struct rows rows;
    cpts_status status =
        cpts_rows_open(&rows, table, report, (report->region->kept_in & KEPT_IN_GPKG) != 0);
    struct gpkg_column *columns = status == CPTS_OK ? list_columns(&rows) : NULL;
    if (!columns) {
        cpts_rows_close(&rows);
        return status == CPTS_OK ? cpts_fail_memory(gpkg->context) : status;
    }
    const struct gpkg_table target = {table->name, table->title, table->description, columns,
                                      draw != NULL};
    cpts_gpkg_table(gpkg, &target);
    for (const struct column *column = rows.columns; column->name; column++)
        gpkg->kept_columns += column->is_kept;
    const size_t count = table->count(report);
    for (size_t i = 0; i < count && status == CPTS_OK; i++) {
        struct drawing drawing = {.count = 0};
        if (draw) {
            status = draw(&drawing, drawings, (uint32_t)i);
            if (status != CPTS_OK || !drawing.count)
                continue;
            cpts_gpkg_shape(gpkg, drawing.shapes, drawing.parts, drawing.count);
        }
        cpts_rows_go(&rows, i);
        for (const struct column *column = rows.columns; column->name; column++)
            put_cell(gpkg, &rows, column);
        cpts_gpkg_row(gpkg);
    }
    cpts_gpkg_table_end(gpkg);
    cpts_rows_close(&rows);
    cpts_array_free(columns);
    return status;
}
