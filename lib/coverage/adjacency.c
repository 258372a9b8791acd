#include "coverage/adjacency.h"

#include <math.h>
#include <stdlib.h>

#include "geometry/predicates.h"

/* A run of border between two units. */
struct run {
    uint32_t unit, other;
    double border_m;
};

struct runs {
    struct run *items;
    size_t count, capacity;
};

static bool add_length(struct runs *runs, uint32_t unit, uint32_t other, double border_m)
{
    struct run *last = runs->count ? &runs->items[runs->count - 1] : NULL;
    if (last && last->unit == unit && last->other == other) {
        last->border_m += border_m;
        return true;
    }
    if (!CPTS_ARRAY_MORE(runs->items, runs->count, runs->capacity))
        return false;
    runs->items[runs->count++] = (struct run){unit, other, border_m};
    return true;
}

/* The map, and its borders. */
struct walk {
    const struct unit_map *map;
    struct shapes shapes;
    struct borders borders;
};

static bool walk_ring(const struct walk *walk, const struct ring *ring, uint32_t unit,
                      struct runs *runs, double *border_m)
{
    const struct shapes *shapes = &walk->shapes;
    for (uint32_t v = ring->first; v < ring->first + ring->count; v++) {
        struct point d = cpts_vector(shapes->points[v], shapes->points[v + 1]);
        double length_m = hypot(d.x, d.y);
        uint32_t beyond = cpts_part_beyond(&walk->borders, v);
        /* CPTS_NONE, a gap or the exterior, otherwise. */
        uint32_t other = beyond < shapes->part_count ? shapes->parts[beyond].feature : CPTS_NONE;
        if (other == unit) /* a border between two parts of one unit bounds nothing */
            continue;
        *border_m += length_m;
        if (other != CPTS_NONE && !add_length(runs, unit, other, length_m))
            return false;
    }
    return true;
}

static bool walk_unit(const struct walk *walk, uint32_t unit, struct adjacency *out,
                      struct runs *runs)
{
    double largest_m2 = -1;
    const struct unit_map *map = walk->map;
    for (size_t i = map->unit_first[unit]; i < map->unit_first[unit + 1]; i++) {
        const struct part *part = &walk->shapes.parts[map->unit_parts[i]];
        out->area_m2[unit] += part->area_m2;
        if (part->area_m2 > largest_m2) {
            const struct box *box = &part->box;
            largest_m2 = part->area_m2;
            out->centre[unit] =
                (struct point){(box->min_x + box->max_x) / 2, (box->min_y + box->max_y) / 2};
        }
        for (uint32_t r = part->first_ring; r < part->first_ring + part->ring_count; r++)
            if (!walk_ring(walk, &walk->shapes.rings[r], unit, runs, &out->border_m[unit]))
                return false;
    }
    return true;
}

static int by_units(const void *left, const void *right)
{
    const struct run *a = left, *b = right;
    if (a->unit != b->unit)
        return a->unit < b->unit ? -1 : 1;
    return (a->other > b->other) - (a->other < b->other);
}

/* Runs of the same two units become one neighbour. */
static bool gather(struct adjacency *out, struct runs *runs)
{
    out->neighbours = cpts_array_raw(runs->count, sizeof *out->neighbours);
    if (!out->neighbours)
        return false;
    if (runs->count > 1)
        qsort(runs->items, runs->count, sizeof *runs->items, by_units);
    size_t kept = 0, i = 0;
    for (uint32_t unit = 0; unit < out->unit_count; unit++) {
        out->first[unit] = kept;
        for (; i < runs->count && runs->items[i].unit == unit; i++) {
            const struct run *run = &runs->items[i];
            if (kept > out->first[unit] && out->neighbours[kept - 1].unit == run->other)
                out->neighbours[kept - 1].border_m += run->border_m;
            else
                out->neighbours[kept++] = (struct neighbour){run->other, run->border_m};
        }
    }
    out->first[out->unit_count] = kept;
    return true;
}

cpts_status cpts_adjacency_build(struct adjacency *out, const struct unit_map *map)
{
    struct walk walk = {.map = map, .shapes = cpts_unit_map_shapes(map)};
    struct runs runs = {0};
    *out = (struct adjacency){.unit_count = map->region->units.count};
    out->first = cpts_array_new(out->unit_count + 1, sizeof *out->first);
    out->border_m = cpts_array_new(out->unit_count, sizeof *out->border_m);
    out->area_m2 = cpts_array_new(out->unit_count, sizeof *out->area_m2);
    out->centre = cpts_array_new(out->unit_count, sizeof *out->centre);
    bool done = out->first && out->border_m && out->area_m2 && out->centre &&
                cpts_borders_build(&walk.borders, &walk.shapes);
    for (uint32_t unit = 0; done && unit < out->unit_count; unit++)
        done = walk_unit(&walk, unit, out, &runs);
    done = done && gather(out, &runs);
    cpts_borders_free(&walk.borders);
    cpts_array_free(runs.items);
    if (done)
        return CPTS_OK;
    cpts_adjacency_free(out);
    return cpts_fail_memory(map->region->context);
}

void cpts_adjacency_free(struct adjacency *adjacency)
{
    cpts_array_free(adjacency->neighbours);
    cpts_array_free(adjacency->first);
    cpts_array_free(adjacency->border_m);
    cpts_array_free(adjacency->area_m2);
    cpts_array_free(adjacency->centre);
    *adjacency = (struct adjacency){0};
}
