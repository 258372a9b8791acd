#include "base.h"

#include <stdlib.h>
#include <string.h>

#include "../geometry/predicates.h"
#include "../geometry/validity.h"
#include "base_defects.h"

bool cpts_parts_by_feature(const struct shapes *shapes, size_t part_count, size_t feature_count,
                           uint32_t **list, size_t **first)
{
    *list = cpts_array_raw(part_count, sizeof **list);
    *first = cpts_array_new(feature_count + 2, sizeof **first);
    if (!*list || !*first)
        return false;
    size_t *at = *first + 1;
    for (size_t p = 0; p < part_count; p++)
        if (shapes->parts[p].ring_count)
            at[shapes->parts[p].feature + 1]++;
    for (size_t f = 1; f <= feature_count; f++)
        at[f] += at[f - 1];
    for (size_t p = 0; p < part_count; p++)
        if (shapes->parts[p].ring_count)
            (*list)[at[shapes->parts[p].feature]++] = (uint32_t)p;
    return true;
}

/* ---- the exterior and the gaps ------------------------------------------------------------ */

/* The rings of what is not covered by units, traced with the uncovered side on the left. */
struct outer_ring {
    uint32_t start; /* a segment on it */
    uint32_t count;
    double area_m2; /* positive: encloses a gap; negative: surrounds a piece of land */
    struct box box;
    uint32_t inside; /* the gap ring that contains this one, or CPTS_NONE */
};

struct outer {
    struct outer_ring *rings;
    size_t count, capacity;
};

static bool trace_outer(const struct base *base, struct outer *outer)
{
    const struct borders *borders = &base->borders;
    const struct shapes *shapes = base->shapes;
    uint8_t *seen = cpts_array_new(shapes->point_count, 1);
    bool done = seen != NULL;
    for (uint32_t r = 0; done && r < shapes->ring_count; r++) {
        const struct ring ring = shapes->rings[r];
        if (!shapes->parts[ring.part].ring_count)
            continue;
        for (uint32_t v = ring.first; done && v < ring.first + ring.count; v++) {
            if (borders->twin[v] != CPTS_NONE || seen[v])
                continue;
            struct outer_ring found = {.start = v, .box = CPTS_EMPTY_BOX, .inside = CPTS_NONE};
            struct point origin = shapes->points[v];
            for (uint32_t s = v; !seen[s]; s = cpts_outer_next(borders, s)) {
                seen[s] = 1;
                struct point a = cpts_vector(origin, shapes->points[s + 1]);
                struct point b = cpts_vector(origin, shapes->points[s]);
                found.area_m2 += (a.x * b.y - b.x * a.y) / 2;
                found.count++;
                found.box = cpts_box_join(
                    found.box, cpts_box_of_segment(shapes->points[s], shapes->points[s + 1]));
            }
            done =
                cpts_array_reserve(&outer->rings, &outer->capacity, outer->count + 1, sizeof found);
            if (done)
                outer->rings[outer->count++] = found;
        }
    }
    cpts_array_free(seen);
    return done;
}

/* Copies an outer ring into `room`, closed. */
static void copy_outer(const struct base *base, const struct outer_ring *ring, struct point *room)
{
    uint32_t segment = ring->start;
    for (uint32_t i = 0; i < ring->count; i++, segment = cpts_outer_next(&base->borders, segment))
        room[i] = base->shapes->points[segment + 1];
    room[ring->count] = room[0];
}

static bool add_outer(struct base *base, const struct outer_ring *ring, bool is_hole)
{
    struct point *room = cpts_shapes_room(base->shapes, (size_t)ring->count + 1);
    if (!room)
        return false;
    copy_outer(base, ring, room);
    enum ring_result result =
        cpts_shapes_add_ring(base->shapes, (size_t)ring->count + 1, CPTS_NONE, is_hole);
    return result == RING_ADDED || result == RING_COLLAPSED;
}

