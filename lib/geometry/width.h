/*
 * Width: the diameter of the largest circle inscribed in a polygon. Found by halving squares, the
 * most promising first. Our own because GEOS's costs half a millisecond a polygon and there are
 * tens of thousands; it is held against GEOS in the tests.
 */
#ifndef CPTS_GEOMETRY_WIDTH_H
#define CPTS_GEOMETRY_WIDTH_H

#include "shapes.h"

struct square;

/* Scratch kept from polygon to polygon; zero-initialise. */
struct width_scratch {
    struct square *heap;
    size_t heap_capacity;
    double *edges; /* x, y, dx, dy, 1/length² of each segment */
    size_t edge_capacity;
};

struct width {
    double width_m; /* to a hundredth of itself; of a sliver, an upper bound or the mean width */
    bool is_sliver; /* at most limit_m wide, to a millimetre */
};

/* False when memory is short. */
bool cpts_width(struct width_scratch *scratch, const struct shapes *shapes, uint32_t part,
                double limit_m, struct width *width);
void cpts_width_free(struct width_scratch *scratch);

/* Length of all rings of a part. */
double cpts_part_border_m(const struct shapes *shapes, uint32_t part);

#endif
