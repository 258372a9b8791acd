/*
 * `history at`: what a report of a past day writes, planned and written.
 */
#ifndef CPTS_CLI_HISTORY_DAY_H
#define CPTS_CLI_HISTORY_DAY_H

#include "outputs.h"
#include "session.h"

/* What is to be written; COMPLIANT, or the exit status of what makes no sense, reported on `err`.
 * cli_outputs_free in all cases. */
int cli_day_plan(struct outputs *outputs, const struct options *options, FILE *err);

/* Whether options are given that only `at` has. */
bool cli_day_is_asked(const struct options *options);

/* Writes and prints who claimed what on a day; returns the exit status. */
int cli_day(struct session *session, const struct outputs *outputs, cpts_history *history,
            const char *date);

#endif
