/*
 * The map of a sheet: the perimeter, its units, its neighbours and its conflicts.
 */
#include "geometry/predicates.h"
#include "output/map/svg.h"
#include "output/sheet/sheet.h"

#define MAP_WIDTH  680.0
#define MAP_HEIGHT 420.0

struct view {
    struct sheet *sheet;
    struct svg svg;
};

static struct box box_of_perimeter(const struct sheet *sheet)
{
    const struct cpts_report *report = sheet->report;
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

static void put_units(struct view *view)
{
    const struct sheet *sheet = view->sheet;
    const struct cpts_report *report = sheet->report;
    const struct perimeter_result *result = &report->perimeters[sheet->perimeter];
    const struct claim *claims = report->claims_by_perimeter + result->first_claim;
    const struct shapes *shapes = &report->region->units.shapes;
    for (uint32_t p = 0, c = 0; p < shapes->part_count; p++) {
        const struct part *part = &shapes->parts[p];
        while (c < result->claim_count && claims[c].unit < part->feature)
            c++;
        const bool is_ours = c < result->claim_count && claims[c].unit == part->feature;
        if (part->ring_count && cpts_boxes_meet(part->box, view->svg.box))
            cpts_svg_parts(&view->svg, shapes, p, 1,
                           !is_ours               ? "beyond"
                           : claims[c].share == 1 ? "whole"
                                                  : "cut");
    }
}

/* What is drawn rather than declared by codes. */
static void put_drawing(struct view *view)
{
    const struct shapes *shapes = &view->sheet->report->region->perimeters.shapes;
    for (uint32_t p = 0; p < shapes->part_count; p++)
        if (shapes->parts[p].feature == view->sheet->perimeter && shapes->parts[p].ring_count)
            cpts_svg_parts(&view->svg, shapes, p, 1, "drawn");
}

static void put_conflicts(struct view *view)
{
    const struct cpts_report *report = view->sheet->report;
    for (size_t i = 0; i < report->finding_count; i++) {
        const cpts_finding *finding = &report->findings[i];
        const struct finding_shape *shape = &report->finding_shapes[i];
        if (finding->sliver || !shape->part_count ||
            (finding->rule != CPTS_RULE_OVERLAP && finding->rule != CPTS_RULE_WHITE_ZONE))
            continue;
        bool is_seen = false;
        for (uint32_t p = shape->first_part; p < shape->first_part + shape->part_count; p++)
            is_seen |= cpts_boxes_meet(report->shapes.parts[p].box, view->svg.box);
        if (is_seen)
            cpts_svg_parts(&view->svg, &report->shapes, shape->first_part, shape->part_count,
                           finding->rule == CPTS_RULE_OVERLAP ? "overlap" : "white");
    }
}

void cpts_sheet_map(struct sheet *sheet)
{
    struct view view = {.sheet = sheet};
    if (!cpts_svg_fit(&view.svg, sheet->file, box_of_perimeter(sheet), MAP_WIDTH, MAP_HEIGHT))
        return;
    char head[128];
    snprintf(head, sizeof head, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"",
             cpts_svg_width(&view.svg), cpts_svg_height(&view.svg));
    cpts_file_text(sheet->file, head);
    cpts_sheet_text(sheet, _("Map of the territory"));
    cpts_file_text(sheet->file, "\">\n");
    put_units(&view);
    put_drawing(&view);
    put_conflicts(&view);
    cpts_file_text(sheet->file, "</svg>\n");
}
