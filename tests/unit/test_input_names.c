/* Communes declared by their names, by the whole they belong to, by postal codes; what is said of
 * every row that claims nothing. */
#include <stdlib.h>
#include <string.h>

#include "input/declarations/insee.h"
#include "input/declarations/place_names.h"
#include "input/declarations/readings.h"
#include "input/reading/unit_texts.h"
#include "input_fixture.h"
#include "suites.h"

/* What is said once for several units. */
START_TEST(arrondissements_in_brackets_are_of_their_city)
{
    static const struct {
        const char *text, *spread;
    } texts[] = {
        {"Aix ; Marseille (1er, 2e et 3ème)", "Aix ; Marseille 1er, Marseille 2e, Marseille 3ème"},
        {"PARIS (1,2), LYON(3e;4e)", "Paris 1, Paris 2, Lyon 3e, Lyon 4e"},
        {"Marseille (13)", "Marseille (13)"},
        {"Marseille (1er, centre)", "Marseille (1er, centre)"},
        {"Marseille (1er, 2e", "Marseille (1er, 2e"},
        {"Le Paris (1, 2", "Le Paris (1, 2"},
        {"Fontenay-en-Paris (1, 2)", "Fontenay-en-Paris (1, 2)"},
        {"((((", "(((("}};
    struct arena arena = {NULL};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ck_assert_str_eq(cpts_unit_text_spread(&arena, texts[i].text), texts[i].spread);
    cpts_arena_free(&arena);
}
END_TEST

START_TEST(departements_stand_before_and_behind_their_units)
{
    char department[4];
    ck_assert_ptr_nonnull(cpts_unit_text_behind(department, "Gard (30) : Alès"));
    ck_assert_str_eq(department, "30");
    ck_assert_str_eq(cpts_unit_text_behind(department, "- Var :Garde"), "Garde");
    ck_assert_ptr_null(cpts_unit_text_behind(department, "Hors CPTS : Alès"));
    ck_assert_ptr_null(cpts_unit_text_behind(department, ": Alès"));
    ck_assert(cpts_unit_text_is_department(department, "Gard"));
    ck_assert(cpts_unit_text_is_department(department, "2A"));
    ck_assert(!cpts_unit_text_is_department(department, "3"));
    ck_assert(!cpts_unit_text_is_department(department, "Alès"));
}
END_TEST

static const struct {
    const char *left, *right;
    enum place_match match; /* PLACE_UNKNOWN: another place */
} pairs[] = {
    {"La Garde", "LA GARDE", PLACE_SAME},
    {"La Garde", "Garde", PLACE_ARTICLE},
    {"La Garde", "Garde (La)", PLACE_SAME},
    {"L'Escale", "L’Escale", PLACE_SAME},
    {"L'Escale", "Escale", PLACE_ARTICLE},
    {"Les Mées", "mees", PLACE_ARTICLE},
    {"Saint-Étienne-les-Orgues", "St Etienne les Orgues", PLACE_SAME},
    {"Sainte-Tulle", "Ste-Tulle", PLACE_SAME},
    {"Saintes-Maries-de-la-Mer", "Stes Maries de la Mer", PLACE_SAME},
    {"Villeneuve-sur-Lot", "Villeneuve s/Lot", PLACE_SAME},
    {"La Garde", "Commune de La Garde", PLACE_SAME},
    {"Le Cannet", "Commune du Cannet", PLACE_ARTICLE},
    {"La Garde", "La Garde (siège de la CPTS)", PLACE_SAME},
    {"La Garde", "La Garde (1 234 hab.)", PLACE_SAME},
    {"La Garde", "La Garde (hameau)", PLACE_UNKNOWN},
    {"Ville-d'Avray", "VILLE D'AVRAY", PLACE_SAME},
    {"Ville-du-Pont", "VILLE DU PONT", PLACE_SAME},
    {"Besançon", "Besan\303\250on", PLACE_LETTERS},
    {"Besançon", "Besan\303\203\302\247on", PLACE_LETTERS}, /* UTF-8 read as Latin-1 */
    {"Besançon", "Besan\357\277\275on", PLACE_LETTERS},
    {"Besançon", "Besan?on", PLACE_LETTERS},
    {"Besançon", "Besancon", PLACE_SAME},
    {"Œting", "Oeting", PLACE_SAME},
    {"Plan-d'Aups-Sainte-Baume", "Plan d'Aups Sainte Baume", PLACE_SAME},
    {"Le Plan", "Plan-de-la-Tour", PLACE_UNKNOWN},
    {"Saint-Denis", "Saint-Denis (93)", PLACE_SAME},
    {"Aix", "Aix-en-Provence", PLACE_UNKNOWN},
    {"La", "La", PLACE_SAME},
    /* As the post writes them. */
    {"Saint-Denis", "93200 SAINT DENIS", PLACE_SAME},
    {"Saint-Denis", "Saint-Denis (93200)", PLACE_SAME},
    {"Saint-Denis", "Saint-Denis - 93200", PLACE_SAME},
    {"Saint-Denis", "F-93200 SAINT DENIS", PLACE_SAME},
    {"Saint-Denis", "93206 ST DENIS CEDEX 1", PLACE_SAME},
    {"Saint-Denis", "Saint-Denis CEDEX", PLACE_SAME},
    {"Saint-Denis", "193200 Saint-Denis", PLACE_UNKNOWN},
    {"Saint-Denis", "Saint-Denis Cedexx", PLACE_UNKNOWN},
    {"Cedex", "CEDEX", PLACE_SAME},
};

