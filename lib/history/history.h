/*
 * The history, for the modules that show it.
 */
#ifndef CPTS_HISTORY_HISTORY_H
#define CPTS_HISTORY_HISTORY_H

#include "history/schema.h"

struct cpts_history {
    cpts_context *context;
    struct store store;
    char *path;
    int wait_s;
    bool is_recorded; /* a run waits for its commit */
};

/* Makes sure that there is a store, of the present version, and that no run waits in it. */
cpts_status cpts_history_ready(cpts_history *history);

/* Forgets a run that is recorded. */
void cpts_history_forget(cpts_history *history);

#endif
