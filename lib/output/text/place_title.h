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

/* The same for a map: "Territoires des CPTS – Var". */
const char *cpts_place_map_title(const struct cpts_report *report, char *out);

/* "28 novembre 2026". */
const char *cpts_day_words(char *out, size_t size, const struct tm *day);

/* The same of an ISO date that may go on with a time; `iso` itself when it is not a date.
 */
const char *cpts_date_words(char *out, size_t size, const char *iso);

/* "28 novembre 2026 à 02 h 30", in local time, of "2026-11-28T01:30:00Z". */
const char *cpts_moment_words(char *out, size_t size, const char *iso);

/* "Var (83)" of a group that is the département of its units; else the group as it is, "–" for
 * none. A région of code 93 is not Seine-Saint-Denis. */
#define CPTS_GROUP_BYTES 128
const char *cpts_group_words(char out[CPTS_GROUP_BYTES], const struct cpts_region *region,
                             const char *group);

/* The name of that département; NULL when the group is none. */
const char *cpts_group_department(const struct cpts_region *region, const char *group);

#endif
