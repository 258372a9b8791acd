/* The interface as other programs meet it: lifetimes, interruptions, sizes of options. */
#include <stdio.h>
#include <string.h>

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
    TCase *tests = tcase_create("interface");
    tcase_add_test(tests, a_region_with_reports_is_not_added_to);
    tcase_add_test(tests, a_copy_may_be_changed_and_checked_by_itself);
    tcase_add_test(tests, objects_go_in_any_order);
    tcase_add_test(tests, an_interruption_ends_one_call);
    tcase_add_test(tests, options_say_their_size);
    tcase_add_test(tests, results_say_their_size);
    tcase_add_test(tests, the_geometry_of_a_finding_is_wkb);
    tcase_add_test(tests, names_and_versions);
    suite_add_tcase(suite, tests);
    return suite;
}
