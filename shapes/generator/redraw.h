/*
 * The ways in which a drawing goes wrong: moved, joined to a disc, crossed over itself. Each
 * returns a new geometry or stops the program.
 */
#ifndef DEMO_REDRAW_H
#define DEMO_REDRAW_H

#include "mesh.h"

/* `geometry`, or the end of the program when GEOS gave none. */
GEOSGeometry *demo_made(GEOSGeometry *geometry, const char *what);

/* A polygon or multipolygon as a multipolygon. Takes `geometry`. */
GEOSGeometry *demo_as_multipolygon(GEOSGeometry *geometry, GEOSContextHandle_t geos);

/* A disc by the rational parametrisation of the circle, which needs no sine. */
GEOSGeometry *demo_disc(struct position centre, double radius_m, GEOSContextHandle_t geos);

GEOSGeometry *demo_moved(const GEOSGeometry *geometry, struct position by_m,
                         GEOSContextHandle_t geos);

/* A slip of the hand: at the point nearest to `wanted` the ring runs out and crosses its own way
 * before it comes back, so that it is a bow-tie there. */
GEOSGeometry *demo_with_bow_tie(const GEOSGeometry *all, struct position wanted,
                                GEOSContextHandle_t geos);

/* The border of the largest polygon redrawn from the point nearest to `from` to the one nearest to
 * `to`, anticlockwise, by somebody who took only the points that matter at `tolerance_m`. */
GEOSGeometry *demo_with_simplified(const GEOSGeometry *all, struct position from,
                                   struct position to, double tolerance_m,
                                   GEOSContextHandle_t geos);

/* A hole drawn as old software did: the shell runs to it through a seam, around it, and back. It
 * is invalid, and means the same. */
GEOSGeometry *demo_with_keyhole(const GEOSGeometry *all, GEOSContextHandle_t geos);

#endif
