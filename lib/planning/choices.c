/*
 * Reasons: for each unit in question, what each perimeter that could have it would then be, all
 * other units being as proposed.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "planning/proposal.h"

struct listing {
    struct cpts_proposal *proposal;
    struct problem *problem;
    double *area_m2, *border_m; /* by perimeter: of its territory as proposed */
    uint32_t *main_group;       /* by perimeter: a unit of the group that has most of it */
    uint32_t *by_epci;          /* units, those of one EPCI together */
    uint32_t *epci_at;          /* by unit: where its EPCI begins there */
};

/* ---- territories ------------------------------------------------------------------------- */

/* A border inside a territory is counted on both of its sides, and is no border of it. */
static double inner_border_m(const struct problem *problem, uint32_t unit, uint32_t perimeter)
{
    const struct adjacency *adjacency = problem->adjacency;
    double inner_m = 0;
    for (size_t i = adjacency->first[unit]; i < adjacency->first[unit + 1]; i++)
        if (problem->holder[adjacency->neighbours[i].unit] == perimeter)
            inner_m += adjacency->neighbours[i].border_m;
    return inner_m;
}

static int by_holder_and_group(const void *left, const void *right, void *user)
{
    const struct problem *problem = user;
    const uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    if (problem->holder[a] != problem->holder[b])
        return problem->holder[a] < problem->holder[b] ? -1 : 1;
    const char *const *group = problem->units->group;
    const int order = strcmp(group[a], group[b]);
    return order ? order : (a > b) - (a < b);
}

/* The group that has most of the area of each perimeter. */
static void find_main_groups(struct listing *listing, uint32_t *order)
{
    struct problem *problem = listing->problem;
    const size_t count = problem->units->count;
    const char *const *group = problem->units->group;
    double largest_m2 = 0;
    for (uint32_t u = 0; u < count; u++)
        order[u] = u;
    if (count > 1)
        qsort_r(order, count, sizeof *order, by_holder_and_group, problem);
    for (size_t i = 0; i < count;) {
        const uint32_t first = order[i], holder = problem->holder[first];
        double area_m2 = 0;
        if (i == 0 || problem->holder[order[i - 1]] != holder)
            largest_m2 = 0;
        for (; i < count && problem->holder[order[i]] == holder &&
               strcmp(group[order[i]], group[first]) == 0;
             i++)
            area_m2 += problem->adjacency->area_m2[order[i]];
        if (holder != CPTS_NONE && area_m2 > largest_m2) {
            largest_m2 = area_m2;
            listing->main_group[holder] = first;
        }
    }
}

static bool measure_territories(struct listing *listing)
{
    const struct problem *problem = listing->problem;
    const size_t count = problem->report->region->perimeters.count;
    listing->area_m2 = cpts_array_new(count, sizeof *listing->area_m2);
    listing->border_m = cpts_array_new(count, sizeof *listing->border_m);
    listing->main_group = cpts_array_raw(count, sizeof *listing->main_group);
    uint32_t *order = cpts_array_raw(problem->units->count, sizeof *order);
    const bool done = listing->area_m2 && listing->border_m && listing->main_group && order;
    for (size_t p = 0; done && p < count; p++)
        listing->main_group[p] = CPTS_NONE;
    for (uint32_t u = 0; done && u < problem->units->count; u++) {
        const uint32_t holder = problem->holder[u];
        if (holder == CPTS_NONE)
            continue;
        listing->area_m2[holder] += problem->adjacency->area_m2[u];
        listing->border_m[holder] +=
            problem->adjacency->border_m[u] - inner_border_m(problem, u, holder);
    }
    if (done)
        find_main_groups(listing, order);
    cpts_array_free(order);
    return done;
}

static int by_epci(const void *left, const void *right, void *user)
{
    const char *const *epci = user;
    const uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    const int order = strcmp(epci[a], epci[b]);
    return order ? order : (a > b) - (a < b);
}

static bool list_epci(struct listing *listing)
{
    const struct units *units = listing->problem->units;
    listing->by_epci = cpts_array_raw(units->count, sizeof *listing->by_epci);
    listing->epci_at = cpts_array_raw(units->count, sizeof *listing->epci_at);
    if (!listing->by_epci || !listing->epci_at)
        return false;
    for (uint32_t u = 0; u < units->count; u++)
        listing->by_epci[u] = u;
    if (units->count > 1)
        qsort_r(listing->by_epci, units->count, sizeof *listing->by_epci, by_epci, units->epci);
    for (uint32_t i = 0, first = 0; i < units->count; i++) {
        const uint32_t unit = listing->by_epci[i];
        if (strcmp(units->epci[unit], units->epci[listing->by_epci[first]]) != 0)
            first = i;
        listing->epci_at[unit] = first;
    }
    return true;
}

