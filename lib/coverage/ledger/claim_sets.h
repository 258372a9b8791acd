/*
 * Claim sets: every distinct set of claimants once, under a small number. Set 0 is the empty one.
 */
#ifndef CPTS_COVERAGE_LEDGER_CLAIM_SETS_H
#define CPTS_COVERAGE_LEDGER_CLAIM_SETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct claim_sets {
    uint32_t *members; /* increasing; those of set s from first[s] to first[s + 1] */
    size_t *first;
    size_t count, member_count, member_capacity, first_capacity;
    uint32_t *slots;
    size_t slot_count;
};

bool cpts_claim_sets_open(struct claim_sets *sets);
void cpts_claim_sets_free(struct claim_sets *sets);

/* The number of the set of `count` increasing members. False when memory is short. */
bool cpts_claim_sets_intern(struct claim_sets *sets, const uint32_t *members, size_t count,
                            uint32_t *set);

static inline size_t cpts_claim_set_size(const struct claim_sets *sets, uint32_t set)
{
    return sets->first[set + 1] - sets->first[set];
}

static inline const uint32_t *cpts_claim_set(const struct claim_sets *sets, uint32_t set)
{
    return sets->members + sets->first[set];
}

#endif
