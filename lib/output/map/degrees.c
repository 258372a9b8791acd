#include "output/map/degrees.h"

#include <math.h>
#include <string.h>

#include "common/grouping.h"
#include "geometry/geos.h"
#include "geometry/validity.h"
#include "input/region/unit_words.h"
#include "output/map/wgs84.h"

struct mapper {
    const struct cpts_report *report;
    cpts_context *context;
    struct map *map;
    struct degrees *points; /* of report->shapes */
    struct validity validity;
    struct geos geos;
    uint32_t *parts, *groups; /* scratch: the parts of one finding, and which of them meet */
    size_t part_capacity, group_capacity;
};

/* ---- rings ------------------------------------------------------------------------------- */

static bool same(struct point a, struct point b)
{
    return a.x == b.x && a.y == b.y;
}

static struct point to_point(struct degrees degrees)
{
    return (struct point){degrees.lon_e7, degrees.lat_e7};
}

/* Drops points that repeat the one before, and spikes that go and come back. */
static size_t unfold(struct point *ring, const struct degrees *points, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const struct point p = to_point(points[i]);
        if (kept >= 1 && same(ring[kept - 1], p))
            continue;
        if (kept >= 2 && same(ring[kept - 2], p))
            kept--;
        else
            ring[kept++] = p;
    }
    size_t first = 0; /* the same where the end meets the beginning */
    while (kept - first >= 3) {
        if (same(ring[first], ring[kept - 1]) || same(ring[first], ring[kept - 2]))
            kept--;
        else if (same(ring[first + 1], ring[kept - 1]))
            first++;
        else
            break;
    }
    memmove(ring, ring + first, (kept - first) * sizeof *ring);
    return kept - first;
}

static cpts_status add_ring(struct mapper *mapper, const struct ring *ring, uint32_t finding,
                            bool is_hole, bool *is_kept)
{
    struct shapes *shapes = &mapper->map->shapes;
    struct point *room = cpts_shapes_room(shapes, ring->count);
    if (!room)
        return cpts_fail_memory(mapper->context);
    const size_t count = unfold(room, mapper->points + ring->first, ring->count);
    const enum ring_result result = cpts_shapes_add_ring(shapes, count, finding, is_hole);
    *is_kept = result == RING_ADDED;
    return result == RING_NO_MEMORY ? cpts_fail_memory(mapper->context) : CPTS_OK;
}

static cpts_status add_part(struct mapper *mapper, const struct part *part, uint32_t finding)
{
    const struct ring *rings = mapper->report->shapes.rings + part->first_ring;
    bool has_shell = false, is_kept;
    cpts_status status = add_ring(mapper, &rings[0], finding, false, &has_shell);
    for (uint32_t r = 1; status == CPTS_OK && has_shell && r < part->ring_count; r++)
        status = add_ring(mapper, &rings[r], finding, true, &is_kept);
    return status;
}

/* ---- what is left of a finding ------------------------------------------------------------ */

/* The parts from `first` on that are not empty. */
static bool list_parts(struct mapper *mapper, uint32_t first, size_t *count)
{
    const struct shapes *shapes = &mapper->map->shapes;
    const size_t most = shapes->part_count - first;
    if (!cpts_array_reserve(&mapper->parts, &mapper->part_capacity, most, sizeof *mapper->parts) ||
        !cpts_array_reserve(&mapper->groups, &mapper->group_capacity, most, sizeof *mapper->groups))
        return false;
    *count = 0;
    for (uint32_t p = first; p < shapes->part_count; p++)
        if (shapes->parts[p].ring_count)
            mapper->parts[(*count)++] = p;
    return true;
}

static cpts_status regrid(struct mapper *mapper, const uint32_t *parts, size_t count,
                          bool *is_redrawn)
{
    if (!mapper->geos.handle && !cpts_geos_open(&mapper->geos))
        return cpts_fail_memory(mapper->context);
    switch (cpts_geos_regrid(&mapper->geos, &mapper->map->shapes, parts, count, 1)) {
    case GEOS_DONE:
        *is_redrawn = true;
        return CPTS_OK;
    case GEOS_UNCHANGED:
        return CPTS_OK;
    case GEOS_FAILED:
        break;
    }
    if (mapper->geos.no_memory)
        return cpts_fail_memory(mapper->context);
    return cpts_fail(mapper->context, CPTS_ERROR_INTERNAL,
                     _("the conflict map: a polygon cannot be rounded to 7 decimals: %s"),
                     mapper->geos.message);
}

/* Each group by itself; parts in none are left as they are. */
static cpts_status regrid_groups(struct mapper *mapper, size_t count, bool *is_redrawn)
{
    const uint32_t *groups = mapper->groups;
    size_t *first = cpts_array_new(CPTS_GROUP_ROOM(count), sizeof *first);
    uint32_t *members = cpts_array_raw(count, sizeof *members);
    cpts_status status = first && members ? CPTS_OK : cpts_fail_memory(mapper->context);
    for (size_t i = 0; i < count && status == CPTS_OK; i++)
        if (groups[i] != CPTS_NONE)
            cpts_group_count(first, groups[i]);
    if (status == CPTS_OK)
        cpts_group_sum(first, count);
    for (size_t i = 0; i < count && status == CPTS_OK; i++)
        if (groups[i] != CPTS_NONE)
            members[cpts_group_place(first, groups[i])] = mapper->parts[i];
    for (size_t g = 0; g < count && status == CPTS_OK; g++)
        if (first[g + 1] > first[g])
            status = regrid(mapper, members + first[g], first[g + 1] - first[g], is_redrawn);
    cpts_array_free(first);
    cpts_array_free(members);
    return status;
}

