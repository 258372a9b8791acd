#include "outcome.h"

#include <errno.h>
#include <json-c/json.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "snapped.h"

static char *text_copy(const char *text)
{
    return need(strdup(text));
}

static size_t find_perimeter(const struct scene *scene, const char *id)
{
    for (size_t i = 0; id && i < scene->perimeter_count; i++)
        if (strcmp(scene->perimeters[i].id, id) == 0)
            return i;
    return SIZE_MAX;
}

static size_t find_unit(const struct scene *scene, const char *code)
{
    for (size_t i = 0; code && i < scene->unit_count; i++)
        if (strcmp(scene->units[i].code, code) == 0)
            return i;
    return SIZE_MAX;
}

/* ---- handing the scene over ---------------------------------------------------------------- */

static cpts_status hand_over(cpts_region *region, const struct scene *scene)
{
    cpts_status status = CPTS_OK;
    GEOSWKBWriter *writer = need(GEOSWKBWriter_create());
    for (size_t i = 0; i < scene->unit_count && status == CPTS_OK; i++) {
        const struct scene_unit *unit = &scene->units[i];
        size_t size;
        unsigned char *wkb = need(GEOSWKBWriter_write(writer, unit->shape, &size));
        status = cpts_region_add_unit(region, unit->code, unit->name, unit->group, unit->population,
                                      wkb, size);
        GEOSFree(wkb);
    }
    for (size_t i = 0; i < scene->piece_count && status == CPTS_OK; i++) {
        const struct scene_perimeter *perimeter = &scene->perimeters[scene->pieces[i].perimeter];
        size_t size;
        unsigned char *wkb = need(GEOSWKBWriter_write(writer, scene->pieces[i].shape, &size));
        status = cpts_region_add_perimeter(region, perimeter->id, perimeter->name, wkb, size);
        GEOSFree(wkb);
    }
    for (size_t i = 0; i < scene->declared_count && status == CPTS_OK; i++) {
        const struct scene_declared *declared = &scene->declared[i];
        const struct scene_perimeter *perimeter = &scene->perimeters[declared->perimeter];
        status = cpts_region_declare_unit(region, perimeter->id, perimeter->name, declared->code);
    }
    GEOSWKBWriter_destroy(writer);
    return status;
}

/* ---- reading the report -------------------------------------------------------------------- */

static char *take_finding(struct outcome_finding *out, const cpts_finding *finding,
                          const struct scene *scene)
{
    *out = (struct outcome_finding){.id = text_copy(finding->id),
                                    .rule = finding->rule,
                                    .severity = finding->severity,
                                    .sliver = finding->sliver,
                                    .touches = need(calloc(scene->unit_count + 1, sizeof(bool))),
                                    .unit_count = finding->unit_count,
                                    .whole_unit_count = finding->whole_unit_count,
                                    .area_m2 = finding->area_m2,
                                    .width_m = finding->width_m,
                                    .border_m = finding->border_m,
                                    .population = finding->population,
                                    .population_is_estimate = finding->population_is_estimate,
                                    .in_order = true};
    for (size_t i = 0; i < finding->perimeter_count; i++) {
        const size_t p = find_perimeter(scene, finding->perimeters[i]);
        if (p == SIZE_MAX)
            return text_copy("a finding names a perimeter that does not exist");
        if (i && strcmp(finding->perimeters[i - 1], finding->perimeters[i]) >= 0)
            out->in_order = false;
        out->claimants |= UINT64_C(1) << p;
    }
    for (size_t i = 0; i < finding->unit_count; i++) {
        const size_t u = find_unit(scene, finding->units[i]);
        if (u == SIZE_MAX)
            return text_copy("a finding names a unit that does not exist");
        if (i && strcmp(finding->units[i - 1], finding->units[i]) >= 0)
            out->in_order = false;
        out->touches[u] = true;
    }
    return NULL;
}

