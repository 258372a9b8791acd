/*
 * The analysis frame: the one projected CRS, in metres, in which everything is compared.
 */
#ifndef CPTS_INPUT_SOURCES_FRAME_H
#define CPTS_INPUT_SOURCES_FRAME_H

#include "geometry/shapes.h"
#include "input/sources/layers.h"

struct frame {
    void *crs;        /* OGRSpatialReferenceH, owned */
    const char *name; /* "EPSG:2154", in the arena given */
    const char *wkt;
};

/* The CRS asked for, else the units' own if it is projected, else the legal one of the place. */
cpts_status cpts_frame_choose(struct frame *frame, cpts_context *context, struct arena *arena,
                              const struct layers *layers, const char *asked);

/* From a name such as "EPSG:2154". */
cpts_status cpts_frame_set(struct frame *frame, cpts_context *context, struct arena *arena,
                           const char *asked);

/* How to bring a layer into the frame: *out is NULL when it is there already. */
cpts_status cpts_frame_transform(void **out, cpts_context *context, const struct frame *frame,
                                 void *layer, const char *shown);

/* The legal CRS of a place in degrees; NULL outside the French territories. */
const char *cpts_frame_legal(double longitude, double latitude);

/* Whether the frame is the legal one of where the shapes lie: areas need no other look. */
bool cpts_frame_fits(const struct frame *frame, const struct shapes *shapes);

/* "EPSG:2154", or the name of a CRS without code; "" for a table. */
const char *cpts_frame_name(struct arena *arena, void *crs);

void cpts_frame_free(struct frame *frame);

#endif
