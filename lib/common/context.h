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
#define NP_(one, many)                                                                             \
    {                                                                                              \
        one, many                                                                                  \
    }
#define P_(one, many, count) dngettext("cpts-coverage", one, many, count)

/* What NP_ marks: a text for one and for many. */
struct plural {
    const char *one, *many;
};

struct cpts_context {
    char message[2048]; /* why the last call failed, "" after success */
    int jobs;           /* threads, at least 1 */
    cpts_progress_fn progress;
    void *progress_user;
    cpts_log_fn log;
    void *log_user;
    bool has_colour; /* what is printed goes to a terminal that shows colours */
    cpts_print_options print;
    atomic_uint interrupts;        /* asked for so far */
    unsigned answered, obeyed;     /* those reported to the caller; seen by this call */
    const struct cpts_context *of; /* whose interruptions count: see cpts_context_fork; NULL */
    struct timespec started;       /* on the monotonic clock */
    atomic_uint holders;           /* the caller, and each object made with it */
    struct output_set *set;        /* outputs that wait for their names, or NULL */
    cpts_csv_dialect dialect;      /* of tables */
    cpts_option_names names;       /* of options, in messages */
    char run[17];                  /* of the file being written: see output/run_id.h */
    unsigned map_unit_kinds;       /* of the last conflict map, for the style beside it */
    /* Settings of the environment, read once. */
    int64_t fixed_seconds; /* the time that outputs show, or -1: the clock's */
};

/* An object that needs the context holds it, and releases it when it is gone: a context that its
 * caller freed goes with the last of them. */
void cpts_context_hold(cpts_context *context);
void cpts_context_release(cpts_context *context);

/* What a thread of its own works with: the settings of a context; no message, log, progress or
 * set of outputs. It stops when the context is interrupted, and is gone before it. */
void cpts_context_fork(cpts_context *fork, const cpts_context *context);

/* Since it was made. */
double cpts_context_elapsed_s(const cpts_context *context);

/* Begins a call of the interface: no message yet, and an interruption that an earlier call ended
 * with is over. */
void cpts_begin(cpts_context *context);

/* Whether an interruption was asked for that no call has returned yet. From any thread. */
bool cpts_is_interrupted(const cpts_context *context);

/* Copies options of the caller's, of the size that they say, over `out`, whose further fields
 * become zero. An error when they say less than `least`, the size of version 1.0: they were not
 * initialised; or when they ask for what this version does not know. */
#define CPTS_SIZE_THROUGH(type, field) (offsetof(type, field) + sizeof(((type *)0)->field))
cpts_status cpts_options_take(cpts_context *context, void *out, size_t size, size_t least,
                              const void *given);

/* Records why a call fails and returns `status`, so that callers write `return cpts_fail(...)`.
 * The message says what failed, on which file, layer or id, why, and what to do. */
cpts_status cpts_fail(cpts_context *context, cpts_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* cpts_fail for want of memory; or with CPTS_ERROR_INTERRUPT when the caller asked to stop, since
 * steps of many that return only whether they went on end early for both. */
cpts_status cpts_fail_memory(cpts_context *context);

void cpts_log(cpts_context *context, cpts_verbosity level, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* CPTS_ERROR_INTERRUPT when the caller asked to stop, with its message. */
cpts_status cpts_interrupted(cpts_context *context);

/* Reports progress; CPTS_ERROR_INTERRUPT when the caller asked to stop. Call at each stage and
 * every few milliseconds inside the long ones. */
cpts_status cpts_advance(cpts_context *context, const char *stage, double done);

#endif
