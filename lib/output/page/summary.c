/*
 * The top of the page: the verdict in a sentence, and the key figures.
 */
#include <math.h>

#include "output/output.h"
#include "output/page/cells.h"
#include "output/page/page.h"
#include "output/text/headline.h"

/* ---- verdict ----------------------------------------------------------------------------- */

/* "2 overlaps, 7 white zones". */
static void put_conflicts(struct page *page)
{
    const size_t overlaps = page->report->counts.by_rule[CPTS_RULE_OVERLAP];
    const size_t white = page->report->counts.by_rule[CPTS_RULE_WHITE_ZONE];
    cpts_page_counted(page, "%s overlap", "%s overlaps", overlaps);
    cpts_page_put(page, ", ");
    cpts_page_counted(page, "%s white zone", "%s white zones", white);
}

static void put_sentence(struct page *page)
{
    const cpts_totals *totals = &page->report->totals;
    char covered[CPTS_CELL_BYTES], several[CPTS_CELL_BYTES], none[CPTS_CELL_BYTES];
    cpts_page_put(page, "<p>");
    if (page->has_population)
        cpts_page_say(
            page, _("%s of the inhabitants live in a CPTS; %s live in several, %s in none."),
            cpts_page_percent(page, covered, totals->covered_population, totals->population),
            cpts_prose_number(&page->prose, several, round(totals->overlap_population), 0),
            cpts_prose_number(&page->prose, none, round(totals->white_population), 0));
    else
        cpts_page_say(page, _("%s of the area is in a CPTS; %s km² are in several, %s in none."),
                      cpts_page_percent(page, covered, totals->covered_area_m2, totals->area_m2),
                      cpts_prose_area(&page->prose, several, totals->overlap_area_m2),
                      cpts_prose_area(&page->prose, none, totals->white_area_m2));
    cpts_page_put(page, "</p>\n");
}

static void put_counts(struct page *page)
{
    cpts_page_put(page, "<p>");
    cpts_prose_counts(&page->prose, page->report);
    cpts_page_put(page, ".</p>\n");
}

/* How much of the lists the verdict stands on, and the way to what it does not. */
static void put_understood(struct page *page)
{
    const struct cpts_report *report = page->report;
    const size_t declared = report->region->declared_rows;
    const size_t understood = report->region->understood_rows;
    char some[CPTS_CELL_BYTES], all[CPTS_CELL_BYTES];
    bool is_listed = false;
    if (!declared)
        return;
    for (size_t i = 0; i < report->finding_count && !is_listed; i++)
        is_listed = cpts_page_is_riddle(&report->findings[i]);
    is_listed = is_listed && understood < declared;
    cpts_page_put(page,
                  is_listed ? "<p class=\"understood lacking\">" : "<p class=\"understood\">");
    cpts_page_say(page, _("%s of %s declared {units} understood"),
                  cpts_prose_count(&page->prose, some, understood),
                  cpts_prose_count(&page->prose, all, declared));
    if (is_listed) {
        cpts_page_text(page, _("; "));
        cpts_page_text_in(page, "<a href=\"#not-understood\">", _("see those that are not"),
                          "</a>");
    }
    cpts_page_put(page, ".</p>\n");
}

cpts_status cpts_page_verdict(struct page *page)
{
    const cpts_verdict verdict = page->report->verdict;
    cpts_page_begin_verdict(
        page, verdict, verdict == CPTS_VERDICT_COMPLIANT ? _("Compliant") : _("Not compliant"));
    cpts_page_text(page, _(": "));
    put_conflicts(page);
    cpts_page_put(page, "</p>\n");
    put_sentence(page);
    put_counts(page);
    put_understood(page);
    cpts_page_put(page, "</div>\n</div>");
    return CPTS_OK;
}

/* ---- key figures ------------------------------------------------------------------------- */

static void open_figure(struct page *page, const char *kind)
{
    cpts_page_put(page, "<li class=\"figure");
    cpts_page_put(page, kind);
    cpts_page_put(page, "\"><span class=\"value\">");
}

static void put_kind(struct page *page, const char *what)
{
    cpts_page_text_in(page, "</span><span class=\"what\">", what, "</span><span class=\"more\">");
}

static void close_figure(struct page *page)
{
    cpts_page_put(page, "</span></li>\n");
}

