/*
 * What the history and the acceptances add to the page: what moved since the last run, who declares
 * something else, and what somebody answers for. The trend is in page_trend.c. Nothing of it is
 * there when neither is kept.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "compare/conflicts.h"
#include "output/page/cells.h"
#include "output/page/trend.h"
#include "output/text/history_text.h"

#define MOVED_AT_MOST 300 /* lines; report.json has them all */
#define UNITS_LISTED  12  /* by name, of what a CPTS gained or lost */

static const char *const signs[CPTS_STATE_COUNT] = {
    [CPTS_STATE_NEW] = "+",     [CPTS_STATE_GROWN] = "▲",  [CPTS_STATE_SHRUNK] = "▼",
    [CPTS_STATE_SPLIT] = "⑂",   [CPTS_STATE_MERGED] = "⤳", [CPTS_STATE_REOPENED] = "↺",
    [CPTS_STATE_RESOLVED] = "✓"};

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Where a code or an id stands among those of the region, which are in order; count when it is not
 * there. */
static size_t index_of(const char *const *names, size_t count, const char *name)
{
    const char *const *found = count ? bsearch(&name, names, count, sizeof *names, by_text) : NULL;
    return found ? (size_t)(found - names) : count;
}

static void put_perimeter(struct page *page, const char *id)
{
    const struct perimeters *perimeters = &page->report->region->perimeters;
    const size_t at = index_of(perimeters->id, perimeters->count, id);
    cpts_page_name(page,
                   at < perimeters->count && *perimeters->name[at] ? perimeters->name[at] : id);
}

/* ---- what moved -------------------------------------------------------------------------- */

static void put_counts(struct page *page, const struct past *past)
{
    char cell[CPTS_CELL_BYTES];
    cpts_page_put(page, "<p>");
    cpts_page_say(page, _("Since the run of %.10s at %.5s UTC:"), past->previous_at,
                  past->previous_at + 11);
    cpts_page_put(page, "</p>\n<ul class=\"classes\">\n");
    for (int i = 0; i < CPTS_MOVED_STATES; i++) {
        const cpts_state state = cpts_moved_states[i];
        cpts_page_text_in(page, "<li><strong>",
                          cpts_prose_count(&page->prose, cell, past->states[state]), "</strong> ");
        cpts_page_text(page, cpts_state_label(state));
        cpts_page_put(page, "</li>\n");
    }
    cpts_page_put(page, "</ul>\n");
}

/* A script makes a button of it: a finding by its index, what is resolved by its units. */
static void put_place(struct page *page, const cpts_finding *finding, size_t index)
{
    const struct units *units = &page->report->region->units;
    char number[48];
    if (!cpts_state_is_gone(finding->state)) {
        snprintf(number, sizeof number, " data-finding=\"%zu\"", index);
        cpts_page_put(page, number);
        return;
    }
    cpts_page_put(page, " data-units=\"");
    for (size_t u = 0; u < finding->unit_count; u++) {
        const size_t at = index_of(units->code, units->count, finding->units[u]);
        snprintf(number, sizeof number, "%zu ", at);
        cpts_page_put(page, at < units->count ? number : "");
    }
    cpts_page_put(page, "\"");
}

static void put_causes(struct page *page, const cpts_finding *finding)
{
    for (size_t i = 0; i < finding->cause_count; i++) {
        cpts_page_put(page, i ? ", " : "");
        put_perimeter(page, finding->causes[i]);
    }
}

static void put_moved(struct page *page, const cpts_finding *finding, size_t index)
{
    cpts_page_put(page, "<tr");
    put_place(page, finding, index);
    cpts_page_put(page, "><th scope=\"row\"><span class=\"state ");
    cpts_page_put(page, cpts_state_name(finding->state));
    cpts_page_put(page, "\"><span aria-hidden=\"true\">");
    cpts_page_put(page, signs[finding->state]);
    cpts_page_text_in(page, "</span> ", cpts_state_label(finding->state), "</span></th><td>");
    cpts_page_sentence(page, finding->message);
    cpts_page_text(page, finding->acceptance ? _(" (accepted)") : "");
    cpts_page_put(page, "</td><td>");
    put_causes(page, finding);
    cpts_page_put(page, "</td>");
    if (page->has_population)
        cpts_page_whole_cell(page, finding->population);
    cpts_page_km2_cell(page, finding->area_m2 > 0 ? finding->area_m2 : NAN);
    cpts_page_put(page, "<td class=\"date\">");
    cpts_page_say(page, "%.10s", finding->first_seen ? finding->first_seen : "–");
    cpts_page_put(page, "</td></tr>\n");
}

static size_t put_state(struct page *page, cpts_state state, size_t shown)
{
    const struct finding_list list = cpts_findings_in_state(page->report, state);
    for (size_t i = 0; i < list.count && shown < MOVED_AT_MOST; i++)
        if (list.items[i].state == state && !list.items[i].sliver) {
            put_moved(page, &list.items[i], i);
            shown++;
        }
    return shown;
}

static void put_all_moved(struct page *page, size_t count)
{
    size_t shown = 0;
    cpts_page_table(page, _("What moved since the last run"));
    cpts_page_heading(page, _("State"), false);
    cpts_page_heading(page, _("Finding"), false);
    cpts_page_heading(page, _("Changed by"), false);
    if (page->has_population)
        cpts_page_heading(page, _("Inhabitants"), true);
    cpts_page_heading(page, _("Area (km²)"), true);
    cpts_page_heading(page, _("Since"), false);
    cpts_page_put(page, "</tr></thead>\n<tbody>\n");
    for (int i = 0; i < CPTS_MOVED_STATES; i++)
        shown = put_state(page, cpts_moved_states[i], shown);
    cpts_page_table_end(page);
    cpts_page_more(page, count - shown);
}

