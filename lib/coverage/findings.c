#include "findings.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../common/parallel.h"
#include "../geometry/predicates.h"
#include "../geometry/width.h"
#include "components.h"
#include "outline.h"

#define DRAWN_AT_ONCE 64 /* components a thread takes at a time */

/* One finding in the making. Lists are ranges of the pools. */
struct entry {
    struct draft draft;
    size_t first_claimant, first_touched; /* in the pools, until they stop growing */
    uint32_t first_part, part_count;      /* in work.shapes */
    uint64_t hash;
    const char *message; /* given by a notice */
};

struct work {
    struct cpts_report *report;
    struct ledger *ledger;
    const struct base *base;
    struct components components;
    struct drawer {
        struct outline *outline;
        struct width_scratch width;
        struct shapes shapes; /* of components; of defects too, in the first one's */
    } * drawers;              /* one a thread */
    int drawer_count;
    struct measure {
        const struct shapes *shapes; /* the drawer's */
        uint32_t first_part, part_count;
        uint32_t key; /* claim set: claimants, or who is beside a white sliver */
        double area_m2, width_m, border_m;
        bool sliver;
    } * measures; /* by component */
    struct entry *entries;
    size_t entry_count, entry_capacity;
    uint32_t *claimants;
    size_t claimant_count, claimant_capacity;
    struct touched *touched;
    size_t touched_count, touched_capacity;
    uint32_t *beside;
    size_t beside_count, beside_capacity;
};

/* ---- drawing and measuring components ----------------------------------------------------- */

/* Measures the parts a drawer has drawn from `first` on. */
static bool measure_parts(struct drawer *drawer, uint32_t first, double sliver_width_m,
                          struct measure *m)
{
    m->shapes = &drawer->shapes;
    m->first_part = first;
    m->part_count = (uint32_t)drawer->shapes.part_count - first;
    m->sliver = true;
    for (uint32_t p = first; p < drawer->shapes.part_count; p++) {
        struct width width;
        if (!cpts_width(&drawer->width, &drawer->shapes, p, sliver_width_m, &width))
            return false;
        m->sliver &= width.is_sliver;
        m->width_m = fmax(m->width_m, width.width_m);
        m->border_m += cpts_part_border_m(&drawer->shapes, p);
    }
    return true;
}

static bool add_beside(struct work *work, const uint32_t *members, size_t count)
{
    if (!cpts_array_reserve(&work->beside, &work->beside_capacity, work->beside_count + count,
                            sizeof *work->beside))
        return false;
    for (size_t i = 0; i < count; i++)
        work->beside[work->beside_count++] = members[i];
    return true;
}

static bool add_beyond(struct work *work, struct point a, struct point b)
{
    const struct ledger *ledger = work->ledger;
    uint32_t segment = cpts_borders_find(&work->base->borders, a, b);
    if (segment == CPTS_NONE || work->base->borders.twin[segment] == CPTS_NONE)
        return true;
    uint32_t place = cpts_place_along(ledger, work->base->borders.twin[segment]);
    uint32_t set = ledger->set_of[place];
    return add_beside(work, cpts_claim_set(&ledger->sets, set),
                      cpts_claim_set_size(&ledger->sets, set));
}

/* The perimeters around a white sliver: what it lies between. */
static bool key_of_white_sliver(struct work *work, size_t component, struct measure *m)
{
    const struct ledger *ledger = work->ledger;
    work->beside_count = 0;
    for (size_t i = work->components.first[component]; i < work->components.first[component + 1];
         i++) {
        uint32_t place = work->components.places[i];
        if (place < ledger->part_count)
            continue;
        const struct cell *cell = &ledger->cells->cells[place - ledger->part_count];
        if (!add_beside(work, ledger->cells->claims + cell->first_claim + cell->claim_count,
                        cell->beside_count))
            return false;
    }
    for (uint32_t p = m->first_part; p < m->first_part + m->part_count; p++) {
        const struct part *part = &m->shapes->parts[p];
        for (uint32_t r = part->first_ring; r < part->first_ring + part->ring_count; r++) {
            const struct ring *ring = &m->shapes->rings[r];
            for (uint32_t v = ring->first; v < ring->first + ring->count; v++)
                if (!add_beyond(work, m->shapes->points[v], m->shapes->points[v + 1]))
                    return false;
        }
    }
    const size_t kept = cpts_members_order(work->beside, work->beside_count);
    return cpts_claim_sets_intern(&work->ledger->sets, work->beside, kept, &m->key);
}

