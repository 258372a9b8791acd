/*
 * How the region is, and what is new, in a line each.
 */
#ifndef CPTS_OUTPUT_TEXT_HEADLINE_H
#define CPTS_OUTPUT_TEXT_HEADLINE_H

#include "coverage/report.h"
#include "output/text/prose.h"

/* "2 errors, 1 accepted error, 0 warnings, 0 notes": what is accepted is never counted as if it
 * were not. */
void cpts_prose_counts(struct prose *prose, const struct cpts_report *report);

/* "NOT COMPLIANT — " and the counts. */
void cpts_prose_verdict(struct prose *prose, const struct cpts_report *report);

/* "1 new overlap: Nice, 348,085 inhabitants; 2 white zones resolved": what got worse before what
 * got better, the most inhabitants first. Fit to be the subject of a mail: one line, whatever the
 * names hold. */
void cpts_prose_news(struct prose *prose, const struct cpts_report *report);

#endif
