/* Communes of the past and of other regions, which the program knows by itself. */
#include <string.h>

#include "common/departments.h"
#include "input/declarations/communes.h"
#include "input/declarations/former_codes.h"
#include "input/declarations/insee.h"
#include "input_fixture.h"
#include "suites.h"

/* The table that comes with the library: its codes must be codes, and lead to communes of today. */
static bool is_alive(void *user, const char *code)
{
    struct commune commune;
    (void)user;
    return cpts_commune_find(&commune, code);
}

START_TEST(bundled_moves_lead_to_communes_of_today)
{
    struct code_changes changes = {0};
    cpts_context *context;
    ck_assert_int_eq(cpts_context_new(&context), CPTS_OK);
    ck_assert_int_eq(cpts_changes_load_default(&changes, context), CPTS_OK);
    ck_assert_uint_gt(changes.count, 1800);
    ck_assert_uint_gt(changes.former_count, 700);
    for (size_t i = 0; i < changes.count; i++) {
        const struct code_change *item = &changes.items[i];
        struct succession succession;
        ck_assert(cpts_insee_is_code(item->old_code));
        ck_assert(cpts_insee_is_code(item->new_code));
        ck_assert_str_ne(item->old_code, item->new_code);
        ck_assert_uint_eq(strlen(item->date), strlen("2019-01-01"));
        cpts_changes_follow(&changes, item->old_code, is_alive, NULL, &succession);
        ck_assert_msg(is_alive(NULL, item->old_code) || succession.count > 0, "%s", item->old_code);
    }
    for (size_t i = 0; i < changes.former_count; i++)
        ck_assert(cpts_insee_is_code(changes.former[i].code));
    cpts_changes_free(&changes);
    cpts_context_free(context);
}
END_TEST

static const struct {
    const char *code, *name; /* NULL: none */
} communes[] = {{"01001", "L'Abergement-Clémenciat"},
                {"97801", "Saint-Martin"},
                {"13055", "Marseille"},
                {"13201", "Marseille 1er Arrondissement"},
                {"2A004", "Ajaccio"},
                {"50129", "Cherbourg-en-Cotentin"},
                {"97617", "Tsingoni"},
                {"05120", NULL}, /* merged in 2019 */
                {"00000", NULL},
                {"99999", NULL},
                {"1001", NULL},
                {"010011", NULL},
                {"", NULL}};

START_TEST(communes_are_found_by_code)
{
    struct commune commune;
    const bool found = cpts_commune_find(&commune, communes[_i].code);
    ck_assert_int_eq(found, communes[_i].name != NULL);
    if (found)
        ck_assert_str_eq(commune.name, communes[_i].name);
}
END_TEST

START_TEST(communes_are_found_by_name_in_a_department)
{
    struct commune commune;
    struct place_key key;
    cpts_place_key(&key, "VILLEURBANNE");
    ck_assert(cpts_commune_named(&commune, &key, "69"));
    ck_assert_str_eq(commune.code, "69266");
    ck_assert(!cpts_commune_named(&commune, &key, "13"));
    ck_assert(!cpts_commune_named(&commune, &key, ""));
    ck_assert_str_eq(cpts_department_name("69"), "Rhône");
    ck_assert_ptr_null(cpts_department_name("20"));
    ck_assert_str_eq(cpts_department_name("978"), "Saint-Martin");
}
END_TEST

static void has_notice(const struct loaded *loaded, cpts_rule rule, cpts_severity severity,
                       const char *text)
{
    for (size_t i = 0; i < loaded->region->notice_count; i++) {
        const struct notice *notice = &loaded->region->notices[i];
        if (notice->rule == rule && notice->severity == severity && strstr(notice->message, text))
            return;
    }
    ck_abort_msg("no notice '%s'", text);
}

