/*
 * The residual: what is left of the perimeters' borders once every segment that is also a border
 * of the base has been matched. Most perimeters are unions of units and leave nothing. The rest is
 * noded against the base and against itself, and cut into
 *
 *   contacts  pieces that follow the border between two parts of the base, and
 *   chords    pieces that run through the inside of one part.
 *
 * Whoever claims what follows from these alone.
 */
#ifndef CPTS_COVERAGE_RESIDUAL_H
#define CPTS_COVERAGE_RESIDUAL_H

#include "base.h"

/* A piece of a perimeter's border along a base segment of the same direction: the segment's part
 * is claimed, the part beyond is not. */
struct contact {
    uint32_t perimeter, segment;
};

/* A piece inside a part; the perimeter lies on the left of the way from a to b. */
struct chord {
    struct point a, b;
    uint32_t perimeter, part;
};

struct residual {
    struct base *base;
    struct shapes *shapes; /* the perimeters' */
    uint32_t *parts;       /* of the perimeters, grouped; perimeter p: part_first[p] .. */
    size_t *part_first;
    uint32_t *match; /* by segment of a perimeter: the base segment, or one of the two below */
    uint32_t *open;  /* segments without a match, in ring order */
    size_t open_count, open_capacity;
    struct contact *contacts; /* by perimeter; matched segments are not repeated here */
    size_t contact_count, contact_capacity;
    size_t *contact_first;
    struct chord *chords; /* by perimeter, in ring order */
    size_t chord_count, chord_capacity;
    struct snapped { /* perimeter points moved onto the base or onto each other */
        uint32_t index;
        struct point was;
    } * snapped;
    size_t snapped_count, snapped_capacity;
    double *drawn_area_m2; /* by perimeter: area enclosed by the pieces */
};

#define RESIDUAL_OPEN      CPTS_NONE       /* no base segment: noded */
#define RESIDUAL_COLLAPSED (CPTS_NONE - 1) /* both ends became one point */

/* Repairs the perimeters that are invalid or drawn in pieces, and tells. */
cpts_status cpts_perimeters_mend(struct cpts_region *region, struct geos *geos);

cpts_status cpts_residual_build(struct residual *residual, struct base *base);
void cpts_residual_free(struct residual *residual);

#endif
