#include "planning/problem.h"

#include <math.h>
#include <string.h>

#include "common/grouping.h"
#include "coverage/notices/shared_unit.h"

/* Within this share of a threshold, the class may change at the next census. */
#define THRESHOLD_SHARE 0.01

/* How the border between two units weighs. Where perimeters follow EPCI and départements, those who
 * work together already stay together. */
static double border_weight(const struct units *units, uint32_t a, uint32_t b)
{
    if (strcmp(units->group[a], units->group[b]) != 0)
        return 0.125;
    return strcmp(units->epci[a], units->epci[b]) != 0 ? 0.25 : 1;
}

/* ---- who holds what ---------------------------------------------------------------------- */

static double most_share(const struct claim *claims, size_t count)
{
    double most = 0;
    for (size_t i = 0; i < count; i++)
        most = fmax(most, claims[i].share);
    return most;
}

static bool add_decision(struct problem *problem, uint32_t unit)
{
    if (!CPTS_ARRAY_MORE(problem->decisions, problem->decision_count, problem->decision_capacity))
        return false;
    problem->decision_of[unit] = (uint32_t)problem->decision_count;
    problem->decisions[problem->decision_count++] =
        (struct decision){.unit = unit, .first_option = (uint32_t)problem->option_count};
    return true;
}

static bool add_option(struct problem *problem, uint32_t perimeter)
{
    if (!CPTS_ARRAY_MORE(problem->options, problem->option_count, problem->option_capacity))
        return false;
    problem->options[problem->option_count++] = (struct option){.perimeter = perimeter};
    problem->decisions[problem->decision_count - 1].option_count++;
    return true;
}

bool cpts_unit_is_white(const struct cpts_report *report, uint32_t unit)
{
    const struct unit_result *result = &report->units[unit];
    const struct claim *claims = report->claims + result->first_claim;
    return most_share(claims, result->claim_count) < CPTS_LEAST_SHARE ||
           result->white_area_m2 > result->area_m2 / 2;
}

double cpts_claimed_share(const struct cpts_report *report, uint32_t unit, uint32_t perimeter)
{
    const struct unit_result *result = &report->units[unit];
    const struct claim *claims = report->claims + result->first_claim;
    for (size_t i = 0; i < result->claim_count; i++)
        if (claims[i].perimeter == perimeter)
            return claims[i].share;
    return 0;
}

bool cpts_problem_holds(const struct problem *problem, uint32_t unit, uint32_t perimeter)
{
    return problem->is_open[unit]
               ? cpts_claimed_share(problem->report, unit, perimeter) >= CPTS_LEAST_SHARE
               : problem->holder[unit] == perimeter;
}

static bool leave_open(struct problem *problem, uint32_t unit)
{
    if (!CPTS_ARRAY_MORE(problem->open, problem->open_count, problem->open_capacity))
        return false;
    problem->is_open[unit] = true;
    problem->open[problem->open_count++] = unit;
    return true;
}

/* Units to be divided stay with all who claim them. */
static bool list_open(struct problem *problem)
{
    bool done = true;
    for (uint32_t u = 0; u < problem->units->count && done; u++)
        if (problem->report->units[u].claim_count > 1 &&
            cpts_unit_shared_by(problem->report, u) != CPTS_NONE)
            done = leave_open(problem, u);
    return done;
}

/* Claimed units: those that several claim alike are decisions. */
static bool list_claimed(struct problem *problem)
{
    const struct cpts_report *report = problem->report;
    for (uint32_t u = 0; u < problem->units->count; u++) {
        const struct unit_result *result = &report->units[u];
        const struct claim *claims = report->claims + result->first_claim;
        const double most = most_share(claims, result->claim_count);
        size_t alike = 0;
        const bool is_settled = problem->is_open[u] || cpts_unit_is_white(report, u);
        for (size_t i = 0; i < result->claim_count && !is_settled; i++)
            if (claims[i].share >= most - CPTS_LEAST_SHARE && alike++ == 0)
                problem->holder[u] = claims[i].perimeter;
        if (alike < 2)
            continue;
        problem->holder[u] = CPTS_NONE;
        if (!add_decision(problem, u))
            return false;
        for (size_t i = 0; i < result->claim_count; i++)
            if (claims[i].share >= most - CPTS_LEAST_SHARE &&
                !add_option(problem, claims[i].perimeter))
                return false;
    }
    return true;
}

/* White units: a single perimeter in reach takes them, else they are decisions. */
static bool list_white(struct problem *problem, const struct reach *reach)
{
    for (uint32_t u = 0; u < problem->units->count; u++) {
        const uint32_t *perimeters;
        const size_t count = cpts_reach_of(reach, u, &perimeters);
        if (count == 1) {
            problem->holder[u] = perimeters[0];
            problem->is_forced[u] = true;
        }
        if (count < 2)
            continue;
        if (!add_decision(problem, u))
            return false;
        for (size_t i = 0; i < count; i++)
            if (!add_option(problem, perimeters[i]))
                return false;
    }
    return true;
}

