/* Status and dates: life-cycle classes, what is in force, what is left out. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "input/declarations/dates.h"
#include "input/region/life_classes.h"
#include "input_fixture.h"
#include "suites.h"

static const struct {
    const char *text;
    int first, last; /* 0: no date */
} dates[] = {
    {"2026-01-31", 20260131, 20260131},
    {"2026/01/31", 20260131, 20260131},
    {"2026-01-31T00:00:00+01:00", 20260131, 20260131},
    {"31/01/2026", 20260131, 20260131},
    {"1.2.2026", 20260201, 20260201},
    {"2026", 20260101, 20261231},
    {"02/2024", 20240201, 20240229},
    {"2024-02", 20240201, 20240229},
    {"46053", 20260131, 20260131}, /* a spreadsheet's number */
    {"45351.0", 20240229, 20240229},
    {"2026-02-29", 0, 0},
    {"31/13/2026", 0, 0},
    {"31/01/26", 0, 0},
    {"soon", 0, 0},
    {"2026-01-31x", 0, 0},
    {"", 0, 0},
};

START_TEST(dates_are_read_as_lists_write_them)
{
    struct date_span span = {0, 0};
    ck_assert_int_eq(cpts_date_read(&span, dates[_i].text), dates[_i].first != 0);
    if (dates[_i].first) {
        ck_assert_int_eq(span.first, dates[_i].first);
        ck_assert_int_eq(span.last, dates[_i].last);
    }
}
END_TEST

static const struct {
    const char *label;
    cpts_life life;
} labels[] = {
    {"ACI signé", CPTS_LIFE_SIGNED},
    {"Signée le 12/03/2024", CPTS_LIFE_SIGNED},
    {"projet de santé VALIDÉ", CPTS_LIFE_VALIDATED},
    {"Projet validé, ACI non signé", CPTS_LIFE_VALIDATED},
    {"en attente de signature", CPTS_LIFE_VALIDATED},
    {"lettre d'intention", CPTS_LIFE_INTENT},
    {"Lettre d'intention validée", CPTS_LIFE_INTENT},
    {"lettre d'intention signée", CPTS_LIFE_INTENT},
    {"Lettre d'intention et projet de santé validés", CPTS_LIFE_VALIDATED},
    {"ACI validé", CPTS_LIFE_SIGNED},
    {"CPTS en fonctionnement", CPTS_LIFE_SIGNED},
    {"Projet de santé validé sans ACI", CPTS_LIFE_VALIDATED},
    {"ACI en cours de négociation", CPTS_LIFE_VALIDATED},
    {"LI", CPTS_LIFE_INTENT},
    {"projet en cours de rédaction", CPTS_LIFE_INTENT}, /* "rédACTIon" is not "ACI" */
    {"non validé", CPTS_LIFE_INTENT},
    {"validation en cours", CPTS_LIFE_INTENT},
    {"résiliée", CPTS_LIFE_ENDED},
    {"ACI résilié", CPTS_LIFE_ENDED},
    {"CPTS dissoute (ACI signé en 2021)", CPTS_LIFE_ENDED},
    {"Projet abandonné", CPTS_LIFE_ENDED},
    {"Projet de santé refusé", CPTS_LIFE_ENDED},
    {"ACI non renouvelé", CPTS_LIFE_ENDED},
    {"ACI signé, avenant refusé", CPTS_LIFE_UNKNOWN},
    {"Sans ACI", CPTS_LIFE_UNKNOWN},
    {"Hors ACI", CPTS_LIFE_UNKNOWN},
    {"Pas d'ACI", CPTS_LIFE_UNKNOWN},
    {"Non conventionnée", CPTS_LIFE_UNKNOWN},
    {"ACI suspendue", CPTS_LIFE_UNKNOWN},
    {"ACI prévu en 2027", CPTS_LIFE_UNKNOWN},
    {"Signature prévue en mars", CPTS_LIFE_UNKNOWN},
    {"Projet reporté", CPTS_LIFE_UNKNOWN},
    {"réacclimatation", CPTS_LIFE_UNKNOWN},
    {"Hors CPTS", CPTS_LIFE_ENDED},
    {"Pas de CPTS", CPTS_LIFE_ENDED},
    {"Projet avorté", CPTS_LIFE_ENDED},
    {"Fusionnée avec la CPTS Nord", CPTS_LIFE_ENDED},
    {"En cours de fusion", CPTS_LIFE_INTENT},
    {"Pas d'ACI", CPTS_LIFE_UNKNOWN},
    {"signed", CPTS_LIFE_SIGNED},
    {"", CPTS_LIFE_UNKNOWN},
};

