/* Borders: every segment and its twin, before and after points are inserted. */
#include <math.h>
#include <string.h>

#include "common/memory.h"
#include "geometry/borders.h"
#include "geometry/predicates.h"
#include "geometry_fixture.h"
#include "suites.h"

/* ---- nodes -------------------------------------------------------------------------------- */

static const struct order_case {
    const char *what;
    struct point a, b;
    size_t given, kept;
    struct point nodes[5], ordered[5];
} order_cases[] = {
    {"to the right", {0, 0}, {9, 0}, 3, 3, {{7, 0}, {1, 0}, {4, 0}}, {{1, 0}, {4, 0}, {7, 0}}},
    {"to the left", {9, 0}, {0, 0}, 3, 3, {{7, 0}, {1, 0}, {4, 0}}, {{7, 0}, {4, 0}, {1, 0}}},
    {"upright, down", {5, 9}, {5, 0}, 3, 3, {{5, 2}, {5, 8}, {5, 3}}, {{5, 8}, {5, 3}, {5, 2}}},
    {"falling", {0, 9}, {9, 0}, 3, 3, {{6, 3}, {1, 8}, {3, 6}}, {{1, 8}, {3, 6}, {6, 3}}},
    {"repeated", {0, 0}, {9, 9}, 5, 2, {{6, 6}, {2, 2}, {6, 6}, {2, 2}, {6, 6}}, {{2, 2}, {6, 6}}},
    {"at the ends", {0, 0}, {9, 9}, 4, 1, {{0, 0}, {9, 9}, {5, 5}, {0, 0}}, {{5, 5}}},
    {"beside the line",
     {0, 0},
     {0, 9},
     3,
     3,
     {{0.001, 7}, {-0.001, 2}, {0, 4}},
     {{-0.001, 2}, {0, 4}, {0.001, 7}}},
    {"none", {0, 0}, {9, 0}, 0, 0, {{0, 0}}, {{0, 0}}},
};

START_TEST(nodes_are_ordered_along_their_segment)
{
    const struct order_case *c = &order_cases[_i];
    const struct point triangle[] = {c->a, c->b, {20, 30}};
    struct point backwards[] = {{20, 30}, c->b, c->a};
    struct shapes shapes = {0};
    struct node nodes[5];
    const bool left = cpts_side(c->a, c->b, triangle[2]) > 0;
    draw_ring(&shapes, 0, false, left ? triangle : backwards, 3);
    uint32_t segment = 0;
    while (segment < 3 && !cpts_same_point(shapes.points[segment], left ? c->a : c->b))
        segment++;
    ck_assert_uint_lt(segment, 3);
    for (size_t i = 0; i < c->given; i++)
        nodes[i] = (struct node){segment, c->nodes[i]};
    ck_assert_uint_eq(cpts_nodes_order(&shapes, nodes, c->given), c->kept);
    for (size_t i = 0; i < c->kept; i++) {
        const struct point expected = c->ordered[left ? i : c->kept - 1 - i];
        ck_assert_msg(cpts_same_point(nodes[i].point, expected), "%s: %zu", c->what, i);
    }
    cpts_shapes_free(&shapes);
}
END_TEST

START_TEST(a_ring_with_nodes_moves_and_keeps_its_shape)
{
    struct shapes shapes = {0};
    draw_box(&shapes, 0, 0, 0, 10, 10);
    draw_box(&shapes, 1, 10, 0, 20, 10);
    struct node nodes[] = {{0, {3, 0}}, {0, {6, 0}}, {2, {5, 11}}, {3, {0, 5}}};
    const struct point expected[] = {{0, 0},  {3, 0},  {6, 0}, {10, 0}, {10, 10},
                                     {5, 11}, {0, 10}, {0, 5}, {0, 0}};
    const uint32_t starts[] = {0, 3, 4, 6, 8};
    uint32_t start[5];
    ck_assert_uint_eq(cpts_nodes_order(&shapes, nodes, 4), 4);
    ck_assert(cpts_ring_insert(&shapes, 0, nodes, 4, start));
    const struct ring *ring = &shapes.rings[0];
    ck_assert_uint_eq(ring->first, 10); /* after both rings */
    ck_assert_uint_eq(ring->count, 8);
    for (int i = 0; i < 9; i++)
        ck_assert(cpts_same_point(shapes.points[ring->first + (uint32_t)i], expected[i]));
    for (int i = 0; i < 5; i++)
        ck_assert_uint_eq(start[i], ring->first + starts[i]);
    ck_assert_double_eq(shapes.parts[0].area_m2, 105);
    ck_assert_double_eq(shapes.parts[1].area_m2, 100);
    cpts_shapes_free(&shapes);
}
END_TEST

