/* Findings: what is reported of each conflict, how it is drawn, named, sorted and judged. */
#include <math.h>
#include <string.h>

#include "coverage_fixture.h"
#include "four_squares.h"
#include "geometry_fixture.h"
#include "suites.h"

/* ---- drawing ------------------------------------------------------------------------------ */

static const struct outline_case {
    struct drawing drawing;
    cpts_rule rule;
    size_t parts, rings; /* of the only finding of the rule */
    double area_m2;
} outline_cases[] = {
    {{"the region but one unit", {FOUR}, {{"P", A, NULL}}}, CPTS_RULE_WHITE_ZONE, 1, 1, 30000},
    {{"a hole in a white zone",
      {{"a", "POLYGON((0 0,300 0,300 300,0 300,0 0))", 9}},
      {{"P", "POLYGON((100 100,200 100,200 200,100 200,100 100))", NULL}}},
     CPTS_RULE_WHITE_ZONE,
     1,
     2,
     80000},
    {{"a hole that touches the border",
      {{"a", "POLYGON((0 0,300 0,300 300,0 300,0 0))", 9}},
      {{"P", "POLYGON((0 150,100 100,100 200,0 150))", NULL}}},
     CPTS_RULE_WHITE_ZONE,
     1,
     2,
     85000},
    {{"two holes that touch",
      {{"a", "POLYGON((0 0,300 0,300 300,0 300,0 0))", 9}},
      {{"P", "POLYGON((50 50,150 50,150 150,50 150,50 50))", NULL},
       {"Q", "POLYGON((150 150,250 150,250 250,150 250,150 150))", NULL}}},
     CPTS_RULE_WHITE_ZONE,
     1,
     3,
     70000},
    {{"a ring of units round one claimed",
      {FOUR, {"e", "POLYGON((200 0,300 0,300 100,200 100,200 0))", 1}},
      {{"P", B, NULL}}},
     CPTS_RULE_WHITE_ZONE,
     2,
     2,
     40000},
    {{"an overlap over a border",
      {FOUR},
      {{"P", "POLYGON((0 0,200 0,200 200,0 200,0 0))", NULL},
       {"Q", "POLYGON((50 50,150 50,150 150,50 150,50 50))", NULL}}},
     CPTS_RULE_OVERLAP,
     1,
     1,
     10000},
    {{"beyond the region, in two places",
      {FOUR},
      {{"P", "POLYGON((0 0,200 0,200 50,300 50,300 60,200 60,200 200,0 200,0 0))", NULL}}},
     CPTS_RULE_OUTSIDE,
     1,
     1,
     1000},
};

START_TEST(outlines)
{
    const struct outline_case *c = &outline_cases[_i];
    struct checked checked;
    check_drawing(&checked, &c->drawing);
    expect_sound(&checked);
    size_t parts = 0, rings = 0;
    double area_m2 = 0;
    for (size_t i = 0; i < checked.report->finding_count; i++) {
        if (checked.report->findings[i].rule != c->rule)
            continue;
        const struct finding_shape *shape = &checked.report->finding_shapes[i];
        parts += shape->part_count;
        area_m2 += checked.report->findings[i].area_m2;
        for (uint32_t p = 0; p < shape->part_count; p++)
            rings += checked.report->shapes.parts[shape->first_part + p].ring_count;
    }
    ck_assert_msg(parts == c->parts, "%s: %zu parts", c->drawing.what, parts);
    ck_assert_msg(rings == c->rings, "%s: %zu rings", c->drawing.what, rings);
    ck_assert_msg(fabs(area_m2 - c->area_m2) < 1e-4, "%s: %f", c->drawing.what, area_m2);
    checked_free(&checked);
}
END_TEST

/* Places that touch at a point are two conflicts; a point is not a border. */
START_TEST(a_point_does_not_join)
{
    const struct drawing drawing = {"chequered", {FOUR}, {{"P", A, NULL}, {"P", D, NULL}}};
    struct checked checked;
    check_drawing(&checked, &drawing);
    expect_sound(&checked);
    ck_assert_uint_eq(count_findings(&checked, CPTS_RULE_WHITE_ZONE), 2);
    ck_assert_uint_eq(result_of(&checked, "P")->parts, 2);
    checked_free(&checked);
}
END_TEST

