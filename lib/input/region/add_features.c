/*
 * From layers read to the region: what units and perimeters have in common.
 */
#include <stdlib.h>
#include <string.h>

#include "input/region/builder.h"

cpts_status cpts_adding_begin(struct adding *adding)
{
    cpts_context *context = adding->region->context;
    adding->map = cpts_array_new(adding->count, sizeof *adding->map);
    if (!adding->map)
        return cpts_fail_memory(context);
    for (size_t i = 0; i < adding->count; i++) {
        adding->map[i] = cpts_array_raw(adding->drawn[i].count, sizeof **adding->map);
        if (!adding->map[i])
            return cpts_fail_memory(context);
        for (size_t j = 0; j < adding->drawn[i].count; j++)
            adding->map[i][j] = CPTS_NONE;
        cpts_arena_join(&adding->region->arena, &adding->drawn[i].arena);
    }
    return CPTS_OK;
}

void cpts_adding_end(struct adding *adding)
{
    for (size_t i = 0; adding->map && i < adding->count; i++)
        cpts_array_free(adding->map[i]);
    cpts_array_free(adding->map);
    adding->map = NULL;
}

/* ---- repeated features --------------------------------------------------------------------- */

struct print {
    uint64_t hash;
    uint32_t owner, layer, feature;
};

/* The points of a feature lie together, whatever its parts and rings. */
static const struct point *points_of(const struct drawn *drawn, uint32_t feature, size_t *count)
{
    const struct shapes *shapes = &drawn->shapes;
    const struct drawn_feature *entry = &drawn->features[feature];
    const struct part *last = &shapes->parts[entry->first_part + entry->part_count - 1];
    const struct ring *end = &shapes->rings[last->first_ring + last->ring_count - 1];
    size_t first = shapes->rings[shapes->parts[entry->first_part].first_ring].first;
    *count = end->first + end->count + 1 - first;
    return shapes->points + first;
}

static uint64_t hash_points(const struct point *points, size_t count)
{
    uint64_t hash = count;
    for (size_t i = 0; i < count; i++) {
        uint64_t bits[2];
        memcpy(bits, &points[i], sizeof bits);
        hash = (hash ^ bits[0]) * 0x9e3779b97f4a7c15u;
        hash = (hash ^ (hash >> 29) ^ bits[1]) * 0xbf58476d1ce4e5b9u;
    }
    return hash;
}

static int compare_prints(const void *left, const void *right)
{
    const struct print *a = left, *b = right;
    if (a->owner != b->owner)
        return a->owner < b->owner ? -1 : 1;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    if (a->layer != b->layer)
        return a->layer < b->layer ? -1 : 1;
    return a->feature < b->feature ? -1 : a->feature > b->feature;
}

static bool same_points(const struct adding *adding, const struct print *a, const struct print *b)
{
    size_t a_count, b_count;
    const struct point *x = points_of(&adding->drawn[a->layer], a->feature, &a_count);
    const struct point *y = points_of(&adding->drawn[b->layer], b->feature, &b_count);
    return a_count == b_count && memcmp(x, y, a_count * sizeof *x) == 0;
}

/* Of the features of owners that have several. NULL when memory is short. */
static struct print *take_prints(const struct adding *adding, const uint32_t *uses, size_t *count)
{
    struct print *prints = NULL;
    size_t capacity = 0;
    *count = 0;
    for (size_t i = 0; i < adding->count; i++)
        for (size_t j = 0; j < adding->drawn[i].count; j++) {
            uint32_t owner = adding->map[i][j];
            if (owner == CPTS_NONE || uses[owner] < 2)
                continue;
            if (!CPTS_ARRAY_MORE(prints, *count, capacity)) {
                cpts_array_free(prints);
                return NULL;
            }
            size_t points;
            const struct point *first = points_of(&adding->drawn[i], (uint32_t)j, &points);
            prints[(*count)++] = (struct print){.hash = hash_points(first, points),
                                                .owner = owner,
                                                .layer = (uint32_t)i,
                                                .feature = (uint32_t)j};
        }
    return prints ? prints : cpts_array_new(1, sizeof *prints);
}

static cpts_status drop(struct adding *adding, const struct print *kept,
                        const struct print *dropped, cpts_rule rule)
{
    bool units = rule == CPTS_RULE_INVALID_UNIT;
    const struct drawn_feature *entry = &adding->drawn[dropped->layer].features[dropped->feature];
    const struct drawn_feature *first = &adding->drawn[kept->layer].features[kept->feature];
    struct notice notice = {.rule = rule,
                            .severity = CPTS_SEVERITY_WARNING,
                            .unit = units ? dropped->owner : CPTS_NONE,
                            .perimeter = units ? CPTS_NONE : dropped->owner,
                            .key = entry->key};
    adding->map[dropped->layer][dropped->feature] = CPTS_NONE;
    return cpts_notice_add(
        adding->region, &notice,
        units ? _("%s: feature %lld of %s repeats feature %lld, point by point; it is left out")
              : _("perimeter %s: feature %lld of %s repeats feature %lld, point by "
                  "point; it is left out"),
        entry->key, entry->fid, adding->shown[dropped->layer], first->fid);
}

static uint32_t *count_uses(const struct adding *adding, size_t owner_count)
{
    uint32_t *uses = cpts_array_new(owner_count, sizeof *uses);
    for (size_t i = 0; uses && i < adding->count; i++)
        for (size_t j = 0; j < adding->drawn[i].count; j++)
            if (adding->map[i][j] != CPTS_NONE)
                uses[adding->map[i][j]]++;
    return uses;
}

