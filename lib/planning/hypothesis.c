#include "planning/hypothesis.h"

#include "geometry/geos.h"
#include "geometry/predicates.h"
#include "input/region/region_copy.h"

cpts_status cpts_hypotheses_add(struct hypotheses *hypotheses, const struct cpts_region *region,
                                const char *id, const char *name, bool is_new)
{
    if (!CPTS_ARRAY_MORE(hypotheses->items, hypotheses->count, hypotheses->capacity))
        return cpts_fail_memory(region->context);
    struct hypothesis *added = &hypotheses->items[hypotheses->count++];
    *added = (struct hypothesis){.id = cpts_arena_string(&hypotheses->arena, id),
                                 .name = cpts_arena_string(&hypotheses->arena, name),
                                 .is_new = is_new};
    if (!added->id || !added->name)
        return cpts_fail_memory(region->context);
    const cpts_status status = cpts_territory_open(&added->take, region);
    return status == CPTS_OK ? cpts_territory_open(&added->release, region) : status;
}

void cpts_hypotheses_free(struct hypotheses *hypotheses)
{
    for (size_t h = 0; h < hypotheses->count; h++) {
        cpts_territory_free(&hypotheses->items[h].take);
        cpts_territory_free(&hypotheses->items[h].release);
    }
    cpts_array_free(hypotheses->items);
    cpts_arena_free(&hypotheses->arena);
    *hypotheses = (struct hypotheses){0};
}

/* ---- releasing --------------------------------------------------------------------------- */

/* Whether all it claims is whole units of the region. */
static bool claims_whole_units(const struct cpts_report *report, uint32_t perimeter)
{
    const struct perimeter_result *result = &report->perimeters[perimeter];
    const struct claim *claims = report->claims_by_perimeter + result->first_claim;
    bool whole = result->outside_area_m2 == 0;
    for (size_t i = 0; i < result->claim_count && whole; i++)
        whole = claims[i].share == 1;
    return whole;
}

/* Drawn or not, it becomes the list of the units it claims: exact, and no geometry is computed. */
static bool turn_into_codes(struct cpts_region *copy, const struct cpts_report *before,
                            uint32_t perimeter)
{
    const struct perimeter_result *result = &before->perimeters[perimeter];
    const struct claim *claims = before->claims_by_perimeter + result->first_claim;
    bool done = cpts_perimeter_clear(copy, perimeter);
    for (size_t i = 0; done && i < result->claim_count; i++)
        done = cpts_perimeter_take(copy, perimeter, claims[i].unit);
    return done;
}

/* Takes the marked units out of all parts of the perimeter, those that appear meanwhile too. */
static bool cut_out(struct geos *geos, struct cpts_region *copy, uint32_t perimeter,
                    const bool *marked)
{
    struct shapes *drawn = &copy->perimeters.shapes;
    const struct shapes *units = &copy->units.shapes;
    for (uint32_t u = 0; u < units->part_count; u++) {
        if (!units->parts[u].ring_count || !marked[units->parts[u].feature])
            continue;
        const size_t count = drawn->part_count;
        for (uint32_t p = 0; p < count; p++)
            if (drawn->parts[p].ring_count && drawn->parts[p].feature == perimeter &&
                cpts_boxes_meet(drawn->parts[p].box, units->parts[u].box) &&
                cpts_geos_subtract(geos, drawn, p, units, u) == GEOS_FAILED)
                return false;
    }
    return true;
}

/* GEOS must be given valid polygons that do not overlap. */
static bool make_valid(struct geos *geos, struct cpts_region *copy, uint32_t perimeter)
{
    struct shapes *drawn = &copy->perimeters.shapes;
    uint32_t *parts = cpts_array_raw(drawn->part_count, sizeof *parts);
    size_t count = 0;
    for (uint32_t p = 0; parts && p < drawn->part_count; p++)
        if (drawn->parts[p].ring_count && drawn->parts[p].feature == perimeter)
            parts[count++] = p;
    const bool done =
        parts &&
        (!count || cpts_geos_repair(geos, drawn, parts, count,
                                    copy->perimeters.drawn_in_pieces[perimeter]) != GEOS_FAILED);
    copy->perimeters.drawn_in_pieces[perimeter] = false;
    cpts_array_free(parts);
    return done;
}

