#include "territory.h"

#include <cpl_vsi.h>
#include <ogr_api.h>
#include <string.h>

#include "builder.h"
#include "gdal_session.h"
#include "insee.h"
#include "layers.h"
#include "region_copy.h"

#define SEPARATORS ",; \t\n"

struct reading {
    struct territory *territory;
    const struct cpts_region *region;
    const char *id, *option;
};

cpts_status cpts_territory_open(struct territory *out, const struct cpts_region *region)
{
    *out = (struct territory){.units = cpts_array_new(region->units.count, sizeof *out->units)};
    return out->units ? CPTS_OK : cpts_fail_memory(region->context);
}

void cpts_territory_free(struct territory *territory)
{
    cpts_array_free(territory->units);
    cpts_shapes_free(&territory->shapes);
    *territory = (struct territory){0};
}

/* ---- codes ----------------------------------------------------------------------------------- */

static void add_unit(struct territory *territory, uint32_t unit)
{
    territory->unit_count += !territory->units[unit];
    territory->units[unit] = true;
}

static bool unit_exists(void *user, const char *code)
{
    const struct builder *builder = user;
    return cpts_name_index_find(&builder->unit_by_code, code) != CPTS_NONE;
}

/* A commune means its municipal arrondissements when these are the units. */
static bool add_arrondissements(const struct reading *reading, const char *code)
{
    const struct builder *builder = reading->region->builder;
    const int parent = cpts_insee_parent(code);
    char arrondissement[6];
    bool found = false;
    for (int i = 1; cpts_insee_arrondissement_code(arrondissement, parent, i); i++) {
        uint32_t unit = cpts_name_index_find(&builder->unit_by_code, arrondissement);
        if (unit == CPTS_NONE)
            continue;
        add_unit(reading->territory, unit);
        found = true;
    }
    return found;
}

/* False when the code stands for no unit. */
static bool find_code(const struct reading *reading, const char *code)
{
    struct builder *builder = reading->region->builder;
    char repaired[INSEE_CODE_ROOM];
    if (!unit_exists(builder, code) && cpts_insee_repair(repaired, code))
        code = repaired;
    uint32_t unit = cpts_name_index_find(&builder->unit_by_code, code);
    if (unit != CPTS_NONE) {
        add_unit(reading->territory, unit);
        return true;
    }
    if (add_arrondissements(reading, code))
        return true;
    struct succession succession;
    cpts_changes_follow(&builder->changes, code, unit_exists, builder, &succession);
    if (succession.count != 1)
        return false;
    unit = cpts_name_index_find(&builder->unit_by_code, succession.codes[0]);
    cpts_log(reading->region->context, CPTS_NORMAL, _("%s: %s became part of %s %s on %s"),
             reading->option, code, succession.codes[0], reading->region->units.name[unit],
             succession.date);
    add_unit(reading->territory, unit);
    return true;
}

/* All codes of a text that separators part; `where` names the file and line, or is "". */
static cpts_status add_codes(const struct reading *reading, const char *text, const char *where)
{
    while (*(text += strspn(text, SEPARATORS))) {
        const size_t length = strcspn(text, SEPARATORS);
        char code[64];
        snprintf(code, sizeof code, "%.*s", (int)(length < sizeof code ? length : sizeof code - 1),
                 text);
        if (!find_code(reading, code))
            return cpts_fail(reading->region->context, CPTS_ERROR_ARGUMENT,
                             *where ? _("%s: %s%s is no unit of the region")
                                    : _("%s: '%s'%s is neither a unit of the region nor a file"),
                             reading->option, code, where);
        text += length;
    }
    return CPTS_OK;
}

/* ---- whose rows ------------------------------------------------------------------------------ */

/* In a file of several perimeters, only what belongs to the one at hand is meant. */
struct owners {
    bool has_ours;
    bool differ; /* there are several owners */
    const char *first;
};

static void see_owner(struct owners *owners, const char *owner, const char *id)
{
    owners->has_ours |= strcmp(owner, id) == 0;
    owners->differ |= owners->first && strcmp(owners->first, owner) != 0;
    if (!owners->first)
        owners->first = owner;
}

static cpts_status check_owners(const struct reading *reading, const struct owners *owners,
                                const char *shown)
{
    if (owners->has_ours || !owners->differ)
        return CPTS_OK;
    return cpts_fail(reading->region->context, CPTS_ERROR_ARGUMENT,
                     _("%s: %s holds several perimeters, and none is '%s'; keep in it what is "
                       "meant, or name one of them with --as"),
                     reading->option, shown, reading->id);
}

static bool is_ours(const struct owners *owners, const char *owner, const char *id)
{
    return !owners->has_ours || strcmp(owner, id) == 0;
}

/* ---- tables ---------------------------------------------------------------------------------- */

