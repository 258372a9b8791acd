/*
 * Perimeters that stand some hundred metres beside the borders they were drawn along, as layers do
 * whose CRS is labelled wrongly: nothing of them is near a border of its own any more, but their
 * segments are still those of the units, each moved by the same way. So every pair of equal
 * segments votes for the way between them, and the perimeters of a layer vote together: a few
 * segments agree by chance, among squares at least.
 */
#ifndef CPTS_COVERAGE_NOTICES_MOVED_H
#define CPTS_COVERAGE_NOTICES_MOVED_H

#include "coverage/matching/residual.h"

struct moves;
struct moves *cpts_moves_new(const struct residual *residual); /* NULL when memory is short */
void cpts_moves_free(struct moves *moves);

/* Gathers the votes of a perimeter. False when memory is short. */
bool cpts_moves_add(struct moves *moves, uint32_t perimeter);

/* Counts them. `ways`, by perimeter: how those that were moved as a whole were; others are left as
 * they are. False when memory is short. */
bool cpts_moves_settle(struct moves *moves, struct point *ways);

#endif
