/*
 * What each layer could be: its rank for each role, from its geometry, its name, its columns and,
 * once they are known, its cells.
 */
#include <gdal.h>
#include <ogr_api.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "geometry/shapes.h"
#include "input/sources/layer_search.h"
#include "input/sources/text.h"

enum rank cpts_layer_units_rank(const struct layer *layer)
{
    if (!layer->is_polygons || layer->as_units.at[FIELD_CODE] < 0)
        return RANK_NO;
    bool strong = layer->as_units.strong[FIELD_CODE];
    if (layer->shows_units)
        return RANK_GOOD;
    switch (cpts_schema_layer_kind(layer->name)) {
    case LAYER_UNITS:
    case LAYER_ARRONDISSEMENTS:
        return strong ? RANK_CERTAIN : RANK_GOOD;
    case LAYER_NEUTRAL:
        return strong ? RANK_GOOD : RANK_FAIR;
    default:
        return RANK_POOR;
    }
}

static enum rank polygons_rank(const struct layer *layer)
{
    if (!layer->is_polygons)
        return RANK_NO;
    const struct columns *columns = &layer->as_perimeters;
    if (columns->strong[FIELD_ID] || columns->strong[FIELD_NAME])
        return RANK_CERTAIN;
    switch (cpts_schema_layer_kind(layer->name)) {
    case LAYER_PERIMETERS:
        return RANK_CERTAIN;
    case LAYER_NEUTRAL:
        return layer->as_units.strong[FIELD_CODE] ? RANK_POOR : RANK_FAIR;
    default:
        return RANK_POOR;
    }
}

/* "Feuil1", "Sheet2": the name that a spreadsheet gives is nobody's. */
bool cpts_sheet_is_generic(const char *name)
{
    static const char *const generic[] = {
        "feuil",   "sheet",  "feuille",   "tabelle",          "hoja",          "data",
        "donnees", "liste",  "listing",   "export",           "communes",      "cpts",
        "table",   "base",   "tableau",   "listedescommunes", "listecommunes", "referentiel",
        "insee",   "annexe", "brouillon", "recapitulatif",    "synthese"};
    char folded[64];
    cpts_text_fold(folded, sizeof folded, name);
    folded[strcspn(folded, "0123456789")] = '\0';
    return *folded == '\0' || CPTS_IS_ANY(folded, generic);
}

/* By what its cells say, once that is known. */
static enum rank plan_rank(const struct layer *layer)
{
    const struct plan *plan = &layer->plan;
    if (layer->table.count == 0) /* nothing but a header: reported as empty */
        return cpts_table_is_header(&layer->headings, ROLE_CODES) ? RANK_CERTAIN : RANK_NO;
    if (plan->refusal)
        return plan->is_doubtful ? RANK_FAIR : RANK_NO;
    if (plan->shape == SHAPE_UNKNOWN)
        return RANK_NO;
    if (layer->is_of_file)
        return RANK_FAIR;
    if (plan->shape == SHAPE_SHEET_A_CPTS)
        return layer->is_sheet && !cpts_sheet_is_generic(layer->name) ? RANK_POOR : RANK_NO;
    return RANK_CERTAIN;
}

enum rank cpts_layer_codes_rank(const struct layer *layer)
{
    if (layer->has_plan)
        return layer->is_table ? plan_rank(layer) : RANK_NO;
    const struct columns *columns = &layer->as_codes;
    bool coded = columns->at[FIELD_CODE] >= 0;
    if (!layer->is_table || (!coded && columns->at[FIELD_UNIT] < 0) ||
        (columns->at[FIELD_ID] < 0 && columns->at[FIELD_NAME] < 0))
        return RANK_NO;
    if (columns->strong[FIELD_ID] || columns->strong[FIELD_NAME] ||
        cpts_schema_layer_kind(layer->name) == LAYER_PERIMETERS)
        return RANK_CERTAIN;
    /* A code and a name without an id: more likely a list of communes than of declarations. */
    return columns->at[FIELD_ID] >= 0 && coded ? RANK_GOOD : RANK_POOR;
}

enum rank cpts_layer_perimeters_rank(const struct layer *layer)
{
    enum rank polygons = polygons_rank(layer), codes = cpts_layer_codes_rank(layer);
    return polygons > codes ? polygons : codes;
}

bool cpts_search_takes(const struct search *search, const struct layer *layer)
{
    return layer->role == ROLE_NONE && source_of(search->layers, layer)->given == search->given &&
           (search->source == CPTS_NONE || layer->source == search->source);
}

enum rank cpts_search_best(const struct search *search)
{
    enum rank best = RANK_NO;
    for (size_t i = 0; i < search->layers->count; i++) {
        const struct layer *layer = &search->layers->items[i];
        enum rank rank = cpts_search_takes(search, layer) ? search->rank(layer) : RANK_NO;
        best = rank > best ? rank : best;
    }
    return best;
}

/* The candidates of a rank, as "a.gpkg|layername=x, a.gpkg|layername=y". */
static void list_candidates(const struct search *search, enum rank rank, char *out, size_t size)
{
    const char *names[32];
    struct headings list = {.names = names};
    for (size_t i = 0; i < search->layers->count && list.count < 32; i++) {
        const struct layer *layer = &search->layers->items[i];
        if (cpts_search_takes(search, layer) && search->rank(layer) == rank)
            names[list.count++] = layer->shown;
    }
    cpts_schema_list(out, size, &list);
}

cpts_status cpts_search_ambiguous(const struct search *search, enum rank rank, bool units)
{
    char list[1024];
    list_candidates(search, rank, list, sizeof list);
    return cpts_fail(search->context, CPTS_ERROR_INPUT,
                     units ? _("several layers could hold the units: %s. Say which one with "
                               "--units 'FILE|layername=LAYER'")
                           : _("several layers could hold the perimeters: %s. Say which one with "
                               "--perimeters 'FILE|layername=LAYER'"),
                     list);
}

