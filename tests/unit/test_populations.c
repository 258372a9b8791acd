/* Tables of populations as INSEE publishes them, and the figures of people. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "input/sources/amount.h"
#include "input_fixture.h"
#include "suites.h"

/* Figures, and a neighbour in their column that shows how they are written. */
static const struct {
    const char *text, *beside;
    double value;
} amounts[] = {
    {"1234", "", 1234},         {"1 234", "", 1234},
    {"1\u00a0234", "", 1234},   {"1\u202f234", "", 1234},
    {"1\u2009234,0", "", 1234}, {"1234.0", "", 1234},
    {"1234,5", "", 1234.5},     {"1,234", "", 1234},
    {"1.234", "", 1234},        {"1,234", "0,5", 1.234},
    {"1.234", "77.25", 1.234},  {"1,234,567", "", 1234567},
    {"1,234.5", "", 1234.5},    {"0.123", "", 0.123},
    {"1e3", "", 1000},          {"", "", NAN},
    {"n.d.", "", NAN},          {"-3", "", NAN},
    {"nan", "", NAN},           {"0x10", "", NAN},
    {"12 habitants", "", NAN},
};

START_TEST(figures_are_read_as_people_write_them)
{
    struct amount_evidence evidence = {false, false, false, false};
    cpts_amount_see(&evidence, amounts[_i].text);
    cpts_amount_see(&evidence, amounts[_i].beside);
    const double read = cpts_amount_read(amounts[_i].text, cpts_amount_style(&evidence));
    if (isnan(amounts[_i].value))
        ck_assert_msg(isnan(read), "%s: %g", amounts[_i].text, read);
    else
        ck_assert_msg(read == amounts[_i].value, "%s: %g", amounts[_i].text, read);
}
END_TEST

/* 01004, 97601 and 13055, whose layer says 7, 8 and 9; a table and what it must give. */
static const struct {
    const char *what, *text;
    double ain, mayotte, marseille;
} tables[] = {
    {"today's", "COM;PMUN;PCAP;PTOT\n01004;14000;1;14001\n97601;500;0;500\n13201;30;0;30\n", 14000,
     500, 30},
    {"zeros lost, thin spaces",
     "COM;PMUN\n1004;14\u202f000\n97601;5\u202f000\n13201;30\n13202;12\n", 14000, 5000, 42},
    {"before 2021: COM is the name",
     "CODREG;REG;CODDEP;CODARR;CODCAN;CODCOM;COM;PMUN;PCAP;PTOT\n"
     "84;Ara;01;1;04;004;Ambérieu;14000;1;14001\n06;;976;;;601;Acoua;500;2;502\n"
     "93;PACA;13;3;98;201;Marseille 1er;30;0;30\n93;PACA;13;3;98;202;Marseille 2e;12;0;12\n",
     14000, 500, 42},
    {"Melodi",
     "\"GEO\";\"GEO_OBJECT\";\"POPREF_MEASURE\";\"TIME_PERIOD\";\"OBS_VALUE\"\n"
     "\"01004\";\"COM\";\"PMUN\";\"2021\";\"1\"\n\"01004\";\"COM\";\"PMUN\";\"2022\";\"14000\"\n"
     "\"01004\";\"COM\";\"PTOT\";\"2022\";\"14001\"\n\"01\";\"DEP\";\"PMUN\";\"2022\";\"9\"\n"
     "\"97601\";\"COM\";\"PMUN\";\"2022\";\"500\"\n\"13201\";\"ARM\";\"PMUN\";\"2022\";\"30\"\n"
     "\"13202\";\"ARM\";\"PMUN\";\"2022\";\"12\"\n\"13055\";\"COM\";\"PMUN\";\"2022\";\"42\"\n",
     14000, 500, 42},
    {"Melodi, long codes",
     "GEO,OBS_VALUE\n2025-COM-01004,14000\n2025-COM-97601,500\n2025-COM-13055,42\n", 14000, 500,
     42},
    {"by names, under headings that nobody knows",
     "Territoire;Nb d'habitants au 1er janvier\nAmbérieu;14 000\nAcoua;500\nMarseille;42\n", 14000,
     500, 42},
    {"titles above, notes below, two decimal marks",
     "Populations légales 2022;;\n;;\nCode;Commune;Population 2022\n01004;Ambérieu;14.000,0\n"
     "97601;Acoua;500,0\n13055;Marseille;42,0\nSource : INSEE;;\n",
     14000, 500, 42},
    {"without a header", "01004,14000\n97601,500\n13055,42\n", 14000, 500, 42},
    {"a region's number that is that of a département",
     "REG;DEP;CODARR;CODCAN;CODCOM;COM;PMUN\n84;01;1;04;004;Ambérieu;14000\n"
     "84;01;1;04;005;Ambérieux;9\n84;01;2;04;006;Ambléon;8\n06;976;;;601;Acoua;500\n"
     "93;13;3;98;055;Marseille;42\n",
     14000, 500, 42},
    {"most of it is elsewhere",
     "COM;PMUN\n01001;1\n01002;2\n02001;3\n02002;4\n03001;5\n01004;14000\n97601;500\n"
     "13055;42\n75056;6\n",
     14000, 500, 42},
    {"near the figures of the units", "code;A;B\n01004;14000;7\n97601;500;8\n13055;42;9\n", 7, 8,
     9},
    {"its own columns are sayable", "code;A;B\n01004;14000;7\n97601;500;8\n13055;42;9\n", 14000,
     500, 42},
    {"grouped by commas", "code,population\n01004,\"14,000\"\n97601,500\n13055,42\n", 14000, 500,
     42},
};

