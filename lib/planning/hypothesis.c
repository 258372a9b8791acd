#include "planning/hypothesis.h"

#include <string.h>

#include "geometry/geos.h"
#include "geometry/predicates.h"
#include "input/region/region_copy.h"
#include "input/sources/text.h"

/* ---- which perimeter --------------------------------------------------------------------- */

#define NAME_ROOM 256

/* "PACA-4" and "paca 04" are written alike: letters and digits, without zeros before a number. */
static void plain_id(char out[NAME_ROOM], const char *id)
{
    char letters[NAME_ROOM];
    size_t length = 0;
    cpts_text_fold(letters, sizeof letters, id);
    for (const char *c = letters; *c; c++) {
        const bool follows_digit = length && out[length - 1] >= '0' && out[length - 1] <= '9';
        if (*c != '0' || follows_digit)
            out[length++] = *c;
    }
    out[length] = '\0';
}

/* Of an id that is a slip of the pen for another, a new perimeter would be tried without a word. */
static void tell_near(const struct cpts_region *region, const char *text)
{
    const struct perimeters *perimeters = &region->perimeters;
    char wanted[NAME_ROOM], id[NAME_ROOM];
    plain_id(wanted, text);
    for (size_t p = 0; p < perimeters->count; p++) {
        plain_id(id, perimeters->id[p]);
        if (strcmp(id, wanted) != 0)
            continue;
        cpts_log(region->context, CPTS_NORMAL,
                 _("no perimeter is called '%s': it is tried as a new one; did you mean %s?"), text,
                 perimeters->id[p]);
        return;
    }
}

cpts_status cpts_hypothesis_subject(const char **out, const struct cpts_region *region,
                                    const char *text)
{
    const struct perimeters *perimeters = &region->perimeters;
    char wanted[NAME_ROOM], name[NAME_ROOM];
    uint32_t found = CPTS_NONE;
    *out = text;
    cpts_text_fold(wanted, sizeof wanted, text);
    if (!*wanted || cpts_perimeter_of_id(region, text) != CPTS_NONE)
        return CPTS_OK;
    for (uint32_t p = 0; p < perimeters->count; p++) {
        cpts_text_fold(name, sizeof name, perimeters->name[p]);
        if (strcmp(name, wanted) != 0)
            continue;
        if (found != CPTS_NONE)
            return cpts_fail(region->context, CPTS_ERROR_ARGUMENT,
                             _("--as: '%s' is the name of several perimeters, %s and %s; give the "
                               "id of one"),
                             text, perimeters->id[found], perimeters->id[p]);
        found = p;
    }
    if (found == CPTS_NONE)
        tell_near(region, text);
    else
        *out = perimeters->id[found];
    return CPTS_OK;
}

/* ---- reading ----------------------------------------------------------------------------- */

static cpts_status read_list(struct territory *territory, const struct cpts_region *region,
                             const char *const *texts, const char *id, const char *option)
{
    cpts_status status = cpts_territory_open(territory, region);
    for (; texts && *texts && status == CPTS_OK; texts++)
        status = cpts_territory_add(territory, region, *texts, id, option);
    return status;
}

static cpts_status refuse(const struct cpts_region *region, const cpts_hypothesis *asked)
{
    cpts_context *context = region->context;
    const bool takes = asked->take && *asked->take;
    const bool releases = asked->release && *asked->release;
    if (!asked->id || !*asked->id)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, "%s",
                         _("which perimeter the hypothesis is about is missing; give its id "
                           "with --as"));
    if (!takes && !releases)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, "%s",
                         _("the hypothesis changes nothing; say what the perimeter takes "
                           "(--take) or gives up (--release)"));
    if (asked->replace && !takes)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, "%s",
                         _("--replace leaves the perimeter without territory; say with --take "
                           "what it is made of"));
    if (releases && cpts_perimeter_of_id(region, asked->id) == CPTS_NONE)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT,
                         _("no perimeter is called '%s', so it has nothing to release; ids are "
                           "those of the declaration"),
                         asked->id);
    return CPTS_OK;
}

cpts_status cpts_hypothesis_read(struct hypothesis *out, const struct cpts_region *region,
                                 const cpts_hypothesis *asked)
{
    *out = (struct hypothesis){.id = asked->id, .replace = asked->replace};
    cpts_status status = refuse(region, asked);
    if (status != CPTS_OK)
        return status;
    out->is_new = cpts_perimeter_of_id(region, asked->id) == CPTS_NONE;
    status = read_list(&out->take, region, asked->take, asked->id, "--take");
    if (status == CPTS_OK)
        status = read_list(&out->release, region, asked->release, asked->id, "--release");
    if (status == CPTS_OK && out->release.feature_count)
        status = cpts_fail(region->context, CPTS_ERROR_ARGUMENT, "%s",
                           _("--release takes unit codes, not polygons"));
    if (status != CPTS_OK)
        cpts_hypothesis_free(out);
    return status;
}

void cpts_hypothesis_free(struct hypothesis *hypothesis)
{
    cpts_territory_free(&hypothesis->take);
    cpts_territory_free(&hypothesis->release);
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
                           _("the units released cannot be cut out of the drawing of '%s': %s; "
                             "mend its drawing first"),
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
static void tell_idle(const struct hypothesis *hypothesis, const struct cpts_report *before,
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

cpts_status cpts_hypothesis_apply(const struct hypothesis *hypothesis, struct cpts_region *copy,
                                  const struct cpts_report *before)
{
    const uint32_t perimeter = cpts_perimeter_open(copy, hypothesis->id);
    if (perimeter == CPTS_NONE)
        return cpts_fail_memory(copy->context);
    if (hypothesis->replace && !cpts_perimeter_clear(copy, perimeter))
        return cpts_fail_memory(copy->context);
    cpts_status status = CPTS_OK;
    const uint32_t was = cpts_perimeter_of_id(before->region, hypothesis->id);
    if (hypothesis->release.unit_count && was != CPTS_NONE)
        tell_idle(hypothesis, before, was);
    if (hypothesis->release.unit_count && !hypothesis->replace)
        status = release(hypothesis, copy, before, perimeter);
    if (status == CPTS_OK && !take(&hypothesis->take, copy, perimeter))
        status = cpts_fail_memory(copy->context);
    return status;
}
