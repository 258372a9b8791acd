/* Predicates: exact where a double is not. */
#include <math.h>
#include <string.h>

#include "geometry/predicates.h"
#include "geometry_fixture.h"
#include "suites.h"

#define Q   CPTS_QUANTUM_M
#define FAR 1e9

/* ---- sides -------------------------------------------------------------------------------- */

static const struct side_case {
    const char *what;
    struct point a, b, c;
    int side;
} side_cases[] = {
    {"left of the x axis", {0, 0}, {1, 0}, {0, 1}, 1},
    {"right of the x axis", {0, 0}, {1, 0}, {0, -1}, -1},
    {"ahead on the line", {0, 0}, {1, 1}, {5, 5}, 0},
    {"behind on the line", {0, 0}, {1, 1}, {-5, -5}, 0},
    {"at the first end", {3, 4}, {7, 9}, {3, 4}, 0},
    {"at the second end", {3, 4}, {7, 9}, {7, 9}, 0},
    {"a quantum above a diagonal of 1e9", {0, 0}, {FAR, FAR}, {FAR / 2, FAR / 2 + Q}, 1},
    {"a quantum below a diagonal of 1e9", {0, 0}, {FAR, FAR}, {FAR / 2, FAR / 2 - Q}, -1},
    {"on a diagonal of 1e9", {0, 0}, {FAR, FAR}, {FAR / 2, FAR / 2}, 0},
    {"a quantum beside, far out", {FAR, FAR}, {FAR + 1, FAR + 1}, {FAR + 3, FAR + 3 + Q}, 1},
    {"far out, the other way", {FAR + 1, FAR + 1}, {FAR, FAR}, {FAR + 3, FAR + 3 + Q}, -1},
    {"a segment of one quantum", {0, 0}, {Q, 0}, {FAR, Q}, 1},
    {"a segment of one quantum, on its line", {0, 0}, {Q, Q}, {FAR, FAR}, 0},
    {"the whole plane wide", {-4e9, -4e9}, {4e9, 4e9 - Q}, {0, 0}, 1},
    {"the whole plane wide, below", {-4e9, -4e9 + Q}, {4e9, 4e9}, {0, 0}, -1},
};

START_TEST(sides_are_exact)
{
    const struct side_case *c = &side_cases[_i];
    ck_assert_msg(cpts_side(c->a, c->b, c->c) == c->side, "%s", c->what);
    ck_assert_msg(cpts_side(c->b, c->a, c->c) == -c->side, "%s, turned", c->what);
    ck_assert_msg(cpts_side(c->b, c->c, c->a) == c->side, "%s, from b", c->what);
    ck_assert_msg(cpts_side(c->c, c->a, c->b) == c->side, "%s, from c", c->what);
}
END_TEST

/* Vectors almost along each other, against whole numbers that never went through a double. */
START_TEST(turns_agree_with_integers)
{
    __extension__ typedef __int128 wide;
    struct dice dice = {1};
    int level = 0;
    for (int i = 0; i < 20000; i++) {
        const int64_t ux = (int64_t)(throw_dice(&dice) >> 14) - (1LL << 49);
        const int64_t uy = (int64_t)(throw_dice(&dice) >> 14) - (1LL << 49);
        const int64_t factor = below(&dice, 8), off = (int64_t)below(&dice, 3) - 1;
        const int64_t vx = ux * factor, vy = uy * factor + off;
        const wide exact = (wide)ux * vy - (wide)uy * vx;
        const int expected = (exact > 0) - (exact < 0);
        const struct point u = {(double)ux * Q, (double)uy * Q},
                           v = {(double)vx * Q, (double)vy * Q};
        ck_assert_int_eq(cpts_turn(u, v), expected);
        ck_assert_int_eq(cpts_turn(v, u), -expected);
        level += expected == 0;
    }
    ck_assert_int_gt(level, 1000);
}
END_TEST

/* ---- directions --------------------------------------------------------------------------- */

START_TEST(directions_go_round_once)
{
    const struct point round[] = {{1, 0},   {FAR, Q},   {2, 1},  {1, 1},    {1, 2},  {Q, FAR},
                                  {0, 1},   {-Q, FAR},  {-1, 1}, {-FAR, Q}, {-1, 0}, {-FAR, -Q},
                                  {-1, -1}, {-Q, -FAR}, {0, -1}, {Q, -FAR}, {1, -1}, {FAR, -Q}};
    const int count = sizeof round / sizeof *round;
    for (int i = 0; i < count; i++)
        for (int j = 0; j < count; j++) {
            const int order = cpts_compare_directions(round[i], round[j]);
            ck_assert_msg((order > 0) - (order < 0) == (i > j) - (i < j), "%d and %d", i, j);
            const struct point longer = {round[j].x * 3, round[j].y * 3};
            ck_assert_int_eq(cpts_compare_directions(round[i], longer) == 0, i == j);
        }
}
END_TEST