/* "NR" is what ADMIN EXPRESS writes for no EPCI. */
static void count_epci(const struct listing *listing, uint32_t unit, uint32_t perimeter,
                       cpts_candidate *candidate)
{
    const struct problem *problem = listing->problem;
    const char *const *epci = problem->units->epci;
    if (!*epci[unit] || strcmp(epci[unit], "NR") == 0)
        return;
    for (uint32_t i = listing->epci_at[unit]; i < problem->units->count; i++) {
        const uint32_t other = listing->by_epci[i];
        if (strcmp(epci[other], epci[unit]) != 0)
            return;
        candidate->epci_units += other != unit;
        candidate->epci_held += other != unit && problem->holder[other] == perimeter;
    }
}

/* ---- candidates -------------------------------------------------------------------------- */

/* A candidate and what giving it the unit would cost. */
struct ranked {
    cpts_candidate candidate;
    struct cost cost;
};

static int by_cost(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    if (a->candidate.is_proposed != b->candidate.is_proposed)
        return a->candidate.is_proposed ? -1 : 1;
    if (cpts_cost_less(&a->cost, &b->cost))
        return -1;
    if (cpts_cost_less(&b->cost, &a->cost))
        return 1;
    return strcmp(a->candidate.perimeter, b->candidate.perimeter);
}

static double share_of(const struct cpts_report *report, uint32_t unit, uint32_t perimeter)
{
    const struct unit_result *result = &report->units[unit];
    const struct claim *claims = report->claims + result->first_claim;
    for (size_t i = 0; i < result->claim_count; i++)
        if (claims[i].perimeter == perimeter)
            return claims[i].share;
    return 0;
}

static size_t pieces_of(struct problem *problem, uint32_t perimeter)
{
    struct cost cost = {0};
    cpts_problem_add_state(problem, perimeter, &cost);
    return cost.pieces;
}

/* `proposed` is the unit's holder as proposed; the unit is nobody's meanwhile. */
static struct ranked describe(struct listing *listing, uint32_t unit, const struct option *option,
                              uint32_t proposed)
{
    struct problem *problem = listing->problem;
    const struct cpts_report *report = problem->report;
    const uint32_t p = option->perimeter;
    const struct adjacency *adjacency = problem->adjacency;
    const bool has_it = p == proposed, known = problem->units->has_population;
    struct ranked ranked = {.cost.value = cpts_problem_value(problem, unit, option)};
    const size_t without = pieces_of(problem, p);
    const double shared_m = inner_border_m(problem, unit, p);
    cpts_problem_assign(problem, unit, p);
    cpts_problem_add_state(problem, p, &ranked.cost);
    if (!has_it && proposed != CPTS_NONE)
        cpts_problem_add_state(problem, proposed, &ranked.cost);
    const double after = known ? problem->population[p] : NAN;
    const double before = report->perimeters[p].population;
    const size_t with = pieces_of(problem, p);
    cpts_problem_assign(problem, unit, CPTS_NONE);
    /* The sums are of the proposal, where the unit is or is not already. */
    const double own_m = adjacency->border_m[unit] - 2 * shared_m;
    const double border_m = listing->border_m[p] + (has_it ? 0 : own_m);
    const double area_m2 = listing->area_m2[p] + (has_it ? 0 : adjacency->area_m2[unit]);
    const uint32_t group = listing->main_group[p];
    ranked.candidate = (cpts_candidate){
        .perimeter = report->region->perimeters.id[p],
        .name = report->region->perimeters.name[p],
        .status = report->region->perimeters.status[p],
        .share = share_of(report, unit, p),
        .is_proposed = has_it,
        .border_m = shared_m,
        .border_share = adjacency->border_m[unit] > 0 ? shared_m / adjacency->border_m[unit] : 0,
        .same_group = group != CPTS_NONE &&
                      strcmp(problem->units->group[group], problem->units->group[unit]) == 0,
        .is_contiguous = with <= (without ? without : 1),
        .population_before = before,
        .population_after = after,
        .class_before = cpts_size_class(&problem->classes, before),
        .class_after = cpts_size_class(&problem->classes, after),
        .near_threshold = cpts_problem_is_near(problem, after),
        .compactness = border_m > 0 ? 4 * M_PI * area_m2 / (border_m * border_m) : 0};
    count_epci(listing, unit, p, &ranked.candidate);
    return ranked;
}

/* ---- choices ----------------------------------------------------------------------------- */

