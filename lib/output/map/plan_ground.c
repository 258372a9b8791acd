/*
 * The ground of a map in SVG, of the user's own layers.
 */
#include "geometry/predicates.h"
#include "output/map/plan.h"

#define LEAST 1.5 /* drawing units from point to point: coarser than what lies over it */

static bool is_seen(const struct plan *plan, const struct map_ground *ground,
                    struct ground_path path)
{
    struct box box = CPTS_EMPTY_BOX;
    for (size_t i = path.first; i < path.first + path.count; i++)
        box = cpts_box_join(box, cpts_box_of_segment(ground->points[i], ground->points[i]));
    return cpts_boxes_meet(box, plan->svg.box);
}

static void put_layer(struct plan *plan, const struct map_ground *ground,
                      const struct ground_layer *layer)
{
    char css[32];
    bool is_open = false;
    snprintf(css, sizeof css, "%s-%s", layer->is_area ? "area" : "way",
             cpts_ground_tone_name(layer->tone));
    for (size_t p = layer->first; p < layer->first + layer->count; p++) {
        const struct ground_path path = ground->paths[p];
        if (!is_seen(plan, ground, path))
            continue;
        if (!is_open)
            cpts_svg_open_path(&plan->svg, css);
        is_open = true;
        cpts_svg_run(&plan->svg, ground->points + path.first, path.count, layer->is_area);
    }
    if (is_open)
        cpts_svg_close_path(&plan->svg);
}

void cpts_plan_ground(struct plan *plan, bool areas)
{
    const struct map_ground *ground = plan->report->region->ground;
    const double least = plan->svg.least;
    if (!ground || !ground->path_count)
        return;
    plan->svg.least = LEAST;
    cpts_plan_layer(plan, areas ? "under" : "ways");
    for (size_t l = 0; l < ground->layer_count; l++)
        if (ground->layers[l].is_area == areas)
            put_layer(plan, ground, &ground->layers[l]);
    cpts_plan_layer_end(plan);
    plan->svg.least = least;
}