START_TEST(names_are_compared_as_people_write_them)
{
    struct place_names names = {0};
    struct place_key key;
    struct place_found found;
    ck_assert(cpts_place_names_add(&names, pairs[_i].left, "93001", 7));
    cpts_place_key(&key, pairs[_i].right);
    cpts_place_names_find(&names, &key, "", &found);
    ck_assert_msg(found.match == pairs[_i].match, "%s: match %d", pairs[_i].right,
                  (int)found.match);
    ck_assert_uint_eq(found.count, pairs[_i].match != PLACE_UNKNOWN);
    cpts_place_names_free(&names);
}
END_TEST

static const struct {
    const char *name, *code;
} arrondissements[] = {
    {"Marseille 14e Arrondissement", "13214"},
    {"Paris 1er arrondissement", "75101"},
    {"Lyon 3ème", "69383"},
    {"LYON 09", "69389"},
    {"LYON 00", ""},
    {"Lyon 010", ""},
    {"Lyon 9", "69389"},
    {"2e arrondissement de Marseille", "13202"},
    {"Lyon 10e", ""},
    {"Paris", ""},
    {"Paris-l'Hôpital 2", ""},
    {"75001 Paris", "75101"},
    {"PARIS 75116", "75116"},
    {"69009 LYON CEDEX 09", "69389"},
    {"Marseille (13014)", "13214"},
    {"13000 Marseille", ""},
    {"13100 Marseille", ""},
};

START_TEST(arrondissements_are_read_from_their_names)
{
    struct place_key key;
    cpts_place_key(&key, arrondissements[_i].name);
    ck_assert_str_eq(key.code, arrondissements[_i].code);
}
END_TEST

START_TEST(the_nearest_names_come_first)
{
    struct place_names names = {0};
    struct place_key key;
    uint32_t values[PLACE_NEAREST];
    const char *const known[] = {"Aubagne", "Aubignan", "Avignon", "Aubagnes", "Nice"};
    for (uint32_t i = 0; i < 5; i++)
        ck_assert(cpts_place_names_add(&names, known[i], i == 2 ? "84007" : "13005", i));
    cpts_place_key(&key, "Aubagn");
    ck_assert_uint_eq(cpts_place_names_nearest(&names, &key, "", values), 3);
    ck_assert_uint_eq(values[0], 0);
    ck_assert_uint_eq(values[1], 3);
    ck_assert_uint_eq(values[2], 1);
    ck_assert_uint_eq(cpts_place_names_nearest(&names, &key, "84", values), 0);
    cpts_place_key(&key, "Xyz");
    ck_assert_uint_eq(cpts_place_names_nearest(&names, &key, "", values), 0);
    cpts_place_names_free(&names);
}
END_TEST

/* ---- lists ------------------------------------------------------------------------------- */

