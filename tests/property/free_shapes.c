#include "free_shapes.h"

#include <math.h>
#include <stdlib.h>

static GEOSGeometry *polygon(const struct node *ring, size_t count)
{
    GEOSCoordSequence *points =
        need(GEOSCoordSeq_copyFromBuffer(&ring[0].x, (unsigned)count, 0, 0));
    return need(GEOSGeom_createPolygon(need(GEOSGeom_createLinearRing(points)), NULL, 0));
}

GEOSGeometry *shape_disc(double x, double y, double radius_m, size_t corners, double roughness,
                         struct random *random)
{
    struct node ring[65];
    const double turn = random_between(random, 0, 6);
    for (size_t i = 0; i < corners; i++) {
        const double angle = turn + 2 * M_PI * (double)i / (double)corners;
        const double r = radius_m * (1 - roughness * random_unit(random));
        ring[i] = (struct node){x + r * cos(angle), y + r * sin(angle)};
    }
    ring[corners] = ring[0];
    return polygon(ring, corners + 1);
}

GEOSGeometry *shape_box(double min_x, double min_y, double max_x, double max_y)
{
    const struct node ring[] = {
        {min_x, min_y}, {max_x, min_y}, {max_x, max_y}, {min_x, max_y}, {min_x, min_y}};
    return polygon(ring, 5);
}

GEOSGeometry *shape_if_polygonal(GEOSGeometry *shape)
{
    if (!shape)
        return NULL;
    const int type = GEOSGeomTypeId(shape);
    if ((type == GEOS_POLYGON || type == GEOS_MULTIPOLYGON) && GEOSisEmpty(shape) == 0 &&
        GEOSisValid(shape) == 1)
        return shape;
    GEOSGeom_destroy(shape);
    return NULL;
}

