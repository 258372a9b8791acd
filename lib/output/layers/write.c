/*
 * coverage.gpkg: the layers of a check as QGIS opens them, drawn, and the tables of report.json.
 * Columns are named as the contract names the fields; lists are texts in JSON.
 */
#include <math.h>
#include <string.h>

#include "common/clock.h"
#include "input/region/largest.h"
#include "output/layers/records.h"
#include "output/output.h"

#define NAMES_LISTED 3
#define PLACE_BYTES  512

/* ---- findings ---------------------------------------------------------------------------- */

/* "Sisteron, Peipin, Salignac": what a map calls it. */
static const char *place_of(char place[PLACE_BYTES], const struct cpts_region *region,
                            const cpts_finding *finding)
{
    const struct largest first =
        cpts_largest_of(region, finding->units, finding->unit_count, NAMES_LISTED);
    char *end = place;
    *place = '\0';
    for (size_t i = 0; i < first.count; i++) {
        const char *name = region->units.name[first.units[i]];
        if ((size_t)(end - place) + strlen(name) + 3 > PLACE_BYTES)
            break;
        end = stpcpy(stpcpy(end, i ? ", " : ""), name);
    }
    return place;
}

static void put_finding(struct gpkg *gpkg, const struct cpts_region *region,
                        const cpts_finding *finding)
{
    char place[PLACE_BYTES];
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
    cpts_gpkg_optional(gpkg, place_of(place, region, finding));
    cpts_gpkg_row(gpkg);
}

enum finding_layer { OVERLAPS, WHITE_ZONES, OUTSIDE, SLIVERS, BASE_DEFECTS, DECLARATIONS, LAYERS };

static const struct gpkg_table finding_layers[LAYERS] = {
    [OVERLAPS] = {"overlaps", N_("Overlaps"), N_("places claimed by two CPTS or more"),
                  cpts_finding_columns, true},
    [WHITE_ZONES] = {"white_zones", N_("White zones"), N_("places claimed by no CPTS"),
                     cpts_finding_columns, true},
    [OUTSIDE] = {"outside", N_("Outside the region"), N_("places claimed outside the region"),
                 cpts_finding_columns, true},
    [SLIVERS] = {"slivers", N_("Slivers"),
                 N_("overlaps, white zones and areas outside the region narrower than the sliver "
                    "width: two drawings of the same border"),
                 cpts_finding_columns, true},
    [BASE_DEFECTS] = {"base_defects", N_("Defects of the base layer"),
                      N_("{units} that overlap each other, gaps between {units}, invalid {units}"),
                      cpts_finding_columns, true},
    [DECLARATIONS] = {"declarations", N_("Findings without a place"),
                      N_("findings about codes and declarations"), cpts_finding_columns, false},
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
        put_finding(gpkg, report->region, &report->findings[i]);
    }
    cpts_gpkg_table_end(gpkg);
    cpts_array_free(parts);
    return status;
}

/* Which findings are about which perimeters, or units: what relations of QGIS and joins follow. */
static void put_links(struct gpkg *gpkg, const struct cpts_report *report, bool is_of_units)
{
    static const struct gpkg_column
        perimeter_columns[] = {{"finding", "TEXT", N_("Finding (identifier)")},
                               {"perimeter", "TEXT", N_("CPTS (identifier)")},
                               {"layer", "TEXT", N_("Layer of the finding")},
                               {.name = NULL}},
        unit_columns[] = {{"finding", "TEXT", N_("Finding (identifier)")},
                          {"unit", "TEXT", N_("{Unit} (code)")},
                          {"layer", "TEXT", N_("Layer of the finding")},
                          {.name = NULL}};
    static const struct gpkg_table tables[] = {
        {"finding_perimeters", N_("CPTS of the findings"), N_("which CPTS each finding is about"),
         perimeter_columns, false},
        {"finding_units", N_("{Units} of the findings"), N_("which {units} each finding touches"),
         unit_columns, false}};
    cpts_gpkg_table(gpkg, &tables[is_of_units]);
    for (size_t i = 0; i < report->finding_count; i++) {
        const cpts_finding *finding = &report->findings[i];
        const char *const *texts = is_of_units ? finding->units : finding->perimeters;
        const size_t count = is_of_units ? finding->unit_count : finding->perimeter_count;
        for (size_t t = 0; t < count; t++) {
            cpts_gpkg_text(gpkg, finding->id);
            cpts_gpkg_text(gpkg, texts[t]);
            cpts_gpkg_text(gpkg, finding_layers[layer_of(report, i)].name);
            cpts_gpkg_row(gpkg);
        }
    }
    cpts_gpkg_table_end(gpkg);
}

/* ---- the whole ---------------------------------------------------------------------------- */

/* The first layers are drawn over the last. */
static cpts_status put_layers(struct gpkg *gpkg, const struct cpts_report *report)
{
    struct features drawings;
    cpts_status status = cpts_features_new(&drawings, report);
    for (int layer = OVERLAPS; layer < DECLARATIONS && status == CPTS_OK; layer++) {
        status = cpts_advance(gpkg->context, _("writing"), 0.05 * layer);
        if (status == CPTS_OK)
            status = put_findings(gpkg, report, (enum finding_layer)layer);
    }
    if (status == CPTS_OK)
        status = cpts_advance(gpkg->context, _("writing"), 0.3);
    if (status == CPTS_OK)
        status =
            cpts_gpkg_records(gpkg, &cpts_perimeters_table, report, &drawings, cpts_draw_perimeter);
    if (status == CPTS_OK)
        status = cpts_advance(gpkg->context, _("writing"), 0.5);
    if (status == CPTS_OK)
        status = cpts_gpkg_records(gpkg, &cpts_units_table, report, &drawings, cpts_draw_unit);
    cpts_features_free(&drawings);
    if (status == CPTS_OK)
        status = put_findings(gpkg, report, DECLARATIONS);
    if (status == CPTS_OK) {
        put_links(gpkg, report, false);
        put_links(gpkg, report, true);
    }
    return status;
}

cpts_status cpts_gpkg_build(struct gpkg *gpkg, const struct cpts_report *report)
{
    char time[32];
    cpts_output_time(report->region->context, time, sizeof time);
    cpts_gpkg_begin(gpkg, report->region, time);
    gpkg->has_indicators = report->profile.indicator_count > 0;
    cpts_status status = gpkg->status;
    if (status == CPTS_OK)
        status = put_layers(gpkg, report);
    return status == CPTS_OK ? cpts_gpkg_tables(gpkg, report) : status;
}

cpts_status cpts_write_gpkg(const struct cpts_report *report, struct output_file *file)
{
    struct gpkg gpkg;
    unsigned char *bytes = NULL;
    size_t size = 0;
    cpts_status status = cpts_gpkg_build(&gpkg, report);
    /* Only a file has a name that its layers can be found by; '|' would end it. */
    if (status == CPTS_OK && file->name && !file->in_place && !strchr(file->name, '|')) {
        cpts_gpkg_project(&gpkg, report, file->name);
        status = gpkg.status;
    }
    if (status == CPTS_OK)
        status = cpts_gpkg_bytes(&gpkg, &bytes, &size);
    if (status == CPTS_OK)
        cpts_file_bytes(file, bytes, size);
    cpts_gpkg_discard(&gpkg);
    return status;
}
