/*
 * What a report says of units, perimeters, groups and claims, filled into the caller's structures:
 * these may be of an older or a newer version than the library, and say their size.
 */
#include <string.h>

#include "coverage/report.h"
#include "input/region/kept.h"

/* Copies as much of `row` as the caller's structure has room for; what the caller knows and this
 * version does not stays as its _INIT left it. */
static cpts_status fill(void *out, const void *row, size_t size, cpts_context *context)
{
    size_t room;
    memcpy(&room, out, sizeof room);
    if (room <= sizeof room)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, "%s",
                         _("a structure that was not initialised: begin with its _INIT"));
    memcpy((char *)out + sizeof room, (const char *)row + sizeof room,
           (room < size ? room : size) - sizeof room);
    return CPTS_OK;
}

size_t cpts_report_unit_count(const cpts_report *report)
{
    return report->region->units.count;
}

cpts_status cpts_report_unit(cpts_unit *out, const cpts_report *report, size_t index)
{
    cpts_context *context = report->region->context;
    const struct units *units = &report->region->units;
    cpts_begin(context);
    if (index >= units->count)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, _("there is no unit %zu"), index);
    const struct unit_result *result = &report->units[index];
    const cpts_unit row = {.code = units->code[index],
                           .name = units->name[index],
                           .group = units->group[index],
                           .epci = units->epci[index],
                           .population = units->population[index],
                           .area_m2 = result->area_m2,
                           .white_area_m2 = result->white_area_m2,
                           .overlap_area_m2 = result->overlap_area_m2,
                           .claim_count = result->claim_count};
    return fill(out, &row, sizeof row, context);
}

size_t cpts_report_perimeter_count(const cpts_report *report)
{
    return report->region->perimeters.count;
}

cpts_status cpts_report_perimeter(cpts_perimeter *out, const cpts_report *report, size_t index)
{
    cpts_context *context = report->region->context;
    const struct perimeters *perimeters = &report->region->perimeters;
    cpts_begin(context);
    if (index >= perimeters->count)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, _("there is no perimeter %zu"), index);
    const struct perimeter_result *result = &report->perimeters[index];
    const cpts_perimeter row = {.id = perimeters->id[index],
                                .name = perimeters->name[index],
                                .status = perimeters->status[index],
                                .from = perimeters->from[index],
                                .to = perimeters->to[index],
                                .life = perimeters->life[index],
                                .area_m2 = result->area_m2,
                                .exclusive_area_m2 = result->exclusive_area_m2,
                                .contested_area_m2 = result->contested_area_m2,
                                .outside_area_m2 = result->outside_area_m2,
                                .population = result->population,
                                .exclusive_population = result->exclusive_population,
                                .contested_population = result->contested_population,
                                .parts = result->parts,
                                .unknown_units = result->unknown_units,
                                .claim_count = result->claim_count};
    return fill(out, &row, sizeof row, context);
}

size_t cpts_report_group_count(const cpts_report *report)
{
    return report->group_count;
}

cpts_status cpts_report_group(cpts_group *out, const cpts_report *report, size_t index)
{
    cpts_context *context = report->region->context;
    cpts_begin(context);
    if (index >= report->group_count)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, _("there is no group %zu"), index);
    const struct group_result *group = &report->groups[index];
    const cpts_group row = {.name = group->group,
                            .unit_count = group->units,
                            .area_m2 = group->area_m2,
                            .white_area_m2 = group->white_area_m2,
                            .overlap_area_m2 = group->overlap_area_m2,
                            .population = group->population,
                            .white_population = group->white_population,
                            .overlap_population = group->overlap_population,
                            .area_rate = group->area_rate,
                            .population_rate = group->population_rate};
    return fill(out, &row, sizeof row, context);
}

/* ---- kept columns ------------------------------------------------------------------------- */

size_t cpts_report_kept_count(const cpts_report *report)
{
    return report->region->kept_count;
}

const char *cpts_report_kept_name(const cpts_report *report, size_t index)
{
    return index < report->region->kept_count ? report->region->kept_names[index] : NULL;
}

const char *cpts_report_perimeter_kept(const cpts_report *report, size_t perimeter, size_t index)
{
    const struct cpts_region *region = report->region;
    return perimeter < region->perimeters.count && index < region->kept_count
               ? cpts_kept_text(region, perimeter, index)
               : NULL;
}

/* ---- claims ------------------------------------------------------------------------------- */

/* The claim `index` of a run of `count`. */
static cpts_status fill_claim(cpts_claim *out, const struct claim *claims, size_t count,
                              size_t index, cpts_context *context)
{
    if (index >= count)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, _("there is no claim %zu"), index);
    const cpts_claim row = {.unit = claims[index].unit,
                            .perimeter = claims[index].perimeter,
                            .area_m2 = claims[index].area_m2,
                            .share = claims[index].share};
    return fill(out, &row, sizeof row, context);
}

cpts_status cpts_report_unit_claim(cpts_claim *out, const cpts_report *report, size_t unit,
                                   size_t index)
{
    cpts_context *context = report->region->context;
    cpts_begin(context);
    if (unit >= report->region->units.count)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, _("there is no unit %zu"), unit);
    const struct unit_result *result = &report->units[unit];
    return fill_claim(out, report->claims + result->first_claim, result->claim_count, index,
                      context);
}

cpts_status cpts_report_perimeter_claim(cpts_claim *out, const cpts_report *report,
                                        size_t perimeter, size_t index)
{
    cpts_context *context = report->region->context;
    cpts_begin(context);
    if (perimeter >= report->region->perimeters.count)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, _("there is no perimeter %zu"), perimeter);
    const struct perimeter_result *result = &report->perimeters[perimeter];
    return fill_claim(out, report->claims_by_perimeter + result->first_claim, result->claim_count,
                      index, context);
}
