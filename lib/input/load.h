#ifndef CPTS_INPUT_LOAD_H
#define CPTS_INPUT_LOAD_H

#include "input/region/region.h"

/* An empty region, without a frame yet. */
cpts_status cpts_region_make(cpts_region **out, cpts_context *context);

#endif