static void write_units(void)
{
    const struct input_row rows[] = {{input_square(0, 1), {"01004", "Ambérieu", "7"}},
                                     {input_square(1, 1), {"97601", "Acoua", "8"}},
                                     {input_square(2, 1), {"13055", "Marseille", "9"}}};
    input_write_units("units.gpkg", "insee,nom,population:int", rows, 3);
    input_write_cpts("cpts.gpkg");
}

static void load_populations(struct loaded *out, const char *text, const char *map)
{
    char spec[64];
    const char *const sources[] = {"units.gpkg", "cpts.gpkg", NULL};
    write_units();
    input_text("pop.csv", text);
    snprintf(spec, sizeof spec, "pop.csv%s", map);
    input_load(out, LOAD(.sources = sources, .populations = spec));
}

START_TEST(tables_are_read_by_their_values)
{
    struct loaded loaded;
    const bool says = strstr(tables[_i].what, "sayable") != NULL;
    load_populations(&loaded, tables[_i].text, says ? ",code=code,population=A" : "");
    ck_assert_msg(loaded.status == CPTS_OK, "%s: %s", tables[_i].what,
                  cpts_context_message(loaded.context));
    const double *population = loaded.region->units.population;
    ck_assert_double_eq(population[input_unit(&loaded, "01004")], tables[_i].ain);
    ck_assert_double_eq(population[input_unit(&loaded, "97601")], tables[_i].mayotte);
    ck_assert_double_eq(population[input_unit(&loaded, "13055")], tables[_i].marseille);
    input_free(&loaded);
}
END_TEST

static const struct {
    const char *text, *message, *map;
} refused[] = {
    {"COM;PMUN\nAtlantis;14000\n", "none of its columns holds codes such as", ""},
    {"COM;PMUN\n69001;14000\n69002;1\n", "no row of pop.csv matches the region", ""},
    {"COM;PMUN\n01004;1\n01004;2\n", "several populations, 1 and 2 (line 3)", ""},
    {"COM;PMUN\n01004;inconnue\n", "holds no figure", ""},
    {"COM;A\n01004;14000\n", "population=COLUMN", ""},
    {"COM;A\n01004;14000\n", "has no column 'C'", ",population=C"},
    {"COM;Population 2021;Population 2022\n01004;14000;15000\n97601;500;400\n",
     "both columns 'Population 2021' and 'Population 2022' may be the populations; say which with "
     "--populations pop.csv,population=COLUMN",
     ""},
    {"COM;Surface (ha);Densité de population\n01004;14000;1\n97601;500;2\n", "no column of", ""},
};

START_TEST(a_table_that_gives_nothing_is_refused)
{
    struct loaded loaded;
    load_populations(&loaded, refused[_i].text, refused[_i].map);
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, refused[_i].message, NULL);
    input_free(&loaded);
}
END_TEST

/* A table of before a merger: 50602 became part of 50129 in 2016. */
START_TEST(communes_that_merged_are_added_up)
{
    struct loaded loaded;
    const struct input_row rows[] = {{input_square(0, 1), {"50129", "Cherbourg", "7"}}};
    const char *const sources[] = {"units.gpkg", "cpts.gpkg", NULL};
    input_write_units("units.gpkg", "insee,nom,population:int", rows, 1);
    input_write_cpts("cpts.gpkg");
    input_text("pop.csv", "COM;PMUN\n50129;37000\n50602;15000\n");
    input_must_load(&loaded, LOAD(.sources = sources, .populations = "pop.csv"));
    ck_assert_double_eq(loaded.region->units.population[0], 52000);
    input_free(&loaded);
}
END_TEST

Suite *populations_suite(void)
{
    Suite *suite = suite_create("populations");
    TCase *cases = tests_of(suite, "populations");
    tcase_add_checked_fixture(cases, input_begin, input_end);
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, figures_are_read_as_people_write_them, 0, COUNT(amounts));
    tcase_add_loop_test(cases, tables_are_read_by_their_values, 0, COUNT(tables));
    tcase_add_loop_test(cases, a_table_that_gives_nothing_is_refused, 0, COUNT(refused));
    tcase_add_test(cases, communes_that_merged_are_added_up);
    return suite;
}
