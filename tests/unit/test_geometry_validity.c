/* Validity: the sieve lets no invalid polygon through, and keeps few valid ones. */
#include <math.h>
#include <stdlib.h>

#include "geometry/predicates.h"
#include "geometry/validity.h"
#include "geometry_fixture.h"
#include "suites.h"

static enum validity_result judge(const struct shapes *shapes)
{
    struct validity validity = {0};
    uint32_t parts[64];
    ck_assert_uint_le(shapes->part_count, 64);
    for (uint32_t p = 0; p < shapes->part_count; p++)
        parts[p] = p;
    const enum validity_result result = cpts_validity(&validity, shapes, parts, shapes->part_count);
    cpts_validity_free(&validity);
    return result;
}

static const struct validity_case {
    const char *what, *wkt;
    bool simple, valid; /* what the sieve must say; what GEOS says */
} validity_cases[] = {
    {"a square", "POLYGON((0 0,4 0,4 4,0 4,0 0))", true, true},
    {"a triangle", "POLYGON((0 0,4 1,1 4,0 0))", true, true},
    {"points on a line", "POLYGON((0 0,1 0,2 0,4 0,4 4,0 4,0 2,0 0))", true, true},
    {"a comb", "POLYGON((0 0,9 0,9 5,8 5,8 1,7 1,7 5,6 5,6 1,5 1,5 5,0 5,0 0))", true, true},
    {"a hole", "POLYGON((0 0,9 0,9 9,0 9,0 0),(2 2,4 2,4 4,2 4,2 2))", true, true},
    {"two holes", "POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,2 1,2 2,1 1),(5 5,6 5,6 6,5 5))", true, true},
    {"two parts", "MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)),((5 0,9 0,9 4,5 4,5 0)))", true, true},
    {"an island in a lake",
     "MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0),(2 2,7 2,7 7,2 7,2 2)),((4 4,5 4,5 5,4 5,4 4)))", true,
     true},
    {"touching itself at a corner", "POLYGON((0 0,4 0,4 4,2 0,0 4,0 0))", false, false},
    {"two rings that touch", "POLYGON((0 0,9 0,9 9,0 9,0 0),(0 4,3 3,3 5,0 4))", false, true},
    {"parts that touch", "MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)),((4 4,8 4,8 8,4 8,4 4)))", false,
     true},
    {"holes that touch",
     "POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,3 1,3 3,1 3,1 1),(3 3,5 3,5 5,3 5,3 3))", false, true},
    {"a bow tie", "POLYGON((0 0,4 4,4 0,0 3,0 0))", false, false},
    {"a lopsided eight", "POLYGON((0 0,6 6,6 0,0 4,0 0))", false, false},
    {"a spike outwards", "POLYGON((0 0,4 0,4 2,7 2,4 2,4 4,0 4,0 0))", false, false},
    {"a spike inwards", "POLYGON((0 0,4 0,4 2,1 2,4 2,4 4,0 4,0 0))", false, false},
    {"a slanted spike", "POLYGON((0 0,4 0,4 4,7 8,4 4,0 4,0 0))", false, false},
    {"a spike at the start", "POLYGON((0 0,4 0,4 4,0 4,0 0,-3 -3,0 0))", false, false},
    {"a spike upwards at the start", "POLYGON((4 4,4 9,4 4,0 4,0 0,4 0,4 4))", false, false},
    {"a hole outside", "POLYGON((0 0,4 0,4 4,0 4,0 0),(6 6,7 6,7 7,6 6))", false, false},
    {"a hole in a hole",
     "POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,8 1,8 8,1 8,1 1),(3 3,5 3,5 5,3 5,3 3))", false, false},
    {"a hole across the shell", "POLYGON((0 0,4 0,4 4,0 4,0 0),(3 1,6 1,6 3,3 3,3 1))", false,
     false},
    {"a hole as large as the shell", "POLYGON((0 0,4 0,4 4,0 4,0 0),(0 0,4 0,4 4,0 4,0 0))", false,
     false},
    {"holes that cross",
     "POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,5 1,5 5,1 5,1 1),(3 3,7 3,7 7,3 7,3 3))", false, false},
    {"a part in a part", "MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0)),((3 3,5 3,5 5,3 5,3 3)))", false,
     false},
    {"a part round a part", "MULTIPOLYGON(((3 3,5 3,5 5,3 5,3 3)),((0 0,9 0,9 9,0 9,0 0)))", false,
     false},
    {"parts that cross", "MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)),((2 2,6 2,6 6,2 6,2 2)))", false,
     false},
    {"parts that share a border", "MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)),((4 0,8 0,8 4,4 4,4 0)))",
     false, false},
    {"the same part twice", "MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)),((0 0,4 0,4 4,0 4,0 0)))", false,
     false},
    {"a corner on another edge", "POLYGON((0 0,8 0,8 8,4 0,0 8,0 0))", false, false},
};

