/*
 * Loading: from the sources of the options to a region.
 */
#ifndef CPTS_INPUT_LOAD_H
#define CPTS_INPUT_LOAD_H

#include "input/region/region.h"

/* An empty region, without a frame yet. */
cpts_status cpts_region_make(cpts_region **out, cpts_context *context);

/* The units of the sources alone: who claims them is known from elsewhere, and declared next. */
cpts_status cpts_region_load_units(cpts_region **out, cpts_context *context,
                                   const cpts_load_options *options);

#endif
