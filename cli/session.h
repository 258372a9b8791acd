/*
 * What every command that works stands on: a context, the console attached to it, and the watch
 * over signals, opened and closed in the right order.
 */
#ifndef CPTS_CLI_SESSION_H
#define CPTS_CLI_SESSION_H

#include "console.h"
#include "signals.h"

struct session {
    const struct options *options;
    FILE *out;
    cpts_context *context;
    struct console console;
    struct signal_watch watch;
};

/* Opens a session, has `work` done in it and closes it. Returns the exit status of `work`, or
 * SIGNALLED + the number of the signal that stopped it. `user` is handed to `work`. */
int cli_session_run(const struct options *options, FILE *out, FILE *err,
                    int (*work)(struct session *session, void *user), void *user);

/* Prints the message of the context, and returns the exit status for `status`. */
int cli_session_fail(struct session *session, cpts_status status);

/* The exit status for a verdict. */
int cli_status_of(const cpts_report *report);

/* A signal was caught: what is asked for next should not begin. */
bool cli_session_interrupted(const struct session *session);

/* cpts_region_load, then back to the system what reading has freed: the check fills memory in other
 * pieces. */
cpts_status cli_session_load(const struct session *session, cpts_region **region,
                             const cpts_load_options *options);

/* The row of cli_commands for this bit. */
const struct command *cli_command(enum command_bit bit);

/* Whether the options name a source; reports wrong usage on `err` when they do not. */
bool cli_require_source(const struct command *command, const struct options *options, FILE *err);

#endif
