/*
 * The profile on the page: indicators of the region, of its groups and of the CPTS side by side,
 * and the territories of other kinds that each CPTS falls on. Nothing of it is there when nothing
 * was asked.
 */
#include <math.h>

#include "output/output.h"
#include "output/page/cells.h"
#include "output/text/place_title.h"

#define INDICATORS_A_TABLE 4 /* what a sheet of paper holds side by side */

static bool is_mean(const struct page *page, size_t i)
{
    return page->report->region->indicators[i].kind == INDICATOR_MEAN;
}

/* ---- indicators -------------------------------------------------------------------------- */

static void put_headings(struct page *page, size_t first, size_t end)
{
    cpts_page_heading(page, _("Territory"), false);
    cpts_page_heading(page, _("Kind"), false);
    for (size_t i = first; i < end; i++) {
        cpts_page_heading(page, page->report->region->indicators[i].name, true);
        if (!is_mean(page, i))
            cpts_page_heading(page, _("for 1,000 inhabitants"), true);
    }
    cpts_page_put(page, "</tr></thead>\n<tbody>\n");
}

/* "≈" before an estimate, "*" after what is not known of all units. */
static void put_value(struct page *page, const struct indicator_value *value, bool has_decimals)
{
    cpts_page_cell(page, " class=\"number\"", value->value);
    if (value->is_secret) {
        cpts_page_text(page, _("secret"));
    } else {
        const bool is_whole = fabs(value->value - round(value->value)) < 1e-9;
        cpts_page_put(page, value->is_estimate && isfinite(value->value) ? "≈ " : "");
        cpts_page_number(page, value->value, has_decimals || !is_whole ? 1 : 0);
        cpts_page_put(page, value->missing + value->masked && isfinite(value->value) ? " *" : "");
    }
    cpts_page_put(page, "</td>");
}

static void put_row(struct page *page, const char *name, const char *kind,
                    const struct indicator_value *values, size_t first, size_t end)
{
    cpts_page_name_in(page, "<tr><th scope=\"row\">", name, "</th><td>");
    cpts_page_words(page, kind);
    cpts_page_put(page, "</td>");
    for (size_t i = first; i < end; i++) {
        put_value(page, &values[i], is_mean(page, i));
        if (is_mean(page, i))
            continue;
        cpts_page_cell(page, " class=\"number\"", values[i].per_1000);
        cpts_page_number(page, values[i].per_1000, 2);
        cpts_page_put(page, "</td>");
    }
    cpts_page_put(page, "</tr>\n");
}

static void put_table(struct page *page, size_t first, size_t end)
{
    const struct cpts_report *report = page->report;
    const struct profile *profile = &report->profile;
    const struct perimeters *perimeters = &report->region->perimeters;
    const size_t stride = profile->indicator_count;
    char words[CPTS_GROUP_BYTES];
    cpts_page_table(page, _("Indicators of the region, the {groups} and the CPTS"));
    put_headings(page, first, end);
    put_row(page, _("Region"), _("region"), profile->region, first, end);
    for (size_t g = 0; g < report->group_count; g++)
        put_row(page, cpts_group_words(words, report->region, report->groups[g].group),
                _("{group}"), profile->groups + g * stride, first, end);
    for (size_t p = 0; p < perimeters->count; p++)
        put_row(page, perimeters->name[p], _("CPTS"), profile->perimeters + p * stride, first, end);
    cpts_page_table_end(page);
}

/* Where each comes from, and what is not known of it. */
static void put_sources(struct page *page)
{
    const struct profile *profile = &page->report->profile;
    char share[CPTS_CELL_BYTES];
    cpts_page_put(page, "<ul class=\"sources\">\n");
    for (size_t i = 0; i < profile->indicator_count; i++) {
        const struct indicator *indicator = &page->report->region->indicators[i];
        const struct indicator_value *value = &profile->region[i];
        const size_t unknown = value->missing + value->masked;
        cpts_page_name_in(page, "<li><strong>", indicator->name, "</strong>");
        cpts_page_text(page, _(": "));
        cpts_page_text(page, indicator->kind == INDICATOR_MEAN  ? _("mean")
                             : indicator->kind == INDICATOR_SUM ? _("sum")
                                                                : _("number of points"));
        cpts_page_put(page, ", ");
        cpts_page_name(page, indicator->source);
        if (unknown)
            cpts_page_say(page,
                          P_("; %zu {unit} unknown, the others have %s of the inhabitants",
                             "; %zu {units} unknown, the others have %s of the inhabitants",
                             unknown),
                          unknown, cpts_page_percent(page, share, value->known_share, 1));
        cpts_page_put(page, "</li>\n");
    }
    cpts_page_put(page, "</ul>\n<p class=\"hint\">");
    cpts_page_words(page,
                    _("* some {units} are unknown or secret, and are not counted: see above. ≈ "
                      "divided by area where a {unit} is cut. Secret: too few to be published."));
    cpts_page_put(page, "</p>\n");
}

