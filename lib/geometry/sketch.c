#include "geometry/sketch.h"

#include <geos_c.h>
#include <string.h>

#include "common/memory.h"
#include "geometry/predicates.h"

#define LEAST_SIZE 2 /* tolerances across: what is smaller would be a speck */

bool cpts_sketch_open(struct sketch *sketch, struct box box)
{
    *sketch = (struct sketch){.box = box};
    return cpts_geos_open(&sketch->geos);
}

void cpts_sketch_close(struct sketch *sketch)
{
    for (size_t i = 0; i < sketch->count; i++)
        GEOSGeom_destroy_r(sketch->geos.handle, sketch->pieces[i].geometry);
    cpts_array_free(sketch->pieces);
    cpts_geos_close(&sketch->geos);
}

/* Takes the geometry over. */
static bool keep(struct sketch *sketch, struct sketch_piece piece)
{
    if (!CPTS_ARRAY_MORE(sketch->pieces, sketch->count, sketch->capacity)) {
        GEOSGeom_destroy_r(sketch->geos.handle, piece.geometry);
        sketch->geos.no_memory = true;
        return false;
    }
    sketch->pieces[sketch->count++] = piece;
    return true;
}

enum geos_result cpts_sketch_add(struct sketch *sketch, uint32_t layer, bool is_area,
                                 const void *wkb, size_t size)
{
    GEOSContextHandle_t handle = sketch->geos.handle;
    const struct box box = sketch->box;
    GEOSGeometry *whole = GEOSGeomFromWKB_buf_r(handle, wkb, size);
    if (!whole)
        return GEOS_FAILED;
    /* What is invalid cannot always be cut, and is drawn as it is: the map's frame cuts as well. */
    GEOSGeometry *part =
        GEOSClipByRect_r(handle, whole, box.min_x, box.min_y, box.max_x, box.max_y);
    if (part)
        GEOSGeom_destroy_r(handle, whole);
    else
        part = whole;
    if (sketch->geos.no_memory) {
        GEOSGeom_destroy_r(handle, part);
        return GEOS_FAILED;
    }
    if (GEOSisEmpty_r(handle, part) == 1) {
        GEOSGeom_destroy_r(handle, part);
        return GEOS_UNCHANGED;
    }
    const struct sketch_piece piece = {part, layer, is_area};
    return keep(sketch, piece) ? GEOS_DONE : GEOS_FAILED;
}

/* What of a geometry are lines and polygons, deep in collections. */
typedef bool simple_fn(void *user, const GEOSGeometry *simple);
static bool each_simple(struct geos *geos, const GEOSGeometry *geometry, simple_fn *give,
                        void *user)
{
    const int type = GEOSGeomTypeId_r(geos->handle, geometry);
    if (type == GEOS_LINESTRING || type == GEOS_LINEARRING || type == GEOS_POLYGON)
        return give(user, geometry);
    if (type == GEOS_POINT || type < 0)
        return type >= 0;
    const int count = GEOSGetNumGeometries_r(geos->handle, geometry);
    for (int i = 0; i < count; i++) {
        const GEOSGeometry *member = GEOSGetGeometryN_r(geos->handle, geometry, i);
        if (!member || !each_simple(geos, member, give, user))
            return false;
    }
    return count >= 0;
}

/* ---- joining ------------------------------------------------------------------------------ */

/* Takes the lines of a layer out; what stays keeps its order. */
static size_t take_lines(struct sketch *sketch, uint32_t layer, GEOSGeometry **lines)
{
    size_t kept = 0, taken = 0;
    for (size_t i = 0; i < sketch->count; i++) {
        const struct sketch_piece *piece = &sketch->pieces[i];
        if (piece->layer == layer && !piece->is_area)
            lines[taken++] = piece->geometry;
        else
            sketch->pieces[kept++] = *piece;
    }
    sketch->count = kept;
    return taken;
}

bool cpts_sketch_join(struct sketch *sketch, uint32_t layer)
{
    GEOSContextHandle_t handle = sketch->geos.handle;
    GEOSGeometry **lines = cpts_array_raw(sketch->count + 1, sizeof *lines);
    if (!lines)
        return false;
    const size_t count = take_lines(sketch, layer, lines);
    GEOSGeometry *all =
        count ? GEOSGeom_createCollection_r(handle, GEOS_GEOMETRYCOLLECTION, lines, (unsigned)count)
              : NULL;
    cpts_array_free(lines);
    if (!count || !all)
        return !count;
    GEOSGeometry *joined = GEOSLineMerge_r(handle, all);
    if (joined)
        GEOSGeom_destroy_r(handle, all);
    const struct sketch_piece piece = {joined ? joined : all, layer, false};
    return keep(sketch, piece) && !sketch->geos.no_memory;
}

