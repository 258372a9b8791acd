/*
 * stages FILE FOLDER JOBS...: loads, checks and writes a region through the library, once for each
 * number of threads, and prints the wall time of each of the three in ms. It shows what the threads
 * bring to the computation alone.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "cpts.h"

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void require(const cpts_context *context, cpts_status status)
{
    if (status == CPTS_OK)
        return;
    fprintf(stderr, "stages: %s\n", cpts_context_message(context));
    exit(3);
}

static void time_stages(cpts_context *context, const char *file, const char *folder)
{
    const char *const sources[] = {file, NULL};
    cpts_load_options load = CPTS_LOAD_OPTIONS_INIT;
    load.sources = sources;
    const cpts_check_options check = CPTS_CHECK_OPTIONS_INIT;
    cpts_region *region = NULL;
    cpts_report *report = NULL;
    char path[4096];

    const double start_ms = now_ms();
    require(context, cpts_region_load(&region, context, &load));
    const double loaded_ms = now_ms();
    require(context, cpts_check(&report, region, &check));
    const double checked_ms = now_ms();
    for (int format = CPTS_FORMAT_GEOJSON; format <= CPTS_FORMAT_JSON; format++) {
        snprintf(path, sizeof path, "%s/%s", folder,
                 cpts_file_name(CPTS_RESULT_REPORT, (cpts_format)format));
        require(context, cpts_report_write(report, (cpts_format)format, path));
    }
    printf("%.3f\t%.3f\t%.3f\n", loaded_ms - start_ms, checked_ms - loaded_ms,
           now_ms() - checked_ms);
    cpts_report_free(report);
    cpts_region_free(region);
}

int main(int argc, char **argv)
{
    cpts_context *context = NULL;
    if (argc < 4 || cpts_context_new(&context) != CPTS_OK) {
        fprintf(stderr, "usage: stages FILE FOLDER JOBS...\n");
        return 3;
    }
    for (int i = 3; i < argc; i++) {
        cpts_context_set_jobs(context, (int)strtol(argv[i], NULL, 10));
        time_stages(context, argv[1], argv[2]);
    }
    cpts_context_free(context);
    return 0;
}
