/*
 * proposal.html: who could take what, as a page to hand round: the map of the declaration proposed,
 * each unit in question with the reasons, the CPTS that it changes.
 */
#include <math.h>
#include <stdlib.h>

#include "output/page/cells.h"
#include "output/page/change.h"
#include "output/page/sentence.h"
#include "output/proposal.h"

#define OTHERS_SHOWN 3

static const struct cpts_proposal *proposal_of(const struct page *page)
{
    return page->change->source;
}

static cpts_status put_title(struct page *page)
{
    cpts_page_say(page, _("Proposal: %s"),
                  cpts_objective_words(proposal_of(page)->asked.objective));
    return CPTS_OK;
}

static cpts_status put_verdict(struct page *page)
{
    const struct cpts_proposal *proposal = proposal_of(page);
    cpts_page_begin_verdict(page, proposal->after->verdict, cpts_proposal_verdict(proposal));
    cpts_page_text_in(page, "</p>\n<p>", cpts_proposal_certainty(proposal), "</p>\n<p>");
    cpts_page_text(page, _("Advice only: nothing is decided, and the declaration is not changed."));
    cpts_page_put(page, "</p>\n</div>\n</div>");
    return CPTS_OK;
}

/* ---- choices ----------------------------------------------------------------------------- */

static const char *question_words(cpts_question question)
{
    static const char *const words[CPTS_QUESTION_CUT] = {
        [CPTS_QUESTION_WHITE] = N_("in no CPTS"),
        [CPTS_QUESTION_OVERLAP] = N_("in several CPTS"),
    };
    return _(words[question]);
}

static void put_remark(struct page *page, const char *remark, bool *has_sibling)
{
    cpts_page_put(page, *has_sibling ? ", " : "");
    cpts_page_text(page, remark);
    *has_sibling = true;
}

static void put_remarks(struct page *page, const cpts_choice *choice)
{
    char said[CPTS_SAID_BYTES];
    const cpts_candidate *candidate = &choice->candidates[0];
    bool has_sibling = false;
    if (candidate->today.same_group)
        put_remark(page, _("same département"), &has_sibling);
    if (candidate->today.epci_units) {
        char words[512];
        char fellows[CPTS_UNITS_BYTES];
        snprintf(words, sizeof words, _("has %zu of the %s of its EPCI"),
                 candidate->today.epci_held,
                 cpts_other_units_words(&page->prose, fellows, candidate->today.epci_units));
        put_remark(page, words, &has_sibling);
    }
    if (candidate->near_threshold)
        put_remark(page, _("at a threshold"), &has_sibling);
    if (candidate->today.border_m == 0)
        put_remark(page, cpts_said(said, &page->prose, _("touches none of its {units} today")),
                   &has_sibling);
    if (!candidate->after.is_contiguous)
        put_remark(page, _("in one more piece"), &has_sibling);
    if (!choice->is_exact)
        put_remark(page, _("found by a heuristic"), &has_sibling);
}

/* What ties the strongest of the others to it today, and why it is not proposed. */
static cpts_status put_rival(struct page *page, const cpts_candidate *rival)
{
    struct page_sentence sentence;
    cpts_page_put(page, "<br><small>");
    cpts_status status = cpts_sentence_open(&sentence, page);
    if (status == CPTS_OK) {
        cpts_facts_words(&sentence.prose, &rival->today);
        cpts_loss_words(&sentence.prose, proposal_of(page), rival);
    }
    status = cpts_sentence_close(&sentence, page, status);
    cpts_page_put(page, "</small>");
    return status;
}

/* Those who could have it instead: not those in reach through other white units only. */
static cpts_status put_others(struct page *page, const cpts_choice *choice)
{
    cpts_status status = CPTS_OK;
    size_t shown = 0;
    for (size_t c = 1; c < choice->candidate_count && shown < OTHERS_SHOWN; c++) {
        const cpts_candidate *other = &choice->candidates[c];
        if (c > 1 && !(other->today.border_m > 0) && !(other->share > 0))
            continue;
        cpts_page_put(page, shown ? "<br>" : "");
        cpts_page_name(page, other->name);
        if (!shown++ && !choice->is_open && status == CPTS_OK)
            status = put_rival(page, other);
    }
    return status;
}

/* How much of its border, and the rest of what ties them. */
static void put_ties(struct page *page, const cpts_choice *choice)
{
    char cell[CPTS_CELL_BYTES];
    const double share = choice->candidates[0].today.border_share;
    if (share > 0) {
        cpts_page_say(page, _("%s of its border"), cpts_page_percent(page, cell, share, 1));
        cpts_page_put(page, "<br>");
    }
    put_remarks(page, choice);
}

