/* --snap-to-units: which units become whole, which go, which stay as they are drawn. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "coverage_fixture.h"
#include "four_squares.h"
#include "suites.h"

/* A unit in two islands, the second much the smaller. */
#define ISLANDS "MULTIPOLYGON(((0 0,100 0,100 100,0 100,0 0)),((300 0,310 0,310 10,300 10,300 0)))"

static const struct snap_case {
    struct drawing drawing;
    double share;           /* asked for */
    double a, b;            /* shares of the units a and b that P claims in the end */
    size_t filled, emptied; /* in all */
    double outside_m2;      /* that P keeps beyond the region */
} cases[] = {
    {{"nearly all is whole", {FOUR}, {{"P", "POLYGON((0 0,95 0,95 100,0 100,0 0))", NULL}}},
     0.9,
     1,
     0,
     1,
     0,
     0},
    {{"to the share itself", {FOUR}, {{"P", "POLYGON((0 0,90 0,90 100,0 100,0 0))", NULL}}},
     0.9,
     1,
     0,
     1,
     0,
     0},
    {{"a little is nothing", {FOUR}, {{"P", "POLYGON((0 0,105 0,105 100,0 100,0 0))", NULL}}},
     0.9,
     1,
     0,
     0,
     1,
     0},
    {{"between the two it stays", {FOUR}, {{"P", "POLYGON((0 0,150 0,150 100,0 100,0 0))", NULL}}},
     0.9,
     1,
     0.5,
     0,
     0,
     0},
    {{"half is whole at 0.5", {FOUR}, {{"P", "POLYGON((0 0,150 0,150 100,0 100,0 0))", NULL}}},
     0.5,
     1,
     1,
     1,
     0,
     0},
    {{"1 changes nothing", {FOUR}, {{"P", "POLYGON((0 0,105 0,105 99,0 99,0 0))", NULL}}},
     1,
     0.99,
     0.0495,
     0,
     0,
     0},
    {{"whole units, whatever the share", {FOUR}, {{"P", A, NULL}, {"Q", B, NULL}}},
     0.5,
     1,
     0,
     0,
     0,
     0},
    {{"a hole is filled",
      {FOUR},
      {{"P", "POLYGON((0 0,100 0,100 100,0 100,0 0),(40 40,60 40,60 60,40 60,40 40))", NULL}}},
     0.9,
     1,
     0,
     1,
     0,
     0},
    {{"an island left out is filled", {{"a", ISLANDS, 9}, {"b", D, 9}}, {{"P", A, NULL}}},
     0.9,
     1,
     0,
     1,
     0,
     0},
    {{"an island alone goes",
      {{"a", ISLANDS, 9}, {"b", D, 9}},
      {{"P", "POLYGON((300 0,310 0,310 10,300 10,300 0))", NULL}, {"P", D, NULL}}},
     0.9,
     0,
     1,
     0,
     1,
     0},
    {{"each claimant is judged alone",
      {FOUR},
      {{"P", "POLYGON((0 0,95 0,95 100,0 100,0 0))", NULL},
       {"Q", "POLYGON((5 0,100 0,100 100,5 100,5 0))", NULL},
       {"R", "POLYGON((0 0,5 0,5 100,0 100,0 0))", NULL}}},
     0.9,
     1,
     0,
     2,
     1,
     0},
    {{"a strip beyond the region goes",
      {FOUR},
      {{"P", "POLYGON((-5 0,100 0,100 100,-5 100,-5 0))", NULL}}},
     0.9,
     1,
     0,
     0,
     0,
     0},
    {{"more than a strip stays",
      {FOUR},
      {{"P", "POLYGON((-20 0,100 0,100 100,-20 100,-20 0))", NULL}}},
     0.9,
     1,
     0,
     0,
     0,
     2000},
    {{"a place that hangs on no whole unit stays",
      {FOUR},
      {{"P", "POLYGON((-5 0,50 0,50 100,-5 100,-5 0))", NULL}}},
     0.9,
     0.5,
     0,
     0,
     0,
     500},
    {{"a list is whole already, whatever its polygon",
      {FOUR},
      {{"P", "POLYGON((0 0,60 0,60 100,0 100,0 0))", NULL}, {"P", NULL, "a"}}},
     0.9,
     1,
     0,
     0,
     0,
     0},
};

