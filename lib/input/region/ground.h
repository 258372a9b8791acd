/*
 * --ground: what lies under the maps and around the region, of the user's own layers: sea, rivers,
 * roads, prefectures. It is looked at and counts for nothing. Read once, cut to what a map of the
 * region may show and made simple enough for a page to carry, so that pages and prints draw the
 * same.
 */
#ifndef CPTS_INPUT_REGION_GROUND_H
#define CPTS_INPUT_REGION_GROUND_H

#include "common/context.h"
#include "geometry/shapes.h"

struct cpts_region;

/* What the name of a layer says it is; each has its colour in every drawing. */
enum ground_tone { GROUND_WATER, GROUND_ROAD, GROUND_LAND, GROUND_TONE_COUNT };

struct ground_path {
    size_t first, count; /* of points; of a ring the first is not repeated */
};

/* Areas lie under the territories, to be filled by the non-zero rule; lines over them. */
struct ground_layer {
    enum ground_tone tone;
    bool is_area;
    size_t first, count; /* of paths */
};

struct ground_place {
    struct point point;
    const char *name; /* may be "" */
    const char *key;  /* the name folded, to be compared */
};

/* In the arena of the region. */
struct map_ground {
    struct point *points;
    size_t point_count;
    struct ground_path *paths;
    size_t path_count;
    struct ground_layer *layers;
    size_t layer_count;
    struct ground_place *places;
    size_t place_count;
};

/* Reads the sources, in the order in which they are to lie, for a region whose units and perimeters
 * are there. Fails when one cannot be read, states no CRS, or has nothing to show there. */
cpts_status cpts_ground_read(struct cpts_region *region, const char *const *sources);

/* The name under which drawings know a tone: "water". */
const char *cpts_ground_tone_name(enum ground_tone tone);

/* Whether a place of the ground is called so, whatever the case and the accents: maps name it
 * once. */
bool cpts_ground_names(const struct map_ground *ground, const char *name);

#endif
