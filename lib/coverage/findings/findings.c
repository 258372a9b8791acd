#include "coverage/findings/findings.h"

#include <stdlib.h>
#include <string.h>

#include "common/parallel.h"
#include "coverage/findings/finding_order.h"
#include "coverage/findings/findings_work.h"

static void count_entry(struct cpts_report *report, const struct draft *draft)
{
    struct counts *counts = &report->counts;
    counts->findings[draft->severity]++;
    if (draft->sliver) {
        counts->slivers[draft->rule]++;
        report->totals.sliver_area_m2 += draft->area_m2;
    } else {
        counts->by_rule[draft->rule]++;
    }
}

/* Entries of one hash in the order in which their ids number them. */
static int by_importance(const void *a, const void *b)
{
    const struct entry *l = a, *r = b;
    if (l->draft.severity != r->draft.severity)
        return l->draft.severity < r->draft.severity ? -1 : 1;
    double left = l->draft.population >= 0 ? l->draft.population : 0;
    double right = r->draft.population >= 0 ? r->draft.population : 0;
    if (left != right)
        return left > right ? -1 : 1;
    if (l->hash != r->hash)
        return l->hash < r->hash ? -1 : 1;
    if (l->draft.area_m2 != r->draft.area_m2)
        return l->draft.area_m2 > r->draft.area_m2 ? -1 : 1;
    return (l->first_span > r->first_span) - (l->first_span < r->first_span);
}

/* Of each perimeter, and of each unit touched, one text: its id, say, or its name. */
static const char *const *of_perimeters(struct arena *arena, const char *const *texts,
                                        const uint32_t *perimeters, size_t count)
{
    const char **list = cpts_arena_alloc(arena, (count + 1) * sizeof *list);
    for (size_t i = 0; list && i < count; i++)
        list[i] = texts[perimeters[i]];
    return list;
}

static const char *const *of_units(struct arena *arena, const char *const *texts,
                                   const struct touched *touched, size_t count)
{
    const char **list = cpts_arena_alloc(arena, (count + 1) * sizeof *list);
    for (size_t i = 0; list && i < count; i++)
        list[i] = texts[touched[i].unit];
    return list;
}

static int by_hash(const void *a, const void *b)
{
    const struct entry *const *l = a, *const *r = b;
    if ((*l)->hash != (*r)->hash)
        return (*l)->hash < (*r)->hash ? -1 : 1;
    return (*l > *r) - (*l < *r);
}

/* "overlap-0123456789ab", and -2 of the second one that has the same hash. */
static const char *id_of(struct arena *arena, const struct entry *entry, size_t ordinal)
{
    enum { DIGITS = 12 };
    const char *rule = cpts_rule_name(entry->draft.rule);
    const size_t length = strlen(rule);
    char *id = cpts_arena_alloc(arena, length + 1 + DIGITS + 1);
    if (!id)
        return NULL;
    memcpy(id, rule, length);
    id[length] = '-';
    char *end = id + length + 1 + DIGITS;
    *end = '\0';
    for (uint64_t i = 0, rest = entry->hash; i < DIGITS; i++, rest >>= 4)
        *--end = "0123456789abcdef"[rest & 15];
    return ordinal == 1 ? id : cpts_arena_format(arena, "%s-%zu", id, ordinal);
}

/* Entries of one hash are numbered, the largest first: the order they already have. */
static bool give_ids(struct findings_work *work, const char **ids)
{
    struct arena *arena = &work->report->arena;
    struct entry **sorted = cpts_array_raw(work->entry_count, sizeof *sorted);
    if (!sorted)
        return false;
    for (size_t i = 0; i < work->entry_count; i++)
        sorted[i] = &work->entries[i];
    if (work->entry_count > 1)
        qsort(sorted, work->entry_count, sizeof *sorted, by_hash);
    bool done = true;
    for (size_t i = 0, ordinal = 0; done && i < work->entry_count; i++) {
        const struct entry *entry = sorted[i];
        ordinal = i && sorted[i - 1]->hash == entry->hash ? ordinal + 1 : 1;
        const char *id = id_of(arena, entry, ordinal);
        ids[entry - work->entries] = id;
        done = id;
    }
    cpts_array_free(sorted);
    return done;
}

static bool give_finding(struct arena *arena, const struct cpts_region *region,
                         const struct entry *entry, const char *id, cpts_finding *finding)
{
    const struct units *units = &region->units;
    const struct perimeters *perimeters = &region->perimeters;
    const struct draft *draft = &entry->draft;
    /* A white zone has no claimants; a white sliver is only named after what is beside it. */
    size_t claimants = draft->rule == CPTS_RULE_WHITE_ZONE ? 0 : draft->claimant_count;
    *finding = (cpts_finding){
        .size = sizeof *finding,
        .id = id,
        .rule = draft->rule,
        .severity = draft->severity,
        .sliver = draft->sliver,
        .perimeter_count = claimants,
        .perimeters = of_perimeters(arena, perimeters->id, draft->claimants, claimants),
        .perimeter_names = of_perimeters(arena, perimeters->name, draft->claimants, claimants),
        .unit_count = draft->touched_count,
        .units = of_units(arena, units->code, draft->touched, draft->touched_count),
        .unit_names = of_units(arena, units->name, draft->touched, draft->touched_count),
        .whole_unit_count = draft->whole_count,
        .area_m2 = draft->area_m2,
        .width_m = draft->width_m,
        .border_m = draft->border_m,
        .population = draft->population,
        .population_is_estimate = draft->estimate,
        .message = entry->message ? entry->message : cpts_draft_message(arena, region, draft)};
    return finding->perimeters && finding->perimeter_names && finding->units &&
           finding->unit_names && finding->message;
}

