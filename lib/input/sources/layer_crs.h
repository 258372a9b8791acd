/*
 * The CRS that a layer says it is in, and what that is called.
 */
#ifndef CPTS_INPUT_SOURCES_LAYER_CRS_H
#define CPTS_INPUT_SOURCES_LAYER_CRS_H

#include "common/context.h"
#include "common/memory.h"

/* The CRS (an OGRSpatialReferenceH) that a layer states; an error when it states none, or one that
 * cannot be true or trusted. */
cpts_status cpts_layer_crs(void **out, cpts_context *context, void *layer, const char *shown);

/* "EPSG:2154", or the name of a CRS without code; "" for a table. */
const char *cpts_frame_name(struct arena *arena, void *crs);

#endif
