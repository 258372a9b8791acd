/* Units made of the atoms of a mesh: connected, scattered, with enclaves, islands and lakes. */
#ifndef PROPERTY_UNITS_H
#define PROPERTY_UNITS_H

#include "mesh.h"

/* The owner of an atom that belongs to no unit. */
#define NO_UNIT SIZE_MAX

/* Adds the units to the scene; the unit of each atom, for perimeters drawn along atoms. */
size_t *units_make(struct scene *scene, const struct mesh *mesh, struct random *random);

#endif
