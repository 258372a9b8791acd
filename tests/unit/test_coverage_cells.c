/* Chords and cells: how perimeters divide a unit, by our own splitting and by GEOS's. */
#include <math.h>
#include <string.h>

#include "coverage/cells/geos_split.h"
#include "coverage/cells/splitter.h"
#include "coverage_fixture.h"
#include "geometry/predicates.h"
#include "geometry_fixture.h"
#include "suites.h"

#define A     "POLYGON((0 0,100 0,100 100,0 100,0 0))"
#define RING  "POLYGON((0 0,100 0,100 100,0 100,0 0),(40 40,60 40,60 60,40 60,40 40))"
#define DISC  "POLYGON((50 20,80 50,50 80,20 50,50 20))"
#define OTHER "POLYGON((70 20,95 50,70 80,45 50,70 20))"

/* One unit "a"; the areas by set of claimants, as a binary number of the perimeters. */
static const struct cell_case {
    struct drawing drawing;
    size_t chords, cells;
    double area_m2[8];
} cell_cases[] = {
    {{"along the border", {{"a", A, 0}}, {{"P", A, NULL}}}, 0, 0, {0}},
    {{"a disc in a square", {{"a", A, 0}}, {{"P", DISC, NULL}}}, 4, 2, {8200, 1800}},
    {{"two discs that cross", {{"a", A, 0}}, {{"P", DISC, NULL}, {"Q", OTHER, NULL}}},
     12,
     4,
     {7368.1818, 1131.8182, 831.8182, 668.1818}},
    {{"two discs in each other",
      {{"a", A, 0}},
      {{"P", DISC, NULL}, {"Q", "POLYGON((50 40,60 50,50 60,40 50,50 40))", NULL}}},
     8,
     3,
     {8200, 1600, 0, 200}},
    {{"the same disc twice", {{"a", A, 0}}, {{"P", DISC, NULL}, {"Q", DISC, NULL}}},
     8,
     2,
     {8200, 0, 0, 1800}},
    {{"a half", {{"a", A, 0}}, {{"P", "POLYGON((0 0,50 0,50 100,0 100,0 0))", NULL}}},
     1,
     2,
     {5000, 5000}},
    {{"two halves",
      {{"a", A, 0}},
      {{"P", "POLYGON((0 0,50 0,50 100,0 100,0 0))", NULL},
       {"Q", "POLYGON((50 0,100 0,100 100,50 100,50 0))", NULL}}},
     2,
     2,
     {0, 5000, 5000}},
    {{"through a hole", {{"a", RING, 0}}, {{"P", "POLYGON((0 0,50 0,50 100,0 100,0 0))", NULL}}},
     2,
     2,
     {4800, 4800}},
    {{"round a hole", {{"a", RING, 0}}, {{"P", "POLYGON((30 30,70 30,70 70,30 70,30 30))", NULL}}},
     4,
     2,
     {8400, 1200}},
    {{"from a hole", {{"a", RING, 0}}, {{"P", "POLYGON((50 50,70 30,70 70,50 50))", NULL}}},
     3,
     2,
     {9300, 300}},
    {{"at a corner", {{"a", A, 0}}, {{"P", "POLYGON((0 0,30 10,10 30,0 0))", NULL}}},
     3,
     2,
     {9600, 400}},
    {{"touching from outside",
      {{"a", A, 0}},
      {{"P", "POLYGON((100 100,130 110,110 130,100 100))", NULL}}},
     0,
     0,
     {0}},
    {{"across and out of it",
      {{"a", A, 0}},
      {{"P", "POLYGON((-50 20,150 20,150 60,-50 60,-50 20))", NULL}}},
     2,
     3,
     {6000, 4000}},
    {{"a border half a millimetre off",
      {{"a", A, 0}},
      {{"P", "POLYGON((0.0005 0,100 0,100 100,0 100,0.0005 0))", NULL}}},
     0,
     0,
     {0}},
};

static void add_up(const struct stages *stages, const struct cells *cells, double *area_m2)
{
    const uint32_t part = part_of_unit(stages, "a");
    memset(area_m2, 0, 8 * sizeof *area_m2);
    for (size_t c = 0; c < cells->cell_count; c++) {
        const struct cell *cell = &cells->cells[c];
        if (cell->part != part)
            continue;
        unsigned set = 0;
        for (uint32_t k = 0; k < cell->claim_count; k++)
            set |= 1U << cells->claims[cell->first_claim + k];
        ck_assert_uint_lt(set, 8);
        area_m2[set] += cell->area_m2;
        double drawn_m2 = 0;
        for (uint32_t r = 0; r < cell->ring_count; r++) {
            const struct cell_ring *ring = &cells->rings[cell->first_ring + r];
            drawn_m2 += cpts_ring_area_m2(cells->points + ring->first, ring->count);
        }
        ck_assert_double_eq_tol(drawn_m2, cell->area_m2, 1e-5);
    }
}

