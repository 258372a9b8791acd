/*
 * What ties a perimeter to a unit: as it is declared today, and as it would be if the whole
 * proposal were followed. The two are counted by the same code on two states, so that a reason
 * never mistakes an effect for a fact.
 */
#ifndef CPTS_PLANNING_FACTS_H
#define CPTS_PLANNING_FACTS_H

#include "planning/problem.h"

/* More of a unit than this is claimed by who holds it today. */
#define CPTS_HELD_SHARE 0.5

/* One state of the perimeters: who holds what. */
struct holding {
    bool (*holds)(const struct problem *problem, uint32_t unit, uint32_t perimeter);
    uint32_t *main_group; /* by perimeter: a unit of the group that has most of it; CPTS_NONE */
    uint32_t *count;      /* by perimeter: units it holds */
};

struct facts {
    const struct problem *problem;
    struct holding today, after;
    uint32_t *by_epci; /* units, those of one EPCI together */
    uint32_t *epci_at; /* by unit: where its EPCI begins there */
};

/* Of a solved problem. False when memory is short. */
bool cpts_facts_open(struct facts *out, const struct problem *problem);
void cpts_facts_free(struct facts *facts);

bool cpts_holds_today(const struct problem *problem, uint32_t unit, uint32_t perimeter);

/* All but the population, the class and the ceiling. */
cpts_candidate_facts cpts_facts_of(const struct facts *facts, const struct holding *holding,
                                   uint32_t unit, uint32_t perimeter);

/* Whether a unit is of an EPCI: "NR" is what ADMIN EXPRESS writes for none. */
bool cpts_has_epci(const struct units *units, uint32_t unit);

#endif
