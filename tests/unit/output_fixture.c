#include "output_fixture.h"

#include <check.h>
#include <cpl_conv.h>
#include <dirent.h>
#include <math.h>
#include <ogr_srs_api.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { UNITS = 4, PERIMETERS = 2, FINDINGS = 5, CLAIMS = 4 };

/* ---- folder ------------------------------------------------------------------------------ */

const char *fixture_path(const struct fixture *fixture, const char *name)
{
    static char path[512];
    snprintf(path, sizeof path, "%s/%s", fixture->folder, name);
    return path;
}

char *fixture_read(const char *path)
{
    FILE *stream = fopen(path, "rb");
    if (!stream)
        return NULL;
    char *text = calloc(1, 1 << 20);
    ck_assert_ptr_nonnull(text);
    ck_assert_uint_lt(fread(text, 1, 1 << 20, stream), 1 << 20);
    fclose(stream);
    return text;
}

void fixture_fill(const char *path, const char *text)
{
    FILE *stream = fopen(path, "wb");
    ck_assert_ptr_nonnull(stream);
    ck_assert_int_ge(fputs(text, stream), 0);
    ck_assert_int_eq(fclose(stream), 0);
}

int fixture_entries(const struct fixture *fixture)
{
    DIR *folder = opendir(fixture->folder);
    ck_assert_ptr_nonnull(folder);
    int count = -2; /* . and .. */
    while (readdir(folder))
        count++;
    closedir(folder);
    return count;
}

static void remove_tree(const char *path)
{
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char child[1024];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        snprintf(child, sizeof child, "%s/%s", path, entry->d_name);
        if (unlink(child) != 0)
            remove_tree(child);
    }
    if (folder)
        closedir(folder);
    rmdir(path);
}

/* ---- the report -------------------------------------------------------------------------- */

static void add_rectangle(struct shapes *shapes, uint32_t feature, bool is_hole, double x, double y,
                          double width, double height)
{
    struct point *room = cpts_shapes_room(shapes, 4);
    ck_assert_ptr_nonnull(room);
    room[0] = (struct point){x, y};
    room[1] = (struct point){x + width, y};
    room[2] = (struct point){x + width, y + height};
    room[3] = (struct point){x, y + height};
    ck_assert_int_eq(cpts_shapes_add_ring(shapes, 4, feature, is_hole), RING_ADDED);
}

static void fill_region(struct cpts_region *region)
{
    static const char *codes[UNITS] = {"01001", "01002", "01003", "01004"};
    static const char *names[UNITS] = {"Val \"d'Or\" <img src=x>", "=cmd()", "Élan\nle Bas",
                                       "mal\xff\xc3 lu"};
    static const char *groups[UNITS] = {"01", "01", "01", "02"};
    static double populations[UNITS] = {1000, 2000, 500, 250};
    static const char *ids[PERIMETERS] = {"A", "@B"};
    static const char *perimeter_names[PERIMETERS] = {"Côte & Vallée", "-Plaine; \x1b[31mrouge"};
    static const char *statuses[PERIMETERS] = {"signé", ""};
    static const char *dates[PERIMETERS] = {"2024-01-01", ""};
    static cpts_life lives[PERIMETERS] = {CPTS_LIFE_SIGNED, CPTS_LIFE_UNKNOWN};
    static struct source source = {.path = "région.gpkg",
                                   .file = "région.gpkg",
                                   .layer = "communes",
                                   .role = "units",
                                   .crs = "EPSG:2154",
                                   .features = UNITS,
                                   .sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca4"
                                             "95991b7852b855"};
    region->crs = "EPSG:2154";
    region->as_of = "2026-01-31";
    region->statuses = "signed,validated";
    region->units = (struct units){.count = UNITS,
                                   .code = codes,
                                   .name = names,
                                   .group = groups,
                                   .population = populations,
                                   .has_population = true};
    region->perimeters = (struct perimeters){.count = PERIMETERS,
                                             .id = ids,
                                             .name = perimeter_names,
                                             .status = statuses,
                                             .from = dates,
                                             .to = dates,
                                             .life = lives,
                                             .has_lives = true};
    region->sources = &source;
    region->source_count = 1;
}

