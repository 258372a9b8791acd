/*
 * What the files of the splitter share: the planar graph of one part and its chords. splitter.c
 * draws it and traces its faces, splitter_claims.c finds who claims each, splitter_cells.c makes
 * cells of them.
 */
#ifndef CPTS_COVERAGE_CELLS_SPLITTER_GRAPH_H
#define CPTS_COVERAGE_CELLS_SPLITTER_GRAPH_H

#include "coverage/cells/splitter.h"
#include "geometry/point_set.h"
#include "geometry/predicates.h"

/* An undirected chord between two local points, and the perimeters it bounds. */
struct edge {
    uint32_t low, high;
    uint32_t first_toggle, toggle_count;
};

/* sign +1: the perimeter lies on the left of the way from low to high. */
struct toggle {
    uint32_t low, high, perimeter;
    int sign;
};

/* A way from one local point to another with a face on its left: edge e gives ways 2e and 2e+1;
 * then come the runs of border between points where chords end. */
struct way {
    uint32_t from, to;
    struct point after,
        before;     /* next to `from`, next to `to`: the directions it leaves and comes */
    double area_m2; /* its share of the shoelace */
    uint32_t cycle;
    uint32_t segment, count; /* of a run: first base segment and how many, within one ring */
};

struct cycle {
    uint32_t way;  /* one of its ways, CPTS_NONE for a ring that no chord touches */
    uint32_t ring; /* that ring */
    double area_m2;
    uint32_t cell;
    size_t first, count; /* its points, in splitter.points */
    struct box box;
};

struct splitter {
    const struct base *base;
    struct point origin; /* of areas */
    struct point_set set;
    struct point_set ring_points; /* to find those where two rings touch */
    struct toggle *toggles;
    size_t toggle_count, toggle_capacity;
    struct edge *edges;
    size_t edge_count, edge_capacity;
    struct way *ways;
    size_t way_count, way_capacity;
    uint32_t *out, *out_first; /* ways leaving each local point, anticlockwise */
    size_t out_capacity, out_first_capacity;
    struct cycle *cycles;
    size_t cycle_count, cycle_capacity;
    struct point *points;
    size_t point_count, point_capacity;
    uint32_t *cutters;
    size_t cutter_count, cutter_capacity;
    uint64_t *claims; /* by cell, claim_words each: bit k is cutters[k]; then who bounds it */
    size_t claim_words, claims_capacity;
    uint32_t *queue;
    size_t queue_capacity;
    uint32_t cell_count;
};

/* Gathers the cycles traced into cells. */
enum split_result cpts_splitter_make_cells(struct splitter *splitter);

/* Fills the claims of all cells, and who bounds each. */
enum split_result cpts_splitter_settle_claims(struct splitter *splitter);

/* Appends the cells of a part and its entry to `cells`. False when memory is short. */
bool cpts_splitter_give_part(struct splitter *splitter, struct cells *cells, uint32_t part);

static inline uint32_t cpts_cell_left_of(const struct splitter *s, size_t way)
{
    return s->cycles[s->ways[way].cycle].cell;
}

/* Local cells, then, from cell_count on, the same for who bounds them. */
static inline bool cpts_cell_has_cutter(const struct splitter *s, uint32_t cell, uint32_t cutter)
{
    return s->claims[cell * s->claim_words + cutter / 64] >> cutter % 64 & 1;
}

#endif
