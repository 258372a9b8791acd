/* Components gathered into entries: each conflict by itself, slivers of the same claimants
 * together. */
#include <math.h>
#include <stdlib.h>

#include "coverage/findings/findings_work.h"

static cpts_severity severity_of(cpts_rule rule, bool sliver)
{
    if (sliver || rule == CPTS_RULE_UNIT_GAP)
        return CPTS_SEVERITY_NOTE;
    return rule == CPTS_RULE_OVERLAP || rule == CPTS_RULE_WHITE_ZONE ? CPTS_SEVERITY_ERROR
                                                                     : CPTS_SEVERITY_WARNING;
}

struct entry *cpts_entry_new(struct findings_work *work, cpts_rule rule, bool sliver)
{
    if (!CPTS_ARRAY_MORE(work->entries, work->entry_count, work->entry_capacity))
        return NULL;
    struct entry *entry = &work->entries[work->entry_count++];
    *entry = (struct entry){.draft = {.rule = rule,
                                      .severity = severity_of(rule, sliver),
                                      .sliver = sliver,
                                      .population = NAN,
                                      .anchor = CPTS_NONE},
                            .first_touched = work->touched_count};
    return entry;
}

bool cpts_entry_touches(struct findings_work *work, struct entry *entry, uint32_t unit,
                        double area_m2, bool narrow)
{
    if (!CPTS_ARRAY_MORE(work->touched, work->touched_count, work->touched_capacity))
        return false;
    work->touched[work->touched_count++] = (struct touched){unit, area_m2, false, narrow};
    entry->draft.touched_count++;
    return true;
}

static int by_unit(const void *a, const void *b)
{
    const struct touched *left = a, *right = b;
    return (left->unit > right->unit) - (left->unit < right->unit);
}

void cpts_entry_merge_touched(struct findings_work *work, struct entry *entry)
{
    struct touched *touched = work->touched + entry->first_touched;
    size_t count = entry->draft.touched_count, kept = 0;
    if (count > 1)
        qsort(touched, count, sizeof *touched, by_unit);
    for (size_t i = 0; i < count; i++)
        if (kept && touched[kept - 1].unit == touched[i].unit)
            touched[kept - 1].area_m2 += touched[i].area_m2;
        else
            touched[kept++] = touched[i];
    entry->draft.touched_count = kept;
    work->touched_count = entry->first_touched + kept;
}

/* A finding names the units in which it is wider than a sliver, and those that it holds whole.
 * Where it is wide in none, as slivers are, it names all that it touches. */
static void name_units(struct draft *draft, struct touched *touched)
{
    size_t wide = 0, kept = 0;
    for (size_t i = 0; i < draft->touched_count; i++)
        wide += !touched[i].narrow;
    for (size_t i = 0; wide && i < draft->touched_count; i++)
        if (touched[i].whole || !touched[i].narrow)
            touched[kept++] = touched[i];
    if (wide)
        draft->touched_count = kept;
}

/* A unit is whole in a finding when all its places are, and the areas say so to the bit or to
 * what summing in another order may change. */
void cpts_entry_weigh(struct findings_work *work, struct entry *entry)
{
    const struct cpts_report *report = work->report;
    const struct units *units = &report->region->units;
    struct draft *draft = &entry->draft;
    struct touched *touched = work->touched + entry->first_touched;
    double largest_m2 = 0;
    draft->population = units->has_population ? 0 : NAN;
    for (size_t i = 0; i < draft->touched_count; i++) {
        struct touched *t = &touched[i];
        double unit_m2 = report->units[t->unit].area_m2;
        t->whole = t->area_m2 >= unit_m2 * (1 - 1e-12);
        draft->whole_count += t->whole;
        draft->estimate |= !t->whole;
        if (units->has_population && units->population[t->unit] >= 0)
            draft->population += t->whole ? units->population[t->unit]
                                          : units->population[t->unit] * (t->area_m2 / unit_m2);
        /* Of units with as much of it, the first: noise must not choose. */
        if (t->area_m2 > largest_m2 * (1 + 1e-6)) {
            largest_m2 = t->area_m2;
            draft->anchor = t->unit;
        }
    }
    name_units(draft, touched);
}