START_TEST(statuses_have_classes)
{
    cpts_context *context;
    struct life_classes built_in, read;
    ck_assert_int_eq(cpts_context_new(&context), CPTS_OK);
    ck_assert_int_eq(cpts_life_classes_load(&built_in, context, NULL), CPTS_OK);
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        ck_assert_msg(cpts_life_class(&built_in, labels[i].label) == labels[i].life, "%s",
                      labels[i].label);
    ck_assert_int_eq(cpts_life_classes_load(&read, context, "shapes/life-classes.csv"), CPTS_OK);
    ck_assert_uint_eq(read.count, built_in.count);
    for (size_t i = 0; i < read.count; i++) {
        ck_assert_int_eq(read.rows[i].life, built_in.rows[i].life);
        ck_assert_str_eq(read.rows[i].words, built_in.rows[i].words);
    }
    cpts_life_classes_free(&read);
    cpts_life_classes_free(&built_in);
    cpts_context_free(context);
}
END_TEST

/* ---- selection --------------------------------------------------------------------------- */

static const char list[] = "cpts;insee;statut;du;date fin\n"
                           "A;13001;ACI signé;2024-01-01;\n"
                           "A;13002;ACI signé;2025-06-01;\n"
                           "B;13003;lettre d'intention;;31/12/2024\n"
                           "C;13004;Projet validé;;\n"
                           "D;13004;en sommeil;;\n";

static void load_selected(struct loaded *out, const char *as_of, const char *statuses)
{
    if (access("units.gpkg", F_OK) != 0)
        input_write_communes("units.gpkg");
    input_text("list.csv", list);
    const char *const sources[] = {"units.gpkg", "list.csv", NULL};
    input_load(out, LOAD(.sources = sources, .perimeter_fields = "from=du", .as_of = as_of,
                         .statuses = statuses));
}

/* What ended claims nothing, and a finding says so; --status counts it. */
START_TEST(what_ended_claims_nothing)
{
    struct loaded loaded;
    input_write_communes("units.gpkg");
    input_text("list.csv", "cpts;insee;statut\nA;13001;ACI signé\nB;13002;Projet abandonné\n"
                           "C;13003;ACI résilié\n");
    const char *const sources[] = {"units.gpkg", "list.csv", NULL};
    input_must_load(&loaded, LOAD(.sources = sources));
    ck_assert_uint_eq(loaded.region->perimeters.count, 1);
    ck_assert_uint_eq(loaded.region->left_out, 2);
    ck_assert_uint_eq(input_notice_count(&loaded, CPTS_RULE_EMPTY_PERIMETER), 2);
    ck_assert(!input_declares(&loaded, "A", "13002"));
    input_free(&loaded);
    input_load(&loaded, LOAD(.sources = sources, .statuses = "signed,ended"));
    ck_assert_uint_eq(loaded.region->perimeters.count, 3);
    ck_assert_uint_eq(loaded.region->notice_count, 0);
    input_free(&loaded);
}
END_TEST

