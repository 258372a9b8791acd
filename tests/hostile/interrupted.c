/*
 * Calls of the library that are interrupted at random moments: how long each goes on. With one
 * thread the processor's time is what counts, so that a busy machine changes nothing.
 *
 *     interrupted STOPS SEED FOLDER UNITS PERIMETERS [brief]
 *
 * brief: without the outputs that take longest, of paper and of other formats.
 *
 * One line for each call: its name, how long it lasts, how many stops ended it, the slowest of
 * them; seconds of the processor. A call that an interruption ends must fail with
 * CPTS_ERROR_INTERRUPT, work when it is called again, and leave no file.
 */
#include <cpts.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define TOO_SHORT_S 0.02

struct work {
    cpts_context *context;
    cpts_load_options load;
    cpts_region *region;
    cpts_report *report;
    char store[4096], path[4096];
    cpts_format format;
};

static double used_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* ---- the calls ---------------------------------------------------------------------------- */

static cpts_status load(struct work *work)
{
    cpts_region_free(work->region);
    return cpts_region_load(&work->region, work->context, &work->load);
}

static cpts_status check(struct work *work)
{
    cpts_report_free(work->report);
    return cpts_check(&work->report, work->region, NULL);
}

static cpts_status output(struct work *work)
{
    return cpts_report_write(work->report, work->format, work->path);
}

static cpts_status keep(struct work *work)
{
    cpts_history *history = NULL;
    cpts_status status = cpts_history_open(&history, work->context, work->store, 0);
    if (status == CPTS_OK)
        status = cpts_history_record(history, work->report);
    if (status == CPTS_OK)
        status = cpts_history_commit(history);
    cpts_history_close(history);
    return status;
}

static cpts_status compare(struct work *work)
{
    cpts_compared sides[2] = {CPTS_COMPARED_INIT, CPTS_COMPARED_INIT};
    cpts_comparison *comparison = NULL;
    sides[0].report = sides[1].report = work->report;
    const cpts_status status = cpts_compare(&comparison, work->context, &sides[0], &sides[1]);
    cpts_comparison_free(comparison);
    return status;
}

static cpts_status propose(struct work *work)
{
    cpts_proposal *proposal = NULL;
    const cpts_status status = cpts_propose(&proposal, work->region, NULL, NULL);
    cpts_proposal_free(proposal);
    return status;
}

/* ---- stops -------------------------------------------------------------------------------- */

struct stop {
    cpts_context *context;
    pthread_mutex_t lock;
    pthread_cond_t over;
    double after_s, at_s;
    bool is_over, is_made;
};

static void *interrupt(void *user)
{
    struct stop *stop = user;
    const struct timespec nap = {0, 500000};
    const double begin = used_s();
    for (bool is_over = false; !is_over;) {
        pthread_mutex_lock(&stop->lock);
        is_over = stop->is_over;
        if (!is_over && used_s() - begin >= stop->after_s) {
            stop->at_s = used_s();
            stop->is_made = is_over = true;
            cpts_context_interrupt(stop->context);
        }
        pthread_mutex_unlock(&stop->lock);
        nanosleep(&nap, NULL);
    }
    return NULL;
}

/* Seconds from the interruption to the end of the call, or less than zero: it had ended. */
static double stopped(struct work *work, cpts_status (*call)(struct work *), double after_s,
                      cpts_status *status)
{
    struct stop stop = {.context = work->context, .after_s = after_s};
    pthread_t thread;
    pthread_mutex_init(&stop.lock, NULL);
    if (pthread_create(&thread, NULL, interrupt, &stop) != 0)
        exit(3);
    *status = call(work);
    const double end = used_s();
    pthread_mutex_lock(&stop.lock);
    stop.is_over = true;
    pthread_mutex_unlock(&stop.lock);
    pthread_join(thread, NULL);
    cpts_context_resume(work->context);
    return stop.is_made ? end - stop.at_s : -1;
}

static bool good(const struct work *work, cpts_status status, const char *name)
{
    if (status == CPTS_OK)
        return true;
    printf("%s\tfailed: %s: %s\n", name, cpts_status_name(status),
           cpts_context_message(work->context));
    return false;
}

