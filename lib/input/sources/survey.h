/*
 * Where units lie: in which territories of France, before a frame is chosen for them.
 */
#ifndef CPTS_INPUT_SOURCES_SURVEY_H
#define CPTS_INPUT_SOURCES_SURVEY_H

#include "input/sources/layers.h"

/* The territories that the layers of units lie in, those that satisfy `where` (NULL: all) alone: a
 * set of bits, 0 when some lie elsewhere or in a CRS that does not show it. An error when they lie
 * in several territories and elsewhere too. */
cpts_status cpts_survey(unsigned *out, cpts_context *context, const struct layers *layers,
                        const char *where);

#endif
