/* Lists of codes as people keep them, moves of communes, populations; regions from memory. */
#include <math.h>
#include <ogr_api.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "input/declarations/former_codes.h"
#include "input/declarations/insee.h"
#include "input/sources/text.h"
#include "input_fixture.h"
#include "suites.h"

static void load_list(struct loaded *out, const char *text)
{
    if (access("units.gpkg", F_OK) != 0)
        input_write_communes("units.gpkg");
    input_text("list.csv", text);
    input_must_load_sources(out, "units.gpkg", "list.csv");
}

/* Every way of writing that A has 13001 and 13002, and É has 13003. */
static const struct {
    const char *text;
    size_t size; /* 0: up to the NUL */
} lists[] = {
    {"id;nom;insee\nA;Ouest;13001\nA;Ouest;13002\n\xc3\x89;Est;13003\n", 0},
    {"\xef\xbb\xbfid;nom;insee\r\nA;Ouest;13001\r\nA;Ouest;13002\r\n\xc3\x89;Est;13003\r\n", 0},
    {"id,nom,insee\nA,Ouest,13001\nA,Ouest,13002\n\xc9,Est,13003\n", 0},
    {"ID_CPTS\tNom CPTS\tCode INSEE\nA\tOuest\t13001\nA\tOuest\t13002\n\xc9\tEst\t13003", 0},
    {"\"insee\";\"id\";\"nom\"\n\"13001\";\"A\";\"Ouest; \"\"vrai\"\"\nsuite\"\n13002;A;\n"
     "13003;\xc9;Est\n",
     0},
    {"id;nom;insee\nA;\"Ouest \"vrai\"\";13001\nA;\"Ouest \"vrai\"\" ;13002\n\xc9;Est;13003\n", 0},
    {"Listing des CPTS;;\n\n;;\nid;insee;nom\nA;13001;Ouest\n\nA;13002;Ouest\n\xc9;13003;Est\n", 0},
    {"cpts;depcom;libelle\nA;13001;Aix\nA;13002;Allauch\n\xc3\x89;13003;Alleins\n", 0},
    {"cpts|codgeo\nA|13001\nA|13002\n\xc9|13003\n", 0},
    {"id;insee\nA;13001, 13002\n\xc9; 13003 \n", 0},
    {"id;insee;x\rA;13001;\rA;13002;\r\xc9;13003;\r", 0},
    {"\xff\xfei\0d\0;\0c\0o\0d\0e\0\n\0A\0;\0"
     "1\0003\0000\0000\0001\0\n\0A\0;\0001\0003\0000\0000\0002\0\n\0\xc9\0;\0"
     "1\0003\0000\0000\0003\0\n\0",
     66},
};

START_TEST(lists_are_read_whatever_their_form)
{
    struct loaded loaded;
    input_write_communes("units.gpkg");
    input_bytes("list.csv", lists[_i].text,
                lists[_i].size ? lists[_i].size : strlen(lists[_i].text));
    input_must_load_sources(&loaded, "units.gpkg", "list.csv");
    ck_assert_uint_eq(loaded.region->perimeters.count, 2);
    ck_assert_uint_eq(loaded.region->perimeters.declared_count, 3);
    ck_assert(input_declares(&loaded, "A", "13001"));
    ck_assert(input_declares(&loaded, "A", "13002"));
    ck_assert(input_declares(&loaded, "É", "13003"));
    ck_assert_uint_eq(loaded.region->notice_count, 0);
    const struct source *source = &loaded.region->sources[1];
    ck_assert_str_eq(source->role, "codes");
    ck_assert_str_eq(source->crs, "");
    input_free(&loaded);
}
END_TEST

static const struct {
    const char *text, *message;
} bad_lists[] = {
    {"id;insee\nA;\"13001\nA;13002\n", "quote opened on line 2 is never closed"},
    {"id;insee\n\"A\" bis;13001\nA;13002\n", "line 2 has text after a closing quote"},
    {"id;nom;insee\nA;\"CPTS A;13001\nA;CPTS A;13002\nB;CPTS \"B;13003\n",
     "quote opened on line 2 swallows the rows below it"},
    {"id;nom;insee\nA;CPTS A;13001\nB;\"CPTS \"\"B\"\" C\" du Var;13002\n",
     "line 3 has text after a closing quote"},
    {"id;nom;insee\nA;\"CPTS A;13001\nA;CPTS A;13002\nB;CPTS B\";13003\n",
     "quote opened on line 2 swallows the rows below it"},
    {"\n\n", "is empty"},
    {"id;insee\n", "list.csv is empty"},
    {"a;b;c\n1;2;3\n", "a, b, c"},
    {"insee;nom\n13001;Aix\n", "--perimeter-fields"},
};

