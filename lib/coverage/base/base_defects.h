/*
 * Mending the base: what base.h promises of the units' drawing is brought about here.
 */
#ifndef CPTS_COVERAGE_BASE_BASE_DEFECTS_H
#define CPTS_COVERAGE_BASE_BASE_DEFECTS_H

#include "coverage/base/base.h"

/* Repairs invalid units, pairs the borders, joins points and nodes closer than
 * CPTS_COINCIDENCE_M, and settles what units share. Leaves base.borders and base.index ready. */
cpts_status cpts_base_mend(struct base *base);

#endif
