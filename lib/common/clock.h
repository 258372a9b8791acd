/*
 * The time that results tell of.
 */
#ifndef CPTS_COMMON_CLOCK_H
#define CPTS_COMMON_CLOCK_H

#include <stddef.h>
#include <time.h>

/* When the result was made: now, or SOURCE_DATE_EPOCH; ISO 8601, UTC. 32 bytes are enough. */
void cpts_time_told(char *text, size_t size);
time_t cpts_seconds_told(void); /* the same in seconds since 1970 */

#endif
