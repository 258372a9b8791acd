/*
 * The files a command was asked for: which, where, and that none of them overwrites another or
 * a source.
 */
#ifndef CPTS_CLI_OUTPUTS_H
#define CPTS_CLI_OUTPUTS_H

#include "console.h"

struct outputs {
    struct output {
        cpts_format format;
        char *path;
    } items[2 * CPTS_FORMAT_COUNT];
    size_t count;
    const char *folder; /* to be made, or NULL */
    bool on_stdout;     /* one of them takes standard output: no summary there */
};

enum plan_result { PLAN_GOOD, PLAN_WRONG_USAGE, PLAN_NO_MEMORY };

/* Lists what is to be written and tells on `err` of what makes no sense. cli_outputs_free in all
 * cases. */
enum plan_result cli_outputs_plan(struct outputs *outputs, const struct command *command,
                                  const struct options *options, FILE *err);

/* Writes all, files before standard output; false when one fails, told on the console. */
bool cli_outputs_write(const struct outputs *outputs, const cpts_report *report,
                       const cpts_context *context, struct console *console);

void cli_outputs_free(struct outputs *outputs);

#endif
