#include "output/print/canvas.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <string.h>

#include "common/bytes.h"
#include "common/utf8.h"
#include "output/text/french.h"

#define PNG_HEAD 33 /* bytes of the signature and of the first chunk */

/* What Debian's fontconfig depends on: the same letters everywhere, names in italics with
 * fonts-dejavu-extra. */
#define FONT_FAMILY "DejaVu Sans"

bool cpts_canvas_kind(enum canvas_kind *kind, const char *path)
{
    static const char *const ends[] = {".pdf", ".svg", ".png"};
    const size_t length = strlen(path);
    for (int i = 0; i < 3; i++)
        if (length > 4 && strcasecmp(path + length - 4, ends[i]) == 0) {
            *kind = (enum canvas_kind)i;
            return true;
        }
    return false;
}

/* ---- pages ------------------------------------------------------------------------------- */

/* The file keeps the failure. Cairo 1.16 does not hear of it: a PDF whose writing failed ends in a
 * crash there, on bookmarks of pages that it did not count. */
static cairo_status_t write_bytes(void *file, const unsigned char *bytes, unsigned size)
{
    cpts_file_bytes(file, bytes, size);
    return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *new_surface(const struct canvas *canvas, double dpi)
{
    switch (canvas->kind) {
    case CANVAS_PDF:
        return cairo_pdf_surface_create_for_stream(write_bytes, canvas->file, canvas->width,
                                                   canvas->height);
    case CANVAS_SVG:
        return cairo_svg_surface_create_for_stream(write_bytes, canvas->file, canvas->width,
                                                   canvas->height);
    case CANVAS_PNG:
        break;
    }
    return cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)lround(canvas->width * dpi / 72),
                                      (int)lround(canvas->height * dpi / 72));
}

/* Letters are placed by their own widths, not by whole points of a screen. */
static void set_fonts(struct canvas *canvas)
{
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    canvas->fonts = pango_cairo_font_map_new();
    canvas->pango = pango_font_map_create_context(canvas->fonts);
    pango_cairo_context_set_font_options(canvas->pango, options);
    pango_cairo_context_set_resolution(canvas->pango, 72);
    pango_context_set_round_glyph_positions(canvas->pango, FALSE);
    canvas->layout = pango_layout_new(canvas->pango);
    cairo_font_options_destroy(options);
}

cpts_status cpts_canvas_begin(struct canvas *canvas, struct output_file *file,
                              enum canvas_kind kind, double width, double height, double dpi)
{
    *canvas = (struct canvas){.kind = kind, .file = file, .width = width, .height = height};
    canvas->surface = new_surface(canvas, dpi);
    canvas->cairo = cairo_create(canvas->surface);
    if (kind == CANVAS_SVG)
        cairo_svg_surface_set_document_unit(canvas->surface, CAIRO_SVG_UNIT_PT);
    if (kind == CANVAS_PNG) {
        cairo_scale(canvas->cairo, dpi / 72, dpi / 72);
        cpts_canvas_colour(canvas, 0xFFFFFFFFu);
        cairo_paint(canvas->cairo);
    }
    set_fonts(canvas);
    return cpts_canvas_status(canvas);
}

cpts_status cpts_canvas_status(struct canvas *canvas)
{
    cpts_context *context = canvas->file->context;
    const cairo_status_t status = cairo_status(canvas->cairo);
    if (status == CAIRO_STATUS_SUCCESS || status == CAIRO_STATUS_WRITE_ERROR)
        return CPTS_OK; /* the file keeps the reason */
    if (status == CAIRO_STATUS_NO_MEMORY)
        return cpts_fail_memory(context);
    return cpts_fail(context, CPTS_ERROR_OUTPUT,
                     _("%s cannot be drawn: its page is too large for the format, or one of its "
                       "fonts or pictures is damaged (%s)"),
                     canvas->file->shown, cairo_status_to_string(status));
}

/* The chunk that says how many pixels a metre has, which Cairo leaves out: without it the picture
 * has another size in each program. 150 dpi are 5906 a metre. */
struct picture {
    struct bytes bytes;
};

