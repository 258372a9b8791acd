/*
 * Grouping: items listed by the group that each belongs to, in one array: those of group g stand at
 * first[g] .. first[g + 1], in the order in which they were placed. A counting sort, linear, in
 * three steps over a zeroed array `first` of CPTS_GROUP_ROOM(groups) numbers:
 *
 *   cpts_group_count    for each item
 *   cpts_group_sum      once
 *   cpts_group_place    for each item again: where it goes
 */
#ifndef CPTS_COMMON_GROUPING_H
#define CPTS_COMMON_GROUPING_H

#include <stddef.h>

#define CPTS_GROUP_ROOM(groups) ((groups) + 2)

static inline void cpts_group_count(size_t *first, size_t group)
{
    first[group + 2]++;
}

static inline void cpts_group_sum(size_t *first, size_t groups)
{
    for (size_t g = 2; g < CPTS_GROUP_ROOM(groups); g++)
        first[g] += first[g - 1];
}

/* When all are placed, first[g] is where group g begins. */
static inline size_t cpts_group_place(size_t *first, size_t group)
{
    return first[group + 1]++;
}

#endif