static char *take_findings(struct outcome *outcome, const cpts_report *report,
                           const struct scene *scene)
{
    outcome->totals = *cpts_report_totals(report);
    for (cpts_severity s = 0; s < CPTS_SEVERITY_COUNT; s++)
        outcome->counts.findings[s] = cpts_report_severity_count(report, s);
    for (cpts_rule r = 0; r < CPTS_RULE_COUNT; r++) {
        outcome->counts.by_rule[r] = cpts_report_rule_count(report, r);
        outcome->counts.slivers[r] = cpts_report_sliver_count(report, r);
    }
    outcome->compliant = cpts_report_verdict(report) == CPTS_VERDICT_COMPLIANT;
    const size_t count = cpts_report_finding_count(report);
    outcome->findings = need(calloc(count + 1, sizeof *outcome->findings));
    char *why = NULL;
    for (size_t i = 0; i < count && !why; i++, outcome->finding_count++)
        why = take_finding(&outcome->findings[i], cpts_report_finding(report, i), scene);
    return why;
}

static double number(json_object *object, const char *key)
{
    json_object *value;
    if (!json_object_object_get_ex(object, key, &value) || !value)
        return NAN;
    return json_object_get_double(value);
}

static const char *string(json_object *object, const char *key)
{
    json_object *value;
    return json_object_object_get_ex(object, key, &value) ? json_object_get_string(value) : NULL;
}

static char *take_units(struct outcome *outcome, json_object *units, const struct scene *scene)
{
    for (size_t i = 0; i < json_object_array_length(units); i++) {
        json_object *unit = json_object_array_get_idx(units, i), *claims;
        const size_t u = find_unit(scene, string(unit, "code"));
        if (u == SIZE_MAX || outcome->units[u].reported)
            return text_copy("report.json has an unknown unit, or one twice");
        outcome->units[u] =
            (struct outcome_unit){true, number(unit, "area_m2"), number(unit, "white_share")};
        if (!json_object_object_get_ex(unit, "claims", &claims))
            return text_copy("report.json has a unit without claims");
        for (size_t k = 0; k < json_object_array_length(claims); k++) {
            json_object *claim = json_object_array_get_idx(claims, k);
            const size_t p = find_perimeter(scene, string(claim, "perimeter"));
            if (p == SIZE_MAX)
                return text_copy("report.json has a claim of an unknown perimeter");
            outcome->share[u * scene->perimeter_count + p] += number(claim, "share");
        }
    }
    return NULL;
}

static char *take_perimeters(struct outcome *outcome, json_object *perimeters,
                             const struct scene *scene)
{
    for (size_t i = 0; i < json_object_array_length(perimeters); i++) {
        json_object *perimeter = json_object_array_get_idx(perimeters, i);
        const size_t p = find_perimeter(scene, string(perimeter, "id"));
        if (p == SIZE_MAX || outcome->perimeters[p].reported)
            return text_copy("report.json has an unknown perimeter, or one twice");
        outcome->perimeters[p] =
            (struct outcome_perimeter){true,
                                       number(perimeter, "area_m2"),
                                       number(perimeter, "exclusive_area_m2"),
                                       number(perimeter, "contested_area_m2"),
                                       number(perimeter, "outside_area_m2"),
                                       number(perimeter, "population"),
                                       number(perimeter, "contested_population")};
    }
    return NULL;
}

static char *take_json(struct outcome *outcome, const char *path, const struct scene *scene)
{
    json_object *root = json_object_from_file(path), *units, *perimeters;
    if (!root)
        return text_copy("report.json is not JSON");
    outcome->units = need(calloc(scene->unit_count + 1, sizeof *outcome->units));
    outcome->perimeters = need(calloc(scene->perimeter_count + 1, sizeof *outcome->perimeters));
    outcome->share = need(calloc(scene->unit_count * scene->perimeter_count + 1, sizeof(double)));
    char *why = NULL;
    if (!json_object_object_get_ex(root, "units", &units) ||
        !json_object_object_get_ex(root, "perimeters", &perimeters))
        why = text_copy("report.json has no units or no perimeters");
    if (!why)
        why = take_units(outcome, units, scene);
    if (!why)
        why = take_perimeters(outcome, perimeters, scene);
    json_object_put(root);
    return why;
}

