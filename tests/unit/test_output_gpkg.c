/* The GeoPackage, read back with SQLite. */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "input/region/unit_words.h"
#include "output/layers/styles.h"
#include "output/output.h"
#include "output_fixture.h"
#include "suites.h"

static sqlite3 *written(struct fixture *fixture)
{
    sqlite3 *db = NULL;
    const char *path = fixture_path(fixture, "coverage.gpkg");
    ck_assert_msg(cpts_report_write(&fixture->report, CPTS_FORMAT_GPKG, path) == CPTS_OK, "%s",
                  cpts_context_message(fixture->context));
    ck_assert_int_eq(fixture_entries(fixture), 1);
    ck_assert_int_eq(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    return db;
}

/* Asserts that the first column of the first row is `wanted`. */
static void assert_gives(sqlite3 *db, const char *sql, const char *wanted)
{
    sqlite3_stmt *statement = NULL;
    ck_assert_msg(sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK, "%s: %s", sql,
                  sqlite3_errmsg(db));
    ck_assert_msg(sqlite3_step(statement) == SQLITE_ROW, "%s: no row", sql);
    const char *found = (const char *)sqlite3_column_text(statement, 0);
    ck_assert_msg(found && strcmp(found, wanted) == 0, "%s: %s instead of %s", sql,
                  found ? found : "null", wanted);
    sqlite3_finalize(statement);
}

START_TEST(the_file_is_a_sound_geopackage)
{
    struct fixture *fixture = fixture_new();
    sqlite3 *db = written(fixture);
    assert_gives(db, "PRAGMA integrity_check", "ok");
    assert_gives(db, "SELECT count(*) FROM pragma_foreign_key_check", "0");
    assert_gives(db, "PRAGMA application_id", "1196444487");
    assert_gives(db, "SELECT count(*) FROM gpkg_geometry_columns", "7");
    assert_gives(db,
                 "SELECT organization || srs_id FROM gpkg_spatial_ref_sys WHERE srs_id > 9999 "
                 "OR srs_id = 2154",
                 "EPSG2154");
    assert_gives(db,
                 "SELECT count(*) FROM gpkg_contents WHERE last_change <> "
                 "'2026-01-01T00:00:00.000Z'",
                 "0");
    assert_gives(db, "SELECT json_extract(metadata, '$.inputs[0].sha256') FROM gpkg_metadata",
                 fixture->region.sources[0].sha256);
    sqlite3_close(db);
    fixture_free(fixture);
}
END_TEST

START_TEST(findings_go_to_their_layers)
{
    static const struct {
        const char *table, *ids;
    } cases[] = {
        {"overlaps", "overlap-1"},
        {"white_zones", "white-1"},
        {"slivers", "thin-1,out-1"},
        {"declarations", "code-1"},
    };
    struct fixture *fixture = fixture_new();
    sqlite3 *db = written(fixture);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char sql[128];
        snprintf(sql, sizeof sql, "SELECT group_concat(id) FROM %s", cases[i].table);
        assert_gives(db, sql, cases[i].ids);
    }
    assert_gives(db, "SELECT count(*) FROM outside", "0");
    assert_gives(db,
                 "SELECT count(*) FROM layer_styles WHERE f_table_schema = '' AND "
                 "f_geometry_column = 'geom' AND useAsDefault = 1",
                 "7");
    assert_gives(db,
                 "SELECT group_concat(f_table_name) FROM layer_styles WHERE f_geometry_column = ''",
                 "declarations,finding_perimeters,finding_units,inputs,totals,rules,groups,claims");
    assert_gives(
        db, "SELECT count(*) FROM layer_styles WHERE styleQML LIKE '%@[%' OR styleQML LIKE '%@{%'",
        "0");
    assert_gives(db,
                 "SELECT (SELECT count(*) FROM finding_perimeters WHERE layer = 'overlaps') = "
                 "(SELECT sum(json_array_length(perimeters)) FROM overlaps)",
                 "1");
    sqlite3_close(db);
    fixture_free(fixture);
}
END_TEST

START_TEST(hostile_names_are_data)
{
    struct fixture *fixture = fixture_new();
    fixture->report.findings[0].message = "'); DROP TABLE overlaps; -- ]]> \"";
    sqlite3 *db = written(fixture);
    fixture->report.findings[0].message = "";
    assert_gives(db, "SELECT message FROM overlaps", "'); DROP TABLE overlaps; -- ]]> \"");
    assert_gives(db, "SELECT json_extract(perimeter_names, '$[0]') FROM overlaps",
                 "-Plaine; \x1b[31mrouge");
    assert_gives(db, "SELECT json_extract(unit_names, '$[1]') FROM white_zones",
                 "mal\xEF\xBF\xBD\xEF\xBF\xBD lu");
    sqlite3_close(db);
    fixture_free(fixture);
}
END_TEST