/* --status and --as-of without a column that serves them name those that might. */
START_TEST(a_selection_that_nothing_serves_is_refused)
{
    struct loaded loaded;
    input_write_communes("units.gpkg");
    input_text("list.csv", "cpts;insee;Avancement du dossier;Depuis\nA;13001;ACI signé;2020-01-02\n"
                           "B;13002;Projet validé;2021-03-04\n");
    const char *const sources[] = {"units.gpkg", "list.csv", NULL};
    input_load(&loaded, LOAD(.sources = sources, .statuses = "signed"));
    input_expect_failure(&loaded, CPTS_ERROR_ARGUMENT, "--status", ": Avancement du dossier", NULL);
    input_free(&loaded);
    input_load(&loaded, LOAD(.sources = sources, .as_of = "2026-01-01"));
    input_expect_failure(&loaded, CPTS_ERROR_ARGUMENT, "--as-of", ": Depuis", NULL);
    input_free(&loaded);
    input_text("list.csv", "cpts;insee;x\nA;13001;oui\n");
    input_load(&loaded, LOAD(.sources = sources, .statuses = "signed"));
    input_expect_failure(&loaded, CPTS_ERROR_ARGUMENT, "no column of the declarations", NULL);
    input_free(&loaded);
}
END_TEST

/* The perimeters kept and the units declared, and how many were left out. */
static const struct {
    const char *as_of, *statuses, *kept;
    size_t declared, left_out, ended;
} selections[] = {
    {NULL, NULL, "ACD", 4, 1, 1},           {"2024-12-31", NULL, "ABCD", 4, 0, 0},
    {"2025-06-01", NULL, "ACD", 4, 1, 0},   {"2023-01-01", NULL, "BCD", 3, 1, 0},
    {NULL, "signed", "A", 2, 3, 1},         {NULL, "validated,intent", "C", 1, 3, 1},
    {NULL, "unknown", "D", 1, 3, 1},        {NULL, "aci SIGNE,En Sommeil", "AD", 3, 2, 1},
    {"2024-02-01", "signed", "A", 1, 3, 0}, {NULL, " signed , En Sommeil ", "AD", 3, 2, 1},
};

START_TEST(what_is_asked_for_is_kept)
{
    struct loaded loaded;
    load_selected(&loaded, selections[_i].as_of, selections[_i].statuses);
    input_expect_loaded(&loaded);
    const struct perimeters *perimeters = &loaded.region->perimeters;
    char kept[8] = "";
    for (size_t i = 0; i < perimeters->count; i++)
        strcat(kept, perimeters->id[i]);
    ck_assert_str_eq(kept, selections[_i].kept);
    ck_assert_uint_eq(perimeters->declared_count, selections[_i].declared);
    ck_assert_uint_eq(loaded.region->left_out, selections[_i].left_out);
    ck_assert_uint_eq(loaded.region->notice_count, selections[_i].ended);
    ck_assert_ptr_nonnull(
        strstr(loaded.log, "status 'en sommeil' (D, 1 perimeter) has no life-cycle class"));
    input_free(&loaded);
}
END_TEST

/* Rows of a list and polygons that ended by their dates claim nothing, unless they were asked for
 * by their status; a word that is not a date ends nothing, and a date that cannot be read is
 * reported.
 */
START_TEST(what_ended_by_its_date_claims_nothing)
{
    struct loaded loaded;
    const struct input_row rows[] = {{input_square(0, 1), {"P", NULL, "31/12/2024"}},
                                     {input_square(1, 1), {"Q", NULL, "indéterminée"}},
                                     {input_square(2, 1), {"R", NULL, "31/12/2O24"}},
                                     {input_square(3, 1), {"S", "résilié", "31/12/2024"}}};
    input_write_communes("units.gpkg");
    input_text("list.csv", "cpts;insee;date de fin\nA;13001;\nA;13002;31/12/2024\nB;13003;2099\n");
    input_must_load_sources(&loaded, "units.gpkg", "list.csv");
    ck_assert_uint_eq(loaded.region->perimeters.declared_count, 2);
    ck_assert(!input_declares(&loaded, "A", "13002"));
    input_notice(&loaded, CPTS_RULE_EMPTY_PERIMETER, CPTS_SEVERITY_NOTE,
                 "1 row of A has ended by its date and claims nothing (line 3 of list.csv: "
                 "31/12/2024)");
    input_free(&loaded);
    input_write(LAYER(.file = "drawn.gpkg", .name = "cpts", .fields = "id,statut,fin", .epsg = 2154,
                      .rows = rows, .count = 4));
    input_must_load_sources(&loaded, "units.gpkg", "drawn.gpkg");
    ck_assert_uint_eq(loaded.region->perimeters.count, 2);
    ck_assert_uint_eq(loaded.region->left_out, 2);
    ck_assert_uint_eq(input_notice_count(&loaded, CPTS_RULE_EMPTY_PERIMETER), 2);
    input_notice(&loaded, CPTS_RULE_INVALID_PERIMETER, CPTS_SEVERITY_ERROR, "'31/12/2O24' of R");
    input_free(&loaded);
    const char *const sources[] = {"units.gpkg", "drawn.gpkg", NULL};
    input_load(&loaded, LOAD(.sources = sources, .statuses = "unknown,ended"));
    ck_assert_uint_eq(loaded.region->perimeters.count, 3);
    input_free(&loaded);
}
END_TEST

