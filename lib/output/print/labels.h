/*
 * Where names stand on a map: each inside its own field as far as it can be, and none over another.
 * The map is drawn once more on a small grid, whose cells say whose they are; a name takes the
 * cells it covers. Places are looked for cell by cell: trying the four sides of a point, as maps of
 * towns do, was rejected, since territories have any shape.
 */
#ifndef CPTS_OUTPUT_PRINT_LABELS_H
#define CPTS_OUTPUT_PRINT_LABELS_H

#include "output/print/canvas.h"

#define CPTS_CELL (0.5 * CPTS_MM) /* side of a cell */

struct label_grid {
    cairo_surface_t *surface; /* where fields are drawn: see cpts_labels_field */
    cairo_t *cairo;           /* in points from the upper left corner of the map */
    int width, height;        /* cells */
    uint32_t *owner;          /* by cell: 1 + field; 0: nobody's */
    unsigned char *taken;     /* by cell */
    uint16_t *depth;          /* by cell: how far from the border of its field, in cells */
    uint32_t *inside;         /* scratch: sums of a field's cells along rows */
    struct cell_box {
        int x1, y1, x2, y2; /* the last cells included; x2 < x1: none */
        int cells;          /* of a field: how many are its own */
    } * boxes;              /* by field */
    struct cell_box drawn;  /* what fields were drawn within */
    size_t field_count;
};

/* A grid for a map of that size in points, with fields 0 .. field_count - 1. cpts_labels_free in
 * all cases. */
cpts_status cpts_labels_new(struct label_grid *grid, cpts_context *context, double width,
                            double height, size_t field_count);
void cpts_labels_free(struct label_grid *grid);

/* Makes the current path of grid->cairo the place of a field; later ones cover earlier ones. */
void cpts_labels_field(struct label_grid *grid, size_t field);

/* Forgets the fields, not what is taken. */
void cpts_labels_clear(struct label_grid *grid);

/* Reads what was drawn. */
cpts_status cpts_labels_ready(struct label_grid *grid, cpts_context *context);

/* The best free place for words of that size with their middle in the field, at least
 * `least_inside` (0..1) of them inside it: takes it and gives its middle. */
bool cpts_labels_place(struct label_grid *grid, size_t field, struct extent size,
                       double least_inside, double *x, double *y);

/* Takes a given place if it is free and on the map. */
bool cpts_labels_take(struct label_grid *grid, double x, double y, struct extent size);

/* The nearest free place to that one, within the width of a hand; takes it. */
bool cpts_labels_near(struct label_grid *grid, double to_x, double to_y, struct extent size,
                      double *x, double *y);

#endif
