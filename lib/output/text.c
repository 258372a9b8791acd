/*
 * The summary for people: the verdict, what it rests on, the gravest findings, and where to see
 * the rest. Names come from files and go to a terminal: their control characters do not.
 */
#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "../common/number.h"
#include "output.h"
#include "utf8.h"

#define WORST_SHOWN     10
#define CELL_BYTES      96
#define COLUMN_GAP      2
#define COLUMNS_AT_MOST 5

struct text {
    const struct cpts_report *report;
    struct output_file *file;
    struct number_style style;
    bool has_population;
};

/* "overlap" as people say it, in lines of a table. */
static const char *rule_label(cpts_rule rule)
{
    static const char *const labels[CPTS_RULE_COUNT] = {
        [CPTS_RULE_OVERLAP] = N_("overlaps"),
        [CPTS_RULE_WHITE_ZONE] = N_("white zones"),
        [CPTS_RULE_OUTSIDE] = N_("outside the region"),
        [CPTS_RULE_UNIT_OVERLAP] = N_("overlaps of units"),
        [CPTS_RULE_UNIT_GAP] = N_("gaps between units"),
        [CPTS_RULE_INVALID_UNIT] = N_("invalid units"),
        [CPTS_RULE_UNKNOWN_CODE] = N_("unknown codes"),
        [CPTS_RULE_OBSOLETE_CODE] = N_("obsolete codes"),
        [CPTS_RULE_DUPLICATE_CODE] = N_("duplicate codes"),
        [CPTS_RULE_DUPLICATE_PERIMETER] = N_("duplicate perimeters"),
        [CPTS_RULE_INVALID_PERIMETER] = N_("invalid perimeters"),
        [CPTS_RULE_EMPTY_PERIMETER] = N_("empty perimeters"),
    };
    return _(labels[rule]);
}

static const char *severity_label(cpts_severity severity)
{
    static const char *const labels[CPTS_SEVERITY_COUNT] = {
        [CPTS_SEVERITY_ERROR] = N_("error"),
        [CPTS_SEVERITY_WARNING] = N_("warning"),
        [CPTS_SEVERITY_NOTE] = N_("note"),
    };
    return _(labels[severity]);
}

/* ---- words and numbers ------------------------------------------------------------------- */

/* Control characters could drive the terminal, and direction marks could reorder the line. */
static bool is_unsafe(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029 ||
           code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069);
}

static void put_safely(struct text *text, const char *words)
{
    while (*words) {
        uint32_t code;
        const size_t length = cpts_utf8_read(&code, words);
        if (length && (code == '\t' || code == '\n' || code == '\r'))
            cpts_file_char(text->file, ' ');
        else if (length && !is_unsafe(code))
            cpts_file_bytes(text->file, words, length);
        else
            cpts_file_text(text->file, CPTS_REPLACEMENT);
        words += length ? length : 1;
    }
}

__attribute__((format(printf, 2, 3))) static void put(struct text *text, const char *format, ...)
{
    char line[CPTS_FILE_ROOM];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    cpts_file_text(text->file, line);
}

static const char *number(const struct text *text, char *cell, double value, int decimals)
{
    if (!isfinite(value))
        return "–";
    return cpts_number_text(cell, CELL_BYTES, &text->style, value, decimals);
}

static const char *count(const struct text *text, char *cell, size_t value)
{
    return number(text, cell, (double)value, 0);
}

/* A figure that is not nothing is never shown as 0. */
static const char *small_or(const struct text *text, char *cell, double value, int decimals)
{
    const double least = pow(10, -decimals);
    if (!(value > 0 && value < least))
        return number(text, cell, value, decimals);
    char least_text[CELL_BYTES / 2];
    cpts_number_text(least_text, sizeof least_text, &text->style, least, decimals);
    snprintf(cell, CELL_BYTES, "< %s", least_text);
    return cell;
}

static const char *square_kilometres(const struct text *text, char *cell, double area_m2)
{
    return small_or(text, cell, area_m2 / 1e6, 2);
}

/* A share that is not whole is never rounded to 100. */
static const char *percent(const struct text *text, char *cell, double part, double whole)
{
    const double value = whole > 0 ? 100 * part / whole : NAN;
    return small_or(text, cell, part < whole && value > 99.99 ? 99.99 : value, 2);
}

/* ---- tables ------------------------------------------------------------------------------ */

