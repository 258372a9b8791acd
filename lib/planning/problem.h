/*
 * The problem a proposal solves: every unit must have one holder. Most have one today; the others
 * are decisions, each among a few perimeters:
 *
 *   - a unit that is white, or more than half of it, may go to the perimeters nearest to it,
 *     counted in units crossed;
 *   - a unit claimed several times may stay with any of those that claim as much of it as anyone;
 *   - a unit that is cut goes whole to who claims most of it: nothing is decided;
 *   - a city that its CPTS share by quarters and declare by lists alone is left open: it stays with
 *     all who declare it, unless it is asked to be settled too.
 */
#ifndef CPTS_PLANNING_PROBLEM_H
#define CPTS_PLANNING_PROBLEM_H

#include "common/size_class.h"
#include "coverage/report.h"
#include "planning/contiguity.h"
#include "planning/options.h"

struct decision {
    uint32_t unit;
    uint32_t first_option, option_count; /* in problem.options: at least two */
    bool is_exact;                       /* no other choice is better */
};

struct option {
    uint32_t perimeter;
    double unary; /* what it costs by itself, under the objective */
};

struct problem {
    const struct cpts_report *report;
    const struct units *units;
    const struct adjacency *adjacency;
    cpts_objective objective;
    struct size_classes classes;
    struct contiguity contiguity;
    uint32_t *holder; /* by unit; CPTS_NONE: not decided, or nobody can take it */
    bool *is_forced;  /* by unit: it was white, and one perimeter alone can take it */
    bool *is_open;    /* by unit: it is to be divided, and stays with all who claim it */
    uint32_t *open;   /* those units */
    size_t open_count, open_capacity;
    struct decision *decisions;
    size_t decision_count, decision_capacity;
    uint32_t *decision_of; /* by unit; CPTS_NONE: it is settled */
    struct option *options;
    size_t option_count, option_capacity;
    /* By perimeter. */
    double *population;   /* of what it holds */
    uint32_t *unknown;    /* units it holds whose inhabitants are not known */
    struct point *centre; /* of what it holds without any decision */
    uint32_t *settled;    /* units it holds without any decision, from settled_first[p] */
    size_t *settled_first;
    uint32_t *wanted; /* decisions in which it is an option, from wanted_first[p] */
    size_t *wanted_first;
    uint32_t *scratch; /* by unit */
    uint32_t
        trial_unit; /* a unit tried with a perimeter that is not one of its options; CPTS_NONE */
    size_t work;    /* units visited, so that no search lasts for ever */
};

/* What a solution costs: the first figure that differs decides. */
struct cost {
    size_t lost;   /* perimeters left without any unit */
    size_t pieces; /* of all perimeters */
    size_t near;   /* perimeters whose population is at the threshold of a size class */
    double value;  /* what the objective adds up */
};

/* Whether most of a unit is claimed by nobody. */
bool cpts_unit_is_white(const struct cpts_report *report, uint32_t unit);

/* `settle_shared`: no unit is left open. */
cpts_status cpts_problem_build(struct problem *out, const struct cpts_report *report,
                               const struct adjacency *adjacency, cpts_objective objective,
                               bool settle_shared);
void cpts_problem_free(struct problem *problem);

/* The share of a unit that a perimeter claims today. */
double cpts_claimed_share(const struct cpts_report *report, uint32_t unit, uint32_t perimeter);

/* Whether a perimeter has a unit in the solution in hand. */
bool cpts_problem_holds(const struct problem *problem, uint32_t unit, uint32_t perimeter);

/* Gives a unit, or takes it away (CPTS_NONE). */
void cpts_problem_assign(struct problem *problem, uint32_t unit, uint32_t perimeter);

/* The value that a unit not given yet would add if the perimeter had it. */
double cpts_problem_value(const struct problem *problem, uint32_t unit,
                          const struct option *option);

/* A perimeter as an option of a unit, whether or not the problem has it as one. */
struct option cpts_problem_option(const struct problem *problem, uint32_t unit, uint32_t perimeter);

/* What the state of one perimeter costs, without the value. */
void cpts_problem_add_state(struct problem *problem, uint32_t perimeter, struct cost *cost);

/* Whether a population is at the threshold of a size class: within a hundredth of it. */
bool cpts_problem_is_near(const struct problem *problem, double population);

/* Those who cannot be at better cost whatever is decided: the least of add_state. */
void cpts_problem_add_least(struct problem *problem, uint32_t perimeter, struct cost *cost);

bool cpts_cost_less(const struct cost *a, const struct cost *b);

#endif
