/*
 * Of a check that spans several territories of France: what each of them has.
 */
#ifndef CPTS_OUTPUT_LAND_TOTALS_H
#define CPTS_OUTPUT_LAND_TOTALS_H

#include "coverage/report.h"
#include "geometry/lands.h"

struct land_total {
    size_t units;
    double area_m2, population;
};

/* Each unit counts where its first polygon lies. `totals` has been zeroed. */
void cpts_land_totals(struct land_total totals[CPTS_LAND_COUNT], const struct cpts_report *report);

#endif
