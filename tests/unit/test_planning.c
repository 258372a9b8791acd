/* Planning: copies of a region, adjacency, pieces, differences, hypotheses. */
#include <math.h>
#include <string.h>

#include "coverage_fixture.h"
#include "four_squares.h"
#include "input/region/region_copy.h"
#include "planning/contiguity.h"
#include "planning/simulation.h"
#include "suites.h"

/* Beside d over 50 m, and alone on an island as well. */
#define E                                                                                          \
    "MULTIPOLYGON(((200 150,300 150,300 200,200 200,200 150)),"                                    \
    "((500 0,600 0,600 100,500 100,500 0)))"
#define FIVE                                                                                       \
    {"a", A, 100}, {"b", B, 200}, {"c", C, 300}, {"d", D, 400},                                    \
    {                                                                                              \
        "e", E, 500                                                                                \
    }

static const struct drawing two_halves = {
    "two halves",
    {FIVE},
    {{"P", "POLYGON((0 0,200 0,200 100,0 100,0 0))", NULL}, {"Q", NULL, "c"}, {"Q", NULL, "d"}}};

/* ---- copies ------------------------------------------------------------------------------- */

START_TEST(a_copy_gives_the_same_report_and_leaves_the_region_alone)
{
    struct checked in;
    check_drawing(&in, &two_halves);
    cpts_region *copy;
    cpts_report *report;
    ck_assert_int_eq(cpts_region_share(&copy, in.region), CPTS_OK);
    ck_assert_int_eq(cpts_check(&report, copy, NULL), CPTS_OK);
    ck_assert_uint_eq(report->finding_count, in.report->finding_count);
    for (size_t i = 0; i < report->finding_count; i++)
        ck_assert_str_eq(report->findings[i].id, in.report->findings[i].id);
    cpts_report_free(report);
    const uint32_t p = cpts_perimeter_of_id(copy, "P");
    ck_assert(cpts_perimeter_clear(copy, p));
    ck_assert(cpts_perimeter_take(copy, p, 4));
    ck_assert_uint_eq(cpts_perimeter_of_id(copy, "O"), CPTS_NONE);
    ck_assert(cpts_perimeter_take(copy, cpts_perimeter_open(copy, "O"), 0));
    ck_assert_int_eq(cpts_check(&report, copy, NULL), CPTS_OK);
    ck_assert_uint_eq(report->totals.perimeters, 3);
    ck_assert_double_eq(report->totals.white_area_m2, 10000); /* b */
    ck_assert_str_eq(copy->perimeters.id[0], "O");
    cpts_report_free(report);
    cpts_region_free(copy);
    check_again(&in, NULL);
    ck_assert_uint_eq(in.report->totals.perimeters, 2);
    ck_assert_double_eq(in.report->totals.white_area_m2, 15000); /* e */
    checked_free(&in);
}
END_TEST

/* ---- adjacency ---------------------------------------------------------------------------- */

static double shared_border_m(const struct adjacency *adjacency, uint32_t unit, uint32_t other)
{
    for (size_t i = adjacency->first[unit]; i < adjacency->first[unit + 1]; i++)
        if (adjacency->neighbours[i].unit == other)
            return adjacency->neighbours[i].border_m;
    return 0;
}

START_TEST(neighbours_share_lengths)
{
    static const struct {
        uint32_t unit, other;
        double border_m;
    } expected[] = {{0, 1, 100}, {0, 2, 100}, {1, 3, 100}, {2, 3, 100}, {3, 4, 50},
                    {0, 3, 0},   {1, 2, 0},   {1, 4, 0},   {0, 0, 0}};
    struct checked in;
    check_drawing(&in, &two_halves);
    struct adjacency adjacency;
    ck_assert_int_eq(cpts_adjacency_build(&adjacency, &in.report->map), CPTS_OK);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        ck_assert_double_eq(shared_border_m(&adjacency, expected[i].unit, expected[i].other),
                            expected[i].border_m);
        ck_assert_double_eq(shared_border_m(&adjacency, expected[i].other, expected[i].unit),
                            expected[i].border_m);
    }
    ck_assert_double_eq(adjacency.border_m[0], 400);
    ck_assert_double_eq(adjacency.border_m[4], 700);
    ck_assert_double_eq(adjacency.area_m2[4], 15000);
    ck_assert_double_eq(adjacency.centre[4].x, 550); /* of the larger part */
    cpts_adjacency_free(&adjacency);
    checked_free(&in);
}
END_TEST

