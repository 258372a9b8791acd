/*
 * The ground of a map, of the user's own layers: areas under the territories, lines over them,
 * places by name.
 */
#include <math.h>

#include "geometry/predicates.h"
#include "output/print/map.h"

#define LINE_WIDTH (0.22 * CPTS_MM)

static const uint32_t area_colours[GROUND_TONE_COUNT] = {
    [GROUND_WATER] = 0xC3D9E8FFu, [GROUND_ROAD] = 0xE3E1DCFFu, [GROUND_LAND] = 0xF1EFE9FFu};
static const uint32_t line_colours[GROUND_TONE_COUNT] = {
    [GROUND_WATER] = 0x4F86AEC0u, [GROUND_ROAD] = 0x7A6A58A0u, [GROUND_LAND] = 0x808890A0u};

static void path_of(const struct map_view *view, const struct map_ground *ground,
                    struct ground_path path, bool is_area)
{
    cairo_t *cairo = view->canvas->cairo;
    for (size_t i = 0; i < path.count; i++) {
        const struct point p = cpts_map_place(view, ground->points[path.first + i]);
        if (i)
            cairo_line_to(cairo, p.x, p.y);
        else
            cairo_move_to(cairo, p.x, p.y);
    }
    if (is_area)
        cairo_close_path(cairo);
}

static bool is_seen(const struct map_view *view, const struct map_ground *ground,
                    struct ground_path path)
{
    struct box box = CPTS_EMPTY_BOX;
    for (size_t i = path.first; i < path.first + path.count; i++)
        box = cpts_box_join(box, cpts_box_of_segment(ground->points[i], ground->points[i]));
    return cpts_boxes_meet(box, cpts_map_seen(view));
}

/* A layer is one path: neighbouring areas show no seam. */
void cpts_map_draw_ground(struct map_view *view, bool areas)
{
    const struct map_ground *ground = view->scene->report->region->ground;
    cairo_t *cairo = view->canvas->cairo;
    for (size_t l = 0; ground && l < ground->layer_count; l++) {
        const struct ground_layer layer = ground->layers[l];
        if (layer.is_area != areas)
            continue;
        for (size_t p = layer.first; p < layer.first + layer.count; p++)
            if (is_seen(view, ground, ground->paths[p]))
                path_of(view, ground, ground->paths[p], areas);
        cpts_canvas_colour(view->canvas, (areas ? area_colours : line_colours)[layer.tone]);
        cairo_set_line_width(cairo, LINE_WIDTH);
        cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
        if (areas)
            cairo_fill(cairo);
        else
            cairo_stroke(cairo);
    }
}
