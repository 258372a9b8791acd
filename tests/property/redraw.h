/* The same polygon drawn otherwise: more vertices, fewer, moved a little, elsewhere. */
#ifndef PROPERTY_REDRAW_H
#define PROPERTY_REDRAW_H

#include "scene.h"

/* All return a new geometry of the same kind. */

/* New vertices on edges; each edge gets some with this probability, whoever shares it or not. */
GEOSGeometry *redraw_denser(const GEOSGeometry *shape, struct random *random, double probability);

/* New vertices on edges, the same on all geometries that share the edge. */
GEOSGeometry *redraw_denser_alike(const GEOSGeometry *shape, uint64_t seed, double probability);

/* Without the vertices that lie on the line between their neighbours. */
GEOSGeometry *redraw_sparser(const GEOSGeometry *shape);

/* Every vertex moved by at most `distance_m` in each direction. */
GEOSGeometry *redraw_jittered(const GEOSGeometry *shape, struct random *random, double distance_m);

/* Every vertex on a grid whose axes are turned a little, as degrees are; to the nearest place of it
 * or to the one below. */
GEOSGeometry *redraw_rounded(const GEOSGeometry *shape, double step_x_m, double step_y_m,
                             bool down);

/* Every coordinate as a number of 32 bits holds it. */
GEOSGeometry *redraw_narrowed(const GEOSGeometry *shape);

GEOSGeometry *redraw_moved(const GEOSGeometry *shape, double dx, double dy);

/* Every vertex within `distance_m` of one of the points takes the place of the nearest. */
GEOSGeometry *redraw_snapped(const GEOSGeometry *shape, const double (*points)[2], size_t count,
                             double distance_m);

/* Rings start elsewhere and run the other way. */
GEOSGeometry *redraw_rotated(const GEOSGeometry *shape, struct random *random);

#endif
