/*
 * What must hold of any region whose perimeters are read as whole units. The oracle knows nothing
 * of that reading: this looks at the report itself.
 */
#ifndef PROPERTY_SNAPPED_H
#define PROPERTY_SNAPPED_H

#include "cpts.h"

/* NULL, or what is amiss. */
const char *snapped_amiss(cpts_region *region, const cpts_check_options *plain);

#endif
