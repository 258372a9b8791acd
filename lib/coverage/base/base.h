/*
 * The base: the units as a planar map without defects. Defects of the drawing are repaired here by
 * a stated policy and reported, so that the later stages can rely on it:
 *
 *   - an invalid unit is redrawn by GEOS (invalid-unit);
 *   - points of different units within CPTS_COINCIDENCE_M are one, and a point that close to a
 *     neighbour's segment is a node of it;
 *   - what two units share belongs to the one of lower code (unit-overlap);
 *   - every place enclosed between units and in none becomes a part of no unit (unit-gap), and so
 *     does the exterior, bounded by a frame: every segment of a unit then has its twin.
 */
#ifndef CPTS_COVERAGE_BASE_BASE_H
#define CPTS_COVERAGE_BASE_BASE_H

#include "geometry/borders.h"
#include "geometry/geos.h"
#include "geometry/segment_index.h"
#include "input/region/region.h"

/* A place two units both draw. */
struct unit_overlap {
    uint32_t keeper, loser;          /* units */
    uint32_t first_part, part_count; /* in base.overlap_shapes */
};

struct base {
    struct cpts_region *region;
    struct shapes *shapes; /* the units', then gaps, then the exterior; their feature: CPTS_NONE */
    struct borders borders;
    struct segment_index index; /* of the units' parts */
    struct geos geos;
    uint32_t unit_part_count; /* parts before this one are units' */
    uint32_t exterior;        /* part; the gaps stand between */
    uint32_t *neighbours;     /* parts beyond the borders of part p, from neighbour_first[p] */
    size_t *neighbour_first;
    size_t neighbour_count, neighbour_capacity;
    uint32_t *component; /* by part: connected piece of land; the exterior is not followed */
    uint32_t component_count;
    uint32_t *component_part; /* by component: one of its parts */
    struct box *component_box;
    uint32_t *unit_parts; /* parts of unit u, from unit_first[u] */
    size_t *unit_first;
    struct unit_overlap *overlaps;
    size_t overlap_count, overlap_capacity;
    struct shapes overlap_shapes;
    uint32_t *lone; /* while it is mended: segments without a twin, in order */
    size_t lone_count;
    bool *moved;           /* the same, by unit: its border was bent */
    struct shapes redrawn; /* the units as they were, when *shapes had to be redrawn */
};

/* Builds the base from the region's units. `frame` must contain every point of the perimeters. */
cpts_status cpts_base_build(struct base *base, struct cpts_region *region, struct box frame);
void cpts_base_free(struct base *base);

/* The part a point lies strictly inside of. */
uint32_t cpts_base_locate(const struct base *base, struct point p);

static inline bool cpts_part_is_unit(const struct base *base, uint32_t part)
{
    return part < base->unit_part_count;
}

static inline double cpts_unit_area_m2(const struct base *base, uint32_t unit)
{
    const size_t first = base->unit_first[unit];
    return cpts_parts_area_m2(base->shapes, base->unit_parts + first,
                              base->unit_first[unit + 1] - first);
}

#endif
