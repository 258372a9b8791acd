/*
 * A proposal for people: how sure it is, the zones to decide with what could be done of each, unit
 * by unit what ties it to its candidates today and what would, and the perimeters it changes.
 */
#include <math.h>
#include <string.h>

#include "output/proposal.h"
#include "output/text/prose.h"
#include "output/text/words.h"

#define ZONES_SHOWN   12
#define CHOICES_SHOWN 20
#define OTHERS_SHOWN  3
#define ROWS_SHOWN    30

struct text {
    struct prose prose;
    const struct cpts_proposal *proposal;
};

const char *cpts_objective_words(cpts_objective objective)
{
    static const char *const labels[CPTS_OBJECTIVE_COUNT] = {
        [CPTS_OBJECTIVE_BORDER] = N_("short borders"),
        [CPTS_OBJECTIVE_POPULATION] = N_("even populations"),
        [CPTS_OBJECTIVE_COMPACT] = N_("compact territories"),
    };
    return _(labels[objective]);
}

const char *cpts_objective_order(cpts_objective objective)
{
    static const char *const orders[CPTS_OBJECTIVE_COUNT] = {
        [CPTS_OBJECTIVE_BORDER] =
            N_("Preferred, in this order: CPTS in as few pieces as possible; none at the threshold "
               "of a size; short borders between CPTS, those that follow a département or an EPCI "
               "counting less."),
        [CPTS_OBJECTIVE_POPULATION] =
            N_("Preferred, in this order: CPTS in as few pieces as possible; none at the threshold "
               "of a size; even populations."),
        [CPTS_OBJECTIVE_COMPACT] =
            N_("Preferred, in this order: CPTS in as few pieces as possible; none at the threshold "
               "of a size; compact territories."),
    };
    return _(orders[objective]);
}

static void put_count(struct text *text, const char *what, size_t count)
{
    char line[CPTS_UNITS_BYTES];
    if (count)
        cpts_prose_put(&text->prose, "  – %s%s%s\n", what, _(": "),
                       cpts_units_words(&text->prose, line, count));
}

static void put_counts(struct text *text)
{
    const size_t *by_question = text->proposal->by_question;
    cpts_prose_put(&text->prose, "%s\n", _("In question:"));
    put_count(text, _("in no CPTS"), by_question[CPTS_QUESTION_WHITE]);
    put_count(text, _("in several CPTS"), by_question[CPTS_QUESTION_OVERLAP]);
    put_count(text, _("of these, left open: to be divided, not given away"), text->proposal->open);
    put_count(text, _("cut by CPTS, given whole to the one that claims most of it"),
              by_question[CPTS_QUESTION_CUT]);
    put_count(text, _("left: no CPTS can take it"), text->proposal->left);
}

const char *cpts_proposal_verdict(const struct cpts_proposal *proposal)
{
    return proposal->after->verdict == CPTS_VERDICT_COMPLIANT
               ? _("The proposed declaration is COMPLIANT: it was checked.")
           : proposal->is_compliant_apart
               ? _("The proposed declaration was checked: nothing is wrong except what is left "
                   "open.")
               : _("The proposed declaration was checked, and is NOT COMPLIANT.");
}

const char *cpts_proposal_certainty(const struct cpts_proposal *proposal)
{
    return proposal->unproved
               ? _("Found by a heuristic: another solution might be better where noted (~).")
               : _("Exact: no other solution is better under this objective.");
}

