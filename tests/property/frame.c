#include <stdlib.h>

#include "oracle.h"
#include "redraw.h"

static size_t add_points(const GEOSGeometry *shape, double (*out)[2])
{
    size_t count = 0;
    for (int part = 0; part < GEOSGetNumGeometries(shape); part++) {
        const GEOSGeometry *polygon = GEOSGetGeometryN(shape, part);
        for (int r = -1; r < GEOSGetNumInteriorRings(polygon); r++) {
            const GEOSGeometry *ring =
                r < 0 ? GEOSGetExteriorRing(polygon) : GEOSGetInteriorRingN(polygon, r);
            const GEOSCoordSequence *sequence = GEOSGeom_getCoordSeq(ring);
            unsigned size;
            GEOSCoordSeq_getSize(sequence, &size);
            for (unsigned i = 1; i < size; i++, count++)
                GEOSCoordSeq_getXY(sequence, i, &out[count][0], &out[count][1]);
        }
    }
    return count;
}

/* The repair that is promised: shells are united, holes taken out of them. */
static GEOSGeometry *repaired(const GEOSGeometry *shape)
{
    GEOSMakeValidParams *how = need(GEOSMakeValidParams_create());
    GEOSMakeValidParams_setMethod(how, GEOS_MAKE_VALID_STRUCTURE);
    GEOSMakeValidParams_setKeepCollapsed(how, 0);
    GEOSGeometry *valid = need(GEOSMakeValidWithParams(shape, how));
    GEOSMakeValidParams_destroy(how);
    return valid;
}

struct scene *scene_framed(const struct scene *scene)
{
    struct scene *framed = scene_copy(scene);
    for (size_t u = 0; u < framed->unit_count; u++) {
        GEOSGeometry *drawn = framed->units[u].shape;
        if (GEOSisValid(drawn) == 1)
            continue;
        framed->units[u].shape = repaired(drawn);
        GEOSGeom_destroy(drawn);
    }
    size_t room = 1, count = 0;
    for (size_t u = 0; u < scene->unit_count; u++)
        room += (size_t)GEOSGetNumCoordinates(framed->units[u].shape);
    double(*points)[2] = need(calloc(room, sizeof *points));
    for (size_t u = 0; u < scene->unit_count; u++)
        count += add_points(framed->units[u].shape, points + count);
    for (size_t i = 0; i < framed->piece_count; i++) {
        GEOSGeometry *snapped = redraw_snapped(framed->pieces[i].shape, (const double(*)[2])points,
                                               count, FRAME_TOLERANCE_M);
        GEOSGeom_destroy(framed->pieces[i].shape);
        framed->pieces[i].shape = snapped;
        if (GEOSisValid(snapped) != 1) {
            framed->pieces[i].shape = repaired(snapped);
            GEOSGeom_destroy(snapped);
        }
    }
    free(points);
    return framed;
}