static bool draw_component(struct work *work, struct drawer *drawer, size_t c)
{
    const struct components *components = &work->components;
    struct measure *m = &work->measures[c];
    size_t first = components->first[c], last = components->first[c + 1];
    uint32_t first_part = (uint32_t)drawer->shapes.part_count;
    if (!cpts_outline_draw(drawer->outline, components->places + first, last - first,
                           components->of_place, (uint32_t)c, &drawer->shapes))
        return false;
    for (size_t i = first; i < last; i++)
        m->area_m2 += cpts_place_area_m2(work->ledger, components->places[i]);
    m->key = work->ledger->set_of[components->places[first]];
    return measure_parts(drawer, first_part, work->report->sliver_width_m, m);
}

static bool draw_some(void *user, int worker, size_t first, size_t last)
{
    struct work *work = user;
    for (size_t c = first; c < last; c++)
        if (!draw_component(work, &work->drawers[worker], c))
            return false;
    return true;
}

static bool draw_components(struct work *work)
{
    size_t count = work->components.count;
    int jobs = work->report->region->context->jobs;
    work->measures = cpts_array_new(count, sizeof *work->measures);
    work->drawers = cpts_array_new((size_t)jobs, sizeof *work->drawers);
    bool done = work->measures && work->drawers;
    for (int w = 0; done && w < jobs; w++, work->drawer_count++)
        done = (work->drawers[w].outline = cpts_outline_new(work->ledger));
    done = done && cpts_parallel(jobs, count, DRAWN_AT_ONCE, draw_some, work);
    for (size_t c = 0; done && c < count; c++)
        if (work->measures[c].sliver && work->components.rule[c] == CPTS_RULE_WHITE_ZONE)
            done = key_of_white_sliver(work, c, &work->measures[c]);
    return done;
}

static void free_drawers(struct work *work)
{
    for (int w = 0; w < work->drawer_count; w++) {
        cpts_outline_free(work->drawers[w].outline);
        cpts_width_free(&work->drawers[w].width);
        cpts_shapes_free(&work->drawers[w].shapes);
    }
    cpts_array_free(work->drawers);
}

/* ---- from components to entries ----------------------------------------------------------- */

static struct entry *new_entry(struct work *work, cpts_rule rule, cpts_severity severity)
{
    if (!cpts_array_reserve(&work->entries, &work->entry_capacity, work->entry_count + 1,
                            sizeof *work->entries))
        return NULL;
    struct entry *entry = &work->entries[work->entry_count++];
    *entry = (struct entry){
        .draft = {.rule = rule, .severity = severity, .population = NAN, .anchor = CPTS_NONE},
        .first_claimant = work->claimant_count,
        .first_touched = work->touched_count};
    return entry;
}

static bool add_claimants(struct work *work, struct entry *entry, const uint32_t *members,
                          size_t count)
{
    if (!cpts_array_reserve(&work->claimants, &work->claimant_capacity,
                            work->claimant_count + count, sizeof *work->claimants))
        return false;
    for (size_t i = 0; i < count; i++)
        work->claimants[work->claimant_count++] = members[i];
    entry->draft.claimant_count += count;
    return true;
}

static bool add_touched(struct work *work, struct entry *entry, uint32_t unit, double area_m2,
                        bool whole)
{
    if (!cpts_array_reserve(&work->touched, &work->touched_capacity, work->touched_count + 1,
                            sizeof *work->touched))
        return false;
    work->touched[work->touched_count++] = (struct touched){unit, area_m2, whole};
    entry->draft.touched_count++;
    return true;
}

