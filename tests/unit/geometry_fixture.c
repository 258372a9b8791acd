#include "geometry_fixture.h"

#include <check.h>
#include <math.h>
#include <string.h>

GEOSContextHandle_t quiet_geos(void)
{
    GEOSContextHandle_t handle = GEOS_init_r();
    ck_assert_ptr_nonnull(handle);
    return handle;
}

void draw_ring(struct shapes *shapes, uint32_t feature, bool is_hole, const struct point *points,
               size_t count)
{
    struct point *room = cpts_shapes_room(shapes, count);
    ck_assert_ptr_nonnull(room);
    memcpy(room, points, count * sizeof *points);
    ck_assert_int_eq(cpts_shapes_add_ring(shapes, count, feature, is_hole), RING_ADDED);
}

void draw_box(struct shapes *shapes, uint32_t feature, double min_x, double min_y, double max_x,
              double max_y)
{
    const struct point corners[] = {{min_x, min_y}, {max_x, min_y}, {max_x, max_y}, {min_x, max_y}};
    draw_ring(shapes, feature, false, corners, 4);
}

static void draw_geos_ring(GEOSContextHandle_t handle, struct shapes *shapes, uint32_t feature,
                           bool is_hole, const GEOSGeometry *ring)
{
    const GEOSCoordSequence *sequence = GEOSGeom_getCoordSeq_r(handle, ring);
    unsigned count = 0;
    ck_assert(GEOSCoordSeq_getSize_r(handle, sequence, &count));
    struct point *room = cpts_shapes_room(shapes, count);
    ck_assert_ptr_nonnull(room);
    ck_assert(GEOSCoordSeq_copyToBuffer_r(handle, sequence, &room->x, 0, 0));
    ck_assert_int_eq(cpts_shapes_add_ring(shapes, count, feature, is_hole), RING_ADDED);
}

void draw_wkt(struct shapes *shapes, uint32_t feature, const char *wkt)
{
    GEOSContextHandle_t handle = quiet_geos();
    GEOSWKTReader *reader = GEOSWKTReader_create_r(handle);
    GEOSGeometry *geometry = GEOSWKTReader_read_r(handle, reader, wkt);
    ck_assert_msg(geometry != NULL, "not a WKT: %s", wkt);
    const int count = GEOSGetNumGeometries_r(handle, geometry);
    for (int i = 0; i < count; i++) {
        const GEOSGeometry *polygon = GEOSGetGeometryN_r(handle, geometry, i);
        draw_geos_ring(handle, shapes, feature, false, GEOSGetExteriorRing_r(handle, polygon));
        const int holes = GEOSGetNumInteriorRings_r(handle, polygon);
        for (int h = 0; h < holes; h++)
            draw_geos_ring(handle, shapes, feature, true,
                           GEOSGetInteriorRingN_r(handle, polygon, h));
    }
    GEOSGeom_destroy_r(handle, geometry);
    GEOSWKTReader_destroy_r(handle, reader);
    GEOS_finish_r(handle);
}

double drawn_area_m2(const struct shapes *shapes)
{
    double area_m2 = 0;
    for (size_t p = 0; p < shapes->part_count; p++)
        area_m2 += shapes->parts[p].area_m2;
    return area_m2;
}

static GEOSGeometry *geometry_of_ring(GEOSContextHandle_t handle, const struct shapes *shapes,
                                      uint32_t ring_index)
{
    const struct ring *ring = &shapes->rings[ring_index];
    GEOSCoordSequence *sequence = GEOSCoordSeq_copyFromBuffer_r(
        handle, &shapes->points[ring->first].x, ring->count + 1, 0, 0);
    ck_assert_ptr_nonnull(sequence);
    return GEOSGeom_createLinearRing_r(handle, sequence);
}

GEOSGeometry *geometry_of_parts(GEOSContextHandle_t handle, const struct shapes *shapes,
                                uint32_t first, uint32_t count)
{
    GEOSGeometry *polygons[256], *holes[256];
    ck_assert_uint_le(count, 256);
    for (uint32_t p = 0; p < count; p++) {
        const struct part *part = &shapes->parts[first + p];
        ck_assert_uint_ge(part->ring_count, 1);
        ck_assert_uint_le(part->ring_count, 256);
        for (uint32_t h = 1; h < part->ring_count; h++)
            holes[h - 1] = geometry_of_ring(handle, shapes, part->first_ring + h);
        GEOSGeometry *shell = geometry_of_ring(handle, shapes, part->first_ring);
        polygons[p] = GEOSGeom_createPolygon_r(handle, shell, holes, part->ring_count - 1);
        ck_assert_ptr_nonnull(polygons[p]);
    }
    return GEOSGeom_createCollection_r(handle, GEOS_MULTIPOLYGON, polygons, count);
}

bool parts_are_valid(const struct shapes *shapes, uint32_t first, uint32_t count)
{
    GEOSContextHandle_t handle = quiet_geos();
    GEOSGeometry *geometry = geometry_of_parts(handle, shapes, first, count);
    const bool valid = GEOSisValid_r(handle, geometry) == 1;
    GEOSGeom_destroy_r(handle, geometry);
    GEOS_finish_r(handle);
    return valid;
}

/* splitmix64 */
uint64_t throw_dice(struct dice *dice)
{
    uint64_t z = dice->state += 0x9E3779B97F4A7C15U;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
    z = (z ^ z >> 27) * 0x94D049BB133111EBU;
    return z ^ z >> 31;
}

double between(struct dice *dice, double least, double most)
{
    return least + (most - least) * (double)(throw_dice(dice) >> 11) / 9007199254740992.0;
}

uint32_t below(struct dice *dice, uint32_t limit)
{
    return (uint32_t)(throw_dice(dice) % limit);
}

double gridded(double metres)
{
    return round(metres / CPTS_QUANTUM_M) * CPTS_QUANTUM_M;
}

void random_star(struct dice *dice, struct point *points, size_t count, struct point middle,
                 double least_m, double most_m)
{
    const double turn = between(dice, 0, 2 * M_PI);
    for (size_t i = 0; i < count; i++) {
        const double angle =
            turn + 2 * M_PI * ((double)i + between(dice, -0.4, 0.4)) / (double)count;
        const double radius_m = between(dice, least_m, most_m);
        points[i] = (struct point){gridded(middle.x + radius_m * cos(angle)),
                                   gridded(middle.y + radius_m * sin(angle))};
    }
}
