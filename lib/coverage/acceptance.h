/*
 * Accepted findings: somebody answers for them until a day, up to a size.
 */
#ifndef CPTS_COVERAGE_ACCEPTANCE_H
#define CPTS_COVERAGE_ACCEPTANCE_H

#include "coverage/report.h"

/* A day of the calendar as people write it, 2027-06-30 or 30/06/2027, in the first way; false when
 * it is not a day. */
#define CPTS_DAY_BYTES sizeof "2027-06-30"
bool cpts_day_read(char out[CPTS_DAY_BYTES], const char *text);

/* Refuses an acceptance without id, reason or author, or with an invalid day. `where` says which
 * acceptance it is. */
cpts_status cpts_acceptance_check(cpts_context *context, const cpts_acceptance *acceptance,
                                  const char *where);

/* Applies acceptances that were checked or are to be; they are copied. */
cpts_status cpts_report_accept_all(struct cpts_report *report, const cpts_acceptance *acceptances,
                                   size_t count);

/* "in force", "expired"… for files. */
const char *cpts_acceptance_state_name(enum acceptance_state state);

#endif
