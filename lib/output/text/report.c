/*
 * The summary for people: the verdict, what it rests on, the gravest findings, and where to see
 * the rest. Names come from files and go to a terminal: their control characters do not.
 */
#include <math.h>
#include <string.h>

#include "output/output.h"
#include "output/text/headline.h"
#include "output/text/history_text.h"
#include "output/text/profile.h"
#include "output/text/snap_text.h"
#include "output/text/words.h"

#define WORST_SHOWN 10

struct text {
    struct prose prose;
    const struct cpts_report *report;
    bool has_population;
};

static struct prose_row measure_row(const struct text *text, const char *label, double area_m2,
                                    double population)
{
    const cpts_totals *totals = &text->report->totals;
    struct prose_row row = {0};
    cpts_row_set(&row, 0, label);
    cpts_row_set(&row, 1, cpts_prose_area(&text->prose, row.cells[1], area_m2));
    cpts_row_set(&row, 2, cpts_prose_percent(&text->prose, row.cells[2], area_m2, totals->area_m2));
    cpts_row_set(&row, 3, cpts_prose_number(&text->prose, row.cells[3], round(population), 0));
    cpts_row_set(&row, 4,
                 cpts_prose_percent(&text->prose, row.cells[4], population, totals->population));
    return row;
}

/* Coverage adds up from one class to the next. */
static void put_totals(struct text *text)
{
    const cpts_totals *totals = &text->report->totals;
    struct prose_row rows[6 + CPTS_LIFE_COUNT] = {{{{0}}}};
    int used = 3;
    cpts_row_set(&rows[0], 1, _("area (km²)"));
    cpts_row_set(&rows[0], 2, "%");
    cpts_row_set(&rows[0], 3, _("inhabitants"));
    cpts_row_set(&rows[0], 4, "%");
    rows[1] = measure_row(text, _("region"), totals->area_m2, totals->population);
    rows[2] = measure_row(text, _("covered"), totals->covered_area_m2, totals->covered_population);
    /* The last class is all that is covered, which is already printed. */
    for (int life = 0; text->report->region->perimeters.has_lives && life < CPTS_LIFE_UNKNOWN;
         life++)
        rows[used++] = measure_row(text, cpts_life_words((cpts_life)life),
                                   text->report->counts.life_area_m2[life],
                                   text->report->counts.life_population[life]);
    rows[used++] =
        measure_row(text, _("white zones"), totals->white_area_m2, totals->white_population);
    rows[used++] =
        measure_row(text, _("overlaps"), totals->overlap_area_m2, totals->overlap_population);
    rows[used] = measure_row(text, _("outside the region"), totals->outside_area_m2, NAN);
    cpts_row_set(&rows[used++], 2, "–"); /* it is not part of the region */
    cpts_prose_table(&text->prose, rows, used, text->has_population ? 5 : 3);
}

static void put_rules(struct text *text)
{
    const struct counts *counts = &text->report->counts;
    struct prose_row rows[CPTS_RULE_COUNT + 1] = {{{{0}}}};
    char said[CPTS_SAID_BYTES];
    int used = 1;
    cpts_row_set(&rows[0], 1, _("findings"));
    cpts_row_set(&rows[0], 2, _("slivers"));
    for (int r = 0; r < CPTS_RULE_COUNT; r++) {
        if (!counts->by_rule[r] && !counts->slivers[r])
            continue;
        struct prose_row *row = &rows[used++];
        cpts_row_set(row, 0, cpts_said(said, &text->prose, cpts_rule_words((cpts_rule)r)));
        cpts_row_set(row, 1, cpts_prose_count(&text->prose, row->cells[1], counts->by_rule[r]));
        cpts_row_set(row, 2, cpts_prose_count(&text->prose, row->cells[2], counts->slivers[r]));
    }
    if (used > 1)
        cpts_prose_table(&text->prose, rows, used, 3);
}

/* ---- sentences --------------------------------------------------------------------------- */

/* How much of the lists was understood: a verdict on half a file is worthless. */
static void put_understood(struct text *text)
{
    const struct cpts_region *region = text->report->region;
    char understood[CPTS_CELL_BYTES], declared[CPTS_CELL_BYTES];
    if (!region->declared_rows)
        return;
    cpts_prose_put(&text->prose, _("%s of %s declared {units} understood"),
                   cpts_prose_count(&text->prose, understood, region->understood_rows),
                   cpts_prose_count(&text->prose, declared, region->declared_rows));
    cpts_prose_put(&text->prose, "%s\n\n",
                   region->understood_rows < region->declared_rows
                       ? _("; each of the others is a finding")
                       : "");
}

/* " (357,737 inhabitants)", or nothing when nobody counted them. */
static void put_inhabitants(struct text *text, double population)
{
    char cell[CPTS_CELL_BYTES];
    if (!isfinite(population))
        return;
    const unsigned long n = (unsigned long)fmax(round(population), 0);
    cpts_prose_put(&text->prose, P_(" (%s inhabitant)", " (%s inhabitants)", n),
                   cpts_prose_number(&text->prose, cell, round(population), 0));
}

