#include "fuzz.h"

#include <cpl_vsi.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint8_t fuzz_byte(struct fuzz_bytes *bytes)
{
    if (!bytes->left)
        return 0;
    bytes->left--;
    return *bytes->data++;
}

void fuzz_overwrite(struct fuzz_bytes *bytes, uint8_t *content, size_t content_size)
{
    size_t place = fuzz_byte(bytes);
    place |= (size_t)fuzz_byte(bytes) << 8;
    place |= (size_t)fuzz_byte(bytes) << 16;
    place %= content_size;
    size_t size = fuzz_byte(bytes);
    size = size < bytes->left ? size : bytes->left;
    size = size < content_size - place ? size : content_size - place;
    memcpy(content + place, bytes->data, size);
    bytes->data += size;
    bytes->left -= size;
}

char *fuzz_text(struct fuzz_bytes *bytes, size_t most)
{
    size_t length = 0;
    const size_t limit = bytes->left < most ? bytes->left : most;
    while (length < limit && bytes->data[length])
        length++;
    char *text = malloc(length + 1);
    fuzz_promise(text, "memory");
    memcpy(text, bytes->data, length);
    text[length] = '\0';
    const size_t used = length < bytes->left ? length + 1 : length;
    bytes->data += used;
    bytes->left -= used;
    return text;
}

void fuzz_promise(bool promise, const char *what)
{
    if (promise)
        return;
    fprintf(stderr, "promise broken: %s\n", what);
    abort();
}

cpts_context *fuzz_context(void)
{
    cpts_context *context;
    fuzz_promise(cpts_context_new(&context) == CPTS_OK, "a context");
    cpts_context_set_jobs(context, 1);
    return context;
}

bool fuzz_ended_well(const cpts_context *context, cpts_status status)
{
    if (status == CPTS_OK)
        return true;
    if (status == CPTS_ERROR_INTERNAL)
        fprintf(stderr, "%s\n", cpts_context_message(context));
    fuzz_promise(status != CPTS_ERROR_INTERNAL, "the books balance");
    fuzz_promise(*cpts_context_message(context), "a failure has a message");
    return false;
}

/* ---- the report -------------------------------------------------------------------------- */

static bool near(double a, double b, double scale)
{
    return fabs(a - b) <= 1e-9 * (fabs(scale) + 1);
}

static void hold_totals(const cpts_report *report)
{
    const cpts_totals *totals = cpts_report_totals(report);
    size_t counted = 0;
    for (int severity = 0; severity < CPTS_SEVERITY_COUNT; severity++)
        counted += cpts_report_severity_count(report, (cpts_severity)severity);
    fuzz_promise(counted == cpts_report_finding_count(report), "every finding is counted");
    fuzz_promise(isfinite(totals->area_m2) && totals->area_m2 >= 0, "an area is a number");
    fuzz_promise(
        near(totals->covered_area_m2 + totals->white_area_m2, totals->area_m2, totals->area_m2),
        "covered and white are all");
    fuzz_promise(totals->overlap_area_m2 <= totals->covered_area_m2 * (1 + 1e-9) + 1e-6,
                 "what overlaps is covered");
}

static void hold_findings(const cpts_report *report)
{
    for (size_t i = 0; i < cpts_report_finding_count(report); i++) {
        const cpts_finding *finding = cpts_report_finding(report, i);
        fuzz_promise(*finding->id && *finding->message, "a finding has an id and a message");
        fuzz_promise(isfinite(finding->area_m2) && finding->area_m2 >= 0, "a finding's area");
        fuzz_promise(isfinite(finding->width_m) && finding->width_m >= 0, "a finding's width");
        fuzz_promise(finding->rule != CPTS_RULE_OVERLAP || finding->perimeter_count >= 2,
                     "an overlap has two claimants");
    }
}

