/*
 * A scene: one random region as plain GEOS geometries, before any of the library's code has
 * seen it. The oracle and the library both start from it.
 */
#ifndef PROPERTY_SCENE_H
#define PROPERTY_SCENE_H

#include <geos_c.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "random.h"

enum { SCENE_MAX_PERIMETERS = 64 }; /* a claim set is the bits of one word */

struct scene_unit {
    char code[16], name[32], group[8];
    double population;
    GEOSGeometry *shape;
};

struct scene_perimeter {
    char id[16], name[32];
};

/* One drawn feature of a perimeter; a perimeter may have several, or none. */
struct scene_piece {
    size_t perimeter;
    GEOSGeometry *shape;
};

struct scene_declared {
    size_t perimeter;
    char code[16]; /* of a unit, or of none */
};

struct scene {
    uint64_t seed;
    const char *family;
    const char *base;      /* how the units were made, for messages */
    bool base_is_seamless; /* units share every vertex of their common borders */
    bool drawn_on_base;    /* perimeters follow unit borders: no slivers may be found */
    struct scene *meant;   /* the scene without the noise of its drawing, NULL when there is none */
    double noise_m;        /* how far that noise moves a point at most */
    struct scene_unit *units;
    struct scene_perimeter *perimeters;
    struct scene_piece *pieces;
    struct scene_declared *declared;
    size_t unit_count, perimeter_count, piece_count, declared_count;
};

struct scene *scene_new(uint64_t seed, const char *family);
struct scene *scene_copy(const struct scene *scene);
void scene_free(struct scene *scene);

/* These take ownership of `shape`. The index of what was added. */
size_t scene_add_unit(struct scene *scene, GEOSGeometry *shape, double population);
size_t scene_add_perimeter(struct scene *scene); /* "P00", "P01", ... */
void scene_add_piece(struct scene *scene, size_t perimeter, GEOSGeometry *shape);
void scene_declare(struct scene *scene, size_t perimeter, const char *code);

/* The families of perimeters, and the scene a seed gives. */
size_t family_count(void);
const char *family_name(size_t index);
struct scene *scene_make(uint64_t seed, size_t family);

/* Without perimeter `index`, or without unit `index` when it is beyond the perimeters, or without
 * feature `index` when it is beyond the units; NULL beyond those. */
struct scene *scene_without(const struct scene *scene, size_t index);

/* Reads what scene_dump wrote; NULL, having said why, when it cannot. */
struct scene *scene_load(const char *folder);

/* Writes units.wkt, perimeters.wkt, declared.csv and their GeoJSON (planar metres) to `folder`. */
bool scene_dump(const struct scene *scene, const char *folder);

/* Memory or GEOS failing is the end of a test program. */
void *need(void *pointer);
_Noreturn void give_up(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
