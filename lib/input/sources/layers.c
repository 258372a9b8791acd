#include "input/sources/layers.h"

#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <string.h>

#include "input/sources/connection.h"
#include "input/sources/gdal_session.h"
#include "input/sources/text.h"
#include "input/sources/workbook.h"

enum { MAX_LAYERS = 10000 };

struct opening {
    struct layers *layers;
    cpts_context *context;
};

static bool can_hold_polygons(OGRwkbGeometryType type)
{
    switch (OGR_GT_Flatten(type)) {
    case wkbUnknown:
    case wkbPolygon:
    case wkbMultiPolygon:
    case wkbGeometryCollection:
    case wkbCurvePolygon:
    case wkbMultiSurface:
    case wkbSurface:
    case wkbPolyhedralSurface:
    case wkbTIN:
    case wkbTriangle:
        return true;
    default:
        return false;
    }
}

static struct layer *add_layer(struct layers *layers, const struct opened *source, const char *name)
{
    if (!CPTS_ARRAY_MORE(layers->items, layers->count, layers->capacity))
        return NULL;
    struct layer *layer = &layers->items[layers->count];
    *layer = (struct layer){.source = (uint32_t)(source - layers->sources), .features = -1};
    layer->name = cpts_text_clean(&layers->arena, name);
    const char *file = cpts_text_file_name(source->file);
    layer->shown = source->is_csv || !layer->name
                       ? file
                       : cpts_arena_format(&layers->arena, "%s|layername=%s", file, layer->name);
    if (!layer->name || !layer->shown)
        return NULL;
    layers->count++;
    return layer;
}

static void recognise(struct layer *layer)
{
    cpts_schema_match(&layer->as_units, &layer->headings, ROLE_UNITS);
    cpts_schema_match(&layer->as_perimeters, &layer->headings, ROLE_PERIMETERS);
    cpts_schema_match(&layer->as_codes, &layer->headings, ROLE_CODES);
}

static bool list_fields(struct layers *layers, struct layer *layer)
{
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer->handle);
    int count = OGR_FD_GetFieldCount(definition);
    const char **names =
        cpts_arena_alloc(&layers->arena, sizeof *names * (size_t)(count > 0 ? count : 1));
    for (int i = 0; names && i < count; i++) {
        names[i] =
            cpts_text_clean(&layers->arena, OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i)));
        if (!names[i])
            return false;
    }
    layer->headings = (struct headings){.names = names, .count = count};
    return names != NULL;
}

/* The tables in which programs keep their own things. A star stands for what follows. */
static bool is_housekeeping(const char *name)
{
    static const char *const names[] = {"layer_styles",
                                        "qgis_projects",
                                        "sqlite_*",
                                        "data_licenses",
                                        "gpkg_*",
                                        "rtree_*",
                                        "idx_*",
                                        "KNN*",
                                        "SpatialIndex",
                                        "geometry_col*",
                                        "geom_cols_ref_sys",
                                        "spatial_ref_sys*",
                                        "spatialite_*",
                                        "vector_layers*",
                                        "sql_statements_log",
                                        "views_geometry_col*",
                                        "virts_geometry_col*",
                                        "ElementaryGeom*",
                                        "geography_columns",
                                        "raster_*",
                                        "topology.*",
                                        "tiger.*"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const size_t length = strcspn(names[i], "*");
        if (strncmp(name, names[i], length) == 0 && (names[i][length] || !name[length]))
            return true;
    }
    return false;
}

/* Features that may bear any geometry and bear none: GeoJSON as programs write a table. */
static bool draws_nothing(OGRLayerH handle)
{
    bool any = false, drawn = false;
    OGRFeatureH feature;
    if (OGR_GT_Flatten(OGR_L_GetGeomType(handle)) != wkbUnknown)
        return false;
    OGR_L_ResetReading(handle);
    while (!drawn && (feature = OGR_L_GetNextFeature(handle))) {
        any = true;
        drawn = OGR_F_GetGeometryRef(feature) != NULL;
        OGR_F_Destroy(feature);
    }
    OGR_L_ResetReading(handle);
    return any && !drawn;
}