static cairo_status_t keep_bytes(void *user, const unsigned char *bytes, unsigned size)
{
    struct picture *picture = user;
    cpts_bytes_add(&picture->bytes, bytes, size);
    return picture->bytes.is_short ? CAIRO_STATUS_NO_MEMORY : CAIRO_STATUS_SUCCESS;
}

static uint32_t crc_of(const unsigned char *bytes, size_t size)
{
    uint32_t crc = 0xFFFFFFFFu;
    for (size_t i = 0; i < size; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = (crc >> 1) ^ (crc & 1 ? 0xEDB88320u : 0);
    }
    return crc ^ 0xFFFFFFFFu;
}

static void put_number(unsigned char out[4], uint32_t value)
{
    for (int i = 0; i < 4; i++)
        out[i] = (unsigned char)(value >> (24 - 8 * i));
}

static cpts_status write_picture(struct canvas *canvas)
{
    struct picture picture = {{.data = NULL}};
    unsigned char chunk[21] = {0, 0, 0, 9, 'p', 'H', 'Y', 's'};
    const double pixels =
        cairo_image_surface_get_width(canvas->surface) / (canvas->width / 72 * 0.0254);
    put_number(chunk + 8, (uint32_t)lround(pixels));
    put_number(chunk + 12, (uint32_t)lround(pixels));
    chunk[16] = 1;
    put_number(chunk + 17, crc_of(chunk + 4, 13));
    const cairo_status_t status =
        cairo_surface_write_to_png_stream(canvas->surface, keep_bytes, &picture);
    const bool is_written = status == CAIRO_STATUS_SUCCESS && picture.bytes.used > PNG_HEAD;
    if (is_written) {
        cpts_file_bytes(canvas->file, picture.bytes.data, PNG_HEAD);
        cpts_file_bytes(canvas->file, chunk, sizeof chunk);
        cpts_file_bytes(canvas->file, picture.bytes.data + PNG_HEAD, picture.bytes.used - PNG_HEAD);
    }
    cpts_bytes_free(&picture.bytes);
    if (is_written)
        return CPTS_OK;
    return status == CAIRO_STATUS_NO_MEMORY
               ? cpts_fail_memory(canvas->file->context)
               : cpts_fail(canvas->file->context, CPTS_ERROR_OUTPUT,
                           _("%s cannot be drawn: its page is too large for the format, or one of "
                             "its fonts or pictures is damaged (%s)"),
                           canvas->file->shown, cairo_status_to_string(status));
}

cpts_status cpts_canvas_finish(struct canvas *canvas, cpts_status status)
{
    if (canvas->cairo) {
        if (status == CPTS_OK)
            status = cpts_canvas_status(canvas);
        if (status == CPTS_OK && canvas->kind == CANVAS_PNG) {
            status = write_picture(canvas);
        } else if (canvas->kind != CANVAS_PNG) {
            if (status != CPTS_OK) /* bookmarks lead to the page that was left half drawn */
                cairo_show_page(canvas->cairo);
            cairo_surface_finish(canvas->surface);
            if (status == CPTS_OK &&
                cairo_surface_status(canvas->surface) == CAIRO_STATUS_NO_MEMORY)
                status = cpts_fail_memory(canvas->file->context);
        }
    }
    g_clear_object(&canvas->layout);
    g_clear_object(&canvas->pango);
    g_clear_object(&canvas->fonts);
    cairo_destroy(canvas->cairo);
    cairo_surface_destroy(canvas->surface);
    canvas->cairo = NULL;
    canvas->surface = NULL;
    return status;
}

/* ---- words ------------------------------------------------------------------------------- */

/* What controls the direction or the lines of text is left out, as what is not UTF-8. */
static bool is_unsafe(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029 ||
           code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069);
}

void cpts_safe_text(char *out, size_t size, const char *text)
{
    size_t used = 0;
    while (*text && used + 4 < size) {
        uint32_t code = 0;
        const size_t length = cpts_utf8_read(&code, text);
        const bool is_break = length && (code == '\n' || code == '\t' || code == '\r');
        const char *from = is_break ? " " : length && !is_unsafe(code) ? text : CPTS_REPLACEMENT;
        const size_t bytes = is_break ? 1 : from == text ? length : 3;
        memcpy(out + used, from, bytes);
        used += bytes;
        text += length ? length : 1;
    }
    out[used] = '\0';
}

