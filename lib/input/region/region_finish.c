/* The end of reading: codes are resolved, units and perimeters put in order, and perimeters that
 * claim nothing reported. */
#include <stdlib.h>
#include <string.h>

#include "input/region/builder.h"
#include "input/region/ordering.h"
#include "input/region/region.h"
#include "input/region/unit_words.h"

static int compare_declared(const void *left, const void *right)
{
    const struct declared *a = left, *b = right;
    if (a->perimeter != b->perimeter)
        return a->perimeter < b->perimeter ? -1 : 1;
    return a->unit < b->unit ? -1 : a->unit > b->unit;
}

/* What a list says comes before what is supposed. */
static int compare_sources(const void *left, const void *right)
{
    const struct declared *a = left, *b = right;
    int order = compare_declared(a, b);
    return order ? order : (int)a->is_supposed - (int)b->is_supposed;
}

static void sort_declared(struct perimeters *perimeters)
{
    if (perimeters->declared_count < 2)
        return;
    qsort(perimeters->declared, perimeters->declared_count, sizeof *perimeters->declared,
          compare_sources);
    size_t kept = 1;
    for (size_t i = 1; i < perimeters->declared_count; i++)
        if (compare_declared(&perimeters->declared[i], &perimeters->declared[kept - 1]) != 0)
            perimeters->declared[kept++] = perimeters->declared[i];
    perimeters->declared_count = kept;
}

/* The perimeters that need not be reported as empty: those that claim something, or were reported
 * already. NULL when memory is short. */
static bool *find_settled(const struct cpts_region *region)
{
    const struct perimeters *perimeters = &region->perimeters;
    const struct builder *builder = region->builder;
    bool *settled = cpts_array_new(perimeters->count, sizeof *settled);
    if (!settled)
        return NULL;
    for (size_t i = 0; i < perimeters->count; i++)
        settled[i] = builder->pieces[i] > 0;
    for (size_t i = 0; i < perimeters->declared_count; i++)
        settled[perimeters->declared[i].perimeter] = true;
    for (size_t i = 0; i < region->notice_count; i++)
        if (region->notices[i].rule == CPTS_RULE_EMPTY_PERIMETER &&
            region->notices[i].perimeter != CPTS_NONE)
            settled[region->notices[i].perimeter] = true;
    return settled;
}

/* Reports each perimeter that claims nothing at all, once. */
static cpts_status report_empty(struct cpts_region *region)
{
    const struct perimeters *perimeters = &region->perimeters;
    bool *settled = find_settled(region);
    if (!settled)
        return cpts_fail_memory(region->context);
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < perimeters->count && status == CPTS_OK; i++) {
        if (settled[i])
            continue;
        const struct notice notice = {.rule = CPTS_RULE_EMPTY_PERIMETER,
                                      .severity = CPTS_SEVERITY_ERROR,
                                      .perimeter = (uint32_t)i,
                                      .unit = CPTS_NONE,
                                      .key = perimeters->id[i]};
        bool same = strcmp(perimeters->id[i], perimeters->name[i]) == 0;
        status =
            cpts_notice_add(region, &notice,
                            _("perimeter %s%s%s declares no territory: neither a polygon nor a "
                              "code of the region"),
                            perimeters->id[i], same ? "" : " ", same ? "" : perimeters->name[i]);
    }
    cpts_array_free(settled);
    return status;
}

cpts_status cpts_region_finish(struct cpts_region *region)
{
    cpts_status status = cpts_declarations_resolve(region);
    if (status != CPTS_OK)
        return status;
    status = cpts_region_sort(region);
    if (status != CPTS_OK)
        return status;
    sort_declared(&region->perimeters);
    region->units.kinds = cpts_unit_kinds(&region->units);
    return report_empty(region);
}
