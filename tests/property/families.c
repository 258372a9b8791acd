/*
 * The families of perimeters. Each one is a way in which territories are declared in the wild,
 * or a way to make an overlay go wrong.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "families.h"
#include "redraw.h"

static GEOSGeometry *replace(GEOSGeometry *old, GEOSGeometry *new)
{
    GEOSGeom_destroy(old);
    return new;
}

/* Draws a union of atoms the way this scene's perimeters are drawn. */
static void add_union(struct maker *maker, size_t perimeter, GEOSGeometry *shape)
{
    if (!shape)
        return;
    GEOSGeometry *plain = need(GEOSGeom_clone(shape));
    if (maker->jitter_m > 0)
        shape = replace(shape, redraw_jittered(shape, maker->random, maker->jitter_m));
    if (maker->sparser)
        shape = replace(shape, redraw_sparser(shape));
    if (maker->denser > 0)
        shape = replace(shape, redraw_denser(shape, maker->random, maker->denser));
    shape = shape_if_polygonal(shape);
    if (shape)
        GEOSGeom_destroy(plain);
    else
        shape = plain; /* where rings touch, a vertex less can make them cross */
    scene_add_piece(maker->scene, perimeter, shape);
}

/* Adds the perimeter of all units whose bit is set. */
static size_t add_units(struct maker *maker, const bool *chosen)
{
    size_t *owner = need(calloc(maker->mesh->atom_count, sizeof *owner));
    for (size_t i = 0; i < maker->mesh->atom_count; i++)
        owner[i] = maker->unit_of_atom[i] != NO_UNIT && chosen[maker->unit_of_atom[i]];
    const size_t perimeter = scene_add_perimeter(maker->scene);
    add_union(maker, perimeter, mesh_union(maker->mesh, owner, 1));
    free(owner);
    return perimeter;
}

static size_t pick_count(struct maker *maker)
{
    const size_t units = maker->scene->unit_count;
    return 1 + random_below(maker->random, units < 8 ? units : 8);
}

/* Every unit in one perimeter; `white` units in none, `shared` ones in a second. */
void family_add_partition(struct maker *maker, double white, double shared)
{
    const size_t units = maker->scene->unit_count, count = pick_count(maker);
    size_t *first = need(calloc(units, sizeof *first)),
           *second = need(calloc(units, sizeof *second));
    bool *chosen = need(calloc(units, sizeof *chosen));
    for (size_t u = 0; u < units; u++) {
        first[u] = random_chance(maker->random, white) ? count : random_below(maker->random, count);
        second[u] =
            random_chance(maker->random, shared) ? random_below(maker->random, count) : count;
    }
    for (size_t p = 0; p < count; p++) {
        bool any = false;
        for (size_t u = 0; u < units; u++) {
            chosen[u] = first[u] == p || second[u] == p;
            any = any || chosen[u];
        }
        if (any)
            add_units(maker, chosen);
    }
    free(first);
    free(second);
    free(chosen);
}

void family_add_shape(struct maker *maker, GEOSGeometry *shape)
{
    scene_add_piece(maker->scene, scene_add_perimeter(maker->scene), shape);
}

static void partition(struct maker *maker)
{
    family_add_partition(maker, 0, 0);
    maker->scene->drawn_on_base = true;
}

static void conflicts(struct maker *maker)
{
    family_add_partition(maker, random_between(maker->random, 0, 0.4),
                         random_between(maker->random, 0, 0.5));
    maker->scene->drawn_on_base = true;
}

/* Perimeters along atoms: finer than units, with common vertices on both sides of each cut. */
static void atoms(struct maker *maker)
{
    const size_t count = 1 + random_below(maker->random, 6);
    size_t *owner = need(calloc(maker->mesh->atom_count, sizeof *owner));
    for (size_t layer = 0, layers = 1 + random_below(maker->random, 2); layer < layers; layer++) {
        for (size_t i = 0; i < maker->mesh->atom_count; i++)
            owner[i] = random_below(maker->random, count + 1);
        for (size_t p = 0; p < count; p++) {
            GEOSGeometry *shape = mesh_union(maker->mesh, owner, p);
            if (shape)
                add_union(maker, scene_add_perimeter(maker->scene), shape);
        }
    }
    free(owner);
}

static void shapes(struct maker *maker)
{
    if (random_chance(maker->random, 0.6))
        family_add_partition(maker, 0.1, 0.05);
    for (size_t i = 0, n = 1 + random_below(maker->random, 6); i < n; i++)
        family_add_shape(maker, shape_anywhere(maker->mesh, maker->random));
}

