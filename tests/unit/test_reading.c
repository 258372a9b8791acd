/* Reading what was declared: one declaration in the shapes that people keep it in. */
#include <stdlib.h>
#include <string.h>

#include "input/reading/cpts_names.h"
#include "input/sources/schema.h"
#include "input/sources/text.h"
#include "input_fixture.h"
#include "suites.h"

START_TEST(words_for_none_are_those_of_the_table)
{
    cpts_context *context;
    struct none_words built_in, read;
    ck_assert_int_eq(cpts_context_new(&context), CPTS_OK);
    ck_assert_int_eq(cpts_none_words_load(&built_in, context, NULL), CPTS_OK);
    ck_assert_int_eq(cpts_none_words_load(&read, context, "shapes/none-words.csv"), CPTS_OK);
    ck_assert_uint_eq(read.words.count, built_in.words.count);
    for (size_t i = 0; i < read.words.capacity; i++)
        if (read.words.slots[i].key)
            ck_assert_msg(cpts_name_index_find(&built_in.words, read.words.slots[i].key) ==
                              (uint32_t)MEANS_NONE,
                          "%s", read.words.slots[i].key);
    cpts_none_words_free(&read);
    cpts_none_words_free(&built_in);
    cpts_context_free(context);
}
END_TEST

static const struct {
    const char *text;
    enum none_meaning meaning;
} meanings[] = {
    {"", MEANS_NONE},
    {"-", MEANS_NONE},
    {"0", MEANS_NONE},
    {"#N/A", MEANS_NONE},
    {"NÉANT", MEANS_NONE},
    {"Hors  CPTS", MEANS_NONE},
    {"HORS-CPTS", MEANS_NONE},
    {"zone blanche", MEANS_NONE},
    {"Non couvert", MEANS_NONE},
    {"?", MEANS_DOUBT},
    {"x", MEANS_DOUBT},
    {"Communes sans CPTS du Var", MEANS_DOUBT},
    {"Pas de CPTS à ce jour", MEANS_NONE},
    {"Communes sans CPTS", MEANS_NONE},
    {"Aucune CPTS identifiée pour l'instant", MEANS_NONE},
    {"Non définie actuellement", MEANS_NONE},
    {"Sans Souci", MEANS_DOUBT},
    {"Secteur en carence", MEANS_DOUBT},
    {"CPTS à ce jour", MEANS_CPTS},
    {"CPTS", MEANS_DOUBT},
    {"En cours de constitution", MEANS_DOUBT},
    {"Projet de CPTS", MEANS_DOUBT},
    {"CPTS Haut Var (en projet)", MEANS_CPTS},
    {"Oui", MEANS_DOUBT},
    {"–", MEANS_NONE},
    {"(—)", MEANS_NONE},
    {"En attente", MEANS_DOUBT},
    {"Commune non couverte à ce jour", MEANS_NONE},
    {"Le Blanc", MEANS_CPTS},
    {"CPTS à créer", MEANS_DOUBT},
    {"Disponible", MEANS_DOUBT},
    {"CPTS Nord", MEANS_CPTS},
    {"Drôme Provençale Enclave des Papes", MEANS_CPTS},
};

START_TEST(words_mean_none_a_name_or_leave_a_doubt)
{
    cpts_context *context;
    struct none_words words;
    ck_assert_int_eq(cpts_context_new(&context), CPTS_OK);
    ck_assert_int_eq(cpts_none_words_load(&words, context, NULL), CPTS_OK);
    ck_assert_int_eq(cpts_none_meaning(&words, meanings[_i].text), meanings[_i].meaning);
    cpts_none_words_free(&words);
    cpts_context_free(context);
}
END_TEST

/* ---- names --------------------------------------------------------------------------------- */

