/*
 * The writers of a comparison: what changed between two declarations or editions.
 */
#ifndef CPTS_OUTPUT_COMPARISON_H
#define CPTS_OUTPUT_COMPARISON_H

#include "history/comparison.h"
#include "output/output.h"

cpts_status cpts_comparison_text(const struct cpts_comparison *comparison,
                                 struct output_file *file);
cpts_status cpts_comparison_json(const struct cpts_comparison *comparison,
                                 struct output_file *file);
cpts_status cpts_comparison_geojson(const struct cpts_comparison *comparison,
                                    struct output_file *file);

/* Units whose claims changed, with who gained and who lost them, as JSON lists; for each also its
 * name and inhabitants. Columns: code, name, population, gained_by, lost_by. */
extern const char cpts_history_moved_units[];

#endif
