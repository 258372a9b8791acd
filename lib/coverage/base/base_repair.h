/*
 * Invalid units are redrawn by GEOS; mending what lies between units bends their borders by up to
 * CPTS_COINCIDENCE_M, which can make a unit invalid that was not.
 */
#ifndef CPTS_COVERAGE_BASE_BASE_REPAIR_H
#define CPTS_COVERAGE_BASE_BASE_REPAIR_H

#include "coverage/base/base.h"

/* Repairs the units that are invalid in their source, and reports each. Makes base.moved. */
cpts_status cpts_base_repair(struct base *base);

/* What is reported of a polygon that was repaired; a change that would read 0.00 is left out. */
void cpts_repair_message(char *out, size_t size, const char *name, const char *code,
                         const char *reason, double change_m2);

/* Repairs those of base.moved that have become invalid, and unmarks all; *repaired says whether
 * there was one. They are not reported: their source is not to blame. */
cpts_status cpts_base_repair_moved(struct base *base, bool *repaired);

#endif