/* ---- pairing ------------------------------------------------------------------------------ */

/* What always holds; returns the number of segments without a twin. */
static size_t check_borders(const struct borders *borders)
{
    const struct shapes *shapes = borders->shapes;
    size_t lone = 0, wrong = 0;
    for (uint32_t p = 0; p < shapes->part_count; p++)
        for (uint32_t r = 0; r < shapes->parts[p].ring_count; r++) {
            const struct ring *ring = &shapes->rings[shapes->parts[p].first_ring + r];
            for (uint32_t v = ring->first; v < ring->first + ring->count; v++) {
                const struct point a = shapes->points[v], b = shapes->points[v + 1];
                const uint32_t twin = borders->twin[v];
                wrong += !cpts_segment_is_live(borders, v) || cpts_part_of(borders, v) != p;
                wrong += cpts_previous(borders, cpts_segment_next(borders, v)) != v;
                const uint32_t found = cpts_borders_find(borders, a, b);
                wrong += found == CPTS_NONE || !cpts_segment_is_live(borders, found) ||
                         !cpts_same_point(shapes->points[found], a) ||
                         !cpts_same_point(shapes->points[found + 1], b);
                if (twin == CPTS_NONE) {
                    lone++;
                    continue;
                }
                wrong += borders->twin[twin] != v || !cpts_segment_is_live(borders, twin) ||
                         !cpts_same_point(shapes->points[twin], b) ||
                         !cpts_same_point(shapes->points[twin + 1], a);
            }
        }
    ck_assert_uint_eq(wrong, 0);
    ck_assert_uint_eq(lone, borders->lone_count);
    return lone;
}

static const struct map_case {
    const char *what;
    const char *wkt[4];
    size_t lone, crowded;
} map_cases[] = {
    {"one square", {"POLYGON((0 0,2 0,2 2,0 2,0 0))"}, 4, 0},
    {"two neighbours", {"POLYGON((0 0,2 0,2 2,0 2,0 0))", "POLYGON((2 0,4 0,4 2,2 2,2 0))"}, 6, 0},
    {"touching at a corner",
     {"POLYGON((0 0,2 0,2 2,0 2,0 0))", "POLYGON((2 2,4 2,4 4,2 4,2 2))"},
     8,
     0},
    {"an enclave",
     {"POLYGON((0 0,9 0,9 9,0 9,0 0),(3 3,3 6,6 6,6 3,3 3))", "POLYGON((3 3,6 3,6 6,3 6,3 3))"},
     4,
     0},
    {"a node on one side only",
     {"POLYGON((0 0,2 0,2 2,0 2,0 0))", "POLYGON((2 0,4 0,4 2,2 2,2 1,2 0))"},
     9,
     0},
    {"the same twice", {"POLYGON((0 0,2 0,2 2,0 2,0 0))", "POLYGON((0 0,2 0,2 2,0 2,0 0))"}, 8, 4},
    {"a border claimed a third time",
     {"POLYGON((0 0,2 0,2 2,0 2,0 0))", "POLYGON((2 0,4 0,4 2,2 2,2 0))",
      "POLYGON((2 0,5 1,2 2,2 0))"},
     9,
     1},
    {"round a corner",
     {"POLYGON((0 0,2 0,2 2,0 2,0 0))", "POLYGON((2 0,4 0,4 2,2 2,2 0))",
      "POLYGON((0 2,2 2,2 4,0 4,0 2))", "POLYGON((2 2,4 2,4 4,2 4,2 2))"},
     8,
     0},
};