static void put_head(struct text *text)
{
    const struct cpts_proposal *proposal = text->proposal;
    cpts_prose_put(&text->prose, _("PROPOSAL — %s"),
                   cpts_objective_words(proposal->asked.objective));
    cpts_prose_put(&text->prose, "\n%s\n\n",
                   _("Advice only: nothing is decided, and the declaration is not changed."));
    if (!proposal->choice_count) {
        cpts_prose_put(&text->prose, "%s\n\n", _("There is nothing to settle."));
        return;
    }
    put_counts(text);
    cpts_prose_put(&text->prose, "\n%s\n%s\n", cpts_objective_order(proposal->asked.objective),
                   cpts_proposal_certainty(proposal));
    cpts_prose_painted(&text->prose,
                       proposal->after->verdict == CPTS_VERDICT_COMPLIANT ? PAINT_GOOD : PAINT_BAD,
                       cpts_proposal_verdict(proposal));
    cpts_prose_put(&text->prose, "\n\n");
}

/* ---- zones --------------------------------------------------------------------------------- */

static void put_more(struct text *text, size_t more)
{
    if (more)
        cpts_prose_counted(&text->prose, "      and %s more: --json FILE gives all.\n",
                           "      and %s more: --json FILE gives all.\n", more);
}

static void put_zone(struct text *text, const cpts_zone *zone, size_t number)
{
    cpts_prose_put(&text->prose, "  %2zu. ", number);
    cpts_zone_heading(&text->prose, zone);
    cpts_prose_put(&text->prose, "\n");
    for (size_t i = 0; i < zone->alternative_count; i++) {
        const bool is_proposed = zone->alternatives[i].is_proposed;
        cpts_prose_put(&text->prose, "      ");
        cpts_prose_put(&text->prose, "%s", is_proposed ? _("proposed") : _("or"));
        cpts_prose_put(&text->prose, " ");
        cpts_alternative_words(&text->prose, zone, &zone->alternatives[i]);
        cpts_prose_put(&text->prose, "\n");
    }
}

static void put_zones(struct text *text)
{
    const struct cpts_proposal *proposal = text->proposal;
    const size_t count = proposal->zone_count;
    const size_t shown = count < ZONES_SHOWN ? count : ZONES_SHOWN;
    if (!count)
        return;
    cpts_prose_put(&text->prose, "%s\n(%s)\n", _("To decide, most inhabitants first"),
                   _("each as if it were decided alone, all else as declared today"));
    for (size_t i = 0; i < shown; i++)
        put_zone(text, &proposal->zones[i], i + 1);
    put_more(text, count - shown);
    cpts_prose_put(&text->prose, "\n");
}

/* ---- unit by unit -------------------------------------------------------------------------- */

static void put_candidate(struct text *text, const cpts_candidate *candidate, const char *label)
{
    cpts_prose_put(&text->prose, "      ");
    cpts_prose_put(&text->prose, "%s", label);
    cpts_prose_put(&text->prose, " ");
    cpts_prose_name(&text->prose, candidate->name);
    cpts_prose_put(&text->prose, "%s", _(": "));
    cpts_prose_put(&text->prose, "%s", _("today "));
    cpts_facts_words(&text->prose, &candidate->today);
}

static void put_choice(struct text *text, const cpts_choice *choice)
{
    const cpts_candidate *first = choice->candidates;
    cpts_prose_put(&text->prose, choice->is_exact ? "  – " : "  ~ ");
    cpts_prose_name(&text->prose, choice->name);
    cpts_prose_put(&text->prose, " (");
    cpts_prose_name(&text->prose, choice->unit);
    cpts_prose_put(&text->prose, ")");
    if (choice->is_open || !choice->candidate_count) {
        cpts_prose_put(&text->prose, "%s",
                       choice->is_open ? _(": left open, to be divided")
                                       : _(": nobody can take it"));
        cpts_prose_put(&text->prose, "\n");
    } else {
        cpts_prose_put(&text->prose, " → ");
        cpts_prose_name(&text->prose, first->name);
        cpts_prose_put(&text->prose, "\n        %s", _("today "));
        cpts_facts_words(&text->prose, &first->today);
        cpts_prose_put(&text->prose, "\n        %s", _("if all were followed "));
        cpts_facts_words(&text->prose, &first->after);
        if (first->near_threshold)
            cpts_prose_put(&text->prose, "%s", _(", at a threshold"));
        cpts_prose_put(&text->prose, "\n");
    }
    for (size_t c = choice->is_open ? 0 : 1, shown = 0;
         c < choice->candidate_count && shown < OTHERS_SHOWN; c++) {
        const cpts_candidate *other = &choice->candidates[c];
        if (shown && !(other->today.border_m > 0) && !(other->share > 0))
            continue; /* only in reach through other white units */
        put_candidate(text, other,
                      choice->is_open ? _("declared by")
                      : shown         ? _("else")
                                      : _("rival"));
        if (!choice->is_open)
            cpts_loss_words(&text->prose, text->proposal, other);
        cpts_prose_put(&text->prose, "\n");
        shown++;
    }
}

