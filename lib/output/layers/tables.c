/*
 * The tables of report.json, in the GeoPackage: what was read, how, and the figures.
 */
#include <math.h>
#include <stdlib.h>

#include "output/land_totals.h"
#include "output/layers/records.h"
#include "output/output.h"

/* ---- inputs ------------------------------------------------------------------------------ */

static cpts_status put_inputs(struct gpkg *gpkg, struct cpts_region *region)
{
    static const struct gpkg_column columns[] = {
        {"path", "TEXT", N_("File")},
        {"layer", "TEXT", N_("Layer")},
        {"role", "TEXT", N_("Role")},
        {"features", "INTEGER", N_("Number of features")},
        {"crs", "TEXT", N_("CRS")},
        {"sha256", "TEXT", N_("SHA-256")},
        {.name = NULL},
    };
    static const struct gpkg_table table = {"inputs", N_("Inputs"), N_("layers that were read"),
                                            columns, false};
    cpts_gpkg_table(gpkg, &table);
    for (size_t i = 0; i < region->source_count; i++) {
        struct source *source = &region->sources[i];
        const cpts_status status = cpts_source_digest(region, source);
        if (status != CPTS_OK)
            return status;
        cpts_gpkg_text(gpkg, source->path);
        cpts_gpkg_optional(gpkg, source->layer);
        cpts_gpkg_text(gpkg, source->role);
        cpts_gpkg_count(gpkg, source->features);
        cpts_gpkg_optional(gpkg, source->crs);
        cpts_gpkg_optional(gpkg, source->sha256);
        cpts_gpkg_row(gpkg);
    }
    cpts_gpkg_table_end(gpkg);
    return CPTS_OK;
}

/* ---- figures ----------------------------------------------------------------------------- */

static void put_totals(struct gpkg *gpkg, const struct cpts_report *report)
{
    static const struct gpkg_column columns[] = {
        {"generated_at", "DATETIME", N_("Made on")},
        {"run", "TEXT", N_("Run")},
        {"tool_version", "TEXT", N_("Version of cpts-coverage")},
        {"verdict", "TEXT", N_("Verdict")},
        {"analysis_crs", "TEXT", N_("Analysis CRS")},
        {"sliver_width_m", "REAL", N_("Sliver width (m)")},
        {"snap_to_units", "REAL", N_("Share from which a {unit} is whole")},
        {"fail_on", "TEXT", N_("Fails on")},
        {"units", "INTEGER", N_("{Units}")},
        {"perimeters", "INTEGER", N_("Perimeters")},
        {"area_m2", "REAL", N_("Area (m²)")},
        {"population", "REAL", N_("Inhabitants")},
        {"covered_area_m2", "REAL", N_("Covered area (m²)")},
        {"covered_population", "REAL", N_("Covered inhabitants")},
        {"white_area_m2", "REAL", N_("White area (m²)")},
        {"white_population", "REAL", N_("White inhabitants")},
        {"overlap_area_m2", "REAL", N_("Overlap area (m²)")},
        {"overlap_population", "REAL", N_("Overlap inhabitants")},
        {"outside_area_m2", "REAL", N_("Area outside the region (m²)")},
        {"sliver_area_m2", "REAL", N_("Area of slivers (m²)")},
        {"area_rate", "REAL", N_("Covered share of the area")},
        {"population_rate", "REAL", N_("Covered share of the inhabitants")},
        {"errors", "INTEGER", N_("Errors")},
        {"warnings", "INTEGER", N_("Warnings")},
        {"notes", "INTEGER", N_("Notes")},
        {.name = NULL},
    };
    static const struct gpkg_table table = {
        "totals", N_("Totals"), N_("verdict and figures of the whole region"), columns, false};
    const cpts_totals *totals = &report->totals;
    const double figures[] = {totals->area_m2,         totals->population,
                              totals->covered_area_m2, totals->covered_population,
                              totals->white_area_m2,   totals->white_population,
                              totals->overlap_area_m2, totals->overlap_population,
                              totals->outside_area_m2, totals->sliver_area_m2,
                              totals->area_rate,       totals->population_rate};
    cpts_gpkg_table(gpkg, &table);
    cpts_gpkg_text(gpkg, gpkg->time);
    cpts_gpkg_text(gpkg, report->region->context->run);
    cpts_gpkg_text(gpkg, cpts_version());
    cpts_gpkg_text(gpkg, cpts_verdict_word(report->verdict));
    cpts_gpkg_optional(gpkg, cpts_region_crs(report->region, NULL));
    cpts_gpkg_number(gpkg, report->sliver_width_m);
    cpts_gpkg_number(gpkg, report->snap_to_units > 0 ? report->snap_to_units : NAN);
    cpts_gpkg_text(gpkg, report->fail_on);
    cpts_gpkg_count(gpkg, totals->units);
    cpts_gpkg_count(gpkg, totals->perimeters);
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
        cpts_gpkg_number(gpkg, figures[i]);
    for (int s = 0; s < CPTS_SEVERITY_COUNT; s++)
        cpts_gpkg_count(gpkg, report->counts.findings[s]);
    cpts_gpkg_row(gpkg);
    cpts_gpkg_table_end(gpkg);
}

