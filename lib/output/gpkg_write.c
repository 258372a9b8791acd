/*
 * coverage.gpkg: the layers of a check as QGIS opens them, drawn, and the tables of report.json.
 * Columns are named as the contract names the fields; lists are texts in JSON.
 */
#include <math.h>
#include <stdlib.h>

#include "../common/clock.h"
#include "../common/size_class.h"
#include "drawings.h"
#include "gpkg.h"
#include "output.h"

static const struct gpkg_column finding_columns[] = {
    {"id", "TEXT", N_("Identifier")},
    {"rule", "TEXT", N_("Rule")},
    {"severity", "TEXT", N_("Severity")},
    {"sliver", "BOOLEAN", N_("Sliver")},
    {"perimeters", "TEXT", N_("CPTS (identifiers)")},
    {"perimeter_names", "TEXT", N_("CPTS")},
    {"units", "TEXT", N_("Units (codes)")},
    {"unit_names", "TEXT", N_("Units")},
    {"unit_count", "INTEGER", N_("Number of units")},
    {"whole_unit_count", "INTEGER", N_("Whole units")},
    {"area_m2", "REAL", N_("Area (m²)")},
    {"width_m", "REAL", N_("Width (m)")},
    {"border_m", "REAL", N_("Border (m)")},
    {"population", "INTEGER", N_("Inhabitants")},
    {"population_basis", "TEXT", N_("Inhabitants: how counted")},
    {"message", "TEXT", N_("Message")},
    {"state", "TEXT", N_("State")},
    {"first_seen", "TEXT", N_("First seen")},
    {"caused_by", "TEXT", N_("Caused by (identifiers)")},
    {"accepted", "TEXT", N_("Accepted: reason")},
    {"accepted_by", "TEXT", N_("Accepted by")},
    {"accepted_until", "TEXT", N_("Accepted until")},
    {.name = NULL},
};

static const struct gpkg_column perimeter_columns[] = {
    {"id", "TEXT", N_("Identifier")},
    {"name", "TEXT", N_("Name")},
    {"status", "TEXT", N_("Status")},
    {"area_m2", "REAL", N_("Area (m²)")},
    {"exclusive_area_m2", "REAL", N_("Area claimed by it alone (m²)")},
    {"contested_area_m2", "REAL", N_("Contested area (m²)")},
    {"outside_area_m2", "REAL", N_("Area outside the region (m²)")},
    {"population", "INTEGER", N_("Inhabitants")},
    {"contested_population", "INTEGER", N_("Contested inhabitants")},
    {"size_class", "INTEGER", N_("Size class")},
    {"parts", "INTEGER", N_("Number of pieces")},
    {"units_whole", "INTEGER", N_("Whole units")},
    {"units_partial", "INTEGER", N_("Partial units")},
    {"life", "TEXT", N_("Class of life")},
    {"yearly_ceiling_eur", "REAL", N_("Yearly ceiling (euros)")},
    {.name = NULL},
};

static const struct gpkg_column unit_columns[] = {
    {"code", "TEXT", N_("Code")},
    {"name", "TEXT", N_("Name")},
    {"group", "TEXT", N_("Group")},
    {"population", "INTEGER", N_("Inhabitants")},
    {"area_m2", "REAL", N_("Area (m²)")},
    {"claims", "INTEGER", N_("Claimants")},
    {"max_claims", "INTEGER", N_("Most claims on one place")},
    {"claim_count", "INTEGER", N_("Claims, slivers left out")},
    {"perimeters", "TEXT", N_("CPTS (identifiers)")},
    {"perimeter_names", "TEXT", N_("CPTS")},
    {"white_share", "REAL", N_("White share")},
    {"overlap_share", "REAL", N_("Overlap share")},
    {.name = NULL},
};

/* ---- findings ---------------------------------------------------------------------------- */

