/*
 * The arrangement of a scene: all borders of all units and perimeters overlaid with everything,
 * by GEOS. Its faces are where the truth is read: one point of each says which unit it lies in
 * and who claims it. Slow and simple on purpose; it shares nothing with the library under test.
 */
#ifndef PROPERTY_ARRANGEMENT_H
#define PROPERTY_ARRANGEMENT_H

#include "scene.h"

#define NOWHERE SIZE_MAX

struct face {
    GEOSGeometry *shape;
    double area_m2;
    size_t unit;     /* NOWHERE: in none */
    uint64_t claims; /* bit p: perimeter p claims it */
    bool micro;      /* no wider than a few steps of the grid: drawing noise */
};

/* A border between two faces; `right` is NOWHERE where no face lies beyond. */
struct edge {
    size_t left, right;
    double length_m;
};

struct arrangement {
    double grid_m;
    struct face *faces;
    struct edge *edges;
    size_t face_count, edge_count;
};

/* Borders are noded by snap rounding on a grid of `grid_m`, or exactly when it is 0. */
struct arrangement *arrangement_make(const struct scene *scene, double grid_m);
void arrangement_free(struct arrangement *arrangement);

/* From a point to the nearest ring of a polygon or multipolygon. */
double distance_to_border(const GEOSGeometry *shape, double x, double y);

#endif
