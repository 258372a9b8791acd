/* Indexes and sets of boxes, segments and points, held against looking at everything. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/memory.h"
#include "geometry/nodes.h"
#include "geometry/point_set.h"
#include "geometry/predicates.h"
#include "geometry/segment_index.h"
#include "geometry/snapping.h"
#include "geometry_fixture.h"
#include "suites.h"

/* ---- box tree ----------------------------------------------------------------------------- */

struct tally {
    uint8_t *seen; /* by item, or by point */
    size_t total, limit;
};

static bool tally_item(void *user, uint32_t item)
{
    struct tally *tally = user;
    tally->seen[item]++;
    return ++tally->total < tally->limit;
}

static struct box random_box(struct dice *dice)
{
    const double x = between(dice, -1000, 1000), y = between(dice, -1000, 1000);
    const double width = below(dice, 4) ? between(dice, 0, 50) : 0;
    const double height = below(dice, 4) ? between(dice, 0, 50) : 0;
    return (struct box){x, y, x + width, y + height};
}

static void compare_search(const struct box_tree *tree, const struct box *boxes, size_t count,
                           struct box query)
{
    struct tally tally = {cpts_array_new(count, 1), 0, SIZE_MAX};
    ck_assert(cpts_box_tree_search(tree, query, tally_item, &tally));
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++)
        wrong += tally.seen[i] != cpts_boxes_meet(boxes[i], query);
    ck_assert_uint_eq(wrong, 0);
    cpts_array_free(tally.seen);
}

static const size_t tree_sizes[] = {0, 1, 2, 7, 8, 9, 63, 64, 65, 512, 513, 3000};

START_TEST(a_box_tree_finds_what_meets)
{
    const size_t count = tree_sizes[_i];
    const struct box everything = {-1e9, -1e9, 1e9, 1e9};
    struct dice dice = {count + 1};
    struct box *boxes = cpts_array_raw(count, sizeof *boxes);
    for (size_t i = 0; i < count; i++)
        switch (below(&dice, 8)) {
        case 0:
            boxes[i] = CPTS_EMPTY_BOX;
            break;
        case 1: /* the same as one before */
            boxes[i] = boxes[i ? below(&dice, (uint32_t)i) : 0];
            if (i)
                break;
        /* fall through */
        default:
            boxes[i] = random_box(&dice);
        }
    struct box_tree tree;
    ck_assert(cpts_box_tree_build(&tree, boxes, count));
    for (int q = 0; q < 200; q++)
        compare_search(&tree, boxes, count, random_box(&dice));
    for (size_t i = 0; i < count && i < 50; i++) {
        const struct box corner = {boxes[i].max_x, boxes[i].max_y, boxes[i].max_x, boxes[i].max_y};
        compare_search(&tree, boxes, count, corner);
    }
    compare_search(&tree, boxes, count, everything);
    compare_search(&tree, boxes, count, CPTS_EMPTY_BOX);
    cpts_box_tree_free(&tree);
    cpts_box_tree_free(&tree);
    cpts_array_free(boxes);
}
END_TEST

static const struct box one_point = {5, 5, 5, 5};

START_TEST(a_box_tree_of_one_place)
{
    enum { COUNT = 100 };
    struct box boxes[COUNT];
    for (int i = 0; i < COUNT; i++)
        boxes[i] = one_point;
    struct box_tree tree;
    ck_assert(cpts_box_tree_build(&tree, boxes, COUNT));
    compare_search(&tree, boxes, COUNT, one_point);
    compare_search(&tree, boxes, COUNT, (struct box){6, 5, 7, 5});
    cpts_box_tree_free(&tree);
    for (int i = 0; i < COUNT; i++)
        boxes[i] = CPTS_EMPTY_BOX;
    ck_assert(cpts_box_tree_build(&tree, boxes, COUNT));
    compare_search(&tree, boxes, COUNT, (struct box){-1e9, -1e9, 1e9, 1e9});
    cpts_box_tree_free(&tree);
}
END_TEST

START_TEST(a_visit_stops_the_search)
{
    uint8_t seen[40] = {0};
    struct box boxes[40];
    for (int i = 0; i < 40; i++)
        boxes[i] = one_point;
    struct box_tree tree;
    ck_assert(cpts_box_tree_build(&tree, boxes, 40));
    struct tally tally = {seen, 0, 3};
    ck_assert(!cpts_box_tree_search(&tree, one_point, tally_item, &tally));
    ck_assert_uint_eq(tally.total, 3);
    cpts_box_tree_free(&tree);
}
END_TEST

/* ---- segment index ------------------------------------------------------------------------ */

static bool tally_segments(void *user, uint32_t first, uint32_t last)
{
    struct tally *tally = user;
    if (first >= last)
        ck_abort_msg("an empty run of segments");
    for (uint32_t v = first; v < last; v++)
        tally->seen[v]++;
    return ++tally->total < tally->limit;
}