/* Every perimeter that claims the unit, or could take it: options of the problem come first. */
static size_t list_options(const struct problem *problem, uint32_t unit, struct option *options,
                           size_t most)
{
    const struct unit_result *result = &problem->report->units[unit];
    const struct claim *claims = problem->report->claims + result->first_claim;
    size_t count = 0;
    if (problem->decision_of[unit] != CPTS_NONE) {
        const struct decision *decision = &problem->decisions[problem->decision_of[unit]];
        for (uint32_t o = 0; o < decision->option_count && count < most; o++)
            options[count++] = problem->options[decision->first_option + o];
    } else if (problem->holder[unit] != CPTS_NONE) {
        options[count++] = cpts_problem_option(problem, unit, problem->holder[unit]);
    }
    for (size_t i = 0; i < result->claim_count && count < most; i++) {
        bool is_new = claims[i].share >= CPTS_LEAST_SHARE;
        for (size_t o = 0; o < count && is_new; o++)
            is_new = options[o].perimeter != claims[i].perimeter;
        if (is_new)
            options[count++] = cpts_problem_option(problem, unit, claims[i].perimeter);
    }
    return count;
}

static bool add_choice(struct listing *listing, uint32_t unit, cpts_question question)
{
    struct cpts_proposal *proposal = listing->proposal;
    struct problem *problem = listing->problem;
    const uint32_t proposed = problem->holder[unit];
    const size_t most = problem->report->units[unit].claim_count + CPTS_OPTIONS_AT_MOST + 1;
    struct option *options = cpts_array_raw(most, sizeof *options);
    struct ranked *ranked = cpts_array_raw(most, sizeof *ranked);
    bool done = options && ranked &&
                cpts_array_reserve(&proposal->choices, &proposal->choice_capacity,
                                   proposal->choice_count + 1, sizeof *proposal->choices);
    const size_t count = done ? list_options(problem, unit, options, most) : 0;
    cpts_candidate *candidates =
        cpts_arena_alloc(&proposal->arena, (count + 1) * sizeof *candidates);
    done = done && candidates;
    if (done && proposed != CPTS_NONE)
        cpts_problem_assign(problem, unit, CPTS_NONE);
    problem->trial_unit = unit;
    for (size_t i = 0; i < count && done; i++)
        ranked[i] = describe(listing, unit, &options[i], proposed);
    problem->trial_unit = CPTS_NONE;
    if (done && proposed != CPTS_NONE)
        cpts_problem_assign(problem, unit, proposed);
    if (done && count > 1)
        qsort(ranked, count, sizeof *ranked, by_cost);
    for (size_t i = 0; i < count && done; i++)
        candidates[i] = ranked[i].candidate;
    cpts_array_free(options);
    cpts_array_free(ranked);
    if (!done)
        return false;
    const uint32_t d = problem->decision_of[unit];
    const bool is_exact = d == CPTS_NONE || problem->decisions[d].is_exact;
    proposal->choices[proposal->choice_count++] =
        (cpts_choice){.question = question,
                      .unit = problem->units->code[unit],
                      .name = problem->units->name[unit],
                      .population = problem->units->population[unit],
                      .candidate_count = count,
                      .candidates = candidates,
                      .is_exact = is_exact};
    proposal->by_question[question]++;
    proposal->unproved += !is_exact;
    proposal->left += proposed == CPTS_NONE;
    return true;
}

/* CPTS_QUESTION_COUNT: none. */
static cpts_question question_of(const struct problem *problem, uint32_t unit)
{
    const struct unit_result *result = &problem->report->units[unit];
    const struct claim *claims = problem->report->claims + result->first_claim;
    const double least_m2 = CPTS_LEAST_SHARE * result->area_m2;
    size_t claimants = 0;
    double most = 0;
    for (size_t i = 0; i < result->claim_count; i++) {
        claimants += claims[i].share >= CPTS_LEAST_SHARE;
        most = fmax(most, claims[i].share);
    }
    if (cpts_unit_is_white(problem->report, unit))
        return CPTS_QUESTION_WHITE;
    if (claimants > 1 && result->overlap_area_m2 >= least_m2)
        return CPTS_QUESTION_OVERLAP;
    return most < 1 - CPTS_LEAST_SHARE ? CPTS_QUESTION_CUT : CPTS_QUESTION_COUNT;
}

bool cpts_choices_list(struct cpts_proposal *proposal, struct problem *problem)
{
    struct listing listing = {.proposal = proposal, .problem = problem};
    bool done = measure_territories(&listing) && list_epci(&listing);
    for (int question = 0; question < CPTS_QUESTION_COUNT; question++)
        for (uint32_t u = 0; u < problem->units->count && done; u++)
            if (question_of(problem, u) == (cpts_question)question)
                done = add_choice(&listing, u, (cpts_question)question);
    cpts_array_free(listing.area_m2);
    cpts_array_free(listing.border_m);
    cpts_array_free(listing.main_group);
    cpts_array_free(listing.by_epci);
    cpts_array_free(listing.epci_at);
    return done;
}
