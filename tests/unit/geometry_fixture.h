/*
 * For the tests of the geometry: shapes from WKT, shapes as GEOS sees them, and dice.
 */
#ifndef CPTS_TEST_GEOMETRY_FIXTURE_H
#define CPTS_TEST_GEOMETRY_FIXTURE_H

#include <geos_c.h>

#include "geometry/shapes.h"

/* Adds the polygons of a WKT as parts of a feature; they may be invalid. */
void draw_wkt(struct shapes *shapes, uint32_t feature, const char *wkt);

/* Adds a ring of `count` points, closed or not. */
void draw_ring(struct shapes *shapes, uint32_t feature, bool is_hole, const struct point *points,
               size_t count);

/* An axis-parallel rectangle. */
void draw_box(struct shapes *shapes, uint32_t feature, double min_x, double min_y, double max_x,
              double max_y);

double drawn_area_m2(const struct shapes *shapes);

/* A handle that says nothing; GEOS_finish_r ends it. */
GEOSContextHandle_t quiet_geos(void);

/* The parts [first, first + count) as one multipolygon, to be destroyed. */
GEOSGeometry *geometry_of_parts(GEOSContextHandle_t handle, const struct shapes *shapes,
                                uint32_t first, uint32_t count);

/* Do the parts make one valid geometry? */
bool parts_are_valid(const struct shapes *shapes, uint32_t first, uint32_t count);

/* Numbers that look random and are the same in every run. */
struct dice {
    uint64_t state;
};
uint64_t throw_dice(struct dice *dice);
double between(struct dice *dice, double least, double most);
uint32_t below(struct dice *dice, uint32_t limit);

/* The nearest multiple of the quantum. */
double gridded(double metres);

/* A star of `count` corners round a middle: simple, seldom convex. */
void random_star(struct dice *dice, struct point *points, size_t count, struct point middle,
                 double least_m, double most_m);

#endif