static void write_units(void)
{
    const struct input_row rows[] = {
        {input_square(0, 1), {"04092", "La Garde", "200000001", "0401"}},
        {input_square(1, 1), {"83062", "La Garde", "200000002", "8301"}},
        {input_square(2, 1), {"83035", "Le Castellet", "200000002", "8301"}},
        {input_square(3, 1), {"84029", "Castellet", "200000003/200000004", "8401"}},
        {input_square(4, 1), {"04019", "Barrême", "200000001", "0401"}},
        {input_square(5, 1), {"13201", "Marseille 1er Arrondissement", "NR", "NR"}},
        {input_square(6, 1), {"13202", "Marseille 2e Arrondissement", "NR", "NR"}},
        {input_square(7, 1), {"69123", "Lyon", "NR", "NR"}},
    };
    input_write_units("units.gpkg", "insee,nom,epci,canton", rows, 8);
}

static void load_named(struct loaded *out, const char *list, const char *expand)
{
    write_units();
    input_text("list.csv", list);
    const char *const sources[] = {"units.gpkg", "list.csv", NULL};
    input_must_load(out, LOAD(.sources = sources, .expand = expand));
}

/* A list, the units it declares in order of their codes, and how the first one was read. */
static const struct {
    const char *list, *units, *how, *expand;
} read_lists[] = {
    {"cpts;commune\nA;Barreme\nA;La Garde (83)\n", "04019 83062", READ_NAME, NULL},
    {"cpts;commune;dep\nA;Garde;4\nA;la garde;83\n", "04092 83062", READ_NAME_ARTICLE, NULL},
    {"cpts;commune;code postal\nA;Garde;04120\n", "04092", READ_NAME_ARTICLE, NULL},
    {"cpts;commune;code postal\nA;Barrême;04330\n", "04019", READ_NAME, NULL},
    {"cpts;commune;code postal\nA;Garde;4120\n", "04092", READ_NAME_ARTICLE, NULL},
    /* Départements as titles, and named once for the rows below. */
    {"cpts;commune\nA;Castellet\nVar;\nA;La Garde\n", "83062 84029", READ_NAME, NULL},
    {"dep;cpts;commune\n04;A;Barrême\n;A;La Garde\n;B;La Garde\n", "04019 04092 04092", READ_NAME,
     NULL},
    /* Postal codes of a divided city mean its arrondissements, beside its name alone. */
    {"cpts;commune;code postal\nA;Marseille;13002\n", "13202", READ_POSTAL, NULL},
    {"cpts;insee;commune\nA;13001;Marseille\nA;13002;MARSEILLE\n", "13201 13202", READ_POSTAL,
     NULL},
    {"cpts;insee;commune\nA;13201;Marseille\n", "13201", NULL, NULL},
    {"cpts;insee;commune\nA;13001;Marseille\nA;04330;Barrême\nA;83035;Le Castellet\n",
     "04019 13201 83035", NULL, NULL},
    {"cpts;commune\nA;Le Castellet\nA;Barr\303\252me\n", "04019 83035", READ_NAME, NULL},
    {"cpts;insee\nA;Barr?me\n", "04019", READ_NAME_LETTERS, NULL},
    {"cpts;communes\nA;\"Barrême, Le Castellet\"\n", "04019 83035", READ_NAME, NULL},
    {"cpts;communes\nA;\"Le Castellet (83035); 04019 Barrême; La Garde (04)\"\n",
     "04019 04092 83035", NULL, NULL},
    {"cpts;communes\nA;4019\nA;\"83035 ; 83 062\"\n", "04019 83035 83062", READ_CODE_REPAIRED,
     NULL},
    {"cpts;dep;insee\nA;4;19\nA;04;092\n", "04019 04092", READ_CODE_PREFIXED, NULL},
    {"cpts;insee;commune\nA;04330;Barrême\n", "04019", READ_NAME_FOR_CODE, NULL},
    {"cpts;commune\nA;Marseille\n", "13201 13202", READ_ALL_PARTS, NULL},
    {"cpts;commune\nA;Marseille 2e\n", "13202", READ_NAME, NULL},
    {"cpts;insee\nA;69381,69382,69383,69384,69385,69386,69387,69388,69389\n", "69123", READ_WHOLE,
     NULL},
    {"cpts;commune\nA;04330 Barrême\nA;La Garde (83130)\n", "04019 83062", READ_NAME, NULL},
    {"cpts;communes\nA;04330 Barrême, 83130 La Garde\n", "04019 83062", READ_NAME, NULL},
    {"cpts;communes\nA;\"1. Barrême\n2. Le Castellet\"\n", "04019 83035", NULL, NULL},
    {"cpts;communes\nA;Barrême • Le Castellet\n", "04019 83035", NULL, NULL},
    {"cpts;communes\nA;Barrême + Le Castellet\n", "04019 83035", NULL, NULL},
    {"cpts;communes\nA;Barrême<br>Le Castellet\n", "04019 83035", NULL, NULL},
    {"cpts;iris\nA;040190000\n", "04019", READ_WHOLE, NULL},
    {"cpts;insee\nA;200000002\n", "83035 83062", READ_EXPANDED, "epci"},
    {"cpts;insee\nA;200000004\n", "84029", READ_EXPANDED, "epci,canton"},
    {"cpts;insee\nA;0401\n", "04019 04092", READ_EXPANDED, "canton"},
    {"cpts;insee\nA;83\n", "83035 83062", READ_EXPANDED, "department"},
};

