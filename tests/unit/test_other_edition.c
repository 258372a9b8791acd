/* Perimeters drawn on another edition of the units: reported when they are, and only then. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "coverage_fixture.h"
#include "geometry_fixture.h"
#include "suites.h"

/* Units: squares of 2 km, SIDE by SIDE. */
#define SIDE   6
#define UNIT_M 2000.0

/* The perimeter is the square from LOW to HIGH drawn point by point, STEP_M apart. */
#define LOW    (1 * UNIT_M)
#define HIGH   (5 * UNIT_M)
#define STEP_M 100.0

struct line {
    char text[16384];
    size_t used, count;
};

static void add_point(struct line *line, double x, double y)
{
    line->used += (size_t)snprintf(line->text + line->used, sizeof line->text - line->used,
                                   "%s%.3f %.3f", line->count++ ? "," : "POLYGON((", x, y);
}

static void close_line(struct line *line, double x, double y)
{
    add_point(line, x, y);
    line->used += (size_t)snprintf(line->text + line->used, sizeof line->text - line->used, "))");
}

/* A point of the border, at `along` metres from the lower left corner. */
static struct point on_square(double along)
{
    const double side = HIGH - LOW, rest = fmod(along, side);
    switch ((int)(along / side)) {
    case 0:
        return (struct point){LOW + rest, LOW};
    case 1:
        return (struct point){HIGH, LOW + rest};
    case 2:
        return (struct point){HIGH - rest, HIGH};
    default:
        return (struct point){LOW, HIGH - rest};
    }
}

/* Every point away from the border by `shake_m` at most, all moved by x and y; from `until` on, a
 * share of the way round, they are left in place. */
static void draw_square(struct line *line, double shake_m, double x, double y, double until)
{
    struct dice dice = {7};
    const double length = 4 * (HIGH - LOW);
    struct point first = {0, 0};
    for (double along = 0; along < length; along += STEP_M) {
        struct point p = on_square(along);
        if (along < until * length) {
            p.x += x + between(&dice, -shake_m, shake_m);
            p.y += y + between(&dice, -shake_m, shake_m);
        }
        if (along == 0)
            first = p;
        add_point(line, p.x, p.y);
    }
    close_line(line, first.x, first.y);
}

static void draw_disc(struct line *line, double x, double y, double radius_m)
{
    for (int i = 0; i < 180; i++)
        add_point(line, x + radius_m * cos(i * M_PI / 90), y + radius_m * sin(i * M_PI / 90));
    close_line(line, x + radius_m, y);
}

static void check_line(struct checked *out, const struct line *line)
{
    const struct drawing nothing = {"", {{NULL, NULL, 0}}, {{NULL, NULL, NULL}}};
    region_of(out, &nothing);
    for (int i = 0; i < SIDE * SIDE; i++) {
        char code[16], wkt[256];
        const int column = i % SIDE, row = i / SIDE;
        const double x = column * UNIT_M, y = row * UNIT_M;
        snprintf(code, sizeof code, "u%02d", i);
        snprintf(wkt, sizeof wkt, "POLYGON((%g %g,%g %g,%g %g,%g %g,%g %g))", x, y, x + UNIT_M, y,
                 x + UNIT_M, y + UNIT_M, x, y + UNIT_M, x, y);
        add_unit_wkt(out->region, code, wkt, 1);
    }
    add_perimeter_wkt(out->region, "P", line->text);
    check_again(out, NULL);
    ck_assert_msg(out->status == CPTS_OK, "%s", cpts_context_message(out->context));
}

static const struct drawn_case {
    const char *what;
    double shake_m, x, y, until;
    const char *message; /* NULL: not reported */
} drawn_cases[] = {
    {"the border itself", 0, 0, 0, 1, NULL},
    {"points shaken", 40, 0, 0, 1, "was drawn on another edition"},
    {"points shaken by less than a metre", 0.5, 0, 0, 1, "was drawn on another edition"},
    {"moved by 3.6 m", 0, 3, -2, 1, "moved by 3.6 m as a whole (x 3.0 m, y -2.0 m)"},
    {"moved by 250 m", 0, 200, -150, 1, "moved by 250 m as a whole (x 200 m, y -150 m)"},
    {"moved and shaken", 5, 80, 60, 1, "moved by 100 m as a whole"},
    {"moved by a third of a unit: it may be meant", 0, 700, 700, 1, NULL},
    {"moved by half a unit", 0, 1000, 1000, 1, NULL},
    {"a quarter of it on another edition", 40, 0, 0, 0.25, NULL},
};

START_TEST(squares)
{
    const struct drawn_case *c = &drawn_cases[_i];
    struct line line = {.used = 0};
    struct checked checked;
    draw_square(&line, c->shake_m, c->x, c->y, c->until);
    check_line(&checked, &line);
    ck_assert_msg(count_findings(&checked, CPTS_RULE_OTHER_EDITION) == (c->message != NULL), "%s",
                  c->what);
    if (c->message) {
        const cpts_finding *finding = only_finding(&checked, CPTS_RULE_OTHER_EDITION, false);
        ck_assert_int_eq(finding->severity, CPTS_SEVERITY_NOTE);
        ck_assert_str_eq(finding->perimeters[0], "P");
        ck_assert_msg(strstr(finding->message, c->message) != NULL, "%s: %s", c->what,
                      finding->message);
        ck_assert_msg(strstr(finding->message, "snap_to_units") != NULL, "%s", finding->message);
    }
    checked_free(&checked);
}
END_TEST

