/*
 * The one way out: every file of every command is written from here.
 */
#include "output/output.h"

#include "output/comparison.h"
#include "output/proposal.h"
#include "output/reading.h"
#include "output/run_id.h"
#include "output/sheet/sheet.h"
#include "output/simulation.h"

/* ---- the formats ---------------------------------------------------------------------------- */

/* A hypothesis and a proposal that have no writer of their own for a format are written as the
 * report of the region as it would be. */
struct format {
    /* The standard name by cpts_result; "": several files, or none that has a name; NULL: not among
     * all the outputs. */
    const char *name[CPTS_RESULT_COUNT];
    cpts_writer_fn *report;
    cpts_status (*simulation)(const struct cpts_simulation *simulation, struct output_file *file);
    cpts_status (*proposal)(const struct cpts_proposal *proposal, struct output_file *file);
    cpts_status (*comparison)(const struct cpts_comparison *comparison, struct output_file *file);
    cpts_status (*reading)(const struct cpts_reading *reading, struct output_file *file);
    /* Several files in a folder, tables in a database, or what the place says. */
    cpts_status (*place)(const struct cpts_report *report, const char *place);
};

#define OF_REPORTS(file)                                                                           \
    {                                                                                              \
        file, file, file, NULL, NULL                                                               \
    }

static const struct format formats[CPTS_FORMAT_COUNT] = {
    [CPTS_FORMAT_TEXT] = {.name = {"", "", "", "", ""},
                          .report = cpts_write_text,
                          .simulation = cpts_simulation_text,
                          .proposal = cpts_proposal_text,
                          .comparison = cpts_comparison_text,
                          .reading = cpts_reading_text},
    [CPTS_FORMAT_GEOJSON] = {.name = {"conflicts.geojson", "simulation.geojson",
                                      "conflicts.geojson", "comparison.geojson", NULL},
                             .report = cpts_write_geojson,
                             .simulation = cpts_simulation_geojson,
                             .comparison = cpts_comparison_geojson},
    [CPTS_FORMAT_JSON] = {.name = {"report.json", "simulation.json", "proposal.json",
                                   "comparison.json", "reading.json"},
                          .report = cpts_write_json,
                          .simulation = cpts_simulation_json,
                          .proposal = cpts_proposal_json,
                          .comparison = cpts_comparison_json,
                          .reading = cpts_reading_json},
    [CPTS_FORMAT_CSV] = {.name = OF_REPORTS(""), .place = cpts_write_csv},
    [CPTS_FORMAT_GPKG] = {.name = OF_REPORTS("coverage.gpkg"), .report = cpts_write_gpkg},
    [CPTS_FORMAT_HTML] = {.name = {"report.html", "simulation.html", "proposal.html", NULL, NULL},
                          .report = cpts_write_html,
                          .simulation = cpts_simulation_html,
                          .proposal = cpts_proposal_html},
    [CPTS_FORMAT_SHEETS] = {.name = OF_REPORTS(""), .place = cpts_write_sheets},
    [CPTS_FORMAT_DECLARATION] = {.name = OF_REPORTS("declaration.csv"),
                                 .report = cpts_write_declaration},
    /* What a proposal alone changes. */
    [CPTS_FORMAT_SCENARIO] = {.name = {NULL, NULL, "scenario.csv", NULL, NULL},
                              .proposal = cpts_proposal_scenario},
    /* A collector would take what might be for what is. */
    [CPTS_FORMAT_PROMETHEUS] = {.name = {"metrics.prom", NULL, NULL, NULL, NULL},
                                .report = cpts_write_metrics},
    [CPTS_FORMAT_JUNIT] = {.name = {NULL}, .report = cpts_write_junit},
    [CPTS_FORMAT_MAIL] = {.name = {NULL}, .report = cpts_write_mail},
    [CPTS_FORMAT_MAP] = {.name = {NULL}, .report = cpts_write_map},
    [CPTS_FORMAT_ATLAS] = {.name = {NULL}, .report = cpts_write_atlas},
    [CPTS_FORMAT_POSTGIS] = {.name = {NULL}, .place = cpts_write_postgis},
    [CPTS_FORMAT_LAYERS] = {.name = {NULL}, .place = cpts_write_layers},
};