/* ---- simplifying -------------------------------------------------------------------------- */

bool cpts_sketch_simplify(struct sketch *sketch, double tolerance_m)
{
    GEOSContextHandle_t handle = sketch->geos.handle;
    sketch->tolerance_m = tolerance_m;
    for (size_t i = 0; i < sketch->count && !sketch->geos.no_memory; i++) {
        struct sketch_piece *piece = &sketch->pieces[i];
        GEOSGeometry *simpler = GEOSSimplify_r(handle, piece->geometry, tolerance_m);
        if (!simpler) /* stays as it is */
            continue;
        GEOSGeom_destroy_r(handle, piece->geometry);
        piece->geometry = simpler;
    }
    return !sketch->geos.no_memory;
}

/* ---- giving ------------------------------------------------------------------------------- */

struct giving {
    struct sketch *sketch;
    const struct sketch_piece *piece;
    cpts_sketch_fn *give;
    void *user;
    struct point *points;
    size_t capacity;
};

static void turn_round(struct point *points, size_t count)
{
    for (size_t i = 0, j = count - 1; i < j; i++, j--) {
        const struct point kept = points[i];
        points[i] = points[j];
        points[j] = kept;
    }
}

static bool is_speck(const struct giving *giving, size_t count)
{
    struct box box = CPTS_EMPTY_BOX;
    for (size_t i = 0; i < count; i++)
        box = cpts_box_join(box, cpts_box_of_segment(giving->points[i], giving->points[i]));
    const double least_m = LEAST_SIZE * giving->sketch->tolerance_m;
    return box.max_x - box.min_x < least_m && box.max_y - box.min_y < least_m;
}

static bool give_points(struct giving *giving, const GEOSGeometry *line, bool is_ring, bool is_hole)
{
    struct geos *geos = &giving->sketch->geos;
    const GEOSCoordSequence *sequence = line ? GEOSGeom_getCoordSeq_r(geos->handle, line) : NULL;
    unsigned count = 0;
    if (!sequence || !GEOSCoordSeq_getSize_r(geos->handle, sequence, &count))
        return false;
    if (count < (is_ring ? 4 : 2))
        return true;
    if (!cpts_array_reserve(&giving->points, &giving->capacity, count, sizeof *giving->points) ||
        !GEOSCoordSeq_copyToBuffer_r(geos->handle, sequence, &giving->points->x, 0, 0))
        return false;
    if (is_speck(giving, count))
        return true;
    if (is_ring && (cpts_ring_area_m2(giving->points, count - 1) > 0) == is_hole)
        turn_round(giving->points, count);
    return giving->give(giving->user, giving->piece, giving->points, is_ring ? count - 1 : count);
}

static bool give_simple(void *user, const GEOSGeometry *simple)
{
    struct giving *giving = user;
    GEOSContextHandle_t handle = giving->sketch->geos.handle;
    const int type = GEOSGeomTypeId_r(handle, simple);
    if (type < 0)
        return false;
    if (type != GEOS_POLYGON)
        return giving->piece->is_area || give_points(giving, simple, false, false);
    if (!giving->piece->is_area)
        return true;
    if (GEOSisEmpty_r(handle, simple) == 1)
        return true;
    bool done = give_points(giving, GEOSGetExteriorRing_r(handle, simple), true, false);
    const int holes = done ? GEOSGetNumInteriorRings_r(handle, simple) : 0;
    for (int i = 0; i < holes && done; i++)
        done = give_points(giving, GEOSGetInteriorRingN_r(handle, simple, i), true, true);
    return done && holes >= 0;
}

bool cpts_sketch_each(struct sketch *sketch, cpts_sketch_fn *give, void *user)
{
    struct giving giving = {.sketch = sketch, .give = give, .user = user};
    bool done = true;
    for (size_t i = 0; i < sketch->count && done; i++) {
        giving.piece = &sketch->pieces[i];
        done = each_simple(&sketch->geos, giving.piece->geometry, give_simple, &giving);
    }
    cpts_array_free(giving.points);
    return done;
}