static const struct {
    const char *rows[6]; /* "id|name" */
    const char *cell;    /* what is read then */
    const char *parts;   /* the ids; "?" after one that is in doubt */
} cells[] = {
    {{"|CPTS A", "|CPTS B"}, "|CPTS A / CPTS B", "CPTS A,CPTS B"},
    {{"|Littoral", "|Arles"}, "|Littoral / Plaine", "Littoral,Plaine"},
    {{"|CPTS Nice Centre - Nice Est", "|CPTS Nice Nord"},
     "|CPTS Nice Centre - Nice Est",
     "CPTS Nice Centre - Nice Est"},
    {{"|CPTS Marseille 2 & 3", "|CPTS Marseille 1"},
     "|CPTS Marseille 2 & 3",
     "CPTS Marseille 2 & 3"},
    {{"|CPTS Orgères", "|CPTS Orgères", "|CPTS ORGERES"}, "|Cpts  orgeres", "CPTS Orgères"},
    {{"1|CPTS A", "1|CPTS B", "1|CPTS A"}, "1|CPTS B", "CPTS B"},
    {{"1|CPTS A", "2|CPTS A", "3|CPTS B", "4|CPTS B"}, "2|CPTS A", "CPTS A"},
    {{"a|CPTS A", "a|CPTS A", "b|CPTS B"}, "b|CPTS B", "b"},
    {{"|CPTS A"}, "|CPTS A / -", "CPTS A"},
    {{"|CPTS A"}, "|CPTS Nord et ses Collines et CPTS Sud", "CPTS Nord et ses Collines,CPTS Sud"},
    {{"|CPTS A"}, "|CPTS Est - Rives - CPTS Sud", "CPTS Est - Rives,CPTS Sud"},
    {{"|CPTS A"}, "|CPTS Nord et ses Collines", "CPTS Nord et ses Collines"},
    {{"|CPTS A"}, "|Hors CPTS", ""},
    {{"|CPTS Nord", "|CPTS Sud", "|CPTS Est", "|CPTS Ouest", "|Pays de Fayence", "|MSP seule"},
     "|Pays de Fayence",
     "Pays de Fayence"},
    {{"|CPTS Nord", "|CPTS Sud", "|CPTS Est", "|CPTS Ouest", "|CPTS Mer", "|MSP seule"},
     "|MSP seule",
     "MSP seule?"},
    {{"|Littoral", "|Plaine", "|Vallée", "|Montagne", "|Plateau", "|ZB"}, "|ZB", "ZB?"},
    {{"|Littoral", "|Plaine", "|Vallée", "|Montagne", "|Plateau", "|ZB"}, "|Plaine", "Plaine"},
    {{"|Littoral", "|Plaine", "|Vallée", "|Montagne", "|Plateau", "|Apt"}, "|Apt", "Apt"},
    {{"|CPTS Nord\n(Dr Martin)", "|CPTS Sud"}, "|CPTS Nord\n(Dr Martin)", "CPTS Nord (Dr Martin)"},
    {{"|CPTS Sud"}, "|CPTS\nNord", "CPTS Nord"},
    {{"|CPTS Sud", "|CPTS Est"}, "|CPTS Sud\n(centre)\nCPTS\nEst", "CPTS Sud (centre),CPTS Est"},
};

static void split(char *text, const char **id, const char **name)
{
    char *bar = strchr(text, '|');
    *bar = '\0';
    *id = text;
    *name = bar + 1;
}

START_TEST(cells_name_one_cpts_or_several)
{
    cpts_context *context;
    struct none_words words;
    struct cpts_names names = {.none = &words};
    struct cpts_parts parts;
    char kept[7][64], found[256] = "";
    const char *id, *name;
    ck_assert_int_eq(cpts_context_new(&context), CPTS_OK);
    ck_assert_int_eq(cpts_none_words_load(&words, context, NULL), CPTS_OK);
    for (int i = 0; i < 6 && cells[_i].rows[i]; i++) {
        snprintf(kept[i], sizeof kept[i], "%s", cells[_i].rows[i]);
        split(kept[i], &id, &name);
        ck_assert(cpts_names_add(&names, id, name));
    }
    cpts_names_settle(&names);
    snprintf(kept[6], sizeof kept[6], "%s", cells[_i].cell);
    split(kept[6], &id, &name);
    ck_assert(cpts_names_read(&parts, &names, id, name));
    for (size_t i = 0; i < parts.count; i++) {
        strcat(found, i ? "," : "");
        strcat(found, parts.items[i].id);
        strcat(found, parts.items[i].is_doubtful ? "?" : "");
    }
    ck_assert_str_eq(found, cells[_i].parts);
    cpts_names_free(&names);
    cpts_none_words_free(&words);
    cpts_context_free(context);
}
END_TEST

START_TEST(doubtful_words_may_deny_something_else)
{
    static const char *const others[] = {"Communes sans EPCI", "CPTS hors métropole",
                                         "Pays sans gare"};
    static const char *const not_others[] = {
        "Communes sans CPTS", "Hors EPCI et sans CPTS", "CPTS Nord", "sans", "sans epcis", ""};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        ck_assert_msg(cpts_none_denies_other(others[i]), "%s", others[i]);
    for (size_t i = 0; i < sizeof not_others / sizeof *not_others; i++)
        ck_assert_msg(!cpts_none_denies_other(not_others[i]), "%s", not_others[i]);
}
END_TEST

/* A list of every commune of a département, among those of two: its blanks are in no CPTS. */
START_TEST(names_on_first_rows_beside_words_for_none_are_in_doubt)
{
    static const char *const lists[] = {/* A word for none on each of its rows, or on the first; a
                                           unit in none, and its CPTS again */
                                        "code;CPTS\n13001;Nord\n13002;\n13003;Néant\n13004;Néant\n",
                                        "code;CPTS\n13001;Nord\n13002;\n13003;Néant\n13004;\n",
                                        "code;CPTS\n13001;Nord\n13002;\n13003;\n13004;Nord\n",
                                        "code;CPTS\n13001;\n13002;Nord\n13003;\n13004;Sud\n",
                                        /* Blank lines between the CPTS, and one without a name. */
                                        ("CPTS;code\nA;13001\n;13002\n;\nB;13003\n;13002\n;\n"
                                         "C;13004\n;\n;13001\n")};
    input_write_communes("region.gpkg");
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct loaded loaded;
        input_text("list.csv", lists[i]);
        input_load_sources(&loaded, "region.gpkg", "list.csv");
        input_expect_failure(&loaded, CPTS_ERROR_INPUT, "no CPTS: either the name above", NULL);
        input_free(&loaded);
    }
}
END_TEST

