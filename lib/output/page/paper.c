/*
 * What stands on the first pages of paper, and is all there is without a script: the map, what is
 * to be decided, every finding but slivers as a table.
 */
#include <math.h>
#include <string.h>

#include "geometry/predicates.h"
#include "input/region/largest.h"
#include "output/map/plan.h"
#include "output/page/cells.h"

#define MAP_WIDTH   1180.0
#define MAP_HEIGHT  900.0
#define TOWNS       14
#define LEAST       1.2 /* drawing units from point to point */
#define UNITS_DRAWN 200 /* of more, the borders would be half of the page's bytes */
#define DECISIONS   12  /* listed beside the map; the table has all */
#define NAMES       3   /* of units in a line; the table has more */
#define TABLE_NAMES 12
#define TABLE_ROWS  2000 /* the gravest; a country has more than anybody reads on paper */
#define MANY_UNITS  5000 /* from so many on, the drawing is coarser */

/* ---- the map ----------------------------------------------------------------------------- */

static struct box box_of_region(const struct cpts_report *report)
{
    const struct shapes *shapes = &report->region->units.shapes;
    struct box box = CPTS_EMPTY_BOX;
    for (size_t p = 0; p < shapes->part_count; p++)
        if (shapes->parts[p].ring_count)
            box = cpts_box_join(box, shapes->parts[p].box);
    return box;
}

static void put_units(struct plan *plan, const char *css)
{
    const struct shapes *shapes = &plan->report->region->units.shapes;
    cpts_plan_layer(plan, css);
    for (uint32_t p = 0; p < shapes->part_count; p++)
        cpts_plan_unit(plan, p, "");
    cpts_plan_layer_end(plan);
}

static cpts_status put_layers(struct plan *plan)
{
    const struct cpts_report *report = plan->report;
    plan->svg.least = report->region->units.count < MANY_UNITS ? LEAST : 2 * LEAST;
    cpts_plan_ground(plan, true);
    cpts_plan_layer(plan, "ground");
    cpts_status status = cpts_plan_perimeters(plan, report, NULL);
    cpts_plan_layer_end(plan);
    cpts_plan_ground(plan, false);
    if (report->region->units.count <= UNITS_DRAWN)
        put_units(plan, "lines");
    cpts_plan_layer(plan, "conflicts");
    cpts_plan_findings(plan, report);
    cpts_plan_layer_end(plan);
    cpts_plan_places(plan);
    if (status == CPTS_OK)
        status = cpts_plan_towns(plan, TOWNS, NULL);
    if (status == CPTS_OK)
        status = cpts_plan_perimeter_names(plan, report);
    return status;
}

static cpts_status put_map(struct page *page)
{
    struct plan plan;
    if (!cpts_plan_open(&plan, page->report, page->file, box_of_region(page->report), MAP_WIDTH,
                        MAP_HEIGHT, _("Map of the CPTS and of the findings")))
        return CPTS_OK;
    const cpts_status status = put_layers(&plan);
    cpts_plan_close(&plan);
    cpts_page_put(page, "<ul class=\"map-keys\">\n");
    cpts_page_key(page, "t0", _("CPTS"));
    cpts_page_conflict_keys(page);
    cpts_page_put(page, "</ul>\n");
    return status;
}

/* ---- findings ---------------------------------------------------------------------------- */

/* Names separated by commas, at most so many. */
static void put_names(struct page *page, const char *const *names, size_t count, size_t most)
{
    char cell[CPTS_CELL_BYTES];
    for (size_t i = 0; i < count && i < most; i++) {
        cpts_page_put(page, i ? ", " : "");
        cpts_page_name(page, names[i]);
    }
    if (count > most)
        cpts_page_say(page, _(" and %s more"), cpts_prose_count(&page->prose, cell, count - most));
}

/* The names of the units of a finding, the most populous ones first. */
static void put_unit_names(struct page *page, const cpts_finding *finding, size_t most)
{
    const struct cpts_region *region = page->report->region;
    const struct largest first = cpts_largest_of(region, finding->units, finding->unit_count, most);
    char cell[CPTS_CELL_BYTES];
    for (size_t i = 0; i < first.count; i++) {
        cpts_page_put(page, i ? ", " : "");
        cpts_page_name(page, region->units.name[first.units[i]]);
    }
    if (finding->unit_count > first.count)
        cpts_page_say(page, _(" and %s more"),
                      cpts_prose_count(&page->prose, cell, finding->unit_count - first.count));
}

static bool is_decision(const cpts_finding *finding)
{
    return !finding->sliver && !finding->acceptance &&
           (finding->rule == CPTS_RULE_OVERLAP || finding->rule == CPTS_RULE_WHITE_ZONE);
}

