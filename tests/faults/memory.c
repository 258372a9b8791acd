/*
 * Every allocation of a whole small check made to fail in turn: building the region, checking it,
 * writing every format. Each failure must end with CPTS_ERROR_MEMORY and a message, and leave
 * nothing behind; leaks are found by the sanitizer's leak checker or by valgrind, and counted here
 * as well. Prints TAP. CPTS_ALLOCATIONS=3: each third allocation only.
 *
 * The linker sends the library's malloc, calloc and realloc here (--wrap). Those of GDAL and GEOS
 * are their own: they abort or throw on their own terms.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cpts.h"

/* Set by the steps below, read by the allocator: there is no other way to reach it. */
static long countdown; /* allocations left until one fails; 0: none does */
static long made;      /* allocations asked for */

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

static bool fails(void)
{
    made++;
    return countdown > 0 && --countdown == 0;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return fails() ? NULL : __real_realloc(old, size);
}

/* ---- the region --------------------------------------------------------------------------- */

/* A polygon in WKB: rings of points, one ring after another. */
struct wkb {
    unsigned char bytes[1024];
    size_t size;
};

static void put(struct wkb *wkb, const void *bytes, size_t size)
{
    memcpy(wkb->bytes + wkb->size, bytes, size);
    wkb->size += size;
}

static void put_ring(struct wkb *wkb, const double *xy, uint32_t count)
{
    put(wkb, &count, sizeof count);
    for (uint32_t i = 0; i < count; i++) {
        const double x = 900000 + xy[2 * i], y = 6250000 + xy[2 * i + 1];
        put(wkb, &x, sizeof x);
        put(wkb, &y, sizeof y);
    }
}

static struct wkb polygon(const double *shell, uint32_t count, const double *hole,
                          uint32_t hole_count)
{
    struct wkb wkb = {.size = 0};
    const uint32_t head[] = {3, hole ? 2 : 1};
    const unsigned char order = 1; /* little-endian */
    put(&wkb, &order, 1);
    put(&wkb, head, sizeof head);
    put_ring(&wkb, shell, count);
    if (hole)
        put_ring(&wkb, hole, hole_count);
    return wkb;
}

static cpts_status add_unit(cpts_region *region, const char *code, const double *shell,
                            uint32_t count)
{
    const struct wkb wkb = polygon(shell, count, NULL, 0);
    return cpts_region_add_unit(region, code, "Une commune", "13", 1200, wkb.bytes, wkb.size);
}

static cpts_status add_perimeter(cpts_region *region, const char *id, const double *shell,
                                 uint32_t count)
{
    const struct wkb wkb = polygon(shell, count, NULL, 0);
    return cpts_region_add_perimeter(region, id, "Une CPTS", wkb.bytes, wkb.size);
}

/* Four units: one with a lake, one invalid, two that overlap, a node on one side only. */
static cpts_status fill_units(cpts_region *region)
{
    static const double a[] = {0, 0, 1000, 0, 1000, 1000, 0, 1000, 0, 0};
    static const double lake[] = {200, 200, 200, 300, 300, 300, 300, 200, 200, 200};
    static const double b[] = {1000, 0, 2000, 0, 2000, 1000, 1000, 1000, 1000, 400, 1000, 0};
    static const double c[] = {0,    1000, 1000, 1000, 1000, 2000, 1500,
                               2500, 1000, 2000, 0,    2000, 0,    1000};
    static const double d[] = {990, 1000, 2000, 1000, 2000, 2000, 990, 2000, 990, 1000};
    const struct wkb first = polygon(a, 5, lake, 5);
    cpts_status status =
        cpts_region_add_unit(region, "13001", "Un lac", "13", 800, first.bytes, first.size);
    if (status == CPTS_OK)
        status = add_unit(region, "13002", b, 6);
    if (status == CPTS_OK)
        status = add_unit(region, "13003", c, 7);
    if (status == CPTS_OK)
        status = add_unit(region, "13004", d, 5);
    return status;
}

/* Overlaps, white zones, slivers, something outside, a bow tie, codes known and unknown. */
static cpts_status fill_perimeters(cpts_region *region)
{
    static const double p[] = {0, 0, 1300, 0, 1301, 700, 1000, 1000, 0, 1000, 0, 0};
    static const double q[] = {1002, 0, 2500, 0, 2500, 1000, 1002, 1000, 1002, 0};
    static const double bow[] = {100, 1100, 900, 1900, 900, 1100, 100, 1800, 100, 1100};
    static const double inside[] = {1200, 1200, 1300, 1200, 1250, 1300, 1200, 1200};
    cpts_status status = add_perimeter(region, "P", p, 6);
    if (status == CPTS_OK)
        status = add_perimeter(region, "Q", q, 5);
    if (status == CPTS_OK)
        status = add_perimeter(region, "R", bow, 5);
    if (status == CPTS_OK)
        status = add_perimeter(region, "R", inside, 4);
    if (status == CPTS_OK)
        status = cpts_region_declare_unit(region, "Q", "Une CPTS", "13004");
    if (status == CPTS_OK)
        status = cpts_region_declare_unit(region, "S", "Une autre", "13999");
    return status;
}