START_TEST(a_list_that_cannot_be_understood_is_an_error)
{
    struct loaded loaded;
    input_write_communes("units.gpkg");
    input_text("list.csv", bad_lists[_i].text);
    input_load_sources(&loaded, "units.gpkg", "list.csv");
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "list.csv", bad_lists[_i].message, NULL);
    input_free(&loaded);
}
END_TEST

START_TEST(binary_data_is_no_list)
{
    struct loaded loaded;
    input_write_communes("units.gpkg");
    input_bytes("list.csv", "id;insee\nA;13\0 01\n", 18);
    input_load_sources(&loaded, "units.gpkg", "list.csv");
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "list.csv holds binary data", NULL);
    input_free(&loaded);
}
END_TEST

START_TEST(a_table_in_the_geopackage_needs_no_option)
{
    struct loaded loaded;
    const struct input_row rows[] = {{NULL, {"A", "Ouest", "13001"}},
                                     {NULL, {"B", "Est", "13002"}}};
    const struct input_row others[] = {{NULL, {"13001", "Aix", "1"}}};
    input_write_communes("region.gpkg");
    input_write(LAYER(.file = "region.gpkg", .name = "declared", .fields = "id,nom,insee",
                      .is_table = true, .rows = rows, .count = 2));
    input_write(LAYER(.file = "region.gpkg", .name = "populations",
                      .fields = "insee,nom,population", .is_table = true, .rows = others,
                      .count = 1));
    input_must_load_sources(&loaded, "region.gpkg", NULL);
    ck_assert_uint_eq(loaded.region->perimeters.declared_count, 2);
    ck_assert(input_declares(&loaded, "B", "13002"));
    input_free(&loaded);
}
END_TEST

START_TEST(polygons_and_codes_declare_one_perimeter)
{
    struct loaded loaded;
    input_write_communes("region.gpkg");
    input_write_cpts("region.gpkg");
    input_text("list.csv", "id_cpts;nom_cpts;code_insee;statut\nA;;13003;\nC;Sud;13004;projet\n");
    input_must_load_sources(&loaded, "region.gpkg", "list.csv");
    ck_assert_uint_eq(loaded.region->perimeters.count, 3);
    ck_assert_str_eq(loaded.region->perimeters.name[0], "CPTS Ouest");
    ck_assert_str_eq(loaded.region->perimeters.status[2], "projet");
    ck_assert(input_declares(&loaded, "A", "13003"));
    ck_assert_uint_eq(loaded.region->notice_count, 0);
    input_free(&loaded);
}
END_TEST

START_TEST(filters_apply_to_lists)
{
    struct loaded loaded;
    input_write_communes("units.gpkg");
    input_text("list.csv", "id;nom;insee\nA;Ouest;13001\nX;HORS CPTS;13002\n");
    const char *const sources[] = {"units.gpkg", "list.csv", NULL};
    cpts_load_options options = {.size = sizeof(cpts_load_options),
                                 .sources = sources,
                                 .perimeters_where = "nom <> 'HORS CPTS'"};
    input_must_load(&loaded, &options);
    ck_assert_uint_eq(loaded.region->perimeters.count, 1);
    input_free(&loaded);
    options.perimeters_where = "nothing = 1";
    input_load(&loaded, &options);
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "--perimeters-where: 'nothing = 1'", NULL);
    input_free(&loaded);
    options.perimeters_where = "id = 'none'";
    input_load(&loaded, &options);
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "keeps nothing", NULL);
    input_free(&loaded);
}
END_TEST

/* ---- codes ----------------------------------------------------------------------------------- */

START_TEST(unknown_codes_are_findings_with_their_lines)
{
    struct loaded loaded;
    load_list(&loaded, "id;nom;insee\nA;Ouest;13001\nA;Ouest;13999\nA;Ouest;13999\n");
    const struct notice *notice =
        input_notice(&loaded, CPTS_RULE_UNKNOWN_CODE, CPTS_SEVERITY_ERROR,
                     "Ouest lists 13999 (lines 3, 4 of list.csv), which is not in the region");
    ck_assert_str_eq(notice->key, "13999");
    ck_assert_uint_eq(notice->perimeter, 0);
    ck_assert_uint_eq(notice->unit, CPTS_NONE);
    ck_assert_uint_eq(loaded.region->notice_count, 1);
    input_free(&loaded);
    load_list(&loaded, "id;insee\nA;13001\nA;Marseille 14e\n");
    input_notice(&loaded, CPTS_RULE_UNKNOWN_CODE, CPTS_SEVERITY_ERROR, "'Marseille 14e'");
    input_free(&loaded);
}
END_TEST

