#include "history/acceptance_file.h"

#include <stdio.h>
#include <string.h>

#include "common/number.h"
#include "coverage/acceptance.h"
#include "input/sources/table.h"

enum { ID, REASON, BY, UNTIL, MAX_AREA, COLUMNS };
static const char *const column_names[COLUMNS] = {"id", "reason", "by", "until", "max_area_m2"};

/* The columns may stand in any order, and others beside them. */
static cpts_status find_columns(int *columns, cpts_context *context, const struct table *table,
                                const char *path)
{
    for (int c = 0; c < COLUMNS; c++) {
        columns[c] = 0;
        while (columns[c] < table->headings.count &&
               strcasecmp(table->headings.names[columns[c]], column_names[c]) != 0)
            columns[c]++;
        if (c <= BY && columns[c] == table->headings.count)
            return cpts_fail(context, CPTS_ERROR_INPUT,
                             _("%s has no column '%s'; acceptances have the columns id, reason, "
                               "by, until, max_area_m2"),
                             path, column_names[c]);
    }
    return CPTS_OK;
}

/* An empty cell is no limit; 0 is refused, since it could be meant either way. */
static bool read_area(double *out, const char *text)
{
    *out = 0;
    return !*text || (cpts_number_read(out, text) && *out > 0);
}

static bool is_listed(const struct acceptance_list *list, const char *id)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i].id, id) == 0)
            return true;
    return false;
}

static cpts_status read_row(struct acceptance_list *out, cpts_context *context,
                            const struct table *table, const struct table_row *row,
                            const int *columns, const char *where)
{
    const char *cells[COLUMNS];
    cpts_acceptance acceptance = CPTS_ACCEPTANCE_INIT;
    for (int c = 0; c < COLUMNS; c++) {
        const char *cell = columns[c] < table->headings.count ? row->cells[columns[c]] : "";
        /* What the export put before a text that a spreadsheet would take for a formula. */
        cell += *cell == '\'' && cell[1] && strchr("=+-@'", cell[1]);
        cells[c] = cpts_arena_string(&out->arena, cell);
    }
    for (int c = 0; c < COLUMNS; c++)
        if (!cells[c])
            return cpts_fail_memory(context);
    if (!read_area(&acceptance.max_area_m2, cells[MAX_AREA]))
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s: '%s' is not an area in square metres, over 0; leave the cell empty "
                           "for no limit"),
                         where, cells[MAX_AREA]);
    acceptance.id = cells[ID];
    acceptance.reason = cells[REASON];
    acceptance.by = cells[BY];
    acceptance.until = cells[UNTIL];
    if (cpts_acceptance_check(context, &acceptance, where) != CPTS_OK)
        return CPTS_ERROR_INPUT;
    if (is_listed(out, acceptance.id))
        return cpts_fail(context, CPTS_ERROR_INPUT, _("%s: '%s' is accepted twice"), where,
                         acceptance.id);
    if (!cpts_array_reserve(&out->items, &out->capacity, out->count + 1, sizeof *out->items))
        return cpts_fail_memory(context);
    out->items[out->count++] = acceptance;
    return CPTS_OK;
}

cpts_status cpts_acceptances_read(struct acceptance_list *out, cpts_context *context,
                                  const char *path)
{
    struct table table = {0};
    int columns[COLUMNS] = {0};
    cpts_status status = cpts_table_read_csv(&table, context, path, path, ROLE_NONE);
    if (status == CPTS_OK)
        status = find_columns(columns, context, &table, path);
    for (size_t r = 0; r < table.count && status == CPTS_OK; r++) {
        char where[512];
        snprintf(where, sizeof where, _("%s, line %ld"), path, table.rows[r].line);
        if (table.rows[r].cells[0][0] != '#') /* a remark */
            status = read_row(out, context, &table, &table.rows[r], columns, where);
    }
    cpts_table_free(&table);
    return status;
}

void cpts_acceptances_free(struct acceptance_list *list)
{
    cpts_array_free(list->items);
    cpts_arena_free(&list->arena);
}

cpts_status cpts_report_accept_file(cpts_report *report, const char *path)
{
    cpts_context *context = report->region->context;
    struct acceptance_list list = {.items = NULL};
    cpts_begin(context);
    cpts_status status = cpts_acceptances_read(&list, context, path);
    if (status == CPTS_OK)
        status = cpts_report_accept_all(report, list.items, list.count);
    cpts_acceptances_free(&list);
    return status;
}
