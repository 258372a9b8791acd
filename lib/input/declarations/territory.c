#include "input/declarations/territory.h"

#include <cpl_vsi.h>
#include <ogr_api.h>
#include <string.h>

#include "input/declarations/aside.h"
#include "input/region/builder.h"
#include "input/region/region_copy.h"
#include "input/sources/connection.h"
#include "input/sources/gdal_session.h"
#include "input/sources/layers.h"

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

/* ---- units ----------------------------------------------------------------------------------- */

/* What a person gives is read aside as any list is, with the option for a perimeter. */
static cpts_status open_asked(struct aside *asked, const struct reading *reading)
{
    const struct builder *builder = reading->region->builder;
    cpts_aside_open(asked, reading->region);
    asked->builder.checks_share = builder->checks_share;
    return cpts_perimeter_find_or_add(&asked->region, reading->option, reading->option, "") !=
                   CPTS_NONE
               ? CPTS_OK
               : cpts_fail_memory(reading->region->context);
}

static void take_units(const struct reading *reading, const struct aside *asked)
{
    struct territory *territory = reading->territory;
    for (size_t i = 0; i < asked->region.notice_count; i++)
        cpts_log(reading->region->context, CPTS_NORMAL, "%s", asked->region.notices[i].message);
    for (size_t i = 0; i < asked->region.perimeters.declared_count; i++) {
        const uint32_t unit = asked->region.perimeters.declared[i].unit;
        territory->unit_count += !territory->units[unit];
        territory->units[unit] = true;
    }
}

/* Declares one text, split where it is a list of several. */
static cpts_status declare(struct aside *asked, const char *text, const char *source, bool is_list)
{
    const struct declaration declaration = {.code = text,
                                            .name = "",
                                            .department = "",
                                            .epci = "",
                                            .postal = "",
                                            .from = "",
                                            .to = "",
                                            .file = source};
    return is_list ? cpts_declaration_add_list(&asked->region, &declaration)
                   : cpts_declaration_add(&asked->region, &declaration);
}

/* Codes and names given on the command line. */
static cpts_status add_places(const struct reading *reading, const char *text)
{
    struct aside asked;
    cpts_status status = open_asked(&asked, reading);
    if (status == CPTS_OK)
        status = declare(&asked, text, reading->option, true);
    if (status == CPTS_OK)
        status = cpts_declarations_resolve(&asked.region);
    const char *refusal = status == CPTS_OK ? cpts_aside_refusal(&asked) : NULL;
    if (refusal)
        status = cpts_fail(reading->region->context, CPTS_ERROR_ARGUMENT,
                           _("%s; nor is there a file of this name"), refusal);
    if (status == CPTS_OK)
        take_units(reading, &asked);
    cpts_aside_close(&asked);
    return status;
}

