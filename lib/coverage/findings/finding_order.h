/*
 * The order in which findings are listed.
 */
#ifndef CPTS_COVERAGE_FINDINGS_FINDING_ORDER_H
#define CPTS_COVERAGE_FINDINGS_FINDING_ORDER_H

#include "coverage/report.h"

/* By severity, then decreasing population, then id: again, once a history gave some of them the id
 * under which it knows them. */
cpts_status cpts_findings_sort(struct cpts_report *report);

#endif