/* What stands behind a code is its name, a postal code, or another code of the list. */
START_TEST(an_unknown_code_of_a_list_is_not_the_name_of_the_one_before)
{
    struct loaded loaded;
    input_write_communes("units.gpkg");
    input_text("list.csv", "CPTS;Communes\nA;13001 13999\nB;13002 13003\n");
    input_must_load_sources(&loaded, "units.gpkg", "list.csv");
    ck_assert_uint_eq(loaded.region->perimeters.declared_count, 3);
    ck_assert(input_declares(&loaded, "A", "13001") && input_declares(&loaded, "B", "13003"));
    ck_assert_uint_eq(loaded.region->notice_count, 1);
    ck_assert_int_eq(loaded.region->notices[0].rule, CPTS_RULE_UNKNOWN_CODE);
    input_free(&loaded);
}
END_TEST

START_TEST(a_list_of_unknown_codes_leaves_an_empty_perimeter)
{
    struct loaded loaded;
    load_list(&loaded, "id;insee\nA;13001\nB;99999\n");
    input_notice(&loaded, CPTS_RULE_UNKNOWN_CODE, CPTS_SEVERITY_ERROR, "99999");
    input_notice(&loaded, CPTS_RULE_EMPTY_PERIMETER, CPTS_SEVERITY_ERROR, "perimeter B");
    input_free(&loaded);
}
END_TEST

START_TEST(rows_without_code_or_id_are_reported)
{
    struct loaded loaded;
    load_list(&loaded, "id;insee\nA;13001\nA;\n\n;13002\n");
    ck_assert_uint_eq(input_notice_count(&loaded, CPTS_RULE_UNKNOWN_CODE), 2);
    ck_assert_ptr_nonnull(strstr(loaded.region->notices[0].message, "line 3 of list.csv"));
    ck_assert_ptr_nonnull(strstr(loaded.region->notices[1].message, "line 5 of list.csv"));
    input_free(&loaded);
}
END_TEST

START_TEST(a_code_listed_twice_is_reported_once)
{
    struct loaded loaded;
    load_list(&loaded, "id;nom;insee\nA;Ouest;13001\nB;Est;13001\nA;Ouest;13001\nA;Ouest;13002\n");
    const struct notice *notice =
        input_notice(&loaded, CPTS_RULE_DUPLICATE_CODE, CPTS_SEVERITY_WARNING,
                     "Ouest lists 13001 Aix 2 times (lines 2, 4 of list.csv)");
    ck_assert_uint_eq(notice->unit, 0);
    ck_assert_uint_eq(loaded.region->perimeters.declared_count, 3);
    input_free(&loaded);
}
END_TEST

START_TEST(damaged_codes_are_repaired)
{
    struct loaded loaded;
    const struct input_row rows[] = {{input_square(0, 1), {"01004", "Ambérieu"}},
                                     {input_square(1, 1), {"2A004", "Ajaccio"}},
                                     {input_square(2, 1), {"01005", "Ambérieux"}}};
    input_write_units("units.gpkg", "insee,nom", rows, 3);
    input_text("list.csv", "id;insee\nA;1004\nA;2a004\nA;1005.0\nA;01004\n");
    input_must_load_sources(&loaded, "units.gpkg", "list.csv");
    ck_assert_uint_eq(loaded.region->perimeters.declared_count, 3);
    ck_assert_ptr_nonnull(strstr(loaded.log, "3 declared codes"));
    input_notice(&loaded, CPTS_RULE_DUPLICATE_CODE, CPTS_SEVERITY_WARNING, "01004 Ambérieu");
    input_free(&loaded);
}
END_TEST

START_TEST(a_parent_means_its_arrondissements)
{
    struct loaded loaded;
    const struct input_row rows[] = {{input_square(0, 1), {"13201", "1er"}},
                                     {input_square(1, 1), {"13216", "16e"}},
                                     {input_square(2, 1), {"69123", "Lyon"}}};
    input_write_units("units.gpkg", "insee,nom", rows, 3);
    input_text("list.csv", "id;insee\nA;13055\nB;69381\n");
    input_must_load_sources(&loaded, "units.gpkg", "list.csv");
    ck_assert_uint_eq(loaded.region->perimeters.declared_count, 2);
    ck_assert(input_declares(&loaded, "A", "13201"));
    ck_assert(input_declares(&loaded, "A", "13216"));
    input_notice(&loaded, CPTS_RULE_UNKNOWN_CODE, CPTS_SEVERITY_ERROR,
                 "add the layer of arrondissements");
    input_free(&loaded);
}
END_TEST

/* ---- moves ------------------------------------------------------------------------------- */

