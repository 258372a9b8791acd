/*
 * GeoJSON that a server sent in part: it stops at so many features, and says so beside them.
 */
#ifndef CPTS_INPUT_SOURCES_PARTIAL_H
#define CPTS_INPUT_SOURCES_PARTIAL_H

#include "input/sources/opened.h"

/* An error when a source, open, is a page of a longer answer. */
cpts_status cpts_partial_refuse(cpts_context *context, const struct opened *source);

#endif
