/*
 * Whether coordinates are what their reference system says, and areas what they are on the ground.
 */
#ifndef CPTS_INPUT_SOURCES_FITNESS_H
#define CPTS_INPUT_SOURCES_FITNESS_H

#include "geometry/shapes.h"
#include "input/sources/frame.h"

/* An error when areas in the frame are off by more than 1 % where the units lie. `asked`: the
 * frame was asked for by --crs. */
cpts_status cpts_fitness_of_areas(cpts_context *context, const struct frame *frame,
                                  const struct shapes *units, const char *shown, bool asked);

/* Reports a layer whose perimeters all lie off the units, as a wrong label of its CRS makes it; an
 * error when latitudes written before longitudes explain it. */
cpts_status cpts_fitness_of_place(cpts_context *context, const struct frame *frame,
                                  const struct shapes *units, const struct shapes *perimeters,
                                  const char *shown);

#endif
