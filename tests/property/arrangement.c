#include "arrangement.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tiles.h"

/* A point and how far it is from the border. */
struct inner {
    double x, y, clear_m;
};

static GEOSGeometry *all_borders(const struct scene *scene)
{
    const size_t count = scene->unit_count + scene->piece_count;
    GEOSGeometry **lines = need(calloc(count, sizeof(GEOSGeometry *)));
    for (size_t i = 0; i < scene->unit_count; i++)
        lines[i] = need(GEOSBoundary(scene->units[i].shape));
    for (size_t i = 0; i < scene->piece_count; i++)
        lines[scene->unit_count + i] = need(GEOSBoundary(scene->pieces[i].shape));
    GEOSGeometry *borders =
        need(GEOSGeom_createCollection(GEOS_GEOMETRYCOLLECTION, lines, (unsigned)count));
    free(lines);
    return borders;
}

static double distance_to_ring(const GEOSGeometry *ring, double x, double y)
{
    const GEOSCoordSequence *points = GEOSGeom_getCoordSeq(ring);
    unsigned size;
    GEOSCoordSeq_getSize(points, &size);
    double nearest = HUGE_VAL, ax, ay;
    GEOSCoordSeq_getXY(points, 0, &ax, &ay);
    for (unsigned i = 1; i < size; i++) {
        double bx, by;
        GEOSCoordSeq_getXY(points, i, &bx, &by);
        const double dx = bx - ax, dy = by - ay, square = dx * dx + dy * dy;
        double t = square > 0 ? ((x - ax) * dx + (y - ay) * dy) / square : 0;
        t = t < 0 ? 0 : t > 1 ? 1 : t;
        nearest = fmin(nearest, hypot(ax + t * dx - x, ay + t * dy - y));
        ax = bx, ay = by;
    }
    return nearest;
}

double distance_to_border(const GEOSGeometry *shape, double x, double y)
{
    double nearest = HUGE_VAL;
    for (int part = 0; part < GEOSGetNumGeometries(shape); part++) {
        const GEOSGeometry *polygon = GEOSGetGeometryN(shape, part);
        nearest = fmin(nearest, distance_to_ring(GEOSGetExteriorRing(polygon), x, y));
        for (int i = 0; i < GEOSGetNumInteriorRings(polygon); i++)
            nearest = fmin(nearest, distance_to_ring(GEOSGetInteriorRingN(polygon, i), x, y));
    }
    return nearest;
}

static void consider(struct inner *best, const GEOSGeometry *polygon, double x, double y)
{
    const double clear_m = distance_to_border(polygon, x, y);
    if (clear_m <= best->clear_m)
        return;
    GEOSGeometry *point = need(GEOSGeom_createPointFromXY(x, y));
    if (GEOSContains(polygon, point) == 1)
        *best = (struct inner){x, y, clear_m};
    GEOSGeom_destroy(point);
}

/* Tries points at right angles off the middle of each edge, nearer and nearer to it: in a thin
 * face one of them comes to lie about half way to the other side. */
static void consider_beside_edges(struct inner *best, const GEOSGeometry *polygon, double depth_m)
{
    const GEOSCoordSequence *points = GEOSGeom_getCoordSeq(GEOSGetExteriorRing(polygon));
    unsigned size;
    GEOSCoordSeq_getSize(points, &size);
    for (unsigned i = 0; i + 1 < size; i++) {
        double ax, ay, bx, by;
        GEOSCoordSeq_getXY(points, i, &ax, &ay);
        GEOSCoordSeq_getXY(points, i + 1, &bx, &by);
        const double length = hypot(bx - ax, by - ay);
        const double x = (ax + bx) / 2, y = (ay + by) / 2;
        double depth = depth_m;
        for (int step = 0; step < 6; step++, depth /= 2)
            for (int side = -1; side <= 1; side += 2)
                consider(best, polygon, x - side * depth * (by - ay) / length,
                         y + side * depth * (bx - ax) / length);
    }
}

/* A point well inside the face: any will do when it is clear of the border. */
static GEOSGeometry *inner_point(struct face *face, double clearance_m)
{
    struct inner best = {0};
    double length_m = 1;
    GEOSGeometry *point = need(GEOSPointOnSurface(face->shape));
    GEOSGeomGetX(point, &best.x);
    GEOSGeomGetY(point, &best.y);
    best.clear_m = distance_to_border(face->shape, best.x, best.y);
    if (best.clear_m > clearance_m)
        return point;
    GEOSGeom_destroy(point);
    GEOSLength(face->shape, &length_m);
    consider_beside_edges(&best, face->shape, 4 * face->area_m2 / length_m);
    face->micro = best.clear_m <= clearance_m;
    return need(GEOSGeom_createPointFromXY(best.x, best.y));
}