static int by_unit(const void *a, const void *b)
{
    const struct touched *left = a, *right = b;
    return (left->unit > right->unit) - (left->unit < right->unit);
}

/* Adds up by unit; `whole` stands for a count of places until then. */
static void merge_touched(struct work *work, struct entry *entry)
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

/* A unit is whole in a finding when all its places are, and the areas say so to the bit or to
 * what summing in another order may change. */
static void weigh_touched(struct work *work, struct entry *entry)
{
    const struct cpts_report *report = work->report;
    const struct units *units = &report->region->units;
    struct draft *draft = &entry->draft;
    struct touched *touched = work->touched + entry->first_touched;
    double largest_m2 = 0, limit_m = report->sliver_width_m;
    size_t kept = 0;
    draft->population = units->has_population ? 0 : NAN;
    for (size_t i = 0; i < draft->touched_count; i++) {
        struct touched t = touched[i];
        double unit_m2 = report->units[t.unit].area_m2;
        t.whole = t.area_m2 >= unit_m2 * (1 - 1e-12);
        draft->whole_count += t.whole;
        draft->estimate |= !t.whole;
        if (units->has_population && units->population[t.unit] >= 0)
            draft->population += t.whole ? units->population[t.unit]
                                         : units->population[t.unit] * (t.area_m2 / unit_m2);
        /* Of units with as much of it, the first: noise must not choose. */
        if (t.area_m2 > largest_m2 * (1 + 1e-6)) {
            largest_m2 = t.area_m2;
            draft->anchor = t.unit;
        }
        /* Narrower than a sliver for sure: not told among the units touched. */
        if (t.whole || draft->sliver || 2 * sqrt(t.area_m2 / M_PI) > limit_m)
            touched[kept++] = t;
    }
    draft->touched_count = kept;
}

static cpts_severity severity_of(cpts_rule rule, bool sliver)
{
    if (sliver || rule == CPTS_RULE_UNIT_GAP)
        return CPTS_SEVERITY_NOTE;
    return rule == CPTS_RULE_OVERLAP || rule == CPTS_RULE_WHITE_ZONE ? CPTS_SEVERITY_ERROR
                                                                     : CPTS_SEVERITY_WARNING;
}

/* Two CPTS that are firm may not overlap; with a letter of intent it is an early warning. */
static bool is_early_warning(const struct work *work, cpts_rule rule, const uint32_t *claimants,
                             size_t count)
{
    const struct perimeters *perimeters = &work->report->region->perimeters;
    size_t firm = 0;
    if (rule != CPTS_RULE_OVERLAP || !perimeters->has_lives)
        return false;
    for (size_t i = 0; i < count; i++)
        firm += perimeters->life[claimants[i]] != CPTS_LIFE_INTENT;
    return firm < 2;
}

static bool add_component(struct work *work, struct entry *entry, size_t c)
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
            !add_touched(work, entry, unit, cpts_place_area_m2(work->ledger, place), false))
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

/* The parts of an entry are copied together into the report later; here they are listed by
 * component, in order. */
struct span {
    const struct shapes *shapes;
    uint32_t first_part, part_count;
};

static bool gather_entries(struct work *work, struct span **spans, uint32_t *order)
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
                merge_touched(work, entry);
            entry = new_entry(work, rule, severity_of(rule, m->sliver));
            if (!entry)
                return false;
            entry->draft.sliver = m->sliver;
            entry->first_part = (uint32_t)i; /* first span, until the parts are copied */
            const uint32_t *claimants = cpts_claim_set(&work->ledger->sets, m->key);
            size_t claimant_count = cpts_claim_set_size(&work->ledger->sets, m->key);
            if (!m->sliver && is_early_warning(work, rule, claimants, claimant_count))
                entry->draft.severity = CPTS_SEVERITY_WARNING;
            if (!add_claimants(work, entry, claimants, claimant_count))
                return false;
        }
        (*spans)[i] = (struct span){m->shapes, m->first_part, m->part_count};
        entry->part_count++;
        if (!add_component(work, entry, c))
            return false;
    }
    if (entry)
        merge_touched(work, entry);
    return true;
}