static const char moves[] =
    "MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,NCC_AV,NCCENR_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,TNCC_AP,"
    "NCC_AP,NCCENR_AP,LIBELLE_AP\n"
    "32,2016-01-01,COM,13101,0,A,A,A,COM,13102,0,B,B,B\n"
    "32,2016-01-01,COM,13101,0,A,A,A,COMD,13003,0,B,B,B\n"
    "32,2019-01-01,COM,13102,0,B,B,B,COM,13001,0,C,C,C\n"
    "21,2020-01-01,COM,13103,0,D,D,D,COM,13001,0,E,E,E\n"
    "21,2020-01-01,COM,13103,0,D,D,D,COM,13002,0,F,F,F\n"
    "32,1973-01-01,COM,13104,0,G,G,G,COM,13004,0,H,H,H\n"
    "21,1990-01-01,COM,13004,0,H,H,H,COM,13104,0,G,G,G\n"
    "32,2017-01-01,COM,13104,0,G,G,G,COM,13002,0,H,H,H\n"
    "32,2001-01-01,COM,13105,0,G,G,G,COM,13106,0,H,H,H\n"
    "32,2002-01-01,COM,13106,0,G,G,G,COM,13105,0,H,H,H\n";

static void load_moved(struct loaded *out, const char *list)
{
    input_write_communes("units.gpkg");
    input_text("list.csv", list);
    input_text("moves.csv", moves);
    const char *const sources[] = {"units.gpkg", "list.csv", NULL};
    input_must_load(out, LOAD(.sources = sources, .code_changes = "moves.csv"));
}

START_TEST(an_obsolete_code_claims_its_successor)
{
    struct loaded loaded;
    load_moved(&loaded, "id;nom;insee\nA;Ouest;13101\nA;Ouest;13001\n");
    const struct notice *notice = input_notice(
        &loaded, CPTS_RULE_OBSOLETE_CODE, CPTS_SEVERITY_WARNING,
        "Ouest lists 13101, which became part of 13001 Aix on 2019-01-01 (line 2 of list.csv)");
    ck_assert_uint_eq(notice->unit, 0);
    ck_assert_str_eq(notice->key, "13101");
    ck_assert_uint_eq(loaded.region->notice_count, 1);
    ck_assert_uint_eq(loaded.region->perimeters.declared_count, 1);
    input_free(&loaded);
}
END_TEST

START_TEST(a_split_commune_is_ambiguous)
{
    struct loaded loaded;
    load_moved(&loaded, "id;insee\nA;13103\nA;13004\n");
    input_notice(&loaded, CPTS_RULE_UNKNOWN_CODE, CPTS_SEVERITY_ERROR,
                 "split on 2020-01-01 between 13001, 13002");
    input_free(&loaded);
}
END_TEST

START_TEST(the_last_move_of_a_code_counts)
{
    struct loaded loaded;
    load_moved(&loaded, "id;insee\nA;13104\n");
    ck_assert(input_declares(&loaded, "A", "13002"));
    ck_assert(!input_declares(&loaded, "A", "13004"));
    input_free(&loaded);
}
END_TEST

START_TEST(moves_in_a_circle_end)
{
    struct loaded loaded;
    load_moved(&loaded, "id;insee\nA;13105\nA;13004\n");
    input_notice(&loaded, CPTS_RULE_UNKNOWN_CODE, CPTS_SEVERITY_ERROR, "13105");
    input_free(&loaded);
}
END_TEST

/* As INSEE has published its file over the years, and as a spreadsheet gives it back. */
#define MOVES_HEADER                                                                               \
    "MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,NCC_AV,NCCENR_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,"        \
    "TNCC_AP,NCC_AP,NCCENR_AP,LIBELLE_AP"