START_TEST(blanks_of_an_inventory_are_in_no_cpts)
{
    struct loaded loaded;
    struct input_row rows[40] = {{NULL, {NULL}}};
    char squares[40][160], codes[40][8], list[1024] = "Code INSEE;CPTS\n";
    for (int i = 0; i < 40; i++) {
        snprintf(codes[i], sizeof codes[i], "%d%03d", i < 20 ? 13 : 83, i % 20 + 1);
        snprintf(squares[i], sizeof squares[i], "%s", input_square(i, 1));
        rows[i] = (struct input_row){squares[i], {codes[i], codes[i]}};
        if (i < 20)
            snprintf(list + strlen(list), sizeof list - strlen(list), "%s;%s\n", codes[i],
                     i % 5 == 4 ? ""
                     : i % 2    ? "Nord"
                                : "Sud");
    }
    input_write_units("units.gpkg", "insee,nom", rows, 40);
    input_text("list.csv", list);
    input_must_load_sources(&loaded, "units.gpkg", "list.csv");
    ck_assert_uint_eq(loaded.region->perimeters.declared_count, 16);
    ck_assert_uint_eq(loaded.region->notice_count, 0);
    input_free(&loaded);
    /* A third of the département is a list of claims: a row without a CPTS lost its name. */
    input_text("list.csv", "Code INSEE;CPTS\n13001;Sud\n13002;Nord\n13003;Sud\n13004;Nord\n"
                           "13005;\n13006;Sud\n");
    input_must_load_sources(&loaded, "units.gpkg", "list.csv");
    ck_assert_uint_eq(loaded.region->notice_count, 1);
    input_free(&loaded);
}
END_TEST

/* ---- shapes -------------------------------------------------------------------------------- */

/* Squares 13001 to 13004; A has the first two, B the third, and the fourth is in none. */
static const char *const grouped[] = {
    /* Pivot tables, whose names have the sums of their units; départements above them. */
    "Étiquettes de lignes;Nombre de Code\nCPTS Nord;2\n13001;1\n13002;1\nCPTS Sud;1\n13003;1\n"
    "Total général;3\n",
    "Année;2026\n;\nÉtiquettes de lignes;Somme de Population\nBouches-du-Rhône;600\nCPTS Nord;300\n"
    "Aix;100\nAllauch;200\nCPTS Sud;300\nAlleins;300\nTotal général;600\n",
    "Row Labels;Count\nCPTS Nord;2\n13001;1\n13002;1\nCPTS Sud;1\n13003;1\n(vide);1\n13004;1\n"
    "Grand Total;4\n",
    /* Blocks side by side under the names of their CPTS, and more of them below. */
    "CPTS Nord;;;CPTS Sud;\nCode;Commune;;Code;Commune\n13001;Aix;;13003;Alleins\n"
    "13002;Allauch;;;\n",
    "CPTS Nord;;;CPTS Sud;\nCode;Commune;;Code;Commune\n13001;Aix;;13003;Alleins\n"
    "CPTS Nord;;;;\nCode;Commune;;;\n13002;Allauch;;;\n"};