static void put_finding(struct gpkg *gpkg, const cpts_finding *finding)
{
    const char *basis = finding->population_is_estimate ? "area-share" : "units";
    cpts_gpkg_text(gpkg, finding->id);
    cpts_gpkg_text(gpkg, cpts_rule_name(finding->rule));
    cpts_gpkg_text(gpkg, cpts_severity_name(finding->severity));
    cpts_gpkg_count(gpkg, finding->sliver);
    cpts_gpkg_texts(gpkg, finding->perimeters, finding->perimeter_count);
    cpts_gpkg_texts(gpkg, finding->perimeter_names, finding->perimeter_count);
    cpts_gpkg_texts(gpkg, finding->units, finding->unit_count);
    cpts_gpkg_texts(gpkg, finding->unit_names, finding->unit_count);
    cpts_gpkg_count(gpkg, finding->unit_count);
    cpts_gpkg_count(gpkg, finding->whole_unit_count);
    cpts_gpkg_number(gpkg, finding->area_m2);
    cpts_gpkg_number(gpkg, finding->width_m);
    cpts_gpkg_number(gpkg, finding->border_m);
    cpts_gpkg_whole(gpkg, finding->population);
    cpts_gpkg_text(gpkg, isfinite(finding->population) ? basis : NULL);
    cpts_gpkg_text(gpkg, finding->message);
    cpts_gpkg_optional(gpkg, cpts_state_name(finding->state));
    cpts_gpkg_text(gpkg, finding->first_seen);
    if (finding->cause_count)
        cpts_gpkg_texts(gpkg, finding->causes, finding->cause_count);
    else
        cpts_gpkg_text(gpkg, NULL);
    const cpts_acceptance *acceptance = finding->acceptance;
    cpts_gpkg_text(gpkg, acceptance ? acceptance->reason : NULL);
    cpts_gpkg_text(gpkg, acceptance ? acceptance->by : NULL);
    cpts_gpkg_optional(gpkg, acceptance ? acceptance->until : NULL);
    cpts_gpkg_row(gpkg);
}

enum finding_layer { OVERLAPS, WHITE_ZONES, OUTSIDE, SLIVERS, BASE_DEFECTS, DECLARATIONS, LAYERS };

static const struct gpkg_table finding_layers[LAYERS] = {
    [OVERLAPS] = {"overlaps", N_("Overlaps"), N_("places claimed by two CPTS or more"),
                  finding_columns, true},
    [WHITE_ZONES] = {"white_zones", N_("White zones"), N_("places claimed by no CPTS"),
                     finding_columns, true},
    [OUTSIDE] = {"outside", N_("Outside the region"), N_("places claimed outside the region"),
                 finding_columns, true},
    [SLIVERS] = {"slivers", N_("Slivers"),
                 N_("overlaps, white zones and outsides narrower than the sliver width: two "
                    "drawings of the same border"),
                 finding_columns, true},
    [BASE_DEFECTS] = {"base_defects", N_("Defects of the base layer"),
                      N_("units that overlap each other, gaps between units, invalid units"),
                      finding_columns, true},
    [DECLARATIONS] = {"declarations", N_("Findings without a place"),
                      N_("findings about codes and declarations"), finding_columns, false},
};

static enum finding_layer layer_of(const struct cpts_report *report, size_t i)
{
    const cpts_finding *finding = &report->findings[i];
    if (!report->finding_shapes[i].part_count)
        return DECLARATIONS;
    if (finding->sliver)
        return SLIVERS;
    switch (finding->rule) {
    case CPTS_RULE_OVERLAP:
        return OVERLAPS;
    case CPTS_RULE_WHITE_ZONE:
        return WHITE_ZONES;
    case CPTS_RULE_OUTSIDE:
        return OUTSIDE;
    default:
        return BASE_DEFECTS;
    }
}

static bool put_shape_of(struct gpkg *gpkg, const struct cpts_report *report, size_t i,
                         uint32_t **parts, size_t *capacity)
{
    const struct finding_shape shape = report->finding_shapes[i];
    if (!cpts_array_reserve(parts, capacity, shape.part_count, sizeof **parts))
        return false;
    for (uint32_t p = 0; p < shape.part_count; p++)
        (*parts)[p] = shape.first_part + p;
    cpts_gpkg_shape(gpkg, &report->shapes, *parts, shape.part_count);
    return true;
}

static cpts_status put_findings(struct gpkg *gpkg, const struct cpts_report *report,
                                enum finding_layer layer)
{
    uint32_t *parts = NULL;
    size_t capacity = 0;
    cpts_status status = CPTS_OK;
    cpts_gpkg_table(gpkg, &finding_layers[layer]);
    for (size_t i = 0; i < report->finding_count && status == CPTS_OK; i++) {
        if (layer_of(report, i) != layer)
            continue;
        if (layer != DECLARATIONS && !put_shape_of(gpkg, report, i, &parts, &capacity))
            status = cpts_fail_memory(gpkg->context);
        put_finding(gpkg, &report->findings[i]);
    }
    cpts_gpkg_table_end(gpkg);
    cpts_array_free(parts);
    return status;
}

