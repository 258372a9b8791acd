/* The base: the units as a map without defects, and the notices about those it had. */
#include <math.h>
#include <string.h>

#include "coverage/base/base_repair.h"
#include "coverage_fixture.h"
#include "geometry/predicates.h"
#include "geometry_fixture.h"
#include "suites.h"

#define A   "POLYGON((0 0,100 0,100 100,0 100,0 0))"
#define B   "POLYGON((100 0,200 0,200 100,100 100,100 0))"
#define ALL "POLYGON((-10 -10,500 -10,500 500,-10 500,-10 -10))"

static const struct base_case {
    struct drawing drawing;
    size_t lone, gaps, components, overlaps, notices; /* segments without a twin, frame apart */
    double area_m2, gap_area_m2, overlap_area_m2;
} base_cases[] = {
    {{"two neighbours", {{"a", A, 0}, {"b", B, 0}}, {{"P", ALL, NULL}}},
     0,
     0,
     1,
     0,
     0,
     20000,
     0,
     0},
    {{"apart",
      {{"a", A, 0}, {"b", "POLYGON((150 0,200 0,200 50,150 50,150 0))", 0}},
      {{"P", ALL, NULL}}},
     0,
     0,
     2,
     0,
     0,
     12500,
     0,
     0},
    {{"a node on one side only",
      {{"a", A, 0}, {"b", "POLYGON((100 0,200 0,200 100,100 100,100 37,100 0))", 0}},
      {{"P", ALL, NULL}}},
     0,
     0,
     1,
     0,
     0,
     20000,
     0,
     0},
    {{"a node half a millimetre beside",
      {{"a", A, 0}, {"b", "POLYGON((100 0,200 0,200 100,100 100,100.0005 37,100 0))", 0}},
      {{"P", ALL, NULL}}},
     0,
     0,
     1,
     0,
     0,
     20000,
     0,
     0},
    {{"corners half a millimetre apart",
      {{"a", A, 0}, {"b", "POLYGON((100.0004 0,200 0,200 100,100 100.0003,100.0004 0))", 0}},
      {{"P", ALL, NULL}}},
     0,
     0,
     1,
     0,
     0,
     20000,
     0,
     0},
    {{"a gap enclosed",
      {{"a", "POLYGON((0 0,100 0,100 100,0 100,0 0),(40 40,60 40,60 60,40 60,40 40))", 0}},
      {{"P", ALL, NULL}}},
     0,
     1,
     1,
     0,
     0,
     9600,
     400,
     0},
    {{"an island in a lake",
      {{"a", "POLYGON((0 0,100 0,100 100,0 100,0 0),(20 20,80 20,80 80,20 80,20 20))", 0},
       {"b", "POLYGON((40 40,60 40,60 60,40 60,40 40))", 0}},
      {{"P", ALL, NULL}}},
     0,
     1,
     1,
     0,
     0,
     6800,
     3200,
     0},
    {{"a sliver of a gap between two units",
      {{"a", A, 0},
       {"b", "POLYGON((100 0,200 0,200 100,100 100,100 75,100.5 50,100 25,100 0))", 0}},
      {{"P", ALL, NULL}}},
     0,
     1,
     1,
     0,
     0,
     19987.5,
     12.5,
     0},
    {{"units that overlap",
      {{"a", A, 0}, {"b", "POLYGON((90 0,200 0,200 100,90 100,90 0))", 0}},
      {{"P", ALL, NULL}}},
     0,
     0,
     1,
     1,
     0,
     20000,
     0,
     1000},
    {{"a unit drawn over another",
      {{"a", A, 0}, {"b", "POLYGON((20 20,50 20,50 50,20 50,20 20))", 0}},
      {{"P", ALL, NULL}}},
     0,
     0,
     1,
     1,
     0,
     10000,
     0,
     900},
    {{"an invalid unit",
      {{"a", "POLYGON((0 0,100 0,100 100,130 130,100 100,0 100,0 0))", 0}, {"b", B, 0}},
      {{"P", ALL, NULL}}},
     0,
     0,
     1,
     0,
     1,
     20000,
     0,
     0},
    {{"a bow tie", {{"a", "POLYGON((0 0,100 100,100 0,0 90,0 0))", 0}}, {{"P", ALL, NULL}}},
     0,
     0,
     2,
     0,
     1,
     4763.158,
     0,
     0},
    {{"a gap between three units that touch two by two",
      {{"a", "POLYGON((0 0,40 0,20 -10,0 0))", 0},
       {"b", "POLYGON((40 0,20 40,40 30,40 0))", 0},
       {"c", "POLYGON((20 40,0 0,0 30,20 40))", 0}},
      {{"P", ALL, NULL}}},
     0,
     1,
     1,
     0,
     0,
     800,
     800,
     0},
    {{"two units that touch at a point",
      {{"a", A, 0}, {"b", "POLYGON((100 100,200 100,200 200,100 200,100 100))", 0}},
      {{"P", ALL, NULL}}},
     0,
     0,
     2,
     0,
     0,
     20000,
     0,
     0},
    {{"an island that touches the shore of its lake at a point",
      {{"a", "POLYGON((0 0,100 0,100 100,0 100,0 0),(20 20,80 20,80 80,20 80,20 20))", 0},
       {"b", "POLYGON((20 20,60 40,40 60,20 20))", 0}},
      {{"P", ALL, NULL}}},
     0,
     1,
     1,
     0,
     0,
     7000,
     3000,
     0},
};

