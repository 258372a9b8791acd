#include "planning/options.h"

#include "planning/problem.h"

#define NEAREST_AT_MOST 3

struct step {
    uint32_t unit, perimeter;
};

struct spread {
    const struct problem *problem;
    struct reach *reach;
    struct step *queue;
    size_t head, count, capacity;
};

static bool is_white(const struct problem *problem, uint32_t unit)
{
    return problem->holder[unit] == CPTS_NONE && problem->decision_of[unit] == CPTS_NONE &&
           !problem->is_open[unit];
}

/* A perimeter arrives at a unit: it goes on from there if it is new to it. */
static bool arrive(struct spread *spread, uint32_t unit, uint32_t perimeter)
{
    struct reach *reach = spread->reach;
    uint32_t *perimeters = reach->perimeters + (size_t)unit * CPTS_OPTIONS_AT_MOST;
    for (size_t i = 0; i < reach->count[unit]; i++)
        if (perimeters[i] == perimeter)
            return true;
    if (reach->count[unit] == CPTS_OPTIONS_AT_MOST)
        return true;
    perimeters[reach->count[unit]++] = perimeter;
    if (!CPTS_ARRAY_MORE(spread->queue, spread->count, spread->capacity))
        return false;
    spread->queue[spread->count++] = (struct step){unit, perimeter};
    return true;
}

/* All who claim more than a little of `claimed` arrive at `unit`. */
static bool arrive_claimants(struct spread *spread, uint32_t unit, uint32_t claimed)
{
    const struct cpts_report *report = spread->problem->report;
    const struct unit_result *result = &report->units[claimed];
    const struct claim *claims = report->claims + result->first_claim;
    bool done = true;
    for (size_t i = 0; i < result->claim_count && done; i++)
        done = claims[i].share < CPTS_LEAST_SHARE || arrive(spread, unit, claims[i].perimeter);
    return done;
}

/* All who hold or claim a unit beside a white one are at its border. */
static bool start_from(struct spread *spread, uint32_t white, uint32_t neighbour)
{
    const struct problem *problem = spread->problem;
    if (problem->is_open[neighbour])
        return arrive_claimants(spread, white, neighbour);
    if (problem->holder[neighbour] != CPTS_NONE)
        return arrive(spread, white, problem->holder[neighbour]);
    if (problem->decision_of[neighbour] == CPTS_NONE)
        return true;
    const struct decision *decision = &problem->decisions[problem->decision_of[neighbour]];
    bool done = true;
    for (uint32_t o = 0; o < decision->option_count && done; o++)
        done = arrive(spread, white, problem->options[decision->first_option + o].perimeter);
    return done;
}

static bool spread_from(struct spread *spread, uint32_t unit, bool start, uint32_t perimeter)
{
    const struct adjacency *adjacency = spread->problem->adjacency;
    bool done = true;
    for (size_t i = adjacency->first[unit]; i < adjacency->first[unit + 1] && done; i++) {
        const uint32_t other = adjacency->neighbours[i].unit;
        if (start)
            done = start_from(spread, unit, other);
        else if (is_white(spread->problem, other))
            done = arrive(spread, other, perimeter);
    }
    return done;
}

static bool run(struct spread *spread)
{
    bool done = true;
    while (spread->head < spread->count && done) {
        const struct step step = spread->queue[spread->head++];
        done = spread_from(spread, step.unit, false, step.perimeter);
    }
    return done;
}

/* The perimeters whose units are nearest as the crow flies. */
static bool jump(struct spread *spread, uint32_t unit)
{
    const struct problem *problem = spread->problem;
    const struct point from = problem->adjacency->centre[unit];
    uint32_t nearest[NEAREST_AT_MOST];
    double distance[NEAREST_AT_MOST];
    size_t count = 0;
    for (uint32_t u = 0; u < problem->units->count; u++) {
        const uint32_t holder = problem->holder[u];
        if (holder == CPTS_NONE)
            continue;
        const struct point to = problem->adjacency->centre[u];
        const double d = (to.x - from.x) * (to.x - from.x) + (to.y - from.y) * (to.y - from.y);
        size_t at = 0;
        while (at < count && nearest[at] != holder)
            at++;
        if (at < count && distance[at] <= d)
            continue;
        if (at == count && count == NEAREST_AT_MOST && distance[count - 1] <= d)
            continue;
        if (at == count)
            at = count < NEAREST_AT_MOST ? count++ : count - 1;
        for (; at > 0 && distance[at - 1] > d; at--) {
            nearest[at] = nearest[at - 1];
            distance[at] = distance[at - 1];
        }
        nearest[at] = holder;
        distance[at] = d;
    }
    bool done = true;
    for (size_t i = 0; i < count && done; i++)
        done = arrive(spread, unit, nearest[i]);
    return done;
}

bool cpts_reach_build(struct reach *out, const struct problem *problem)
{
    const size_t count = problem->units->count;
    struct spread spread = {.problem = problem, .reach = out};
    *out = (struct reach){.perimeters =
                              cpts_array_raw(count, CPTS_OPTIONS_AT_MOST * sizeof *out->perimeters),
                          .count = cpts_array_new(count, sizeof *out->count)};
    bool done = out->perimeters && out->count;
    for (uint32_t u = 0; u < count && done; u++)
        if (is_white(problem, u))
            done = arrive_claimants(&spread, u, u) && /* who claims a little is at home there */
                   spread_from(&spread, u, true, CPTS_NONE);
    done = done && run(&spread);
    for (uint32_t u = 0; u < count && done; u++)
        if (is_white(problem, u) && !out->count[u])
            done = jump(&spread, u) && run(&spread);
    cpts_array_free(spread.queue);
    return done;
}

size_t cpts_reach_of(const struct reach *reach, uint32_t unit, const uint32_t **perimeters)
{
    *perimeters = reach->perimeters + (size_t)unit * CPTS_OPTIONS_AT_MOST;
    return reach->count[unit];
}

void cpts_reach_free(struct reach *reach)
{
    cpts_array_free(reach->perimeters);
    cpts_array_free(reach->count);
    *reach = (struct reach){0};
}
