/*
 * GEOSCoverageUnion (3.11) was tried and refuses some sets of triangles that touch at vertices
 * only, taking them for overlapping ones: so borders are cancelled here, and GEOS polygonises.
 */
#include "tiles.h"

#include <stdlib.h>

static size_t ring_stretches(const GEOSGeometry *ring, size_t tile, struct stretch *out)
{
    const GEOSCoordSequence *points = GEOSGeom_getCoordSeq(ring);
    unsigned size;
    GEOSCoordSeq_getSize(points, &size);
    for (unsigned i = 0; i + 1 < size; i++) {
        struct stretch s = {.tile = tile};
        GEOSCoordSeq_getXY(points, i, &s.ax, &s.ay);
        GEOSCoordSeq_getXY(points, i + 1, &s.bx, &s.by);
        if (s.bx < s.ax || (s.bx == s.ax && s.by < s.ay))
            s = (struct stretch){s.bx, s.by, s.ax, s.ay, tile};
        out[i] = s;
    }
    return size - 1;
}

static int compare_stretches(const void *a, const void *b)
{
    const struct stretch *p = a, *q = b;
    const double d[4] = {p->ax - q->ax, p->ay - q->ay, p->bx - q->bx, p->by - q->by};
    for (int i = 0; i < 4; i++)
        if (d[i] < 0 || d[i] > 0)
            return d[i] < 0 ? -1 : 1;
    return 0;
}

bool stretches_meet(const struct stretch *a, const struct stretch *b)
{
    return compare_stretches(a, b) == 0;
}

struct stretch *tiles_stretches(const GEOSGeometry *const *tiles, size_t count, size_t *out_count)
{
    size_t room = 0, used = 0;
    for (size_t t = 0; t < count; t++)
        room += (size_t)GEOSGetNumCoordinates(tiles[t]);
    struct stretch *stretches = need(calloc(room + 1, sizeof *stretches));
    for (size_t t = 0; t < count; t++)
        for (int part = 0; part < GEOSGetNumGeometries(tiles[t]); part++) {
            const GEOSGeometry *polygon = GEOSGetGeometryN(tiles[t], part);
            used += ring_stretches(GEOSGetExteriorRing(polygon), t, stretches + used);
            for (int i = 0; i < GEOSGetNumInteriorRings(polygon); i++)
                used += ring_stretches(GEOSGetInteriorRingN(polygon, i), t, stretches + used);
        }
    qsort(stretches, used, sizeof *stretches, compare_stretches);
    *out_count = used;
    return stretches;
}

/* The borders that only one tile has, as lines. */
static GEOSGeometry *outline(const GEOSGeometry *const *tiles, size_t count)
{
    size_t stretch_count;
    struct stretch *stretches = tiles_stretches(tiles, count, &stretch_count);
    GEOSGeometry **lines = need(calloc(stretch_count + 1, sizeof(GEOSGeometry *)));
    unsigned line_count = 0;
    for (size_t i = 0; i < stretch_count; i++) {
        if (i + 1 < stretch_count && stretches_meet(&stretches[i], &stretches[i + 1])) {
            i++;
            continue;
        }
        GEOSCoordSequence *ends = need(GEOSCoordSeq_copyFromBuffer(&stretches[i].ax, 2, 0, 0));
        lines[line_count++] = need(GEOSGeom_createLineString(ends));
    }
    GEOSGeometry *all = need(GEOSGeom_createCollection(GEOS_MULTILINESTRING, lines, line_count));
    free(lines);
    free(stretches);
    return all;
}

static bool covers(const GEOSGeometry *const *tiles, size_t count, const GEOSGeometry *face)
{
    GEOSGeometry *point = need(GEOSPointOnSurface(face));
    bool covered = false;
    for (size_t t = 0; t < count && !covered; t++)
        covered = GEOSIntersects(tiles[t], point) == 1;
    GEOSGeom_destroy(point);
    return covered;
}

GEOSGeometry *tiles_union(const GEOSGeometry *const *tiles, size_t count)
{
    GEOSGeometry *lines = outline(tiles, count);
    const GEOSGeometry *const input[1] = {lines};
    GEOSGeometry *faces = need(GEOSPolygonize(input, 1));
    const int face_count = GEOSGetNumGeometries(faces);
    GEOSGeometry **parts = need(calloc((size_t)face_count + 1, sizeof(GEOSGeometry *)));
    unsigned part_count = 0;
    for (int i = 0; i < face_count; i++) {
        const GEOSGeometry *face = GEOSGetGeometryN(faces, i);
        if (covers(tiles, count, face))
            parts[part_count++] = need(GEOSGeom_clone(face));
    }
    GEOSGeometry *united = need(GEOSGeom_createCollection(GEOS_MULTIPOLYGON, parts, part_count));
    free(parts);
    GEOSGeom_destroy(faces);
    GEOSGeom_destroy(lines);
    return united;
}