/* A change of area that would read 0.00 is none. */
START_TEST(a_repair_that_changes_nothing_does_not_say_how_much)
{
    static const struct {
        double change_m2;
        const char *said;
    } changes[] = {
        {-0.004, "Aix (13001): invalid polygon, repaired: it crosses itself"},
        {0, "Aix (13001): invalid polygon, repaired: it crosses itself"},
        {-12.344, "Aix (13001): invalid polygon, repaired: it crosses itself; its area changed by "
                  "-12.34 m²"},
    };
    char out[256];
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        cpts_repair_message(out, sizeof out, "Aix", "13001", "it crosses itself",
                            changes[i].change_m2);
        ck_assert_str_eq(out, changes[i].said);
    }
}
END_TEST

START_TEST(defects_are_mended)
{
    const struct base_case *c = &base_cases[_i];
    struct stages stages;
    run_base(&stages, &c->drawing);
    const struct base *base = &stages.base;
    double area_m2 = 0, gap_m2 = 0;
    size_t lone = 0;
    for (uint32_t p = 0; p < base->exterior; p++)
        *(cpts_part_is_unit(base, p) ? &area_m2 : &gap_m2) += base->shapes->parts[p].area_m2;
    for (uint32_t p = 0; p <= base->exterior; p++)
        for (uint32_t r = 0; r < base->shapes->parts[p].ring_count; r++) {
            const struct ring *ring = &base->shapes->rings[base->shapes->parts[p].first_ring + r];
            for (uint32_t v = ring->first; v < ring->first + ring->count; v++)
                lone += base->borders.twin[v] == CPTS_NONE;
        }
    ck_assert_msg(lone == c->lone + 4, "%s: %zu lone", c->drawing.what, lone);
    ck_assert_uint_eq(lone, base->borders.lone_count);
    ck_assert_msg(base->exterior - base->unit_part_count == c->gaps, "%s: gaps", c->drawing.what);
    ck_assert_msg(base->component_count == c->components, "%s: %u pieces", c->drawing.what,
                  base->component_count);
    ck_assert_msg(base->overlap_count == c->overlaps, "%s: overlaps", c->drawing.what);
    ck_assert_msg(fabs(area_m2 - c->area_m2) < 0.1, "%s: %.3f m2", c->drawing.what, area_m2);
    ck_assert_msg(fabs(gap_m2 - c->gap_area_m2) < 0.01, "%s: gap %.3f", c->drawing.what, gap_m2);
    ck_assert_msg(fabs(drawn_area_m2(&base->overlap_shapes) - c->overlap_area_m2) < 0.01,
                  "%s: shared", c->drawing.what);
    ck_assert_msg(stages.in.region->notice_count == c->notices, "%s: notices", c->drawing.what);
    stages_free(&stages);
}
END_TEST

