#include "geometry/shapes.h"

#include <math.h>
#include <string.h>

#include "common/grouping.h"
#include "common/memory.h"
#include "common/sorting.h"
#include "geometry/predicates.h"

/* Adding and taking away this many rounds a double to the quantum, in one instruction each. */
#define QUANTISER (1.5 * 4503599627370496.0 * CPTS_QUANTUM_M)

struct point *cpts_shapes_room(struct shapes *shapes, size_t count)
{
    size_t needed;
    if (__builtin_add_overflow(shapes->point_count, count, &needed) || needed >= CPTS_NONE / 2)
        return NULL;
    if (!CPTS_ARRAY_MORE(shapes->points, needed, shapes->point_capacity))
        return NULL;
    return shapes->points + shapes->point_count;
}

static bool same(struct point a, struct point b)
{
    return a.x == b.x && a.y == b.y;
}

/* What is learnt of a ring in the one pass over its points. */
struct measure {
    size_t distinct; /* points kept, unclosed */
    double area_m2;  /* positive: anticlockwise; NaN when a coordinate is not finite */
    struct box box;
};

/* Both coordinates in one register. */
typedef double pair __attribute__((vector_size(2 * sizeof(double))));

static pair snapped(const struct point *p)
{
    pair both;
    memcpy(&both, p, sizeof both);
    return (both + QUANTISER) - QUANTISER;
}

/* Snaps the ring to the quantum, drops repeated points and measures it: the shoelace from the
 * first point, which keeps the terms small. A repeated point adds nothing to either sum, so that
 * nothing waits for the comparison; every vertex of the input passes here. */
static struct measure clean(struct point *ring, size_t count)
{
    const pair origin = snapped(ring);
    pair last = origin, before = {0, 0};
    double min_x = origin[0], min_y = origin[1], max_x = min_x, max_y = min_y, twice = 0;
    size_t kept = 1;
    memcpy(ring, &origin, sizeof *ring);
    for (size_t i = 1; i < count; i++) {
        const pair p = snapped(ring + i), next = p - origin;
        const pair cross = before * (pair){next[1], next[0]};
        memcpy(ring + kept, &p, sizeof *ring);
        const __typeof__(p != last) differ = p != last; /* 0 or -1 */
        kept -= (size_t)(differ[0] | differ[1]);
        last = p;
        twice += cross[0] - cross[1];
        before = next;
        min_x = min_x < p[0] ? min_x : p[0];
        max_x = max_x > p[0] ? max_x : p[0];
        min_y = min_y < p[1] ? min_y : p[1];
        max_y = max_y > p[1] ? max_y : p[1];
    }
    while (kept > 1 && same(ring[0], ring[kept - 1]))
        kept--;
    return (struct measure){
        .distinct = kept, .area_m2 = twice / 2, .box = {min_x, min_y, max_x, max_y}};
}

/* Written so that a NaN fails as well: it spoils the area, if not the box. */
static bool is_placed(const struct measure *m)
{
    const double limit = CPTS_COORDINATE_LIMIT_M;
    return isfinite(m->area_m2) && m->box.min_x >= -limit && m->box.max_x <= limit &&
           m->box.min_y >= -limit && m->box.max_y <= limit;
}

static void reverse(struct point *ring, size_t count)
{
    for (size_t i = 0, j = count - 1; i < j; i++, j--) {
        struct point swap = ring[i];
        ring[i] = ring[j];
        ring[j] = swap;
    }
}

/* A ring of no area: lobes that cancel each other, as those of a bow tie do, or nothing at all, on
 * one line or there and back? The first is a drawing to be repaired. */
static bool has_lobes(const struct point *ring, size_t count)
{
    size_t corner = 2;
    while (corner < count && cpts_side(ring[0], ring[1], ring[corner]) == 0)
        corner++;
    if (corner == count)
        return false;
    for (size_t i = 0; i < count; i++) { /* the first fold decides: is it the same on both sides? */
        size_t there = (i + count - 1) % count, back = (i + 1) % count, steps = 1;
        if (!same(ring[there], ring[back]))
            continue;
        for (; steps < count && same(ring[there], ring[back]); steps++) {
            there = (there + count - 1) % count;
            back = (back + 1) % count;
        }
        return steps < count;
    }
    return true;
}

