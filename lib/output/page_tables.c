/*
 * The tables of the page: coverage by département, or by the group asked for; the CPTS, with
 * their size classes.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "page.h"

#define BAR_WIDTH 150.0

static void open_section(struct page *page, const char *id, const char *title)
{
    cpts_page_put(page, "<section id=\"");
    cpts_page_put(page, id);
    cpts_page_put(page, "\" aria-labelledby=\"");
    cpts_page_put(page, id);
    cpts_page_put(page, "-title\">\n<h2 id=\"");
    cpts_page_put(page, id);
    cpts_page_put(page, "-title\">");
    cpts_page_text(page, title);
    cpts_page_put(page, "</h2>\n");
}

static void open_table(struct page *page, const char *caption)
{
    cpts_page_put(page, "<div class=\"scroll tall\" role=\"region\" tabindex=\"0\" aria-label=\"");
    cpts_page_text(page, caption);
    cpts_page_put(page, "\">\n<table class=\"sortable\">\n<caption class=\"hidden\">");
    cpts_page_text(page, caption);
    cpts_page_put(page, "</caption>\n<thead><tr>");
}

static void close_table(struct page *page)
{
    cpts_page_put(page, "</tbody>\n</table>\n</div>\n</section>");
}

static void put_heading(struct page *page, const char *title, bool is_number)
{
    cpts_page_put(page, is_number ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">");
    cpts_page_text(page, title);
    cpts_page_put(page, "</th>");
}

/* ---- cells ------------------------------------------------------------------------------- */

/* A cell whose value a script sorts by. */
static void open_cell(struct page *page, const char *kind, double value)
{
    char number[CPTS_NUMBER_ROOM];
    cpts_page_put(page, "<td");
    cpts_page_put(page, kind);
    if (isfinite(value)) {
        cpts_page_put(page, " data-value=\"");
        cpts_file_bytes(page->file, number, cpts_number_double(number, value));
        cpts_page_put(page, "\"");
    }
    cpts_page_put(page, ">");
}

static void put_whole_cell(struct page *page, double value)
{
    open_cell(page, " class=\"number\"", value);
    cpts_page_number(page, round(value), 0);
    cpts_page_put(page, "</td>");
}

static void put_km2_cell(struct page *page, double area_m2)
{
    char cell[CPTS_CELL_BYTES];
    open_cell(page, " class=\"number\"", area_m2);
    cpts_page_text(page, cpts_prose_area(&page->prose, cell, area_m2));
    cpts_page_put(page, "</td>");
}

static void put_percent_cell(struct page *page, double part, double whole)
{
    char cell[CPTS_CELL_BYTES];
    open_cell(page, " class=\"number\"", whole > 0 ? part / whole : NAN);
    cpts_page_text(page, cpts_page_percent(page, cell, part, whole));
    cpts_page_put(page, "</td>");
}

/* ---- bars -------------------------------------------------------------------------------- */

static void put_piece(struct page *page, const char *kind, double from, double width)
{
    if (!(width > 0))
        return;
    char piece[160];
    snprintf(piece, sizeof piece,
             "<rect class=\"%s\" x=\"%.1f\" y=\"0\" width=\"%.1f\" height=\"12\"/>", kind, from,
             fmax(width, 1));
    cpts_page_put(page, piece);
}

/* The shares of a whole, one beside the other; the cells say them in figures. */
static void put_bar(struct page *page, double single, double overlap, double white, double whole)
{
    const double scale = whole > 0 ? BAR_WIDTH / whole : 0;
    cpts_page_put(page, "<td><svg class=\"bar\" viewBox=\"0 0 150 12\" aria-hidden=\"true\" "
                        "preserveAspectRatio=\"none\"><rect class=\"all\" width=\"150\" "
                        "height=\"12\"/>");
    put_piece(page, "covered", 0, single * scale);
    put_piece(page, "overlap", single * scale, overlap * scale);
    put_piece(page, "white-zone", (single + overlap) * scale, white * scale);
    cpts_page_put(page, "</svg></td>");
}

/* ---- groups ------------------------------------------------------------------------------ */

static void put_group(struct page *page, const struct group_result *group)
{
    const bool inhabited = page->has_population;
    const double whole = inhabited ? group->population : group->area_m2;
    const double white = inhabited ? group->white_population : group->white_area_m2;
    const double overlap = inhabited ? group->overlap_population : group->overlap_area_m2;
    cpts_page_put(page, "<tr><th scope=\"row\">");
    cpts_page_name(page, *group->group ? group->group : "–");
    cpts_page_put(page, "</th>");
    put_whole_cell(page, (double)group->units);
    if (inhabited)
        put_whole_cell(page, group->population);
    put_km2_cell(page, group->area_m2);
    put_bar(page, whole - white - overlap, overlap, white, whole);
    put_percent_cell(page, whole - white, whole);
    if (inhabited) {
        put_whole_cell(page, white);
        put_whole_cell(page, overlap);
    } else {
        put_km2_cell(page, white);
        put_km2_cell(page, overlap);
    }
    cpts_page_put(page, "</tr>\n");
}

