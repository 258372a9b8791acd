/*
 * Claims: which perimeters claim each part. Matched borders give the claim on the parts at either
 * side, cells that on the neighbours of cut parts; the rest is flooded from neighbour to neighbour,
 * never through a border and never into a cut part. For a piece of land that no border of the
 * perimeter touches, one point decides.
 */
#ifndef CPTS_COVERAGE_LEDGER_CLAIMS_H
#define CPTS_COVERAGE_LEDGER_CLAIMS_H

#include "coverage/cells/cells.h"

/* Perimeters that claim the whole of part p, increasing: whole[whole_first[p]] ... A part cut by
 * a perimeter is claimed by it cell by cell, unless its unit is declared by code. */
struct claims {
    uint32_t *whole;
    size_t *whole_first;
    /* Parts that perimeters declared by code draw whole as well. */
    struct drawn_part {
        uint32_t part, perimeter;
    } * drawn;
    size_t drawn_count, drawn_capacity;
};

cpts_status cpts_claims_build(struct claims *claims, const struct residual *residual,
                              const struct cells *cells);
void cpts_claims_free(struct claims *claims);

#endif