START_TEST(the_index_holds_every_box)
{
    enum { COUNT = 6000, SIDE = 100 };
    struct fixture *fixture = fixture_new();
    struct cpts_report *report = &fixture->report;
    cpts_finding *findings = calloc(COUNT, sizeof *findings);
    struct finding_shape *shapes = calloc(COUNT, sizeof *shapes);
    ck_assert(findings && shapes);
    const uint32_t first = (uint32_t)report->shapes.part_count;
    for (uint32_t i = 0; i < COUNT; i++) {
        const uint32_t column = i % SIDE, row = i / SIDE;
        const double x = 700000.3 + 7 * column, y = 6600000.7 + 7 * row;
        struct point *room = cpts_shapes_room(&report->shapes, 3);
        ck_assert_ptr_nonnull(room);
        room[0] = (struct point){x, y};
        room[1] = (struct point){x + 3, y};
        room[2] = (struct point){x, y + 3};
        ck_assert_int_eq(cpts_shapes_add_ring(&report->shapes, 3, i, false), RING_ADDED);
        findings[i] = report->findings[0];
        shapes[i] = (struct finding_shape){first + i, 1};
    }
    report->findings = findings;
    report->finding_shapes = shapes;
    report->finding_count = COUNT;
    sqlite3 *db = written(fixture);
    assert_gives(db, "SELECT rtreecheck('rtree_overlaps_geom')", "ok");
    assert_gives(db, "SELECT count(*) FROM rtree_overlaps_geom", "6000");
    /* the 4,242nd: column 41, row 42 */
    assert_gives(db,
                 "SELECT group_concat(id) FROM rtree_overlaps_geom WHERE minx < 700288.5 AND "
                 "maxx > 700288 AND miny < 6600295.5 AND maxy > 6600295",
                 "4242");
    sqlite3_close(db);
    free(findings);
    free(shapes);
    fixture_free(fixture);
}
END_TEST

START_TEST(styles_are_whole_and_translated)
{
    static const char *const names[] = {"overlaps",     "white_zones", "outside", "slivers",
                                        "base_defects", "perimeters",  "units",   "conflicts",
                                        "declarations", "claims",      "table",   "project"};
    const struct filling fillings[] = {{"aliases", "<alias field='a' name='b'/>"}, {.name = NULL}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct bytes qml = {.data = NULL};
        ck_assert(cpts_template_exists(names[i]));
        ck_assert(cpts_template(&qml, names[i], UNIT_COMMUNE, fillings));
        ck_assert_msg(strstr(qml.data, "<qgis version="), "%s", names[i]);
        ck_assert_msg(strstr(qml.data, "</qgis>"), "%s", names[i]);
        ck_assert_msg(!strstr(qml.data, "@{") && !strstr(qml.data, "@["), "%s", names[i]);
        ck_assert_msg(strstr(qml.data, "name='b'") || strcmp(names[i], "project") == 0, "%s",
                      names[i]);
        cpts_bytes_free(&qml);
    }
    ck_assert(!cpts_template_exists("nothing"));
    struct bytes text = {.data = NULL};
    cpts_style_text(&text, "<a & \"b\">");
    cpts_bytes_add(&text, "", 1);
    ck_assert_str_eq(text.data, "&lt;a &amp; &quot;b&quot;>");
    cpts_bytes_free(&text);
}
END_TEST

struct course {
    double last, longest; /* the longest way between two steps */
    int steps;
};

static void follow(void *user, const char *stage, double done)
{
    struct course *course = user;
    ck_assert(stage && done >= course->last && done <= 1);
    course->longest = fmax(course->longest, done - course->last);
    course->last = done;
    course->steps++;
}

/* What is long to write says how far it is: a bar that stands for its whole time looks dead. */
START_TEST(a_long_file_advances_by_parts)
{
    struct fixture *fixture = fixture_new();
    struct course course = {.steps = 0};
    cpts_context_set_progress(fixture->context, follow, &course);
    ck_assert_int_eq(
        cpts_report_write(&fixture->report, CPTS_FORMAT_GPKG, fixture_path(fixture, "out")),
        CPTS_OK);
    cpts_context_set_progress(fixture->context, NULL, NULL);
    ck_assert_int_ge(course.steps, 2);
    ck_assert_double_le(course.longest, 0.5);
    ck_assert_double_ge(course.last, 0.5);
    fixture_free(fixture);
}
END_TEST

Suite *output_gpkg_suite(void)
{
    Suite *suite = suite_create("output_gpkg");
    TCase *test_case = tests_of(suite, "geopackage");
    tcase_add_test(test_case, the_file_is_a_sound_geopackage);
    tcase_add_test(test_case, findings_go_to_their_layers);
    tcase_add_test(test_case, hostile_names_are_data);
    tcase_add_test(test_case, the_index_holds_every_box);
    tcase_add_test(test_case, styles_are_whole_and_translated);
    tcase_add_test(test_case, a_long_file_advances_by_parts);
    return suite;
}
