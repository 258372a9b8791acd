/* Polygons drawn freely over a mesh: some ignore it, some use its very vertices and edges. */
#ifndef PROPERTY_FREE_SHAPES_H
#define PROPERTY_FREE_SHAPES_H

#include "mesh.h"

GEOSGeometry *shape_disc(double x, double y, double radius_m, size_t corners, double roughness,
                         struct random *random);
GEOSGeometry *shape_box(double min_x, double min_y, double max_x, double max_y);

/* A disc, star, rectangle or ring somewhere over the mesh; valid, of 0.1 to 3 cells. */
GEOSGeometry *shape_anywhere(const struct mesh *mesh, struct random *random);

/* A polygon whose vertices are nodes of the mesh, points of its edges, or inside its cells. */
GEOSGeometry *shape_on_nodes(const struct mesh *mesh, struct random *random);

/* A drawing that is not a valid polygon: a bow tie, a spike, a hole that sticks out, parts that
 * overlap, a star that crosses itself. */
GEOSGeometry *shape_invalid(const struct mesh *mesh, struct random *random);

/* The two halves of a shape along a line through it; false when the line misses it. */
bool shape_cut(const GEOSGeometry *shape, struct random *random, GEOSGeometry **left,
               GEOSGeometry **right);

/* What is left of `shape` when it is a valid polygon or multipolygon; else NULL. Frees it. */
GEOSGeometry *shape_if_polygonal(GEOSGeometry *shape);

#endif
