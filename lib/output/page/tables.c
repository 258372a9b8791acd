/*
 * The tables of the page: coverage by département, or by the group asked for; the CPTS, with
 * their size classes.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "input/sources/text.h"
#include "output/page/cells.h"
#include "output/text/place_title.h"

/* ---- groups ------------------------------------------------------------------------------ */

static void put_group(struct page *page, const struct group_result *group)
{
    char words[CPTS_GROUP_BYTES];
    const bool inhabited = page->has_population;
    const double whole = inhabited ? group->population : group->area_m2;
    const double white = inhabited ? group->white_population : group->white_area_m2;
    const double overlap = inhabited ? group->overlap_population : group->overlap_area_m2;
    cpts_page_name_in(page, "<tr><th scope=\"row\">",
                      cpts_group_words(words, page->report->region, group->group), "</th>");
    cpts_page_whole_cell(page, (double)group->units);
    if (inhabited)
        cpts_page_whole_cell(page, group->population);
    cpts_page_km2_cell(page, group->area_m2);
    cpts_page_bar(page, whole - white - overlap, overlap, white, whole);
    cpts_page_percent_cell(page, whole - white, whole);
    if (inhabited) {
        cpts_page_whole_cell(page, white);
        cpts_page_whole_cell(page, overlap);
    } else {
        cpts_page_km2_cell(page, white);
        cpts_page_km2_cell(page, overlap);
    }
    cpts_page_put(page, "</tr>\n");
}

cpts_status cpts_page_groups(struct page *page)
{
    const struct cpts_report *report = page->report;
    cpts_page_section(page, "groups", _("Coverage by {group}"));
    cpts_page_table(page, _("Coverage by {group} {of units}"));
    cpts_page_heading(page, _("{Group}"), false);
    cpts_page_heading(page, _("{Units}"), true);
    if (page->has_population)
        cpts_page_heading(page, _("Inhabitants"), true);
    cpts_page_heading(page, _("Area (km²)"), true);
    cpts_page_put(page, "<td aria-hidden=\"true\"></td>");
    cpts_page_heading(page, _("Covered"), true);
    cpts_page_heading(page, page->has_population ? _("In no CPTS (inhab.)") : _("In no CPTS (km²)"),
                      true);
    cpts_page_heading(
        page, page->has_population ? _("In several CPTS (inhab.)") : _("In several CPTS (km²)"),
        true);
    cpts_page_put(page, "</tr></thead>\n<tbody>\n");
    for (size_t g = 0; g < report->group_count; g++)
        put_group(page, &report->groups[g]);
    cpts_page_table_end(page);
    cpts_page_put(page, "</section>");
    return CPTS_OK;
}

/* ---- CPTS -------------------------------------------------------------------------------- */

/* What its status says, and the life-cycle class that the check took it for. */
static void put_status_cell(struct page *page, size_t index)
{
    const struct perimeters *perimeters = &page->report->region->perimeters;
    const char *status = perimeters->status[index];
    const char *life = cpts_life_title(perimeters->life[index]);
    char said[256], meant[256];
    cpts_page_put(page, "<td>");
    cpts_page_name(page, *status ? status : "–");
    cpts_text_fold(said, sizeof said, status);
    cpts_text_fold(meant, sizeof meant, life);
    if (*life && strcmp(said, meant) != 0)
        cpts_page_text_in(page, "<br><small>", life, "</small>");
    cpts_page_put(page, "</td>");
}

/* Dates as the list writes them. */
static void put_dates_cell(struct page *page, size_t index)
{
    const struct perimeters *perimeters = &page->report->region->perimeters;
    const char *from = perimeters->from[index], *to = perimeters->to[index];
    cpts_page_put(page, "<td>");
    if (*from)
        cpts_page_say(page, _("from %s"), from);
    if (*from && *to)
        cpts_page_put(page, "<br>");
    if (*to)
        cpts_page_say(page, _("to %s"), to);
    cpts_page_put(page, *from || *to ? "</td>" : "–</td>");
}

static bool any_text(const char *const *texts, size_t count)
{
    bool found = false;
    for (size_t i = 0; i < count && !found; i++)
        found = *texts[i];
    return found;
}