static cpts_status list_layer(struct layers *layers, cpts_context *context,
                              const struct opened *source, OGRLayerH handle)
{
    struct layer *layer = add_layer(layers, source, OGR_L_GetName(handle));
    if (!layer)
        return cpts_fail_memory(context);
    layer->handle = handle;
    layer->sheet = cpts_workbook_sheet(source->book, OGR_L_GetName(handle));
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(handle);
    layer->geometries = OGR_FD_GetGeomFieldCount(definition);
    for (int i = 0; i < layer->geometries && !layer->is_polygons; i++)
        layer->is_polygons =
            can_hold_polygons(OGR_GFld_GetType(OGR_FD_GetGeomFieldDefn(definition, i)));
    layer->is_table = OGR_L_GetGeomType(handle) == wkbNone || draws_nothing(handle);
    layer->is_polygons &= !layer->is_table;
    if (!list_fields(layers, layer))
        return cpts_fail_memory(context);
    recognise(layer);
    return CPTS_OK;
}

static int layer_count(const struct opened *source)
{
    return source->dataset ? GDALDatasetGetLayerCount(source->dataset) : (int)source->book->count;
}

static cpts_status fail_missing(cpts_context *context, const struct opened *source)
{
    char names[512];
    const char *all[64];
    struct headings headings = {.names = all};
    if (!source->wanted_layer)
        return cpts_fail(context, CPTS_ERROR_INPUT, _("%s has no layer"), source->file);
    for (int i = 0; i < layer_count(source) && i < 64; i++) {
        OGRLayerH handle = source->dataset ? GDALDatasetGetLayer(source->dataset, i) : NULL;
        if (handle || !source->dataset)
            all[headings.count++] = handle ? OGR_L_GetName(handle) : source->book->sheets[i].name;
    }
    cpts_schema_list(names, sizeof names, &headings);
    return cpts_fail(context, CPTS_ERROR_INPUT, _("%s has no layer '%s'; its layers are: %s"),
                     source->file, source->wanted_layer, names);
}

/* A hidden sheet is read when it is named, and otherwise reported. */
static bool passes_over_sheet(cpts_context *context, const struct opened *source, const char *name)
{
    const struct sheet *sheet = cpts_workbook_sheet(source->book, name);
    if (!sheet || !sheet->is_hidden)
        return false;
    cpts_log(context, CPTS_NORMAL, _("%s: the sheet '%s' is hidden and not read"), source->file,
             name);
    return true;
}

static cpts_status list_layers(struct layers *layers, cpts_context *context,
                               const struct opened *source)
{
    const char *wanted = source->wanted_layer;
    int count = GDALDatasetGetLayerCount(source->dataset), listed = 0;
    cpts_status status = CPTS_OK;
    cpts_gdal_clear();
    if (count > MAX_LAYERS && !wanted)
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s has over %d layers; name one: %s|layername=LAYER"), source->file,
                         MAX_LAYERS, source->file);
    for (int i = 0; i < count && status == CPTS_OK; i++) {
        OGRLayerH handle = GDALDatasetGetLayer(source->dataset, i);
        if (!handle)
            return cpts_gdal_cut_short(context, source->file);
        const char *name = OGR_L_GetName(handle);
        if (wanted ? strcmp(name, wanted) != 0
                   : is_housekeeping(name) || passes_over_sheet(context, source, name))
            continue;
        status = list_layer(layers, context, source, handle);
        listed++;
    }
    /* "public.communes" of a database, whose layers are listed without this schema;
     * "communes(geom)", one of the geometries of a table. */
    if (wanted && !listed && (cpts_is_connection(source->path) || strchr(wanted, '('))) {
        OGRLayerH handle = GDALDatasetGetLayerByName(source->dataset, wanted);
        if (handle)
            return list_layer(layers, context, source, handle);
    }
    return status != CPTS_OK || listed ? status : fail_missing(context, source);
}

static cpts_status list_csv(struct layers *layers, cpts_context *context,
                            const struct opened *source)
{
    struct layer *layer = add_layer(layers, source, "");
    if (!layer)
        return cpts_fail_memory(context);
    cpts_status status = cpts_grid_read_csv(&layer->grid, context, source->path, source->file);
    if (status != CPTS_OK)
        return status;
    layer->has_grid = true;
    if (!cpts_table_by_header(&layer->table, &layer->grid, ROLE_CODES))
        return cpts_fail_memory(context);
    layer->is_table = layer->has_table = true;
    layer->features = (long long)layer->table.count;
    layer->headings = layer->table.headings;
    recognise(layer);
    cpts_log(context, CPTS_VERBOSE, _("%s: %s, separator '%s', rows: %zu"), source->file,
             layer->table.encoding, layer->table.separator, layer->table.count);
    return CPTS_OK;
}