/* Random rectangles over a grid: pinch points, holes and islands of every kind. */
START_TEST(random_outlines_are_valid)
{
    struct dice dice = {40};
    size_t findings = 0;
    for (int i = 0; i < 40; i++) {
        struct checked checked;
        const struct drawing nothing = {"", {{NULL, NULL, 0}}, {{NULL, NULL, NULL}}};
        region_of(&checked, &nothing);
        char wkt[256], name[16];
        for (int u = 0; u < 16; u++) {
            const int x = u % 4 * 10, y = u / 4 * 10;
            snprintf(name, sizeof name, "u%02d", u);
            snprintf(wkt, sizeof wkt, "POLYGON((%d %d,%d %d,%d %d,%d %d,%d %d))", x, y, x + 10, y,
                     x + 10, y + 10, x, y + 10, x, y);
            add_unit_wkt(checked.region, name, wkt, 10);
        }
        for (int p = 0; p < 12; p++) {
            const int x = (int)below(&dice, 42) - 2, y = (int)below(&dice, 42) - 2;
            const int w = 1 + (int)below(&dice, 12), h = 1 + (int)below(&dice, 12);
            snprintf(name, sizeof name, "p%d", p % 6);
            snprintf(wkt, sizeof wkt, "POLYGON((%d %d,%d %d,%d %d,%d %d,%d %d))", x, y, x + w, y,
                     x + w, y + h, x, y + h, x, y);
            add_perimeter_wkt(checked.region, name, wkt);
        }
        check_again(&checked, NULL);
        ck_assert_msg(checked.status == CPTS_OK, "%s", cpts_context_message(checked.context));
        expect_sound(&checked);
        findings += checked.report->finding_count;
        checked_free(&checked);
    }
    ck_assert_uint_gt(findings, 300);
}
END_TEST

/* ---- naming and judging ------------------------------------------------------------------- */

START_TEST(what_is_reported_of_an_overlap)
{
    const struct drawing drawing = {
        "an overlap",
        {FOUR},
        {{"Q", B, NULL}, {"Q", D, NULL}, {"P", "POLYGON((0 0,150 0,150 200,0 200,0 0))", NULL}}};
    struct checked checked;
    check_drawing(&checked, &drawing);
    expect_sound(&checked);
    ck_assert_uint_eq(checked.report->finding_count, 1);
    const cpts_finding *f = only_finding(&checked, CPTS_RULE_OVERLAP, false);
    ck_assert_int_eq(f->severity, CPTS_SEVERITY_ERROR);
    ck_assert_uint_eq(f->perimeter_count, 2);
    ck_assert_str_eq(f->perimeters[0], "P");
    ck_assert_str_eq(f->perimeters[1], "Q");
    ck_assert_str_eq(f->perimeter_names[1], "CPTS Q");
    ck_assert_uint_eq(f->unit_count, 2);
    ck_assert_str_eq(f->units[0], "b");
    ck_assert_str_eq(f->units[1], "d");
    ck_assert_uint_eq(f->whole_unit_count, 0);
    ck_assert_double_eq_tol(f->area_m2, 10000, 1e-6);
    ck_assert_double_eq_tol(f->width_m, 50, 0.5);
    ck_assert_double_eq_tol(f->border_m, 500, 1e-6);
    ck_assert_double_eq_tol(f->population, 300, 1e-9);
    ck_assert(f->population_is_estimate);
    ck_assert(cpts_report_verdict(checked.report) != CPTS_VERDICT_COMPLIANT);
    checked_free(&checked);
}
END_TEST

