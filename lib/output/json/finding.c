/*
 * A finding as an object of JSON: of report.json, its history, comparisons and GeoJSON.
 */
#include <math.h>

#include "output/output.h"

void cpts_json_finding(struct json *json, const struct cpts_finding *finding)
{
    const bool is_counted = isfinite(finding->population);
    const char *basis = finding->population_is_estimate ? "area-share" : "units";
    cpts_json_key_string(json, "id", finding->id);
    cpts_json_key_string(json, "rule", cpts_rule_name(finding->rule));
    cpts_json_key_string(json, "severity", cpts_severity_name(finding->severity));
    cpts_json_key_bool(json, "sliver", finding->sliver);
    cpts_json_key_strings(json, "perimeters", finding->perimeters, finding->perimeter_count);
    cpts_json_key_strings(json, "perimeter_names", finding->perimeter_names,
                          finding->perimeter_count);
    cpts_json_key_strings(json, "units", finding->units, finding->unit_count);
    cpts_json_key_strings(json, "unit_names", finding->unit_names, finding->unit_count);
    cpts_json_key_count(json, "unit_count", finding->unit_count);
    cpts_json_key_count(json, "whole_unit_count", finding->whole_unit_count);
    cpts_json_key_number(json, "area_m2", finding->area_m2);
    cpts_json_key_number(json, "width_m", finding->width_m);
    cpts_json_key_number(json, "border_m", finding->border_m);
    cpts_json_key_whole(json, "population", finding->population);
    cpts_json_key_optional(json, "population_basis", is_counted ? basis : NULL);
    cpts_json_key_string(json, "message", finding->message);
    if (finding->acceptance) {
        cpts_json_key_string(json, "accepted", finding->acceptance->reason);
        cpts_json_key_string(json, "accepted_by", finding->acceptance->by);
        cpts_json_key_optional(json, "accepted_until", finding->acceptance->until);
    }
    if (finding->state == CPTS_STATE_NONE)
        return;
    cpts_json_key_string(json, "state", cpts_state_name(finding->state));
    cpts_json_key_string(json, "first_seen", finding->first_seen);
    cpts_json_key_strings(json, "caused_by", finding->causes, finding->cause_count);
    if (finding->split_from)
        cpts_json_key_string(json, "split_from", finding->split_from);
    if (finding->merged_into)
        cpts_json_key_string(json, "merged_into", finding->merged_into);
}
