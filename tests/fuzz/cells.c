/*
 * The reader of declarations, cell by cell: a table whose cells are drawn from what lists of CPTS
 * hold, in any arrangement. Bytes of a file (codes, tables) seldom get past its format; here each
 * byte is a cell. What would be read and what is read must agree, and nothing is compliant that was
 * not read to the end.
 */
#include <cpl_vsi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

#define LIST "/vsimem/list.csv"

enum { COLUMNS_MOST = 8, ROWS_MOST = 60, TEXT_MOST = 24 };

static const char *const cells[] = {
    "",          "13001",       "13002",     "13055",       "01004",      "1004",
    "2A004",     "97105",       "13201",     "13202",       "05001",      "99999",
    "Aix",       "L'Île",       "MARSEILLE", "La Garde",    "Garde (La)", "Ajaccio",
    "St-Clau",   "Mars. 1er",   "A",         "B",           "CPTS Nord",  "CPTS du Sud",
    "HORS CPTS", "Aucune",      "#N/A",      "?",           "x",          "X",
    "non",       "oui",         "0",         "1",           "13",         "2A",
    "id",        "nom",         "CPTS",      "insee",       "Commune",    "code_insee",
    "dpt",       "statut",      "ACI signé", "projet",      "caduque",    "date de fin",
    "45000",     "2025-01-31",  "31/12/24",  "demain",      "part",       "50 %",
    "0,5",       "1 234",       "1.234",     "Population",  "EPCI",       "13001, 13002",
    "13001;Aix", "Aix - L'Île", "Total",     "13001 (Aix)", "à confirmer"};

/* The list as CSV; cells from the input where the table of cells has none. */
static char *write_list(struct fuzz_bytes *bytes)
{
    const size_t columns = 1 + fuzz_byte(bytes) % COLUMNS_MOST;
    char *list = malloc(ROWS_MOST * COLUMNS_MOST * (TEXT_MOST + 4) + 1), *end = list;
    fuzz_promise(list, "memory");
    for (size_t i = 0; bytes->left && i < columns * ROWS_MOST; i++) {
        const uint8_t choice = fuzz_byte(bytes);
        const size_t count = sizeof cells / sizeof *cells;
        char *own = choice % (count + 1) == count ? fuzz_text(bytes, TEXT_MOST) : NULL;
        *end++ = '"';
        for (const char *c = own ? own : cells[choice % (count + 1)]; *c; c++)
            *end++ = *c == '"' ? '\'' : *c;
        *end++ = '"';
        *end++ = (i + 1) % columns ? ';' : '\n';
        free(own);
    }
    *end = '\0';
    return list;
}

static void choose(cpts_load_options *load, uint8_t choice)
{
    static const char *const fields[] = {
        NULL,      "header=0",          "header=2",
        "id=CPTS", "code=insee,id=nom", "unit=Commune,name=CPTS,department=dpt"};
    static const char *const expand[] = {NULL, "epci", "department", "epci,canton,department"};
    load->perimeter_fields = fields[choice % 6];
    load->expand = expand[choice / 6 % 4];
    load->expect_changes = choice / 24 % 2;
    load->as_of = choice / 48 % 2 ? "2025-06-30" : NULL;
    load->statuses = choice / 96 % 2 ? "signed" : NULL;
}

/* How the list would be read; whether a check would be refused. */
static bool is_refused(cpts_context *context, const cpts_load_options *load)
{
    cpts_reading *reading = NULL;
    if (!fuzz_ended_well(context, cpts_reading_load(&reading, context, load)))
        return true;
    fuzz_promise(
        fuzz_ended_well(context, cpts_reading_write(reading, CPTS_FORMAT_TEXT, "/dev/null")) &&
            fuzz_ended_well(context, cpts_reading_write(reading, CPTS_FORMAT_JSON, "/dev/null")),
        "a reading can be written");
    const bool refused = cpts_reading_state_of(reading) == CPTS_READING_REFUSED;
    cpts_reading_free(reading);
    return refused;
}

static void hold_verdict(cpts_context *context, cpts_region *region)
{
    cpts_report *report = NULL;
    if (fuzz_ended_well(context, cpts_check(&report, region, NULL)) &&
        cpts_report_verdict(report) == CPTS_VERDICT_COMPLIANT) {
        const cpts_totals *totals = cpts_report_totals(report);
        fuzz_promise(totals->white_area_m2 == 0 && totals->overlap_area_m2 == 0,
                     "what is compliant is covered, once");
    }
    cpts_report_free(report);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_sources sources;
    struct fuzz_bytes bytes = {data, size};
    const cpts_check_options check = CPTS_CHECK_OPTIONS_INIT;
    cpts_load_options load = fuzz_load(&sources, LIST);
    choose(&load, fuzz_byte(&bytes));
    char *list = write_list(&bytes);
    fuzz_file(LIST, list, strlen(list));
    cpts_context *context = fuzz_context();
    cpts_region *region = NULL;
    const bool refused = is_refused(context, &load);
    const bool loaded = fuzz_ended_well(context, cpts_region_load(&region, context, &load));
    fuzz_promise(loaded == !refused, "what is refused by a check is refused by the reading");
    if (loaded) {
        hold_verdict(context, region);
        fuzz_check(context, region, &check, false);
    }
    cpts_context_free(context);
    VSIUnlink(LIST);
    free(list);
    return 0;
}