START_TEST(slivers_of_the_same_claimants_are_one_note)
{
    const struct drawing drawing = {
        "slivers on both sides of a kept border",
        {FOUR},
        {{"P", "POLYGON((0 0,101 0,101 40,100 40,100 160,102 160,102 200,0 200,0 0))", NULL},
         {"Q", "POLYGON((100 0,200 0,200 200,100 200,100 0))", NULL}}};
    struct checked checked;
    check_drawing(&checked, &drawing);
    expect_sound(&checked);
    const cpts_finding *f = only_finding(&checked, CPTS_RULE_OVERLAP, true);
    ck_assert_int_eq(f->severity, CPTS_SEVERITY_NOTE);
    ck_assert_double_eq_tol(f->area_m2, 40 + 80, 1e-6);
    ck_assert_double_le(f->width_m, 5);
    ck_assert(cpts_report_verdict(checked.report) == CPTS_VERDICT_COMPLIANT);
    ck_assert_uint_eq(checked.report->counts.slivers[CPTS_RULE_OVERLAP], 1);
    ck_assert_uint_eq(checked.report->counts.by_rule[CPTS_RULE_OVERLAP], 0);
    ck_assert_double_eq_tol(checked.report->totals.sliver_area_m2, 120, 1e-6);

    /* A smaller sliver width raises the severity of the same places. */
    const cpts_check_options narrow = {
        .size = sizeof(cpts_check_options), .sliver_width_m = 1.5, .fail_on = "error"};
    check_again(&checked, &narrow);
    expect_sound(&checked);
    ck_assert_double_eq_tol(only_finding(&checked, CPTS_RULE_OVERLAP, false)->area_m2, 80, 1e-6);
    ck_assert_double_eq_tol(only_finding(&checked, CPTS_RULE_OVERLAP, true)->area_m2, 40, 1e-6);
    ck_assert(cpts_report_verdict(checked.report) != CPTS_VERDICT_COMPLIANT);
    checked_free(&checked);
}
END_TEST

#define CUT       "POLYGON((0 0,150 0,150 200,0 200,0 0))"
#define CUT_MOVED "POLYGON((0 0,150 0,153 90,149 200,0 200,0 0))"

/* Units of 1 km side by side, "l" on the left and "r" on the right, with an enclave "w" of 4 m by
 * 4 m in "r". */
#define LEFT "POLYGON((0 0,1000 0,1000 1000,0 1000,0 0))"
#define RIGHT                                                                                      \
    "POLYGON((1000 0,2000 0,2000 1000,1000 1000,1000 0),"                                          \
    "(1001 500,1005 500,1005 504,1001 504,1001 500))"
#define ENCLAVE "POLYGON((1001 500,1005 500,1005 504,1001 504,1001 500))"
#define SIDES                                                                                      \
    {"l", LEFT, 100}, {"r", RIGHT, 100},                                                           \
    {                                                                                              \
        "w", ENCLAVE, 1                                                                            \
    }

static const struct named_case {
    struct drawing drawing;
    cpts_rule rule;
    const char *units; /* of the only finding of the rule */
} named_cases[] = {
    {{"a long strip over the border is not named",
      {SIDES},
      {{"P", "POLYGON((0 0,2000 0,2000 1000,0 1000,0 0))", NULL},
       {"Q", "POLYGON((500 0,1000.9 0,1000.9 1000,500 1000,500 0))", NULL}}},
     CPTS_RULE_OVERLAP,
     "l"},
    {{"one of 6 m is",
      {SIDES},
      {{"P", "POLYGON((0 0,2000 0,2000 1000,0 1000,0 0))", NULL},
       {"Q", "POLYGON((500 0,1006 0,1006 1000,500 1000,500 0))", NULL}}},
     CPTS_RULE_OVERLAP,
     "l r w"},
    {{"a narrow unit is, when all of it is in",
      {SIDES},
      {{"P", "POLYGON((0 0,2000 0,2000 1000,0 1000,0 0))", NULL},
       {"Q", "POLYGON((500 0,1000 0,1000 500,1005 500,1005 504,1000 504,1000 1000,500 1000,500 0))",
        NULL}}},
     CPTS_RULE_OVERLAP,
     "l w"},
    {{"wide together and nowhere by itself: all",
      {SIDES},
      {{"P", "POLYGON((0 0,2000 0,2000 1000,0 1000,0 0))", NULL},
       {"Q", "POLYGON((997 0,1003 0,1003 400,997 400,997 0))", NULL}}},
     CPTS_RULE_OVERLAP,
     "l r"},
    {{"a white zone, by the same rule",
      {SIDES},
      {{"P", "POLYGON((0 0,500 0,500 1000,0 1000,0 0))", NULL},
       {"Q", "POLYGON((1000.9 0,2000 0,2000 1000,1000.9 1000,1000.9 0))", NULL}}},
     CPTS_RULE_WHITE_ZONE,
     "l"},
    {{"a sliver names all it touches",
      {SIDES},
      {{"P", "POLYGON((0 0,1001 0,1001 1000,0 1000,0 0))", NULL},
       {"Q", "POLYGON((999 0,2000 0,2000 1000,999 1000,999 0))", NULL}}},
     CPTS_RULE_OVERLAP,
     "l r"},
};

