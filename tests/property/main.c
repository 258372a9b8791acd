/*
 * Property tests: random regions, checked by the library and by a slow oracle. Prints TAP.
 *
 *   property                     the quick number of regions, or CPTS_PROPERTY_REGIONS
 *   property --regions N         so many
 *   property --seed N            the regions from this seed on; with --family, that one region
 *   property --family NAME       of this family only
 *   property --dump DIR          writes the region for QGIS, as well as checking it
 *   property --load DIR          checks a region that was written so
 *   property --shrink            leaves out all without which a region fails as well
 *   property --workers N         processes that share the regions; as many as processors
 *   property --all-ways          presents each region in every other way, not in one
 *   property --oracle-only       checks the oracle against itself, not the library
 *   property --list              the families
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "verdict.h"

enum { QUICK_REGIONS = 1000, REGIONS_A_DOUBT = 8, MOST_FAMILIES = 32 };

struct settings {
    uint64_t seed;
    size_t regions, workers;
    size_t family; /* SIZE_MAX: all in turn */
    const char *dump, *load;
    bool all_ways, oracle_only, shrink;
    char folder[256];
};

struct tally {
    size_t failed, ambiguous, findings, doubted;
    size_t by_family[MOST_FAMILIES]; /* regions */
};

static const double sliver_width_m = 5;

/* GEOS's errors are expected where drawings are invalid; what must not fail is checked. */
static void ignore(const char *format, ...)
{
    (void)format;
}

/* One truth of a scene and what it holds against the library. */
struct reading {
    struct complaints complaints;
    bool contradicts_itself;
};

static struct reading read_truth(const struct truth *truth, const struct outcome *outcome)
{
    struct reading reading = {0};
    compare_findings(&reading.complaints, truth, outcome, sliver_width_m);
    compare_areas(&reading.complaints, truth, outcome);
    if (reading.complaints.count) {
        char *doubt = truth_doubt(truth);
        reading.contradicts_itself = doubt != NULL;
        free(doubt);
    }
    return reading;
}

static bool begins(const char *line, const char *with)
{
    return strncmp(line, with, strlen(with)) == 0;
}

/* Every finding of the library is there in one of the readings: necks narrower than a grid can be
 * read either way, and not all the same way. */
static bool all_are_vouched_for(const struct reading *readings, size_t count)
{
    char *lines = need(strdup(readings[0].complaints.text)), *rest = lines, *line;
    bool vouched = true;
    while (vouched && (line = strsep(&rest, "\n"))) {
        if (!*line || begins(line, "# missing: ") || begins(line, "# slivers: "))
            continue;
        bool refused = begins(line, "# not there: ");
        vouched = refused;
        for (size_t i = 1; refused && i < count; i++)
            refused = readings[i].complaints.text && strstr(readings[i].complaints.text, line);
        vouched = vouched && !refused;
    }
    free(lines);
    return vouched;
}

/* Holds the library against the truth on the grid of the frame and, where they differ, on finer
 * ones. GEOS can lose a border on one of them: what contradicts itself cannot be true. */
static void compare_with_truth(struct complaints *complaints, const struct truth *truth,
                               const struct outcome *outcome, struct tally *tally)
{
    static const double other_m[] = {1e-4, 1e-5, 2e-3};
    enum { READINGS = 1 + sizeof other_m / sizeof *other_m };
    struct reading readings[READINGS] = {read_truth(truth, outcome)};
    size_t count = !readings[0].contradicts_itself;
    bool agrees = readings[0].complaints.count == 0, at_once = agrees;
    for (size_t i = 0; !agrees && i + 1 < READINGS; i++) {
        struct truth *other = truth_make(truth->scene, other_m[i]);
        struct reading reading = read_truth(other, outcome);
        truth_free(other);
        agrees = reading.complaints.count == 0;
        if (reading.contradicts_itself || agrees)
            complaints_clear(&reading.complaints);
        else {
            complaints_clear(&readings[count].complaints);
            readings[count++] = reading;
        }
    }
    if (!agrees && count == 0)
        complain(complaints, "the oracle contradicts itself on every grid");
    else if (!agrees && !all_are_vouched_for(readings, count))
        complaints_take(complaints, &readings[0].complaints);
    else
        tally->ambiguous += !at_once;
    for (size_t i = 0; i < READINGS; i++)
        complaints_clear(&readings[i].complaints);
}