static size_t list_chords(const struct stages *stages, const struct chord **chords)
{
    const uint32_t part = part_of_unit(stages, "a");
    size_t count = 0;
    for (size_t c = 0; c < stages->residual.chord_count; c++)
        if (stages->residual.chords[c].part == part)
            chords[count++] = &stages->residual.chords[c];
    return count;
}

START_TEST(a_unit_is_divided)
{
    const struct cell_case *c = &cell_cases[_i];
    const struct chord *chords[64];
    struct stages stages;
    double area_m2[8];
    run_claims(&stages, &c->drawing);
    const uint32_t part = part_of_unit(&stages, "a");
    const size_t count = list_chords(&stages, chords);
    ck_assert_msg(count == c->chords, "%s: %zu chords", c->drawing.what, count);
    ck_assert_uint_eq(stages.cells.by_geos, 0);
    const uint32_t cut = stages.cells.cut_of[part];
    ck_assert_msg((cut == CPTS_NONE) == (c->cells == 0), "%s: cut", c->drawing.what);
    add_up(&stages, &stages.cells, area_m2);
    if (c->cells)
        ck_assert_msg(stages.cells.parts[cut].cell_count == c->cells, "%s: %u cells",
                      c->drawing.what, stages.cells.parts[cut].cell_count);
    for (int set = 0; set < 8; set++)
        ck_assert_msg(fabs(area_m2[set] - c->area_m2[set]) < 1e-3, "%s: set %d: %.4f",
                      c->drawing.what, set, area_m2[set]);
    stages_free(&stages);
}
END_TEST

/* The way out of the splitter leads to the same cells, with the same cells along the border. */
START_TEST(geos_divides_the_same_way)
{
    const struct cell_case *c = &cell_cases[_i];
    const struct chord *chords[64];
    struct stages stages;
    double ours_m2[8], theirs_m2[8];
    run_claims(&stages, &c->drawing);
    const struct base *base = &stages.base;
    const uint32_t part = part_of_unit(&stages, "a");
    const size_t count = list_chords(&stages, chords);
    if (count) {
        struct cells cells = {0};
        cells.cut_of = cpts_array_raw(base->shapes->part_count, sizeof *cells.cut_of);
        cells.ring_border = cpts_array_new(base->shapes->ring_count, sizeof *cells.ring_border);
        ck_assert_int_eq(cpts_geos_split(&cells, &stages.residual, part, chords, count), CPTS_OK);
        ck_assert_uint_eq(cells.part_count, 1);
        add_up(&stages, &stages.cells, ours_m2);
        add_up(&stages, &cells, theirs_m2);
        for (int set = 0; set < 8; set++)
            ck_assert_double_eq_tol(ours_m2[set], theirs_m2[set], 1e-4);
        for (uint32_t r = 0; r < base->shapes->parts[part].ring_count; r++) {
            const struct ring *ring =
                &base->shapes->rings[base->shapes->parts[part].first_ring + r];
            for (uint32_t v = ring->first; v < ring->first + ring->count; v++) {
                const uint32_t ours = cpts_cell_along(&stages.cells, base, v);
                const uint32_t theirs = cpts_cell_along(&cells, base, v);
                for (uint32_t p = 0; p < 3; p++)
                    ck_assert_int_eq(cpts_cell_is_claimed(&stages.cells, ours, p),
                                     cpts_cell_is_claimed(&cells, theirs, p));
            }
        }
        cpts_cells_free(&cells);
    }
    stages_free(&stages);
}
END_TEST

START_TEST(chords_that_cancel_divide_nothing)
{
    struct stages stages;
    run_claims(&stages, &cell_cases[1].drawing);
    const uint32_t part = part_of_unit(&stages, "a");
    const struct chord there = {{10, 10}, {90, 90}, 0, part}, back = {{90, 90}, {10, 10}, 0, part};
    const struct chord *both[] = {&there, &back, &there, &back};
    struct splitter *splitter = cpts_splitter_new(&stages.base);
    const size_t before = stages.cells.cell_count;
    ck_assert_int_eq(cpts_split(splitter, &stages.cells, part, both, 2), SPLIT_NOTHING);
    ck_assert_int_eq(cpts_split(splitter, &stages.cells, part, both, 4), SPLIT_NOTHING);
    /* A chord that ends in the open has the same face on both sides: its claims cannot agree. */
    ck_assert_int_eq(cpts_split(splitter, &stages.cells, part, both, 1), SPLIT_DISAGREES);
    ck_assert_uint_eq(stages.cells.cell_count, before);
    cpts_splitter_free(splitter);
    cpts_splitter_free(NULL);
    stages_free(&stages);
}
END_TEST

