/*
 * Cutting: the parts that chords run through become cells. Each part is split by itself: its border
 * and its chords make a small planar graph, whose faces are traced; crossing a chord changes the
 * claims by the chord's perimeters. Areas must add up and claims must agree round every face; a
 * part where they do not is done again by GEOS, and counted.
 */
#ifndef CPTS_COVERAGE_CELLS_CUTTING_H
#define CPTS_COVERAGE_CELLS_CUTTING_H

#include "coverage/cells/cells.h"

cpts_status cpts_cells_cut(struct cells *cells, const struct residual *residual);

#endif