/* The same squares. */
static const char *const shapes[] = {
    /* Columns of crosses that are those of no CPTS, and labels before columns of units. */
    "Code;CPTS Nord;CPTS Sud;MSP\n13001;x;;\n13002;x;;x\n13003;;x;\n13004;;;x\n",
    "Code;CPTS Nord;CPTS Sud;Nb CPTS;Total\n13001;x;;1;1\n13002;x;;1;1\n13003;;x;1;1\n13004;;;;\n",
    "CPTS;CPTS Nord;CPTS Sud\nCommune 1;13001;13003\nCommune 2;13002;\n",
    /* A header below each title, a name alone on its row, names above codes. */
    "CPTS A;\nCode;Commune\n13001;Aix\n13002;Allauch\n;\nCPTS B;\nCode;Commune\n13003;Alleins\n",
    "CPTS A\n13001 Aix\n13002 Allauch\nCPTS B\n13003 Alleins\n",
    "CPTS;Code;Commune\nNord;;\n;13001;Aix\n;13002;Allauch\nSud;;\n;13003;Alleins\n",
    ";Aix;Allauch;Alleins\nCPTS;13001;13002;13003\nNord;x;x;\nSud;;;x\n",
    /* "idem" for the cell above; codes whose département is set apart. */
    "CPTS;Dép;Code\nNord;13;13001\nIDEM;\"\"\"\";13002\nSud;idem;13003\n",
    "CPTS;Code\nNord;13-001\n-//-;13-002\nSud;13-003\n",
    /* Lists numbered, by dots, without any sign but the codes; counts below. */
    "CPTS;Codes\nNord;1. Aix (13001) 2. Allauch (13002)\nSud;1. Alleins (13003)\n",
    "CPTS;Commune\nNord;1) Aix\nNord;2) Allauch\nSud;3) Alleins\n",
    "CPTS;Communes\nNord;Aix · Allauch\nSud;Alleins\n",
    "CPTS;CPTS Nord;CPTS Sud\nCommune 1;13001;13003\nCommune 2;13002;\n;2 communes;1 commune\n",
    /* Cards, a line for each field. */
    "Commune : Aix\nCPTS : N\n;\nCommune : Allauch\nCPTS : N\n;\nCommune : Alleins\nCPTS : S\n",
    "Annuaire;\nCPTS;N\nChef;A\nCommunes;\"Aix, Allauch\"\nCPTS;S\nChef;B\nCommunes;Alleins\n",
    /* Inhabitants below, above and beside; two codes in a cell. */
    "CPTS;Communes\nN;Aix\n;Allauch\n;12 970 hab.\nS;Alleins\n;1 200 habitants\n",
    "CPTS Nord;CPTS Sud\n300 hab.;300 hab.\nAix;Alleins\nAllauch;\n",
    "CPTS;Communes\n\"CPTS N\n300 hab.\";\"Aix, Allauch\"\n\"CPTS S\n300 hab.\";Alleins\n",
    "CPTS;Code INSEE\nA;13001/13002\nB;13003\n",
    /* A code behind its name is a code, and outweighs the name of a seat. */
    "CPTS;Code;Siège\nN;Aix (13001);Aix\nN;Allauch (13002);Aix\nS;Alleins (13003);Alleins\n",
    /* Headings that a Shapefile cut. */
    "CPTS_RATTA;CODE_COMMU;NOM_COMMUN\nNord;13001;Aix\nNord;13002;Allauch\nSud;13003;Alleins\n",
    /* Départements behind and before. */
    "CPTS;Communes\nN;\"Aix, Bouches-du-Rhône, Allauch, Bouches-du-Rhône\"\nS;\"Alleins, 13\"\n",
    "CPTS;Communes\nN;\"Bouches-du-Rhône (13) : Aix, Allauch\"\nS;Bouches-du-Rhône : Alleins\n",
    "CPTS;Nombre de communes;Communes\nNord;2;\"Aix, Allauch\"\nSud;1;Alleins\n",
    "CPTS;Commune;\nNord;Aix*;\nNord;Allauch;* siège de la CPTS\nSud;Alleins;\n",
    "cpts;insee\nA;13001\nA;13002\nB;13003\n",
    /* Notes below are not CPTS without units. */
    "CPTS;Code\nA;13001\nA;13002\nB;13003\n;\n© IGN 2026;\nMis à jour le 3 mars 2026;\n",
    "CPTS;Code\nA;13001\nA;13002\nB;13003\nCarte : https://carte.example;\n",
    "CPTS;Code\nCPTS A;13001\nCPTS A;13002\nCPTS B;13003\nPôle Offre de soins;\n",
    "13001;CPTS A\n13002;CPTS A\n13003;CPTS B\n13002;CPTS A\n",
    "Liste des CPTS;;\nLe;2026;\n;;\nCPTS;Code INSEE;Commune\nA;13001;x\nA;13002;y\nB;13003;z\n",
    "Nom;Communes\nCPTS A;\"13001, 13002\"\nCPTS B;13003\n",
    "CPTS;Communes;;\nA;13001;13002\nB;13003\n",
    "Code INSEE;CPTS\n13001;A\n13002;A\n13003;B\n13004;Hors CPTS\n",
    "Code INSEE;CPTS\n13001;A\n13002;A\n13003;B\n13004;\n",
    "Code;CPTS Nord;CPTS Sud\n13001;x;\n13002;X;\n13003;;x\n13004;;\n",
    "CPTS Nord;CPTS Sud\n13001;13003\n13002;\n",
    "CPTS;Dépt;Code commune\nA;13;1\nA;13;2\nB;13;3\n",
    "CPTS;Dépt;Code commune\nA;Dépt 13;001\nA;Dépt 13;002\nB;Dépt 13;003\n",
    "CPTS;Code INSEE\nA;=\"13001\"\nA;'13002\nB;13003.0\n",
    "CPTS;Code INSEE\nA;13001\nA;13002\nTotal A;\nB;13003\nTotal B;\nSource : ARS;\n",
    "CPTS;Communes\nA;\"[\"\"13001\"\",\"\"13002\"\"]\"\nB;\"[\"\"13003\"\"]\"\n",
    "CPTS;Commune\nA;13001 - Une\nA;Deux (13002)\nB;13003 - Trois\n",
    "CPTS;Code INSEE\nA;13001,00\nA;1,3002E+04\nB;13003.0\n",
    "CPTS;Communes\nA;\"2 communes : 13001, 13002\"\nB;1 commune : 13003\n",
    "CPTS;Commune\nA;Aix (Bouches-du-Rhône)\nA;Allauch (bouches du rhone)\nB;Alleins (13)\n",
    "CPTS;Code\nNord;13001\nNord;13002\nNord : 2 communes;\nÉ;\nSud;13003\n",
    "Code;Couverture CPTS;CPTS\n13001;Oui;A\n13002;Oui;A\n13003;Oui;B\n13004;Non;\n",
    "CPTS;Code INSEE;;CPTS;Code INSEE\nA;13001;;B;13003\nA;13002;;;\n",
    "CPTS 1;Code 1;CPTS 2;Code 2\nA;13001;A;13002\nB;13003;;\n",
    "CPTS;Dép;Com;CPTS;Dép;Com\nA;13;1;B;13;3\nA;13;2;;;\n",
    "CPTS;Code\nDépartement 13 – Bouches-du-Rhône;\nA;13001\nA;13002\nVar (83);\nB;13003\n",
};

