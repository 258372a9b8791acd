/* Remarks by which a list takes back what it declares, wherever people write them. */
#include "input/reading/remarks.h"
#include "input_fixture.h"
#include "suites.h"

static const struct {
    const char *list;
    bool is_error;
} lists[] = {
    /* Columns of remarks, with a heading or none. */
    {"CPTS;Code;Observations\nA;13001;\nA;13002;sauf le hameau du Plan\nB;13003;\n", true},
    {"CPTS;Code;Observations\nA;13001;\nA;13002;refus du maire\nB;13003;\n", true},
    {"CPTS;Code;Remarques\nA;13001;\nA;13002;à voir ?\nB;13003;\n", true},
    {"CPTS;Code;Remarques\nA;13001;siège\nA;13002;mairie annexée\nB;13003;\n", false},
    {"CPTS;Code;\nA;13001;\nA;13002;en partie\nB;13003;\n", true},
    {"CPTS;Code;\nA;13001;Dr Martin\nA;13002;\nB;13003;\n", false},
    /* Columns that are filled for what leaves. */
    {"CPTS;Code;Date de sortie\nA;13001;\nA;13002;12/05/2024\nB;13003;\n", true},
    {"CPTS;Code;Zone blanche\nA;13001;\nA;13002;x\nB;13003;\n", true},
    {"CPTS;Code;Zone blanche\nA;13001;non\nA;13002;non\nB;13003;non\n", false},
    {"CPTS;Code;Hors CPTS\nA;13001;\nA;13002;x\nB;13003;\n", true},
    {"CPTS;Code;Nom\nA;13001;Toto\nA;13002;\nB;13003;Titi\n", false},
    {"CPTS;Code;Date fin\nA;13001;\nA;13002;oui\nB;13003;\n", true},
    {"CPTS;Code;Date fin\nA;13001;\nA;13002;décembre 2024\nB;13003;\n", true},
    {"CPTS;Code;Date fin\nA;13001;\nA;13002;indéterminée\nB;13003;\n", false},
    /* Behind and before the name of a unit that its code vouches for. */
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch hors La Pounche\nB;13003;Alleins\n", true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch ??\nB;13003;Alleins\n", true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;NON Allauch\nB;13003;Alleins\n", true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch [secteur nord]\nB;13003;Alleins\n", true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch (nord)\nB;13003;Alleins\n", true},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;1/2 Allauch\nB;13003;Alleins\n", true},
    {"CPTS;Communes\nA;\"Aix (13001), sauf Allauch (13002)\"\nB;Alleins (13003)\n", true},
    {"CPTS;Communes\nA;\"Aix (13001), Allauch (13002)\"\nB;Alleins (13003)\n", false},
    /* Names of CPTS. */
    {"CPTS;Code\nCPTS Nord;13001\nex CPTS Nord;13002\nCPTS Sud;13003\n", true},
    {"CPTS;Code\nCPTS Nord;13001\nCPTS Nord puis CPTS Est;13002\nCPTS Sud;13003\n", true},
    {"CPTS;Code\nCPTS Nord;13001\nCPTS Nord - à confirmer;13002\nCPTS Sud;13003\n", true},
    /* Notes. */
    {"CPTS;Code\nA;13001\nA;13002\nB;13003\n\nNB : Allauch a quitté la CPTS;\n", true},
    {"CPTS;Code\nA;13001\nA;13002\nB;13003\n\nLégende : en rouge, non rattachées;\n", true},
    {"CPTS;Code\nA;13001\nA;13002\nB;13003\n\nSource : ARS;\n", false},
    {"CPTS;Code\nA;13001\nA;13002\nB;13003\n\n(1) en attente de validation;\n", false},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch (1)\nB;13003;Alleins\n\n"
     "(1) en attente de validation;;\n",
     true},
    /* Marks under the names of CPTS. */
    {"Code;CPTS Nord;CPTS Sud\n13001;A;\n13002;A;\n13003;;A\n13004;;\n", true},
    {"Code;CPTS 1;CPTS 2\n13001;A;\n13002;A;B\n13003;;B\n13004;;\n", false},
};

START_TEST(a_remark_is_an_error_until_a_person_has_looked)
{
    struct loaded loaded;
    size_t errors = 0;
    input_write_communes("units.gpkg");
    input_text("list.csv", lists[_i].list);
    input_load_sources(&loaded, "units.gpkg", "list.csv");
    ck_assert_msg(loaded.status == CPTS_OK, "%s", cpts_context_message(loaded.context));
    for (size_t i = 0; i < loaded.region->notice_count; i++)
        errors += loaded.region->notices[i].severity == CPTS_SEVERITY_ERROR;
    ck_assert_msg((errors > 0) == lists[_i].is_error, "%zu errors: %s", errors,
                  loaded.region->notice_count ? loaded.region->notices[0].message : "none");
    input_free(&loaded);
}
END_TEST

START_TEST(names_of_communes_are_no_remarks)
{
    static const char *const names[] = {
        "Saint-Loup-Hors", "Foucaucourt-Hors-Nesle", "Sans-Vallois",
        "Le Quartier",     "Pas-en-Artois",          "Boissy-sans-Avoir",
        "Izel-lès-Hameau", "Quincy-Voisins",         "Lille (Nord)",
        "Aix (13)",        "Marseille 14e (13014)",  "Saint-Andr?"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ck_assert_msg(!cpts_remark_on_unit(names[i]), "%s", names[i]);
}
END_TEST

START_TEST(names_of_sheets_may_take_back_what_they_list)
{
    static const char *const taking[] = {"Sorties", "Communes limitrophes", "Ancien périmètre"};
    static const char *const others[] = {"Communes", "CPTS Nord", "Vaucluse", "Sortosville"};
    for (size_t i = 0; i < sizeof taking / sizeof *taking; i++)
        ck_assert_msg(cpts_remark_names_sheet(taking[i]), "%s", taking[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        ck_assert_msg(!cpts_remark_names_sheet(others[i]), "%s", others[i]);
}
END_TEST

Suite *remarks_suite(void)
{
    Suite *suite = suite_create("remarks");
    TCase *tables = tcase_create("tables");
    tcase_add_checked_fixture(tables, input_begin, input_end);
    tcase_add_loop_test(tables, a_remark_is_an_error_until_a_person_has_looked, 0,
                        sizeof lists / sizeof *lists);
    tcase_add_test(tables, names_of_communes_are_no_remarks);
    tcase_add_test(tables, names_of_sheets_may_take_back_what_they_list);
    suite_add_tcase(suite, tables);
    return suite;
}
