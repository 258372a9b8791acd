/*
 * The members of a set of claimants: numbers of perimeters, increasing, each once.
 */
#ifndef CPTS_COVERAGE_CELLS_MEMBERS_H
#define CPTS_COVERAGE_CELLS_MEMBERS_H

#include <stddef.h>
#include <stdint.h>

/* Increasing order of members, for qsort and bsearch. */
int cpts_compare_members(const void *a, const void *b);

/* Sorts members and leaves each once; returns how many are left. */
size_t cpts_members_order(uint32_t *members, size_t count);

#endif