cpts_status cpts_territory_add_units(struct territory *territory, const struct cpts_region *region,
                                     const char *const *texts, size_t count, const char *source)
{
    const struct reading reading = {territory, region, "", source};
    struct aside asked;
    cpts_status status = open_asked(&asked, &reading);
    for (size_t i = 0; i < count && status == CPTS_OK; i++)
        status = declare(&asked, texts[i], source, false);
    if (status == CPTS_OK)
        status = cpts_declarations_resolve(&asked.region);
    const char *refusal = status == CPTS_OK ? cpts_aside_refusal(&asked) : NULL;
    if (refusal)
        status = cpts_fail(region->context, CPTS_ERROR_ARGUMENT, "%s", refusal);
    if (status == CPTS_OK)
        take_units(&reading, &asked);
    cpts_aside_close(&asked);
    return status;
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

/* A bare list has no header: its first line was taken for one. */
static cpts_status add_heading(const struct reading *reading, const struct table *table)
{
    struct aside asked;
    cpts_status status = open_asked(&asked, reading);
    const struct declaration declaration = {.code = table->headings.names[0],
                                            .name = "",
                                            .department = "",
                                            .epci = "",
                                            .postal = "",
                                            .from = "",
                                            .to = "",
                                            .file = reading->option};
    if (status == CPTS_OK)
        status = cpts_declaration_add_list(&asked.region, &declaration);
    if (status == CPTS_OK)
        status = cpts_declarations_resolve(&asked.region);
    if (status == CPTS_OK && !cpts_aside_refusal(&asked))
        take_units(reading, &asked);
    cpts_aside_close(&asked);
    return status;
}

/* The rows that are ours. `id`: the column that says whose they are, or -1. */
static cpts_status add_rows(const struct reading *reading, const struct table *table,
                            const struct columns *columns, const struct owners *owners, int id,
                            const char *shown)
{
    struct aside asked;
    cpts_status status = open_asked(&asked, reading);
    for (size_t i = 0; status == CPTS_OK && i < table->count; i++) {
        const struct table_row *row = &table->rows[i];
        if (id < 0 || is_ours(owners, row->cells[id], reading->id))
            status = cpts_row_declare(&asked.region, columns, row, shown, 0);
    }
    if (status == CPTS_OK)
        status = cpts_declarations_resolve(&asked.region);
    const char *refusal = status == CPTS_OK ? cpts_aside_refusal(&asked) : NULL;
    if (refusal)
        status = cpts_fail(reading->region->context, CPTS_ERROR_ARGUMENT, "%s", refusal);
    if (status == CPTS_OK)
        take_units(reading, &asked);
    cpts_aside_close(&asked);
    return status;
}

static cpts_status add_table(const struct reading *reading, const struct table *table,
                             const struct columns *as_codes, const char *shown)
{
    struct columns columns = *as_codes;
    const bool is_bare = table->headings.count == 1;
    int id = columns.at[FIELD_ID] >= 0 ? columns.at[FIELD_ID] : columns.at[FIELD_NAME];
    struct owners owners = {0};
    if (table->headings.count == 0 ||
        (!is_bare && columns.at[FIELD_CODE] < 0 && columns.at[FIELD_UNIT] < 0))
        return cpts_fail(reading->region->context, CPTS_ERROR_INPUT,
                         _("%s: %s has no column of unit codes; call it 'code'"), reading->option,
                         shown);
    if (is_bare) {
        columns.at[FIELD_CODE] = 0;
        id = -1;
    }
    for (size_t i = 0; id >= 0 && i < table->count; i++)
        see_owner(&owners, table->rows[i].cells[id], reading->id);
    cpts_status status = check_owners(reading, &owners, shown);
    if (status == CPTS_OK && is_bare)
        status = add_heading(reading, table);
    return status == CPTS_OK ? add_rows(reading, table, &columns, &owners, id, shown) : status;
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
    if (status == CPTS_OK && layer)
        status = add_layer(reading, layer);
    cpts_layers_close(&layers);
    cpts_gdal_end();
    return status;
}

static cpts_status refuse_nothing(const struct cpts_region *region, const char *text,
                                  const char *option)
{
    struct arena arena = {0};
    const char *shown = cpts_source_shown(&arena, text);
    const cpts_status status =
        shown ? cpts_fail(region->context, CPTS_ERROR_ARGUMENT,
                          _("%s: '%s' is neither a code nor a name in the region"), option, shown)
              : cpts_fail_memory(region->context);
    cpts_arena_free(&arena);
    return status;
}

cpts_status cpts_territory_add(struct territory *territory, const struct cpts_region *region,
                               const char *text, const char *id, const char *option)
{
    const struct reading reading = {territory, region, id, option};
    VSIStatBufL facts;
    const size_t before = territory->unit_count + territory->feature_count;
    const bool is_source = strchr(text, '|') || strchr(text, ':') || VSIStatL(text, &facts) == 0;
    cpts_status status = is_source ? add_source(&reading, text) : add_places(&reading, text);
    if (status == CPTS_OK && territory->unit_count + territory->feature_count == before && !before)
        status = refuse_nothing(region, text, option);
    return status;
}
