/*
 * An --indicators as it is written.
 */
#ifndef CPTS_INPUT_REGION_INDICATOR_SPEC_H
#define CPTS_INPUT_REGION_INDICATOR_SPEC_H

#include "common/context.h"
#include "common/memory.h"

enum { SPEC_COLUMNS_AT_MOST = 256 };

struct indicator_spec {
    const char *source;
    const char *columns[SPEC_COLUMNS_AT_MOST]; /* to be summed, then to be averaged */
    size_t sum_count, mean_count;
    const char *weight, *code, *name; /* NULL: not said */
    double secret_below;
};

/* Texts go to the arena. */
cpts_status cpts_indicator_spec_parse(struct indicator_spec *out, cpts_context *context,
                                      struct arena *arena, const char *text);

#endif