static bool is_format(cpts_format format)
{
    return (unsigned)format < CPTS_FORMAT_COUNT;
}

const char *cpts_file_name(cpts_result result, cpts_format format)
{
    return is_format(format) && (unsigned)result < CPTS_RESULT_COUNT ? formats[format].name[result]
                                                                     : NULL;
}

/* ---- writing -------------------------------------------------------------------------------- */

/* One of them, or a report together with what it is the outcome of. */
struct result {
    cpts_context *context;
    const struct cpts_report *report;
    const struct cpts_simulation *simulation;
    const struct cpts_proposal *proposal;
    const struct cpts_comparison *comparison;
    const struct cpts_reading *reading;
};

static struct result of_report(const struct cpts_report *report)
{
    return (struct result){.context = report->region->context, .report = report};
}

static struct result of_simulation(const struct cpts_simulation *simulation)
{
    return (struct result){.context = simulation->copy->context,
                           .report = simulation->after,
                           .simulation = simulation};
}

static struct result of_proposal(const struct cpts_proposal *proposal)
{
    return (struct result){
        .context = proposal->copy->context, .report = proposal->after, .proposal = proposal};
}

static struct result of_comparison(const struct cpts_comparison *comparison)
{
    return (struct result){.context = comparison->context, .comparison = comparison};
}

static struct result of_reading(const struct cpts_reading *reading)
{
    return (struct result){.context = reading->context, .reading = reading};
}

static bool has_writer(const struct result *result, const struct format *format)
{
    return (result->simulation && format->simulation) || (result->proposal && format->proposal) ||
           (result->comparison && format->comparison) || (result->reading && format->reading) ||
           (result->report && format->report);
}

static cpts_status put(const struct result *result, const struct format *format,
                       struct output_file *file)
{
    if (result->simulation && format->simulation)
        return format->simulation(result->simulation, file);
    if (result->proposal && format->proposal)
        return format->proposal(result->proposal, file);
    if (result->comparison)
        return format->comparison(result->comparison, file);
    if (result->reading)
        return format->reading(result->reading, file);
    return format->report(result->report, file);
}

/* A reading is one file: there is nothing that it could be taken for a part of. What is written by
 * threads was identified before. */
static cpts_status identify(const struct result *result)
{
    if (result->reading || result->context->of)
        return CPTS_OK;
    return result->comparison ? cpts_run_identify_comparison(result->comparison)
                              : cpts_run_identify(result->report);
}

static cpts_status put_and_commit(const struct result *result, const struct format *format,
                                  struct output_file *file, cpts_status opened)
{
    cpts_status status = opened;
    if (status == CPTS_OK)
        status = identify(result);
    if (status == CPTS_OK)
        status = put(result, format, file);
    return cpts_file_end(file, status);
}

/* The row of a format that can be written of a result as one file, NULL with a message when it
 * cannot. */
static const struct format *find_row(const struct result *result, cpts_format format)
{
    const struct format *row = is_format(format) ? &formats[format] : NULL;
    if (!row)
        cpts_fail(result->context, CPTS_ERROR_ARGUMENT, _("there is no output format %d"),
                  (int)format);
    else if (has_writer(result, row))
        return row;
    else
        cpts_fail(result->context, CPTS_ERROR_ARGUMENT, "%s",
                  row->place && result->report
                      ? _("this format is not one file: it is written in a folder or a database")
                  : result->reading    ? _("a reading is written as text or JSON")
                  : result->comparison ? _("a comparison is written as text, JSON or GeoJSON")
                                       : _("a scenario is written of a proposal alone"));
    return NULL;
}

