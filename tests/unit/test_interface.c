/* The interface as other programs meet it: lifetimes, interruptions, sizes of options. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "coverage/adjacency.h"
#include "coverage_fixture.h"
#include "suites.h"

/* Two units side by side; P claims the first one. */
static const struct drawing two = {"two units",
                                   {{"a", "POLYGON((0 0,100 0,100 100,0 100,0 0))", 100},
                                    {"b", "POLYGON((100 0,200 0,200 100,100 100,100 0))", 100}},
                                   {{"P", "POLYGON((0 0,100 0,100 100,0 100,0 0))", NULL}}};

START_TEST(a_region_with_reports_is_not_added_to)
{
    struct checked in;
    region_of(&in, &two);
    check_again(&in, NULL);
    ck_assert_int_eq(cpts_region_declare_unit(in.region, "Q", "Q", "b"), CPTS_ERROR_ARGUMENT);
    ck_assert_str_ne(cpts_context_message(in.context), "");
    ck_assert_int_eq(cpts_region_add_perimeter(in.region, "Q", "Q", "x", 1), CPTS_ERROR_ARGUMENT);
    ck_assert_int_eq(cpts_region_add_unit(in.region, "c", "c", NULL, 1, "x", 1),
                     CPTS_ERROR_ARGUMENT);
    ck_assert_int_eq(cpts_region_set_status(in.region, "P", "ACI"), CPTS_ERROR_ARGUMENT);
    ck_assert_int_eq(cpts_report_write(in.report, CPTS_FORMAT_JSON, "/dev/null"), CPTS_OK);
    cpts_report_free(in.report);
    in.report = NULL;
    ck_assert_int_eq(cpts_region_declare_unit(in.region, "Q", "Q", "b"), CPTS_OK);
    check_again(&in, NULL);
    ck_assert_double_eq(cpts_report_totals(in.report)->white_area_m2, 0);
    checked_free(&in);
}
END_TEST

START_TEST(a_copy_may_be_changed_and_checked_by_itself)
{
    struct checked in;
    cpts_context *context;
    cpts_region *copy;
    cpts_report *report;
    region_of(&in, &two);
    check_again(&in, NULL);
    ck_assert_int_eq(cpts_context_new(&context), CPTS_OK);
    ck_assert_int_eq(cpts_region_copy(&copy, context, in.region), CPTS_OK);
    ck_assert_int_eq(cpts_region_declare_unit(copy, "Q", "Q", "b"), CPTS_OK);
    ck_assert_int_eq(cpts_check(&report, copy, NULL), CPTS_OK);
    ck_assert_double_eq(cpts_report_totals(report)->white_area_m2, 0);
    ck_assert_double_eq(cpts_report_totals(in.report)->white_area_m2, 10000);
    /* The copy holds what it shares with the region, and the report what it reads. */
    checked_free(&in);
    cpts_region_free(copy);
    cpts_context_free(context);
    ck_assert_int_eq(cpts_report_write(report, CPTS_FORMAT_JSON, "/dev/null"), CPTS_OK);
    cpts_report_free(report);
}
END_TEST

START_TEST(objects_go_in_any_order)
{
    static const char *const take[] = {"b", NULL};
    cpts_hypothesis hypothesis = CPTS_HYPOTHESIS_INIT;
    cpts_compared sides[2] = {CPTS_COMPARED_INIT, CPTS_COMPARED_INIT};
    struct checked in;
    cpts_simulation *simulation;
    cpts_proposal *proposal;
    cpts_comparison *comparison;
    region_of(&in, &two);
    check_again(&in, NULL);
    hypothesis.id = "P";
    hypothesis.take = take;
    ck_assert_int_eq(cpts_simulate(&simulation, in.region, &hypothesis, NULL), CPTS_OK);
    ck_assert_int_eq(cpts_propose(&proposal, in.region, NULL, NULL), CPTS_OK);
    sides[0].report = in.report;
    sides[1].report = cpts_simulation_after(simulation);
    ck_assert_int_eq(cpts_compare(&comparison, in.context, &sides[0], &sides[1]), CPTS_OK);
    cpts_context_free(in.context);
    cpts_region_free(in.region);
    ck_assert_int_eq(cpts_simulation_write(simulation, CPTS_FORMAT_HTML, "/dev/null"), CPTS_OK);
    cpts_simulation_free(simulation);
    ck_assert_int_eq(cpts_proposal_write(proposal, CPTS_FORMAT_HTML, "/dev/null"), CPTS_OK);
    cpts_report_free(in.report);
    cpts_proposal_free(proposal);
    ck_assert_int_eq(cpts_comparison_write(comparison, CPTS_FORMAT_GEOJSON, "/dev/null"), CPTS_OK);
    cpts_comparison_free(comparison);
}
END_TEST