static struct extent lay_out(struct canvas *canvas, const char *text,
                             const struct lettering *lettering)
{
    char safe[4096];
    int width = 0, height = 0;
    PangoFontDescription *font = pango_font_description_new();
    char *spaced = cpts_is_french() ? cpts_french_spaces(text) : NULL;
    cpts_safe_text(safe, sizeof safe, spaced ? spaced : text);
    cpts_array_free(spaced);
    pango_font_description_set_family_static(font, FONT_FAMILY);
    pango_font_description_set_absolute_size(font, lettering->size * PANGO_SCALE);
    if (lettering->look == FONT_BOLD)
        pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    if (lettering->look == FONT_ITALIC)
        pango_font_description_set_style(font, PANGO_STYLE_OBLIQUE);
    pango_layout_set_font_description(canvas->layout, font);
    pango_font_description_free(font);
    pango_layout_set_width(canvas->layout,
                           lettering->width > 0 ? (int)(lettering->width * PANGO_SCALE) : -1);
    pango_layout_set_wrap(canvas->layout,
                          lettering->keeps_words ? PANGO_WRAP_WORD : PANGO_WRAP_WORD_CHAR);
    pango_layout_set_height(canvas->layout, lettering->most_lines ? -lettering->most_lines : -1);
    pango_layout_set_ellipsize(canvas->layout, lettering->most_lines && lettering->width > 0
                                                   ? PANGO_ELLIPSIZE_END
                                                   : PANGO_ELLIPSIZE_NONE);
    pango_layout_set_alignment(canvas->layout, lettering->align == ALIGN_CENTRE ? PANGO_ALIGN_CENTER
                                               : lettering->align == ALIGN_RIGHT
                                                   ? PANGO_ALIGN_RIGHT
                                                   : PANGO_ALIGN_LEFT);
    pango_layout_set_text(canvas->layout, safe, -1);
    pango_layout_get_size(canvas->layout, &width, &height);
    return (struct extent){width / (double)PANGO_SCALE, height / (double)PANGO_SCALE};
}

struct extent cpts_canvas_measure(struct canvas *canvas, const char *text,
                                  const struct lettering *lettering)
{
    return lay_out(canvas, text, lettering);
}

/* Strokes the outlines of the letters with white. The outlines of a page are most of what is
 * written of it, and under so wide a line nobody sees how fine they are: they become few straight
 * pieces. */
static void draw_halo(struct canvas *canvas, double width)
{
    cairo_t *cairo = canvas->cairo;
    const double apart = width;
    pango_cairo_layout_path(cairo, canvas->layout);
    cairo_set_tolerance(cairo, apart / 2);
    cairo_path_t *path = cairo_copy_path_flat(cairo);
    cairo_set_tolerance(cairo, 0.1);
    cairo_new_path(cairo);
    double x = 0, y = 0;
    for (int i = 0; path->status == CAIRO_STATUS_SUCCESS && i < path->num_data;
         i += path->data[i].header.length) {
        const cairo_path_data_t *data = &path->data[i];
        if (data->header.type == CAIRO_PATH_CLOSE_PATH) {
            cairo_close_path(cairo);
            continue;
        }
        const bool is_start = data->header.type == CAIRO_PATH_MOVE_TO;
        if (!is_start && fabs(data[1].point.x - x) < apart && fabs(data[1].point.y - y) < apart)
            continue;
        x = data[1].point.x;
        y = data[1].point.y;
        if (is_start)
            cairo_move_to(cairo, x, y);
        else
            cairo_line_to(cairo, x, y);
    }
    cairo_path_destroy(path);
    cpts_canvas_colour(canvas, 0xFFFFFFE0u);
    cairo_set_line_width(cairo, 2 * width);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    cairo_stroke(cairo);
}