START_TEST(pieces_are_what_borders_join)
{
    static const struct {
        uint32_t units[5];
        size_t count, pieces;
    } cases[] = {{{0}, 0, 0},       {{0}, 1, 1},       {{0, 3}, 2, 2}, /* a corner joins not */
                 {{3, 1, 0}, 3, 1}, {{0, 2, 4}, 3, 2}, {{4, 2, 3}, 3, 1}, {{0, 1, 2, 3, 4}, 5, 1}};
    struct checked in;
    struct contiguity contiguity;
    check_drawing(&in, &two_halves);
    struct adjacency adjacency;
    ck_assert_int_eq(cpts_adjacency_build(&adjacency, &in.report->map), CPTS_OK);
    ck_assert(cpts_contiguity_open(&contiguity, &adjacency));
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
            ck_assert_uint_eq(cpts_contiguity_pieces(&contiguity, cases[i].units, cases[i].count),
                              cases[i].pieces);
        contiguity.calls = UINT32_MAX / 2 - 2; /* stamps run out meanwhile */
    }
    cpts_contiguity_pieces(&contiguity, (const uint32_t[]){0, 4, 2}, 3);
    ck_assert_uint_eq(contiguity.piece[0], 0);
    ck_assert_uint_eq(contiguity.piece[4], 1);
    ck_assert_uint_eq(contiguity.piece[2], 0);
    cpts_contiguity_free(&contiguity);
    cpts_adjacency_free(&adjacency);
    checked_free(&in);
}
END_TEST

/* ---- hypotheses --------------------------------------------------------------------------- */

static const struct hypothesis_case {
    const char *what, *id, *take, *release;
    bool replace;
    double white_m2, overlap_m2;
    size_t came, went, grown, shrunk, split, merged, pieces;
} hypotheses[] = {
    {"the white unit is taken", "Q", "e", NULL, false, 0, 0, 0, 1, 0, 0, 0, 0, 0},
    {"by one that does not touch it", "P", "e", NULL, false, 0, 0, 0, 1, 0, 0, 0, 0, 1},
    {"a neighbour's unit", "P", "d", NULL, false, 15000, 10000, 1, 0, 0, 0, 0, 0, 0},
    {"more is white beside the white", "Q", NULL, "d", false, 25000, 0, 0, 0, 1, 0, 0, 0, 0},
    {"a drawing gives up a unit", "P", NULL, "a", false, 25000, 0, 1, 0, 0, 0, 0, 0, 0},
    {"an exchange", "P", "c", "b", false, 25000, 10000, 2, 0, 0, 0, 0, 0, 0},
    {"another territory", "P", "e,b", NULL, true, 10000, 0, 1, 1, 0, 0, 0, 0, 1},
    {"a new one", "R", "a; e", NULL, false, 0, 10000, 1, 1, 0, 0, 0, 0, 1},
};

static size_t count_changes(const cpts_simulation *simulation, cpts_state state)
{
    size_t count = 0;
    for (size_t i = 0; i < cpts_simulation_conflict_count(simulation); i++)
        count += cpts_simulation_conflict(simulation, i)->state == state;
    return count;
}

START_TEST(a_hypothesis_is_answered)
{
    const struct hypothesis_case *c = &hypotheses[_i];
    const char *const take[] = {c->take, NULL}, *const release[] = {c->release, NULL};
    cpts_hypothesis hypothesis = CPTS_HYPOTHESIS_INIT;
    hypothesis.id = c->id;
    hypothesis.take = take;
    hypothesis.release = release;
    hypothesis.replace = c->replace;
    hypothesis.is_new = strcmp(c->id, "R") == 0;
    struct checked in;
    cpts_simulation *simulation;
    region_of(&in, &two_halves);
    ck_assert_msg(cpts_simulate(&simulation, in.region, &hypothesis, NULL) == CPTS_OK, "%s: %s",
                  c->what, cpts_context_message(in.context));
    const cpts_totals *after = cpts_report_totals(cpts_simulation_after(simulation));
    ck_assert_double_eq_tol(after->white_area_m2, c->white_m2, 1e-6);
    ck_assert_double_eq_tol(after->overlap_area_m2, c->overlap_m2, 1e-6);
    ck_assert_double_eq(cpts_report_totals(cpts_simulation_before(simulation))->white_area_m2,
                        15000);
    ck_assert_uint_eq(count_changes(simulation, CPTS_STATE_NEW), c->came);
    ck_assert_uint_eq(count_changes(simulation, CPTS_STATE_RESOLVED), c->went);
    ck_assert_uint_eq(count_changes(simulation, CPTS_STATE_GROWN), c->grown);
    ck_assert_uint_eq(count_changes(simulation, CPTS_STATE_SHRUNK), c->shrunk);
    ck_assert_uint_eq(count_changes(simulation, CPTS_STATE_SPLIT), c->split);
    ck_assert_uint_eq(count_changes(simulation, CPTS_STATE_MERGED), c->merged);
    ck_assert_uint_eq(count_changes(simulation, CPTS_STATE_PERSISTING), 0);
    ck_assert_uint_eq(cpts_simulation_piece_count(simulation), c->pieces);
    ck_assert_str_eq(cpts_simulation_perimeter(simulation, 0)->id, c->id);
    ck_assert_ptr_null(
        cpts_simulation_perimeter(simulation, cpts_simulation_perimeter_count(simulation)));
    cpts_simulation_free(simulation);
    check_again(&in, NULL); /* the region is as it was */
    ck_assert_double_eq(in.report->totals.white_area_m2, 15000);
    checked_free(&in);
}
END_TEST

