/* Claims, their sets and the ledger: who claims what, and the books. */
#include <math.h>
#include <string.h>

#include "coverage/ledger/claim_sets.h"
#include "coverage_fixture.h"
#include "four_squares.h"
#include "geometry_fixture.h"
#include "suites.h"

/* ---- sets --------------------------------------------------------------------------------- */

START_TEST(a_set_has_one_number)
{
    enum { SETS = 3000 };
    struct claim_sets sets;
    ck_assert(cpts_claim_sets_open(&sets));
    uint32_t set;
    ck_assert(cpts_claim_sets_intern(&sets, NULL, 0, &set));
    ck_assert_uint_eq(set, 0);
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 1; i < SETS; i++) {
            uint32_t members[12], count = 0;
            for (uint32_t bit = 0; bit < 12; bit++)
                if (i >> bit & 1)
                    members[count++] = bit * 1000;
            ck_assert(cpts_claim_sets_intern(&sets, members, count, &set));
            ck_assert_uint_eq(set, i);
            ck_assert_uint_eq(cpts_claim_set_size(&sets, set), count);
            ck_assert_mem_eq(cpts_claim_set(&sets, set), members, count * sizeof *members);
        }
    ck_assert_uint_eq(sets.count, SETS);
    cpts_claim_sets_free(&sets);
}
END_TEST

/* ---- who claims what ---------------------------------------------------------------------- */

static const struct claim_case {
    struct drawing drawing;
    const char *id;
    struct {
        const char *code;
        double share;
    } shares[5]; /* of this perimeter */
    double outside_m2;
} claim_cases[] = {
    {{"a union of units",
      {FOUR},
      {{"P", "POLYGON((0 0,200 0,200 100,100 100,100 200,0 200,0 0))", NULL}}},
     "P",
     {{"a", 1}, {"b", 1}, {"c", 1}, {"d", 0}},
     0},
    {{"all, without the points between",
      {FOUR},
      {{"P", "POLYGON((0 0,200 0,200 200,0 200,0 0))", NULL}}},
     "P",
     {{"a", 1}, {"b", 1}, {"c", 1}, {"d", 1}},
     0},
    {{"far beyond all",
      {FOUR},
      {{"P", "POLYGON((-50 -50,250 -50,250 250,-50 250,-50 -50))", NULL}}},
     "P",
     {{"a", 1}, {"b", 1}, {"c", 1}, {"d", 1}},
     50000},
    {{"an island away from its border",
      {{"a", A, 9}, {"i", "POLYGON((150 40,160 40,160 50,150 50,150 40))", 1}},
      {{"P", "POLYGON((100 0,300 0,300 100,100 100,100 0))", NULL}}},
     "P",
     {{"a", 0}, {"i", 1}},
     19900},
    {{"an island not claimed",
      {{"a", A, 9}, {"i", "POLYGON((150 40,160 40,160 50,150 50,150 40))", 1}},
      {{"P", A, NULL}}},
     "P",
     {{"a", 1}, {"i", 0}},
     0},
    {{"an enclave of another",
      {{"a", "POLYGON((0 0,100 0,100 100,0 100,0 0),(40 40,60 40,60 60,40 60,40 40))", 9},
       {"e", "POLYGON((40 40,60 40,60 60,40 60,40 40))", 1}},
      {{"P", "POLYGON((0 0,100 0,100 100,0 100,0 0),(40 40,60 40,60 60,40 60,40 40))", NULL}}},
     "P",
     {{"a", 1}, {"e", 0}},
     0},
    {{"over an enclave",
      {{"a", "POLYGON((0 0,100 0,100 100,0 100,0 0),(40 40,60 40,60 60,40 60,40 40))", 9},
       {"e", "POLYGON((40 40,60 40,60 60,40 60,40 40))", 1}},
      {{"P", A, NULL}}},
     "P",
     {{"a", 1}, {"e", 1}},
     0},
    {{"only the enclave",
      {{"a", "POLYGON((0 0,100 0,100 100,0 100,0 0),(40 40,60 40,60 60,40 60,40 40))", 9},
       {"e", "POLYGON((40 40,60 40,60 60,40 60,40 40))", 1}},
      {{"P", "POLYGON((40 40,60 40,60 60,40 60,40 40))", NULL}}},
     "P",
     {{"a", 0}, {"e", 1}},
     0},
    {{"a unit in two parts, one on each side",
      {{"m", "MULTIPOLYGON(((0 0,100 0,100 100,0 100,0 0)),((200 0,300 0,300 100,200 100,200 0)))",
        8},
       {"b", B, 4}},
      {{"P", "POLYGON((100 0,300 0,300 100,100 100,100 0))", NULL}, {"Q", A, NULL}}},
     "P",
     {{"m", 0.5}, {"b", 1}},
     0},
    {{"half a unit", {FOUR}, {{"P", "POLYGON((0 0,150 0,150 100,0 100,0 0))", NULL}}},
     "P",
     {{"a", 1}, {"b", 0.5}, {"c", 0}, {"d", 0}},
     0},
    {{"declared", {FOUR}, {{"P", NULL, "a"}, {"P", NULL, "d"}}},
     "P",
     {{"a", 1}, {"b", 0}, {"c", 0}, {"d", 1}},
     0},
    {{"declared and drawn",
      {FOUR},
      {{"P", NULL, "a"}, {"P", "POLYGON((50 0,150 0,150 100,50 100,50 0))", NULL}}},
     "P",
     {{"a", 1}, {"b", 0.5}, {"c", 0}, {"d", 0}},
     0},
    {{"drawn in pieces that overlap",
      {FOUR},
      {{"P", "POLYGON((0 0,120 0,120 100,0 100,0 0))", NULL},
       {"P", "POLYGON((80 0,150 0,150 100,80 100,80 0))", NULL}}},
     "P",
     {{"a", 1}, {"b", 0.5}, {"c", 0}, {"d", 0}},
     0},
    {{"a hole inside a unit",
      {FOUR},
      {{"P", "POLYGON((0 0,100 0,100 100,0 100,0 0),(40 40,60 40,60 60,40 60,40 40))", NULL}}},
     "P",
     {{"a", 0.96}, {"b", 0}, {"c", 0}, {"d", 0}},
     0},
    {{"a bow tie, repaired",
      {FOUR},
      {{"P", "POLYGON((0 0,100 100,100 0,0 100,0 0),(1 1,2 1,2 2,1 1))", NULL}}},
     NULL,
     {{NULL, 0}},
     0},
};

