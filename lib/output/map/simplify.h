/*
 * Arcs with fewer points: see topology.h.
 */
#ifndef CPTS_OUTPUT_MAP_SIMPLIFY_H
#define CPTS_OUTPUT_MAP_SIMPLIFY_H

#include "output/map/topology.h"

/* Drops points of the arcs, moving the others together, until at most `most_points` are left
 * besides the ends of arcs; those on a straight line go in any case. An arc that returns to its
 * first point keeps two others. False when memory is short. */
bool cpts_simplify(struct grid_point *points, size_t *point_count, struct point_run *arcs,
                   size_t arc_count, size_t most_points);

#endif