START_TEST(shares_decide)
{
    const struct snap_case *c = &cases[_i];
    struct checked checked;
    region_of(&checked, &c->drawing);
    const cpts_check_options options = {.size = sizeof(cpts_check_options),
                                        .sliver_width_m = 1,
                                        .snap_to_units = c->share,
                                        .fail_on = "error"};
    check_again(&checked, &options);
    ck_assert_msg(checked.status == CPTS_OK, "%s: %s", c->drawing.what,
                  cpts_context_message(checked.context));
    expect_sound(&checked);
    size_t filled = 0, emptied = 0;
    for (size_t i = 0; i < checked.report->snap_count; i++) {
        const struct unit_snap *snap = &checked.report->snaps[i];
        filled += snap->unit != CPTS_NONE && snap->moved_m2 > 0;
        emptied += snap->unit != CPTS_NONE && snap->moved_m2 < 0;
    }
    const double a = claim_share(&checked, "a", "P"), b = claim_share(&checked, "b", "P");
    ck_assert_msg(fabs(a - c->a) < 1e-9, "%s: a %f", c->drawing.what, a);
    ck_assert_msg(fabs(b - c->b) < 1e-9, "%s: b %f", c->drawing.what, b);
    ck_assert_msg(filled == c->filled, "%s: %zu filled", c->drawing.what, filled);
    ck_assert_msg(emptied == c->emptied, "%s: %zu emptied", c->drawing.what, emptied);
    const double outside_m2 = result_of(&checked, "P")->outside_area_m2;
    ck_assert_msg(fabs(outside_m2 - c->outside_m2) < 1e-4, "%s: outside %f", c->drawing.what,
                  outside_m2);
    checked_free(&checked);
}
END_TEST

/* Two that draw nearly all of a unit claim it, and the finding is the unit whole: chords that no
 * longer divide anything do not cut it. */
START_TEST(a_snapped_unit_is_one_finding)
{
    const struct drawing drawing = {
        "nearly twice",
        {FOUR},
        {{"P", "POLYGON((0 0,95 0,95 100,0 100,0 0))", NULL},
         {"Q", "POLYGON((5 5,100 5,100 100,5 100,5 5))", NULL},
         {"Q", B, NULL},
         {"Q", "POLYGON((0 103,0 200,200 200,200 100,100 103,0 103))", NULL}}};
    struct checked checked;
    region_of(&checked, &drawing);
    const cpts_check_options options = {.size = sizeof(cpts_check_options),
                                        .sliver_width_m = 1,
                                        .snap_to_units = 0.9,
                                        .fail_on = "error"};
    check_again(&checked, &options);
    ck_assert_int_eq(checked.status, CPTS_OK);
    expect_sound(&checked);
    const cpts_finding *overlap = only_finding(&checked, CPTS_RULE_OVERLAP, false);
    ck_assert_uint_eq(overlap->whole_unit_count, 1);
    ck_assert_str_eq(overlap->units[0], "a");
    ck_assert_double_eq_tol(overlap->area_m2, 10000, 1e-6);
    ck_assert_double_eq_tol(overlap->population, 100, 1e-9);
    ck_assert_uint_eq(count_findings(&checked, CPTS_RULE_WHITE_ZONE), 0);
    checked_free(&checked);
}
END_TEST

START_TEST(the_region_stays_as_it_was)
{
    struct checked checked;
    region_of(&checked, &cases[0].drawing);
    const cpts_check_options snapped = {.size = sizeof(cpts_check_options),
                                        .sliver_width_m = 1,
                                        .snap_to_units = 0.9,
                                        .fail_on = "error"};
    check_again(&checked, &snapped);
    ck_assert_double_eq(claim_share(&checked, "a", "P"), 1);
    check_again(&checked, NULL);
    ck_assert_double_eq_tol(claim_share(&checked, "a", "P"), 0.95, 1e-9);
    ck_assert_uint_eq(checked.report->snap_count, 0);
    checked_free(&checked);
}
END_TEST

START_TEST(shares_out_of_range_are_refused)
{
    static const double wrong[] = {-1, 0.3, 1.01, NAN};
    struct checked checked;
    region_of(&checked, &cases[0].drawing);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        const cpts_check_options options = {.size = sizeof(cpts_check_options),
                                            .sliver_width_m = 1,
                                            .snap_to_units = wrong[i],
                                            .fail_on = "error"};
        check_again(&checked, &options);
        ck_assert_int_eq(checked.status, CPTS_ERROR_ARGUMENT);
        ck_assert_ptr_nonnull(strstr(cpts_context_message(checked.context), "0.5"));
    }
    checked_free(&checked);
}
END_TEST

Suite *unit_snap_suite(void)
{
    Suite *suite = suite_create("unit_snap");
    TCase *tests = tests_of(suite, "snap");
    tcase_add_loop_test(tests, shares_decide, 0, COUNT(cases));
    tcase_add_test(tests, a_snapped_unit_is_one_finding);
    tcase_add_test(tests, the_region_stays_as_it_was);
    tcase_add_test(tests, shares_out_of_range_are_refused);
    return suite;
}
