/*
 * A simulation: the check of a region, the check of what it would be, and their difference.
 */
#ifndef CPTS_PLANNING_SIMULATION_H
#define CPTS_PLANNING_SIMULATION_H

#include "compare/difference.h"
#include "planning/hypothesis.h"

struct cpts_simulation {
    struct hypotheses hypotheses; /* at least one */
    const char *id, *name;        /* of the first */
    struct cpts_region *copy;     /* the region as it would be */
    struct cpts_report *before, *after;
    struct difference difference;
    cpts_conflict_change *conflicts; /* without those unchanged */
    size_t conflict_count;
    cpts_perimeter_effect *perimeters;
    cpts_perimeter_state *states; /* two for each of them */
    size_t perimeter_count;
    cpts_detached_piece *pieces;
    size_t piece_count, piece_capacity;
    struct arena arena;
};

#endif
