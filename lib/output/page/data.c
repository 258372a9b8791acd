/*
 * What the scripts of the page work on: report.json with indexes instead of codes and with the
 * figures rounded as a page shows them, the drawing, and the texts in the language of the page.
 */
#include <math.h>

#include "common/clock.h"
#include "common/departments.h"
#include "output/output.h"
#include "output/page/files.h"
#include "output/page/map.h"
#include "output/page/page.h"
#include "output/sheet/name.h"
#include "output/text/french.h"
#include "output/text/history_text.h"
#include "output/text/place_title.h"

struct page_data {
    struct page *page;
    const struct cpts_report *report;
    struct page_map map;
    struct json json;
};

/* Rounded to `decimals`: a page shows no more digits, and unrounded numbers would double its
 * size. */
static void put_rounded(struct json *json, double value, int decimals)
{
    const double scale = pow(10, decimals);
    cpts_json_number(json, round(value * scale) / scale);
}

static void put_index(struct json *json, uint32_t index)
{
    if (index != CPTS_NONE)
        cpts_json_count(json, index);
}

static void put_base64(struct page_data *data, const char *key, const struct bytes *bytes)
{
    cpts_json_key(&data->json, key);
    cpts_page_put(data->page, "\"");
    cpts_page_base64(data->page, bytes);
    cpts_page_put(data->page, "\"");
    data->json.has_sibling = true;
}

/* ---- texts ------------------------------------------------------------------------------- */

/* As cpts_page_text does, in the data. */
static void put_spaced(struct page_data *data, const char *text)
{
    char *spaced = data->page->is_french ? cpts_french_spaces(text) : NULL;
    cpts_json_string(&data->json, spaced ? spaced : text);
    cpts_array_free(spaced);
}

static void put_said(struct page_data *data, const char *text)
{
    char said[CPTS_SAID_BYTES];
    put_spaced(data, cpts_said(said, &data->page->prose, text));
}

static void put_texts(struct page_data *data)
{
    struct json *json = &data->json;
    cpts_json_key_open(json, "texts", '{');
    for (const struct page_text *text = cpts_page_texts(); text->one; text++) {
        cpts_json_line(json);
        cpts_json_string(json, text->one);
        cpts_file_char(json->file, ':');
        json->has_sibling = false;
        if (!text->many) {
            put_said(data, _(text->one));
            continue;
        }
        cpts_json_open(json, '[');
        put_said(data, P_(text->one, text->many, 1));
        put_said(data, P_(text->one, text->many, 2));
        put_said(data, P_(text->one, text->many, 0));
        cpts_json_close(json, ']');
    }
    cpts_json_close(json, '}');
}

/* The names of rules and severities, as the page says them. */
static void put_rules(struct page_data *data)
{
    struct json *json = &data->json;
    cpts_json_line_open(json, "rules", '[');
    for (int r = 0; r < CPTS_RULE_COUNT; r++) {
        cpts_json_open(json, '[');
        cpts_json_string(json, cpts_rule_name((cpts_rule)r));
        put_said(data, cpts_rule_title((cpts_rule)r));
        cpts_json_close(json, ']');
    }
    cpts_json_close(json, ']');
    cpts_json_key_open(json, "severities", '[');
    for (int s = 0; s < CPTS_SEVERITY_COUNT; s++) {
        cpts_json_open(json, '[');
        cpts_json_string(json, cpts_severity_name((cpts_severity)s));
        cpts_json_string(json, cpts_severity_words((cpts_severity)s));
        cpts_json_close(json, ']');
    }
    cpts_json_close(json, ']');
}

static void put_classes(struct json *json, const struct size_classes *classes)
{
    cpts_json_key_open(json, "size_classes", '[');
    for (size_t c = 0; c < classes->count; c++) {
        cpts_json_open(json, '[');
        cpts_json_number(json, classes->from_inhabitants[c]);
        cpts_json_number(json, classes->yearly_ceiling_eur[c]);
        cpts_json_close(json, ']');
    }
    cpts_json_close(json, ']');
    char date[64], source[sizeof classes->source + sizeof date + 2];
    snprintf(source, sizeof source, "%s%s%s", classes->source,
             *classes->source && *classes->date ? ", " : "",
             cpts_date_words(date, sizeof date, classes->date));
    cpts_json_key_string(json, "size_source", source);
}

/* The title, the date, the names of the groups that are départements, and the totals that a
 * scenario starts from: inhabitants, or areas where nobody is counted. */
