/*
 * The analysis frame, in which everything is compared: one projected CRS, in metres; or the sheet
 * on which several territories lie side by side, each in its own.
 */
#ifndef CPTS_INPUT_SOURCES_FRAME_H
#define CPTS_INPUT_SOURCES_FRAME_H

#include "geometry/lands.h"
#include "input/sources/layers.h"

struct frame {
    void *crs;        /* OGRSpatialReferenceH, owned */
    const char *name; /* "EPSG:2154", in the arena given */
    const char *wkt;
    unsigned lands; /* of the sheet; 0: the frame is a CRS */
};

/* The CRS asked for; else the sheet when the units that satisfy `where` lie in several territories;
 * else the units' own CRS if it is projected, or the legal one of the place. */
cpts_status cpts_frame_choose(struct frame *frame, cpts_context *context, struct arena *arena,
                              const struct layers *layers, const char *where, const char *asked);

/* From a name such as "EPSG:2154". */
cpts_status cpts_frame_set(struct frame *frame, cpts_context *context, struct arena *arena,
                           const char *asked);

/* The legal CRS of a place in degrees; NULL outside the French territories. */
const char *cpts_frame_legal(double longitude, double latitude);

/* Whether the frame is the legal one of where the shapes lie: areas need no other look. */
bool cpts_frame_fits(const struct frame *frame, const struct shapes *shapes);

void cpts_frame_free(struct frame *frame);

#endif