/* ---- crossings ---------------------------------------------------------------------------- */

static const struct crossing_case {
    const char *what;
    struct point a, b, c, d;
    bool cross;
    struct point at;
} crossing_cases[] = {
    {"in the middle", {0, 0}, {2, 2}, {0, 2}, {2, 0}, true, {1, 1}},
    {"not in the middle", {0, 0}, {4, 0}, {1, -1}, {1, 3}, true, {1, 0}},
    {"at the end of one", {0, 0}, {2, 0}, {1, 0}, {1, 5}, false, {0, 0}},
    {"at an end of both", {0, 0}, {2, 0}, {2, 0}, {3, 5}, false, {0, 0}},
    {"beyond the end", {0, 0}, {2, 0}, {1, 1}, {1, 5}, false, {0, 0}},
    {"a quantum short of it", {0, 0}, {2, 0}, {1, Q}, {1, 5}, false, {0, 0}},
    {"a quantum past it", {0, 0}, {2, 0}, {1, -Q}, {1, 5}, true, {1, 0}},
    {"along each other", {0, 0}, {2, 2}, {1, 1}, {3, 3}, false, {0, 0}},
    {"parallel", {0, 0}, {2, 2}, {0, 1}, {2, 3}, false, {0, 0}},
    {"the same", {0, 0}, {2, 2}, {0, 0}, {2, 2}, false, {0, 0}},
    {"far out",
     {FAR, FAR},
     {FAR + 2, FAR + 2},
     {FAR, FAR + 2},
     {FAR + 2, FAR},
     true,
     {FAR + 1, FAR + 1}},
    {"the whole plane", {-4e9, 0}, {4e9, 0}, {0, -4e9}, {0, 4e9}, true, {0, 0}},
};

/* The crossing from all eight orders and directions, which must be one point; false: none. */
static bool cross_all_ways(const struct point ends[4], struct point *at)
{
    bool cross = false;
    for (int way = 0; way < 8; way++) {
        const int first = way & 1 ? 2 : 0, second = 2 - first;
        const int turn = way >> 1 & 1, other_turn = way >> 2 & 1;
        struct point here = {NAN, NAN};
        const bool crosses =
            cpts_segments_cross(ends[first + turn], ends[first + 1 - turn],
                                ends[second + other_turn], ends[second + 1 - other_turn], &here);
        if (way == 0) {
            cross = crosses;
            *at = here;
        }
        ck_assert_int_eq(crosses, cross);
        if (crosses)
            ck_assert_mem_eq(&here, at, sizeof here);
    }
    return cross;
}

START_TEST(crossings_from_all_eight_ways)
{
    const struct crossing_case *c = &crossing_cases[_i];
    const struct point ends[] = {c->a, c->b, c->c, c->d};
    struct point at = {0, 0};
    ck_assert_msg(cross_all_ways(ends, &at) == c->cross, "%s", c->what);
    if (c->cross)
        ck_assert_msg(cpts_same_point(at, c->at), "%s: (%.9f %.9f)", c->what, at.x, at.y);
}
END_TEST

/* Valgrind computes long doubles as doubles: crossings of long segments are then less exact. */
static bool has_long_doubles(void)
{
    const volatile long double one = 1, tiny = 0x1p-60L;
    return one + tiny != one;
}

static double distance_to_line_m(struct point a, struct point b, struct point p)
{
    __extension__ typedef __int128 wide;
    const int64_t ux = cpts_quanta(b.x - a.x), uy = cpts_quanta(b.y - a.y);
    const wide cross = (wide)ux * cpts_quanta(p.y - a.y) - (wide)uy * cpts_quanta(p.x - a.x);
    return fabs((double)cross) / hypot((double)ux, (double)uy) * CPTS_QUANTUM_M;
}

START_TEST(random_crossings_lie_on_both_segments)
{
    struct dice dice = {2};
    const double reach[] = {1e-4, 1, 1e3, 1e9};
    const int reaches = has_long_doubles() ? 4 : 3;
    int crossings = 0;
    for (int i = 0; i < 8000; i++) {
        struct point ends[4], at = {0, 0};
        const double r = reach[i % reaches];
        for (int k = 0; k < 4; k++)
            ends[k] =
                (struct point){gridded(between(&dice, -r, r)), gridded(between(&dice, -r, r))};
        if (!cross_all_ways(ends, &at))
            continue;
        crossings++;
        ck_assert_double_eq(at.x, gridded(at.x));
        ck_assert_double_eq(at.y, gridded(at.y));
        ck_assert(
            cpts_boxes_meet(cpts_box_of_segment(ends[0], ends[1]), cpts_box_of_segment(at, at)));
        ck_assert(distance_to_line_m(ends[0], ends[1], at) <= 0.75 * Q);
        ck_assert(distance_to_line_m(ends[2], ends[3], at) <= 0.75 * Q);
    }
    ck_assert_int_gt(crossings, 1000);
}
END_TEST

