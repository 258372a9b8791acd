/*
 * Pieces: the noded residual becomes contacts and chords, each chord with the part it runs
 * through. Where a chord leaves the border of the base, the angle it leaves at tells the part;
 * from there on it stays there until it meets the border again. No point is located by searching
 * unless a whole ring lies inside one part.
 */
#ifndef CPTS_COVERAGE_PIECES_H
#define CPTS_COVERAGE_PIECES_H

#include "noding.h"

/* Fills contacts, chords and drawn areas of the residual. */
cpts_status cpts_pieces_build(struct residual *residual, const struct noding *noding);

#endif
