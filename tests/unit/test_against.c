/* Territories of another kind and figures of units: their tables are read as declarations are. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "input_fixture.h"
#include "suites.h"

/* Four communes of the Bouches-du-Rhône, with their EPCI; 13004 is in none. */
static void write_communes(void)
{
    const struct input_row rows[] = {
        {input_square(0, 1), {"13001", "Aix-en-Provence", "13", "200054807"}},
        {input_square(1, 1), {"13002", "Allauch", "13", "200054807"}},
        {input_square(2, 1), {"13003", "Alleins", "13", "241300375"}},
        {input_square(3, 1), {"13004", "Arles", "13", "NR"}}};
    input_write_units("units.gpkg", "insee,nom,dep,siren_epci", rows, 4);
    input_text("list.csv", "cpts;insee\nA;13001\nA;13002\nB;13003\n");
}

static void load(struct loaded *out, const char *against)
{
    const char *const sources[] = {"units.gpkg", "list.csv", NULL};
    const char *const others[] = {against, NULL};
    input_load(out, LOAD(.sources = sources, .against = others));
}

/* "13001=X 13002=X": the territories of the units, by id. */
static void list_holders(const struct loaded *loaded, char out[256])
{
    const struct cpts_region *other = loaded->region->others[0].region;
    out[0] = '\0';
    for (size_t i = 0; i < other->perimeters.declared_count; i++) {
        const struct declared *declared = &other->perimeters.declared[i];
        snprintf(out + strlen(out), 256 - strlen(out), "%s%s=%s", i ? " " : "",
                 other->units.code[declared->unit], other->perimeters.id[declared->perimeter]);
    }
}

static const struct {
    const char *table, *option, *holders, *log;
} tables[] = {
    {"insee;epci\n13001;E1\n13002;E1\n13003;E2\n", "EPCI=t.csv", "13001=E1 13002=E1 13003=E2", ""},
    {"dept,siren,raison_sociale,nb,insee,nom_membre\n"
     "13,200054807,CC Nord,2,13001,Aix-en-Provence\n13,200054807,CC Nord,2,13002,Allauch\n"
     "13,241300375,CC Nord,1,13003,Alleins\n",
     "EPCI=t.csv", "13001=200054807 13002=200054807 13003=241300375", ""},
    {"Commune;Bassin de vie\nALLAUCH;Sud\nAix en Provence;Sud\nArles;Ouest\n", "Bassins=t.csv",
     "13001=Sud 13002=Sud 13004=Ouest", ""},
    {"Commune;Dpt;GHT\nArles;13;G1\nParis;75;G2\nNulle-Part;13;G1\n", "GHT=t.csv", "13004=G1",
     "2 rows of 3 match nothing in the region"},
    {"insee;a;b\n13001;X;1\n13002;X;2\n13003;Y;3\n", "Zones=t.csv,name=a",
     "13001=X 13002=X 13003=Y", ""},
    {"insee;ght\n13001;G1\n13002;Sans objet\n", "GHT=t.csv", "13001=G1", ""},
    {"insee;ght;Échéance du contrat\n13001;G1;31/12/2023\n13002;G1;\n", "GHT=t.csv",
     "13001=G1 13002=G1", ""},
    {"", "EPCI", "13001=200054807 13002=200054807 13003=241300375", ""},
};

START_TEST(tables_are_read_by_their_cells)
{
    struct loaded loaded;
    char holders[256];
    write_communes();
    if (*tables[_i].table)
        input_text("t.csv", tables[_i].table);
    load(&loaded, tables[_i].option);
    input_expect_loaded(&loaded);
    list_holders(&loaded, holders);
    ck_assert_str_eq(holders, tables[_i].holders);
    ck_assert_msg(!*tables[_i].log || strstr(loaded.log, tables[_i].log), "%s", loaded.log);
    ck_assert_uint_eq(loaded.region->notice_count, 0);
    input_free(&loaded);
}
END_TEST

static const struct {
    const char *table, *option, *message;
} refused[] = {
    {"insee;ght\n01001;G1\n01002;G1\n", "GHT=t.csv", "no territory of t.csv is in the region"},
    {"insee;nord;sud\n13001;X;V\n13002;X;V\n13003;Y;W\n13004;Y;W\n", "Zones=t.csv",
     "--against Zones=t.csv,name=COLUMN"},
    {"insee;nom\n13001;Aix-en-Provence\n13002;Allauch\n", "GHT=t.csv",
     "none of its columns holds unit codes or names next to territories"},
    {"insee;ght\n13001;G1\n", "GHT=t.csv,name=nom", "has no column 'nom'"},
    {"insee;ght\n13001;G1\n", "t.csv", "write NAME=SOURCE"},
};

