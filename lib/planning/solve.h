/*
 * Solving the problem of a proposal. First a solution that grows perimeters from their borders and
 * is then improved by changing decisions, one at a time and by blocks. Then the decisions are
 * parted into clusters that have no perimeter and no border in common, so that each can be solved
 * by itself; a cluster small enough is searched whole, by branch and bound, which proves its
 * solution or finds a better one.
 *
 * An integer program was rejected: contiguity takes exponentially many constraints, and Debian's
 * solvers are more to depend on than the rest of the library.
 */
#ifndef CPTS_PLANNING_SOLVE_H
#define CPTS_PLANNING_SOLVE_H

#include "planning/problem.h"

/* Decides all; each decision says whether it is proved. */
cpts_status cpts_problem_solve(struct problem *problem);

/* The stages before the search. False when memory is short. */
bool cpts_problem_grow(struct problem *problem);
bool cpts_problem_improve(struct problem *problem);

#endif
