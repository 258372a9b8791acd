/*
 * The residual: what is left of the perimeters' borders once every segment that is also a border
 * of the base has been matched. Most perimeters are unions of units and leave nothing. The rest is
 * noded against the base and against itself until every segment either follows a border or runs
 * through the inside of one part: those are the chords. Who claims what follows from the matches
 * and the chords alone.
 */
#ifndef CPTS_COVERAGE_MATCHING_RESIDUAL_H
#define CPTS_COVERAGE_MATCHING_RESIDUAL_H

#include "coverage/base/base.h"

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
    /* By segment of a perimeter: the base segment of the same direction, whose part is claimed
     * while the part beyond is not; or one of the two below. */
    uint32_t *match;
    size_t segment_capacity;
    struct open {
        uint32_t segment, ring;
    } * open; /* segments without a match, by ring */
    size_t open_count, open_capacity;
    bool *redrawn;    /* by perimeter: it received nodes, or points of it were moved */
    uint32_t *spokes; /* base segments that start where open segments end; some repeated */
    size_t spoke_count, spoke_capacity;
    struct chord *chords; /* by perimeter, in ring order */
    size_t chord_count;
    struct snapped { /* perimeter points moved onto the base or onto each other */
        uint32_t index;
        struct point was;
    } * snapped;
    size_t snapped_count, snapped_capacity;
    double *drawn_area_m2; /* by perimeter: area enclosed once noded */
    uint8_t *turned;       /* by segment: open, and the perimeter lies on its right (boundary.h) */
};

#define RESIDUAL_OPEN      CPTS_NONE       /* no base segment: noded */
#define RESIDUAL_COLLAPSED (CPTS_NONE - 1) /* of no effect: a point, or there and back */

/* Matches a ring. */
void cpts_residual_match_ring(struct residual *residual, uint32_t ring);

/* Makes room for the segments of the perimeters' shapes. False when memory is short. */
bool cpts_residual_reserve(struct residual *residual);

/* Matches the perimeters; repairs and reports those that are invalid or drawn in pieces. What is
 * left goes to noding (noding.h) and to chords (chords.h). */
cpts_status cpts_residual_build(struct residual *residual, struct base *base);

/* Frees what is kept by segment, and the chords, once claims are known and nothing is compared with
 * the perimeters' drawings any more. */
void cpts_residual_forget(struct residual *residual);
void cpts_residual_free(struct residual *residual);

#endif
