/*
 * The figures and the tables of a page of what changes.
 */
#include "output/page/change.h"
#include "output/text/history_text.h"

#include <math.h>
#include <string.h>

#include "input/region/region_copy.h"
#include "output/page/cells.h"
#include "output/simulation.h"

#define LEAST_SHARE 0.01 /* of a unit: less of it is a border drawn twice */

/* ---- figures ----------------------------------------------------------------------------- */

/* "98.06% → 98.44%" with what it is. */
static void put_figure(struct page *page, const char *kind, const char *what, const char *before,
                       const char *after, const char *more)
{
    cpts_page_put(page, "<li class=\"figure");
    cpts_page_put(page, kind);
    cpts_page_put(page, "\"><span class=\"value pair\">");
    if (strcmp(before, after) != 0) {
        cpts_page_text(page, before);
        cpts_page_text_in(page, " <span aria-hidden=\"true\">→</span><span class=\"hidden\">",
                          _(", then "), "</span> ");
    }
    cpts_page_text(page, after);
    cpts_page_text_in(page, "</span><span class=\"what\">", what, "</span><span class=\"more\">");
    cpts_page_text(page, more);
    cpts_page_put(page, "</span></li>\n");
}

/* "1.20 km² before, 3.40 km² after", unless both read the same. */
static void put_areas(const struct page *page, char more[256], double before_m2, double after_m2)
{
    char was[CPTS_CELL_BYTES], is[CPTS_CELL_BYTES];
    const char *before = cpts_prose_area(&page->prose, was, before_m2);
    const char *after = cpts_prose_area(&page->prose, is, after_m2);
    if (strcmp(before, after) == 0)
        snprintf(more, 256, _("%s km², unchanged"), after);
    else
        snprintf(more, 256, _("%s km² before, %s km² after"), before, after);
}

struct measure {
    double area_m2, population;
};

static void put_measure(struct page *page, const char *kind, const char *what,
                        struct measure before, struct measure after)
{
    const cpts_totals *totals = &page->report->totals;
    const bool inhabited = page->has_population;
    char was[CPTS_CELL_BYTES], is[CPTS_CELL_BYTES], more[256];
    const char *before_words =
        inhabited ? cpts_prose_number(&page->prose, was, round(before.population), 0)
                  : cpts_page_percent(page, was, before.area_m2, totals->area_m2);
    const char *after_words = inhabited
                                  ? cpts_prose_number(&page->prose, is, round(after.population), 0)
                                  : cpts_page_percent(page, is, after.area_m2, totals->area_m2);
    put_areas(page, more, before.area_m2, after.area_m2);
    put_figure(page, kind, what, before_words, after_words, more);
}

static void put_covered(struct page *page, const cpts_totals *before, const cpts_totals *after)
{
    const bool inhabited = page->has_population;
    char was[CPTS_CELL_BYTES], is[CPTS_CELL_BYTES], more[256];
    put_areas(page, more, before->covered_area_m2, after->covered_area_m2);
    put_figure(page, "", inhabited ? _("inhabitants in a CPTS") : _("area in a CPTS"),
               inhabited
                   ? cpts_page_percent(page, was, before->covered_population, before->population)
                   : cpts_page_percent(page, was, before->covered_area_m2, before->area_m2),
               inhabited ? cpts_page_percent(page, is, after->covered_population, after->population)
                         : cpts_page_percent(page, is, after->covered_area_m2, after->area_m2),
               more);
}

static void put_errors(struct page *page)
{
    char was[CPTS_CELL_BYTES], is[CPTS_CELL_BYTES], cells[2][CPTS_CELL_BYTES], more[256];
    const size_t *by_state = page->change->difference->by_state;
    int used = snprintf(more, sizeof more,
                        P_("%s new finding", "%s new findings", by_state[CPTS_STATE_NEW]),
                        cpts_prose_count(&page->prose, cells[0], by_state[CPTS_STATE_NEW]));
    used += snprintf(more + used, sizeof more - (size_t)used, ", ");
    snprintf(more + used, sizeof more - (size_t)used,
             P_("%s resolved", "%s resolved", by_state[CPTS_STATE_RESOLVED]),
             cpts_prose_count(&page->prose, cells[1], by_state[CPTS_STATE_RESOLVED]));
    put_figure(page, "", _("errors found"),
               cpts_prose_count(&page->prose, was,
                                page->change->before->counts.findings[CPTS_SEVERITY_ERROR]),
               cpts_prose_count(&page->prose, is,
                                page->change->after->counts.findings[CPTS_SEVERITY_ERROR]),
               more);
}

