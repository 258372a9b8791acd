/*
 * The hot path: the features of one polygon layer as flat shapes and a few texts.
 */
#ifndef CPTS_INPUT_SOURCES_POLYGONS_H
#define CPTS_INPUT_SOURCES_POLYGONS_H

#include "input/sources/placing.h"
#include "input/sources/schema.h"

struct drawn_feature {
    const char *key;  /* code of the unit, id of the perimeter; "" when the layer gives none */
    const char *name; /* may be ""; so below */
    const char *group, *epci, *status, *from, *to;
    double population;  /* NaN: unknown */
    const char *amount; /* the same as text, while a layer that has texts is read */
    long long fid;
    uint32_t first_part, part_count;
    uint32_t unread_polygons;  /* a coordinate is not finite, or the CRS does not reach there */
    uint32_t collapsed_rings;  /* without any area */
    uint32_t other_geometries; /* points, lines */
    bool is_linearised;        /* had arcs */
    bool means_none;           /* its name says that it is not a CPTS */
    const char **kept;         /* texts of the columns kept, "" where there is none; NULL: none */
};

/* What one layer holds; part.feature is the feature's index here. */
struct drawn {
    struct arena arena;
    struct drawn_feature *features;
    size_t count, capacity;
    struct shapes shapes;
};

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

/* One geometry (an OGRGeometryH) of a feature just added, for regions built from memory. */
struct drawn_feature *cpts_drawn_add(struct drawn *drawn);
cpts_status cpts_drawn_geometry(struct drawn *drawn, cpts_context *context, void *geometry);

void cpts_drawn_free(struct drawn *drawn);

#endif
