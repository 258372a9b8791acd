/*
 * Families made to make an overlay go wrong: drawings that cross themselves in every way, points on
 * common circles and lines, needles, touches at points, enclaves in enclaves, borders that differ
 * by less than can be resolved.
 */
#include <math.h>
#include <stdlib.h>

#include "families.h"
#include "redraw.h"

static GEOSGeometry *ring_of(const struct node *ring, size_t count)
{
    GEOSCoordSequence *points =
        need(GEOSCoordSeq_copyFromBuffer(&ring[0].x, (unsigned)count, 0, 0));
    return need(GEOSGeom_createLinearRing(points));
}

static GEOSGeometry *polygon_of(const struct node *ring, size_t count)
{
    return need(GEOSGeom_createPolygon(ring_of(ring, count), NULL, 0));
}

static GEOSGeometry *multi(GEOSGeometry **parts, size_t count)
{
    return need(GEOSGeom_createCollection(GEOS_MULTIPOLYGON, parts, (unsigned)count));
}

static struct node place_in(const struct mesh *mesh, struct random *random)
{
    return (struct node){random_between(random, mesh->min_x, mesh->max_x),
                         random_between(random, mesh->min_y, mesh->max_y)};
}

/* ---- drawings that cross themselves -------------------------------------------------------- */

enum { TANGLE_CORNERS = 24 };

/* Corners anywhere in a disc, in any order. */
static GEOSGeometry *random_tangle(struct node middle, double radius_m, struct random *random)
{
    struct node ring[TANGLE_CORNERS + 1];
    const size_t count = 5 + random_below(random, TANGLE_CORNERS - 5);
    for (size_t i = 0; i < count; i++) {
        const double angle = random_between(random, 0, 2 * M_PI);
        const double r = radius_m * sqrt(random_unit(random));
        ring[i] = (struct node){middle.x + r * cos(angle), middle.y + r * sin(angle)};
    }
    ring[count] = ring[0];
    return polygon_of(ring, count + 1);
}

/* Several times around, and straight back to the beginning. */
static GEOSGeometry *spiral(struct node middle, double radius_m, struct random *random)
{
    struct node ring[TANGLE_CORNERS + 1];
    const double turns = random_between(random, 1.5, 4);
    for (size_t i = 0; i < TANGLE_CORNERS; i++) {
        const double t = (double)(i + 1) / TANGLE_CORNERS, angle = 2 * M_PI * turns * t;
        ring[i] = (struct node){middle.x + radius_m * t * cos(angle),
                                middle.y + radius_m * t * sin(angle)};
    }
    ring[TANGLE_CORNERS] = ring[0];
    return polygon_of(ring, TANGLE_CORNERS + 1);
}

/* A row of bow ties: a zigzag and another back across it. */
static GEOSGeometry *bow_ties(struct node middle, double radius_m, struct random *random)
{
    struct node ring[TANGLE_CORNERS + 1];
    const size_t half = 2 + random_below(random, TANGLE_CORNERS / 2 - 1);
    for (size_t i = 0; i < half; i++) {
        const double x = middle.x + radius_m * (2 * (double)i / (double)(half - 1) - 1);
        const double y = radius_m * random_between(random, 0.1, 0.3) * (i % 2 ? 1 : -1);
        ring[i] = (struct node){x, middle.y + y};
        ring[2 * half - 1 - i] = (struct node){x + radius_m * 0.01, middle.y - y};
    }
    ring[2 * half] = ring[0];
    return polygon_of(ring, 2 * half + 1);
}

/* Holes that are one hole twice, stick out, or lie outside. */
static GEOSGeometry *wrong_holes(struct node middle, double radius_m, struct random *random)
{
    GEOSGeometry *holes[4];
    GEOSGeometry *outer = shape_disc(middle.x, middle.y, radius_m, 11, 0.2, random);
    GEOSGeometry *shell = need(GEOSGeom_clone(GEOSGetExteriorRing(outer)));
    const size_t count = 2 + random_below(random, 3);
    for (size_t i = 0; i < count; i++) {
        const double away = radius_m * random_between(random, 0, 1.6);
        GEOSGeometry *inner = shape_disc(middle.x + away, middle.y, radius_m * 0.3, 7, 0.1, random);
        holes[i] = i && random_chance(random, 0.3)
                       ? need(GEOSGeom_clone(holes[0]))
                       : need(GEOSGeom_clone(GEOSGetExteriorRing(inner)));
        GEOSGeom_destroy(inner);
    }
    GEOSGeom_destroy(outer);
    return need(GEOSGeom_createPolygon(shell, holes, (unsigned)count));
}

