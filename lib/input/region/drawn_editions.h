/*
 * Layers that draw the same CPTS twice: last year's beside that of today, in an archive or by a
 * pattern of file names. United, they would claim what one of them has given up, and hide a white
 * zone. What lists are asked in declarations/lists, asked of polygons.
 */
#ifndef CPTS_INPUT_REGION_DRAWN_EDITIONS_H
#define CPTS_INPUT_REGION_DRAWN_EDITIONS_H

#include "input/region/builder.h"

/* What each layer draws, before repeated features are left out. */
struct drawn_editions {
    size_t *features;  /* of each layer */
    struct box *boxes; /* by layer, then perimeter; empty: not drawn */
};

/* Of one layer nothing is asked. False when memory is short. */
bool cpts_drawn_editions_begin(struct drawn_editions *editions, const struct adding *adding);

/* An error when two layers draw half of their CPTS both, in the same place and not the same. The
 * layers of two départements may have parts of a CPTS each. */
cpts_status cpts_drawn_editions_check(const struct drawn_editions *editions,
                                      const struct adding *adding);
void cpts_drawn_editions_end(struct drawn_editions *editions);

#endif
