#include "coverage/difference.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "coverage/findings/findings.h"

/* Less than this is the noise of sums, not a change. */
#define SAME_AREA_M2    0.01
#define SAME_POPULATION 1e-3

/* A finding of `before` under one of the names it can be found by. */
struct name {
    uint64_t hash;
    size_t finding;
};

struct names {
    struct name *items;
    size_t count, capacity;
};

struct matching {
    struct difference *out;
    size_t *partner; /* by finding of `before`: that of `after`, or SIZE_MAX */
    size_t *hits;    /* by finding of `before`: units shared with the one at hand */
    struct names names;
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
    if (!cpts_array_reserve(&names->items, &names->capacity, names->count + 1,
                            sizeof *names->items))
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

static void pair(struct matching *matching, size_t before, size_t after)
{
    matching->partner[before] = after;
    matching->out->findings[after].before = before;
}

static bool pair_by_id(struct matching *matching)
{
    const struct difference *out = matching->out;
    bool done = true;
    matching->names.count = 0;
    for (size_t i = 0; done && i < out->before->finding_count; i++)
        done = add_name(&matching->names,
                        cpts_hash_text(CPTS_HASH_START, out->before->findings[i].id), i);
    sort_names(&matching->names);
    for (size_t i = 0; done && i < out->after->finding_count; i++) {
        const char *id = out->after->findings[i].id;
        const uint64_t hash = cpts_hash_text(CPTS_HASH_START, id);
        const struct names *names = &matching->names;
        for (size_t n = find_name(names, hash); n < names->count && names->items[n].hash == hash;
             n++)
            if (strcmp(out->before->findings[names->items[n].finding].id, id) == 0)
                pair(matching, names->items[n].finding, i);
    }
    return done;
}

/* The unpaired finding of `before` that shares most units with this one of `after`. */
static void pair_by_units(struct matching *matching, size_t after)
{
    const struct names *names = &matching->names;
    const cpts_finding *finding = &matching->out->after->findings[after];
    const uint64_t kind = hash_of_kind(finding);
    size_t best = SIZE_MAX, most = 0;
    for (int counting = 1; counting >= 0; counting--)
        for (size_t u = 0; u < finding->unit_count; u++) {
            const uint64_t hash = cpts_hash_text(kind, finding->units[u]);
            for (size_t n = find_name(names, hash);
                 n < names->count && names->items[n].hash == hash; n++) {
                const size_t before = names->items[n].finding;
                if (!counting)
                    matching->hits[before] = 0;
                else if (matching->partner[before] == SIZE_MAX && ++matching->hits[before] > most) {
                    most = matching->hits[before];
                    best = before;
                }
            }
        }
    if (best != SIZE_MAX)
        pair(matching, best, after);
}

static bool pair_rest(struct matching *matching)
{
    const struct difference *out = matching->out;
    bool done = true;
    matching->names.count = 0;
    for (size_t i = 0; done && i < out->before->finding_count; i++) {
        const cpts_finding *finding = &out->before->findings[i];
        if (matching->partner[i] != SIZE_MAX)
            continue;
        const uint64_t kind = hash_of_kind(finding);
        for (size_t u = 0; done && u < finding->unit_count; u++)
            done = add_name(&matching->names, cpts_hash_text(kind, finding->units[u]), i);
    }
    sort_names(&matching->names);
    for (size_t i = 0; done && i < out->after->finding_count; i++)
        if (out->findings[i].before == SIZE_MAX)
            pair_by_units(matching, i);
    return done;
}

static cpts_change change_of(const struct difference *out, const struct finding_change *finding)
{
    if (finding->before == SIZE_MAX)
        return CPTS_CHANGE_CREATED;
    if (finding->after == SIZE_MAX)
        return CPTS_CHANGE_REMOVED;
    const cpts_finding *before = &out->before->findings[finding->before];
    const cpts_finding *after = &out->after->findings[finding->after];
    const double more_m2 = after->area_m2 - before->area_m2;
    if (fabs(more_m2) <= SAME_AREA_M2 + 1e-9 * before->area_m2)
        return CPTS_CHANGE_NONE;
    return more_m2 > 0 ? CPTS_CHANGE_GROWN : CPTS_CHANGE_SHRUNK;
}

static int by_change(const void *left, const void *right)
{
    const struct finding_change *a = left, *b = right;
    if (a->change != b->change)
        return a->change < b->change ? -1 : 1;
    /* Reports are in order of gravity; what was removed is known by `before` alone. */
    if (a->after != b->after)
        return a->after < b->after ? -1 : 1;
    return (a->before > b->before) - (a->before < b->before);
}

/* A hint beside an overlap is no conflict of its own. */
static bool is_hint(const struct difference *out, const struct finding_change *finding)
{
    const cpts_finding *known = finding->after == SIZE_MAX ? &out->before->findings[finding->before]
                                                           : &out->after->findings[finding->after];
    return known->rule == CPTS_RULE_SHARED_UNIT;
}

static void drop_hints(struct difference *out)
{
    size_t kept = 0;
    for (size_t i = 0; i < out->finding_count; i++)
        if (!is_hint(out, &out->findings[i]))
            out->findings[kept++] = out->findings[i];
    out->finding_count = kept;
}

/* Adds those of `before` that are gone, says what became of each, and orders them. */
static void settle(struct matching *matching)
{
    struct difference *out = matching->out;
    for (size_t i = 0; i < out->before->finding_count; i++)
        if (matching->partner[i] == SIZE_MAX)
            out->findings[out->finding_count++] = (struct finding_change){0, i, SIZE_MAX};
    drop_hints(out);
    for (size_t i = 0; i < out->finding_count; i++) {
        struct finding_change *finding = &out->findings[i];
        const bool is_removed = finding->after == SIZE_MAX;
        finding->change = change_of(out, finding);
        const bool is_sliver = is_removed ? out->before->findings[finding->before].sliver
                                          : out->after->findings[finding->after].sliver;
        out->by_change[finding->change] += !is_sliver;
    }
    if (out->finding_count > 1)
        qsort(out->findings, out->finding_count, sizeof *out->findings, by_change);
}

static bool match_findings(struct difference *out)
{
    struct matching matching = {.out = out};
    const size_t before = out->before->finding_count, after = out->after->finding_count;
    out->findings = cpts_array_raw(before + after, sizeof *out->findings);
    matching.partner = cpts_array_raw(before, sizeof *matching.partner);
    matching.hits = cpts_array_new(before, sizeof *matching.hits);
    bool done = out->findings && matching.partner && matching.hits;
    for (size_t i = 0; done && i < before; i++)
        matching.partner[i] = SIZE_MAX;
    for (size_t i = 0; done && i < after; i++)
        out->findings[i] = (struct finding_change){CPTS_CHANGE_NONE, SIZE_MAX, i};
    out->finding_count = done ? after : 0;
    done = done && pair_by_id(&matching) && pair_rest(&matching);
    if (done)
        settle(&matching);
    cpts_array_free(matching.partner);
    cpts_array_free(matching.hits);
    cpts_array_free(matching.names.items);
    return done;
}

/* ---- perimeters -------------------------------------------------------------------------- */

static bool same_area(double a_m2, double b_m2)
{
    return fabs(a_m2 - b_m2) <= SAME_AREA_M2 + 1e-9 * fabs(a_m2);
}

static bool same_population(double a, double b)
{
    return isnan(a) || isnan(b) ? isnan(a) == isnan(b)
                                : fabs(a - b) <= SAME_POPULATION + 1e-9 * fabs(a);
}

static bool same_figures(const struct perimeter_result *a, const struct perimeter_result *b)
{
    return same_area(a->area_m2, b->area_m2) &&
           same_area(a->exclusive_area_m2, b->exclusive_area_m2) &&
           same_area(a->contested_area_m2, b->contested_area_m2) &&
           same_area(a->outside_area_m2, b->outside_area_m2) &&
           same_population(a->population, b->population) &&
           same_population(a->contested_population, b->contested_population) &&
           a->parts == b->parts;
}

/* Both reports have their perimeters in order of id. */
static bool match_perimeters(struct difference *out)
{
    const struct perimeters *before = &out->before->region->perimeters;
    const struct perimeters *after = &out->after->region->perimeters;
    out->perimeters = cpts_array_raw(before->count + after->count, sizeof *out->perimeters);
    if (!out->perimeters)
        return false;
    for (uint32_t b = 0, a = 0; b < before->count || a < after->count;) {
        const int order = b == before->count  ? 1
                          : a == after->count ? -1
                                              : strcmp(before->id[b], after->id[a]);
        if (order != 0 || !same_figures(&out->before->perimeters[b], &out->after->perimeters[a]))
            out->perimeters[out->perimeter_count++] =
                (struct perimeter_change){order <= 0 ? b : CPTS_NONE, order >= 0 ? a : CPTS_NONE};
        b += order <= 0;
        a += order >= 0;
    }
    return true;
}

cpts_status cpts_difference_build(struct difference *out, const struct cpts_report *before,
                                  const struct cpts_report *after)
{
    *out = (struct difference){.before = before, .after = after};
    if (match_findings(out) && match_perimeters(out))
        return CPTS_OK;
    cpts_difference_free(out);
    return cpts_fail_memory(after->region->context);
}

void cpts_difference_free(struct difference *difference)
{
    cpts_array_free(difference->findings);
    cpts_array_free(difference->perimeters);
    *difference = (struct difference){0};
}
