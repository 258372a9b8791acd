/*
 * Which perimeters could take a white unit: the nearest ones, counted in white units crossed, so
 * that all of a large white zone can be given out from its borders inwards.
 */
#ifndef CPTS_PLANNING_OPTIONS_H
#define CPTS_PLANNING_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct problem;

#define CPTS_OPTIONS_AT_MOST 6

struct reach {
    uint32_t *perimeters; /* CPTS_OPTIONS_AT_MOST for each unit, nearest first */
    uint8_t *count;       /* by unit; 0: it is not white, or nobody is in reach */
};

/* From the holders of the problem, which are those of claimed units so far. A white zone that
 * touches no perimeter, such as an island, has those whose units are nearest. False when memory
 * is short. */
bool cpts_reach_build(struct reach *out, const struct problem *problem);
size_t cpts_reach_of(const struct reach *reach, uint32_t unit, const uint32_t **perimeters);
void cpts_reach_free(struct reach *reach);

#endif
