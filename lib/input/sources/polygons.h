/*
 * The hot path: the features of one polygon layer as flat shapes and a few texts.
 */
#ifndef CPTS_INPUT_SOURCES_POLYGONS_H
#define CPTS_INPUT_SOURCES_POLYGONS_H

#include "input/sources/drawn.h"
#include "input/sources/placing.h"
#include "input/sources/schema.h"

struct polygon_source {
    void *layer; /* OGRLayerH */
    const char *shown;
    struct columns columns;
    enum role role;
    struct placing placing; /* of the layer in the frame */
    long long expected;     /* features, for the progress; under 1: not known */
    size_t most_points;     /* likely, by the size of the file; 0: not known */
    const int *kept;        /* columns that are kept as they are, -1 where the layer has none */
    size_t kept_count;
};

/* Reads the whole layer. On failure `out` is empty. */
cpts_status cpts_polygons_read(struct drawn *out, cpts_context *context,
                               const struct polygon_source *source);

/* One geometry (an OGRGeometryH) of the feature added last, for regions built from memory. */
cpts_status cpts_drawn_geometry(struct drawn *drawn, cpts_context *context, void *geometry);

#endif
