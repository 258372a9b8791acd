#include "coverage/profile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "coverage/check.h"
#include "geometry/box_tree.h"
#include "geometry/validity.h"

/* ---- adding up --------------------------------------------------------------------------- */

/* One indicator over one territory, while it is added up. */
struct total {
    double sum, weight; /* of a mean: values times weights, and weights */
    double known_people, people, known_m2, area_m2;
    size_t known, missing, masked;
    bool is_estimate;
};

static double people_of(const struct units *units, uint32_t unit)
{
    return units->population[unit] >= 0 ? units->population[unit] : 0;
}

static void add_unit(struct total *total, const struct cpts_report *report,
                     const struct indicator *indicator, uint32_t unit, double share)
{
    const struct units *units = &report->region->units;
    const double value = indicator->values[unit], people = share * people_of(units, unit);
    const double area_m2 = share * report->units[unit].area_m2;
    double weight = indicator->kind == INDICATOR_SUM ? 1
                    : indicator->weights             ? indicator->weights[unit]
                                                     : units->population[unit];
    total->people += people;
    total->area_m2 += area_m2;
    if (isnan(value) || !(weight >= 0)) {
        total->masked += indicator->masked[unit];
        total->missing += !indicator->masked[unit];
        return;
    }
    total->known++;
    total->known_people += people;
    total->known_m2 += area_m2;
    total->sum += share * weight * value;
    total->weight += share * weight;
    total->is_estimate |= share != 1;
}

static struct indicator_value close_table(const struct total *total,
                                          const struct indicator *indicator, bool has_population)
{
    const bool is_mean = indicator->kind == INDICATOR_MEAN;
    const double all = has_population ? total->people : total->area_m2;
    const double known = has_population ? total->known_people : total->known_m2;
    struct indicator_value value = {.value = NAN,
                                    .per_1000 = NAN,
                                    .known_share = all > 0 ? known / all : NAN,
                                    .missing = total->missing,
                                    .masked = total->masked,
                                    .is_estimate = total->is_estimate};
    if (!total->known || (is_mean && !(total->weight > 0)))
        return value;
    value.is_secret = !is_mean && total->sum > 0 && total->sum < indicator->secret_below;
    if (value.is_secret)
        return value;
    value.value = is_mean ? total->sum / total->weight : total->sum;
    if (!is_mean && has_population && total->known_people > 0)
        value.per_1000 = 1000 * total->sum / total->known_people;
    return value;
}

/* ---- tables ------------------------------------------------------------------------------ */

static struct indicator_value over_perimeter(const struct cpts_report *report,
                                             const struct indicator *indicator, size_t perimeter)
{
    const struct perimeter_result *result = &report->perimeters[perimeter];
    const struct claim *claims = report->claims_by_perimeter + result->first_claim;
    struct total total = {0};
    for (size_t i = 0; i < result->claim_count; i++)
        add_unit(&total, report, indicator, claims[i].unit, claims[i].share);
    return close_table(&total, indicator, report->region->units.has_population);
}

/* group NULL: the whole region. */
static struct indicator_value over_group(const struct cpts_report *report,
                                         const struct indicator *indicator, const char *group)
{
    const struct units *units = &report->region->units;
    struct total total = {0};
    for (uint32_t u = 0; u < units->count; u++)
        if (!group || strcmp(units->group[u], group) == 0)
            add_unit(&total, report, indicator, u, 1);
    return close_table(&total, indicator, units->has_population);
}

static void profile_table(struct cpts_report *report, size_t index)
{
    struct profile *profile = &report->profile;
    const struct indicator *indicator = &report->region->indicators[index];
    const size_t stride = profile->indicator_count;
    for (size_t p = 0; p < report->region->perimeters.count; p++)
        profile->perimeters[p * stride + index] = over_perimeter(report, indicator, p);
    for (size_t g = 0; g < report->group_count; g++)
        profile->groups[g * stride + index] =
            over_group(report, indicator, report->groups[g].group);
    profile->region[index] = over_group(report, indicator, NULL);
}

/* ---- points ------------------------------------------------------------------------------ */

/* Finds the unit a point is in. */
struct locator {
    const struct cpts_report *report;
    struct box_tree parts; /* of the units */
    uint32_t *group_of;    /* by unit: its row in report->groups */
    struct point point;    /* looked for */
    uint32_t part;         /* found, or CPTS_NONE */
};

static bool visit(void *user, uint32_t part)
{
    struct locator *locator = user;
    if (!cpts_part_contains(&locator->report->region->units.shapes, part, locator->point))
        return true;
    locator->part = part;
    return false;
}

static uint32_t unit_at(struct locator *locator, struct point point)
{
    locator->point = point;
    locator->part = CPTS_NONE;
    cpts_box_tree_search(&locator->parts, (struct box){point.x, point.y, point.x, point.y}, visit,
                         locator);
    return locator->part == CPTS_NONE
               ? CPTS_NONE
               : locator->report->region->units.shapes.parts[locator->part].feature;
}

