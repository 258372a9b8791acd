/*
 * Perimeters that stand some hundred metres beside the borders they were drawn along, as layers do
 * whose CRS is labelled wrongly: nothing of them is near a border of its own any more, but their
 * segments are still those of the units, each moved by the same way. So every pair of equal
 * segments votes for the way between them, and the perimeters of a layer vote together: a few
 * segments agree by chance, among squares at least.
 */
#ifndef CPTS_COVERAGE_NOTICES_MOVED_H
#define CPTS_COVERAGE_NOTICES_MOVED_H

#include <stdatomic.h>

#include "coverage/matching/residual.h"

struct moves;

/* `cast` counts the votes of all that will be joined, by several threads: beyond a number they mean
 * nothing, and none is kept any more. NULL when memory is short. */
struct moves *cpts_moves_new(const struct residual *residual, atomic_size_t *cast);
void cpts_moves_free(struct moves *moves);

/* Gathers the votes of a perimeter; those of others are joined behind them. False when memory is
 * short. */
bool cpts_moves_add(struct moves *moves, uint32_t perimeter);
bool cpts_moves_join(struct moves *moves, const struct moves *others);

/* Counts them. `ways`, by perimeter: how those that were moved as a whole were; others are left as
 * they are. False when memory is short. */
bool cpts_moves_settle(struct moves *moves, struct point *ways);

#endif
