/*
 * GDAL as this library wants it: only the formats allowed, silent, and without network.
 */
#ifndef CPTS_INPUT_SOURCES_GDAL_SESSION_H
#define CPTS_INPUT_SOURCES_GDAL_SESSION_H

#include <stdbool.h>

#include "common/context.h"

/* Of one thread, from begin to end. */
struct gdal_session {
    char failure[512]; /* GDAL's first complaint since it was last cleared */
    char warning[512]; /* its first warning */
    int warning_count;
    char **host_options; /* of this thread, given back at the end */
};

/* Registers the formats (once a process); takes GDAL's messages in, refuses it the network. What
 * the program that embeds the library has set for its thread is as before at the end. */
void cpts_gdal_begin(struct gdal_session *session);
void cpts_gdal_end(void);

/* Why GDAL failed since the last clear, in this thread; NULL when it did not. */
const char *cpts_gdal_failure(void);
void cpts_gdal_clear(void);

/* Adds what another thread's session took in to this thread's. */
void cpts_gdal_take(const struct gdal_session *other);

/* Fails for a source that GDAL stopped reading, with what to do; its own words come last. */
cpts_status cpts_gdal_cut_short(cpts_context *context, const char *shown);

#endif
