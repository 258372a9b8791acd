/*
 * Perimeters declared both by a list of units and by a polygon: both are claimed, and where they
 * disagree is reported.
 */
#ifndef CPTS_COVERAGE_NOTICES_MISMATCH_H
#define CPTS_COVERAGE_NOTICES_MISMATCH_H

#include "coverage/ledger/claims.h"

/* A notice for each perimeter whose list and polygon differ, in a unit, by more than a strip of
 * the sliver width all along its border. */
cpts_status cpts_mismatch_report(const struct residual *residual, const struct cells *cells,
                                 const struct claims *claims, double sliver_width_m);

#endif
