/*
 * Parallel: one loop shared by several threads. Which thread does which item is not determined;
 * whoever uses it keeps what is computed by item, so that no outcome depends on it.
 */
#ifndef CPTS_COMMON_PARALLEL_H
#define CPTS_COMMON_PARALLEL_H

#include "common/context.h"

/* Does items [first, last) as worker 0 .. workers - 1, with scratch of its own; false: failed. */
typedef bool (*cpts_work_fn)(void *user, int worker, size_t first, size_t last);

/* Calls work for all items, `chunk` at a time, from as many threads as the context has jobs, this
 * one among them. False when some call failed or the caller asked to stop; the rest is then left
 * undone. It also succeeds with fewer threads than asked for. */
bool cpts_parallel(const cpts_context *context, size_t count, size_t chunk, cpts_work_fn work,
                   void *user);

#endif