/* A report is recorded once: the history gets a new one each time. */
static cpts_status prepare(struct work *work, cpts_status (*call)(struct work *))
{
    return call == keep ? check(work) : CPTS_OK;
}

/* Runs the call once to its end, then interrupts it `stops` times, and runs it to its end. */
static bool stop_often(struct work *work, const char *name, cpts_status (*call)(struct work *),
                       int stops)
{
    if (!good(work, prepare(work, call), name))
        return false;
    const double begin = used_s();
    if (!good(work, call(work), name))
        return false;
    const double lasts = used_s() - begin;
    double slowest = 0;
    int made = 0;
    for (int i = 0; i < stops && lasts > TOO_SHORT_S; i++) {
        cpts_status status;
        const double after = lasts * (i + (double)random() / RAND_MAX) / stops;
        if (!good(work, prepare(work, call), name))
            return false;
        const double took = stopped(work, call, after, &status);
        if (status != CPTS_OK && status != CPTS_ERROR_INTERRUPT)
            return good(work, status, name);
        made += status == CPTS_ERROR_INTERRUPT;
        slowest = took > slowest ? took : slowest;
    }
    printf("%s\t%.3f\t%d\t%.3f\n", name, lasts, made, slowest);
    fflush(stdout);
    return !made || (good(work, prepare(work, call), name) && good(work, call(work), name));
}

static bool stop_outputs(struct work *work, const char *folder, int stops, bool brief)
{
    static const struct {
        cpts_format format;
        const char *name;
    } outputs[] = {{CPTS_FORMAT_TEXT, "summary.txt"},      {CPTS_FORMAT_GEOJSON, "map.geojson"},
                   {CPTS_FORMAT_JSON, "report.json"},      {CPTS_FORMAT_CSV, "tables"},
                   {CPTS_FORMAT_GPKG, "coverage.gpkg"},    {CPTS_FORMAT_HTML, "report.html"},
                   {CPTS_FORMAT_DECLARATION, "taken.csv"}, {CPTS_FORMAT_PROMETHEUS, "run.prom"},
                   {CPTS_FORMAT_JUNIT, "run.xml"},         {CPTS_FORMAT_MAIL, "mail.txt"},
                   {CPTS_FORMAT_SHEETS, "sheets"},         {CPTS_FORMAT_MAP, "map.pdf"},
                   {CPTS_FORMAT_MAP, "map.svg"},           {CPTS_FORMAT_MAP, "map.png"},
                   {CPTS_FORMAT_ATLAS, "atlas.pdf"},       {CPTS_FORMAT_LAYERS, "layers.fgb"},
                   {CPTS_FORMAT_LAYERS, "layers.shp"}};
    bool done = true;
    for (size_t i = 0; done && i < sizeof outputs / sizeof *outputs; i++) {
        if (brief && outputs[i].format == CPTS_FORMAT_SHEETS)
            break;
        snprintf(work->path, sizeof work->path, "%s/%s", folder, outputs[i].name);
        work->format = outputs[i].format;
        done = stop_often(work, outputs[i].name, output, stops);
    }
    return done;
}

int main(int argc, char **argv)
{
    if (argc < 6)
        return 2;
    const int stops = (int)strtol(argv[1], NULL, 10);
    srandom((unsigned)strtoul(argv[2], NULL, 10));
    const char *const units[] = {argv[4], NULL}, *const perimeters[] = {argv[5], NULL};
    struct work work = {.load = CPTS_LOAD_OPTIONS_INIT};
    work.load.units = units;
    work.load.perimeters = perimeters;
    snprintf(work.store, sizeof work.store, "%s/store.sqlite", argv[3]);
    if (cpts_context_new(&work.context) != CPTS_OK)
        return 3;
    cpts_context_set_jobs(work.context, 1);
    const bool done =
        stop_often(&work, "load", load, stops) && stop_often(&work, "check", check, stops) &&
        stop_outputs(&work, argv[3], stops, argc > 6) &&
        stop_often(&work, "history", keep, stops) && stop_often(&work, "compare", compare, stops) &&
        stop_often(&work, "propose", propose, stops);
    cpts_report_free(work.report);
    cpts_region_free(work.region);
    cpts_context_free(work.context);
    return done ? 0 : 1;
}
