/*
 * Outlines: the polygon of a finding, from the places it is made of. Borders between two of its
 * places vanish; the rest is chained into rings that never visit a point twice, and holes are
 * given to their shells. Rings start at their smallest point and come in order of it, so that the
 * drawing does not depend on the order of the input.
 */
#ifndef CPTS_COVERAGE_FINDINGS_FINDING_OUTLINE_H
#define CPTS_COVERAGE_FINDINGS_FINDING_OUTLINE_H

#include "coverage/ledger/ledger.h"

struct finding_outline; /* scratch */

struct finding_outline *cpts_finding_outline_new(const struct ledger *ledger);
void cpts_finding_outline_free(struct finding_outline *outline);

/* Appends to `out` the parts of the polygon of `count` places, as parts of `feature`. `group_of`
 * gives by place the group it belongs to: a border between two places of one group vanishes. NULL:
 * one between two of these places does. False when memory is short. */
bool cpts_finding_outline_draw(struct finding_outline *outline, const uint32_t *places,
                               size_t count, const uint32_t *group_of, uint32_t feature,
                               struct shapes *out);

#endif
