/*
 * The files a command was asked for: which, where, and that none of them overwrites another or
 * a source.
 */
#ifndef CPTS_CLI_OUTPUTS_H
#define CPTS_CLI_OUTPUTS_H

#include "session.h"

struct outputs {
    struct output {
        cpts_format format;
        char *path;
    } items[2 * CPTS_FORMAT_COUNT];
    size_t count;
    const char *folder; /* to be made, or NULL */
    const char *tables; /* names of those of CPTS_FORMAT_CSV */
    bool on_stdout;     /* one of them takes standard output: no summary there */
    bool has_style;     /* its GeoJSON is a conflict map: a style is written beside it */
    bool is_report;     /* its files are written by threads */
};

enum plan_result { PLAN_GOOD, PLAN_WRONG_USAGE, PLAN_NO_MEMORY };

/* The standard name of a format in the folder of -o; NULL when it is not written there. */
typedef const char *standard_name_fn(cpts_format format);

/* Lists what is to be written, and reports on `err` what makes no sense. cli_outputs_free in all
 * cases. */
enum plan_result cli_outputs_plan(struct outputs *outputs, const struct command *command,
                                  const struct options *options, standard_name_fn *standard_name,
                                  FILE *err);

/* Writes one format of what a command found. */
typedef cpts_status write_output_fn(const void *result, cpts_format format, const char *path);

/* Writes all, files together or not at all, then standard output; `result` is a report where
 * outputs.is_report. COMPLIANT, or when one fails the exit status for it, with a message on the
 * console. */
int cli_outputs_write(const struct outputs *outputs, write_output_fn *write, const void *result,
                      struct session *session);

/* Finishes what a run that was killed had begun to name where this one will write; false when that
 * fails, reported on the console. */
bool cli_outputs_settle(const struct outputs *outputs, cpts_context *context,
                        struct console *console);

/* Says what was written and where; nothing when all was printed. */
void cli_outputs_say(const struct outputs *outputs, FILE *out);

void cli_outputs_free(struct outputs *outputs);

#endif