static bool open_locator(struct locator *locator, const struct cpts_report *report)
{
    const struct shapes *shapes = &report->region->units.shapes;
    const struct units *units = &report->region->units;
    *locator = (struct locator){.report = report};
    struct box *boxes = cpts_array_raw(shapes->part_count, sizeof *boxes);
    locator->group_of = cpts_array_new(units->count, sizeof *locator->group_of);
    bool done = boxes && locator->group_of;
    for (size_t p = 0; done && p < shapes->part_count; p++)
        boxes[p] = shapes->parts[p].box;
    done = done && cpts_box_tree_build(&locator->parts, boxes, shapes->part_count);
    for (size_t u = 0; done && u < units->count; u++)
        while (strcmp(report->groups[locator->group_of[u]].group, units->group[u]) != 0)
            locator->group_of[u]++;
    cpts_array_free(boxes);
    return done;
}

static void close_locator(struct locator *locator)
{
    cpts_box_tree_free(&locator->parts);
    cpts_array_free(locator->group_of);
}

/* A perimeter that has the unit whole has the point; one that cuts it is asked. */
static bool has_point(const struct cpts_report *report, const struct claim *claim,
                      struct point point)
{
    const struct shapes *shapes = &report->region->perimeters.shapes;
    if (claim->share == 1)
        return true;
    for (uint32_t p = 0; p < shapes->part_count; p++)
        if (shapes->parts[p].feature == claim->perimeter && shapes->parts[p].ring_count &&
            cpts_part_contains(shapes, p, point))
            return true;
    return false;
}

static void add_to_value(struct indicator_value *value, double amount)
{
    if (isnan(amount)) {
        value->missing++;
        return;
    }
    value->value += amount;
}

static void add_point(struct locator *locator, const struct indicator *indicator, size_t index,
                      size_t point, size_t *outside)
{
    const struct cpts_report *report = locator->report;
    const struct profile *profile = &report->profile;
    const double amount = indicator->values ? indicator->values[point] : 1;
    const size_t stride = profile->indicator_count;
    const uint32_t unit = unit_at(locator, indicator->points[point]);
    if (unit == CPTS_NONE) {
        (*outside)++;
        return;
    }
    const struct unit_result *result = &report->units[unit];
    for (size_t i = 0; i < result->claim_count; i++) {
        const struct claim *claim = &report->claims[result->first_claim + i];
        if (has_point(report, claim, indicator->points[point]))
            add_to_value(&profile->perimeters[claim->perimeter * stride + index], amount);
    }
    add_to_value(&profile->groups[locator->group_of[unit] * stride + index], amount);
    add_to_value(&profile->region[index], amount);
}

static void close_points(struct indicator_value *value, double people)
{
    value->per_1000 = people > 0 ? 1000 * value->value / people : NAN;
    value->known_share = 1;
}

static void profile_points(struct locator *locator, struct cpts_report *report, size_t index)
{
    const struct profile *profile = &report->profile;
    const struct indicator *indicator = &report->region->indicators[index];
    const size_t stride = profile->indicator_count;
    size_t outside = 0;
    for (size_t i = 0; i < indicator->point_count; i++)
        add_point(locator, indicator, index, i, &outside);
    for (size_t p = 0; p < report->region->perimeters.count; p++)
        close_points(&profile->perimeters[p * stride + index], report->perimeters[p].population);
    for (size_t g = 0; g < report->group_count; g++)
        close_points(&profile->groups[g * stride + index], report->groups[g].population);
    close_points(&profile->region[index], report->totals.population);
    if (outside)
        cpts_log(report->region->context, CPTS_NORMAL,
                 P_("%s: %zu point of %zu is outside the region, and is not counted",
                    "%s: %zu points of %zu are outside the region, and are not counted", outside),
                 indicator->source, outside, indicator->point_count);
}

/* ---- other territories ------------------------------------------------------------------- */

struct falls {
    struct fall *items;
    size_t count, capacity;
};

/* Both have the unit whole, or one of them: exact. Both in part: as if by chance. */
static bool add_fall(struct falls *falls, const struct cpts_report *report,
                     const struct cpts_report *other, const struct claim *mine,
                     const struct claim *theirs)
{
    const struct perimeters *territories = &other->region->perimeters;
    if (!CPTS_ARRAY_MORE(falls->items, falls->count, falls->capacity))
        return false;
    const double share = mine->share * theirs->share;
    falls->items[falls->count++] =
        (struct fall){.perimeter = mine->perimeter,
                      .id = territories->id[theirs->perimeter],
                      .name = territories->name[theirs->perimeter],
                      .area_m2 = share * report->units[mine->unit].area_m2,
                      .population = share * people_of(&report->region->units, mine->unit),
                      .territory_share = other->perimeters[theirs->perimeter].area_m2,
                      .is_estimate = mine->share != 1 && theirs->share != 1};
    return true;
}

static int by_territory(const void *left, const void *right)
{
    const struct fall *a = left, *b = right;
    if (a->perimeter != b->perimeter)
        return a->perimeter < b->perimeter ? -1 : 1;
    return strcmp(a->id, b->id);
}

