#include <cairo-pdf.h>
#include <errno.h>
#include <math.h>
#include <string.h>

#include "common/cause.h"
#include "common/clock.h"
#include "output/map/wgs84.h"
#include "output/print/print.h"
#include "output/text/place_title.h"

#define LOGO_MOST      ((size_t)4 << 20) /* bytes of its file */
#define LOGO_SIDE_MOST 4096

/* ---- the logo ---------------------------------------------------------------------------- */

struct logo_file {
    FILE *stream;
    size_t left;
};

static cairo_status_t read_bytes(void *user, unsigned char *bytes, unsigned size)
{
    struct logo_file *file = user;
    if (size > file->left || fread(bytes, 1, size, file->stream) != size)
        return CAIRO_STATUS_READ_ERROR;
    file->left -= size;
    return CAIRO_STATUS_SUCCESS;
}

/* The sides that the head of the file promises, before anything is unpacked. */
static bool is_small_png(FILE *stream)
{
    unsigned char head[24];
    if (fread(head, 1, sizeof head, stream) != sizeof head ||
        memcmp(head, "\x89PNG\r\n\x1a\n", 8) != 0 || memcmp(head + 12, "IHDR", 4) != 0)
        return false;
    for (int i = 16; i < 24; i += 4) {
        const uint32_t side = (uint32_t)head[i] << 24 | (uint32_t)head[i + 1] << 16 |
                              (uint32_t)head[i + 2] << 8 | head[i + 3];
        if (side < 1 || side > LOGO_SIDE_MOST)
            return false;
    }
    return fseek(stream, 0, SEEK_SET) == 0;
}

/* The logo that the options name; *out is NULL when they name none. */
static cpts_status read_logo(cairo_surface_t **out, cpts_context *context, const char *path)
{
    *out = NULL;
    if (!path)
        return CPTS_OK;
    struct logo_file file = {.stream = fopen(path, "re"), .left = LOGO_MOST};
    char room[CPTS_CAUSE_ROOM];
    if (!file.stream)
        return cpts_fail(context, CPTS_ERROR_INPUT, _("%s: cannot be opened: %s"), path,
                         cpts_cause(room, errno));
    cairo_status_t status = CAIRO_STATUS_READ_ERROR;
    if (is_small_png(file.stream)) {
        *out = cairo_image_surface_create_from_png_stream(read_bytes, &file);
        status = cairo_surface_status(*out);
    }
    fclose(file.stream);
    if (status == CAIRO_STATUS_SUCCESS)
        return CPTS_OK;
    cairo_surface_destroy(*out);
    *out = NULL;
    return status == CAIRO_STATUS_NO_MEMORY
               ? cpts_fail_memory(context)
               : cpts_fail(context, CPTS_ERROR_INPUT,
                           _("%s: is not a PNG picture of at most %d by %d pixels and 4 MB"), path,
                           LOGO_SIDE_MOST, LOGO_SIDE_MOST);
}

cpts_status cpts_context_set_print(cpts_context *context, const cpts_print_options *options)
{
    const cpts_print_options defaults = CPTS_PRINT_OPTIONS_INIT;
    cairo_surface_t *logo = NULL;
    cpts_begin(context);
    cpts_status status = cpts_options_take(context, &context->print, sizeof context->print,
                                           CPTS_SIZE_THROUGH(cpts_print_options, dpi),
                                           options ? options : &defaults);
    if (status == CPTS_OK)
        status = read_logo(&logo, context, context->print.logo);
    cairo_surface_destroy(logo);
    return status;
}

/* ---- dates ------------------------------------------------------------------------------- */

/* Of the perimeters in force that day, or of the day it was printed. */
void cpts_printing_date(char *out, size_t size, const struct printing *printing)
{
    const char *as_of = printing->report->region->as_of;
    const time_t now = cpts_output_seconds(printing->report->region->context);
    struct tm day;
    if (*as_of)
        cpts_date_words(out, size, as_of);
    else
        cpts_day_words(out, size, gmtime_r(&now, &day));
}