/* Seventy nested squares: the claims of a cell take more than one word of 64 bits. */
START_TEST(seventy_cutters)
{
    enum { CUTTERS = 70 };
    struct checked checked;
    const struct drawing drawing = {"nested",
                                    {{"a", "POLYGON((0 0,1000 0,1000 1000,0 1000,0 0))", 1000}},
                                    {{NULL, NULL, NULL}}};
    region_of(&checked, &drawing);
    for (int k = 1; k <= CUTTERS; k++) {
        char wkt[128], id[16];
        const int low = 5 * k, high = 1000 - 5 * k;
        snprintf(id, sizeof id, "p%02d", k);
        snprintf(wkt, sizeof wkt, "POLYGON((%d %d,%d %d,%d %d,%d %d,%d %d))", low, low, high, low,
                 high, high, low, high, low, low);
        add_perimeter_wkt(checked.region, id, wkt);
    }
    check_again(&checked, NULL);
    ck_assert_msg(checked.status == CPTS_OK, "%s", cpts_context_message(checked.context));
    expect_sound(&checked);
    ck_assert_uint_eq(checked.report->multiplicity_count, CUTTERS + 1);
    for (int k = 0; k < CUTTERS; k++) {
        const double side = 1000 - 10 * k, inner = side - 10;
        ck_assert_double_eq_tol(checked.report->area_by_multiplicity_m2[k],
                                side * side - inner * inner, 1e-4);
    }
    ck_assert_double_eq_tol(checked.report->area_by_multiplicity_m2[CUTTERS], 90000, 1e-4);
    ck_assert_uint_eq(unit_result_of(&checked, "a")->max_claims, CUTTERS);
    checked_free(&checked);
}
END_TEST

/* Random stars over one unit: the areas of every set agree with GEOS, through both ways. */
START_TEST(random_stars_divide_alike)
{
    struct dice dice = {60};
    size_t compared = 0;
    for (int i = 0; i < 40; i++) {
        struct drawing drawing = {"stars", {{"a", A, 0}}, {{NULL, NULL, NULL}}};
        char wkt[3][1024];
        static const char *const ids[] = {"P", "Q", "R"};
        for (int p = 0; p < 3; p++) {
            struct point ring[12];
            const struct point middle = {between(&dice, 0, 100), between(&dice, 0, 100)};
            random_star(&dice, ring, 12, middle, 10, 60);
            int at = snprintf(wkt[p], sizeof wkt[p], "POLYGON((");
            for (int k = 0; k <= 12; k++)
                at += snprintf(wkt[p] + at, sizeof wkt[p] - (size_t)at, "%s%.6f %.6f", k ? "," : "",
                               ring[k % 12].x, ring[k % 12].y);
            snprintf(wkt[p] + at, sizeof wkt[p] - (size_t)at, "))");
            drawing.perimeters[p] = (struct perimeter_row){ids[p], wkt[p], NULL};
        }
        const struct chord *chords[256];
        struct stages stages;
        double ours_m2[8], theirs_m2[8];
        run_claims(&stages, &drawing);
        ck_assert_uint_eq(stages.cells.by_geos, 0);
        const size_t count = list_chords(&stages, chords);
        if (count) {
            struct cells cells = {0};
            cells.ring_border =
                cpts_array_new(stages.base.shapes->ring_count, sizeof *cells.ring_border);
            ck_assert_int_eq(cpts_geos_split(&cells, &stages.residual, part_of_unit(&stages, "a"),
                                             chords, count),
                             CPTS_OK);
            add_up(&stages, &stages.cells, ours_m2);
            add_up(&stages, &cells, theirs_m2);
            for (int set = 0; set < 8; set++)
                ck_assert_double_eq_tol(ours_m2[set], theirs_m2[set], 0.01);
            compared++;
            cpts_cells_free(&cells);
        }
        stages_free(&stages);
    }
    ck_assert_uint_gt(compared, 30);
}
END_TEST

Suite *coverage_cells_suite(void)
{
    Suite *suite = suite_create("coverage_cells");
    TCase *tests = tests_of(suite, "cells");
    tcase_set_timeout(tests, 30);
    tcase_add_loop_test(tests, a_unit_is_divided, 0, COUNT(cell_cases));
    tcase_add_loop_test(tests, geos_divides_the_same_way, 0, COUNT(cell_cases));
    tcase_add_test(tests, chords_that_cancel_divide_nothing);
    tcase_add_test(tests, seventy_cutters);
    tcase_add_test(tests, random_stars_divide_alike);
    return suite;
}
