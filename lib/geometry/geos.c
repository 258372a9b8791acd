#include "geometry/geos.h"

#include <geos_c.h>
#include <stdio.h>
#include <string.h>

#include "common/context.h"
#include "common/memory.h"
#include "geometry/predicates.h"
#include "geometry/validity.h"

static void keep_message(const char *text, void *user)
{
    struct geos *geos = user;
    snprintf(geos->message, sizeof geos->message, _("the geometry library failed (%.200s)"), text);
    geos->no_memory |= strstr(text, "bad_alloc") != NULL;
}

bool cpts_geos_open(struct geos *geos)
{
    *geos = (struct geos){.handle = GEOS_init_r()};
    if (geos->handle)
        GEOSContext_setErrorMessageHandler_r(geos->handle, keep_message, geos);
    return geos->handle;
}

void cpts_geos_close(struct geos *geos)
{
    if (geos->handle)
        GEOS_finish_r(geos->handle);
    geos->handle = NULL;
}

static GEOSGeometry *ring_to_geos(struct geos *geos, const struct shapes *shapes,
                                  const struct ring *ring)
{
    GEOSContextHandle_t handle = geos->handle;
    GEOSCoordSequence *points = GEOSCoordSeq_copyFromBuffer_r(
        handle, &shapes->points[ring->first].x, ring->count + 1, 0, 0);
    return points ? GEOSGeom_createLinearRing_r(handle, points) : NULL;
}

static GEOSGeometry *part_to_geos(struct geos *geos, const struct shapes *shapes,
                                  uint32_t part_index)
{
    GEOSContextHandle_t handle = geos->handle;
    const struct part *part = &shapes->parts[part_index];
    const struct ring *rings = shapes->rings + part->first_ring;
    uint32_t hole_count = part->ring_count - 1, made = 0;
    GEOSGeometry **holes = cpts_array_new(hole_count, sizeof *holes);
    geos->no_memory |= !holes;
    GEOSGeometry *shell = holes ? ring_to_geos(geos, shapes, &rings[0]) : NULL, *polygon = NULL;
    while (shell && made < hole_count &&
           (holes[made] = ring_to_geos(geos, shapes, &rings[made + 1])))
        made++;
    if (shell && made == hole_count) {
        polygon = GEOSGeom_createPolygon_r(handle, shell, holes, hole_count);
    } else {
        GEOSGeom_destroy_r(handle, shell);
        for (uint32_t i = 0; i < made; i++)
            GEOSGeom_destroy_r(handle, holes[i]);
    }
    cpts_array_free(holes);
    return polygon;
}

static GEOSGeometry *parts_to_geos(struct geos *geos, const struct shapes *shapes,
                                   const uint32_t *parts, size_t count)
{
    GEOSContextHandle_t handle = geos->handle;
    GEOSGeometry **polygons = cpts_array_new(count, sizeof *polygons);
    geos->no_memory |= !polygons;
    size_t made = 0;
    while (polygons && made < count && (polygons[made] = part_to_geos(geos, shapes, parts[made])))
        made++;
    GEOSGeometry *collection = NULL;
    if (polygons && made == count)
        collection =
            GEOSGeom_createCollection_r(handle, GEOS_MULTIPOLYGON, polygons, (unsigned)count);
    else
        for (size_t i = 0; i < made; i++)
            GEOSGeom_destroy_r(handle, polygons[i]);
    cpts_array_free(polygons);
    return collection;
}

static bool append_ring(struct geos *geos, struct shapes *shapes, const GEOSGeometry *ring,
                        uint32_t feature, bool is_hole, enum ring_result *result)
{
    GEOSContextHandle_t handle = geos->handle;
    const GEOSCoordSequence *points = ring ? GEOSGeom_getCoordSeq_r(handle, ring) : NULL;
    unsigned count;
    if (!points || !GEOSCoordSeq_getSize_r(handle, points, &count))
        return false;
    struct point *room = cpts_shapes_room(shapes, count);
    geos->no_memory |= !room;
    if (!room || !GEOSCoordSeq_copyToBuffer_r(handle, points, &room->x, 0, 0))
        return false;
    *result = cpts_shapes_add_ring(shapes, count, feature, is_hole);
    geos->no_memory |= *result == RING_NO_MEMORY;
    return *result == RING_ADDED || *result == RING_COLLAPSED;
}

