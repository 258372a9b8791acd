/* Topology: what borders share is there once, and stays shared when it is simplified. */
#include <math.h>

#include "output/map/topology.h"
#include "suites.h"

enum { MAX_POINTS = 64 };

static const struct box box = {0, 0, 1000, 1000};

static void add(struct topology *topology, const struct point *points, size_t count)
{
    ck_assert(cpts_topology_ring(topology, points, count));
}

/* The points of a ring again, from its arcs; the last is not repeated. */
static size_t trace(const struct topology *topology, size_t ring, struct grid_point *out)
{
    size_t count = 0;
    const struct point_run refs = topology->ring_refs[ring];
    for (size_t i = refs.first; i < refs.first + refs.count; i++) {
        const struct point_run arc = topology->arcs[topology->refs[i] / 2];
        for (size_t p = 0; p + 1 < arc.count; p++) {
            const size_t at = topology->refs[i] % 2 ? arc.count - 1 - p : p;
            ck_assert_uint_lt(count, MAX_POINTS);
            out[count++] = topology->arc_points[arc.first + at];
        }
    }
    return count;
}

static double area_of(const struct topology *topology, size_t ring)
{
    struct grid_point points[MAX_POINTS];
    const size_t count = trace(topology, ring, points);
    double twice = 0;
    for (size_t i = 0; i < count; i++) {
        const struct grid_point a = points[i], b = points[(i + 1) % count];
        twice += (double)a.x * b.y - (double)b.x * a.y;
    }
    return twice / 2;
}

static const struct point west[] = {{0, 0},     {500, 0},    {520, 300},
                                    {480, 600}, {500, 1000}, {0, 1000}};
static const struct point east[] = {{500, 0},    {1000, 0},  {1000, 1000},
                                    {500, 1000}, {480, 600}, {520, 300}};

START_TEST(a_border_is_there_once)
{
    struct topology topology;
    cpts_topology_begin(&topology, box);
    add(&topology, west, 6);
    add(&topology, east, 6);
    ck_assert(cpts_topology_build(&topology, 1000));
    ck_assert_uint_eq(topology.arc_count, 3);
    ck_assert_double_eq(area_of(&topology, 0) + area_of(&topology, 1), 1e6);
    /* The same arc, one way and the other. */
    size_t common = 0;
    for (size_t i = 0; i < topology.ref_count; i++)
        for (size_t j = 0; j < i; j++)
            common += (topology.refs[i] ^ 1) == topology.refs[j];
    ck_assert_uint_eq(common, 1);
    cpts_topology_free(&topology);
}
END_TEST

START_TEST(a_simplified_border_is_still_shared)
{
    struct topology topology;
    cpts_topology_begin(&topology, box);
    add(&topology, west, 6);
    add(&topology, east, 6);
    ck_assert(cpts_topology_build(&topology, 4)); /* the corners; the common border goes straight */
    ck_assert_double_eq(area_of(&topology, 0), 500e3);
    ck_assert_double_eq(area_of(&topology, 1), 500e3);
    cpts_topology_free(&topology);
}
END_TEST

START_TEST(points_on_a_straight_line_go)
{
    static const struct point ring[] = {{0, 0},       {100, 0},    {250, 0},  {1000, 0},
                                        {1000, 1000}, {400, 1000}, {0, 1000}, {0, 500}};
    struct topology topology;
    struct grid_point points[MAX_POINTS];
    cpts_topology_begin(&topology, box);
    add(&topology, ring, 8);
    ck_assert(cpts_topology_build(&topology, 1000));
    ck_assert_uint_eq(trace(&topology, 0, points), 4);
    cpts_topology_free(&topology);
}
END_TEST

START_TEST(an_island_stays_a_surface)
{
    struct point ring[40];
    struct topology topology;
    struct grid_point points[MAX_POINTS];
    for (int i = 0; i < 40; i++)
        ring[i] = (struct point){500 + 300 * cos(i * 0.157), 500 + 300 * sin(i * 0.157)};
    cpts_topology_begin(&topology, box);
    add(&topology, ring, 40);
    ck_assert(cpts_topology_build(&topology, 0));
    ck_assert_uint_eq(trace(&topology, 0, points), 3);
    ck_assert_double_gt(area_of(&topology, 0), 1e4);
    cpts_topology_free(&topology);
}
END_TEST

START_TEST(two_drawings_of_one_island_are_one_arc)
{
    static const struct point one[] = {{10, 10}, {90, 20}, {80, 90}, {5, 60}};
    static const struct point other[] = {{80, 90}, {90, 20}, {10, 10}, {5, 60}};
    struct topology topology;
    cpts_topology_begin(&topology, box);
    add(&topology, one, 4);
    add(&topology, other, 4);
    ck_assert(cpts_topology_build(&topology, 1000));
    ck_assert_uint_eq(topology.arc_count, 1);
    ck_assert_double_eq(area_of(&topology, 0), -area_of(&topology, 1));
    cpts_topology_free(&topology);
}
END_TEST

START_TEST(what_is_smaller_than_a_cell_does_no_harm)
{
    static const struct point dot[] = {{10.1, 10.1}, {10.2, 10.1}, {10.2, 10.2}};
    static const struct point line[] = {{10, 10}, {400, 10.2}, {400, 10.1}};
    struct topology topology;
    cpts_topology_begin(&topology, box);
    add(&topology, dot, 3);
    add(&topology, line, 3);
    ck_assert(cpts_topology_build(&topology, 1000));
    ck_assert_uint_ge(topology.ring_refs[0].count, 1);
    ck_assert_uint_ge(topology.ring_refs[1].count, 1);
    cpts_topology_free(&topology);
}
END_TEST

START_TEST(the_grid_holds_a_country)
{
    static const struct point ring[] = {{0, 0}, {2e6, 0}, {2e6, 1e6}};
    struct topology topology;
    cpts_topology_begin(&topology, (struct box){0, 0, 2e6, 1e6});
    add(&topology, ring, 3);
    ck_assert(cpts_topology_build(&topology, 1000));
    ck_assert_double_eq(topology.quantum_m, 32);
    ck_assert_double_eq(area_of(&topology, 0), 62500.0 * 31250 / 2);
    cpts_topology_free(&topology);
}
END_TEST

START_TEST(bytes_hold_numbers_in_base_128)
{
    struct bytes bytes = {.data = NULL};
    cpts_topology_put_count(&bytes, 0);
    cpts_topology_put_count(&bytes, 127);
    cpts_topology_put_count(&bytes, 300);
    ck_assert_uint_eq(bytes.used, 4);
    ck_assert_mem_eq(bytes.data, "\x00\x7f\xac\x02", 4);
    cpts_bytes_free(&bytes);
}
END_TEST

Suite *topology_suite(void)
{
    Suite *suite = suite_create("topology");
    TCase *tests = tests_of(suite, "arcs");
    tcase_add_test(tests, a_border_is_there_once);
    tcase_add_test(tests, a_simplified_border_is_still_shared);
    tcase_add_test(tests, points_on_a_straight_line_go);
    tcase_add_test(tests, an_island_stays_a_surface);
    tcase_add_test(tests, two_drawings_of_one_island_are_one_arc);
    tcase_add_test(tests, what_is_smaller_than_a_cell_does_no_harm);
    tcase_add_test(tests, the_grid_holds_a_country);
    tcase_add_test(tests, bytes_hold_numbers_in_base_128);
    return suite;
}
