#include "redraw.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

enum { ARC_STEPS = 16 };
static const double BOW_TIE_REACH = 4.0; /* lengths of the segment that it replaces */

GEOSGeometry *demo_made(GEOSGeometry *geometry, const char *what)
{
    if (geometry == NULL) {
        demo_fail("GEOS could not make %s", what);
    }
    return geometry;
}

GEOSGeometry *demo_as_multipolygon(GEOSGeometry *geometry, GEOSContextHandle_t geos)
{
    if (GEOSGeomTypeId_r(geos, geometry) != GEOS_POLYGON) {
        return geometry;
    }
    return demo_made(GEOSGeom_createCollection_r(geos, GEOS_MULTIPOLYGON, &geometry, 1),
                     "a multipolygon");
}

GEOSGeometry *demo_disc(struct position centre, double radius_m, GEOSContextHandle_t geos)
{
    double points[4 * ARC_STEPS + 1][2];
    int count = 0;
    double from_x = 1.0, from_y = 0.0;
    for (int quarter = 0; quarter < 4; quarter++) {
        for (int i = 0; i < ARC_STEPS; i++) {
            const double t = (double)i / ARC_STEPS;
            const double cosine = (1.0 - t * t) / (1.0 + t * t), sine = 2.0 * t / (1.0 + t * t);
            points[count][0] = centre.x + radius_m * (cosine * from_x - sine * from_y);
            points[count][1] = centre.y + radius_m * (cosine * from_y + sine * from_x);
            count++;
        }
        const double turned = from_x;
        from_x = -from_y;
        from_y = turned;
    }
    memcpy(points[count], points[0], sizeof points[0]);
    GEOSCoordSequence *sequence =
        GEOSCoordSeq_copyFromBuffer_r(geos, &points[0][0], (unsigned)count + 1, 0, 0);
    GEOSGeometry *ring = sequence != NULL ? GEOSGeom_createLinearRing_r(geos, sequence) : NULL;
    return demo_made(GEOSGeom_createPolygon_r(geos, demo_made(ring, "a circle"), NULL, 0),
                     "a disc");
}

static int move_point(double *x, double *y, void *user)
{
    const struct position *by = user;
    *x += by->x;
    *y += by->y;
    return 1;
}

GEOSGeometry *demo_moved(const GEOSGeometry *geometry, struct position by_m,
                         GEOSContextHandle_t geos)
{
    return demo_made(GEOSGeom_transformXY_r(geos, geometry, move_point, &by_m), "a moved copy");
}

static struct position position_at(const GEOSCoordSequence *sequence, unsigned index,
                                   GEOSContextHandle_t geos)
{
    struct position at = {0.0, 0.0};
    if (!GEOSCoordSeq_getXY_r(geos, sequence, index, &at.x, &at.y)) {
        demo_fail("GEOS could not read a point");
    }
    return at;
}

static unsigned ring_size(const GEOSGeometry *ring, GEOSContextHandle_t geos)
{
    return (unsigned)GEOSGetNumCoordinates_r(geos, ring);
}

/* The same ring with `inserted` after its point `at`. */
static GEOSGeometry *ring_with(const GEOSGeometry *ring, unsigned at,
                               const struct position *inserted, unsigned count,
                               GEOSContextHandle_t geos)
{
    const GEOSCoordSequence *from = GEOSGeom_getCoordSeq_r(geos, ring);
    const unsigned size = ring_size(ring, geos);
    struct position *points = demo_alloc(size + count, sizeof *points);
    for (unsigned i = 0, to = 0; i < size; i++) {
        points[to++] = position_at(from, i, geos);
        for (unsigned j = 0; j < count && i == at; j++) {
            points[to++] = inserted[j];
        }
    }
    GEOSCoordSequence *sequence =
        GEOSCoordSeq_copyFromBuffer_r(geos, &points[0].x, size + count, 0, 0);
    free(points);
    return demo_made(sequence != NULL ? GEOSGeom_createLinearRing_r(geos, sequence) : NULL,
                     "a ring");
}

/* The point of a ring nearest to a place; `best2` is lowered to its squared distance. */
static unsigned nearest_point(const GEOSGeometry *ring, struct position wanted, double *best2,
                              GEOSContextHandle_t geos)
{
    const GEOSCoordSequence *sequence = GEOSGeom_getCoordSeq_r(geos, ring);
    unsigned best = 0;
    for (unsigned i = 0; i + 1 < ring_size(ring, geos); i++) {
        const double d2 = demo_distance2(position_at(sequence, i, geos), wanted);
        if (d2 < *best2) {
            *best2 = d2;
            best = i;
        }
    }
    return best;
}