START_TEST(segments_are_paired)
{
    const struct map_case *c = &map_cases[_i];
    for (int turn = 0; turn < 4; turn++) { /* whatever comes first */
        struct shapes shapes = {0};
        struct borders borders;
        int count = 0;
        while (count < 4 && c->wkt[count])
            count++;
        for (int i = 0; i < count; i++)
            draw_wkt(&shapes, (uint32_t)i, c->wkt[(i + turn) % count]);
        ck_assert(cpts_borders_build(&borders, &shapes));
        ck_assert_msg(check_borders(&borders) == c->lone, "%s: lone", c->what);
        ck_assert_msg((borders.crowded_count > 0) == (c->crowded > 0), "%s: crowded", c->what);
        if (turn == 0)
            ck_assert_uint_eq(borders.crowded_count, c->crowded);
        cpts_borders_free(&borders);
        cpts_borders_free(&borders);
        cpts_shapes_free(&shapes);
    }
}
END_TEST

/* More squares than one thread takes at a time, and what makes the threads give up. */
static const struct crowd_case {
    const char *what;
    int step;  /* from one square to the next: 1 where they touch */
    int again; /* squares drawn a second time */
} crowd_cases[] = {{"a map", 1, 0}, {"one square twice", 1, 1}, {"all apart", 2, 0}};

START_TEST(several_threads_pair_as_one_does)
{
    enum { SIDE = 60, JOBS = 3 };
    const struct crowd_case *c = &crowd_cases[_i];
    struct shapes shapes = {0};
    struct borders one, several;
    cpts_context *context;
    for (int i = 0; i < SIDE * SIDE; i++) {
        const int x = i % SIDE * c->step, y = i / SIDE * c->step;
        draw_box(&shapes, (uint32_t)i, x, y, x + 1, y + 1);
    }
    for (int i = 0; i < c->again; i++)
        draw_box(&shapes, (uint32_t)i, i, 0, i + 1, 1);
    ck_assert_int_eq(cpts_context_new(&context), CPTS_OK);
    cpts_context_set_jobs(context, JOBS);
    ck_assert(cpts_borders_build(&one, &shapes));
    ck_assert(cpts_borders_build_together(&several, &shapes, context));
    ck_assert_uint_eq(one.lone_count, several.lone_count);
    ck_assert_uint_eq(one.slots_used, several.slots_used);
    ck_assert_uint_eq(one.crowded_count, several.crowded_count);
    for (uint32_t r = 0; r < shapes.ring_count; r++)
        for (uint32_t v = shapes.rings[r].first; v < shapes.rings[r].first + 4; v++) {
            ck_assert_msg(one.twin[v] == several.twin[v], "%s: twin of %u", c->what, v);
            const struct point *at = &shapes.points[v];
            ck_assert_uint_eq(cpts_borders_find(&one, at[0], at[1]),
                              cpts_borders_find(&several, at[0], at[1]));
        }
    cpts_borders_free(&one);
    cpts_borders_free(&several);
    cpts_context_free(context);
    cpts_shapes_free(&shapes);
}
END_TEST

START_TEST(a_segment_is_found_in_its_own_direction_first)
{
    struct shapes shapes = {0};
    struct borders borders;
    draw_wkt(&shapes, 0, "POLYGON((0 0,2 0,2 2,0 2,0 0))");
    draw_wkt(&shapes, 1, "POLYGON((2 0,4 0,4 2,2 2,2 0))");
    ck_assert(cpts_borders_build(&borders, &shapes));
    const struct point a = {2, 0}, b = {2, 2}, c = {0, 0}, d = {2, 1};
    ck_assert_uint_eq(cpts_part_of(&borders, cpts_borders_find(&borders, a, b)), 0);
    ck_assert_uint_eq(cpts_part_of(&borders, cpts_borders_find(&borders, b, a)), 1);
    ck_assert_uint_eq(cpts_part_beyond(&borders, cpts_borders_find(&borders, b, a)), 0);
    const uint32_t lone = cpts_borders_find(&borders, a, c); /* there is only the other way */
    ck_assert(cpts_same_point(shapes.points[lone], c));
    ck_assert_uint_eq(cpts_part_beyond(&borders, lone), CPTS_NONE);
    ck_assert_uint_eq(cpts_borders_find(&borders, a, d), CPTS_NONE);
    ck_assert_uint_eq(cpts_borders_find(&borders, c, b), CPTS_NONE);
    cpts_borders_free(&borders);
    cpts_shapes_free(&shapes);
}
END_TEST