static const struct {
    const char *what, *moves;
} editions[] = {
    {"as published since 2021",
     MOVES_HEADER "\r\n32,2016-01-01,COM,01101,0,A,A,A,COM,01102,0,B,B,B\r\n"
                  "32,2019-01-01,COM,01102,0,B,B,B,COM,13001,0,C,C,C\r\n"},
    {"quoted, with a mark of UTF-8", "\xEF\xBB\xBF\"MOD\",\"DATE_EFF\",\"TYPECOM_AV\",\"COM_AV\","
                                     "\"TNCC_AV\",\"NCC_AV\",\"NCCENR_AV\","
                                     "\"LIBELLE_AV\",\"TYPECOM_AP\",\"COM_AP\",\"TNCC_AP\",\"NCC_"
                                     "AP\",\"NCCENR_AP\",\"LIBELLE_AP\"\n"
                                     "\"32\",\"2016-01-01\",\"COM\",\"01101\",\"0\",\"A\",\"A\","
                                     "\"A\",\"COM\",\"01102\",\"0\",\"B\",\"B\","
                                     "\"B\"\n"
                                     "\"32\",\"2019-01-01\",\"COM\",\"01102\",\"0\",\"B\",\"B\","
                                     "\"B\",\"COM\",\"13001\",\"0\",\"C\",\"C\","
                                     "\"C\"\n"},
    {"the headings of 2020",
     "MOD,DATE_EFF,TYPE_COMMUNE_AVANT,ID_COMMUNE_AVANT,TNCC_AVANT,NCC_AVANT,NCCENR_AVANT,"
     "LIBELLE_AVANT,TYPE_COMMUNE_APRES,ID_COMMUNE_APRES,TNCC_APRES,NCC_APRES,NCCENR_APRES,"
     "LIBELLE_APRES\n"
     "32,2016-01-01,COM,01101,0,A,A,A,COM,01102,0,B,B,B\n"
     "32,2019-01-01,COM,01102,0,B,B,B,COM,13001,0,C,C,C\n"},
    {"kept by a spreadsheet: semicolons, dates, lost zeros",
     "mod;date_eff;typecom_av;com_av;libelle_av;typecom_ap;com_ap;libelle_ap\n"
     "32;01/01/2016;COM;1101;A;COM;1102;B\n"
     "32;01/01/2019;COM;1102;B;COM;13001;C\n"},
    {"years of two digits", MOVES_HEADER "\n31,01/07/73,COM,01101,0,A,A,A,COM,13002,0,B,B,B\n"
                                         "21,01/01/80,COM,13002,0,A,A,A,COM,01101,0,B,B,B\n"
                                         "32,01/01/19,COM,01101,0,B,B,B,COM,13001,0,C,C,C\n"},
    {"headings that nobody knows, the new code first, a title above",
     "Communes nouvelles;;\nNouveau code;Nouvelle commune;Ancien code;Le\n"
     "01102;B;01101;01/01/2016\n13001;C;01102;01/01/2019\n"},
    {"no heading decides: the old codes are those of no commune of today",
     "a;b;c\n2016-01-01;13002;13990\n2016-01-01;01101;01999\n2017-01-01;01101;01998\n"
     "2019-01-01;13001;01101\n"},
    {"without a header",
     "13990,13002,2016-01-01\n01101,13001,2019-01-01\n01998,13003,2018-01-01\n"},
    {"a table de passage, by years", "Code 2022;Code 2025;Nom\n01101;13001;C\n1004;1004;D\n"},
    {"rows that move no commune: names, delegated and associated ones, arrondissements",
     MOVES_HEADER "\n32,2019-01-01,COM,01101,0,A,A,A,COM,13001,0,C,C,C\n"
                  "32,2019-01-01,COM,13001,0,C,C,C,COM,13001,0,C,C,C\n"
                  "32,2019-01-01,COM,01101,0,A,A,A,COMD,01101,0,A,A,A\n"
                  "10,2020-01-01,COM,13001,0,C,C,C,COM,13001,0,C,C,C\n"
                  "70,2020-01-01,COMA,01101,0,A,A,A,COMD,01101,0,A,A,A\n"
                  "35,2020-01-01,COMD,01101,0,A,A,A,COM,13002,0,A,A,A\n"
                  "20,2020-01-01,ARM,01101,0,A,A,A,ARM,13003,0,A,A,A\n"},
    {"another code: of another département, of another chef-lieu",
     MOVES_HEADER "\n41,1969-01-01,COM,78101,0,A,A,A,COM,01101,0,A,A,A\n"
                  "50,2024-01-01,COM,01101,0,A,A,A,COM,13001,0,A,A,A\n"
                  "50,2024-01-01,COMD,13001,0,A,A,A,COMD,01101,0,A,A,A\n"},
};

START_TEST(files_of_moves_are_read_as_published)
{
    struct loaded loaded;
    input_write_communes("units.gpkg");
    input_text("list.csv", "id;insee\nA;01101\n");
    input_text("moves.csv", editions[_i].moves);
    const char *const sources[] = {"units.gpkg", "list.csv", NULL};
    input_load(&loaded, LOAD(.sources = sources, .code_changes = "moves.csv"));
    ck_assert_msg(loaded.status == CPTS_OK, "%s: %s", editions[_i].what,
                  cpts_context_message(loaded.context));
    ck_assert_msg(loaded.region->perimeters.declared_count == 1 &&
                      input_declares(&loaded, "A", "13001"),
                  "%s", editions[_i].what);
    input_free(&loaded);
}
END_TEST

static const struct {
    const char *moves, *message;
} refused_moves[] = {
    {MOVES_HEADER "\n32,bientôt,COM,01101,0,A,A,A,COM,13001,0,B,B,B\n", "line 2: 'bientôt' is no"},
    {"a;b\n01101;13001\n01102;13002\n", "it is unclear which of columns 'a' and 'b' holds the old "
                                        "codes; name them old_code and new_code"},
    {"ancien;nouveau;création;parution\n01101;13001;2019-01-01;2018-12-04\n",
     "both columns 'création' and 'parution' may be the dates"},
    {"nouveau code;ancien code\n01998;01101\n01999;01102\n13990;13002\n",
     "holds the old codes; name them"},
    {"code;nom\n01101;A\n01102;B\n", "does not have two columns of commune codes"},
};

