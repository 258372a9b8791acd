/* What --snap-to-units changed. */
#ifndef CPTS_OUTPUT_SNAPPED_H
#define CPTS_OUTPUT_SNAPPED_H

#include "output.h"
#include "prose.h"

/* A sentence with the share and what was filled and emptied; returns `out`. */
const char *cpts_snapped_words(const struct prose *prose, const struct cpts_report *report,
                               char *out, size_t size);

/* The members "units_filled", "units_emptied" and "outside_emptied_m2" of a perimeter's object.
 * *at: where its units begin in the report's list, moved past them. */
void cpts_json_snapped(struct json *json, const struct cpts_report *report, size_t perimeter,
                       size_t *at);

#endif
