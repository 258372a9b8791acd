/*
 * Units by what they belong to: the IRIS of a commune, the communes of an EPCI. A list that names
 * the whole means its units.
 */
#ifndef CPTS_INPUT_DECLARATIONS_UNIT_GROUPS_H
#define CPTS_INPUT_DECLARATIONS_UNIT_GROUPS_H

#include "common/memory.h"
#include "input/declarations/name_index.h"

struct unit_groups {
    struct name_index last; /* of each group: its last entry */
    struct unit_member {
        uint32_t unit, previous;
    } * members;
    size_t count, capacity;
};

/* The keys are borrowed. False when memory is short. */
bool cpts_unit_groups_add(struct unit_groups *groups, const char *key, uint32_t unit);

/* The last member of a group and those before it: CPTS_NONE at the end. */
uint32_t cpts_unit_groups_last(const struct unit_groups *groups, const char *key);

/* Adds the arrondissements and IRIS among units of these codes, under the codes of their communes,
 * which the arena keeps. */
bool cpts_unit_groups_add_parts(struct unit_groups *groups, struct arena *arena,
                                const char *const *codes, size_t count);

void cpts_unit_groups_free(struct unit_groups *groups);

#endif