static void fill_books(struct cpts_report *report)
{
    static struct claim claims[CLAIMS] = {
        {0, 0, 1e6, 1}, {1, 1, 1e6, 1}, {1, 0, 1e6, 1}, {2, 1, 5e5, 0.5}};
    static struct claim by_perimeter[CLAIMS] = {
        {0, 0, 1e6, 1}, {1, 0, 1e6, 1}, {1, 1, 1e6, 1}, {2, 1, 5e5, 0.5}};
    static struct unit_result units[UNITS] = {{1e6, 0, 0, 0, 1, 1},
                                              {1e6, 0, 1e6, 1, 2, 2},
                                              {1e6, 5e5, 0, 3, 1, 1},
                                              {1e6, 1e6, 0, 4, 0, 0}};
    static struct perimeter_result perimeters[PERIMETERS] = {
        {2e6, 1e6, 1e6, 0, 3000, 1000, 2000, 1, 0, 2, 0},
        {1.5e6, 5e5, 1e6, 12.25, 2250, 250, 2000, 1, 2, 2, 0}};
    static struct group_result groups[2] = {{"01",
                                             3,
                                             3e6,
                                             5e5,
                                             1e6,
                                             3500,
                                             250,
                                             2000,
                                             2.5 / 3,
                                             3250.0 / 3500,
                                             {2e6, 2e6, 2e6, 2.5e6},
                                             {3000, 3000, 3000, 3250}},
                                            {"02", 1, 1e6, 1e6, 0, 250, 250, 0, 0, 0, {0}, {0}}};
    static double areas[3] = {1.5e6, 1.5e6, 1e6}, populations[3] = {500, 1250, 2000};
    report->claims = claims;
    report->claims_by_perimeter = by_perimeter;
    report->claim_count = CLAIMS;
    report->units = units;
    report->perimeters = perimeters;
    report->groups = groups;
    report->group_count = 2;
    report->area_by_multiplicity_m2 = areas;
    report->population_by_multiplicity = populations;
    report->multiplicity_count = 3;
    report->totals = (cpts_totals){.size = sizeof report->totals,
                                   .units = UNITS,
                                   .perimeters = PERIMETERS,
                                   .area_m2 = 4e6,
                                   .population = 3750,
                                   .covered_area_m2 = 2.5e6,
                                   .covered_population = 3250,
                                   .white_area_m2 = 1.5e6,
                                   .white_population = 500,
                                   .overlap_area_m2 = 1e6,
                                   .overlap_population = 2000,
                                   .outside_area_m2 = 12.25,
                                   .sliver_area_m2 = 0.2,
                                   .area_rate = 0.625,
                                   .population_rate = 3250.0 / 3750};
    report->counts = (struct counts){
        .life_area_m2 = {2e6, 2e6, 2e6, 2.5e6},
        .life_population = {3000, 3000, 3000, 3250},
        .findings = {2, 1, 2},
        .by_rule =
            {[CPTS_RULE_OVERLAP] = 1, [CPTS_RULE_WHITE_ZONE] = 1, [CPTS_RULE_OBSOLETE_CODE] = 1},
        .slivers = {[CPTS_RULE_OVERLAP] = 1, [CPTS_RULE_OUTSIDE] = 1}};
}

#define SIZE       sizeof(cpts_finding)
#define NO_HISTORY CPTS_STATE_NONE, NULL, 0, NULL, NULL, NULL, NULL, 0, NAN

