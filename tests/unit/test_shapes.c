/* Shapes: what a reader hands over is snapped, cleaned, oriented and measured. */
#include <math.h>
#include <string.h>

#include "geometry/shapes.h"
#include "suites.h"

enum { MAX_POINTS = 8 };

static enum ring_result add(struct shapes *shapes, const struct point *points, size_t count,
                            uint32_t feature, bool is_hole)
{
    struct point *room = cpts_shapes_room(shapes, count);
    ck_assert_ptr_nonnull(room);
    memcpy(room, points, count * sizeof *points);
    return cpts_shapes_add_ring(shapes, count, feature, is_hole);
}

static double ring_area_m2(const struct shapes *shapes, const struct ring *ring)
{
    double twice = 0;
    for (uint32_t v = ring->first; v < ring->first + ring->count; v++) {
        struct point a = shapes->points[v], b = shapes->points[v + 1];
        twice += a.x * b.y - b.x * a.y;
    }
    return twice / 2;
}

static const struct ring_case {
    const char *what;
    size_t count;
    struct point points[MAX_POINTS];
    enum ring_result expected;
    uint32_t segments;
    double area_m2;
} ring_cases[] = {
    {"an open square", 4, {{0, 0}, {4, 0}, {4, 4}, {0, 4}}, RING_ADDED, 4, 16},
    {"a closed square", 5, {{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}}, RING_ADDED, 4, 16},
    {"a clockwise square", 4, {{0, 0}, {0, 4}, {4, 4}, {4, 0}}, RING_ADDED, 4, 16},
    {"repeated points",
     7,
     {{0, 0}, {0, 0}, {4, 0}, {4, 4}, {4, 4}, {0, 4}, {0, 0}},
     RING_ADDED,
     4,
     16},
    {"points closer than the quantum",
     5,
     {{0, 0}, {4, 0}, {4, 1e-8}, {4, 4}, {0, 4}},
     RING_ADDED,
     4,
     16},
    {"a triangle", 3, {{0, 0}, {2, 0}, {0, 2}}, RING_ADDED, 3, 2},
    {"nothing", 0, {{0, 0}}, RING_COLLAPSED, 0, 0},
    {"one point", 1, {{1, 1}}, RING_COLLAPSED, 0, 0},
    {"a closed point", 4, {{1, 1}, {1, 1}, {1, 1}, {1, 1}}, RING_COLLAPSED, 0, 0},
    {"there and back", 3, {{0, 0}, {5, 5}, {0, 0}}, RING_COLLAPSED, 0, 0},
    {"a flat triangle", 3, {{0, 0}, {1, 1}, {2, 2}}, RING_COLLAPSED, 0, 0},
    {"a NaN", 4, {{0, 0}, {4, 0}, {NAN, 4}, {0, 4}}, RING_BAD_POSITION, 0, 0},
    {"an infinity", 4, {{0, 0}, {4, 0}, {4, INFINITY}, {0, 4}}, RING_BAD_POSITION, 0, 0},
    {"too far", 4, {{0, 0}, {5e9, 0}, {4, 4}, {0, 4}}, RING_BAD_POSITION, 0, 0},
    {"at the limit", 4, {{0, 0}, {4e9, 0}, {4e9, 4}, {0, 4}}, RING_ADDED, 4, 1.6e10},
};

START_TEST(a_ring_is_cleaned)
{
    const struct ring_case *c = &ring_cases[_i];
    struct shapes shapes = {0};
    ck_assert_msg(add(&shapes, c->points, c->count, 7, false) == c->expected, "%s", c->what);
    if (c->expected != RING_ADDED) {
        ck_assert_uint_eq(shapes.ring_count, 0);
        ck_assert_uint_eq(shapes.part_count, 0);
        ck_assert_uint_eq(shapes.point_count, 0);
    } else {
        ck_assert_msg(shapes.rings[0].count == c->segments, "%s: %u segments", c->what,
                      shapes.rings[0].count);
        ck_assert_msg(shapes.parts[0].area_m2 == c->area_m2, "%s: %g m2", c->what,
                      shapes.parts[0].area_m2);
        ck_assert_msg(ring_area_m2(&shapes, &shapes.rings[0]) > 0, "%s: interior left", c->what);
        ck_assert_uint_eq(shapes.parts[0].feature, 7);
        const struct point *closing = &shapes.points[shapes.rings[0].count];
        ck_assert_mem_eq(closing, shapes.points, sizeof *closing);
        ck_assert_uint_eq(shapes.point_count, (size_t)c->segments + 1);
    }
    cpts_shapes_free(&shapes);
}
END_TEST