/* ---- by perimeter ------------------------------------------------------------------------ */

static bool list_settled(struct problem *problem)
{
    const size_t count = problem->report->region->perimeters.count;
    problem->settled = cpts_array_raw(problem->units->count, sizeof *problem->settled);
    problem->settled_first = cpts_array_new(CPTS_GROUP_ROOM(count), sizeof *problem->settled_first);
    if (!problem->settled || !problem->settled_first)
        return false;
    size_t *first = problem->settled_first;
    for (uint32_t u = 0; u < problem->units->count; u++)
        if (problem->holder[u] != CPTS_NONE)
            cpts_group_count(first, problem->holder[u]);
    cpts_group_sum(first, count);
    for (uint32_t u = 0; u < problem->units->count; u++)
        if (problem->holder[u] != CPTS_NONE)
            problem->settled[cpts_group_place(first, problem->holder[u])] = u;
    return true;
}

static bool list_wanted(struct problem *problem)
{
    const size_t count = problem->report->region->perimeters.count;
    problem->wanted = cpts_array_raw(problem->option_count, sizeof *problem->wanted);
    problem->wanted_first = cpts_array_new(CPTS_GROUP_ROOM(count), sizeof *problem->wanted_first);
    if (!problem->wanted || !problem->wanted_first)
        return false;
    size_t *first = problem->wanted_first;
    for (size_t o = 0; o < problem->option_count; o++)
        cpts_group_count(first, problem->options[o].perimeter);
    cpts_group_sum(first, count);
    for (uint32_t d = 0; d < problem->decision_count; d++) {
        const struct decision *decision = &problem->decisions[d];
        const struct option *options = problem->options + decision->first_option;
        for (uint32_t o = 0; o < decision->option_count; o++)
            problem->wanted[cpts_group_place(first, options[o].perimeter)] = d;
    }
    return true;
}

static double people_of(const struct problem *problem, uint32_t unit)
{
    const double population = problem->units->population[unit];
    return population >= 0 ? population : 0;
}

/* Centres weigh units by their area; a perimeter that holds nothing yet has that of its wishes. */
static struct point centre_of(const struct problem *problem, uint32_t perimeter)
{
    const struct adjacency *adjacency = problem->adjacency;
    const size_t *settled = problem->settled_first + perimeter;
    const size_t *wanted = problem->wanted_first + perimeter;
    const bool holds = settled[1] > settled[0];
    double x = 0, y = 0, area_m2 = 0;
    for (size_t i = holds ? settled[0] : wanted[0]; i < (holds ? settled[1] : wanted[1]); i++) {
        const uint32_t unit =
            holds ? problem->settled[i] : problem->decisions[problem->wanted[i]].unit;
        x += adjacency->area_m2[unit] * adjacency->centre[unit].x;
        y += adjacency->area_m2[unit] * adjacency->centre[unit].y;
        area_m2 += adjacency->area_m2[unit];
    }
    return area_m2 > 0 ? (struct point){x / area_m2, y / area_m2} : (struct point){0, 0};
}

/* What an option costs whatever the other decisions: a border with what is settled, or a distance
 * (the moment of inertia of J. Weaver and S. Hess, Yale Law Journal 73, 1963). */
static double unary_of(const struct problem *problem, uint32_t unit, uint32_t perimeter)
{
    const struct adjacency *adjacency = problem->adjacency;
    if (problem->objective == CPTS_OBJECTIVE_COMPACT) {
        const double dx = adjacency->centre[unit].x - problem->centre[perimeter].x;
        const double dy = adjacency->centre[unit].y - problem->centre[perimeter].y;
        return adjacency->area_m2[unit] * (dx * dx + dy * dy) * 1e-12;
    }
    double border_m = 0;
    for (size_t i = adjacency->first[unit]; i < adjacency->first[unit + 1]; i++) {
        const struct neighbour *neighbour = &adjacency->neighbours[i];
        const uint32_t other = neighbour->unit;
        const bool is_held = problem->holder[other] != CPTS_NONE || problem->is_open[other];
        if (problem->decision_of[other] == CPTS_NONE && is_held &&
            !cpts_problem_holds(problem, other, perimeter))
            border_m += neighbour->border_m * border_weight(problem->units, unit, other);
    }
    return problem->objective == CPTS_OBJECTIVE_BORDER ? border_m : 0;
}

struct option cpts_problem_option(const struct problem *problem, uint32_t unit, uint32_t perimeter)
{
    return (struct option){perimeter, unary_of(problem, unit, perimeter)};
}

