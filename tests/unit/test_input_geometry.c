/* What geometries of every kind become, and what is said of them. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "input_fixture.h"
#include "suites.h"

static void write_units(const struct input_row *rows, int count)
{
    input_write_units("region.gpkg", "insee,nom,population:int", rows, count);
}

static void write_perimeters(const struct input_row *rows, int count)
{
    input_write(LAYER(.file = "region.gpkg", .name = "cpts", .fields = "id,nom", .epsg = 2154,
                      .rows = rows, .count = count));
}

/* A perimeter of a geometry over four units; what of it is kept, and reported. */
static const struct {
    const char *wkt;
    double area_m2;
    size_t parts;
    int severity; /* of the invalid-perimeter notice, -1: none */
    const char *text;
} geometries[] = {
    {"POLYGON((0 0,10 0,10 10,0 10,0 0))", 100, 1, -1, NULL},
    {"POLYGON((0 0,0 10,10 10,10 0,0 0))", 100, 1, -1, NULL}, /* clockwise */
    {"MULTIPOLYGON(((0 0,10 0,10 10,0 10,0 0),(2 2,4 2,4 4,2 4,2 2)),((20 0,30 0,30 10,20 0)))",
     146, 2, -1, NULL},
    {"POLYGON Z((0 0 5,10 0 5,10 10 5,0 10 5,0 0 5))", 100, 1, -1, NULL},
    {"POLYGON ZM((0 0 5 1,10 0 5 1,10 10 5 1,0 10 5 1,0 0 5 1))", 100, 1, -1, NULL},
    {"POLYGON((0 0,10 0,10 0,10 10,10 10,0 10,0 0,0 0))", 100, 1, -1, NULL},
    {"CURVEPOLYGON(CIRCULARSTRING(0 0,100 0,0 0))", 7853.98, 1, CPTS_SEVERITY_NOTE, "arcs"},
    {"MULTISURFACE(CURVEPOLYGON(CIRCULARSTRING(0 0,100 0,0 0)),((200 0,210 0,210 10,200 10,200 "
     "0)))",
     7953.98, 2, CPTS_SEVERITY_NOTE, "arcs"},
    {"GEOMETRYCOLLECTION(POLYGON((0 0,10 0,10 10,0 10,0 0)),POINT(1 1),LINESTRING(0 0,1 1))", 100,
     1, CPTS_SEVERITY_WARNING, "points or lines, left out: 2"},
    {"GEOMETRYCOLLECTION(GEOMETRYCOLLECTION(MULTIPOLYGON(((0 0,10 0,10 10,0 10,0 0)))))", 100, 1,
     -1, NULL},
    {"POLYHEDRALSURFACE Z(((0 0 0,10 0 0,10 10 0,0 10 0,0 0 0)))", 100, 1, -1, NULL},
    {"TRIANGLE((0 0,10 0,10 10,0 0))", 50, 1, -1, NULL},
    {"MULTIPOLYGON(((0 0,10 0,10 10,0 10,0 0)),((20 0,30 0,20 0)))", 100, 1, CPTS_SEVERITY_WARNING,
     "without any area, left out: 1"},
    {"POLYGON((0 0,10 0,10 10,0 10,0 0),(2 2,4 4,2 2))", 100, 1, CPTS_SEVERITY_WARNING,
     "without any area, left out: 1"},
    {"MULTIPOLYGON(((0 0,10 0,10 10,0 10,0 0)),((20 0,1e300 0,30 10,20 0)))", 100, 1,
     CPTS_SEVERITY_ERROR, "impossible coordinates, left out: 1"},
};

START_TEST(each_geometry_has_its_policy)
{
    struct loaded loaded;
    input_write_communes("region.gpkg");
    write_perimeters(&(struct input_row){geometries[_i].wkt, {"A", "Nord"}}, 1);
    input_must_load_sources(&loaded, "region.gpkg", NULL);
    const struct shapes *shapes = &loaded.region->perimeters.shapes;
    ck_assert_double_eq_tol(input_area_m2(shapes), geometries[_i].area_m2, 0.3);
    ck_assert_uint_eq(shapes->part_count, geometries[_i].parts);
    if (geometries[_i].severity < 0) {
        ck_assert_uint_eq(loaded.region->notice_count, 0);
    } else {
        const struct notice *notice =
            input_notice(&loaded, CPTS_RULE_INVALID_PERIMETER,
                         (cpts_severity)geometries[_i].severity, geometries[_i].text);
        ck_assert_uint_eq(notice->perimeter, 0);
        ck_assert_ptr_nonnull(strstr(notice->message, "region.gpkg|layername=cpts"));
    }
    input_free(&loaded);
}
END_TEST