static bool append_polygon(struct geos *geos, struct shapes *shapes, const GEOSGeometry *polygon,
                           uint32_t feature)
{
    GEOSContextHandle_t handle = geos->handle;
    const char is_empty = GEOSisEmpty_r(handle, polygon);
    if (is_empty)
        return is_empty == 1;
    enum ring_result result;
    if (!append_ring(geos, shapes, GEOSGetExteriorRing_r(handle, polygon), feature, false, &result))
        return false;
    const int holes = result == RING_COLLAPSED ? 0 : GEOSGetNumInteriorRings_r(handle, polygon);
    for (int i = 0; i < holes; i++)
        if (!append_ring(geos, shapes, GEOSGetInteriorRingN_r(handle, polygon, i), feature, true,
                         &result))
            return false;
    return holes >= 0;
}

/* Appends the polygons of any geometry; lines and points left by an overlay have no area. */
static bool append_each(struct geos *geos, struct shapes *shapes, const GEOSGeometry *geometry,
                        uint32_t feature)
{
    GEOSContextHandle_t handle = geos->handle;
    const int type = GEOSGeomTypeId_r(handle, geometry);
    if (type == GEOS_POLYGON)
        return append_polygon(geos, shapes, geometry, feature);
    if (type != GEOS_MULTIPOLYGON && type != GEOS_GEOMETRYCOLLECTION)
        return type >= 0;
    const int count = GEOSGetNumGeometries_r(handle, geometry);
    for (int i = 0; i < count; i++) {
        const GEOSGeometry *member = GEOSGetGeometryN_r(handle, geometry, i);
        if (!member || !append_each(geos, shapes, member, feature))
            return false;
    }
    return count >= 0;
}

/* All of its polygons, or none. */
static bool append_polygons(struct geos *geos, struct shapes *shapes, const GEOSGeometry *geometry,
                            uint32_t feature)
{
    const size_t parts = shapes->part_count, rings = shapes->ring_count;
    const size_t points = shapes->point_count;
    if (append_each(geos, shapes, geometry, feature))
        return true;
    shapes->part_count = parts;
    shapes->ring_count = rings;
    shapes->point_count = points;
    return false;
}

/* Are the parts from `first` on, rounded to the quantum as they now are, one valid drawing? */
static bool are_valid(struct geos *geos, const struct shapes *shapes, size_t first)
{
    const size_t count = shapes->part_count - first;
    uint32_t *parts = cpts_array_raw(count, sizeof *parts);
    geos->no_memory |= !parts;
    for (size_t i = 0; parts && i < count; i++)
        parts[i] = (uint32_t)(first + i);
    GEOSGeometry *rounded = parts ? parts_to_geos(geos, shapes, parts, count) : NULL;
    const bool valid = rounded && GEOSisValid_r(geos->handle, rounded) == 1;
    GEOSGeom_destroy_r(geos->handle, rounded);
    cpts_array_free(parts);
    return valid;
}

/* Rounding to the quantum can make what GEOS drew cross itself again: then it is drawn on the
 * quantum from the start. */
static bool append_valid(struct geos *geos, struct shapes *shapes, const GEOSGeometry *geometry,
                         uint32_t feature)
{
    const size_t points = shapes->point_count, rings = shapes->ring_count;
    const size_t parts = shapes->part_count;
    if (!append_polygons(geos, shapes, geometry, feature))
        return false;
    if (shapes->part_count == parts || are_valid(geos, shapes, parts))
        return true;
    shapes->point_count = points;
    shapes->ring_count = rings;
    shapes->part_count = parts;
    if (geos->no_memory)
        return false;
    GEOSGeometry *gridded = GEOSGeom_setPrecision_r(geos->handle, geometry, CPTS_QUANTUM_M, 0);
    const bool done = gridded && append_polygons(geos, shapes, gridded, feature);
    GEOSGeom_destroy_r(geos->handle, gridded);
    return done;
}