/* Two CPTS that are firm may not overlap; with a letter of intent it is an early warning. */
static bool is_early_warning(const struct findings_work *work, const struct draft *draft)
{
    const struct perimeters *perimeters = &work->report->region->perimeters;
    size_t firm = 0;
    if (draft->rule != CPTS_RULE_OVERLAP || !perimeters->has_lives)
        return false;
    for (size_t i = 0; i < draft->claimant_count; i++)
        firm += perimeters->life[draft->claimants[i]] != CPTS_LIFE_INTENT;
    return firm < 2;
}

static bool add_component(struct findings_work *work, struct entry *entry, size_t c)
{
    const struct measure *m = &work->measures[c];
    struct draft *draft = &entry->draft;
    draft->area_m2 += m->area_m2;
    draft->border_m += m->border_m;
    draft->width_m = fmax(draft->width_m, m->width_m);
    draft->pieces += m->part_count;
    for (size_t i = work->components.first[c]; i < work->components.first[c + 1]; i++) {
        uint32_t place = work->components.places[i];
        uint32_t part = cpts_part_of_place(work->ledger, place);
        uint32_t unit = work->base->shapes->parts[part].feature;
        if (unit != CPTS_NONE &&
            !cpts_entry_touches(work, entry, unit, cpts_place_area_m2(work->ledger, place),
                                work->narrow[place]))
            return false;
    }
    return true;
}

/* Components in the order in which they become entries: each conflict by itself, slivers of the
 * same claimants together. */
struct ordered {
    const struct measure *measures;
    const struct components *components;
};

static int by_entry(const void *a, const void *b, void *user)
{
    const uint32_t *left = a, *right = b;
    const struct ordered *with = user;
    const struct measure *l = &with->measures[*left], *r = &with->measures[*right];
    if (l->sliver != r->sliver)
        return l->sliver ? 1 : -1;
    if (l->sliver) {
        cpts_rule left_rule = with->components->rule[*left];
        cpts_rule right_rule = with->components->rule[*right];
        if (left_rule != right_rule)
            return left_rule < right_rule ? -1 : 1;
        if (l->key != r->key)
            return l->key < r->key ? -1 : 1;
    }
    return (*left > *right) - (*left < *right);
}

static bool gather(struct findings_work *work, uint32_t *order)
{
    size_t count = work->components.count;
    struct ordered with = {work->measures, &work->components};
    for (uint32_t c = 0; c < count; c++)
        order[c] = c;
    if (count > 1)
        qsort_r(order, count, sizeof *order, by_entry, &with);
    struct entry *entry = NULL;
    for (size_t i = 0; i < count; i++) {
        uint32_t c = order[i];
        const struct measure *m = &work->measures[c];
        const struct measure *last = i ? &work->measures[order[i - 1]] : NULL;
        cpts_rule rule = work->components.rule[c];
        bool joins = last && m->sliver && last->sliver && m->key == last->key &&
                     rule == work->components.rule[order[i - 1]];
        if (!joins) {
            if (entry)
                cpts_entry_merge_touched(work, entry);
            entry = cpts_entry_new(work, rule, m->sliver);
            if (!entry)
                return false;
            entry->first_span = (uint32_t)i;
            entry->draft.claimants = cpts_claim_set(&work->ledger->sets, m->key);
            entry->draft.claimant_count = cpts_claim_set_size(&work->ledger->sets, m->key);
            if (!m->sliver && is_early_warning(work, &entry->draft))
                entry->draft.severity = CPTS_SEVERITY_WARNING;
        }
        work->spans[work->span_count++] = (struct span){m->shapes, m->first_part, m->part_count};
        entry->span_count++;
        if (!add_component(work, entry, c))
            return false;
    }
    if (entry)
        cpts_entry_merge_touched(work, entry);
    return true;
}

bool cpts_findings_gather(struct findings_work *work)
{
    uint32_t *order = cpts_array_raw(work->components.count, sizeof *order);
    const bool done = order && gather(work, order);
    cpts_array_free(order);
    return done;
}