static const char *const nothing[] = {
    NULL,
    "POLYGON EMPTY",
    "GEOMETRYCOLLECTION EMPTY",
    "POINT(0 0)",
    "MULTIPOLYGON EMPTY",
    "POLYGON((0 0,1 1,0 0))",
    "POLYGON((0 0,1e300 0,1 1,0 0))",
};

START_TEST(a_perimeter_without_territory_is_reported)
{
    struct loaded loaded;
    input_write_communes("region.gpkg");
    const struct input_row rows[] = {{nothing[_i], {"A", "Vallon"}},
                                     {input_square(0, 1), {"B", "y"}}};
    write_perimeters(rows, 2);
    input_load_sources(&loaded, "region.gpkg", NULL);
    const struct notice *notice =
        input_notice(&loaded, CPTS_RULE_EMPTY_PERIMETER, CPTS_SEVERITY_ERROR, "A Vallon");
    ck_assert_uint_eq(notice->perimeter, 0);
    bool unread = nothing[_i] && strstr(nothing[_i], "1e300");
    ck_assert_uint_eq(input_notice_count(&loaded, CPTS_RULE_INVALID_PERIMETER), unread);
    ck_assert_uint_eq(loaded.region->perimeters.count, 2);
    input_free(&loaded);
}
END_TEST

START_TEST(a_unit_without_polygon_is_an_error_finding)
{
    struct loaded loaded;
    const struct input_row rows[] = {{input_square(0, 1), {"13001", "Aix", "1"}},
                                     {nothing[_i], {"13002", "Allauch", "2"}}};
    write_units(rows, 2);
    input_text("list.csv", "id;insee\nA;13001\nA;13002\n");
    input_load_sources(&loaded, "region.gpkg", "list.csv");
    input_notice(&loaded, CPTS_RULE_INVALID_UNIT, CPTS_SEVERITY_ERROR, "13002 Allauch");
    input_notice(&loaded, CPTS_RULE_UNKNOWN_CODE, CPTS_SEVERITY_ERROR, "which has no polygon");
    ck_assert_uint_eq(loaded.region->units.count, 1);
    ck_assert_uint_eq(loaded.region->units.shapes.part_count, 1);
    input_free(&loaded);
}
END_TEST

START_TEST(a_unit_in_several_features_is_one_unit)
{
    struct loaded loaded;
    const struct input_row rows[] = {
        {input_square(0, 1), {"13001", "Aix", NULL}},
        {input_square(1, 1), {"13002", "x", "5"}},
        {input_square(2, 1), {"13001", "Aix", "7"}},
        {input_square(2, 1), {"13001", "Aix", "7"}},
        {NULL, {"13001", "Aix", NULL}},
    };
    write_units(rows, 5);
    input_write_cpts("region.gpkg");
    input_must_load_sources(&loaded, "region.gpkg", NULL);
    const struct units *units = &loaded.region->units;
    ck_assert_uint_eq(units->count, 2);
    ck_assert_double_eq(units->population[0], 7);
    ck_assert_uint_eq(units->shapes.part_count, 3);
    ck_assert_uint_eq(units->shapes.parts[2].feature, 0);
    ck_assert_double_eq(input_area_m2(&units->shapes), 3e6);
    ck_assert_uint_eq(input_notice_count(&loaded, CPTS_RULE_INVALID_UNIT), 2);
    ck_assert_ptr_nonnull(strstr(loaded.region->notices[0].message, "repeats feature 3"));
    ck_assert_ptr_nonnull(strstr(loaded.region->notices[1].message, "its other features"));
    input_free(&loaded);
}
END_TEST

