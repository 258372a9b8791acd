/*
 * The region object, and its building from memory.
 */
#include "region.h"

#include <math.h>
#include <ogr_api.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "builder.h"
#include "gdal_session.h"
#include "insee.h"
#include "life_classes.h"
#include "load.h"
#include "ordering.h"
#include "text.h"

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
    cpts_name_index_free(&builder->lost_units);
    cpts_array_free(builder->pieces);
    cpts_array_free(builder->declarations);
    cpts_changes_free(&builder->changes);
    cpts_unit_groups_free(&builder->wholes);
    cpts_array_free(builder);
}

void cpts_region_free(cpts_region *region)
{
    if (!region)
        return;
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
    cpts_array_free(region->perimeters.drawn_in_pieces);
    cpts_array_free(region->perimeters.declared);
    cpts_shapes_free(&region->perimeters.shapes);
    cpts_array_free(region->notices);
    cpts_array_free(region->sources);
    cpts_array_free(region->readings);
    cpts_arena_free(&region->arena);
    cpts_array_free(region);
}

/* ---- notices ----------------------------------------------------------------------------- */

bool cpts_region_notice(struct cpts_region *region, const struct notice *notice)
{
    if (!cpts_array_reserve(&region->notices, &region->notice_capacity, region->notice_count + 1,
                            sizeof *region->notices))
        return false;
    struct notice *kept = &region->notices[region->notice_count];
    *kept = *notice;
    kept->key = cpts_arena_string(&region->arena, notice->key ? notice->key : "");
    kept->message = cpts_arena_string(&region->arena, notice->message ? notice->message : "");
    if (!kept->key || !kept->message)
        return false;
    region->notice_count++;
    return true;
}

