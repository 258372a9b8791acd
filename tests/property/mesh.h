/*
 * The mesh a scene is drawn on: atoms (cells, triangles, Voronoi cells) that share nodes and
 * edges exactly. Units are sets of atoms, and so are perimeters that follow or finely cut them.
 */
#ifndef PROPERTY_MESH_H
#define PROPERTY_MESH_H

#include "scene.h"

struct node {
    double x, y;
};

struct atom {
    size_t nodes[32]; /* anticlockwise, unclosed */
    size_t node_count;
    GEOSGeometry *shape; /* with the points of its edges */
};

struct mesh {
    const char *kind;
    struct node *nodes;
    struct atom *atoms;
    size_t node_count, atom_count;
    double min_x, min_y, max_x, max_y;
    double cell_m; /* the size of an atom, about */
};

struct mesh *mesh_make(struct random *random, uint64_t seed);
void mesh_free(struct mesh *mesh);

/* Atoms that share an edge; and atoms with a node on the outer border. */
bool mesh_adjacent(const struct mesh *mesh, size_t a, size_t b);
bool mesh_on_border(const struct mesh *mesh, size_t atom);

/* The union of the atoms whose owner is `owner`, every vertex kept; NULL when there is none. */
GEOSGeometry *mesh_union(const struct mesh *mesh, const size_t *owner_of_atom, size_t owner);

#endif