START_TEST(moves_that_are_not_sure_are_refused)
{
    struct loaded loaded;
    input_write_communes("units.gpkg");
    input_text("list.csv", "id;insee\nA;01101\n");
    input_text("moves.csv", refused_moves[_i].moves);
    const char *const sources[] = {"units.gpkg", "list.csv", NULL};
    input_load(&loaded, LOAD(.sources = sources, .code_changes = "moves.csv"));
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, refused_moves[_i].message, NULL);
    input_free(&loaded);
}
END_TEST

/* ---- populations ------------------------------------------------------------------------- */

START_TEST(populations_come_from_insee)
{
    struct loaded loaded;
    const struct input_row rows[] = {{input_square(0, 1), {"01004", "Ambérieu", "7"}},
                                     {input_square(1, 1), {"13055", "Marseille", "8"}},
                                     {input_square(2, 1), {"13001", "Aix", "9"}}};
    input_write_units("units.gpkg", "insee,nom,population:int", rows, 3);
    input_write_cpts("cpts.gpkg");
    input_text("pop.csv", "COM;PMUN;PCAP;PTOT\n1004;14000;1;14001\n13201;30;0;30\n13202;12;0;12\n");
    const char *const sources[] = {"units.gpkg", "cpts.gpkg", NULL};
    input_must_load(&loaded, LOAD(.sources = sources, .populations = "pop.csv"));
    const double *population = loaded.region->units.population;
    ck_assert_double_eq(population[input_unit(&loaded, "01004")], 14000);
    ck_assert_double_eq(population[input_unit(&loaded, "13055")], 42);
    ck_assert(isnan(population[input_unit(&loaded, "13001")]));
    ck_assert_ptr_nonnull(strstr(loaded.log, "population of 1 commune of 3 is not known"));
    input_free(&loaded);
}
END_TEST

/* ---- from memory ------------------------------------------------------------------------- */

static size_t to_wkb(const char *wkt, unsigned char **wkb)
{
    OGRGeometryH geometry = NULL;
    char *copy = strdup(wkt), *text = copy;
    ck_assert_int_eq(OGR_G_CreateFromWkt(&text, NULL, &geometry), OGRERR_NONE);
    free(copy);
    size_t size = (size_t)OGR_G_WkbSize(geometry);
    *wkb = malloc(size);
    ck_assert_int_eq(OGR_G_ExportToWkb(geometry, wkbNDR, *wkb), OGRERR_NONE);
    OGR_G_DestroyGeometry(geometry);
    return size;
}

static cpts_status add_square(cpts_region *region, int i, const char *code)
{
    unsigned char *wkb;
    size_t size = to_wkb(input_square(i, 1), &wkb);
    cpts_status status = cpts_region_add_unit(region, code, "name", NULL, 10.0 * i, wkb, size);
    free(wkb);
    return status;
}

