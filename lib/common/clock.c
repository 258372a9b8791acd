#include "common/clock.h"

#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

int64_t cpts_seconds_fixed(void)
{
    const char *fixed = getenv("SOURCE_DATE_EPOCH");
    char *end = NULL;
    const long long seconds = fixed ? strtoll(fixed, &end, 10) : 0;
    const bool is_usable = fixed && *fixed && !*end && seconds >= 0 && seconds < 253402300800;
    return is_usable ? seconds : -1;
}

time_t cpts_output_seconds(const cpts_context *context)
{
    return context->fixed_seconds >= 0 ? (time_t)context->fixed_seconds : time(NULL);
}

void cpts_output_time(const cpts_context *context, char *text, size_t size)
{
    const time_t now = cpts_output_seconds(context);
    struct tm utc;
    gmtime_r(&now, &utc);
    strftime(text, size, "%Y-%m-%dT%H:%M:%SZ", &utc);
}