/* ---- round the outside -------------------------------------------------------------------- */

static const struct outer_case {
    const char *what;
    const char *rows[4]; /* '#' is a square */
    size_t loops[4];     /* lengths, increasing; 0 ends */
} outer_cases[] = {
    {"one", {"#"}, {4}},
    {"two", {"##"}, {6}},
    {"a corner", {"##", "#."}, {8}},
    {"a ring round a lake", {"###", "#.#", "###"}, {4, 12}},
    {"touching at a point", {"#.", ".#"}, {4, 4}},
    {"apart", {"#.#"}, {4, 4}},
    /* land that touches at a point is apart, water is not */
    {"two lakes touching at a point", {"####", "#.##", "##.#", "####"}, {8, 16}},
};

START_TEST(the_outside_is_gone_round)
{
    const struct outer_case *c = &outer_cases[_i];
    struct shapes shapes = {0};
    struct borders borders;
    for (int row = 0; row < 4 && c->rows[row]; row++)
        for (int column = 0; c->rows[row][column]; column++)
            if (c->rows[row][column] == '#')
                draw_box(&shapes, 0, column, -row, column + 1, 1 - row);
    ck_assert(cpts_borders_build(&borders, &shapes));
    uint8_t *seen = cpts_array_new(shapes.point_count, 1);
    size_t lengths[8] = {0}, loops = 0, total = 0;
    for (uint32_t r = 0; r < shapes.ring_count; r++)
        for (uint32_t v = shapes.rings[r].first; v < shapes.rings[r].first + 4; v++) {
            if (borders.twin[v] != CPTS_NONE || seen[v])
                continue;
            size_t length = 0;
            for (uint32_t s = v; !seen[s]; s = cpts_gaps_next(&borders, s)) {
                const uint32_t next = cpts_gaps_next(&borders, s);
                ck_assert_uint_eq(borders.twin[next], CPTS_NONE);
                ck_assert(cpts_same_point(shapes.points[s], shapes.points[next + 1]));
                seen[s] = 1;
                length++;
            }
            size_t at = loops++;
            for (; at && lengths[at - 1] > length; at--)
                lengths[at] = lengths[at - 1];
            lengths[at] = length;
            total += length;
        }
    for (size_t i = 0; i < 4; i++)
        ck_assert_msg(lengths[i] == c->loops[i], "%s: loop %zu of %zu", c->what, i, lengths[i]);
    ck_assert_uint_eq(total, borders.lone_count);
    cpts_array_free(seen);
    cpts_borders_free(&borders);
    cpts_shapes_free(&shapes);
}
END_TEST

/* ---- inserting ---------------------------------------------------------------------------- */