struct row {
    char cells[COLUMNS_AT_MOST][CELL_BYTES];
};

static void set_cell(struct row *row, int column, const char *words)
{
    if (words != row->cells[column])
        snprintf(row->cells[column], CELL_BYTES, "%s", words);
}

static void put_cell(struct text *text, const char *cell, size_t width, bool is_first)
{
    const size_t columns = cpts_utf8_columns(cell);
    if (is_first)
        cpts_file_text(text->file, cell);
    for (size_t i = columns; i < width; i++)
        cpts_file_char(text->file, ' ');
    if (!is_first)
        cpts_file_text(text->file, cell);
}

/* The first column to the left, the others to the right. */
static void put_table(struct text *text, const struct row *rows, int row_count, int column_count)
{
    size_t widths[COLUMNS_AT_MOST] = {0};
    for (int r = 0; r < row_count; r++)
        for (int c = 0; c < column_count; c++) {
            const size_t width = cpts_utf8_columns(rows[r].cells[c]) + (c ? COLUMN_GAP : 0);
            widths[c] = width > widths[c] ? width : widths[c];
        }
    for (int r = 0; r < row_count; r++) {
        cpts_file_text(text->file, "  ");
        for (int c = 0; c < column_count; c++)
            put_cell(text, rows[r].cells[c], widths[c], c == 0);
        cpts_file_char(text->file, '\n');
    }
    cpts_file_char(text->file, '\n');
}

static struct row measure_row(const struct text *text, const char *label, double area_m2,
                              double population)
{
    const cpts_totals *totals = &text->report->totals;
    struct row row = {0};
    set_cell(&row, 0, label);
    set_cell(&row, 1, square_kilometres(text, row.cells[1], area_m2));
    set_cell(&row, 2, percent(text, row.cells[2], area_m2, totals->area_m2));
    set_cell(&row, 3, number(text, row.cells[3], round(population), 0));
    set_cell(&row, 4, percent(text, row.cells[4], population, totals->population));
    return row;
}

static void put_totals(struct text *text)
{
    const cpts_totals *totals = &text->report->totals;
    struct row rows[6] = {{{{0}}}};
    set_cell(&rows[0], 1, _("area (km²)"));
    set_cell(&rows[0], 2, "%");
    set_cell(&rows[0], 3, _("inhabitants"));
    set_cell(&rows[0], 4, "%");
    rows[1] = measure_row(text, _("region"), totals->area_m2, totals->population);
    rows[2] = measure_row(text, _("covered"), totals->covered_area_m2, totals->covered_population);
    rows[3] = measure_row(text, _("white zones"), totals->white_area_m2, totals->white_population);
    rows[4] = measure_row(text, _("overlaps"), totals->overlap_area_m2, totals->overlap_population);
    rows[5] = measure_row(text, _("outside the region"), totals->outside_area_m2, NAN);
    set_cell(&rows[5], 2, "–"); /* it is no part of the region */
    put_table(text, rows, 6, text->has_population ? 5 : 3);
}

static void put_rules(struct text *text)
{
    const cpts_totals *totals = &text->report->totals;
    struct row rows[CPTS_RULE_COUNT + 1] = {{{{0}}}};
    int used = 1;
    set_cell(&rows[0], 1, _("findings"));
    set_cell(&rows[0], 2, _("slivers"));
    for (int r = 0; r < CPTS_RULE_COUNT; r++) {
        if (!totals->by_rule[r] && !totals->slivers[r])
            continue;
        struct row *row = &rows[used++];
        set_cell(row, 0, rule_label((cpts_rule)r));
        set_cell(row, 1, count(text, row->cells[1], totals->by_rule[r]));
        set_cell(row, 2, count(text, row->cells[2], totals->slivers[r]));
    }
    if (used > 1)
        put_table(text, rows, used, 3);
}

/* ---- sentences --------------------------------------------------------------------------- */

static void put_verdict(struct text *text)
{
    const size_t *findings = text->report->totals.findings;
    const size_t errors = findings[CPTS_SEVERITY_ERROR];
    const size_t warnings = findings[CPTS_SEVERITY_WARNING];
    const size_t notes = findings[CPTS_SEVERITY_NOTE];
    char cell[CELL_BYTES];
    put(text, "%s", text->report->compliant ? _("COMPLIANT") : _("NOT COMPLIANT"));
    put(text, " — ");
    put(text, dngettext("cpts-coverage", "%s error", "%s errors", errors),
        count(text, cell, errors));
    put(text, ", ");
    put(text, dngettext("cpts-coverage", "%s warning", "%s warnings", warnings),
        count(text, cell, warnings));
    put(text, ", ");
    put(text, dngettext("cpts-coverage", "%s note", "%s notes", notes), count(text, cell, notes));
    put(text, "\n\n");
}