/* Whatever the order of drawing, what two units share is of the lower code. */
START_TEST(an_overlap_goes_to_the_lower_code)
{
    for (int swap = 0; swap < 2; swap++) {
        const struct drawing drawing = {
            "overlap",
            {{swap ? "b" : "a", A, 0},
             {swap ? "a" : "b", "POLYGON((90 0,200 0,200 100,90 100,90 0))", 0}},
            {{"P", ALL, NULL}}};
        struct checked checked;
        check_drawing(&checked, &drawing);
        expect_sound(&checked);
        ck_assert_double_eq_tol(unit_result_of(&checked, "a")->area_m2, swap ? 11000 : 10000, 1e-6);
        ck_assert_double_eq_tol(unit_result_of(&checked, "b")->area_m2, swap ? 9000 : 10000, 1e-6);
        const cpts_finding *f = only_finding(&checked, CPTS_RULE_UNIT_OVERLAP, false);
        ck_assert_int_eq(f->severity, CPTS_SEVERITY_WARNING);
        ck_assert_double_eq_tol(f->area_m2, 1000, 1e-6);
        ck_assert_uint_eq(f->unit_count, 2);
        ck_assert_str_eq(f->units[0], "a");
        checked_free(&checked);
    }
}
END_TEST

START_TEST(a_gap_is_no_white_zone)
{
    const struct drawing drawing = {
        "a lake",
        {{base_cases[5].drawing.units[0].code, base_cases[5].drawing.units[0].wkt, 50}},
        {{"P", A, NULL}}};
    struct checked checked;
    check_drawing(&checked, &drawing);
    expect_sound(&checked);
    ck_assert_uint_eq(checked.report->finding_count, 1);
    const cpts_finding *f = only_finding(&checked, CPTS_RULE_UNIT_GAP, false);
    ck_assert_int_eq(f->severity, CPTS_SEVERITY_NOTE);
    ck_assert_double_eq_tol(f->area_m2, 400, 1e-9);
    ck_assert_double_eq(checked.report->totals.white_area_m2, 0);
    ck_assert_double_eq_tol(result_of(&checked, "P")->area_m2, 9600, 1e-9);
    ck_assert_double_eq(result_of(&checked, "P")->outside_area_m2, 0);
    ck_assert(cpts_report_verdict(checked.report) == CPTS_VERDICT_COMPLIANT);
    checked_free(&checked);
}
END_TEST

START_TEST(a_repair_is_reported)
{
    struct checked checked;
    check_drawing(&checked, &base_cases[10].drawing);
    const cpts_finding *f = only_finding(&checked, CPTS_RULE_INVALID_UNIT, false);
    ck_assert_int_eq(f->severity, CPTS_SEVERITY_WARNING);
    ck_assert_str_eq(f->units[0], "a");
    ck_assert_double_eq_tol(unit_result_of(&checked, "a")->area_m2, 10000, 1e-6);
    checked_free(&checked);
}
END_TEST

START_TEST(points_are_located)
{
    static const struct {
        struct point p;
        const char *code; /* NULL: the exterior; "": a gap */
    } places[] = {{{10, 10}, "a"}, {{30, 30}, ""},  {{50, 50}, "b"},
                  {{-5, 5}, NULL}, {{95, 95}, "a"}, {{101, 50}, NULL}};
    struct stages stages;
    run_base(&stages, &base_cases[6].drawing);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const uint32_t part = cpts_base_locate(&stages.base, places[i].p);
        const char *code = places[i].code;
        const uint32_t expected = !code   ? stages.base.exterior
                                  : *code ? part_of_unit(&stages, code)
                                          : stages.base.unit_part_count;
        ck_assert_msg(part == expected, "point %zu", i);
    }
    stages_free(&stages);
}
END_TEST

/* The region is given back as it was drawn, and jitter below a millimetre changes no finding. */
START_TEST(jitter_below_a_millimetre_is_absorbed)
{
    enum { SIDE = 6 };
    struct dice dice = {50};
    struct checked checked;
    const struct drawing nothing = {"", {{NULL, NULL, 0}}, {{NULL, NULL, NULL}}};
    region_of(&checked, &nothing);
    for (int kind = 0; kind < 2; kind++)
        for (int i = 0; i < SIDE * SIDE; i++) {
            char wkt[512], name[16];
            const int row = i / SIDE;
            double xy[8];
            for (int k = 0; k < 4; k++) {
                xy[2 * k] = 1e6 + 100 * (i % SIDE + (k == 1 || k == 2)) + between(&dice, 0, 4e-4);
                xy[2 * k + 1] = 6e6 + 100 * (row + (k >= 2)) + between(&dice, 0, 4e-4);
            }
            snprintf(wkt, sizeof wkt,
                     "POLYGON((%.7f %.7f,%.7f %.7f,%.7f %.7f,%.7f %.7f,%.7f %.7f))", xy[0], xy[1],
                     xy[2], xy[3], xy[4], xy[5], xy[6], xy[7], xy[0], xy[1]);
            snprintf(name, sizeof name, "%c%02d", kind ? 'p' : 'u', i);
            if (kind)
                add_perimeter_wkt(checked.region, name, wkt);
            else
                add_unit_wkt(checked.region, name, wkt, 10);
        }
    check_again(&checked, NULL);
    ck_assert_msg(checked.status == CPTS_OK, "%s", cpts_context_message(checked.context));
    expect_sound(&checked);
    ck_assert_uint_eq(checked.report->finding_count, 0);
    for (size_t i = 0; i < checked.report->claim_count; i++)
        ck_assert_double_eq(checked.report->claims[i].share, 1);
    ck_assert_uint_eq(checked.report->claim_count, SIDE * SIDE);
    checked_free(&checked);
}
END_TEST