START_TEST(a_node_goes_into_both_twins)
{
    struct shapes shapes = {0};
    struct borders borders;
    draw_wkt(&shapes, 0, "POLYGON((0 0,2 0,2 2,0 2,0 0))");
    draw_wkt(&shapes, 1, "POLYGON((2 0,4 0,4 2,2 2,2 0))");
    ck_assert(cpts_borders_build(&borders, &shapes));
    const uint32_t shared = cpts_borders_find(&borders, (struct point){2, 0}, (struct point){2, 2});
    const uint32_t twin = borders.twin[shared];
    const uint32_t low = cpts_borders_find(&borders, (struct point){0, 0}, (struct point){2, 0});
    const struct node nodes[] = {{shared, {2, 1.5}}, {twin, {2, 0.5}}, {shared, {2, 0.5}}};
    ck_assert(cpts_borders_insert(&borders, nodes, 3));
    ck_assert_uint_eq(check_borders(&borders), 6);
    ck_assert_uint_eq(shapes.rings[0].count, 6);
    ck_assert_uint_eq(shapes.rings[1].count, 6);

    struct whereabouts ring = {0};
    uint32_t pieces;
    const uint32_t now = cpts_borders_now(&borders, shared, &ring, &pieces);
    ck_assert_uint_eq(pieces, 3);
    const struct point up[] = {{2, 0}, {2, 0.5}, {2, 1.5}, {2, 2}};
    for (uint32_t i = 0; i < 4; i++)
        ck_assert(cpts_same_point(shapes.points[now + i], up[i]));
    const uint32_t twin_now = cpts_borders_now(&borders, twin, &ring, &pieces);
    ck_assert_uint_eq(pieces, 3);
    for (uint32_t i = 0; i < 3; i++)
        ck_assert_uint_eq(borders.twin[now + i], twin_now + 2 - i);
    const uint32_t low_now = cpts_borders_now(&borders, low, &ring, &pieces);
    ck_assert_uint_eq(pieces, 1);
    ck_assert(cpts_same_point(shapes.points[low_now], (struct point){0, 0}));
    ck_assert_uint_eq(cpts_borders_find(&borders, up[0], up[3]), CPTS_NONE); /* it is gone */
    ck_assert_uint_eq(cpts_borders_follow(&borders, low_now, up[0], up[1]), now);
    ck_assert_uint_eq(cpts_borders_follow(&borders, now, up[1], up[2]), now + 1);
    ck_assert_uint_eq(cpts_borders_follow(&borders, now, up[1], up[3]), CPTS_NONE);
    ck_assert_uint_eq(cpts_borders_follow(&borders, low_now, up[0], (struct point){4, 0}),
                      cpts_borders_find(&borders, up[0], (struct point){4, 0}));
    ck_assert_uint_eq(cpts_borders_follow(&borders, CPTS_NONE, up[3], up[2]), twin_now);
    cpts_borders_free(&borders);
    cpts_shapes_free(&shapes);
}
END_TEST

START_TEST(a_node_brings_lone_segments_together)
{
    struct shapes shapes = {0};
    struct borders borders;
    draw_wkt(&shapes, 0, "POLYGON((0 0,2 0,2 2,0 2,0 0))");
    draw_wkt(&shapes, 1, "POLYGON((2 0,4 0,4 1,2 1,2 0))");
    draw_wkt(&shapes, 2, "POLYGON((2 1,4 1,4 2,2 2,2 1))");
    ck_assert(cpts_borders_build(&borders, &shapes));
    ck_assert_uint_eq(check_borders(&borders), 10);
    const uint32_t tall = cpts_borders_find(&borders, (struct point){2, 0}, (struct point){2, 2});
    ck_assert(cpts_borders_insert(&borders, NULL, 0));
    const struct node node = {tall, {2, 1}};
    ck_assert(cpts_borders_insert(&borders, &node, 1));
    ck_assert_uint_eq(check_borders(&borders), 7);
    struct whereabouts ring = {0};
    uint32_t pieces;
    const uint32_t now = cpts_borders_now(&borders, tall, &ring, &pieces);
    ck_assert_uint_eq(pieces, 2);
    ck_assert_uint_eq(cpts_part_beyond(&borders, now), 1);
    ck_assert_uint_eq(cpts_part_beyond(&borders, now + 1), 2);
    ck_assert_uint_eq(borders.crowded_count, 0);
    cpts_borders_free(&borders);
    cpts_shapes_free(&shapes);
}
END_TEST

/* One point on both sides of a needle: its tip goes, and what lay on both sides of the tip meets.
 */
