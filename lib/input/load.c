/*
 * From sources to a region: open, recognise, read, place.
 */
#include "input/load.h"

#include <cpl_vsi.h>
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <string.h>

#include "input/declarations/expand.h"
#include "input/declarations/moves_table.h"
#include "input/reading/claims.h"
#include "input/reading/unread_sheets.h"
#include "input/region/against.h"
#include "input/region/builder.h"
#include "input/region/ground.h"
#include "input/region/grouping.h"
#include "input/region/indicators.h"
#include "input/region/kept.h"
#include "input/region/populations.h"
#include "input/region/selection.h"
#include "input/region/unit_words.h"
#include "input/sources/fitness.h"
#include "input/sources/gdal_session.h"
#include "input/sources/layer_crs.h"
#include "input/sources/text.h"
#include "input/sources/workbook.h"
#include "input/understood.h"

struct loading {
    cpts_context *context;
    const cpts_load_options *options;
    struct layers layers;
    struct cpts_region *region;
    struct none_words none;
    struct known known;
    struct cpts_reading *reading; /* to be filled with how it was read; NULL */
    bool has_units_only;
};

/* ---- log of the sources ------------------------------------------------------------------ */

/* The columns used, as they were recognised or given. */
static bool list_fields(struct arena *arena, struct source *source, const struct layer *layer)
{
    const struct columns *columns = layer->role == ROLE_UNITS        ? &layer->as_units
                                    : layer->role == ROLE_PERIMETERS ? &layer->as_perimeters
                                                                     : &layer->as_codes;
    source->fields = cpts_arena_alloc(arena, FIELD_COUNT * sizeof *source->fields);
    for (int field = 0; source->fields && field < FIELD_COUNT; field++) {
        const char *key = cpts_schema_key((enum field)field);
        if (!key || columns->at[field] < 0)
            continue;
        const char *column = cpts_arena_string(arena, layer->headings.names[columns->at[field]]);
        if (!column)
            return false;
        source->fields[source->field_count++] =
            (struct source_field){.field = key, .column = column};
    }
    return source->fields != NULL;
}

static cpts_status add_source(struct loading *loading, const struct layer *layer, size_t features)
{
    struct cpts_region *region = loading->region;
    struct arena *arena = &region->arena;
    if (!cpts_array_reserve(&region->sources, &region->source_capacity, region->source_count + 1,
                            sizeof *region->sources))
        return cpts_fail_memory(loading->context);
    struct source *source = &region->sources[region->source_count];
    void *crs = layer->is_polygons ? OGR_L_GetSpatialRef(layer->handle) : NULL;
    *source = (struct source){
        .path = cpts_text_clean(arena, loading->layers.sources[layer->source].file),
        .layer = cpts_arena_string(arena, layer->name),
        .role = layer->role == ROLE_UNITS        ? "units"
                : layer->role == ROLE_PERIMETERS ? "perimeters"
                                                 : "codes",
        .crs = crs ? cpts_frame_name(arena, crs) : "",
        .encoding = layer->has_table ? layer->table.encoding : "",
        .separator = layer->has_table ? layer->table.separator : "",
        .header_line = layer->has_table ? layer->table.header_line : 0,
        .file = cpts_arena_string(arena, loading->layers.sources[layer->source].file),
        .facts = loading->layers.sources[layer->source].facts,
        .features = features};
    if (!source->path || !source->file || !source->layer || !source->crs ||
        !list_fields(arena, source, layer))
        return cpts_fail_memory(loading->context);
    region->source_count++;
    return CPTS_OK;
}

static cpts_status nothing_read(const struct loading *loading, const struct layer *layer,
                                const char *where, const char *option)
{
    if (where)
        return cpts_fail(loading->context, CPTS_ERROR_INPUT,
                         _("%s: '%s' keeps nothing of %s; check the filter"), option, where,
                         layer->shown);
    return cpts_fail(loading->context, CPTS_ERROR_INPUT, _("%s is empty"), layer->shown);
}

