/* What the library says of a scene, through its public face and its report.json alone. */
#ifndef PROPERTY_OUTCOME_H
#define PROPERTY_OUTCOME_H

#include "cpts.h"
#include "scene.h"

struct outcome_finding {
    char *id;
    cpts_rule rule;
    cpts_severity severity;
    bool sliver;
    uint64_t claimants;
    bool *touches; /* by unit of the scene */
    size_t unit_count, whole_unit_count;
    double area_m2, width_m, border_m, population;
    bool population_is_estimate;
    bool in_order; /* its lists are sorted and name no one twice */
};

struct outcome_perimeter {
    bool reported;
    double inside_m2, exclusive_m2, contested_m2, outside_m2;
    double population, contested_population;
};

struct outcome_unit {
    bool reported;
    double area_m2, white_share;
};

struct outcome {
    cpts_totals totals;
    struct {
        size_t findings[CPTS_SEVERITY_COUNT], by_rule[CPTS_RULE_COUNT], slivers[CPTS_RULE_COUNT];
    } counts;
    bool compliant;
    struct outcome_finding *findings;
    size_t finding_count;
    struct outcome_unit *units;           /* as the scene numbers them */
    struct outcome_perimeter *perimeters; /* as the scene numbers them */
    double *share;                        /* [unit * perimeter_count + perimeter] */
    size_t unit_count, perimeter_count;
    char *geojson;
    size_t geojson_size;
};

struct outcome_options {
    int jobs;
    double sliver_width_m;
    bool with_geojson, with_json;
    const char *folder; /* for the files read back */
};

/* NULL when the library fails; *why then says how, to be freed. */
struct outcome *outcome_make(const struct scene *scene, const struct outcome_options *options,
                             char **why);
void outcome_free(struct outcome *outcome);

#endif