static void interrupt(void *user, const char *stage, double done)
{
    (void)stage, (void)done;
    cpts_context_interrupt(user);
}

START_TEST(an_interruption_ends_one_call)
{
    struct checked in;
    cpts_report *report;
    region_of(&in, &two);
    cpts_context_set_progress(in.context, interrupt, in.context);
    ck_assert_int_eq(cpts_check(&report, in.region, NULL), CPTS_ERROR_INTERRUPT);
    ck_assert_ptr_null(report);
    cpts_context_set_progress(in.context, NULL, NULL);
    ck_assert_int_eq(cpts_check(&report, in.region, NULL), CPTS_OK);
    cpts_context_interrupt(in.context); /* when nothing is under way: the next one */
    ck_assert_int_eq(cpts_report_write(report, CPTS_FORMAT_JSON, "/dev/null"),
                     CPTS_ERROR_INTERRUPT);
    ck_assert_int_eq(cpts_report_write(report, CPTS_FORMAT_JSON, "/dev/null"), CPTS_OK);
    cpts_context_interrupt(in.context);
    cpts_context_resume(in.context);
    ck_assert_int_eq(cpts_report_write(report, CPTS_FORMAT_JSON, "/dev/null"), CPTS_OK);
    cpts_report_free(report);
    checked_free(&in);
}
END_TEST

START_TEST(options_say_their_size)
{
    struct {
        cpts_check_options known;
        double later;
    } newer = {.known = CPTS_CHECK_OPTIONS_INIT};
    cpts_check_options options = CPTS_CHECK_OPTIONS_INIT;
    struct checked in;
    cpts_report *report;
    region_of(&in, &two);
    newer.known.size = sizeof newer;
    ck_assert_int_eq(cpts_check(&report, in.region, &newer.known), CPTS_OK);
    cpts_report_free(report);
    newer.later = 1;
    ck_assert_int_eq(cpts_check(&report, in.region, &newer.known), CPTS_ERROR_ARGUMENT);
    ck_assert_ptr_null(report);
    options.size = 0;
    ck_assert_int_eq(cpts_check(&report, in.region, &options), CPTS_ERROR_ARGUMENT);
    ck_assert_msg(strstr(cpts_context_message(in.context), "_INIT") != NULL, "%s",
                  cpts_context_message(in.context));
    checked_free(&in);
}
END_TEST

START_TEST(results_say_their_size)
{
    struct checked in;
    region_of(&in, &two);
    check_again(&in, NULL);
    const cpts_finding *finding = cpts_report_finding(in.report, 0);
    ck_assert_uint_eq(finding->size, sizeof *finding);
    ck_assert(CPTS_HAS(cpts_finding, finding, acceptance));
    ck_assert_uint_eq(cpts_report_totals(in.report)->size, sizeof(cpts_totals));
    checked_free(&in);
}
END_TEST

START_TEST(the_geometry_of_a_finding_is_wkb)
{
    struct checked in;
    void *wkb;
    size_t size;
    double corner[2];
    uint32_t numbers[2];
    region_of(&in, &two);
    check_again(&in, NULL);
    ck_assert_int_eq(cpts_report_finding_wkb(&wkb, &size, in.report, 0), CPTS_OK);
    /* A multipolygon of one polygon of one ring of five points. */
    ck_assert_uint_eq(size, 9 + 9 + 4 + 5 * 16);
    memcpy(numbers, (char *)wkb + 1, sizeof numbers);
    ck_assert_uint_eq(numbers[0], 6);
    ck_assert_uint_eq(numbers[1], 1);
    for (size_t i = 0; i < 5; i++) {
        memcpy(corner, (char *)wkb + 22 + 16 * i, sizeof corner);
        ck_assert(corner[0] == 100 || corner[0] == 200);
        ck_assert(corner[1] == 0 || corner[1] == 100);
    }
    cpts_free(wkb);
    ck_assert_int_eq(cpts_report_finding_wkb(&wkb, &size, in.report, 99), CPTS_ERROR_ARGUMENT);
    ck_assert_ptr_null(wkb);
    checked_free(&in);
}
END_TEST

