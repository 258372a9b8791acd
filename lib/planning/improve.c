/*
 * A solution made better: decisions are changed as long as that helps, one at a time, then by
 * blocks, since what belongs together (the communes of an EPCI, an overlap between the same
 * perimeters) often has to move together to be better anywhere on the way.
 */
#include <stdlib.h>
#include <string.h>

#include "planning/solve.h"

/* Units visited at most by the improvement of one problem. */
#define WORK_AT_MOST   ((size_t)40 * 1000 * 1000)
#define ROUNDS_AT_MOST 50

struct block {
    struct problem *problem;
    const uint32_t *members; /* decisions */
    size_t count;
    uint32_t *was;        /* by member: its holder before */
    uint32_t *perimeters; /* concerned by a move, each once */
    size_t perimeter_count;
};

static const struct option *option_of(const struct problem *problem,
                                      const struct decision *decision, uint32_t perimeter)
{
    const struct option *option = problem->options + decision->first_option;
    for (uint32_t o = 0; o < decision->option_count; o++, option++)
        if (option->perimeter == perimeter)
            return option;
    return NULL;
}

static void concern(struct block *block, uint32_t perimeter)
{
    for (size_t i = 0; i < block->perimeter_count; i++)
        if (block->perimeters[i] == perimeter)
            return;
    block->perimeters[block->perimeter_count++] = perimeter;
}

/* Gives each member to `target` if it is an option of it (CPTS_NONE: as it was), and adds up what
 * that costs. */
static struct cost give(struct block *block, uint32_t target)
{
    struct problem *problem = block->problem;
    struct cost cost = {0};
    for (size_t i = 0; i < block->count; i++)
        cpts_problem_assign(problem, problem->decisions[block->members[i]].unit, CPTS_NONE);
    for (size_t i = 0; i < block->count; i++) {
        const struct decision *decision = &problem->decisions[block->members[i]];
        const struct option *option = option_of(problem, decision, target);
        if (!option)
            option = option_of(problem, decision, block->was[i]);
        cost.value += cpts_problem_value(problem, decision->unit, option);
        cpts_problem_assign(problem, decision->unit, option->perimeter);
    }
    for (size_t i = 0; i < block->perimeter_count; i++)
        cpts_problem_add_state(problem, block->perimeters[i], &cost);
    return cost;
}

/* Gives the block to a perimeter if that is better. */
static bool try_move(struct block *block, uint32_t target)
{
    const struct problem *problem = block->problem;
    bool changes = false;
    block->perimeter_count = 0;
    concern(block, target);
    for (size_t i = 0; i < block->count; i++) {
        const struct decision *decision = &problem->decisions[block->members[i]];
        block->was[i] = problem->holder[decision->unit];
        concern(block, block->was[i]);
        changes |= block->was[i] != target && option_of(problem, decision, target);
    }
    if (!changes)
        return false;
    const struct cost stays = give(block, CPTS_NONE), moves = give(block, target);
    if (cpts_cost_less(&moves, &stays))
        return true;
    give(block, CPTS_NONE);
    return false;
}

/* Tries all options of all members. */
static bool improve_block(struct block *block)
{
    const struct problem *problem = block->problem;
    bool improved = false;
    for (size_t i = 0; i < block->count && problem->work < WORK_AT_MOST; i++) {
        const struct decision *decision = &problem->decisions[block->members[i]];
        for (uint32_t o = 0; o < decision->option_count; o++) {
            const uint32_t target = problem->options[decision->first_option + o].perimeter;
            bool is_new = true; /* not an option of an earlier member */
            for (size_t j = 0; j < i && is_new; j++)
                is_new = !option_of(problem, &problem->decisions[block->members[j]], target);
            improved |= is_new && try_move(block, target);
        }
    }
    return improved;
}

/* ---- blocks ------------------------------------------------------------------------------ */

typedef int order_fn(const void *left, const void *right, void *problem);

static int by_epci(const void *left, const void *right, void *user)
{
    const struct problem *problem = user;
    const uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    const char *const *epci = problem->units->epci;
    return strcmp(epci[problem->decisions[a].unit], epci[problem->decisions[b].unit]);
}

static int by_options(const void *left, const void *right, void *user)
{
    const struct problem *problem = user;
    const struct decision *a = &problem->decisions[*(const uint32_t *)left];
    const struct decision *b = &problem->decisions[*(const uint32_t *)right];
    const uint32_t count = a->option_count < b->option_count ? a->option_count : b->option_count;
    for (uint32_t o = 0; o < count; o++) {
        const uint32_t x = problem->options[a->first_option + o].perimeter;
        const uint32_t y = problem->options[b->first_option + o].perimeter;
        if (x != y)
            return x < y ? -1 : 1;
    }
    return (a->option_count > b->option_count) - (a->option_count < b->option_count);
}

/* Both orders, and the decisions themselves where they say nothing. */
static int by_epci_and_options(const void *left, const void *right, void *user)
{
    const int order = by_epci(left, right, user);
    return order ? order : by_options(left, right, user);
}

/* qsort_r with a last order of its own, so that equals stay in order of their number. */
struct full_order {
    order_fn *order;
    void *problem;
};

static int in_full(const void *left, const void *right, void *user)
{
    const struct full_order *full = user;
    const int order = full->order(left, right, full->problem);
    const uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return order ? order : (a > b) - (a < b);
}

/* Decisions that are equal in this order are moved together; NULL: each by itself. */
static bool improve_blocks(struct block *block, uint32_t *sorted, order_fn *order)
{
    struct problem *problem = block->problem;
    const size_t count = problem->decision_count;
    struct full_order full = {order, problem};
    bool improved = false;
    for (uint32_t d = 0; d < count; d++)
        sorted[d] = d;
    if (order && count > 1)
        qsort_r(sorted, count, sizeof *sorted, in_full, &full);
    for (size_t first = 0; first < count; first += block->count) {
        block->members = sorted + first;
        block->count = 1;
        while (order && first + block->count < count &&
               order(&sorted[first], &sorted[first + block->count], problem) == 0)
            block->count++;
        if (!order || block->count > 1)
            improved |= improve_block(block);
    }
    return improved;
}

bool cpts_problem_improve(struct problem *problem)
{
    static order_fn *const orders[] = {NULL, by_epci_and_options, by_epci, by_options};
    struct block block = {.problem = problem};
    uint32_t *sorted = cpts_array_raw(problem->decision_count, sizeof *sorted);
    block.was = cpts_array_raw(problem->decision_count, sizeof *block.was);
    block.perimeters = cpts_array_raw(problem->decision_count + 1, sizeof *block.perimeters);
    const bool done = sorted && block.was && block.perimeters;
    bool improved = done;
    problem->work = 0;
    for (int round = 0; improved && round < ROUNDS_AT_MOST; round++) {
        improved = false;
        for (size_t o = 0; o < sizeof orders / sizeof *orders; o++)
            improved |= improve_blocks(&block, sorted, orders[o]);
    }
    cpts_array_free(sorted);
    cpts_array_free(block.was);
    cpts_array_free(block.perimeters);
    return done;
}
