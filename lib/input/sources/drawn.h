/*
 * What one layer of polygons holds, as it was drawn.
 */
#ifndef CPTS_INPUT_SOURCES_DRAWN_H
#define CPTS_INPUT_SOURCES_DRAWN_H

#include "common/memory.h"
#include "geometry/shapes.h"

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

/* Room in one piece, for as many features as are expected (under 1: not known) and as many points
 * as the file may hold (0: not known): growing step by step would touch each page several times.
 * What is not written to is not taken from the machine; without it reading works as well. */
void cpts_drawn_reserve(struct drawn *drawn, long long features, size_t most_points);

/* Gives most of the room for points back. */
void cpts_drawn_trim(struct drawn *drawn);

/* A new feature, the last one; NULL when memory is short. */
struct drawn_feature *cpts_drawn_add(struct drawn *drawn);

void cpts_drawn_free(struct drawn *drawn);

#endif
