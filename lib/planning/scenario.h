/*
 * A scenario: what several CPTS take and release at once, as a table with the columns
 * cpts;name;action;unit that the page's what-if saves and `propose` writes.
 */
#ifndef CPTS_PLANNING_SCENARIO_H
#define CPTS_PLANNING_SCENARIO_H

#include "planning/hypothesis.h"

/* Adds the hypotheses of a file to those in hand. Each CPTS has one; a new one has a row whose
 * action is `new`. */
cpts_status cpts_scenario_read(struct hypotheses *hypotheses, const struct cpts_region *region,
                               const char *path);

#endif
