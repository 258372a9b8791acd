/*
 * A thread waits for the signals, rather than a handler: a handler could only reach the context
 * through a global variable.
 */
#include "signals.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "cli.h"

/* What ends the wait; by default it has no effect, and nobody else sends it here. */
#define WAKE SIGURG

#define PATIENCE_MS 600 /* for the library to stop by itself */
#define NAP_MS      50  /* between two looks while outputs get their names */

static void *wait_for_signal(void *user)
{
    struct signal_watch *watch = user;
    int caught = 0;
    if (sigwait(&watch->watched, &caught) != 0 || caught == WAKE)
        return NULL;
    atomic_store(&watch->caught, caught);
    cpts_context_interrupt(watch->context);

    /* This thread lets the next one through, whose default action ends the process. */
    sigset_t wake;
    sigemptyset(&wake);
    sigaddset(&wake, WAKE);
    pthread_sigmask(SIG_SETMASK, &wake, NULL);
    struct timespec patience = {0, PATIENCE_MS * 1000000L};
    while (sigtimedwait(&wake, NULL, &patience) != WAKE) {
        if (errno == EAGAIN && !atomic_load(&watch->is_naming)) {
            dprintf(STDERR_FILENO, "%s: %s\n", PROGRAM, _("interrupted"));
            raise(caught);
        }
        patience.tv_nsec = NAP_MS * 1000000L;
    }
    return NULL;
}

bool cli_watch_signals(struct signal_watch *watch, cpts_context *context)
{
    static const int stopping[] = {SIGINT, SIGTERM, SIGHUP};
    sigemptyset(&watch->watched);
    for (size_t i = 0; i < sizeof stopping / sizeof *stopping; i++) {
        struct sigaction action;
        /* What the caller made us ignore (nohup, a job in the background) stays ignored. */
        if (sigaction(stopping[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
            sigaddset(&watch->watched, stopping[i]);
    }
    sigaddset(&watch->watched, WAKE);
    watch->context = context;
    atomic_init(&watch->caught, 0);
    atomic_init(&watch->is_naming, false);
    pthread_sigmask(SIG_BLOCK, &watch->watched, &watch->previous);
    if (pthread_create(&watch->thread, NULL, wait_for_signal, watch) == 0)
        return true;
    pthread_sigmask(SIG_SETMASK, &watch->previous, NULL);
    return false;
}

int cli_unwatch_signals(struct signal_watch *watch)
{
    pthread_kill(watch->thread, WAKE);
    pthread_join(watch->thread, NULL);
    pthread_sigmask(SIG_SETMASK, &watch->previous, NULL);
    return atomic_load(&watch->caught);
}