/* ---- declarations ------------------------------------------------------------------------ */

static void put_units(struct page *page, const char *const *codes, size_t count)
{
    const struct units *units = &page->report->region->units;
    const size_t listed = count > UNITS_LISTED + 1 ? UNITS_LISTED : count;
    cpts_page_put(page, "<td>");
    for (size_t i = 0; i < listed; i++) {
        const size_t at = index_of(units->code, units->count, codes[i]);
        cpts_page_put(page, i ? ", " : "");
        cpts_page_name(page, at < units->count ? units->name[at] : codes[i]);
        cpts_page_say(page, " (%s)", codes[i]);
    }
    if (listed < count) {
        const size_t more = count - listed;
        cpts_page_put(page, " ");
        cpts_page_counted(page, "and %s more {unit}", "and %s more {units}", more);
    }
    cpts_page_put(page, count ? "</td>" : "–</td>");
}

static void put_changes(struct page *page, const struct past *past)
{
    cpts_page_text_in(page, "<h3>", _("Declarations that changed"), "</h3>\n");
    cpts_page_table(page, _("Declarations that changed"));
    cpts_page_heading(page, _("CPTS"), false);
    cpts_page_heading(page, _("{Units} gained"), false);
    cpts_page_heading(page, _("{Units} lost"), false);
    cpts_page_put(page, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < past->change_count; i++) {
        const struct declared_change *change = &past->changes[i];
        cpts_page_put(page, "<tr><th scope=\"row\">");
        cpts_page_name(page, change->name);
        if (change->is_gone)
            cpts_page_text(page, _(", no longer declared"));
        if (*change->was) {
            cpts_page_put(page, "<br><small>");
            cpts_page_say(page, _("which was %s"), change->was);
            cpts_page_put(page, "</small>");
        }
        cpts_page_put(page, "</th>");
        put_units(page, change->gained, change->gained_count);
        put_units(page, change->lost, change->lost_count);
        cpts_page_put(page, "</tr>\n");
    }
    cpts_page_table_end(page);
}

/* ---- acceptances ------------------------------------------------------------------------- */

static const char *acceptance_words(const struct accepted *accepted)
{
    switch (accepted->state) {
    case ACCEPTANCE_HOLDS:
        return _("does not count");
    case ACCEPTANCE_EXPIRED:
        return _("ended: the finding counts again");
    case ACCEPTANCE_OUTGROWN:
        return _("outgrown: the finding counts again");
    default:
        return _("no longer found: the acceptance can be removed");
    }
}

static void put_accepted(struct page *page, const struct accepted *accepted)
{
    const cpts_acceptance *acceptance = &accepted->acceptance;
    const bool is_found = accepted->finding < page->report->finding_count;
    char number[48];
    snprintf(number, sizeof number, "<tr data-finding=\"%zu\">", accepted->finding);
    cpts_page_put(page, is_found ? number : "<tr>");
    cpts_page_name_in(page, "<th scope=\"row\">", acceptance->id, "</th><td>");
    cpts_page_sentence(page, is_found ? page->report->findings[accepted->finding].message : "–");
    cpts_page_name_in(page, "</td><td>", acceptance->reason, "</td><td>");
    cpts_page_name(page, acceptance->by);
    cpts_page_text_in(page, "</td><td class=\"date\">",
                      acceptance->until && *acceptance->until ? acceptance->until : "–",
                      "</td><td>");
    cpts_page_text(page, acceptance_words(accepted));
    cpts_page_put(page, "</td></tr>\n");
}

static void put_acceptances(struct page *page)
{
    cpts_page_section(page, "accepted", _("Accepted findings"));
    cpts_page_table(page, _("Accepted findings: by whom, and until when"));
    cpts_page_heading(page, _("Identifier"), false);
    cpts_page_heading(page, _("Finding"), false);
    cpts_page_heading(page, _("Reason"), false);
    cpts_page_heading(page, _("Accepted by"), false);
    cpts_page_heading(page, _("Until"), false);
    cpts_page_heading(page, _("Acceptance"), false);
    cpts_page_put(page, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < page->report->accepted_count; i++)
        put_accepted(page, &page->report->accepted[i]);
    cpts_page_table_end(page);
    cpts_page_put(page, "</section>\n");
}

/* ---- the whole --------------------------------------------------------------------------- */

static void put_past(struct page *page, const struct past *past)
{
    size_t count = 0;
    for (int i = 0; i < CPTS_MOVED_STATES; i++)
        count += past->states[cpts_moved_states[i]];
    cpts_page_section(page, "past", _("Since the last run"));
    if (!past->previous_at) {
        cpts_page_put(page, "<p>");
        cpts_page_text(
            page,
            _("This is the first run of the history: the next ones will be compared with it."));
        cpts_page_put(page, "</p>\n");
    } else {
        put_counts(page, past);
        if (count)
            put_all_moved(page, count);
        if (past->change_count)
            put_changes(page, past);
    }
    cpts_page_trend(page);
    cpts_page_put(page, "</section>\n");
}

cpts_status cpts_page_past(struct page *page)
{
    const struct cpts_report *report = page->report;
    if (report->past.is_kept)
        put_past(page, &report->past);
    if (report->accepted_count)
        put_acceptances(page);
    return CPTS_OK;
}

static void put_link(struct page *page, const char *id, const char *title)
{
    cpts_page_put(page, "<a href=\"#");
    cpts_page_put(page, id);
    cpts_page_text_in(page, "\">", title, "</a>\n");
}

cpts_status cpts_page_past_links(struct page *page)
{
    if (page->report->past.is_kept)
        put_link(page, "past", _("Since the last run"));
    if (page->report->accepted_count)
        put_link(page, "accepted", _("Accepted findings"));
    return CPTS_OK;
}
