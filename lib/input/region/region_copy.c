#include "input/region/region_copy.h"

#include <ogr_srs_api.h>
#include <string.h>

#include "input/load.h"
#include "input/region/builder.h"

/* ---- arrays -------------------------------------------------------------------------------- */

/* A copy of `count` items, never NULL but when memory is short. */
static void *duplicate(const void *items, size_t count, size_t item_size)
{
    void *copy = cpts_array_raw(count ? count : 1, item_size);
    if (copy && count)
        memcpy(copy, items, count * item_size);
    return copy;
}

static bool copy_shapes(struct shapes *out, const struct shapes *from)
{
    *out = (struct shapes){.point_count = from->point_count,
                           .point_capacity = from->point_count,
                           .ring_count = from->ring_count,
                           .ring_capacity = from->ring_count,
                           .part_count = from->part_count,
                           .part_capacity = from->part_count};
    out->points = duplicate(from->points, from->point_count, sizeof *out->points);
    out->rings = duplicate(from->rings, from->ring_count, sizeof *out->rings);
    out->parts = duplicate(from->parts, from->part_count, sizeof *out->parts);
    return out->points && out->rings && out->parts;
}

static bool copy_units(struct units *out, const struct units *from)
{
    out->count = out->capacity = from->count;
    out->has_population = from->has_population;
    out->code = duplicate(from->code, from->count, sizeof *out->code);
    out->name = duplicate(from->name, from->count, sizeof *out->name);
    out->grouping = from->grouping;
    out->group = duplicate(from->group, from->count, sizeof *out->group);
    out->epci = duplicate(from->epci, from->count, sizeof *out->epci);
    out->population = duplicate(from->population, from->count, sizeof *out->population);
    return out->code && out->name && out->group && out->epci && out->population &&
           copy_shapes(&out->shapes, &from->shapes);
}

static bool copy_perimeters(struct perimeters *out, const struct perimeters *from)
{
    out->count = out->capacity = from->count;
    out->declared_count = out->declared_capacity = from->declared_count;
    out->id = duplicate(from->id, from->count, sizeof *out->id);
    out->name = duplicate(from->name, from->count, sizeof *out->name);
    out->status = duplicate(from->status, from->count, sizeof *out->status);
    out->has_lives = from->has_lives;
    out->from = duplicate(from->from, from->count, sizeof *out->from);
    out->to = duplicate(from->to, from->count, sizeof *out->to);
    out->life = duplicate(from->life, from->count, sizeof *out->life);
    out->kept = duplicate(from->kept, from->count, sizeof *out->kept);
    out->drawn_in_pieces =
        duplicate(from->drawn_in_pieces, from->count, sizeof *out->drawn_in_pieces);
    out->declared = duplicate(from->declared, from->declared_count, sizeof *out->declared);
    return out->id && out->name && out->status && out->from && out->to && out->life && out->kept &&
           out->drawn_in_pieces && out->declared && copy_shapes(&out->shapes, &from->shapes);
}

/* What finishing the copy needs: no frame, no moves. */
static bool copy_builder(struct cpts_region *copy, const struct cpts_region *from)
{
    struct builder *out = copy->builder;
    const struct builder *builder = from->builder;
    out->pieces_capacity = from->perimeters.count;
    out->pieces = duplicate(builder->pieces, from->perimeters.count, sizeof *out->pieces);
    bool done = out->pieces != NULL;
    for (uint32_t p = 0; done && p < from->perimeters.count; p++)
        done = cpts_name_index_add(&out->perimeter_by_id, from->perimeters.id[p], p);
    return done;
}

static bool copy_all(struct cpts_region *copy, const struct cpts_region *from)
{
    copy->crs = from->crs;
    copy->indicators = from->indicators;
    copy->indicator_count = from->indicator_count;
    copy->ground = from->ground;
    copy->crs_wkt = from->crs_wkt;
    copy->lands = from->lands;
    copy->since = from->since;
    copy->until = from->until;
    copy->moves_source = from->moves_source;
    copy->as_of = from->as_of;
    copy->statuses = from->statuses;
    copy->size_classes = from->size_classes;
    copy->left_out = from->left_out;
    copy->kept_names = from->kept_names;
    copy->kept_count = from->kept_count;
    copy->kept_in = from->kept_in;
    copy->doubts_changes = from->doubts_changes;
    copy->declared_rows = from->declared_rows;
    copy->understood_rows = from->understood_rows;
    copy->notice_count = copy->notice_capacity = from->notice_count;
    copy->source_count = copy->source_capacity = from->source_count;
    copy->reading_count = copy->reading_capacity = from->reading_count;
    copy->readings = duplicate(from->readings, from->reading_count, sizeof *copy->readings);
    copy->notices = duplicate(from->notices, from->notice_count, sizeof *copy->notices);
    copy->sources = duplicate(from->sources, from->source_count, sizeof *copy->sources);
    return copy->readings && copy->notices && copy->sources &&
           copy_units(&copy->units, &from->units) &&
           copy_perimeters(&copy->perimeters, &from->perimeters) && copy_builder(copy, from);
}

