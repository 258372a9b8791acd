/*
 * Chords: the residual segments that run through the inside of a part, each with that part. Where a
 * chord leaves the border of the base, its angle decides the part; it stays in that part until it
 * meets the border again. A point is located by searching only when a whole ring lies inside one
 * part.
 */
#ifndef CPTS_COVERAGE_MATCHING_CHORDS_H
#define CPTS_COVERAGE_MATCHING_CHORDS_H

#include "coverage/matching/residual.h"

/* Fills chords and drawn areas of the noded residual. */
cpts_status cpts_chords_build(struct residual *residual);

#endif
