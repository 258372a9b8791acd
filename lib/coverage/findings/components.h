/*
 * Components: places in conflict that share a border and their claimants belong to one conflict.
 */
#ifndef CPTS_COVERAGE_FINDINGS_COMPONENTS_H
#define CPTS_COVERAGE_FINDINGS_COMPONENTS_H

#include "coverage/ledger/ledger.h"

struct components {
    uint32_t *of_place; /* by place; CPTS_NONE: no conflict */
    uint32_t *places;   /* grouped: those of component c from first[c] */
    size_t *first;
    cpts_rule *rule;
    size_t count;
};

cpts_status cpts_components_build(struct components *components, const struct ledger *ledger);
void cpts_components_free(struct components *components);

#endif