/* "Dépt" and "Orpière" whose UTF-8 was taken for Windows-1252 and written once more. */
START_TEST(texts_written_twice_as_utf8_are_given_back)
{
    static const struct {
        const char *text, *meant;
    } texts[] = {{"D\xc3\x83\xc2\xa9pt", "Dépt"},
                 {"Orpi\xc3\x83\xc2\xa8re", "Orpière"},
                 {"l\xc3\xa2\xe2\x82\xac\xe2\x84\xa2Orb", "l’Orb"},
                 {"c\xc3\x85\xe2\x80\x9cur", "cœur"},
                 {"Pâté à l’île où naît le cœur", "Pâté à l’île où naît le cœur"},
                 {"São Paulo, Ångström", "São Paulo, Ångström"}};
    struct arena arena = {NULL};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ck_assert_str_eq(cpts_text_clean(&arena, texts[i].text), texts[i].meant);
    cpts_arena_free(&arena);
}
END_TEST

START_TEST(features_without_geometry_are_a_table)
{
    struct loaded loaded;
    input_write_communes("units.gpkg");
    input_text("list.geojson",
               "{\"type\":\"FeatureCollection\",\"features\":["
               "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"cpts\":\"A\","
               "\"communes\":[\"13001\",\"13002\"]}},"
               "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"cpts\":\"B\","
               "\"communes\":[\"13003\"]}}]}");
    input_must_load_sources(&loaded, "units.gpkg", "list.geojson");
    ck_assert_uint_eq(loaded.region->perimeters.declared_count, 3);
    ck_assert_uint_eq(loaded.region->notice_count, 0);
    input_free(&loaded);
    /* Properties within properties are fields of their own. */
    input_text("list.geojson", "{\"type\":\"FeatureCollection\",\"features\":["
                               "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"cpts\":"
                               "{\"id\":\"N\",\"nom\":\"Nord\"},\"communes\":[\"13001\"]}},"
                               "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"cpts\":"
                               "{\"id\":\"H\",\"nom\":\"Hors CPTS\"},\"communes\":[\"13003\"]}}]}");
    input_must_load_sources(&loaded, "units.gpkg", "list.geojson");
    ck_assert(input_declares(&loaded, "N", "13001"));
    ck_assert_uint_eq(loaded.region->perimeters.declared_count, 1);
    input_free(&loaded);
}
END_TEST

/* What takes a row back is an error until a person has looked; other remarks are not. */
static const struct {
    const char *list;
    size_t errors;
} remarks[] = {
    {"CPTS;Code;Observations\nA;13001;\nA;13002;a quitté la CPTS en 2025\nB;13003;\n", 1},
    {"CPTS;Code;Observations\nA;13001;siège\nA;13002;ancienne mairie\nB;13003;radiologie\n", 0},
    {"CPTS;Code;Rattachée (O/N)\nA;13001;O\nA;13002;N\nB;13003;O\n", 1},
    {"CPTS;Code;Rattachée (O/N)\nA;13001;O\nA;13002;-\nB;13003;O\n", 1},
    {"CPTS;Code;QPV (O/N)\nA;13001;O\nA;13002;N\nB;13003;O\n", 0},
    {"CPTS;Code;% de la commune\nA;13001;100\nA;13002;50\nB;13003;100\n", 1},
    {"CPTS;Code;Part du territoire\nA;13001;1\nA;13002;0,4\nB;13003;1\n", 1},
    {"CPTS;Code;% de plus de 75 ans\nA;13001;9\nA;13002;12\nB;13003;11\n", 0},
    {"CPTS;Code;IRIS\nA;13001;\nA;13002;0101, 0102\nB;13003;\n", 1},
    {"CPTS;Code;IRIS\nA;13001;0101\nA;13002;0102\nB;13003;0000\n", 0},
    {"CPTS;Code;Participation\nA;13001;\nA;13002;partielle\nB;13003;\n", 1},
    {"CPTS;Code;Statut\nA;13001;ACI signé\nA;13002;Retirée\nB;13003;ACI signé\n", 1},
    {"CPTS;Code;Statut\nA;13001;ACI signé\nA;13002;Projet validé\nB;13003;ACI signé\n", 0},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch (limitrophe)\nB;13003;Alleins\n", 1},
    {"CPTS;Code;Commune\nA;13001;Aix\nA;13002;Allauch (13)\nB;13003;Alleins\n", 0},
    {"CPTS;Code\nA;13001\nA;13002 ?\nB;13003\n", 1},
    {"CPTS;Code\nNord;13001\nNord;13002\nSud (dissoute);13003\n", 1},
    {"CPTS;Code\nNord;13001\nNord;13002\nSud (50 %);13003\n", 1},
    {"CPTS;Code\nNord;13001\nNord ?;13002\nSud;13003\n", 1},
    {"CPTS;Code\nNord;13001\nNord ou Sud;13002\nSud;13003\n", 1},
    {"CPTS;Code\nNord;13001\nNord;13002*\nSud;13003\n* commune non membre;\n", 1},
    {"CPTS;Code\nNord;13001\nNord;13002*\nSud;13003\n* chef-lieu de canton;\n", 0},
};