static void put_place(struct page_data *data)
{
    const struct cpts_report *report = data->report;
    const cpts_totals *totals = &report->totals;
    const bool inhabited = data->page->has_population;
    struct json *json = &data->json;
    char title[CPTS_TITLE_BYTES], made[32], date[64];
    cpts_output_time(report->region->context, made, sizeof made);
    cpts_json_line(json);
    cpts_json_key_string(json, "title", cpts_place_title(report, title));
    cpts_json_key_string(json, "made", cpts_date_words(date, sizeof date, made));
    cpts_json_key_optional(json, "sheets", data->report->region->context->print.sheets);
    cpts_json_key_open(json, "groups", '{');
    for (size_t g = 0; g < report->group_count; g++) {
        const char *name = cpts_group_department(report->region, report->groups[g].group);
        if (name)
            cpts_json_key_string(json, report->groups[g].group, name);
    }
    cpts_json_close(json, '}');
    cpts_json_key_open(json, "totals", '{');
    cpts_json_key_number(json, "white",
                         inhabited ? totals->white_population : totals->white_area_m2);
    cpts_json_key_number(json, "overlap",
                         inhabited ? totals->overlap_population : totals->overlap_area_m2);
    cpts_json_close(json, '}');
}

/* ---- units and perimeters ---------------------------------------------------------------- */

/* Fine enough for the inhabitants of a city to be counted one by one in what is made of it. */
static void put_share(struct json *json, double part, double whole)
{
    put_rounded(json, whole > 0 ? part / whole : 0, 7);
}

static void put_unit(struct page_data *data, size_t u)
{
    const struct units *units = &data->report->region->units;
    const struct unit_result *result = &data->report->units[u];
    struct json *json = &data->json;
    cpts_json_line(json);
    cpts_json_open(json, '[');
    cpts_json_string(json, units->code[u]);
    cpts_json_string(json, units->name[u]);
    cpts_json_string(json, units->group[u]);
    cpts_json_whole(json, units->population[u]);
    put_rounded(json, result->area_m2, 0);
    put_share(json, result->white_area_m2, result->area_m2);
    if (result->overlap_area_m2 > 0)
        put_share(json, result->overlap_area_m2, result->area_m2);
    cpts_json_close(json, ']');
}

static void put_perimeter(struct page_data *data, size_t p)
{
    const struct perimeters *perimeters = &data->report->region->perimeters;
    const struct perimeter_result *result = &data->report->perimeters[p];
    const struct claim *claims = data->report->claims_by_perimeter + result->first_claim;
    struct json *json = &data->json;
    cpts_json_item(json);
    cpts_json_key_string(json, "id", perimeters->id[p]);
    cpts_json_key_string(json, "name", perimeters->name[p]);
    cpts_json_key_optional(json, "status", perimeters->status[p]);
    cpts_json_key_optional(json, "from", perimeters->from[p]);
    cpts_json_key_optional(json, "to", perimeters->to[p]);
    cpts_json_key_number(json, "pieces", (double)result->parts);
    if (data->report->region->context->print.sheets) {
        char name[CPTS_SHEET_NAME_BYTES];
        cpts_sheet_name(name, perimeters->id[p], p);
        cpts_json_key_string(json, "sheet", name);
    }
    if (data->page->has_population) {
        cpts_json_key_number(json, "population", result->population);
        cpts_json_key_number(json, "contested", round(result->contested_population));
    }
    cpts_json_key_number(json, "area_m2", round(result->area_m2));
    cpts_json_key_open(json, "whole", '[');
    for (size_t i = 0; i < result->claim_count; i++)
        if (claims[i].share == 1)
            cpts_json_count(json, claims[i].unit);
    cpts_json_close(json, ']');
    cpts_json_key_open(json, "partial", '[');
    for (size_t i = 0; i < result->claim_count; i++)
        if (claims[i].share != 1) {
            cpts_json_count(json, claims[i].unit);
            put_rounded(json, claims[i].share, 7);
        }
    cpts_json_close(json, ']');
    cpts_json_close(json, '}');
}

static void put_records(struct page_data *data)
{
    struct json *json = &data->json;
    cpts_json_line_open(json, "units", '[');
    for (size_t u = 0; u < data->report->region->units.count; u++)
        put_unit(data, u);
    cpts_json_close(json, ']');
    cpts_json_line_open(json, "perimeters", '[');
    for (size_t p = 0; p < data->report->region->perimeters.count; p++)
        put_perimeter(data, p);
    cpts_json_close(json, ']');
}

/* ---- findings ---------------------------------------------------------------------------- */

/* What the history and who accepts it say of a finding; nothing when they say nothing. */
static void put_past(struct json *json, const cpts_finding *finding)
{
    const cpts_acceptance *acceptance = finding->acceptance;
    const bool has_state = !finding->sliver && finding->state != CPTS_STATE_NONE;
    if (!has_state && !acceptance)
        return;
    cpts_json_string(json, has_state ? cpts_state_name(finding->state) : "");
    cpts_json_string(json, has_state ? cpts_state_label(finding->state) : "");
    cpts_json_string(json, has_state && finding->first_seen ? finding->first_seen : "");
    if (!acceptance)
        return;
    cpts_json_string(json, acceptance->by);
    cpts_json_string(json, acceptance->until ? acceptance->until : "");
    cpts_json_string(json, acceptance->reason);
}

