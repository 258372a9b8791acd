#include "planning/facts.h"

#include <stdlib.h>
#include <string.h>

bool cpts_holds_today(const struct problem *problem, uint32_t unit, uint32_t perimeter)
{
    return cpts_claimed_share(problem->report, unit, perimeter) > CPTS_HELD_SHARE;
}

bool cpts_has_epci(const struct units *units, uint32_t unit)
{
    return *units->epci[unit] && strcmp(units->epci[unit], "NR") != 0;
}

/* ---- by group ---------------------------------------------------------------------------- */

/* An area that a perimeter holds in a group. */
struct ground {
    uint32_t perimeter, unit;
    double area_m2;
};

static int by_perimeter_and_group(const void *left, const void *right, void *user)
{
    const struct units *units = user;
    const struct ground *a = left, *b = right;
    if (a->perimeter != b->perimeter)
        return a->perimeter < b->perimeter ? -1 : 1;
    const int order = strcmp(units->group[a->unit], units->group[b->unit]);
    return order ? order : (a->unit > b->unit) - (a->unit < b->unit);
}

/* The group that has most of the area of each perimeter. */
static void find_main_groups(struct holding *holding, const struct problem *problem,
                             struct ground *grounds, size_t count)
{
    const char *const *group = problem->units->group;
    double largest_m2 = 0;
    if (count > 1)
        qsort_r(grounds, count, sizeof *grounds, by_perimeter_and_group, (void *)problem->units);
    for (size_t i = 0; i < count;) {
        const struct ground *first = &grounds[i];
        double area_m2 = 0;
        if (i == 0 || grounds[i - 1].perimeter != first->perimeter)
            largest_m2 = 0;
        for (; i < count && grounds[i].perimeter == first->perimeter &&
               strcmp(group[grounds[i].unit], group[first->unit]) == 0;
             i++)
            area_m2 += grounds[i].area_m2;
        if (area_m2 > largest_m2) {
            largest_m2 = area_m2;
            holding->main_group[first->perimeter] = first->unit;
        }
    }
}

static bool open_holding(struct holding *out, const struct problem *problem)
{
    const size_t count = problem->report->region->perimeters.count;
    out->main_group = cpts_array_raw(count, sizeof *out->main_group);
    out->count = cpts_array_new(count, sizeof *out->count);
    for (size_t p = 0; out->main_group && p < count; p++)
        out->main_group[p] = CPTS_NONE;
    return out->main_group && out->count;
}

static bool describe_today(struct holding *out, const struct problem *problem)
{
    const struct cpts_report *report = problem->report;
    struct ground *grounds = cpts_array_raw(report->claim_count, sizeof *grounds);
    out->holds = cpts_holds_today;
    if (!grounds || !open_holding(out, problem)) {
        cpts_array_free(grounds);
        return false;
    }
    for (size_t i = 0; i < report->claim_count; i++) {
        const struct claim *claim = &report->claims[i];
        grounds[i] = (struct ground){claim->perimeter, claim->unit, claim->area_m2};
        out->count[claim->perimeter] += claim->share > CPTS_HELD_SHARE;
    }
    find_main_groups(out, problem, grounds, report->claim_count);
    cpts_array_free(grounds);
    return true;
}

static void add_ground(struct holding *holding, const struct problem *problem,
                       struct ground *ground, uint32_t unit, uint32_t perimeter)
{
    *ground = (struct ground){perimeter, unit, problem->adjacency->area_m2[unit]};
    holding->count[perimeter]++;
}

static bool describe_after(struct holding *out, const struct problem *problem)
{
    const struct cpts_report *report = problem->report;
    const size_t most = problem->units->count + report->claim_count;
    struct ground *grounds = cpts_array_raw(most, sizeof *grounds);
    size_t count = 0;
    out->holds = cpts_problem_holds;
    if (!grounds || !open_holding(out, problem)) {
        cpts_array_free(grounds);
        return false;
    }
    for (uint32_t u = 0; u < problem->units->count; u++) {
        const struct claim *claims = report->claims + report->units[u].first_claim;
        if (problem->holder[u] != CPTS_NONE)
            add_ground(out, problem, &grounds[count++], u, problem->holder[u]);
        for (size_t i = 0; problem->is_open[u] && i < report->units[u].claim_count; i++)
            if (cpts_problem_holds(problem, u, claims[i].perimeter))
                add_ground(out, problem, &grounds[count++], u, claims[i].perimeter);
    }
    find_main_groups(out, problem, grounds, count);
    cpts_array_free(grounds);
    return true;
}

