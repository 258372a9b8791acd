/*
 * Headings of columns that are not read, by what their cells may say of a row.
 */
#ifndef CPTS_INPUT_READING_REMARK_HEADINGS_H
#define CPTS_INPUT_READING_REMARK_HEADINGS_H

#include <stdbool.h>

/* "Date de sortie", "Zone blanche": what is filled for units that leave, or are not in. */
bool cpts_heading_is_of_leaving(const char *heading);

/* "Observations" */
bool cpts_heading_is_of_remarks(const char *heading);

/* "MSP", "Montagne": what stands in a unit, or what zone it is in. */
bool cpts_heading_is_of_facilities(const char *heading);

/* "CPTS envisagée", "Ancienne CPTS": not what is declared today. */
bool cpts_heading_says_another_time(const char *heading);

/* "MSP en projet", "cabinet médical en cours", as words: what is under way is not about the CPTS.
 */
bool cpts_words_are_of_facility(const char *words);

#endif