/* Of a check of several territories only, as in report.json. */
static void put_territories(struct gpkg *gpkg, const struct cpts_report *report)
{
    static const struct gpkg_column columns[] = {
        {"name", "TEXT", N_("Name")},
        {"crs", "TEXT", N_("Analysis CRS")},
        {"units", "INTEGER", N_("{Units}")},
        {"area_m2", "REAL", N_("Area (m²)")},
        {"population", "REAL", N_("Inhabitants")},
        {.name = NULL},
    };
    static const struct gpkg_table table = {"territories", N_("Territories"),
                                            N_("territories checked, each in its legal CRS"),
                                            columns, false};
    struct land_total totals[CPTS_LAND_COUNT] = {{0}};
    if (!report->region->lands)
        return;
    cpts_land_totals(totals, report);
    cpts_gpkg_table(gpkg, &table);
    for (size_t i = 0; i < CPTS_LAND_COUNT; i++) {
        if (!cpts_lands_have(report->region->lands, i))
            continue;
        cpts_gpkg_text(gpkg, cpts_lands[i].name);
        cpts_gpkg_text(gpkg, cpts_lands[i].crs);
        cpts_gpkg_count(gpkg, totals[i].units);
        cpts_gpkg_number(gpkg, totals[i].area_m2);
        cpts_gpkg_number(gpkg, report->region->units.has_population ? totals[i].population : NAN);
        cpts_gpkg_row(gpkg);
    }
    cpts_gpkg_table_end(gpkg);
}

static void put_rules(struct gpkg *gpkg, const struct cpts_report *report)
{
    static const struct gpkg_column columns[] = {
        {"rule", "TEXT", N_("Rule")},
        {"findings", "INTEGER", N_("Findings, slivers left out")},
        {"slivers", "INTEGER", N_("Slivers")},
        {.name = NULL},
    };
    static const struct gpkg_table table = {"rules", N_("Findings by rule"),
                                            N_("number of findings by rule"), columns, false};
    cpts_gpkg_table(gpkg, &table);
    for (int r = 0; r < CPTS_RULE_COUNT; r++) {
        cpts_gpkg_text(gpkg, cpts_rule_name((cpts_rule)r));
        cpts_gpkg_count(gpkg, report->counts.by_rule[r]);
        cpts_gpkg_count(gpkg, report->counts.slivers[r]);
        cpts_gpkg_row(gpkg);
    }
    cpts_gpkg_table_end(gpkg);
}

static void put_claims(struct gpkg *gpkg, const struct cpts_report *report)
{
    static const struct gpkg_column columns[] = {
        {"unit", "TEXT", N_("{Unit} (code)")},
        {"perimeter", "TEXT", N_("CPTS (identifier)")},
        {"share", "REAL", N_("Share {of the unit}")},
        {"area_m2", "REAL", N_("Area (m²)")},
        {.name = NULL},
    };
    static const struct gpkg_table table = {
        "claims", N_("Claims"), N_("which CPTS claims how much of which {unit}"), columns, false};
    cpts_gpkg_table(gpkg, &table);
    for (size_t i = 0; i < report->claim_count; i++) {
        const struct claim *claim = &report->claims[i];
        cpts_gpkg_text(gpkg, report->region->units.code[claim->unit]);
        cpts_gpkg_text(gpkg, report->region->perimeters.id[claim->perimeter]);
        cpts_gpkg_number(gpkg, claim->share);
        cpts_gpkg_number(gpkg, claim->area_m2);
        cpts_gpkg_row(gpkg);
    }
    cpts_gpkg_table_end(gpkg);
}

/* The head of report.json, kept in the file's metadata. */
static cpts_status put_metadata(struct gpkg *gpkg, const struct cpts_report *report)
{
    char *json = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&json, &size);
    if (!stream)
        return cpts_fail_memory(gpkg->context);
    struct output_file file = {.fd = -1};
    cpts_status status = cpts_file_wrap(&file, gpkg->context, stream);
    if (status == CPTS_OK)
        status = cpts_write_json_head(report, &file);
    status = cpts_file_end(&file, status);
    if (fclose(stream) != 0 && status == CPTS_OK)
        status = cpts_fail_memory(gpkg->context);
    if (status == CPTS_OK)
        cpts_gpkg_metadata(gpkg, json);
    free(json);
    return status == CPTS_OK ? gpkg->status : status;
}

cpts_status cpts_gpkg_tables(struct gpkg *gpkg, const struct cpts_report *report)
{
    const struct profile *profile = &report->profile;
    cpts_status status = put_inputs(gpkg, report->region);
    if (status != CPTS_OK)
        return status;
    put_totals(gpkg, report);
    put_territories(gpkg, report);
    put_rules(gpkg, report);
    status = cpts_gpkg_records(gpkg, &cpts_groups_table, report, NULL, NULL);
    put_claims(gpkg, report);
    if (status == CPTS_OK && profile->indicator_count)
        status = cpts_gpkg_records(gpkg, &cpts_indicators_table, report, NULL, NULL);
    if (status == CPTS_OK && profile->against_count)
        status = cpts_gpkg_records(gpkg, &cpts_falls_table, report, NULL, NULL);
    if (status != CPTS_OK)
        return status;
    return gpkg->status == CPTS_OK ? put_metadata(gpkg, report) : gpkg->status;
}