/* The page makes up the sentence of a sliver itself: of a country there are thousands. */
static void put_finding(struct page_data *data, size_t f)
{
    const cpts_finding *finding = &data->report->findings[f];
    struct json *json = &data->json;
    cpts_json_line(json);
    cpts_json_open(json, '[');
    cpts_json_string(json, finding->sliver ? "" : finding->id);
    cpts_json_count(json, finding->rule);
    cpts_json_count(json, finding->severity);
    cpts_json_count(json, finding->sliver);
    cpts_json_open(json, '[');
    for (size_t i = 0; i < finding->perimeter_count; i++)
        put_index(json, cpts_page_map_perimeter(&data->map, data->report, finding->perimeters[i]));
    cpts_json_close(json, ']');
    cpts_json_open(json, '[');
    for (size_t i = 0; i < finding->unit_count; i++)
        put_index(json, cpts_page_map_unit(&data->map, data->report, finding->units[i]));
    cpts_json_close(json, ']');
    put_rounded(json, finding->area_m2, finding->area_m2 < 100 ? 2 : 0);
    put_rounded(json, finding->width_m, 1);
    cpts_json_whole(json, finding->population);
    cpts_json_count(json, finding->population_is_estimate);
    cpts_json_count(json, data->map.finding_is_units[f]);
    put_spaced(data, finding->sliver ? "" : finding->message);
    put_past(json, finding);
    cpts_json_close(json, ']');
}

static void put_findings(struct page_data *data)
{
    cpts_json_line_open(&data->json, "findings", '[');
    for (size_t f = 0; f < data->report->finding_count; f++)
        put_finding(data, f);
    cpts_json_close(&data->json, ']');
}

static void put_units(struct page_data *data, const char *key, const char *const *codes,
                      size_t count)
{
    cpts_json_key_open(&data->json, key, '[');
    for (size_t i = 0; i < count; i++)
        put_index(&data->json, cpts_page_map_unit(&data->map, data->report, codes[i]));
    cpts_json_close(&data->json, ']');
}

static void put_declared_changes(struct page_data *data)
{
    const struct past *past = &data->report->past;
    struct json *json = &data->json;
    if (!past->change_count)
        return;
    cpts_json_line_open(json, "changes", '[');
    for (size_t i = 0; i < past->change_count; i++) {
        const struct declared_change *change = &past->changes[i];
        cpts_json_open(json, '{');
        cpts_json_key_string(json, "name", change->name);
        put_units(data, "gained", change->gained, change->gained_count);
        put_units(data, "lost", change->lost, change->lost_count);
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
}

/* ---- the whole --------------------------------------------------------------------------- */

static void put_map(struct page_data *data)
{
    struct json *json = &data->json;
    cpts_json_line_open(json, "map", '{');
    cpts_json_key_number(json, "quantum_m", data->map.topology.quantum_m);
    put_base64(data, "arcs", &data->map.arcs);
    put_base64(data, "features", &data->map.features);
    cpts_json_close(json, '}');
}

static cpts_status put_ground(struct page_data *data)
{
    const struct map_ground *ground = data->report->region->ground;
    struct bytes paths = {.data = NULL};
    if (!ground)
        return CPTS_OK;
    cpts_page_ground_paths(&paths, &data->map.topology, ground);
    cpts_json_line_open(&data->json, "ground", '{');
    cpts_page_ground(&data->json, &data->map.topology, ground);
    put_base64(data, "paths", &paths);
    cpts_json_close(&data->json, '}');
    const cpts_status status = paths.is_short ? cpts_fail_memory(data->page->context) : CPTS_OK;
    cpts_bytes_free(&paths);
    return status;
}

cpts_status cpts_page_data(struct page *page)
{
    struct page_data data = {
        .page = page, .report = page->report, .json = {.file = page->file, .in_html = true}};
    cpts_status status = cpts_page_map_new(&data.map, page->report);
    if (status == CPTS_OK) {
        cpts_json_open(&data.json, '{');
        put_texts(&data);
        put_rules(&data);
        put_classes(&data.json, &page->classes);
        put_place(&data);
        put_records(&data);
        put_findings(&data);
        put_declared_changes(&data);
        put_map(&data);
        status = put_ground(&data);
        cpts_json_close(&data.json, '}');
    }
    cpts_page_map_free(&data.map);
    return status;
}