/* Cut units follow a rule, so they are not worth a line each. */
static void put_choices(struct text *text)
{
    const struct cpts_proposal *proposal = text->proposal;
    size_t shown = 0, more = 0;
    for (size_t i = 0; i < proposal->choice_count; i++) {
        if (proposal->choices[i].question == CPTS_QUESTION_CUT)
            continue;
        if (shown == CHOICES_SHOWN)
            more++;
        else
            put_choice(text, &proposal->choices[i]);
        shown += shown < CHOICES_SHOWN;
    }
    put_more(text, more);
    if (shown)
        cpts_prose_put(&text->prose, "\n");
}

static void set_row(const struct text *text, struct prose_row *row,
                    const struct class_change *change)
{
    const struct prose *prose = &text->prose;
    cpts_row_set(row, 0, change->name);
    cpts_row_set(row, 1, cpts_prose_number(prose, row->cells[1], round(change->before), 0));
    cpts_row_set(row, 2, cpts_prose_number(prose, row->cells[2], round(change->after), 0));
    cpts_row_set(row, 3,
                 cpts_size_class_cell(prose, row->cells[3], change->class_before,
                                      isfinite(change->before) ? change->unknown_before : 0));
    cpts_row_set(row, 4,
                 cpts_size_class_cell(prose, row->cells[4], change->class_after,
                                      isfinite(change->after) ? change->unknown_after : 0));
    cpts_row_set(row, 5, cpts_prose_count(prose, row->cells[5], change->units));
}

static cpts_status put_perimeters(struct text *text)
{
    struct class_change *changes;
    size_t count;
    const cpts_status status = cpts_proposal_changes(text->proposal, &changes, &count);
    if (status != CPTS_OK || !count) {
        cpts_array_free(changes);
        return status;
    }
    struct prose_row rows[ROWS_SHOWN + 1] = {0};
    const size_t shown = count < ROWS_SHOWN ? count : ROWS_SHOWN;
    char said[CPTS_SAID_BYTES];
    cpts_row_set(&rows[0], 0, _("CPTS touched"));
    cpts_row_set(&rows[0], 1, _("inhabitants"));
    cpts_row_set(&rows[0], 2, _("after"));
    cpts_row_set(&rows[0], 3, _("class"));
    cpts_row_set(&rows[0], 4, _("after"));
    cpts_row_set(&rows[0], 5, cpts_said(said, &text->prose, _("{units}")));
    for (size_t i = 0; i < shown; i++)
        set_row(text, &rows[i + 1], &changes[i]);
    cpts_prose_table(&text->prose, rows, (int)shown + 1, 6);
    put_more(text, count - shown);
    cpts_prose_size_classes(&text->prose, &text->proposal->copy->size_classes);
    cpts_array_free(changes);
    return CPTS_OK;
}

cpts_status cpts_proposal_text(const struct cpts_proposal *proposal, struct output_file *file)
{
    struct text text = {.prose = cpts_prose_begin(file, &proposal->copy->units),
                        .proposal = proposal};
    put_head(&text);
    put_zones(&text);
    put_choices(&text);
    return put_perimeters(&text);
}
