/*
 * --against: territories of another kind (EPCI, local health contracts, hospital groups), laid
 * over the same units so that perimeters can be compared with them.
 */
#ifndef CPTS_INPUT_REGION_AGAINST_H
#define CPTS_INPUT_REGION_AGAINST_H

#include "input/region/region.h"

struct known;

/* Reads one NAME=SOURCE, polygons or a table, and adds it to the others of the region, whose units
 * are finished; fields may follow, "EPCI=epci.csv,code=insee,name=nom". A table is read as
 * declarations are. NAME alone: the EPCI that the layer of units gives. Rows of other places are
 * left aside: such lists are national. */
cpts_status cpts_against_read(struct cpts_region *region, const struct known *known,
                              const char *spec);

#endif