/* ---- defects of the base ------------------------------------------------------------------ */

/* Starting at its smallest point, wherever the source began. */
static bool copy_ring(const struct shapes *from, uint32_t ring_index, uint32_t feature,
                      bool is_hole, struct shapes *to)
{
    const struct ring *ring = &from->rings[ring_index];
    const struct point *points = from->points + ring->first;
    struct point *room = cpts_shapes_room(to, ring->count);
    if (!room)
        return false;
    uint32_t start = 0;
    for (uint32_t i = 1; i < ring->count; i++)
        if (cpts_compare_points(points[i], points[start]) < 0)
            start = i;
    memcpy(room, points + start, (ring->count - start) * sizeof *room);
    memcpy(room + ring->count - start, points, start * sizeof *room);
    return cpts_shapes_add_ring(to, ring->count, feature, is_hole) != RING_NO_MEMORY;
}

static bool copy_parts(const struct shapes *from, uint32_t first, uint32_t count, uint32_t feature,
                       struct shapes *to)
{
    for (uint32_t p = first; p < first + count; p++) {
        const struct part *part = &from->parts[p];
        for (uint32_t r = 0; r < part->ring_count; r++)
            if (!copy_ring(from, part->first_ring + r, feature, r > 0, to))
                return false;
    }
    return true;
}

/* An entry drawn with parts of `from`; its span follows those of the components. */
static struct entry *add_defect(struct work *work, cpts_rule rule, const struct shapes *from,
                                uint32_t first, uint32_t count, struct span **spans,
                                size_t *span_count)
{
    struct measure m = {0};
    struct drawer *drawer = &work->drawers[0];
    uint32_t first_part = (uint32_t)drawer->shapes.part_count;
    struct entry *entry = new_entry(work, rule, severity_of(rule, false));
    if (!entry || !copy_parts(from, first, count, 0, &drawer->shapes) ||
        !measure_parts(drawer, first_part, work->report->sliver_width_m, &m))
        return NULL;
    for (uint32_t p = first_part; p < drawer->shapes.part_count; p++)
        m.area_m2 += drawer->shapes.parts[p].area_m2;
    entry->draft.sliver = m.sliver;
    entry->draft.severity = severity_of(rule, m.sliver);
    entry->draft.area_m2 = m.area_m2;
    entry->draft.width_m = m.width_m;
    entry->draft.border_m = m.border_m;
    entry->draft.pieces = m.part_count;
    entry->first_part = (uint32_t)*span_count;
    entry->part_count = 1;
    (*spans)[(*span_count)++] = (struct span){m.shapes, m.first_part, m.part_count};
    return entry;
}

static bool add_unit_overlaps(struct work *work, struct span **spans, size_t *span_count)
{
    for (size_t i = 0; i < work->base->overlap_count; i++) {
        const struct unit_overlap *overlap = &work->base->overlaps[i];
        struct entry *entry =
            add_defect(work, CPTS_RULE_UNIT_OVERLAP, &work->base->overlap_shapes,
                       overlap->first_part, overlap->part_count, spans, span_count);
        if (!entry || !add_touched(work, entry, overlap->keeper, entry->draft.area_m2, false) ||
            !add_touched(work, entry, overlap->loser, entry->draft.area_m2, false))
            return false;
        merge_touched(work, entry);
        entry->draft.anchor = overlap->loser;
    }
    return true;
}

static bool add_gaps(struct work *work, struct span **spans, size_t *span_count)
{
    const struct base *base = work->base;
    for (uint32_t gap = base->unit_part_count; gap < base->exterior; gap++) {
        struct entry *entry =
            add_defect(work, CPTS_RULE_UNIT_GAP, base->shapes, gap, 1, spans, span_count);
        if (!entry)
            return false;
        for (size_t i = base->neighbour_first[gap]; i < base->neighbour_first[gap + 1]; i++) {
            uint32_t unit = base->shapes->parts[base->neighbours[i]].feature;
            if (unit != CPTS_NONE && !add_touched(work, entry, unit, 0, false))
                return false;
        }
        merge_touched(work, entry);
        entry->draft.anchor =
            entry->draft.touched_count ? work->touched[entry->first_touched].unit : CPTS_NONE;
    }
    return true;
}

