/*
 * Interruption: the first SIGINT, SIGTERM or SIGHUP asks the library to stop and unwind, the
 * second kills at once.
 */
#ifndef CPTS_CLI_SIGNALS_H
#define CPTS_CLI_SIGNALS_H

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "cpts.h"

struct signal_watch {
    pthread_t thread;
    sigset_t watched, previous;
    cpts_context *context;
    atomic_int caught; /* the first signal, or 0 */
};

/* To be called before any other thread is made. False when no thread can be had. */
bool cli_watch_signals(struct signal_watch *watch, cpts_context *context);

/* The signal that was caught, or 0. */
int cli_unwatch_signals(struct signal_watch *watch);

#endif
