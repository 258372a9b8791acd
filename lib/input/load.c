/*
 * From sources to a region: open, recognise, read, place.
 */
#include "input/load.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "input/declarations/expand.h"
#include "input/declarations/moves_table.h"
#include "input/loading.h"
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
#include "input/sources/gdal_session.h"
#include "input/sources/layer_crs.h"
#include "input/understood.h"

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
                         P_("warning: the population of %zu {unit} of %zu is not known",
                            "warning: the population of %zu {units} of %zu is not known", missing)),
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
        status = cpts_selection_keep(loading->region, options);
    if (status == CPTS_OK)
        status = cpts_kept_serve(loading->region, &loading->layers);
    if (status == CPTS_OK)
        status = cpts_loading_read_role(loading, ROLE_PERIMETERS);
    if (status == CPTS_OK)
        status = cpts_loading_read_codes(loading);
    if (status == CPTS_OK)
        status = cpts_white_sheets(loading->region, &loading->layers, &loading->known);
    if (status == CPTS_OK)
        status = cpts_kept_settle(loading->region);
    if (status == CPTS_OK)
        status = cpts_selection_apply(loading->region, options);
    return status;
}

/* Once no source is added any more: units and perimeters are often layers of one file. */
static void find_same_files(struct cpts_region *region)
{
    for (size_t i = 1; i < region->source_count; i++)
        for (size_t j = 0; j < i && !region->sources[i].same_file; j++)
            if (strcmp(region->sources[i].path, region->sources[j].path) == 0)
                region->sources[i].same_file = &region->sources[j];
}

/* Reading keeps one thread busy and a second one half of the time. */
static void digest_meanwhile(const struct loading *loading)
{
    const struct layers *layers = &loading->layers;
    struct source *sources = cpts_array_new(layers->source_count, sizeof *sources);
    for (size_t i = 0; sources && i < layers->source_count; i++)
        sources[i] =
            (struct source){.file = layers->sources[i].file, .facts = layers->sources[i].facts};
    if (sources && !loading->reading)
        cpts_digests_begin(loading->region, sources, layers->source_count);
    cpts_array_free(sources);
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
        digest_meanwhile(loading);
    if (status == CPTS_OK)
        status = cpts_loading_read_role(loading, ROLE_UNITS);
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
    /* Copies may be made of what is loaded by several threads at once. */
    cpts_digests_end(loading->region, status != CPTS_OK);
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
    return cpts_understood_gather(reading, &loading->layers, loading->region, &loading->none,
                                  loading->options)
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
                 P_("%d warning while reading: %s", "%d warnings while reading, the first: %s",
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
