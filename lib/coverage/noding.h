/*
 * Noding: the residual segments meet the base and each other, and every meeting point becomes a
 * point of both. Points within CPTS_COINCIDENCE_M are one point; a point that close to a segment
 * is a node of it; elsewhere segments cross at a point of the grid computed the same way from
 * every side.
 */
#ifndef CPTS_COVERAGE_NODING_H
#define CPTS_COVERAGE_NODING_H

#include "residual.h"

/* Nodes of the residual segments, sorted by segment. */
struct noding {
    struct node *nodes;
    size_t count, capacity;
    uint8_t *part_touched; /* by part of the base: some residual segment came near */
};

/* Moves perimeter points (and counts them), inserts nodes into the base, lists the others. */
cpts_status cpts_noding_build(struct noding *noding, struct residual *residual);
void cpts_noding_free(struct noding *noding);

#endif
