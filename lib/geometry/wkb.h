/*
 * Shapes as Well-Known Binary: little-endian, of this machine, as SpatiaLite and OGR read it.
 */
#ifndef CPTS_GEOMETRY_WKB_H
#define CPTS_GEOMETRY_WKB_H

#include "common/bytes.h"
#include "geometry/shapes.h"

/* Adds the head of a multipolygon of `count` parts, and each of them. */
void cpts_wkb_begin(struct bytes *out, uint32_t count);
void cpts_wkb_part(struct bytes *out, const struct shapes *shapes, uint32_t part);

#endif