START_TEST(units_perimeters_groups_and_claims_are_data)
{
    struct checked in;
    cpts_unit unit = CPTS_UNIT_INIT;
    cpts_perimeter perimeter = CPTS_PERIMETER_INIT;
    cpts_group group = CPTS_GROUP_INIT;
    cpts_claim claim = CPTS_CLAIM_INIT;
    region_of(&in, &two);
    check_again(&in, NULL);
    ck_assert_uint_eq(cpts_report_unit_count(in.report), 2);
    ck_assert_int_eq(cpts_report_unit(&unit, in.report, 1), CPTS_OK);
    ck_assert_str_eq(unit.code, "b");
    ck_assert_uint_eq(unit.size, sizeof unit);
    ck_assert_double_eq(unit.population, 100);
    ck_assert_double_eq(unit.white_area_m2, 10000);
    ck_assert_uint_eq(unit.claim_count, 0);
    ck_assert_int_eq(cpts_report_unit(&unit, in.report, 2), CPTS_ERROR_ARGUMENT);
    ck_assert_uint_eq(cpts_report_perimeter_count(in.report), 1);
    ck_assert_int_eq(cpts_report_perimeter(&perimeter, in.report, 0), CPTS_OK);
    ck_assert_str_eq(perimeter.id, "P");
    ck_assert_double_eq(perimeter.exclusive_area_m2, 10000);
    ck_assert_uint_eq(perimeter.claim_count, 1);
    ck_assert_int_eq(cpts_report_perimeter_claim(&claim, in.report, 0, 0), CPTS_OK);
    ck_assert_uint_eq(claim.unit, 0);
    ck_assert_double_eq(claim.share, 1);
    claim.unit = 9;
    ck_assert_int_eq(cpts_report_unit_claim(&claim, in.report, 0, 0), CPTS_OK);
    ck_assert_uint_eq(claim.unit, 0);
    ck_assert_int_eq(cpts_report_unit_claim(&claim, in.report, 1, 0), CPTS_ERROR_ARGUMENT);
    ck_assert_int_eq(cpts_report_unit_claim(&claim, in.report, 9, 0), CPTS_ERROR_ARGUMENT);
    for (size_t i = 0; i < cpts_report_group_count(in.report); i++)
        ck_assert_int_eq(cpts_report_group(&group, in.report, i), CPTS_OK);
    ck_assert_int_eq(cpts_report_group(&group, in.report, 99), CPTS_ERROR_ARGUMENT);
    checked_free(&in);
}
END_TEST

/* What an older program has room for is filled, and not a byte more. */
START_TEST(rows_go_as_far_as_the_callers_structure)
{
    struct checked in;
    cpts_unit unit;
    memset(&unit, 0x5a, sizeof unit);
    region_of(&in, &two);
    check_again(&in, NULL);
    unit.size = offsetof(cpts_unit, population);
    ck_assert_int_eq(cpts_report_unit(&unit, in.report, 0), CPTS_OK);
    ck_assert_str_eq(unit.code, "a");
    ck_assert_uint_eq(unit.size, offsetof(cpts_unit, population));
    ck_assert_uint_eq(unit.claim_count, (size_t)0x5a5a5a5a5a5a5a5a);
    unit.size = 0;
    ck_assert_int_eq(cpts_report_unit(&unit, in.report, 0), CPTS_ERROR_ARGUMENT);
    checked_free(&in);
}
END_TEST

/* Area of the first ring of a WKB multipolygon of one polygon. */
static double area_of_wkb(const char *wkb)
{
    uint32_t count;
    double area = 0, ring[64][2];
    memcpy(&count, wkb + 18, sizeof count);
    ck_assert_uint_le(count, 64);
    memcpy(ring, wkb + 22, count * sizeof *ring);
    for (uint32_t i = 1; i < count; i++)
        area += (ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1]) / 2;
    return area;
}

