/*
 * Which findings of two lists may be the same, where there is no geometry to compare: those of the
 * same id, then those that touch the same units. Findings of whole units share what those measure;
 * others, at most the smaller of their areas. Slivers are pieces from all over a border: they count
 * by id and claimants alone.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "compare/conflicts.h"
#include "coverage/findings/findings.h"

/* Overlaps of other claimants in one unit are tried up to so many: a perimeter that joins or leaves
 * thousands of overlaps on one place would else be compared with all of them. */
#define JOINED_AT_MOST 64

/* A finding of `before` under one of the names it can be found by. */
struct name {
    uint64_t hash;
    size_t finding;
};

struct names {
    struct name *items;
    size_t count, capacity;
};

struct search {
    struct conflict_pairs *pairs;
    const cpts_finding *before, *after;
    size_t before_count, after_count;
    const struct unit_areas *units;
    bool *is_settled; /* by finding of `before`: its id and its area are there still */
    double *common;   /* by finding of `before`: what it shares with the one at hand */
    size_t *found;    /* those with something in common */
    size_t found_count;
    struct names ids, kinds, rules;
};

static int by_hash(const void *left, const void *right)
{
    const struct name *a = left, *b = right;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return (a->finding > b->finding) - (a->finding < b->finding);
}

static bool add_name(struct names *names, uint64_t hash, size_t finding)
{
    if (!CPTS_ARRAY_MORE(names->items, names->count, names->capacity))
        return false;
    names->items[names->count++] = (struct name){hash, finding};
    return true;
}

static void sort_names(struct names *names)
{
    if (names->count > 1)
        qsort(names->items, names->count, sizeof *names->items, by_hash);
}