/* Finds for each piece of land the gap it lies in, if any: an island in a lake. */
static bool nest_rings(const struct base *base, struct outer *outer)
{
    bool done = true;
    for (size_t g = 0; done && g < outer->count; g++) {
        const struct outer_ring *gap = &outer->rings[g];
        if (gap->area_m2 <= 0)
            continue;
        struct point *points = cpts_array_raw((size_t)gap->count + 1, sizeof *points);
        done = points != NULL;
        if (done)
            copy_outer(base, gap, points);
        for (size_t i = 0; done && i < outer->count; i++) {
            struct outer_ring *land = &outer->rings[i];
            if (land->area_m2 > 0 || !cpts_boxes_meet(land->box, gap->box))
                continue;
            bool nearer =
                land->inside == CPTS_NONE || gap->area_m2 < outer->rings[land->inside].area_m2;
            if (nearer &&
                cpts_point_in_ring(points, gap->count, base->shapes->points[land->start]) > 0)
                land->inside = (uint32_t)g;
        }
        cpts_array_free(points);
    }
    return done;
}

static bool add_frame(struct base *base, struct box frame)
{
    struct point *room = cpts_shapes_room(base->shapes, 5);
    if (!room)
        return false;
    room[0] = (struct point){frame.min_x, frame.min_y};
    room[1] = (struct point){frame.max_x, frame.min_y};
    room[2] = (struct point){frame.max_x, frame.max_y};
    room[3] = (struct point){frame.min_x, frame.max_y};
    room[4] = room[0];
    return cpts_shapes_add_ring(base->shapes, 5, CPTS_NONE, false) == RING_ADDED;
}

/* Turns the gaps and the exterior into parts of no unit, and pairs their borders. */
static cpts_status close_map(struct base *base, struct box frame)
{
    struct outer outer = {0};
    size_t first_ring = base->shapes->ring_count;
    base->unit_part_count = (uint32_t)base->shapes->part_count;
    bool done = trace_outer(base, &outer) && nest_rings(base, &outer);
    for (size_t g = 0; done && g < outer.count; g++) {
        if (outer.rings[g].area_m2 <= 0)
            continue;
        done = add_outer(base, &outer.rings[g], false);
        for (size_t i = 0; done && i < outer.count; i++)
            if (outer.rings[i].inside == g)
                done = add_outer(base, &outer.rings[i], true);
    }
    base->exterior = (uint32_t)base->shapes->part_count;
    done = done && add_frame(base, frame);
    for (size_t i = 0; done && i < outer.count; i++)
        if (outer.rings[i].area_m2 <= 0 && outer.rings[i].inside == CPTS_NONE)
            done = add_outer(base, &outer.rings[i], true);
    cpts_array_free(outer.rings);
    done = done && cpts_borders_extend(&base->borders, first_ring);
    return done ? CPTS_OK : cpts_fail_memory(base->region->context);
}

/* ---- neighbourhood ------------------------------------------------------------------------ */

static bool add_neighbour(struct base *base, uint32_t part)
{
    if (!cpts_array_reserve(&base->neighbours, &base->neighbour_capacity, base->neighbour_count + 1,
                            sizeof *base->neighbours))
        return false;
    base->neighbours[base->neighbour_count++] = part;
    return true;
}

/* One entry for each run of border with the same part beyond. */
static bool list_neighbours(struct base *base)
{
    const struct shapes *shapes = base->shapes;
    base->neighbour_first = cpts_array_raw(shapes->part_count + 1, sizeof *base->neighbour_first);
    if (!base->neighbour_first)
        return false;
    for (uint32_t p = 0; p < shapes->part_count; p++) {
        const struct part part = shapes->parts[p];
        base->neighbour_first[p] = base->neighbour_count;
        for (uint32_t r = part.first_ring; r < part.first_ring + part.ring_count; r++) {
            const struct ring ring = shapes->rings[r];
            uint32_t expected = CPTS_NONE;
            for (uint32_t v = ring.first; v < ring.first + ring.count; v++) {
                uint32_t twin = base->borders.twin[v];
                bool runs_on = twin == expected;
                expected = twin - 1;
                if (!runs_on && twin != CPTS_NONE &&
                    !add_neighbour(base, cpts_part_of(&base->borders, twin)))
                    return false;
            }
        }
    }
    base->neighbour_first[shapes->part_count] = base->neighbour_count;
    return true;
}