/* Once no source is added any more: units and perimeters are often layers of one file. */
static void find_same_files(struct cpts_region *region)
{
    for (size_t i = 1; i < region->source_count; i++)
        for (size_t j = 0; j < i && !region->sources[i].same_file; j++)
            if (strcmp(region->sources[i].path, region->sources[j].path) == 0)
                region->sources[i].same_file = &region->sources[j];
}

/* ---- polygon layers ------------------------------------------------------------------------- */

/* Binary formats spend 16 bytes on a point; others seldom less. Only a hint: the room grows. */
static size_t most_points(const struct opened *source)
{
    VSIStatBufL facts;
    if (strncmp(source->path, "/vsi", 4) == 0 || VSIStatL(source->path, &facts) != 0 ||
        VSI_ISDIR(facts.st_mode))
        return 0;
    return (size_t)facts.st_size / sizeof(struct point) + 1;
}

/* The filter of a role and its option; NULL for none. */
static const char *filter_of(const struct loading *loading, enum role role, const char **option)
{
    bool units = role == ROLE_UNITS;
    *option = units ? "--units-where" : "--perimeters-where";
    return units ? loading->options->units_where : loading->options->perimeters_where;
}

static cpts_status bad_filter(const struct loading *loading, const struct layer *layer)
{
    const char *option, *where = filter_of(loading, layer->role, &option);
    const char *why = cpts_gdal_failure();
    return cpts_fail(loading->context, CPTS_ERROR_INPUT,
                     _("%s: '%s' cannot be applied to %s: check the names of its columns and its "
                       "quotes (%s)"),
                     option, where, layer->shown, why ? why : _("not understood"));
}

static cpts_status read_filtered(struct loading *loading, struct drawn *out,
                                 const struct layer *layer, const struct polygon_source *source)
{
    const char *option, *where = filter_of(loading, layer->role, &option);
    cpts_gdal_clear();
    if (where && OGR_L_SetAttributeFilter(layer->handle, where) != OGRERR_NONE)
        return bad_filter(loading, layer);
    cpts_status status = cpts_polygons_read(out, loading->context, source);
    /* Databases find out what a filter is worth at the first feature only. */
    if (status == CPTS_ERROR_INPUT && where && out->count == 0 && cpts_gdal_failure())
        return bad_filter(loading, layer);
    if (status == CPTS_OK && out->count == 0) {
        cpts_drawn_free(out);
        status = nothing_read(loading, layer, where, option);
    }
    return status;
}

static cpts_status read_layer(struct loading *loading, struct drawn *out, const struct layer *layer)
{
    const struct builder *builder = loading->region->builder;
    const int *kept = cpts_kept_columns(loading->region, &layer->headings);
    if (!kept)
        return cpts_fail_memory(loading->context);
    struct polygon_source source = {
        .layer = layer->handle,
        .shown = layer->shown,
        .columns = layer->role == ROLE_UNITS ? layer->as_units : layer->as_perimeters,
        .role = layer->role,
        .kept = layer->role == ROLE_PERIMETERS ? kept : NULL,
        .kept_count = layer->role == ROLE_PERIMETERS ? loading->region->kept_count : 0,
        .most_points = most_points(&loading->layers.sources[layer->source]),
        .expected = OGR_L_GetFeatureCount(layer->handle, FALSE)};
    cpts_status status = cpts_placing_open(&source.placing, loading->context, &builder->frame,
                                           layer->handle, layer->shown);
    if (OGR_GT_HasZ(OGR_L_GetGeomType(layer->handle)))
        cpts_log(loading->context, CPTS_VERBOSE, _("%s: heights are ignored"), layer->shown);
    if (status == CPTS_OK)
        status = read_filtered(loading, out, layer, &source);
    cpts_placing_close(&source.placing);
    return status;
}

/* A layer of perimeters none of which is near the units. */
static cpts_status check_places(const struct loading *loading, const struct adding *adding)
{
    const struct cpts_region *region = loading->region;
    const struct builder *builder = region->builder;
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < adding->count && status == CPTS_OK; i++)
        status = cpts_fitness_of_place(loading->context, &builder->frame, &region->units.shapes,
                                       &adding->drawn[i].shapes, adding->shown[i]);
    return status;
}