struct extent cpts_canvas_text(struct canvas *canvas, double x, double y, const char *text,
                               const struct lettering *lettering)
{
    const struct extent extent = lay_out(canvas, text, lettering);
    if (lettering->width <= 0 && lettering->align != ALIGN_LEFT)
        x -= lettering->align == ALIGN_CENTRE ? extent.width / 2 : extent.width;
    if (lettering->halo > 0) {
        cairo_move_to(canvas->cairo, x, y);
        draw_halo(canvas, lettering->halo);
    }
    cairo_move_to(canvas->cairo, x, y);
    cpts_canvas_colour(canvas, lettering->colour);
    pango_cairo_show_layout(canvas->cairo, canvas->layout);
    cairo_new_path(canvas->cairo);
    return extent;
}

/* ---- symbols ----------------------------------------------------------------------------- */

void cpts_canvas_colour(struct canvas *canvas, uint32_t colour)
{
    cairo_set_source_rgba(canvas->cairo, (colour >> 24) / 255.0, (colour >> 16 & 255) / 255.0,
                          (colour >> 8 & 255) / 255.0, (colour & 255) / 255.0);
}

static void stroke(struct canvas *canvas, uint32_t colour, double width, bool is_dashed)
{
    const double dash[] = {4 * width, 2 * width};
    cpts_canvas_colour(canvas, colour);
    cairo_set_line_width(canvas->cairo, width);
    cairo_set_line_join(canvas->cairo, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(canvas->cairo, CAIRO_LINE_CAP_ROUND);
    cairo_set_dash(canvas->cairo, dash, is_dashed ? 2 : 0, 0);
    cairo_stroke_preserve(canvas->cairo);
    cairo_set_dash(canvas->cairo, dash, 0, 0);
}

/* Lines from side to side of the path, at distances counted from the page's corner: hatches of
 * neighbours run on. */
static void hatch(struct canvas *canvas, const struct symbol *symbol, double scale)
{
    cairo_t *cairo = canvas->cairo;
    double x1, y1, x2, y2;
    const double step = symbol->distance_mm * CPTS_MM * scale;
    const double angle = symbol->angle * G_PI / 180;
    const double ux = cos(angle), uy = -sin(angle), nx = -uy, ny = ux;
    cairo_fill_extents(cairo, &x1, &y1, &x2, &y2);
    cairo_path_t *path = cairo_copy_path(cairo);
    cairo_save(cairo);
    cairo_clip(cairo);
    const double reach = hypot(x2 - x1, y2 - y1) / 2 + step;
    const double cx = (x1 + x2) / 2, cy = (y1 + y2) / 2, middle = cx * nx + cy * ny;
    for (double d = ceil((middle - reach) / step) * step; d < middle + reach; d += step) {
        const double px = cx + (d - middle) * nx, py = cy + (d - middle) * ny;
        cairo_move_to(cairo, px - reach * ux, py - reach * uy);
        cairo_line_to(cairo, px + reach * ux, py + reach * uy);
    }
    stroke(canvas, symbol->colour, symbol->width_mm * CPTS_MM * scale, symbol->is_dashed);
    cairo_new_path(cairo);
    cairo_restore(cairo);
    if (path->status == CAIRO_STATUS_SUCCESS)
        cairo_append_path(cairo, path);
    cairo_path_destroy(path);
}

void cpts_canvas_symbol(struct canvas *canvas, const char *style, const char *value, double scale)
{
    size_t count;
    const struct symbol *symbols = cpts_symbol(&count, style, value);
    for (size_t i = 0; i < count; i++) {
        const struct symbol *symbol = &symbols[i];
        const double width = symbol->width_mm * CPTS_MM * scale;
        if (symbol->kind == SYMBOL_FILL) {
            cpts_canvas_colour(canvas, symbol->colour);
            cairo_fill_preserve(canvas->cairo);
            stroke(canvas, symbol->outline, width, symbol->is_dashed);
        } else if (symbol->kind == SYMBOL_LINE) {
            stroke(canvas, symbol->colour, width, symbol->is_dashed);
        } else {
            hatch(canvas, symbol, scale);
        }
    }
    cairo_new_path(canvas->cairo);
}