/* Floods each piece of land, lakes included. */
static bool list_components(struct base *base)
{
    size_t count = base->shapes->part_count;
    uint32_t *queue = cpts_array_raw(count, sizeof *queue);
    base->component = cpts_array_raw(count, sizeof *base->component);
    base->component_part = cpts_array_raw(count, sizeof *base->component_part);
    base->component_box = cpts_array_raw(count, sizeof *base->component_box);
    bool done = queue && base->component && base->component_part && base->component_box;
    if (done)
        memset(base->component, 0xFF, count * sizeof *base->component);
    for (uint32_t p = 0; done && p < base->exterior; p++) {
        if (base->component[p] != CPTS_NONE || !base->shapes->parts[p].ring_count)
            continue;
        uint32_t component = base->component_count++;
        struct box box = CPTS_EMPTY_BOX;
        size_t head = 0, tail = 0;
        base->component[queue[tail++] = p] = component;
        while (head < tail) {
            uint32_t part = queue[head++];
            box = cpts_box_join(box, base->shapes->parts[part].box);
            for (size_t i = base->neighbour_first[part]; i < base->neighbour_first[part + 1]; i++) {
                uint32_t other = base->neighbours[i];
                if (other != base->exterior && base->component[other] == CPTS_NONE)
                    base->component[queue[tail++] = other] = component;
            }
        }
        base->component_part[component] = p;
        base->component_box[component] = box;
    }
    cpts_array_free(queue);
    return done;
}

/* ---- building ----------------------------------------------------------------------------- */

static struct box widen_frame(const struct base *base, struct box frame)
{
    for (size_t p = 0; p < base->shapes->part_count; p++)
        if (base->shapes->parts[p].ring_count)
            frame = cpts_box_join(frame, base->shapes->parts[p].box);
    struct box wide = cpts_box_grow(frame, 1000);
    return (struct box){floor(wide.min_x), floor(wide.min_y), ceil(wide.max_x), ceil(wide.max_y)};
}

cpts_status cpts_base_build(struct base *base, struct cpts_region *region, struct box frame)
{
    *base = (struct base){.region = region, .shapes = &region->units.shapes};
    if (!cpts_geos_open(&base->geos))
        return cpts_fail_memory(region->context);
    cpts_status status = cpts_base_mend(base);
    if (status == CPTS_OK)
        status = close_map(base, widen_frame(base, frame));
    if (status != CPTS_OK)
        return status;
    bool done = list_neighbours(base) && list_components(base) &&
                cpts_parts_by_feature(base->shapes, base->unit_part_count, region->units.count,
                                      &base->unit_parts, &base->unit_first);
    return done ? CPTS_OK : cpts_fail_memory(region->context);
}

struct location {
    const struct shapes *shapes;
    struct point point;
    uint32_t part;
};

static bool visit_part(void *user, uint32_t part)
{
    struct location *location = user;
    if (!cpts_part_contains(location->shapes, part, location->point))
        return true;
    location->part = part;
    return false;
}

uint32_t cpts_base_locate(const struct base *base, struct point p)
{
    struct location location = {base->shapes, p, base->exterior};
    if (!cpts_box_tree_search(&base->index.parts, cpts_box_of_segment(p, p), visit_part, &location))
        return location.part;
    for (uint32_t gap = base->unit_part_count; gap < base->exterior; gap++)
        if (!visit_part(&location, gap))
            break;
    return location.part;
}

void cpts_base_free(struct base *base)
{
    cpts_borders_free(&base->borders);
    cpts_segment_index_free(&base->index);
    cpts_geos_close(&base->geos);
    cpts_array_free(base->neighbours);
    cpts_array_free(base->neighbour_first);
    cpts_array_free(base->component);
    cpts_array_free(base->component_part);
    cpts_array_free(base->component_box);
    cpts_array_free(base->unit_parts);
    cpts_array_free(base->unit_first);
    cpts_array_free(base->overlaps);
    cpts_shapes_free(&base->overlap_shapes);
    *base = (struct base){0};
}
