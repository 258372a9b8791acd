#include "output/print/map.h"

#include <math.h>
#include <string.h>

#include "geometry/predicates.h"

#define MARGIN           0.03            /* of the longer side of what is shown, around it */
#define AROUND_PERIMETER 0.12            /* the same, for the map of one: its neighbours are seen */
#define LEAST_UNIT       (3 * CPTS_MM)   /* a unit's side on paper from which its border is drawn */
#define LEAST_FINDING    (1.5 * CPTS_MM) /* below, a ring is drawn round it */
#define RINGS_MOST       150             /* of more, dots */
#define LEAST_STEP       0.2             /* points of a finding nearer than this are one */
#define BORDER_STEP      0.5             /* the same, of a border of a territory */
#define UNDER_BORDER     0.8 /* the same, of what a border with its white edge is drawn over */
#define UNIT_BORDER      0xFFFFFFB0u /* what no QGIS style has */
#define PALE             0.62        /* how much white neighbours of the perimeter are given */
#define LINE_SCALE       0.55        /* of the widths of the QGIS styles, made for a screen */

struct box cpts_map_box(const struct scene *scene, uint32_t perimeter)
{
    const bool is_region = perimeter == CPTS_NONE;
    struct box box = is_region ? scene->box : scene->boxes[perimeter];
    const double side = fmax(box.max_x - box.min_x, box.max_y - box.min_y);
    return cpts_box_grow(box, side * (is_region ? MARGIN : AROUND_PERIMETER));
}

double cpts_map_scale(struct box box, double width, double height)
{
    const double across = box.max_x - box.min_x, up = box.max_y - box.min_y;
    return across > 0 && up > 0 ? fmin(width / across, height / up) : 0;
}

/* ---- paths ------------------------------------------------------------------------------- */

static void path_arcs(const struct map_view *view, unsigned char roles)
{
    const struct scene *scene = view->scene;
    const struct box seen = cpts_map_seen(view);
    for (uint32_t a = 0; a < scene->topology.arc_count; a++)
        if ((scene->roles[a] & roles) && cpts_boxes_meet(scene->arc_boxes[a], seen))
            cpts_map_path_arc(view, view->canvas->cairo, a);
}

bool cpts_map_has(const struct map_view *view, unsigned char roles)
{
    const struct scene *scene = view->scene;
    const struct box seen = cpts_map_seen(view);
    for (size_t a = 0; a < scene->topology.arc_count; a++)
        if ((scene->roles[a] & roles) && cpts_boxes_meet(scene->arc_boxes[a], seen))
            return true;
    return false;
}

static void path_ring(const struct map_view *view, const struct point *points, uint32_t count)
{
    cairo_t *cairo = view->canvas->cairo;
    struct point last = {INFINITY, INFINITY};
    for (uint32_t i = 0; i < count; i++) {
        const struct point p = cpts_map_place(view, points[i]);
        if (fabs(p.x - last.x) < LEAST_STEP && fabs(p.y - last.y) < LEAST_STEP)
            continue;
        if (i)
            cairo_line_to(cairo, p.x, p.y);
        else
            cairo_move_to(cairo, p.x, p.y);
        last = p;
    }
    cairo_close_path(cairo);
}

static struct box box_of_finding(const struct map_view *view, size_t finding)
{
    const struct cpts_report *report = view->scene->report;
    const struct finding_shape *shape = &report->finding_shapes[finding];
    struct box box = CPTS_EMPTY_BOX;
    for (uint32_t p = 0; p < shape->part_count; p++)
        if (report->shapes.parts[shape->first_part + p].ring_count)
            box = cpts_box_join(box, report->shapes.parts[shape->first_part + p].box);
    return box;
}

static void path_finding(const struct map_view *view, size_t finding)
{
    const struct cpts_report *report = view->scene->report;
    const struct finding_shape *shape = &report->finding_shapes[finding];
    for (uint32_t p = 0; p < shape->part_count; p++) {
        const struct part *part = &report->shapes.parts[shape->first_part + p];
        for (uint32_t r = part->first_ring; r < part->first_ring + part->ring_count; r++)
            path_ring(view, report->shapes.points + report->shapes.rings[r].first,
                      report->shapes.rings[r].count);
    }
}

bool cpts_map_holds(const struct map_view *view, size_t finding)
{
    return cpts_scene_shows(view->scene, finding) &&
           cpts_boxes_meet(box_of_finding(view, finding), cpts_map_seen(view));
}

/* ---- drawing ----------------------------------------------------------------------------- */

static uint32_t paler(uint32_t colour)
{
    uint32_t pale = 0xFF;
    for (int shift = 8; shift <= 24; shift += 8) {
        const double part = colour >> shift & 255;
        pale |= (uint32_t)lround(part + (255 - part) * PALE) << shift;
    }
    return pale;
}

