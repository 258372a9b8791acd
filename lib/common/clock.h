/*
 * The time that results are dated with.
 */
#ifndef CPTS_COMMON_CLOCK_H
#define CPTS_COMMON_CLOCK_H

#include <stddef.h>
#include <time.h>

#include "common/context.h"

/* SOURCE_DATE_EPOCH, the convention of reproducible builds; -1 when it is not set. */
int64_t cpts_seconds_fixed(void);

/* When the result was made: now, or SOURCE_DATE_EPOCH; ISO 8601, UTC. 32 bytes are enough. */
void cpts_output_time(const cpts_context *context, char *text, size_t size);
time_t cpts_output_seconds(const cpts_context *context); /* the same in seconds since 1970 */

#endif
