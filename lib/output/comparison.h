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

#endif
