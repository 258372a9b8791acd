/*
 * Outer: the rings of what no unit covers, the exterior and the gaps, each a simple loop.
 *
 * Where several pieces of land touch at a point, the uncovered side passes from one to the next:
 * three communes that touch two by two enclose a gap though they share no border. Going round
 * each piece by itself would take that gap for a part of the exterior.
 */
#ifndef CPTS_COVERAGE_BASE_GAPS_H
#define CPTS_COVERAGE_BASE_GAPS_H

#include "geometry/borders.h"

struct outer_ring {
    uint32_t start; /* a segment on it */
    uint32_t count;
    double area_m2; /* positive: encloses a gap; negative: surrounds pieces of land */
    struct box box;
    uint32_t inside; /* the gap ring that contains this one, or CPTS_NONE */
};

struct gaps {
    struct outer_ring *rings;
    size_t count, capacity;
    struct turn *turns; /* where pieces of land touch; by segment */
    size_t turn_count, turn_capacity;
};

/* Traces the rings with the uncovered side on the left, and finds which lie in a gap. Initialise
 * with zeros. False when memory is short. */
bool cpts_gaps_trace(struct gaps *outer, const struct borders *borders);

/* Copies a ring into `room`, closed: count + 1 points. */
void cpts_gaps_copy(const struct gaps *outer, const struct borders *borders, size_t ring,
                    struct point *room);
void cpts_gaps_free(struct gaps *outer);

#endif