static void on_nodes(struct maker *maker)
{
    if (random_chance(maker->random, 0.4))
        family_add_partition(maker, 0.1, 0.05);
    for (size_t i = 0, n = 1 + random_below(maker->random, 6); i < n; i++)
        family_add_shape(maker, shape_on_nodes(maker->mesh, maker->random));
}

/* The same shape twice, a smaller one inside it, its two halves, itself with a hole. */
static void nested(struct maker *maker)
{
    GEOSGeometry *shape = random_chance(maker->random, 0.5)
                              ? shape_anywhere(maker->mesh, maker->random)
                              : shape_on_nodes(maker->mesh, maker->random);
    GEOSGeometry *left, *right;
    if (random_chance(maker->random, 0.5))
        family_add_shape(maker, need(GEOSGeom_clone(shape)));
    if (random_chance(maker->random, 0.5))
        family_add_shape(maker, redraw_rotated(shape, maker->random));
    if (shape_cut(shape, maker->random, &left, &right)) {
        family_add_shape(maker, left);
        family_add_shape(maker, right);
    }
    GEOSGeometry *inner = shape_if_polygonal(GEOSBuffer(shape, -maker->mesh->cell_m * 0.1, 4));
    if (inner && random_chance(maker->random, 0.5)) {
        GEOSGeometry *rim = shape_if_polygonal(GEOSDifference(shape, inner));
        if (rim)
            family_add_shape(maker, rim);
    }
    if (inner)
        family_add_shape(maker, inner);
    if (random_chance(maker->random, 0.5))
        family_add_partition(maker, 0.1, 0);
    GEOSGeom_destroy(shape);
}

/* Everywhere, nowhere near, just beside, touching at a corner, tiny. */
static void extremes(struct maker *maker)
{
    const struct mesh *mesh = maker->mesh;
    const double m = mesh->cell_m;
    struct random *random = maker->random;
    if (random_chance(random, 0.5))
        family_add_partition(maker, 0.2, 0.1);
    if (random_chance(random, 0.4))
        family_add_shape(
            maker, shape_box(mesh->min_x - m, mesh->min_y - m, mesh->max_x + m, mesh->max_y + m));
    if (random_chance(random, 0.4))
        family_add_shape(
            maker, shape_box(mesh->max_x + 5 * m, mesh->min_y, mesh->max_x + 6 * m, mesh->max_y));
    if (random_chance(random, 0.4)) { /* beside the last node in x: a corner or an edge in common */
        size_t last = 0;
        for (size_t i = 0; i < mesh->node_count; i++)
            if (mesh->nodes[i].x > mesh->nodes[last].x)
                last = i;
        const struct node p = mesh->nodes[last];
        family_add_shape(maker, shape_box(p.x, p.y, p.x + m, p.y + m));
    }
    if (random_chance(random, 0.4)) { /* touches one node from inside a cell */
        const struct node p = mesh->nodes[random_below(random, mesh->node_count)];
        family_add_shape(maker, shape_box(p.x, p.y, p.x + m * 0.1, p.y + m * 0.07));
    }
    if (random_chance(random, 0.6) || !maker->scene->perimeter_count)
        family_add_shape(maker, shape_disc(random_between(random, mesh->min_x, mesh->max_x),
                                           random_between(random, mesh->min_y, mesh->max_y),
                                           random_between(random, 0.5, 8), 8, 0, random));
}

/* Dozens of claims on one place. */
static void crowd(struct maker *maker)
{
    const struct mesh *mesh = maker->mesh;
    /* Every pair of borders crosses: few large crowds, or they take all the time. */
    const size_t count =
        6 + random_below(maker->random, random_chance(maker->random, 0.1) ? 50 : 12);
    const double x = (mesh->min_x + mesh->max_x) / 2, y = (mesh->min_y + mesh->max_y) / 2;
    const bool same_place = random_chance(maker->random, 0.3);
    GEOSGeometry *shape = shape_disc(x, y, mesh->cell_m * 0.8, 12, 0.3, maker->random);
    for (size_t i = 0; i < count; i++)
        family_add_shape(
            maker, same_place
                       ? redraw_rotated(shape, maker->random)
                       : shape_disc(x, y, mesh->cell_m * random_between(maker->random, 0.3, 2),
                                    4 + random_below(maker->random, 5), 0.2, maker->random));
    GEOSGeom_destroy(shape);
}