static void put_indicators(struct page *page)
{
    const size_t count = page->report->profile.indicator_count;
    cpts_page_section(page, "indicators", _("Indicators"));
    put_sources(page);
    for (size_t first = 0; first < count; first += INDICATORS_A_TABLE)
        put_table(page, first,
                  count - first < INDICATORS_A_TABLE ? count : first + INDICATORS_A_TABLE);
    cpts_page_put(page, "</section>\n");
}

/* ---- other territories ------------------------------------------------------------------- */

/* A CPTS with at least 99 % inside one territory, or on several. */
static void put_fall(struct page *page, const struct against *against, const struct fall *fall,
                     const char *within)
{
    cpts_page_name_in(page, "<tr><th scope=\"row\">",
                      page->report->region->perimeters.name[fall->perimeter], "</th><td>");
    cpts_page_name(page, against->name);
    cpts_page_put(page, "</td><td>");
    cpts_page_name(page, fall->name);
    cpts_page_text_in(page, "</td><td>", *within ? _("inside one") : _("across several"), "</td>");
    cpts_page_percent_cell(page, fall->area_share, 1);
    if (page->has_population)
        cpts_page_percent_cell(page, fall->population_share,
                               isfinite(fall->population_share) ? 1 : 0);
    cpts_page_percent_cell(page, fall->territory_share, 1);
    cpts_page_put(page, "</tr>\n");
}

static void put_falls(struct page *page, const struct against *against)
{
    for (size_t p = 0; p < page->report->region->perimeters.count; p++) {
        size_t count;
        const struct fall *falls = cpts_falls_of(against, p, &count);
        for (size_t i = 0; i < count; i++)
            put_fall(page, against, &falls[i], cpts_fall_within(falls, count));
    }
}

static void put_against(struct page *page)
{
    const struct profile *profile = &page->report->profile;
    cpts_page_section(page, "against", _("Other territories"));
    cpts_page_table(page, _("The territories that each CPTS falls on, the largest share first"));
    cpts_page_heading(page, _("CPTS"), false);
    cpts_page_heading(page, _("Kind"), false);
    cpts_page_heading(page, _("Territory"), false);
    cpts_page_heading(page, _("The CPTS is"), false);
    cpts_page_heading(page, _("of its area"), true);
    if (page->has_population)
        cpts_page_heading(page, _("of its inhabitants"), true);
    cpts_page_heading(page, _("of the territory"), true);
    cpts_page_put(page, "</tr></thead>\n<tbody>\n");
    for (size_t a = 0; a < profile->against_count; a++)
        put_falls(page, &profile->against[a]);
    cpts_page_table_end(page);
    cpts_page_put(page, "</section>\n");
}

cpts_status cpts_page_profile(struct page *page)
{
    if (page->report->profile.indicator_count)
        put_indicators(page);
    if (page->report->profile.against_count)
        put_against(page);
    return CPTS_OK;
}

cpts_status cpts_page_profile_links(struct page *page)
{
    const char *const links[][2] = {{"#indicators", _("Indicators")},
                                    {"#against", _("Other territories")}};
    const size_t counts[] = {page->report->profile.indicator_count,
                             page->report->profile.against_count};
    for (size_t i = 0; i < 2; i++) {
        if (!counts[i])
            continue;
        cpts_page_put(page, "<a href=\"");
        cpts_page_put(page, links[i][0]);
        cpts_page_text_in(page, "\">", links[i][1], "</a>\n");
    }
    return CPTS_OK;
}
