/*
 * Reads many sources in one process, as a check would: for each line of standard input, "MODE
 * FIELDS FILE" apart by tabulations, prints what was understood of the file.
 * tests/layouts/test_layouts.py asks and judges.
 *
 *   reader UNITS
 *
 * MODE is "perimeters", "drawn" when claims are what polygons cover, "sources" when the file holds
 * the units as well. FIELDS is a map as --perimeter-fields takes it, or nothing.
 *
 * Answers, one a line, fields apart by tabulations:
 *   status MESSAGE            "ok", or the name of the status and its message
 *   claim NAME CODE           of a perimeter, by its name, else by its id
 *   notice RULE SEVERITY MESSAGE
 *   end
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/region/region.h"

static void put(const char *text)
{
    for (; *text; text++)
        putchar(*text == '\t' || *text == '\n' || *text == '\r' ? ' ' : *text);
}

static void put_claim(const char *id, const char *name, const char *code)
{
    printf("claim\t");
    put(*name ? name : id);
    printf("\t%s\n", code);
}

/* What polygons cover most of. */
static void put_drawn(struct cpts_region *region)
{
    cpts_report *report;
    if (cpts_check(&report, region, NULL) != CPTS_OK)
        return;
    for (size_t u = 0; u < cpts_report_unit_count(report); u++) {
        cpts_unit unit = CPTS_UNIT_INIT;
        (void)cpts_report_unit(&unit, report, u);
        for (size_t i = 0; i < unit.claim_count; i++) {
            cpts_claim claim = CPTS_CLAIM_INIT;
            cpts_perimeter perimeter = CPTS_PERIMETER_INIT;
            (void)cpts_report_unit_claim(&claim, report, u, i);
            (void)cpts_report_perimeter(&perimeter, report, claim.perimeter);
            if (claim.share > 0.5)
                put_claim(perimeter.id, perimeter.name, unit.code);
        }
    }
    cpts_report_free(report);
}

static void put_declared(const struct cpts_region *region)
{
    const struct perimeters *perimeters = &region->perimeters;
    for (size_t i = 0; i < perimeters->declared_count; i++) {
        const struct declared *declared = &perimeters->declared[i];
        put_claim(perimeters->id[declared->perimeter], perimeters->name[declared->perimeter],
                  region->units.code[declared->unit]);
    }
}

static void put_notices(const struct cpts_region *region)
{
    for (size_t i = 0; i < region->notice_count; i++) {
        const struct notice *notice = &region->notices[i];
        printf("notice\t%s\t%s\t", cpts_rule_name(notice->rule),
               cpts_severity_name(notice->severity));
        put(notice->message);
        putchar('\n');
    }
}

static void no_log(void *user, cpts_verbosity level, const char *message)
{
    (void)user;
    (void)level;
    (void)message;
}

static void read_file(cpts_context *context, const char *units_path, const char *mode,
                      const char *fields, const char *path)
{
    const char *const units[] = {units_path, NULL}, *const file[] = {path, NULL};
    cpts_load_options options = CPTS_LOAD_OPTIONS_INIT;
    if (strcmp(mode, "sources") == 0) {
        options.sources = file;
    } else {
        options.units = units;
        options.perimeters = file;
    }
    options.perimeter_fields = *fields ? fields : NULL;
    cpts_region *region = NULL;
    const cpts_status status = cpts_region_load(&region, context, &options);
    printf("status\t%s\t", status == CPTS_OK ? "ok" : cpts_status_name(status));
    put(cpts_context_message(context));
    putchar('\n');
    if (status == CPTS_OK) {
        if (strcmp(mode, "perimeters") == 0)
            put_declared(region);
        else
            put_drawn(region);
        put_notices(region);
    }
    puts("end");
    fflush(stdout);
    cpts_region_free(region);
}

int main(int argc, char **argv)
{
    char line[4096];
    cpts_context *context;
    if (argc != 2 || cpts_context_new(&context) != CPTS_OK)
        return 2;
    cpts_context_set_log(context, no_log, NULL);
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        char *fields = strchr(line, '\t'), *path = fields ? strchr(fields + 1, '\t') : NULL;
        if (!path)
            return 2;
        *fields++ = *path++ = '\0';
        read_file(context, argv[1], line, fields, path);
    }
    cpts_context_free(context);
    return 0;
}