START_TEST(the_tip_of_a_needle_is_taken_out)
{
    const struct point tip = {0, 0}, node = {1, 0.125}, low = {4, 0}, high = {4, 1};
    struct shapes shapes = {0};
    struct borders borders;
    draw_wkt(&shapes, 0, "POLYGON((0 0,4 0,4 1,0 0))");
    draw_wkt(&shapes, 1, "POLYGON((0 0,4 1,0 4,0 0))");
    draw_wkt(&shapes, 2, "POLYGON((0 0,0 -4,4 0,0 0))");
    ck_assert(cpts_borders_build(&borders, &shapes));
    ck_assert_uint_eq(check_borders(&borders), 5);
    const struct node nodes[] = {{cpts_borders_find(&borders, tip, low), node},
                                 {cpts_borders_find(&borders, high, tip), node}};
    const uint32_t beside = borders.twin[nodes[0].segment];
    ck_assert(cpts_borders_insert(&borders, nodes, 2));
    ck_assert_uint_eq(check_borders(&borders), 5);
    ck_assert_uint_eq(shapes.rings[0].count, 3);
    ck_assert_uint_eq(shapes.rings[1].count, 4);
    ck_assert_uint_eq(shapes.rings[2].count, 4);
    struct whereabouts ring = {0};
    uint32_t pieces;
    cpts_borders_now(&borders, nodes[0].segment, &ring, &pieces);
    ck_assert_uint_eq(pieces, 0);
    cpts_borders_now(&borders, beside, &ring, &pieces);
    ck_assert_uint_eq(pieces, 2);
    const uint32_t up = cpts_borders_find(&borders, tip, node);
    ck_assert_uint_eq(cpts_part_of(&borders, up), 1);
    ck_assert_uint_eq(cpts_part_beyond(&borders, up), 2);
    ck_assert_uint_eq(cpts_part_of(&borders, cpts_borders_find(&borders, node, low)), 0);
    cpts_borders_free(&borders);
    cpts_shapes_free(&shapes);
}
END_TEST

/* A needle that nothing surrounds loses its tip, and its border stays its own. */
START_TEST(the_tip_of_a_lone_needle_is_taken_out)
{
    const struct point tip = {0, 0}, node = {1, 0.125};
    struct shapes shapes = {0};
    struct borders borders;
    draw_wkt(&shapes, 0, "POLYGON((4 1,0 0,4 0,4 1))");
    ck_assert(cpts_borders_build(&borders, &shapes));
    const struct node nodes[] = {{cpts_borders_find(&borders, tip, (struct point){4, 0}), node},
                                 {cpts_borders_find(&borders, (struct point){4, 1}, tip), node}};
    ck_assert(cpts_borders_insert(&borders, nodes, 2));
    ck_assert_uint_eq(check_borders(&borders), 3);
    ck_assert_uint_eq(shapes.rings[0].count, 3);
    ck_assert_uint_eq(cpts_borders_find(&borders, tip, node), CPTS_NONE);
    cpts_borders_free(&borders);
    cpts_shapes_free(&shapes);
}
END_TEST