static void draw_territories(struct map_view *view)
{
    const struct scene *scene = view->scene;
    const struct box seen = cpts_map_seen(view);
    for (uint32_t p = 0; p < scene->report->region->perimeters.count; p++) {
        if (!scene->perimeters[p].count || !cpts_boxes_meet(scene->boxes[p], seen) ||
            p == view->perimeter)
            continue;
        const uint32_t fill = cpts_fills[scene->fills[p]];
        cpts_canvas_colour(view->canvas, view->perimeter == CPTS_NONE ? fill : paler(fill));
        cpts_map_path_perimeter(view, view->canvas->cairo, p, UNDER_BORDER);
        cairo_fill(view->canvas->cairo);
    }
    if (view->perimeter == CPTS_NONE)
        return;
    cpts_canvas_colour(view->canvas, cpts_fills[scene->fills[view->perimeter]]);
    cpts_map_path_perimeter(view, view->canvas->cairo, view->perimeter, UNDER_BORDER);
    cairo_fill(view->canvas->cairo);
}

static void stroke(struct map_view *view, uint32_t colour, double width, const double *dash,
                   int dash_count)
{
    cairo_t *cairo = view->canvas->cairo;
    cpts_canvas_colour(view->canvas, colour);
    cairo_set_line_width(cairo, width);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    cairo_set_dash(cairo, dash, dash_count, 0);
    cairo_stroke(cairo);
    cairo_set_dash(cairo, dash, 0, 0);
}

const double cpts_group_dash[4] = {5, 1.6, 1.2, 1.6};

static void draw_borders(struct map_view *view)
{
    size_t count;
    const struct symbol *border = cpts_symbol(&count, "perimeters", "*");
    if (view->has_unit_borders) {
        path_arcs(view, ARC_UNIT);
        stroke(view, UNIT_BORDER, 0.12 * CPTS_MM, NULL, 0);
    }
    for (size_t i = 0; i < count; i++) {
        cpts_map_path_borders(view, BORDER_STEP);
        stroke(view, border[i].colour, border[i].width_mm * CPTS_MM * LINE_SCALE, NULL, 0);
    }
    if (view->perimeter != CPTS_NONE) {
        cpts_map_path_perimeter(view, view->canvas->cairo, view->perimeter, LEAST_STEP);
        cpts_canvas_symbol(view->canvas, "perimeters", "*", 1.2);
    }
    if (view->scene->report->group_count > 1) {
        path_arcs(view, ARC_GROUP);
        stroke(view, CPTS_GROUP_BORDER, 0.3 * CPTS_MM, cpts_group_dash, 4);
    }
}

static double side_of(const struct map_view *view, struct box box)
{
    return fmax(box.max_x - box.min_x, box.max_y - box.min_y) * view->scale;
}