/* Few columns: what is said of a unit in words needs the width of a sheet. */
static cpts_status put_choice(struct page *page, const cpts_choice *choice)
{
    const cpts_candidate *candidate = choice->candidates;
    const bool is_settled = choice->candidate_count > 0 && !choice->is_open;
    cpts_page_name_in(page, "<tr><th scope=\"row\">", choice->name, "<br><small>");
    cpts_page_name(page, choice->unit);
    cpts_page_text_in(page, ", ", question_words(choice->question), "</small></th>");
    if (page->has_population)
        cpts_page_whole_cell(page, choice->population);
    cpts_page_put(page, "<td>");
    if (is_settled)
        cpts_page_name(page, candidate->name);
    else
        cpts_page_text(page,
                       choice->is_open ? _("left open: to be divided") : _("nobody can take it"));
    cpts_page_put(page, "</td>");
    if (page->has_population) {
        cpts_page_whole_cell(page, is_settled ? candidate->after.population : NAN);
        cpts_page_class_cell(page, " class=\"number\"",
                             is_settled ? candidate->after.size_class : 0,
                             is_settled ? candidate->after.unknown_units : 0);
    }
    cpts_page_put(page, "<td>");
    if (is_settled)
        put_ties(page, choice);
    cpts_page_put(page, "</td><td>");
    const cpts_status status = put_others(page, choice);
    cpts_page_put(page, "</td></tr>\n");
    return status;
}

static void put_headings(struct page *page)
{
    cpts_page_heading(page, _("{Unit} (code)"), false);
    if (page->has_population)
        cpts_page_heading(page, _("Inhabitants"), true);
    cpts_page_heading(page, _("Proposed"), false);
    if (page->has_population) {
        cpts_page_heading(page, _("Inhabitants after"), true);
        cpts_page_heading(page, _("Size after"), true);
    }
    cpts_page_heading(page, _("What ties them today"), false);
    cpts_page_heading(page, _("Else"), false);
    cpts_page_put(page, "</tr></thead>\n<tbody>\n");
}

static cpts_status put_table(struct page *page, const struct cpts_proposal *proposal)
{
    cpts_status status = CPTS_OK;
    size_t shown = 0;
    for (size_t i = 0; i < proposal->choice_count && status == CPTS_OK; i++) {
        if (proposal->choices[i].question == CPTS_QUESTION_CUT)
            continue;
        if (!shown++) {
            cpts_page_table(page, _("Each {unit} in question: which CPTS could take it, and why"));
            put_headings(page);
        }
        status = put_choice(page, &proposal->choices[i]);
    }
    if (shown) {
        cpts_page_table_end(page);
        cpts_page_size_classes(page);
    }
    return status;
}

/* Cut units follow a rule, so they are not worth a line each: of a country there are thousands. */
static cpts_status put_choices(struct page *page)
{
    const struct cpts_proposal *proposal = proposal_of(page);
    const size_t cut = proposal->by_question[CPTS_QUESTION_CUT];
    cpts_page_section(page, "choices", _("Choice by choice"));
    if (!proposal->choice_count || cut) {
        cpts_page_put(page, "<p>");
        if (cut)
            cpts_page_counted(
                page, "%s {unit} cut by perimeters, given whole to the one that claims most of it",
                "%s {units} cut by perimeters, given whole to those that claim most of them", cut);
        else
            cpts_page_text(page, _("There is nothing to settle."));
        cpts_page_put(page, "</p>\n");
    }
    const cpts_status status = put_table(page, proposal);
    cpts_page_put(page, "</section>");
    return status;
}

cpts_status cpts_proposal_html(const struct cpts_proposal *proposal, struct output_file *file)
{
    static const struct page_section sections[] = {
        {"title", put_title},
        {"verdict", put_verdict},
        {"figures", cpts_page_change_figures},
        {"map", cpts_page_change_map},
        {"perimeters", cpts_page_change_perimeters},
        {"zones", cpts_page_zones},
        {"choices", put_choices},
        {.mark = NULL},
    };
    struct difference difference = {0};
    uint32_t *marks = cpts_array_new(proposal->zone_count, sizeof *marks);
    cpts_status status = marks || !proposal->zone_count
                             ? cpts_difference_build(&difference, proposal->before, proposal->after)
                             : cpts_fail_memory(proposal->copy->context);
    for (size_t z = 0; z < proposal->zone_count && status == CPTS_OK; z++)
        marks[z] = (uint32_t)cpts_unit_index(proposal->after->region, proposal->zones[z].units[0]);
    const struct page_change change = {.before = proposal->before,
                                       .after = proposal->after,
                                       .difference = &difference,
                                       .source = proposal,
                                       .marks = marks,
                                       .mark_count = proposal->zone_count};
    struct page page = {.report = proposal->after, .change = &change, .file = file};
    if (status == CPTS_OK)
        status = cpts_page_write(&page, "proposal.html", sections);
    cpts_difference_free(&difference);
    cpts_array_free(marks);
    return status;
}
