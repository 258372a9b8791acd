/*
 * Snapping: points within CPTS_COINCIDENCE_M of one seen before become that point. The first seen
 * wins, so that the outcome depends on the order of the drawing alone.
 */
#ifndef CPTS_GEOMETRY_SNAPPING_H
#define CPTS_GEOMETRY_SNAPPING_H

#include "geometry/shapes.h"

struct snapper {
    struct point *points; /* the points kept */
    size_t count, capacity;
    uint32_t *slots; /* by cell: the last point kept there */
    uint32_t *next;  /* by point: the one before it in its slot */
    size_t next_capacity, slot_count;
};

/* The point that stands for p, p itself when it is new. False when memory is short. */
bool cpts_snapper_place(struct snapper *snapper, struct point p, struct point *snapped);
void cpts_snapper_free(struct snapper *snapper);

#endif