static void fill_findings(struct cpts_report *report)
{
    static const char *both_ids[] = {"@B", "A"};
    static const char *both_names[] = {"-Plaine; \x1b[31mrouge", "Côte & Vallée"};
    static const char *white_units[] = {"01003", "01004"};
    static const char *white_names[] = {"Élan\nle Bas", "mal\xff\xc3 lu"};
    static const char *shared_units[] = {"01002"}, *shared_names[] = {"=cmd()"};
    static cpts_finding findings[FINDINGS] = {
        {SIZE, "overlap-1", CPTS_RULE_OVERLAP, CPTS_SEVERITY_ERROR, false, 2, both_ids, both_names,
         1, shared_units, shared_names, 1, 999999.8, 1000, 4000, 2000, false,
         "=cmd() is claimed by @B and A \x1b[31m", NO_HISTORY},
        {SIZE, "white-1", CPTS_RULE_WHITE_ZONE, CPTS_SEVERITY_ERROR, false, 0, NULL, NULL, 2,
         white_units, white_names, 1, 1.5e6, 999.5, 5000, 499.6, true, "nobody claims \"Élan\"",
         NO_HISTORY},
        {SIZE, "code-1", CPTS_RULE_OBSOLETE_CODE, CPTS_SEVERITY_WARNING, false, 1, both_ids + 1,
         both_names + 1, 0, NULL, NULL, 0, 0, 0, 0, NAN, false, "05120 is now 05001", NO_HISTORY},
        {SIZE, "thin-1", CPTS_RULE_OVERLAP, CPTS_SEVERITY_NOTE, true, 2, both_ids, both_names, 1,
         shared_units, shared_names, 0, 0.2, 0.001, 400.002, 0.1, true, "two drawings", NO_HISTORY},
        {SIZE, "out-1", CPTS_RULE_OUTSIDE, CPTS_SEVERITY_NOTE, true, 1, both_ids, both_names, 0,
         NULL, NULL, 0, 12.25, 3, 17, 0, false, "out", NO_HISTORY},
    };
    static struct finding_shape shapes[FINDINGS] = {{0, 1}, {1, 2}, {0, 0}, {3, 1}, {4, 2}};
    report->findings = findings;
    report->finding_shapes = shapes;
    report->finding_count = FINDINGS;
    add_rectangle(&report->shapes, 0, false, 701000, 6600000, 1000, 1000);
    add_rectangle(&report->shapes, 1, false, 702500, 6600000, 1500, 1000);
    add_rectangle(&report->shapes, 1, true, 703000, 6600200, 100, 100);
    add_rectangle(&report->shapes, 1, false, 705000, 6600000, 10, 10);
    add_rectangle(&report->shapes, 3, false, 701000, 6600000, 0.001, 200);
    add_rectangle(&report->shapes, 4, false, 703000, 6601000, 4, 3);
    add_rectangle(&report->shapes, 4, false, 703100, 6601000, 0.001, 0.001);
}

char *fixture_wkt(int epsg)
{
    OGRSpatialReferenceH crs = OSRNewSpatialReference(NULL);
    ck_assert_int_eq(OSRImportFromEPSG(crs, epsg), OGRERR_NONE);
    const char *const options[] = {"FORMAT=WKT2_2019", NULL};
    char *wkt = NULL;
    ck_assert_int_eq(OSRExportToWktEx(crs, &wkt, options), OGRERR_NONE);
    OSRDestroySpatialReference(crs);
    return wkt;
}

void fixture_project(const char *crs_wkt, size_t count, double *x, double *y)
{
    OGRSpatialReferenceH from = OSRNewSpatialReference(crs_wkt), to = OSRNewSpatialReference(NULL);
    ck_assert_int_eq(OSRImportFromEPSG(to, 4326), OGRERR_NONE);
    OSRSetAxisMappingStrategy(from, OAMS_TRADITIONAL_GIS_ORDER);
    OSRSetAxisMappingStrategy(to, OAMS_TRADITIONAL_GIS_ORDER);
    OGRCoordinateTransformationH transform = OCTNewCoordinateTransformation(from, to);
    ck_assert(OCTTransform(transform, (int)count, x, y, NULL));
    OCTDestroyCoordinateTransformation(transform);
    OSRDestroySpatialReference(from);
    OSRDestroySpatialReference(to);
}

struct fixture *fixture_new(void)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    ck_assert_ptr_nonnull(fixture);
    ck_assert_int_eq(setenv("SOURCE_DATE_EPOCH", "1767225600", 1), 0);
    ck_assert_int_eq(cpts_context_new(&fixture->context), CPTS_OK);
    strcpy(fixture->folder, "/tmp/cpts-output-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(fixture->folder));
    fixture->region.context = fixture->context;
    fixture->region.crs_wkt = fixture_wkt(2154);
    fill_region(&fixture->region);
    static char fail_on[] = "error";
    fixture->report.region = &fixture->region;
    fixture->report.sliver_width_m = 5;
    fixture->report.fail_on = fail_on;
    fill_books(&fixture->report);
    fill_findings(&fixture->report);
    unsetenv("CPTS_SIZE_CLASSES");
    return fixture;
}

void fixture_free(struct fixture *fixture)
{
    remove_tree(fixture->folder);
    cpts_shapes_free(&fixture->report.shapes);
    CPLFree((void *)fixture->region.crs_wkt);
    cpts_context_free(fixture->context);
    free(fixture);
}
