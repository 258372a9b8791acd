/* What administration adds to the land: départements, EPCI, codes, names and inhabitants. */
#ifndef DEMO_PEOPLE_H
#define DEMO_PEOPLE_H

#include "land.h"

/* Fills every field of the units of a land whose cells are shared out. The units within
 * city_radius_km of the city are its arrondissements. */
void demo_people_settle(struct land *land, struct position city_km, double city_radius_km,
                        uint64_t seed);

#endif