START_TEST(the_sieve)
{
    const struct validity_case *c = &validity_cases[_i];
    struct shapes shapes = {0};
    draw_wkt(&shapes, 0, c->wkt);
    ck_assert_msg(parts_are_valid(&shapes, 0, (uint32_t)shapes.part_count) == c->valid,
                  "%s: the table is wrong", c->what);
    ck_assert_msg((judge(&shapes) == VALIDITY_SIMPLE) == c->simple, "%s", c->what);
    cpts_shapes_free(&shapes);
}
END_TEST

/* Random drawings, simple or not: what passes is valid, and what is clean passes. */
START_TEST(random_drawings)
{
    struct dice dice = {20};
    int passed = 0, kept = 0, valid_but_kept = 0;
    for (int i = 0; i < 600; i++) {
        struct shapes shapes = {0};
        struct point ring[260];
        /* few corners and whole numbers: contacts of every kind; many: the tree of chains */
        const size_t corners = i % 3 ? 4 + below(&dice, 8) : 250;
        const double size_m = i % 3 ? 10 : 1000;
        for (int part = 0; part < 1 + i % 2; part++) {
            const struct point middle = {rint(between(&dice, -size_m, size_m)), 0};
            random_star(&dice, ring, corners, middle, size_m / 10, size_m);
            for (size_t k = 0; i % 3 && k < corners; k++)
                ring[k] = (struct point){rint(ring[k].x), rint(ring[k].y)};
            if (below(&dice, 3) == 0) { /* two corners change places */
                const struct point swap = ring[1];
                const size_t other = 2 + below(&dice, (uint32_t)corners - 2);
                ring[1] = ring[other];
                ring[other] = swap;
            }
            struct point *room = cpts_shapes_room(&shapes, corners);
            for (size_t k = 0; k < corners; k++)
                room[k] = ring[k];
            const bool drawn = cpts_shapes_add_ring(&shapes, corners, 0, false) == RING_ADDED;
            if (drawn && below(&dice, 2)) {
                random_star(&dice, ring, 5, middle, size_m / 50, size_m / 5);
                draw_ring(&shapes, 0, true, ring, 5);
            }
        }
        if (shapes.part_count) {
            const bool valid = parts_are_valid(&shapes, 0, (uint32_t)shapes.part_count);
            const bool simple = judge(&shapes) == VALIDITY_SIMPLE;
            ck_assert_msg(valid || !simple, "drawing %d passed and is invalid", i);
            passed += simple;
            kept += !simple;
            valid_but_kept += valid && !simple && corners == 250;
        }
        cpts_shapes_free(&shapes);
    }
    ck_assert_int_gt(passed, 100);
    ck_assert_int_gt(kept, 200);
    ck_assert_int_eq(valid_but_kept, 0); /* contacts are certain among 250 corners */
}
END_TEST

START_TEST(what_a_part_contains)
{
    static const struct {
        struct point p;
        bool inside;
    } cases[] = {{{1, 1}, true},  {{3, 3}, false}, {{2, 3}, false},   {{4, 4}, false},
                 {{0, 5}, false}, {{9, 9}, false}, {{10, 10}, false}, {{-1, 5}, false},
                 {{5, 5}, true},  {{3, 1.5}, true}};
    struct shapes shapes = {0};
    draw_wkt(&shapes, 0, "POLYGON((0 0,9 0,9 9,0 9,0 0),(2 2,4 2,4 4,2 4,2 2))");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_msg(cpts_part_contains(&shapes, 0, cases[i].p) == cases[i].inside, "%zu", i);
    shapes.parts[0].ring_count = 0;
    ck_assert(!cpts_part_contains(&shapes, 0, cases[0].p));
    cpts_shapes_free(&shapes);
}
END_TEST

#define A_SQUARE "((0 0,4 0,4 4,0 4,0 0))"
#define NONE     CPTS_NONE

