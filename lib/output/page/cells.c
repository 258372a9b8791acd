#include "output/page/cells.h"

#include <math.h>

#define BAR_WIDTH 150.0

void cpts_page_section(struct page *page, const char *id, const char *title)
{
    cpts_page_put(page, "<section id=\"");
    cpts_page_put(page, id);
    cpts_page_put(page, "\" aria-labelledby=\"");
    cpts_page_put(page, id);
    cpts_page_put(page, "-title\">\n<h2 id=\"");
    cpts_page_put(page, id);
    cpts_page_put(page, "-title\">");
    cpts_page_words(page, title);
    cpts_page_put(page, "</h2>\n");
}

static void open_table(struct page *page, const char *scroll, const char *caption)
{
    cpts_page_put(page, "<div class=\"");
    cpts_page_put(page, scroll);
    cpts_page_put(page, "\" role=\"region\" tabindex=\"0\" aria-label=\"");
    cpts_page_words(page, caption);
    cpts_page_put(page, "\">\n<table class=\"sortable\">\n<caption class=\"hidden\">");
    cpts_page_words(page, caption);
    cpts_page_put(page, "</caption>\n<thead><tr>");
}

void cpts_page_begin_verdict(struct page *page, cpts_verdict verdict, const char *words)
{
    const bool compliant = verdict == CPTS_VERDICT_COMPLIANT;
    cpts_page_put(page,
                  compliant ? "<div class=\"verdict compliant\">" : "<div class=\"verdict\">");
    cpts_page_put(page, "<span class=\"sign\" aria-hidden=\"true\">");
    cpts_page_put(page, compliant ? "✓" : "✕");
    cpts_page_text_in(page, "</span>\n<div>\n<p><strong>", words, "</strong>");
}

void cpts_page_table(struct page *page, const char *caption)
{
    open_table(page, "scroll tall", caption);
}

void cpts_page_whole_table(struct page *page, const char *caption)
{
    open_table(page, "scroll", caption);
}

void cpts_page_table_end(struct page *page)
{
    cpts_page_put(page, "</tbody>\n</table>\n</div>\n");
}

void cpts_page_more(struct page *page, size_t left)
{
    char cell[CPTS_CELL_BYTES];
    if (!left)
        return;
    cpts_page_put(page, "<p>");
    cpts_page_say(page, _("and %s more, in report.json"),
                  cpts_prose_count(&page->prose, cell, left));
    cpts_page_put(page, "</p>\n");
}

void cpts_page_heading(struct page *page, const char *title, bool is_number)
{
    cpts_page_put(page, is_number ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">");
    cpts_page_words(page, title);
    cpts_page_put(page, "</th>");
}

/* ---- cells ------------------------------------------------------------------------------- */

/* A cell whose value a script sorts by. */
void cpts_page_cell(struct page *page, const char *kind, double value)
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

void cpts_page_whole_cell(struct page *page, double value)
{
    cpts_page_cell(page, " class=\"number\"", value);
    cpts_page_number(page, round(value), 0);
    cpts_page_put(page, "</td>");
}

void cpts_page_class_cell(struct page *page, const char *kind, size_t size_class,
                          size_t unknown_units)
{
    cpts_page_cell(page, kind, size_class ? (double)size_class : NAN);
    if (unknown_units && page->has_population)
        cpts_page_put(page, "?");
    else
        cpts_page_number(page, size_class ? (double)size_class : NAN, 0);
    cpts_page_put(page, "</td>");
}

void cpts_page_km2_cell(struct page *page, double area_m2)
{
    char cell[CPTS_CELL_BYTES];
    cpts_page_cell(page, " class=\"number\"", area_m2);
    cpts_page_text(page, cpts_prose_area(&page->prose, cell, area_m2));
    cpts_page_put(page, "</td>");
}

void cpts_page_percent_cell(struct page *page, double part, double whole)
{
    char cell[CPTS_CELL_BYTES];
    cpts_page_cell(page, " class=\"number\"", whole > 0 ? part / whole : NAN);
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
void cpts_page_bar(struct page *page, double single, double overlap, double white, double whole)
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

/* ---- legends ----------------------------------------------------------------------------- */

void cpts_page_swatch(struct page *page, const char *css)
{
    cpts_page_put(page, "<svg class=\"swatch\" viewBox=\"0 0 340 200\" aria-hidden=\"true\"><rect "
                        "class=\"");
    cpts_page_put(page, css);
    cpts_page_put(page, "\" x=\"10\" y=\"10\" width=\"320\" height=\"180\"/></svg>");
}

void cpts_page_key(struct page *page, const char *css, const char *words)
{
    cpts_page_put(page, "<li class=\"of-");
    cpts_page_put(page, css);
    cpts_page_put(page, "\">");
    cpts_page_swatch(page, css);
    cpts_page_text_in(page, " ", words, "</li>\n");
}

void cpts_page_size_classes(struct page *page)
{
    char line[CPTS_CLASS_BYTES];
    for (size_t c = 1; page->has_population && c <= page->classes.count; c++) {
        cpts_page_put(page, c == 1 ? "<p class=\"hint\">" : "<br>");
        cpts_page_sentence(page, cpts_size_class_words(&page->prose, line, &page->classes, c));
        cpts_page_put(page, c == page->classes.count ? "</p>\n" : "");
    }
    cpts_page_unknown_classes(page);
}

/* In full for each: on paper a "?" cannot be hovered over. */
void cpts_page_unknown_classes(struct page *page)
{
    const struct cpts_report *report = page->report;
    char line[CPTS_CLASS_BYTES];
    for (size_t p = 0; page->has_population && p < report->region->perimeters.count; p++) {
        const size_t unknown_units = report->perimeters[p].unknown_units;
        if (!unknown_units)
            continue;
        cpts_page_put(page, "<p class=\"hint\">? ");
        cpts_page_name(page, report->region->perimeters.name[p]);
        cpts_page_text(page, _(": "));
        cpts_page_text(page, cpts_unknown_class_words(&page->prose, line, unknown_units));
        cpts_page_put(page, "</p>\n");
    }
}

void cpts_page_conflict_keys(struct page *page)
{
    const size_t *by_rule = page->report->counts.by_rule;
    if (by_rule[CPTS_RULE_OVERLAP])
        cpts_page_key(page, "overlap", _("overlap"));
    if (by_rule[CPTS_RULE_WHITE_ZONE])
        cpts_page_key(page, "white-zone", _("white zone"));
    if (by_rule[CPTS_RULE_OUTSIDE])
        cpts_page_key(page, "outside", _("outside the region"));
}