static cpts_status write_result(struct result result, cpts_format format, const char *path)
{
    cpts_begin(result.context);
    if (is_format(format) && formats[format].place && result.report) {
        const cpts_status named = identify(&result);
        return named == CPTS_OK ? formats[format].place(result.report, path) : named;
    }
    const struct format *row = find_row(&result, format);
    if (!row)
        return CPTS_ERROR_ARGUMENT;
    struct output_file file = {0};
    const cpts_status opened =
        cpts_file_open(&file, result.context, path, FILE_NAMELESS_IF_POSSIBLE);
    return put_and_commit(&result, row, &file, opened);
}

/* The name that stands for the function in messages, and by its end says what a map is. */
static cpts_status write_result_to(struct result result, cpts_format format, cpts_write_fn write,
                                   void *user)
{
    cpts_begin(result.context);
    const struct format *row = find_row(&result, format);
    if (!row)
        return CPTS_ERROR_ARGUMENT;
    struct output_file file = {0};
    const cpts_status opened = cpts_file_call(
        &file, result.context, format == CPTS_FORMAT_MAP ? "map.pdf" : _("the caller's function"),
        write, user);
    return put_and_commit(&result, row, &file, opened);
}

static cpts_status print_result(struct result result, FILE *stream)
{
    cpts_begin(result.context);
    struct output_file file = {0};
    const cpts_status opened = cpts_file_wrap(&file, result.context, stream);
    return put_and_commit(&result, &formats[CPTS_FORMAT_TEXT], &file, opened);
}

cpts_status cpts_report_write(const cpts_report *report, cpts_format format, const char *path)
{
    return write_result(of_report(report), format, path);
}

cpts_status cpts_report_print(const cpts_report *report, FILE *stream)
{
    return print_result(of_report(report), stream);
}

cpts_status cpts_simulation_write(const cpts_simulation *simulation, cpts_format format,
                                  const char *path)
{
    return write_result(of_simulation(simulation), format, path);
}

cpts_status cpts_simulation_print(const cpts_simulation *simulation, FILE *stream)
{
    return print_result(of_simulation(simulation), stream);
}

cpts_status cpts_proposal_write(const cpts_proposal *proposal, cpts_format format, const char *path)
{
    return write_result(of_proposal(proposal), format, path);
}

cpts_status cpts_proposal_print(const cpts_proposal *proposal, FILE *stream)
{
    return print_result(of_proposal(proposal), stream);
}

cpts_status cpts_comparison_write(const cpts_comparison *comparison, cpts_format format,
                                  const char *path)
{
    return write_result(of_comparison(comparison), format, path);
}

cpts_status cpts_comparison_print(const cpts_comparison *comparison, FILE *stream)
{
    return print_result(of_comparison(comparison), stream);
}

cpts_status cpts_report_write_to(const cpts_report *report, cpts_format format, cpts_write_fn write,
                                 void *user)
{
    return write_result_to(of_report(report), format, write, user);
}

cpts_status cpts_simulation_write_to(const cpts_simulation *simulation, cpts_format format,
                                     cpts_write_fn write, void *user)
{
    return write_result_to(of_simulation(simulation), format, write, user);
}

cpts_status cpts_proposal_write_to(const cpts_proposal *proposal, cpts_format format,
                                   cpts_write_fn write, void *user)
{
    return write_result_to(of_proposal(proposal), format, write, user);
}

cpts_status cpts_comparison_write_to(const cpts_comparison *comparison, cpts_format format,
                                     cpts_write_fn write, void *user)
{
    return write_result_to(of_comparison(comparison), format, write, user);
}

cpts_status cpts_reading_write_to(const cpts_reading *reading, cpts_format format,
                                  cpts_write_fn write, void *user)
{
    return write_result_to(of_reading(reading), format, write, user);
}

cpts_status cpts_reading_write(const cpts_reading *reading, cpts_format format, const char *path)
{
    return write_result(of_reading(reading), format, path);
}

cpts_status cpts_reading_print(const cpts_reading *reading, FILE *stream)
{
    return print_result(of_reading(reading), stream);
}
