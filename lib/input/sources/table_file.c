/*
 * Tables of words that options name: a CSV file, or the sheet of a spreadsheet or the table of a
 * base that holds the columns wanted.
 */
#include <gdal.h>
#include <ogr_api.h>
#include <string.h>

#include "input/sources/gdal_session.h"
#include "input/sources/opened.h"
#include "input/sources/table.h"
#include "input/sources/workbook.h"

struct table_search {
    cpts_context *context;
    struct table *out;
    enum role role;
    bool is_found;
};

static bool is_passed_over(const struct opened *source, const struct sheet *sheet, const char *name)
{
    return source->wanted_layer ? strcmp(name, source->wanted_layer) != 0
                                : sheet && sheet->is_hidden;
}

/* A layer, or the rows of a sheet that was read already. */
static cpts_status search_layer(struct table_search *search, const struct opened *source,
                                OGRLayerH layer, struct sheet *sheet)
{
    struct grid grid = {.encoding = ""};
    cpts_status status = CPTS_OK;
    if (layer) {
        status = cpts_grid_read_layer(&grid, search->context, layer, source->file,
                                      source->is_spreadsheet);
    } else {
        grid = sheet->grid;
        memset(&sheet->grid, 0, sizeof sheet->grid);
    }
    if (status == CPTS_OK && sheet) {
        status = cpts_sheet_finish(&grid, search->context, sheet, source->file);
        if (status != CPTS_OK)
            cpts_grid_free(&grid);
    }
    if (status == CPTS_OK)
        status = cpts_table_keep(search->out, search->context, &grid, search->role);
    if (status != CPTS_OK)
        return status;
    search->is_found = cpts_table_is_header(&search->out->headings, search->role);
    if (!search->is_found)
        cpts_table_free(search->out);
    return CPTS_OK;
}

/* The first sheet that has the columns, of a workbook that was read whole. */
static cpts_status search_sheets(struct table_search *search, const struct opened *source)
{
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < source->book->count && status == CPTS_OK && !search->is_found; i++) {
        struct sheet *sheet = &source->book->sheets[i];
        if (sheet->grid.count && !is_passed_over(source, sheet, sheet->name))
            status = search_layer(search, source, NULL, sheet);
    }
    return status;
}

/* The first layer of a source that has the columns. */
static cpts_status search_layers(struct table_search *search, const struct opened *source)
{
    int count = GDALDatasetGetLayerCount(source->dataset);
    cpts_gdal_clear();
    for (int i = 0; i < count && !search->is_found; i++) {
        OGRLayerH layer = GDALDatasetGetLayer(source->dataset, i);
        if (!layer)
            return cpts_gdal_cut_short(search->context, source->file);
        struct sheet *sheet = cpts_workbook_sheet(source->book, OGR_L_GetName(layer));
        if (is_passed_over(source, sheet, OGR_L_GetName(layer)))
            continue;
        const cpts_status status = search_layer(search, source, layer, sheet);
        if (status != CPTS_OK)
            return status;
    }
    return CPTS_OK;
}

static cpts_status take(void *user, const struct opened *source)
{
    struct table_search *search = user;
    struct opened own = *source;
    cpts_status status = CPTS_OK;
    if (!search->is_found && own.is_csv) {
        status =
            cpts_table_read_csv(search->out, search->context, own.path, own.file, search->role);
        search->is_found = status == CPTS_OK;
    } else if (!search->is_found) {
        status = own.dataset ? search_layers(search, &own) : search_sheets(search, &own);
    }
    cpts_close(&own);
    return status;
}

cpts_status cpts_table_read(struct table *out, cpts_context *context, const char *spec,
                            const char *option, enum role role)
{
    memset(out, 0, sizeof *out);
    struct arena arena = {0};
    struct table_search search = {.context = context, .out = out, .role = role};
    cpts_status status = cpts_source_open(context, &arena, spec, ROLE_NONE, take, &search);
    if (status == CPTS_OK && !search.is_found)
        status = cpts_fail(context, CPTS_ERROR_INPUT,
                           role == ROLE_LIVES ? _("%s: no table of %s has columns class and words")
                                              : _("%s: no table of %s has columns word and means"),
                           option, spec);
    cpts_arena_free(&arena);
    if (status != CPTS_OK)
        cpts_table_free(out);
    return status;
}