/* Its columns; of a table in which no header was found, the cells of its first row. */
static void list_columns(char *out, size_t size, const struct layer *layer)
{
    cpts_schema_list(out, size, &layer->headings);
    if (*out || !layer->has_grid || !layer->grid.count)
        return;
    const struct grid_row *row = &layer->grid.rows[0];
    const struct headings first = {.names = row->cells, .count = row->count};
    cpts_schema_list(out, size, &first);
}

/* What a source holds, for messages: "communes (insee, nom), cpts (id, nom)". */
void cpts_source_describe(const struct layers *layers, uint32_t source, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < layers->count && used + 8 < size; i++) {
        const struct layer *layer = &layers->items[i];
        if (layer->source != source)
            continue;
        char fields[300];
        list_columns(fields, sizeof fields, layer);
        const char *kind = layer->is_table      ? _("table")
                           : layer->is_polygons ? _("polygons")
                                                : _("points or lines");
        int written =
            snprintf(out + used, size - used, "%s%s%s(%s%s%s)", used ? _("; ") : "", layer->name,
                     *layer->name ? " " : "", kind, _(": "), *fields ? fields : _("no column"));
        used += written > 0 ? (size_t)written : 0;
    }
}

bool cpts_source_plays(const struct layers *layers, uint32_t source)
{
    for (size_t i = 0; i < layers->count; i++)
        if (layers->items[i].source == source && layers->items[i].role != ROLE_NONE)
            return true;
    return false;
}

size_t cpts_layers_count(const struct layers *layers, enum role role)
{
    size_t count = 0;
    for (size_t i = 0; i < layers->count; i++)
        count += layers->items[i].role == role;
    return count;
}

/* Whether a column holds bytes, whatever it is declared as; so does one that cannot be asked. */
static bool holds_bytes(GDALDatasetH dataset, const char *table, const char *column)
{
    char *sql =
        sqlite3_mprintf("SELECT 1 FROM \"%w\" WHERE typeof(\"%w\")='blob' LIMIT 1", table, column);
    OGRLayerH rows = sql ? GDALDatasetExecuteSQL(dataset, sql, NULL, NULL) : NULL;
    OGRFeatureH first = rows ? OGR_L_GetNextFeature(rows) : NULL;
    const bool found = !rows || first;
    OGR_F_Destroy(first);
    if (rows)
        GDALDatasetReleaseResultSet(dataset, rows);
    sqlite3_free(sql);
    return found;
}

/* Whether a table holds geometries as a GeoPackage writes them, which GDAL takes for texts or bytes
 * as long as they are not registered. */
static bool hides_geometries(GDALDatasetH dataset, OGRLayerH handle)
{
    enum { FEATURES = 100 };
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(handle);
    const int count = OGR_FD_GetFieldCount(definition);
    OGRFeatureH feature;
    int column = -1;
    OGR_L_ResetReading(handle);
    for (int n = 0; n < FEATURES && column < 0 && (feature = OGR_L_GetNextFeature(handle)); n++) {
        for (int i = 0; i < count && column < 0; i++) {
            const OGRFieldType type = OGR_Fld_GetType(OGR_FD_GetFieldDefn(definition, i));
            int size = 0;
            const GByte *bytes =
                type == OFTBinary ? OGR_F_GetFieldAsBinary(feature, i, &size) : NULL;
            if ((bytes && size > 2 && memcmp(bytes, "GP", 2) == 0) ||
                (type == OFTString && strcmp(OGR_F_GetFieldAsString(feature, i), "GP") == 0))
                column = i;
        }
        OGR_F_Destroy(feature);
    }
    OGR_L_ResetReading(handle);
    return column >= 0 && holds_bytes(dataset, OGR_L_GetName(handle),
                                      OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, column)));
}

cpts_status cpts_layers_check_registered(const struct layers *layers, cpts_context *context)
{
    for (size_t i = 0; i < layers->count; i++) {
        const struct layer *layer = &layers->items[i];
        const struct opened *source = source_of(layers, layer);
        const char *driver =
            source->dataset ? GDALGetDriverShortName(GDALGetDatasetDriver(source->dataset)) : NULL;
        if (!layer->is_table || source->given == ROLE_UNITS || !driver ||
            strcmp(driver, "GPKG") != 0 || !hides_geometries(source->dataset, layer->handle))
            continue;
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("the table '%s' of %s holds geometries and is not registered in its "
                           "gpkg_contents, so they cannot be read; save it as a layer in QGIS, or "
                           "name the layer to read: '%s|layername=LAYER'"),
                         layer->name, source->file, source->file);
    }
    return CPTS_OK;
}

cpts_status cpts_layers_check_geometries(const struct layers *layers, cpts_context *context)
{
    for (size_t i = 0; i < layers->count; i++) {
        const struct layer *layer = &layers->items[i];
        if ((layer->role != ROLE_UNITS && layer->role != ROLE_PERIMETERS) || layer->geometries < 2)
            continue;
        OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer->handle);
        const char *first = OGR_GFld_GetNameRef(OGR_FD_GetGeomFieldDefn(definition, 0));
        const char *second = OGR_GFld_GetNameRef(OGR_FD_GetGeomFieldDefn(definition, 1));
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s has several columns of geometry (%s, %s); name the one to read: "
                           "'%s|layername=%s(%s)'"),
                         layer->shown, first, second, source_of(layers, layer)->file, layer->name,
                         first);
    }
    return CPTS_OK;
}
