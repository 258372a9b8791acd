/*
 * Ordering: units by code and perimeters by id, whatever the order of the sources, so that
 * nothing that is computed or written later depends on it.
 */
#ifndef CPTS_INPUT_REGION_ORDERING_H
#define CPTS_INPUT_REGION_ORDERING_H

#include "input/region/builder.h"

cpts_status cpts_region_sort(struct cpts_region *region);

#endif
