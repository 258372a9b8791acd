/*
 * The most populous units of a place, which it is named after: first those where most people live;
 * by code where as many do, and where nobody is counted.
 */
#ifndef CPTS_INPUT_LARGEST_H
#define CPTS_INPUT_LARGEST_H

#include "input/region/region.h"

#define CPTS_LARGEST_MOST 12

struct largest {
    size_t most; /* how many are kept, up to CPTS_LARGEST_MOST */
    size_t count;
    uint32_t units[CPTS_LARGEST_MOST];
};

/* Enters a unit of the place: each once, in order of code. */
void cpts_largest_enter(struct largest *largest, const struct units *units, uint32_t unit);

/* Those of the units that a list of codes names; codes that the region does not have are left out.
 */
struct largest cpts_largest_of(const struct cpts_region *region, const char *const *codes,
                               size_t count, size_t most);

/* Indexes of units put in that order, all of them. */
void cpts_largest_sort(uint32_t *indexes, size_t count, const struct units *units);

#endif
