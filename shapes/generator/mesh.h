/*
 * The mesh: a honeycomb of small cells on which the whole region is drawn. A unit is a set of
 * cells, a perimeter is a set of units, and a border is a run of cell edges. Each edge is bent
 * once, from a hash of its own two ends, so that neighbours share their border vertex by vertex.
 *
 * Why a honeycomb: three cells meet at each corner, never four, so the outline of any set of cells
 * is made of rings that neither cross nor touch. Corners are moved by less than half a side, and
 * edges bent by less than what is left, so that the outlines stay so.
 */
#ifndef DEMO_MESH_H
#define DEMO_MESH_H

#include <geos_c.h>
#include <stdbool.h>
#include <stdint.h>

enum { CELL_SIDES = 6 };

struct position {
    double x, y;
};

double demo_distance2(struct position a, struct position b);

struct mesh {
    int columns, rows; /* what is traced stays two cells away from the edge */
    double side_m;
    struct position origin; /* of the cell at column 0, row 0 */
    struct position *corners;
    uint64_t seed;
};

void demo_mesh_init(struct mesh *mesh, int columns, int rows, double side_m, struct position origin,
                    uint64_t seed);
void demo_mesh_free(struct mesh *mesh);

int demo_mesh_cell_count(const struct mesh *mesh);
bool demo_mesh_at_edge(const struct mesh *mesh, int cell);
struct position demo_mesh_centre(const struct mesh *mesh, int cell);

/* The cell across `side` of a cell that is not at the edge of the mesh. */
int demo_mesh_neighbour(const struct mesh *mesh, int cell, int side);

/* Moves the corners: those on a border between two labels are drawn towards the straight line,
 * which hides the zigzag of the honeycomb; all are jittered. To be called once, before tracing. */
void demo_mesh_settle(struct mesh *mesh, const int *label);

/* The outline of the cells where member[cell] is true, as a MultiPolygon rounded to the
 * millimetre; one polygon for each connected group of cells. */
GEOSGeometry *demo_mesh_trace(const struct mesh *mesh, const bool *member,
                              GEOSContextHandle_t geos);

#endif
