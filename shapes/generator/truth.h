/*
 * The truth: what a check of the demo region must find, computed by overlaying everything with
 * everything in GEOS. Slow and plain, and independent of libcpts, which is tested against it.
 */
#ifndef DEMO_TRUTH_H
#define DEMO_TRUTH_H

#include <json-c/json.h>

#include "declaration.h"

/* Slivers are narrower than this. The demo keeps every width well away from it. */
extern const double DEMO_SLIVER_WIDTH_M;

/* {"units", "perimeters", "area_m2", "population", "white_area_m2", ..., "planted": [...]};
 * release it with json_object_put. */
struct json_object *demo_truth(const struct declaration *declaration);

#endif
