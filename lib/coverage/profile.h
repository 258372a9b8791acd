/*
 * The profile: what the indicators come to over each perimeter, each group and the region, and how
 * perimeters fall on territories of other kinds. A unit that is cut gives its share by area, and
 * what it gave to is then an estimate; points are where they are, and are never shared.
 */
#ifndef CPTS_COVERAGE_PROFILE_H
#define CPTS_COVERAGE_PROFILE_H

#include "coverage/report.h"

/* Fills report->profile, once the report is made. */
cpts_status cpts_profile_build(struct cpts_report *report);

#endif
