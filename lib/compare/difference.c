#include "compare/difference.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "compare/conflicts.h"

/* Less than this is the noise of sums, not a change. */
#define SAME_AREA_M2    0.01
#define SAME_POPULATION 1e-3

/* ---- findings ---------------------------------------------------------------------------- */

/* A hint beside an overlap is not a conflict of its own. */
static bool is_hint(const cpts_finding *finding)
{
    return finding->rule == CPTS_RULE_SHARED_UNIT;
}

static const cpts_finding *known_of(const struct difference *out,
                                    const struct finding_change *finding)
{
    return finding->after == SIZE_MAX ? &out->before->findings[finding->before]
                                      : &out->after->findings[finding->after];
}

bool cpts_change_is_shown(const struct finding_change *change)
{
    return change->state != CPTS_STATE_PERSISTING || change->split_count > 0;
}

static size_t place_of(cpts_state state)
{
    size_t place = 0;
    while (place < CPTS_MOVED_STATES && cpts_moved_states[place] != state)
        place++;
    return place;
}

static int by_state(const void *left, const void *right)
{
    const struct finding_change *a = left, *b = right;
    if (a->state != b->state)
        return place_of(a->state) < place_of(b->state) ? -1 : 1;
    /* Reports are in order of gravity; what is resolved is known by `before` alone. */
    if (a->after != b->after)
        return a->after < b->after ? -1 : 1;
    return (a->before > b->before) - (a->before < b->before);
}

static void add_change(struct difference *out, struct finding_change change)
{
    if (is_hint(known_of(out, &change)))
        return;
    out->findings[out->finding_count++] = change;
    out->by_state[change.state] += !known_of(out, &change)->sliver;
}

/* What became of a conflict of `after`, which is known by its match. */
static struct finding_change change_of(const struct difference *out, size_t after,
                                       const struct conflict_match *match,
                                       const struct unit_areas *units)
{
    const int64_t key = match->conflict ? match->conflict : match->split_from;
    struct finding_change change = {CPTS_STATE_NEW, key ? (size_t)key - 1 : SIZE_MAX, after, 0};
    struct conflict_move move = {.joined = match->joined};
    if (match->split_from)
        change.state = CPTS_STATE_SPLIT;
    if (match->conflict) {
        cpts_conflict_moved(&move, &out->before->findings[change.before],
                            &out->after->findings[after], units);
        change.state = cpts_conflict_state(&move);
    }
    return change;
}

/* Orders what became of each, and counts the pieces of those that were cut. */
static void settle(struct difference *out, size_t *pieces)
{
    for (size_t i = 0; i < out->finding_count; i++)
        if (out->findings[i].state == CPTS_STATE_SPLIT)
            pieces[out->findings[i].before]++;
    for (size_t i = 0; i < out->finding_count; i++) {
        struct finding_change *change = &out->findings[i];
        if (change->before != SIZE_MAX && change->after != SIZE_MAX &&
            change->state != CPTS_STATE_SPLIT && change->state != CPTS_STATE_MERGED)
            change->split_count = pieces[change->before];
    }
    if (out->finding_count > 1)
        qsort(out->findings, out->finding_count, sizeof *out->findings, by_state);
}

static bool list_changes(struct difference *out, const struct conflict_match *matches,
                         const struct conflict_merges *merges, const struct unit_areas *units)
{
    const size_t before = out->before->finding_count, after = out->after->finding_count;
    size_t *became = cpts_array_new(before, sizeof *became); /* 0: nothing; the rest as follows */
    enum { HEIR = 1, PART = 2 };
    size_t *pieces = cpts_array_new(before, sizeof *pieces);
    out->findings = cpts_array_raw(before + after, sizeof *out->findings);
    const bool done = became && pieces && out->findings;
    for (size_t i = 0; done && i < after; i++) {
        add_change(out, change_of(out, i, &matches[i], units));
        if (matches[i].conflict)
            became[matches[i].conflict - 1] = HEIR;
    }
    for (size_t i = 0; done && i < merges->count; i++) {
        const size_t gone = (size_t)merges->items[i].conflict - 1;
        add_change(out,
                   (struct finding_change){CPTS_STATE_MERGED, gone, merges->items[i].finding, 0});
        became[gone] = PART;
    }
    for (size_t i = 0; done && i < before; i++)
        if (!became[i])
            add_change(out, (struct finding_change){CPTS_STATE_RESOLVED, i, SIZE_MAX, 0});
    if (done)
        settle(out, pieces);
    cpts_array_free(became);
    cpts_array_free(pieces);
    return done;
}

/* Areas of the units, which both reports have. */
static double *areas_of(const struct cpts_report *report)
{
    const size_t count = report->region->units.count;
    double *areas_m2 = cpts_array_raw(count, sizeof *areas_m2);
    for (size_t u = 0; areas_m2 && u < count; u++)
        areas_m2[u] = report->units[u].area_m2;
    return areas_m2;
}

static bool match_findings(struct difference *out)
{
    const struct cpts_report *before = out->before, *after = out->after;
    struct conflict_pairs pairs = {.items = NULL};
    struct conflict_merges merges = {.items = NULL};
    struct conflict_match *matches = cpts_array_new(after->finding_count, sizeof *matches);
    double *areas_m2 = areas_of(after);
    const struct unit_areas units = {after->region->units.code, areas_m2,
                                     after->region->units.count};
    const bool done = matches && areas_m2 &&
                      cpts_conflicts_by_units(&pairs, before->findings, before->finding_count,
                                              after->findings, after->finding_count, &units) &&
                      cpts_conflicts_match(&pairs, matches, &merges) &&
                      list_changes(out, matches, &merges, &units);
    cpts_array_free(areas_m2);
    cpts_array_free(matches);
    cpts_array_free(pairs.items);
    cpts_array_free(merges.items);
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