/* The gravest overlap, when it is plainly one whole unit. */
static void put_shared_unit(struct text *text)
{
    const struct cpts_report *report = text->report;
    const struct cpts_finding *overlap = NULL;
    char cell[CPTS_CELL_BYTES];
    for (size_t i = 0; i < report->finding_count && !overlap; i++)
        if (report->findings[i].rule == CPTS_RULE_OVERLAP && !report->findings[i].sliver)
            overlap = &report->findings[i];
    if (!overlap || overlap->unit_count != 1 || overlap->whole_unit_count != 1)
        return;
    cpts_prose_name(&text->prose, overlap->unit_names[0]);
    cpts_prose_put(&text->prose, " (");
    cpts_prose_name(&text->prose, overlap->units[0]);
    cpts_prose_put(&text->prose, ") ");
    cpts_prose_put(&text->prose, _("is claimed by %s perimeters"),
                   cpts_prose_count(&text->prose, cell, overlap->perimeter_count));
    put_inhabitants(text, overlap->population);
    cpts_prose_put(&text->prose, ".\n");
}

static void put_unclaimed_units(struct text *text)
{
    const struct cpts_report *report = text->report;
    const size_t unclaimed = cpts_unclaimed_units(report);
    double population = text->has_population ? 0 : NAN;
    if (!unclaimed)
        return;
    for (size_t u = 0; u < report->region->units.count; u++)
        if (!report->units[u].claim_count && isfinite(report->region->units.population[u]))
            population += report->region->units.population[u];
    cpts_prose_counted(&text->prose, "%s {unit} is in no perimeter",
                       "%s {units} are in no perimeter", unclaimed);
    put_inhabitants(text, population);
    cpts_prose_put(&text->prose, ".\n");
}

/* Perimeters of another edition bring strips along their borders by the hundred: said first. */
static void put_other_edition(struct text *text)
{
    const struct cpts_report *report = text->report;
    const size_t count = report->counts.by_rule[CPTS_RULE_OTHER_EDITION];
    const size_t perimeters = report->totals.perimeters;
    char moved[CPTS_CELL_BYTES], all[CPTS_CELL_BYTES];
    if (!count || count * 2 < perimeters || report->snap_to_units > 0)
        return;
    cpts_prose_put(&text->prose,
                   P_("%s perimeter of %s is drawn on another edition of the {units}, or "
                      "moved: see to that first, most of what follows lies along its border "
                      "(--snap-to-units 0.9 reads it as whole {units}).\n",
                      "%s of %s perimeters are drawn on another edition of the {units}, or "
                      "moved: see to that first, most of what follows lies along their "
                      "borders (--snap-to-units 0.9 reads them as whole {units}).\n",
                      count),
                   cpts_prose_count(&text->prose, moved, count),
                   cpts_prose_count(&text->prose, all, perimeters));
}

static void put_facts(struct text *text)
{
    const cpts_totals *totals = &text->report->totals;
    cpts_prose_counted(&text->prose, "%s {unit} in the region, ", "%s {units} in the region, ",
                       totals->units);
    cpts_prose_counted(&text->prose, "%s declared perimeter.", "%s declared perimeters.",
                       totals->perimeters);
    cpts_prose_put(&text->prose, "\n");
    if (text->report->snap_to_units > 0) {
        char words[512];
        cpts_prose_put(&text->prose, "%s\n",
                       cpts_snap_words(&text->prose, text->report, words, sizeof words));
    }
    put_other_edition(text);
    put_shared_unit(text);
    put_unclaimed_units(text);
    cpts_prose_put(&text->prose, "\n");
}

static void put_worst(struct text *text)
{
    const struct cpts_report *report = text->report;
    const size_t shown = report->finding_count < WORST_SHOWN ? report->finding_count : WORST_SHOWN;
    if (!shown)
        return;
    cpts_prose_put(&text->prose, "%s\n",
                   shown == report->finding_count ? _("Findings:") : _("Most serious findings:"));
    for (size_t i = 0; i < shown; i++) {
        cpts_prose_put(&text->prose, "  %2zu. %s", i + 1,
                       cpts_severity_words(report->findings[i].severity));
        cpts_prose_put(&text->prose, "%s", _(": "));
        cpts_prose_name(&text->prose, report->findings[i].message);
        cpts_prose_put(&text->prose, "\n");
    }
    const size_t more = report->finding_count - shown;
    if (more)
        cpts_prose_counted(&text->prose, "      and %s more.", "      and %s more.", more);
    cpts_prose_put(&text->prose, more ? "\n\n" : "\n");
}

cpts_status cpts_write_text(const struct cpts_report *report, struct output_file *file)
{
    struct text text = {
        .prose = cpts_prose_begin(file, &report->region->units),
        .report = report,
        .has_population = report->region->units.has_population,
    };
    cpts_prose_verdict(&text.prose, report);
    cpts_prose_put(&text.prose, "\n\n");
    put_understood(&text);
    put_facts(&text);
    cpts_prose_moved(&text.prose, report);
    cpts_prose_accepted(&text.prose, report);
    put_totals(&text);
    put_rules(&text);
    cpts_prose_profile(&text.prose, report);
    put_worst(&text);
    return CPTS_OK;
}
