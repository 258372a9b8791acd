/*
 * Slots of a table with open addressing, of any size: a power of two could be twice of what is
 * needed.
 */
#ifndef CPTS_COMMON_SLOTS_H
#define CPTS_COMMON_SLOTS_H

#include <stddef.h>
#include <stdint.h>

static inline size_t cpts_slot_of(uint32_t hash, size_t slot_count)
{
    return (uint64_t)hash * slot_count >> 32;
}

static inline size_t cpts_slot_after(size_t slot, size_t slot_count)
{
    return slot + 1 == slot_count ? 0 : slot + 1;
}

#endif
