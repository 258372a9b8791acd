/*
 * The profile in the summary: a line for each indicator and each kind of territory, and where to
 * see the rest.
 */
#ifndef CPTS_OUTPUT_TEXT_PROFILE_H
#define CPTS_OUTPUT_TEXT_PROFILE_H

#include "coverage/report.h"
#include "output/text/prose.h"

/* Nothing when nothing was asked. */
void cpts_prose_profile(struct prose *prose, const struct cpts_report *report);

#endif
