#include "output/output.h"

#include "output/layers/styles.h"
#include "output/sheet/sheet.h"

static const struct {
    const char *file;      /* standard name; "": several; NULL: not among all the outputs */
    cpts_writer_fn *write; /* NULL: not one file, see cpts_report_write */
} formats[CPTS_FORMAT_COUNT] = {
    [CPTS_FORMAT_TEXT] = {"", cpts_write_text},
    [CPTS_FORMAT_GEOJSON] = {"conflicts.geojson", cpts_write_geojson},
    [CPTS_FORMAT_JSON] = {"report.json", cpts_write_json},
    [CPTS_FORMAT_CSV] = {"", NULL},
    [CPTS_FORMAT_GPKG] = {"coverage.gpkg", cpts_write_gpkg},
    [CPTS_FORMAT_HTML] = {"report.html", cpts_write_html},
    [CPTS_FORMAT_SHEETS] = {"", NULL},
    [CPTS_FORMAT_DECLARATION] = {"declaration.csv", cpts_write_declaration},
    [CPTS_FORMAT_PROMETHEUS] = {"metrics.prom", cpts_write_metrics},
    [CPTS_FORMAT_JUNIT] = {NULL, cpts_write_junit},
    [CPTS_FORMAT_MAIL] = {NULL, cpts_write_mail},
};

static bool is_format(cpts_format format)
{
    return (unsigned)format < CPTS_FORMAT_COUNT;
}

const char *cpts_format_file(cpts_format format)
{
    return is_format(format) ? formats[format].file : "";
}

static cpts_status write_and_commit(const cpts_report *report, cpts_writer_fn *write,
                                    struct output_file *file, cpts_status opened)
{
    cpts_status status = opened;
    if (status == CPTS_OK)
        status = write(report, file);
    if (status == CPTS_OK)
        return cpts_file_commit(file);
    cpts_file_discard(file);
    return status;
}

cpts_status cpts_report_write(const cpts_report *report, cpts_format format, const char *path)
{
    cpts_context *context = report->region->context;
    context->message[0] = '\0';
    if (!is_format(format))
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, _("there is no output format %d"),
                         (int)format);
    if (!formats[format].write)
        return format == CPTS_FORMAT_CSV ? cpts_write_csv(report, path)
                                         : cpts_write_sheets(report, path);
    struct output_file file = {0};
    cpts_status opened = cpts_file_open(&file, context, path, FILE_NAMELESS_IF_POSSIBLE);
    cpts_status status = write_and_commit(report, formats[format].write, &file, opened);
    if (status == CPTS_OK && format == CPTS_FORMAT_GEOJSON)
        status = cpts_style_beside(context, path);
    return status;
}

cpts_status cpts_report_print(const cpts_report *report, FILE *stream)
{
    cpts_context *context = report->region->context;
    context->message[0] = '\0';
    struct output_file file = {0};
    cpts_status opened = cpts_file_wrap(&file, context, stream);
    return write_and_commit(report, cpts_write_text, &file, opened);
}
