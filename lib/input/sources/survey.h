/*
 * Where units lie: in which territories of France, before a frame is chosen for them.
 */
#ifndef CPTS_INPUT_SOURCES_SURVEY_H
#define CPTS_INPUT_SOURCES_SURVEY_H

#include "input/sources/layers.h"

/* What layers of units say of where they lie. */
struct survey {
    unsigned lands;            /* the territories, a set of bits; 0: some lie elsewhere, or in a CRS
                                  that does not show it */
    const struct layer *first; /* the first of the layers */
    void *crs;                 /* its CRS, an OGRSpatialReferenceH of its own */
};

/* Of the units that satisfy `where` (NULL: all). An error when a layer has no CRS to trust, and
 * when they lie in several territories and elsewhere too. */
cpts_status cpts_survey(struct survey *survey, cpts_context *context, const struct layers *layers,
                        const char *where);

#endif