static bool copy_index(struct name_index *out, const struct name_index *from)
{
    *out = (struct name_index){.count = from->count, .capacity = from->capacity};
    if (from->capacity)
        out->slots = duplicate(from->slots, from->capacity, sizeof *out->slots);
    return out->slots || !from->capacity;
}

static bool copy_changes(struct code_changes *out, const struct code_changes *from)
{
    *out = (struct code_changes){
        .count = from->count, .capacity = from->count, .source = from->source};
    out->items = duplicate(from->items, from->count, sizeof *out->items);
    return out->items && copy_index(&out->by_old, &from->by_old) &&
           copy_index(&out->by_new, &from->by_new);
}

/* What adding to the copy needs besides. */
static bool copy_rest_of_builder(struct builder *out, const struct builder *from)
{
    out->frame = from->frame;
    out->frame.crs = from->frame.crs ? OSRClone(from->frame.crs) : NULL;
    out->checks_share = from->checks_share;
    out->other_statuses = from->other_statuses;
    out->declaration_count = out->declaration_capacity = from->declaration_count;
    out->declarations =
        duplicate(from->declarations, from->declaration_count, sizeof *out->declarations);
    out->wholes.count = out->wholes.capacity = from->wholes.count;
    out->wholes.members =
        duplicate(from->wholes.members, from->wholes.count, sizeof *out->wholes.members);
    cpts_changes_free(&out->changes);
    return (out->frame.crs || !from->frame.crs) && out->declarations && out->wholes.members &&
           copy_index(&out->wholes.last, &from->wholes.last) &&
           copy_index(&out->unit_by_code, &from->unit_by_code) &&
           copy_index(&out->perimeter_by_key, &from->perimeter_by_key) &&
           copy_index(&out->lost_units, &from->lost_units) &&
           copy_changes(&out->changes, &from->changes);
}

/* Sources that are in one file point at the first of them. */
static void point_at_own_sources(struct cpts_region *copy, const struct cpts_region *from)
{
    for (size_t i = 0; i < copy->source_count; i++)
        if (from->sources[i].same_file)
            copy->sources[i].same_file =
                copy->sources + (from->sources[i].same_file - from->sources);
}

static cpts_status share_with(struct cpts_region **out, cpts_context *context,
                              struct cpts_region *region)
{
    struct cpts_region *copy;
    cpts_status status = cpts_region_make(&copy, context);
    *out = NULL;
    if (status != CPTS_OK)
        return status;
    cpts_digests_end(region, false);
    copy->origin = region;
    cpts_region_hold(region);
    if (!copy_all(copy, region)) {
        cpts_region_free(copy);
        return cpts_fail_memory(context);
    }
    point_at_own_sources(copy, region);
    *out = copy;
    return CPTS_OK;
}

cpts_status cpts_region_share(struct cpts_region **out, struct cpts_region *region)
{
    return share_with(out, region->context, region);
}

static cpts_status copy_others(struct cpts_region *copy, const struct cpts_region *from)
{
    cpts_status status = CPTS_OK;
    copy->others = cpts_arena_alloc(&copy->arena, (from->other_count + 1) * sizeof *copy->others);
    if (!copy->others)
        return cpts_fail_memory(copy->context);
    for (size_t i = 0; i < from->other_count && status == CPTS_OK; i++) {
        struct other_territories *other = &copy->others[i];
        *other = from->others[i];
        status = share_with(&other->region, copy->context, from->others[i].region);
        copy->other_count += status == CPTS_OK;
    }
    return status;
}

cpts_status cpts_region_copy(cpts_region **out, cpts_context *context, const cpts_region *region)
{
    cpts_begin(context);
    /* What is held is not what the region says: the copy does not change that. */
    cpts_status status = share_with(out, context, (struct cpts_region *)region);
    if (status == CPTS_OK && !copy_rest_of_builder((*out)->builder, region->builder))
        status = cpts_fail_memory(context);
    if (status == CPTS_OK)
        status = copy_others(*out, region);
    if (status != CPTS_OK) {
        cpts_region_free(*out);
        *out = NULL;
    }
    return status;
}

/* ---- changing a perimeter -------------------------------------------------------------------- */

uint32_t cpts_perimeter_of_id(const struct cpts_region *region, const char *id)
{
    const struct builder *builder = region->builder;
    return cpts_name_index_find(&builder->perimeter_by_id, id);
}

uint32_t cpts_perimeter_open(struct cpts_region *copy, const char *id)
{
    uint32_t found = cpts_perimeter_of_id(copy, id);
    if (found != CPTS_NONE)
        return found;
    const char *kept = cpts_arena_string(&copy->arena, id);
    return kept ? cpts_perimeter_find_or_add(copy, kept, "", "") : CPTS_NONE;
}

void cpts_perimeter_recount(struct cpts_region *copy, uint32_t perimeter)
{
    const struct builder *builder = copy->builder;
    const struct shapes *shapes = &copy->perimeters.shapes;
    builder->pieces[perimeter] = 0;
    for (size_t p = 0; p < shapes->part_count; p++)
        builder->pieces[perimeter] += shapes->parts[p].feature == perimeter;
}

