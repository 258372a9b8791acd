/*
 * proposal.html: who could take what, as a page to hand round: the map of the declaration proposed,
 * each unit in question with the reasons, the CPTS that it changes.
 */
#include <math.h>
#include <stdlib.h>

#include "output/page/cells.h"
#include "output/page/change.h"
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
    const bool compliant = proposal->after->verdict == CPTS_VERDICT_COMPLIANT;
    cpts_page_put(page,
                  compliant ? "<div class=\"verdict compliant\">" : "<div class=\"verdict\">");
    cpts_page_put(page, "<span class=\"sign\" aria-hidden=\"true\">");
    cpts_page_put(page, compliant ? "✓" : "✕");
    cpts_page_put(page, "</span>\n<div>\n<p><strong>");
    cpts_page_text(page, cpts_proposal_verdict(proposal));
    cpts_page_put(page, "</strong></p>\n<p>");
    cpts_page_text(page, cpts_proposal_certainty(proposal));
    cpts_page_put(page, "</p>\n<p>");
    cpts_page_text(page, _("Advice only: nothing is decided, and the declaration is not changed."));
    cpts_page_put(page, "</p>\n</div>\n</div>");
    return CPTS_OK;
}

/* ---- zones ------------------------------------------------------------------------------- */

/* Sentences as the terminal has them, on the page. */
struct sentence {
    char *text;
    size_t size;
    FILE *stream;
    struct output_file file;
    struct prose prose;
};

static cpts_status open_sentence(struct sentence *out, struct page *page)
{
    cpts_context *context = page->report->region->context;
    *out = (struct sentence){.file = {.fd = -1}};
    out->stream = open_memstream(&out->text, &out->size);
    if (!out->stream)
        return cpts_fail_memory(context);
    const cpts_status status = cpts_file_wrap(&out->file, context, out->stream);
    out->prose = cpts_prose_begin(&out->file, &page->report->region->units);
    out->prose.has_colour = false;
    return status;
}

static cpts_status close_sentence(struct sentence *sentence, struct page *page, cpts_status status)
{
    if (status == CPTS_OK)
        status = cpts_file_commit(&sentence->file);
    cpts_file_discard(&sentence->file);
    if (sentence->stream && fclose(sentence->stream) != 0 && status == CPTS_OK)
        status = cpts_fail_memory(page->report->region->context);
    if (status == CPTS_OK)
        cpts_page_text(page, sentence->text);
    free(sentence->text);
    return status;
}

static cpts_status put_alternative(struct page *page, const cpts_zone *zone,
                                   const cpts_alternative *alternative)
{
    struct sentence sentence;
    cpts_page_put(page, "<li><strong>");
    cpts_page_text(page, alternative->is_proposed ? _("proposed") : _("or"));
    cpts_page_put(page, "</strong> ");
    cpts_status status = open_sentence(&sentence, page);
    if (status == CPTS_OK)
        cpts_alternative_words(&sentence.prose, zone, alternative);
    status = close_sentence(&sentence, page, status);
    cpts_page_put(page, "</li>\n");
    return status;
}

static cpts_status put_zone(struct page *page, const cpts_zone *zone)
{
    struct sentence sentence;
    cpts_page_put(page, "<h3>");
    cpts_status status = open_sentence(&sentence, page);
    if (status == CPTS_OK)
        cpts_zone_heading(&sentence.prose, zone);
    status = close_sentence(&sentence, page, status);
    cpts_page_put(page, "</h3>\n<ul>\n");
    for (size_t i = 0; i < zone->alternative_count && status == CPTS_OK; i++)
        status = put_alternative(page, zone, &zone->alternatives[i]);
    cpts_page_put(page, "</ul>\n");
    return status;
}