START_TEST(shares)
{
    const struct claim_case *c = &claim_cases[_i];
    struct checked checked;
    check_drawing(&checked, &c->drawing);
    expect_sound(&checked);
    for (int i = 0; c->id && i < 5 && c->shares[i].code; i++) {
        const double share = claim_share(&checked, c->shares[i].code, c->id);
        const bool whole = c->shares[i].share == 0 || c->shares[i].share == 1;
        ck_assert_msg(whole ? share == c->shares[i].share : fabs(share - c->shares[i].share) < 1e-9,
                      "%s: %.12f of %s", c->drawing.what, share, c->shares[i].code);
    }
    if (c->id)
        ck_assert_double_eq_tol(result_of(&checked, c->id)->outside_area_m2, c->outside_m2, 1e-4);
    checked_free(&checked);
}
END_TEST

/* ---- the books ---------------------------------------------------------------------------- */

START_TEST(the_books_of_a_region)
{
    const struct drawing drawing = {
        "books",
        {{"wa", A, 100}, {"wb", B, 200}, {"ec", C, 300}, {"ed", D, 400}},
        {{"P", "POLYGON((0 0,150 0,150 100,0 100,0 0))", NULL},
         {"Q", "POLYGON((100 0,200 0,200 100,100 100,100 0))", NULL},
         {"Q", NULL, "ec"}}};
    struct checked checked;
    check_drawing(&checked, &drawing);
    expect_sound(&checked);
    const cpts_totals *t = cpts_report_totals(checked.report);
    ck_assert_uint_eq(t->units, 4);
    ck_assert_uint_eq(t->perimeters, 2);
    ck_assert_double_eq(t->area_m2, 40000);
    ck_assert_double_eq(t->population, 1000);
    ck_assert_double_eq_tol(t->covered_area_m2, 30000, 1e-6);
    ck_assert_double_eq_tol(t->white_area_m2, 10000, 1e-6);
    ck_assert_double_eq_tol(t->overlap_area_m2, 5000, 1e-6);
    ck_assert_double_eq_tol(t->covered_population, 600, 1e-9);
    ck_assert_double_eq_tol(t->white_population, 400, 1e-9);
    ck_assert_double_eq_tol(t->overlap_population, 100, 1e-9);
    ck_assert_double_eq_tol(t->area_rate, 0.75, 1e-12);
    ck_assert_double_eq_tol(t->population_rate, 0.6, 1e-12);
    const struct perimeter_result *q = result_of(&checked, "Q");
    ck_assert_double_eq_tol(q->area_m2, 20000, 1e-6);
    ck_assert_double_eq_tol(q->exclusive_area_m2, 15000, 1e-6);
    ck_assert_double_eq_tol(q->contested_area_m2, 5000, 1e-6);
    ck_assert_double_eq_tol(q->population, 500, 1e-9);
    ck_assert_double_eq_tol(q->contested_population, 100, 1e-9);
    ck_assert_uint_eq(q->claim_count, 2);
    ck_assert_uint_eq(unit_result_of(&checked, "wb")->max_claims, 2);
    ck_assert_double_eq_tol(unit_result_of(&checked, "wb")->overlap_area_m2, 5000, 1e-6);
    ck_assert_double_eq_tol(unit_result_of(&checked, "ed")->white_area_m2, 10000, 1e-6);
    ck_assert_uint_eq(checked.report->group_count, 2);
    const struct group_result *east = &checked.report->groups[0];
    ck_assert_str_eq(east->group, "east");
    ck_assert_uint_eq(east->units, 2);
    ck_assert_double_eq_tol(east->white_area_m2, 10000, 1e-6);
    ck_assert_double_eq_tol(east->white_population, 400, 1e-9);
    ck_assert_double_eq_tol(checked.report->groups[1].overlap_area_m2, 5000, 1e-6);
    checked_free(&checked);
}
END_TEST