/* ---- the steps ---------------------------------------------------------------------------- */

enum step {
    STEP_REGION,
    STEP_UNITS,
    STEP_PERIMETERS,
    STEP_CHECK,
    STEP_SIMULATE,
    STEP_PROPOSE,
    STEP_WRITE,
    STEP_COUNT
};

static const char *const step_names[] = {"opening a region", "adding units", "adding perimeters",
                                         "checking",         "simulating",   "proposing",
                                         "writing"};

struct run {
    cpts_context *context;
    cpts_region *region;
    cpts_report *report;
    char folder[64];
    cpts_format format;
};

/* Formats that have no standard name get one here. */
static const char *file_of(cpts_format format)
{
    const char *name = cpts_file_name(CPTS_RESULT_REPORT, format);
    return name                           ? name
           : format == CPTS_FORMAT_JUNIT  ? "junit.xml"
           : format == CPTS_FORMAT_MAP    ? "map.png"
           : format == CPTS_FORMAT_ATLAS  ? "atlas.pdf"
           : format == CPTS_FORMAT_LAYERS ? "layers.sqlite"
                                          : "other.txt";
}

static cpts_status write_report(const struct run *run)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", run->folder, file_of(run->format));
    return cpts_report_write(run->report, run->format, path);
}

/* A hypothesis on the region read as whole units, and what it changes written. */
static cpts_status simulate(const struct run *run)
{
    const char *const take[] = {"13003,13004", NULL}, *const release[] = {"13001", NULL};
    cpts_hypothesis hypothesis = CPTS_HYPOTHESIS_INIT;
    hypothesis.id = "P";
    hypothesis.take = take;
    hypothesis.release = release;
    const cpts_format formats[] = {CPTS_FORMAT_GEOJSON, CPTS_FORMAT_JSON, CPTS_FORMAT_HTML};
    cpts_simulation *simulation = NULL;
    char path[128];
    cpts_check_options options = CPTS_CHECK_OPTIONS_INIT;
    options.snap_to_units = 0.9;
    cpts_status status = cpts_simulate(&simulation, run->region, &hypothesis, &options);
    for (size_t i = 0; status == CPTS_OK && i < sizeof formats / sizeof *formats; i++) {
        snprintf(path, sizeof path, "%s/%s", run->folder,
                 cpts_file_name(CPTS_RESULT_SIMULATION, formats[i]));
        status = cpts_simulation_write(simulation, formats[i], path);
        unlink(path);
    }
    cpts_simulation_free(simulation);
    return status;
}

static cpts_status propose(const struct run *run)
{
    const cpts_format formats[] = {CPTS_FORMAT_JSON, CPTS_FORMAT_HTML};
    cpts_proposal *proposal = NULL;
    char path[128];
    cpts_status status = cpts_propose(&proposal, run->region, NULL, NULL);
    for (size_t i = 0; status == CPTS_OK && i < sizeof formats / sizeof *formats; i++) {
        snprintf(path, sizeof path, "%s/%s", run->folder,
                 cpts_file_name(CPTS_RESULT_PROPOSAL, formats[i]));
        status = cpts_proposal_write(proposal, formats[i], path);
        unlink(path);
    }
    cpts_proposal_free(proposal);
    return status;
}

static cpts_status take_step(struct run *run, enum step step)
{
    const cpts_check_options options = CPTS_CHECK_OPTIONS_INIT;
    switch (step) {
    case STEP_REGION:
        return cpts_region_new(&run->region, run->context, "EPSG:2154");
    case STEP_UNITS:
        return fill_units(run->region);
    case STEP_PERIMETERS:
        return fill_perimeters(run->region);
    case STEP_CHECK:
        return cpts_check(&run->report, run->region, &options);
    case STEP_SIMULATE:
        return simulate(run);
    case STEP_PROPOSE:
        return propose(run);
    default:
        return write_report(run);
    }
}

static void end(struct run *run)
{
    cpts_report_free(run->report);
    cpts_region_free(run->region);
    cpts_context_free(run->context);
    run->report = NULL;
    run->region = NULL;
    run->context = NULL;
}

