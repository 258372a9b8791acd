#include "input/region/against.h"

#include <string.h>

#include "input/declarations/aside.h"
#include "input/region/builder.h"
#include "input/region/region_copy.h"
#include "input/sources/connection.h"
#include "input/sources/text.h"

struct reading {
    struct cpts_region *region, *copy;
    const struct known *known;
    const char *name, *shown;
    const char *source, *map; /* of the option; map: NULL when it names no field */
    char kind[64];
    struct plan_request request;
};

/* ---- tables ---------------------------------------------------------------------------------- */

/* The texts of what is read aside die before the region: they are kept. */
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

static void log_rest(const struct reading *reading, const struct aside *aside)
{
    const struct cpts_region *read = &aside->region;
    const char *first = cpts_aside_refusal(aside);
    if (read->understood_rows < read->declared_rows && first)
        cpts_log(
            reading->region->context, CPTS_NORMAL,
            P_("--against %s: %zu row of %zu matches nothing in the region and is ignored: %s",
               "--against %s: %zu rows of %zu match nothing in the region and are ignored; the "
               "first: %s",
               read->declared_rows - read->understood_rows),
            reading->name, read->declared_rows - read->understood_rows, read->declared_rows, first);
}

static cpts_status take_declared(const struct reading *reading, const struct aside *aside)
{
    const struct perimeters *read = &aside->region.perimeters;
    for (size_t i = 0; i < read->declared_count; i++) {
        const uint32_t from = read->declared[i].perimeter;
        const uint32_t territory = open_territory(reading, read->id[from], read->name[from]);
        if (territory == CPTS_NONE ||
            !cpts_perimeter_take(reading->copy, territory, read->declared[i].unit))
            return cpts_fail_memory(reading->region->context);
    }
    log_rest(reading, aside);
    return CPTS_OK;
}

static cpts_status read_table(const struct reading *reading, struct layers *layers,
                              struct layer *layer)
{
    struct aside aside;
    cpts_aside_open(&aside, reading->region);
    cpts_status status =
        cpts_schema_check_columns(reading->region->context, &layer->headings, ROLE_CODES,
                                  reading->map, "--against", layer->shown);
    if (status == CPTS_OK)
        status = cpts_aside_read(&aside, layers, layer, reading->known, &reading->request);
    if (status == CPTS_OK)
        status = take_declared(reading, &aside);
    cpts_aside_close(&aside);
    return status;
}

/* The EPCI that the layer of units gives. */
static cpts_status read_units(const struct reading *reading)
{
    const struct units *units = &reading->region->units;
    for (uint32_t unit = 0; unit < units->count; unit++) {
        const char *epci = units->epci[unit];
        if (!*epci || strcmp(epci, "NR") == 0) /* "not attached", in IGN's layers */
            continue;
        const uint32_t territory = open_territory(reading, epci, "");
        if (territory == CPTS_NONE || !cpts_perimeter_take(reading->copy, territory, unit))
            return cpts_fail_memory(reading->region->context);
    }
    if (reading->copy->perimeters.count)
        return CPTS_OK;
    return cpts_fail(reading->region->context, CPTS_ERROR_ARGUMENT,
                     _("--against %s: the units have no column of EPCI; write NAME=SOURCE, for "
                       "example EPCI=epci.gpkg"),
                     reading->name);
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

/* How its tables are to be read. */
static cpts_status ask(struct reading *reading)
{
    cpts_text_fold(reading->kind, sizeof reading->kind, reading->name);
    const size_t length = strlen(reading->kind);
    if (length > 4 && strchr("sx", reading->kind[length - 1])) /* "Bassins": "Bassin de vie" */
        reading->kind[length - 1] = '\0';
    reading->request = (struct plan_request){
        .map = reading->map,
        .kind = reading->kind,
        .option = cpts_arena_format(&reading->region->arena, "--against %s=%s,", reading->name,
                                    reading->source)};
    return reading->request.option ? CPTS_OK : cpts_fail_memory(reading->region->context);
}

static cpts_status read_layer(struct reading *reading, struct layers *layers, struct layer *layer)
{
    reading->shown = cpts_arena_string(&reading->copy->arena, layer->shown);
    if (!reading->shown)
        return cpts_fail_memory(reading->region->context);
    if (!layer->is_polygons)
        return read_table(reading, layers, layer);
    cpts_status status =
        cpts_schema_check_columns(reading->region->context, &layer->headings, ROLE_PERIMETERS,
                                  reading->map, "--against", layer->shown);
    cpts_schema_apply_map(&layer->as_perimeters, &layer->headings, reading->map);
    return status == CPTS_OK ? read_polygons(reading, layer) : status;
}

static cpts_status read_source(struct reading *reading)
{
    struct asked_table asked;
    cpts_status status = ask(reading);
    if (status != CPTS_OK)
        return status;
    status =
        cpts_asked_open(&asked, reading->known, reading->source, &reading->request, "--against");
    if (status == CPTS_OK)
        status = read_layer(reading, &asked.layers, asked.layer);
    if (status == CPTS_OK) {
        const struct opened *source = &asked.layers.sources[asked.layer->source];
        status =
            cpts_region_add_source(reading->region, source->file, &source->facts, asked.layer->name,
                                   "territories", reading->copy->perimeters.count);
    }
    cpts_asked_close(&asked);
    if (status == CPTS_OK && reading->copy->perimeters.count == 0)
        status = cpts_fail(reading->region->context, CPTS_ERROR_INPUT,
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

/* Cuts "NAME=SOURCE,code=F,name=F" up. */
static cpts_status parse(struct reading *out, struct other_territories *others, const char *spec)
{
    struct cpts_region *region = out->region;
    struct arena *arena = &region->arena;
    const char *equals = strchr(spec, '='), *comma = equals ? cpts_schema_find_map(equals) : NULL;
    char folded[8];
    cpts_text_fold(folded, sizeof folded, spec);
    if (equals ? equals == spec || !equals[1] : strcmp(folded, "epci") != 0)
        return cpts_fail(region->context, CPTS_ERROR_ARGUMENT,
                         _("--against '%s': write NAME=SOURCE, for example EPCI=epci.gpkg"), spec);
    const size_t name = equals ? (size_t)(equals - spec) : strlen(spec);
    others->name = cpts_arena_format(arena, "%.*s", (int)name, spec);
    out->source = !equals ? ""
                  : comma ? cpts_arena_format(arena, "%.*s", (int)(comma - equals - 1), equals + 1)
                          : equals + 1;
    out->map = comma ? comma + 1 : NULL;
    if (out->source)
        others->source = equals ? cpts_source_shown(arena, out->source) : _("column of the units");
    out->name = others->name;
    out->shown = others->source;
    if (!others->name || !others->source)
        return cpts_fail_memory(region->context);
    return cpts_schema_check_map(region->context, out->map, "--against");
}

cpts_status cpts_against_read(struct cpts_region *region, const struct known *known,
                              const char *spec)
{
    struct other_territories others = {0};
    struct reading reading = {.region = region, .known = known};
    cpts_status status = parse(&reading, &others, spec);
    if (status == CPTS_OK)
        status = empty_copy(&others.region, region);
    reading.copy = others.region;
    if (status == CPTS_OK)
        status = *reading.source ? read_source(&reading) : read_units(&reading);
    if (status == CPTS_OK && !keep(region, &others))
        status = cpts_fail_memory(region->context);
    if (status != CPTS_OK)
        cpts_region_free(others.region);
    return status;
}
