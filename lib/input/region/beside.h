/*
 * Columns of layers of polygons that are not read, and by which a layer takes back what it draws.
 */
#ifndef CPTS_INPUT_REGION_BESIDE_H
#define CPTS_INPUT_REGION_BESIDE_H

#include "input/reading/known.h"
#include "input/sources/layers.h"
#include "input/sources/polygons.h"

/* Reports them; features that claim nothing, or have ended, take nothing back. Nothing is looked
 * for when the user names the columns. */
cpts_status cpts_beside_report(struct cpts_region *region, const struct known *known,
                               const struct layer *layer, const struct drawn *drawn,
                               const cpts_load_options *options);

#endif
