#include "coverage/base/base.h"

#include <stdlib.h>
#include <string.h>

#include "common/grouping.h"
#include "coverage/base/base_defects.h"
#include "coverage/base/gaps.h"
#include "geometry/predicates.h"
#include "geometry/validity.h"

/* ---- the exterior and the gaps ------------------------------------------------------------ */

static bool add_outer(struct base *base, const struct gaps *outer, size_t ring, bool is_hole)
{
    const size_t count = (size_t)outer->rings[ring].count + 1;
    struct point *room = cpts_shapes_room(base->shapes, count);
    if (!room)
        return false;
    cpts_gaps_copy(outer, &base->borders, ring, room);
    enum ring_result result = cpts_shapes_add_ring(base->shapes, count, CPTS_NONE, is_hole);
    return result == RING_ADDED || result == RING_COLLAPSED;
}

#define FRAME_SEGMENTS 4

static bool add_frame(struct base *base, struct box frame)
{
    struct point *room = cpts_shapes_room(base->shapes, FRAME_SEGMENTS + 1);
    if (!room)
        return false;
    room[0] = (struct point){frame.min_x, frame.min_y};
    room[1] = (struct point){frame.max_x, frame.min_y};
    room[2] = (struct point){frame.max_x, frame.max_y};
    room[3] = (struct point){frame.min_x, frame.max_y};
    room[4] = room[0];
    return cpts_shapes_add_ring(base->shapes, FRAME_SEGMENTS + 1, CPTS_NONE, false) == RING_ADDED;
}

/* Rings that lie in a gap, by gap: those of gap g are list[first[g] .. first[g + 1]]. */
struct lying_in {
    size_t *first;
    uint32_t *list;
};

static bool list_lying_in(const struct gaps *outer, struct lying_in *out)
{
    out->first = cpts_array_new(CPTS_GROUP_ROOM(outer->count), sizeof *out->first);
    out->list = cpts_array_raw(outer->count, sizeof *out->list);
    if (!out->first || !out->list)
        return false;
    for (size_t i = 0; i < outer->count; i++)
        if (outer->rings[i].inside != CPTS_NONE)
            cpts_group_count(out->first, outer->rings[i].inside);
    cpts_group_sum(out->first, outer->count);
    for (uint32_t i = 0; i < outer->count; i++)
        if (outer->rings[i].inside != CPTS_NONE)
            out->list[cpts_group_place(out->first, outer->rings[i].inside)] = i;
    return true;
}

/* Turns the gaps and the exterior into parts of no unit, and pairs their borders. */
static cpts_status close_map(struct base *base, struct box frame)
{
    struct gaps outer = {0};
    size_t first_ring = base->shapes->ring_count;
    base->unit_part_count = (uint32_t)base->shapes->part_count;
    struct lying_in lying_in = {0};
    bool done = cpts_gaps_trace(&outer, &base->borders) && list_lying_in(&outer, &lying_in);
    for (size_t g = 0; done && g < outer.count; g++) {
        if (outer.rings[g].area_m2 <= 0)
            continue;
        done = add_outer(base, &outer, g, false);
        for (size_t i = lying_in.first[g]; done && i < lying_in.first[g + 1]; i++)
            done = add_outer(base, &outer, lying_in.list[i], true);
    }
    base->exterior = (uint32_t)base->shapes->part_count;
    done = done && add_frame(base, frame);
    for (size_t i = 0; done && i < outer.count; i++)
        if (outer.rings[i].area_m2 <= 0 && outer.rings[i].inside == CPTS_NONE)
            done = add_outer(base, &outer, i, true);
    cpts_array_free(lying_in.first);
    cpts_array_free(lying_in.list);
    cpts_gaps_free(&outer);
    done = done && cpts_borders_extend(&base->borders, first_ring);
    return done ? CPTS_OK : cpts_fail_memory(base->region->context);
}

/* ---- neighbourhood ------------------------------------------------------------------------ */

/* Beyond this segment; the parts are looked up all together, without waiting for each. */
static bool add_neighbour(struct base *base, uint32_t twin)
{
    if (!CPTS_ARRAY_MORE(base->neighbours, base->neighbour_count, base->neighbour_capacity))
        return false;
    base->neighbours[base->neighbour_count++] = twin;
    return true;
}

/* One entry for each run of border with the same part beyond. Counts the segments that have no
 * other side; the frame's have none. */
static bool list_neighbours(struct base *base, size_t *lone_count)
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
            uint32_t expected = CPTS_NONE - 1; /* no segment's name */
            for (uint32_t v = ring.first; v < ring.first + ring.count; v++, expected--) {
                const uint32_t twin = base->borders.twin[v];
                if (twin == expected)
                    continue;
                expected = twin;
                if (twin == CPTS_NONE)
                    ++*lone_count;
                else if (!add_neighbour(base, twin))
                    return false;
            }
        }
    }
    base->neighbour_first[shapes->part_count] = base->neighbour_count;
    for (size_t i = 0; i < base->neighbour_count; i++)
        base->neighbours[i] = cpts_part_of(&base->borders, base->neighbours[i]);
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
    size_t lone_count = 0;
    bool done = list_neighbours(base, &lone_count) && list_components(base) &&
                cpts_shapes_by_feature(base->shapes, base->unit_part_count, region->units.count,
                                       &base->unit_parts, &base->unit_first);
    if (!done)
        return cpts_fail_memory(region->context);
    /* Later stages count on the other side. Units of millimetres that cross themselves can make
     * borders that the coincidence folds onto each other. */
    if (lone_count > FRAME_SEGMENTS)
        return cpts_fail(
            region->context, CPTS_ERROR_INTERNAL,
            _("cannot join the units into one map: %zu border segments have no "
              "neighbour; repair their geometry (in QGIS: Fix geometries); nothing was "
              "written"),
            lone_count - FRAME_SEGMENTS);
    return CPTS_OK;
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
    cpts_array_free(base->lone);
    cpts_array_free(base->moved);
    cpts_shapes_free(&base->overlap_shapes);
    *base = (struct base){0};
}
