/*
 * The attributes of an OGR layer as a grid: a sheet of a spreadsheet, a table of a base, the
 * features of a map.
 */
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <string.h>

#include "input/reading/grid.h"
#include "input/sources/gdal_session.h"
#include "input/sources/text.h"

/* OGR makes numbers and dates into texts in room of its own, which its next call takes back: they
 * are copied. Texts stay where they are as long as their feature. */
static bool read_cells(struct arena *arena, OGRFeatureH feature, const char **cells, int count)
{
    bool done = true;
    for (int i = 0; i < count && done; i++) {
        const bool stays = OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, i)) == OFTString;
        cells[i] = OGR_F_IsFieldSetAndNotNull(feature, i) ? OGR_F_GetFieldAsString(feature, i) : "";
        if (!stays)
            cells[i] = *cells[i] ? cpts_arena_string(arena, cells[i]) : "";
        done = cells[i] != NULL;
    }
    return done;
}

static cpts_status read_features(struct grid *out, cpts_context *context, OGRLayerH layer,
                                 const char *shown, const char **cells, int count, size_t most)
{
    OGRFeatureH feature;
    OGR_L_ResetReading(layer);
    cpts_gdal_clear();
    while (out->count < most && (feature = OGR_L_GetNextFeature(layer))) {
        struct arena numbers = {NULL};
        const bool kept = read_cells(&numbers, feature, cells, count) &&
                          cpts_grid_add(out, (long)OGR_F_GetFID(feature), cells, count);
        cpts_arena_free(&numbers);
        OGR_F_Destroy(feature);
        const cpts_status status =
            kept ? cpts_grid_check_size(out, context, shown) : cpts_fail_memory(context);
        if (status != CPTS_OK)
            return status;
    }
    if (cpts_gdal_failure())
        return cpts_gdal_cut_short(context, shown);
    return CPTS_OK;
}

static bool list_names(struct grid *out, OGRFeatureDefnH definition, int count)
{
    const char **names = cpts_arena_alloc(&out->arena, sizeof *names * (size_t)(count + 1));
    for (int i = 0; names && i < count; i++) {
        names[i] =
            cpts_text_clean(&out->arena, OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i)));
        if (!names[i])
            return false;
    }
    out->names = (struct headings){.names = names, .count = count};
    return names != NULL;
}

static cpts_status read_layer(struct grid *out, cpts_context *context, OGRLayerH layer,
                              const char *shown, bool is_sheet, size_t most)
{
    memset(out, 0, sizeof *out);
    out->encoding = out->separator = "";
    out->counts_lines = is_sheet;
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    const int count = OGR_FD_GetFieldCount(definition);
    const char **cells = cpts_array_new((size_t)count, sizeof *cells);
    cpts_status status = cells ? CPTS_OK : cpts_fail_memory(context);
    if (status == CPTS_OK && !is_sheet && !list_names(out, definition, count))
        status = cpts_fail_memory(context);
    if (status == CPTS_OK)
        status = read_features(out, context, layer, shown, cells, count, most);
    cpts_array_free(cells);
    if (!is_sheet && status == CPTS_OK)
        out->columns = count;
    if (status != CPTS_OK)
        cpts_grid_free(out);
    return status;
}

cpts_status cpts_grid_read_sheet(struct grid *out, cpts_context *context, void *layer,
                                 const char *shown)
{
    return read_layer(out, context, layer, shown, true, SIZE_MAX);
}

cpts_status cpts_grid_sample_layer(struct grid *out, cpts_context *context, void *layer,
                                   const char *shown, size_t most)
{
    static const char *const no_geometry[] = {"OGR_GEOMETRY", NULL};
    const bool ignores = OGR_L_TestCapability(layer, OLCIgnoreFields);
    if (ignores)
        OGR_L_SetIgnoredFields(layer, (const char **)no_geometry);
    const cpts_status status = read_layer(out, context, layer, shown, false, most);
    if (ignores)
        OGR_L_SetIgnoredFields(layer, NULL);
    OGR_L_ResetReading(layer);
    return status;
}
