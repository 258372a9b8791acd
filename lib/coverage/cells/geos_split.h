/*
 * The way out when the splitter's own checks refuse a part: GEOS cuts it, perimeter by perimeter.
 * Thirty times slower, and its points need not be those of the neighbours; that is why it is only
 * a way out, and counted.
 */
#ifndef CPTS_COVERAGE_CELLS_GEOS_SPLIT_H
#define CPTS_COVERAGE_CELLS_GEOS_SPLIT_H

#include "coverage/cells/cells.h"

cpts_status cpts_geos_split(struct cells *cells, const struct residual *residual, uint32_t part,
                            const struct chord *const *chords, size_t chord_count);

#endif
