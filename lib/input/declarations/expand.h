/*
 * What lists may name instead of units: EPCI, cantons, départements.
 */
#ifndef CPTS_INPUT_DECLARATIONS_EXPAND_H
#define CPTS_INPUT_DECLARATIONS_EXPAND_H

#include "input/region/builder.h"
#include "input/sources/layers.h"

/* Checks the list of an option, "epci,canton" or NULL. */
cpts_status cpts_expand_check(cpts_context *context, const char *list);

/* Once the units are placed: which of them each EPCI or canton has. */
cpts_status cpts_expand_read(struct cpts_region *region, const struct layers *layers,
                             const char *list);

#endif
