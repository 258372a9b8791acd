/* The writers, on a report put together by hand. */
#include <cpl_conv.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/memory.h"
#include "common/size_class.h"
#include "geometry/geos.h"
#include "output/map/degrees.h"
#include "output/map/wgs84.h"
#include "output/output.h"
#include "output_fixture.h"
#include "suites.h"

/* Positions as gdaltransform gives them from the fixture's squares. */
#define MAP_LINE_2                                                                                 \
    "{\"type\":\"Feature\",\"id\":\"overlap-1\",\"bbox\":[3.0130396,46.499997,3.0260834,4"         \
    "6.5090037],\"properties\":{\"id\":\"overlap-1\",\"rule\":\"overlap\",\"severity\":\""         \
    "error\",\"sliver\":false,\"perimeters\":[\"@B\",\"A\"],\"perimeter_names\":[\"-Plain"         \
    "e; \\u001b[31mrouge\",\"Côte & Vallée\"],\"units\":[\"01002\"],\"unit_names\":[\"=cm"       \
    "d()\"],\"unit_count\":1,\"whole_unit_count\":1,\"area_m2\":999999.8,\"width_m\":1000,"        \
    "\"border_m\":4000,\"population\":2000,\"population_basis\":\"units\",\"message\":\"="         \
    "cmd() is claimed by @B and A \\u001b[31m\"},\"geometry\":{\"type\":\"Polygon\",\"coo"         \
    "rdinates\":[[[3.0130396,46.4999993],[3.0260791,46.499997],[3.0260834,46.5090015],[3."         \
    "0130417,46.5090037],[3.0130396,46.4999993]]]}},"
#define MAP_LINE_4                                                                                 \
    "{\"type\":\"Feature\",\"id\":\"thin-1\",\"bbox\":[3.0130396,46.4999993,3.0130401,46."         \
    "5018002],\"properties\":{\"id\":\"thin-1\",\"rule\":\"overlap\",\"severity\":\"note"          \
    "\",\"sliver\":true,\"perimeters\":[\"@B\",\"A\"],\"perimeter_names\":[\"-Plaine; \\u"         \
    "001b[31mrouge\",\"Côte & Vallée\"],\"units\":[\"01002\"],\"unit_names\":[\"=cmd()\"]"       \
    ",\"unit_count\":1,\"whole_unit_count\":0,\"area_m2\":0.2,\"width_m\":0.001,\"border_"         \
    "m\":400.002,\"population\":0,\"population_basis\":\"area-share\",\"message\":\"two d"         \
    "rawings\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[3.0130401,46.501800"         \
    "2],[3.01304,46.5018002],[3.0130396,46.4999993],[3.0130401,46.5018002]]]}},"
#define MAP_LINE_5                                                                                 \
    "{\"type\":\"Feature\",\"id\":\"out-1\",\"bbox\":[3.0391251,46.5089978,3.0391773,46.5"         \
    "090248],\"properties\":{\"id\":\"out-1\",\"rule\":\"outside\",\"severity\":\"note\","         \
    "\"sliver\":true,\"perimeters\":[\"@B\"],\"perimeter_names\":[\"-Plaine; \\u001b[31mr"         \
    "ouge\"],\"units\":[],\"unit_names\":[],\"unit_count\":0,\"whole_unit_count\":0,\"are"         \
    "a_m2\":12.25,\"width_m\":3,\"border_m\":17,\"population\":0,\"population_basis\":\"u"         \
    "nits\",\"message\":\"out\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[3."         \
    "0391251,46.5089978],[3.0391773,46.5089978],[3.0391773,46.5090248],[3.0391251,46.5090"         \
    "248],[3.0391251,46.5089978]]]}}"
#define MAP_WHITE_GEOMETRY                                                                         \
    "\"coordinates\":[[[[3.0325989,46.4999954],[3.0521582,46.4999881],[3.0521668,46.50899"         \
    "26],[3.0326043,46.5089998],[3.0325989,46.4999954]],[[3.0391206,46.5026947],[3.040424"         \
    "6,46.5026942],[3.0404239,46.5017938],[3.0391199,46.5017942],[3.0391206,46.5026947]]]"         \
    ",[[[3.0651977,46.4999814],[3.0653281,46.4999813],[3.0653282,46.5000714],[3.0651979,4"         \
    "6.5000715],[3.0651977,46.4999814]]]]}},"

