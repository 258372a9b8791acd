/*
 * A proposal for people: what it settles and how sure it is, unit by unit with the reason, and the
 * perimeters it changes.
 */
#include <math.h>

#include "output/proposal.h"
#include "output/text/prose.h"

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

/* `format` is in the language of the run, for this count. */
static void put_count(struct text *text, const char *format, size_t count)
{
    char cell[CPTS_CELL_BYTES], line[512];
    if (!count)
        return;
    snprintf(line, sizeof line, format, cpts_prose_count(&text->prose, cell, count));
    cpts_prose_put(&text->prose, "  – %s\n", line);
}

static void put_counts(struct text *text)
{
    const size_t *by_question = text->proposal->by_question;
    const size_t white = by_question[CPTS_QUESTION_WHITE], cut = by_question[CPTS_QUESTION_CUT];
    const size_t shared = by_question[CPTS_QUESTION_OVERLAP], left = text->proposal->left;
    cpts_prose_put(&text->prose, "%s\n", _("Settled:"));
    put_count(
        text,
        dngettext("cpts-coverage", "%s unit in no perimeter", "%s units in no perimeter", white),
        white);
    put_count(text,
              dngettext("cpts-coverage", "%s unit in several perimeters",
                        "%s units in several perimeters", shared),
              shared);
    put_count(text,
              dngettext("cpts-coverage",
                        "%s unit that perimeters cut, given whole to who claims most of it",
                        "%s units that perimeters cut, given whole to who claims most of them",
                        cut),
              cut);
    put_count(text,
              dngettext("cpts-coverage", "%s unit is left: no perimeter can take it",
                        "%s units are left: no perimeter can take them", left),
              left);
}

const char *cpts_proposal_verdict(const struct cpts_proposal *proposal)
{
    return proposal->after->compliant
               ? _("The proposed declaration is COMPLIANT: it was checked.")
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
    cpts_prose_put(&text->prose, _("PROPOSAL — %s"), cpts_objective_words(proposal->objective));
    cpts_prose_put(&text->prose, "\n%s\n\n",
                   _("Advice only: nothing is decided, and the declaration is not changed."));
    if (!proposal->choice_count) {
        cpts_prose_put(&text->prose, "%s\n\n", _("There is nothing to settle."));
        return;
    }
    put_counts(text);
    cpts_prose_put(&text->prose, "\n%s\n", cpts_proposal_certainty(proposal));
    cpts_prose_painted(&text->prose, proposal->after->compliant ? PAINT_GOOD : PAINT_BAD,
                       cpts_proposal_verdict(proposal));
    cpts_prose_put(&text->prose, "\n\n");
}

/* "CPTS Nord (12.4 km of border, 60 %; class 2; contiguous)" */
static void put_reasons(struct text *text, const cpts_candidate *candidate)
{
    char cell[CPTS_CELL_BYTES], percent[CPTS_CELL_BYTES];
    cpts_prose_name(&text->prose, candidate->name);
    cpts_prose_put(&text->prose, " (");
    cpts_prose_put(&text->prose, _("%s km of border, %s %%"),
                   cpts_prose_number(&text->prose, cell, candidate->border_m / 1000, 1),
                   cpts_prose_number(&text->prose, percent, 100 * candidate->border_share, 0));
    if (candidate->same_group)
        cpts_prose_put(&text->prose, "%s", _(", same département"));
    if (candidate->epci_held)
        cpts_prose_put(&text->prose, _(", %zu of the %zu other units of its EPCI"),
                       candidate->epci_held, candidate->epci_units);
    if (isfinite(candidate->population_after)) {
        cpts_prose_put(&text->prose, _(", %s inhabitants, class %zu"),
                       cpts_prose_number(&text->prose, cell, round(candidate->population_after), 0),
                       candidate->class_after);
        if (candidate->near_threshold)
            cpts_prose_put(&text->prose, "%s", _(", at a threshold"));
    }
    if (!candidate->is_contiguous)
        cpts_prose_put(&text->prose, "%s", _(", in one more piece"));
    cpts_prose_put(&text->prose, ")");
}

static void put_choice(struct text *text, const cpts_choice *choice)
{
    cpts_prose_put(&text->prose, choice->is_exact ? "  – " : "  ~ ");
    cpts_prose_name(&text->prose, choice->name);
    cpts_prose_put(&text->prose, " (");
    cpts_prose_name(&text->prose, choice->unit);
    cpts_prose_put(&text->prose, ")");
    if (!choice->candidate_count) {
        cpts_prose_painted(&text->prose, PAINT_BAD, _(": nobody can take it"));
        cpts_prose_put(&text->prose, "\n");
        return;
    }
    cpts_prose_put(&text->prose, " → ");
    put_reasons(text, &choice->candidates[0]);
    cpts_prose_put(&text->prose, "\n");
    for (size_t c = 1, shown = 0; c < choice->candidate_count && shown < OTHERS_SHOWN; c++) {
        const cpts_candidate *other = &choice->candidates[c];
        if (!(other->border_m > 0) && !(other->share > 0))
            continue; /* only in reach through other white units */
        shown++;
        cpts_prose_put(&text->prose, "      ");
        cpts_prose_painted(&text->prose, PAINT_QUIET, _("else"));
        cpts_prose_put(&text->prose, " ");
        put_reasons(text, other);
        cpts_prose_put(&text->prose, "\n");
    }
}

/* Cut units follow a rule, so they are not worth a line each. */
static void put_choices(struct text *text)
{
    const struct cpts_proposal *proposal = text->proposal;
    char cell[CPTS_CELL_BYTES];
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
    if (more)
        cpts_prose_put(&text->prose,
                       dngettext("cpts-coverage", "      and %s more: --json FILE gives all.\n",
                                 "      and %s more: --json FILE gives all.\n", more),
                       cpts_prose_count(&text->prose, cell, more));
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
                 change->class_before ? cpts_prose_count(prose, row->cells[3], change->class_before)
                                      : "–");
    cpts_row_set(row, 4,
                 change->class_after ? cpts_prose_count(prose, row->cells[4], change->class_after)
                                     : "–");
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
    char cell[CPTS_CELL_BYTES];
    cpts_row_set(&rows[0], 0, _("CPTS touched"));
    cpts_row_set(&rows[0], 1, _("inhabitants"));
    cpts_row_set(&rows[0], 2, _("after"));
    cpts_row_set(&rows[0], 3, _("class"));
    cpts_row_set(&rows[0], 4, _("after"));
    cpts_row_set(&rows[0], 5, _("units"));
    for (size_t i = 0; i < shown; i++)
        set_row(text, &rows[i + 1], &changes[i]);
    cpts_prose_table(&text->prose, rows, (int)shown + 1, 6);
    if (count > shown)
        cpts_prose_put(&text->prose,
                       dngettext("cpts-coverage", "      and %s more: --json FILE gives all.\n",
                                 "      and %s more: --json FILE gives all.\n", count - shown),
                       cpts_prose_count(&text->prose, cell, count - shown));
    cpts_array_free(changes);
    return CPTS_OK;
}

cpts_status cpts_proposal_text(const struct cpts_proposal *proposal, struct output_file *file)
{
    struct text text = {.prose = cpts_prose_begin(file), .proposal = proposal};
    put_head(&text);
    put_choices(&text);
    const cpts_status status = put_perimeters(&text);
    if (status == CPTS_OK && proposal->choice_count)
        cpts_prose_put(&text.prose, "%s\n",
                       _("The proposed declaration: --declaration FILE.csv, or --gpkg FILE to see "
                         "it in QGIS."));
    return status;
}
