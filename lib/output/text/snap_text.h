/* What --snap-to-units changed. */
#ifndef CPTS_OUTPUT_TEXT_SNAP_TEXT_H
#define CPTS_OUTPUT_TEXT_SNAP_TEXT_H

#include "output/output.h"
#include "output/text/prose.h"

/* A sentence with the share and what was filled and emptied; returns `out`. */
const char *cpts_snap_words(const struct prose *prose, const struct cpts_report *report, char *out,
                            size_t size);

#endif
