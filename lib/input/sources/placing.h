/*
 * How the points of one layer are brought to the frame.
 */
#ifndef CPTS_INPUT_SOURCES_PLACING_H
#define CPTS_INPUT_SOURCES_PLACING_H

#include "input/sources/frame.h"

struct placing {
    void *to_frame; /* OGRCoordinateTransformationH; NULL: the layer is in the frame */
    /* To the sheet: from the layer to degrees, which show the territory, and to each territory;
     * NULL when it is in that CRS already. */
    bool is_sheet;
    void *to_degrees, *to_land[CPTS_LAND_COUNT];
};

/* An error when the layer's CRS is not known. cpts_placing_close in all cases. */
cpts_status cpts_placing_open(struct placing *placing, cpts_context *context,
                              const struct frame *frame, void *layer, const char *shown);

/* Whether points must be moved at all. */
bool cpts_placing_moves(const struct placing *placing);

/* Moves the points of one ring, all to the territory of the first. Those that cannot be are
 * infinite afterwards, so that they are refused as such. */
void cpts_placing_ring(const struct placing *placing, double *x, double *y, size_t count);

/* Moves points that have nothing to do with each other. */
void cpts_placing_points(const struct placing *placing, double *x, double *y, size_t count);

/* Moves a geometry (an OGRGeometryH without arcs), on the sheet each of its lines and polygons by
 * itself. False when a part of it cannot be. */
bool cpts_placing_geometry(const struct placing *placing, void *geometry);

void cpts_placing_close(struct placing *placing);

#endif