static char *written(struct fixture *fixture, cpts_format format)
{
    char path[256];
    strcpy(path, fixture_path(fixture, "out"));
    cpts_status status = cpts_report_write(&fixture->report, format, path);
    ck_assert_msg(status == CPTS_OK, "%s", cpts_context_message(fixture->context));
    ck_assert_str_eq(cpts_context_message(fixture->context), "");
    char *text = fixture_read(path);
    ck_assert_ptr_nonnull(text);
    return text;
}

static void assert_has(const char *text, const char *part)
{
    ck_assert_msg(strstr(text, part) != NULL, "no '%s' in:\n%s", part, text);
}

static void assert_lacks(const char *text, const char *part)
{
    ck_assert_msg(strstr(text, part) == NULL, "'%s' in:\n%s", part, text);
}

/* Line `number`, from 1, of a text; a static room. */
static const char *line_of(const char *text, int number)
{
    static char line[4096];
    for (; number > 1 && text; number--)
        text = strchr(text, '\n') ? strchr(text, '\n') + 1 : NULL;
    ck_assert_ptr_nonnull(text);
    snprintf(line, sizeof line, "%.*s", (int)strcspn(text, "\n"), text);
    return line;
}

/* ---- conflict map ------------------------------------------------------------------------ */

START_TEST(the_map_is_written_byte_for_byte)
{
    struct fixture *fixture = fixture_new();
    char *map = written(fixture, CPTS_FORMAT_GEOJSON);
    ck_assert_str_eq(line_of(map, 2), MAP_LINE_2);
    ck_assert_str_eq(line_of(map, 4), MAP_LINE_4);
    ck_assert_str_eq(line_of(map, 5), MAP_LINE_5);
    assert_lacks(map, "\"crs\"");
    assert_lacks(map, "code-1"); /* it has no geometry */
    char *again = written(fixture, CPTS_FORMAT_GEOJSON);
    ck_assert_str_eq(map, again);
    free(map);
    free(again);
    fixture_free(fixture);
}
END_TEST

START_TEST(holes_turn_right_and_shells_left)
{
    struct fixture *fixture = fixture_new();
    char *map = written(fixture, CPTS_FORMAT_GEOJSON);
    assert_has(line_of(map, 3), MAP_WHITE_GEOMETRY);
    free(map);
    fixture_free(fixture);
}
END_TEST

/* The id of the run, which this is not about, as RUN. */
static char *with_run(const struct fixture *fixture, char *text)
{
    const char *run = fixture->report.region->context->run;
    ck_assert_uint_eq(strlen(run), 16);
    for (char *at = text; (at = strstr(at, run)); at += 3) {
        memcpy(at, "RUN", 3);
        memmove(at + 3, at + 16, strlen(at + 16) + 1);
    }
    return text;
}

START_TEST(a_map_without_findings_is_a_map)
{
    struct fixture *fixture = fixture_new();
    fixture->report.finding_count = 0;
    fixture->report.shapes.point_count = fixture->report.shapes.ring_count = 0;
    char *map = with_run(fixture, written(fixture, CPTS_FORMAT_GEOJSON));
    ck_assert_str_eq(map, "{\"type\":\"FeatureCollection\",\"run\":\"RUN\",\"features\":[\n]}\n");
    free(map);
    fixture_free(fixture);
}
END_TEST

