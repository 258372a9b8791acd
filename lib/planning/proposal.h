/*
 * A proposal: the problem solved, the declaration it makes, the zones that people decide about,
 * and for each unit in question those who could have it, with reasons.
 */
#ifndef CPTS_PLANNING_PROPOSAL_H
#define CPTS_PLANNING_PROPOSAL_H

#include "planning/facts.h"

struct cpts_proposal {
    cpts_proposal_options asked;
    struct cpts_region *copy; /* with the proposed declaration */
    struct cpts_report *before, *after;
    cpts_choice *choices; /* white units first, then overlaps, then cut units; by code */
    size_t choice_count, choice_capacity;
    cpts_zone *zones; /* most inhabitants first */
    size_t zone_count, zone_capacity;
    size_t by_question[CPTS_QUESTION_COUNT];
    size_t unproved;         /* choices that are not exact */
    size_t left;             /* units in question that nobody can take */
    size_t open;             /* units to be divided, that stay as they are */
    bool is_compliant_apart; /* all that the proposed declaration has against it is those */
    struct arena arena;
};

/* Why a unit is in question; CPTS_QUESTION_COUNT: it is not. */
cpts_question cpts_question_of(const struct problem *problem, uint32_t unit);

/* Fill the choices and the zones from a solved problem. False when memory is short. */
bool cpts_choices_list(struct cpts_proposal *proposal, struct problem *problem,
                       const struct facts *facts);
bool cpts_zones_list(struct cpts_proposal *proposal, struct problem *problem,
                     const struct facts *facts);

#endif