#define SHELL "801000 6300000,802000 6300000,802000 6301000,801000 6301000,801000 6300000"
#define HOLE  "801200 6300200,801200 6300800,801800 6300800,801800 6300200,801200 6300200"
#define ISLE  "801400 6300400,801600 6300400,801600 6300600,801400 6300600,801400 6300400"

/* The second feature of a perimeter: a part in a part may be a hole, an island in a hole is none.
 */
static const char *const pieces[] = {"MULTIPOLYGON(((" SHELL ")),((" HOLE ")))",
                                     "MULTIPOLYGON(((" SHELL "),(" HOLE ")),((" ISLE ")))"};

START_TEST(a_hole_that_runs_the_wrong_way_in_a_piece_is_in_doubt)
{
    struct loaded loaded;
    const struct input_row rows[] = {{input_square(0, 1), {"A", "Nord"}},
                                     {pieces[_i], {"A", "Nord"}}};
    input_write_communes("units.gpkg");
    input_write(LAYER(.file = "cpts.gpkg", .driver = "GPKG", .name = "cpts", .fields = "id,nom",
                      .epsg = 2154, .rows = rows, .count = 2));
    input_must_load_sources(&loaded, "units.gpkg", "cpts.gpkg");
    if (_i == 0)
        input_notice(&loaded, CPTS_RULE_INVALID_PERIMETER, CPTS_SEVERITY_ERROR,
                     "a part within another");
    else
        ck_assert_uint_eq(input_notice_count(&loaded, CPTS_RULE_INVALID_PERIMETER), 0);
    input_free(&loaded);
}
END_TEST

/* 13002 of a second file lies beside that of the first, or upon it. */
START_TEST(a_unit_of_two_files_is_at_one_place)
{
    static const char *const units[] = {"one.gpkg", "two.gpkg", NULL};
    static const char *const lists[] = {"list.csv", NULL};
    char squares[3][256];
    snprintf(squares[0], sizeof squares[0], "%s", input_square(0, 1));
    snprintf(squares[1], sizeof squares[1], "%s", input_square(1, 1));
    for (unsigned apart = 0; apart < 2; apart++) {
        struct loaded loaded;
        snprintf(squares[2], sizeof squares[2], "%s", input_square(apart ? 3 : 1, 2));
        const struct input_row one[] = {{squares[0], {"13001", "Aix"}},
                                        {squares[1], {"13002", "Allauch"}}};
        const struct input_row two[] = {{squares[2], {"13002", "Allauch"}}};
        input_write_units("one.gpkg", "insee,nom", one, 2);
        input_write_units("two.gpkg", "insee,nom", two, 1);
        input_text("list.csv", "id;insee\nA;13001\nA;13002\n");
        input_must_load(&loaded, LOAD(.units = units, .perimeters = lists));
        ck_assert_uint_eq(input_notice_count(&loaded, CPTS_RULE_INVALID_UNIT), apart);
        if (apart)
            input_notice(&loaded, CPTS_RULE_INVALID_UNIT, CPTS_SEVERITY_ERROR, "at another place");
        input_free(&loaded);
        unlink("one.gpkg");
        unlink("two.gpkg");
    }
}
END_TEST

