/*
 * Dates as lists write them: 2026-01-31, 31/01/2026, 2026, a spreadsheet's 46053.
 */
#ifndef CPTS_INPUT_DECLARATIONS_DATES_H
#define CPTS_INPUT_DECLARATIONS_DATES_H

#include <stdbool.h>

/* Year, month and day in one number that orders them, 20260131. When the text gives only a month or
 * a year, the first and the last day of it. False when it is not a date. */
struct date_span {
    int first, last;
};
bool cpts_date_read(struct date_span *out, const char *text);

/* The same of moves of communes, which INSEE lists since 1943: 01/01/19 and 01/07/73 too. */
bool cpts_date_read_past(struct date_span *out, const char *text);

#endif