/* ---- by EPCI ----------------------------------------------------------------------------- */

static int by_epci(const void *left, const void *right, void *user)
{
    const char *const *epci = user;
    const uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    const int order = strcmp(epci[a], epci[b]);
    return order ? order : (a > b) - (a < b);
}

static bool list_epci(struct facts *facts)
{
    const struct units *units = facts->problem->units;
    facts->by_epci = cpts_array_raw(units->count, sizeof *facts->by_epci);
    facts->epci_at = cpts_array_raw(units->count, sizeof *facts->epci_at);
    if (!facts->by_epci || !facts->epci_at)
        return false;
    for (uint32_t u = 0; u < units->count; u++)
        facts->by_epci[u] = u;
    if (units->count > 1)
        qsort_r(facts->by_epci, units->count, sizeof *facts->by_epci, by_epci, units->epci);
    for (uint32_t i = 0, first = 0; i < units->count; i++) {
        const uint32_t unit = facts->by_epci[i];
        if (strcmp(units->epci[unit], units->epci[facts->by_epci[first]]) != 0)
            first = i;
        facts->epci_at[unit] = first;
    }
    return true;
}

bool cpts_facts_open(struct facts *out, const struct problem *problem)
{
    *out = (struct facts){.problem = problem};
    return describe_today(&out->today, problem) && describe_after(&out->after, problem) &&
           list_epci(out);
}

void cpts_facts_free(struct facts *facts)
{
    struct holding *holdings[] = {&facts->today, &facts->after};
    for (size_t i = 0; i < sizeof holdings / sizeof *holdings; i++) {
        cpts_array_free(holdings[i]->main_group);
        cpts_array_free(holdings[i]->count);
    }
    cpts_array_free(facts->by_epci);
    cpts_array_free(facts->epci_at);
}

/* ---- facts ------------------------------------------------------------------------------- */

static void count_epci(const struct facts *facts, const struct holding *holding, uint32_t unit,
                       uint32_t perimeter, cpts_candidate_facts *out)
{
    const struct problem *problem = facts->problem;
    const struct units *units = problem->units;
    if (!cpts_has_epci(units, unit))
        return;
    for (uint32_t i = facts->epci_at[unit]; i < units->count; i++) {
        const uint32_t other = facts->by_epci[i];
        if (strcmp(units->epci[other], units->epci[unit]) != 0)
            return;
        out->epci_units += other != unit;
        out->epci_held += other != unit && holding->holds(problem, other, perimeter);
    }
}

cpts_candidate_facts cpts_facts_of(const struct facts *facts, const struct holding *holding,
                                   uint32_t unit, uint32_t perimeter)
{
    const struct problem *problem = facts->problem;
    const struct adjacency *adjacency = problem->adjacency;
    const uint32_t group = holding->main_group[perimeter];
    cpts_candidate_facts out = {0};
    for (size_t i = adjacency->first[unit]; i < adjacency->first[unit + 1]; i++)
        if (holding->holds(problem, adjacency->neighbours[i].unit, perimeter))
            out.border_m += adjacency->neighbours[i].border_m;
    if (adjacency->border_m[unit] > 0)
        out.border_share = out.border_m / adjacency->border_m[unit];
    out.same_group = group != CPTS_NONE &&
                     strcmp(problem->units->group[group], problem->units->group[unit]) == 0;
    count_epci(facts, holding, unit, perimeter, &out);
    const size_t own = holding->holds(problem, unit, perimeter);
    out.is_contiguous = out.border_m > 0 || holding->count[perimeter] == own;
    return out;
}
