/*
 * Drawings in SVG, for pages without a script: polygons of the analysis CRS, as fine as a print of
 * them and no finer.
 */
#ifndef CPTS_OUTPUT_MAP_SVG_H
#define CPTS_OUTPUT_MAP_SVG_H

#include "geometry/shapes.h"
#include "output/file.h"

struct svg {
    struct output_file *file;
    struct box box; /* what is seen, in metres */
    double scale;   /* drawing units a metre; numbers are tenths of them */
    double least;   /* drawing units from point to point: what is nearer is left out */
};

/* A view of `box` and a margin around it, in at most `width` by `height`. False when there is
 * nothing to see. */
bool cpts_svg_fit(struct svg *svg, struct output_file *file, struct box box, double width,
                  double height);

/* Its size, in the numbers that it is written in. */
int cpts_svg_width(const struct svg *svg);
int cpts_svg_height(const struct svg *svg);

/* A path of that class, "" for none: the parts [first, first + count), or the parts listed. */
void cpts_svg_parts(struct svg *svg, const struct shapes *shapes, uint32_t first, uint32_t count,
                    const char *css);
void cpts_svg_path(struct svg *svg, const struct shapes *shapes, const uint32_t *parts,
                   size_t count, const char *css);

/* A path of that class, its lines and rings one by one: a ring goes back to its first point. */
void cpts_svg_open_path(struct svg *svg, const char *css);
void cpts_svg_run(struct svg *svg, const struct point *points, size_t count, bool is_ring);
void cpts_svg_close_path(struct svg *svg);

/* Where a place is in the drawing. */
int cpts_svg_x(const struct svg *svg, struct point point);
int cpts_svg_y(const struct svg *svg, struct point point);

#endif
