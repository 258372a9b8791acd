/*
 * The files a command was asked for: which, where, and that none of them overwrites another or
 * a source.
 */
#ifndef CPTS_CLI_OUTPUTS_H
#define CPTS_CLI_OUTPUTS_H

#include "session.h"

/* The standard name of a format in the folder of -o; NULL when it is not written there. None for
 * a command without such a folder. */
typedef const char *standard_name_fn(cpts_format format);

/* Writes one format of what a command found. */
typedef cpts_status write_output_fn(const void *result, cpts_format format, const char *path);

/* What a command finds, and how it is written. */
struct product {
    standard_name_fn *standard_name;
    write_output_fn *write;
    cpts_status (*print)(const void *result, FILE *stream);
    const char *hint; /* printed when no file is asked for; NULL: nothing is */
    bool has_style;   /* its GeoJSON is a conflict map: a style is written beside it */
    bool is_report;   /* its files are written by threads */
    bool is_unsaid;   /* which files were written is not printed */
};

struct outputs {
    const struct product *product;
    struct output {
        cpts_format format;
        char *path;
    } items[2 * CPTS_FORMAT_COUNT];
    size_t count;
    const char *folder; /* to be made, or NULL */
    const char *tables; /* names of those of CPTS_FORMAT_CSV */
    bool on_stdout;     /* one of them takes standard output: no summary there */
};

/* Lists what is to be written of `product`, and reports on `err` what makes no sense: COMPLIANT, or
 * the exit status for that. cli_outputs_free in all cases. */
int cli_outputs_plan(struct outputs *outputs, const struct product *product,
                     const struct command *command, const struct options *options, FILE *err);

/* Plans, has `work` done in a session and frees the outputs; returns the exit status. */
int cli_outputs_run(struct outputs *outputs, const struct product *product,
                    const struct command *command, const struct options *options, FILE *out,
                    FILE *err, int (*work)(struct session *session, void *user), void *user);

/* Writes all, files together or not at all, then standard output. COMPLIANT, or when one fails the
 * exit status for it, with a message on the console. */
int cli_outputs_write(const struct outputs *outputs, const void *result, struct session *session);

/* Likewise, then prints the result, unless a file took its place, and what was written. Returns
 * `found`, or the exit status for what failed. */
int cli_outputs_deliver(const struct outputs *outputs, const void *result, int found,
                        struct session *session);

/* Finishes what a run that was killed had begun to name where this one will write; false when that
 * fails, reported on the console. */
bool cli_outputs_settle(const struct outputs *outputs, cpts_context *context,
                        struct console *console);

/* Says what was written and where; nothing when all was printed. */
void cli_outputs_say(const struct outputs *outputs, FILE *out);

void cli_outputs_free(struct outputs *outputs);

#endif