/* Prepared geometries make "is the point inside" cheap enough to ask of everyone. */
struct asked {
    const GEOSPreparedGeometry **units, **pieces;
};

static void label(struct face *face, const struct scene *scene, const struct asked *asked,
                  double clearance_m)
{
    GEOSGeometry *point = inner_point(face, clearance_m);
    face->unit = NOWHERE;
    for (size_t u = 0; u < scene->unit_count && face->unit == NOWHERE; u++)
        if (GEOSPreparedIntersects(asked->units[u], point) == 1)
            face->unit = u;
    for (size_t i = 0; i < scene->piece_count; i++)
        if (GEOSPreparedIntersects(asked->pieces[i], point) == 1)
            face->claims |= UINT64_C(1) << scene->pieces[i].perimeter;
    for (size_t i = 0; face->unit != NOWHERE && i < scene->declared_count; i++)
        if (strcmp(scene->declared[i].code, scene->units[face->unit].code) == 0)
            face->claims |= UINT64_C(1) << scene->declared[i].perimeter;
    GEOSGeom_destroy(point);
}

static void label_all(struct arrangement *arrangement, const struct scene *scene)
{
    struct asked asked = {need(calloc(scene->unit_count + 1, sizeof(void *))),
                          need(calloc(scene->piece_count + 1, sizeof(void *)))};
    for (size_t u = 0; u < scene->unit_count; u++)
        asked.units[u] = need((void *)GEOSPrepare(scene->units[u].shape));
    for (size_t i = 0; i < scene->piece_count; i++)
        asked.pieces[i] = need((void *)GEOSPrepare(scene->pieces[i].shape));
    const double clearance_m = fmax(2 * arrangement->grid_m, 2e-5);
    for (size_t f = 0; f < arrangement->face_count; f++)
        label(&arrangement->faces[f], scene, &asked, clearance_m);
    for (size_t u = 0; u < scene->unit_count; u++)
        GEOSPreparedGeom_destroy(asked.units[u]);
    for (size_t i = 0; i < scene->piece_count; i++)
        GEOSPreparedGeom_destroy(asked.pieces[i]);
    free(asked.units);
    free(asked.pieces);
}

/* Noded faces share their borders point for point: equal stretches are the two sides of one. */
static void find_edges(struct arrangement *arrangement)
{
    const GEOSGeometry **shapes = need(calloc(arrangement->face_count + 1, sizeof *shapes));
    for (size_t f = 0; f < arrangement->face_count; f++)
        shapes[f] = arrangement->faces[f].shape;
    size_t count;
    struct stretch *stretches = tiles_stretches(shapes, arrangement->face_count, &count);
    arrangement->edges = need(calloc(count + 1, sizeof *arrangement->edges));
    for (size_t i = 0; i < count; i++) {
        const struct stretch *s = &stretches[i];
        struct edge *edge = &arrangement->edges[arrangement->edge_count++];
        *edge = (struct edge){s->tile, NOWHERE, hypot(s->bx - s->ax, s->by - s->ay)};
        if (i + 1 < count && stretches_meet(s, s + 1))
            edge->right = stretches[++i].tile;
    }
    free(stretches);
    free(shapes);
}

struct arrangement *arrangement_make(const struct scene *scene, double grid_m)
{
    struct arrangement *arrangement = need(calloc(1, sizeof *arrangement));
    arrangement->grid_m = grid_m;
    GEOSGeometry *borders = all_borders(scene);
    GEOSGeometry *noded =
        need(grid_m > 0 ? GEOSUnaryUnionPrec(borders, grid_m) : GEOSUnaryUnion(borders));
    const GEOSGeometry *lines[1] = {noded};
    GEOSGeometry *faces = need(GEOSPolygonize(lines, 1));
    arrangement->face_count = (size_t)GEOSGetNumGeometries(faces);
    arrangement->faces = need(calloc(arrangement->face_count + 1, sizeof *arrangement->faces));
    for (size_t f = 0; f < arrangement->face_count; f++) {
        struct face *face = &arrangement->faces[f];
        face->shape = need(GEOSGeom_clone(GEOSGetGeometryN(faces, (int)f)));
        GEOSArea(face->shape, &face->area_m2);
    }
    GEOSGeom_destroy(faces);
    GEOSGeom_destroy(noded);
    GEOSGeom_destroy(borders);
    label_all(arrangement, scene);
    find_edges(arrangement);
    return arrangement;
}

void arrangement_free(struct arrangement *arrangement)
{
    if (!arrangement)
        return;
    for (size_t f = 0; f < arrangement->face_count; f++)
        GEOSGeom_destroy(arrangement->faces[f].shape);
    free(arrangement->faces);
    free(arrangement->edges);
    free(arrangement);
}