/* A former name, an obsolete code, a code and a name elsewhere, with nothing but the program. */
START_TEST(communes_of_the_past_and_of_elsewhere)
{
    struct loaded loaded;
    const struct input_row rows[] = {{input_square(0, 1), {"50129", "Cherbourg-en-Cotentin", "8"}},
                                     {input_square(1, 1), {"50615", "Valognes", "7"}}};
    input_write_units("units.gpkg", "insee,nom,population:int", rows, 2);
    input_text("list.csv", "id;insee;commune;dep\n"
                           "A;;Cherbourg-Octeville;50\n" /* what it was called until 2016 */
                           "B;50602;;\n"                 /* merged into it */
                           "C;69266;;\n"                 /* Villeurbanne */
                           "D;;Villeurbanne;69\n"
                           "E;69266;Valognes;\n" /* the name says otherwise */
                           "F;14178;;\n"         /* merged, in another département */
                           "G;50999;;\n");
    const char *const sources[] = {"units.gpkg", "list.csv", NULL};
    input_must_load(&loaded, LOAD(.sources = sources));
    has_notice(&loaded, CPTS_RULE_OBSOLETE_CODE, CPTS_SEVERITY_WARNING, "B lists 50602");
    has_notice(&loaded, CPTS_RULE_OUTSIDE, CPTS_SEVERITY_WARNING,
               "C lists 69266 (line 4 of list.csv): 69266 Villeurbanne, Rhône (69)");
    has_notice(&loaded, CPTS_RULE_OUTSIDE, CPTS_SEVERITY_WARNING, "D lists Villeurbanne");
    has_notice(&loaded, CPTS_RULE_UNKNOWN_CODE, CPTS_SEVERITY_WARNING, "E lists '69266'");
    has_notice(&loaded, CPTS_RULE_OUTSIDE, CPTS_SEVERITY_WARNING, "F lists 14178");
    has_notice(&loaded, CPTS_RULE_UNKNOWN_CODE, CPTS_SEVERITY_ERROR, "G lists 50999");
    ck_assert(input_declares(&loaded, "A", "50129"));
    ck_assert(input_declares(&loaded, "B", "50129"));
    ck_assert(input_declares(&loaded, "E", "50615"));
    ck_assert_uint_eq(loaded.region->perimeters.declared_count, 3);
    input_free(&loaded);
}
END_TEST

/* Marseille is replaced by its arrondissements, which have no EPCI of their own: theirs is the
 * commune's. */
START_TEST(arrondissements_inherit_the_epci_of_their_commune)
{
    struct loaded loaded;
    const struct input_row communes_rows[] = {
        {input_square(0, 2), {"13055", "Marseille", "200054807"}},
        {input_square(2, 1), {"13001", "Aix", "200054807"}},
        {input_square(3, 1), {"13004", "Arles", "241300417"}}};
    const struct input_row parts[] = {{input_square(0, 1), {"13201", "Marseille 1er", NULL}},
                                      {input_square(1, 1), {"13202", "Marseille 2e", NULL}}};
    input_write(LAYER(.file = "units.gpkg", .name = "commune",
                      .fields = "code_insee,nom_officiel,codes_siren_des_epci", .epsg = 2154,
                      .rows = communes_rows, .count = 3));
    input_write(LAYER(.file = "units.gpkg", .name = "arrondissement_municipal",
                      .fields = "code_insee,nom_officiel", .epsg = 2154, .rows = parts,
                      .count = 2));
    input_text("list.csv", "id;insee\nA;200054807\nB;241300417\n");
    const char *const units[] = {"units.gpkg", NULL}, *const lists[] = {"list.csv", NULL};
    input_must_load(&loaded, LOAD(.units = units, .perimeters = lists, .expand = "epci"));
    ck_assert(input_declares(&loaded, "A", "13201"));
    ck_assert(input_declares(&loaded, "A", "13202"));
    ck_assert(input_declares(&loaded, "A", "13001"));
    ck_assert(input_declares(&loaded, "B", "13004"));
    ck_assert_uint_eq(loaded.region->perimeters.declared_count, 4);
    ck_assert_str_eq(loaded.region->units.epci[input_unit(&loaded, "13202")], "200054807");
    input_free(&loaded);
}
END_TEST

Suite *input_communes_suite(void)
{
    Suite *suite = suite_create("input_communes");
    TCase *cases = tests_of(suite, "communes");
    tcase_add_checked_fixture(cases, input_begin, input_end);
    tcase_add_test(cases, bundled_moves_lead_to_communes_of_today);
    tcase_add_loop_test(cases, communes_are_found_by_code, 0, COUNT(communes));
    tcase_add_test(cases, communes_are_found_by_name_in_a_department);
    tcase_add_test(cases, communes_of_the_past_and_of_elsewhere);
    tcase_add_test(cases, arrondissements_inherit_the_epci_of_their_commune);
    return suite;
}
