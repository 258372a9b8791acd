/*
 * What a report is about, in words: the title that was asked for, or the place that its groups of
 * units are known to make: a region, a département, several.
 */
#ifndef CPTS_OUTPUT_TEXT_PLACE_TITLE_H
#define CPTS_OUTPUT_TEXT_PLACE_TITLE_H

#include <time.h>

#include "coverage/report.h"

#define CPTS_TITLE_BYTES 160

/* The title, in `out` of CPTS_TITLE_BYTES where it is made up. */
const char *cpts_place_title(const struct cpts_report *report, char *out);

/* "28 novembre 2026". */
const char *cpts_day_words(char *out, size_t size, const struct tm *day);

/* The same of an ISO date that may go on with a time; `iso` itself when it is not a date.
 */
const char *cpts_date_words(char *out, size_t size, const char *iso);

/* "28 novembre 2026 à 02 h 30", in local time, of "2026-11-28T01:30:00Z". */
const char *cpts_moment_words(char *out, size_t size, const char *iso);

#endif