static cpts_status add_table(const struct reading *reading, const struct table *table,
                             const struct columns *columns, const char *shown)
{
    const int code = columns->at[FIELD_CODE] >= 0 ? columns->at[FIELD_CODE] : 0;
    const int id = columns->at[FIELD_ID] >= 0 ? columns->at[FIELD_ID] : columns->at[FIELD_NAME];
    struct owners owners = {0};
    if (table->headings.count == 0 || (table->headings.count > 1 && columns->at[FIELD_CODE] < 0))
        return cpts_fail(reading->region->context, CPTS_ERROR_INPUT,
                         _("%s: %s has no column of unit codes; call it 'code'"), reading->option,
                         shown);
    for (size_t i = 0; id >= 0 && id != code && i < table->count; i++)
        see_owner(&owners, table->rows[i].cells[id], reading->id);
    cpts_status status = check_owners(reading, &owners, shown);
    /* A bare list of codes has no header: its first code was taken for one. */
    if (status == CPTS_OK && table->headings.count == 1)
        find_code(reading, table->headings.names[0]);
    for (size_t i = 0; status == CPTS_OK && i < table->count; i++) {
        const struct table_row *row = &table->rows[i];
        char where[320];
        snprintf(where, sizeof where, _(" (line %ld of %s)"), row->line, shown);
        if (id < 0 || id == code || is_ours(&owners, row->cells[id], reading->id))
            status = add_codes(reading, row->cells[code], where);
    }
    return status;
}

/* ---- polygons -------------------------------------------------------------------------------- */

static cpts_status keep_polygons(const struct reading *reading, const struct drawn *drawn,
                                 const char *shown)
{
    struct territory *territory = reading->territory;
    struct owners owners = {0};
    for (size_t i = 0; i < drawn->count; i++)
        if (*drawn->features[i].key)
            see_owner(&owners, drawn->features[i].key, reading->id);
    cpts_status status = check_owners(reading, &owners, shown);
    for (size_t i = 0; status == CPTS_OK && i < drawn->count; i++) {
        const struct drawn_feature *feature = &drawn->features[i];
        if (!feature->part_count || !is_ours(&owners, feature->key, reading->id))
            continue;
        for (uint32_t p = 0; p < feature->part_count; p++)
            drawn->shapes.parts[feature->first_part + p].feature =
                (uint32_t)territory->feature_count;
        territory->feature_count++;
        if (!cpts_shapes_append(&territory->shapes, &drawn->shapes, feature->first_part,
                                feature->part_count))
            status = cpts_fail_memory(reading->region->context);
    }
    return status;
}

static cpts_status add_polygons(const struct reading *reading, const struct layer *layer)
{
    cpts_context *context = reading->region->context;
    struct drawn drawn;
    cpts_status status = cpts_perimeters_read(&drawn, reading->region, layer);
    if (status == CPTS_OK)
        status = keep_polygons(reading, &drawn, layer->shown);
    if (status == CPTS_OK && drawn.shapes.part_count == 0)
        status = cpts_fail(context, CPTS_ERROR_INPUT, _("%s holds no polygon"), layer->shown);
    cpts_drawn_free(&drawn);
    return status;
}

/* ---- sources --------------------------------------------------------------------------------- */

static cpts_status add_layer(const struct reading *reading, struct layer *layer)
{
    cpts_status status = CPTS_OK;
    if (layer->is_polygons)
        return add_polygons(reading, layer);
    if (!layer->has_table) {
        status = cpts_table_read_layer(&layer->table, reading->region->context, layer->handle,
                                       layer->shown, false, ROLE_CODES);
        if (status != CPTS_OK)
            return status;
        layer->has_table = true;
    }
    return add_table(reading, &layer->table, &layer->as_codes, layer->shown);
}

static cpts_status choose_layer(const struct reading *reading, const struct layers *layers,
                                struct layer **out)
{
    const struct layer *other = NULL;
    *out = NULL;
    for (size_t i = 0; i < layers->count; i++) {
        struct layer *layer = &layers->items[i];
        if (!layer->is_polygons && !layer->is_table)
            continue;
        other = *out;
        *out = layer;
        if (other)
            return cpts_fail(reading->region->context, CPTS_ERROR_ARGUMENT,
                             _("%s: several layers could be meant, %s and %s; name one: "
                               "PATH|layername=LAYER"),
                             reading->option, other->shown, layer->shown);
    }
    if (*out)
        return CPTS_OK;
    return cpts_fail(reading->region->context, CPTS_ERROR_INPUT,
                     _("%s: there is neither a polygon layer nor a table of codes in it"),
                     reading->option);
}

static cpts_status add_source(const struct reading *reading, const char *text)
{
    const char *const list[] = {text, NULL};
    const cpts_load_options options = {.perimeters = list};
    struct layers layers = {.count = 0};
    struct gdal_session session;
    struct layer *layer = NULL;
    cpts_gdal_begin(&session);
    cpts_status status = cpts_layers_open(&layers, reading->region->context, &options);
    if (status == CPTS_OK)
        status = choose_layer(reading, &layers, &layer);
    if (status == CPTS_OK)
        status = add_layer(reading, layer);
    cpts_layers_close(&layers);
    cpts_gdal_end();
    return status;
}

cpts_status cpts_territory_add(struct territory *territory, const struct cpts_region *region,
                               const char *text, const char *id, const char *option)
{
    const struct reading reading = {territory, region, id, option};
    VSIStatBufL facts;
    const size_t before = territory->unit_count + territory->feature_count;
    const bool is_source = strchr(text, '|') || strchr(text, ':') || VSIStatL(text, &facts) == 0;
    cpts_status status = is_source ? add_source(&reading, text) : add_codes(&reading, text, "");
    if (status == CPTS_OK && territory->unit_count + territory->feature_count == before && !before)
        status = cpts_fail(region->context, CPTS_ERROR_ARGUMENT, _("%s: '%s' names no unit"),
                           option, text);
    return status;
}
