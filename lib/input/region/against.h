/*
 * --against: territories of another kind (EPCI, local health contracts, hospital groups), laid
 * over the same units so that perimeters can be compared with them.
 */
#ifndef CPTS_INPUT_REGION_AGAINST_H
#define CPTS_INPUT_REGION_AGAINST_H

#include "input/region/region.h"

/* Reads one NAME=SOURCE, polygons or a table of unit codes, and adds it to the others of the
 * region, whose units are finished. Codes of no unit are left aside: such lists are national. */
cpts_status cpts_against_read(struct cpts_region *region, const char *spec);

#endif
