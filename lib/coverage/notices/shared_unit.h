/*
 * Units that several CPTS declare by lists alone and that are most of the inhabitants of one of
 * them: a city that its CPTS share by quarters, which a list of communes cannot say. Nobody should
 * be advised to give it away: it is to be divided.
 */
#ifndef CPTS_COVERAGE_NOTICES_SHARED_UNIT_H
#define CPTS_COVERAGE_NOTICES_SHARED_UNIT_H

#include "coverage/report.h"

/* The claimant of whose inhabitants the unit is the largest share, more than half; CPTS_NONE when
 * the unit is not to be divided. The claims and the populations of the report must be known. */
uint32_t cpts_unit_shared_by(const struct cpts_report *report, uint32_t unit);

/* How to divide the unit of this code: by a layer of smaller units, unless it is the smallest. */
const char *cpts_divide_words(const char *code);

/* A notice for each such unit. */
cpts_status cpts_shared_units_notice(const struct cpts_report *report);

#endif
