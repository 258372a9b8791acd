/*
 * The zones of proposal.html, a card each, with the number that the map shows: what it is, what is
 * proposed, and what else could be done, a line for each CPTS that would change.
 */
#include "output/page/cells.h"
#include "output/page/change.h"
#include "output/page/sentence.h"
#include "output/proposal.h"

#define UNITS_NAMED 12

static const struct cpts_proposal *proposal_of(const struct page *page)
{
    return page->change->source;
}

static cpts_status put_part(struct page *page, const cpts_alternative *alternative, size_t part)
{
    struct page_sentence sentence;
    cpts_status status = cpts_sentence_open(&sentence, page);
    if (status == CPTS_OK)
        cpts_alternative_part_words(&sentence.prose, alternative, part);
    return cpts_sentence_close(&sentence, page, status);
}

/* What all its parts come to: money, and EPCI kept whole; of one left open, why it is. */
static cpts_status put_sum(struct page *page, const cpts_zone *zone,
                           const cpts_alternative *alternative)
{
    struct page_sentence sentence;
    cpts_status status = cpts_sentence_open(&sentence, page);
    if (status == CPTS_OK && alternative->way == CPTS_WAY_OPEN)
        cpts_alternative_open_words(&sentence.prose, zone);
    else if (status == CPTS_OK)
        cpts_alternative_sum_words(&sentence.prose, zone, alternative);
    return cpts_sentence_close(&sentence, page, status);
}

static cpts_status put_alternative(struct page *page, const cpts_zone *zone,
                                   const cpts_alternative *alternative)
{
    const bool is_open = alternative->way == CPTS_WAY_OPEN;
    cpts_status status = CPTS_OK;
    cpts_page_put(page, alternative->is_proposed ? "<li class=\"proposed\">" : "<li>");
    cpts_page_text_in(page, "<strong>", alternative->is_proposed ? _("proposed") : _("or"),
                      "</strong> ");
    for (size_t p = 0; p < alternative->part_count && !is_open && status == CPTS_OK; p++) {
        cpts_page_put(page, p ? "<br>" : "");
        status = put_part(page, alternative, p);
    }
    cpts_page_put(page, is_open ? "<span>" : "<br><span class=\"quiet\">");
    if (status == CPTS_OK)
        status = put_sum(page, zone, alternative);
    cpts_page_put(page, "</span></li>\n");
    return status;
}

static void put_unit_names(struct page *page, const cpts_zone *zone)
{
    char words[256], cell[CPTS_CELL_BYTES];
    const size_t more = zone->unit_count > UNITS_NAMED ? zone->unit_count - UNITS_NAMED : 0;
    if (zone->unit_count < 2)
        return;
    cpts_page_put(page, "<p class=\"quiet\">");
    for (size_t i = 0; i < zone->unit_count - more; i++) {
        cpts_page_put(page, i ? ", " : "");
        cpts_page_name(page, zone->unit_names[i]);
    }
    if (more) {
        snprintf(words, sizeof words, P_(" and %s more {unit}", " and %s more {units}", more),
                 cpts_prose_count(&page->prose, cell, more));
        cpts_page_words(page, words);
    }
    cpts_page_put(page, "</p>\n");
}

static cpts_status put_head(struct page *page, const cpts_zone *zone, size_t number)
{
    struct page_sentence sentence;
    cpts_page_put(page, "<h3>");
    cpts_page_swatch(page, zone->question == CPTS_QUESTION_WHITE ? "white-zone" : "overlap");
    cpts_page_put(page, " ");
    cpts_page_number(page, (double)number, 0);
    cpts_page_put(page, ". ");
    cpts_status status = cpts_sentence_open(&sentence, page);
    if (status == CPTS_OK)
        cpts_zone_title(&sentence.prose, zone);
    status = cpts_sentence_close(&sentence, page, status);
    cpts_page_put(page, "</h3>\n<p>");
    if (status != CPTS_OK)
        return status;
    status = cpts_sentence_open(&sentence, page);
    if (status == CPTS_OK)
        cpts_zone_figures(&sentence.prose, zone);
    status = cpts_sentence_close(&sentence, page, status);
    cpts_page_put(page, "</p>\n");
    put_unit_names(page, zone);
    return status;
}

static cpts_status put_zone(struct page *page, const cpts_zone *zone, size_t number)
{
    char id[64];
    snprintf(id, sizeof id, "<li class=\"decision\" id=\"zone-%zu\">\n", number);
    cpts_page_put(page, id);
    cpts_status status = put_head(page, zone, number);
    cpts_page_put(page, "<ul class=\"options\">\n");
    for (size_t i = 0; i < zone->alternative_count && status == CPTS_OK; i++)
        status = put_alternative(page, zone, &zone->alternatives[i]);
    cpts_page_put(page, "</ul>\n</li>\n");
    return status;
}

/* What people decide about, before the detail of each unit. */
cpts_status cpts_page_zones(struct page *page)
{
    const struct cpts_proposal *proposal = proposal_of(page);
    cpts_status status = CPTS_OK;
    if (!proposal->zone_count)
        return CPTS_OK;
    cpts_page_section(page, "zones", _("To decide, most inhabitants first"));
    cpts_page_text_in(page, "<p class=\"hint\">",
                      _("each as if it were decided alone, all else as declared today"), "<br>");
    cpts_page_text(page, cpts_objective_order(proposal->asked.objective));
    cpts_page_put(page, "</p>\n<ol class=\"list cards\">\n");
    for (size_t i = 0; i < proposal->zone_count && status == CPTS_OK; i++)
        status = put_zone(page, &proposal->zones[i], i + 1);
    cpts_page_put(page, "</ol>\n</section>");
    return status;
}