/* Parts that overlap, repeat each other, or lie inside each other. */
static GEOSGeometry *wrong_parts(struct node middle, double radius_m, struct random *random)
{
    GEOSGeometry *parts[5];
    const size_t count = 2 + random_below(random, 4);
    for (size_t i = 0; i < count; i++)
        parts[i] = i && random_chance(random, 0.3)
                       ? redraw_rotated(parts[0], random)
                       : shape_disc(middle.x + radius_m * random_between(random, -0.5, 0.5),
                                    middle.y + radius_m * random_between(random, -0.5, 0.5),
                                    radius_m * random_between(random, 0.2, 0.9), 9, 0.3, random);
    return multi(parts, count);
}

static GEOSGeometry *tangle(struct node middle, double radius_m, struct random *random)
{
    switch (random_below(random, 6)) {
    case 0:
        return spiral(middle, radius_m, random);
    case 1:
        return bow_ties(middle, radius_m, random);
    case 2:
        return wrong_holes(middle, radius_m, random);
    case 3:
        return wrong_parts(middle, radius_m, random);
    default:
        return random_tangle(middle, radius_m, random);
    }
}

/* As units, on islands of their own where they overlap no other unit, and as perimeters over
 * everything. */
void family_tangled(struct maker *maker)
{
    const struct mesh *mesh = maker->mesh;
    struct random *random = maker->random;
    const double m = mesh->cell_m;
    family_add_partition(maker, 0.1, 0.1);
    for (size_t i = 0, n = 1 + random_below(random, 4); i < n; i++) {
        const struct node island = {mesh->max_x + m * (2 + 3 * (double)i), mesh->min_y + m};
        scene_add_unit(maker->scene, tangle(island, m, random), (double)random_below(random, 900));
        if (random_chance(random, 0.7))
            family_add_shape(maker, tangle(island, m * random_between(random, 0.3, 1), random));
    }
    for (size_t i = 0, n = 1 + random_below(random, 3); i < n; i++)
        family_add_shape(
            maker, tangle(place_in(mesh, random), m * random_between(random, 0.2, 1.5), random));
    if (random_chance(random, 0.5))
        family_add_shape(maker, shape_box(mesh->max_x - m, mesh->min_y - m, mesh->max_x + 9 * m,
                                          mesh->min_y + m * random_between(random, 0.2, 3)));
}

/* ---- points on common circles and lines ---------------------------------------------------- */

/* Every `step`th of the corners of a regular polygon, from the `first` on. */
static GEOSGeometry *of_circle(struct node middle, double radius_m, size_t corners, size_t step,
                               size_t first)
{
    struct node ring[64];
    size_t count = 0;
    for (size_t i = 0; i < corners; i += step) {
        const double angle = 2 * M_PI * (double)(first + i) / (double)corners;
        ring[count++] =
            (struct node){middle.x + radius_m * cos(angle), middle.y + radius_m * sin(angle)};
    }
    ring[count] = ring[0];
    return polygon_of(ring, count + 1);
}

void family_cocircular(struct maker *maker)
{
    const struct mesh *mesh = maker->mesh;
    struct random *random = maker->random;
    const size_t corners = 6 * (1 + random_below(random, 8));
    const struct node middle = mesh->nodes[random_below(random, mesh->node_count)];
    if (random_chance(random, 0.5))
        family_add_partition(maker, 0.1, 0);
    for (size_t i = 0, n = 2 + random_below(random, 5); i < n; i++) {
        const size_t step = 1 + random_below(random, corners / 3);
        const double radius_m = mesh->cell_m * (double)(1 + random_below(random, 2));
        family_add_shape(maker,
                         of_circle(middle, radius_m, corners, step, random_below(random, 6)));
    }
    /* Triangles between points of one line and one apex. */
    const struct node a = place_in(mesh, random), b = place_in(mesh, random);
    const struct node apex = mesh->nodes[random_below(random, mesh->node_count)];
    for (size_t i = 0, n = random_below(random, 5); i < n; i++) {
        const double from = (double)random_below(random, 6) / 6;
        const double to = from + (double)(1 + random_below(random, 4)) / 6;
        const struct node ring[] = {apex,
                                    {a.x + from * (b.x - a.x), a.y + from * (b.y - a.y)},
                                    {a.x + to * (b.x - a.x), a.y + to * (b.y - a.y)},
                                    apex};
        GEOSGeometry *shape = shape_if_polygonal(polygon_of(ring, 4));
        if (shape)
            family_add_shape(maker, shape);
    }
}