static void expect_remarks(const char *perimeter_fields, size_t errors)
{
    struct loaded loaded;
    const char *const sources[] = {"units.gpkg", "list.csv", NULL};
    input_must_load(&loaded, LOAD(.sources = sources, .perimeter_fields = perimeter_fields));
    for (size_t i = 0; i < loaded.region->notice_count; i++) {
        const struct notice *notice = &loaded.region->notices[i];
        if (notice->severity != CPTS_SEVERITY_ERROR)
            continue;
        ck_assert_msg(notice->rule == CPTS_RULE_UNREAD && errors-- > 0, "%s", notice->message);
    }
    ck_assert_uint_eq(errors, 0);
    ck_assert_uint_eq(loaded.region->perimeters.declared_count, 3);
    input_free(&loaded);
}

/* Whoever names the columns has looked. */
START_TEST(remarks_that_take_rows_back_are_errors)
{
    input_write_communes("units.gpkg");
    input_text("list.csv", remarks[_i].list);
    expect_remarks(NULL, remarks[_i].errors);
    expect_remarks("name=CPTS,code=Code", 0);
}
END_TEST

static void write_units(const char *fields, const char *const (*names)[2], int count)
{
    enum { MOST = 5 };
    struct input_row rows[MOST];
    char squares[MOST][160];
    ck_assert_int_le(count, MOST);
    for (int i = 0; i < count; i++) {
        snprintf(squares[i], sizeof squares[i], "%s", input_square(i, 1));
        rows[i] = (struct input_row){squares[i], {names[i][0], names[i][1]}};
    }
    input_write(LAYER(.file = "units.gpkg", .name = "units", .fields = fields, .epsg = 2154,
                      .rows = rows, .count = (size_t)count));
}

/* "Vallon" is in both départements; a row is a CPTS, and the département is that of its seat. */
START_TEST(the_departement_of_a_cpts_is_not_that_of_all_its_communes)
{
    static const struct {
        const char *communes;
        size_t declared, errors;
    } lists[] = {{"\"Claret, Vallon\"", 2, 0},
                 {"\"Claret, Chorges, Bréziers\"", 3, 0},
                 {"\"Claret, Vallon, Chorges\"", 2, 1},
                 {"Claret;Chorges;Bréziers", 3, 0}};
    const char *const names[][2] = {{"04001", "Claret"},
                                    {"04002", "Vallon"},
                                    {"05001", "Chorges"},
                                    {"05002", "Vallon"},
                                    {"05003", "Bréziers"}};
    struct loaded loaded;
    char list[256];
    write_units("insee,nom", names, 5);
    snprintf(list, sizeof list, "Dpt;CPTS;Communes;;\n04;Durance;%s\n", lists[_i].communes);
    input_text("list.csv", list);
    input_must_load_sources(&loaded, "units.gpkg", "list.csv");
    size_t errors = 0;
    for (size_t i = 0; i < loaded.region->notice_count; i++)
        errors += loaded.region->notices[i].severity == CPTS_SEVERITY_ERROR;
    ck_assert_uint_eq(loaded.region->perimeters.declared_count, lists[_i].declared);
    ck_assert_uint_eq(errors, lists[_i].errors);
    input_free(&loaded);
}
END_TEST

/* The first of three units is claimed by one CPTS, as is the second, and the third by another. */
static void expect_two_cpts(struct loaded *loaded)
{
    input_expect_loaded(loaded);
    const struct perimeters *perimeters = &loaded->region->perimeters;
    ck_assert_uint_eq(perimeters->count, 2);
    ck_assert_uint_eq(perimeters->declared_count, 3);
    for (size_t i = 0; i < 3; i++)
        ck_assert_uint_eq(perimeters->declared[i].perimeter, i == 2);
    for (size_t i = 0; i < loaded->region->notice_count; i++)
        ck_assert_msg(loaded->region->notices[i].severity != CPTS_SEVERITY_ERROR, "%s",
                      loaded->region->notices[i].message);
    input_free(loaded);
}

static void read_shape(const char *list)
{
    struct loaded loaded;
    input_write_communes("units.gpkg");
    input_text("list.csv", list);
    input_load_sources(&loaded, "units.gpkg", "list.csv");
    expect_two_cpts(&loaded);
}

START_TEST(one_declaration_is_read_in_many_shapes)
{
    read_shape(shapes[_i]);
}
END_TEST

START_TEST(one_declaration_is_read_grouped_by_its_cpts)
{
    read_shape(grouped[_i]);
}
END_TEST