/* ---- pages ------------------------------------------------------------------------------- */

/* How far north on the map is from north, at the middle of the region; 0 when it is not known, or
 * not one. */
static cpts_status find_north(struct printing *printing)
{
    const struct cpts_region *region = printing->report->region;
    const struct box box = printing->scene.box;
    const struct point middle = {(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
    const struct point points[] = {middle, {middle.x, middle.y + 10000}};
    struct degrees *degrees = NULL;
    printing->north = 0;
    if (!isfinite(middle.x) || !region->crs_wkt || !*region->crs_wkt || region->lands)
        return CPTS_OK;
    const cpts_status status = cpts_wgs84_points(&degrees, region, points, 2);
    if (status == CPTS_OK) {
        const double east =
            (degrees[1].lon_e7 - degrees[0].lon_e7) * cos(degrees[0].lat_e7 * 1e-7 * G_PI / 180);
        printing->north = -atan2(east, degrees[1].lat_e7 - degrees[0].lat_e7);
    }
    cpts_array_free(degrees);
    return status;
}

cpts_status cpts_printing_begin(struct printing *printing, const struct cpts_report *report,
                                struct output_file *file, enum canvas_kind kind, size_t most_points)
{
    cpts_context *context = report->region->context;
    *printing = (struct printing){.report = report,
                                  .options = &context->print,
                                  .canvas = {.kind = kind, .file = file},
                                  .prose = cpts_prose_begin(file, &report->region->units)};
    cpts_status status = cpts_size_classes_in_force(&printing->classes, report->region);
    if (status == CPTS_OK)
        status = read_logo(&printing->logo, context, printing->options->logo);
    if (status == CPTS_OK)
        status = cpts_scene_new(&printing->scene, report, most_points);
    return status == CPTS_OK ? find_north(printing) : status;
}

struct extent cpts_paper_size(const struct printing *printing, cpts_paper otherwise)
{
    const cpts_paper asked = printing->options->paper;
    return (asked == CPTS_PAPER_AS_FITS ? otherwise : asked) == CPTS_PAPER_A3
               ? (struct extent){297 * CPTS_MM, 420 * CPTS_MM}
               : (struct extent){210 * CPTS_MM, 297 * CPTS_MM};
}

static void set_metadata(struct printing *printing, const char *title)
{
    cairo_surface_t *surface = printing->canvas.surface;
    char creator[64], day[32], run[64], safe[1024];
    const time_t now = cpts_output_seconds(printing->report->region->context);
    struct tm utc;
    gmtime_r(&now, &utc);
    strftime(day, sizeof day, "%Y-%m-%dT00:00:00Z", &utc);
    snprintf(creator, sizeof creator, "cpts-coverage %s", cpts_version());
    cpts_safe_text(safe, sizeof safe, title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, safe);
    cpts_safe_text(safe, sizeof safe,
                   printing->options->credit ? printing->options->credit : creator);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, safe);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, creator);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, day);
    snprintf(run, sizeof run, "run %s", printing->report->region->context->run);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_KEYWORDS, run);
}

cpts_status cpts_printing_pages(struct printing *printing, double width, double height,
                                const char *title)
{
    struct canvas *canvas = &printing->canvas;
    const int dpi = printing->options->dpi > 0 ? printing->options->dpi : 150;
    const cpts_status status =
        cpts_canvas_begin(canvas, canvas->file, canvas->kind, width, height, dpi);
    if (status == CPTS_OK && canvas->kind == CANVAS_PDF)
        set_metadata(printing, title);
    return status;
}

cpts_status cpts_printing_finish(struct printing *printing, cpts_status status)
{
    status = cpts_canvas_finish(&printing->canvas, status);
    cpts_scene_free(&printing->scene);
    cairo_surface_destroy(printing->logo);
    return status;
}