/* The same multipolygon with another polygon at `index`. Takes `polygon`. */
static GEOSGeometry *with_polygon(const GEOSGeometry *all, int index, GEOSGeometry *polygon,
                                  GEOSContextHandle_t geos)
{
    const int count = GEOSGetNumGeometries_r(geos, all);
    GEOSGeometry **polygons = demo_alloc((size_t)count, sizeof(GEOSGeometry *));
    for (int i = 0; i < count; i++) {
        polygons[i] =
            i == index
                ? polygon
                : demo_made(GEOSGeom_clone_r(geos, GEOSGetGeometryN_r(geos, all, i)), "a copy");
    }
    GEOSGeometry *out =
        GEOSGeom_createCollection_r(geos, GEOS_MULTIPOLYGON, polygons, (unsigned)count);
    free(polygons);
    return demo_made(out, "a multipolygon");
}

GEOSGeometry *demo_with_bow_tie(const GEOSGeometry *all, struct position wanted,
                                GEOSContextHandle_t geos)
{
    double best2 = 1e300;
    int polygon = 0;
    unsigned at = 0;
    for (int i = 0; i < GEOSGetNumGeometries_r(geos, all); i++) {
        const double before2 = best2;
        const GEOSGeometry *shell = GEOSGetExteriorRing_r(geos, GEOSGetGeometryN_r(geos, all, i));
        const unsigned point = nearest_point(shell, wanted, &best2, geos);
        if (best2 < before2) {
            polygon = i;
            at = point;
        }
    }
    const GEOSGeometry *from = GEOSGetGeometryN_r(geos, all, polygon);
    if (GEOSGetNumInteriorRings_r(geos, from) != 0) {
        demo_fail("the plan expects no hole in the part that gets a bow-tie");
    }
    const GEOSGeometry *shell = GEOSGetExteriorRing_r(geos, from);
    const GEOSCoordSequence *sequence = GEOSGeom_getCoordSeq_r(geos, shell);
    const struct position a = position_at(sequence, at, geos);
    const struct position b = position_at(sequence, at + 1, geos);
    const struct position out = {BOW_TIE_REACH * (b.y - a.y), BOW_TIE_REACH * (a.x - b.x)};
    const struct position loop[] = {{b.x + out.x, b.y + out.y}, {a.x + out.x, a.y + out.y}};
    GEOSGeometry *ring = ring_with(shell, at, loop, 2, geos);
    return with_polygon(
        all, polygon, demo_made(GEOSGeom_createPolygon_r(geos, ring, NULL, 0), "a polygon"), geos);
}

/* The two points, one on each ring, that are nearest to each other. */
static void nearest_points(const GEOSGeometry *shell, const GEOSGeometry *hole, unsigned *on_shell,
                           unsigned *on_hole, GEOSContextHandle_t geos)
{
    const GEOSCoordSequence *points = GEOSGeom_getCoordSeq_r(geos, hole);
    double best2 = 1e300;
    for (unsigned i = 0; i + 1 < ring_size(hole, geos); i++) {
        const double before2 = best2;
        const unsigned at = nearest_point(shell, position_at(points, i, geos), &best2, geos);
        if (best2 < before2) {
            *on_shell = at;
            *on_hole = i;
        }
    }
}

