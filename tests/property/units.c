#include "units.h"

#include <math.h>
#include <stdlib.h>

#include "redraw.h"

static void one_atom_each(size_t *unit_of_atom, const struct mesh *mesh)
{
    for (size_t i = 0; i < mesh->atom_count; i++)
        unit_of_atom[i] = i;
}

/* Units grown from seeds over adjacent atoms, one atom at a time. */
static void grow(size_t *unit_of_atom, const struct mesh *mesh, struct random *random)
{
    const size_t seeds = 1 + random_below(random, mesh->atom_count);
    for (size_t i = 0; i < mesh->atom_count; i++)
        unit_of_atom[i] = NO_UNIT;
    for (size_t s = 0; s < seeds; s++)
        unit_of_atom[random_below(random, mesh->atom_count)] = s;
    for (bool grew = true; grew;) {
        grew = false;
        for (size_t i = 0; i < mesh->atom_count; i++) {
            if (unit_of_atom[i] != NO_UNIT)
                continue;
            for (size_t j = 0; j < mesh->atom_count && unit_of_atom[i] == NO_UNIT; j++)
                if (unit_of_atom[j] != NO_UNIT && random_chance(random, 0.5) &&
                    mesh_adjacent(mesh, i, j)) {
                    unit_of_atom[i] = unit_of_atom[j];
                    grew = true;
                }
        }
    }
    for (size_t i = 0; i < mesh->atom_count; i++) /* out of reach */
        if (unit_of_atom[i] == NO_UNIT)
            unit_of_atom[i] = random_below(random, mesh->atom_count);
}

static void scatter(size_t *unit_of_atom, const struct mesh *mesh, struct random *random)
{
    for (size_t i = 0; i < mesh->atom_count; i++)
        if (random_chance(random, 0.2))
            unit_of_atom[i] = unit_of_atom[random_below(random, mesh->atom_count)];
}

static bool share_a_node(const struct atom *a, const struct atom *b)
{
    for (size_t i = 0; i < a->node_count; i++)
        for (size_t j = 0; j < b->node_count; j++)
            if (a->nodes[i] == b->nodes[j])
                return true;
    return false;
}

/* Lakes lie away from the outer border and from each other, so that no one can doubt that they
 * are holes. */
static void dig_lakes(size_t *unit_of_atom, const struct mesh *mesh, struct random *random)
{
    const size_t first = random_below(random, mesh->atom_count);
    const size_t second = random_below(random, mesh->atom_count);
    if (!mesh_on_border(mesh, first))
        unit_of_atom[first] = NO_UNIT;
    if (!mesh_on_border(mesh, second) && !share_a_node(&mesh->atoms[first], &mesh->atoms[second]))
        unit_of_atom[second] = NO_UNIT;
}

size_t *units_make(struct scene *scene, const struct mesh *mesh, struct random *random)
{
    size_t *unit_of_atom = need(calloc(mesh->atom_count, sizeof *unit_of_atom));
    const size_t way = random_below(random, 3);
    if (way == 0)
        one_atom_each(unit_of_atom, mesh);
    else
        grow(unit_of_atom, mesh, random);
    if (way == 2)
        scatter(unit_of_atom, mesh, random);
    if (random_chance(random, 0.3))
        dig_lakes(unit_of_atom, mesh, random);
    const bool with_population = !random_chance(random, 0.1);
    const bool t_junctions = random_chance(random, 0.3);
    /* Owners are renumbered, as some have lost all their atoms. */
    size_t *renumbered = need(calloc(mesh->atom_count, sizeof *renumbered));
    for (size_t i = 0; i < mesh->atom_count; i++)
        renumbered[i] = NO_UNIT;
    for (size_t owner = 0; owner < mesh->atom_count; owner++) {
        GEOSGeometry *shape = mesh_union(mesh, unit_of_atom, owner);
        if (!shape)
            continue;
        if (t_junctions) {
            GEOSGeometry *dense = redraw_denser(shape, random, 0.2);
            GEOSGeom_destroy(shape);
            shape = dense;
        }
        const double population = with_population ? (double)random_below(random, 5000) : NAN;
        const size_t unit = scene_add_unit(scene, shape, population);
        for (size_t i = 0; i < mesh->atom_count; i++)
            if (unit_of_atom[i] == owner)
                renumbered[i] = unit;
    }
    free(unit_of_atom);
    scene->base = mesh->kind;
    scene->base_is_seamless = !t_junctions;
    return renumbered;
}
