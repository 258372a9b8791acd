/*
 * Interruption: the first SIGINT, SIGTERM or SIGHUP asks the library to stop and unwind. The second
 * kills at once, and so does the first where the library does not hear it in time: within GEOS,
 * PROJ or SQLite, or in a read of a pipe. Dying leaves nothing behind: files that are being written
 * have no name, and a history goes back to what it was. Only while outputs get their names is it
 * put off.
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
    atomic_bool is_naming;
};

/* To be called before any other thread is made. False when no thread can be had. */
bool cli_watch_signals(struct signal_watch *watch, cpts_context *context);

/* The signal that was caught, or 0. */
int cli_unwatch_signals(struct signal_watch *watch);

#endif
