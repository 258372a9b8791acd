#include "common/clock.h"

#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

/* SOURCE_DATE_EPOCH, the convention of reproducible builds, fixes the time told. */
time_t cpts_seconds_told(void)
{
    const char *fixed = getenv("SOURCE_DATE_EPOCH");
    char *end = NULL;
    const long long seconds = fixed ? strtoll(fixed, &end, 10) : 0;
    const bool is_usable = fixed && *fixed && !*end && seconds >= 0 && seconds < 253402300800;
    return is_usable ? (time_t)seconds : time(NULL);
}

void cpts_time_told(char *text, size_t size)
{
    const time_t now = cpts_seconds_told();
    struct tm utc;
    gmtime_r(&now, &utc);
    strftime(text, size, "%Y-%m-%dT%H:%M:%SZ", &utc);
}