/* All that meets is visited, nothing twice, nothing that is not a segment now. */
static void compare_segments(struct segment_index *index, struct box query)
{
    const struct shapes *shapes = index->shapes;
    struct tally tally = {cpts_array_new(shapes->point_count, 1), 0, SIZE_MAX};
    uint8_t *live = cpts_array_new(shapes->point_count, 1);
    size_t missed = 0, wrong = 0;
    ck_assert(cpts_segment_index_search(index, query, tally_segments, &tally));
    for (size_t p = 0; p < shapes->part_count; p++)
        for (uint32_t r = 0; r < shapes->parts[p].ring_count; r++) {
            const struct ring *ring = &shapes->rings[shapes->parts[p].first_ring + r];
            for (uint32_t v = ring->first; v < ring->first + ring->count; v++) {
                live[v] = 1;
                missed += tally.seen[v] != 1 &&
                          cpts_boxes_meet(
                              query, cpts_box_of_segment(shapes->points[v], shapes->points[v + 1]));
            }
        }
    for (size_t v = 0; v < shapes->point_count; v++)
        wrong += tally.seen[v] > live[v];
    ck_assert_uint_eq(missed, 0);
    ck_assert_uint_eq(wrong, 0);
    cpts_array_free(tally.seen);
    cpts_array_free(live);
}

static void draw_stars(struct shapes *shapes, struct dice *dice, int count)
{
    struct point ring[600];
    for (int i = 0; i < count; i++) {
        const struct point middle = {gridded(between(dice, -900, 900)),
                                     gridded(between(dice, -900, 900))};
        const size_t corners = (size_t[]){3, 8, 9, 64, 65, 520}[below(dice, 6)];
        random_star(dice, ring, corners, middle, 20, 80);
        draw_ring(shapes, (uint32_t)i, false, ring, corners);
        if (below(dice, 3) == 0) {
            random_star(dice, ring, 10, middle, 2, 8);
            draw_ring(shapes, (uint32_t)i, true, ring, 10);
        }
    }
}

/* Nodes in the middle of some segments of a ring, which thus moves. */
static void move_ring(struct shapes *shapes, struct dice *dice, uint32_t ring_index)
{
    struct node nodes[600];
    size_t count = 0;
    const struct ring ring = shapes->rings[ring_index];
    for (uint32_t v = ring.first; v < ring.first + ring.count && count < 600; v++) {
        const struct point a = shapes->points[v], b = shapes->points[v + 1];
        if (below(dice, 3) == 0)
            nodes[count++] = (struct node){v, {gridded((a.x + b.x) / 2), gridded((a.y + b.y) / 2)}};
    }
    count = cpts_nodes_order(shapes, nodes, count);
    ck_assert(cpts_ring_insert(shapes, ring_index, nodes, count, NULL));
}

START_TEST(a_segment_index_follows_rings_that_move)
{
    struct dice dice = {7};
    struct shapes shapes = {0};
    struct segment_index index;
    draw_stars(&shapes, &dice, 60);
    shapes.parts[5].ring_count = 0; /* a part that was redrawn elsewhere */
    ck_assert(cpts_segment_index_build(&index, &shapes));
    const struct box everything = {-1e6, -1e6, 1e6, 1e6};
    for (int round = 0; round < 4; round++) {
        for (int q = 0; q < 150; q++)
            compare_segments(&index, random_box(&dice));
        compare_segments(&index, everything);
        compare_segments(&index, (struct box){2000, 2000, 2001, 2001});
        for (int i = 0; i < 20; i++)
            move_ring(&shapes, &dice, below(&dice, (uint32_t)shapes.ring_count));
    }
    struct tally tally = {cpts_array_new(shapes.point_count, 1), 0, 2};
    ck_assert(!cpts_segment_index_search(&index, everything, tally_segments, &tally));
    ck_assert_uint_eq(tally.total, 2);
    cpts_array_free(tally.seen);
    cpts_segment_index_free(&index);
    cpts_shapes_free(&shapes);
}
END_TEST

START_TEST(a_segment_index_of_nothing)
{
    struct shapes shapes = {0};
    struct segment_index index;
    ck_assert(cpts_segment_index_build(&index, &shapes));
    ck_assert(cpts_segment_index_search(&index, one_point, tally_segments, NULL));
    cpts_segment_index_free(&index);
    cpts_segment_index_free(&index);
}
END_TEST

/* ---- snapping ----------------------------------------------------------------------------- */