/* The first name of this hash; the last one past the end when there is none. */
static size_t find_name(const struct names *names, uint64_t hash)
{
    size_t low = 0, high = names->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (names->items[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static uint64_t hash_of_kind(const cpts_finding *finding)
{
    uint64_t hash = cpts_hash_text(CPTS_HASH_START, cpts_rule_name(finding->rule));
    hash = cpts_hash_text(hash, finding->sliver ? "sliver" : "");
    for (size_t i = 0; i < finding->perimeter_count; i++)
        hash = cpts_hash_text(hash, finding->perimeters[i]);
    return hash;
}

/* Of the place: what has no unit is known by its words, or by its claimants when it has an area. */
static uint64_t hash_of_no_unit(const cpts_finding *finding, uint64_t kind)
{
    return cpts_hash_text(kind, finding->area_m2 > 0 ? "" : finding->message);
}

static bool is_same_kind(const cpts_finding *a, const cpts_finding *b)
{
    bool same = a->rule == b->rule && a->perimeter_count == b->perimeter_count;
    for (size_t i = 0; same && i < a->perimeter_count; i++)
        same = strcmp(a->perimeters[i], b->perimeters[i]) == 0;
    return same;
}

/* Whether all claimants of `few` are among those of `many`; both are sorted. */
static bool is_among(const cpts_finding *few, const cpts_finding *many)
{
    size_t m = 0;
    for (size_t f = 0; f < few->perimeter_count; f++, m++) {
        while (m < many->perimeter_count && strcmp(many->perimeters[m], few->perimeters[f]) < 0)
            m++;
        if (m == many->perimeter_count || strcmp(many->perimeters[m], few->perimeters[f]) != 0)
            return false;
    }
    return true;
}

static bool has_joined(const cpts_finding *before, const cpts_finding *after)
{
    return after->perimeter_count != before->perimeter_count &&
           (after->perimeter_count > before->perimeter_count ? is_among(before, after)
                                                             : is_among(after, before));
}

/* ---- ids ----------------------------------------------------------------------------------- */

static bool is_as_it_was(const cpts_finding *before, const cpts_finding *after)
{
    return fabs(after->area_m2 - before->area_m2) <= 1e-9 * after->area_m2;
}

static bool pair_by_id(struct search *search, size_t after, bool *is_settled)
{
    const char *id = search->after[after].id;
    const uint64_t hash = cpts_hash_text(CPTS_HASH_START, id);
    const struct names *ids = &search->ids;
    bool done = true;
    for (size_t n = find_name(ids, hash); done && n < ids->count && ids->items[n].hash == hash;
         n++) {
        const size_t i = ids->items[n].finding;
        if (strcmp(search->before[i].id, id) != 0)
            continue;
        const bool same = is_as_it_was(&search->before[i], &search->after[after]);
        *is_settled = search->is_settled[i] = same;
        done = cpts_conflict_pairs_add(search->pairs,
                                       (struct conflict_pair){.finding = after,
                                                              .conflict = (int64_t)i + 1,
                                                              .has_same_id = true,
                                                              .is_open = true,
                                                              .over_union = same,
                                                              .part_of_finding = same,
                                                              .part_of_before = same});
    }
    return done;
}

/* ---- places -------------------------------------------------------------------------------- */

static double size_of(const cpts_finding *finding)
{
    return finding->area_m2 > 0 ? finding->area_m2 : fmax(1, (double)finding->unit_count);
}

static void note_common(struct search *search, size_t before, double common)
{
    if (search->common[before] == 0)
        search->found[search->found_count++] = before;
    search->common[before] += common;
}

/* What both touch, in names of this hash, which are those of candidates. */
static void look_up(struct search *search, const struct names *names, uint64_t hash, size_t after,
                    double common, bool (*fits)(const cpts_finding *, const cpts_finding *))
{
    size_t first = find_name(names, hash), n = first;
    for (; n < names->count && names->items[n].hash == hash; n++)
        if (fits == has_joined && n - first >= JOINED_AT_MOST)
            break;
        else if (fits(&search->before[names->items[n].finding], &search->after[after]))
            note_common(search, names->items[n].finding, common);
}

static bool pair_found(struct search *search, size_t after)
{
    const cpts_finding *now = &search->after[after];
    bool done = true;
    for (size_t f = 0; f < search->found_count; f++) {
        const size_t i = search->found[f];
        const cpts_finding *was = &search->before[i];
        const double was_size = size_of(was), now_size = size_of(now);
        const double common = fmin(search->common[i], fmin(was_size, now_size));
        search->common[i] = 0;
        done = done && cpts_conflict_pairs_add(
                           search->pairs,
                           (struct conflict_pair){
                               .finding = after,
                               .conflict = (int64_t)i + 1,
                               .has_same_id = strcmp(was->id, now->id) == 0,
                               .is_open = true,
                               .joined = (int)now->perimeter_count - (int)was->perimeter_count,
                               .over_union = common / (was_size + now_size - common),
                               .part_of_finding = common / now_size,
                               .part_of_before = common / was_size});
    }
    search->found_count = 0;
    return done;
}

static bool pair_by_place(struct search *search, size_t after)
{
    const cpts_finding *finding = &search->after[after];
    const uint64_t kind = hash_of_kind(finding);
    const uint64_t rule = cpts_hash_text(CPTS_HASH_START, cpts_rule_name(finding->rule));
    const bool has_area = finding->area_m2 > 0;
    if (!finding->unit_count)
        look_up(search, &search->kinds, hash_of_no_unit(finding, kind), after,
                has_area ? finding->area_m2 : 1, is_same_kind);
    for (size_t u = 0; u < finding->unit_count; u++) {
        const char *code = finding->units[u];
        const double known_m2 = cpts_unit_area(search->units, code);
        const double area_m2 = !has_area ? 1 : known_m2 > 0 ? known_m2 : finding->area_m2;
        look_up(search, &search->kinds, cpts_hash_text(kind, code), after, area_m2, is_same_kind);
        if (finding->rule == CPTS_RULE_OVERLAP && !finding->sliver)
            look_up(search, &search->rules, cpts_hash_text(rule, code), after, area_m2, has_joined);
    }
    return pair_found(search, after);
}

/* ---- all of it ----------------------------------------------------------------------------- */

/* Under its kind and each of its units; an overlap also whoever claims it. */
static bool name_place(struct search *search, size_t before)
{
    const cpts_finding *finding = &search->before[before];
    const uint64_t kind = hash_of_kind(finding);
    const uint64_t rule = cpts_hash_text(CPTS_HASH_START, cpts_rule_name(finding->rule));
    bool done = true;
    if (!finding->unit_count)
        done = add_name(&search->kinds, hash_of_no_unit(finding, kind), before);
    for (size_t u = 0; done && u < finding->unit_count; u++) {
        done = add_name(&search->kinds, cpts_hash_text(kind, finding->units[u]), before);
        if (done && finding->rule == CPTS_RULE_OVERLAP && !finding->sliver)
            done = add_name(&search->rules, cpts_hash_text(rule, finding->units[u]), before);
    }
    return done;
}

static bool pair_all(struct search *search)
{
    bool *is_settled = cpts_array_new(search->after_count, sizeof *is_settled);
    bool done = is_settled != NULL;
    for (size_t i = 0; done && i < search->before_count; i++)
        done = add_name(&search->ids, cpts_hash_text(CPTS_HASH_START, search->before[i].id), i);
    sort_names(&search->ids);
    for (size_t i = 0; done && i < search->after_count; i++)
        done = pair_by_id(search, i, &is_settled[i]);
    for (size_t i = 0; done && i < search->before_count; i++)
        done = search->is_settled[i] || name_place(search, i);
    sort_names(&search->kinds);
    sort_names(&search->rules);
    for (size_t i = 0; done && i < search->after_count; i++)
        done = is_settled[i] || pair_by_place(search, i);
    cpts_array_free(is_settled);
    return done;
}

bool cpts_conflicts_by_units(struct conflict_pairs *pairs, const cpts_finding *before,
                             size_t before_count, const cpts_finding *after, size_t after_count,
                             const struct unit_areas *units)
{
    struct search search = {.pairs = pairs,
                            .before = before,
                            .after = after,
                            .before_count = before_count,
                            .after_count = after_count,
                            .units = units,
                            .is_settled = cpts_array_new(before_count, sizeof(bool)),
                            .common = cpts_array_new(before_count, sizeof(double)),
                            .found = cpts_array_new(before_count, sizeof(size_t))};
    const bool done = search.is_settled && search.common && search.found && pair_all(&search);
    cpts_array_free(search.is_settled);
    cpts_array_free(search.common);
    cpts_array_free(search.found);
    cpts_array_free(search.ids.items);
    cpts_array_free(search.kinds.items);
    cpts_array_free(search.rules.items);
    return done;
}
