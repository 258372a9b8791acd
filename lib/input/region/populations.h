/*
 * Populations of the units from a table of INSEE or of anybody: --populations.
 */
#ifndef CPTS_INPUT_REGION_POPULATIONS_H
#define CPTS_INPUT_REGION_POPULATIONS_H

#include "input/reading/known.h"

/* `spec`: "FILE" or "FILE,code=COLUMN,population=COLUMN". They replace those of the units. */
cpts_status cpts_populations_read(struct cpts_region *region, const struct known *known,
                                  const char *spec);

#endif