START_TEST(units_and_perimeters_have_wkb)
{
    struct checked in;
    void *wkb;
    size_t size;
    region_of(&in, &two);
    ck_assert_int_eq(cpts_region_declare_unit(in.region, "Q", "Q", "a"), CPTS_OK);
    ck_assert_int_eq(cpts_region_declare_unit(in.region, "Q", "Q", "b"), CPTS_OK);
    check_again(&in, NULL);
    ck_assert_int_eq(cpts_report_unit_wkb(&wkb, &size, in.report, 1), CPTS_OK);
    ck_assert_double_eq(area_of_wkb(wkb), 10000);
    cpts_free(wkb);
    ck_assert_int_eq(cpts_report_perimeter_wkb(&wkb, &size, in.report, 0), CPTS_OK);
    ck_assert_double_eq(area_of_wkb(wkb), 10000);
    cpts_free(wkb);
    /* A list is the union of its units: one polygon. */
    ck_assert_int_eq(cpts_report_perimeter_wkb(&wkb, &size, in.report, 1), CPTS_OK);
    ck_assert_double_eq(area_of_wkb(wkb), 20000);
    cpts_free(wkb);
    ck_assert_int_eq(cpts_report_unit_wkb(&wkb, &size, in.report, 2), CPTS_ERROR_ARGUMENT);
    ck_assert_ptr_null(wkb);
    ck_assert_int_eq(cpts_report_perimeter_wkb(&wkb, &size, in.report, 2), CPTS_ERROR_ARGUMENT);
    checked_free(&in);
}
END_TEST

struct taken {
    char *bytes;
    size_t size, most;
};

static bool take_bytes(void *user, const void *bytes, size_t size)
{
    struct taken *taken = user;
    if (taken->size + size > taken->most)
        return false;
    memcpy(taken->bytes + taken->size, bytes, size);
    taken->size += size;
    return true;
}

START_TEST(outputs_are_given_to_a_function)
{
    enum { MOST = 4 << 20 };
    struct checked in;
    char path[] = "/tmp/cpts-interface-XXXXXX", *file = malloc(MOST);
    struct taken taken = {malloc(MOST), 0, MOST};
    ck_assert_ptr_nonnull(file);
    setenv("SOURCE_DATE_EPOCH", "1767225600", 1); /* both show the same time */
    region_of(&in, &two);
    check_again(&in, NULL);
    const int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    close(fd);
    for (cpts_format format = 0; format < CPTS_FORMAT_COUNT; format++) {
        taken.size = 0;
        const cpts_status status = cpts_report_write_to(in.report, format, take_bytes, &taken);
        if (format == CPTS_FORMAT_CSV || format == CPTS_FORMAT_SHEETS ||
            format == CPTS_FORMAT_SCENARIO || format == CPTS_FORMAT_POSTGIS ||
            format == CPTS_FORMAT_LAYERS) {
            ck_assert_int_eq(status, CPTS_ERROR_ARGUMENT);
            continue;
        }
        ck_assert_msg(status == CPTS_OK, "%d: %s", (int)format, cpts_context_message(in.context));
        ck_assert_uint_gt(taken.size, 0);
        /* The name of its file says what a map is, and is in the project of a GeoPackage; metrics
         * say how long the check took. */
        if (format == CPTS_FORMAT_MAP || format == CPTS_FORMAT_GPKG ||
            format == CPTS_FORMAT_PROMETHEUS)
            continue;
        ck_assert_int_eq(cpts_report_write(in.report, format, path), CPTS_OK);
        FILE *stream = fopen(path, "rb");
        ck_assert_uint_eq(fread(file, 1, MOST, stream), taken.size);
        fclose(stream);
        ck_assert_msg(memcmp(file, taken.bytes, taken.size) == 0, "format %d", (int)format);
    }
    taken.size = 0;
    taken.most = 10;
    ck_assert_int_eq(cpts_report_write_to(in.report, CPTS_FORMAT_JSON, take_bytes, &taken),
                     CPTS_ERROR_OUTPUT);
    ck_assert_str_ne(cpts_context_message(in.context), "");
    unlink(path);
    free(file);
    free(taken.bytes);
    checked_free(&in);
}
END_TEST

static void read_file(const char *path, char *bytes, size_t most, size_t *size)
{
    FILE *stream = fopen(path, "rb");
    ck_assert_msg(stream != NULL, "%s", path);
    *size = fread(bytes, 1, most, stream);
    fclose(stream);
}

