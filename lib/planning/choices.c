/*
 * Units in question: for each, who could have it, what ties each of them to it today, what each
 * would be if the proposal were followed elsewhere, and on what those who are not proposed lose.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "planning/facts.h"
#include "planning/proposal.h"

struct listing {
    struct cpts_proposal *proposal;
    struct problem *problem;
    const struct facts *facts;
    double *area_m2, *border_m; /* by perimeter: of its territory as proposed */
};

/* ---- territories ------------------------------------------------------------------------- */

/* A border inside a territory is counted on both of its sides, and is not part of the territory's
 * border. */
static double inner_border_m(const struct problem *problem, uint32_t unit, uint32_t perimeter)
{
    const struct adjacency *adjacency = problem->adjacency;
    double inner_m = 0;
    for (size_t i = adjacency->first[unit]; i < adjacency->first[unit + 1]; i++)
        if (cpts_problem_holds(problem, adjacency->neighbours[i].unit, perimeter))
            inner_m += adjacency->neighbours[i].border_m;
    return inner_m;
}

static void measure_unit(struct listing *listing, uint32_t unit, uint32_t perimeter)
{
    const struct problem *problem = listing->problem;
    listing->area_m2[perimeter] += problem->adjacency->area_m2[unit];
    listing->border_m[perimeter] +=
        problem->adjacency->border_m[unit] - inner_border_m(problem, unit, perimeter);
}

static bool measure_territories(struct listing *listing)
{
    const struct problem *problem = listing->problem;
    const struct cpts_report *report = problem->report;
    const size_t count = report->region->perimeters.count;
    listing->area_m2 = cpts_array_new(count, sizeof *listing->area_m2);
    listing->border_m = cpts_array_new(count, sizeof *listing->border_m);
    if (!listing->area_m2 || !listing->border_m)
        return false;
    for (uint32_t u = 0; u < problem->units->count; u++) {
        const struct claim *claims = report->claims + report->units[u].first_claim;
        if (problem->holder[u] != CPTS_NONE)
            measure_unit(listing, u, problem->holder[u]);
        for (size_t i = 0; problem->is_open[u] && i < report->units[u].claim_count; i++)
            if (cpts_problem_holds(problem, u, claims[i].perimeter))
                measure_unit(listing, u, claims[i].perimeter);
    }
    return true;
}

/* ---- what a choice costs ----------------------------------------------------------------- */

/* What giving the unit to a candidate changes, all other units being as proposed. */
struct effect {
    double lost, pieces, near, value;
};

struct ranked {
    cpts_candidate candidate;
    struct effect effect;
};

static struct effect effect_of(struct problem *problem, uint32_t unit, const struct option *option)
{
    struct cost without = {0}, with = {.value = cpts_problem_value(problem, unit, option)};
    cpts_problem_add_state(problem, option->perimeter, &without);
    cpts_problem_assign(problem, unit, option->perimeter);
    cpts_problem_add_state(problem, option->perimeter, &with);
    cpts_problem_assign(problem, unit, CPTS_NONE);
    return (struct effect){(double)with.lost - (double)without.lost,
                           (double)with.pieces - (double)without.pieces,
                           (double)with.near - (double)without.near, with.value};
}

/* The first figure that differs decides: positive when `a` is worse. */
static cpts_loss compare(const struct effect *a, const struct effect *b, double *by)
{
    const double differences[] = {a->lost - b->lost, a->pieces - b->pieces, a->near - b->near,
                                  a->value - b->value};
    static const cpts_loss losses[] = {CPTS_LOSS_EMPTY, CPTS_LOSS_PIECES, CPTS_LOSS_THRESHOLD,
                                       CPTS_LOSS_OBJECTIVE};
    for (size_t i = 0; i < 4; i++) {
        const double noise = i == 3 ? 1e-9 * fabs(b->value) : 0;
        *by = differences[i];
        if (fabs(*by) > noise)
            return losses[i];
    }
    *by = 0;
    return CPTS_LOSS_NONE;
}

