/*
 * Groups: what the units of a département, or of whatever the unit layer groups them by, add up to.
 */
#ifndef CPTS_COVERAGE_LEDGER_GROUPS_H
#define CPTS_COVERAGE_LEDGER_GROUPS_H

#include "coverage/report.h"

/* Fills the report's groups from its units. `unit_life_area_m2`: CPTS_LIFE_COUNT areas a unit, of
 * what perimeters of each life-cycle class cover first; NULL when no perimeter has a class. False
 * when memory is short. */
bool cpts_groups_list(struct cpts_report *report, const double *unit_life_area_m2);

#endif
