#include "input/region/against.h"

#include <ogr_api.h>
#include <string.h>

#include "input/region/builder.h"
#include "input/region/region_copy.h"
#include "input/sources/connection.h"
#include "input/sources/gdal_session.h"
#include "input/sources/layers.h"

struct reading {
    struct cpts_region *region, *copy;
    const char *name, *shown;
};

/* ---- tables ---------------------------------------------------------------------------------- */

/* The table's texts die before the region: they are kept. */
static uint32_t open_territory(const struct reading *reading, const char *id, const char *name)
{
    struct cpts_region *copy = reading->copy;
    const uint32_t known = cpts_perimeter_of_id(copy, id);
    if (known != CPTS_NONE)
        return known;
    const char *kept_id = cpts_arena_string(&copy->arena, id);
    const char *kept_name = cpts_arena_string(&copy->arena, name);
    return kept_id && kept_name ? cpts_perimeter_find_or_add(copy, kept_id, kept_name, "")
                                : CPTS_NONE;
}

static cpts_status read_table(const struct reading *reading, const struct table *table,
                              const struct columns *columns)
{
    cpts_context *context = reading->region->context;
    const int code = columns->at[FIELD_CODE], name = columns->at[FIELD_NAME];
    int id = columns->at[FIELD_ID] >= 0 ? columns->at[FIELD_ID] : name;
    if (id < 0) /* lists of EPCI, of hospital groups call them by their kind */
        id = code == 0 ? 1 : 0;
    if (code < 0 || id >= table->headings.count)
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("--against %s: %s must have a column of unit codes (code) and one of "
                           "territories (id)"),
                         reading->name, reading->shown);
    for (size_t i = 0; i < table->count; i++) {
        const char *const *cells = table->rows[i].cells;
        const uint32_t unit = cpts_unit_of_code(reading->region->builder, cells[code]);
        if (unit == CPTS_NONE || !*cells[id])
            continue;
        const uint32_t territory = open_territory(reading, cells[id], name >= 0 ? cells[name] : "");
        if (territory == CPTS_NONE || !cpts_perimeter_take(reading->copy, territory, unit))
            return cpts_fail_memory(context);
    }
    return CPTS_OK;
}

/* ---- polygons -------------------------------------------------------------------------------- */

static cpts_status read_polygons(const struct reading *reading, const struct layer *layer)
{
    struct drawn drawn;
    cpts_status status = cpts_perimeters_read(&drawn, reading->region, layer);
    struct adding adding = {
        .region = reading->copy, .drawn = &drawn, .shown = &reading->shown, .count = 1};
    if (status == CPTS_OK)
        status = cpts_perimeters_place(&adding);
    cpts_drawn_free(&drawn);
    return status;
}

/* ---- sources --------------------------------------------------------------------------------- */

static cpts_status read_layer(struct reading *reading, struct layer *layer)
{
    cpts_status status = CPTS_OK;
    reading->shown = cpts_arena_string(&reading->copy->arena, layer->shown);
    if (!reading->shown)
        return cpts_fail_memory(reading->region->context);
    if (layer->is_polygons)
        return read_polygons(reading, layer);
    if (!layer->has_table) {
        status = cpts_table_read_layer(&layer->table, reading->region->context, layer->handle,
                                       layer->shown, false, ROLE_CODES);
        if (status != CPTS_OK)
            return status;
        layer->has_table = true;
    }
    return read_table(reading, &layer->table, &layer->as_codes);
}

static cpts_status read_source(struct reading *reading, const char *source)
{
    const char *const list[] = {source, NULL};
    const cpts_load_options options = {.perimeters = list};
    cpts_context *context = reading->region->context;
    struct layers layers = {.count = 0};
    struct gdal_session session;
    cpts_gdal_begin(&session);
    cpts_status status = cpts_layers_open(&layers, context, &options);
    if (status == CPTS_OK && layers.count > 1)
        status = cpts_fail(context, CPTS_ERROR_ARGUMENT,
                           _("%s: several layers could be meant, %s and %s; name one: "
                             "PATH|layername=LAYER"),
                           "--against", layers.items[0].shown, layers.items[1].shown);
    if (status == CPTS_OK)
        status = read_layer(reading, &layers.items[0]);
    if (status == CPTS_OK)
        status = cpts_region_add_source(reading->region, layers.sources[0].file,
                                        &layers.sources[0].facts, layers.items[0].name,
                                        "territories", reading->copy->perimeters.count);
    cpts_layers_close(&layers);
    cpts_gdal_end();
    if (status == CPTS_OK && reading->copy->perimeters.count == 0)
        status = cpts_fail(context, CPTS_ERROR_INPUT,
                           _("--against %s: no territory of %s is in the region"), reading->name,
                           reading->shown);
    return status;
}

/* All units without holder: a region of the same units, where nothing is declared. */
static cpts_status empty_copy(struct cpts_region **out, struct cpts_region *region)
{
    uint32_t *nobody = cpts_array_raw(region->units.count, sizeof *nobody);
    if (!nobody)
        return cpts_fail_memory(region->context);
    memset(nobody, 0xFF, region->units.count * sizeof *nobody);
    cpts_status status = cpts_region_share(out, region);
    if (status == CPTS_OK) { /* the region owns it: it cannot hold the region as well */
        cpts_region_release((*out)->origin);
        (*out)->origin = NULL;
        status = cpts_region_redeclare(*out, nobody, NULL, 0);
    }
    if (status == CPTS_OK)
        (*out)->indicator_count = 0;
    cpts_array_free(nobody);
    return status;
}

static bool keep(struct cpts_region *region, const struct other_territories *others)
{
    const size_t count = region->other_count;
    struct other_territories *all = cpts_arena_alloc(&region->arena, (count + 1) * sizeof *all);
    if (!all)
        return false;
    if (count)
        memcpy(all, region->others, count * sizeof *all);
    all[count] = *others;
    region->others = all;
    region->other_count++;
    return true;
}

cpts_status cpts_against_read(struct cpts_region *region, const char *spec)
{
    const char *equals = strchr(spec, '=');
    struct other_territories others = {0};
    if (!equals || equals == spec || !equals[1])
        return cpts_fail(region->context, CPTS_ERROR_ARGUMENT,
                         _("--against '%s': write NAME=SOURCE, for example EPCI=epci.gpkg"), spec);
    others.name = cpts_arena_format(&region->arena, "%.*s", (int)(equals - spec), spec);
    others.source = cpts_source_shown(&region->arena, equals + 1);
    if (!others.name || !others.source)
        return cpts_fail_memory(region->context);
    cpts_status status = empty_copy(&others.region, region);
    struct reading reading = {
        .region = region, .copy = others.region, .name = others.name, .shown = others.source};
    if (status == CPTS_OK)
        status = read_source(&reading, equals + 1);
    if (status == CPTS_OK && !keep(region, &others))
        status = cpts_fail_memory(region->context);
    if (status != CPTS_OK)
        cpts_region_free(others.region);
    return status;
}
