/* What the families share: families.c has those met in the wild, adversarial.c those made to make
 * an overlay go wrong. */
#ifndef PROPERTY_FAMILIES_H
#define PROPERTY_FAMILIES_H

#include "free_shapes.h"
#include "units.h"

struct maker {
    struct scene *scene;
    const struct mesh *mesh;
    const size_t *unit_of_atom;
    struct random *random;
    bool sparser; /* perimeters drop the vertices on straight lines */
    double denser, jitter_m;
};

/* Every unit in one perimeter; `white` units in none, `shared` ones in a second. */
void family_add_partition(struct maker *maker, double white, double shared);

/* A perimeter of its own. */
void family_add_shape(struct maker *maker, GEOSGeometry *shape);

void family_tangled(struct maker *maker);
void family_cocircular(struct maker *maker);
void family_needles(struct maker *maker);
void family_touching(struct maker *maker);
void family_enclaves(struct maker *maker);
void family_nearly(struct maker *maker);
void family_holed(struct maker *maker);
void family_separately(struct maker *maker);
void family_rounded(struct maker *maker);

#endif
