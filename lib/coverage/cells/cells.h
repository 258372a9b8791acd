/*
 * Cells: the parts that chords really cut, in pieces each claimed by one set of perimeters. Filled
 * by cutting.h.
 */
#ifndef CPTS_COVERAGE_CELLS_CELLS_H
#define CPTS_COVERAGE_CELLS_CELLS_H

#include "coverage/matching/residual.h"

struct cell {
    uint32_t part;
    uint32_t first_ring, ring_count; /* in cells.rings; the shell comes first */
    size_t first_claim;              /* in cells.claims: the cutters that claim it, sorted */
    uint32_t claim_count;
    uint32_t beside_count; /* after the claims: the cutters on its border that do not claim it */
    double area_m2;
};

struct cell_ring {
    size_t first, count; /* in cells.points, closed: first + count repeats first */
};

/* A part that is cut: its cells, who cuts it, and the cell along each segment of its border. */
struct cut_part {
    uint32_t part;
    uint32_t first_cell, cell_count;
    size_t first_cutter; /* in cells.cutters, sorted */
    uint32_t cutter_count;
};

struct cells {
    struct cell *cells;
    size_t cell_count, cell_capacity;
    struct cell_ring *rings;
    size_t ring_count, ring_capacity;
    struct point *points;
    size_t point_count, point_capacity;
    uint32_t *claims;
    size_t claim_count, claim_capacity;
    struct cut_part *parts; /* by increasing part */
    size_t part_count, part_capacity;
    uint32_t *cutters;
    size_t cutter_count, cutter_capacity;
    uint32_t *border; /* the cell along each segment of the rings of cut parts */
    size_t border_count, border_capacity;
    size_t *ring_border; /* by ring of the base: its first entry in border */
    uint32_t *cut_of;    /* by part of the base: index in parts, CPTS_NONE when whole */
    size_t by_geos;      /* parts that had to be done by GEOS */
};

void cpts_cells_free(struct cells *cells);

/* Appends a ring of `count` segments, whose points[count] repeats points[0]. */
bool cpts_cells_add_ring(struct cells *cells, const struct point *points, size_t count);

/* Appends a cut part whose cells are those from `first_cell` on, and whose cutters are sorted; the
 * border of its rings has room, to be filled. */
bool cpts_cells_add_part(struct cells *cells, const struct base *base, uint32_t part,
                         size_t first_cell, const uint32_t *cutters, size_t cutter_count);

/* The cell that lies along a segment of a cut part. */
uint32_t cpts_cell_along(const struct cells *cells, const struct base *base, uint32_t segment);

/* Is the cell claimed by this perimeter, which cuts its part? */
bool cpts_cell_is_claimed(const struct cells *cells, uint32_t cell, uint32_t perimeter);

#endif