/* " (357,737 inhabitants)", or nothing when nobody counted them. */
static void put_inhabitants(struct text *text, double population)
{
    char cell[CELL_BYTES];
    if (!isfinite(population))
        return;
    const unsigned long n = (unsigned long)fmax(round(population), 0);
    put(text, dngettext("cpts-coverage", " (%s inhabitant)", " (%s inhabitants)", n),
        number(text, cell, round(population), 0));
}

/* The gravest overlap, when it is plainly one whole unit. */
static void put_shared_unit(struct text *text)
{
    const struct cpts_report *report = text->report;
    const struct cpts_finding *overlap = NULL;
    char cell[CELL_BYTES];
    for (size_t i = 0; i < report->finding_count && !overlap; i++)
        if (report->findings[i].rule == CPTS_RULE_OVERLAP && !report->findings[i].sliver)
            overlap = &report->findings[i];
    if (!overlap || overlap->unit_count != 1 || overlap->whole_unit_count != 1)
        return;
    put_safely(text, overlap->unit_names[0]);
    put(text, " (");
    put_safely(text, overlap->units[0]);
    put(text, ") ");
    put(text, _("is claimed by %s perimeters"), count(text, cell, overlap->perimeter_count));
    put_inhabitants(text, overlap->population);
    put(text, ".\n");
}

static void put_unclaimed_units(struct text *text)
{
    const struct cpts_report *report = text->report;
    const size_t unclaimed = cpts_unclaimed_units(report);
    double population = text->has_population ? 0 : NAN;
    char cell[CELL_BYTES];
    if (!unclaimed)
        return;
    for (size_t u = 0; u < report->region->units.count; u++)
        if (!report->units[u].claim_count && isfinite(report->region->units.population[u]))
            population += report->region->units.population[u];
    put(text,
        dngettext("cpts-coverage", "%s unit is in no perimeter", "%s units are in no perimeter",
                  unclaimed),
        count(text, cell, unclaimed));
    put_inhabitants(text, population);
    put(text, ".\n");
}

static void put_facts(struct text *text)
{
    const cpts_totals *totals = &text->report->totals;
    char units[CELL_BYTES], perimeters[CELL_BYTES];
    put(text,
        dngettext("cpts-coverage", "%s unit in the region, ", "%s units in the region, ",
                  totals->units),
        count(text, units, totals->units));
    put(text,
        dngettext("cpts-coverage", "%s declared perimeter.", "%s declared perimeters.",
                  totals->perimeters),
        count(text, perimeters, totals->perimeters));
    put(text, "\n");
    put_shared_unit(text);
    put_unclaimed_units(text);
    put(text, "\n");
}

static void put_worst(struct text *text)
{
    const struct cpts_report *report = text->report;
    const size_t shown = report->finding_count < WORST_SHOWN ? report->finding_count : WORST_SHOWN;
    char cell[CELL_BYTES];
    if (!shown)
        return;
    put(text, "%s\n", shown == report->finding_count ? _("Findings:") : _("The gravest findings:"));
    for (size_t i = 0; i < shown; i++) {
        put(text, "  %2zu. %s: ", i + 1, severity_label(report->findings[i].severity));
        put_safely(text, report->findings[i].message);
        put(text, "\n");
    }
    const size_t more = report->finding_count - shown;
    if (more)
        put(text, dngettext("cpts-coverage", "      and %s more.", "      and %s more.", more),
            count(text, cell, more));
    put(text, more ? "\n\n" : "\n");
    put(text, "%s\n",
        _("All of it: -o FOLDER, or --geojson FILE for a map, --json FILE for a full report, "
          "--csv FOLDER for tables."));
}

cpts_status cpts_write_text(const struct cpts_report *report, struct output_file *file)
{
    struct text text = {report, file, cpts_number_style(), report->region->units.has_population};
    put_verdict(&text);
    put_facts(&text);
    put_totals(&text);
    put_rules(&text);
    put_worst(&text);
    return CPTS_OK;
}
