/*
 * A drawing that is looked at and never measured: lines and areas cut to a box, strung together and
 * simplified by GEOS until few enough points are left.
 */
#ifndef CPTS_GEOMETRY_SKETCH_H
#define CPTS_GEOMETRY_SKETCH_H

#include "geometry/geos.h"

struct sketch_piece {
    void *geometry; /* GEOSGeometry */
    uint32_t layer;
    bool is_area;
};

struct sketch {
    struct geos geos;
    struct box box;
    struct sketch_piece *pieces;
    size_t count, capacity;
    double tolerance_m; /* what was simplified was by so much; smaller things are left out */
};

/* cpts_sketch_close in all cases. False when memory is short. */
bool cpts_sketch_open(struct sketch *sketch, struct box box);
void cpts_sketch_close(struct sketch *sketch);

/* Adds what of a geometry, in WKB, lies in the box. GEOS_UNCHANGED: nothing does. GEOS_FAILED:
 * memory is short, or it is not a geometry: see geos.no_memory. */
enum geos_result cpts_sketch_add(struct sketch *sketch, uint32_t layer, bool is_area,
                                 const void *wkb, size_t size);

/* Makes one line of the lines of a layer that meet end to end and nothing else there. False when
 * memory is short. */
bool cpts_sketch_join(struct sketch *sketch, uint32_t layer);

/* Simplifies by that tolerance. False when memory is short. */
bool cpts_sketch_simplify(struct sketch *sketch, double tolerance_m);

/* Gives the lines and rings that are worth drawing, in the order in which they were added: of a
 * ring the first point is not repeated, and shells are anticlockwise, holes clockwise. False ends
 * it. */
typedef bool cpts_sketch_fn(void *user, const struct sketch_piece *piece,
                            const struct point *points, size_t count);
bool cpts_sketch_each(struct sketch *sketch, cpts_sketch_fn *give, void *user);

#endif
