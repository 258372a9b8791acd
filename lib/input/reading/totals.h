/*
 * Texts that count: "Total", "919 communes", "Population totale : 101 089".
 */
#ifndef CPTS_INPUT_READING_TOTALS_H
#define CPTS_INPUT_READING_TOTALS_H

#include <stdbool.h>

/* France has fewer, and of IRIS little more. */
enum { CPTS_MOST_COMMUNES = 50000 };

/* "Total", "Sous-total CPTS Nord" */
bool cpts_total_begins(const char *text);

/* The same, and "CPTS Nord : 34 communes", "Nombre de communes", "Population totale". */
bool cpts_total_is_one(const char *text);

/* "162 488 hab.", and nothing else */
bool cpts_total_is_inhabitants(const char *text);

bool cpts_total_counts_communes(const char *text);
bool cpts_total_counts_inhabitants(const char *text);

/* The communes or IRIS, and the inhabitants, that a text counts; what stands behind its colon; the
 * figure that it is as a whole. NaN. */
double cpts_total_of_communes(const char *text);
double cpts_total_of_inhabitants(const char *text);
double cpts_total_behind(const char *text);
double cpts_total_figure(const char *text);

#endif