static cpts_status place(struct loading *loading, enum role role, struct adding *adding)
{
    const struct builder *builder = loading->region->builder;
    cpts_status status = role == ROLE_PERIMETERS ? check_places(loading, adding) : CPTS_OK;
    if (status != CPTS_OK)
        return status;
    status = role == ROLE_UNITS ? cpts_units_place(adding, true) : cpts_perimeters_place(adding);
    if (status == CPTS_OK && role == ROLE_UNITS && loading->region->units.count == 0)
        status = cpts_fail(loading->context, CPTS_ERROR_INPUT, _("%s holds no polygon"),
                           adding->shown[0]);
    if (status == CPTS_OK && role == ROLE_UNITS)
        status =
            cpts_fitness_of_areas(loading->context, &builder->frame, &loading->region->units.shapes,
                                  adding->shown[0], loading->options->crs != NULL);
    return status;
}

static cpts_status read_role(struct loading *loading, enum role role)
{
    const struct layers *layers = &loading->layers;
    struct drawn *drawn = cpts_array_new(layers->count, sizeof *drawn);
    const char **shown = cpts_array_new(layers->count, sizeof *shown);
    struct adding adding = {
        .region = loading->region, .drawn = drawn, .shown = shown, .none = &loading->none};
    cpts_status status = drawn && shown ? CPTS_OK : cpts_fail_memory(loading->context);
    for (size_t i = 0; i < layers->count && status == CPTS_OK; i++) {
        const struct layer *layer = &layers->items[i];
        if (layer->role != role)
            continue;
        status = read_layer(loading, &drawn[adding.count], layer);
        if (status != CPTS_OK)
            break;
        shown[adding.count] = layer->shown;
        status = add_source(loading, layer, drawn[adding.count++].count);
    }
    if (status == CPTS_OK && adding.count > 0)
        status = place(loading, role, &adding);
    for (size_t i = 0; i < adding.count; i++)
        cpts_drawn_free(&drawn[i]);
    cpts_array_free(drawn);
    cpts_array_free(shown);
    return status;
}

/* ---- tables ------------------------------------------------------------------------------ */

/* The columns that are read must hold values; of a grid that was turned, all of them. */
static cpts_status check_computed(const struct loading *loading, const struct layer *layer)
{
    const struct plan *plan = &layer->plan;
    if (!layer->sheet || !layer->sheet->uncomputed.count)
        return CPTS_OK;
    bool *columns = cpts_array_new((size_t)plan->headings.count + 1, sizeof *columns);
    if (!columns)
        return cpts_fail_memory(loading->context);
    for (size_t i = 0; i < plan->witness_count; i++)
        if (plan->witnesses[i].column >= 0 && plan->witnesses[i].column < plan->headings.count)
            columns[plan->witnesses[i].column] = true;
    const cpts_status status =
        cpts_sheet_check_computed(layer->sheet, loading->context,
                                  layer->grid.turned || plan->witness_count == 0 ? NULL : columns,
                                  plan->headings.count, layer->shown);
    cpts_array_free(columns);
    return status;
}

static cpts_status read_codes_layer(struct loading *loading, struct layer *layer)
{
    const char *where = loading->options->perimeters_where;
    cpts_status status = check_computed(loading, layer);
    if (status == CPTS_OK && where && layer->role == ROLE_CODES)
        status = cpts_table_filter(&layer->table, loading->context, where, "--perimeters-where",
                                   layer->shown);
    if (status == CPTS_OK && layer->table.count == 0)
        status = nothing_read(loading, layer, where, "--perimeters-where");
    if (status == CPTS_OK)
        status = cpts_list_begin(loading->region, layer->shown,
                                 loading->layers.sources[layer->source].wanted_layer != NULL);
    if (status == CPTS_OK)
        status = cpts_claims_read(&layer->counts, loading->region, &loading->known, &layer->table,
                                  &layer->plan, layer->shown);
    cpts_list_end(loading->region);
    if (status == CPTS_OK && layer->role == ROLE_CODES)
        status = add_source(loading, layer, layer->table.count);
    return status;
}

