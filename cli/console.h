/*
 * What is said while the work goes on: progress, warnings, reading decisions, errors; all on
 * standard error.
 */
#ifndef CPTS_CLI_CONSOLE_H
#define CPTS_CLI_CONSOLE_H

#include <stdbool.h>
#include <stdio.h>
#include <time.h>

#include "options.h"

enum progress_style {
    PROGRESS_NONE,
    PROGRESS_LINE,  /* a line redrawn on a terminal */
    PROGRESS_STAGES /* a line for each stage, in a file or a pipe */
};

struct console {
    FILE *err;
    cpts_verbosity verbosity;
    enum progress_style style;
    double shown_after_s, drawn_at_s; /* since `start` */
    struct timespec start;
    double part;       /* shown last */
    double from, span; /* of the whole: where what is under way begins, and how much it is */
    double work_share; /* what comes before files are written */
    bool drawn;        /* a progress line is on the screen */
    char stage[128];   /* the last one shown */
};

/* Attaches the console to the context, for as long as both live. `out` is where results are
 * printed: in colours, when it is a terminal. */
void cli_console_open(struct console *console, const struct options *options, FILE *out, FILE *err,
                      cpts_context *context);

/* Clears the progress line. */
void cli_console_clear(struct console *console);

/* Files of this weight will be written, the work before them weighing 1; then each of them: what
 * was written before it, and it. */
void cli_console_will_write(struct console *console, double weight);
void cli_console_writing(struct console *console, double written, double weight, double all);

void cli_console_error(struct console *console, const char *message);

/* Flushes, reports a full disk or a closed stream, and returns the status to exit with. */
int cli_finish(FILE *out, FILE *err, int status);

#endif
