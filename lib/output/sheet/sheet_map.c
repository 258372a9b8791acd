/*
 * The map of a sheet: the perimeter and its communes by name, its neighbours and its conflicts.
 */
#include <stdlib.h>

#include "geometry/predicates.h"
#include "output/map/plan.h"
#include "output/sheet/sheet.h"

#define MAP_WIDTH   960.0
#define MAP_HEIGHT  620.0
#define OWN_NAMES   60
#define OTHER_NAMES 12
#define LEAST       0.8 /* drawing units from point to point */

static struct box box_of_perimeter(const struct sheet *sheet)
{
    const struct cpts_report *report = sheet->page.report;
    const struct perimeter_result *result = &report->perimeters[sheet->perimeter];
    const struct claim *claims = report->claims_by_perimeter + result->first_claim;
    const struct shapes *shapes = &report->region->units.shapes;
    struct box box = CPTS_EMPTY_BOX;
    for (size_t p = 0, c = 0; p < shapes->part_count; p++) {
        /* Parts are in order of unit, as the claims are. */
        while (c < result->claim_count && claims[c].unit < shapes->parts[p].feature)
            c++;
        if (c < result->claim_count && claims[c].unit == shapes->parts[p].feature &&
            shapes->parts[p].ring_count)
            box = cpts_box_join(box, shapes->parts[p].box);
    }
    return box;
}

/* Its own units, those of others in the tint of who claims them first, and those of nobody. */
static void put_units(struct plan *plan, const struct sheet *sheet, bool *is_own)
{
    const struct cpts_report *report = sheet->page.report;
    const struct shapes *shapes = &report->region->units.shapes;
    cpts_plan_layer(plan, "units");
    for (uint32_t p = 0; p < shapes->part_count; p++) {
        const uint32_t unit = shapes->parts[p].feature;
        const struct unit_result *result = &report->units[unit];
        const struct claim *claims = report->claims + result->first_claim;
        const char *css = "land";
        char tint[16];
        for (size_t i = 0; i < result->claim_count; i++)
            if (claims[i].perimeter == sheet->perimeter) {
                is_own[unit] = true;
                css = claims[i].share == 1 ? "own whole" : "own cut";
            }
        if (!is_own[unit] && result->claim_count) {
            snprintf(tint, sizeof tint, "t%d",
                     cpts_plan_tint(report->region->perimeters.id[claims[0].perimeter]));
            css = tint;
        }
        cpts_plan_unit(plan, p, css);
    }
    cpts_plan_layer_end(plan);
}

/* What is drawn rather than declared by codes. */
static void put_drawing(struct plan *plan, const struct sheet *sheet)
{
    const struct shapes *shapes = &sheet->page.report->region->perimeters.shapes;
    for (uint32_t p = 0; p < shapes->part_count; p++)
        if (shapes->parts[p].feature == sheet->perimeter && shapes->parts[p].ring_count)
            cpts_svg_parts(&plan->svg, shapes, p, 1, "drawn");
}

static cpts_status put_layers(struct plan *plan, const struct sheet *sheet, bool *is_named)
{
    const size_t count = sheet->page.report->region->units.count;
    plan->svg.least = LEAST;
    cpts_plan_ground(plan, true);
    put_units(plan, sheet, is_named);
    cpts_plan_ground(plan, false);
    put_drawing(plan, sheet);
    cpts_plan_layer(plan, "conflicts");
    cpts_plan_findings(plan, sheet->page.report);
    cpts_plan_layer_end(plan);
    cpts_status status = cpts_plan_towns(plan, OWN_NAMES, is_named);
    for (size_t u = 0; u < count; u++)
        is_named[u] = !is_named[u];
    if (status == CPTS_OK)
        cpts_plan_places(plan);
    if (status == CPTS_OK)
        status = cpts_plan_towns(plan, OTHER_NAMES, is_named);
    return status;
}

cpts_status cpts_sheet_map(struct sheet *sheet)
{
    const struct cpts_report *report = sheet->page.report;
    struct plan plan;
    cpts_status status = CPTS_OK;
    bool *is_named = cpts_array_new(report->region->units.count, sizeof *is_named);
    if (!is_named)
        return cpts_fail_memory(report->region->context);
    if (cpts_plan_open(&plan, report, sheet->page.file, box_of_perimeter(sheet), MAP_WIDTH,
                       MAP_HEIGHT, _("Map of the territory"))) {
        status = put_layers(&plan, sheet, is_named);
        cpts_plan_close(&plan);
    }
    cpts_array_free(is_named);
    return status;
}