static cpts_status read_codes(struct loading *loading)
{
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < loading->layers.count && status == CPTS_OK; i++)
        if (loading->layers.items[i].role == ROLE_CODES || loading->layers.items[i].declares)
            status = read_codes_layer(loading, &loading->layers.items[i]);
    return status;
}

/* ---- all --------------------------------------------------------------------------------- */

/* A text with the units called what they are. */
static const char *said_of(char said[256], const struct cpts_region *region, const char *text)
{
    return cpts_unit_words(said, 256, cpts_unit_kinds(&region->units), text);
}

static void log_populations(const struct loading *loading)
{
    const struct units *units = &loading->region->units;
    char said[256];
    size_t missing = 0;
    for (size_t i = 0; i < units->count; i++)
        missing += isnan(units->population[i]) ? 1 : 0;
    if (missing == units->count)
        cpts_log(loading->context, CPTS_NORMAL, "%s",
                 _("no population is known; add --populations FILE to have inhabitants counted"));
    else if (missing)
        cpts_log(loading->context, CPTS_NORMAL,
                 said_of(said, loading->region,
                         dngettext("cpts-coverage",
                                   "warning: the population of %zu {unit} of %zu is not known",
                                   "warning: the population of %zu {units} of %zu is not known",
                                   missing)),
                 missing, units->count);
}

static bool unit_exists(void *user, const char *code)
{
    const struct builder *builder = user;
    return cpts_name_index_find(&builder->unit_by_code, code) != CPTS_NONE;
}

/* The codes that exist show which edition the units are of. */
static cpts_status find_edition(struct loading *loading)
{
    struct cpts_region *region = loading->region;
    struct builder *builder = region->builder;
    char said[256];
    struct edition edition = cpts_changes_edition(&builder->changes, unit_exists, builder);
    region->since = cpts_arena_string(&region->arena, edition.since);
    region->until = cpts_arena_string(&region->arena, edition.until);
    region->moves_source = cpts_arena_string(&region->arena, builder->changes.source);
    if (!region->since || !region->until || !region->moves_source)
        return cpts_fail_memory(loading->context);
    const char *evidence = strcmp(region->moves_source, CPTS_CHANGES_BUILT_IN) == 0
                               ? _("the table that comes with the program, of 2026")
                               : region->moves_source;
    if (*edition.since && *edition.until && strcmp(edition.since, edition.until) >= 0)
        cpts_log(loading->context, CPTS_NORMAL,
                 said_of(said, region,
                         _("warning: the {units} mix editions: some codes are of before %s, some "
                           "of after %s (according to %s)")),
                 edition.until, edition.since, evidence);
    else if (*edition.until)
        cpts_log(loading->context, CPTS_NORMAL,
                 said_of(said, region,
                         _("the {units} are of an edition before %s (according to %s); lists with "
                           "later codes are read accordingly")),
                 edition.until, evidence);
    else if (*edition.since)
        cpts_log(loading->context, CPTS_VERBOSE,
                 said_of(said, region,
                         _("the {units} are of an edition of %s or later (according to %s)")),
                 edition.since, evidence);
    return CPTS_OK;
}

/* Their codes are measured against what is known before them. */
static cpts_status read_moves(const struct loading *loading)
{
    struct known known;
    struct builder *builder = loading->region->builder;
    cpts_status status = cpts_known_begin(&known, loading->region, &loading->none);
    if (status == CPTS_OK)
        status = cpts_moves_table_read(&builder->changes, &known, loading->options->code_changes);
    cpts_known_end(&known);
    return status;
}

static cpts_status choose_frame(struct loading *loading)
{
    struct cpts_region *region = loading->region;
    struct builder *builder = region->builder;
    cpts_status status =
        cpts_frame_choose(&builder->frame, loading->context, &region->arena, &loading->layers,
                          loading->options->units_where, loading->options->crs);
    if (status == CPTS_OK) {
        region->crs = builder->frame.name;
        region->crs_wkt = builder->frame.wkt;
        region->lands = builder->frame.lands;
    }
    return status;
}

