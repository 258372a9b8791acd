#include "coverage/notices/mismatch.h"
#include "common/number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a polygon covers of a unit, or a unit that is listed. */
struct entry {
    uint32_t perimeter, unit;
    double drawn_m2;
    bool listed;
};

struct comparison {
    const struct residual *residual;
    const struct base *base;
    double sliver_width_m;
    bool *has_both; /* by perimeter */
    struct entry *entries;
    size_t count, capacity;
};

/* Units of one side, the first ones by name. */
struct listing {
    size_t count;
    char names[160];
};

static bool add(struct comparison *comparison, uint32_t perimeter, uint32_t unit, double drawn_m2,
                bool listed)
{
    if (!comparison->has_both[perimeter] || unit == CPTS_NONE)
        return true;
    if (!CPTS_ARRAY_MORE(comparison->entries, comparison->count, comparison->capacity))
        return false;
    comparison->entries[comparison->count++] = (struct entry){perimeter, unit, drawn_m2, listed};
    return true;
}

/* False when no perimeter is declared in both ways. */
static bool find_both(struct comparison *comparison)
{
    const struct perimeters *perimeters = &comparison->base->region->perimeters;
    const size_t *first = comparison->residual->part_first;
    bool any = false;
    for (size_t i = 0; i < perimeters->declared_count; i++) {
        uint32_t p = perimeters->declared[i].perimeter;
        if (perimeters->declared[i].is_supposed)
            continue;
        comparison->has_both[p] = first[p + 1] > first[p];
        any |= comparison->has_both[p];
    }
    return any;
}

static bool add_drawn(struct comparison *comparison, const struct cells *cells,
                      const struct claims *claims)
{
    const struct part *parts = comparison->base->shapes->parts;
    bool done = true;
    for (size_t i = 0; i < claims->drawn_count && done; i++) {
        const struct part *part = &parts[claims->drawn[i].part];
        done = add(comparison, claims->drawn[i].perimeter, part->feature, part->area_m2, false);
    }
    for (size_t i = 0; i < cells->cell_count && done; i++) {
        const struct cell *cell = &cells->cells[i];
        for (uint32_t k = 0; k < cell->claim_count && done; k++)
            done = add(comparison, cells->claims[cell->first_claim + k], parts[cell->part].feature,
                       cell->area_m2, false);
    }
    return done;
}

static bool add_listed(struct comparison *comparison)
{
    const struct perimeters *perimeters = &comparison->base->region->perimeters;
    bool done = true;
    for (size_t i = 0; i < perimeters->declared_count && done; i++) {
        const struct declared *declared = &perimeters->declared[i];
        if (!declared->is_supposed)
            done = add(comparison, declared->perimeter, declared->unit, 0, true);
    }
    return done;
}

static int by_perimeter_and_unit(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    if (a->perimeter != b->perimeter)
        return a->perimeter < b->perimeter ? -1 : 1;
    if (a->unit != b->unit)
        return a->unit < b->unit ? -1 : 1;
    return (a->drawn_m2 > b->drawn_m2) - (a->drawn_m2 < b->drawn_m2);
}

/* The area of a unit, and that of a strip along its border, which does not count as a
 * difference. */
static void measure_unit(const struct comparison *comparison, uint32_t unit, double *area_m2,
                         double *strip_m2)
{
    const struct base *base = comparison->base;
    double border_m = 0;
    *area_m2 = cpts_unit_area_m2(base, unit);
    for (size_t i = base->unit_first[unit]; i < base->unit_first[unit + 1]; i++)
        border_m += cpts_part_border_m(base->shapes, base->unit_parts[i]);
    *strip_m2 = border_m * comparison->sliver_width_m;
}

static void list_unit(struct listing *listing, const struct units *units, uint32_t unit)
{
    size_t used = strlen(listing->names);
    if (listing->count++ < 3)
        snprintf(listing->names + used, sizeof listing->names - used, "%s%s", used ? ", " : "",
                 units->code[unit]);
    else if (listing->count == 4)
        snprintf(listing->names + used, sizeof listing->names - used, "...");
}