/* A unit that is drawn over all others, as a département among its communes, comes apart. */
START_TEST(a_unit_over_many)
{
    enum { SIDE = 9 };
    struct checked checked = {0};
    region_of(&checked, &(struct drawing){.what = "", .perimeters = {{"P", ALL, NULL}}});
    for (int i = 0; i < SIDE * SIDE; i++) {
        char code[16], wkt[128];
        const int x = i % SIDE * 100, y = i / SIDE * 100;
        snprintf(code, sizeof code, "%05d", i);
        snprintf(wkt, sizeof wkt, "POLYGON((%d %d,%d %d,%d %d,%d %d,%d %d))", x, y, x + 90, y,
                 x + 90, y + 90, x, y + 90, x, y);
        add_unit_wkt(checked.region, code, wkt, 0);
    }
    add_unit_wkt(checked.region, "99", "POLYGON((-50 -50,950 -50,950 950,-50 950,-50 -50))", 0);
    check_again(&checked, NULL);
    ck_assert_msg(checked.status == CPTS_OK, "%s", cpts_context_message(checked.context));
    ck_assert_uint_eq(count_findings(&checked, CPTS_RULE_UNIT_OVERLAP), SIDE * SIDE);
    ck_assert_double_eq_tol(checked.report->totals.area_m2, 1e6, 1e-3);
    ck_assert_double_eq_tol(unit_result_of(&checked, "99")->area_m2, 1e6 - SIDE * SIDE * 8100.0,
                            1e-3);
    expect_sound(&checked);
    checked_free(&checked);
}
END_TEST

/* Every corner of a regular polygon joined to one nearly opposite: hundreds of crossings. */
static void star_wkt(char *wkt, size_t size, double x, double y, double radius_m, int corners)
{
    int used = snprintf(wkt, size, "POLYGON((");
    for (int i = 0; i <= corners; i++) {
        const double angle = 2 * M_PI * (i * (corners / 2) % corners) / corners;
        used += snprintf(wkt + used, size - (size_t)used, "%s%.6f %.6f", i ? "," : "",
                         x + radius_m * cos(angle), y + radius_m * sin(angle));
    }
    snprintf(wkt + used, size - (size_t)used, "))");
}

/* Units on one place, each over all those before it: a round settles all of them. */
START_TEST(units_on_one_place)
{
    enum { UNITS = 40 };
    struct drawing drawing = {
        .what = "units on one place",
        .perimeters = {{"P", "POLYGON((0 0,200 0,200 200,0 200,0 0))", NULL}}};
    char codes[UNITS][16], shapes[UNITS][128];
    for (int i = 0; i < UNITS; i++) {
        snprintf(codes[i], sizeof codes[i], "%05d", i);
        snprintf(shapes[i], sizeof shapes[i], "POLYGON((%d %d,%d %d,%d %d,%d %d,%d %d))", i, 2 * i,
                 i + 100, 2 * i, i + 100, 2 * i + 100, i, 2 * i + 100, i, 2 * i);
        drawing.units[i] = (struct unit_row){codes[i], shapes[i], 0};
    }
    struct checked checked;
    check_drawing(&checked, &drawing);
    expect_sound(&checked);
    /* Each adds what lies beyond the one before: a corner of 1 by 100 and of 99 by 2. */
    ck_assert_double_eq_tol(checked.report->totals.area_m2, 10000 + (UNITS - 1) * 298.0, 1);
    checked_free(&checked);
}
END_TEST

/* Units that cross themselves and each other, at every size: repaired and reported, and what they
 * share given to one. */
