#include "input/region/region.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/option_names.h"
#include "geometry/lands.h"
#include "input/declarations/insee.h"
#include "input/load.h"
#include "input/region/builder.h"
#include "input/sources/text.h"

cpts_status cpts_region_make(cpts_region **out, cpts_context *context)
{
    *out = NULL;
    struct cpts_region *region = cpts_array_new(1, sizeof *region);
    struct builder *builder = cpts_array_new(1, sizeof *builder);
    if (!region || !builder) {
        cpts_array_free(region);
        cpts_array_free(builder);
        return cpts_fail_memory(context);
    }
    region->context = context;
    cpts_context_hold(context);
    atomic_init(&region->holders, 1);
    region->builder = builder;
    region->crs = region->crs_wkt = region->as_of = region->statuses = region->since =
        region->until = region->moves_source = "";
    cpts_status status = cpts_changes_load_default(&builder->changes, context);
    if (status == CPTS_OK)
        *out = region;
    else
        cpts_region_free(region);
    return status;
}

static void free_builder(struct builder *builder)
{
    if (!builder)
        return;
    cpts_frame_free(&builder->frame);
    cpts_name_index_free(&builder->unit_by_code);
    cpts_name_index_free(&builder->perimeter_by_id);
    cpts_name_index_free(&builder->perimeter_by_key);
    cpts_name_index_free(&builder->lost_units);
    cpts_array_free(builder->pieces);
    cpts_array_free(builder->declarations);
    cpts_array_free(builder->lists);
    cpts_array_free(builder->kept);
    cpts_changes_free(&builder->changes);
    cpts_unit_groups_free(&builder->wholes);
    cpts_array_free(builder);
}

static void destroy(struct cpts_region *region)
{
    cpts_digests_end(region, true);
    free_builder(region->builder);
    for (size_t i = 0; i < region->other_count; i++)
        cpts_region_free(region->others[i].region);
    cpts_array_free(region->units.code);
    cpts_array_free(region->units.name);
    cpts_array_free(region->units.group);
    cpts_array_free(region->units.epci);
    cpts_array_free(region->units.population);
    cpts_shapes_free(&region->units.shapes);
    cpts_array_free(region->perimeters.id);
    cpts_array_free(region->perimeters.name);
    cpts_array_free(region->perimeters.status);
    cpts_array_free(region->perimeters.from);
    cpts_array_free(region->perimeters.to);
    cpts_array_free(region->perimeters.life);
    cpts_array_free(region->perimeters.kept);
    cpts_array_free(region->perimeters.drawn_in_pieces);
    cpts_array_free(region->perimeters.declared);
    cpts_shapes_free(&region->perimeters.shapes);
    cpts_array_free(region->notices);
    cpts_array_free(region->sources);
    cpts_array_free(region->readings);
    cpts_arena_free(&region->arena);
    cpts_region_release(region->origin);
    cpts_context_release(region->context);
    cpts_array_free(region);
}

void cpts_region_hold(struct cpts_region *region)
{
    atomic_fetch_add(&region->holders, 1);
}

void cpts_region_release(struct cpts_region *region)
{
    if (region && atomic_fetch_sub(&region->holders, 1) == 1)
        destroy(region);
}

void cpts_region_free(cpts_region *region)
{
    cpts_region_release(region);
}

const char *cpts_region_crs(const struct cpts_region *region, char *systems)
{
    if (!region->lands)
        return region->crs;
    return systems ? cpts_lands_systems(systems, region->lands) : NULL;
}

cpts_status cpts_region_may_grow(const struct cpts_region *region)
{
    if (!region->report_count)
        return CPTS_OK;
    return cpts_fail(region->context, CPTS_ERROR_ARGUMENT, "%s",
                     _("reports of this region are in use: free them before changing it, or change "
                       "a copy of it"));
}

/* ---- notices ----------------------------------------------------------------------------- */