START_TEST(postal_codes_give_departments)
{
    static const char *const codes[][2] = {{"04330", "04"},  {"4330", "04"},  {"20000", "2A"},
                                           {"20190", "2A"},  {"20237", "2B"}, {"20600", "2B"},
                                           {"97410", "974"}, {"", ""},        {"433", ""},
                                           {"0433A", ""},    {"00100", ""}};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        char department[4] = "";
        const bool found = cpts_insee_postal_department(department, codes[i][0]);
        ck_assert_msg(found == (*codes[i][1] != '\0'), "%s", codes[i][0]);
        if (found)
            ck_assert_str_eq(department, codes[i][1]);
    }
}
END_TEST

/* The units declared, in order of code. */
static void list_declared(const struct loaded *loaded, char units[128])
{
    const struct cpts_region *region = loaded->region;
    units[0] = '\0';
    for (size_t i = 0; i < region->perimeters.declared_count; i++) {
        strcat(units, i ? " " : "");
        strcat(units, region->units.code[region->perimeters.declared[i].unit]);
    }
}

START_TEST(units_are_declared_in_many_ways)
{
    struct loaded loaded;
    load_named(&loaded, read_lists[_i].list, read_lists[_i].expand);
    char units[128];
    list_declared(&loaded, units);
    ck_assert_str_eq(units, read_lists[_i].units);
    if (read_lists[_i].how) {
        ck_assert_uint_gt(loaded.region->reading_count, 0);
        ck_assert_str_eq(loaded.region->readings[0].how, read_lists[_i].how);
        ck_assert_int_eq(loaded.region->readings[0].line, 2);
    }
    input_free(&loaded);
}
END_TEST