static bool add_notices(struct work *work)
{
    const struct cpts_region *region = work->report->region;
    for (size_t i = 0; i < region->notice_count; i++) {
        const struct notice *notice = &region->notices[i];
        struct entry *entry = new_entry(work, notice->rule, notice->severity);
        if (!entry)
            return false;
        entry->message = notice->message;
        entry->draft.area_m2 = notice->area_m2;
        entry->draft.anchor = notice->unit;
        if (notice->perimeter != CPTS_NONE && !add_claimants(work, entry, &notice->perimeter, 1))
            return false;
        if (notice->unit != CPTS_NONE && !add_touched(work, entry, notice->unit, 0, false))
            return false;
        entry->hash = cpts_hash_text(CPTS_HASH_START, cpts_rule_name(notice->rule));
        if (notice->perimeter != CPTS_NONE)
            entry->hash = cpts_hash_text(entry->hash, region->perimeters.id[notice->perimeter]);
        entry->hash = cpts_hash_text(entry->hash, notice->key ? notice->key : "");
    }
    return true;
}

/* ---- into the report ---------------------------------------------------------------------- */

static void count_entry(cpts_totals *totals, const struct draft *draft)
{
    totals->findings[draft->severity]++;
    if (draft->sliver) {
        totals->slivers[draft->rule]++;
        totals->sliver_area_m2 += draft->area_m2;
    } else {
        totals->by_rule[draft->rule]++;
    }
}

/* Slivers come last of the notes: they are many and small. */
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
    return (l->first_part > r->first_part) - (l->first_part < r->first_part);
}

static const char *const *names(struct arena *arena, const char *const *of, const uint32_t *index,
                                size_t count, size_t stride)
{
    const char **list = cpts_arena_alloc(arena, (count + 1) * sizeof *list);
    for (size_t i = 0; list && i < count; i++) {
        uint32_t at;
        memcpy(&at, (const char *)index + i * stride, sizeof at);
        list[i] = of[at];
    }
    return list;
}

static int by_hash(const void *a, const void *b)
{
    const struct entry *const *l = a, *const *r = b;
    if ((*l)->hash != (*r)->hash)
        return (*l)->hash < (*r)->hash ? -1 : 1;
    return (*l > *r) - (*l < *r);
}

/* Entries of one hash are numbered, the largest first: the order they already have. */
static bool give_ids(struct work *work, const char **ids)
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
        const char *rule = cpts_rule_name(entry->draft.rule);
        unsigned long long hash = entry->hash & 0xFFFFFFFFFFFFU;
        char *id = ordinal == 1 ? cpts_arena_format(arena, "%s-%012llx", rule, hash)
                                : cpts_arena_format(arena, "%s-%012llx-%zu", rule, hash, ordinal);
        ids[entry - work->entries] = id;
        done = id;
    }
    cpts_array_free(sorted);
    return done;
}

static bool give_finding(struct work *work, const struct entry *entry, const char *id,
                         cpts_finding *finding)
{
    struct cpts_report *report = work->report;
    struct arena *arena = &report->arena;
    const struct units *units = &report->region->units;
    const struct perimeters *perimeters = &report->region->perimeters;
    const struct draft *draft = &entry->draft;
    /* A white zone has no claimants; a white sliver is only named after what is beside it. */
    size_t claimants = draft->rule == CPTS_RULE_WHITE_ZONE ? 0 : draft->claimant_count;
    *finding = (cpts_finding){
        .id = id,
        .rule = draft->rule,
        .severity = draft->severity,
        .sliver = draft->sliver,
        .perimeter_count = claimants,
        .perimeters =
            names(arena, perimeters->id, draft->claimants, claimants, sizeof *draft->claimants),
        .perimeter_names =
            names(arena, perimeters->name, draft->claimants, claimants, sizeof *draft->claimants),
        .unit_count = draft->touched_count,
        .units = names(arena, units->code, (const uint32_t *)(const void *)draft->touched,
                       draft->touched_count, sizeof *draft->touched),
        .unit_names = names(arena, units->name, (const uint32_t *)(const void *)draft->touched,
                            draft->touched_count, sizeof *draft->touched),
        .whole_unit_count = draft->whole_count,
        .area_m2 = draft->area_m2,
        .width_m = draft->width_m,
        .border_m = draft->border_m,
        .population = draft->population,
        .population_is_estimate = draft->estimate,
        .message = entry->message ? entry->message : cpts_draft_message(report, draft)};
    return finding->perimeters && finding->perimeter_names && finding->units &&
           finding->unit_names && finding->message;
}