START_TEST(units_are_named_for_a_width)
{
    const struct named_case *c = &named_cases[_i];
    struct checked checked;
    check_drawing(&checked, &c->drawing);
    expect_sound(&checked);
    const cpts_finding *found = NULL;
    for (size_t i = 0; i < checked.report->finding_count; i++)
        if (checked.report->findings[i].rule == c->rule) {
            ck_assert_msg(!found, "%s: several", c->drawing.what);
            found = &checked.report->findings[i];
        }
    ck_assert_msg(found, "%s: none", c->drawing.what);
    char units[32] = "";
    for (size_t u = 0; u < found->unit_count; u++)
        snprintf(units + strlen(units), sizeof units - strlen(units), "%s%s", u ? " " : "",
                 found->units[u]);
    ck_assert_msg(strcmp(units, c->units) == 0, "%s: %s", c->drawing.what, units);
    checked_free(&checked);
}
END_TEST

START_TEST(ids_stay_when_a_vertex_moves_or_features_are_shuffled)
{
    const struct drawing drawings[] = {
        {"as drawn",
         {FOUR},
         {{"P", CUT, NULL},
          {"Q", B, NULL},
          {"R", "POLYGON((150 160,160 160,160 190,150 190,150 160))", NULL}}},
        {"a vertex moved",
         {FOUR},
         {{"P", CUT_MOVED, NULL},
          {"Q", B, NULL},
          {"R", "POLYGON((150 160,160 160,160 190,150 190,150 160))", NULL}}},
        {"shuffled",
         {{"d", D, 400}, {"b", B, 200}, {"a", A, 100}, {"c", C, 300}},
         {{"R", "POLYGON((150 160,160 160,160 190,150 190,150 160))", NULL},
          {"Q", B, NULL},
          {"P", CUT, NULL}}},
    };
    char overlap[64] = "", white[64] = "";
    for (int i = 0; i < 3; i++) {
        struct checked checked;
        check_drawing(&checked, &drawings[i]);
        expect_sound(&checked);
        const char *o = only_finding(&checked, CPTS_RULE_OVERLAP, false)->id;
        const char *w = only_finding(&checked, CPTS_RULE_WHITE_ZONE, false)->id;
        if (i == 0) {
            strcpy(overlap, o);
            strcpy(white, w);
        }
        ck_assert_msg(strcmp(overlap, o) == 0, "%s", drawings[i].what);
        ck_assert_msg(strcmp(white, w) == 0, "%s", drawings[i].what);
        checked_free(&checked);
    }
}
END_TEST

/* Three white zones in one unit: one hash, three ids, the largest first. */
START_TEST(conflicts_alike_have_ids_of_their_own)
{
    const struct drawing drawing = {
        "three holes",
        {{"a", "POLYGON((0 0,300 0,300 300,0 300,0 0))", 9}},
        {{"P",
          "POLYGON((0 0,300 0,300 300,0 300,0 0),(10 10,30 10,30 30,10 30,10 10),(100 100,150 "
          "100,150 150,100 150,100 100),(200 200,210 200,210 210,200 210,200 200))",
          NULL}}};
    struct checked checked;
    check_drawing(&checked, &drawing);
    expect_sound(&checked);
    ck_assert_uint_eq(count_findings(&checked, CPTS_RULE_WHITE_ZONE), 3);
    for (size_t i = 1; i < 3; i++)
        ck_assert_double_gt(checked.report->findings[i - 1].area_m2,
                            checked.report->findings[i].area_m2);
    checked_free(&checked);
}
END_TEST

START_TEST(findings_come_by_severity_then_population)
{
    const struct drawing drawing = {"all kinds",
                                    {FOUR},
                                    {{"P", "POLYGON((-50 0,100 0,100 100,-50 100,-50 0))", NULL},
                                     {"Q", A, NULL},
                                     {"R", "POLYGON((100 0,102 0,102 100,100 100,100 0))", NULL},
                                     {"S", D, NULL},
                                     {"S", C, NULL},
                                     {"S", NULL, "nowhere"}}};
    struct checked checked;
    check_drawing(&checked, &drawing);
    expect_sound(&checked);
    const struct cpts_report *report = checked.report;
    for (size_t i = 1; i < report->finding_count; i++) {
        const cpts_finding *one = &report->findings[i - 1], *next = &report->findings[i];
        const double population = one->population >= 0 ? one->population : 0;
        const double after = next->population >= 0 ? next->population : 0;
        ck_assert(one->severity < next->severity || population >= after);
    }
    ck_assert_int_eq(report->findings[0].rule, CPTS_RULE_WHITE_ZONE);
    only_finding(&checked, CPTS_RULE_OUTSIDE, false);
    only_finding(&checked, CPTS_RULE_UNKNOWN_CODE, false);
    ck_assert_ptr_null(cpts_report_finding(report, report->finding_count));
    size_t total = 0;
    for (int s = 0; s < CPTS_SEVERITY_COUNT; s++)
        total += report->counts.findings[s];
    ck_assert_uint_eq(total, report->finding_count);
    checked_free(&checked);
}
END_TEST