START_TEST(a_region_is_built_from_memory)
{
    struct loaded loaded = {.log = ""};
    unsigned char *wkb;
    ck_assert_int_eq(cpts_context_new(&loaded.context), CPTS_OK);
    ck_assert_int_eq(cpts_region_new(&loaded.region, loaded.context, "EPSG:2154"), CPTS_OK);
    ck_assert_str_eq(loaded.region->crs, "EPSG:2154");
    /* Declared before it exists. */
    ck_assert_int_eq(cpts_region_declare_unit(loaded.region, "B", "Est", "13002"), CPTS_OK);
    ck_assert_int_eq(add_square(loaded.region, 0, "13001"), CPTS_OK);
    ck_assert_int_eq(add_square(loaded.region, 1, "13002"), CPTS_OK);
    ck_assert_int_eq(add_square(loaded.region, 2, "13002"), CPTS_OK);
    size_t size = to_wkb("MULTIPOLYGON Z(((0 0 1,1 0 1,1 1 1,0 0 1)))", &wkb);
    ck_assert_int_eq(cpts_region_add_perimeter(loaded.region, "A", "Ouest", wkb, size), CPTS_OK);
    ck_assert_int_eq(cpts_region_add_perimeter(loaded.region, "A", NULL, wkb, size), CPTS_OK);
    ck_assert_int_eq(cpts_region_add_perimeter(loaded.region, "A", NULL, wkb, size / 2),
                     CPTS_ERROR_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(cpts_context_message(loaded.context), "invalid WKB geometry"));
    ck_assert_int_eq(cpts_region_add_unit(loaded.region, "", NULL, NULL, NAN, wkb, size),
                     CPTS_ERROR_ARGUMENT);
    free(wkb);
    ck_assert_int_eq(cpts_region_finish(loaded.region), CPTS_OK);
    ck_assert_int_eq(cpts_region_finish(loaded.region), CPTS_OK);
    ck_assert_uint_eq(loaded.region->units.count, 2);
    ck_assert_uint_eq(loaded.region->units.shapes.part_count, 3);
    ck_assert_str_eq(loaded.region->units.group[0], "13");
    ck_assert_uint_eq(loaded.region->perimeters.count, 2);
    uint32_t west = input_perimeter(&loaded, "A"), east = input_perimeter(&loaded, "B");
    ck_assert_str_eq(loaded.region->perimeters.name[west], "Ouest");
    ck_assert(loaded.region->perimeters.drawn_in_pieces[west]);
    ck_assert(!loaded.region->perimeters.drawn_in_pieces[east]);
    ck_assert_uint_lt(west, east); /* sorted, whatever the order in which they came */
    ck_assert(input_declares(&loaded, "B", "13002"));
    ck_assert_uint_eq(loaded.region->notice_count, 0);
    /* Added after it was finished: only what is new is reported. */
    ck_assert_int_eq(cpts_region_declare_unit(loaded.region, "C", NULL, "13009"), CPTS_OK);
    ck_assert_int_eq(cpts_region_finish(loaded.region), CPTS_OK);
    ck_assert_uint_eq(loaded.region->notice_count, 2);
    input_free(&loaded);
}
END_TEST

START_TEST(a_coordinate_that_is_not_a_number_is_reported)
{
    struct loaded loaded = {.log = ""};
    unsigned char *wkb;
    ck_assert_int_eq(cpts_context_new(&loaded.context), CPTS_OK);
    ck_assert_int_eq(cpts_region_new(&loaded.region, loaded.context, "EPSG:2154"), CPTS_OK);
    size_t size = to_wkb(input_square(0, 1), &wkb);
    const double bad = NAN;
    memcpy(wkb + size - 2 * 16, &bad, sizeof bad);
    ck_assert_int_eq(cpts_region_add_unit(loaded.region, "13001", "x", NULL, -1, wkb, size),
                     CPTS_OK);
    free(wkb);
    input_notice(&loaded, CPTS_RULE_INVALID_UNIT, CPTS_SEVERITY_ERROR, "13001");
    ck_assert_uint_eq(loaded.region->units.count, 0);
    input_free(&loaded);
}
END_TEST

START_TEST(a_region_needs_a_metric_crs)
{
    cpts_context *context;
    cpts_region *region;
    ck_assert_int_eq(cpts_context_new(&context), CPTS_OK);
    ck_assert_int_eq(cpts_region_new(&region, context, "EPSG:4326"), CPTS_ERROR_ARGUMENT);
    ck_assert_ptr_null(region);
    ck_assert_int_eq(cpts_region_new(&region, context, NULL), CPTS_ERROR_ARGUMENT);
    ck_assert_ptr_null(region);
    ck_assert_ptr_nonnull(strstr(cpts_context_message(context), "EPSG:2154"));
    cpts_region_free(NULL);
    cpts_context_free(context);
}
END_TEST

/* ---- texts ------------------------------------------------------------------------------- */

START_TEST(texts_are_cleaned)
{
    struct arena arena = {NULL};
    ck_assert_str_eq(cpts_text_clean(&arena, " \t\xa0 caf\xe9 \x80\x81\r\n"), "café €\xef\xbf\xbd");
    ck_assert_str_eq(cpts_text_clean(&arena, "été"), "été");
    /* Windows-1252 that was taken for Latin-1. */
    ck_assert_str_eq(cpts_text_clean(&arena, "C\xc2\x9cur \xc2\x80"), "Cœur €");
    ck_assert_str_eq(cpts_text_clean(&arena, ""), "");
    ck_assert(!cpts_text_is_utf8("\xc0\xaf", 2));     /* overlong */
    ck_assert(!cpts_text_is_utf8("\xed\xa0\x80", 3)); /* surrogate */
    ck_assert(!cpts_text_is_utf8("\xf4\x90\x80\x80", 4));
    ck_assert(!cpts_text_is_utf8("\xe2\x82", 2)); /* cut */
    ck_assert(cpts_text_is_utf8("\xf0\x9f\x97\xba", 4));
    char folded[32];
    cpts_text_fold(folded, sizeof folded, "Code_INSEE (Département)");
    ck_assert_str_eq(folded, "codeinseedepartement");
    cpts_text_fold(folded, 5, "département");
    ck_assert_str_eq(folded, "depa");
    ck_assert_str_eq(cpts_text_file_name("/a/b.gpkg"), "b.gpkg");
    ck_assert_str_eq(cpts_text_file_name("b.gpkg"), "b.gpkg");
    cpts_arena_free(&arena);
}
END_TEST