static void put_inhabitants(struct page *page, const cpts_finding *finding)
{
    char cell[CPTS_CELL_BYTES];
    if (!isfinite(finding->population))
        return;
    cpts_page_put(page, finding->population_is_estimate ? " – ≈ " : " – ");
    cpts_page_say(
        page, P_("%s inhabitant", "%s inhabitants", (unsigned long)llround(finding->population)),
        cpts_prose_number(&page->prose, cell, round(finding->population), 0));
}

static void put_decision(struct page *page, const cpts_finding *finding)
{
    cpts_page_put(page, "<li><strong>");
    put_unit_names(page, finding, NAMES);
    cpts_page_put(page, "</strong>");
    put_inhabitants(page, finding);
    cpts_page_put(page, finding->perimeter_count ? "<br>" : "");
    put_names(page, finding->perimeter_names, finding->perimeter_count, finding->perimeter_count);
    cpts_page_put(page, "</li>\n");
}

static void put_decisions(struct page *page)
{
    const struct cpts_report *report = page->report;
    char cell[CPTS_CELL_BYTES];
    size_t count = 0;
    for (size_t i = 0; i < report->finding_count; i++)
        count += is_decision(&report->findings[i]);
    if (!count)
        return;
    cpts_page_text_in(page, "<h2>", _("To decide"), "</h2>\n<ol class=\"decisions\">\n");
    for (size_t i = 0, shown = 0; i < report->finding_count && shown < DECISIONS; i++)
        if (is_decision(&report->findings[i])) {
            put_decision(page, &report->findings[i]);
            shown++;
        }
    cpts_page_put(page, "</ol>\n");
    if (count > DECISIONS) {
        cpts_page_put(page, "<p>");
        cpts_page_say(page, _("and %s more, in the table"),
                      cpts_prose_count(&page->prose, cell, count - DECISIONS));
        cpts_page_put(page, "</p>\n");
    }
}

bool cpts_page_is_riddle(const cpts_finding *finding)
{
    return finding->rule == CPTS_RULE_UNKNOWN_CODE || finding->rule == CPTS_RULE_AMBIGUOUS_NAME;
}

static void put_finding(struct page *page, const cpts_finding *finding, bool is_first_riddle)
{
    cpts_page_put(page, is_first_riddle ? "<tr id=\"not-understood\">" : "<tr>");
    cpts_page_put(page, "<th scope=\"row\">");
    cpts_page_words(page, cpts_rule_title(finding->rule));
    cpts_page_text_in(page, "</th><td>", cpts_severity_words(finding->severity), "</td><td>");
    put_names(page, finding->perimeter_names, finding->perimeter_count, finding->perimeter_count);
    cpts_page_put(page, "</td><td>");
    if (finding->unit_count)
        put_unit_names(page, finding, TABLE_NAMES);
    else
        cpts_page_sentence(page, finding->message);
    cpts_page_put(page, "</td>");
    if (page->has_population)
        cpts_page_whole_cell(page, finding->population);
    cpts_page_km2_cell(page, finding->area_m2 > 0 ? finding->area_m2 : NAN);
    cpts_page_put(page, "</tr>\n");
}

static void put_table(struct page *page)
{
    const struct cpts_report *report = page->report;
    size_t slivers = 0, shown = 0, left = 0, riddles = 0;
    cpts_page_text_in(page, "<h2>", _("Findings"), "</h2>\n");
    cpts_page_table(page, _("Findings, most serious first"));
    cpts_page_heading(page, _("Finding"), false);
    cpts_page_heading(page, _("Severity"), false);
    cpts_page_heading(page, _("CPTS"), false);
    cpts_page_heading(page, _("Places"), false);
    if (page->has_population)
        cpts_page_heading(page, _("Inhabitants"), true);
    cpts_page_heading(page, _("Area (km²)"), true);
    cpts_page_put(page, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < report->finding_count; i++) {
        slivers += report->findings[i].sliver;
        if (report->findings[i].sliver)
            continue;
        const bool is_riddle = cpts_page_is_riddle(&report->findings[i]);
        if (shown++ < TABLE_ROWS)
            put_finding(page, &report->findings[i], is_riddle && !riddles++);
        else
            left++;
    }
    cpts_page_table_end(page);
    cpts_page_more(page, left);
    if (slivers) {
        cpts_page_put(page, "<p>");
        cpts_page_counted(page, "and %s sliver, two drawings of the same border: see report.json",
                          "and %s slivers, two drawings of the same border: see report.json",
                          slivers);
        cpts_page_put(page, "</p>\n");
    }
}

cpts_status cpts_page_paper(struct page *page)
{
    cpts_page_put(page, "<div id=\"paper\" class=\"paper unscripted\">\n<div class=\"front\">\n");
    const cpts_status status = put_map(page);
    put_decisions(page);
    cpts_page_put(page, "</div>\n<div class=\"findings\">\n");
    put_table(page);
    cpts_page_put(page, "</div>\n</div>");
    return status;
}
