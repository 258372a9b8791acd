/* Polygons that share their borders vertex for vertex. */
#ifndef PROPERTY_TILES_H
#define PROPERTY_TILES_H

#include "scene.h"

/* One straight piece of a tile's border, smaller end first. */
struct stretch {
    double ax, ay, bx, by;
    size_t tile;
};

/* All the stretches of the tiles, sorted: the two sides of a common border are neighbours in the
 * array. To be freed. */
struct stretch *tiles_stretches(const GEOSGeometry *const *tiles, size_t count, size_t *out_count);

bool stretches_meet(const struct stretch *a, const struct stretch *b);

/* The union of tiles, every vertex kept: a multipolygon. */
GEOSGeometry *tiles_union(const GEOSGeometry *const *tiles, size_t count);

#endif
