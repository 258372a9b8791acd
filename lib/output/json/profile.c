/*
 * The profile in report.json: indicators by perimeter, group and region, and how perimeters fall on
 * territories of other kinds.
 */
#include "output/output.h"

const char *cpts_indicator_kind(const struct indicator *indicator)
{
    return indicator->kind == INDICATOR_SUM    ? "sum"
           : indicator->kind == INDICATOR_MEAN ? "mean"
                                               : "count";
}

static void put_indicators(struct json *json, const struct cpts_region *region)
{
    cpts_json_key_open(json, "indicators", '[');
    for (size_t i = 0; i < region->indicator_count; i++) {
        const struct indicator *indicator = &region->indicators[i];
        cpts_json_item(json);
        cpts_json_key_string(json, "name", indicator->name);
        cpts_json_key_string(json, "source", indicator->source);
        cpts_json_key_string(json, "kind", cpts_indicator_kind(indicator));
        cpts_json_key_string(json, "of", indicator->points ? "points" : "units");
        cpts_json_key_number(json, "secret_below", indicator->secret_below);
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
}

static void put_values(struct json *json, const char *key, const struct indicator_value *values,
                       size_t count)
{
    cpts_json_key_open(json, key, '[');
    for (size_t i = 0; i < count; i++) {
        cpts_json_open(json, '{');
        cpts_json_key_number(json, "value", values[i].value);
        cpts_json_key_number(json, "per_1000", values[i].per_1000);
        cpts_json_key_number(json, "known_share", values[i].known_share);
        cpts_json_key_count(json, "missing", values[i].missing);
        cpts_json_key_count(json, "masked", values[i].masked);
        cpts_json_key_bool(json, "secret", values[i].is_secret);
        cpts_json_key_bool(json, "estimate", values[i].is_estimate);
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
}

static void put_profile(struct json *json, const struct cpts_report *report)
{
    const struct profile *profile = &report->profile;
    const size_t count = profile->indicator_count;
    cpts_json_line_open(json, "profile", '{');
    put_indicators(json, report->region);
    cpts_json_line(json);
    put_values(json, "region", profile->region, count);
    cpts_json_line_open(json, "groups", '[');
    for (size_t g = 0; g < report->group_count; g++) {
        cpts_json_item(json);
        cpts_json_key_string(json, "group", report->groups[g].group);
        put_values(json, "values", profile->groups + g * count, count);
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
    cpts_json_line_open(json, "perimeters", '[');
    for (size_t p = 0; p < report->region->perimeters.count; p++) {
        cpts_json_item(json);
        cpts_json_key_string(json, "id", report->region->perimeters.id[p]);
        put_values(json, "values", profile->perimeters + p * count, count);
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
    cpts_json_close(json, '}');
}

static void put_fall(struct json *json, const struct fall *fall)
{
    cpts_json_open(json, '{');
    cpts_json_key_string(json, "id", fall->id);
    cpts_json_key_string(json, "name", fall->name);
    cpts_json_key_number(json, "area_m2", fall->area_m2);
    cpts_json_key_number(json, "population", fall->population);
    cpts_json_key_number(json, "area_share", fall->area_share);
    cpts_json_key_number(json, "population_share", fall->population_share);
    cpts_json_key_number(json, "territory_share", fall->territory_share);
    cpts_json_key_bool(json, "estimate", fall->is_estimate);
    cpts_json_close(json, '}');
}

const struct fall *cpts_falls_of(const struct against *against, size_t perimeter, size_t *count)
{
    size_t first = 0;
    while (first < against->fall_count && against->falls[first].perimeter < perimeter)
        first++;
    *count = 0;
    while (first + *count < against->fall_count &&
           against->falls[first + *count].perimeter == perimeter)
        (*count)++;
    return against->falls + first;
}

const char *cpts_fall_within(const struct fall *falls, size_t count)
{
    return count && falls[0].area_share >= 0.99 ? falls[0].id : "";
}

static void put_against(struct json *json, const struct cpts_report *report,
                        const struct against *against)
{
    cpts_json_item(json);
    cpts_json_key_string(json, "name", against->name);
    cpts_json_key_string(json, "source", against->source);
    cpts_json_key_open(json, "perimeters", '[');
    for (size_t p = 0; p < report->region->perimeters.count; p++) {
        size_t count;
        const struct fall *falls = cpts_falls_of(against, p, &count);
        cpts_json_item(json);
        cpts_json_key_string(json, "id", report->region->perimeters.id[p]);
        cpts_json_key_optional(json, "within", cpts_fall_within(falls, count));
        cpts_json_key_open(json, "territories", '[');
        for (size_t i = 0; i < count; i++)
            put_fall(json, &falls[i]);
        cpts_json_close(json, ']');
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
    cpts_json_close(json, '}');
}

void cpts_json_profile(struct json *json, const struct cpts_report *report)
{
    const struct profile *profile = &report->profile;
    if (profile->indicator_count)
        put_profile(json, report);
    if (!profile->against_count)
        return;
    cpts_json_line_open(json, "against", '[');
    for (size_t i = 0; i < profile->against_count; i++)
        put_against(json, report, &profile->against[i]);
    cpts_json_close(json, ']');
}
