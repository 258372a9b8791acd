/*
 * The writers of a simulation: what changes. What would be is a report like any other.
 */
#ifndef CPTS_OUTPUT_SIMULATION_H
#define CPTS_OUTPUT_SIMULATION_H

#include "output/output.h"
#include "planning/simulation.h"

cpts_status cpts_simulation_text(const struct cpts_simulation *simulation,
                                 struct output_file *file);
cpts_status cpts_simulation_json(const struct cpts_simulation *simulation,
                                 struct output_file *file);
cpts_status cpts_simulation_geojson(const struct cpts_simulation *simulation,
                                    struct output_file *file);

cpts_status cpts_simulation_html(const struct cpts_simulation *simulation,
                                 struct output_file *file);

/* What the hypothesis does to the verdict, in a sentence. */
const char *cpts_simulation_verdict(const struct cpts_simulation *simulation);

#endif
