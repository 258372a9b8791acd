#include "output/land_totals.h"

#include <math.h>

void cpts_land_totals(struct land_total totals[CPTS_LAND_COUNT], const struct cpts_report *report)
{
    const struct units *units = &report->region->units;
    uint32_t last = CPTS_NONE;
    for (size_t i = 0; i < units->shapes.part_count; i++) {
        const struct part *part = &units->shapes.parts[i];
        const size_t land = cpts_land_on_sheet((struct point){part->box.min_x, part->box.min_y});
        if (part->feature == last || land == CPTS_LAND_COUNT)
            continue;
        last = part->feature;
        totals[land].units++;
        totals[land].area_m2 += report->units[last].area_m2;
        if (!isnan(units->population[last]))
            totals[land].population += units->population[last];
    }
}
