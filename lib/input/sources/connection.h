/*
 * Sources that are not a file but a connection to a PostgreSQL database, as GDAL and libpq write
 * it: PG:host=... user=... password=..., or postgresql://user:password@host/base.
 */
#ifndef CPTS_INPUT_SOURCES_CONNECTION_H
#define CPTS_INPUT_SOURCES_CONNECTION_H

#include <stdbool.h>

#include "common/memory.h"

bool cpts_is_connection(const char *source);

/* The source as it may be shown and written down: without passwords. NULL when memory is short. */
char *cpts_source_shown(struct arena *arena, const char *source);

#endif
