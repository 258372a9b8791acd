/*
 * The first solution: perimeters grow from their borders, the cheapest step first.
 */
#include "common/heap.h"
#include "planning/solve.h"

struct step {
    double value;
    uint32_t decision, option;
};

/* A heap, the cheapest step first; equals in order of decision, then option. */
struct heap {
    struct step *steps;
    size_t count, capacity;
};

static bool comes_before(const void *user, const void *one, const void *other)
{
    const struct step *a = one, *b = other;
    (void)user;
    if (a->value != b->value)
        return a->value < b->value;
    return a->decision != b->decision ? a->decision < b->decision : a->option < b->option;
}

static const struct heap_order cheapest_first = {.size = sizeof(struct step),
                                                 .before = comes_before};

static bool push(struct heap *heap, struct step step)
{
    if (!CPTS_ARRAY_MORE(heap->steps, heap->count, heap->capacity))
        return false;
    cpts_heap_rise(&cheapest_first, NULL, heap->steps, heap->count++, &step);
    return true;
}

static struct step pop(struct heap *heap)
{
    struct step top, last;
    cpts_heap_take(&cheapest_first, NULL, heap->steps, heap->count--, &top, &last);
    return top;
}

static bool touches(const struct problem *problem, uint32_t unit, uint32_t perimeter)
{
    const struct adjacency *adjacency = problem->adjacency;
    for (size_t i = adjacency->first[unit]; i < adjacency->first[unit + 1]; i++)
        if (cpts_problem_holds(problem, adjacency->neighbours[i].unit, perimeter))
            return true;
    return false;
}

/* Offers a unit to those of its options that touch it, or to all. */
static bool offer(const struct problem *problem, struct heap *heap, uint32_t d, bool to_all)
{
    const struct decision *decision = &problem->decisions[d];
    bool done = true;
    for (uint32_t o = 0; o < decision->option_count && done; o++) {
        const struct option *option = &problem->options[decision->first_option + o];
        if (to_all || touches(problem, decision->unit, option->perimeter))
            done = push(heap, (struct step){cpts_problem_value(problem, decision->unit, option), d,
                                            decision->first_option + o});
    }
    return done;
}

/* What was given makes its neighbours reachable. */
static bool offer_neighbours(const struct problem *problem, struct heap *heap, uint32_t unit)
{
    const struct adjacency *adjacency = problem->adjacency;
    bool done = true;
    for (size_t i = adjacency->first[unit]; i < adjacency->first[unit + 1] && done; i++) {
        const uint32_t other = adjacency->neighbours[i].unit;
        const uint32_t d = problem->decision_of[other];
        if (d != CPTS_NONE && problem->holder[other] == CPTS_NONE)
            done = offer(problem, heap, d, false);
    }
    return done;
}

static bool take_steps(struct problem *problem, struct heap *heap)
{
    bool done = true;
    while (heap->count && done) {
        struct step step = pop(heap);
        const uint32_t unit = problem->decisions[step.decision].unit;
        const struct option *option = &problem->options[step.option];
        if (problem->holder[unit] != CPTS_NONE)
            continue;
        /* It may cost more than when it was offered: then it waits for its turn. */
        const double value = cpts_problem_value(problem, unit, option);
        if (value > step.value) {
            step.value = value;
            done = push(heap, step);
            continue;
        }
        cpts_problem_assign(problem, unit, option->perimeter);
        done = offer_neighbours(problem, heap, unit);
    }
    return done;
}

bool cpts_problem_grow(struct problem *problem)
{
    struct heap heap = {0};
    bool done = true;
    for (uint32_t d = 0; d < problem->decision_count && done; d++)
        done = offer(problem, &heap, d, false);
    done = done && take_steps(problem, &heap);
    /* Units that none of their options touches: given, and grown from. */
    for (uint32_t d = 0; d < problem->decision_count && done; d++)
        if (problem->holder[problem->decisions[d].unit] == CPTS_NONE)
            done = offer(problem, &heap, d, true) && take_steps(problem, &heap);
    cpts_array_free(heap.steps);
    return done;
}
