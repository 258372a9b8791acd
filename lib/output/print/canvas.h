/*
 * What is drawn on: pages by Cairo, words by Pango. Lengths are points (1/72 inch) from the upper
 * left corner of the page. Errors stick, in Cairo and in the file: nothing needs to be asked until
 * cpts_canvas_finish.
 *
 * Both are linked as the other libraries are: loading them costs a run that prints nothing about
 * three milliseconds, since GDAL brings freetype and fontconfig along already.
 */
#ifndef CPTS_OUTPUT_PRINT_CANVAS_H
#define CPTS_OUTPUT_PRINT_CANVAS_H

#include <cairo.h>
#include <pango/pangocairo.h>

#include "output/file.h"
#include "output/print/symbols.h"

#define CPTS_MM (72 / 25.4) /* points */

enum canvas_kind { CANVAS_PDF, CANVAS_SVG, CANVAS_PNG };

struct canvas {
    enum canvas_kind kind;
    struct output_file *file;
    cairo_surface_t *surface;
    cairo_t *cairo;
    PangoFontMap *fonts;
    PangoContext *pango;
    PangoLayout *layout;
    double width, height; /* of the page */
};

enum font_look { FONT_PLAIN, FONT_BOLD, FONT_ITALIC };

/* How words are written. */
struct lettering {
    double size; /* points */
    enum font_look look;
    uint32_t colour;
    double width; /* lines are broken there; 0: one line */
    enum { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT } align;
    bool keeps_words; /* none is broken, even if it is wider than the lines */
    double halo;      /* width of the white round the letters */
    int most_lines;   /* what is more is cut, with an ellipsis; 0: no limit */
};

struct extent {
    double width, height;
};

/* The kind that a file name asks for by its end; false: none. */
bool cpts_canvas_kind(enum canvas_kind *kind, const char *path);

/* Begins a drawing. cpts_canvas_finish in all cases. */
cpts_status cpts_canvas_begin(struct canvas *canvas, struct output_file *file,
                              enum canvas_kind kind, double width, double height, double dpi);

/* Writes what is left and frees all. `status`: how the drawing went; nothing is written after a
 * failure. */
cpts_status cpts_canvas_finish(struct canvas *canvas, cpts_status status);

/* The status of the drawing so far, as a failure of the file's context. */
cpts_status cpts_canvas_status(struct canvas *canvas);

/* Writes text that may come from a hostile file: it is text and nothing else. The place is the
 * upper left corner; with ALIGN_CENTRE or ALIGN_RIGHT and no width, the middle or the right end. */
struct extent cpts_canvas_text(struct canvas *canvas, double x, double y, const char *text,
                               const struct lettering *lettering);
struct extent cpts_canvas_measure(struct canvas *canvas, const char *text,
                                  const struct lettering *lettering);

/* Text without what controls directions and lines, cut to the size. */
void cpts_safe_text(char *out, size_t size, const char *text);

void cpts_canvas_colour(struct canvas *canvas, uint32_t colour);

/* Fills and draws the current path of Cairo with the symbol of a QGIS style; its widths are
 * multiplied by `scale`. */
void cpts_canvas_symbol(struct canvas *canvas, const char *style, const char *value, double scale);

#endif