/* A list of names alone gives none: the ids are the names. */
static bool has_ids(const struct perimeters *perimeters)
{
    bool found = false;
    for (size_t i = 0; i < perimeters->count && !found; i++)
        found = strcmp(perimeters->id[i], perimeters->name[i]) != 0;
    return found;
}

static void put_perimeter(struct page *page, size_t index)
{
    const struct perimeters *perimeters = &page->report->region->perimeters;
    const struct perimeter_result *result = &page->report->perimeters[index];
    const size_t size_class =
        cpts_size_class(&page->classes, result->population, result->unknown_units);
    const bool inhabited = page->has_population;
    const double whole = inhabited ? result->population : result->area_m2;
    const double contested = inhabited ? result->contested_population : result->contested_area_m2;
    char row[64];
    snprintf(row, sizeof row, "<tr data-perimeter=\"%zu\"><th scope=\"row\">", index);
    cpts_page_put(page, row);
    cpts_page_name(page, perimeters->name[index]);
    cpts_page_put(page, "</th>");
    if (page->has_ids)
        cpts_page_name_in(page, "<td>", perimeters->id[index], "</td>");
    if (page->has_status)
        put_status_cell(page, index);
    if (page->has_dates)
        put_dates_cell(page, index);
    cpts_page_whole_cell(page, (double)result->claim_count);
    if (inhabited) {
        cpts_page_whole_cell(page, result->population);
        cpts_page_class_cell(page, " class=\"number\"", size_class, result->unknown_units);
    }
    cpts_page_km2_cell(page, result->area_m2);
    cpts_page_bar(page, whole - contested, contested, 0, whole);
    cpts_page_percent_cell(page, contested, whole);
    cpts_page_km2_cell(page, result->outside_area_m2);
    cpts_page_put(page, "</tr>\n");
}

static void put_classes(struct page *page)
{
    const struct cpts_report *report = page->report;
    char line[CPTS_CLASS_BYTES];
    cpts_page_put(page, "<ul class=\"classes\">\n");
    for (size_t c = 0; c < page->classes.count; c++) {
        size_t count = 0;
        for (size_t p = 0; p < report->region->perimeters.count; p++)
            count += cpts_size_class(&page->classes, report->perimeters[p].population,
                                     report->perimeters[p].unknown_units) == c + 1;
        cpts_page_put(page, "<li><strong>");
        cpts_page_number(page, (double)count, 0);
        cpts_page_put(page, "</strong> ");
        cpts_page_sentence(page, cpts_size_class_words(&page->prose, line, &page->classes, c + 1));
        cpts_page_put(page, "</li>\n");
    }
    cpts_page_put(page, "</ul>\n");
}

static void put_perimeter_headings(struct page *page)
{
    cpts_page_heading(page, _("Name"), false);
    if (page->has_ids)
        cpts_page_heading(page, _("Identifier"), false);
    if (page->has_status)
        cpts_page_heading(page, _("Status"), false);
    if (page->has_dates)
        cpts_page_heading(page, _("In force"), false);
    cpts_page_heading(page, _("{Units}"), true);
    if (page->has_population) {
        cpts_page_heading(page, _("Inhabitants"), true);
        cpts_page_heading(page, _("Size"), true);
    }
    cpts_page_heading(page, _("Area (km²)"), true);
    cpts_page_put(page, "<td aria-hidden=\"true\"></td>");
    cpts_page_heading(page, _("Contested"), true);
    cpts_page_heading(page, _("Outside (km²)"), true);
}

cpts_status cpts_page_perimeters(struct page *page)
{
    const struct perimeters *perimeters = &page->report->region->perimeters;
    page->has_ids = has_ids(perimeters);
    page->has_status = perimeters->has_lives || any_text(perimeters->status, perimeters->count);
    page->has_dates = any_text(perimeters->from, perimeters->count) ||
                      any_text(perimeters->to, perimeters->count);
    cpts_page_section(page, "perimeters", _("CPTS by CPTS"));
    if (page->has_population) {
        put_classes(page);
        cpts_page_unknown_classes(page);
    }
    cpts_page_table(page, _("The CPTS: size and contested share"));
    put_perimeter_headings(page);
    cpts_page_put(page, "</tr></thead>\n<tbody>\n");
    for (size_t p = 0; p < perimeters->count; p++)
        put_perimeter(page, p);
    cpts_page_table_end(page);
    cpts_page_put(page, "</section>");
    return CPTS_OK;
}
