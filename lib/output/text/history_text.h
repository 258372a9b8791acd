/*
 * What moved since the last run of a history, in sentences: what a reader who saw yesterday's
 * report wants to know.
 */
#ifndef CPTS_OUTPUT_TEXT_HISTORY_TEXT_H
#define CPTS_OUTPUT_TEXT_HISTORY_TEXT_H

#include "coverage/report.h"
#include "output/text/prose.h"

/* Nothing when no history is kept. */
void cpts_prose_moved(struct prose *prose, const struct cpts_report *report);

/* How many findings are accepted, and which acceptances hold no more; nothing when there is none.
 */
void cpts_prose_accepted(struct prose *prose, const struct cpts_report *report);

/* "new", "grown"… as people say it. */
const char *cpts_state_label(cpts_state state);

#endif