static void count_people(struct problem *problem, uint32_t unit, uint32_t perimeter)
{
    problem->population[perimeter] += people_of(problem, unit);
    problem->unknown[perimeter] += !(problem->units->population[unit] >= 0);
}

static bool describe_perimeters(struct problem *problem)
{
    const size_t count = problem->report->region->perimeters.count;
    problem->population = cpts_array_new(count, sizeof *problem->population);
    problem->unknown = cpts_array_new(count, sizeof *problem->unknown);
    problem->centre = cpts_array_new(count, sizeof *problem->centre);
    if (!problem->population || !problem->unknown || !problem->centre || !list_settled(problem) ||
        !list_wanted(problem))
        return false;
    for (uint32_t p = 0; p < count; p++) {
        problem->centre[p] = centre_of(problem, p);
        for (size_t i = problem->settled_first[p]; i < problem->settled_first[p + 1]; i++)
            count_people(problem, problem->settled[i], p);
        for (size_t i = 0; i < problem->open_count; i++)
            if (cpts_problem_holds(problem, problem->open[i], p))
                count_people(problem, problem->open[i], p);
    }
    for (size_t d = 0; d < problem->decision_count; d++) {
        const struct decision *decision = &problem->decisions[d];
        struct option *options = problem->options + decision->first_option;
        for (uint32_t o = 0; o < decision->option_count; o++)
            options[o].unary = unary_of(problem, decision->unit, options[o].perimeter);
    }
    return true;
}

cpts_status cpts_problem_build(struct problem *out, const struct cpts_report *report,
                               const struct adjacency *adjacency, cpts_objective objective,
                               bool settle_shared)
{
    const struct units *units = &report->region->units;
    cpts_context *context = report->region->context;
    struct reach reach = {0};
    *out = (struct problem){.report = report,
                            .units = units,
                            .adjacency = adjacency,
                            .objective = objective,
                            .trial_unit = CPTS_NONE};
    cpts_status status = cpts_size_classes_in_force(&out->classes, report->region);
    if (status != CPTS_OK)
        return status;
    out->holder = cpts_array_raw(units->count, sizeof *out->holder);
    out->decision_of = cpts_array_raw(units->count, sizeof *out->decision_of);
    out->is_forced = cpts_array_new(units->count, sizeof *out->is_forced);
    out->is_open = cpts_array_new(units->count, sizeof *out->is_open);
    out->scratch = cpts_array_raw(units->count, sizeof *out->scratch);
    bool done = out->holder && out->decision_of && out->is_forced && out->is_open && out->scratch &&
                cpts_contiguity_open(&out->contiguity, adjacency);
    for (uint32_t u = 0; done && u < units->count; u++)
        out->holder[u] = out->decision_of[u] = CPTS_NONE;
    done = done && (settle_shared || list_open(out));
    done = done && list_claimed(out) && cpts_reach_build(&reach, out) && list_white(out, &reach) &&
           describe_perimeters(out);
    cpts_reach_free(&reach);
    return done ? CPTS_OK : cpts_fail_memory(context);
}

void cpts_problem_free(struct problem *problem)
{
    cpts_contiguity_free(&problem->contiguity);
    cpts_array_free(problem->holder);
    cpts_array_free(problem->is_forced);
    cpts_array_free(problem->is_open);
    cpts_array_free(problem->open);
    cpts_array_free(problem->decisions);
    cpts_array_free(problem->decision_of);
    cpts_array_free(problem->options);
    cpts_array_free(problem->population);
    cpts_array_free(problem->unknown);
    cpts_array_free(problem->centre);
    cpts_array_free(problem->settled);
    cpts_array_free(problem->settled_first);
    cpts_array_free(problem->wanted);
    cpts_array_free(problem->wanted_first);
    cpts_array_free(problem->scratch);
    *problem = (struct problem){0};
}

/* ---- costs ------------------------------------------------------------------------------- */

void cpts_problem_assign(struct problem *problem, uint32_t unit, uint32_t perimeter)
{
    const uint32_t was = problem->holder[unit];
    const bool is_unknown = !(problem->units->population[unit] >= 0);
    if (was != CPTS_NONE) {
        problem->population[was] -= people_of(problem, unit);
        problem->unknown[was] -= is_unknown;
    }
    problem->holder[unit] = perimeter;
    if (perimeter != CPTS_NONE) {
        problem->population[perimeter] += people_of(problem, unit);
        problem->unknown[perimeter] += is_unknown;
    }
}

