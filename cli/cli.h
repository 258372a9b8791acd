/*
 * The program around the library. Only cpts.h is known here: what a user of the command line
 * can do, a user of the library can do.
 *
 * To add a command: its bit in options.h, its row in cli_commands and its options in
 * option_table.c, its function in a file of its own, and its line in run_command.
 */
#ifndef CPTS_CLI_H
#define CPTS_CLI_H

#include <libintl.h>
#include <stdio.h>

#include "cpts.h"
#include "options.h"

#define PROGRAM  "cpts-coverage"
#define _(text)  dgettext(PROGRAM, text)
#define N_(text) text

/* What scripts rely on. A run ended by a signal gives SIGNALLED + its number, as shells do. */
enum exit_status { COMPLIANT = 0, FINDINGS = 1, WRONG_USAGE = 2, NOT_CHECKED = 3, SIGNALLED = 128 };

/* The whole program but the process itself: reads argv, prints on `out` and `err`. */
int cli_run(int argc, char **argv, FILE *out, FILE *err);

/* Commands: return an exit status. */
int cli_check(const struct options *options, FILE *out, FILE *err);
int cli_simulate(const struct options *options, FILE *out, FILE *err);
int cli_propose(const struct options *options, FILE *out, FILE *err);
int cli_compare(const struct options *options, FILE *out, FILE *err);
int cli_read(const struct options *options, FILE *out, FILE *err);
int cli_history(const struct options *options, FILE *out, FILE *err);

void cli_print_help(FILE *out, const struct command *command); /* NULL: the program's */

/* Sets the language of messages: "fr", "en", or NULL for the locale's. */
void cli_set_language(const char *language);

#endif