START_TEST(polygons_are_left_out_with_their_notices)
{
    struct loaded loaded;
    const struct input_row rows[] = {
        {input_square(0, 1), {"A", "signé", "2024-01-01", NULL}},
        {"POLYGON((800000 6300000,801000 6301000,801000 6300000,800000 6301000,800000 6300000))",
         {"B", "signé", "2026-01-01", NULL}},
        {NULL, {"C", "signé", "2026-01-01", NULL}},
        {input_square(2, 2), {"D", "signé", NULL, "someday"}},
    };
    input_write_communes("region.gpkg");
    input_write(LAYER(.file = "region.gpkg", .name = "cpts", .fields = "id,statut,debut,fin",
                      .epsg = 2154, .rows = rows, .count = 4));
    const char *const sources[] = {"region.gpkg", NULL};
    input_must_load(&loaded, LOAD(.sources = sources, .as_of = "2025-01-01"));
    ck_assert_uint_eq(loaded.region->perimeters.count, 2);
    ck_assert_uint_eq(loaded.region->perimeters.shapes.part_count, 2);
    ck_assert_uint_eq(loaded.region->perimeters.shapes.parts[1].feature, 1);
    ck_assert_str_eq(loaded.region->perimeters.from[0], "2024-01-01");
    input_notice(&loaded, CPTS_RULE_INVALID_PERIMETER, CPTS_SEVERITY_ERROR,
                 "the date 'someday' of D cannot be read");
    ck_assert_uint_eq(loaded.region->notice_count, 1);
    cpts_report *report;
    ck_assert_int_eq(cpts_check(&report, loaded.region, NULL), CPTS_OK);
    ck_assert_double_eq_tol(cpts_report_life_area_m2(report, CPTS_LIFE_SIGNED), 3e6, 1e-3);
    cpts_report_free(report);
    input_free(&loaded);
}
END_TEST

START_TEST(bad_requests_are_refused)
{
    struct loaded loaded;
    load_selected(&loaded, "2026", NULL);
    input_expect_failure(&loaded, CPTS_ERROR_ARGUMENT, "--as-of: '2026' is not a date", NULL);
    input_free(&loaded);
    load_selected(&loaded, NULL, "gone");
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "none of the 4 perimeters", NULL);
    input_free(&loaded);
    input_text("classes.csv", "# own\nclass;words\nsigned;en sommeil\nasleep;aci\n");
    const char *const sources[] = {"units.gpkg", "list.csv", NULL};
    input_load(&loaded, LOAD(.sources = sources, .life_classes = "classes.csv"));
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "line 4 of classes.csv: 'asleep'", NULL);
    input_free(&loaded);
    input_text("classes.csv", "# own\nclass;words\nsigned;en sommeil\n");
    input_must_load(&loaded, LOAD(.sources = sources, .life_classes = "classes.csv"));
    ck_assert_int_eq(loaded.region->perimeters.life[3], CPTS_LIFE_SIGNED);
    ck_assert_int_eq(loaded.region->perimeters.life[0], CPTS_LIFE_UNKNOWN);
    input_free(&loaded);
}
END_TEST

/* ---- the severity of overlaps ------------------------------------------------------------ */

