/*
 * The check itself, by stages: all of the report but its profile, which is a check of other
 * territories.
 */
#ifndef CPTS_COVERAGE_CHECK_H
#define CPTS_COVERAGE_CHECK_H

#include "coverage/report.h"

/* Checks a region with options that were looked at. */
cpts_status cpts_report_make(struct cpts_report **out, struct cpts_region *region,
                             const cpts_check_options *options);

#endif