enum ring_result cpts_shapes_add_ring(struct shapes *shapes, size_t count, uint32_t feature,
                                      bool is_hole)
{
    struct point *points = shapes->points + shapes->point_count;
    if (count == 0)
        return RING_COLLAPSED;
    const struct measure m = clean(points, count);
    if (!is_placed(&m))
        return RING_BAD_POSITION;
    if (m.distinct < 3 || (m.area_m2 == 0 && !has_lobes(points, m.distinct)))
        return RING_COLLAPSED;
    const size_t distinct = m.distinct;
    const double area_m2 = m.area_m2;
    if ((area_m2 > 0) == is_hole)
        reverse(points, distinct);
    points[distinct] = points[0];

    if (!CPTS_ARRAY_MORE(shapes->rings, shapes->ring_count, shapes->ring_capacity))
        return RING_NO_MEMORY;
    if (!is_hole) {
        if (!CPTS_ARRAY_MORE(shapes->parts, shapes->part_count, shapes->part_capacity))
            return RING_NO_MEMORY;
        shapes->parts[shapes->part_count++] = (struct part){
            .feature = feature, .first_ring = (uint32_t)shapes->ring_count, .box = m.box};
    }
    struct part *part = &shapes->parts[shapes->part_count - 1];
    part->ring_count++;
    part->box = cpts_box_join(part->box, m.box); /* a hole may lie outside its shell */
    part->area_m2 += is_hole ? -fabs(area_m2) : fabs(area_m2);
    shapes->rings[shapes->ring_count++] = (struct ring){.first = (uint32_t)shapes->point_count,
                                                        .count = (uint32_t)distinct,
                                                        .part = (uint32_t)shapes->part_count - 1};
    shapes->point_count += distinct + 1;
    return RING_ADDED;
}

bool cpts_shapes_sort(struct shapes *shapes)
{
    struct numbered *order = cpts_array_raw(shapes->part_count, sizeof *order);
    struct part *parts = cpts_array_raw(shapes->part_capacity, sizeof *parts);
    struct ring *rings = cpts_array_raw(shapes->ring_capacity, sizeof *rings);
    for (uint32_t p = 0; order && p < shapes->part_count; p++) {
        const struct part *part = &shapes->parts[p];
        order[p] = (struct numbered){(uint64_t)part->feature << 32 | part->first_ring, p};
    }
    const bool sorted = order && parts && rings && cpts_sort_by_key(order, shapes->part_count);
    size_t count = 0;
    for (uint32_t p = 0; sorted && p < shapes->part_count; p++) {
        struct part *part = &parts[p];
        *part = shapes->parts[order[p].number];
        const uint32_t old = part->first_ring;
        part->first_ring = (uint32_t)count;
        for (uint32_t r = 0; r < part->ring_count; r++) {
            rings[count] = shapes->rings[old + r];
            rings[count++].part = p;
        }
    }
    cpts_array_free(order);
    cpts_array_free(sorted ? shapes->parts : parts);
    cpts_array_free(sorted ? shapes->rings : rings);
    if (sorted) {
        shapes->parts = parts;
        shapes->rings = rings;
        shapes->ring_count = count;
    }
    return sorted;
}