/* Two perimeters of a unit, of these statuses. */
static const struct {
    const char *one, *other;
    cpts_severity severity;
} pairs[] = {
    {"signed", "signed", CPTS_SEVERITY_ERROR},
    {"signed", "validated", CPTS_SEVERITY_ERROR},
    {"signed", "intent", CPTS_SEVERITY_WARNING},
    {"intent", "intent", CPTS_SEVERITY_WARNING},
    {"signed", "", CPTS_SEVERITY_ERROR},
    {"intent", "", CPTS_SEVERITY_WARNING},
    {"", "", CPTS_SEVERITY_ERROR},
};

START_TEST(an_overlap_is_as_grave_as_its_claimants_are_firm)
{
    struct loaded loaded;
    char text[128];
    input_write_communes("units.gpkg");
    snprintf(text, sizeof text, "cpts;insee;statut\nA;13001;%s\nB;13001;%s\n", pairs[_i].one,
             pairs[_i].other);
    input_text("list.csv", text);
    input_must_load_sources(&loaded, "units.gpkg", "list.csv");
    cpts_report *report;
    ck_assert_int_eq(cpts_check(&report, loaded.region, NULL), CPTS_OK);
    size_t overlaps = 0;
    for (size_t i = 0; i < cpts_report_finding_count(report); i++) {
        const cpts_finding *finding = cpts_report_finding(report, i);
        if (finding->rule != CPTS_RULE_OVERLAP)
            continue;
        overlaps++;
        ck_assert_int_eq(finding->severity, pairs[_i].severity);
    }
    ck_assert_uint_eq(overlaps, 1);
    cpts_report_free(report);
    input_free(&loaded);
}
END_TEST

START_TEST(coverage_is_told_by_class_of_life)
{
    struct loaded loaded;
    cpts_report *report;
    setenv("SOURCE_DATE_EPOCH", "1727740800", 1); /* in October 2024 nothing has ended */
    load_selected(&loaded, NULL, NULL);
    ck_assert_int_eq(cpts_check(&report, loaded.region, NULL), CPTS_OK);
    static const double square_km[CPTS_LIFE_COUNT] = {2, 3, 4, 4};
    static const double people[CPTS_LIFE_COUNT] = {300, 700, 1000, 1000};
    for (int life = 0; life < CPTS_LIFE_COUNT; life++) {
        ck_assert_double_eq_tol(cpts_report_life_area_m2(report, (cpts_life)life),
                                square_km[life] * 1e6, 1e-3);
        ck_assert_double_eq_tol(cpts_report_life_population(report, (cpts_life)life), people[life],
                                1e-6);
    }
    cpts_report_free(report);
    /* From memory as well. */
    ck_assert_int_eq(cpts_region_set_status(loaded.region, "B", "ACI signé"), CPTS_OK);
    ck_assert_int_eq(cpts_check(&report, loaded.region, NULL), CPTS_OK);
    ck_assert_double_eq_tol(cpts_report_life_area_m2(report, CPTS_LIFE_SIGNED), 3e6, 1e-3);
    cpts_report_free(report);
    ck_assert_int_eq(cpts_region_set_status(loaded.region, "Z", "x"), CPTS_ERROR_ARGUMENT);
    input_free(&loaded);
}
END_TEST

/* ---- lists and polygons ------------------------------------------------------------------ */

/* A draws 13001 and 13002; its list, and what is reported of the two. */
static const struct {
    const char *list, *message; /* NULL: they agree */
} both[] = {
    {"A;13001\nA;13002\nB;13003\n", NULL},
    {"A;13001\n", "not wholly drawn: 0 (-); drawn and not listed: 1 (13002)"},
    {"A;13001\nA;13002\nA;13003\nA;13004\n",
     "over 2.00 km²: listed and not wholly drawn: 2 (13003, 13004); drawn and not listed: 0"},
    {"A;13004\n", "not wholly drawn: 1 (13004); drawn and not listed: 2 (13001, 13002)"},
    {"C;13001\n", NULL},
};

