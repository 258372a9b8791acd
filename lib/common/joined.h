/*
 * Things that belong together, by number: a parent for each, and the smallest of those joined as
 * the root of all (union-find).
 */
#ifndef CPTS_COMMON_JOINED_H
#define CPTS_COMMON_JOINED_H

#include <stdint.h>

static inline uint32_t cpts_joined_root(uint32_t *parents, uint32_t item)
{
    while (parents[item] != item) {
        parents[item] = parents[parents[item]];
        item = parents[item];
    }
    return item;
}

static inline void cpts_joined_join(uint32_t *parents, uint32_t a, uint32_t b)
{
    const uint32_t x = cpts_joined_root(parents, a), y = cpts_joined_root(parents, b);
    parents[x > y ? x : y] = x > y ? y : x;
}

#endif
