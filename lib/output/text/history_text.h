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

/* How many findings are accepted, and which acceptances no longer hold; nothing when there are
 * none.
 */
void cpts_prose_accepted(struct prose *prose, const struct cpts_report *report);

/* "new", "grown"… as people say it. */
const char *cpts_state_label(cpts_state state);

/* The state of a name that stores and files say it by; CPTS_STATE_NONE for another. */
cpts_state cpts_state_named(const char *name);

/* The same of a conflict from which pieces came off: "shrunk and split". In `cell` or borrowed. */
const char *cpts_moved_label(char cell[CPTS_CELL_BYTES], cpts_state state, size_t split_count);

/* The findings among which those in a state are: of this run, or what is no longer there. */
struct finding_list {
    const cpts_finding *items;
    size_t count;
};
struct finding_list cpts_findings_in_state(const struct cpts_report *report, cpts_state state);

/* Whether it is good news, whatever the conflict. */
bool cpts_state_is_good(cpts_state state);

#endif