static int by_effect(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    double by;
    if (a->candidate.is_proposed != b->candidate.is_proposed)
        return a->candidate.is_proposed ? -1 : 1;
    const bool a_claims_less = a->candidate.lost_on == CPTS_LOSS_SHARE;
    const bool b_claims_less = b->candidate.lost_on == CPTS_LOSS_SHARE;
    if (a_claims_less != b_claims_less)
        return a_claims_less ? 1 : -1;
    if (compare(&a->effect, &b->effect, &by) != CPTS_LOSS_NONE)
        return by > 0 ? 1 : -1;
    return strcmp(a->candidate.perimeter, b->candidate.perimeter);
}

/* Why each but the first is not proposed. */
static void explain(struct ranked *ranked, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        cpts_candidate *candidate = &ranked[i].candidate;
        if (candidate->lost_on == CPTS_LOSS_SHARE) {
            candidate->lost_by = ranked[0].candidate.share - candidate->share;
            continue;
        }
        double by;
        const cpts_loss loss = compare(&ranked[i].effect, &ranked[0].effect, &by);
        candidate->lost_on = by > 0 ? loss : CPTS_LOSS_NONE;
        candidate->lost_by = by > 0 ? by : 0;
    }
}

/* ---- candidates -------------------------------------------------------------------------- */

static void add_class(const struct problem *problem, cpts_candidate_facts *facts, double population,
                      size_t unknown_units)
{
    facts->population = population;
    facts->unknown_units = unknown_units;
    facts->size_class = cpts_size_class(&problem->classes, population, unknown_units);
    facts->ceiling_eur = cpts_size_class_ceiling(&problem->classes, facts->size_class);
}

/* With the solution in hand as it is proposed. */
static cpts_candidate describe(const struct listing *listing, uint32_t unit, uint32_t p)
{
    const struct problem *problem = listing->problem;
    const struct cpts_report *report = problem->report;
    const struct adjacency *adjacency = problem->adjacency;
    const struct perimeters *perimeters = &report->region->perimeters;
    const bool has_it = cpts_problem_holds(problem, unit, p);
    const double people = problem->units->population[unit];
    double after = problem->units->has_population ? problem->population[p] : NAN;
    if (!has_it && people >= 0)
        after += people;
    const size_t unknown_after = problem->unknown[p] + (!has_it && !(people >= 0));
    cpts_candidate candidate = {
        .size = sizeof candidate,
        .perimeter = perimeters->id[p],
        .name = perimeters->name[p],
        .status = perimeters->status[p],
        .share = cpts_claimed_share(report, unit, p),
        .is_proposed = problem->holder[unit] == p,
        .today = cpts_facts_of(listing->facts, &listing->facts->today, unit, p),
        .after = cpts_facts_of(listing->facts, &listing->facts->after, unit, p),
        .near_threshold = !unknown_after && cpts_problem_is_near(problem, after)};
    add_class(problem, &candidate.today, report->perimeters[p].population,
              report->perimeters[p].unknown_units);
    add_class(problem, &candidate.after, after, unknown_after);
    const double own_m = adjacency->border_m[unit] - 2 * candidate.after.border_m;
    const double border_m = listing->border_m[p] + (has_it ? 0 : own_m);
    const double area_m2 = listing->area_m2[p] + (has_it ? 0 : adjacency->area_m2[unit]);
    candidate.compactness = border_m > 0 ? 4 * M_PI * area_m2 / (border_m * border_m) : 0;
    return candidate;
}

/* Every perimeter that could take the unit; options of the problem come first, `eligible` of them,
 * then those who claim less of it. */
static size_t list_options(const struct problem *problem, uint32_t unit, struct option *options,
                           size_t most, size_t *eligible)
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
    *eligible = count;
    for (size_t i = 0; i < result->claim_count && count < most; i++) {
        bool is_new = claims[i].share >= CPTS_LEAST_SHARE;
        for (size_t o = 0; o < count && is_new; o++)
            is_new = options[o].perimeter != claims[i].perimeter;
        if (is_new)
            options[count++] = cpts_problem_option(problem, unit, claims[i].perimeter);
    }
    return count;
}