/* Of a source that is not understood: how to see what was made of it. */
static cpts_status point_to_reading(const struct loading *loading, cpts_status status)
{
    char *message = loading->context->message;
    const size_t length = strlen(message), room = sizeof loading->context->message - length;
    if (status == CPTS_ERROR_INPUT && !loading->reading)
        snprintf(message + length, room, "%s",
                 _(". 'cpts-coverage read' with the same sources shows how each column is read"));
    return status;
}

/* Who declares what, over the units that are read. */
static cpts_status load_perimeters(struct loading *loading)
{
    const cpts_load_options *options = loading->options;
    cpts_status status = point_to_reading(
        loading, cpts_layers_find_perimeters(&loading->layers, &loading->known, options));
    if (status == CPTS_OK)
        status = cpts_unread_sheets(loading->region, &loading->layers, &loading->known);
    if (status == CPTS_OK)
        status = cpts_selection_serve(loading->context, options, &loading->layers);
    if (status == CPTS_OK)
        status = cpts_kept_serve(loading->region, &loading->layers);
    if (status == CPTS_OK)
        status = read_role(loading, ROLE_PERIMETERS);
    if (status == CPTS_OK)
        status = read_codes(loading);
    if (status == CPTS_OK)
        status = cpts_kept_settle(loading->region);
    if (status == CPTS_OK)
        status = cpts_selection_apply(loading->region, options);
    return status;
}

static cpts_status load(struct loading *loading)
{
    const cpts_load_options *options = loading->options;
    struct builder *builder = loading->region->builder;
    cpts_status status;
    builder->checks_share = loading->region->doubts_changes = !options->expect_changes;
    status = cpts_none_words_load(&loading->none, loading->context, options->none_words);
    if (status == CPTS_OK)
        status = cpts_layers_open(&loading->layers, loading->context, options);
    if (status == CPTS_OK)
        status = point_to_reading(
            loading, cpts_layers_find_units(&loading->layers, loading->context, options));
    if (status == CPTS_OK)
        status = choose_frame(loading);
    if (status == CPTS_OK)
        status = read_role(loading, ROLE_UNITS);
    if (status == CPTS_OK && options->code_changes)
        status = read_moves(loading);
    if (status == CPTS_OK)
        status = find_edition(loading);
    if (status == CPTS_OK)
        status = cpts_expand_read(loading->region, &loading->layers, options->expand);
    if (status == CPTS_OK)
        status = cpts_size_classes_load(&loading->region->size_classes, loading->context,
                                        options->size_classes);
    if (status == CPTS_OK)
        status = cpts_known_begin(&loading->known, loading->region, &loading->none);
    if (status == CPTS_OK && options->populations)
        status = cpts_populations_read(loading->region, &loading->known, options->populations);
    if (status == CPTS_OK && !loading->has_units_only)
        status = load_perimeters(loading);
    if (status == CPTS_OK)
        status = cpts_region_finish(loading->region);
    for (size_t i = 0; i < loading->region->source_count && status == CPTS_OK; i++)
        status = cpts_source_unchanged(loading->context, &loading->region->sources[i]);
    if (status == CPTS_OK)
        log_populations(loading);
    for (const char *const *item = options->indicators; item && *item && status == CPTS_OK; item++)
        status = cpts_indicators_read(loading->region, &loading->known, *item);
    for (const char *const *item = options->against; item && *item && status == CPTS_OK; item++)
        status = cpts_against_read(loading->region, &loading->known, *item);
    if (status == CPTS_OK && options->ground && *options->ground)
        status = cpts_ground_read(loading->region, options->ground);
    find_same_files(loading->region);
    return status;
}

