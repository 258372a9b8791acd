/*
 * The lines of a map, each of them once. Rings are laid on a coarse grid and cut into arcs where
 * they meet or part; a border that two rings share is one arc, so that it stays shared however much
 * it is simplified. Simplifying each polygon by itself was rejected: neighbours come apart, and a
 * page would show gaps that are not there.
 *
 * Arcs are simplified by Visvalingam and Whyatt's method ("Line generalisation by repeated
 * elimination of points", 1993): the point whose triangle is smallest goes first. The ends of arcs
 * never go.
 */
#ifndef CPTS_OUTPUT_MAP_TOPOLOGY_H
#define CPTS_OUTPUT_MAP_TOPOLOGY_H

#include "common/bytes.h"
#include "geometry/shapes.h"

struct grid_point {
    int32_t x, y;
};

/* Points [first, first + count). */
struct point_run {
    size_t first, count;
};

struct topology {
    double quantum_m; /* side of a cell of the grid */
    struct point origin;
    /* What was added: rings, their last point not repeated; their points until arcs are built. */
    struct grid_point *points;
    size_t point_count, point_capacity;
    struct point_run *rings;
    size_t ring_count, ring_capacity;
    /* What was built: arcs, a closed one with its first point repeated; and by ring its arcs in
     * order, 2 × arc, or 2 × arc + 1 when it runs backwards. */
    struct grid_point *arc_points;
    size_t arc_point_count, arc_point_capacity;
    struct point_run *arcs;
    size_t arc_count, arc_capacity;
    uint32_t *refs;
    size_t ref_count, ref_capacity;
    struct point_run *ring_refs; /* runs of refs, by ring */
};

/* Begins an empty topology for what lies in `box`; cpts_topology_free in all cases. */
void cpts_topology_begin(struct topology *topology, struct box box);
void cpts_topology_free(struct topology *topology);

/* Adds a ring of `count` points, the last not repeated. False when memory is short. */
bool cpts_topology_ring(struct topology *topology, const struct point *points, size_t count);

/* Builds the arcs once all rings are there, and simplifies them until at most `most_points` are
 * left besides the ends. False when memory is short. */
bool cpts_topology_build(struct topology *topology, size_t most_points);

/* As bytes, for a page to read: numbers in base 128, seven bits a byte, the lowest first, the
 * signed ones as 2n or -2n-1. The arcs: how many, then for each the count of its points and the
 * differences from point to point; of a ring: how many arcs, and the differences of its refs. */
void cpts_topology_put_arcs(const struct topology *topology, struct bytes *out);
void cpts_topology_put_ring(const struct topology *topology, size_t ring, struct bytes *out);
void cpts_topology_put_count(struct bytes *out, size_t value);
void cpts_topology_put_signed(struct bytes *out, int64_t value);

#endif