/* A list, and the one finding of a rule that it gives. */
static const struct {
    const char *list;
    cpts_rule rule;
    cpts_severity severity;
    const char *message;
    size_t declared;
} reported_lists[] = {
    {"cpts;commune\nA;Barrême\nA;Garde\n", CPTS_RULE_AMBIGUOUS_NAME, CPTS_SEVERITY_ERROR,
     "A lists 'Garde' (line 3 of list.csv), which may be La Garde (04092), La Garde (83062)", 1},
    /* The list drops articles: "Castellet" may be both. */
    {"cpts;commune;dep\nA;Garde;83\nA;Castellet;\n", CPTS_RULE_AMBIGUOUS_NAME, CPTS_SEVERITY_ERROR,
     "Le Castellet (83035), Castellet (84029)", 1},
    {"cpts;commune\nA;Barrême\nA;Barrem\n", CPTS_RULE_UNKNOWN_CODE, CPTS_SEVERITY_ERROR,
     "'Barrem' (line 3 of list.csv), which is neither a code nor a name in the "
     "region; the nearest names are: Barrême (04019)",
     1},
    /* A part of a commune, whose name its row has. */
    {"cpts;insee;commune\nA;040190101;Barrême\n", CPTS_RULE_UNKNOWN_CODE, CPTS_SEVERITY_ERROR,
     "lists 040190101 (line 2 of list.csv), a part of 04019 Barrême", 1},
    /* A postal code binds: the commune of that name elsewhere is another one. */
    {"cpts;commune;code postal\nA;Barrême;83000\nA;La Garde;83130\n", CPTS_RULE_UNKNOWN_CODE,
     CPTS_SEVERITY_ERROR, "'Barrême'", 1},
    /* A list that says that it has more. */
    {"cpts;communes\nA;Barrême, 83062...\n", CPTS_RULE_UNKNOWN_CODE, CPTS_SEVERITY_ERROR,
     "lists '…' (line 2 of list.csv)", 2},
    {"cpts;communes\nA;3 communes : Barrême, 83062\n", CPTS_RULE_UNKNOWN_CODE, CPTS_SEVERITY_ERROR,
     "lists '3 communes' (line 2 of list.csv)", 2},
    {"cpts;insee\nA;04019\nA;83340\n", CPTS_RULE_UNKNOWN_CODE, CPTS_SEVERITY_ERROR,
     "it looks like a postal code", 1},
    {"cpts;insee;commune\nA;04330;Barrême\n", CPTS_RULE_UNKNOWN_CODE, CPTS_SEVERITY_WARNING,
     "lists '04330' (line 2 of list.csv), which is not in the region (a postal code?); its name is "
     "that of "
     "04019 Barrême",
     1},
    {"cpts;insee;commune\nA;04019;La Garde\n", CPTS_RULE_CODE_NAME_MISMATCH, CPTS_SEVERITY_ERROR,
     "lists 04019 as 'La Garde' (line 2 of list.csv), but this is the code of Barrême", 1},
    {"cpts;insee\nA;200000002\nA;04019\n", CPTS_RULE_UNKNOWN_CODE, CPTS_SEVERITY_ERROR,
     "--expand epci", 1},
    {"cpts;insee\nA;69381 69382\nA;04019\nA;69382\n", CPTS_RULE_DUPLICATE_CODE,
     CPTS_SEVERITY_WARNING, "", 1},
};

START_TEST(rows_that_claim_nothing_are_reported)
{
    struct loaded loaded;
    load_named(&loaded, reported_lists[_i].list, NULL);
    if (reported_lists[_i].rule != CPTS_RULE_DUPLICATE_CODE)
        input_notice(&loaded, reported_lists[_i].rule, reported_lists[_i].severity,
                     reported_lists[_i].message);
    else
        ck_assert_uint_eq(input_notice_count(&loaded, CPTS_RULE_UNKNOWN_CODE), 2);
    ck_assert_uint_eq(loaded.region->perimeters.declared_count, reported_lists[_i].declared);
    input_free(&loaded);
}
END_TEST

START_TEST(a_list_by_postal_codes_alone_is_refused)
{
    struct loaded loaded;
    write_units();
    input_text("list.csv", "cpts;code postal\nA;04330\n");
    input_load_sources(&loaded, "units.gpkg", "list.csv");
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "list.csv identifies communes by postal codes",
                         "code postal", NULL);
    input_free(&loaded);
}
END_TEST

START_TEST(a_list_of_epci_names_the_option_that_reads_it)
{
    struct loaded loaded;
    write_units();
    input_text("list.csv", "cpts;SIREN EPCI\nA;200000002\nB;200000003\n");
    input_load_sources(&loaded, "units.gpkg", "list.csv");
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "lists EPCI (column SIREN EPCI)",
                         "--expand epci", NULL);
    input_free(&loaded);
}
END_TEST

START_TEST(what_is_expanded_must_be_known)
{
    struct loaded loaded;
    input_write_communes("units.gpkg");
    input_text("list.csv", "cpts;insee\nA;200000002\n");
    const char *const sources[] = {"units.gpkg", "list.csv", NULL};
    input_load(&loaded, LOAD(.sources = sources, .expand = "epci"));
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "--unit-fields epci=COLUMN", NULL);
    input_free(&loaded);
    input_load(&loaded, LOAD(.sources = sources, .expand = "epci,town"));
    input_expect_failure(&loaded, CPTS_ERROR_ARGUMENT, "'town' is not epci", NULL);
    input_free(&loaded);
}
END_TEST