/* ---- perimeters and units ----------------------------------------------------------------- */

static void put_perimeter(struct gpkg *gpkg, const struct cpts_report *report, size_t p,
                          const struct size_classes *classes)
{
    const struct perimeters *perimeters = &report->region->perimeters;
    const struct perimeter_result *result = &report->perimeters[p];
    const struct claim *claims = report->claims_by_perimeter + result->first_claim;
    const size_t size_class = cpts_size_class(classes, result->population);
    size_t whole = 0;
    for (size_t i = 0; i < result->claim_count; i++)
        whole += claims[i].share == 1;
    cpts_gpkg_text(gpkg, perimeters->id[p]);
    cpts_gpkg_text(gpkg, perimeters->name[p]);
    cpts_gpkg_optional(gpkg, perimeters->status[p]);
    cpts_gpkg_number(gpkg, result->area_m2);
    cpts_gpkg_number(gpkg, result->exclusive_area_m2);
    cpts_gpkg_number(gpkg, result->contested_area_m2);
    cpts_gpkg_number(gpkg, result->outside_area_m2);
    cpts_gpkg_whole(gpkg, result->population);
    cpts_gpkg_whole(gpkg, result->contested_population);
    cpts_gpkg_whole(gpkg, size_class ? (double)size_class : NAN);
    cpts_gpkg_count(gpkg, result->parts);
    cpts_gpkg_count(gpkg, whole);
    cpts_gpkg_count(gpkg, result->claim_count - whole);
    cpts_gpkg_text(gpkg, cpts_life_name(perimeters->life[p]));
    cpts_gpkg_number(gpkg, cpts_size_class_ceiling(classes, size_class));
    cpts_gpkg_row(gpkg);
}

static cpts_status put_perimeters(struct gpkg *gpkg, const struct cpts_report *report,
                                  struct drawings *drawings)
{
    static const struct gpkg_table table = {
        "perimeters", N_("Declared perimeters"),
        N_("perimeters as they are declared; for codes, the union of their units"),
        perimeter_columns, true};
    struct size_classes classes;
    cpts_status status = cpts_size_classes_in_force(&classes, gpkg->context);
    cpts_gpkg_table(gpkg, &table);
    for (uint32_t p = 0; p < report->region->perimeters.count && status == CPTS_OK; p++) {
        struct drawing drawing;
        status = cpts_draw_perimeter(&drawing, drawings, p);
        if (status != CPTS_OK || !drawing.count)
            continue;
        cpts_gpkg_shape(gpkg, drawing.shapes, drawing.parts, drawing.count);
        put_perimeter(gpkg, report, p, &classes);
    }
    cpts_gpkg_table_end(gpkg);
    return status;
}

struct code_of_unit {
    const char *code;
    size_t unit;
};

static int by_code(const void *a, const void *b)
{
    const struct code_of_unit *one = a, *two = b;
    return strcmp(one->code, two->code);
}

static void raise_counts(size_t *counts, const struct code_of_unit *codes, size_t code_count,
                         const cpts_finding *finding)
{
    for (size_t i = 0; i < finding->unit_count; i++) {
        const struct code_of_unit wanted = {finding->units[i], 0};
        const struct code_of_unit *found =
            bsearch(&wanted, codes, code_count, sizeof *codes, by_code);
        if (found && counts[found->unit] < finding->perimeter_count)
            counts[found->unit] = finding->perimeter_count;
    }
}

/* By unit, to colour the map: the most claims that an overlap reports there, slivers left out;
 * else 1, or 0 when less than a thousandth of the unit is claimed. NULL when memory is short. */
static size_t *count_claims(const struct cpts_report *report)
{
    const struct units *units = &report->region->units;
    struct code_of_unit *codes = cpts_array_raw(units->count, sizeof *codes);
    size_t *counts = cpts_array_raw(units->count, sizeof *counts);
    if (codes && counts) {
        for (size_t u = 0; u < units->count; u++) {
            const struct unit_result *result = &report->units[u];
            codes[u] = (struct code_of_unit){units->code[u], u};
            counts[u] = result->claim_count && result->white_area_m2 <= 0.999 * result->area_m2;
        }
        qsort(codes, units->count, sizeof *codes, by_code);
        for (size_t i = 0; i < report->finding_count; i++)
            if (report->findings[i].rule == CPTS_RULE_OVERLAP && !report->findings[i].sliver)
                raise_counts(counts, codes, units->count, &report->findings[i]);
        cpts_array_free(codes);
        return counts;
    }
    cpts_array_free(codes);
    cpts_array_free(counts);
    return NULL;
}

