/*
 * The profile in the summary: a line for each indicator and each kind of territory, and where to
 * see the rest.
 */
#ifndef CPTS_OUTPUT_PROFILE_TEXT_H
#define CPTS_OUTPUT_PROFILE_TEXT_H

#include "../coverage/report.h"
#include "prose.h"

/* Nothing when nothing was asked. */
void cpts_prose_profile(struct prose *prose, const struct cpts_report *report);

#endif