static GEOSGeometry *turned_box(double x, double y, double width, double height, double angle)
{
    const double c = cos(angle), s = sin(angle);
    struct node ring[5];
    static const double corners[4][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
    for (int i = 0; i < 4; i++) {
        const double u = corners[i][0] * width / 2, v = corners[i][1] * height / 2;
        ring[i] = (struct node){x + c * u - s * v, y + s * u + c * v};
    }
    ring[4] = ring[0];
    return polygon(ring, 5);
}

GEOSGeometry *shape_anywhere(const struct mesh *mesh, struct random *random)
{
    const double x = random_between(random, mesh->min_x, mesh->max_x);
    const double y = random_between(random, mesh->min_y, mesh->max_y);
    const double size = mesh->cell_m * pow(10, random_between(random, -1, 0.45));
    switch (random_below(random, 6)) {
    case 0:
        return shape_disc(x, y, size, 3 + random_below(random, 30), 0, random);
    case 1:
        return shape_disc(x, y, size, 5 + random_below(random, 40), 0.7, random);
    case 2:
        return turned_box(x, y, size, size * random_between(random, 0.01, 1), 0);
    case 3:
        return turned_box(x, y, size * 2, size * random_between(random, 0.01, 1),
                          random_between(random, 0, M_PI));
    case 4: { /* a strip across the region, whose width may be a sliver's or not */
        const double width = random_between(random, 0.5, 20);
        return turned_box(x, y, mesh->cell_m * 8, width, random_between(random, 0, M_PI));
    }
    default: {
        GEOSGeometry *outer = shape_disc(x, y, size, 8 + random_below(random, 24), 0, random);
        GEOSGeometry *inner =
            shape_disc(x, y, size * 0.6, 3 + random_below(random, 9), 0.3, random);
        GEOSGeometry *ring = need(GEOSDifference(outer, inner));
        GEOSGeom_destroy(outer);
        GEOSGeom_destroy(inner);
        return ring;
    }
    }
}

/* Points of the drawn borders, so that shapes meet vertices and edges exactly. */
static struct node border_point(const struct mesh *mesh, struct random *random)
{
    const struct atom *atom = &mesh->atoms[random_below(random, mesh->atom_count)];
    const GEOSCoordSequence *ring = GEOSGeom_getCoordSeq(GEOSGetExteriorRing(atom->shape));
    unsigned size;
    GEOSCoordSeq_getSize(ring, &size);
    const unsigned at = (unsigned)random_below(random, size - 1);
    struct node a, b;
    GEOSCoordSeq_getXY(ring, at, &a.x, &a.y);
    GEOSCoordSeq_getXY(ring, at + 1, &b.x, &b.y);
    switch (random_below(random, 5)) {
    case 0:
        return (struct node){(a.x + b.x) / 2, (a.y + b.y) / 2};
    case 1: {
        const double t = random_unit(random);
        return (struct node){a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
    }
    case 2:
        return (struct node){a.x + mesh->cell_m * random_between(random, -1, 1),
                             a.y + mesh->cell_m * random_between(random, -1, 1)};
    default:
        return a;
    }
}

static GEOSGeometry *hull_of_border_points(const struct mesh *mesh, struct random *random)
{
    const size_t count = 3 + random_below(random, 8);
    GEOSGeometry *points[16];
    for (size_t i = 0; i < count; i++) {
        const struct node p = border_point(mesh, random);
        points[i] = need(GEOSGeom_createPointFromXY(p.x, p.y));
    }
    GEOSGeometry *cloud = need(GEOSGeom_createCollection(GEOS_MULTIPOINT, points, (unsigned)count));
    GEOSGeometry *hull = need(GEOSConvexHull(cloud));
    GEOSGeom_destroy(cloud);
    return shape_if_polygonal(hull);
}

/* An atom that lost or moved a corner: long runs along its edges, one cut through it. */
static GEOSGeometry *clipped_atom(const struct mesh *mesh, struct random *random)
{
    const struct atom *atom = &mesh->atoms[random_below(random, mesh->atom_count)];
    const GEOSCoordSequence *sequence = GEOSGeom_getCoordSeq(GEOSGetExteriorRing(atom->shape));
    unsigned size;
    GEOSCoordSeq_getSize(sequence, &size);
    struct node *ring = need(calloc(size, sizeof *ring));
    GEOSCoordSeq_copyToBuffer(sequence, &ring[0].x, 0, 0);
    const size_t moved = 1 + random_below(random, size - 2);
    ring[moved].x += mesh->cell_m * random_between(random, -0.5, 0.5);
    ring[moved].y += mesh->cell_m * random_between(random, -0.5, 0.5);
    GEOSGeometry *shape = shape_if_polygonal(polygon(ring, size));
    free(ring);
    return shape;
}

/* Axis-aligned, through two border points: collinear with the edges of a grid. */
static GEOSGeometry *box_of_border_points(const struct mesh *mesh, struct random *random)
{
    const struct node a = border_point(mesh, random), b = border_point(mesh, random);
    if (fabs(a.x - b.x) < 1 || fabs(a.y - b.y) < 1)
        return NULL;
    return shape_box(fmin(a.x, b.x), fmin(a.y, b.y), fmax(a.x, b.x), fmax(a.y, b.y));
}

GEOSGeometry *shape_on_nodes(const struct mesh *mesh, struct random *random)
{
    for (;;) {
        GEOSGeometry *shape = NULL;
        switch (random_below(random, 3)) {
        case 0:
            shape = hull_of_border_points(mesh, random);
            break;
        case 1:
            shape = clipped_atom(mesh, random);
            break;
        default:
            shape = box_of_border_points(mesh, random);
        }
        double area = 0, length = 1;
        if (shape && GEOSArea(shape, &area) && GEOSLength(shape, &length) && area / length > 0.1)
            return shape;
        GEOSGeom_destroy(shape);
    }
}

static GEOSGeometry *pair_of(GEOSGeometry *a, GEOSGeometry *b)
{
    return need(GEOSGeom_createCollection(GEOS_MULTIPOLYGON, (GEOSGeometry *[]){a, b}, 2));
}

static GEOSGeometry *with_hole(GEOSGeometry *outer, GEOSGeometry *inner)
{
    GEOSGeometry *hole = need(GEOSGeom_clone(GEOSGetExteriorRing(inner)));
    GEOSGeometry *shell = need(GEOSGeom_clone(GEOSGetExteriorRing(outer)));
    GEOSGeom_destroy(outer);
    GEOSGeom_destroy(inner);
    return need(GEOSGeom_createPolygon(shell, &hole, 1));
}

/* Every second corner of a regular polygon, twice around. */
static GEOSGeometry *crossing_star(double x, double y, double radius_m)
{
    struct node ring[6];
    for (size_t i = 0; i < 6; i++) {
        const double angle = 4 * M_PI * (double)(i % 5) / 5;
        ring[i] = (struct node){x + radius_m * cos(angle), y + radius_m * sin(angle)};
    }
    return polygon(ring, 6);
}

GEOSGeometry *shape_invalid(const struct mesh *mesh, struct random *random)
{
    const double x = random_between(random, mesh->min_x, mesh->max_x);
    const double y = random_between(random, mesh->min_y, mesh->max_y);
    const double r = mesh->cell_m * random_between(random, 0.3, 1.5);
    switch (random_below(random, 5)) {
    case 0: {
        const struct node bow[] = {{x, y}, {x + r, y + r}, {x + r, y}, {x, y + r * 0.7}, {x, y}};
        return polygon(bow, 5);
    }
    case 1: {
        const struct node spike[] = {{x, y},         {x + r, y}, {x + r, y + r}, {x + r, y + 2 * r},
                                     {x + r, y + r}, {x, y + r}, {x, y}};
        return polygon(spike, 7);
    }
    case 2:
        return with_hole(shape_disc(x, y, r, 9, 0, random),
                         shape_disc(x + r * 0.8, y, r * 0.5, 7, 0, random));
    case 3:
        return pair_of(shape_disc(x, y, r, 11, 0, random),
                       shape_disc(x + r * 0.7, y, r * 0.8, 6, 0, random));
    default:
        return crossing_star(x, y, r);
    }
}

bool shape_cut(const GEOSGeometry *shape, struct random *random, GEOSGeometry **left,
               GEOSGeometry **right)
{
    double min_x, min_y, max_x, max_y;
    GEOSGeom_getXMin(shape, &min_x);
    GEOSGeom_getYMin(shape, &min_y);
    GEOSGeom_getXMax(shape, &max_x);
    GEOSGeom_getYMax(shape, &max_y);
    const double far = (max_x - min_x + max_y - min_y) * 2;
    const double x = random_between(random, min_x, max_x), y = random_between(random, min_y, max_y);
    const double angle = random_between(random, 0, M_PI);
    const double dx = cos(angle) * far, dy = sin(angle) * far;
    const struct node half[] = {{x - dx, y - dy},
                                {x + dx, y + dy},
                                {x + dx - dy, y + dy + dx},
                                {x - dx - dy, y - dy + dx},
                                {x - dx, y - dy}};
    GEOSGeometry *plane = polygon(half, 5);
    *left = shape_if_polygonal(GEOSIntersection(shape, plane));
    *right = shape_if_polygonal(GEOSDifference(shape, plane));
    GEOSGeom_destroy(plane);
    if (*left && *right)
        return true;
    GEOSGeom_destroy(*left);
    GEOSGeom_destroy(*right);
    *left = *right = NULL;
    return false;
}