START_TEST(a_cpts_without_units_below_a_list_is_no_note)
{
    static const char *const lists[] = {"CPTS;Code\nCPTS A;13001\nCPTS B;13003\nCPTS C;\n",
                                        "CPTS;Code\nA;13001\nB;13003\nVal d'Or;\n"};
    struct loaded loaded;
    input_write_communes("units.gpkg");
    input_text("list.csv", lists[_i]);
    input_load_sources(&loaded, "units.gpkg", "list.csv");
    input_expect_loaded(&loaded);
    input_notice(&loaded, CPTS_RULE_EMPTY_PERIMETER, CPTS_SEVERITY_ERROR,
                 _i ? "Val d'Or" : "CPTS C");
    input_free(&loaded);
}
END_TEST

/* A name that is that of a unit would be taken for one of the CPTS above; its sum betrays it. */
START_TEST(a_pivot_table_whose_sums_are_wrong_is_refused)
{
    struct loaded loaded;
    input_write_communes("units.gpkg");
    input_text("list.csv",
               "Étiquettes de lignes;Nombre\nCPTS Nord;1\n13001;1\n13002;1\n13003;1\nCPTS Sud;1\n"
               "13004;1\nTotal général;3\n");
    input_load_sources(&loaded, "units.gpkg", "list.csv");
    ck_assert_int_eq(loaded.status, CPTS_ERROR_INPUT);
    input_free(&loaded);
}
END_TEST

/* "Somme" is a sum, a département and what names begin with. */
START_TEST(what_is_named_like_a_total_is_none)
{
    static const char *const lists[] = {
        "Commune;CPTS Nord;CPTS Sud\nSOMME SUIPPE;x;\nAmiens;x;\nSomme-Tourbe;;x\nSomme;2;1\n",
        "CPTS;Somme-Suippe;Amiens;Somme-Tourbe;Total\nNord;x;x;;2\nSud;;;x;1\n",
        "CPTS Nord;CPTS Sud\nSomme-Suippe;Somme-Tourbe\nAmiens;\nSomme : 2;Somme : 1\n",
        "3 communes;;;\nDép;Code;Commune;CPTS\nMarne;51546;Somme-Suippe;Nord\n"
        "Somme;80021;Amiens;Nord\nMarne;51547;Somme-Tourbe;Sud\nSomme de Commune;3;;\n",
        "CPTS Nord;;\nMarne;51546;Somme-Suippe\nSomme;80021;Amiens\nCPTS Sud;;\n"
        "Marne;51547;Somme-Tourbe\n",
        "CPTS Nord;\nSomme-Suippe;51546\nAmiens;80021\nCPTS Sud;\nSomme-Tourbe;51547\n",
    };
    static const char *const names[][2] = {
        {"51546", "Somme-Suippe"}, {"80021", "Amiens"}, {"51547", "Somme-Tourbe"}};
    write_units("insee,nom", names, 3);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct loaded loaded;
        input_text("list.csv", lists[i]);
        input_load_sources(&loaded, "units.gpkg", "list.csv");
        expect_two_cpts(&loaded);
    }
}
END_TEST

/* An IRIS is a commune and four digits, or all nine, or no IRIS for all of the commune. */
START_TEST(codes_of_iris_in_two_columns_are_joined)
{
    static const struct {
        const char *list;
        size_t declared;
    } lists[] = {{"CPTS;Code commune;IRIS\nA;13001;0101\nA;13001;0102\nB;13002;0000\n", 3},
                 {"CPTS;Code commune;N° IRIS\nA;13001;101\nB;13001;102\n", 2},
                 {"CPTS;Commune;IRIS\nA;13001;130010101\nB;13001;130010102\nB;13002;\n", 3},
                 {"CPTS;Code commune;Nombre d'IRIS\nA;13001;2\nB;13002;1\n", 3}};
    static const char *const names[][2] = {
        {"130010101", "Aix"}, {"130010102", "Aix"}, {"130020000", "Allauch"}};
    write_units("code_iris,nom_iris", names, 3);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct loaded loaded;
        input_text("list.csv", lists[i].list);
        input_must_load_sources(&loaded, "units.gpkg", "list.csv");
        ck_assert_uint_eq(loaded.region->perimeters.declared_count, lists[i].declared);
        for (size_t k = 0; k < loaded.region->notice_count; k++)
            ck_assert_msg(loaded.region->notices[k].severity != CPTS_SEVERITY_ERROR, "%s",
                          loaded.region->notices[k].message);
        input_free(&loaded);
    }
}
END_TEST

START_TEST(headings_that_a_shapefile_cut_are_known)
{
    static const struct {
        const char *heading;
        enum field field;
        bool is_known;
    } headings[] = {{"NOM_COMMUN", FIELD_UNIT, true},  {"DATE_FIN_V", FIELD_TO, true},
                    {"LIBELLE_CP", FIELD_NAME, true},  {"IDENTIFIAN", FIELD_ID, true},
                    {"CODE_INSEE", FIELD_CODE, true},  {"RAISON_SOC", FIELD_NAME, true},
                    {"NOM_COMMU", FIELD_UNIT, false},  {"DATE______", FIELD_TO, false},
                    {"NOMCOMPLET", FIELD_UNIT, false}, {"date_fin_va", FIELD_TO, false}};
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        ck_assert_msg((cpts_schema_says(ROLE_CODES, headings[i].field, headings[i].heading) > 0) ==
                          headings[i].is_known,
                      "%s", headings[i].heading);
}
END_TEST

