/*
 * A source reads no other file: what is named by the user is opened, with the side files that
 * its format has, and nothing that these name in turn. Looked at before GDAL opens the source,
 * since some readers follow a name at once, and a pipe so named would be waited for for ever.
 */
#ifndef CPTS_INPUT_SOURCES_GUARD_H
#define CPTS_INPUT_SOURCES_GUARD_H

#include "input/sources/opened.h"

cpts_status cpts_source_guard(cpts_context *context, struct arena *arena,
                              const struct opened *source);

/* Says which object of a base is refused. */
struct base_doubt;
cpts_status cpts_base_refuse(cpts_context *context, const struct base_doubt *doubt,
                             const char *shown);

#endif