/* How it was read, also when it was refused. */
static cpts_status keep_reading(const struct loading *loading, cpts_status status)
{
    struct cpts_reading *reading = loading->reading;
    if (!reading || (status != CPTS_OK && status != CPTS_ERROR_INPUT))
        return status;
    if (status == CPTS_ERROR_INPUT) {
        reading->failure = cpts_arena_string(&reading->arena, loading->context->message);
        if (!reading->failure)
            return cpts_fail_memory(loading->context);
    }
    return cpts_understood_gather(reading, &loading->layers, loading->region, &loading->none)
               ? status
               : cpts_fail_memory(loading->context);
}

static cpts_status load_region(cpts_region **out, struct cpts_reading *reading,
                               cpts_context *context, const cpts_load_options *options,
                               bool has_units_only)
{
    *out = NULL;
    cpts_load_options kept;
    cpts_status status = cpts_options_take(context, &kept, sizeof kept,
                                           CPTS_SIZE_THROUGH(cpts_load_options, keep_in), options);
    if (status != CPTS_OK)
        return status;
    options = &kept;
    status = cpts_schema_check_map(context, options->unit_fields, "--unit-fields");
    if (status == CPTS_OK)
        status = cpts_schema_check_map(context, options->perimeter_fields, "--perimeter-fields");
    if (status == CPTS_OK)
        status = cpts_expand_check(context, options->expand);
    if (status == CPTS_OK)
        status = cpts_selection_check(context, options);
    struct loading loading = {.context = context,
                              .options = options,
                              .reading = reading,
                              .has_units_only = has_units_only};
    if (status == CPTS_OK)
        status = cpts_region_make(&loading.region, context);
    if (status != CPTS_OK)
        return status;
    status = cpts_kept_begin(loading.region, options);
    if (status == CPTS_OK)
        status = cpts_grouping_begin(loading.region, &kept);
    if (status != CPTS_OK) {
        cpts_region_free(loading.region);
        return status;
    }
    struct gdal_session session;
    cpts_gdal_begin(&session);
    status = keep_reading(&loading, load(&loading));
    cpts_known_end(&loading.known);
    cpts_none_words_free(&loading.none);
    cpts_layers_close(&loading.layers);
    cpts_gdal_end();
    if (status == CPTS_OK && session.warning_count)
        cpts_log(context, CPTS_VERBOSE,
                 dngettext("cpts-coverage", "%d warning while reading: %s",
                           "%d warnings while reading, the first: %s",
                           (unsigned long)session.warning_count),
                 session.warning_count, session.warning);
    if (status == CPTS_OK)
        *out = loading.region;
    else
        cpts_region_free(loading.region);
    return status;
}

cpts_status cpts_region_load(cpts_region **out, cpts_context *context,
                             const cpts_load_options *options)
{
    cpts_begin(context);
    return load_region(out, NULL, context, options, false);
}

cpts_status cpts_region_load_units(cpts_region **out, cpts_context *context,
                                   const cpts_load_options *options)
{
    return load_region(out, NULL, context, options, true);
}

/* ---- how it was read --------------------------------------------------------------------- */

cpts_status cpts_reading_load(cpts_reading **out, cpts_context *context,
                              const cpts_load_options *options)
{
    *out = NULL;
    cpts_begin(context);
    struct cpts_reading *reading = cpts_array_new(1, sizeof *reading);
    if (!reading)
        return cpts_fail_memory(context);
    reading->context = context;
    cpts_region *region = NULL;
    cpts_status status = load_region(&region, reading, context, options, false);
    cpts_region_free(region);
    if (status == CPTS_ERROR_INPUT && reading->failure)
        status = CPTS_OK;
    if (status == CPTS_OK)
        *out = reading;
    else
        cpts_reading_free(reading);
    return status;
}

cpts_reading_state cpts_reading_state_of(const cpts_reading *reading)
{
    return reading->failure       ? CPTS_READING_REFUSED
           : reading->doubt_count ? CPTS_READING_DOUBTFUL
                                  : CPTS_READING_SURE;
}

void cpts_reading_free(cpts_reading *reading)
{
    if (!reading)
        return;
    cpts_arena_free(&reading->arena);
    cpts_array_free(reading);
}
