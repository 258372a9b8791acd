#include "output/map/features.h"

#include <string.h>

#include "coverage/base/base.h"

static bool reports(const struct cpts_report *report, cpts_rule rule)
{
    return report->counts.by_rule[rule] + report->counts.slivers[rule] > 0;
}

cpts_status cpts_features_new(struct features *drawings, const struct cpts_report *report)
{
    *drawings =
        (struct features){.region = report->region,
                          .has_bad_units = reports(report, CPTS_RULE_INVALID_UNIT),
                          .has_bad_perimeters = reports(report, CPTS_RULE_INVALID_PERIMETER)};
    return cpts_geos_open(&drawings->geos) ? CPTS_OK : cpts_fail_memory(report->region->context);
}

void cpts_features_free(struct features *drawings)
{
    cpts_geos_close(&drawings->geos);
    cpts_validity_free(&drawings->validity);
    cpts_shapes_free(&drawings->redrawn);
    cpts_array_free(drawings->redrawn_parts);
    cpts_array_free(drawings->own_parts);
}

/* The parts of a feature as it was read, borrowed until the next call; false when memory is
 * short. */
static bool parts_of(struct drawing *out, struct features *drawings, const struct shapes *shapes,
                     uint32_t feature)
{
    const size_t first = cpts_shapes_first_part(shapes, feature);
    size_t count = 0;
    while (first + count < shapes->part_count && shapes->parts[first + count].feature == feature)
        count++;
    if (!cpts_array_reserve(&drawings->own_parts, &drawings->own_capacity, count,
                            sizeof *drawings->own_parts))
        return false;
    for (size_t i = 0; i < count; i++)
        drawings->own_parts[i] = (uint32_t)(first + i);
    *out = (struct drawing){shapes, drawings->own_parts, count};
    return true;
}

/* ---- redrawing ---------------------------------------------------------------------------- */

static bool copy_part(struct shapes *out, const struct shapes *shapes, uint32_t part)
{
    const struct part *from = &shapes->parts[part];
    for (uint32_t r = 0; r < from->ring_count; r++) {
        const struct ring *ring = &shapes->rings[from->first_ring + r];
        struct point *room = cpts_shapes_room(out, ring->count);
        if (!room)
            return false;
        memcpy(room, shapes->points + ring->first, ring->count * sizeof *room);
        const enum ring_result result = cpts_shapes_add_ring(out, ring->count, 0, r > 0);
        if (result == RING_COLLAPSED && r == 0)
            return true;
        if (result == RING_NO_MEMORY)
            return false;
    }
    return true;
}

static bool copy_drawing(struct shapes *out, const struct drawing *from)
{
    for (size_t p = 0; p < from->count; p++)
        if (!copy_part(out, from->shapes, from->parts[p]))
            return false;
    return true;
}

static void begin(struct features *drawings)
{
    struct shapes *shapes = &drawings->redrawn;
    shapes->point_count = shapes->ring_count = shapes->part_count = 0;
}

/* All that was copied, valid, in *out. */
static cpts_status repair(struct drawing *out, struct features *drawings, bool unite)
{
    cpts_context *context = drawings->region->context;
    struct shapes *shapes = &drawings->redrawn;
    for (int pass = 0; pass < 2; pass++) {
        if (!cpts_array_reserve(&drawings->redrawn_parts, &drawings->redrawn_capacity,
                                shapes->part_count, sizeof *drawings->redrawn_parts))
            return cpts_fail_memory(context);
        for (size_t p = 0; p < shapes->part_count; p++)
            drawings->redrawn_parts[p] = (uint32_t)p;
        if (pass || !shapes->part_count ||
            (unite && cpts_geos_dissolve(&drawings->geos, shapes, drawings->redrawn_parts,
                                         shapes->part_count) == GEOS_DONE))
            continue;
        if (!drawings->geos.no_memory &&
            cpts_geos_repair(&drawings->geos, shapes, drawings->redrawn_parts, shapes->part_count,
                             unite) != GEOS_FAILED)
            continue;
        return drawings->geos.no_memory ? cpts_fail_memory(context)
                                        : cpts_fail(context, CPTS_ERROR_INTERNAL,
                                                    _("a polygon cannot be drawn on the map: %s"),
                                                    drawings->geos.message);
    }
    *out = (struct drawing){shapes, drawings->redrawn_parts, 0};
    for (size_t p = 0; p < shapes->part_count; p++)
        if (shapes->parts[p].ring_count)
            drawings->redrawn_parts[out->count++] = (uint32_t)p;
    return CPTS_OK;
}

/* *out as it was read, or valid when it is bad, or united. */
static cpts_status draw(struct drawing *out, struct features *drawings, bool is_bad, bool unite)
{
    cpts_context *context = drawings->region->context;
    if (!out->count || (!is_bad && !unite))
        return CPTS_OK;
    const enum validity_result result =
        unite ? VALIDITY_SUSPECT
              : cpts_validity(&drawings->validity, out->shapes, out->parts, out->count);
    if (result == VALIDITY_SIMPLE)
        return CPTS_OK;
    begin(drawings);
    if (result == VALIDITY_NO_MEMORY || !copy_drawing(&drawings->redrawn, out))
        return cpts_fail_memory(context);
    return repair(out, drawings, unite);
}

cpts_status cpts_draw_unit(struct drawing *out, struct features *drawings, uint32_t unit)
{
    if (!parts_of(out, drawings, &drawings->region->units.shapes, unit))
        return cpts_fail_memory(drawings->region->context);
    return draw(out, drawings, drawings->has_bad_units, false);
}

/* ---- perimeters --------------------------------------------------------------------------- */

/* The codes a perimeter declares: a run of the pairs sorted by perimeter. */
static const struct declared *declared_by(const struct perimeters *perimeters, uint32_t perimeter)
{
    size_t low = 0, high = perimeters->declared_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (perimeters->declared[middle].perimeter < perimeter)
            low = middle + 1;
        else
            high = middle;
    }
    return perimeters->declared + low;
}

static bool copy_declared(struct features *drawings, uint32_t perimeter)
{
    const struct perimeters *perimeters = &drawings->region->perimeters;
    const struct declared *end = perimeters->declared + perimeters->declared_count;
    const struct declared *declared = declared_by(perimeters, perimeter);
    struct drawing unit;
    for (; declared < end && declared->perimeter == perimeter; declared++)
        if (!parts_of(&unit, drawings, &drawings->region->units.shapes, declared->unit) ||
            !copy_drawing(&drawings->redrawn, &unit))
            return false;
    return true;
}

cpts_status cpts_draw_perimeter(struct drawing *out, struct features *drawings, uint32_t perimeter)
{
    const struct perimeters *perimeters = &drawings->region->perimeters;
    begin(drawings);
    if ((perimeters->declared_count && !copy_declared(drawings, perimeter)) ||
        !parts_of(out, drawings, &perimeters->shapes, perimeter))
        return cpts_fail_memory(drawings->region->context);
    if (!drawings->redrawn.part_count)
        return draw(out, drawings, drawings->has_bad_perimeters,
                    perimeters->drawn_in_pieces && perimeters->drawn_in_pieces[perimeter]);
    if (!copy_drawing(&drawings->redrawn, out))
        return cpts_fail_memory(drawings->region->context);
    return repair(out, drawings, true);
}
