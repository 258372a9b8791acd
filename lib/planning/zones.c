/*
 * Zones: what people decide about. The white units that touch are one zone, and so are the
 * contested units that touch and have the same claimants.
 */
#include "planning/zoning.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "input/region/largest.h"

/* ---- members ----------------------------------------------------------------------------- */

static bool same_claimants(const struct cpts_report *report, uint32_t a, uint32_t b)
{
    const struct unit_result *results[] = {&report->units[a], &report->units[b]};
    const uint32_t units[] = {a, b};
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < results[side]->claim_count; i++) {
            const struct claim *claim = &report->claims[results[side]->first_claim + i];
            if (claim->share >= CPTS_LEAST_SHARE &&
                cpts_claimed_share(report, units[1 - side], claim->perimeter) < CPTS_LEAST_SHARE)
                return false;
        }
    return true;
}

static bool belongs(const struct zoning *zoning, uint32_t unit, uint32_t other,
                    cpts_question question)
{
    return zoning->zone_of[other] == CPTS_NONE &&
           cpts_question_of(zoning->problem, other) == question &&
           (question == CPTS_QUESTION_WHITE ||
            (zoning->problem->is_open[unit] == zoning->problem->is_open[other] &&
             same_claimants(zoning->problem->report, unit, other)));
}

static void gather(struct zoning *zoning, uint32_t unit, cpts_question question)
{
    const struct adjacency *adjacency = zoning->problem->adjacency;
    zoning->member_count = 0;
    zoning->zone_of[unit] = zoning->zone;
    zoning->members[zoning->member_count++] = unit;
    for (size_t head = 0; head < zoning->member_count; head++) {
        const uint32_t at = zoning->members[head];
        for (size_t i = adjacency->first[at]; i < adjacency->first[at + 1]; i++) {
            const uint32_t other = adjacency->neighbours[i].unit;
            if (!belongs(zoning, unit, other, question))
                continue;
            zoning->zone_of[other] = zoning->zone;
            zoning->members[zoning->member_count++] = other;
        }
    }
    cpts_largest_sort(zoning->members, zoning->member_count, zoning->problem->units);
}

/* ---- zones ------------------------------------------------------------------------------- */