/* The sheets of a workbook that was read whole. */
static cpts_status list_sheets(struct layers *layers, cpts_context *context,
                               const struct opened *source)
{
    const char *wanted = source->wanted_layer;
    size_t listed = 0;
    for (size_t i = 0; i < source->book->count; i++) {
        struct sheet *sheet = &source->book->sheets[i];
        if (sheet->grid.count == 0 || (wanted ? strcmp(sheet->name, wanted) != 0
                                              : passes_over_sheet(context, source, sheet->name)))
            continue;
        struct layer *layer = add_layer(layers, source, sheet->name);
        if (!layer)
            return cpts_fail_memory(context);
        layer->sheet = sheet;
        layer->grid = sheet->grid;
        layer->has_grid = true;
        memset(&sheet->grid, 0, sizeof sheet->grid);
        listed++;
    }
    return listed ? CPTS_OK : fail_missing(context, source);
}

cpts_status cpts_layer_read_cells(struct layer *layer, cpts_context *context)
{
    if (layer->has_grid)
        return CPTS_OK;
    const cpts_status status =
        cpts_grid_sample_layer(&layer->grid, context, layer->handle, layer->shown, SIZE_MAX);
    layer->has_grid = status == CPTS_OK;
    return status;
}

/* A spreadsheet's sheet is a table whose header must be looked for before it can be recognised. */
static cpts_status read_sheets(struct layers *layers, cpts_context *context, size_t first)
{
    for (size_t i = first; i < layers->count; i++) {
        struct layer *layer = &layers->items[i];
        cpts_status status = CPTS_OK;
        if (!layer->has_grid)
            status = cpts_grid_read_sheet(&layer->grid, context, layer->handle, layer->shown);
        if (status != CPTS_OK)
            return status;
        layer->has_grid = true;
        if (layer->sheet)
            status = cpts_sheet_finish(&layer->grid, context, layer->sheet, layer->shown);
        if (status != CPTS_OK)
            return status;
        if (!cpts_table_by_header(&layer->table, &layer->grid, ROLE_CODES))
            return cpts_fail_memory(context);
        layer->is_table = layer->has_table = layer->is_sheet = true;
        layer->is_polygons = false;
        layer->headings = layer->table.headings;
        recognise(layer);
    }
    return CPTS_OK;
}

static cpts_status take_source(void *user, const struct opened *source)
{
    const struct opening *opening = user;
    struct layers *layers = opening->layers;
    if (!CPTS_ARRAY_MORE(layers->sources, layers->source_count, layers->source_capacity)) {
        struct opened lost = *source;
        cpts_close(&lost);
        return cpts_fail_memory(opening->context);
    }
    struct opened *kept = &layers->sources[layers->source_count++];
    *kept = *source;
    if (kept->is_csv)
        return list_csv(layers, opening->context, kept);
    size_t first = layers->count;
    cpts_status status = kept->dataset ? list_layers(layers, opening->context, kept)
                                       : list_sheets(layers, opening->context, kept);
    if (status == CPTS_OK && kept->is_spreadsheet)
        status = read_sheets(layers, opening->context, first);
    return status;
}

static cpts_status open_list(struct opening *opening, const char *const *specs, enum role given)
{
    cpts_status status = CPTS_OK;
    for (; specs && *specs && status == CPTS_OK; specs++)
        status = cpts_source_open(opening->context, &opening->layers->arena, *specs, given,
                                  take_source, opening);
    return status;
}

cpts_status cpts_layers_open(struct layers *layers, cpts_context *context,
                             const cpts_load_options *options)
{
    struct opening opening = {.layers = layers, .context = context};
    cpts_status status = open_list(&opening, options->units, ROLE_UNITS);
    if (status == CPTS_OK)
        status = open_list(&opening, options->perimeters, ROLE_PERIMETERS);
    if (status == CPTS_OK)
        status = open_list(&opening, options->sources, ROLE_NONE);
    if (status == CPTS_OK && layers->source_count == 0)
        status = cpts_fail(context, CPTS_ERROR_ARGUMENT, "%s",
                           _("no source is given: name a file that holds the units and the "
                             "declared perimeters"));
    return status;
}

void cpts_layers_close(struct layers *layers)
{
    for (size_t i = 0; i < layers->count; i++) {
        cpts_table_free(&layers->items[i].table);
        cpts_plan_free(&layers->items[i].plan);
        cpts_grid_free(&layers->items[i].grid);
    }
    for (size_t i = 0; i < layers->source_count; i++)
        cpts_close(&layers->sources[i]);
    cpts_array_free(layers->items);
    cpts_array_free(layers->sources);
    cpts_arena_free(&layers->arena);
    memset(layers, 0, sizeof *layers);
}