cpts_status cpts_page_change_figures(struct page *page)
{
    const cpts_totals *before = &page->change->before->totals;
    const cpts_totals *after = &page->change->after->totals;
    cpts_page_text_in(page, "<section aria-label=\"", _("The region before and after"),
                      "\">\n<ul class=\"figures\">\n");
    put_covered(page, before, after);
    put_measure(page, " overlap",
                page->has_population ? _("inhabitants in several CPTS") : _("in several CPTS"),
                (struct measure){before->overlap_area_m2, before->overlap_population},
                (struct measure){after->overlap_area_m2, after->overlap_population});
    put_measure(page, " white-zone",
                page->has_population ? _("inhabitants in no CPTS") : _("in no CPTS"),
                (struct measure){before->white_area_m2, before->white_population},
                (struct measure){after->white_area_m2, after->white_population});
    put_errors(page);
    cpts_page_put(page, "</ul>\n</section>");
    return CPTS_OK;
}

/* ---- perimeters -------------------------------------------------------------------------- */

/* NULL: it is not there. */
static const struct perimeter_result *result_of(const struct cpts_report *report, uint32_t index)
{
    return index == CPTS_NONE ? NULL : &report->perimeters[index];
}

static double field_of(const struct perimeter_result *result, size_t offset)
{
    return result ? *(const double *)(const void *)((const char *)result + offset) : NAN;
}

static void put_people(struct page *page, const struct perimeter_result *const sides[2],
                       size_t offset)
{
    for (int s = 0; s < 2; s++)
        cpts_page_whole_cell(page, field_of(sides[s], offset));
}

static void put_km2(struct page *page, const struct perimeter_result *const sides[2], size_t offset)
{
    for (int s = 0; s < 2; s++)
        cpts_page_km2_cell(page, field_of(sides[s], offset));
}

static void put_classes(struct page *page, const struct perimeter_result *const sides[2])
{
    size_t classes[2] = {0};
    for (int s = 0; s < 2; s++)
        classes[s] = sides[s] ? cpts_size_class(&page->classes, sides[s]->population,
                                                sides[s]->unknown_units)
                              : 0;
    for (int s = 0; s < 2; s++)
        cpts_page_class_cell(
            page, classes[0] != classes[1] ? " class=\"number moved\"" : " class=\"number\"",
            classes[s], sides[s] ? sides[s]->unknown_units : 0);
}

static void put_perimeter(struct page *page, uint32_t before, uint32_t after)
{
    const struct page_change *change = page->change;
    const struct perimeter_result *const sides[2] = {result_of(change->before, before),
                                                     result_of(change->after, after)};
    const struct perimeters *perimeters =
        sides[1] ? &change->after->region->perimeters : &change->before->region->perimeters;
    cpts_page_name_in(page, "<tr><th scope=\"row\">", perimeters->name[sides[1] ? after : before],
                      "</th>");
    if (page->has_population) {
        put_people(page, sides, offsetof(struct perimeter_result, population));
        put_classes(page, sides);
    }
    put_km2(page, sides, offsetof(struct perimeter_result, area_m2));
    if (page->has_population)
        put_people(page, sides, offsetof(struct perimeter_result, contested_population));
    else
        put_km2(page, sides, offsetof(struct perimeter_result, contested_area_m2));
    for (int s = 0; s < 2; s++)
        cpts_page_whole_cell(page, sides[s] ? (double)sides[s]->parts : NAN);
    cpts_page_put(page, "</tr>\n");
}

static void put_pair(struct page *page, const char *before, const char *after)
{
    cpts_page_heading(page, before, true);
    cpts_page_heading(page, after, true);
}

