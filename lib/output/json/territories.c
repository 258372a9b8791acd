/*
 * The territories of a check that spans several, each with its CRS.
 */
#include <math.h>

#include "output/json/stream.h"
#include "output/land_totals.h"
#include "output/output.h"

void cpts_json_territories(struct json *json, const struct cpts_report *report)
{
    struct land_total totals[CPTS_LAND_COUNT] = {{0}};
    const unsigned lands = report->region->lands;
    cpts_land_totals(totals, report);
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