static void put_unit(struct gpkg *gpkg, const struct cpts_report *report, size_t u, size_t count,
                     const char **texts)
{
    const struct units *units = &report->region->units;
    const struct perimeters *perimeters = &report->region->perimeters;
    const struct unit_result *result = &report->units[u];
    const struct claim *claims = report->claims + result->first_claim;
    const double area_m2 = result->area_m2 > 0 ? result->area_m2 : NAN;
    cpts_gpkg_text(gpkg, units->code[u]);
    cpts_gpkg_text(gpkg, units->name[u]);
    cpts_gpkg_optional(gpkg, units->group[u]);
    cpts_gpkg_whole(gpkg, units->population[u]);
    cpts_gpkg_number(gpkg, result->area_m2);
    cpts_gpkg_count(gpkg, result->claim_count);
    cpts_gpkg_count(gpkg, result->max_claims);
    cpts_gpkg_count(gpkg, count);
    for (size_t i = 0; i < result->claim_count; i++)
        texts[i] = perimeters->id[claims[i].perimeter];
    cpts_gpkg_texts(gpkg, texts, result->claim_count);
    for (size_t i = 0; i < result->claim_count; i++)
        texts[i] = perimeters->name[claims[i].perimeter];
    cpts_gpkg_texts(gpkg, texts, result->claim_count);
    cpts_gpkg_number(gpkg, result->white_area_m2 / area_m2);
    cpts_gpkg_number(gpkg, result->overlap_area_m2 / area_m2);
    cpts_gpkg_row(gpkg);
}

static cpts_status put_units(struct gpkg *gpkg, const struct cpts_report *report,
                             struct drawings *drawings)
{
    static const struct gpkg_table table = {
        "units", N_("Units"),
        N_("communes, municipal arrondissements or IRIS, with the CPTS that claim them"),
        unit_columns, true};
    size_t *counts = count_claims(report);
    const char **texts = cpts_array_raw(report->region->perimeters.count + 1, sizeof *texts);
    cpts_status status = counts && texts ? CPTS_OK : cpts_fail_memory(gpkg->context);
    cpts_gpkg_table(gpkg, &table);
    for (uint32_t u = 0; u < report->region->units.count && status == CPTS_OK; u++) {
        struct drawing drawing;
        status = cpts_draw_unit(&drawing, drawings, u);
        if (status != CPTS_OK || !drawing.count)
            continue;
        cpts_gpkg_shape(gpkg, drawing.shapes, drawing.parts, drawing.count);
        put_unit(gpkg, report, u, counts[u], texts);
    }
    cpts_gpkg_table_end(gpkg);
    cpts_array_free(texts);
    cpts_array_free(counts);
    return status;
}

/* ---- the whole ---------------------------------------------------------------------------- */

/* The first layers are drawn over the last. */
static cpts_status put_layers(struct gpkg *gpkg, const struct cpts_report *report)
{
    struct drawings drawings;
    cpts_status status = cpts_drawings_new(&drawings, report);
    for (int layer = OVERLAPS; layer < DECLARATIONS && status == CPTS_OK; layer++)
        status = put_findings(gpkg, report, (enum finding_layer)layer);
    if (status == CPTS_OK)
        status = put_perimeters(gpkg, report, &drawings);
    if (status == CPTS_OK)
        status = put_units(gpkg, report, &drawings);
    cpts_drawings_free(&drawings);
    if (status == CPTS_OK)
        status = put_findings(gpkg, report, DECLARATIONS);
    return status;
}

cpts_status cpts_write_gpkg(const struct cpts_report *report, struct output_file *file)
{
    struct gpkg gpkg;
    char time[32];
    cpts_time_told(time, sizeof time);
    cpts_gpkg_begin(&gpkg, report->region, time);
    cpts_status status = gpkg.status;
    if (status == CPTS_OK)
        status = put_layers(&gpkg, report);
    if (status == CPTS_OK)
        status = cpts_gpkg_tables(&gpkg, report);
    /* Only a file has a name that its layers can be found by; '|' would end it. */
    if (status == CPTS_OK && file->name && !file->in_place && !strchr(file->name, '|')) {
        cpts_gpkg_project(&gpkg, file->name);
        status = gpkg.status;
    }
    if (status == CPTS_OK)
        status = cpts_gpkg_finish(&gpkg, file);
    cpts_gpkg_discard(&gpkg);
    return status;
}