static void empty_part(struct shapes *shapes, uint32_t part)
{
    shapes->parts[part].ring_count = 0;
    shapes->parts[part].area_m2 = 0;
    shapes->parts[part].box = (struct box){1, 1, -1, -1};
}

static GEOSGeometry *make_valid(GEOSContextHandle_t handle, const GEOSGeometry *geometry,
                                bool unite)
{
    GEOSMakeValidParams *how = GEOSMakeValidParams_create_r(handle);
    if (!how)
        return NULL;
    const bool is_set =
        GEOSMakeValidParams_setMethod_r(handle, how, GEOS_MAKE_VALID_STRUCTURE) == 1 &&
        GEOSMakeValidParams_setKeepCollapsed_r(handle, how, 0) == 1;
    GEOSGeometry *valid = is_set ? GEOSMakeValidWithParams_r(handle, geometry, how) : NULL;
    GEOSMakeValidParams_destroy_r(handle, how);
    if (!valid || !unite)
        return valid;
    GEOSGeometry *united = GEOSUnaryUnion_r(handle, valid);
    GEOSGeom_destroy_r(handle, valid);
    return united;
}

/* GEOS nodes every crossing, at any scale: a small file could keep it busy for hours. */
static bool refuses_tangle(struct geos *geos, const struct shapes *shapes, const uint32_t *parts,
                           size_t count)
{
    struct validity validity = {0};
    const enum validity_result result = cpts_tangle(&validity, shapes, parts, count);
    cpts_validity_free(&validity);
    geos->no_memory |= result == VALIDITY_NO_MEMORY;
    if (result == VALIDITY_SUSPECT)
        snprintf(geos->message, sizeof geos->message,
                 _("its border crosses itself more than %d times"), CPTS_CROSSINGS_MOST);
    return result != VALIDITY_SIMPLE;
}

/* GEOS gives its reasons in English alone. */
static const char *words_for(const char *reason)
{
    static const struct {
        const char *reason, *words;
    } reasons[] = {{"Self-intersection", N_("its border crosses itself")},
                   {"Ring Self-intersection", N_("its border touches itself")},
                   {"Hole lies outside shell", N_("a hole lies outside of it")},
                   {"Holes are nested", N_("a hole lies in another hole")},
                   {"Nested shells", N_("one of its parts lies in another")},
                   {"Interior is disconnected", N_("holes cut it in two")},
                   {"Duplicate Rings", N_("a ring is drawn twice")},
                   {"Too few points in geometry component", N_("a ring has too few points")}};
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (strcmp(reason, reasons[i].reason) == 0)
            return _(reasons[i].words);
    return reason;
}

static GEOSGeometry *clip(GEOSContextHandle_t handle, const GEOSGeometry *a, const GEOSGeometry *b,
                          bool inside)
{
    return inside ? GEOSIntersection_r(handle, a, b) : GEOSDifference_r(handle, a, b);
}

/* Of drawings that noding has bent until they cross themselves. */
static GEOSGeometry *clip_mended(GEOSContextHandle_t handle, const GEOSGeometry *a,
                                 const GEOSGeometry *b, bool inside)
{
    GEOSGeometry *valid_a = make_valid(handle, a, false), *valid_b = make_valid(handle, b, false);
    GEOSGeometry *clipped = valid_a && valid_b ? clip(handle, valid_a, valid_b, inside) : NULL;
    GEOSGeom_destroy_r(handle, valid_a);
    GEOSGeom_destroy_r(handle, valid_b);
    return clipped;
}

/* Of a part within another: what is drawn by hand lies beside its place by less. */
#define NESTED_SLACK_M 1.0
/* The share of a part that lies within another, and the most that it is of the other: parts nearly
 * as large are one part drawn twice. */
#define NESTED_SHARE 0.9

static bool may_nest(const struct part *inner, const struct part *outer)
{
    return inner->area_m2 < outer->area_m2 * NESTED_SHARE &&
           cpts_box_holds(cpts_box_grow(outer->box, NESTED_SLACK_M), inner->box);
}

