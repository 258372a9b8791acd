/*
 * Width: the diameter of the largest circle inscribed in a polygon. Our own because GEOS's costs
 * half a millisecond a polygon and there are tens of thousands; it is held against GEOS in the
 * tests.
 */
#ifndef CPTS_GEOMETRY_WIDTH_H
#define CPTS_GEOMETRY_WIDTH_H

#include "common/context.h"
#include "geometry/edges.h"

/* Scratch kept from polygon to polygon; zero-initialise. */
struct width_scratch {
    const cpts_context *context; /* whose interruption ends the search, or NULL */
    struct edges edges;
    struct cell *heap;
    struct side *sides;
    uint32_t *active;
    double *stops;
    size_t heap_capacity, side_capacity, active_capacity, stop_capacity;
};

struct width {
    double width_m; /* to a hundredth of itself, a tenth of a sliver's, and a millimetre */
    bool is_sliver; /* at most limit_m wide, to a millimetre */
};

/* False when memory is short or the search was interrupted. */
bool cpts_width(struct width_scratch *scratch, const struct shapes *shapes, uint32_t part,
                double limit_m, struct width *width);
void cpts_width_free(struct width_scratch *scratch);

#endif
