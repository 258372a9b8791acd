/*
 * Which perimeters are checked: those in force on a date, of some statuses; and the life-cycle
 * class of each.
 */
#ifndef CPTS_INPUT_REGION_SELECTION_H
#define CPTS_INPUT_REGION_SELECTION_H

#include "input/region/builder.h"
#include "input/sources/layers.h"

/* Checks the date and the list of statuses before anything is read. */
cpts_status cpts_selection_check(cpts_context *context, const cpts_load_options *options);

/* Keeps the date and the statuses in the region: reading asks for the day. */
cpts_status cpts_selection_keep(struct cpts_region *region, const cpts_load_options *options);

/* Once all is read and before declarations are resolved: gives the classes, and drops the
 * perimeters that are not asked for, with their declarations and notices. */
cpts_status cpts_selection_apply(struct cpts_region *region, const cpts_load_options *options);

/* An error when nothing in the declarations serves --as-of or --status: it names the columns that
 * might. To be called once the layers have their roles. */
cpts_status cpts_selection_serve(cpts_context *context, const cpts_load_options *options,
                                 const struct layers *layers);

#endif
