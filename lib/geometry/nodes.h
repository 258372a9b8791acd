/*
 * Nodes: points inserted into the segments of rings. A ring that receives some is copied to the end
 * of the points, so that no other ring moves.
 */
#ifndef CPTS_GEOMETRY_NODES_H
#define CPTS_GEOMETRY_NODES_H

#include "geometry/shapes.h"

/* A point to be inserted into a segment. */
struct node {
    uint32_t segment;
    struct point point;
};

/* Sorts nodes by segment, then along it from its first point, and drops repetitions and those at
 * an end of their segment. The count that is left. */
size_t cpts_nodes_order(const struct shapes *shapes, struct node *nodes, size_t count);

/* Copies a ring to the end of the points with `count` ordered nodes of its segments inserted, and
 * brings the area of its part up to date. `start`, unless NULL, gets for each old segment, and one
 * more, the index of its first piece. False when memory is short. */
bool cpts_ring_insert(struct shapes *shapes, uint32_t ring, const struct node *nodes, size_t count,
                      uint32_t *start);

#endif