static cpts_status release(const struct hypothesis *hypothesis, struct cpts_region *copy,
                           const struct cpts_report *before, uint32_t perimeter)
{
    const bool *marked = hypothesis->release.units;
    if (claims_whole_units(before, perimeter)) {
        if (!turn_into_codes(copy, before, perimeter))
            return cpts_fail_memory(copy->context);
        cpts_perimeter_release(copy, perimeter, marked);
        return CPTS_OK;
    }
    struct geos geos = {0};
    cpts_perimeter_release(copy, perimeter, marked);
    if (!cpts_geos_open(&geos))
        return cpts_fail_memory(copy->context);
    const bool done = make_valid(&geos, copy, perimeter) && cut_out(&geos, copy, perimeter, marked);
    cpts_status status = CPTS_OK;
    if (!done && !geos.no_memory && *geos.message)
        status = cpts_fail(copy->context, CPTS_ERROR_INPUT,
                           _("what is released cannot be cut out of the drawing of '%s': %s; "
                             "repair the drawing first"),
                           hypothesis->id, geos.message);
    else if (!done || !cpts_shapes_drop(&copy->perimeters.shapes, CPTS_NONE))
        status = cpts_fail_memory(copy->context);
    cpts_geos_close(&geos);
    cpts_perimeter_recount(copy, perimeter);
    return status;
}

/* ---- taking ------------------------------------------------------------------------------ */

static bool draw(const struct territory *territory, struct cpts_region *copy, uint32_t perimeter)
{
    struct shapes *shapes = &copy->perimeters.shapes;
    const size_t before = shapes->part_count;
    bool was_drawn = false;
    for (size_t p = 0; p < before; p++)
        was_drawn |= shapes->parts[p].feature == perimeter;
    if (!cpts_shapes_append(shapes, &territory->shapes, 0, (uint32_t)territory->shapes.part_count))
        return false;
    for (size_t p = before; p < shapes->part_count; p++)
        shapes->parts[p].feature = perimeter;
    copy->perimeters.drawn_in_pieces[perimeter] |= was_drawn || territory->feature_count > 1;
    cpts_perimeter_recount(copy, perimeter);
    return cpts_shapes_sort(shapes);
}

static bool take(const struct territory *territory, struct cpts_region *copy, uint32_t perimeter)
{
    for (uint32_t u = 0; u < copy->units.count; u++)
        if (territory->units[u] && !cpts_perimeter_take(copy, perimeter, u))
            return false;
    return !territory->feature_count || draw(territory, copy, perimeter);
}

/* Units it does not claim, and is asked to release: more likely a mistake than a wish. */
static void warn_idle(const struct hypothesis *hypothesis, const struct cpts_report *before,
                      uint32_t perimeter)
{
    const struct perimeter_result *result = &before->perimeters[perimeter];
    const struct claim *claims = before->claims_by_perimeter + result->first_claim;
    const struct cpts_region *region = before->region;
    for (uint32_t u = 0; u < region->units.count; u++) {
        bool is_claimed = false;
        for (size_t i = 0; hypothesis->release.units[u] && i < result->claim_count && !is_claimed;
             i++)
            is_claimed = claims[i].unit == u;
        if (hypothesis->release.units[u] && !is_claimed)
            cpts_log(region->context, CPTS_NORMAL,
                     _("--release: %s claims nothing of %s (%s): there is nothing to release"),
                     region->perimeters.name[perimeter], region->units.name[u],
                     region->units.code[u]);
    }
}

static cpts_status apply(const struct hypothesis *hypothesis, struct cpts_region *copy,
                         const struct cpts_report *before)
{
    const uint32_t perimeter = cpts_perimeter_open(copy, hypothesis->id);
    if (perimeter == CPTS_NONE)
        return cpts_fail_memory(copy->context);
    if (hypothesis->is_new && *hypothesis->name)
        copy->perimeters.name[perimeter] = cpts_arena_string(&copy->arena, hypothesis->name);
    if (!copy->perimeters.name[perimeter])
        return cpts_fail_memory(copy->context);
    if (hypothesis->replace && !cpts_perimeter_clear(copy, perimeter))
        return cpts_fail_memory(copy->context);
    cpts_status status = CPTS_OK;
    const uint32_t was = cpts_perimeter_of_id(before->region, hypothesis->id);
    if (hypothesis->release.unit_count && was != CPTS_NONE)
        warn_idle(hypothesis, before, was);
    if (hypothesis->release.unit_count && !hypothesis->replace)
        status = release(hypothesis, copy, before, perimeter);
    if (status == CPTS_OK && !take(&hypothesis->take, copy, perimeter))
        status = cpts_fail_memory(copy->context);
    return status;
}

/* New ones last: until then the perimeters have the numbers that they have in the report. */
cpts_status cpts_hypotheses_apply(const struct hypotheses *hypotheses, struct cpts_region *copy,
                                  const struct cpts_report *before)
{
    cpts_status status = CPTS_OK;
    for (int is_new = 0; is_new < 2; is_new++)
        for (size_t h = 0; h < hypotheses->count && status == CPTS_OK; h++)
            if (hypotheses->items[h].is_new == (is_new == 1))
                status = apply(&hypotheses->items[h], copy, before);
    return status;
}
