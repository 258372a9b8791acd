#include "output/map/base_copy.h"

#include <string.h>

#include "geometry/predicates.h"

static void *copy_of(const void *items, size_t count, size_t size)
{
    void *copy = cpts_array_raw(count, size);
    if (copy && count)
        memcpy(copy, items, count * size);
    return copy;
}

static bool copy_shapes(struct shapes *out, const struct shapes *shapes)
{
    *out = (struct shapes){
        .points = copy_of(shapes->points, shapes->point_count, sizeof *shapes->points),
        .rings = copy_of(shapes->rings, shapes->ring_count, sizeof *shapes->rings),
        .parts = copy_of(shapes->parts, shapes->part_count, sizeof *shapes->parts),
        .point_count = shapes->point_count,
        .point_capacity = shapes->point_count,
        .ring_count = shapes->ring_count,
        .ring_capacity = shapes->ring_count,
        .part_count = shapes->part_count,
        .part_capacity = shapes->part_count};
    return out->points && out->rings && out->parts;
}

cpts_status cpts_base_copy_new(struct base_copy *copy, const struct cpts_report *report)
{
    *copy = (struct base_copy){.region = *report->region};
    copy->region.notices = NULL;
    copy->region.notice_count = copy->region.notice_capacity = 0;
    copy->region.arena = (struct arena){NULL};
    if (!copy_shapes(&copy->region.units.shapes, &report->region->units.shapes))
        return cpts_fail_memory(report->region->context);
    return cpts_base_build(&copy->base, &copy->region, CPTS_EMPTY_BOX);
}

void cpts_base_copy_free(struct base_copy *copy)
{
    cpts_shapes_free(&copy->base.redrawn);
    cpts_base_free(&copy->base);
    cpts_shapes_free(&copy->region.units.shapes);
    cpts_array_free(copy->region.notices);
    cpts_arena_free(&copy->region.arena);
}
