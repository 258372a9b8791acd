#include "coverage/unit_map.h"

#include <string.h>

static void *copy_of(const void *items, size_t count, size_t item_size)
{
    void *copy = cpts_array_raw(count, item_size);
    if (copy && count)
        memcpy(copy, items, count * item_size);
    return copy;
}

cpts_status cpts_unit_map_build(struct unit_map *map, const struct base *base)
{
    const struct shapes *shapes = base->shapes;
    const size_t units = base->region->units.count;
    *map = (struct unit_map){.region = base->region,
                             .point_count = shapes->point_count,
                             .ring_count = shapes->ring_count,
                             .part_count = base->unit_part_count};
    map->rings = copy_of(shapes->rings, map->ring_count, sizeof *map->rings);
    map->parts = copy_of(shapes->parts, map->part_count, sizeof *map->parts);
    map->unit_first = copy_of(base->unit_first, units + 1, sizeof *map->unit_first);
    map->unit_parts = copy_of(base->unit_parts, base->unit_first[units], sizeof *map->unit_parts);
    if (map->rings && map->parts && map->unit_first && map->unit_parts)
        return CPTS_OK;
    return cpts_fail_memory(base->region->context);
}

void cpts_unit_map_own(struct unit_map *map, struct shapes *drawn)
{
    cpts_array_free(map->points);
    map->points = drawn->points;
    drawn->points = NULL;
}

struct shapes cpts_unit_map_shapes(const struct unit_map *map)
{
    return (struct shapes){.points = map->points ? map->points : map->region->units.shapes.points,
                           .rings = map->rings,
                           .parts = map->parts,
                           .point_count = map->point_count,
                           .ring_count = map->ring_count,
                           .part_count = map->part_count};
}

void cpts_unit_map_free(struct unit_map *map)
{
    cpts_array_free(map->points);
    cpts_array_free(map->rings);
    cpts_array_free(map->parts);
    cpts_array_free(map->unit_parts);
    cpts_array_free(map->unit_first);
    *map = (struct unit_map){0};
}
