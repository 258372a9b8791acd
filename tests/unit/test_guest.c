/* A good guest: what the program that embeds the library has set in its process and its thread is
 * the same after the library was used. */
#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <geos_c.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input_fixture.h"
#include "suites.h"

static int warnings_of_host;

static void CPL_STDCALL hear(CPLErr level, CPLErrorNum number, const char *message)
{
    (void)level, (void)number, (void)message;
    warnings_of_host++;
}

static int notices_of_host;

static void hear_geos(const char *format, ...)
{
    (void)format;
    notices_of_host++;
}

static void ignore(int number)
{
    (void)number;
}

static bool take_all(void *user, const void *bytes, size_t size)
{
    (void)bytes;
    *(size_t *)user += size;
    return true;
}

/* Loads, fails to load, checks, writes each format, keeps a history, supposes and proposes. */
static void use_library(void)
{
    struct loaded loaded, missing;
    static const char *const take[] = {"13003", NULL};
    cpts_hypothesis hypothesis = CPTS_HYPOTHESIS_INIT;
    cpts_report *report;
    cpts_history *history;
    cpts_simulation *simulation;
    cpts_proposal *proposal;
    size_t size = 0;
    hypothesis.id = "A";
    hypothesis.take = take;
    input_write_communes("communes.gpkg");
    input_write_cpts("cpts.gpkg");
    input_text("broken.geojson", "{\"type\":\"FeatureCollection\",\"features\":[{");
    input_load_sources(&missing, "communes.gpkg", "broken.geojson");
    ck_assert_int_ne(missing.status, CPTS_OK);
    input_free(&missing);
    input_must_load_sources(&loaded, "communes.gpkg", "cpts.gpkg");
    ck_assert_int_eq(cpts_check(&report, loaded.region, NULL), CPTS_OK);
    ck_assert_int_eq(cpts_history_open(&history, loaded.context, "store.sqlite", 1), CPTS_OK);
    ck_assert_int_eq(cpts_history_record(history, report), CPTS_OK);
    for (cpts_format format = 0; format < CPTS_FORMAT_COUNT; format++)
        (void)cpts_report_write_to(report, format, take_all, &size);
    ck_assert_int_eq(cpts_history_commit(history), CPTS_OK);
    cpts_history_close(history);
    ck_assert_int_eq(cpts_simulate(&simulation, loaded.region, &hypothesis, NULL), CPTS_OK);
    ck_assert_int_eq(cpts_propose(&proposal, loaded.region, NULL, NULL), CPTS_OK);
    cpts_simulation_free(simulation);
    cpts_proposal_free(proposal);
    cpts_report_free(report);
    input_free(&loaded);
    ck_assert_uint_gt(size, 0);
}

START_TEST(options_and_handlers_of_gdal_are_the_hosts)
{
    static const char *const names[] = {"OGR_XLSX_HEADERS", "OGR_XLSX_FIELD_TYPES",
                                        "SQLITE_LIST_ALL_TABLES", "OGR_SQLITE_LIST_VIRTUAL_OGR",
                                        "GUEST"};
    input_begin();
    CPLPushErrorHandler(hear);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        CPLSetThreadLocalConfigOption(names[i], "host");
    char **global = CPLGetConfigOptions();
    use_library();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ck_assert_str_eq(CPLGetThreadLocalConfigOption(names[i], ""), "host");
    char **now = CPLGetConfigOptions();
    ck_assert_int_eq(CSLCount(now), CSLCount(global));
    for (int i = 0; i < CSLCount(global); i++)
        ck_assert_str_eq(now[i], global[i]);
    CSLDestroy(now);
    CSLDestroy(global);
    const int before = warnings_of_host;
    CPLError(CE_Warning, CPLE_AppDefined, "to whom?");
    ck_assert_int_eq(warnings_of_host, before + 1);
    CPLPopErrorHandler();
    input_end();
}
END_TEST