START_TEST(populations_that_are_unknown)
{
    const struct drawing none = {"none", {{"a", A, 0}, {"b", B, 0}}, {{"P", A, NULL}}};
    const struct drawing some = {"some", {{"a", A, 70}, {"b", B, 0}}, {{"P", A, NULL}}};
    struct checked checked;
    check_drawing(&checked, &none);
    ck_assert_double_nan(checked.report->totals.population);
    ck_assert_double_nan(checked.report->totals.covered_population);
    ck_assert_double_nan(checked.report->findings[0].population);
    ck_assert_double_nan(result_of(&checked, "P")->population);
    checked_free(&checked);
    check_drawing(&checked, &some);
    expect_sound(&checked);
    ck_assert_double_eq(checked.report->totals.population, 70);
    ck_assert_double_eq(result_of(&checked, "P")->population, 70);
    checked_free(&checked);
}
END_TEST

/* The corner of the perimeter lies on one side of a gap's tip and within a millimetre of the other:
 * made a node of both, it closes the tip, and the two units come to lie side by side. */
static const struct drawing needle = {
    "the tip of a gap that closes",
    {{"a",
      "POLYGON((12.8775511 5.63265324,11.608696 6.60869598,"
      "10.5714283 5.5714283,8.652174 3.652174,8.75 3.5,9.0714283 3,"
      "9.5348835 2.2790699,9.78378391 1.89189148,11 0,12 3,"
      "12.8775511 5.63265324))",
      0},
     {"b",
      "POLYGON((9.78378391 1.89189148,9.5348835 2.2790699,8.33333302 3,"
      "9.0714283 3,8.75 3.5,8.4285717 3.4285717,6.88235283 1.88235283,"
      "6.92307663 1.84615421,6 0,7.92000008 0.960000038,9 0,"
      "8.27027035 1.1351347,9.78378391 1.89189148))",
      0}},
    {{"P",
      "POLYGON((11.1153851 6.07692337,11 6,10.5384617 5.69230747,"
      "8.30000019 4.19999981,8.18750095 4.125,8.00000095 4,7.625 3.75,"
      "7.75 3.49999905,8 3,8.80000019 1.39999962,9 1,9.26315784 1.63157845,"
      "9.53333378 2.27999973,11.1153851 6.07692337))",
      NULL}}};

START_TEST(the_tip_of_a_gap_that_closes)
{
    struct checked checked;
    check_drawing(&checked, &needle);
    expect_sound(&checked);
    const struct perimeter_result *result = result_of(&checked, "P");
    /* As GEOS has it: the perimeter's part in a and in b. */
    ck_assert_double_eq_tol(result->area_m2, 4.302, 1e-2);
    checked_free(&checked);
}
END_TEST

Suite *coverage_claims_suite(void)
{
    Suite *suite = suite_create("coverage_claims");
    TCase *tests = tests_of(suite, "claims");
    tcase_add_test(tests, a_set_has_one_number);
    tcase_add_loop_test(tests, shares, 0, COUNT(claim_cases));
    tcase_add_test(tests, the_books_of_a_region);
    tcase_add_test(tests, populations_that_are_unknown);
    tcase_add_test(tests, the_tip_of_a_gap_that_closes);
    return suite;
}