static const struct snap_case {
    const char *what;
    struct point p;
    int stands; /* the case whose point stands for it */
} snap_cases[] = {
    {"the first", {0, 0}, 0},
    {"the same", {0, 0}, 0},
    {"0.6 mm away", {0.0006, 0}, 0},
    {"1.2 mm away, 0.6 mm from one that was not kept", {0.0012, 0}, 3},
    {"nearer to the second kept", {0.0007, 0}, 3},
    {"nearer to the first kept", {0.0005, 0}, 0},
    {"diagonally too far", {-0.0008, -0.0008}, 6},
    {"across a cell's edge", {0.004 - 0.0001, 7}, 7},
    {"on its other side", {0.004 + 0.0001, 7}, 7},
    {"below zero", {-0.0001, 9}, 9},
    {"above zero", {0.0001, 9}, 9},
    {"a corner of four cells", {-0.0002, 19.9999}, 11},
    {"opposite over the corner", {0.0002, 20.0001}, 11},
    {"far out", {1e9 + 0.0005, -1e9}, 13},
    {"a millimetre beside, far out", {1e9 - 0.0004, -1e9}, 13},
};

START_TEST(the_first_point_stands_for_those_close_to_it)
{
    struct snapper snapper = {0};
    for (size_t i = 0; i < sizeof snap_cases / sizeof *snap_cases; i++) {
        const struct snap_case *c = &snap_cases[i];
        struct point snapped;
        ck_assert(cpts_snapper_place(&snapper, c->p, &snapped));
        ck_assert_msg(cpts_same_point(snapped, snap_cases[c->stands].p), "%s", c->what);
    }
    cpts_snapper_free(&snapper);
    cpts_snapper_free(&snapper);
}
END_TEST

/* The nearest of those kept, and of two as near the first. */
static struct point snap_slowly(struct point *kept, size_t *count, struct point p)
{
    size_t best = SIZE_MAX;
    double best_m2 = CPTS_COINCIDENCE_M * CPTS_COINCIDENCE_M;
    for (size_t i = 0; i < *count; i++) {
        const struct point d = cpts_vector(p, kept[i]);
        const double distance_m2 = d.x * d.x + d.y * d.y;
        if (distance_m2 < best_m2 || (distance_m2 == best_m2 && best == SIZE_MAX)) {
            best = i;
            best_m2 = distance_m2;
        }
    }
    if (best != SIZE_MAX)
        return kept[best];
    kept[(*count)++] = p;
    return p;
}

START_TEST(a_crowd_snaps_as_when_all_are_compared)
{
    enum { COUNT = 4000 };
    struct dice dice = {8};
    struct snapper snapper = {0};
    struct point *kept = cpts_array_raw(COUNT, sizeof *kept);
    size_t count = 0;
    for (int i = 0; i < COUNT; i++) {
        const struct point p = {gridded(between(&dice, -0.04, 0.04)),
                                gridded(between(&dice, -0.04, 0.04))};
        const struct point expected = snap_slowly(kept, &count, p);
        struct point snapped;
        ck_assert(cpts_snapper_place(&snapper, p, &snapped));
        ck_assert(cpts_same_point(snapped, expected));
    }
    ck_assert_uint_gt(count, 1100); /* more than the snapper begins with */
    ck_assert_uint_lt(count, COUNT);
    ck_assert_uint_eq(snapper.count, count);
    cpts_array_free(kept);
    cpts_snapper_free(&snapper);
}
END_TEST

/* ---- point set ---------------------------------------------------------------------------- */

static struct point lattice(uint32_t i)
{
    const uint32_t column = i % 64, row = i / 64;
    return (struct point){column * CPTS_QUANTUM_M, row * 1e6};
}

START_TEST(points_are_numbered_as_they_come)
{
    struct point_set set = {0};
    uint32_t index;
    ck_assert_uint_eq(cpts_point_set_find(&set, lattice(0)), CPTS_NONE);
    cpts_point_set_clear(&set);
    for (uint32_t i = 0; i < 3000; i++) {
        ck_assert(cpts_point_set_add(&set, lattice(i), &index));
        ck_assert_uint_eq(index, i);
        ck_assert(cpts_point_set_add(&set, lattice(i / 2), &index));
        ck_assert_uint_eq(index, i / 2);
    }
    for (uint32_t i = 0; i < 4000; i++)
        ck_assert_uint_eq(cpts_point_set_find(&set, lattice(i)), i < 3000 ? i : CPTS_NONE);
    cpts_point_set_free(&set);
    cpts_point_set_free(&set);
}
END_TEST

/* A set that was large is cleared point by point when it holds few: nothing may stay behind, and
 * nothing may hide what comes after. */
