/*
 * The journal of a folder: what is about to be renamed there, so that the next run finishes what a
 * killed one began. Its lock keeps two runs from writing there at once.
 */
#ifndef CPTS_OUTPUT_JOURNAL_H
#define CPTS_OUTPUT_JOURNAL_H

#include "common/bytes.h"
#include "common/context.h"

/* The journal of a folder, locked, and of an earlier run finished; -1 in *out when there is none
 * and none is to be made. */
cpts_status cpts_journal_open(int *out, cpts_context *context, int folder_fd, const char *folder,
                              bool make);

/* Adds a file that is to be renamed; writes all that were added, whole and on the disk. 0 or errno.
 */
void cpts_journal_add(struct bytes *text, const char *temporary, const char *name);
int cpts_journal_write(int journal, struct bytes *text);

/* Removes it: nothing is left to be renamed. */
void cpts_journal_end(int folder_fd, int journal);

#endif
