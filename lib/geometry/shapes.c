#include "shapes.h"

#include <math.h>
#include <string.h>

#include "../common/memory.h"

/* Adding and taking away this many rounds a double to the quantum, in one instruction each. */
#define QUANTISER (1.5 * 4503599627370496.0 * CPTS_QUANTUM_M)

struct point *cpts_shapes_room(struct shapes *shapes, size_t count)
{
    size_t needed;
    if (__builtin_add_overflow(shapes->point_count, count, &needed) || needed >= CPTS_NONE / 2)
        return NULL;
    if (!cpts_array_reserve(&shapes->points, &shapes->point_capacity, needed + 1,
                            sizeof *shapes->points))
        return NULL;
    return shapes->points + shapes->point_count;
}

static bool same(struct point a, struct point b)
{
    return a.x == b.x && a.y == b.y;
}

/* Snaps to the quantum and drops repeated points; the count of distinct points, unclosed. */
static size_t clean(struct point *ring, size_t count, bool *bad)
{
    double worst = 0;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        double x = fabs(ring[i].x), y = fabs(ring[i].y);
        /* Written so that a NaN is caught as well. */
        if (!(x <= CPTS_COORDINATE_LIMIT_M && y <= CPTS_COORDINATE_LIMIT_M))
            worst = CPTS_COORDINATE_LIMIT_M * 2;
        struct point p = {(ring[i].x + QUANTISER) - QUANTISER, (ring[i].y + QUANTISER) - QUANTISER};
        ring[kept] = p;
        kept += kept == 0 || !same(ring[kept - 1], p);
    }
    *bad = worst > CPTS_COORDINATE_LIMIT_M;
    while (kept > 1 && same(ring[0], ring[kept - 1]))
        kept--;
    return kept;
}

/* Shoelace from the first point, which keeps the terms small; the box on the way. */
static double measure(const struct point *ring, size_t count, struct box *box)
{
    const struct point origin = ring[0];
    struct box b = {origin.x, origin.y, origin.x, origin.y};
    double twice = 0, x = 0, y = 0;
    for (size_t i = 1; i < count; i++) {
        double next_x = ring[i].x - origin.x, next_y = ring[i].y - origin.y;
        twice += x * next_y - next_x * y;
        x = next_x;
        y = next_y;
        b.min_x = ring[i].x < b.min_x ? ring[i].x : b.min_x;
        b.max_x = ring[i].x > b.max_x ? ring[i].x : b.max_x;
        b.min_y = ring[i].y < b.min_y ? ring[i].y : b.min_y;
        b.max_y = ring[i].y > b.max_y ? ring[i].y : b.max_y;
    }
    *box = b;
    return twice / 2;
}

static void reverse(struct point *ring, size_t count)
{
    for (size_t i = 0, j = count - 1; i < j; i++, j--) {
        struct point swap = ring[i];
        ring[i] = ring[j];
        ring[j] = swap;
    }
}

enum ring_result cpts_shapes_add_ring(struct shapes *shapes, size_t count, uint32_t feature,
                                      bool is_hole)
{
    struct point *points = shapes->points + shapes->point_count;
    bool bad;
    size_t distinct = clean(points, count, &bad);
    if (bad)
        return RING_BAD_POSITION;
    if (distinct < 3)
        return RING_COLLAPSED;
    struct box box;
    double area_m2 = measure(points, distinct, &box);
    if (area_m2 == 0)
        return RING_COLLAPSED;
    if ((area_m2 > 0) == is_hole)
        reverse(points, distinct);
    points[distinct] = points[0];

    if (!cpts_array_reserve(&shapes->rings, &shapes->ring_capacity, shapes->ring_count + 1,
                            sizeof *shapes->rings))
        return RING_NO_MEMORY;
    if (!is_hole) {
        if (!cpts_array_reserve(&shapes->parts, &shapes->part_capacity, shapes->part_count + 1,
                                sizeof *shapes->parts))
            return RING_NO_MEMORY;
        shapes->parts[shapes->part_count++] = (struct part){
            .feature = feature, .first_ring = (uint32_t)shapes->ring_count, .box = box};
    }
    struct part *part = &shapes->parts[shapes->part_count - 1];
    part->ring_count++;
    part->area_m2 += is_hole ? -fabs(area_m2) : fabs(area_m2);
    shapes->rings[shapes->ring_count++] = (struct ring){.first = (uint32_t)shapes->point_count,
                                                        .count = (uint32_t)distinct,
                                                        .part = (uint32_t)shapes->part_count - 1};
    shapes->point_count += distinct + 1;
    return RING_ADDED;
}

void cpts_shapes_free(struct shapes *shapes)
{
    cpts_array_free(shapes->points);
    cpts_array_free(shapes->rings);
    cpts_array_free(shapes->parts);
    memset(shapes, 0, sizeof *shapes);
}