static const struct {
    const char *given, *repaired, *department; /* NULL: not a code */
} codes[] = {
    {"13001", "13001", "13"},
    {"1004", "01004", "01"},
    {"2a004", "2A004", "2A"},
    {"97 411", "97411", "974"},
    {"1004.0", "01004", "01"},
    {"97127", "97801", "978"}, /* Saint-Martin, of Guadeloupe until 2007 */
    {"98511", "97611", "976"}, /* Mamoudzou before 2008 */
    {"98735", "98735", "987"},
    {"132010101", "132010101", "13"},
    {"10040101", "010040101", "01"},
    {"Aix", NULL, NULL},
    {"", NULL, NULL},
    {"2C001", NULL, NULL},
    {"130011", NULL, NULL},
    {"00123", NULL, NULL},
    {"123456789012345678901234567890123456789012345", NULL, NULL},
};

START_TEST(codes_are_repaired_or_refused)
{
    char out[INSEE_CODE_ROOM], department[4];
    bool is_code = cpts_insee_repair(out, codes[_i].given);
    ck_assert_int_eq(is_code, codes[_i].repaired != NULL);
    if (!is_code)
        return;
    ck_assert_str_eq(out, codes[_i].repaired);
    ck_assert(cpts_insee_department(department, out));
    ck_assert_str_eq(department, codes[_i].department);
}
END_TEST

START_TEST(arrondissements_know_their_parents)
{
    char code[6];
    ck_assert_int_eq(cpts_insee_parent("75056"), 0);
    ck_assert_int_eq(cpts_insee_parent("13001"), -1);
    ck_assert_int_eq(cpts_insee_arrondissement("75120"), 0);
    ck_assert_int_eq(cpts_insee_arrondissement("69389"), 1);
    ck_assert_int_eq(cpts_insee_arrondissement("69390"), -1);
    ck_assert_int_eq(cpts_insee_arrondissement("13216"), 2);
    ck_assert(cpts_insee_arrondissement_code(code, 2, 16));
    ck_assert_str_eq(code, "13216");
    ck_assert(!cpts_insee_arrondissement_code(code, 2, 17));
    ck_assert(!cpts_insee_arrondissement_code(code, -1, 1));
}
END_TEST

Suite *input_codes_suite(void)
{
    Suite *suite = suite_create("input_codes");
    TCase *cases = tests_of(suite, "codes");
    tcase_add_checked_fixture(cases, input_begin, input_end);
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, lists_are_read_whatever_their_form, 0, COUNT(lists));
    tcase_add_loop_test(cases, a_list_that_cannot_be_understood_is_an_error, 0, COUNT(bad_lists));
    tcase_add_test(cases, binary_data_is_no_list);
    tcase_add_test(cases, a_table_in_the_geopackage_needs_no_option);
    tcase_add_test(cases, polygons_and_codes_declare_one_perimeter);
    tcase_add_test(cases, filters_apply_to_lists);
    tcase_add_test(cases, unknown_codes_are_findings_with_their_lines);
    tcase_add_test(cases, an_unknown_code_of_a_list_is_not_the_name_of_the_one_before);
    tcase_add_test(cases, a_list_of_unknown_codes_leaves_an_empty_perimeter);
    tcase_add_test(cases, rows_without_code_or_id_are_reported);
    tcase_add_test(cases, a_code_listed_twice_is_reported_once);
    tcase_add_test(cases, damaged_codes_are_repaired);
    tcase_add_test(cases, a_parent_means_its_arrondissements);
    tcase_add_test(cases, an_obsolete_code_claims_its_successor);
    tcase_add_loop_test(cases, files_of_moves_are_read_as_published, 0, COUNT(editions));
    tcase_add_loop_test(cases, moves_that_are_not_sure_are_refused, 0, COUNT(refused_moves));
    tcase_add_test(cases, a_split_commune_is_ambiguous);
    tcase_add_test(cases, the_last_move_of_a_code_counts);
    tcase_add_test(cases, moves_in_a_circle_end);
    tcase_add_test(cases, populations_come_from_insee);
    tcase_add_test(cases, a_region_is_built_from_memory);
    tcase_add_test(cases, a_coordinate_that_is_not_a_number_is_reported);
    tcase_add_test(cases, a_region_needs_a_metric_crs);
    tcase_add_test(cases, texts_are_cleaned);
    tcase_add_loop_test(cases, codes_are_repaired_or_refused, 0, COUNT(codes));
    tcase_add_test(cases, arrondissements_know_their_parents);
    return suite;
}
