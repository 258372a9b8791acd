/*
 * The map of a sheet: an SVG drawing in the analysis CRS, as fine as a print of it and no finer.
 */
#include <math.h>

#include "../geometry/predicates.h"
#include "sheet.h"

#define MAP_WIDTH  680.0
#define MAP_HEIGHT 420.0
#define MARGIN     0.06 /* of the perimeter's size, around it */

struct view {
    struct sheet *sheet;
    struct box box;
    double scale; /* drawing units a metre */
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

static void put(struct view *view, const char *text)
{
    cpts_file_text(view->sheet->file, text);
}

static void put_position(struct view *view, struct point point, char command)
{
    char text[64];
    snprintf(text, sizeof text, "%c%d %d", command,
             (int)lround((point.x - view->box.min_x) * view->scale * 10),
             (int)lround((view->box.max_y - point.y) * view->scale * 10));
    put(view, text);
}

/* Points nearer to the last one than a tenth of a drawing unit add nothing. */
static void put_ring(struct view *view, const struct shapes *shapes, const struct ring *ring)
{
    const double least = 0.5 / view->scale;
    struct point last = shapes->points[ring->first];
    put_position(view, last, 'M');
    for (uint32_t i = 1; i < ring->count; i++) {
        const struct point point = shapes->points[ring->first + i];
        if (fabs(point.x - last.x) < least && fabs(point.y - last.y) < least)
            continue;
        put_position(view, point, 'L');
        last = point;
    }
    put(view, "Z");
}

static void put_parts(struct view *view, const struct shapes *shapes, uint32_t first,
                      uint32_t count, const char *css)
{
    put(view, "<path class=\"");
    put(view, css);
    put(view, "\" d=\"");
    for (uint32_t p = first; p < first + count; p++)
        for (uint32_t r = 0; r < shapes->parts[p].ring_count; r++)
            put_ring(view, shapes, &shapes->rings[shapes->parts[p].first_ring + r]);
    put(view, "\"/>\n");
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
        if (part->ring_count && cpts_boxes_meet(part->box, view->box))
            put_parts(view, shapes, p, 1,
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
            put_parts(view, shapes, p, 1, "drawn");
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
            is_seen |= cpts_boxes_meet(report->shapes.parts[p].box, view->box);
        if (is_seen)
            put_parts(view, &report->shapes, shape->first_part, shape->part_count,
                      finding->rule == CPTS_RULE_OVERLAP ? "overlap" : "white");
    }
}

void cpts_sheet_map(struct sheet *sheet)
{
    struct view view = {.sheet = sheet, .box = box_of_perimeter(sheet)};
    if (!(view.box.max_x > view.box.min_x && view.box.max_y > view.box.min_y))
        return;
    const double width = view.box.max_x - view.box.min_x, height = view.box.max_y - view.box.min_y;
    view.box = cpts_box_grow(view.box, MARGIN * fmax(width, height));
    view.scale = fmin(MAP_WIDTH / (view.box.max_x - view.box.min_x),
                      MAP_HEIGHT / (view.box.max_y - view.box.min_y));
    char head[256];
    snprintf(head, sizeof head, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"",
             (int)lround((view.box.max_x - view.box.min_x) * view.scale * 10),
             (int)lround((view.box.max_y - view.box.min_y) * view.scale * 10));
    put(&view, head);
    cpts_sheet_text(sheet, _("Map of the territory"));
    put(&view, "\">\n");
    put_units(&view);
    put_drawing(&view);
    put_conflicts(&view);
    put(&view, "</svg>\n");
}