/* The rings, parts and points must fit together after features were left out. */
START_TEST(shapes_stay_whole_when_a_feature_is_dropped)
{
    struct loaded loaded;
    const struct input_row rows[] = {
        {"POLYGON((0 0,90 0,90 90,0 90,0 0),(10 10,20 10,20 20,10 20,10 10))", {"A", "x"}},
        {"POLYGON((0 0,90 0,90 90,0 90,0 0),(10 10,20 10,20 20,10 20,10 10))", {"A", "x"}},
        {"POLYGON((100 0,190 0,190 90,100 0),(150 10,160 10,160 20,150 10))", {"B", "y"}},
    };
    input_write_communes("region.gpkg");
    write_perimeters(rows, 3);
    input_load_sources(&loaded, "region.gpkg", NULL);
    const struct notice *notice =
        input_notice(&loaded, CPTS_RULE_DUPLICATE_PERIMETER, CPTS_SEVERITY_WARNING, "feature 2 of");
    ck_assert_uint_eq(notice->perimeter, 0);
    ck_assert(!loaded.region->perimeters.drawn_in_pieces[0]);
    const struct shapes *shapes = &loaded.region->perimeters.shapes;
    ck_assert_uint_eq(shapes->part_count, 2);
    ck_assert_uint_eq(shapes->ring_count, 4);
    ck_assert_uint_eq(shapes->point_count, 5 + 5 + 4 + 4);
    for (uint32_t i = 0; i < 2; i++) {
        const struct part *part = &shapes->parts[i];
        ck_assert_uint_eq(part->feature, i);
        ck_assert_uint_eq(part->ring_count, 2);
        double area_m2 = 0;
        for (uint32_t r = part->first_ring; r < part->first_ring + part->ring_count; r++) {
            const struct ring *ring = &shapes->rings[r];
            ck_assert_uint_eq(ring->part, i);
            const struct point *p = shapes->points + ring->first;
            ck_assert_mem_eq(&p[0], &p[ring->count], sizeof *p);
            for (uint32_t v = 0; v < ring->count; v++)
                area_m2 += (p[v].x * p[v + 1].y - p[v + 1].x * p[v].y) / 2;
        }
        ck_assert_double_eq_tol(area_m2, part->area_m2, 1e-6);
    }
    input_free(&loaded);
}
END_TEST

START_TEST(a_perimeter_in_several_features_is_to_be_united)
{
    struct loaded loaded;
    const struct input_row rows[] = {
        {input_square(0, 2), {"A", "x"}}, {input_square(1, 2), {"A", "x"}}, {NULL, {"A", "x"}}};
    input_write_communes("region.gpkg");
    write_perimeters(rows, 3);
    input_must_load_sources(&loaded, "region.gpkg", NULL);
    ck_assert_uint_eq(loaded.region->perimeters.count, 1);
    ck_assert(loaded.region->perimeters.drawn_in_pieces[0]);
    input_notice(&loaded, CPTS_RULE_INVALID_PERIMETER, CPTS_SEVERITY_WARNING, "has no polygon");
    ck_assert_uint_eq(input_notice_count(&loaded, CPTS_RULE_EMPTY_PERIMETER), 0);
    input_free(&loaded);
}
END_TEST

START_TEST(features_without_id_or_code_keep_a_name)
{
    struct loaded loaded;
    const struct input_row units[] = {{input_square(0, 1), {"13001", "Aix", "1"}},
                                      {input_square(1, 1), {NULL, "Sans code", "2"}}};
    const struct input_row perimeters[] = {{input_square(0, 1), {NULL, "Nom seul"}},
                                           {input_square(1, 1), {NULL, NULL}}};
    write_units(units, 2);
    write_perimeters(perimeters, 2);
    input_load_sources(&loaded, "region.gpkg", NULL);
    const struct notice *notice = input_notice(&loaded, CPTS_RULE_INVALID_UNIT,
                                               CPTS_SEVERITY_WARNING, "(Sans code) has no code");
    ck_assert_str_eq(notice->key, loaded.region->units.code[1]);
    ck_assert_str_eq(loaded.region->perimeters.id[0], "Nom seul");
    ck_assert_str_eq(loaded.region->perimeters.id[1], "feature 2");
    ck_assert_ptr_nonnull(strstr(loaded.log, "has no id"));
    input_free(&loaded);
}
END_TEST

/* Etalab's contours hold Marseille beside its arrondissements. */
START_TEST(parents_of_arrondissements_are_dropped)
{
    struct loaded loaded;
    const struct input_row rows[] = {
        {input_square(0, 2), {"13055", "Marseille", "9"}},
        {input_square(0, 1), {"13201", "Marseille 1er", "4"}},
        {input_square(1, 1), {"13202", "Marseille 2e", "5"}},
        {input_square(2, 1), {"75056", "Paris", "6"}},
    };
    write_units(rows, 4);
    input_write_cpts("region.gpkg");
    input_must_load_sources(&loaded, "region.gpkg", NULL);
    ck_assert_uint_eq(loaded.region->units.count, 3);
    ck_assert_double_eq(input_area_m2(&loaded.region->units.shapes), 3e6);
    ck_assert_str_eq(loaded.region->units.code[2], "75056");
    ck_assert_uint_eq(loaded.region->units.shapes.parts[2].feature, 2);
    ck_assert_uint_eq(loaded.region->notice_count, 0);
    ck_assert_ptr_nonnull(strstr(loaded.log, "13055 Marseille is left out"));
    input_free(&loaded);
}
END_TEST