static void check_library(struct complaints *complaints, const struct scene *scene,
                          const struct truth *truth, const struct settings *settings,
                          struct tally *tally)
{
    const struct outcome_options options = {.jobs = 1,
                                            .sliver_width_m = sliver_width_m,
                                            .with_geojson = true,
                                            .with_json = true,
                                            .folder = settings->folder};
    char *why;
    struct outcome *outcome = outcome_make(scene, &options, &why);
    if (!outcome) {
        complain(complaints, "could not check: %s", why);
        free(why);
        return;
    }
    tally->findings += outcome->finding_count;
    compare_with_truth(complaints, truth, outcome, tally);
    compare_books(complaints, scene, outcome);
    compare_declarations(complaints, scene, outcome);
    const size_t ways = transformation_count();
    for (size_t way = 0; way < ways; way++)
        if (settings->all_ways || way == scene->seed / family_count() % ways)
            compare_transformed(complaints, scene, outcome, &options, way);
    outcome_free(outcome);
}

/* Perimeters drawn separately, about as far off as points are drawn together: never refused, and
 * the same conflicts as if they were drawn alike. */
static void check_noisy(struct complaints *complaints, const struct scene *scene,
                        const struct settings *settings, struct tally *tally)
{
    const struct outcome_options options = {
        .jobs = 1, .sliver_width_m = sliver_width_m, .with_json = true, .folder = settings->folder};
    char *why = NULL;
    struct outcome *outcome = outcome_make(scene, &options, &why), *meant = NULL;
    if (outcome)
        meant = outcome_make(scene->meant, &options, &why);
    if (meant) {
        compare_books(complaints, scene, outcome);
        compare_with_meant(complaints, scene, outcome, meant, sliver_width_m);
        tally->findings += outcome->finding_count;
    } else {
        complain(complaints, "could not check: %s", why);
    }
    free(why);
    if (meant)
        outcome_free(meant);
    if (outcome)
        outcome_free(outcome);
}

static void check_scene(struct complaints *complaints, const struct scene *scene,
                        const struct settings *settings, bool with_doubt, struct tally *tally)
{
    if (scene->meant && !settings->oracle_only) {
        check_noisy(complaints, scene, settings, tally);
        return;
    }
    struct scene *framed = scene_framed(scene);
    struct truth *truth = truth_make(framed, FRAME_TOLERANCE_M);
    char *doubt = with_doubt ? truth_doubt(truth) : NULL;
    if (doubt)
        complain(complaints, "the oracle contradicts itself: %s", doubt);
    free(doubt);
    if (!settings->oracle_only)
        check_library(complaints, scene, truth, settings, tally);
    truth_free(truth);
    scene_free(framed);
}

/* Fails in the same way: what is said first begins alike. */
static bool fails_alike(const struct scene *scene, const struct settings *settings,
                        const struct complaints *as)
{
    if (!scene->perimeter_count || !scene->unit_count || !scene->piece_count)
        return false;
    struct complaints complaints = {0};
    struct tally tally = {0};
    check_scene(&complaints, scene, settings, settings->oracle_only, &tally);
    const bool alike = complaints.count && strncmp(complaints.text, as->text, 32) == 0;
    complaints_clear(&complaints);
    return alike;
}

/* Leaves out perimeters, units and features, one after another, as long as it fails alike. */
static struct scene *shrunk(struct scene *scene, const struct settings *settings,
                            const struct complaints *as)
{
    for (bool shrinks = true; shrinks;) {
        shrinks = false;
        struct scene *less;
        for (size_t i = 0; (less = scene_without(scene, i));) {
            if (fails_alike(less, settings, as)) {
                scene_free(scene);
                scene = less;
                shrinks = true;
            } else {
                scene_free(less);
                i++;
            }
        }
    }
    return scene;
}