static int by_area(const void *left, const void *right)
{
    const struct fall *a = left, *b = right;
    if (a->perimeter != b->perimeter)
        return a->perimeter < b->perimeter ? -1 : 1;
    if (a->area_m2 != b->area_m2)
        return a->area_m2 > b->area_m2 ? -1 : 1;
    return strcmp(a->id, b->id);
}

/* Falls of one perimeter on one territory become one. */
static void merge(struct falls *falls, const struct cpts_report *report)
{
    size_t kept = 0;
    if (falls->count > 1)
        qsort(falls->items, falls->count, sizeof *falls->items, by_territory);
    for (size_t i = 0; i < falls->count; i++) {
        struct fall *last = kept ? &falls->items[kept - 1] : NULL;
        if (last && by_territory(last, &falls->items[i]) == 0) {
            last->area_m2 += falls->items[i].area_m2;
            last->population += falls->items[i].population;
            last->is_estimate |= falls->items[i].is_estimate;
        } else {
            falls->items[kept++] = falls->items[i];
        }
    }
    falls->count = kept;
    for (size_t i = 0; i < kept; i++) {
        struct fall *fall = &falls->items[i];
        const struct perimeter_result *result = &report->perimeters[fall->perimeter];
        fall->area_share = result->area_m2 > 0 ? fall->area_m2 / result->area_m2 : NAN;
        fall->population_share =
            result->population > 0 ? fall->population / result->population : NAN;
        fall->territory_share =
            fall->territory_share > 0 ? fall->area_m2 / fall->territory_share : NAN;
        if (!report->region->units.has_population)
            fall->population = NAN;
    }
    if (kept > 1)
        qsort(falls->items, kept, sizeof *falls->items, by_area);
}

static bool find_falls(struct falls *falls, const struct cpts_report *report,
                       const struct cpts_report *other)
{
    bool done = true;
    for (uint32_t u = 0; u < report->region->units.count && done; u++) {
        const struct unit_result *mine = &report->units[u], *theirs = &other->units[u];
        for (size_t i = 0; i < mine->claim_count && done; i++)
            for (size_t j = 0; j < theirs->claim_count && done; j++)
                done = add_fall(falls, report, other, &report->claims[mine->first_claim + i],
                                &other->claims[theirs->first_claim + j]);
    }
    if (done)
        merge(falls, report);
    return done;
}

static cpts_status compare_with(struct cpts_report *report, const struct other_territories *others,
                                struct against *out)
{
    struct falls falls = {0};
    struct cpts_report *other;
    const cpts_check_options options = CPTS_CHECK_OPTIONS_INIT;
    cpts_status status = cpts_report_make(&other, others->region, &options);
    if (status != CPTS_OK)
        return status;
    bool done = find_falls(&falls, report, other);
    *out = (struct against){.name = others->name, .source = others->source};
    out->falls = cpts_arena_alloc(&report->arena, (falls.count + 1) * sizeof *out->falls);
    done = done && out->falls;
    if (done && falls.count)
        memcpy(out->falls, falls.items, falls.count * sizeof *out->falls);
    out->fall_count = done ? falls.count : 0;
    cpts_array_free(falls.items);
    cpts_report_free(other); /* ids and names are the region's */
    return done ? CPTS_OK : cpts_fail_memory(report->region->context);
}

/* ---- all of it --------------------------------------------------------------------------- */

static struct indicator_value *new_rows(struct cpts_report *report, size_t count)
{
    return cpts_arena_alloc(&report->arena, (count * report->profile.indicator_count + 1) *
                                                sizeof(struct indicator_value));
}

static bool profile_indicators(struct cpts_report *report)
{
    struct profile *profile = &report->profile;
    const struct cpts_region *region = report->region;
    struct locator locator = {0};
    bool done = true, is_open = false;
    profile->indicator_count = region->indicator_count;
    profile->perimeters = new_rows(report, region->perimeters.count);
    profile->groups = new_rows(report, report->group_count);
    profile->region = new_rows(report, 1);
    if (!profile->perimeters || !profile->groups || !profile->region)
        return false;
    for (size_t i = 0; i < region->indicator_count && done; i++) {
        if (!region->indicators[i].points) {
            profile_table(report, i);
            continue;
        }
        done = is_open || open_locator(&locator, report);
        is_open = true;
        if (done)
            profile_points(&locator, report, i);
    }
    close_locator(&locator);
    return done;
}

cpts_status cpts_profile_build(struct cpts_report *report)
{
    struct profile *profile = &report->profile;
    const struct cpts_region *region = report->region;
    cpts_status status = CPTS_OK;
    if (region->indicator_count && !profile_indicators(report))
        return cpts_fail_memory(region->context);
    if (!region->other_count)
        return CPTS_OK;
    profile->against =
        cpts_arena_alloc(&report->arena, region->other_count * sizeof *profile->against);
    if (!profile->against)
        return cpts_fail_memory(region->context);
    for (size_t i = 0; i < region->other_count && status == CPTS_OK; i++)
        status = compare_with(report, &region->others[i], &profile->against[i]);
    if (status == CPTS_OK)
        profile->against_count = region->other_count;
    return status;
}