/* All steps before one, without a failure. */
static bool begin(struct run *run, enum step step)
{
    countdown = 0;
    if (cpts_context_new(&run->context) != CPTS_OK)
        return false;
    for (enum step before = 0; before < step; before++)
        if (take_step(run, before) != CPTS_OK) {
            printf("# %s: %s\n", step_names[before], cpts_context_message(run->context));
            return false;
        }
    return true;
}

/* ---- trying them -------------------------------------------------------------------------- */

static int tests, failures;

/* From one allocation that is made to fail to the next. */
static long stride(void)
{
    const char *asked = getenv("CPTS_ALLOCATIONS");
    const long read = asked ? strtol(asked, NULL, 10) : 1;
    return read > 1 ? read : 1;
}

static void print_result(bool passed, const char *what, const char *of, long points)
{
    tests++;
    failures += !passed;
    printf("%sok %d - %s%s%s: each of %ld allocations fails cleanly\n", passed ? "" : "not ", tests,
           what, *of ? " " : "", of, points);
    fflush(stdout);
}

/* A step that failed once for want of memory must be able to succeed afterwards, unless it has
 * begun to fill a region. */
static bool recovers(struct run *run, enum step step)
{
    countdown = 0;
    if (step == STEP_UNITS || step == STEP_PERIMETERS)
        return true;
    if (take_step(run, step) == CPTS_OK)
        return true;
    printf("# after it: %s\n", cpts_context_message(run->context));
    return false;
}

/* Makes one allocation after another fail, until the step needs no further one; how many. */
static long try_step(struct run *run, enum step step, bool *passed)
{
    for (long point = 1, tried = 1;; point += stride(), tried++) {
        *passed = begin(run, step);
        if (!*passed)
            return tried;
        countdown = point;
        const cpts_status status = take_step(run, step);
        const bool reached = countdown == 0;
        bool clean = status == CPTS_OK;
        if (reached) {
            clean = status == CPTS_ERROR_MEMORY && *cpts_context_message(run->context);
            if (!clean)
                printf("# allocation %ld: status %d, '%s'\n", point, (int)status,
                       cpts_context_message(run->context));
            clean = clean && recovers(run, step);
        }
        end(run);
        *passed = clean;
        if (!reached || !clean)
            return reached ? tried : tried - 1;
    }
}

static void remove_written(const struct run *run)
{
    static const char *const names[] = {"units.csv",     "perimeters.csv", "groups.csv",
                                        "conflicts.qml", "index.html",     "0001-P.html",
                                        "0002-Q.html",   "0003-R.html",    "0004-S.html"};
    char path[128];
    for (cpts_format format = 0; format < CPTS_FORMAT_COUNT; format++) {
        snprintf(path, sizeof path, "%s/%s", run->folder, file_of(format));
        unlink(path);
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", run->folder, names[i]);
        unlink(path);
    }
}

/* Text goes through a stream of the C library's, a scenario is of a proposal alone, and PostgreSQL
 * takes a server: see tests/postgres. */
static bool is_written_here(cpts_format format)
{
    return format != CPTS_FORMAT_TEXT && format != CPTS_FORMAT_SCENARIO &&
           format != CPTS_FORMAT_POSTGIS;
}

int main(void)
{
    struct run run = {.folder = "/tmp/cpts-faults-XXXXXX"};
    long points, total = 0;
    bool passed;
    if (!mkdtemp(run.folder))
        return EXIT_FAILURE;
    for (enum step step = 0; step < STEP_COUNT; step++)
        for (run.format = 0; run.format < (step == STEP_WRITE ? CPTS_FORMAT_COUNT : 1);
             run.format++) {
            if (step == STEP_WRITE && !is_written_here(run.format))
                continue;
            points = try_step(&run, step, &passed);
            end(&run);
            const bool csv = run.format == CPTS_FORMAT_CSV;
            print_result(passed, step_names[step],
                         step < STEP_WRITE                  ? ""
                         : csv                              ? "csv"
                         : run.format == CPTS_FORMAT_SHEETS ? "sheets"
                                                            : file_of(run.format),
                         points);
            total += points;
            remove_written(&run);
        }
    /* What was left beside the outputs would keep the folder. */
    tests++;
    const bool emptied = rmdir(run.folder) == 0;
    failures += !emptied;
    printf("%sok %d - nothing is left beside the outputs\n", emptied ? "" : "not ", tests);
    printf("# %ld allocations made to fail, one at a time; step %ld\n1..%d\n", total, stride(),
           tests);
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