START_TEST(a_commune_means_its_iris_and_is_left_out_beside_them)
{
    struct loaded loaded;
    const struct input_row communes[] = {{input_square(0, 2), {"06088", "Nice"}},
                                         {input_square(2, 1), {"06027", "Cagnes-sur-Mer"}}};
    const struct input_row iris[] = {{input_square(0, 1), {"060880101", "Gare"}},
                                     {input_square(1, 1), {"060880102", "Port"}}};
    struct input_layer layer = {.file = "units.gpkg",
                                .name = "communes",
                                .fields = "insee,nom",
                                .epsg = 2154,
                                .rows = communes,
                                .count = 2};
    input_write(&layer);
    layer.file = "iris.gpkg";
    layer.name = "iris";
    layer.rows = iris;
    input_write(&layer);
    input_text("list.csv", "cpts;insee\nA;06088\nB;060880101\nB;06027\n");
    const char *const units[] = {"units.gpkg", "iris.gpkg", NULL};
    const char *const lists[] = {"list.csv", NULL};
    input_must_load(&loaded, LOAD(.units = units, .perimeters = lists));
    ck_assert_uint_eq(loaded.region->units.count, 3);
    ck_assert(input_declares(&loaded, "A", "060880101"));
    ck_assert(input_declares(&loaded, "A", "060880102"));
    ck_assert(input_declares(&loaded, "B", "06027"));
    ck_assert_uint_eq(loaded.region->perimeters.declared_count, 4);
    input_free(&loaded);
}
END_TEST

/* ---- moves ------------------------------------------------------------------------------- */

#define MOVES_HEAD                                                                                 \
    "MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,NCC_AV,NCCENR_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,"        \
    "TNCC_AP,NCC_AP,NCCENR_AP,LIBELLE_AP\n"
#define PASSAGES                                                                                   \
    "Table de passage;;;\n;;;\nCODGEO_2018;CODGEO_2016;CODGEO_2017;LIBELLE\n"                      \
    "13001;13101;13102;A\n13001;13001;13001;B\n13109;13003;13003;C\n13109;13004;13004;D\n"

/* A list over communes 13001 (Aix) to 13004, moves, and what comes of them. */
static const struct {
    const char *moves, *list, *units, *since, *until;
    cpts_rule rule;
    cpts_severity severity;
    const char *message;
} moved[] = {
    /* By its name of before, through two mergers. */
    {MOVES_HEAD "32,2016-01-01,COM,13101,0,,,Vieuville,COM,13102,0,,,B\n"
                "32,2019-01-01,COM,13102,0,,,B,COM,13001,0,,,Aix\n",
     "cpts;commune\nA;Vieuville\n", "13001", "2019-01-01", "", CPTS_RULE_OBSOLETE_CODE,
     CPTS_SEVERITY_WARNING, "13101, which became part of 13001 Aix on 2019-01-01"},
    /* Younger than the units. */
    {MOVES_HEAD "32,2025-01-01,COM,13003,0,,,Alleins,COM,13109,0,,,Neuf\n"
                "32,2025-01-01,COM,13004,0,,,Arles,COM,13109,0,,,Neuf\n",
     "cpts;insee\nA;13109\n", "13003 13004", "", "2025-01-01", CPTS_RULE_OBSOLETE_CODE,
     CPTS_SEVERITY_WARNING,
     "formed on 2025-01-01 from communes that the layer still holds separately: "
     "13003, 13004; those are counted"},
    /* Divided: the row names one part. */
    {MOVES_HEAD "21,2020-01-01,COM,13103,0,,,D,COM,13001,0,,,Aix\n"
                "21,2020-01-01,COM,13103,0,,,D,COM,13002,0,,,Allauch\n",
     "cpts;insee;commune\nA;13103;Allauch\n", "13002", "2020-01-01", "", CPTS_RULE_OBSOLETE_CODE,
     CPTS_SEVERITY_WARNING, "13103, which became part of 13002 Allauch"},
    /* Divided: the list has one part beside it. */
    {MOVES_HEAD "21,2020-01-01,COM,13103,0,,,D,COM,13001,0,,,Aix\n"
                "21,2020-01-01,COM,13103,0,,,D,COM,13002,0,,,Allauch\n",
     "cpts;insee\nA;13103\nA;13001\n", "13001", "2020-01-01", "", CPTS_RULE_OBSOLETE_CODE,
     CPTS_SEVERITY_WARNING, "only those that it lists as well are counted"},
    {PASSAGES, "cpts;insee\nA;13101\n", "13001", "2018-01-01", "2018-01-01",
     CPTS_RULE_OBSOLETE_CODE, CPTS_SEVERITY_WARNING, "became part of 13001 Aix on 2018-01-01"},
    {PASSAGES, "cpts;insee\nA;13109\n", "13003 13004", "2018-01-01", "2018-01-01",
     CPTS_RULE_OBSOLETE_CODE, CPTS_SEVERITY_WARNING, "13003, 13004; those are counted"},
    /* A code that came back says nothing about the edition, nor does one that was divided. */
    {MOVES_HEAD "32,1973-01-01,COM,13002,0,,,B,COM,13001,0,,,A\n"
                "21,1990-01-01,COM,13001,0,,,A,COM,13002,0,,,B\n"
                "21,1990-01-01,COM,13001,0,,,A,COM,13001,0,,,A\n",
     "cpts;insee\nA;13009\nA;13001\n", "13001", "", "", CPTS_RULE_UNKNOWN_CODE, CPTS_SEVERITY_ERROR,
     "13009"},
};

