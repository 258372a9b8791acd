/*
 * Where places of the scene lie on paper, and the outlines of units and perimeters as paths.
 */
#include "output/print/map.h"

#include <math.h>

#include "geometry/predicates.h"

struct point cpts_map_place(const struct map_view *view, struct point point)
{
    return (struct point){view->frame.width / 2 + (point.x - view->middle.x) * view->scale,
                          view->frame.height / 2 - (point.y - view->middle.y) * view->scale};
}

struct box cpts_map_seen(const struct map_view *view)
{
    const double east = view->frame.width / 2 / view->scale;
    const double north = view->frame.height / 2 / view->scale;
    return (struct box){view->middle.x - east, view->middle.y - north, view->middle.x + east,
                        view->middle.y + north};
}

/* Of an arc out of sight the ends are enough: what lies between it and its chord is not seen. */
void cpts_map_path_arc(const struct map_view *view, cairo_t *cairo, uint32_t ref, bool is_first)
{
    const struct topology *topology = &view->scene->topology;
    const struct point_run arc = topology->arcs[ref / 2];
    const bool is_seen = cpts_boxes_meet(view->scene->arc_boxes[ref / 2], cpts_map_seen(view));
    const size_t step = is_seen || arc.count < 2 ? 1 : arc.count - 1;
    for (size_t i = 0; i < arc.count; i += step) {
        const size_t at = ref % 2 ? arc.count - 1 - i : i;
        const struct point p = cpts_map_place(
            view, cpts_scene_point(view->scene, topology->arc_points[arc.first + at]));
        if (is_first && i == 0)
            cairo_move_to(cairo, p.x, p.y);
        else if (is_first || i)
            cairo_line_to(cairo, p.x, p.y);
    }
}

/* Goes along a loop, from point to point that are `apart`, across the ends of arcs. */
static void path_loop(const struct map_view *view, cairo_t *cairo, struct point_run run,
                      double apart)
{
    const struct topology *topology = &view->scene->topology;
    const struct box seen = cpts_map_seen(view);
    struct point last = {INFINITY, INFINITY};
    for (size_t r = run.first; r < run.first + run.count; r++) {
        const uint32_t ref = view->scene->refs[r];
        const struct point_run arc = topology->arcs[ref / 2];
        const bool is_seen = cpts_boxes_meet(view->scene->arc_boxes[ref / 2], seen);
        const size_t step = is_seen || arc.count < 2 ? 1 : arc.count - 1;
        for (size_t i = 0; i < arc.count; i += step) {
            const size_t at = arc.first + (ref % 2 ? arc.count - 1 - i : i);
            const struct point p =
                cpts_map_place(view, cpts_scene_point(view->scene, topology->arc_points[at]));
            if (fabs(p.x - last.x) < apart && fabs(p.y - last.y) < apart)
                continue;
            if (isfinite(last.x))
                cairo_line_to(cairo, p.x, p.y);
            else
                cairo_move_to(cairo, p.x, p.y);
            last = p;
        }
    }
    cairo_close_path(cairo);
}

void cpts_map_path_perimeter(const struct map_view *view, cairo_t *cairo, uint32_t perimeter,
                             double apart)
{
    const struct point_run loops = view->scene->perimeters[perimeter];
    for (size_t l = loops.first; l < loops.first + loops.count; l++)
        path_loop(view, cairo, view->scene->loops[l], apart);
}

void cpts_map_path_unit(const struct map_view *view, cairo_t *cairo, uint32_t unit)
{
    const struct topology *topology = &view->scene->topology;
    const struct point_run rings = view->scene->units[unit];
    for (size_t r = rings.first; r < rings.first + rings.count; r++) {
        const struct point_run run = topology->ring_refs[r];
        for (size_t i = 0; i < run.count; i++)
            cpts_map_path_arc(view, cairo, topology->refs[run.first + i], i == 0);
        cairo_close_path(cairo);
    }
}
