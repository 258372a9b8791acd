#include "history/acceptance_file.h"

#include <stdio.h>
#include <string.h>

#include "common/number.h"
#include "coverage/acceptance.h"
#include "history/acceptance_columns.h"
#include "input/sources/gdal_session.h"
#include "input/sources/layers.h"

/* An empty cell means no limit; 0 is refused, since it could be meant either way. */
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
                            const struct grid *grid, size_t row, const int *columns,
                            const char *where)
{
    const char *cells[ACCEPTANCE_COLUMNS];
    cpts_acceptance acceptance = CPTS_ACCEPTANCE_INIT;
    for (int c = 0; c < ACCEPTANCE_COLUMNS; c++) {
        const char *cell = columns[c] >= 0 ? cpts_grid_cell(grid, row, columns[c]) : "";
        /* What the export put before a text that a spreadsheet would take for a formula. */
        cell += *cell == '\'' && cell[1] && strchr("=+-@'", cell[1]);
        cells[c] = cpts_arena_string(&out->arena, cell);
    }
    for (int c = 0; c < ACCEPTANCE_COLUMNS; c++)
        if (!cells[c])
            return cpts_fail_memory(context);
    if (!read_area(&acceptance.max_area_m2, cells[ACCEPTANCE_MAX_AREA]))
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s: '%s' is not an area in square metres, over 0; leave the cell empty "
                           "for no limit"),
                         where, cells[ACCEPTANCE_MAX_AREA]);
    acceptance.id = cells[ACCEPTANCE_ID];
    acceptance.reason = cells[ACCEPTANCE_REASON];
    acceptance.by = cells[ACCEPTANCE_BY];
    acceptance.until = cells[ACCEPTANCE_UNTIL];
    if (cpts_acceptance_check(context, &acceptance, where) != CPTS_OK)
        return CPTS_ERROR_INPUT;
    if (is_listed(out, acceptance.id))
        return cpts_fail(context, CPTS_ERROR_INPUT, _("%s: '%s' is accepted twice"), where,
                         acceptance.id);
    if (!CPTS_ARRAY_MORE(out->items, out->count, out->capacity))
        return cpts_fail_memory(context);
    out->items[out->count++] = acceptance;
    return CPTS_OK;
}

static cpts_status read_rows(struct acceptance_list *out, cpts_context *context,
                             const struct grid *grid, const char *shown)
{
    struct acceptance_columns columns;
    cpts_status status = cpts_acceptance_columns_find(&columns, context, grid, shown);
    for (size_t row = columns.first; row < grid->count && status == CPTS_OK; row++) {
        char where[512];
        snprintf(where, sizeof where, _("%s, line %ld"), shown, grid->rows[row].line);
        if (*cpts_grid_cell(grid, row, 0) != '#') /* a remark */
            status = read_row(out, context, grid, row, columns.at, where);
    }
    return status;
}

cpts_status cpts_acceptances_read(struct acceptance_list *out, cpts_context *context,
                                  const char *path)
{
    const char *const list[] = {path, NULL};
    const cpts_load_options options = {.perimeters = list};
    struct layers layers = {.count = 0};
    struct gdal_session session;
    cpts_gdal_begin(&session);
    cpts_status status = cpts_layers_open(&layers, context, &options);
    if (status == CPTS_OK && layers.count != 1)
        status = cpts_fail(context, CPTS_ERROR_INPUT,
                           _("%s holds %zu tables; name the one of the acceptances: "
                             "PATH|layername=LAYER"),
                           path, layers.count);
    if (status == CPTS_OK)
        status = cpts_layer_read_cells(layers.items, context);
    if (status == CPTS_OK)
        status = read_rows(out, context, &layers.items->grid, path);
    cpts_layers_close(&layers);
    cpts_gdal_end();
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