static int by_text(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* The different texts of the members, "" left out. */
static const char *const *list_texts(struct zoning *zoning, const char *const *of, size_t *count)
{
    const char **texts =
        cpts_arena_alloc(&zoning->proposal->arena, (zoning->member_count + 1) * sizeof *texts);
    size_t all = 0, kept = 0;
    for (size_t m = 0; texts && m < zoning->member_count; m++)
        if (*of[zoning->members[m]] && strcmp(of[zoning->members[m]], "NR") != 0)
            texts[all++] = of[zoning->members[m]];
    if (all > 1)
        qsort(texts, all, sizeof *texts, by_text);
    for (size_t i = 0; i < all; i++)
        if (!kept || strcmp(texts[kept - 1], texts[i]) != 0)
            texts[kept++] = texts[i];
    *count = kept;
    return texts;
}

/* Units are in order of code. */
static int by_code(const void *key, const void *item)
{
    return strcmp(key, *(const char *const *)item);
}

static bool is_of_zones(const cpts_finding *finding)
{
    return !finding->sliver &&
           (finding->rule == CPTS_RULE_WHITE_ZONE || finding->rule == CPTS_RULE_OVERLAP);
}

/* By unit, the findings that touch it. */
static bool index_findings(struct zoning *zoning)
{
    const struct cpts_report *report = zoning->problem->report;
    const struct units *units = zoning->problem->units;
    size_t *first = cpts_array_new(units->count + 2, sizeof *first);
    size_t total = 0;
    for (size_t i = 0; i < report->finding_count; i++)
        total += is_of_zones(&report->findings[i]) ? report->findings[i].unit_count : 0;
    zoning->finding_first = first;
    zoning->findings = cpts_array_raw(total, sizeof *zoning->findings);
    if (!first || !zoning->findings)
        return false;
    for (int counting = 1; counting >= 0; counting--) {
        for (size_t i = 0; i < report->finding_count; i++)
            for (size_t u = 0;
                 is_of_zones(&report->findings[i]) && u < report->findings[i].unit_count; u++) {
                const char **found = bsearch(report->findings[i].units[u], units->code,
                                             units->count, sizeof *units->code, by_code);
                if (!found)
                    continue;
                size_t *at = &first[found - units->code + (counting ? 2 : 1)];
                if (!counting)
                    zoning->findings[*at] = i;
                ++*at;
            }
        for (size_t u = 2; counting && u < units->count + 2; u++)
            first[u] += first[u - 1];
    }
    return true;
}

/* The findings that the zone is about. */
static bool list_findings(struct zoning *zoning, cpts_zone *zone)
{
    const struct cpts_report *report = zoning->problem->report;
    const cpts_rule rule =
        zone->question == CPTS_QUESTION_WHITE ? CPTS_RULE_WHITE_ZONE : CPTS_RULE_OVERLAP;
    size_t most = 0;
    for (size_t m = 0; m < zoning->member_count; m++)
        most += zoning->finding_first[zoning->members[m] + 1] -
                zoning->finding_first[zoning->members[m]];
    const char **ids = cpts_arena_alloc(&zoning->proposal->arena, (most + 1) * sizeof *ids);
    for (size_t m = 0; ids && m < zoning->member_count; m++)
        for (size_t f = zoning->finding_first[zoning->members[m]];
             f < zoning->finding_first[zoning->members[m] + 1]; f++) {
            const cpts_finding *finding = &report->findings[zoning->findings[f]];
            bool is_new = finding->rule == rule;
            for (size_t i = 0; i < zone->finding_count && is_new; i++)
                is_new = strcmp(ids[i], finding->id) != 0;
            if (is_new)
                ids[zone->finding_count++] = finding->id;
        }
    zone->findings = ids;
    return ids != NULL;
}

/* Of those units whose inhabitants are known; NaN when there is none. */
static void add_population(const struct zoning *zoning, cpts_zone *zone)
{
    zone->population = NAN;
    for (size_t m = 0; m < zoning->member_count; m++)
        if (zoning->problem->units->population[zoning->members[m]] >= 0)
            zone->population = (isnan(zone->population) ? 0 : zone->population) +
                               cpts_zoning_people(zoning, zoning->members[m]);
        else
            zone->unknown_units++;
}

static bool describe_zone(struct zoning *zoning, cpts_zone *zone)
{
    const struct units *units = zoning->problem->units;
    struct arena *arena = &zoning->proposal->arena;
    const size_t count = zoning->member_count;
    const char **codes = cpts_arena_alloc(arena, count * sizeof *codes);
    const char **names = cpts_arena_alloc(arena, count * sizeof *names);
    if (!codes || !names)
        return false;
    for (size_t m = 0; m < count; m++) {
        codes[m] = units->code[zoning->members[m]];
        names[m] = units->name[zoning->members[m]];
        zone->area_m2 += zoning->problem->adjacency->area_m2[zoning->members[m]];
    }
    zone->id = cpts_arena_format(arena, "%s-%s",
                                 cpts_rule_name(zone->question == CPTS_QUESTION_WHITE
                                                    ? CPTS_RULE_WHITE_ZONE
                                                    : CPTS_RULE_OVERLAP),
                                 codes[0]);
    zone->name = names[0];
    zone->unit_count = count;
    zone->units = codes;
    zone->unit_names = names;
    add_population(zoning, zone);
    zone->groups = list_texts(zoning, units->group, &zone->group_count);
    zone->epci = list_texts(zoning, units->epci, &zone->epci_count);
    return zone->id && zone->groups && zone->epci && list_findings(zoning, zone) &&
           cpts_zone_list_alternatives(zoning, zone);
}

static bool add_zone(struct zoning *zoning, uint32_t unit, cpts_question question)
{
    struct cpts_proposal *proposal = zoning->proposal;
    if (!CPTS_ARRAY_MORE(proposal->zones, proposal->zone_count, proposal->zone_capacity))
        return false;
    zoning->zone = (uint32_t)proposal->zone_count;
    gather(zoning, unit, question);
    cpts_zone *zone = &proposal->zones[proposal->zone_count++];
    *zone = (cpts_zone){
        .size = sizeof *zone, .question = question, .is_open = zoning->problem->is_open[unit]};
    return describe_zone(zoning, zone);
}

static int by_inhabitants(const void *left, const void *right)
{
    const cpts_zone *a = left, *b = right;
    const double a_people = isnan(a->population) ? -1 : a->population,
                 b_people = isnan(b->population) ? -1 : b->population;
    if (a_people != b_people)
        return a_people > b_people ? -1 : 1;
    if (a->area_m2 != b->area_m2)
        return a->area_m2 > b->area_m2 ? -1 : 1;
    return strcmp(a->id, b->id);
}

static bool open_zoning(struct zoning *zoning)
{
    const struct cpts_report *report = zoning->problem->report;
    const size_t units = zoning->problem->units->count;
    const size_t perimeters = report->region->perimeters.count;
    zoning->zone_of = cpts_array_raw(units, sizeof *zoning->zone_of);
    zoning->to = cpts_array_raw(units, sizeof *zoning->to);
    zoning->members = cpts_array_raw(units, sizeof *zoning->members);
    zoning->scratch = cpts_array_raw(units, sizeof *zoning->scratch);
    zoning->near = cpts_array_raw(perimeters, sizeof *zoning->near);
    zoning->border_m = cpts_array_new(perimeters, sizeof *zoning->border_m);
    if (!zoning->zone_of || !zoning->to || !zoning->members || !zoning->scratch || !zoning->near ||
        !zoning->border_m)
        return false;
    for (size_t u = 0; u < units; u++)
        zoning->zone_of[u] = CPTS_NONE;
    zoning->smallest = NAN;
    for (size_t p = 0; p < perimeters; p++)
        if (report->perimeters[p].population > 0 && !report->perimeters[p].unknown_units)
            zoning->smallest = fmin(zoning->smallest, report->perimeters[p].population);
    return true;
}

bool cpts_zones_list(struct cpts_proposal *proposal, struct problem *problem,
                     const struct facts *facts)
{
    struct zoning zoning = {.proposal = proposal, .problem = problem, .facts = facts};
    bool done = open_zoning(&zoning) && index_findings(&zoning);
    for (uint32_t u = 0; u < problem->units->count && done; u++) {
        const cpts_question question = cpts_question_of(problem, u);
        if (zoning.zone_of[u] == CPTS_NONE && question <= CPTS_QUESTION_OVERLAP)
            done = add_zone(&zoning, u, question);
    }
    if (done && proposal->zone_count > 1)
        qsort(proposal->zones, proposal->zone_count, sizeof *proposal->zones, by_inhabitants);
    cpts_array_free(zoning.zone_of);
    cpts_array_free(zoning.to);
    cpts_array_free(zoning.members);
    cpts_array_free(zoning.scratch);
    cpts_array_free(zoning.near);
    cpts_array_free(zoning.border_m);
    cpts_array_free(zoning.finding_first);
    cpts_array_free(zoning.findings);
    return done;
}