cpts_status cpts_tell(struct cpts_region *region, const struct notice *notice, const char *format,
                      ...)
{
    char message[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    /* A long name may have been cut inside a character. */
    for (size_t length = strlen(message); !cpts_text_is_utf8(message, length); length--)
        message[length - 1] = '\0';
    struct notice told = *notice;
    told.message = message;
    return told.key && cpts_region_notice(region, &told) ? CPTS_OK
                                                         : cpts_fail_memory(region->context);
}

/* ---- sources ----------------------------------------------------------------------------- */

cpts_status cpts_region_add_source(struct cpts_region *region, const char *file,
                                   const struct file_facts *facts, const char *layer,
                                   const char *role, size_t features)
{
    struct arena *arena = &region->arena;
    if (!cpts_array_reserve(&region->sources, &region->source_capacity, region->source_count + 1,
                            sizeof *region->sources))
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

/* ---- from memory --------------------------------------------------------------------------- */

cpts_status cpts_region_new(cpts_region **out, cpts_context *context, const char *crs)
{
    context->message[0] = '\0';
    cpts_status status = cpts_region_make(out, context);
    if (status != CPTS_OK)
        return status;
    struct builder *builder = (*out)->builder;
    struct gdal_session session;
    cpts_gdal_begin(&session);
    status = cpts_frame_set(&builder->frame, context, &(*out)->arena, crs);
    cpts_gdal_end();
    if (status == CPTS_OK) {
        (*out)->crs = builder->frame.name;
        (*out)->crs_wkt = builder->frame.wkt;
    } else {
        cpts_region_free(*out);
        *out = NULL;
    }
    return status;
}

/* One feature, its geometry read from WKB; the caller has filled its texts in. */
static cpts_status read_wkb(struct drawn *drawn, cpts_context *context, const void *wkb,
                            size_t size)
{
    OGRGeometryH geometry = NULL;
    OGRErr error = OGR_G_CreateFromWkbEx(wkb, NULL, &geometry, size);
    if (error == OGRERR_NOT_ENOUGH_MEMORY)
        return cpts_fail_memory(context);
    if (error != OGRERR_NONE || !geometry)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT,
                         _("%s: %zu bytes that are no geometry in WKB"), drawn->features[0].key,
                         size);
    cpts_status status = cpts_drawn_geometry(drawn, context, geometry);
    OGR_G_DestroyGeometry(geometry);
    return status;
}

typedef cpts_status (*place_fn)(struct placing *placing);

static cpts_status place_units(struct placing *placing)
{
    return cpts_units_place(placing, false);
}

static cpts_status add_feature(cpts_region *region, const struct drawn_feature *texts,
                               const void *wkb, size_t wkb_size, place_fn place)
{
    static const char *const shown = "memory";
    cpts_context *context = region->context;
    struct arena *arena = &region->arena;
    context->message[0] = '\0';
    struct drawn drawn = {.count = 0};
    struct drawn_feature *feature = cpts_drawn_add(&drawn);
    if (!feature)
        return cpts_fail_memory(context);
    feature->key = cpts_text_clean(arena, texts->key);
    feature->name = cpts_text_clean(arena, texts->name);
    feature->group = cpts_text_clean(arena, texts->group);
    feature->population = texts->population;
    feature->fid = (long long)region->units.count + (long long)region->perimeters.count;
    cpts_status status =
        feature->key && feature->name && feature->group ? CPTS_OK : cpts_fail_memory(context);
    struct gdal_session session;
    cpts_gdal_begin(&session);
    if (status == CPTS_OK)
        status = read_wkb(&drawn, context, wkb, wkb_size);
    cpts_gdal_end();
    struct placing placing = {.region = region, .drawn = &drawn, .shown = &shown, .count = 1};
    if (status == CPTS_OK)
        status = place(&placing);
    cpts_drawn_free(&drawn);
    return status;
}

static cpts_status check_name(cpts_region *region, const char *what, const char *name)
{
    if (name && *name)
        return CPTS_OK;
    return cpts_fail(region->context, CPTS_ERROR_ARGUMENT, _("%s is empty"), what);
}

cpts_status cpts_region_add_unit(cpts_region *region, const char *code, const char *name,
                                 const char *group, double population, const void *wkb,
                                 size_t wkb_size)
{
    cpts_status status = check_name(region, _("the code of the unit"), code);
    if (status != CPTS_OK)
        return status;
    const struct drawn_feature texts = {.key = code,
                                        .name = name ? name : "",
                                        .group = group ? group : "",
                                        .population = population >= 0 ? population : NAN};
    return add_feature(region, &texts, wkb, wkb_size, place_units);
}

cpts_status cpts_region_add_perimeter(cpts_region *region, const char *id, const char *name,
                                      const void *wkb, size_t wkb_size)
{
    cpts_status status = check_name(region, _("the id of the perimeter"), id);
    if (status != CPTS_OK)
        return status;
    const struct drawn_feature texts = {
        .key = id, .name = name ? name : "", .group = "", .population = NAN};
    return add_feature(region, &texts, wkb, wkb_size, cpts_perimeters_place);
}

cpts_status cpts_region_declare_unit(cpts_region *region, const char *id, const char *name,
                                     const char *code)
{
    cpts_status status = check_name(region, _("the id of the perimeter"), id);
    if (status == CPTS_OK)
        status = check_name(region, _("the code of the unit"), code);
    if (status != CPTS_OK)
        return status;
    region->context->message[0] = '\0';
    const char *kept_id = cpts_text_clean(&region->arena, id);
    const char *kept_name = cpts_text_clean(&region->arena, name ? name : "");
    const char *kept_code = cpts_text_clean(&region->arena, code);
    if (!kept_id || !kept_name || !kept_code)
        return cpts_fail_memory(region->context);
    uint32_t perimeter = cpts_perimeter_find_or_add(region, kept_id, kept_name, "");
    if (perimeter == CPTS_NONE)
        return cpts_fail_memory(region->context);
    const struct declaration declaration = {.perimeter = perimeter,
                                            .code = kept_code,
                                            .name = "",
                                            .department = "",
                                            .file = "",
                                            .from = "",
                                            .to = ""};
    return cpts_declare(region, &declaration);
}

cpts_status cpts_region_set_status(cpts_region *region, const char *id, const char *status)
{
    struct perimeters *perimeters = &region->perimeters;
    const struct builder *builder = region->builder;
    region->context->message[0] = '\0';
    uint32_t p = id ? cpts_name_index_find(&builder->perimeter_by_id, id) : CPTS_NONE;
    if (p == CPTS_NONE)
        return cpts_fail(region->context, CPTS_ERROR_ARGUMENT, _("there is no perimeter '%s'"),
                         id ? id : "");
    const char *kept = cpts_text_clean(&region->arena, status ? status : "");
    struct life_classes classes;
    cpts_status result = kept ? cpts_life_classes_load(&classes, region->context, NULL)
                              : cpts_fail_memory(region->context);
    if (result != CPTS_OK)
        return result;
    perimeters->status[p] = kept;
    perimeters->life[p] = cpts_life_class(&classes, kept);
    perimeters->has_lives |= perimeters->life[p] != CPTS_LIFE_UNKNOWN;
    cpts_life_classes_free(&classes);
    return CPTS_OK;
}

/* ---- finishing --------------------------------------------------------------------------------
 */

static int compare_declared(const void *left, const void *right)
{
    const struct declared *a = left, *b = right;
    if (a->perimeter != b->perimeter)
        return a->perimeter < b->perimeter ? -1 : 1;
    return a->unit < b->unit ? -1 : a->unit > b->unit;
}

/* What a list says comes before what is supposed. */
static int compare_sources(const void *left, const void *right)
{
    const struct declared *a = left, *b = right;
    int order = compare_declared(a, b);
    return order ? order : (int)a->is_supposed - (int)b->is_supposed;
}

static void sort_declared(struct perimeters *perimeters)
{
    if (perimeters->declared_count < 2)
        return;
    qsort(perimeters->declared, perimeters->declared_count, sizeof *perimeters->declared,
          compare_sources);
    size_t kept = 1;
    for (size_t i = 1; i < perimeters->declared_count; i++)
        if (compare_declared(&perimeters->declared[i], &perimeters->declared[kept - 1]) != 0)
            perimeters->declared[kept++] = perimeters->declared[i];
    perimeters->declared_count = kept;
}

/* The perimeters that need not be told as empty: those that claim something, or were told. NULL
 * when memory is short. */
static bool *find_settled(const struct cpts_region *region)
{
    const struct perimeters *perimeters = &region->perimeters;
    const struct builder *builder = region->builder;
    bool *settled = cpts_array_new(perimeters->count, sizeof *settled);
    if (!settled)
        return NULL;
    for (size_t i = 0; i < perimeters->count; i++)
        settled[i] = builder->pieces[i] > 0;
    for (size_t i = 0; i < perimeters->declared_count; i++)
        settled[perimeters->declared[i].perimeter] = true;
    for (size_t i = 0; i < region->notice_count; i++)
        if (region->notices[i].rule == CPTS_RULE_EMPTY_PERIMETER)
            settled[region->notices[i].perimeter] = true;
    return settled;
}

/* Perimeters that claim nothing at all, each told once. */
static cpts_status tell_empty(struct cpts_region *region)
{
    const struct perimeters *perimeters = &region->perimeters;
    bool *settled = find_settled(region);
    cpts_status status = settled ? CPTS_OK : cpts_fail_memory(region->context);
    for (size_t i = 0; i < perimeters->count && status == CPTS_OK; i++) {
        if (settled[i])
            continue;
        const struct notice notice = {.rule = CPTS_RULE_EMPTY_PERIMETER,
                                      .severity = CPTS_SEVERITY_ERROR,
                                      .perimeter = (uint32_t)i,
                                      .unit = CPTS_NONE,
                                      .key = perimeters->id[i]};
        bool same = strcmp(perimeters->id[i], perimeters->name[i]) == 0;
        status = cpts_tell(region, &notice,
                           _("perimeter %s%s%s declares no territory: neither a polygon nor a "
                             "code of the region"),
                           perimeters->id[i], same ? "" : " ", same ? "" : perimeters->name[i]);
    }
    cpts_array_free(settled);
    return status;
}

cpts_status cpts_region_finish(struct cpts_region *region)
{
    cpts_status status = cpts_declarations_resolve(region);
    if (status != CPTS_OK)
        return status;
    status = cpts_region_sort(region);
    if (status != CPTS_OK)
        return status;
    sort_declared(&region->perimeters);
    return tell_empty(region);
}

uint32_t cpts_unit_of_code(const struct builder *builder, const char *code)
{
    char repaired[INSEE_CODE_ROOM];
    const uint32_t unit = cpts_name_index_find(&builder->unit_by_code, code);
    if (unit != CPTS_NONE || !cpts_insee_repair(repaired, code))
        return unit;
    return cpts_name_index_find(&builder->unit_by_code, repaired);
}
