/*
 * The verdict: which findings count, as --fail-on asks.
 */
#ifndef CPTS_COVERAGE_VERDICT_H
#define CPTS_COVERAGE_VERDICT_H

#include "coverage/report.h"

struct fail_on {
    cpts_severity least; /* this severity or worse; CPTS_SEVERITY_COUNT: by rule */
    bool rule[CPTS_RULE_COUNT];
    bool only_new; /* what an earlier run has seen already makes no failure */
};

/* A severity, or rules with commas between; `new` may stand among them, or alone for new errors. */
cpts_status cpts_fail_on_read(struct fail_on *out, cpts_context *context, const char *text);

/* Whether the finding makes the exit status 1. */
bool cpts_finding_fails(const cpts_finding *finding, const struct fail_on *fail_on);

/* Sets report->verdict. */
cpts_status cpts_report_judge(struct cpts_report *report);

#endif