/* Strips from a tenth of a millimetre to a few centimetres wide, along a random walk. */
static void add_strip(struct shapes *shapes, uint32_t finding, uint64_t *state)
{
    enum { STEPS = 12 };
    double x = 600000, y = 6500000, width = 0;
    struct point *room = cpts_shapes_room(shapes, 2 * STEPS);
    ck_assert_ptr_nonnull(room);
    for (int i = 0; i < STEPS; i++) {
        *state = *state * 6364136223846793005u + 1442695040888963407u;
        x += 0.02 + 5e-6 * (double)(*state >> 40 & 0xFFFFF);
        y += 5e-6 * (double)(*state >> 20 & 0xFFFFF) - 2.6;
        width = 0.0001 + 0.03 * (double)(*state >> 60) / 15;
        room[i] = (struct point){x, y};
        room[2 * STEPS - 1 - i] = (struct point){x, y + width};
    }
    ck_assert_int_eq(cpts_shapes_add_ring(shapes, 2 * STEPS, finding, false), RING_ADDED);
}

START_TEST(rounded_slivers_are_valid_and_none_is_lost)
{
    enum { STRIPS = 2000 };
    static struct finding_shape strips[STRIPS];
    struct fixture *fixture = fixture_new();
    struct cpts_report *report = &fixture->report;
    cpts_shapes_free(&report->shapes);
    report->finding_count = STRIPS;
    report->finding_shapes = strips;
    uint64_t state = 7;
    for (uint32_t i = 0; i < STRIPS; i++) {
        add_strip(&report->shapes, i, &state);
        strips[i] = (struct finding_shape){i, 1};
    }
    struct map map;
    struct geos geos;
    ck_assert_int_eq(cpts_map_new(&map, report), CPTS_OK);
    ck_assert(cpts_geos_open(&geos));
    size_t shared = 0;
    for (uint32_t i = 0; i < STRIPS; i++) {
        uint32_t kept[64], count = 0;
        for (uint32_t p = 0; p < map.findings[i].part_count; p++) {
            const uint32_t part = map.findings[i].first_part + p;
            if (map.shapes.parts[part].ring_count)
                kept[count++] = part;
        }
        ck_assert_uint_ge(count, 1);
        ck_assert_int_eq(cpts_geos_regrid(&geos, &map.shapes, kept, count, 1), GEOS_UNCHANGED);
        shared += count > 1;
    }
    ck_assert_uint_gt(shared, 0); /* rounding did cut some: the test tests something */
    for (size_t i = 0; i < map.shapes.point_count; i++)
        ck_assert(map.shapes.points[i].x == floor(map.shapes.points[i].x) &&
                  map.shapes.points[i].y == floor(map.shapes.points[i].y));
    cpts_geos_close(&geos);
    cpts_map_free(&map);
    fixture_free(fixture);
}
END_TEST

/* The legal systems of France, one that needs a datum shift, and a corner of each. */
static const struct {
    int epsg;
    double x, y, side;
} systems[] = {{2154, 100000, 6050000, 1e6}, {5490, 460000, 1590000, 1e5},
               {2972, 1e5, 2.4e5, 4e5},      {2975, 313000, 7.63e6, 7e4},
               {4471, 5e5, 8.56e6, 4e4},     {27572, 1e5, 1.7e6, 9e5}};

START_TEST(many_points_are_projected_as_each_alone)
{
    enum { COUNT = 20000 };
    static struct point points[COUNT];
    static double x[COUNT], y[COUNT];
    struct fixture *fixture = fixture_new();
    uint64_t state = 1;
    for (size_t i = 0; i < COUNT; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        points[i].x = x[i] = systems[_i].x + systems[_i].side * 0x1p-20 * (double)(state >> 44);
        state = state * 6364136223846793005u + 1442695040888963407u;
        points[i].y = y[i] = systems[_i].y + systems[_i].side * 0x1p-20 * (double)(state >> 44);
    }
    struct degrees *found = NULL;
    char *wkt = fixture_wkt(systems[_i].epsg);
    const struct cpts_region region = {.context = fixture->context, .crs_wkt = wkt};
    ck_assert_int_eq(cpts_wgs84_points(&found, &region, points, COUNT), CPTS_OK);
    fixture_project(wkt, COUNT, x, y);
    for (size_t i = 0; i < COUNT; i++) {
        ck_assert_double_lt(fabs(found[i].lon_e7 - x[i] * 1e7), 0.5 + 0.02);
        ck_assert_double_lt(fabs(found[i].lat_e7 - y[i] * 1e7), 0.5 + 0.02);
    }
    CPLFree(wkt);
    cpts_array_free(found);
    fixture_free(fixture);
}
END_TEST