static const struct group_case {
    const char *what, *wkt;
    uint32_t groups[5];
} group_cases[] = {
    {"apart", "MULTIPOLYGON(" A_SQUARE ",((9 0,12 0,12 3,9 0)))", {NONE, NONE}},
    {"two cross, one is apart",
     "MULTIPOLYGON(" A_SQUARE ",((9 0,12 0,12 3,9 0)),((2 2,6 2,6 6,2 6,2 2)))",
     {0, NONE, 0}},
    {"one crosses itself", "MULTIPOLYGON(" A_SQUARE ",((9 0,13 4,13 0,9 3,9 0)))", {NONE, 1}},
    {"one has a spike",
     "MULTIPOLYGON(" A_SQUARE ",((9 0,12 0,12 2,14 2,12 2,12 3,9 0)))",
     {NONE, 1}},
    {"a chain, the last of which joins the first two",
     "MULTIPOLYGON(((0 0,2 0,2 2,0 0)),((9 9,10 9,10 10,9 9)),((6 0,9 0,9 2,6 0)),"
     "((1 0,8 0,8 1,1 1,1 0)))",
     {0, NONE, 0, 0}},
    {"two that touch in a hole of a third",
     "MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0),(1 1,8 1,8 8,1 8,1 1)),((2 2,4 2,4 4,2 4,2 2)),"
     "((4 4,6 4,6 6,4 6,4 4)))",
     {NONE, 1, 1}},
    {"two that touch within a third",
     "MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0)),((2 2,4 2,4 4,2 4,2 2)),((4 4,6 4,6 6,4 6,4 4)),"
     "((20 0,22 0,22 2,20 0)))",
     {0, 0, 0, 0}},
    {"a group about another",
     "MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0)),((9 9,11 9,11 11,9 11,9 9)),((2 2,4 2,4 4,2 4,2 2)),"
     "((4 4,6 4,6 6,4 6,4 4)))",
     {0, 0, 0, 0}},
    {"a hole outside",
     "MULTIPOLYGON(" A_SQUARE ",((9 0,12 0,12 3,9 0),(15 1,16 1,16 2,15 1)))",
     {0, 0}},
};

START_TEST(parts_that_meet_are_grouped)
{
    const struct group_case *c = &group_cases[_i];
    const uint32_t parts[] = {0, 1, 2, 3, 4};
    uint32_t groups[5];
    bool has_groups = false;
    struct shapes shapes = {0};
    struct validity validity = {0};
    draw_wkt(&shapes, 0, c->wkt);
    ck_assert_uint_le(shapes.part_count, 5);
    const enum validity_result result =
        cpts_validity_groups(&validity, &shapes, parts, shapes.part_count, groups);
    for (size_t p = 0; p < shapes.part_count; p++) {
        has_groups |= c->groups[p] != CPTS_NONE;
        ck_assert_msg(groups[p] == c->groups[p], "%s: part %zu", c->what, p);
    }
    ck_assert_int_eq(result, has_groups ? VALIDITY_SUSPECT : VALIDITY_SIMPLE);
    cpts_validity_free(&validity);
    cpts_shapes_free(&shapes);
}
END_TEST

/* Stars of n points joined by twos k apart cross n (k - 1) times. */
static enum validity_result tangle_of_star(uint32_t corners, uint32_t step)
{
    struct shapes shapes = {0};
    struct validity validity = {0};
    struct point *ring = calloc(corners, sizeof *ring);
    for (uint32_t i = 0; i < corners; i++) {
        const double angle = 2 * M_PI * (i * step % corners) / corners;
        ring[i] =
            (struct point){gridded(7e5 + 1e4 * cos(angle)), gridded(6.6e6 + 1e4 * sin(angle))};
    }
    draw_ring(&shapes, 0, false, ring, corners);
    const uint32_t part = 0;
    const enum validity_result result = cpts_tangle(&validity, &shapes, &part, 1);
    ck_assert_int_eq(cpts_validity(&validity, &shapes, &part, 1), VALIDITY_SUSPECT);
    cpts_validity_free(&validity);
    cpts_shapes_free(&shapes);
    free(ring);
    return result;
}

START_TEST(a_tangle_is_told_by_its_crossings)
{
    ck_assert_int_eq(tangle_of_star(449, 223), VALIDITY_SIMPLE);  /* 99,678 */
    ck_assert_int_eq(tangle_of_star(449, 224), VALIDITY_SUSPECT); /* 100,127 */
    ck_assert_int_eq(tangle_of_star(20001, 10000), VALIDITY_SUSPECT);
}
END_TEST

Suite *geometry_validity_suite(void)
{
    Suite *suite = suite_create("geometry_validity");
    TCase *tests = tests_of(suite, "validity");
    tcase_add_loop_test(tests, the_sieve, 0, COUNT(validity_cases));
    tcase_add_loop_test(tests, parts_that_meet_are_grouped, 0, COUNT(group_cases));
    tcase_add_test(tests, random_drawings);
    tcase_add_test(tests, what_a_part_contains);
    tcase_add_test(tests, a_tangle_is_told_by_its_crossings);
    return suite;
}