START_TEST(a_set_that_grew_forgets_all)
{
    enum { PLACES = 2000 };
    struct dice dice = {9};
    struct point_set set = {0};
    for (int round = 0; round < 60; round++) {
        uint32_t number[PLACES], index, held = 0;
        memset(number, 0xFF, sizeof number);
        const uint32_t count = (uint32_t[]){1500, 3, 60, 0, 400, 129}[round % 6];
        for (uint32_t i = 0; i < count; i++) {
            const uint32_t place = below(&dice, PLACES);
            if (number[place] == CPTS_NONE)
                number[place] = held++;
            ck_assert(cpts_point_set_add(&set, lattice(place), &index));
            ck_assert_uint_eq(index, number[place]);
        }
        ck_assert_uint_eq(set.count, held);
        uint32_t wrong = 0, left = 0;
        for (uint32_t place = 0; place < PLACES; place++)
            wrong += cpts_point_set_find(&set, lattice(place)) != number[place];
        cpts_point_set_clear(&set);
        for (uint32_t place = 0; place < PLACES; place++)
            wrong += cpts_point_set_find(&set, lattice(place)) != CPTS_NONE;
        for (size_t slot = 0; slot < set.slot_count; slot++)
            left += set.tags[slot] != 0;
        ck_assert_uint_eq(wrong, 0);
        ck_assert_uint_eq(left, 0);
    }
    cpts_point_set_free(&set);
}
END_TEST

/* ---- sorting of parts --------------------------------------------------------------------- */

START_TEST(parts_are_put_in_order_of_feature)
{
    enum { COUNT = 500 };
    struct dice dice = {10};
    struct shapes shapes = {0};
    for (int i = 0; i < COUNT; i++) {
        const double x = i * 10, side = 2 + i % 3;
        const struct point hole[] = {{x + 0.5, 0.5}, {x + 1, 0.5}, {x + 1, 1}};
        draw_box(&shapes, below(&dice, 40), x, 0, x + side, side);
        if (i % 4 == 0)
            draw_ring(&shapes, 0, true, hole, 3);
    }
    shapes.parts[17].ring_count = 0;
    const double area_m2 = drawn_area_m2(&shapes);
    ck_assert(cpts_shapes_sort(&shapes));
    ck_assert_uint_eq(shapes.part_count, COUNT);
    ck_assert_double_eq_tol(drawn_area_m2(&shapes), area_m2, 1e-6);
    size_t rings = 0;
    for (uint32_t p = 0; p < COUNT; p++) {
        const struct part *part = &shapes.parts[p];
        ck_assert_uint_eq(part->first_ring, rings);
        if (p) {
            const struct part *before = part - 1;
            ck_assert_uint_le(before->feature, part->feature);
            if (before->feature == part->feature)
                ck_assert(before->box.min_x < part->box.min_x);
        }
        double drawn_m2 = 0;
        for (uint32_t r = 0; r < part->ring_count; r++, rings++) {
            const struct ring *ring = &shapes.rings[rings];
            ck_assert_uint_eq(ring->part, p);
            drawn_m2 += cpts_ring_area_m2(shapes.points + ring->first, ring->count);
        }
        if (part->ring_count)
            ck_assert_double_eq(drawn_m2, part->area_m2);
    }
    ck_assert_uint_eq(rings, shapes.ring_count);
    cpts_shapes_free(&shapes);
}
END_TEST

START_TEST(nothing_and_one_part_are_in_order)
{
    struct shapes shapes = {0};
    ck_assert(cpts_shapes_sort(&shapes));
    draw_box(&shapes, 3, 0, 0, 1, 1);
    ck_assert(cpts_shapes_sort(&shapes));
    ck_assert_uint_eq(shapes.part_count, 1);
    ck_assert_uint_eq(shapes.ring_count, 1);
    draw_box(&shapes, 1, 5, 0, 6, 1); /* more can be drawn afterwards */
    ck_assert(cpts_shapes_sort(&shapes));
    ck_assert_uint_eq(shapes.parts[0].feature, 1);
    ck_assert_double_eq(shapes.points[shapes.rings[0].first].x, 5);
    cpts_shapes_free(&shapes);
}
END_TEST

Suite *geometry_index_suite(void)
{
    Suite *suite = suite_create("geometry_index");
    TCase *trees = tests_of(suite, "trees");
    tcase_add_loop_test(trees, a_box_tree_finds_what_meets, 0, COUNT(tree_sizes));
    tcase_add_test(trees, a_box_tree_of_one_place);
    tcase_add_test(trees, a_visit_stops_the_search);
    tcase_add_test(trees, a_segment_index_follows_rings_that_move);
    tcase_add_test(trees, a_segment_index_of_nothing);
    TCase *points = tests_of(suite, "points");
    tcase_add_test(points, the_first_point_stands_for_those_close_to_it);
    tcase_add_test(points, a_crowd_snaps_as_when_all_are_compared);
    tcase_add_test(points, points_are_numbered_as_they_come);
    tcase_add_test(points, a_set_that_grew_forgets_all);
    TCase *parts = tests_of(suite, "parts");
    tcase_add_test(parts, parts_are_put_in_order_of_feature);
    tcase_add_test(parts, nothing_and_one_part_are_in_order);
    return suite;
}