START_TEST(a_place_that_cannot_be_projected_is_reported)
{
    struct fixture *fixture = fixture_new();
    struct degrees *found = NULL;
    const struct point point = {0, 0}, nowhere = {1e9, 1e9};
    struct cpts_region region = {.context = fixture->context, .crs_wkt = "LOCAL_CS[\"here\"]"};
    ck_assert_int_eq(cpts_wgs84_points(&found, &region, &point, 1), CPTS_ERROR_OUTPUT);
    assert_has(cpts_context_message(fixture->context), "with crs");
    char *wkt = fixture_wkt(2975);
    region.crs_wkt = wkt;
    ck_assert_int_eq(cpts_wgs84_points(&found, &region, &nowhere, 1), CPTS_ERROR_OUTPUT);
    assert_has(cpts_context_message(fixture->context), "with crs");
    ck_assert_ptr_null(found);
    CPLFree(wkt);
    fixture_free(fixture);
}
END_TEST

/* ---- full report ------------------------------------------------------------------------- */

START_TEST(the_report_is_what_its_schema_says)
{
    struct fixture *fixture = fixture_new();
    char *report = written(fixture, CPTS_FORMAT_JSON);
    assert_has(report, "\"generated_at\":\"2026-01-01T00:00:00Z\"");
    assert_has(report, "\"verdict\":\"not-compliant\"");
    assert_has(report, "\"name\":\"Val \\\"d'Or\\\" <img src=x>\"");
    assert_has(report, "\"name\":\"Élan\\nle Bas\"");
    assert_has(report, "\"name\":\"mal\uFFFD\uFFFD lu\"");
    assert_has(report, "-Plaine; \\u001b[31mrouge");
    assert_has(
        report,
        "\"size_class\":1,\"yearly_ceiling_eur\":220000,\"parts\":1,\"units_whole\":[\"01002\"],"
        "\"units_partial\":[{\"code\":\"01003\",\"share\":0.5}]}");
    assert_has(report, "\"population\":500,\"population_basis\":\"area-share\"");
    assert_has(report, "\"population\":null,\"population_basis\":null");
    assert_has(report, "{\"measure\":6,\"name\":\"number of missing items\",\"value\":1}");
    assert_has(report, "{\"measure\":7,\"name\":\"rate of missing items\",\"value\":0.25}");
    free(report);

    char command[512];
    snprintf(command, sizeof command,
             "/usr/bin/python3 tests/cli/validate-report.py shapes/report.schema.json %s",
             fixture_path(fixture, "out"));
    int status = system(command);
    ck_assert(WIFEXITED(status));
    ck_assert_int_eq(WEXITSTATUS(status), 0);
    fixture_free(fixture);
}
END_TEST

START_TEST(a_region_without_population_has_null_and_no_zero)
{
    struct fixture *fixture = fixture_new();
    struct cpts_report *report = &fixture->report;
    fixture->region.units.has_population = false;
    double unknown[4] = {NAN, NAN, NAN, NAN};
    fixture->region.units.population = unknown;
    report->totals.population = report->totals.covered_population = NAN;
    report->totals.white_population = report->totals.population_rate = NAN;
    struct perimeter_result perimeters[2] = {report->perimeters[0], report->perimeters[1]};
    perimeters[0].population = perimeters[1].population = NAN;
    report->perimeters = perimeters;
    char *text = written(fixture, CPTS_FORMAT_JSON);
    assert_has(text, "\"population_rate\":null");
    assert_has(text, "\"size_class\":null");
    assert_has(text, "{\"claims\":0,\"area_m2\":1500000,\"population\":null}");
    free(text);
    text = written(fixture, CPTS_FORMAT_TEXT);
    assert_lacks(text, "inhabitants\n");
    assert_has(text, "1 commune is in no perimeter.\n");
    free(text);
    fixture_free(fixture);
}
END_TEST

/* ---- tables ------------------------------------------------------------------------------ */

