/*
 * report.json: all that a check found, for programs. shapes/report.schema.json describes it.
 * Figures are unrounded, so that a reader can balance the books.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "common/clock.h"
#include "common/size_class.h"
#include "input/region/kept.h"
#include "output/output.h"
#include "output/text/snap_text.h"

size_t cpts_unclaimed_units(const struct cpts_report *report)
{
    size_t count = 0;
    for (size_t u = 0; u < report->region->units.count; u++)
        count += report->units[u].claim_count == 0;
    return count;
}

/* ---- head -------------------------------------------------------------------------------- */

static void put_head(struct json *json, const cpts_context *context)
{
    char text[32];
    cpts_output_time(context, text, sizeof text);
    cpts_json_tool(json);
    cpts_json_line(json);
    cpts_json_key_string(json, "generated_at", text);
    cpts_json_key_string(json, "run", context->run);
}

/* How a source was understood: a wrong guess must be seen. */
static void put_reading(struct json *json, const struct source *source)
{
    cpts_json_key_optional(json, "encoding", source->encoding);
    cpts_json_key_optional(json, "separator", source->separator);
    cpts_json_key_nonzero(json, "header_line", (double)source->header_line);
    cpts_json_key_open(json, "fields", '{');
    for (size_t i = 0; i < source->field_count; i++)
        cpts_json_key_string(json, source->fields[i].field, source->fields[i].column);
    cpts_json_close(json, '}');
}