START_TEST(moves_are_followed_both_ways)
{
    struct loaded loaded;
    input_write_communes("units.gpkg");
    input_text("list.csv", moved[_i].list);
    input_text("moves.csv", moved[_i].moves);
    const char *const sources[] = {"units.gpkg", "list.csv", NULL};
    input_must_load(&loaded, LOAD(.sources = sources, .code_changes = "moves.csv"));
    char units[128];
    list_declared(&loaded, units);
    ck_assert_str_eq(units, moved[_i].units);
    input_notice(&loaded, moved[_i].rule, moved[_i].severity, moved[_i].message);
    ck_assert_str_eq(loaded.region->since, moved[_i].since);
    ck_assert_str_eq(loaded.region->until, moved[_i].until);
    ck_assert(!strstr(loaded.log, "mix editions") ==
              !(*moved[_i].until && strcmp(moved[_i].since, moved[_i].until) >= 0));
    input_free(&loaded);
}
END_TEST

static void add_names(Suite *suite)
{
    TCase *names = tests_of(suite, "names");
    tcase_add_test(names, postal_codes_give_departments);
    tcase_add_loop_test(names, names_are_compared_as_people_write_them, 0, COUNT(pairs));
    tcase_add_test(names, arrondissements_in_brackets_are_of_their_city);
    tcase_add_test(names, departements_stand_before_and_behind_their_units);
    tcase_add_loop_test(names, arrondissements_are_read_from_their_names, 0,
                        COUNT(arrondissements));
    tcase_add_test(names, the_nearest_names_come_first);
}

Suite *input_names_suite(void)
{
    Suite *suite = suite_create("input_names");
    add_names(suite);
    TCase *lists = tests_of(suite, "lists");
    tcase_add_checked_fixture(lists, input_begin, input_end);
    tcase_add_loop_test(lists, units_are_declared_in_many_ways, 0, COUNT(read_lists));
    tcase_add_loop_test(lists, rows_that_claim_nothing_are_reported, 0, COUNT(reported_lists));
    tcase_add_loop_test(lists, moves_are_followed_both_ways, 0, COUNT(moved));
    tcase_add_test(lists, a_list_by_postal_codes_alone_is_refused);
    tcase_add_test(lists, a_list_of_epci_names_the_option_that_reads_it);
    tcase_add_test(lists, what_is_expanded_must_be_known);
    tcase_add_test(lists, a_commune_means_its_iris_and_is_left_out_beside_them);
    return suite;
}
