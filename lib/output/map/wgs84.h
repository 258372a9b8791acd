/*
 * From the analysis CRS to longitudes and latitudes of WGS 84, for maps on the web.
 */
#ifndef CPTS_OUTPUT_MAP_WGS84_H
#define CPTS_OUTPUT_MAP_WGS84_H

#include "geometry/lands.h"
#include "input/region/region.h"

/* In ten-millionths of a degree: about a centimetre, what RFC 7946 advises. */
struct degrees {
    int32_t lon_e7, lat_e7;
};

/* The `count` points of the region's frame in WGS 84; free with cpts_array_free. */
cpts_status cpts_wgs84_points(struct degrees **out, const struct cpts_region *region,
                              const struct point *points, size_t count);

/* The way there, for points that come a few at a time and are wanted exactly. */
struct wgs84 {
    const struct cpts_region *region;
    void *proj;       /* the context of PROJ */
    void *to_degrees; /* of the frame, or of each land of the sheet once it is met */
    void *land_to_degrees[CPTS_LAND_COUNT];
};
cpts_status cpts_wgs84_open(struct wgs84 *way, const struct cpts_region *region);

/* Moves a multipolygon that geometry/wkb wrote, in place; `box` is then the box around it. */
cpts_status cpts_wgs84_wkb(struct wgs84 *way, char *wkb, struct box *box);
void cpts_wgs84_close(struct wgs84 *way);

#endif