static struct scene *make_scene(uint64_t seed, size_t family, const struct settings *settings)
{
    struct scene *scene = settings->load ? scene_load(settings->load) : scene_make(seed, family);
    if (!scene)
        give_up("cannot read %s", settings->load);
    return scene;
}

static void check_region(size_t number, uint64_t seed, size_t family,
                         const struct settings *settings, struct tally *tally)
{
    struct scene *scene = make_scene(seed, family, settings);
    struct complaints complaints = {0};
    const bool with_doubt =
        settings->oracle_only || (!scene->meant && number % REGIONS_A_DOUBT == 0);
    tally->doubted += with_doubt;
    if (!settings->load)
        tally->by_family[family]++;
    check_scene(&complaints, scene, settings, with_doubt, tally);
    printf("%s %zu - %s, seed %llu: %zu units (%s), %zu perimeters\n",
           complaints.count ? "not ok" : "ok", number, scene->family, (unsigned long long)seed,
           scene->unit_count, scene->base, scene->perimeter_count);
    if (complaints.count) {
        tally->failed++;
        fputs(complaints.text, stdout);
        printf("# again: property --seed %llu --family %s --dump DIR\n", (unsigned long long)seed,
               scene->family);
        if (settings->shrink && !scene->meant)
            scene = shrunk(scene, settings, &complaints);
    }
    if (settings->dump && !scene_dump(scene, settings->dump))
        give_up("cannot write to %s", settings->dump);
    fflush(stdout);
    complaints_clear(&complaints);
    scene_free(scene);
}

static size_t family_called(const char *name)
{
    for (size_t i = 0; i < family_count(); i++)
        if (strcmp(family_name(i), name) == 0)
            return i;
    fprintf(stderr, "property: no family is called '%s'; see --list\n", name);
    exit(2);
}

static void list_families(void)
{
    for (size_t i = 0; i < family_count(); i++)
        puts(family_name(i));
    exit(0);
}

static struct settings read_settings(int argc, char **argv)
{
    static const struct option options[] = {{"regions", required_argument, NULL, 'r'},
                                            {"seed", required_argument, NULL, 's'},
                                            {"family", required_argument, NULL, 'f'},
                                            {"dump", required_argument, NULL, 'd'},
                                            {"all-ways", no_argument, NULL, 'a'},
                                            {"oracle-only", no_argument, NULL, 'o'},
                                            {"list", no_argument, NULL, 'l'},
                                            {"load", required_argument, NULL, 'i'},
                                            {"shrink", no_argument, NULL, 'k'},
                                            {"workers", required_argument, NULL, 'w'},
                                            {NULL, 0, NULL, 0}};
    struct settings settings = {.seed = 1, .family = SIZE_MAX};
    const char *regions = NULL;
    bool one = false;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;)
        switch (option) {
        case 'r':
            regions = optarg;
            break;
        case 's':
            settings.seed = strtoull(optarg, NULL, 10);
            one = true;
            break;
        case 'f':
            settings.family = family_called(optarg);
            break;
        case 'd':
            settings.dump = optarg;
            break;
        case 'a':
            settings.all_ways = true;
            break;
        case 'o':
            settings.oracle_only = true;
            break;
        case 'i':
            settings.load = optarg;
            break;
        case 'w':
            settings.workers = strtoull(optarg, NULL, 10);
            break;
        case 'k':
            settings.shrink = true;
            break;
        case 'l':
            list_families();
            break;
        default:
            exit(2);
        }
    const char *wanted = getenv("CPTS_PROPERTY_REGIONS");
    settings.regions = wanted && *wanted ? strtoull(wanted, NULL, 10) : QUICK_REGIONS;
    if (settings.load || (one && settings.family != SIZE_MAX))
        settings.regions = 1;
    if (regions)
        settings.regions = strtoull(regions, NULL, 10);
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    if (!settings.workers)
        settings.workers = processors > 1 ? (size_t)processors : 1;
    if (settings.workers > settings.regions)
        settings.workers = settings.regions ? settings.regions : 1;
    return settings;
}

