/*
 * From the analysis CRS to longitudes and latitudes of WGS 84, for maps on the web.
 */
#ifndef CPTS_OUTPUT_MAP_WGS84_H
#define CPTS_OUTPUT_MAP_WGS84_H

#include "common/context.h"
#include "geometry/shapes.h"

/* In ten-millionths of a degree: about a centimetre, what RFC 7946 advises. */
struct degrees {
    int32_t lon_e7, lat_e7;
};

/* The `count` points in WGS 84; free with cpts_array_free. `crs_wkt` is their CRS. */
cpts_status cpts_wgs84_points(struct degrees **out, cpts_context *context, const char *crs_wkt,
                              const struct point *points, size_t count);

#endif
