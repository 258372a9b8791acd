/*
 * The border of one perimeter, once noded. Drawing points onto others may lay a narrow neck on
 * itself, fold it or turn it over; here the border becomes again what a border is. What all later
 * stages rest on holds from here on, for any input on the grid:
 *
 * 1. No segment of the base or of a perimeter crosses another or passes through an end of one:
 *    noding ends only then. Borders of the base hold still meanwhile (they are cut where something
 *    lies on them to the quantum), so a place of the base stays a place.
 * 2. The segments of a perimeter are closed lines: at each point an even number of them ends.
 *    Points of rings are moved and added, never taken out.
 * 3. So each place is inside (behind an odd number of segments) or outside, whichever way one
 *    comes to it. Each segment is kept once, with the inside on its left; those that have the same
 *    on both sides are of no effect.
 *
 * Matches, chords, cells, the flood and the areas read that one border: they cannot disagree.
 */
#ifndef CPTS_COVERAGE_MATCHING_BOUNDARY_H
#define CPTS_COVERAGE_MATCHING_BOUNDARY_H

#include "coverage/matching/residual.h"
#include "geometry/point_set.h"

struct stretch;
struct leaving;
struct outline_part;

/* Room for one perimeter at a time. */
struct boundary {
    struct residual *residual;
    struct point_set points;
    struct stretch *stretches;
    size_t stretch_count, stretch_capacity;
    struct leaving *leaving; /* by point, anticlockwise */
    uint32_t *leaving_first;
    size_t leaving_capacity, leaving_first_capacity;
    uint32_t *queue; /* points to go on from */
    size_t queue_capacity;
    struct outline_part *connected; /* stretches that hang together */
    size_t connected_count, connected_capacity;
    struct box_tree tree; /* of the stretches, when first needed */
    bool has_tree;
};

/* Settles which segments of a perimeter bound it and which way round, and the area it encloses.
 * False when memory is short. */
bool cpts_boundary_settle(struct boundary *boundary, uint32_t perimeter);
void cpts_boundary_free(struct boundary *boundary);

#endif