/* Every `workers`th region from the `worker`th on. */
static struct tally check_regions(const struct settings *settings, size_t worker)
{
    struct tally tally = {0};
    for (size_t i = worker; i < settings->regions; i += settings->workers) {
        const uint64_t seed = settings->seed + i;
        const size_t family =
            settings->family != SIZE_MAX ? settings->family : seed % family_count();
        check_region(i + 1, seed, family, settings, &tally);
    }
    return tally;
}

/* One process, with a folder of its own. */
static struct tally work(struct settings settings, size_t worker)
{
    const char *temporary = getenv("TMPDIR");
    snprintf(settings.folder, sizeof settings.folder, "%s/cpts-property-XXXXXX",
             temporary ? temporary : "/tmp");
    if (!mkdtemp(settings.folder))
        give_up("no temporary folder");
    initGEOS(ignore, ignore);
    const struct tally tally = check_regions(&settings, worker);
    finishGEOS();
    rmdir(settings.folder);
    return tally;
}

static void add_tally(struct tally *sum, const struct tally *tally)
{
    sum->failed += tally->failed;
    sum->ambiguous += tally->ambiguous;
    sum->findings += tally->findings;
    sum->doubted += tally->doubted;
    for (size_t i = 0; i < family_count(); i++)
        sum->by_family[i] += tally->by_family[i];
}

/* The output of a worker is kept in a file until it ends, so that lines do not mix. */
struct worker {
    pid_t process;
    FILE *output;
    int tally[2];
};

static void start(struct worker *worker, const struct settings *settings, size_t index)
{
    worker->output = need(tmpfile());
    if (pipe(worker->tally) != 0)
        give_up("no pipe");
    fflush(stdout);
    worker->process = fork();
    if (worker->process < 0)
        give_up("no process");
    if (worker->process > 0) {
        close(worker->tally[1]);
        return;
    }
    dup2(fileno(worker->output), STDOUT_FILENO);
    const struct tally tally = work(*settings, index);
    fflush(stdout);
    const bool sent = write(worker->tally[1], &tally, sizeof tally) == (ssize_t)sizeof tally;
    _exit(sent ? EXIT_SUCCESS : EXIT_FAILURE);
}

static struct tally finish(struct worker *worker)
{
    struct tally tally = {0};
    int status = 0;
    const ssize_t got = read(worker->tally[0], &tally, sizeof tally);
    close(worker->tally[0]);
    waitpid(worker->process, &status, 0);
    rewind(worker->output);
    for (int c; (c = getc(worker->output)) != EOF;)
        putchar(c);
    fclose(worker->output);
    if (status != 0 || got != (ssize_t)sizeof tally) {
        printf("# a worker broke off: %s %d\n", WIFSIGNALED(status) ? "signal" : "status",
               WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
        tally.failed++;
    }
    return tally;
}

int main(int argc, char **argv)
{
    struct settings settings = read_settings(argc, argv);
    struct tally tally = {0};
    printf("1..%zu\n", settings.regions);
    if (settings.workers == 1)
        tally = work(settings, 0);
    else {
        struct worker *workers = need(calloc(settings.workers, sizeof *workers));
        for (size_t i = 0; i < settings.workers; i++)
            start(&workers[i], &settings, i);
        for (size_t i = 0; i < settings.workers; i++) {
            const struct tally part = finish(&workers[i]);
            add_tally(&tally, &part);
        }
        free(workers);
    }
    for (size_t i = 0; i < family_count(); i++)
        if (tally.by_family[i])
            printf("# %zu of %s\n", tally.by_family[i], family_name(i));
    printf("# %zu regions, %zu findings, %zu failed, %zu read the other way, oracle doubted %zu "
           "times\n",
           settings.regions, tally.findings, tally.failed, tally.ambiguous, tally.doubted);
    return tally.failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