static void put_perimeter_headings(struct page *page)
{
    cpts_page_heading(page, _("CPTS"), false);
    if (page->has_population) {
        put_pair(page, _("Inhabitants before"), _("Inhabitants after"));
        put_pair(page, _("Size before"), _("Size after"));
    }
    put_pair(page, _("Area before (km²)"), _("Area after (km²)"));
    if (page->has_population)
        put_pair(page, _("Contested before (inhab.)"), _("Contested after (inhab.)"));
    else
        put_pair(page, _("Contested before (km²)"), _("Contested after (km²)"));
    put_pair(page, _("Pieces before"), _("Pieces after"));
    cpts_page_put(page, "</tr></thead>\n<tbody>\n");
}

static bool is_subject(const struct page_change *change, const struct cpts_report *report,
                       uint32_t perimeter)
{
    return change->subject && perimeter != CPTS_NONE &&
           strcmp(report->region->perimeters.id[perimeter], change->subject) == 0;
}

/* The perimeter in question first, even when nothing of it changes. */
cpts_status cpts_page_change_perimeters(struct page *page)
{
    const struct page_change *change = page->change;
    const struct difference *difference = change->difference;
    cpts_page_section(page, "perimeters", _("CPTS touched"));
    cpts_page_table(page, _("The CPTS touched: figures and size class before and after"));
    put_perimeter_headings(page);
    if (change->subject)
        put_perimeter(page, cpts_perimeter_of_id(change->before->region, change->subject),
                      cpts_perimeter_of_id(change->after->region, change->subject));
    for (size_t i = 0; i < difference->perimeter_count; i++) {
        const struct perimeter_change *touched = &difference->perimeters[i];
        if (!is_subject(change, change->before, touched->before) &&
            !is_subject(change, change->after, touched->after))
            put_perimeter(page, touched->before, touched->after);
    }
    cpts_page_table_end(page);
    cpts_page_size_classes(page);
    cpts_page_put(page, "</section>");
    return CPTS_OK;
}

/* ---- conflicts --------------------------------------------------------------------------- */

static void put_conflict(struct page *page, const struct finding_change *found,
                         const cpts_finding *finding)
{
    char label[CPTS_CELL_BYTES];
    const bool is_good = cpts_state_is_good(found->state);
    cpts_page_put(page, "<tr><td><span class=\"severity ");
    cpts_page_put(page, is_good ? "good" : cpts_severity_name(finding->severity));
    cpts_page_text_in(page, "\">", cpts_moved_label(label, found->state, found->split_count),
                      "</span></td><td>");
    cpts_page_words(page, cpts_rule_title(finding->rule));
    cpts_page_put(page, "</td><td>");
    cpts_page_sentence(page, finding->message);
    cpts_page_put(page, "</td>");
    cpts_page_km2_cell(page, finding->area_m2);
    if (page->has_population)
        cpts_page_whole_cell(page, finding->population);
    cpts_page_put(page, "</tr>\n");
}

static void put_conflict_headings(struct page *page)
{
    cpts_page_table(page, _("The findings that change"));
    cpts_page_heading(page, _("Change"), false);
    cpts_page_heading(page, _("Finding"), false);
    cpts_page_heading(page, _("In words"), false);
    cpts_page_heading(page, _("Area (km²)"), true);
    if (page->has_population)
        cpts_page_heading(page, _("Inhabitants"), true);
    cpts_page_put(page, "</tr></thead>\n<tbody>\n");
}

cpts_status cpts_page_change_conflicts(struct page *page)
{
    const struct page_change *change = page->change;
    const struct difference *difference = change->difference;
    size_t slivers = 0, shown = 0;
    cpts_page_section(page, "findings", _("Findings that change"));
    for (size_t i = 0; i < difference->finding_count; i++) {
        const struct finding_change *found = &difference->findings[i];
        if (!cpts_change_is_shown(found))
            continue;
        const cpts_finding *finding = found->after == SIZE_MAX || found->state == CPTS_STATE_MERGED
                                          ? &change->before->findings[found->before]
                                          : &change->after->findings[found->after];
        slivers += finding->sliver;
        if (finding->sliver)
            continue;
        if (!shown++)
            put_conflict_headings(page);
        put_conflict(page, found, finding);
    }
    if (shown)
        cpts_page_table_end(page);
    else
        cpts_page_put(page, "<p>–</p>\n");
    if (slivers) {
        cpts_page_put(page, "<p class=\"hint\">");
        cpts_page_counted(page, "and %s sliver", "and %s slivers", slivers);
        cpts_page_put(page, "</p>\n");
    }
    cpts_page_put(page, "</section>");
    return CPTS_OK;
}