START_TEST(what_a_cpts_gains_is_listed)
{
    const char *const take[] = {"e", NULL};
    const cpts_hypothesis hypothesis = {.size = sizeof(cpts_hypothesis), .id = "Q", .take = take};
    struct checked in;
    cpts_simulation *simulation;
    region_of(&in, &two_halves);
    ck_assert_int_eq(cpts_simulate(&simulation, in.region, &hypothesis, NULL), CPTS_OK);
    ck_assert_uint_eq(cpts_simulation_perimeter_count(simulation), 1);
    const cpts_perimeter_effect *effect = cpts_simulation_perimeter(simulation, 0);
    ck_assert(effect->before && effect->after);
    ck_assert_double_eq(effect->before->population, 700);
    ck_assert_double_eq(effect->after->population, 1200);
    ck_assert_uint_eq(effect->after->size_class, 1);
    ck_assert_uint_eq(effect->after->parts, 2); /* the island of e */
    ck_assert_str_eq(cpts_file_name(CPTS_RESULT_SIMULATION, CPTS_FORMAT_JSON), "simulation.json");
    ck_assert_str_eq(cpts_file_name(CPTS_RESULT_SIMULATION, CPTS_FORMAT_GPKG), "coverage.gpkg");
    cpts_simulation_free(simulation);
    checked_free(&in);
}
END_TEST

START_TEST(a_drawing_that_cuts_units_gives_up_one)
{
    static const struct drawing cut = {
        "a perimeter across units",
        {FIVE},
        {{"P", "POLYGON((0 0,200 0,200 130,0 130,0 0))", NULL}, {"Q", NULL, "d"}}};
    const char *const release[] = {"a", NULL};
    const cpts_hypothesis hypothesis = {
        .size = sizeof(cpts_hypothesis), .id = "P", .release = release};
    struct checked in;
    cpts_simulation *simulation;
    region_of(&in, &cut);
    ck_assert_int_eq(cpts_simulate(&simulation, in.region, &hypothesis, NULL), CPTS_OK);
    ck_assert_double_eq_tol(cpts_simulation_perimeter(simulation, 0)->after->area_m2, 16000, 1e-6);
    cpts_simulation_free(simulation);
    checked_free(&in);
}
END_TEST

START_TEST(wrong_hypotheses_are_refused)
{
    const char *const none[] = {NULL}, *const known[] = {"a", NULL},
                      *const unknown[] = {"zz", NULL};
    const size_t size = sizeof(cpts_hypothesis);
    const cpts_hypothesis wrong[] = {{.size = size, .take = known},
                                     {.size = size, .id = "", .take = known},
                                     {.size = size, .id = "P"},
                                     {.size = size, .id = "P", .take = none, .release = none},
                                     {.size = size, .id = "P", .take = unknown},
                                     {.size = size, .id = "P", .replace = true, .release = known},
                                     {.size = size, .id = "Z", .release = known},
                                     {.id = "P", .take = known}};
    struct checked in;
    cpts_simulation *simulation;
    region_of(&in, &two_halves);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ck_assert_int_eq(cpts_simulate(&simulation, in.region, &wrong[i], NULL),
                         CPTS_ERROR_ARGUMENT);
        ck_assert_ptr_null(simulation);
        ck_assert_str_ne(cpts_context_message(in.context), "");
    }
    checked_free(&in);
}
END_TEST

Suite *planning_suite(void)
{
    Suite *suite = suite_create("planning");
    TCase *tests = tests_of(suite, "planning");
    tcase_add_test(tests, a_copy_gives_the_same_report_and_leaves_the_region_alone);
    tcase_add_test(tests, neighbours_share_lengths);
    tcase_add_test(tests, pieces_are_what_borders_join);
    tcase_add_loop_test(tests, a_hypothesis_is_answered, 0, COUNT(hypotheses));
    tcase_add_test(tests, what_a_cpts_gains_is_listed);
    tcase_add_test(tests, a_drawing_that_cuts_units_gives_up_one);
    tcase_add_test(tests, wrong_hypotheses_are_refused);
    return suite;
}