/* Redraws the parts from `first` on that rounding made cross, each group by itself: they are few,
 * and GEOS would overlay thousands of slivers to part two. Its drawings bend on the grid and may
 * meet other parts, so that it is asked again, in the end about all at once. */
static cpts_status make_valid(struct mapper *mapper, uint32_t first)
{
    const int last_round = 4;
    bool is_redrawn = true;
    cpts_status status = CPTS_OK;
    for (int round = 1; is_redrawn && round <= last_round && status == CPTS_OK; round++) {
        size_t count;
        is_redrawn = false;
        if (!list_parts(mapper, first, &count))
            return cpts_fail_memory(mapper->context);
        switch (cpts_validity_groups(&mapper->validity, &mapper->map->shapes, mapper->parts, count,
                                     mapper->groups)) {
        case VALIDITY_SIMPLE:
            break;
        case VALIDITY_NO_MEMORY:
            status = cpts_fail_memory(mapper->context);
            break;
        case VALIDITY_SUSPECT:
            if (round == last_round)
                memset(mapper->groups, 0, count * sizeof *mapper->groups);
            status = regrid_groups(mapper, count, &is_redrawn);
            break;
        }
    }
    return status;
}

static bool is_empty(const struct shapes *shapes, uint32_t first)
{
    for (size_t p = first; p < shapes->part_count; p++)
        if (shapes->parts[p].ring_count)
            return false;
    return true;
}

/* The thinnest triangle along a ring that has collapsed to a line or to a point. */
static cpts_status add_stand_in(struct mapper *mapper, const struct ring *ring, uint32_t finding)
{
    struct shapes *shapes = &mapper->map->shapes;
    struct point *triangle = cpts_shapes_room(shapes, 3);
    if (!triangle)
        return cpts_fail_memory(mapper->context);
    const struct point from = to_point(mapper->points[ring->first]);
    struct point to = {from.x + 1, from.y};
    double farthest = 0;
    for (uint32_t i = 1; i < ring->count; i++) {
        const struct point p = to_point(mapper->points[ring->first + i]);
        const double distance = fabs(p.x - from.x) + fabs(p.y - from.y);
        if (distance > farthest) {
            farthest = distance;
            to = p;
        }
    }
    const bool is_flat = fabs(to.x - from.x) >= fabs(to.y - from.y);
    triangle[0] = from;
    triangle[1] = to;
    triangle[2] = is_flat ? (struct point){to.x, to.y + 1} : (struct point){to.x + 1, to.y};
    return cpts_shapes_add_ring(shapes, 3, finding, false) == RING_ADDED
               ? CPTS_OK
               : cpts_fail_memory(mapper->context);
}

static uint32_t largest_part(const struct shapes *shapes, const struct finding_shape *shape)
{
    uint32_t largest = shape->first_part;
    for (uint32_t p = shape->first_part; p < shape->first_part + shape->part_count; p++)
        if (shapes->parts[p].area_m2 > shapes->parts[largest].area_m2)
            largest = p;
    return largest;
}

static cpts_status add_finding(struct mapper *mapper, size_t index)
{
    const struct shapes *from = &mapper->report->shapes;
    const struct finding_shape *shape = &mapper->report->finding_shapes[index];
    struct shapes *shapes = &mapper->map->shapes;
    const uint32_t first = (uint32_t)shapes->part_count, finding = (uint32_t)index;
    cpts_status status = CPTS_OK;
    if (!shape->part_count)
        return CPTS_OK;
    for (uint32_t i = 0; i < shape->part_count && status == CPTS_OK; i++)
        status = add_part(mapper, &from->parts[shape->first_part + i], finding);
    if (status == CPTS_OK && shapes->part_count > first)
        status = make_valid(mapper, first);
    if (status == CPTS_OK && is_empty(shapes, first)) {
        const struct part *largest = &from->parts[largest_part(from, shape)];
        status = add_stand_in(mapper, &from->rings[largest->first_ring], finding);
    }
    mapper->map->findings[index] =
        (struct finding_shape){first, (uint32_t)(shapes->part_count - first)};
    return status;
}

cpts_status cpts_map_new(struct map *out, const struct cpts_report *report)
{
    const struct shapes *shapes = &report->shapes;
    struct mapper mapper = {.report = report, .context = report->region->context, .map = out};
    *out = (struct map){0};
    mapper.context->map_unit_kinds = cpts_unit_kinds(&report->region->units);
    out->findings = cpts_array_new(report->finding_count, sizeof *out->findings);
    cpts_status status = out->findings ? CPTS_OK : cpts_fail_memory(mapper.context);
    if (status == CPTS_OK && shapes->point_count)
        status =
            cpts_wgs84_points(&mapper.points, report->region, shapes->points, shapes->point_count);
    for (size_t i = 0; i < report->finding_count && status == CPTS_OK; i++)
        status = add_finding(&mapper, i);
    cpts_array_free(mapper.points);
    cpts_array_free(mapper.parts);
    cpts_array_free(mapper.groups);
    cpts_validity_free(&mapper.validity);
    cpts_geos_close(&mapper.geos);
    if (status != CPTS_OK)
        cpts_map_free(out);
    return status;
}

void cpts_map_free(struct map *map)
{
    cpts_shapes_free(&map->shapes);
    cpts_array_free(map->findings);
    *map = (struct map){0};
}
