/*
 * The ground of the map, of the user's own layers, for the scripts of the page.
 */
#include <math.h>

#include "output/page/map.h"

#define CELL 4 /* cells of the grid of the map: the ground is coarser */

/* In cells of the ground from the corner of the map, which lies in the middle of it: may be below
 * zero. */
static struct grid_point cell_of(const struct topology *topology, struct point point)
{
    const double cell_m = CELL * topology->quantum_m;
    return (struct grid_point){(int32_t)lround((point.x - topology->origin.x) / cell_m),
                               (int32_t)lround((point.y - topology->origin.y) / cell_m)};
}

static void put_path(struct bytes *out, const struct topology *topology,
                     const struct map_ground *ground, struct ground_path path,
                     struct grid_point *at)
{
    cpts_topology_put_count(out, path.count);
    for (size_t i = path.first; i < path.first + path.count; i++) {
        const struct grid_point p = cell_of(topology, ground->points[i]);
        cpts_topology_put_signed(out, (int64_t)p.x - at->x);
        cpts_topology_put_signed(out, (int64_t)p.y - at->y);
        *at = p;
    }
}

void cpts_page_ground_paths(struct bytes *out, const struct topology *topology,
                            const struct map_ground *ground)
{
    struct grid_point at = {0, 0};
    for (size_t l = 0; l < ground->layer_count; l++) {
        const struct ground_layer layer = ground->layers[l];
        cpts_topology_put_count(out, layer.count);
        for (size_t p = layer.first; p < layer.first + layer.count; p++)
            put_path(out, topology, ground, ground->paths[p], &at);
    }
}

void cpts_page_ground(struct json *json, const struct topology *topology,
                      const struct map_ground *ground)
{
    cpts_json_key_number(json, "cell", CELL);
    cpts_json_key_open(json, "layers", '[');
    for (size_t l = 0; l < ground->layer_count; l++) {
        cpts_json_open(json, '[');
        cpts_json_string(json, cpts_ground_tone_name(ground->layers[l].tone));
        cpts_json_count(json, ground->layers[l].is_area);
        cpts_json_close(json, ']');
    }
    cpts_json_close(json, ']');
    cpts_json_key_open(json, "places", '[');
    for (size_t i = 0; i < ground->place_count; i++) {
        const struct grid_point p = cell_of(topology, ground->places[i].point);
        cpts_json_open(json, '[');
        cpts_json_string(json, ground->places[i].name);
        cpts_json_number(json, p.x);
        cpts_json_number(json, p.y);
        cpts_json_close(json, ']');
    }
    cpts_json_close(json, ']');
}
