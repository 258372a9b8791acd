/*
 * The zone at hand, while zones are listed.
 */
#ifndef CPTS_PLANNING_ZONING_H
#define CPTS_PLANNING_ZONING_H

#include "planning/proposal.h"

struct zoning {
    struct cpts_proposal *proposal;
    struct problem *problem;
    const struct facts *facts;
    uint32_t *zone_of; /* by unit: CPTS_NONE, or the number of its zone from 0 */
    uint32_t *to;      /* by unit of the zone at hand: who would have it */
    uint32_t *members; /* of the zone at hand, most populous first */
    size_t member_count;
    uint32_t zone;  /* its number */
    uint32_t *near; /* perimeters at its border, or that claim it */
    size_t near_count;
    double *border_m;      /* by perimeter: shared today with the zone; 0 except those of `near` */
    uint32_t *scratch;     /* by unit */
    size_t *finding_first; /* by unit, in findings: those that touch it */
    size_t *findings;
    double smallest; /* inhabitants of the smallest perimeter; NaN: unknown */
};

static inline double cpts_zoning_people(const struct zoning *zoning, uint32_t unit)
{
    const double population = zoning->problem->units->population[unit];
    return population >= 0 ? population : 0;
}

/* The proposed one first, then each neighbour or claimant, then a new CPTS. */
bool cpts_zone_list_alternatives(struct zoning *zoning, cpts_zone *zone);

#endif