/* ---- needles ------------------------------------------------------------------------------- */

/* Fans of triangles far longer than wide, with their tips at nodes or beside them. */
void family_needles(struct maker *maker)
{
    const struct mesh *mesh = maker->mesh;
    struct random *random = maker->random;
    if (random_chance(random, 0.5))
        family_add_partition(maker, 0.1, 0.05);
    for (size_t fan = 0, fans = 1 + random_below(random, 3); fan < fans; fan++) {
        struct node tip = mesh->nodes[random_below(random, mesh->node_count)];
        if (random_chance(random, 0.3))
            tip.x += pow(10, random_chance(random, 0.5) ? -4 : random_between(random, -1, 1));
        double angle = random_between(random, 0, 2 * M_PI);
        for (size_t i = 0, n = 1 + random_below(random, 5); i < n; i++) {
            const double length_m = mesh->cell_m * random_between(random, 0.5, 6);
            const double width = pow(10, random_between(random, -1, 1.5)) / length_m;
            const struct node ring[] = {
                tip,
                {tip.x + length_m * cos(angle), tip.y + length_m * sin(angle)},
                {tip.x + length_m * cos(angle + width), tip.y + length_m * sin(angle + width)},
                tip};
            GEOSGeometry *shape = shape_if_polygonal(polygon_of(ring, 4));
            if (shape)
                family_add_shape(maker, shape);
            angle += random_chance(random, 0.5) ? width : random_between(random, 0, 0.5);
        }
    }
}

/* ---- touches at points --------------------------------------------------------------------- */

/* A chequered board, each colour one or two perimeters; rings that touch themselves; diamonds that
 * meet borders with their corners. */
void family_touching(struct maker *maker)
{
    const struct mesh *mesh = maker->mesh;
    struct random *random = maker->random;
    const struct node corner = random_chance(random, 0.5)
                                   ? mesh->nodes[random_below(random, mesh->node_count)]
                                   : place_in(mesh, random);
    const double step_m = mesh->cell_m * random_between(random, 0.2, 0.8);
    const size_t side = 2 + random_below(random, 3);
    GEOSGeometry *parts[2][16];
    size_t count[2] = {0, 0};
    double x[6], y[6]; /* no two squares of one size, to be distinguished */
    for (size_t i = 0; i <= side; i++) {
        x[i] = corner.x + step_m * ((double)i + random_between(random, 0, 0.3));
        y[i] = corner.y + step_m * ((double)i + random_between(random, 0, 0.3));
    }
    for (size_t i = 0; i < side * side; i++) {
        const size_t column = i % side, row = i / side, colour = (column + row) % 2;
        parts[colour][count[colour]++] = shape_box(x[column], y[row], x[column + 1], y[row + 1]);
    }
    family_add_shape(maker, multi(parts[0], count[0]));
    family_add_shape(maker, multi(parts[1], count[1]));
    /* A hole that touches its shell in a corner. */
    const struct node p = place_in(mesh, random);
    const double r = mesh->cell_m;
    const struct node shell[] = {
        {p.x, p.y}, {p.x + r, p.y}, {p.x + r, p.y + r}, {p.x, p.y + r}, {p.x, p.y}};
    const struct node hole[] = {
        {p.x, p.y}, {p.x + r * 0.7, p.y + r * 0.2}, {p.x + r * 0.3, p.y + r * 0.8}, {p.x, p.y}};
    GEOSGeometry *inner = ring_of(hole, 4);
    family_add_shape(maker, need(GEOSGeom_createPolygon(ring_of(shell, 5), &inner, 1)));
    for (size_t i = 0, n = random_below(random, 4); i < n; i++) {
        const struct node at = mesh->nodes[random_below(random, mesh->node_count)];
        const double half_m = mesh->cell_m * random_between(random, 0.05, 0.5);
        const struct node diamond[] = {{at.x, at.y},
                                       {at.x + half_m, at.y - half_m},
                                       {at.x + 2 * half_m, at.y},
                                       {at.x + half_m, at.y + half_m},
                                       {at.x, at.y}};
        family_add_shape(maker, polygon_of(diamond, 5));
    }
    if (random_chance(random, 0.4))
        family_add_partition(maker, 0.1, 0);
}

/* ---- enclaves ------------------------------------------------------------------------------ */