double cpts_problem_value(const struct problem *problem, uint32_t unit, const struct option *option)
{
    const struct adjacency *adjacency = problem->adjacency;
    const double people = people_of(problem, unit);
    double value = option->unary;
    if (problem->objective == CPTS_OBJECTIVE_COMPACT)
        return value;
    if (problem->objective == CPTS_OBJECTIVE_POPULATION)
        return people * (people + 2 * problem->population[option->perimeter]);
    for (size_t i = adjacency->first[unit]; i < adjacency->first[unit + 1]; i++) {
        const struct neighbour *neighbour = &adjacency->neighbours[i];
        const uint32_t holder = problem->holder[neighbour->unit];
        if (problem->decision_of[neighbour->unit] != CPTS_NONE && holder != CPTS_NONE &&
            holder != option->perimeter)
            value += neighbour->border_m * border_weight(problem->units, unit, neighbour->unit);
    }
    return value;
}

bool cpts_problem_is_near(const struct problem *problem, double population)
{
    for (size_t c = 1; c < problem->classes.count && problem->units->has_population; c++) {
        const double threshold = problem->classes.from_inhabitants[c];
        if (fabs(population - threshold) <= THRESHOLD_SHARE * threshold)
            return true;
    }
    return false;
}

/* The units a perimeter holds, or could hold, in problem->scratch. */
static size_t gather(struct problem *problem, uint32_t perimeter, bool could_hold)
{
    const size_t *settled = problem->settled_first + perimeter;
    const size_t *wanted = problem->wanted_first + perimeter;
    const uint32_t trial_unit = problem->trial_unit;
    bool has_trial_unit = trial_unit == CPTS_NONE || problem->holder[trial_unit] != perimeter;
    size_t count = 0;
    for (size_t i = settled[0]; i < settled[1]; i++)
        if (could_hold || problem->holder[problem->settled[i]] == perimeter)
            problem->scratch[count++] = problem->settled[i];
    for (size_t i = wanted[0]; i < wanted[1]; i++) {
        const uint32_t unit = problem->decisions[problem->wanted[i]].unit;
        if (could_hold || problem->holder[unit] == perimeter)
            problem->scratch[count++] = unit;
    }
    for (size_t i = 0; i < problem->open_count; i++)
        if (cpts_problem_holds(problem, problem->open[i], perimeter))
            problem->scratch[count++] = problem->open[i];
    for (size_t i = 0; i < count && !has_trial_unit; i++)
        has_trial_unit = problem->scratch[i] == trial_unit;
    if (!has_trial_unit)
        problem->scratch[count++] = trial_unit;
    problem->work += count + 1;
    return count;
}

void cpts_problem_add_state(struct problem *problem, uint32_t perimeter, struct cost *cost)
{
    const size_t count = gather(problem, perimeter, false);
    cost->lost += count == 0;
    cost->pieces += cpts_contiguity_pieces(&problem->contiguity, problem->scratch, count);
    cost->near += cpts_problem_is_near(problem, problem->population[perimeter]);
}

/* Near the same threshold with the fewest and with the most inhabitants it can have. */
static bool stays_near(const struct problem *problem, uint32_t perimeter)
{
    double least = 0, most = 0;
    for (size_t i = problem->settled_first[perimeter]; i < problem->settled_first[perimeter + 1];
         i++)
        least += people_of(problem, problem->settled[i]);
    most = least;
    for (size_t i = problem->wanted_first[perimeter]; i < problem->wanted_first[perimeter + 1]; i++)
        most += people_of(problem, problem->decisions[problem->wanted[i]].unit);
    for (size_t c = 1; c < problem->classes.count && problem->units->has_population; c++) {
        const double threshold = problem->classes.from_inhabitants[c];
        if (fabs(least - threshold) <= THRESHOLD_SHARE * threshold &&
            fabs(most - threshold) <= THRESHOLD_SHARE * threshold)
            return true;
    }
    return false;
}

/* However decided, what is settled cannot be in fewer pieces than with all it could hold. */
void cpts_problem_add_least(struct problem *problem, uint32_t perimeter, struct cost *cost)
{
    const size_t count = gather(problem, perimeter, true);
    const size_t settled =
        problem->settled_first[perimeter + 1] - problem->settled_first[perimeter];
    const size_t pieces = cpts_contiguity_pieces(&problem->contiguity, problem->scratch, count);
    uint32_t *seen = problem->scratch; /* the units are no longer needed */
    cost->near += stays_near(problem, perimeter);
    memset(seen, 0, pieces * sizeof *seen);
    for (size_t i = 0; i < settled; i++) {
        const uint32_t unit = problem->settled[problem->settled_first[perimeter] + i];
        uint32_t *mark = &seen[problem->contiguity.piece[unit]];
        cost->pieces += !*mark;
        *mark = 1;
    }
}

bool cpts_cost_less(const struct cost *a, const struct cost *b)
{
    if (a->lost != b->lost)
        return a->lost < b->lost;
    if (a->pieces != b->pieces)
        return a->pieces < b->pieces;
    if (a->near != b->near)
        return a->near < b->near;
    return a->value < b->value - 1e-9 * fabs(b->value);
}
