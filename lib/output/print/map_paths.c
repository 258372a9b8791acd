/*
 * Where places of the scene lie on paper, and the outlines of units and perimeters as paths.
 */
#include "output/print/map.h"

#include <math.h>
#include <string.h>

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

/* A line under way. */
struct pen {
    const struct map_view *view;
    cairo_t *cairo;
    double apart;      /* points within this of the last are left out */
    struct point last; /* infinite: nothing is drawn yet */
};

static struct pen pen_for(const struct map_view *view, cairo_t *cairo, double apart)
{
    return (struct pen){view, cairo, apart, {INFINITY, INFINITY}};
}

static void draw_to(struct pen *pen, struct grid_point point, double apart)
{
    const struct point p = cpts_map_place(pen->view, cpts_scene_point(pen->view->scene, point));
    if (fabs(p.x - pen->last.x) <= apart && fabs(p.y - pen->last.y) <= apart)
        return;
    if (isfinite(pen->last.x))
        cairo_line_to(pen->cairo, p.x, p.y);
    else
        cairo_move_to(pen->cairo, p.x, p.y);
    pen->last = p;
}

/* Of an arc out of sight the ends are enough: what lies between it and its chord is not seen. */
static void draw_arc(struct pen *pen, uint32_t ref)
{
    const struct topology *topology = &pen->view->scene->topology;
    const struct point_run arc = topology->arcs[ref / 2];
    const bool is_seen =
        cpts_boxes_meet(pen->view->scene->arc_boxes[ref / 2], cpts_map_seen(pen->view));
    const size_t step = is_seen || arc.count < 2 ? 1 : arc.count - 1;
    for (size_t i = 0; i < arc.count; i += step)
        draw_to(pen, topology->arc_points[arc.first + (ref % 2 ? arc.count - 1 - i : i)],
                pen->apart);
}

void cpts_map_path_arc(const struct map_view *view, cairo_t *cairo, uint32_t arc)
{
    struct pen pen = pen_for(view, cairo, 0);
    draw_arc(&pen, 2 * arc);
}

void cpts_map_path_perimeter(const struct map_view *view, cairo_t *cairo, uint32_t perimeter,
                             double apart)
{
    const struct scene *scene = view->scene;
    const struct point_run loops = scene->perimeters[perimeter];
    for (size_t l = loops.first; l < loops.first + loops.count; l++) {
        struct pen pen = pen_for(view, cairo, apart);
        for (size_t r = scene->loops[l].first; r < scene->loops[l].first + scene->loops[l].count;
             r++)
            draw_arc(&pen, scene->refs[r]);
        cairo_close_path(cairo);
    }
}

static void end_line(struct pen *pen, uint32_t ref)
{
    const struct topology *topology = &pen->view->scene->topology;
    const struct point_run arc = topology->arcs[ref / 2];
    draw_to(pen, topology->arc_points[ref % 2 ? arc.first : arc.first + arc.count - 1], 0);
    pen->last = (struct point){INFINITY, INFINITY};
}

/* Along a loop, except what is drawn already or out of sight. */
static void path_rest_of_loop(const struct map_view *view, struct point_run loop, double apart)
{
    const struct scene *scene = view->scene;
    const struct box seen = cpts_map_seen(view);
    struct pen pen = pen_for(view, view->canvas->cairo, apart);
    uint32_t last = CPTS_NONE;
    for (size_t r = loop.first; r < loop.first + loop.count; r++) {
        const uint32_t ref = scene->refs[r];
        if (!view->is_drawn[ref / 2] && cpts_boxes_meet(scene->arc_boxes[ref / 2], seen)) {
            draw_arc(&pen, ref);
            view->is_drawn[ref / 2] = 1;
            last = ref;
        } else if (last != CPTS_NONE) {
            end_line(&pen, last);
            last = CPTS_NONE;
        }
    }
    if (last != CPTS_NONE)
        end_line(&pen, last);
}

void cpts_map_path_borders(const struct map_view *view, double apart)
{
    const struct scene *scene = view->scene;
    const struct box seen = cpts_map_seen(view);
    memset(view->is_drawn, 0, scene->topology.arc_count);
    for (size_t p = 0; p < scene->report->region->perimeters.count; p++) {
        const struct point_run loops = scene->perimeters[p];
        for (size_t l = 0; cpts_boxes_meet(scene->boxes[p], seen) && l < loops.count; l++)
            path_rest_of_loop(view, scene->loops[loops.first + l], apart);
    }
}

void cpts_map_path_unit(const struct map_view *view, cairo_t *cairo, uint32_t unit)
{
    const struct topology *topology = &view->scene->topology;
    const struct point_run rings = view->scene->units[unit];
    for (size_t r = rings.first; r < rings.first + rings.count; r++) {
        const struct point_run run = topology->ring_refs[r];
        struct pen pen = pen_for(view, cairo, 0);
        for (size_t i = 0; i < run.count; i++)
            draw_arc(&pen, topology->refs[run.first + i]);
        cairo_close_path(cairo);
    }
}