/* ---- the check itself --------------------------------------------------------------------- */

static void expect_same_report(const struct cpts_report *a, const struct cpts_report *b)
{
    ck_assert_mem_eq(&a->totals, &b->totals, sizeof a->totals);
    ck_assert_uint_eq(a->finding_count, b->finding_count);
    for (size_t i = 0; i < a->finding_count; i++) {
        ck_assert_str_eq(a->findings[i].id, b->findings[i].id);
        ck_assert_str_eq(a->findings[i].message, b->findings[i].message);
        ck_assert_double_eq(a->findings[i].area_m2, b->findings[i].area_m2);
        ck_assert_double_eq(a->findings[i].width_m, b->findings[i].width_m);
    }
    ck_assert_uint_eq(a->shapes.point_count, b->shapes.point_count);
    ck_assert_mem_eq(a->shapes.points, b->shapes.points,
                     a->shapes.point_count * sizeof *a->shapes.points);
    ck_assert_uint_eq(a->claim_count, b->claim_count);
    ck_assert_mem_eq(a->claims, b->claims, a->claim_count * sizeof *a->claims);
}

/* Repaired units, nodes, snapped and repaired perimeters: all is given back. */
START_TEST(a_region_can_be_checked_twice)
{
    const struct drawing drawing = {
        "with every kind of mending",
        {{"a", A, 100},
         {"b", "POLYGON((100.0003 0,200 0,200 100,100.0003 100,100 50,100.0003 0))", 200},
         {"c", "POLYGON((0 100,100 100,100 200,130 230,100 200,0 200,0 100))", 300},
         {"d", "POLYGON((95 100,200 100,200 200,95 200,95 100))", 400}},
        {{"P", "POLYGON((0 0,150 0,0 200,150 200,0 0))", NULL},
         {"Q", "POLYGON((100.0002 0,200 0,200 100,100.0002 100,100.0002 0))", NULL},
         {"Q", D, NULL},
         {"R", NULL, "c"}}};
    struct checked checked;
    check_drawing(&checked, &drawing);
    expect_sound(&checked);
    cpts_report *first = checked.report, *second = NULL;
    ck_assert_int_eq(cpts_check(&second, checked.region, NULL), CPTS_OK);
    expect_same_report(first, second);
    cpts_report_free(second);
    checked_free(&checked);
}
END_TEST

static const struct fail_case {
    const char *fail_on;
    cpts_status status;
    bool compliant; /* of a region with a white zone, something outside, and a sliver overlap */
} fail_cases[] = {
    {"error", CPTS_OK, false},
    {"warning", CPTS_OK, false},
    {"note", CPTS_OK, false},
    {"white-zone", CPTS_OK, false},
    {"outside", CPTS_OK, false},
    {"overlap", CPTS_OK, true}, /* the sliver is a note */
    {"overlap,unit-gap", CPTS_OK, true},
    {"overlap,outside", CPTS_OK, false},
    {"", CPTS_ERROR_ARGUMENT, false},
    {"errors", CPTS_ERROR_ARGUMENT, false},
    {"overlap,", CPTS_ERROR_ARGUMENT, false},
    {",overlap", CPTS_ERROR_ARGUMENT, false},
    {"overlap, outside", CPTS_ERROR_ARGUMENT, false},
    {"overlap,error", CPTS_ERROR_ARGUMENT, false},
    {NULL, CPTS_OK, false},
};