cpts_status cpts_page_groups(struct page *page)
{
    const struct cpts_report *report = page->report;
    open_section(page, "groups", _("Coverage by département"));
    open_table(page, _("Coverage by département, or by the group of units asked for"));
    put_heading(page, _("Département"), false);
    put_heading(page, _("Units"), true);
    if (page->has_population)
        put_heading(page, _("Inhabitants"), true);
    put_heading(page, _("Area (km²)"), true);
    cpts_page_put(page, "<td aria-hidden=\"true\"></td>");
    put_heading(page, _("Covered"), true);
    put_heading(page, page->has_population ? _("In no CPTS (inhab.)") : _("In no CPTS (km²)"),
                true);
    put_heading(page,
                page->has_population ? _("In several CPTS (inhab.)") : _("In several CPTS (km²)"),
                true);
    cpts_page_put(page, "</tr></thead>\n<tbody>\n");
    for (size_t g = 0; g < report->group_count; g++)
        put_group(page, &report->groups[g]);
    close_table(page);
    return CPTS_OK;
}

/* ---- CPTS -------------------------------------------------------------------------------- */

/* What its status says, and the class of life that the check took it for. */
static void put_status_cell(struct page *page, size_t index)
{
    const struct perimeters *perimeters = &page->report->region->perimeters;
    const char *status = perimeters->status[index];
    const char *life = cpts_life_title(perimeters->life[index]);
    cpts_page_put(page, "<td>");
    cpts_page_name(page, *status ? status : "–");
    if (*life && strcmp(life, status) != 0) {
        cpts_page_put(page, "<br><small>");
        cpts_page_text(page, life);
        cpts_page_put(page, "</small>");
    }
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

static void put_perimeter(struct page *page, size_t index)
{
    const struct perimeters *perimeters = &page->report->region->perimeters;
    const struct perimeter_result *result = &page->report->perimeters[index];
    const size_t size_class = cpts_size_class(&page->classes, result->population);
    const bool inhabited = page->has_population;
    const double whole = inhabited ? result->population : result->area_m2;
    const double contested = inhabited ? result->contested_population : result->contested_area_m2;
    cpts_page_put(page, "<tr><th scope=\"row\">");
    cpts_page_name(page, perimeters->name[index]);
    cpts_page_put(page, "</th><td>");
    cpts_page_name(page, perimeters->id[index]);
    cpts_page_put(page, "</td>");
    if (page->has_status)
        put_status_cell(page, index);
    if (page->has_dates)
        put_dates_cell(page, index);
    put_whole_cell(page, (double)result->claim_count);
    if (inhabited) {
        put_whole_cell(page, result->population);
        put_whole_cell(page, size_class ? (double)size_class : NAN);
    }
    put_km2_cell(page, result->area_m2);
    put_bar(page, whole - contested, contested, 0, whole);
    put_percent_cell(page, contested, whole);
    put_km2_cell(page, result->outside_area_m2);
    cpts_page_put(page, "</tr>\n");
}

static void put_classes(struct page *page)
{
    const struct cpts_report *report = page->report;
    char from[CPTS_CELL_BYTES], to[CPTS_CELL_BYTES];
    cpts_page_put(page, "<ul class=\"classes\">\n");
    for (size_t c = 0; c < page->classes.count; c++) {
        size_t count = 0;
        for (size_t p = 0; p < report->region->perimeters.count; p++)
            count += cpts_size_class(&page->classes, report->perimeters[p].population) == c + 1;
        cpts_prose_number(&page->prose, from, page->classes.from_inhabitants[c], 0);
        cpts_page_put(page, "<li><strong>");
        cpts_page_number(page, (double)count, 0);
        cpts_page_put(page, "</strong> ");
        if (c + 1 == page->classes.count)
            cpts_page_say(page, _("of size %zu, from %s inhabitants"), c + 1, from);
        else
            cpts_page_say(
                page, _("of size %zu, under %s inhabitants"), c + 1,
                cpts_prose_number(&page->prose, to, page->classes.from_inhabitants[c + 1], 0));
        cpts_page_put(page, "</li>\n");
    }
    cpts_page_put(page, "</ul>\n");
}

static void put_perimeter_headings(struct page *page)
{
    put_heading(page, _("Name"), false);
    put_heading(page, _("Identifier"), false);
    if (page->has_status)
        put_heading(page, _("Status"), false);
    if (page->has_dates)
        put_heading(page, _("In force"), false);
    put_heading(page, _("Units"), true);
    if (page->has_population) {
        put_heading(page, _("Inhabitants"), true);
        put_heading(page, _("Size"), true);
    }
    put_heading(page, _("Area (km²)"), true);
    cpts_page_put(page, "<td aria-hidden=\"true\"></td>");
    put_heading(page, _("Contested"), true);
    put_heading(page, _("Outside (km²)"), true);
}

cpts_status cpts_page_perimeters(struct page *page)
{
    const struct perimeters *perimeters = &page->report->region->perimeters;
    page->has_status = perimeters->has_lives || any_text(perimeters->status, perimeters->count);
    page->has_dates = any_text(perimeters->from, perimeters->count) ||
                      any_text(perimeters->to, perimeters->count);
    open_section(page, "perimeters", _("CPTS by CPTS"));
    if (page->has_population)
        put_classes(page);
    open_table(page, _("The CPTS: size and contested share"));
    put_perimeter_headings(page);
    cpts_page_put(page, "</tr></thead>\n<tbody>\n");
    for (size_t p = 0; p < perimeters->count; p++)
        put_perimeter(page, p);
    close_table(page);
    return CPTS_OK;
}