/* Each in the one before, ten deep; of two perimeters in turn, or each of its own. */
void family_enclaves(struct maker *maker)
{
    enum { DEPTH = 10 };
    const struct mesh *mesh = maker->mesh;
    struct random *random = maker->random;
    const struct node middle = place_in(mesh, random);
    const double radius_m = mesh->cell_m * random_between(random, 0.8, 2.5);
    const bool touch = random_chance(random, 0.5); /* or leave white rings between them */
    GEOSGeometry *discs[DEPTH + 1], *rings[2][DEPTH];
    size_t count[2] = {0, 0};
    for (size_t i = 0; i <= DEPTH; i++) {
        const double r = radius_m * (double)(DEPTH + 1 - i) / (DEPTH + 1);
        discs[i] = of_circle(middle, r, 12, 1, i % 2);
    }
    for (size_t i = 0; i < DEPTH; i++) {
        GEOSGeometry *hole = need(GEOSGeom_clone(GEOSGetExteriorRing(discs[i + 1])));
        GEOSGeometry *shell = need(GEOSGeom_clone(GEOSGetExteriorRing(discs[i])));
        rings[i % 2][count[i % 2]++] = need(GEOSGeom_createPolygon(shell, &hole, 1));
    }
    for (size_t i = 0; i <= DEPTH; i++)
        GEOSGeom_destroy(discs[i]);
    family_add_shape(maker, multi(rings[0], count[0]));
    if (touch)
        family_add_shape(maker, multi(rings[1], count[1]));
    else
        for (size_t i = 0; i < count[1]; i++)
            family_add_shape(maker, rings[1][i]);
    if (random_chance(random, 0.5))
        family_add_partition(maker, 0.2, 0);
}

/* ---- nearly the same ----------------------------------------------------------------------- */

/* Borders that differ by a tenth of a quantum to two of them, or by most of what makes two points
 * one. */
void family_nearly(struct maker *maker)
{
    struct random *random = maker->random;
    const double quantum_m = 1.0 / 1048576;
    maker->denser = random_chance(random, 0.3) ? 0.3 : 0;
    maker->jitter_m = random_chance(random, 0.6) ? quantum_m * random_between(random, 0.1, 2)
                                                 : random_between(random, 1e-4, 6e-4);
    family_add_partition(maker, 0.1, 0.3);
    if (random_chance(random, 0.5))
        family_add_partition(maker, 0.5, 0);
    for (size_t i = 0, n = random_below(random, 3); i < n; i++) {
        GEOSGeometry *shape = shape_on_nodes(maker->mesh, random);
        GEOSGeometry *other = redraw_jittered(shape, random, maker->jitter_m);
        family_add_shape(maker, shape);
        if (GEOSisValid(other) == 1)
            family_add_shape(maker, other);
        else
            GEOSGeom_destroy(other);
    }
}

/* ---- holes --------------------------------------------------------------------------------- */

/* As many holes as the oracle can take, and what fills some of them. */
void family_holed(struct maker *maker)
{
    enum { MOST = 12 };
    const struct mesh *mesh = maker->mesh;
    struct random *random = maker->random;
    const size_t side = 4 + random_below(random, MOST - 3);
    const struct node corner = place_in(mesh, random);
    const double step_m = mesh->cell_m * random_between(random, 0.05, 0.3);
    GEOSGeometry *holes[MOST * MOST], *plugs[MOST * MOST];
    size_t hole_count = 0, plug_count = 0;
    for (size_t i = 0; i < side * side; i++) {
        const size_t column = i % side, row = i / side;
        const double x = corner.x + step_m * ((double)column + 0.25);
        const double y = corner.y + step_m * ((double)row + 0.25);
        /* No two of one size, to be distinguished. */
        GEOSGeometry *hole = shape_box(x, y, x + step_m * random_between(random, 0.3, 0.7),
                                       y + step_m * random_between(random, 0.3, 0.7));
        holes[hole_count++] = need(GEOSGeom_clone(GEOSGetExteriorRing(hole)));
        if (random_chance(random, 0.5))
            plugs[plug_count++] = hole;
        else
            GEOSGeom_destroy(hole);
    }
    const double end_m = step_m * (double)side;
    GEOSGeometry *box = shape_box(corner.x, corner.y, corner.x + end_m, corner.y + end_m);
    GEOSGeometry *shell = need(GEOSGeom_clone(GEOSGetExteriorRing(box)));
    GEOSGeom_destroy(box);
    family_add_shape(maker, need(GEOSGeom_createPolygon(shell, holes, (unsigned)hole_count)));
    if (plug_count)
        family_add_shape(maker, multi(plugs, plug_count));
    if (random_chance(random, 0.3))
        family_add_partition(maker, 0.2, 0);
}