static char *read_whole(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    char *text = NULL;
    size_t capacity = 0;
    *size = 0;
    for (size_t got = 1; got; *size += got) {
        if (*size == capacity)
            text = need(realloc(text, (capacity = capacity ? capacity * 2 : 65536) + 1));
        got = fread(text + *size, 1, capacity - *size, file);
    }
    text[*size] = '\0';
    fclose(file);
    return text;
}

static char *take_files(struct outcome *outcome, const cpts_report *report,
                        const struct scene *scene, const struct outcome_options *options,
                        const cpts_context *context)
{
    char path[4096];
    char *why = NULL;
    if (options->with_json) {
        snprintf(path, sizeof path, "%s/report.json", options->folder);
        if (cpts_report_write(report, CPTS_FORMAT_JSON, path) != CPTS_OK)
            return text_copy(cpts_context_message(context));
        why = take_json(outcome, path, scene);
        unlink(path);
    }
    if (options->with_geojson && !why) {
        snprintf(path, sizeof path, "%s/conflicts.geojson", options->folder);
        if (cpts_report_write(report, CPTS_FORMAT_GEOJSON, path) != CPTS_OK)
            return text_copy(cpts_context_message(context));
        outcome->geojson = read_whole(path, &outcome->geojson_size);
        if (!outcome->geojson)
            why = text_copy("conflicts.geojson was not written");
        unlink(path);
    }
    return why;
}

/* ---- the whole ----------------------------------------------------------------------------- */

static char *check(struct outcome *outcome, cpts_context *context, const struct scene *scene,
                   const struct outcome_options *options)
{
    cpts_check_options check_options = CPTS_CHECK_OPTIONS_INIT;
    check_options.sliver_width_m = options->sliver_width_m;
    cpts_context_set_jobs(context, options->jobs);
    cpts_region *region = NULL;
    cpts_report *report = NULL;
    char *why = NULL;
    if (cpts_region_new(&region, context, "EPSG:2154") != CPTS_OK ||
        hand_over(region, scene) != CPTS_OK ||
        cpts_check(&report, region, &check_options) != CPTS_OK)
        why = text_copy(cpts_context_message(context));
    if (!why)
        why = take_findings(outcome, report, scene);
    if (!why)
        why = take_files(outcome, report, scene, options, context);
    const char *amiss = why || !options->with_json ? NULL : snapped_amiss(region, &check_options);
    if (amiss)
        why = text_copy(amiss);
    cpts_report_free(report);
    cpts_region_free(region);
    return why;
}

struct outcome *outcome_make(const struct scene *scene, const struct outcome_options *options,
                             char **why)
{
    struct outcome *outcome = need(calloc(1, sizeof *outcome));
    outcome->unit_count = scene->unit_count;
    outcome->perimeter_count = scene->perimeter_count;
    cpts_context *context;
    if (cpts_context_new(&context) != CPTS_OK)
        give_up("no context");
    *why = check(outcome, context, scene, options);
    cpts_context_free(context);
    if (!*why)
        return outcome;
    outcome_free(outcome);
    return NULL;
}

void outcome_free(struct outcome *outcome)
{
    if (!outcome)
        return;
    for (size_t i = 0; i < outcome->finding_count; i++) {
        free(outcome->findings[i].id);
        free(outcome->findings[i].touches);
    }
    free(outcome->findings);
    free(outcome->units);
    free(outcome->perimeters);
    free(outcome->share);
    free(outcome->geojson);
    free(outcome);
}