/* What two threads write and log is what one writes; the first output that fails is reported. */
START_TEST(outputs_are_written_by_threads)
{
    enum { MOST = 4 << 20 };
    static const cpts_format formats[] = {CPTS_FORMAT_GEOJSON, CPTS_FORMAT_JSON, CPTS_FORMAT_GPKG,
                                          CPTS_FORMAT_HTML,    CPTS_FORMAT_TEXT, CPTS_FORMAT_MAP};
    enum { COUNT = sizeof formats / sizeof *formats };
    cpts_output outputs[COUNT];
    char folder[] = "/tmp/cpts-together-XXXXXX", paths[COUNT][64], alone[64];
    char *one = malloc(MOST), *other = malloc(MOST);
    struct checked in;
    size_t sizes[2];
    setenv("SOURCE_DATE_EPOCH", "1767225600", 1);
    region_of(&in, &two);
    check_again(&in, NULL);
    ck_assert_ptr_nonnull(mkdtemp(folder));
    for (size_t i = 0; i < COUNT; i++) {
        snprintf(paths[i], sizeof paths[i], "%s/%zu.svg", folder, i);
        outputs[i] = (cpts_output){formats[i], paths[i]};
    }
    snprintf(alone, sizeof alone, "%s/alone.svg", folder);
    for (int jobs = 1; jobs <= 3; jobs++) {
        cpts_context_set_jobs(in.context, jobs);
        ck_assert_int_eq(cpts_outputs_begin(in.context), CPTS_OK);
        ck_assert_msg(cpts_report_write_all(in.report, outputs, COUNT) == CPTS_OK, "%s",
                      cpts_context_message(in.context));
        ck_assert_int_ne(access(paths[0], F_OK), 0); /* they wait for their names */
        ck_assert_int_eq(cpts_outputs_commit(in.context), CPTS_OK);
        for (size_t i = 0; i < COUNT; i++) {
            read_file(paths[i], one, MOST, &sizes[0]);
            ck_assert_int_eq(unlink(paths[i]), 0);
            /* The project of a GeoPackage has the name of its file; Cairo numbers what it draws. */
            if (formats[i] == CPTS_FORMAT_GPKG || formats[i] == CPTS_FORMAT_MAP)
                continue;
            ck_assert_int_eq(cpts_report_write(in.report, formats[i], alone), CPTS_OK);
            read_file(alone, other, MOST, &sizes[1]);
            ck_assert_uint_eq(sizes[0], sizes[1]);
            ck_assert_msg(memcmp(one, other, sizes[0]) == 0, "format %d", (int)formats[i]);
        }
        outputs[1].path = "/nowhere/1";
        outputs[2].path = "/nowhere/2";
        ck_assert_int_eq(cpts_report_write_all(in.report, outputs, COUNT), CPTS_ERROR_OUTPUT);
        ck_assert_ptr_nonnull(strstr(cpts_context_message(in.context), "/nowhere/1"));
        outputs[1].path = paths[1];
        outputs[2].path = paths[2];
        for (size_t i = 0; i < COUNT; i++)
            unlink(paths[i]);
        cpts_context_interrupt(in.context);
        ck_assert_int_eq(cpts_report_write_all(in.report, outputs, COUNT), CPTS_ERROR_INTERRUPT);
    }
    unlink(alone);
    ck_assert_int_eq(rmdir(folder), 0);
    free(one);
    free(other);
    checked_free(&in);
}
END_TEST

/* b has a vertex on the border of a, which a gets while the units are mended; the second drawing
 * has to be redrawn, since c crosses itself. */
static const struct drawing mended[] = {
    {"nodes",
     {{"a", "POLYGON((0 0,100 0,100 100,0 100,0 0))", 100},
      {"b", "POLYGON((100 0,200 0,200 100,100 100,100 50,100 0))", 100}},
     {{"P", "POLYGON((0 0,150 0,150 100,0 100,0 0))", NULL}}},
    {"drawn anew",
     {{"a", "POLYGON((0 0,100 0,100 100,0 100,0 0))", 100},
      {"b", "POLYGON((100 0,200 0,200 100,100 100,100 50,100 0))", 100},
      {"c", "POLYGON((0 100,100 200,100 100,0 200,0 100))", 100}},
     {{"P", "POLYGON((0 0,150 0,150 100,0 100,0 0))", NULL}}}};