GEOSGeometry *demo_with_keyhole(const GEOSGeometry *all, GEOSContextHandle_t geos)
{
    int polygon = 0;
    while (polygon < GEOSGetNumGeometries_r(geos, all) &&
           GEOSGetNumInteriorRings_r(geos, GEOSGetGeometryN_r(geos, all, polygon)) != 1) {
        polygon++;
    }
    if (polygon == GEOSGetNumGeometries_r(geos, all)) {
        demo_fail("no polygon of the unit has one hole to turn into a keyhole");
    }
    const GEOSGeometry *from = GEOSGetGeometryN_r(geos, all, polygon);
    const GEOSGeometry *shell = GEOSGetExteriorRing_r(geos, from);
    const GEOSGeometry *hole = GEOSGetInteriorRingN_r(geos, from, 0);
    unsigned on_shell = 0, on_hole = 0;
    nearest_points(shell, hole, &on_shell, &on_hole, geos);
    const GEOSCoordSequence *points = GEOSGeom_getCoordSeq_r(geos, hole);
    const unsigned size = ring_size(hole, geos) - 1;
    struct position *way = demo_alloc(size + 2, sizeof *way);
    for (unsigned i = 0; i <= size; i++) {
        way[i] = position_at(points, (on_hole + i) % size, geos);
    }
    way[size + 1] = position_at(GEOSGeom_getCoordSeq_r(geos, shell), on_shell, geos);
    GEOSGeometry *ring = ring_with(shell, on_shell, way, size + 2, geos);
    free(way);
    return with_polygon(
        all, polygon, demo_made(GEOSGeom_createPolygon_r(geos, ring, NULL, 0), "a polygon"), geos);
}

static int largest_polygon(const GEOSGeometry *all, GEOSContextHandle_t geos)
{
    int largest = 0;
    double most_m2 = 0.0;
    for (int i = 0; i < GEOSGetNumGeometries_r(geos, all); i++) {
        double area_m2 = 0.0;
        if (GEOSArea_r(geos, GEOSGetGeometryN_r(geos, all, i), &area_m2) && area_m2 > most_m2) {
            largest = i;
            most_m2 = area_m2;
        }
    }
    return largest;
}

/* The points of a closed ring, its first at `start`, closed again. */
static struct position *points_from(const GEOSGeometry *ring, unsigned start,
                                    GEOSContextHandle_t geos)
{
    const GEOSCoordSequence *sequence = GEOSGeom_getCoordSeq_r(geos, ring);
    const unsigned size = ring_size(ring, geos) - 1;
    struct position *points = demo_alloc((size_t)size + 1, sizeof *points);
    for (unsigned i = 0; i <= size; i++) {
        points[i] = position_at(sequence, (start + i) % size, geos);
    }
    return points;
}

/* Keeps the points that matter of points[0 .. count), in place; returns how many. */
static unsigned simplify(struct position *points, unsigned count, double tolerance_m,
                         GEOSContextHandle_t geos)
{
    GEOSCoordSequence *sequence = GEOSCoordSeq_copyFromBuffer_r(geos, &points[0].x, count, 0, 0);
    GEOSGeometry *line =
        demo_made(sequence != NULL ? GEOSGeom_createLineString_r(geos, sequence) : NULL, "a line");
    GEOSGeometry *simple = demo_made(GEOSSimplify_r(geos, line, tolerance_m), "a simple line");
    const GEOSCoordSequence *kept = GEOSGeom_getCoordSeq_r(geos, simple);
    const unsigned kept_count = ring_size(simple, geos);
    for (unsigned i = 0; i < kept_count; i++) {
        points[i] = position_at(kept, i, geos);
    }
    GEOSGeom_destroy_r(geos, simple);
    GEOSGeom_destroy_r(geos, line);
    return kept_count;
}

GEOSGeometry *demo_with_simplified(const GEOSGeometry *all, struct position from,
                                   struct position to, double tolerance_m, GEOSContextHandle_t geos)
{
    const int polygon = largest_polygon(all, geos);
    const GEOSGeometry *shell = GEOSGetExteriorRing_r(geos, GEOSGetGeometryN_r(geos, all, polygon));
    const unsigned size = ring_size(shell, geos);
    double from2 = 1e300, to2 = 1e300;
    const unsigned start = nearest_point(shell, from, &from2, geos);
    const unsigned end = nearest_point(shell, to, &to2, geos);
    const unsigned count = (end + size - 1 - start) % (size - 1) + 1;
    struct position *points = points_from(shell, start, geos);
    const unsigned kept = simplify(points, count, tolerance_m, geos);
    memmove(points + kept, points + count, (size - count) * sizeof *points);
    GEOSCoordSequence *sequence =
        GEOSCoordSeq_copyFromBuffer_r(geos, &points[0].x, size - count + kept, 0, 0);
    free(points);
    GEOSGeometry *ring =
        demo_made(sequence != NULL ? GEOSGeom_createLinearRing_r(geos, sequence) : NULL, "a ring");
    return with_polygon(
        all, polygon, demo_made(GEOSGeom_createPolygon_r(geos, ring, NULL, 0), "a polygon"), geos);
}
