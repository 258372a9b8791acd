/*
 * Checks the sources on the command line and lists the findings.
 *
 *     cc check.c $(pkg-config --cflags --libs libcpts) -o check
 *     ./check region.gpkg
 */
#include <cpts.h>
#include <stdio.h>

static void print_findings(const cpts_report *report)
{
    const cpts_totals *totals = cpts_report_totals(report);
    printf("%s: %.1f %% of the area is covered\n", cpts_verdict_name(cpts_report_verdict(report)),
           100 * totals->area_rate);
    for (size_t i = 0; i < cpts_report_finding_count(report); i++) {
        const cpts_finding *finding = cpts_report_finding(report, i);
        printf("%s\t%s\t%.0f m2\t%s\n", cpts_severity_name(finding->severity),
               cpts_rule_name(finding->rule), finding->area_m2, finding->message);
    }
}

int main(int argc, char **argv)
{
    cpts_context *context = NULL;
    cpts_region *region = NULL;
    cpts_report *report = NULL;
    cpts_load_options load = CPTS_LOAD_OPTIONS_INIT;
    cpts_check_options options = CPTS_CHECK_OPTIONS_INIT;

    if (argc < 2 || cpts_context_new(&context) != CPTS_OK)
        return 3;
    load.sources = (const char *const *)argv + 1; /* ends with NULL, as argv does */
    options.sliver_width_m = 2;
    cpts_status status = cpts_region_load(&region, context, &load);
    if (status == CPTS_OK)
        status = cpts_check(&report, region, &options);
    if (status == CPTS_OK)
        print_findings(report);
    else
        fprintf(stderr, "%s: %s\n", cpts_status_name(status), cpts_context_message(context));

    const int result = status != CPTS_OK                                           ? 3
                       : cpts_report_verdict(report) == CPTS_VERDICT_NOT_COMPLIANT ? 1
                                                                                   : 0;
    cpts_report_free(report); /* in any order; each takes NULL */
    cpts_region_free(region);
    cpts_context_free(context);
    return result;
}
