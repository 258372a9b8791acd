/*
 * Acceptances as a text to be reviewed: a table, one row each; the CSV file of an export is kept
 * in version control.
 */
#ifndef CPTS_HISTORY_ACCEPTANCE_FILE_H
#define CPTS_HISTORY_ACCEPTANCE_FILE_H

#include "common/memory.h"
#include "coverage/acceptance.h"

struct acceptance_list {
    cpts_acceptance *items;
    size_t count, capacity;
    struct arena arena;
};

/* Zero-initialise the list; cpts_acceptances_free in all cases. */
cpts_status cpts_acceptances_read(struct acceptance_list *out, cpts_context *context,
                                  const char *path);
void cpts_acceptances_free(struct acceptance_list *list);

#endif