/* Whether a part of an invalid drawing lies, or may lie, within a larger one. */
static bool has_nested(const struct geos *geos, const GEOSGeometry *geometry,
                       const struct shapes *shapes, const uint32_t *parts, size_t count)
{
    enum { ASKED_MOST = 100 }; /* thousands of rings, each in the next, would take hours */
    GEOSContextHandle_t handle = geos->handle;
    size_t asked = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++) {
            const struct part *inner = &shapes->parts[parts[i]], *outer = &shapes->parts[parts[j]];
            if (!may_nest(inner, outer))
                continue;
            const GEOSGeometry *a = GEOSGetGeometryN_r(handle, geometry, (int)i);
            const GEOSGeometry *b = GEOSGetGeometryN_r(handle, geometry, (int)j);
            GEOSGeometry *shared =
                a && b && asked++ < ASKED_MOST ? clip_mended(handle, a, b, true) : NULL;
            double area_m2 = 0;
            const bool is_apart = shared && GEOSArea_r(handle, shared, &area_m2) == 1 &&
                                  area_m2 < inner->area_m2 * NESTED_SHARE;
            GEOSGeom_destroy_r(handle, shared);
            if (!is_apart)
                return true;
        }
    return false;
}

enum geos_result cpts_geos_repair(struct geos *geos, struct shapes *shapes, const uint32_t *parts,
                                  size_t count, bool unite)
{
    GEOSContextHandle_t handle = geos->handle;
    geos->message[0] = 0;
    if (refuses_tangle(geos, shapes, parts, count))
        return GEOS_FAILED;
    GEOSGeometry *geometry = parts_to_geos(geos, shapes, parts, count), *location = NULL;
    if (!geometry)
        return GEOS_FAILED;
    char *reason = NULL;
    const char valid = GEOSisValidDetail_r(handle, geometry, 0, &reason, &location);
    char reason_text[sizeof geos->message] = "";
    geos->has_nested = !unite && valid != 1 && has_nested(geos, geometry, shapes, parts, count);
    if (reason) {
        double x = 0, y = 0;
        if (location && GEOSGeomGetX_r(handle, location, &x) &&
            GEOSGeomGetY_r(handle, location, &y))
            snprintf(reason_text, sizeof reason_text, _("%s at %.3f %.3f"), words_for(reason), x,
                     y);
        else
            snprintf(reason_text, sizeof reason_text, "%s", words_for(reason));
        GEOSFree_r(handle, reason);
    } else if (valid != 1) {
        snprintf(reason_text, sizeof reason_text, "%s", _("GEOS does not say why"));
    }
    GEOSGeom_destroy_r(handle, location);
    enum geos_result result = valid == 1 && !unite ? GEOS_UNCHANGED : GEOS_FAILED;
    if (result == GEOS_FAILED) {
        GEOSGeometry *repaired = make_valid(handle, geometry, unite);
        if (repaired && append_valid(geos, shapes, repaired, shapes->parts[parts[0]].feature)) {
            for (size_t i = 0; i < count; i++)
                empty_part(shapes, parts[i]);
            result = GEOS_DONE;
        }
        GEOSGeom_destroy_r(handle, repaired);
    }
    GEOSGeom_destroy_r(handle, geometry);
    if (reason_text[0] || result != GEOS_FAILED)
        memcpy(geos->message, reason_text, sizeof reason_text);
    return result;
}

enum geos_result cpts_geos_dissolve(struct geos *geos, struct shapes *shapes, const uint32_t *parts,
                                    size_t count)
{
    GEOSContextHandle_t handle = geos->handle;
    enum geos_result result = GEOS_FAILED;
    geos->message[0] = 0;
    GEOSGeometry *geometry = parts_to_geos(geos, shapes, parts, count);
    GEOSGeometry *united = geometry ? GEOSCoverageUnion_r(handle, geometry) : NULL;
    if (united && GEOSisValid_r(handle, united) == 1 &&
        append_polygons(geos, shapes, united, shapes->parts[parts[0]].feature)) {
        for (size_t i = 0; i < count; i++)
            empty_part(shapes, parts[i]);
        result = GEOS_DONE;
    }
    GEOSGeom_destroy_r(handle, united);
    GEOSGeom_destroy_r(handle, geometry);
    return result;
}

