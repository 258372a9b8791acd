/*
 * The context: where messages, threads and progress live, so that the library has no global
 * state, never prints and never exits.
 */
#ifndef CPTS_COMMON_CONTEXT_H
#define CPTS_COMMON_CONTEXT_H

#include <libintl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <time.h>

#include "cpts.h"

/* Marks a message for translation; the domain is the project's own, not the host program's. */
#define _(text)  dgettext("cpts-coverage", text)
#define N_(text) text

struct cpts_context {
    char message[2048]; /* why the last call failed, "" after success */
    int jobs;           /* threads, at least 1 */
    cpts_progress_fn progress;
    void *progress_user;
    cpts_log_fn log;
    void *log_user;
    bool has_colour; /* what is printed goes to a terminal that shows colours */
    atomic_bool interrupted;
    struct timespec started; /* on the monotonic clock */
    struct output_set *set; /* outputs that wait for their names, or NULL */
    /* Settings of the environment, read once. */
    int64_t fixed_seconds;             /* the time told, or -1: the clock's */
    struct size_classes *size_classes; /* NULL until they are first asked for */
};

/* At the entry of each public function: what the call before it left does not count. */
static inline void cpts_begin(cpts_context *context)
{
    context->message[0] = '\0';
}

/* Records why a call fails and returns `status`, so that callers write `return cpts_fail(...)`.
 * The message says what failed, on which file, layer or id, why, and what to do. */
cpts_status cpts_fail(cpts_context *context, cpts_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* cpts_fail for want of memory. */
cpts_status cpts_fail_memory(cpts_context *context);

void cpts_log(cpts_context *context, cpts_verbosity level, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* CPTS_ERROR_INTERRUPT when the caller asked to stop, with its message. */
cpts_status cpts_interrupted(cpts_context *context);

/* Reports progress; CPTS_ERROR_INTERRUPT when the caller asked to stop. Call at each stage and
 * every few milliseconds inside the long ones. */
cpts_status cpts_advance(cpts_context *context, const char *stage, double done);

#endif
