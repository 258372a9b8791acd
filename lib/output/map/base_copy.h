/*
 * The base of the check, built again on a copy of the units: maps are drawn on the units as they
 * were mended, and the region itself is only read.
 */
#ifndef CPTS_OUTPUT_MAP_BASE_COPY_H
#define CPTS_OUTPUT_MAP_BASE_COPY_H

#include "coverage/base/base.h"
#include "coverage/report.h"

struct base_copy {
    struct base base;
    struct cpts_region region; /* a copy whose shapes the base may redraw */
};

/* cpts_base_copy_free in all cases. */
cpts_status cpts_base_copy_new(struct base_copy *copy, const struct cpts_report *report);
void cpts_base_copy_free(struct base_copy *copy);

#endif