/* IGN's two layers, of which both are needed. */
START_TEST(communes_and_arrondissements_are_taken_together)
{
    struct loaded loaded;
    const struct input_row communes[] = {{input_square(0, 2), {"13055", "Marseille"}},
                                         {input_square(2, 1), {"13001", "Aix"}}};
    const struct input_row arrondissements[] = {{input_square(0, 1), {"13201", "13055"}},
                                                {input_square(1, 1), {"13202", "13055"}}};
    struct input_layer layer = {.file = "region.gpkg",
                                .name = "COMMUNE",
                                .fields = "INSEE_COM,NOM",
                                .epsg = 2154,
                                .rows = communes,
                                .count = 2};
    input_write(&layer);
    layer.name = "ARRONDISSEMENT_MUNICIPAL";
    layer.fields = "INSEE_ARM,INSEE_COM";
    layer.rows = arrondissements;
    input_write(&layer);
    layer.name = "DEPARTEMENT";
    layer.fields = "INSEE_DEP,NOM";
    input_write(&layer);
    input_write_cpts("region.gpkg");
    input_must_load_sources(&loaded, "region.gpkg", NULL);
    ck_assert_uint_eq(loaded.region->units.count, 3);
    ck_assert_double_eq(input_area_m2(&loaded.region->units.shapes), 3e6);
    ck_assert_uint_eq(loaded.region->source_count, 3);
    input_free(&loaded);
}
END_TEST

START_TEST(names_are_valid_utf8_whatever_the_file)
{
    struct loaded loaded;
    const struct input_row row = {input_square(0, 4),
                                  {"13001",
                                   "Orl\xe9"
                                   "ans \x9cuvre",
                                   "1"}};
    write_units(&row, 1);
    input_write_cpts("region.gpkg");
    input_must_load_sources(&loaded, "region.gpkg", NULL);
    ck_assert_str_eq(loaded.region->units.name[0], "Orléans œuvre");
    input_free(&loaded);
}
END_TEST

START_TEST(an_empty_layer_is_an_error)
{
    struct loaded loaded;
    write_units(NULL, 0);
    input_write_cpts("region.gpkg");
    input_load_sources(&loaded, "region.gpkg", NULL);
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "layername=communes is empty", NULL);
    input_free(&loaded);
}
END_TEST

Suite *input_geometry_suite(void)
{
    Suite *suite = suite_create("input_geometry");
    TCase *cases = tests_of(suite, "geometries");
    tcase_add_checked_fixture(cases, input_begin, input_end);
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, each_geometry_has_its_policy, 0, COUNT(geometries));
    tcase_add_loop_test(cases, a_perimeter_without_territory_is_reported, 0, COUNT(nothing));
    tcase_add_loop_test(cases, a_unit_without_polygon_is_an_error_finding, 0, COUNT(nothing));
    tcase_add_test(cases, a_unit_in_several_features_is_one_unit);
    tcase_add_test(cases, a_unit_of_two_files_is_at_one_place);
    tcase_add_loop_test(cases, a_hole_that_runs_the_wrong_way_in_a_piece_is_in_doubt, 0,
                        COUNT(pieces));
    tcase_add_test(cases, shapes_stay_whole_when_a_feature_is_dropped);
    tcase_add_test(cases, a_perimeter_in_several_features_is_to_be_united);
    tcase_add_test(cases, features_without_id_or_code_keep_a_name);
    tcase_add_test(cases, parents_of_arrondissements_are_dropped);
    tcase_add_test(cases, communes_and_arrondissements_are_taken_together);
    tcase_add_test(cases, names_are_valid_utf8_whatever_the_file);
    tcase_add_test(cases, an_empty_layer_is_an_error);
    return suite;
}