START_TEST(a_header_can_be_given)
{
    struct loaded loaded;
    const char *const sources[] = {"units.gpkg", "list.csv", NULL};
    input_write_communes("units.gpkg");
    input_text("list.csv", "cpts;insee\nX;Y\nterritoire;place\nA;13001\nB;13002\n");
    input_must_load(&loaded,
                    LOAD(.sources = sources, .perimeter_fields = "header=3,name=territoire"));
    ck_assert_uint_eq(loaded.region->perimeters.count, 2);
    input_free(&loaded);
    input_load(&loaded, LOAD(.sources = sources, .perimeter_fields = "header=six"));
    input_expect_failure(&loaded, CPTS_ERROR_ARGUMENT, "header=six", NULL);
    input_free(&loaded);
}
END_TEST

START_TEST(half_a_list_is_not_believed)
{
    struct loaded loaded;
    const char *const sources[] = {"units.gpkg", "list.csv", NULL};
    input_write_communes("units.gpkg");
    input_text("list.csv", "cpts;insee\nA;13001\nA;13901\nA;13902\nA;13903\nA;13904\nA;13905\n");
    input_load(&loaded, LOAD(.sources = sources));
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "only 1 of 6", "--expect-changes", NULL);
    input_free(&loaded);
    input_must_load(&loaded, LOAD(.sources = sources, .expect_changes = true));
    input_free(&loaded);
}
END_TEST

START_TEST(a_doubtful_name_is_an_error_until_it_is_settled)
{
    struct loaded loaded;
    const char *const sources[] = {"units.gpkg", "list.csv", NULL};
    input_write_communes("units.gpkg");
    input_text("list.csv", "cpts;insee\nA;13001\nA;13002\nEn attente;13003\nEn attente;13004\n");
    input_load(&loaded, LOAD(.sources = sources));
    input_notice(&loaded, CPTS_RULE_NO_CLAIM, CPTS_SEVERITY_ERROR, "En attente");
    ck_assert_uint_eq(loaded.region->perimeters.count, 2);
    input_free(&loaded);
    input_text("words.csv", "word,language\nen attente,fr\n");
    input_load(&loaded, LOAD(.sources = sources, .none_words = "words.csv"));
    ck_assert_uint_eq(loaded.region->perimeters.count, 1);
    input_free(&loaded);
    input_text("words.csv", "word,language,means\nen attente,fr,name\n");
    input_load(&loaded, LOAD(.sources = sources, .none_words = "words.csv"));
    ck_assert_uint_eq(input_notice_count(&loaded, CPTS_RULE_NO_CLAIM), 0);
    ck_assert_uint_eq(loaded.region->perimeters.count, 2);
    input_free(&loaded);
}
END_TEST

Suite *reading_suite(void)
{
    Suite *suite = suite_create("reading");
    TCase *words = tests_of(suite, "words");
    tcase_add_test(words, words_for_none_are_those_of_the_table);
    tcase_add_loop_test(words, words_mean_none_a_name_or_leave_a_doubt, 0, COUNT(meanings));
    tcase_add_loop_test(words, cells_name_one_cpts_or_several, 0, COUNT(cells));
    TCase *tables = tests_of(suite, "shapes");
    tcase_add_checked_fixture(tables, input_begin, input_end);
    tcase_add_test(tables, texts_written_twice_as_utf8_are_given_back);
    tcase_add_test(tables, features_without_geometry_are_a_table);
    tcase_add_test(tables, what_is_named_like_a_total_is_none);
    tcase_add_test(tables, a_pivot_table_whose_sums_are_wrong_is_refused);
    tcase_add_loop_test(tables, one_declaration_is_read_in_many_shapes, 0, COUNT(shapes));
    tcase_add_loop_test(tables, a_cpts_without_units_below_a_list_is_no_note, 0, 2);
    tcase_add_loop_test(tables, one_declaration_is_read_grouped_by_its_cpts, 0, COUNT(grouped));
    tcase_add_test(words, doubtful_words_may_deny_something_else);
    tcase_add_test(tables, names_on_first_rows_beside_words_for_none_are_in_doubt);
    tcase_add_loop_test(tables, remarks_that_take_rows_back_are_errors, 0, COUNT(remarks));
    tcase_add_loop_test(tables, the_departement_of_a_cpts_is_not_that_of_all_its_communes, 0, 4);
    tcase_add_test(tables, blanks_of_an_inventory_are_in_no_cpts);
    tcase_add_test(tables, headings_that_a_shapefile_cut_are_known);
    tcase_add_test(tables, codes_of_iris_in_two_columns_are_joined);
    tcase_add_test(tables, a_header_can_be_given);
    tcase_add_test(tables, half_a_list_is_not_believed);
    tcase_add_test(tables, a_doubtful_name_is_an_error_until_it_is_settled);
    return suite;
}
