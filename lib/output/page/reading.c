/*
 * What the page stands on: when and with what it was made, the layers read, the options.
 */
#include <math.h>

#include "common/clock.h"
#include "geometry/lands.h"
#include "output/output.h"
#include "output/page/page.h"
#include "output/text/history_text.h"
#include "output/text/place_title.h"
#include "output/text/snap_text.h"
#include "output/text/words.h"

cpts_status cpts_page_made(struct page *page)
{
    char time[32], date[64];
    cpts_output_time(page->context, time, sizeof time);
    cpts_page_say(page, _("Checked on %s at %.5s UTC with cpts-coverage %s"),
                  cpts_date_words(date, sizeof date, time), time + 11, cpts_version());
    return CPTS_OK;
}

static const char *role_words(const char *role)
{
    if (strcmp(role, "units") == 0)
        return _("{units}");
    if (strcmp(role, "perimeters") == 0)
        return _("declared perimeters");
    if (strcmp(role, "indicators") == 0)
        return _("indicators");
    if (strcmp(role, "territories") == 0)
        return _("other territories");
    if (strcmp(role, "ground") == 0)
        return _("map ground");
    return _("declared codes");
}

static cpts_status put_inputs(struct page *page)
{
    struct cpts_region *region = page->report->region;
    cpts_page_text_in(page, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"",
                      _("Layers that were read"), "\">\n<table><thead><tr><th scope=\"col\">");
    cpts_page_text(page, _("File"));
    cpts_page_text_in(page, "</th><th scope=\"col\">", _("Role"),
                      "</th><th scope=\"col\" class=\"number\">");
    cpts_page_text(page, _("Features"));
    cpts_page_text_in(page, "</th><th scope=\"col\">", _("CRS"), "</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < region->source_count; i++) {
        struct source *source = &region->sources[i];
        const cpts_status status = cpts_source_digest(region, source);
        if (status != CPTS_OK)
            return status;
        cpts_page_put(page, "<tr><td>");
        cpts_page_name(page, source->path);
        if (source->layer && *source->layer) {
            cpts_page_put(page, ", ");
            cpts_page_name(page, source->layer);
        }
        cpts_page_source_decisions(page, source);
        if (source->sha256[0]) {
            cpts_page_text_in(page, "<br><code>SHA-256 ", source->sha256, "</code>");
        }
        cpts_page_put(page, "</td><td>");
        cpts_page_words(page, role_words(source->role));
        cpts_page_put(page, "</td><td class=\"number\">");
        cpts_page_number(page, (double)source->features, 0);
        cpts_page_text_in(page, "</td><td>", source->crs && *source->crs ? source->crs : "–",
                          "</td></tr>\n");
    }
    cpts_page_put(page, "</tbody></table>\n</div>\n");
    return CPTS_OK;
}

static void put_term(struct page *page, const char *term)
{
    cpts_page_text_in(page, "<dt>", term, "</dt><dd>");
}

/* Which communes the units are: those between two moves. */
static void put_edition(struct page *page, const struct cpts_region *region)
{
    const bool since = region->since && *region->since, until = region->until && *region->until;
    if (!since && !until)
        return;
    char from[64], to[64];
    cpts_date_words(from, sizeof from, since ? region->since : "");
    cpts_date_words(to, sizeof to, until ? region->until : "");
    put_term(page, _("Edition of the units"));
    if (since && until)
        cpts_page_say(page, _("communes from %s to %s"), from, to);
    else if (since)
        cpts_page_say(page, _("communes from %s"), from);
    else
        cpts_page_say(page, _("communes before %s"), to);
    cpts_page_put(page, "</dd>");
}

static const char *fail_on_words(const char *word)
{
    for (int s = 0; s < CPTS_SEVERITY_COUNT; s++)
        if (strcmp(word, cpts_severity_name((cpts_severity)s)) == 0)
            return cpts_severity_words((cpts_severity)s);
    for (int r = 0; r < CPTS_RULE_COUNT; r++)
        if (strcmp(word, cpts_rule_name((cpts_rule)r)) == 0)
            return cpts_rule_words((cpts_rule)r);
    return cpts_state_label(cpts_state_named(word));
}

static void put_fail_on(struct page *page, const char *list)
{
    char copy[512], *rest = copy;
    put_term(page, _("Fails on"));
    snprintf(copy, sizeof copy, "%s", list);
    for (const char *word; (word = strsep(&rest, ","));) {
        cpts_page_words(page, fail_on_words(word));
        cpts_page_put(page, rest ? ", " : "");
    }
    cpts_page_put(page, "</dd>");
}

static void put_options(struct page *page)
{
    const struct cpts_report *report = page->report;
    char cell[CPTS_CELL_BYTES], day[64], systems[CPTS_LANDS_BYTES];
    cpts_page_text_in(page, "<h3>", _("Options"), "</h3>\n<dl>");
    put_term(page, _("Analysis CRS"));
    cpts_page_name(page, cpts_region_crs(report->region, systems));
    cpts_page_put(page, "</dd>");
    put_term(page, _("Sliver width"));
    cpts_page_say(
        page, _("%s m: narrower conflicts are two drawings of the same border, reported as notes"),
        cpts_prose_number(&page->prose, cell, report->sliver_width_m,
                          report->sliver_width_m == floor(report->sliver_width_m) ? 0 : 2));
    cpts_page_put(page, "</dd>");
    if (report->snap_to_units > 0) {
        char words[512];
        put_term(page, _("Snapped to units"));
        cpts_page_text(page, cpts_snap_words(&page->prose, report, words, sizeof words));
        cpts_page_put(page, "</dd>");
    }
    if (report->region->as_of && *report->region->as_of) {
        put_term(page, _("As of"));
        cpts_page_text(page, cpts_date_words(day, sizeof day, report->region->as_of));
        cpts_page_put(page, "</dd>");
    }
    if (report->region->statuses && *report->region->statuses) {
        put_term(page, _("Statuses"));
        cpts_page_name(page, report->region->statuses);
        cpts_page_put(page, "</dd>");
    }
    put_edition(page, report->region);
    put_fail_on(page, report->fail_on);
    cpts_page_put(page, "</dl>\n");
}

cpts_status cpts_page_reading(struct page *page)
{
    cpts_page_text_in(page,
                      "<section id=\"reading\" class=\"reading\" "
                      "aria-labelledby=\"reading-title\">\n<h2 id=\"reading-title\">",
                      _("Sources and options"), "</h2>\n");
    const cpts_status status = put_inputs(page);
    if (status == CPTS_OK) {
        cpts_page_readings(page);
        put_options(page);
    }
    cpts_page_put(page, "</section>");
    return status;
}

cpts_status cpts_page_footer(struct page *page)
{
    cpts_page_put(page, "<p>");
    cpts_page_say(page, _("The map is simplified; areas, inhabitants and findings come from the "
                          "exact borders. This page loads nothing from the network."));
    cpts_page_put(page, "</p>");
    return CPTS_OK;
}
