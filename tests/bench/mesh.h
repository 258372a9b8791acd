/*
 * Regions of units on a grid, for grid.c and families.c.
 */
#ifndef BENCH_MESH_H
#define BENCH_MESH_H

#include "common.h"

/* The vertices of one ring. */
struct walker {
    double *x, *y;
    int count, edge_vertices; /* of an edge, its last end not counted */
};

/* For rings of at most so many edges of units. */
void bench_walker_init(struct walker *walker, int edge_vertices, int most_edges);
void bench_walker_free(struct walker *walker);

/* Anticlockwise around width x height units whose lower left node is (left, low). */
void bench_walk(struct walker *walker, int left, int low, int width, int height);

/* The ring that was walked, for OGR to own. */
OGRGeometryH bench_ring(const struct walker *walker);

struct bench_region {
    GDALDatasetH dataset;
    OGRLayerH units, perimeters;
};

/* A GeoPackage with two layers, still empty; bench_close() its dataset. */
struct bench_region bench_region_create(const char *path);

/* A feature; `area`, a multipolygon, is taken. */
void bench_add_area(OGRLayerH layer, char prefix, int number, OGRGeometryH area);

/* A polygon more of a multipolygon; `shell` is taken. */
void bench_add_part(OGRGeometryH area, OGRGeometryH shell);

#endif