/* A report is drawn on the units as they were when it was made, whatever is checked since. */
START_TEST(a_later_check_leaves_the_map_of_a_report)
{
    enum { MOST = 4 << 20 };
    struct checked in;
    cpts_check_options options = CPTS_CHECK_OPTIONS_INIT;
    cpts_report *later[8];
    struct taken first = {malloc(MOST), 0, MOST}, again = {malloc(MOST), 0, MOST};
    setenv("SOURCE_DATE_EPOCH", "1767225600", 1);
    region_of(&in, &mended[_i]);
    check_again(&in, NULL);
    struct adjacency adjacency;
    ck_assert_int_eq(cpts_adjacency_build(&adjacency, &in.report->map), CPTS_OK);
    ck_assert_uint_eq(adjacency.neighbours[0].unit, 1);
    ck_assert_double_eq(adjacency.neighbours[0].border_m, 100);
    cpts_adjacency_free(&adjacency);
    ck_assert_int_eq(cpts_report_write_to(in.report, CPTS_FORMAT_HTML, take_bytes, &first),
                     CPTS_OK);
    for (int i = 0; i < 8; i++) {
        options.sliver_width_m = 10 * i;
        options.snap_to_units = i % 2 ? 0.75 : 0;
        ck_assert_int_eq(cpts_check(&later[i], in.region, &options), CPTS_OK);
    }
    ck_assert_int_eq(cpts_report_write_to(in.report, CPTS_FORMAT_HTML, take_bytes, &again),
                     CPTS_OK);
    ck_assert_uint_eq(again.size, first.size);
    ck_assert_int_eq(memcmp(again.bytes, first.bytes, first.size), 0);
    for (int i = 0; i < 8; i++)
        cpts_report_free(later[i]);
    free(first.bytes);
    free(again.bytes);
    checked_free(&in);
}
END_TEST

/* The folder holds what was asked for; a style comes when it is. */
START_TEST(no_file_is_written_unasked)
{
    struct checked in;
    char folder[] = "/tmp/cpts-interface-XXXXXX", map[64], style[64];
    region_of(&in, &two);
    check_again(&in, NULL);
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(map, sizeof map, "%s/map.geojson", folder);
    snprintf(style, sizeof style, "%s/map.qml", folder);
    ck_assert_int_eq(cpts_report_write(in.report, CPTS_FORMAT_GEOJSON, map), CPTS_OK);
    ck_assert_int_ne(access(style, F_OK), 0);
    ck_assert_int_eq(cpts_style_write(in.context, map), CPTS_OK);
    ck_assert_int_eq(access(style, F_OK), 0);
    unlink(map);
    unlink(style);
    ck_assert_int_eq(rmdir(folder), 0);
    checked_free(&in);
}
END_TEST

START_TEST(names_and_versions)
{
    char version[32];
    snprintf(version, sizeof version, "%d.%d.%d", CPTS_VERSION_NUMBER / 10000,
             CPTS_VERSION_NUMBER / 100 % 100, CPTS_VERSION_NUMBER % 100);
    ck_assert_str_eq(version, CPTS_VERSION);
    ck_assert_str_eq(version, cpts_version());
    ck_assert_int_eq(cpts_version_number(), CPTS_VERSION_NUMBER);
    ck_assert_str_eq(cpts_status_name(CPTS_OK), "ok");
    for (cpts_status status = CPTS_OK; status <= CPTS_ERROR_INTERNAL; status++)
        ck_assert_str_ne(cpts_status_name(status), "");
    ck_assert_str_eq(cpts_status_name((cpts_status)99), "");
    for (cpts_verdict verdict = 0; verdict < CPTS_VERDICT_COUNT; verdict++)
        ck_assert_str_ne(cpts_verdict_name(verdict), "");
    ck_assert_str_eq(cpts_verdict_name(CPTS_VERDICT_COUNT), "");
}
END_TEST

Suite *interface_suite(void)
{
    Suite *suite = suite_create("interface");
    TCase *tests = tests_of(suite, "interface");
    tcase_add_test(tests, a_region_with_reports_is_not_added_to);
    tcase_add_test(tests, a_copy_may_be_changed_and_checked_by_itself);
    tcase_add_test(tests, objects_go_in_any_order);
    tcase_add_test(tests, an_interruption_ends_one_call);
    tcase_add_test(tests, options_say_their_size);
    tcase_add_test(tests, results_say_their_size);
    tcase_add_test(tests, the_geometry_of_a_finding_is_wkb);
    tcase_add_test(tests, units_perimeters_groups_and_claims_are_data);
    tcase_add_test(tests, rows_go_as_far_as_the_callers_structure);
    tcase_add_test(tests, units_and_perimeters_have_wkb);
    tcase_add_test(tests, outputs_are_given_to_a_function);
    tcase_add_test(tests, outputs_are_written_by_threads);
    tcase_add_loop_test(tests, a_later_check_leaves_the_map_of_a_report, 0, 2);
    tcase_add_test(tests, no_file_is_written_unasked);
    tcase_add_test(tests, names_and_versions);
    return suite;
}