START_TEST(what_a_check_fails_on)
{
    const struct fail_case *c = &fail_cases[_i];
    const struct drawing drawing = {
        "one of each",
        {FOUR},
        {{"P", A, NULL}, {"Q", "POLYGON((98 0,250 0,250 100,98 100,98 0))", NULL}, {"P", C, NULL}}};
    const cpts_check_options options = {
        .size = sizeof(cpts_check_options), .sliver_width_m = 5, .fail_on = c->fail_on};
    struct checked checked;
    region_of(&checked, &drawing);
    check_again(&checked, &options);
    ck_assert_msg(checked.status == c->status, "%s", c->fail_on ? c->fail_on : "NULL");
    if (c->status == CPTS_OK)
        ck_assert_msg((cpts_report_verdict(checked.report) == CPTS_VERDICT_COMPLIANT) ==
                          c->compliant,
                      "%s", c->fail_on ? c->fail_on : "NULL");
    else
        ck_assert_ptr_nonnull(strstr(cpts_context_message(checked.context), c->fail_on));
    checked_free(&checked);
}
END_TEST

START_TEST(a_list_of_rules_too_long_is_refused)
{
    const struct drawing drawing = {"", {FOUR}, {{"P", A, NULL}}};
    char list[2000] = "overlap";
    while (strlen(list) < 1000)
        strcat(list, ",overlap");
    const cpts_check_options options = {
        .size = sizeof(cpts_check_options), .sliver_width_m = 5, .fail_on = list};
    struct checked checked;
    region_of(&checked, &drawing);
    check_again(&checked, &options);
    ck_assert_int_eq(checked.status, CPTS_ERROR_ARGUMENT);
    checked_free(&checked);
}
END_TEST

START_TEST(what_cannot_be_checked_is_refused)
{
    const double widths[] = {-1, NAN, -INFINITY};
    const struct drawing drawing = {"", {FOUR}, {{"P", A, NULL}}};
    const struct drawing no_units = {"", {{NULL, NULL, 0}}, {{"P", A, NULL}}};
    const struct drawing no_perimeters = {"", {FOUR}, {{NULL, NULL, NULL}}};
    struct checked checked;
    region_of(&checked, &drawing);
    for (int i = 0; i < 3; i++) {
        const cpts_check_options options = {
            .size = sizeof(cpts_check_options), .sliver_width_m = widths[i], .fail_on = "error"};
        check_again(&checked, &options);
        ck_assert_int_eq(checked.status, CPTS_ERROR_ARGUMENT);
        ck_assert_str_ne(cpts_context_message(checked.context), "");
    }
    check_again(&checked, NULL); /* and then is checked as if nothing had been */
    ck_assert_int_eq(checked.status, CPTS_OK);
    ck_assert_str_eq(cpts_context_message(checked.context), "");
    cpts_context_interrupt(checked.context);
    check_again(&checked, NULL);
    ck_assert_int_eq(checked.status, CPTS_ERROR_INTERRUPT);
    checked_free(&checked);
    region_of(&checked, &no_units);
    check_again(&checked, NULL);
    ck_assert_int_eq(checked.status, CPTS_ERROR_INPUT);
    checked_free(&checked);
    region_of(&checked, &no_perimeters);
    check_again(&checked, NULL);
    ck_assert_int_eq(checked.status, CPTS_ERROR_INPUT);
    checked_free(&checked);
    cpts_report_free(NULL);
}
END_TEST

Suite *coverage_findings_suite(void)
{
    Suite *suite = suite_create("coverage_findings");
    TCase *outline = tests_of(suite, "outlines");
    tcase_set_timeout(outline, 30);
    tcase_add_loop_test(outline, outlines, 0, COUNT(outline_cases));
    tcase_add_test(outline, a_point_does_not_join);
    tcase_add_test(outline, random_outlines_are_valid);
    TCase *findings = tests_of(suite, "findings");
    tcase_add_test(findings, what_is_reported_of_an_overlap);
    tcase_add_test(findings, slivers_of_the_same_claimants_are_one_note);
    tcase_add_loop_test(findings, units_are_named_for_a_width, 0, COUNT(named_cases));
    tcase_add_test(findings, ids_stay_when_a_vertex_moves_or_features_are_shuffled);
    tcase_add_test(findings, conflicts_alike_have_ids_of_their_own);
    tcase_add_test(findings, findings_come_by_severity_then_population);
    TCase *check = tests_of(suite, "check");
    tcase_add_test(check, a_region_can_be_checked_twice);
    tcase_add_loop_test(check, what_a_check_fails_on, 0, COUNT(fail_cases));
    tcase_add_test(check, a_list_of_rules_too_long_is_refused);
    tcase_add_test(check, what_cannot_be_checked_is_refused);
    return suite;
}