/* One format, which the report itself chooses: to write them all takes longer than to check. */
static void write_one(const cpts_report *report, const cpts_context *context)
{
    static const cpts_format formats[] = {CPTS_FORMAT_TEXT, CPTS_FORMAT_GEOJSON, CPTS_FORMAT_JSON,
                                          CPTS_FORMAT_GPKG};
    size_t choice = cpts_report_finding_count(report);
    for (size_t i = 0; i < cpts_report_finding_count(report); i++)
        choice += (size_t)cpts_report_finding(report, i)->id[0];
    const cpts_format format = formats[choice % (sizeof formats / sizeof *formats)];
    fuzz_promise(fuzz_ended_well(context, cpts_report_write(report, format, "/dev/null")),
                 "a report can be written");
}

void fuzz_check(cpts_context *context, cpts_region *region, const cpts_check_options *options,
                bool may_refuse)
{
    cpts_report *report = NULL;
    const cpts_status status = cpts_check(&report, region, options);
    fuzz_promise((status == CPTS_OK) == (report != NULL), "a report or a failure");
    const bool is_refused =
        may_refuse && status == CPTS_ERROR_INTERNAL && *cpts_context_message(context);
    if (!is_refused && fuzz_ended_well(context, status)) {
        hold_totals(report);
        hold_findings(report);
        write_one(report, context);
    }
    cpts_report_free(report);
    cpts_region_free(region);
}

void fuzz_run(const cpts_load_options *load, const cpts_check_options *options, bool may_refuse)
{
    cpts_context *context = fuzz_context();
    cpts_region *region = NULL;
    if (fuzz_ended_well(context, cpts_region_load(&region, context, load)))
        fuzz_check(context, region, options, may_refuse);
    cpts_context_free(context);
}

/* ---- files in memory --------------------------------------------------------------------- */

void fuzz_file(const char *path, const void *data, size_t size)
{
    VSILFILE *file = VSIFOpenL(path, "wb");
    fuzz_promise(file, "a file in memory");
    fuzz_promise(!size || VSIFWriteL(data, 1, size, file) == size, "a file in memory");
    VSIFCloseL(file);
}

void fuzz_write_units(void)
{
    static const char *const codes[] = {"13001", "13002", "13055", "01004", "2A004",
                                        "97105", "13201", "13202", "05001"};
    static const char *const names[] = {"Aix",       "L'Île",       "Marseille",
                                        "La Garde",  "Ajaccio",     "St-Clau",
                                        "Mars. 1er", "Œuilly 2ème", "Bé\\\"ta"};
    char text[4096];
    int used = snprintf(text, sizeof text,
                        "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":"
                        "{\"name\":\"urn:ogc:def:crs:EPSG::2154\"}},\"features\":[");
    for (int i = 0; i < 9; i++) {
        const int x = 900000 + 1000 * (i % 3), y = 6250000 + 1000 * (i / 3);
        used += snprintf(text + used, sizeof text - (size_t)used,
                         "%s{\"type\":\"Feature\",\"properties\":{\"code\":\"%s\",\"nom\":\"%s\","
                         "\"population\":%d},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
                         "[[[%d,%d],[%d,%d],[%d,%d],[%d,%d],[%d,%d]]]}}",
                         i ? "," : "", codes[i], names[i], 100 * i, x, y, x + 1000, y, x + 1000,
                         y + 1000, x, y + 1000, x, y);
    }
    used += snprintf(text + used, sizeof text - (size_t)used, "]}");
    fuzz_promise((size_t)used < sizeof text, "room for the units");
    fuzz_file(FUZZ_UNITS, text, (size_t)used);
}

cpts_load_options fuzz_load(struct fuzz_sources *sources, const char *path)
{
    cpts_load_options load = CPTS_LOAD_OPTIONS_INIT;
    *sources = (struct fuzz_sources){{FUZZ_UNITS, NULL}, {path, NULL}};
    load.units = sources->units;
    load.perimeters = sources->perimeters;
    fuzz_write_units();
    return load;
}