START_TEST(tables_are_rfc_4180_and_no_formula)
{
    struct fixture *fixture = fixture_new();
    char folder[256];
    strcpy(folder, fixture_path(fixture, "tables"));
    ck_assert_int_eq(cpts_report_write(&fixture->report, CPTS_FORMAT_CSV, folder), CPTS_OK);
    char *units = with_run(fixture, fixture_read(fixture_path(fixture, "tables/units.csv")));
    ck_assert_str_eq(units,
                     "code,name,group,population,area_m2,claims,max_claims,white_area_m2,"
                     "white_share,overlap_area_m2,overlap_share,run\r\n"
                     "01001,\"Val \"\"d'Or\"\" <img src=x>\",01,1000,1000000,1,1,0,0,0,0,RUN\r\n"
                     "01002,'=cmd(),01,2000,1000000,2,2,0,0,1000000,1,RUN\r\n"
                     "01003,\"Élan\nle Bas\",01,500,1000000,1,1,500000,0.5,0,0,RUN\r\n"
                     "01004,mal\uFFFD\uFFFD lu,02,250,1000000,0,0,1000000,1,0,0,RUN\r\n");
    char *perimeters =
        with_run(fixture, fixture_read(fixture_path(fixture, "tables/perimeters.csv")));
    assert_has(perimeters, "\r\nA,Côte & "
                           "Vallée,signé,2000000,1000000,1000000,0,3000,1000,2000,1,1,2,0,signed,"
                           "2024-01-01,2024-01-01,220000,0,RUN\r\n");
    assert_has(perimeters, "\r\n'@B,\"'-Plaine; \x1b[31mrouge\",,1500000,500000,1000000,12.25,2250,"
                           "250,2000,1,1,1,1,unknown,,,220000,0,RUN\r\n");
    char *groups = with_run(fixture, fixture_read(fixture_path(fixture, "tables/groups.csv")));
    assert_has(groups, "\r\n02,1,1000000,250,1000000,250,0,0,0,0,RUN\r\n");
    free(units);
    free(perimeters);
    free(groups);
    ck_assert_int_eq(cpts_report_write(&fixture->report, CPTS_FORMAT_CSV, "-"),
                     CPTS_ERROR_ARGUMENT);
    fixture_free(fixture);
}
END_TEST

START_TEST(tables_are_written_together_or_not_at_all)
{
    struct fixture *fixture = fixture_new();
    fixture_fill(fixture_path(fixture, "units.csv"), "old");
    ck_assert_int_eq(mkdir(fixture_path(fixture, "groups.csv"), 0777), 0);
    ck_assert_int_eq(cpts_report_write(&fixture->report, CPTS_FORMAT_CSV, fixture->folder),
                     CPTS_ERROR_OUTPUT);
    char *units = fixture_read(fixture_path(fixture, "units.csv"));
    ck_assert_str_eq(units, "old");
    free(units);
    ck_assert_int_eq(fixture_entries(fixture), 2);
    fixture_free(fixture);
}
END_TEST

/* ---- summary ----------------------------------------------------------------------------- */

START_TEST(the_summary_begins_with_the_verdict)
{
    struct fixture *fixture = fixture_new();
    char *text = written(fixture, CPTS_FORMAT_TEXT);
    ck_assert_str_eq(line_of(text, 1), "NOT COMPLIANT — 2 errors, 1 warning, 2 notes");
    assert_has(text, "=cmd() (01002) is claimed by 2 perimeters (2,000 inhabitants).\n");
    assert_has(text, "1 commune is in no perimeter (250 inhabitants).\n");
    assert_has(text, "  covered                        2.50   62.50        3,250   86.67\n"
                     "  by signed CPTS                 2.00   50.00        3,000   80.00\n");
    assert_has(text, "  1. error: =cmd() is claimed by @B and A \uFFFD[31m\n");
    assert_has(text, "  outside the region           < 0.01       –            –       –\n");
    assert_lacks(text, "\x1b");
    free(text);
    fixture->report.verdict = CPTS_VERDICT_COMPLIANT;
    text = written(fixture, CPTS_FORMAT_TEXT);
    assert_has(line_of(text, 1), "COMPLIANT — ");
    ck_assert_int_eq(strncmp(text, "COMPLIANT", 9), 0);
    free(text);
    fixture_free(fixture);
}
END_TEST

