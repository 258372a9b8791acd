#include "planning/solve.h"

#include <math.h>
#include <string.h>

#include "common/grouping.h"
#include "common/joined.h"

/* A search that would visit more is given up: the solution stands, unproved. */
#define NODES_AT_MOST     ((size_t)200 * 1000)
#define WORK_AT_MOST      ((size_t)20 * 1000 * 1000)
#define DECISIONS_AT_MOST 1000 /* the depth of the search */

/* ---- clusters ---------------------------------------------------------------------------- */

/* Decisions joined where one bears on another. */
struct clusters {
    uint32_t *parent;
    uint32_t *members; /* decisions, those of one cluster together */
    size_t *first;     /* of cluster c in members */
    size_t count;
};

static void unite_all(const struct problem *problem, const struct clusters *clusters)
{
    const struct adjacency *adjacency = problem->adjacency;
    for (uint32_t d = 0; d < problem->decision_count; d++) {
        const uint32_t unit = problem->decisions[d].unit;
        for (size_t i = adjacency->first[unit]; i < adjacency->first[unit + 1]; i++) {
            const uint32_t other = problem->decision_of[adjacency->neighbours[i].unit];
            if (other != CPTS_NONE)
                cpts_joined_join(clusters->parent, d, other);
        }
    }
    for (size_t p = 0; p < problem->report->region->perimeters.count; p++)
        for (size_t i = problem->wanted_first[p] + 1; i < problem->wanted_first[p + 1]; i++)
            cpts_joined_join(clusters->parent, problem->wanted[i - 1], problem->wanted[i]);
}

static void free_clusters(struct clusters *clusters)
{
    cpts_array_free(clusters->parent);
    cpts_array_free(clusters->members);
    cpts_array_free(clusters->first);
}

/* False when memory is short. */
static bool list_clusters(const struct problem *problem, struct clusters *clusters)
{
    const size_t count = problem->decision_count;
    *clusters =
        (struct clusters){.parent = cpts_array_raw(count, sizeof *clusters->parent),
                          .members = cpts_array_raw(count, sizeof *clusters->members),
                          .first = cpts_array_new(CPTS_GROUP_ROOM(count), sizeof *clusters->first)};
    uint32_t *number = cpts_array_raw(count, sizeof *number);
    const bool done = clusters->parent && clusters->members && clusters->first && number;
    for (uint32_t d = 0; done && d < count; d++)
        clusters->parent[d] = d;
    if (done)
        unite_all(problem, clusters);
    for (uint32_t d = 0; done && d < count; d++) {
        const uint32_t root = cpts_joined_root(clusters->parent, d); /* never after d */
        if (root == d)
            number[d] = (uint32_t)clusters->count++;
        else
            number[d] = number[root];
        cpts_group_count(clusters->first, number[d]);
    }
    if (done)
        cpts_group_sum(clusters->first, clusters->count);
    for (uint32_t d = 0; done && d < count; d++)
        clusters->members[cpts_group_place(clusters->first, number[d])] = d;
    cpts_array_free(number);
    return done;
}

/* ---- branch and bound -------------------------------------------------------------------- */

struct search {
    struct problem *problem;
    const uint32_t *members; /* decisions, in the order they are taken */
    size_t count;
    uint32_t *perimeters; /* that have an option among them */
    size_t perimeter_count;
    double *rest;       /* by depth: the least that the decisions from there on add */
    uint32_t *solution; /* by depth: the holder, in the best solution */
    struct cost best, least;
    size_t nodes;
    bool given_up;
};

static void add_perimeters(struct search *search, uint8_t *seen)
{
    for (size_t i = 0; i < search->count; i++) {
        const struct decision *decision = &search->problem->decisions[search->members[i]];
        for (uint32_t o = 0; o < decision->option_count; o++) {
            const uint32_t p = search->problem->options[decision->first_option + o].perimeter;
            if (!seen[p])
                search->perimeters[search->perimeter_count++] = p;
            seen[p] = 1;
        }
    }
    for (size_t i = 0; i < search->perimeter_count; i++)
        seen[search->perimeters[i]] = 0;
}

/* For borders and distances, the least each decision costs by itself is a bound. Populations only
 * add up while units are given, and each weighs more the more there are: what the decision would
 * add now is one, found as the search goes. */
static void find_rest(struct search *search)
{
    const struct problem *problem = search->problem;
    search->rest[search->count] = 0;
    for (size_t i = search->count; i-- > 0;) {
        const struct decision *decision = &problem->decisions[search->members[i]];
        double least = INFINITY;
        for (uint32_t o = 0; o < decision->option_count; o++)
            least = fmin(least, problem->options[decision->first_option + o].unary);
        search->rest[i] = search->rest[i + 1] + least;
    }
}

static double bound_from(struct search *search, size_t depth)
{
    const struct problem *problem = search->problem;
    if (problem->objective != CPTS_OBJECTIVE_POPULATION)
        return search->rest[depth];
    double bound = 0;
    for (size_t i = depth; i < search->count; i++) {
        const struct decision *decision = &problem->decisions[search->members[i]];
        double least = INFINITY;
        for (uint32_t o = 0; o < decision->option_count; o++)
            least = fmin(least, cpts_problem_value(problem, decision->unit,
                                                   &problem->options[decision->first_option + o]));
        bound += least;
    }
    search->problem->work += search->count - depth;
    return bound;
}