/* Discs of every size cut through units wherever they are put: theirs is not a border of units. */
START_TEST(discs_are_not_reported)
{
    struct dice dice = {11};
    for (int i = 0; i < 20; i++) {
        struct line line = {.used = 0};
        struct checked checked;
        const double radius_m = between(&dice, 500, 4500);
        draw_disc(&line, between(&dice, 4000, 8000), between(&dice, 4000, 8000), radius_m);
        check_line(&checked, &line);
        ck_assert_msg(count_findings(&checked, CPTS_RULE_OTHER_EDITION) == 0, "disc %d: %s", i,
                      line.text);
        checked_free(&checked);
    }
}
END_TEST

/* The reported share of the border keeps within the reported distance. */
START_TEST(figures_are_those_of_the_border)
{
    struct line line = {.used = 0};
    struct checked checked;
    draw_square(&line, 40, 0, 0, 1);
    check_line(&checked, &line);
    const char *message = only_finding(&checked, CPTS_RULE_OTHER_EDITION, false)->message;
    const char *within = strstr(message, "within ");
    ck_assert_ptr_nonnull(within);
    const double percent = strtod(message, NULL);
    const double distance_m = strtod(within + strlen("within "), NULL);
    ck_assert_msg(percent >= 95 && percent <= 100, "%s", message);
    ck_assert_msg(distance_m >= 25 && distance_m <= 41, "%s", message);
    checked_free(&checked);
}
END_TEST

/* Corners of units in a zigzag, so that no two of their segments are equal. */
static struct point corner(int column, int row, double x, double y)
{
    const double east_m = 200 * sin(column * 7.3 + row * row * 3.1);
    const double north_m = 200 * cos(row * 5.9 + column * column * 2.3);
    return (struct point){column * UNIT_M + east_m + x, row * UNIT_M + north_m + y};
}

/* The cells from `column`, `row` to the ones before `right` and `top`, with every corner of units.
 */
static void draw_cells(struct line *line, int column, int row, int right, int top, double x,
                       double y)
{
    for (int i = column; i < right; i++)
        add_point(line, corner(i, row, x, y).x, corner(i, row, x, y).y);
    for (int i = row; i < top; i++)
        add_point(line, corner(right, i, x, y).x, corner(right, i, x, y).y);
    for (int i = right; i > column; i--)
        add_point(line, corner(i, top, x, y).x, corner(i, top, x, y).y);
    for (int i = top; i > row; i--)
        add_point(line, corner(column, i, x, y).x, corner(column, i, x, y).y);
    close_line(line, corner(column, row, x, y).x, corner(column, row, x, y).y);
}

static const struct moved_case {
    const char *what;
    double x, y;
    int size;     /* of the perimeters, in units */
    size_t count; /* of those that are reported */
} moved_cases[] = {
    {"in place", 0, 0, 2, 0},
    {"half a unit away", 700, 900, 2, 4},
    {"nearly half a unit away", -950, 300, 2, 4},
    {"single units, together", 700, 900, 1, 4},
};

START_TEST(equal_segments_show_how_far_a_layer_was_moved)
{
    const struct moved_case *c = &moved_cases[_i];
    const struct drawing nothing = {"", {{NULL, NULL, 0}}, {{NULL, NULL, NULL}}};
    struct checked checked;
    region_of(&checked, &nothing);
    for (int i = 0; i < SIDE * SIDE; i++) {
        struct line line = {.used = 0};
        char code[16];
        snprintf(code, sizeof code, "u%02d", i);
        draw_cells(&line, i % SIDE, i / SIDE, i % SIDE + 1, i / SIDE + 1, 0, 0);
        add_unit_wkt(checked.region, code, line.text, 1);
    }
    for (int i = 0; i < 4; i++) {
        struct line line = {.used = 0};
        char id[16];
        const int column = i % 2 * c->size + 1, row = i / 2 * c->size + 1;
        snprintf(id, sizeof id, "P%d", i);
        draw_cells(&line, column, row, column + c->size, row + c->size, c->x, c->y);
        add_perimeter_wkt(checked.region, id, line.text);
    }
    check_again(&checked, NULL);
    ck_assert_msg(checked.status == CPTS_OK, "%s", cpts_context_message(checked.context));
    ck_assert_uint_eq(count_findings(&checked, CPTS_RULE_OTHER_EDITION), c->count);
    for (size_t i = 0; i < cpts_report_finding_count(checked.report); i++) {
        const cpts_finding *finding = cpts_report_finding(checked.report, i);
        char way[80];
        snprintf(way, sizeof way, "as a whole (x %.0f m, y %.0f m): its CRS", c->x, c->y);
        if (finding->rule == CPTS_RULE_OTHER_EDITION)
            ck_assert_msg(strstr(finding->message, way) != NULL, "%s", finding->message);
    }
    checked_free(&checked);
}
END_TEST

Suite *other_edition_suite(void)
{
    Suite *suite = suite_create("other_edition");
    TCase *tests = tests_of(suite, "borders");
    tcase_add_loop_test(tests, squares, 0, COUNT(drawn_cases));
    tcase_add_test(tests, discs_are_not_reported);
    tcase_add_loop_test(tests, equal_segments_show_how_far_a_layer_was_moved, 0,
                        COUNT(moved_cases));
    tcase_add_test(tests, figures_are_those_of_the_border);
    return suite;
}