#define GIVEN_AT_ONCE 64

/* What threads name and say. */
struct giving {
    const struct findings_work *work;
    const char **ids;
    struct arena *arenas; /* by thread */
};

static bool give_some(void *user, int worker, size_t first, size_t last)
{
    const struct giving *giving = user;
    const struct findings_work *work = giving->work;
    bool done = true;
    for (size_t i = first; done && i < last; i++)
        done = give_finding(&giving->arenas[worker], work->report->region, &work->entries[i],
                            giving->ids[i], &work->report->findings[i]);
    return done;
}

static bool give_texts(const struct findings_work *work, const char **ids)
{
    struct cpts_report *report = work->report;
    const int jobs = report->region->context->jobs;
    struct giving giving = {work, ids, cpts_array_new((size_t)jobs, sizeof *giving.arenas)};
    const bool done = giving.arenas && cpts_parallel(report->region->context, work->entry_count,
                                                     GIVEN_AT_ONCE, give_some, &giving);
    for (int w = 0; giving.arenas && w < jobs; w++)
        cpts_arena_join(&report->arena, &giving.arenas[w]);
    cpts_array_free(giving.arenas);
    return done;
}

static bool give_shape(struct findings_work *work, const struct entry *entry, uint32_t index)
{
    struct shapes *to = &work->report->shapes;
    struct finding_shape *shape = &work->report->finding_shapes[index];
    shape->first_part = (uint32_t)to->part_count;
    for (uint32_t s = 0; s < entry->span_count; s++) {
        const struct span *span = &work->spans[entry->first_span + s];
        if (!cpts_shapes_append_turned(to, span->shapes, span->first_part, span->part_count, index))
            return false;
    }
    shape->part_count = (uint32_t)to->part_count - shape->first_part;
    return true;
}

static bool give_findings(struct findings_work *work)
{
    struct cpts_report *report = work->report;
    size_t count = work->entry_count;
    for (size_t i = 0; i < count; i++) {
        struct entry *entry = &work->entries[i];
        bool noticed = entry->message != NULL;
        if (!noticed && entry->draft.rule != CPTS_RULE_UNIT_GAP &&
            entry->draft.rule != CPTS_RULE_UNIT_OVERLAP)
            cpts_entry_weigh(work, entry);
        entry->draft.touched = work->touched + entry->first_touched;
        if (!noticed)
            entry->hash = cpts_draft_hash(report->region, &entry->draft);
        count_entry(report, &entry->draft);
    }
    if (count > 1)
        qsort(work->entries, count, sizeof *work->entries, by_importance);
    const char **ids = cpts_array_new(count, sizeof *ids);
    report->findings = cpts_array_new(count, sizeof *report->findings);
    report->finding_shapes = cpts_array_new(count, sizeof *report->finding_shapes);
    bool done = ids && report->findings && report->finding_shapes && give_ids(work, ids) &&
                give_texts(work, ids);
    for (size_t i = 0; done && i < count; i++)
        done = give_shape(work, &work->entries[i], (uint32_t)i);
    report->finding_count = done ? count : 0;
    cpts_array_free(ids);
    return done;
}

static bool run(struct findings_work *work)
{
    const struct base *base = work->base;
    const size_t defects = base->overlap_count + base->exterior - base->unit_part_count;
    work->spans = cpts_array_new(work->components.count + defects, sizeof *work->spans);
    return work->spans && cpts_findings_draw(work) && cpts_findings_gather(work) &&
           cpts_findings_add_defects(work) && give_findings(work);
}

cpts_status cpts_findings_build(struct cpts_report *report, struct ledger *ledger)
{
    struct findings_work work = {.report = report, .ledger = ledger, .base = ledger->base};
    cpts_status status = cpts_components_build(&work.components, ledger);
    if (status == CPTS_OK && !run(&work))
        status = cpts_fail_memory(report->region->context);
    if (status == CPTS_OK)
        status = cpts_findings_sort(report);
    cpts_components_free(&work.components);
    cpts_findings_free_drawers(&work);
    cpts_array_free(work.measures);
    cpts_array_free(work.narrow);
    cpts_array_free(work.spans);
    cpts_array_free(work.entries);
    cpts_array_free(work.touched);
    cpts_array_free(work.beside);
    return status;
}
