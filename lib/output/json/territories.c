/*
 * The territories of a check that spans several, each with its CRS.
 */
#include <math.h>

#include "geometry/lands.h"
#include "output/json/stream.h"
#include "output/output.h"

struct land_total {
    size_t units;
    double area_m2, population;
};

/* Each unit counts where its first polygon lies. */
static void sum_lands(struct land_total *totals, const struct cpts_report *report)
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

void cpts_json_territories(struct json *json, const struct cpts_report *report)
{
    struct land_total totals[CPTS_LAND_COUNT] = {{0}};
    const unsigned lands = report->region->lands;
    sum_lands(totals, report);
    cpts_json_line_open(json, "territories", '[');
    for (size_t i = 0; i < CPTS_LAND_COUNT; i++) {
        if (!cpts_lands_have(lands, i))
            continue;
        cpts_json_open(json, '{');
        cpts_json_key_string(json, "name", cpts_lands[i].name);
        cpts_json_key_string(json, "crs", cpts_lands[i].crs);
        cpts_json_key_count(json, "units", totals[i].units);
        cpts_json_key_number(json, "area_m2", totals[i].area_m2);
        cpts_json_key_number(json, "population",
                             report->region->units.has_population ? totals[i].population : NAN);
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
}
