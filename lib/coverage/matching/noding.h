/*
 * Noding: the residual segments meet the base and each other, and every meeting point becomes a
 * point of both. Points within CPTS_COINCIDENCE_M are one point; a point that close to a segment
 * is a node of it; elsewhere segments cross at a point of the grid computed the same way from
 * every side. What moved or was cut is looked at again, until nothing new is found: only then do
 * segments that run along each other share all their points.
 */
#ifndef CPTS_COVERAGE_MATCHING_NODING_H
#define CPTS_COVERAGE_MATCHING_NODING_H

#include "coverage/matching/residual.h"

/* Inserts nodes into the perimeters and into the base, and matches again what that changes. */
cpts_status cpts_noding_run(struct residual *residual);

#endif
