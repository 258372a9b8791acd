/*
 * Contiguity: the pieces that the units of a perimeter make, those that share a border together.
 */
#ifndef CPTS_PLANNING_CONTIGUITY_H
#define CPTS_PLANNING_CONTIGUITY_H

#include "coverage/adjacency.h"

/* Room for counting pieces again and again. */
struct contiguity {
    const struct adjacency *adjacency;
    uint32_t *stamp; /* by unit: 2n while it waits in the n-th call, 2n + 1 once reached */
    uint32_t *piece; /* by unit given in the last call: the number of its piece, from 0 */
    uint32_t *queue;
    uint32_t calls;
};

/* False when memory is short. */
bool cpts_contiguity_open(struct contiguity *contiguity, const struct adjacency *adjacency);
void cpts_contiguity_free(struct contiguity *contiguity);

/* The number of pieces that `count` units make. */
size_t cpts_contiguity_pieces(struct contiguity *contiguity, const uint32_t *units, size_t count);

#endif