/* Points are hashed by their bits: a zero with a sign would be another point. */
START_TEST(no_crossing_has_a_negative_zero)
{
    struct dice dice = {3};
    int zeros = 0;
    for (int i = 0; i < 20000; i++) {
        const double slope = below(&dice, 40) + 1.0, other = below(&dice, 40) + 1.0;
        const struct point ends[] = {{-slope, -3 * other},
                                     {3 * slope, 9 * other},
                                     {-slope, other * 7},
                                     {slope * 5, -35 * other}};
        struct point at = {1, 1};
        const struct point near_zero[] = {{-slope, -Q}, {slope, Q}, {-Q, slope}, {Q, -other}};
        if (cross_all_ways(i & 1 ? ends : near_zero, &at)) {
            ck_assert(!signbit(at.x) || at.x < 0);
            ck_assert(!signbit(at.y) || at.y < 0);
            zeros += at.x == 0 || at.y == 0;
        }
    }
    ck_assert_int_gt(zeros, 100);
}
END_TEST

/* ---- points and segments, points and rings ------------------------------------------------ */

static const struct on_case {
    const char *what;
    struct point c;
    bool on;
} on_cases[] = {
    /* of the segment from (0, 0) to (30, 40) */
    {"the middle", {15, 20}, true},
    {"the first end", {0, 0}, false},
    {"the second end", {30, 40}, false},
    {"beyond", {33, 44}, false},
    {"before", {-3, -4}, false},
    {"nine tenths of a millimetre beside", {15 - 0.00072, 20 + 0.00054}, true},
    {"as far on the other side", {15 + 0.00072, 20 - 0.00054}, true},
    {"more than a millimetre beside", {15 - 0.00088, 20 + 0.00066}, false},
    {"level with the end, beside it", {30 - 0.0004, 40 + 0.0003}, false},
};

START_TEST(a_point_is_on_a_segment_to_a_millimetre)
{
    const struct on_case *c = &on_cases[_i];
    const struct point a = {0, 0}, b = {30, 40};
    ck_assert_msg(cpts_point_on_segment(a, b, c->c) == c->on, "%s", c->what);
    ck_assert_msg(cpts_point_on_segment(b, a, c->c) == c->on, "%s, turned", c->what);
}
END_TEST

/* A ring with level, upright and slanted edges, and corners at the height of others:
 *      (0,4)      (4,4)
 *        |  (2,2)  |
 *      (0,0)------(4,0) */
static const struct point bay[] = {{0, 0}, {4, 0}, {4, 4}, {2, 2}, {0, 4}, {0, 0}};
static const struct ring_case {
    struct point p;
    int place;
} ring_cases[] = {
    {{2, 1}, 1},         {{1, 2}, 1},   {{3, 2}, 1},     {{2, 3}, -1},     {{2, 2}, 0},
    {{0, 0}, 0},         {{4, 4}, 0},   {{0, 4}, 0},     {{4, 0}, 0},      {{2, 0}, 0},
    {{0, 2}, 0},         {{4, 1}, 0},   {{3, 3}, 0},     {{1, 3}, 0},      {{-1, 2}, -1},
    {{5, 2}, -1},        {{-1, 0}, -1}, {{5, 0}, -1},    {{-1, 4}, -1},    {{5, 4}, -1},
    {{2, 4}, -1},        {{2, -1}, -1}, {{2, 2 - Q}, 1}, {{2, 2 + Q}, -1}, {{3, 3 - Q}, 1},
    {{3, 3 + Q}, -1},    {{Q, Q}, 1},   {{-Q, 0}, -1},   {{4 + Q, 0}, -1}, {{2, -Q}, -1},
    {{4 - Q, 4 - Q}, 0},
};

START_TEST(a_point_in_a_ring)
{
    const struct ring_case *c = &ring_cases[_i];
    struct point turned[6], moved[6];
    for (int i = 0; i < 6; i++) {
        turned[i] = bay[5 - i];
        moved[i] = (struct point){bay[i].x + FAR, bay[i].y - FAR};
    }
    const struct point far_away = {c->p.x + FAR, c->p.y - FAR};
    ck_assert_int_eq(cpts_point_in_ring(bay, 5, c->p), c->place);
    ck_assert_int_eq(cpts_point_in_ring(turned, 5, c->p), c->place);
    ck_assert_int_eq(cpts_point_in_ring(moved, 5, far_away), c->place);
}
END_TEST