START_TEST(units_that_are_tangles)
{
    static const double sizes_m[] = {2, 30, 4000};
    const double r = sizes_m[_i];
    struct checked checked = {0};
    char wkt[4096];
    region_of(&checked, &(struct drawing){.what = "", .perimeters = {{"P", ALL, NULL}}});
    star_wkt(wkt, sizeof wkt, 0, 0, r, 37);
    add_unit_wkt(checked.region, "a", wkt, 0);
    star_wkt(wkt, sizeof wkt, r * 0.71, r * 0.13, r, 41);
    add_unit_wkt(checked.region, "b", wkt, 0);
    star_wkt(wkt, sizeof wkt, r * 0.21, r * 0.91, r * 1.3, 53);
    add_unit_wkt(checked.region, "c", wkt, 0);
    star_wkt(wkt, sizeof wkt, r * 0.5, r * 0.4, r * 0.9, 29);
    add_perimeter_wkt(checked.region, "Q", wkt);
    check_again(&checked, NULL);
    ck_assert_msg(checked.status == CPTS_OK, "%s", cpts_context_message(checked.context));
    ck_assert_uint_eq(count_findings(&checked, CPTS_RULE_INVALID_UNIT), 3);
    ck_assert_uint_eq(count_findings(&checked, CPTS_RULE_INVALID_PERIMETER), 1);
    ck_assert_uint_ge(count_findings(&checked, CPTS_RULE_UNIT_OVERLAP), 3);
    expect_sound(&checked);
    checked_free(&checked);
}
END_TEST

/* A hole that runs the way of its shell looks like a part within another; so does one along the
 * border. What is drawn twice or crosses itself cannot be one. */
static const struct nested_case {
    const char *wkt;
    cpts_severity severity;
} nested_cases[] = {
    {"MULTIPOLYGON(((0 0,300 0,300 300,0 300,0 0)),((100 100,200 100,200 200,100 200,100 100)))",
     CPTS_SEVERITY_ERROR},
    {"MULTIPOLYGON(((0 0,300 0,300 300,0 300,0 0)),((0 100,100 100,100 200,0 200,0 100)))",
     CPTS_SEVERITY_ERROR},
    {"MULTIPOLYGON(((0 0,300 0,300 300,0 300,0 0)),((0 150,100 100,200 150,100 200,0 150)))",
     CPTS_SEVERITY_ERROR},
    {"MULTIPOLYGON(((0 0,300 0,300 300,0 300,0 0)),((0 0,300 0,300 300,0 300,0 0)))",
     CPTS_SEVERITY_WARNING},
    {"MULTIPOLYGON(((0 0,300 0,300 300,0 300,0 0)),((200 100,400 100,400 200,200 200,200 100)))",
     CPTS_SEVERITY_WARNING},
    {"POLYGON((0 0,300 0,0 300,300 300,0 0))", CPTS_SEVERITY_WARNING}};

START_TEST(a_part_within_another_may_be_a_hole)
{
    const struct nested_case *c = &nested_cases[_i];
    struct checked checked;
    check_drawing(&checked, &(struct drawing){.what = c->wkt,
                                              .units = {{"u", ALL, 100}},
                                              .perimeters = {{"P", c->wkt, NULL}}});
    const cpts_finding *finding = only_finding(&checked, CPTS_RULE_INVALID_PERIMETER, false);
    ck_assert_int_eq(finding->severity, c->severity);
    ck_assert_int_eq(strstr(finding->message, "may be a hole") != NULL,
                     c->severity == CPTS_SEVERITY_ERROR);
    checked_free(&checked);
}
END_TEST

Suite *coverage_base_suite(void)
{
    Suite *suite = suite_create("coverage_base");
    TCase *tests = tests_of(suite, "base");
    tcase_add_test(tests, a_repair_that_changes_nothing_does_not_say_how_much);
    tcase_add_loop_test(tests, defects_are_mended, 0, COUNT(base_cases));
    tcase_add_test(tests, an_overlap_goes_to_the_lower_code);
    tcase_add_test(tests, a_gap_is_no_white_zone);
    tcase_add_test(tests, a_repair_is_reported);
    tcase_add_test(tests, points_are_located);
    tcase_add_test(tests, jitter_below_a_millimetre_is_absorbed);
    tcase_add_test(tests, a_unit_over_many);
    tcase_add_test(tests, units_on_one_place);
    tcase_add_loop_test(tests, units_that_are_tangles, 0, 3);
    tcase_add_loop_test(tests, a_part_within_another_may_be_a_hole, 0, COUNT(nested_cases));
    return suite;
}