/* Lists of codes, polygons beside them, codes of nothing, the same code twice. */
static void codes(struct maker *maker)
{
    const size_t count = pick_count(maker), units = maker->scene->unit_count;
    struct random *random = maker->random;
    for (size_t p = 0; p < count; p++) {
        const size_t perimeter = scene_add_perimeter(maker->scene);
        const size_t first = random_below(random, units);
        for (size_t u = 0; u < units; u++)
            if (u == first || random_chance(random, 1.0 / (double)count))
                scene_declare(maker->scene, perimeter, maker->scene->units[u].code);
        if (random_chance(random, 0.2))
            scene_declare(maker->scene, perimeter, "99999");
        if (random_chance(random, 0.2))
            scene_declare(maker->scene, perimeter,
                          maker->scene->units[random_below(random, units)].code);
        if (random_chance(random, 0.3))
            scene_add_piece(maker->scene, perimeter, shape_anywhere(maker->mesh, random));
    }
    if (random_chance(random, 0.5))
        family_add_partition(maker, 0.3, 0);
}

/* A border drawn on another edition of the base: moved by metres, or generalised. */
static void shifted(struct maker *maker)
{
    maker->sparser = false, maker->denser = 0, maker->jitter_m = 0;
    family_add_partition(maker, 0.05, 0.05);
    struct random *random = maker->random;
    for (size_t i = 0; i < maker->scene->piece_count; i++) {
        struct scene_piece *piece = &maker->scene->pieces[i];
        if (random_chance(random, 0.3)) {
            GEOSGeometry *simple = shape_if_polygonal(
                GEOSTopologyPreserveSimplify(piece->shape, maker->mesh->cell_m * 0.05));
            if (simple)
                piece->shape = replace(piece->shape, simple);
        } else if (random_chance(random, 0.6))
            piece->shape =
                replace(piece->shape, redraw_moved(piece->shape, random_between(random, -8, 8),
                                                   random_between(random, -8, 8)));
    }
}

/* One perimeter in several overlapping or adjacent features. */
static void pieces(struct maker *maker)
{
    struct random *random = maker->random;
    family_add_shape(maker, shape_anywhere(maker->mesh, random));
    family_add_partition(maker, 0.1, 0.1);
    const size_t count = maker->scene->perimeter_count;
    for (size_t i = 0, n = 1 + random_below(random, 4); i < n; i++) {
        GEOSGeometry *shape = random_chance(random, 0.5) ? shape_anywhere(maker->mesh, random)
                                                         : shape_on_nodes(maker->mesh, random);
        scene_add_piece(maker->scene, random_below(random, count), shape);
    }
}

static void invalid(struct maker *maker)
{
    family_add_partition(maker, 0.1, 0.1);
    for (size_t i = 0, n = 1 + random_below(maker->random, 3); i < n; i++)
        family_add_shape(maker, shape_invalid(maker->mesh, maker->random));
}

static void mixture(struct maker *maker)
{
    family_add_partition(maker, 0.15, 0.1);
    for (size_t i = 0, n = random_below(maker->random, 3); i < n; i++)
        family_add_shape(maker, shape_on_nodes(maker->mesh, maker->random));
    for (size_t i = 0, n = random_below(maker->random, 3); i < n; i++)
        family_add_shape(maker, shape_anywhere(maker->mesh, maker->random));
    nested(maker);
    if (random_chance(maker->random, 0.5))
        atoms(maker);
}

static const struct {
    const char *name;
    void (*make)(struct maker *maker);
} families[] = {
    {"partition", partition},
    {"conflicts", conflicts},
    {"atoms", atoms},
    {"shapes", shapes},
    {"on-nodes", on_nodes},
    {"nested", nested},
    {"extremes", extremes},
    {"crowd", crowd},
    {"codes", codes},
    {"shifted", shifted},
    {"pieces", pieces},
    {"mixture", mixture},
    {"invalid", invalid},
    {"tangled", family_tangled},
    {"cocircular", family_cocircular},
    {"needles", family_needles},
    {"touching", family_touching},
    {"enclaves", family_enclaves},
    {"nearly", family_nearly},
    {"holed", family_holed},
    {"separately", family_separately},
    {"rounded", family_rounded},
};

size_t family_count(void)
{
    return sizeof families / sizeof *families;
}

const char *family_name(size_t index)
{
    return families[index].name;
}

struct scene *scene_make(uint64_t seed, size_t family)
{
    struct random random = random_seeded(seed, family);
    struct scene *scene = scene_new(seed, families[family].name);
    struct mesh *mesh = mesh_make(&random, seed);
    size_t *unit_of_atom = units_make(scene, mesh, &random);
    struct maker maker = {scene, mesh, unit_of_atom, &random,
                          .sparser = random_chance(&random, 0.3)};
    if (random_chance(&random, 0.2))
        maker.jitter_m = 0.0002;
    else if (random_chance(&random, 0.3))
        maker.denser = 0.3;
    families[family].make(&maker);
    if (!scene->perimeter_count) /* with nothing declared there is nothing to check */
        family_add_shape(&maker, shape_anywhere(mesh, &random));
    free(unit_of_atom);
    mesh_free(mesh);
    return scene;
}
