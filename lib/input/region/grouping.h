/*
 * By what the units are grouped in the statistics: their département unless a column, or
 * --group-by, says something else.
 */
#ifndef CPTS_INPUT_REGION_GROUPING_H
#define CPTS_INPUT_REGION_GROUPING_H

#include "input/region/region.h"
#include "input/sources/polygons.h"

/* Takes options->group_by into account: a column is added to options->unit_fields. */
cpts_status cpts_grouping_begin(struct cpts_region *region, cpts_load_options *options);

/* The group of a unit that is about to be added; "" when it has none, NULL when memory is short. */
const char *cpts_grouping_of(struct cpts_region *region, const struct drawn_feature *feature);

#endif