/* How often the ring winds round the point: another way to the same answer. */
static int winding(const struct point *ring, size_t count, struct point p)
{
    int turns = 0;
    for (size_t i = 0; i < count; i++) {
        const int side = cpts_side(ring[i], ring[i + 1], p);
        if (side == 0 &&
            cpts_boxes_meet(cpts_box_of_segment(ring[i], ring[i + 1]), cpts_box_of_segment(p, p)))
            return 0;
        if (ring[i].y <= p.y && ring[i + 1].y > p.y)
            turns += side > 0;
        else if (ring[i].y > p.y && ring[i + 1].y <= p.y)
            turns -= side < 0;
    }
    return turns ? 1 : -1;
}

START_TEST(random_points_in_random_rings)
{
    struct dice dice = {4};
    int places[3] = {0};
    for (int i = 0; i < 300; i++) {
        struct point ring[21];
        random_star(&dice, ring, 20, (struct point){0, 0}, 2, 10);
        for (int k = 0; k < 20; k++) /* whole numbers: many points lie level, and on edges */
            ring[k] = (struct point){rint(ring[k].x), rint(ring[k].y)};
        ring[20] = ring[0];
        bool simple = true;
        for (int a = 0; a < 20; a++)
            for (int b = a + 1; b < 20; b++) {
                struct point at;
                simple &= !cpts_segments_cross(ring[a], ring[a + 1], ring[b], ring[b + 1], &at);
            }
        for (int k = 0; simple && k < 60; k++) {
            const struct point p = {below(&dice, 21) - 10.0, below(&dice, 21) - 10.0};
            const int place = cpts_point_in_ring(ring, 20, p);
            ck_assert_int_eq(place, winding(ring, 20, p));
            places[place + 1]++;
        }
    }
    ck_assert_int_gt(places[0], 500);
    ck_assert_int_gt(places[1], 100);
    ck_assert_int_gt(places[2], 500);
}
END_TEST

START_TEST(areas_far_from_the_origin)
{
    const double shifts[] = {0, 1e6, 1e9, -3e9};
    for (int i = 0; i < 4; i++) {
        struct point ring[6], back[6];
        for (int k = 0; k < 6; k++)
            ring[k] = (struct point){bay[k].x + shifts[i], bay[k].y + shifts[i]};
        for (int k = 0; k < 6; k++)
            back[k] = ring[5 - k];
        ck_assert_double_eq(cpts_ring_area_m2(ring, 5), 12);
        ck_assert_double_eq(cpts_ring_area_m2(back, 5), -12);
    }
}
END_TEST

START_TEST(boxes)
{
    const struct box unit = {0, 0, 1, 1}, corner = {1, 1, 2, 2}, apart = {1 + Q, 0, 2, 1};
    ck_assert(cpts_boxes_meet(unit, corner));
    ck_assert(!cpts_boxes_meet(unit, apart));
    ck_assert(cpts_boxes_meet(cpts_box_grow(unit, Q), apart));
    ck_assert(!cpts_boxes_meet(CPTS_EMPTY_BOX, unit));
    const struct box joined = cpts_box_join(CPTS_EMPTY_BOX, unit);
    ck_assert_mem_eq(&joined, &unit, sizeof unit);
    const struct box both = cpts_box_join(apart, corner);
    ck_assert_double_eq(both.min_x, 1);
    ck_assert_double_eq(both.min_y, 0);
    ck_assert_double_eq(both.max_x, 2);
    ck_assert_double_eq(both.max_y, 2);
}
END_TEST

Suite *geometry_predicates_suite(void)
{
    Suite *suite = suite_create("geometry_predicates");
    TCase *tests = tests_of(suite, "predicates");
    tcase_add_loop_test(tests, sides_are_exact, 0, COUNT(side_cases));
    tcase_add_test(tests, turns_agree_with_integers);
    tcase_add_test(tests, directions_go_round_once);
    tcase_add_loop_test(tests, crossings_from_all_eight_ways, 0, COUNT(crossing_cases));
    tcase_add_test(tests, random_crossings_lie_on_both_segments);
    tcase_add_test(tests, no_crossing_has_a_negative_zero);
    tcase_add_loop_test(tests, a_point_is_on_a_segment_to_a_millimetre, 0, COUNT(on_cases));
    tcase_add_loop_test(tests, a_point_in_a_ring, 0, COUNT(ring_cases));
    tcase_add_test(tests, random_points_in_random_rings);
    tcase_add_test(tests, areas_far_from_the_origin);
    tcase_add_test(tests, boxes);
    return suite;
}