static void forget_notices(struct cpts_region *copy, uint32_t perimeter, bool all)
{
    size_t kept = 0;
    for (size_t i = 0; i < copy->notice_count; i++) {
        const struct notice *notice = &copy->notices[i];
        if (notice->perimeter != perimeter || (!all && notice->rule != CPTS_RULE_EMPTY_PERIMETER))
            copy->notices[kept++] = *notice;
    }
    copy->notice_count = kept;
}

bool cpts_perimeter_clear(struct cpts_region *copy, uint32_t perimeter)
{
    struct perimeters *perimeters = &copy->perimeters;
    const struct builder *builder = copy->builder;
    size_t kept = 0;
    for (size_t i = 0; i < perimeters->declared_count; i++)
        if (perimeters->declared[i].perimeter != perimeter)
            perimeters->declared[kept++] = perimeters->declared[i];
    perimeters->declared_count = kept;
    perimeters->drawn_in_pieces[perimeter] = false;
    builder->pieces[perimeter] = 0;
    forget_notices(copy, perimeter, true);
    return cpts_shapes_drop(&perimeters->shapes, perimeter);
}

bool cpts_perimeter_take(struct cpts_region *copy, uint32_t perimeter, uint32_t unit)
{
    struct perimeters *perimeters = &copy->perimeters;
    if (!CPTS_ARRAY_MORE(perimeters->declared, perimeters->declared_count,
                         perimeters->declared_capacity))
        return false;
    perimeters->declared[perimeters->declared_count++] =
        (struct declared){.perimeter = perimeter, .unit = unit, .is_supposed = true};
    forget_notices(copy, perimeter, false);
    return true;
}

void cpts_perimeter_release(struct cpts_region *copy, uint32_t perimeter, const bool *marked)
{
    struct perimeters *perimeters = &copy->perimeters;
    size_t kept = 0;
    for (size_t i = 0; i < perimeters->declared_count; i++) {
        const struct declared *declared = &perimeters->declared[i];
        if (declared->perimeter != perimeter || !marked[declared->unit])
            perimeters->declared[kept++] = *declared;
    }
    perimeters->declared_count = kept;
}

/* ---- new declarations -------------------------------------------------------------------- */

/* Perimeters that hold something move up; place[p] is the new number of p, CPTS_NONE when gone. */
static bool keep_holders(struct cpts_region *copy, const bool *holds, uint32_t *place)
{
    struct perimeters *perimeters = &copy->perimeters;
    struct builder *builder = copy->builder;
    size_t kept = 0;
    bool done = true;
    cpts_name_index_free(&builder->perimeter_by_id);
    cpts_name_index_free(&builder->perimeter_by_key);
    for (size_t p = 0; p < perimeters->count && done; p++) {
        place[p] = holds[p] ? (uint32_t)kept : CPTS_NONE;
        if (!holds[p])
            continue;
        perimeters->id[kept] = perimeters->id[p];
        perimeters->name[kept] = perimeters->name[p];
        perimeters->status[kept] = perimeters->status[p];
        perimeters->from[kept] = perimeters->from[p];
        perimeters->to[kept] = perimeters->to[p];
        perimeters->life[kept] = perimeters->life[p];
        perimeters->drawn_in_pieces[kept] = false;
        builder->pieces[kept] = 0;
        done = cpts_name_index_add(&builder->perimeter_by_id, perimeters->id[kept], (uint32_t)kept);
        kept++;
    }
    perimeters->count = kept;
    return done;
}

cpts_status cpts_region_redeclare(struct cpts_region *copy, const uint32_t *holder,
                                  const struct declared *also, size_t also_count)
{
    struct perimeters *perimeters = &copy->perimeters;
    bool *holds = cpts_array_new(perimeters->count, sizeof *holds);
    uint32_t *place = cpts_array_raw(perimeters->count, sizeof *place);
    bool done = holds && place;
    for (size_t u = 0; done && u < copy->units.count; u++)
        if (holder[u] != CPTS_NONE)
            holds[holder[u]] = true;
    for (size_t i = 0; done && i < also_count; i++)
        holds[also[i].perimeter] = true;
    size_t kept = 0;
    for (size_t i = 0; i < copy->notice_count; i++) /* notices about declarations */
        if (copy->notices[i].perimeter == CPTS_NONE && copy->notices[i].unit != CPTS_NONE)
            copy->notices[kept++] = copy->notices[i];
    copy->notice_count = kept;
    copy->reading_count = 0;
    perimeters->declared_count = 0;
    cpts_shapes_free(&perimeters->shapes);
    done = done && keep_holders(copy, holds, place);
    for (uint32_t u = 0; done && u < copy->units.count; u++)
        if (holder[u] != CPTS_NONE)
            done = cpts_perimeter_take(copy, place[holder[u]], u);
    for (size_t i = 0; done && i < also_count; i++)
        done = cpts_perimeter_take(copy, place[also[i].perimeter], also[i].unit);
    cpts_array_free(holds);
    cpts_array_free(place);
    return done ? CPTS_OK : cpts_fail_memory(copy->context);
}