enum geos_result cpts_geos_regrid(struct geos *geos, struct shapes *shapes, const uint32_t *parts,
                                  size_t count, double grid)
{
    GEOSContextHandle_t handle = geos->handle;
    geos->message[0] = 0;
    GEOSGeometry *geometry = parts_to_geos(geos, shapes, parts, count);
    if (!geometry)
        return GEOS_FAILED;
    enum geos_result result = GEOS_FAILED;
    if (GEOSisValid_r(handle, geometry) == 1) {
        result = GEOS_UNCHANGED;
    } else {
        GEOSGeometry *valid = make_valid(handle, geometry, false);
        GEOSGeometry *gridded = valid ? GEOSGeom_setPrecision_r(handle, valid, grid, 0) : NULL;
        if (gridded && append_polygons(geos, shapes, gridded, shapes->parts[parts[0]].feature)) {
            for (size_t i = 0; i < count; i++)
                empty_part(shapes, parts[i]);
            result = GEOS_DONE;
        }
        GEOSGeom_destroy_r(handle, gridded);
        GEOSGeom_destroy_r(handle, valid);
    }
    GEOSGeom_destroy_r(handle, geometry);
    return result;
}

enum geos_result cpts_geos_shared(struct geos *geos, const struct shapes *shapes, uint32_t part,
                                  uint32_t other, struct shapes *out, uint32_t feature)
{
    GEOSContextHandle_t handle = geos->handle;
    GEOSGeometry *a = part_to_geos(geos, shapes, part), *b = part_to_geos(geos, shapes, other);
    GEOSGeometry *shared = a && b ? GEOSIntersection_r(handle, a, b) : NULL;
    size_t before = out->part_count;
    bool done = shared && append_valid(geos, out, shared, feature);
    GEOSGeom_destroy_r(handle, a);
    GEOSGeom_destroy_r(handle, b);
    GEOSGeom_destroy_r(handle, shared);
    return !done ? GEOS_FAILED : out->part_count > before ? GEOS_DONE : GEOS_UNCHANGED;
}

enum geos_result cpts_geos_subtract(struct geos *geos, struct shapes *shapes, uint32_t part,
                                    const struct shapes *others, uint32_t other)
{
    GEOSContextHandle_t handle = geos->handle;
    GEOSGeometry *a = part_to_geos(geos, shapes, part), *b = part_to_geos(geos, others, other);
    GEOSGeometry *left = a && b ? GEOSDifference_r(handle, a, b) : NULL;
    bool done = left && append_valid(geos, shapes, left, shapes->parts[part].feature);
    if (done)
        empty_part(shapes, part);
    GEOSGeom_destroy_r(handle, a);
    GEOSGeom_destroy_r(handle, b);
    GEOSGeom_destroy_r(handle, left);
    return done ? GEOS_DONE : GEOS_FAILED;
}

enum geos_result cpts_geos_clip(struct geos *geos, const struct shapes *shapes, uint32_t part,
                                const struct shapes *others, const uint32_t *parts, size_t count,
                                bool inside, struct shapes *out)
{
    GEOSContextHandle_t handle = geos->handle;
    GEOSGeometry *a = part_to_geos(geos, shapes, part);
    GEOSGeometry *b = parts_to_geos(geos, others, parts, count), *clipped = NULL;
    if (a && b)
        clipped = clip(handle, a, b, inside);
    if (a && b && !clipped && !geos->no_memory)
        clipped = clip_mended(handle, a, b, inside);
    size_t before = out->part_count;
    bool done = clipped && append_valid(geos, out, clipped, 0);
    GEOSGeom_destroy_r(handle, a);
    GEOSGeom_destroy_r(handle, b);
    GEOSGeom_destroy_r(handle, clipped);
    return !done ? GEOS_FAILED : out->part_count > before ? GEOS_DONE : GEOS_UNCHANGED;
}
