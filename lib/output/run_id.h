/*
 * The name of a run, which each of its files bears: files that bear the same one belong together.
 */
#ifndef CPTS_OUTPUT_RUN_ID_H
#define CPTS_OUTPUT_RUN_ID_H

#include "coverage/report.h"
#include "history/comparison.h"

/* Writes the id into the context. It is the SHA-256 of what is declared, asked and found, and of
 * the number of the run in its history: a clock or a random number would make two files of the same
 * content differ, and so would the order or the place of the features in a source. */
cpts_status cpts_run_identify(const struct cpts_report *report);
cpts_status cpts_run_identify_comparison(const struct cpts_comparison *comparison);

#endif
