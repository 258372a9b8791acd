/*
 * The outputs of a run as one set: each is written and brought to the disk beside its place; all
 * get their names together, under a lock on their folders. A journal in each folder says what is
 * about to be renamed, so that a run that is killed between two names is finished by the next.
 */
#ifndef CPTS_OUTPUT_SET_H
#define CPTS_OUTPUT_SET_H

#include "output/file.h"

/* Takes over a prepared file, whose name waits for the set of its context. */
cpts_status cpts_set_take(struct output_file *file);

/* Ends a transaction in a database: keeps what it did, or takes it back. */
typedef cpts_status cpts_end_fn(cpts_context *context, void *transaction, bool keep);

/* Takes over a transaction that is kept when the files of the set get their names, just before;
 * without a set, now. */
cpts_status cpts_set_take_transaction(cpts_context *context, cpts_end_fn *end, void *transaction);

/* Gives the fork of a context a set of its own, where the context has one; and hands over to that
 * what the fork's set has taken, or with `keep` false drops it. */
cpts_status cpts_set_fork(cpts_context *fork, cpts_context *context);
cpts_status cpts_set_join(cpts_context *context, cpts_context *fork, bool keep);

#endif