/* Inhabitants, or square kilometres when nobody is counted; and what it is of the whole. */
static void put_measure(struct page *page, const char *kind, const char *what, double area_m2,
                        double population)
{
    const cpts_totals *totals = &page->report->totals;
    char cell[CPTS_CELL_BYTES], share[CPTS_CELL_BYTES];
    open_figure(page, kind);
    if (page->has_population)
        cpts_page_number(page, round(population), 0);
    else
        cpts_page_say(page, _("%s km²"), cpts_prose_area(&page->prose, cell, area_m2));
    put_kind(page, what);
    if (page->has_population)
        cpts_page_say(page, _("%s of the inhabitants, %s km²"),
                      cpts_page_percent(page, share, population, totals->population),
                      cpts_prose_area(&page->prose, cell, area_m2));
    else
        cpts_page_say(page, _("%s of the area"),
                      cpts_page_percent(page, share, area_m2, totals->area_m2));
    close_figure(page);
}

static void put_covered(struct page *page)
{
    const cpts_totals *totals = &page->report->totals;
    char cell[CPTS_CELL_BYTES], whole[CPTS_CELL_BYTES];
    open_figure(page, "");
    cpts_page_text(
        page, page->has_population
                  ? cpts_page_percent(page, cell, totals->covered_population, totals->population)
                  : cpts_page_percent(page, cell, totals->covered_area_m2, totals->area_m2));
    put_kind(page, page->has_population ? _("inhabitants in a CPTS") : _("area in a CPTS"));
    if (page->has_population)
        cpts_page_say(page, _("%s of %s inhabitants"),
                      cpts_prose_number(&page->prose, cell, round(totals->covered_population), 0),
                      cpts_prose_number(&page->prose, whole, round(totals->population), 0));
    else
        cpts_page_say(page, _("%s of %s km²"),
                      cpts_prose_area(&page->prose, cell, totals->covered_area_m2),
                      cpts_prose_area(&page->prose, whole, totals->area_m2));
    close_figure(page);
}

static void put_perimeters(struct page *page)
{
    const cpts_totals *totals = &page->report->totals;
    const size_t unclaimed = cpts_unclaimed_units(page->report);
    open_figure(page, "");
    cpts_page_number(page, (double)totals->perimeters, 0);
    put_kind(page, _("CPTS"));
    cpts_page_counted(page, "%s {unit} in the region, ", "%s {units} in the region, ",
                      totals->units);
    cpts_page_counted(page, "%s in no CPTS", "%s in no CPTS", unclaimed);
    close_figure(page);
}

static bool has_life(const struct perimeters *perimeters, cpts_life life)
{
    bool found = false;
    for (size_t p = 0; p < perimeters->count && !found; p++)
        found = perimeters->life[p] == life;
    return found;
}

/* What is covered, the firmest CPTS first, each with those before it; the others if there are. */
static void put_lives(struct page *page)
{
    const cpts_totals *totals = &page->report->totals;
    const bool has_others = has_life(&page->report->region->perimeters, CPTS_LIFE_UNKNOWN);
    char cell[CPTS_CELL_BYTES];
    cpts_page_text_in(page, "<ul class=\"classes\" aria-label=\"",
                      _("Covered, by status of the CPTS"), "\">\n");
    for (int life = 0; life < (has_others ? CPTS_LIFE_COUNT : CPTS_LIFE_UNKNOWN); life++) {
        const bool inhabited = page->has_population;
        cpts_page_text_in(page, "<li><strong>",
                          cpts_page_percent(page, cell,
                                            inhabited ? page->report->counts.life_population[life]
                                                      : page->report->counts.life_area_m2[life],
                                            inhabited ? totals->population : totals->area_m2),
                          "</strong> ");
        cpts_page_text(page, cpts_life_words((cpts_life)life));
        cpts_page_put(page, "</li>\n");
    }
    cpts_page_put(page, "</ul>\n");
}

cpts_status cpts_page_figures(struct page *page)
{
    const cpts_totals *totals = &page->report->totals;
    cpts_page_text_in(page, "<section id=\"figures\" aria-label=\"", _("Key figures"),
                      "\">\n<ul class=\"figures\">\n");
    put_covered(page);
    put_measure(page, " overlap",
                page->has_population ? _("inhabitants in several CPTS") : _("in several CPTS"),
                totals->overlap_area_m2, totals->overlap_population);
    put_measure(page, " white-zone",
                page->has_population ? _("inhabitants in no CPTS") : _("in no CPTS"),
                totals->white_area_m2, totals->white_population);
    put_perimeters(page);
    cpts_page_put(page, "</ul>\n");
    if (page->report->region->perimeters.has_lives)
        put_lives(page);
    cpts_page_put(page, "</section>");
    return CPTS_OK;
}