/* ---- units ------------------------------------------------------------------------------- */

static double share_of(const struct cpts_report *report, uint32_t unit, const char *perimeter)
{
    const struct unit_result *result = &report->units[unit];
    const struct claim *claims = report->claims + result->first_claim;
    for (size_t i = 0; i < result->claim_count; i++)
        if (strcmp(report->region->perimeters.id[claims[i].perimeter], perimeter) == 0)
            return claims[i].share;
    return 0;
}

static void note_move(struct unit_move *move, double before, double after)
{
    if (fabs(after - before) < LEAST_SHARE)
        return;
    move->kinds |= after > before ? MOVE_TAKEN : MOVE_RELEASED;
    move->before_share = fmax(move->before_share, before);
    move->after_share = fmax(move->after_share, after);
}

struct unit_move cpts_page_move(const struct page_change *change, uint32_t unit)
{
    const struct cpts_report *const sides[2] = {change->before, change->after};
    struct unit_move move = {0};
    if (change->subject) {
        note_move(&move, share_of(change->before, unit, change->subject),
                  share_of(change->after, unit, change->subject));
        return move;
    }
    for (int s = 0; s < 2; s++) {
        const struct unit_result *result = &sides[s]->units[unit];
        for (size_t i = 0; i < result->claim_count; i++) {
            const struct claim *claim = &sides[s]->claims[result->first_claim + i];
            const double there =
                share_of(sides[1 - s], unit, sides[s]->region->perimeters.id[claim->perimeter]);
            note_move(&move, s ? there : claim->share, s ? claim->share : there);
        }
    }
    return move;
}

static void put_unit(struct page *page, uint32_t unit, struct unit_move move)
{
    const struct units *units = &page->report->region->units;
    cpts_page_put(page, "<tr><td><span class=\"move ");
    cpts_page_put(page, move.kinds & MOVE_TAKEN ? "taken\">+ " : "released\">− ");
    cpts_page_text(page, move.kinds & MOVE_TAKEN ? _("taken") : _("released"));
    cpts_page_name_in(page, "</span></td><th scope=\"row\">", units->name[unit], "</th><td>");
    cpts_page_name(page, units->code[unit]);
    cpts_page_put(page, "</td>");
    if (page->has_population)
        cpts_page_whole_cell(page, units->population[unit]);
    cpts_page_percent_cell(page, move.before_share, 1);
    cpts_page_percent_cell(page, move.after_share, 1);
    cpts_page_put(page, "</tr>\n");
}

/* Of the perimeter in question. */
cpts_status cpts_page_change_units(struct page *page)
{
    size_t shown = 0;
    cpts_page_section(page, "units", _("Places taken and released"));
    for (uint32_t u = 0; u < page->report->region->units.count; u++) {
        const struct unit_move move = cpts_page_move(page->change, u);
        if (!move.kinds)
            continue;
        if (!shown++) {
            cpts_page_table(page, _("The {units} taken and released"));
            cpts_page_heading(page, _("Change"), false);
            cpts_page_heading(page, _("Name"), false);
            cpts_page_heading(page, _("Code"), false);
            if (page->has_population)
                cpts_page_heading(page, _("Inhabitants"), true);
            cpts_page_heading(page, _("Share before"), true);
            cpts_page_heading(page, _("Share after"), true);
            cpts_page_put(page, "</tr></thead>\n<tbody>\n");
        }
        put_unit(page, u, move);
    }
    if (shown)
        cpts_page_table_end(page);
    else
        cpts_page_put(page, "<p>–</p>\n");
    cpts_page_put(page, "</section>");
    return CPTS_OK;
}