static cpts_status report(struct comparison *comparison, uint32_t perimeter,
                          const struct listing *undrawn, const struct listing *unlisted,
                          double area_m2)
{
    struct cpts_region *region = comparison->base->region;
    const struct number_style style = cpts_number_style();
    char message[800], area[64];
    snprintf(message, sizeof message,
             _("%s is declared by a list and by a polygon that differ over %s km²: listed and "
               "not wholly drawn: %zu (%s); drawn and not listed: %zu (%s); both are counted"),
             region->perimeters.name[perimeter],
             cpts_number_text(area, sizeof area, &style, area_m2 / 1e6, 2), undrawn->count,
             undrawn->count ? undrawn->names : "-", unlisted->count,
             unlisted->count ? unlisted->names : "-");
    const struct notice notice = {.rule = CPTS_RULE_LIST_POLYGON_MISMATCH,
                                  .severity = CPTS_SEVERITY_WARNING,
                                  .perimeter = perimeter,
                                  .unit = CPTS_NONE,
                                  .key = region->perimeters.id[perimeter],
                                  .message = message,
                                  .area_m2 = area_m2};
    return cpts_region_notice(region, &notice) ? CPTS_OK : cpts_fail_memory(region->context);
}

/* The entries of one perimeter, from *at; moves past them. */
static cpts_status compare_perimeter(struct comparison *comparison, size_t *at)
{
    const struct entry *entries = comparison->entries;
    uint32_t perimeter = entries[*at].perimeter;
    struct listing undrawn = {0}, unlisted = {0};
    double differing_m2 = 0;
    while (*at < comparison->count && entries[*at].perimeter == perimeter) {
        uint32_t unit = entries[*at].unit;
        double drawn_m2 = 0, area_m2, strip_m2;
        bool listed = false;
        for (; *at < comparison->count && entries[*at].perimeter == perimeter &&
               entries[*at].unit == unit;
             ++*at) {
            drawn_m2 += entries[*at].drawn_m2;
            listed |= entries[*at].listed;
        }
        measure_unit(comparison, unit, &area_m2, &strip_m2);
        double apart_m2 = listed ? area_m2 - drawn_m2 : drawn_m2;
        if (apart_m2 <= strip_m2)
            continue;
        differing_m2 += apart_m2;
        list_unit(listed ? &undrawn : &unlisted, &comparison->base->region->units, unit);
    }
    return differing_m2 > 0 ? report(comparison, perimeter, &undrawn, &unlisted, differing_m2)
                            : CPTS_OK;
}

cpts_status cpts_mismatch_report(const struct residual *residual, const struct cells *cells,
                                 const struct claims *claims, double sliver_width_m)
{
    struct cpts_region *region = residual->base->region;
    struct comparison comparison = {
        .residual = residual, .base = residual->base, .sliver_width_m = sliver_width_m};
    if (region->perimeters.declared_count == 0)
        return CPTS_OK;
    comparison.has_both = cpts_array_new(region->perimeters.count, sizeof *comparison.has_both);
    cpts_status status = comparison.has_both ? CPTS_OK : cpts_fail_memory(region->context);
    if (status == CPTS_OK && find_both(&comparison)) {
        if (!add_drawn(&comparison, cells, claims) || !add_listed(&comparison))
            status = cpts_fail_memory(region->context);
        if (comparison.count > 1)
            qsort(comparison.entries, comparison.count, sizeof *comparison.entries,
                  by_perimeter_and_unit);
        for (size_t at = 0; at < comparison.count && status == CPTS_OK;)
            status = compare_perimeter(&comparison, &at);
    }
    cpts_array_free(comparison.has_both);
    cpts_array_free(comparison.entries);
    return status;
}