/* A grid of squares that is noded at random, again and again, never tears. */
START_TEST(a_map_noded_at_random_never_tears)
{
    enum { SIDE = 12, ROUNDS = 25, MOST = 40 };
    struct dice dice = {11};
    struct shapes shapes = {0};
    struct borders borders;
    for (int i = 0; i < SIDE * SIDE; i++) {
        const int column = i % SIDE, row = i / SIDE;
        draw_box(&shapes, (uint32_t)i, column, row, column + 1, row + 1);
    }
    ck_assert(cpts_borders_build(&borders, &shapes));
    ck_assert_uint_eq(check_borders(&borders), 4 * SIDE);
    for (int round = 0; round < ROUNDS; round++) {
        struct node nodes[MOST];
        size_t count = 0;
        while (count < MOST) {
            const struct ring *ring = &shapes.rings[below(&dice, SIDE * SIDE)];
            const uint32_t v = ring->first + below(&dice, ring->count);
            const struct point a = shapes.points[v], b = shapes.points[v + 1];
            const double along = between(&dice, 0.1, 0.9);
            const double aside = borders.twin[v] == CPTS_NONE ? 0 : between(&dice, -1e-4, 1e-4);
            const struct point p = {gridded(a.x + along * (b.x - a.x) + aside),
                                    gridded(a.y + along * (b.y - a.y) + aside)};
            if (fabs(b.x - a.x) + fabs(b.y - a.y) > 0.01)
                nodes[count++] = (struct node){v, p};
        }
        ck_assert(cpts_borders_insert(&borders, nodes, count));
        ck_assert_uint_ge(check_borders(&borders), 4 * SIDE);
        for (size_t i = 0; i < count; i++) {
            struct whereabouts ring = {0};
            uint32_t pieces;
            const uint32_t now = cpts_borders_now(&borders, nodes[i].segment, &ring, &pieces);
            ck_assert(cpts_same_point(shapes.points[now], shapes.points[nodes[i].segment]));
            bool found = false;
            for (uint32_t k = 1; k < pieces; k++)
                found |= cpts_same_point(shapes.points[now + k], nodes[i].point);
            ck_assert(found);
        }
        ck_assert_double_eq_tol(drawn_area_m2(&shapes), SIDE * SIDE, 1e-9);
        double rings_m2 = 0;
        for (uint32_t r = 0; r < shapes.ring_count; r++)
            rings_m2 +=
                cpts_ring_area_m2(shapes.points + shapes.rings[r].first, shapes.rings[r].count);
        ck_assert_double_eq_tol(rings_m2, SIDE * SIDE, 1e-9);
    }
    ck_assert_uint_eq(borders.crowded_count, 0);
    cpts_borders_free(&borders);
    cpts_shapes_free(&shapes);
}
END_TEST

START_TEST(rings_added_later_are_paired_too)
{
    struct shapes shapes = {0};
    struct borders borders;
    draw_wkt(&shapes, 0, "POLYGON((0 0,2 0,2 2,0 2,0 0))");
    draw_wkt(&shapes, 1, "POLYGON((4 0,6 0,6 2,4 2,4 0))");
    ck_assert(cpts_borders_build(&borders, &shapes));
    const struct node node = {0, {1, 0}};
    ck_assert(cpts_borders_insert(&borders, &node, 1));
    const size_t first = shapes.ring_count;
    draw_wkt(&shapes, 2, "POLYGON((2 0,4 0,4 2,2 2,2 0))");
    for (int i = 0; i < 200; i++) /* enough to outgrow the table */
        draw_box(&shapes, 3, 10 + i, 0, 11 + i, 1);
    ck_assert(cpts_borders_extend(&borders, first));
    ck_assert_uint_eq(check_borders(&borders), 7 + 2 + 2 + 2 * 200);
    struct whereabouts ring = {0};
    uint32_t pieces;
    ck_assert_uint_eq(cpts_borders_now(&borders, 8, &ring, &pieces), 8); /* nothing moved since */
    ck_assert_uint_eq(pieces, 1);
    cpts_borders_free(&borders);
    cpts_shapes_free(&shapes);
}
END_TEST

Suite *geometry_borders_suite(void)
{
    Suite *suite = suite_create("geometry_borders");
    TCase *nodes = tests_of(suite, "nodes");
    tcase_add_loop_test(nodes, nodes_are_ordered_along_their_segment, 0, COUNT(order_cases));
    tcase_add_test(nodes, a_ring_with_nodes_moves_and_keeps_its_shape);
    TCase *borders = tests_of(suite, "borders");
    tcase_add_loop_test(borders, segments_are_paired, 0, COUNT(map_cases));
    tcase_add_loop_test(borders, several_threads_pair_as_one_does, 0, COUNT(crowd_cases));
    tcase_add_test(borders, a_segment_is_found_in_its_own_direction_first);
    tcase_add_loop_test(borders, the_outside_is_gone_round, 0, COUNT(outer_cases));
    tcase_add_test(borders, a_node_goes_into_both_twins);
    tcase_add_test(borders, a_node_brings_lone_segments_together);
    tcase_add_test(borders, the_tip_of_a_needle_is_taken_out);
    tcase_add_test(borders, the_tip_of_a_lone_needle_is_taken_out);
    tcase_add_test(borders, a_map_noded_at_random_never_tears);
    tcase_add_test(borders, rings_added_later_are_paired_too);
    return suite;
}
