/*
 * The map of units that a check was made on, kept for those who draw or walk it afterwards: units
 * as they were mended. They read it here and build no base of their own; `adjacency.h` finds who
 * borders whom.
 *
 * Points are most of it and are not copied. Mending adds points behind those of the region and
 * changes none; a later check of the same region adds the same ones there. Only when the units had
 * to be redrawn does the map own its points.
 */
#ifndef CPTS_COVERAGE_UNIT_MAP_H
#define CPTS_COVERAGE_UNIT_MAP_H

#include "coverage/base/base.h"

struct unit_map {
    const struct cpts_region *region; /* whose points these are, unless they are its own */
    struct point *points;             /* its own, or NULL */
    struct ring *rings;
    struct part *parts; /* those of units; ring_count 0: redrawn since. Rings after theirs bound
                           gaps and the exterior, whose parts are not kept */
    size_t point_count, ring_count, part_count;
    uint32_t *unit_parts; /* parts of unit u, from unit_first[u] to unit_first[u + 1] */
    size_t *unit_first;
};

/* Keeps what a base was when it was built. */
cpts_status cpts_unit_map_build(struct unit_map *map, const struct base *base);

/* Takes the points of redrawn units, which the region does not keep. */
void cpts_unit_map_own(struct unit_map *map, struct shapes *drawn);

/* The shapes of the map, to be read at once: a check of the region may move its points. */
struct shapes cpts_unit_map_shapes(const struct unit_map *map);

void cpts_unit_map_free(struct unit_map *map);

#endif