bool cpts_region_notice(struct cpts_region *region, const struct notice *notice)
{
    if (!CPTS_ARRAY_MORE(region->notices, region->notice_count, region->notice_capacity))
        return false;
    struct notice *kept = &region->notices[region->notice_count];
    char message[1024];
    snprintf(message, sizeof message, "%s", notice->message ? notice->message : "");
    cpts_name_options(region->context->names, message, sizeof message);
    *kept = *notice;
    kept->key = cpts_arena_string(&region->arena, notice->key ? notice->key : "");
    kept->message = cpts_arena_string(&region->arena, message);
    if (!kept->key || !kept->message)
        return false;
    region->notice_count++;
    return true;
}

static cpts_status add_notice(struct cpts_region *region, const struct notice *notice,
                              const char *format, va_list arguments)
{
    char message[1024];
    vsnprintf(message, sizeof message, format, arguments);
    /* A long name may have been cut inside a character. */
    for (size_t length = strlen(message); !cpts_text_is_utf8(message, length); length--)
        message[length - 1] = '\0';
    struct notice written = *notice;
    written.message = message;
    return written.key && cpts_region_notice(region, &written) ? CPTS_OK
                                                               : cpts_fail_memory(region->context);
}

cpts_status cpts_notice_add(struct cpts_region *region, const struct notice *notice,
                            const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const cpts_status status = add_notice(region, notice, format, arguments);
    va_end(arguments);
    return status;
}

/* Whether the last notice says again what another one has said under its rule and its key. */
static bool repeats_another(const struct cpts_region *region)
{
    const struct notice *last = &region->notices[region->notice_count - 1];
    bool found = false;
    for (const struct notice *other = region->notices; other < last && !found; other++)
        found = other->rule == last->rule && strcmp(other->key, last->key) == 0 &&
                strcmp(other->message, last->message) == 0;
    return found;
}

cpts_status cpts_notice_unread(struct cpts_region *region, const char *key, const char *format, ...)
{
    const struct notice notice = {.rule = CPTS_RULE_UNREAD,
                                  .severity = CPTS_SEVERITY_ERROR,
                                  .unit = CPTS_NONE,
                                  .perimeter = CPTS_NONE,
                                  .key = key};
    va_list arguments;
    va_start(arguments, format);
    const cpts_status status = add_notice(region, &notice, format, arguments);
    va_end(arguments);
    if (status == CPTS_OK && repeats_another(region))
        region->notice_count--;
    return status;
}

/* ---- sources ----------------------------------------------------------------------------- */

cpts_status cpts_region_add_source(struct cpts_region *region, const char *file,
                                   const struct file_facts *facts, const char *layer,
                                   const char *role, size_t features)
{
    struct arena *arena = &region->arena;
    if (!CPTS_ARRAY_MORE(region->sources, region->source_count, region->source_capacity))
        return cpts_fail_memory(region->context);
    const struct source source = {.path = cpts_text_clean(arena, file),
                                  .file = cpts_arena_string(arena, file),
                                  .facts = *facts,
                                  .layer = cpts_arena_string(arena, layer),
                                  .role = role,
                                  .crs = "",
                                  .encoding = "",
                                  .separator = "",
                                  .features = features};
    if (!source.path || !source.file || !source.layer)
        return cpts_fail_memory(region->context);
    region->sources[region->source_count++] = source;
    return CPTS_OK;
}

uint32_t cpts_unit_of_code(const struct builder *builder, const char *code)
{
    char repaired[INSEE_CODE_ROOM];
    const uint32_t unit = cpts_name_index_find(&builder->unit_by_code, code);
    if (unit != CPTS_NONE || !cpts_insee_repair(repaired, code))
        return unit;
    return cpts_name_index_find(&builder->unit_by_code, repaired);
}

size_t cpts_unit_index(const struct cpts_region *region, const char *code)
{
    size_t low = 0, high = region->units.count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = strcmp(region->units.code[middle], code);
        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return SIZE_MAX;
}

cpts_status cpts_size_classes_in_force(struct size_classes *out, struct cpts_region *region)
{
    cpts_status status = CPTS_OK;
    if (!region->size_classes.count)
        status = cpts_size_classes_load(&region->size_classes, region->context, NULL);
    *out = region->size_classes;
    return status;
}