/* What people decide about, before the detail of each unit. */
static cpts_status put_zones(struct page *page)
{
    const struct cpts_proposal *proposal = proposal_of(page);
    cpts_status status = CPTS_OK;
    if (!proposal->zone_count)
        return CPTS_OK;
    cpts_page_section(page, "zones", _("To decide, most inhabitants first"));
    cpts_page_put(page, "<p class=\"hint\">");
    cpts_page_text(page, _("each as if it were decided alone, all else as declared today"));
    cpts_page_put(page, "<br>");
    cpts_page_text(page, cpts_objective_order(proposal->asked.objective));
    cpts_page_put(page, "</p>\n");
    for (size_t i = 0; i < proposal->zone_count && status == CPTS_OK; i++)
        status = put_zone(page, &proposal->zones[i]);
    cpts_page_put(page, "</section>");
    return status;
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
    struct sentence sentence;
    cpts_page_put(page, "<br><small>");
    cpts_status status = open_sentence(&sentence, page);
    if (status == CPTS_OK) {
        cpts_facts_words(&sentence.prose, &rival->today);
        cpts_loss_words(&sentence.prose, proposal_of(page), rival);
    }
    status = close_sentence(&sentence, page, status);
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

static cpts_status put_choice(struct page *page, const cpts_choice *choice)
{
    const cpts_candidate *candidate = choice->candidates;
    const bool is_settled = choice->candidate_count > 0 && !choice->is_open;
    cpts_page_put(page, "<tr><th scope=\"row\">");
    cpts_page_name(page, choice->name);
    cpts_page_put(page, "<br><small>");
    cpts_page_name(page, choice->unit);
    cpts_page_put(page, "</small></th><td>");
    cpts_page_text(page, question_words(choice->question));
    cpts_page_put(page, "</td>");
    if (page->has_population)
        cpts_page_whole_cell(page, choice->population);
    cpts_page_put(page, "<td>");
    if (is_settled)
        cpts_page_name(page, candidate->name);
    else
        cpts_page_text(page,
                       choice->is_open ? _("left open: to be divided") : _("nobody can take it"));
    cpts_page_put(page, "</td>");
    cpts_page_percent_cell(page, is_settled ? candidate->today.border_share : NAN, 1);
    if (page->has_population) {
        cpts_page_whole_cell(page, is_settled ? candidate->after.population : NAN);
        cpts_page_class_cell(page, " class=\"number\"",
                             is_settled ? candidate->after.size_class : 0,
                             is_settled ? candidate->after.unknown_units : 0);
    }
    cpts_page_put(page, "<td>");
    if (is_settled)
        put_remarks(page, choice);
    cpts_page_put(page, "</td><td>");
    const cpts_status status = put_others(page, choice);
    cpts_page_put(page, "</td></tr>\n");
    return status;
}

static void put_headings(struct page *page)
{
    cpts_page_heading(page, _("{Unit} (code)"), false);
    cpts_page_heading(page, _("Today"), false);
    if (page->has_population)
        cpts_page_heading(page, _("Inhabitants"), true);
    cpts_page_heading(page, _("Proposed"), false);
    cpts_page_heading(page, _("Shared border today"), true);
    if (page->has_population) {
        cpts_page_heading(page, _("Inhabitants of the CPTS after"), true);
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
            cpts_page_table(page, _("Each {unit} in question, who could have it and why"));
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
    char cell[CPTS_CELL_BYTES];
    cpts_page_section(page, "choices", _("Choice by choice"));
    if (!proposal->choice_count || cut) {
        cpts_page_put(page, "<p>");
        if (cut)
            cpts_page_say(
                page,
                dngettext(
                    "cpts-coverage",
                    "%s {unit} cut by perimeters, given whole to the one that claims most of it",
                    "%s {units} cut by perimeters, given whole to those that claim most of them",
                    cut),
                cpts_prose_count(&page->prose, cell, cut));
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
        {"zones", put_zones},
        {"choices", put_choices},
        {.mark = NULL},
    };
    struct difference difference;
    cpts_status status = cpts_difference_build(&difference, proposal->before, proposal->after);
    const struct page_change change = {proposal->before, proposal->after, &difference, NULL,
                                       proposal};
    struct page page = {.report = proposal->after, .change = &change, .file = file};
    if (status == CPTS_OK)
        status = cpts_page_write(&page, "proposal.html", sections);
    cpts_difference_free(&difference);
    return status;
}
