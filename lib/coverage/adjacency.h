/*
 * Adjacency: which units share a border, and how much of it. Read off the borders of the map,
 * where every segment has its twin: no geometry is computed.
 */
#ifndef CPTS_COVERAGE_ADJACENCY_H
#define CPTS_COVERAGE_ADJACENCY_H

#include "coverage/unit_map.h"

struct neighbour {
    uint32_t unit;
    double border_m; /* shared, always more than 0 */
};

struct adjacency {
    size_t unit_count;
    struct neighbour *neighbours; /* those of unit u from first[u] to first[u + 1], by unit */
    size_t *first;
    double *border_m;     /* by unit: the whole of its border, lakes and the outer border too */
    double *area_m2;      /* by unit */
    struct point *centre; /* by unit: of the box of its largest part */
};

/* Of the units of a map. */
cpts_status cpts_adjacency_build(struct adjacency *out, const struct unit_map *map);
void cpts_adjacency_free(struct adjacency *adjacency);

#endif
