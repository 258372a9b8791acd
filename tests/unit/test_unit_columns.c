/* Layers of units with unknown headings: their columns are recognised by their cells. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "input/reading/unit_columns.h"
#include "input_fixture.h"
#include "suites.h"

/* Six rows of five columns under headings; "" ends them. */
static const struct {
    const char *what, *headings[5], *rows[6][5];
    int code, name, epci;
} cases[] = {
    {"communes, a name beside a code",
     {"n", "cd_cmmn", "nm_cmmn", "nm_cpts", "x"},
     {{"1", "13001", "Aix-en-Provence", "Sud", "1"},
      {"2", "13002", "Allauch", "Sud", "1"},
      {"3", "13003", "Alleins", "Nord", "1"},
      {"4", "13004", "Arles", "Nord", "1"}},
     1,
     2,
     -1},
    {"IRIS beside the codes of their communes",
     {"cd_rs", "cd_cmmn", "nm_rs", "siren", "metropole"},
     {{"130010101", "13001", "Les Facultés", "200054807", "OUI"},
      {"130010102", "13001", "Centre", "200054807", "OUI"},
      {"130010103", "13001", "Jas de Bouffan", "200054807", "OUI"},
      {"130020101", "13002", "Pounche", "200054807", "OUI"}},
     0,
     2,
     3},
    {"zeros lost",
     {"a", "b", "c", "d", "e"},
     {{"1001", "L'Abergement-Clémenciat", "", "", ""},
      {"1002", "L'Abergement-de-Varey", "", "", ""}},
     0,
     1,
     -1},
    {"codes of seats are no codes of units",
     {"nom", "code_siege", "x", "y", "z"},
     {{"Nord", "13001", "", "", ""}, {"Sud", "13004", "", "", ""}},
     -1,
     -1,
     -1},
    {"one code for all",
     {"nom", "code", "x", "y", "z"},
     {{"Nord", "13001", "", "", ""}, {"Sud", "13001", "", "", ""}},
     -1,
     -1,
     -1},
    {"figures that are no codes",
     {"nom", "habitants", "x", "y", "z"},
     {{"Nord", "10250", "", "", ""}, {"Sud", "99871", "", "", ""}, {"Est", "20", "", "", ""}},
     -1,
     -1,
     -1},
};

START_TEST(cells_show_the_columns_of_units)
{
    cpts_context *context;
    struct grid grid = {.names = {.names = cases[_i].headings, .count = 5}};
    struct unit_columns found;
    ck_assert_int_eq(cpts_context_new(&context), CPTS_OK);
    for (int i = 0; i < 6 && cases[_i].rows[i][0]; i++)
        ck_assert(cpts_grid_add(&grid, i + 1, cases[_i].rows[i], 5));
    ck_assert_int_eq(cpts_unit_columns_find(&found, context, &grid), CPTS_OK);
    ck_assert_int_eq(found.code, cases[_i].code);
    ck_assert_int_eq(found.name, cases[_i].name);
    ck_assert_int_eq(found.epci, cases[_i].epci);
    cpts_grid_free(&grid);
    cpts_context_free(context);
}
END_TEST

static void write_units(const char *file, const char *fields, const struct input_row *rows,
                        int count)
{
    input_write(LAYER(.file = file, .name = "couche", .fields = fields, .epsg = 2154, .rows = rows,
                      .count = count));
}

START_TEST(a_layer_is_units_and_declaration_by_its_cells)
{
    struct loaded loaded;
    const struct input_row rows[] = {
        {input_square(0, 1), {"13001", "Aix-en-Provence", "Sud", "13001"}},
        {input_square(1, 1), {"13002", "Allauch", "Sud", "13001"}},
        {input_square(2, 1), {"13003", "Alleins", "HORS CPTS", "13001"}},
        {input_square(3, 1), {"13004", "Arles", "Sud", "13001"}}};
    write_units("units.gpkg", "cd_cmmn,nm_cmmn,nm_cpts,cd_siege", rows, 4);
    input_must_load_sources(&loaded, "units.gpkg", NULL);
    ck_assert_uint_eq(loaded.region->units.count, 4);
    ck_assert_str_eq(loaded.region->units.name[0], "Aix-en-Provence");
    ck_assert_uint_eq(loaded.region->perimeters.count, 1);
    ck_assert_uint_eq(loaded.region->perimeters.declared_count, 3);
    ck_assert(!input_declares(&loaded, "Sud", "13003"));
    input_free(&loaded);
}
END_TEST

START_TEST(a_weak_heading_yields_to_cells)
{
    struct loaded loaded;
    const struct input_row rows[] = {{input_square(0, 1), {"1", "13001"}},
                                     {input_square(1, 1), {"2", "13002"}}};
    write_units("units.gpkg", "id,cd_cmmn", rows, 2);
    input_text("list.csv", "cpts;insee\nA;13001\nB;13002\n");
    input_must_load_sources(&loaded, "units.gpkg", "list.csv");
    ck_assert_str_eq(loaded.region->units.code[1], "13002");
    ck_assert(input_declares(&loaded, "A", "13001"));
    input_free(&loaded);
}
END_TEST

/* Polygons of CPTS with the codes of their seats would cover themselves, and be compliant. */
START_TEST(cpts_with_the_codes_of_their_seats_are_no_units)
{
    struct loaded loaded;
    static const char *const fields[] = {"nom_cpts,insee", "nom_cpts,cd_cmmn"};
    const struct input_row rows[] = {{input_square(0, 1), {"CPTS A", "13001"}},
                                     {input_square(1, 1), {"CPTS B", "13004"}},
                                     {input_square(2, 1), {"CPTS C", "13003"}}};
    write_units("cpts.gpkg", fields[_i], rows, 3);
    input_load_sources(&loaded, "cpts.gpkg", NULL);
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "looks like a layer of CPTS",
                         "add the layer of units", NULL);
    input_free(&loaded);
    /* Beside communes whose headings are just as unknown, they stay what they are. */
    const struct input_row units[] = {{input_square(0, 1), {"13001", "Aix-en-Provence"}},
                                      {input_square(1, 1), {"13002", "Allauch"}},
                                      {input_square(2, 1), {"13003", "Alleins"}},
                                      {input_square(3, 1), {"13004", "Arles"}}};
    write_units("units.gpkg", "cd_cmmn,nm_cmmn", units, 4);
    input_load_sources(&loaded, "units.gpkg", "cpts.gpkg");
    ck_assert_msg(_i == 0 || loaded.status == CPTS_OK, "%s", cpts_context_message(loaded.context));
    input_free(&loaded);
}
END_TEST

Suite *unit_columns_suite(void)
{
    Suite *suite = suite_create("unit_columns");
    TCase *grids = tests_of(suite, "grids"), *layers = tests_of(suite, "layers");
    tcase_add_loop_test(grids, cells_show_the_columns_of_units, 0, COUNT(cases));
    tcase_add_checked_fixture(layers, input_begin, input_end);
    tcase_add_test(layers, a_layer_is_units_and_declaration_by_its_cells);
    tcase_add_test(layers, a_weak_heading_yields_to_cells);
    tcase_add_loop_test(layers, cpts_with_the_codes_of_their_seats_are_no_units, 0, 2);
    return suite;
}