/* A ring round what is too small to be seen; a dot on it where rings would hide the map. */
static void draw_marker(struct map_view *view, const cpts_finding *finding, struct box box,
                        bool is_dot)
{
    size_t count;
    cairo_t *cairo = view->canvas->cairo;
    const struct symbol *symbol = cpts_symbol(&count, "conflicts", cpts_rule_name(finding->rule));
    const struct point p = cpts_map_place(
        view, (struct point){(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2});
    cairo_new_sub_path(cairo);
    cairo_arc(cairo, p.x, p.y, (is_dot ? 0.25 : 1.4) * CPTS_MM, 0, 2 * G_PI);
    cpts_canvas_colour(view->canvas, 0xFFFFFFFFu);
    cairo_set_line_width(cairo, (is_dot ? 0.45 : 0.9) * CPTS_MM);
    cairo_stroke_preserve(cairo);
    cpts_canvas_colour(view->canvas, symbol->outline);
    cairo_set_line_width(cairo, (is_dot ? 0.3 : 0.4) * CPTS_MM);
    cairo_stroke(cairo);
}

static size_t count_markers(const struct map_view *view)
{
    size_t count = 0;
    for (size_t f = 0; f < view->scene->report->finding_count; f++)
        count += cpts_map_holds(view, f) && side_of(view, box_of_finding(view, f)) < LEAST_FINDING;
    return count;
}

static void draw_findings(struct map_view *view, bool is_marking)
{
    static const cpts_rule order[] = {CPTS_RULE_OUTSIDE, CPTS_RULE_WHITE_ZONE, CPTS_RULE_OVERLAP};
    const struct cpts_report *report = view->scene->report;
    const bool are_dots = is_marking && count_markers(view) > RINGS_MOST;
    for (size_t o = 0; o < sizeof order / sizeof *order; o++)
        for (size_t f = 0; f < report->finding_count; f++) {
            if (report->findings[f].rule != order[o] || !cpts_map_holds(view, f))
                continue;
            const struct box box = box_of_finding(view, f);
            if (is_marking && side_of(view, box) < LEAST_FINDING)
                draw_marker(view, &report->findings[f], box, are_dots);
            if (is_marking)
                continue;
            path_finding(view, f);
            cpts_canvas_symbol(view->canvas, "conflicts", cpts_rule_name(order[o]), LINE_SCALE);
        }
}

static void draw_names(struct map_view *view)
{
    cairo_t *cairo = view->canvas->cairo;
    for (size_t t = 0; t < view->town_count; t++) {
        cairo_new_sub_path(cairo);
        cairo_arc(cairo, view->towns[t].x, view->towns[t].y, 0.5 * CPTS_MM, 0, 2 * G_PI);
        cpts_canvas_colour(view->canvas, 0x202020FFu);
        cairo_fill_preserve(cairo);
        cpts_canvas_colour(view->canvas, 0xFFFFFFFFu);
        cairo_set_line_width(cairo, 0.15 * CPTS_MM);
        cairo_stroke(cairo);
    }
    for (size_t i = 0; i < view->label_count; i++) {
        const struct map_label *label = &view->labels[i];
        const double left =
            label->lettering.width > 0 ? label->x - label->lettering.width / 2 : label->x;
        cpts_canvas_text(view->canvas, left, label->y - label->extent.height / 2,
                         *label->text ? label->text : label->name, &label->lettering);
    }
}

void cpts_map_draw(struct map_view *view)
{
    cairo_t *cairo = view->canvas->cairo;
    const struct frame *frame = &view->frame;
    cairo_save(cairo);
    cairo_rectangle(cairo, frame->x, frame->y, frame->width, frame->height);
    cpts_canvas_colour(view->canvas, 0xDCE5ECFFu);
    cairo_fill_preserve(cairo);
    cairo_clip(cairo);
    cairo_translate(cairo, frame->x, frame->y);
    cpts_map_draw_ground(view, true);
    draw_territories(view);
    cpts_map_draw_ground(view, false);
    draw_borders(view);
    draw_findings(view, false);
    draw_findings(view, true);
    draw_names(view);
    cairo_restore(cairo);
    cairo_rectangle(cairo, frame->x, frame->y, frame->width, frame->height);
    cpts_canvas_colour(view->canvas, 0x909090FFu);
    cairo_set_line_width(cairo, 0.2 * CPTS_MM);
    cairo_stroke(cairo);
}

/* ---- preparing --------------------------------------------------------------------------- */

static cpts_status find_claimed(struct map_view *view)
{
    const struct cpts_report *report = view->scene->report;
    const struct perimeter_result *result = &report->perimeters[view->perimeter];
    view->is_claimed = cpts_array_new(report->region->units.count, sizeof *view->is_claimed);
    if (!view->is_claimed)
        return cpts_fail_memory(report->region->context);
    for (size_t i = 0; i < result->claim_count; i++)
        view->is_claimed[report->claims_by_perimeter[result->first_claim + i].unit] = 1;
    return CPTS_OK;
}

cpts_status cpts_map_prepare(struct map_view *view, struct canvas *canvas,
                             const struct scene *scene, struct frame frame, uint32_t perimeter)
{
    const struct cpts_report *report = scene->report;
    const struct box box = cpts_map_box(scene, perimeter);
    *view = (struct map_view){.canvas = canvas,
                              .scene = scene,
                              .frame = frame,
                              .perimeter = perimeter,
                              .middle = {(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2},
                              .scale = cpts_map_scale(box, frame.width, frame.height)};
    if (!(view->scale > 0)) { /* nothing to see: a frame all the same */
        view->scale = 1;
        view->middle = (struct point){0, 0};
    }
    const double area_m2 = report->totals.area_m2 / fmax(1, (double)report->totals.units);
    view->has_unit_borders = sqrt(area_m2) * view->scale >= LEAST_UNIT;
    view->is_drawn = cpts_array_new(scene->topology.arc_count, sizeof *view->is_drawn);
    if (!view->is_drawn)
        return cpts_fail_memory(report->region->context);
    cpts_status status = perimeter == CPTS_NONE ? CPTS_OK : find_claimed(view);
    if (status == CPTS_OK)
        status = cpts_map_names(view);
    return status;
}

void cpts_map_view_free(struct map_view *view)
{
    cpts_labels_free(&view->grid);
    cpts_array_free(view->is_claimed);
    cpts_array_free(view->is_drawn);
    cpts_array_free(view->labels);
    cpts_array_free(view->numbered);
    cpts_array_free(view->towns);
    cpts_arena_free(&view->arena);
}