START_TEST(a_hole_joins_its_part)
{
    const struct point shell[] = {{0, 0}, {10, 0}, {10, 10}, {0, 10}};
    const struct point hole[] = {{2, 2}, {4, 2}, {4, 4}, {2, 4}};
    const struct point island[] = {{20, 0}, {21, 0}, {21, 1}, {20, 1}};
    struct shapes shapes = {0};
    ck_assert_int_eq(add(&shapes, shell, 4, 3, false), RING_ADDED);
    ck_assert_int_eq(add(&shapes, hole, 4, 3, true), RING_ADDED);
    ck_assert_int_eq(add(&shapes, island, 4, 3, false), RING_ADDED);

    ck_assert_uint_eq(shapes.part_count, 2);
    ck_assert_uint_eq(shapes.ring_count, 3);
    const struct part *part = &shapes.parts[0];
    ck_assert_uint_eq(part->first_ring, 0);
    ck_assert_uint_eq(part->ring_count, 2);
    ck_assert_double_eq(part->area_m2, 96);
    ck_assert_double_eq(part->box.min_x, 0);
    ck_assert_double_eq(part->box.max_y, 10);
    ck_assert_msg(ring_area_m2(&shapes, &shapes.rings[1]) < 0, "a hole runs clockwise");
    ck_assert_uint_eq(shapes.rings[1].part, 0);
    ck_assert_uint_eq(shapes.parts[1].first_ring, 2);
    ck_assert_double_eq(shapes.parts[1].box.min_x, 20);
    cpts_shapes_free(&shapes);
}
END_TEST

/* Far from the origin, the same point written with reprojection noise is the same point. */
START_TEST(noise_below_the_quantum_vanishes)
{
    const double x = 893211.123456, y = 6245987.654321, noise = CPTS_QUANTUM_M / 16;
    const struct point clean[] = {{x, y}, {x + 100, y}, {x, y + 100}};
    const struct point noisy[] = {{x + noise, y}, {x + 100, y - noise}, {x - noise, y + 100}};
    struct shapes a = {0}, b = {0};
    struct point grid[3];
    for (int i = 0; i < 3; i++) /* away from the middle between two multiples of the quantum */
        grid[i] = (struct point){round(clean[i].x / CPTS_QUANTUM_M) * CPTS_QUANTUM_M,
                                 round(clean[i].y / CPTS_QUANTUM_M) * CPTS_QUANTUM_M};
    struct point moved[3];
    for (int i = 0; i < 3; i++)
        moved[i] = (struct point){grid[i].x + noisy[i].x - clean[i].x,
                                  grid[i].y + noisy[i].y - clean[i].y};
    ck_assert_int_eq(add(&a, grid, 3, 0, false), RING_ADDED);
    ck_assert_int_eq(add(&b, moved, 3, 0, false), RING_ADDED);
    ck_assert_mem_eq(a.points, b.points, 4 * sizeof *a.points);
    for (int i = 0; i < 4; i++) {
        double quanta = a.points[i].x / CPTS_QUANTUM_M;
        ck_assert_double_eq(quanta, floor(quanta));
    }
    cpts_shapes_free(&a);
    cpts_shapes_free(&b);
}
END_TEST

START_TEST(many_rings_grow_the_arrays)
{
    enum { COUNT = 5000 };
    struct shapes shapes = {0};
    for (uint32_t i = 0; i < COUNT; i++) {
        const double x = i * 10.0;
        const struct point square[] = {{x, 0}, {x + 2, 0}, {x + 2, 2}, {x, 2}};
        ck_assert_int_eq(add(&shapes, square, 4, i, false), RING_ADDED);
    }
    ck_assert_uint_eq(shapes.part_count, COUNT);
    for (uint32_t i = 0; i < COUNT; i++) {
        ck_assert_uint_eq(shapes.parts[i].feature, i);
        ck_assert_double_eq(shapes.parts[i].area_m2, 4);
        ck_assert_double_eq(shapes.points[shapes.rings[i].first].x, i * 10.0);
    }
    cpts_shapes_free(&shapes);
}
END_TEST

START_TEST(too_many_points_are_refused)
{
    struct shapes shapes = {0};
    ck_assert_ptr_null(cpts_shapes_room(&shapes, (size_t)UINT32_MAX + 1));
    ck_assert_ptr_null(cpts_shapes_room(&shapes, SIZE_MAX));
    cpts_shapes_free(&shapes);
    cpts_shapes_free(&shapes); /* twice is harmless */
}
END_TEST

Suite *shapes_suite(void)
{
    Suite *suite = suite_create("shapes");
    TCase *tests = tests_of(suite, "rings");
    tcase_add_loop_test(tests, a_ring_is_cleaned, 0, COUNT(ring_cases));
    tcase_add_test(tests, a_hole_joins_its_part);
    tcase_add_test(tests, noise_below_the_quantum_vanishes);
    tcase_add_test(tests, many_rings_grow_the_arrays);
    tcase_add_test(tests, too_many_points_are_refused);
    return suite;
}
