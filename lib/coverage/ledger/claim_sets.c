#include "coverage/ledger/claim_sets.h"

#include <stdlib.h>
#include <string.h>

#include "common/memory.h"

#define NO_SET UINT32_MAX

static uint64_t hash_members(const uint32_t *members, size_t count)
{
    uint64_t hash = 0x9E3779B97F4A7C15U + count;
    for (size_t i = 0; i < count; i++)
        hash = (hash ^ members[i]) * 0xD6E8FEB86659FD93U, hash ^= hash >> 32;
    return hash;
}

static size_t slot_of(const struct claim_sets *sets, const uint32_t *members, size_t count)
{
    size_t slot = hash_members(members, count) & (sets->slot_count - 1);
    for (uint32_t set; (set = sets->slots[slot]) != NO_SET;
         slot = (slot + 1) & (sets->slot_count - 1))
        if (cpts_claim_set_size(sets, set) == count &&
            (count == 0 ||
             memcmp(cpts_claim_set(sets, set), members, count * sizeof *members) == 0))
            break;
    return slot;
}

static bool grow(struct claim_sets *sets)
{
    size_t count = sets->slot_count ? sets->slot_count * 2 : 256;
    if (!cpts_array_resize(&sets->slots, count, sizeof *sets->slots))
        return false;
    sets->slot_count = count;
    memset(sets->slots, 0xFF, count * sizeof *sets->slots);
    for (uint32_t set = 0; set < sets->count; set++)
        sets->slots[slot_of(sets, cpts_claim_set(sets, set), cpts_claim_set_size(sets, set))] = set;
    return true;
}

bool cpts_claim_sets_intern(struct claim_sets *sets, const uint32_t *members, size_t count,
                            uint32_t *set)
{
    if (sets->count * 2 >= sets->slot_count && !grow(sets))
        return false;
    size_t slot = slot_of(sets, members, count);
    if (sets->slots[slot] == NO_SET) {
        if (!cpts_array_reserve(&sets->members, &sets->member_capacity, sets->member_count + count,
                                sizeof *sets->members) ||
            !cpts_array_reserve(&sets->first, &sets->first_capacity, sets->count + 2,
                                sizeof *sets->first))
            return false;
        if (count)
            memcpy(sets->members + sets->member_count, members, count * sizeof *members);
        sets->first[sets->count] = sets->member_count;
        sets->member_count += count;
        sets->first[sets->count + 1] = sets->member_count;
        sets->slots[slot] = (uint32_t)sets->count++;
    }
    *set = sets->slots[slot];
    return true;
}

bool cpts_claim_sets_open(struct claim_sets *sets)
{
    *sets = (struct claim_sets){0};
    uint32_t empty;
    return cpts_claim_sets_intern(sets, NULL, 0, &empty);
}

void cpts_claim_sets_free(struct claim_sets *sets)
{
    cpts_array_free(sets->members);
    cpts_array_free(sets->first);
    cpts_array_free(sets->slots);
    *sets = (struct claim_sets){0};
}