cpts_status cpts_adding_drop_repeats(struct adding *adding, cpts_rule rule, size_t owner_count)
{
    /* A region built from memory comes feature by feature. */
    if (adding->count == 1 && adding->drawn[0].count < 2)
        return CPTS_OK;
    uint32_t *uses = count_uses(adding, owner_count);
    size_t count = 0;
    struct print *prints = uses ? take_prints(adding, uses, &count) : NULL;
    cpts_array_free(uses);
    if (!prints)
        return cpts_fail_memory(adding->region->context);
    qsort(prints, count, sizeof *prints, compare_prints);
    cpts_status status = CPTS_OK;
    size_t first = 0;
    for (size_t i = 1; i < count && status == CPTS_OK; i++) {
        if (prints[i].owner != prints[first].owner || prints[i].hash != prints[first].hash)
            first = i;
        else if (same_points(adding, &prints[first], &prints[i]))
            status = drop(adding, &prints[first], &prints[i], rule);
    }
    cpts_array_free(prints);
    return status;
}

/* ---- shapes ------------------------------------------------------------------------------ */

static bool append_part(struct shapes *to, const struct shapes *from, const struct part *part,
                        uint32_t feature)
{
    const struct ring *rings = &from->rings[part->first_ring];
    const struct ring *last = &rings[part->ring_count - 1];
    size_t count = last->first + last->count + 1 - rings->first;
    struct point *points = cpts_shapes_room(to, count);
    if (!points ||
        !cpts_array_reserve(&to->rings, &to->ring_capacity, to->ring_count + part->ring_count,
                            sizeof *to->rings) ||
        !cpts_array_reserve(&to->parts, &to->part_capacity, to->part_count + 1, sizeof *to->parts))
        return false;
    memcpy(points, from->points + rings->first, count * sizeof *points);
    struct part *added = &to->parts[to->part_count];
    *added = *part;
    added->feature = feature;
    added->first_ring = (uint32_t)to->ring_count;
    for (uint32_t i = 0; i < part->ring_count; i++) {
        struct ring *ring = &to->rings[to->ring_count++];
        *ring = rings[i];
        ring->first = (uint32_t)to->point_count + (rings[i].first - rings->first);
        ring->part = (uint32_t)to->part_count;
    }
    to->part_count++;
    to->point_count += count;
    return true;
}

/* A layer of which all is kept is not copied. */
static bool keeps_all(const struct drawn *drawn, const uint32_t *map)
{
    for (size_t i = 0; i < drawn->count; i++)
        if (map[i] == CPTS_NONE && drawn->features[i].part_count > 0)
            return false;
    return true;
}

cpts_status cpts_adding_move_shapes(struct adding *adding, struct shapes *shapes)
{
    for (size_t i = 0; i < adding->count; i++) {
        struct drawn *drawn = &adding->drawn[i];
        if (shapes->part_count == 0 && keeps_all(drawn, adding->map[i])) {
            cpts_shapes_free(shapes);
            *shapes = drawn->shapes;
            memset(&drawn->shapes, 0, sizeof drawn->shapes);
            for (size_t j = 0; j < shapes->part_count; j++)
                shapes->parts[j].feature = adding->map[i][shapes->parts[j].feature];
            continue;
        }
        for (size_t j = 0; j < drawn->shapes.part_count; j++) {
            const struct part *part = &drawn->shapes.parts[j];
            uint32_t feature = adding->map[i][part->feature];
            if (feature != CPTS_NONE && !append_part(shapes, &drawn->shapes, part, feature))
                return cpts_fail_memory(adding->region->context);
        }
        cpts_shapes_free(&drawn->shapes);
    }
    return CPTS_OK;
}

/* ---- defects ----------------------------------------------------------------------------- */

cpts_status cpts_adding_notice(const struct adding *adding, size_t layer, size_t feature,
                               cpts_rule rule, uint32_t unit, uint32_t perimeter)
{
    const struct drawn_feature *entry = &adding->drawn[layer].features[feature];
    if (!entry->unread_polygons && !entry->collapsed_rings && !entry->other_geometries &&
        !entry->is_linearised)
        return CPTS_OK;
    char found[512] = "";
    size_t used = 0;
    const struct {
        uint32_t count;
        const char *text;
    } clauses[] = {
        {entry->unread_polygons, _("rings with impossible coordinates, left out: %u")},
        {entry->collapsed_rings, _("rings without any area, left out: %u")},
        {entry->other_geometries, _("points or lines, left out: %u")},
    };
    for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++) {
        if (!clauses[i].count || used >= sizeof found)
            continue;
        used += (size_t)snprintf(found + used, sizeof found - used, "%s", used ? "; " : "");
        if (used < sizeof found)
            used += (size_t)snprintf(found + used, sizeof found - used, clauses[i].text,
                                     clauses[i].count);
    }
    if (entry->is_linearised && used < sizeof found)
        snprintf(found + used, sizeof found - used, "%s%s", used ? "; " : "",
                 _("arcs, replaced by chords of half a degree"));
    bool units = rule == CPTS_RULE_INVALID_UNIT;
    bool only_arcs = entry->is_linearised && !used;
    struct notice notice = {.rule = rule,
                            .severity = entry->unread_polygons ? CPTS_SEVERITY_ERROR
                                        : only_arcs            ? CPTS_SEVERITY_NOTE
                                                               : CPTS_SEVERITY_WARNING,
                            .unit = unit,
                            .perimeter = perimeter,
                            .key = entry->key};
    return cpts_notice_add(adding->region, &notice,
                           units ? _("%s (feature %lld of %s): %s")
                                 : _("perimeter %s (feature %lld of %s): %s"),
                           entry->key, entry->fid, adding->shown[layer], found);
}
