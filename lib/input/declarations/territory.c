#include "input/declarations/territory.h"

#include <cpl_vsi.h>
#include <ogr_api.h>
#include <string.h>

#include "input/declarations/aside.h"
#include "input/region/builder.h"
#include "input/region/region_copy.h"
#include "input/sources/connection.h"

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

static void take_unit(struct territory *territory, uint32_t unit)
{
    territory->unit_count += !territory->units[unit];
    territory->units[unit] = true;
}

static void log_notices(const struct reading *reading, const struct aside *asked)
{
    for (size_t i = 0; i < asked->region.notice_count; i++)
        cpts_log(reading->region->context, CPTS_NORMAL, "%s", asked->region.notices[i].message);
}

static void take_units(const struct reading *reading, const struct aside *asked)
{
    for (size_t i = 0; i < asked->region.perimeters.declared_count; i++)
        take_unit(reading->territory, asked->region.perimeters.declared[i].unit);
    log_notices(reading, asked);
}

/* Codes and names given on the command line. */
static cpts_status add_places(const struct reading *reading, const struct known *known,
                              const char *text)
{
    const struct declaration declaration = cpts_declaration_of(0, reading->option);
    struct unit_pieces pieces = {0};
    struct aside asked;
    cpts_status status = open_asked(&asked, reading);
    if (status == CPTS_OK)
        status = cpts_known_list(known);
    if (status == CPTS_OK)
        status = cpts_declaration_add_pieces(&asked.region, known, &pieces, &declaration, "", text);
    cpts_unit_pieces_free(&pieces);
    if (status == CPTS_OK)
        status = cpts_declarations_resolve(&asked.region);
    const char *refusal = status == CPTS_OK ? cpts_aside_refusal(&asked) : NULL;
    if (refusal)
        status = cpts_fail(reading->region->context, CPTS_ERROR_ARGUMENT,
                           _("%s; there is no file of this name either"), refusal);
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
    for (size_t i = 0; i < count && status == CPTS_OK; i++) {
        struct declaration declaration = cpts_declaration_of(0, source);
        declaration.code = texts[i];
        status = cpts_declaration_add(&asked.region, &declaration);
    }
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

/* ---- whose territory ------------------------------------------------------------------------- */

/* In a file of several perimeters, only what belongs to the one at hand is meant. */
static cpts_status refuse_others(const struct reading *reading, const char *shown)
{
    return cpts_fail(reading->region->context, CPTS_ERROR_ARGUMENT,
                     _("%s: %s holds several perimeters, and none is '%s'; keep only the one that "
                       "is meant, or name it with --as"),
                     reading->option, shown, reading->id);
}

/* ---- tables ---------------------------------------------------------------------------------- */

/* Of the perimeters that a table declares, the one at hand: by its id or its name. CPTS_NONE. */
static uint32_t find_ours(const struct aside *asked, const struct reading *reading)
{
    const struct cpts_region *region = reading->region;
    const struct builder *builder = region->builder;
    const uint32_t own = cpts_name_index_find(&builder->perimeter_by_id, reading->id);
    const uint32_t found = cpts_perimeter_named(&asked->region, reading->id, reading->id);
    const char *name = own != CPTS_NONE ? region->perimeters.name[own] : reading->id;
    return found != CPTS_NONE ? found : cpts_perimeter_named(&asked->region, name, name);
}

static cpts_status take_table(const struct reading *reading, const struct aside *asked,
                              const char *shown)
{
    struct territory *territory = reading->territory;
    const struct perimeters *read = &asked->region.perimeters;
    const uint32_t ours = find_ours(asked, reading);
    if (ours == CPTS_NONE && read->count > 1)
        return refuse_others(reading, shown);
    for (size_t i = 0; i < read->declared_count; i++)
        if (ours == CPTS_NONE || read->declared[i].perimeter == ours)
            take_unit(territory, read->declared[i].unit);
    log_notices(reading, asked);
    return CPTS_OK;
}

static cpts_status add_table(const struct reading *reading, struct asked_table *table,
                             const struct known *known, const struct plan_request *request)
{
    struct aside asked;
    cpts_aside_open(&asked, reading->region);
    table->layer->plan.cpts = reading->id; /* of a list of units alone */
    cpts_status status =
        cpts_schema_check_columns(reading->region->context, &table->layer->headings, ROLE_CODES,
                                  request->map, reading->option, table->layer->shown);
    if (status == CPTS_OK)
        status = cpts_aside_read(&asked, &table->layers, table->layer, known, request);
    const char *refusal = status == CPTS_OK ? cpts_aside_refusal(&asked) : NULL;
    if (refusal)
        status = cpts_fail(reading->region->context, CPTS_ERROR_ARGUMENT, _("%s: %s"),
                           reading->option, refusal);
    if (status == CPTS_OK)
        status = take_table(reading, &asked, table->layer->shown);
    cpts_aside_close(&asked);
    return status;
}

/* ---- polygons -------------------------------------------------------------------------------- */

static cpts_status keep_polygons(const struct reading *reading, const struct drawn *drawn,
                                 const char *shown)
{
    struct territory *territory = reading->territory;
    const char *first = NULL;
    bool has_ours = false, differ = false;
    for (size_t i = 0; i < drawn->count; i++) {
        const char *owner = drawn->features[i].key;
        if (!*owner)
            continue;
        has_ours |= strcmp(owner, reading->id) == 0;
        differ |= first && strcmp(first, owner) != 0;
        first = owner;
    }
    if (differ && !has_ours)
        return refuse_others(reading, shown);
    cpts_status status = CPTS_OK;
    for (size_t i = 0; status == CPTS_OK && i < drawn->count; i++) {
        const struct drawn_feature *feature = &drawn->features[i];
        if (!feature->part_count || (has_ours && strcmp(feature->key, reading->id) != 0))
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

static cpts_status add_asked(const struct reading *reading, const struct known *known,
                             const char *source, const struct plan_request *request)
{
    struct asked_table asked;
    cpts_status status = cpts_asked_open(&asked, known, source, request, reading->option);
    if (status == CPTS_OK)
        status = asked.layer->is_polygons ? add_polygons(reading, asked.layer)
                                          : add_table(reading, &asked, known, request);
    cpts_asked_close(&asked);
    return status;
}

static cpts_status add_source(const struct reading *reading, const struct known *known,
                              const char *text)
{
    cpts_context *context = reading->region->context;
    const char *comma = cpts_schema_find_map(text);
    struct arena arena = {0};
    const char *source =
        cpts_arena_format(&arena, "%.*s", (int)(comma ? comma - text : (long)strlen(text)), text);
    const struct plan_request request = {
        .map = comma ? comma + 1 : NULL,
        .option = source ? cpts_arena_format(&arena, "%s %s,", reading->option, source) : NULL};
    cpts_status status = request.option
                             ? cpts_schema_check_map(context, request.map, reading->option)
                             : cpts_fail_memory(context);
    if (status == CPTS_OK)
        status = add_asked(reading, known, source, &request);
    cpts_arena_free(&arena);
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
    const bool is_source = strchr(text, '|') || strchr(text, ':') || cpts_schema_find_map(text) ||
                           VSIStatL(text, &facts) == 0;
    struct none_words none = {0};
    struct known known = {0};
    cpts_status status = cpts_none_words_load(&none, region->context, NULL);
    if (status == CPTS_OK)
        status = cpts_known_begin(&known, region, &none);
    if (status == CPTS_OK)
        status =
            is_source ? add_source(&reading, &known, text) : add_places(&reading, &known, text);
    cpts_known_end(&known);
    cpts_none_words_free(&none);
    if (status == CPTS_OK && territory->unit_count + territory->feature_count == before && !before)
        status = refuse_nothing(region, text, option);
    return status;
}
