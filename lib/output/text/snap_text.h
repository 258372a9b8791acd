/* What --snap-to-units changed. */
#ifndef CPTS_OUTPUT_TEXT_SNAP_TEXT_H
#define CPTS_OUTPUT_TEXT_SNAP_TEXT_H

#include "output/output.h"
#include "output/text/prose.h"

/* A sentence with the share and what was filled and emptied; returns `out`. */
const char *cpts_snap_words(const struct prose *prose, const struct cpts_report *report, char *out,
                            size_t size);

/* The members "units_filled", "units_emptied" and "outside_emptied_m2" of a perimeter's object.
 * *at: where its units begin in the report's list, moved past them. */
void cpts_json_snapped(struct json *json, const struct cpts_report *report, size_t perimeter,
                       size_t *at);

#endif