size_t cpts_shapes_first_part(const struct shapes *shapes, uint32_t feature)
{
    size_t low = 0, high = shapes->part_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (shapes->parts[middle].feature < feature)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool cpts_shapes_by_feature(const struct shapes *shapes, size_t part_count, size_t feature_count,
                            uint32_t **list, size_t **first)
{
    *list = cpts_array_raw(part_count, sizeof **list);
    *first = cpts_array_new(CPTS_GROUP_ROOM(feature_count), sizeof **first);
    if (!*list || !*first)
        return false;
    for (size_t p = 0; p < part_count; p++)
        if (shapes->parts[p].ring_count)
            cpts_group_count(*first, shapes->parts[p].feature);
    cpts_group_sum(*first, feature_count);
    for (size_t p = 0; p < part_count; p++)
        if (shapes->parts[p].ring_count)
            (*list)[cpts_group_place(*first, shapes->parts[p].feature)] = (uint32_t)p;
    return true;
}

bool cpts_shapes_append(struct shapes *out, const struct shapes *from, uint32_t first,
                        uint32_t count)
{
    bool done = true;
    for (uint32_t p = first; p < first + count && done; p++) {
        const struct part *part = &from->parts[p];
        for (uint32_t r = part->first_ring; r < part->first_ring + part->ring_count && done; r++) {
            const struct ring *ring = &from->rings[r];
            const size_t points = (size_t)ring->count + 1;
            struct point *room = cpts_shapes_room(out, points);
            if (room)
                memcpy(room, from->points + ring->first, points * sizeof *room);
            done = room && cpts_shapes_add_ring(out, points, part->feature, r > part->first_ring) !=
                               RING_NO_MEMORY;
        }
    }
    return done;
}

bool cpts_shapes_add_turned(struct shapes *out, const struct point *points, size_t count,
                            uint32_t feature, bool is_hole)
{
    struct point *room = cpts_shapes_room(out, count);
    if (!room)
        return false;
    size_t start = 0;
    for (size_t i = 1; i < count; i++)
        if (cpts_compare_points(points[i], points[start]) < 0)
            start = i;
    memcpy(room, points + start, (count - start) * sizeof *room);
    memcpy(room + count - start, points, start * sizeof *room);
    return cpts_shapes_add_ring(out, count, feature, is_hole) != RING_NO_MEMORY;
}

bool cpts_shapes_append_turned(struct shapes *out, const struct shapes *from, uint32_t first,
                               uint32_t count, uint32_t feature)
{
    for (uint32_t p = first; p < first + count; p++) {
        const struct part *part = &from->parts[p];
        for (uint32_t r = 0; r < part->ring_count; r++) {
            const struct ring *ring = &from->rings[part->first_ring + r];
            if (!cpts_shapes_add_turned(out, from->points + ring->first, ring->count, feature,
                                        r > 0))
                return false;
        }
    }
    return true;
}

double cpts_parts_area_m2(const struct shapes *shapes, const uint32_t *parts, size_t count)
{
    double area_m2 = 0;
    for (size_t i = 0; i < count; i++)
        area_m2 += shapes->parts[parts[i]].area_m2;
    return area_m2;
}

double cpts_part_border_m(const struct shapes *shapes, uint32_t part_index)
{
    const struct part *part = &shapes->parts[part_index];
    double length_m = 0;
    for (uint32_t r = part->first_ring; r < part->first_ring + part->ring_count; r++) {
        const struct ring *ring = &shapes->rings[r];
        for (uint32_t v = ring->first; v < ring->first + ring->count; v++) {
            struct point d = cpts_vector(shapes->points[v], shapes->points[v + 1]);
            length_m += sqrt(d.x * d.x + d.y * d.y);
        }
    }
    return length_m;
}

bool cpts_shapes_drop(struct shapes *shapes, uint32_t feature)
{
    struct shapes kept = {0};
    bool done = true;
    for (uint32_t p = 0; done && p < shapes->part_count; p++)
        if (shapes->parts[p].ring_count && shapes->parts[p].feature != feature)
            done = cpts_shapes_append(&kept, shapes, p, 1);
    done = done && cpts_shapes_sort(&kept);
    cpts_shapes_free(done ? shapes : &kept);
    if (done)
        *shapes = kept;
    return done;
}

void cpts_shapes_free(struct shapes *shapes)
{
    cpts_array_free(shapes->points);
    cpts_array_free(shapes->rings);
    cpts_array_free(shapes->parts);
    memset(shapes, 0, sizeof *shapes);
}