/* Ranks the candidates; those of a unit that is left open stay in order of id. */
static void rank(struct listing *listing, uint32_t unit, const struct option *options,
                 struct ranked *ranked, size_t count, size_t eligible)
{
    struct problem *problem = listing->problem;
    const uint32_t proposed = problem->holder[unit];
    for (size_t i = 0; i < count; i++)
        ranked[i] = (struct ranked){.candidate = describe(listing, unit, options[i].perimeter)};
    if (problem->is_open[unit])
        return;
    if (proposed != CPTS_NONE)
        cpts_problem_assign(problem, unit, CPTS_NONE);
    problem->trial_unit = unit;
    for (size_t i = 0; i < count; i++) {
        ranked[i].effect = effect_of(problem, unit, &options[i]);
        ranked[i].candidate.lost_on = i < eligible ? CPTS_LOSS_NONE : CPTS_LOSS_SHARE;
    }
    problem->trial_unit = CPTS_NONE;
    if (proposed != CPTS_NONE)
        cpts_problem_assign(problem, unit, proposed);
    if (count > 1)
        qsort(ranked, count, sizeof *ranked, by_effect);
    explain(ranked, count);
}

/* ---- choices ----------------------------------------------------------------------------- */

static void keep_choice(struct listing *listing, uint32_t unit, cpts_question question,
                        const cpts_candidate *candidates, size_t count)
{
    struct cpts_proposal *proposal = listing->proposal;
    const struct problem *problem = listing->problem;
    const uint32_t d = problem->decision_of[unit];
    const bool is_exact = d == CPTS_NONE || problem->decisions[d].is_exact;
    const bool is_open = problem->is_open[unit];
    proposal->choices[proposal->choice_count++] =
        (cpts_choice){.size = sizeof(cpts_choice),
                      .question = question,
                      .unit = problem->units->code[unit],
                      .name = problem->units->name[unit],
                      .population = problem->units->population[unit],
                      .candidate_count = count,
                      .candidates = candidates,
                      .is_exact = is_exact,
                      .is_open = is_open};
    proposal->by_question[question]++;
    proposal->unproved += !is_exact;
    proposal->open += is_open;
    proposal->left += problem->holder[unit] == CPTS_NONE && !is_open;
}

static bool add_choice(struct listing *listing, uint32_t unit, cpts_question question)
{
    struct cpts_proposal *proposal = listing->proposal;
    const struct problem *problem = listing->problem;
    const size_t most = problem->report->units[unit].claim_count + CPTS_OPTIONS_AT_MOST + 1;
    struct option *options = cpts_array_raw(most, sizeof *options);
    struct ranked *ranked = cpts_array_raw(most, sizeof *ranked);
    size_t eligible = 0;
    bool done =
        options && ranked &&
        CPTS_ARRAY_MORE(proposal->choices, proposal->choice_count, proposal->choice_capacity);
    const size_t count = done ? list_options(problem, unit, options, most, &eligible) : 0;
    cpts_candidate *candidates =
        done ? cpts_arena_alloc(&proposal->arena, (count + 1) * sizeof *candidates) : NULL;
    if (candidates) {
        rank(listing, unit, options, ranked, count, eligible);
        for (size_t i = 0; i < count; i++)
            candidates[i] = ranked[i].candidate;
        keep_choice(listing, unit, question, candidates, count);
    }
    cpts_array_free(options);
    cpts_array_free(ranked);
    return candidates != NULL;
}

cpts_question cpts_question_of(const struct problem *problem, uint32_t unit)
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

bool cpts_choices_list(struct cpts_proposal *proposal, struct problem *problem,
                       const struct facts *facts)
{
    struct listing listing = {.proposal = proposal, .problem = problem, .facts = facts};
    bool done = measure_territories(&listing);
    for (int question = 0; question < CPTS_QUESTION_COUNT; question++)
        for (uint32_t u = 0; u < problem->units->count && done; u++)
            if (cpts_question_of(problem, u) == (cpts_question)question)
                done = add_choice(&listing, u, (cpts_question)question);
    cpts_array_free(listing.area_m2);
    cpts_array_free(listing.border_m);
    return done;
}
