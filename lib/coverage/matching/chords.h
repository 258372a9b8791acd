/*
 * Chords: the residual segments that run through the inside of a part, each with that part. Where
 * a chord leaves the border of the base, the angle it leaves at tells the part; from there on it
 * stays there until it meets the border again. No point is located by searching unless a whole
 * ring lies inside one part.
 */
#ifndef CPTS_COVERAGE_MATCHING_CHORDS_H
#define CPTS_COVERAGE_MATCHING_CHORDS_H

#include "coverage/matching/residual.h"

/* Fills chords and drawn areas of the noded residual. */
cpts_status cpts_chords_build(struct residual *residual);

#endif