static cpts_status put_inputs(struct json *json, struct cpts_region *region)
{
    cpts_json_line_open(json, "inputs", '[');
    for (size_t i = 0; i < region->source_count; i++) {
        struct source *source = &region->sources[i];
        cpts_status status = cpts_source_digest(region, source);
        if (status != CPTS_OK)
            return status;
        cpts_json_item(json);
        cpts_json_key_string(json, "path", source->path);
        cpts_json_key_optional(json, "layer", source->layer);
        cpts_json_key_string(json, "role", source->role);
        cpts_json_key_count(json, "features", source->features);
        cpts_json_key_optional(json, "crs", source->crs);
        cpts_json_key_optional(json, "sha256", source->sha256);
        put_reading(json, source);
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
    return CPTS_OK;
}

/* "signed,projet validé" as a list. */
static void put_statuses(struct json *json, const char *list)
{
    cpts_json_key_open(json, "statuses", '[');
    while (*list) {
        char item[256];
        const size_t size = strcspn(list, ",");
        snprintf(item, sizeof item, "%.*s", (int)(size < sizeof item ? size : sizeof item - 1),
                 list);
        cpts_json_string(json, item);
        list += size;
        list += *list == ',';
    }
    cpts_json_close(json, ']');
}

static void put_options(struct json *json, const struct cpts_report *report)
{
    cpts_json_line_open(json, "options", '{');
    cpts_json_key_optional(json, "analysis_crs", cpts_region_crs(report->region, NULL));
    cpts_json_key_number(json, "sliver_width_m", report->sliver_width_m);
    cpts_json_key_number(json, "snap_to_units",
                         report->snap_to_units > 0 ? report->snap_to_units : NAN);
    cpts_json_key_optional(json, "as_of", report->region->as_of);
    put_statuses(json, report->region->statuses);
    cpts_json_key_string(json, "fail_on", report->fail_on);
    cpts_json_close(json, '}');
    cpts_json_line(json);
    cpts_json_key_string(json, "verdict", cpts_verdict_word(report->verdict));
}

/* ---- totals ------------------------------------------------------------------------------ */

static void put_rule_counts(struct json *json, const char *key, const size_t *counts)
{
    cpts_json_key_open(json, key, '{');
    for (int r = 0; r < CPTS_RULE_COUNT; r++)
        cpts_json_key_count(json, cpts_rule_name((cpts_rule)r), counts[r]);
    cpts_json_close(json, '}');
}

static void put_multiplicities(struct json *json, const struct cpts_report *report)
{
    cpts_json_key_open(json, "by_claims", '[');
    for (size_t k = 0; k < report->multiplicity_count; k++) {
        cpts_json_open(json, '{');
        cpts_json_key_count(json, "claims", k);
        cpts_json_key_number(json, "area_m2", report->area_by_multiplicity_m2[k]);
        const double *population = report->population_by_multiplicity;
        cpts_json_key_number(json, "population",
                             population && report->region->units.has_population ? population[k]
                                                                                : NAN);
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
}

/* What is covered by perimeters of each life-cycle class or a firmer one. */
static void put_lives(struct json *json, const double *areas_m2, const double *populations,
                      double area_m2, double population)
{
    cpts_json_key_open(json, "by_life", '[');
    for (int life = 0; life < CPTS_LIFE_COUNT; life++) {
        cpts_json_open(json, '{');
        cpts_json_key_string(json, "life", cpts_life_name((cpts_life)life));
        cpts_json_key_number(json, "covered_area_m2", areas_m2[life]);
        cpts_json_key_number(json, "covered_population", populations[life]);
        cpts_json_key_number(json, "area_rate", area_m2 > 0 ? areas_m2[life] / area_m2 : 0);
        cpts_json_key_number(json, "population_rate",
                             population > 0 ? populations[life] / population : NAN);
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
}

void cpts_json_totals(struct json *json, const char *key, const struct cpts_report *report)
{
    const cpts_totals *totals = &report->totals;
    cpts_json_line_open(json, key, '{');
    cpts_json_key_count(json, "units", totals->units);
    cpts_json_key_count(json, "perimeters", totals->perimeters);
    cpts_json_key_number(json, "area_m2", totals->area_m2);
    cpts_json_key_number(json, "population", totals->population);
    cpts_json_key_number(json, "covered_area_m2", totals->covered_area_m2);
    cpts_json_key_number(json, "covered_population", totals->covered_population);
    cpts_json_key_number(json, "white_area_m2", totals->white_area_m2);
    cpts_json_key_number(json, "white_population", totals->white_population);
    cpts_json_key_number(json, "overlap_area_m2", totals->overlap_area_m2);
    cpts_json_key_number(json, "overlap_population", totals->overlap_population);
    cpts_json_key_number(json, "outside_area_m2", totals->outside_area_m2);
    cpts_json_key_number(json, "sliver_area_m2", totals->sliver_area_m2);
    cpts_json_key_number(json, "area_rate", totals->area_rate);
    cpts_json_key_number(json, "population_rate", totals->population_rate);
    cpts_json_key_open(json, "findings", '{');
    for (int s = 0; s < CPTS_SEVERITY_COUNT; s++)
        cpts_json_key_count(json, cpts_severity_name((cpts_severity)s), report->counts.findings[s]);
    cpts_json_close(json, '}');
    put_rule_counts(json, "by_rule", report->counts.by_rule);
    put_rule_counts(json, "slivers", report->counts.slivers);
    put_multiplicities(json, report);
    if (report->region->perimeters.has_lives)
        put_lives(json, report->counts.life_area_m2, report->counts.life_population,
                  totals->area_m2, totals->population);
    cpts_json_key_count(json, "left_out", report->region->left_out);
    cpts_json_close(json, '}');
}

/* ---- ISO 19157 --------------------------------------------------------------------------- */

static void put_measure(struct json *json, size_t id, const char *name, double value)
{
    cpts_json_item(json);
    cpts_json_key_count(json, "measure", id);
    cpts_json_key_string(json, "name", name);
    cpts_json_key_number(json, "value", value);
    cpts_json_close(json, '}');
}

/* The standard has no measure of its own for a territory shared in two: the nearest are given
 * beside the tool's figures. */
static void put_measures(struct json *json, const struct cpts_report *report)
{
    const cpts_totals *totals = &report->totals;
    const size_t *by_rule = report->counts.by_rule;
    size_t slivers = 0;
    for (int r = 0; r < CPTS_RULE_COUNT; r++)
        slivers += report->counts.slivers[r];
    const double unclaimed = (double)cpts_unclaimed_units(report);
    const double units = (double)totals->units;
    cpts_json_line_open(json, "iso19157", '[');
    put_measure(
        json, 4, "number of duplicate feature instances",
        (double)(by_rule[CPTS_RULE_DUPLICATE_CODE] + by_rule[CPTS_RULE_DUPLICATE_PERIMETER]));
    put_measure(json, 6, "number of missing items", unclaimed);
    put_measure(json, 7, "rate of missing items", units > 0 ? unclaimed / units : NAN);
    put_measure(json, 11, "number of invalid overlaps of surfaces",
                (double)by_rule[CPTS_RULE_OVERLAP]);
    put_measure(json, 25, "number of invalid slivers", (double)slivers);
    put_measure(json, 26, "number of invalid self-intersect errors",
                (double)(by_rule[CPTS_RULE_INVALID_UNIT] + by_rule[CPTS_RULE_INVALID_PERIMETER]));
    cpts_json_close(json, ']');
}

/* ---- records ----------------------------------------------------------------------------- */

static void put_claimed_units(struct json *json, const struct cpts_report *report,
                              const struct perimeter_result *result)
{
    const char *const *codes = report->region->units.code;
    const struct claim *claims = report->claims_by_perimeter + result->first_claim;
    cpts_json_key_open(json, "units_whole", '[');
    for (size_t i = 0; i < result->claim_count; i++)
        if (claims[i].share == 1)
            cpts_json_string(json, codes[claims[i].unit]);
    cpts_json_close(json, ']');
    cpts_json_key_open(json, "units_partial", '[');
    for (size_t i = 0; i < result->claim_count; i++) {
        if (claims[i].share == 1)
            continue;
        cpts_json_open(json, '{');
        cpts_json_key_string(json, "code", codes[claims[i].unit]);
        cpts_json_key_number(json, "share", claims[i].share);
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
}

/* What the sources say of it, in the columns that were asked for. */
static void put_kept(struct json *json, const struct cpts_region *region, size_t perimeter)
{
    cpts_json_key_open(json, "kept", '{');
    for (size_t i = 0; i < region->kept_count; i++) {
        const char *text = cpts_kept_text(region, perimeter, i);
        cpts_json_key_any(json, region->kept_names[i]);
        if (*text)
            cpts_json_string(json, text);
        else
            cpts_json_null(json);
    }
    cpts_json_close(json, '}');
}

static void put_perimeters(struct json *json, const struct cpts_report *report,
                           const struct size_classes *classes)
{
    const struct perimeters *perimeters = &report->region->perimeters;
    cpts_json_line_open(json, "perimeters", '[');
    for (size_t p = 0, snap = 0; p < perimeters->count; p++) {
        const struct perimeter_result *result = &report->perimeters[p];
        const size_t size_class =
            cpts_size_class(classes, result->population, result->unknown_units);
        cpts_json_item(json);
        cpts_json_key_string(json, "id", perimeters->id[p]);
        cpts_json_key_string(json, "name", perimeters->name[p]);
        cpts_json_key_optional(json, "status", perimeters->status[p]);
        cpts_json_key_string(json, "life", cpts_life_name(perimeters->life[p]));
        cpts_json_key_optional(json, "from", perimeters->from[p]);
        cpts_json_key_optional(json, "to", perimeters->to[p]);
        cpts_json_key_number(json, "area_m2", result->area_m2);
        cpts_json_key_number(json, "exclusive_area_m2", result->exclusive_area_m2);
        cpts_json_key_number(json, "contested_area_m2", result->contested_area_m2);
        cpts_json_key_number(json, "outside_area_m2", result->outside_area_m2);
        cpts_json_key_number(json, "population", result->population);
        cpts_json_key_number(json, "contested_population", result->contested_population);
        cpts_json_key_count(json, "unknown_population_units", result->unknown_units);
        cpts_json_key_nonzero(json, "size_class", (double)size_class);
        cpts_json_key_number(json, "yearly_ceiling_eur",
                             cpts_size_class_ceiling(classes, size_class));
        cpts_json_key_count(json, "parts", result->parts);
        put_claimed_units(json, report, result);
        if (report->snap_to_units > 0)
            cpts_json_snapped(json, report, p, &snap);
        if (report->region->kept_count)
            put_kept(json, report->region, p);
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
}

static void put_groups(struct json *json, const struct cpts_report *report)
{
    cpts_json_line_open(json, "groups", '[');
    for (size_t g = 0; g < report->group_count; g++) {
        const struct group_result *group = &report->groups[g];
        cpts_json_item(json);
        cpts_json_key_string(json, "group", group->group);
        cpts_json_key_count(json, "units", group->units);
        cpts_json_key_number(json, "area_m2", group->area_m2);
        cpts_json_key_number(json, "population", group->population);
        cpts_json_key_number(json, "white_area_m2", group->white_area_m2);
        cpts_json_key_number(json, "white_population", group->white_population);
        cpts_json_key_number(json, "overlap_area_m2", group->overlap_area_m2);
        cpts_json_key_number(json, "overlap_population", group->overlap_population);
        cpts_json_key_number(json, "area_rate", group->area_rate);
        cpts_json_key_number(json, "population_rate", group->population_rate);
        if (report->region->perimeters.has_lives)
            put_lives(json, group->life_area_m2, group->life_population, group->area_m2,
                      group->population);
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
}

static void put_edition(struct json *json, const struct cpts_region *region)
{
    cpts_json_line_open(json, "units_edition", '{');
    cpts_json_key_optional(json, "since", region->since);
    cpts_json_key_optional(json, "until", region->until);
    cpts_json_key_optional(json, "told_by", region->moves_source);
    cpts_json_close(json, '}');
}

/* Of lists: how many units they declare, repetitions included, and how many are understood. */
static void put_declared(struct json *json, const struct cpts_region *region)
{
    if (!region->declared_rows)
        return;
    cpts_json_line_open(json, "declared", '{');
    cpts_json_key_count(json, "units", region->declared_rows);
    cpts_json_key_count(json, "understood", region->understood_rows);
    cpts_json_close(json, '}');
}

/* Declared units that were not written as the unit layer writes them. */
static void put_readings(struct json *json, const struct cpts_region *region)
{
    cpts_json_line_open(json, "readings", '[');
    for (size_t i = 0; i < region->reading_count; i++) {
        const struct unit_reading *reading = &region->readings[i];
        cpts_json_item(json);
        cpts_json_key_string(json, "perimeter", region->perimeters.id[reading->perimeter]);
        cpts_json_key_optional(json, "path", reading->file);
        cpts_json_key_nonzero(json, "line", (double)reading->line);
        cpts_json_key_string(json, "text", reading->text);
        cpts_json_key_string(json, "unit", reading->unit);
        cpts_json_key_string(json, "how", reading->how);
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
}

static void put_units(struct json *json, const struct cpts_report *report)
{
    const struct units *units = &report->region->units;
    const char *const *ids = report->region->perimeters.id;
    cpts_json_line_open(json, "units", '[');
    for (size_t u = 0; u < units->count; u++) {
        const struct unit_result *result = &report->units[u];
        const struct claim *claims = report->claims + result->first_claim;
        cpts_json_item(json);
        cpts_json_key_string(json, "code", units->code[u]);
        cpts_json_key_string(json, "name", units->name[u]);
        cpts_json_key_number(json, "population", units->population[u]);
        cpts_json_key_number(json, "area_m2", result->area_m2);
        cpts_json_key_open(json, "claims", '[');
        for (size_t i = 0; i < result->claim_count; i++) {
            cpts_json_open(json, '{');
            cpts_json_key_string(json, "perimeter", ids[claims[i].perimeter]);
            cpts_json_key_number(json, "share", claims[i].share);
            cpts_json_close(json, '}');
        }
        cpts_json_close(json, ']');
        cpts_json_key_number(json, "white_share",
                             result->area_m2 > 0 ? result->white_area_m2 / result->area_m2 : NAN);
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
}

static void put_findings(struct json *json, const struct cpts_report *report)
{
    cpts_json_line_open(json, "findings", '[');
    for (size_t i = 0; i < report->finding_count; i++) {
        cpts_json_item(json);
        cpts_json_finding(json, &report->findings[i]);
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
}

/* Which table of size classes the figures are of. */
static void put_size_classes(struct json *json, const struct size_classes *classes)
{
    cpts_json_line_open(json, "size_classes", '[');
    for (size_t c = 0; c < classes->count; c++) {
        cpts_json_open(json, '{');
        cpts_json_key_count(json, "size_class", c + 1);
        cpts_json_key_number(json, "from_inhabitants", classes->from_inhabitants[c]);
        cpts_json_key_number(json, "yearly_ceiling_eur", classes->yearly_ceiling_eur[c]);
        cpts_json_key_optional(json, "source", classes->source);
        cpts_json_key_optional(json, "date", classes->date);
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
}

cpts_status cpts_json_open_report(struct json *json, const struct cpts_report *report)
{
    struct size_classes classes;
    cpts_json_open(json, '{');
    put_head(json, report->region->context);
    cpts_status status = put_inputs(json, report->region);
    if (status == CPTS_OK)
        put_options(json, report);
    if (status == CPTS_OK)
        status = cpts_size_classes_in_force(&classes, report->region);
    if (status == CPTS_OK)
        put_size_classes(json, &classes);
    return status;
}

cpts_status cpts_write_json_head(const struct cpts_report *report, struct output_file *file)
{
    struct json json = {.file = file};
    const cpts_status status = cpts_json_open_report(&json, report);
    cpts_json_close(&json, '}');
    return status;
}

cpts_status cpts_write_json(const struct cpts_report *report, struct output_file *file)
{
    struct json json = {.file = file};
    struct size_classes classes;
    cpts_status status = cpts_size_classes_in_force(&classes, report->region);
    if (status != CPTS_OK)
        return status;
    status = cpts_json_open_report(&json, report);
    if (status != CPTS_OK)
        return status;
    cpts_json_totals(&json, "totals", report);
    put_measures(&json, report);
    put_perimeters(&json, report, &classes);
    if (report->region->lands)
        cpts_json_territories(&json, report);
    put_groups(&json, report);
    put_units(&json, report);
    put_edition(&json, report->region);
    put_declared(&json, report->region);
    put_readings(&json, report->region);
    put_findings(&json, report);
    if (report->accepted_count)
        cpts_json_accepted(&json, report);
    cpts_json_profile(&json, report);
    if (report->past.is_kept)
        cpts_json_past(&json, &report->past);
    cpts_json_end(&json);
    return CPTS_OK;
}
