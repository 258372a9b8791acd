/*
 * Chains: short runs of segments of a ring that all go right, say, so that they meet at most where
 * one follows the other, and nothing within turns back. Most of a ring is thus not looked at when
 * its segments are searched for some that meet.
 */
#ifndef CPTS_GEOMETRY_CHAINS_H
#define CPTS_GEOMETRY_CHAINS_H

#include "geometry/shapes.h"

struct chain {
    uint32_t first, last;  /* segments: [first, last) */
    struct box inner, box; /* of the points between its ends; of all */
};

/* From `first` on, before `end`: as long as all segments go right, or left, as the first one does,
 * or all go up, or down. */
void cpts_chain_from(struct chain *chain, const struct point *points, uint32_t first, uint32_t end);

/* Of two chains, the second of which begins where the first ends: is that all they can have in
 * common? True only where boxes show it. */
bool cpts_chains_meet_at_joint_alone(const struct point *points, const struct chain *a,
                                     const struct chain *b);

#endif
