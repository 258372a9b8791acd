/*
 * Sorting by number, byte by byte: linear, and without asking a function about each pair, which is
 * what qsort spends its time on.
 */
#ifndef CPTS_COMMON_SORTING_H
#define CPTS_COMMON_SORTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct numbered {
    uint64_t key;
    uint32_t number;
};

/* By key; equal ones stay in their order. False when memory is short. */
bool cpts_sort_by_key(struct numbered *items, size_t count);

#endif