START_TEST(the_summary_goes_to_any_stream)
{
    struct fixture *fixture = fixture_new();
    char *expected = written(fixture, CPTS_FORMAT_TEXT), *printed = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&printed, &size);
    ck_assert_int_eq(cpts_report_print(&fixture->report, stream), CPTS_OK);
    fclose(stream);
    ck_assert_str_eq(printed, expected);
    free(printed);
    free(expected);
    FILE *full = fopen("/dev/full", "w");
    ck_assert_int_eq(cpts_report_print(&fixture->report, full), CPTS_ERROR_OUTPUT);
    fclose(full);
    fixture_free(fixture);
}
END_TEST

/* ---- size classes, formats --------------------------------------------------------------- */

START_TEST(the_shipped_size_classes_are_the_built_in_ones)
{
    struct fixture *fixture = fixture_new();
    struct size_classes built_in, read;
    ck_assert_int_eq(cpts_size_classes_load(&built_in, fixture->context, NULL), CPTS_OK);
    ck_assert_int_eq(cpts_size_classes_load(&read, fixture->context, "shapes/size-classes.csv"),
                     CPTS_OK);
    ck_assert_uint_eq(read.count, built_in.count);
    for (size_t i = 0; i < read.count; i++) {
        ck_assert_double_eq(read.from_inhabitants[i], built_in.from_inhabitants[i]);
        ck_assert_double_eq(read.yearly_ceiling_eur[i], built_in.yearly_ceiling_eur[i]);
    }
    static const struct {
        double population;
        size_t size_class;
    } cases[] = {{0, 1},      {39999.4, 1},  {40000, 2},  {79999, 2}, {80000, 3},
                 {175000, 3}, {175000.4, 3}, {175001, 4}, {1e7, 4},   {NAN, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_uint_eq(cpts_size_class(&built_in, cases[i].population, 0), cases[i].size_class);
    ck_assert_uint_eq(cpts_size_class(&built_in, 12557, 48), 0);
    fixture_free(fixture);
}
END_TEST

START_TEST(a_wrong_table_of_size_classes_is_refused)
{
    static const char *const wrong[] = {
        "",
        "class,from_inhabitants\n",
        "class,from_inhabitants\n2,0\n",
        "class,from_inhabitants\n1,0\n2,0\n",
        "class,from_inhabitants\n1,many\n",
        "class,from_inhabitants\n1,-5\n",
        "class,from_inhabitants\n1;0\n",
        "class,from_inhabitants\n1,0\n2,99999999999999999999\n",
    };
    struct fixture *fixture = fixture_new();
    struct size_classes classes;
    const char *path = fixture_path(fixture, "classes.csv");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        fixture_fill(path, wrong[i]);
        ck_assert_int_eq(cpts_size_classes_load(&classes, fixture->context, path),
                         CPTS_ERROR_INPUT);
        assert_has(cpts_context_message(fixture->context), "line ");
    }
    fixture_fill(path, "# mine\r\nclass,from_inhabitants,source\r\n1,100,x\r\n\r\n2,200,x\r\n");
    ck_assert_int_eq(cpts_size_classes_load(&classes, fixture->context, path), CPTS_OK);
    ck_assert_uint_eq(cpts_size_class(&classes, 150, 0), 1);
    ck_assert_uint_eq(cpts_size_class(&classes, 99, 0), 0);
    ck_assert_int_eq(setenv("CPTS_SIZE_CLASSES", "/nowhere/classes.csv", 1), 0);
    ck_assert_int_eq(
        cpts_report_write(&fixture->report, CPTS_FORMAT_JSON, fixture_path(fixture, "out")),
        CPTS_ERROR_INPUT);
    ck_assert_int_eq(fixture_entries(fixture), 1);
    fixture_free(fixture);
}
END_TEST

START_TEST(formats_have_their_standard_names)
{
    struct fixture *fixture = fixture_new();
    ck_assert_str_eq(cpts_file_name(CPTS_RESULT_REPORT, CPTS_FORMAT_GEOJSON), "conflicts.geojson");
    ck_assert_str_eq(cpts_file_name(CPTS_RESULT_REPORT, CPTS_FORMAT_JSON), "report.json");
    ck_assert_str_eq(cpts_file_name(CPTS_RESULT_REPORT, CPTS_FORMAT_CSV), "");
    ck_assert_str_eq(cpts_file_name(CPTS_RESULT_REPORT, CPTS_FORMAT_TEXT), "");
    ck_assert_ptr_null(cpts_file_name(CPTS_RESULT_REPORT, CPTS_FORMAT_COUNT));
    ck_assert_ptr_null(cpts_file_name(CPTS_RESULT_COUNT, CPTS_FORMAT_JSON));
    ck_assert_int_eq(cpts_report_write(&fixture->report, CPTS_FORMAT_COUNT, "x"),
                     CPTS_ERROR_ARGUMENT);
    fixture_free(fixture);
}
END_TEST

static bool collect(void *user, const void *bytes, size_t size)
{
    strncat(user, bytes, size);
    return true;
}

/* Several bytes are looked at together: none may hide among them. */
START_TEST(a_string_is_escaped_wherever_it_needs_it)
{
    struct fixture *fixture = fixture_new();
    for (int c = 1; c < 0x80; c++)
        for (size_t at = 0; at < 20; at++) {
            char text[] = "aaaaaaaaaaaaaaaaaaaaa", expected[64] = "", got[64] = "";
            static const char special[] = "\b\f\n\r\t\"\\", letters[] = "bfnrt\"\\";
            const char *found = strchr(special, c);
            const bool is_plain = c >= 0x20 && c != 0x7F && !found && c != '<';
            struct output_file file = {0};
            struct json json = {.file = &file, .in_html = true};
            text[at] = (char)c;
            snprintf(expected, sizeof expected, is_plain ? "\"%.*s%c%s\"" : "\"%.*s\\u%04x%s\"",
                     (int)at, text, c, text + at + 1);
            if (found)
                snprintf(expected, sizeof expected, "\"%.*s\\%c%s\"", (int)at, text,
                         letters[found - special], text + at + 1);
            ck_assert_int_eq(cpts_file_call(&file, fixture->context, "here", collect, got),
                             CPTS_OK);
            cpts_json_string(&json, text);
            ck_assert_int_eq(cpts_file_commit(&file), CPTS_OK);
            ck_assert_str_eq(got, expected);
        }
    fixture_free(fixture);
}
END_TEST

Suite *output_suite(void)
{
    Suite *suite = suite_create("output");
    TCase *tests = tests_of(suite, "output");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, the_map_is_written_byte_for_byte);
    tcase_add_test(tests, holes_turn_right_and_shells_left);
    tcase_add_test(tests, a_map_without_findings_is_a_map);
    tcase_add_test(tests, rounded_slivers_are_valid_and_none_is_lost);
    tcase_add_loop_test(tests, many_points_are_projected_as_each_alone, 0, COUNT(systems));
    tcase_add_test(tests, a_place_that_cannot_be_projected_is_reported);
    tcase_add_test(tests, the_report_is_what_its_schema_says);
    tcase_add_test(tests, a_region_without_population_has_null_and_no_zero);
    tcase_add_test(tests, tables_are_rfc_4180_and_no_formula);
    tcase_add_test(tests, tables_are_written_together_or_not_at_all);
    tcase_add_test(tests, the_summary_begins_with_the_verdict);
    tcase_add_test(tests, the_summary_goes_to_any_stream);
    tcase_add_test(tests, the_shipped_size_classes_are_the_built_in_ones);
    tcase_add_test(tests, a_wrong_table_of_size_classes_is_refused);
    tcase_add_test(tests, a_string_is_escaped_wherever_it_needs_it);
    tcase_add_test(tests, formats_have_their_standard_names);
    return suite;
}
