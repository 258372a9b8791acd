/*
 * Metrics for Prometheus, as its textfile collector reads them. Times are values and not the
 * timestamps of the format, which the collector refuses. A check that fails writes nothing: that
 * the last success is long ago is then the alarm.
 */
#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include "common/clock.h"
#include "common/number.h"
#include "common/utf8.h"
#include "output/output.h"

/* ---- lines ----------------------------------------------------------------------------------- */

static void put_head(struct output_file *file, const char *name, const char *help)
{
    cpts_file_text(file, "# HELP cpts_coverage_");
    cpts_file_text(file, name);
    cpts_file_char(file, ' ');
    cpts_file_text(file, help);
    cpts_file_text(file, "\n# TYPE cpts_coverage_");
    cpts_file_text(file, name);
    cpts_file_text(file, " gauge\n");
}

static void put_label(struct output_file *file, const char *separator, const char *name,
                      const char *value)
{
    cpts_file_text(file, separator);
    cpts_file_text(file, name);
    cpts_file_text(file, "=\"");
    while (*value) {
        uint32_t code;
        const size_t length = cpts_utf8_read(&code, value);
        if (*value == '\n')
            cpts_file_text(file, "\\n");
        else if (*value == '"' || *value == '\\') {
            cpts_file_char(file, '\\');
            cpts_file_char(file, *value);
        } else if (length)
            cpts_file_bytes(file, value, length);
        else
            cpts_file_text(file, CPTS_REPLACEMENT);
        value += length ? length : 1;
    }
    cpts_file_char(file, '"');
}

/* What is not known has no line. */
static void put_value(struct output_file *file, double value)
{
    cpts_file_char(file, ' ');
    file->used += cpts_number_double(cpts_file_room(file, CPTS_NUMBER_ROOM), value);
    cpts_file_char(file, '\n');
}

static void put_gauge(struct output_file *file, const char *name, const char *help, double value)
{
    if (!isfinite(value))
        return;
    put_head(file, name, help);
    cpts_file_text(file, "cpts_coverage_");
    cpts_file_text(file, name);
    put_value(file, value);
}

struct part_of_region {
    const char *name;
    double value;
};

static void put_parts(struct output_file *file, const char *name, const char *help,
                      const struct part_of_region *parts, size_t count)
{
    if (!isfinite(parts[0].value))
        return;
    put_head(file, name, help);
    for (size_t i = 0; i < count; i++) {
        cpts_file_text(file, "cpts_coverage_");
        cpts_file_text(file, name);
        put_label(file, "{", "part", parts[i].name);
        cpts_file_char(file, '}');
        put_value(file, parts[i].value);
    }
}

/* ---- metrics ----------------------------------------------------------------------------- */

static void put_totals(struct output_file *file, const cpts_totals *totals)
{
    const struct part_of_region areas[] = {{"region", totals->area_m2},
                                           {"covered", totals->covered_area_m2},
                                           {"white", totals->white_area_m2},
                                           {"overlap", totals->overlap_area_m2},
                                           {"outside", totals->outside_area_m2}};
    const struct part_of_region people[] = {{"region", totals->population},
                                            {"covered", totals->covered_population},
                                            {"white", totals->white_population},
                                            {"overlap", totals->overlap_population}};
    put_parts(file, "area_m2", "Area in square metres.", areas, sizeof areas / sizeof *areas);
    put_parts(file, "population", "Inhabitants.", people, sizeof people / sizeof *people);
    put_gauge(file, "area_rate", "Covered area over area of the region.", totals->area_rate);
    put_gauge(file, "population_rate", "Covered inhabitants over inhabitants of the region.",
              totals->population_rate);
    put_gauge(file, "units", "Units of the region.", (double)totals->units);
    put_gauge(file, "perimeters", "Declared perimeters.", (double)totals->perimeters);
}

/* Zeros are written as well: an alarm on a missing series never rings. */
static void put_findings(struct output_file *file, const struct cpts_report *report)
{
    size_t counts[CPTS_RULE_COUNT][CPTS_SEVERITY_COUNT][CPTS_STATE_COUNT] = {{{0}}};
    const int first = report->past.is_kept ? CPTS_STATE_NEW : CPTS_STATE_NONE;
    const int last = report->past.is_kept ? CPTS_STATE_RESOLVED : CPTS_STATE_NONE;
    size_t accepted = 0;
    for (size_t i = 0; i < report->finding_count; i++) {
        const cpts_finding *finding = &report->findings[i];
        counts[finding->rule][finding->severity][finding->state] += !finding->acceptance;
        accepted += finding->acceptance != NULL;
    }
    for (size_t i = 0; i < report->past.resolved_count + report->past.merged_count; i++) {
        const cpts_finding *finding = &report->past.resolved[i];
        counts[finding->rule][finding->severity][finding->state]++;
    }
    put_head(file, "findings", "Findings that nobody has accepted; state: since the last run.");
    for (int r = 0; r < CPTS_RULE_COUNT; r++)
        for (int s = 0; s < CPTS_SEVERITY_COUNT; s++)
            for (int state = first; state <= last; state++) {
                cpts_file_text(file, "cpts_coverage_findings");
                put_label(file, "{", "rule", cpts_rule_name((cpts_rule)r));
                put_label(file, ",", "severity", cpts_severity_name((cpts_severity)s));
                put_label(file, ",", "state", cpts_state_name((cpts_state)state));
                cpts_file_char(file, '}');
                put_value(file, (double)counts[r][s][state]);
            }
    put_gauge(file, "findings_accepted", "Findings that are accepted.", (double)accepted);
}

static void put_inputs(struct output_file *file, const struct cpts_region *region)
{
    bool is_begun = false;
    for (size_t i = 0; i < region->source_count; i++) {
        struct stat facts;
        if (stat(region->sources[i].path, &facts) != 0 || !S_ISREG(facts.st_mode))
            continue;
        if (!is_begun)
            put_head(file, "input_modified_timestamp_seconds",
                     "When the file of a layer was last written.");
        is_begun = true;
        cpts_file_text(file, "cpts_coverage_input_modified_timestamp_seconds");
        put_label(file, "{", "path", region->sources[i].path);
        put_label(file, ",", "layer", region->sources[i].layer ? region->sources[i].layer : "");
        put_label(file, ",", "role", region->sources[i].role);
        cpts_file_char(file, '}');
        put_value(file, (double)facts.st_mtime);
    }
}

cpts_status cpts_write_metrics(const struct cpts_report *report, struct output_file *file)
{
    put_totals(file, &report->totals);
    put_findings(file, report);
    put_gauge(file, "compliant", "1: no finding reaches what the check fails on.",
              report->verdict == CPTS_VERDICT_COMPLIANT);
    put_head(file, "run_info", "The run that wrote this file, as its other files name it.");
    cpts_file_text(file, "cpts_coverage_run_info");
    put_label(file, "{", "run", report->region->context->run);
    cpts_file_char(file, '}');
    put_value(file, 1);
    put_gauge(file, "duration_seconds", "How long the check took.",
              cpts_context_elapsed_s(report->region->context));
    put_gauge(file, "last_success_timestamp_seconds", "When the region was last checked.",
              (double)cpts_output_seconds(report->region->context));
    put_inputs(file, report->region);
    return CPTS_OK;
}
