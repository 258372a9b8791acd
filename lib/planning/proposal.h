/*
 * A proposal: the problem solved, the declaration it makes, and for each unit in question those
 * who could have it, with reasons.
 */
#ifndef CPTS_PLANNING_PROPOSAL_H
#define CPTS_PLANNING_PROPOSAL_H

#include "planning/problem.h"

struct cpts_proposal {
    cpts_objective objective;
    struct cpts_region *copy; /* with the proposed declaration */
    struct cpts_report *before, *after;
    cpts_choice *choices; /* white units first, then overlaps, then cut units; by code */
    size_t choice_count, choice_capacity;
    size_t by_question[CPTS_QUESTION_COUNT];
    size_t unproved; /* choices that are not exact */
    size_t left;     /* units in question that nobody can take */
    struct arena arena;
};

/* Fills the choices from a solved problem. False when memory is short. */
bool cpts_choices_list(struct cpts_proposal *proposal, struct problem *problem);

#endif