static void judge(struct search *search, double value)
{
    struct problem *problem = search->problem;
    struct cost cost = {.value = value};
    for (size_t i = 0; i < search->perimeter_count; i++)
        cpts_problem_add_state(problem, search->perimeters[i], &cost);
    if (!cpts_cost_less(&cost, &search->best))
        return;
    search->best = cost;
    for (size_t i = 0; i < search->count; i++)
        search->solution[i] = problem->holder[problem->decisions[search->members[i]].unit];
}

static void descend(struct search *search, size_t depth, double value)
{
    struct problem *problem = search->problem;
    struct cost bound = search->least;
    bound.value = value + bound_from(search, depth);
    if (search->given_up || !cpts_cost_less(&bound, &search->best))
        return;
    if (++search->nodes > NODES_AT_MOST || problem->work > WORK_AT_MOST) {
        search->given_up = true;
        return;
    }
    if (depth == search->count) {
        judge(search, value);
        return;
    }
    const struct decision *decision = &problem->decisions[search->members[depth]];
    for (uint32_t o = 0; o < decision->option_count && !search->given_up; o++) {
        const struct option *option = &problem->options[decision->first_option + o];
        const double more = cpts_problem_value(problem, decision->unit, option);
        cpts_problem_assign(problem, decision->unit, option->perimeter);
        descend(search, depth + 1, value + more);
        cpts_problem_assign(problem, decision->unit, CPTS_NONE);
    }
}

/* The value of the solution in hand: taken apart, then put together again in order. */
static double value_in_hand(struct search *search)
{
    struct problem *problem = search->problem;
    double value = 0;
    for (size_t i = 0; i < search->count; i++) {
        const uint32_t unit = problem->decisions[search->members[i]].unit;
        search->solution[i] = problem->holder[unit];
        cpts_problem_assign(problem, unit, CPTS_NONE);
    }
    for (size_t i = 0; i < search->count; i++) {
        const struct decision *decision = &problem->decisions[search->members[i]];
        const struct option *option = problem->options + decision->first_option;
        while (option->perimeter != search->solution[i])
            option++;
        value += cpts_problem_value(problem, decision->unit, option);
        cpts_problem_assign(problem, decision->unit, option->perimeter);
    }
    return value;
}

static void search_cluster(struct search *search, uint8_t *seen)
{
    struct problem *problem = search->problem;
    search->perimeter_count = search->nodes = problem->work = 0;
    search->given_up = false;
    add_perimeters(search, seen);
    find_rest(search);
    search->best = (struct cost){.value = value_in_hand(search)};
    search->least = (struct cost){0};
    for (size_t i = 0; i < search->perimeter_count; i++) {
        cpts_problem_add_state(problem, search->perimeters[i], &search->best);
        cpts_problem_add_least(problem, search->perimeters[i], &search->least);
    }
    for (size_t i = 0; i < search->count; i++)
        cpts_problem_assign(problem, problem->decisions[search->members[i]].unit, CPTS_NONE);
    descend(search, 0, 0);
    for (size_t i = 0; i < search->count; i++) {
        struct decision *decision = &problem->decisions[search->members[i]];
        cpts_problem_assign(problem, decision->unit, search->solution[i]);
        decision->is_exact = !search->given_up;
    }
}

static cpts_status search_all(struct problem *problem, const struct clusters *clusters)
{
    cpts_context *context = problem->report->region->context;
    const size_t count = problem->decision_count;
    const size_t perimeters = problem->report->region->perimeters.count;
    struct search search = {.problem = problem,
                            .perimeters = cpts_array_raw(perimeters, sizeof *search.perimeters),
                            .rest = cpts_array_raw(count + 1, sizeof *search.rest),
                            .solution = cpts_array_raw(count, sizeof *search.solution)};
    uint8_t *seen = cpts_array_new(perimeters, 1);
    cpts_status status = search.perimeters && search.rest && search.solution && seen
                             ? CPTS_OK
                             : cpts_fail_memory(context);
    for (size_t c = 0; status == CPTS_OK && c < clusters->count; c++) {
        search.members = clusters->members + clusters->first[c];
        search.count = clusters->first[c + 1] - clusters->first[c];
        status =
            cpts_advance(context, _("proposal"), 0.3 + 0.5 * (double)c / (double)clusters->count);
        if (status == CPTS_OK && search.count <= DECISIONS_AT_MOST)
            search_cluster(&search, seen);
    }
    cpts_array_free(search.perimeters);
    cpts_array_free(search.rest);
    cpts_array_free(search.solution);
    cpts_array_free(seen);
    return status;
}

cpts_status cpts_problem_solve(struct problem *problem)
{
    cpts_context *context = problem->report->region->context;
    struct clusters clusters = {0};
    if (!cpts_problem_grow(problem) || !cpts_problem_improve(problem))
        return cpts_fail_memory(context);
    cpts_status status = list_clusters(problem, &clusters) ? search_all(problem, &clusters)
                                                           : cpts_fail_memory(context);
    free_clusters(&clusters);
    return status;
}