static bool give_shape(struct work *work, const struct entry *entry, const struct span *spans,
                       uint32_t index)
{
    struct shapes *to = &work->report->shapes;
    struct finding_shape *shape = &work->report->finding_shapes[index];
    shape->first_part = (uint32_t)to->part_count;
    for (uint32_t s = 0; s < entry->part_count; s++) {
        const struct span *span = &spans[entry->first_part + s];
        if (!copy_parts(span->shapes, span->first_part, span->part_count, index, to))
            return false;
    }
    shape->part_count = (uint32_t)to->part_count - shape->first_part;
    return true;
}

static bool give_findings(struct work *work, const struct span *spans)
{
    struct cpts_report *report = work->report;
    size_t count = work->entry_count;
    for (size_t i = 0; i < count; i++) {
        struct entry *entry = &work->entries[i];
        bool noticed = entry->message != NULL;
        if (!noticed && entry->draft.rule != CPTS_RULE_UNIT_GAP &&
            entry->draft.rule != CPTS_RULE_UNIT_OVERLAP)
            weigh_touched(work, entry);
        entry->draft.claimants = work->claimants + entry->first_claimant;
        entry->draft.touched = work->touched + entry->first_touched;
        if (!noticed)
            entry->hash = cpts_draft_hash(report->region, &entry->draft);
        count_entry(&report->totals, &entry->draft);
    }
    if (count > 1)
        qsort(work->entries, count, sizeof *work->entries, by_importance);
    const char **ids = cpts_array_new(count, sizeof *ids);
    report->findings = cpts_array_new(count, sizeof *report->findings);
    report->finding_shapes = cpts_array_new(count, sizeof *report->finding_shapes);
    bool done = ids && report->findings && report->finding_shapes && give_ids(work, ids);
    for (size_t i = 0; done && i < count; i++) {
        done = give_finding(work, &work->entries[i], ids[i], &report->findings[i]) &&
               give_shape(work, &work->entries[i], spans, (uint32_t)i);
        report->finding_count = i + 1;
    }
    cpts_array_free(ids);
    return done;
}

static bool run(struct work *work)
{
    const struct base *base = work->base;
    size_t count = work->components.count;
    size_t span_count = count,
           most = count + base->overlap_count + base->exterior - base->unit_part_count;
    struct span *spans = cpts_array_new(most, sizeof *spans);
    uint32_t *order = cpts_array_raw(count, sizeof *order);
    bool done = spans && order && draw_components(work);
    done = done && gather_entries(work, &spans, order) &&
           add_unit_overlaps(work, &spans, &span_count) && add_gaps(work, &spans, &span_count) &&
           add_notices(work) && give_findings(work, spans);
    cpts_array_free(spans);
    cpts_array_free(order);
    return done;
}

cpts_status cpts_findings_build(struct cpts_report *report, struct ledger *ledger)
{
    struct work work = {.report = report, .ledger = ledger, .base = ledger->base};
    cpts_status status = cpts_components_build(&work.components, ledger);
    if (status == CPTS_OK && !run(&work))
        status = cpts_fail_memory(report->region->context);
    cpts_components_free(&work.components);
    free_drawers(&work);
    cpts_array_free(work.measures);
    cpts_array_free(work.entries);
    cpts_array_free(work.claimants);
    cpts_array_free(work.touched);
    cpts_array_free(work.beside);
    return status;
}
