/*
 * What a history and acceptances add to report.json: the states counted, what is resolved, which
 * declarations changed, and the trend.
 */
#include <math.h>

#include "coverage/acceptance.h"
#include "output/output.h"

static void put_states(struct json *json, const struct past *past)
{
    cpts_json_key_open(json, "states", '{');
    for (int s = CPTS_STATE_NEW; s < CPTS_STATE_COUNT; s++)
        cpts_json_key_count(json, cpts_state_name((cpts_state)s), past->states[s]);
    cpts_json_close(json, '}');
}

static void put_gone(struct json *json, const char *key, const cpts_finding *findings, size_t count)
{
    cpts_json_line_open(json, key, '[');
    for (size_t i = 0; i < count; i++) {
        cpts_json_item(json);
        cpts_json_finding(json, &findings[i]);
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
}

static void put_changes(struct json *json, const struct past *past)
{
    cpts_json_line_open(json, "changes", '[');
    for (size_t i = 0; i < past->change_count; i++) {
        const struct declared_change *change = &past->changes[i];
        cpts_json_item(json);
        cpts_json_key_string(json, "perimeter", change->perimeter);
        cpts_json_key_optional(json, "name", change->is_gone ? "" : change->name);
        cpts_json_key_optional(json, "was", change->was);
        cpts_json_key_strings(json, "units_gained", change->gained, change->gained_count);
        cpts_json_key_strings(json, "units_lost", change->lost, change->lost_count);
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
}

static void put_trend(struct json *json, const struct past *past)
{
    cpts_json_line_open(json, "trend", '[');
    for (size_t i = 0; i < past->trend_count; i++) {
        const struct trend_point *point = &past->trend[i];
        cpts_json_item(json);
        cpts_json_key_string(json, "at", point->at);
        cpts_json_key_number(json, "area_rate", point->area_rate);
        cpts_json_key_number(json, "population_rate", point->population_rate);
        cpts_json_key_count(json, "errors", point->errors);
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
}

void cpts_json_past(struct json *json, const struct past *past)
{
    cpts_json_line_open(json, "history", '{');
    cpts_json_key_count(json, "run", past->run);
    cpts_json_key_optional(json, "previous_at", past->previous_at);
    put_states(json, past);
    put_gone(json, "resolved", past->resolved, past->resolved_count);
    put_gone(json, "merged", past->resolved + past->resolved_count, past->merged_count);
    put_changes(json, past);
    put_trend(json, past);
    cpts_json_close(json, '}');
}

void cpts_json_accepted(struct json *json, const struct cpts_report *report)
{
    cpts_json_line_open(json, "acceptances", '[');
    for (size_t i = 0; i < report->accepted_count; i++) {
        const struct accepted *accepted = &report->accepted[i];
        const cpts_acceptance *acceptance = &accepted->acceptance;
        cpts_json_item(json);
        cpts_json_key_string(json, "finding", acceptance->id);
        cpts_json_key_string(json, "status", cpts_acceptance_state_name(accepted->state));
        cpts_json_key_string(json, "reason", acceptance->reason);
        cpts_json_key_string(json, "by", acceptance->by);
        cpts_json_key_optional(json, "until", acceptance->until);
        cpts_json_key_number(json, "max_area_m2",
                             acceptance->max_area_m2 > 0 ? acceptance->max_area_m2 : NAN);
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
}