START_TEST(a_list_and_a_polygon_that_differ_are_reported)
{
    struct loaded loaded;
    char text[128];
    const struct input_row rows[] = {{input_square(0, 2), {"A"}}};
    input_write_communes("region.gpkg");
    input_write(LAYER(.file = "region.gpkg", .name = "cpts", .fields = "id", .epsg = 2154,
                      .rows = rows, .count = 1));
    snprintf(text, sizeof text, "cpts;insee\n%s", both[_i].list);
    input_text("list.csv", text);
    input_must_load_sources(&loaded, "region.gpkg", "list.csv");
    cpts_report *report;
    ck_assert_int_eq(cpts_check(&report, loaded.region, NULL), CPTS_OK);
    ck_assert_uint_eq(cpts_report_rule_count(report, CPTS_RULE_LIST_POLYGON_MISMATCH),
                      both[_i].message != NULL);
    for (size_t i = 0; i < cpts_report_finding_count(report); i++) {
        const cpts_finding *finding = cpts_report_finding(report, i);
        if (finding->rule != CPTS_RULE_LIST_POLYGON_MISMATCH)
            continue;
        ck_assert_int_eq(finding->severity, CPTS_SEVERITY_WARNING);
        ck_assert_msg(strstr(finding->message, both[_i].message) != NULL, "%s", finding->message);
    }
    cpts_report_free(report);
    input_free(&loaded);
}
END_TEST

START_TEST(a_polygon_that_cuts_a_listed_unit_differs_beyond_slivers)
{
    struct loaded loaded;
    const struct input_row rows[] = {
        /* All of 13001 but 3 m, then all but 300 m. */
        {"POLYGON((800000 6300000,800997 6300000,800997 6301000,800000 6301000,800000 6300000))",
         {"A"}},
        {"POLYGON((801000 6300000,801700 6300000,801700 6301000,801000 6301000,801000 6300000))",
         {"B"}}};
    input_write_communes("region.gpkg");
    input_write(LAYER(.file = "region.gpkg", .name = "cpts", .fields = "id", .epsg = 2154,
                      .rows = rows, .count = 2));
    input_text("list.csv", "cpts;insee\nA;13001\nB;13002\n");
    input_must_load_sources(&loaded, "region.gpkg", "list.csv");
    cpts_report *report;
    ck_assert_int_eq(cpts_check(&report, loaded.region, NULL), CPTS_OK);
    size_t reported = 0;
    for (size_t i = 0; i < cpts_report_finding_count(report); i++) {
        const cpts_finding *finding = cpts_report_finding(report, i);
        if (finding->rule != CPTS_RULE_LIST_POLYGON_MISMATCH)
            continue;
        reported++;
        ck_assert_str_eq(finding->perimeters[0], "B");
        ck_assert_double_eq_tol(finding->area_m2, 3e5, 1);
    }
    ck_assert_uint_eq(reported, 1);
    cpts_report_free(report);
    input_free(&loaded);
}
END_TEST

Suite *input_lives_suite(void)
{
    Suite *suite = suite_create("input_lives");
    TCase *texts = tests_of(suite, "texts");
    tcase_add_loop_test(texts, dates_are_read_as_lists_write_them, 0, COUNT(dates));
    tcase_add_test(texts, statuses_have_classes);
    TCase *lists = tests_of(suite, "selection");
    tcase_add_checked_fixture(lists, input_begin, input_end);
    tcase_add_loop_test(lists, what_is_asked_for_is_kept, 0, COUNT(selections));
    tcase_add_test(lists, what_ended_by_its_date_claims_nothing);
    tcase_add_test(lists, polygons_are_left_out_with_their_notices);
    tcase_add_test(lists, bad_requests_are_refused);
    tcase_add_loop_test(lists, an_overlap_is_as_grave_as_its_claimants_are_firm, 0, COUNT(pairs));
    tcase_add_test(lists, what_ended_claims_nothing);
    tcase_add_test(lists, a_selection_that_nothing_serves_is_refused);
    tcase_add_test(lists, coverage_is_told_by_class_of_life);
    tcase_add_loop_test(lists, a_list_and_a_polygon_that_differ_are_reported, 0, COUNT(both));
    tcase_add_test(lists, a_polygon_that_cuts_a_listed_unit_differs_beyond_slivers);
    return suite;
}
