/*
 * Reads many sources in one process, as a check would: for each line of standard input, a file,
 * prints what was understood of it. tests/layouts/test_layouts.py asks and judges.
 *
 *   reader UNITS
 *
 * Answers, one a line, fields apart by tabulations:
 *   status MESSAGE            "ok", or the name of the status and its message
 *   claim NAME CODE           of a perimeter, by its name or else its id
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

static void answer(const struct cpts_region *region)
{
    const struct perimeters *perimeters = &region->perimeters;
    for (size_t i = 0; i < perimeters->declared_count; i++) {
        const struct declared *declared = &perimeters->declared[i];
        const char *name = perimeters->name[declared->perimeter];
        printf("claim\t");
        put(*name ? name : perimeters->id[declared->perimeter]);
        printf("\t%s\n", region->units.code[declared->unit]);
    }
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

int main(int argc, char **argv)
{
    char line[4096];
    cpts_context *context;
    if (argc != 2 || cpts_context_new(&context) != CPTS_OK)
        return 2;
    cpts_context_set_log(context, no_log, NULL);
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        const char *const units[] = {argv[1], NULL}, *const perimeters[] = {line, NULL};
        cpts_load_options options = CPTS_LOAD_OPTIONS_INIT;
        options.units = units;
        options.perimeters = perimeters;
        cpts_region *region = NULL;
        const cpts_status status = cpts_region_load(&region, context, &options);
        printf("status\t%s\t", status == CPTS_OK ? "ok" : cpts_status_name(status));
        put(cpts_context_message(context));
        putchar('\n');
        if (status == CPTS_OK)
            answer(region);
        puts("end");
        fflush(stdout);
        cpts_region_free(region);
    }
    cpts_context_free(context);
    return 0;
}