START_TEST(the_handler_of_geos_is_the_hosts)
{
    input_begin();
    initGEOS(hear_geos, hear_geos);
    use_library();
    ck_assert_int_eq(notices_of_host, 0); /* not even of what the library asked GEOS */
    ck_assert_ptr_null(GEOSGeomFromWKT("POLYGON(("));
    ck_assert_int_gt(notices_of_host, 0);
    finishGEOS();
    input_end();
}
END_TEST

START_TEST(signals_locale_and_process_are_the_hosts)
{
    struct sigaction before[NSIG], mine = {.sa_handler = ignore}, now;
    sigset_t mask, mask_now;
    char folder[4096], folder_now[4096], *locale;
    size_t variables = 0, variables_now = 0;
    input_begin();
    ck_assert_int_eq(sigaction(SIGUSR1, &mine, NULL), 0);
    for (int s = 1; s < NSIG; s++)
        (void)sigaction(s, NULL, &before[s]);
    sigprocmask(SIG_SETMASK, NULL, &mask);
    locale = strdup(setlocale(LC_ALL, NULL));
    const mode_t creation = umask(027);
    ck_assert_ptr_nonnull(getcwd(folder, sizeof folder));
    while (environ[variables])
        variables++;
    use_library();
    for (int s = 1; s < NSIG; s++)
        if (sigaction(s, NULL, &now) == 0)
            ck_assert_msg(now.sa_handler == before[s].sa_handler, "signal %d", s);
    sigprocmask(SIG_SETMASK, NULL, &mask_now);
    for (int s = 1; s < NSIG; s++)
        ck_assert_int_eq(sigismember(&mask, s), sigismember(&mask_now, s));
    ck_assert_str_eq(setlocale(LC_ALL, NULL), locale);
    ck_assert_uint_eq(umask(creation), 027);
    ck_assert_ptr_nonnull(getcwd(folder_now, sizeof folder_now));
    ck_assert_str_eq(folder_now, folder);
    while (environ[variables_now])
        variables_now++;
    ck_assert_uint_eq(variables_now, variables);
    free(locale);
    input_end();
}
END_TEST

static void expect_remedy(cpts_context *context, const char *const *sources, const char *remedy)
{
    cpts_load_options options = CPTS_LOAD_OPTIONS_INIT;
    cpts_region *region;
    options.sources = sources;
    ck_assert_int_eq(cpts_region_load(&region, context, &options), CPTS_ERROR_INPUT);
    ck_assert_msg(strstr(cpts_context_message(context), remedy), "%s",
                  cpts_context_message(context));
}

/* A host without a command line is given the fields of the structures. */
START_TEST(remedies_are_named_as_the_host_calls_them)
{
    cpts_context *context;
    static const char *const sources[] = {"units.gpkg", "list.csv", NULL};
    input_begin();
    input_write_communes("units.gpkg");
    input_text("list.csv", "insee;nom\n13001;Aix\n");
    ck_assert_int_eq(cpts_context_new(&context), CPTS_OK);
    expect_remedy(context, sources, " perimeter_fields ");
    ck_assert_ptr_null(strstr(cpts_context_message(context), "--"));
    ck_assert_int_eq(cpts_context_set_option_names(context, CPTS_OPTIONS_AS_ARGUMENTS), CPTS_OK);
    expect_remedy(context, sources, " --perimeter-fields ");
    ck_assert_int_eq(cpts_context_set_option_names(context, CPTS_OPTION_NAMES_COUNT),
                     CPTS_ERROR_ARGUMENT);
    cpts_context_free(context);
    input_end();
}
END_TEST

Suite *guest_suite(void)
{
    Suite *suite = suite_create("guest");
    TCase *tests = tests_of(suite, "guest");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, options_and_handlers_of_gdal_are_the_hosts);
    tcase_add_test(tests, the_handler_of_geos_is_the_hosts);
    tcase_add_test(tests, signals_locale_and_process_are_the_hosts);
    tcase_add_test(tests, remedies_are_named_as_the_host_calls_them);
    return suite;
}
