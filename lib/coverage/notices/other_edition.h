/*
 * Perimeters drawn on another edition of the units, or on a simplified one: their border runs along
 * those of the units everywhere, and coincides with them nowhere. Each then brings hundreds of
 * slivers and strips that nobody declared. The perimeter is reported once, with how far its border
 * runs.
 */
#ifndef CPTS_COVERAGE_NOTICES_OTHER_EDITION_H
#define CPTS_COVERAGE_NOTICES_OTHER_EDITION_H

#include "coverage/matching/residual.h"
#include "coverage/report.h"

/* A notice for each such perimeter. Costs nothing for those that follow the units' borders. */
cpts_status cpts_other_edition_report(const struct residual *residual,
                                      const struct cpts_report *report);

#endif