START_TEST(what_names_no_territory_is_refused)
{
    struct loaded loaded;
    write_communes();
    input_text("t.csv", refused[_i].table);
    load(&loaded, refused[_i].option);
    ck_assert_msg(loaded.status != CPTS_OK, "%s", refused[_i].option);
    ck_assert_msg(strstr(cpts_context_message(loaded.context), refused[_i].message) != NULL, "%s",
                  cpts_context_message(loaded.context));
    input_free(&loaded);
}
END_TEST

/* ---- figures -------------------------------------------------------------------------------- */

static const struct {
    const char *table, *option;
    double values[4]; /* of 13001 to 13004; -1: not known */
    const char *log;
} figures[] = {
    {"insee;n\n13001;10\n13002;20\n", "f.csv,sum=n", {10, 20, -1, -1}, ""},
    {"Commune;n\nALLAUCH;20\nArles;40\n", "f.csv,sum=n", {-1, 20, -1, 40}, ""},
    {"Figures of 2025;;\nDép;Code commune;n\n13;1;10\n13;4;40\n",
     "f.csv,sum=n",
     {10, -1, -1, 40},
     ""},
    {"clef;x;n\n1;13001;10\n2;13003;30\n", "f.csv,sum=n", {10, -1, 30, -1}, ""},
    {"clef;x;n\n1;13001;10\n2;13003;30\n", "f.csv,sum=n,code=x", {10, -1, 30, -1}, ""},
    {"Commune;n\nArles;40\nNulle-Part;3\n",
     "f.csv,sum=n",
     {-1, -1, -1, 40},
     "1 row of 2 matches nothing in the region"},
};

static void load_figures(struct loaded *out, const char *option)
{
    const char *const sources[] = {"units.gpkg", "list.csv", NULL};
    const char *const asked[] = {option, NULL};
    input_load(out, LOAD(.sources = sources, .indicators = asked));
}

START_TEST(figures_find_their_units)
{
    struct loaded loaded;
    write_communes();
    input_text("f.csv", figures[_i].table);
    load_figures(&loaded, figures[_i].option);
    input_expect_loaded(&loaded);
    ck_assert_uint_eq(loaded.region->indicator_count, 1);
    for (size_t u = 0; u < 4; u++) {
        const double value = loaded.region->indicators[0].values[u];
        ck_assert_msg(figures[_i].values[u] < 0 ? isnan(value) : value == figures[_i].values[u],
                      "%zu: %g", u, value);
    }
    ck_assert_msg(!*figures[_i].log || strstr(loaded.log, figures[_i].log), "%s", loaded.log);
    input_free(&loaded);
}
END_TEST

/* Communes that merged add up, and arrondissements; the mean of a part is not that of the whole. */
START_TEST(parts_of_a_unit_add_up)
{
    struct loaded loaded;
    const struct input_row rows[] = {{input_square(0, 2), {"14474", "Notre-Dame-d'Estrées-Corbon"}},
                                     {input_square(2, 2), {"75056", "Paris"}}};
    input_write_units("units.gpkg", "insee,nom", rows, 2);
    input_text("list.csv", "cpts;insee\nA;14474\nB;75056\n");
    input_text("f.csv", "insee;n\n14178;5\n14474;10\n75101;1\n75102;2\n");
    load_figures(&loaded, "f.csv,sum=n");
    input_expect_loaded(&loaded);
    ck_assert_double_eq(loaded.region->indicators[0].values[0], 15);
    ck_assert_double_eq(loaded.region->indicators[0].values[1], 3);
    input_free(&loaded);
    load_figures(&loaded, "f.csv,mean=n");
    input_expect_loaded(&loaded);
    ck_assert_double_eq(loaded.region->indicators[0].values[0], 10);
    ck_assert(isnan(loaded.region->indicators[0].values[1]));
    ck_assert_msg(strstr(loaded.log, "3 rows of f.csv are of parts of a unit") != NULL, "%s",
                  loaded.log);
    input_free(&loaded);
}
END_TEST

Suite *against_suite(void)
{
    Suite *suite = suite_create("against");
    TCase *cases = tests_of(suite, "tables");
    tcase_add_checked_fixture(cases, input_begin, input_end);
    tcase_add_loop_test(cases, tables_are_read_by_their_cells, 0, COUNT(tables));
    tcase_add_loop_test(cases, what_names_no_territory_is_refused, 0, COUNT(refused));
    tcase_add_loop_test(cases, figures_find_their_units, 0, COUNT(figures));
    tcase_add_test(cases, parts_of_a_unit_add_up);
    return suite;
}
