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
#define EPCI_SHOWN    4
#define CHOICES_SHOWN 20
#define OTHERS_SHOWN  3
#define ROWS_SHOWN    30

struct text {
    struct prose prose;
    const struct cpts_proposal *proposal;
};

/* The forms that a language needs before a name: French says "de", "d'", "du" and "des". A form
 * that is not translated is that of all names. */
const char *cpts_zone_label(char *out, size_t size, const char *name)
{
    static const struct {
        const char *start, *format;
        size_t skipped;
    } forms[] = {
        {"Le ", N_("Zone of (Le) %s"), 3},  {"Les ", N_("Zone of (Les) %s"), 4},
        {"A", N_("Zone of (vowel) %s"), 0}, {"E", N_("Zone of (vowel) %s"), 0},
        {"I", N_("Zone of (vowel) %s"), 0}, {"O", N_("Zone of (vowel) %s"), 0},
        {"U", N_("Zone of (vowel) %s"), 0}, {"É", N_("Zone of (vowel) %s"), 0},
        {"È", N_("Zone of (vowel) %s"), 0}, {"Î", N_("Zone of (vowel) %s"), 0},
    };
    const char *format = _("Zone of %s");
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const char *own = _(forms[i].format);
        if (own == forms[i].format || strncmp(name, forms[i].start, strlen(forms[i].start)) != 0)
            continue;
        snprintf(out, size, own, name + forms[i].skipped);
        return out;
    }
    snprintf(out, size, format, name);
    return out;
}

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
    cpts_prose_put(&text->prose, "%s\n", _("In question:"));
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
    put_count(text,
              dngettext("cpts-coverage",
                        "of these, %s unit is left open: it is to be divided, not given away",
                        "of these, %s units are left open: they are to be divided, not given away",
                        text->proposal->open),
              text->proposal->open);
}

const char *cpts_proposal_verdict(const struct cpts_proposal *proposal)
{
    return proposal->after->verdict == CPTS_VERDICT_COMPLIANT
               ? _("The proposed declaration is COMPLIANT: it was checked.")
           : proposal->is_compliant_apart
               ? _("The proposed declaration was checked: nothing is wrong but what is left open.")
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
    cpts_prose_put(&text->prose, "\n%s\n", cpts_proposal_certainty(proposal));
    cpts_prose_painted(&text->prose,
                       proposal->after->verdict == CPTS_VERDICT_COMPLIANT ? PAINT_GOOD : PAINT_BAD,
                       cpts_proposal_verdict(proposal));
    cpts_prose_put(&text->prose, "\n\n");
}

/* ---- zones --------------------------------------------------------------------------------- */

static void put_number(struct text *text, double value)
{
    char cell[CPTS_CELL_BYTES];
    cpts_prose_put(&text->prose, "%s", cpts_prose_number(&text->prose, cell, round(value), 0));
}

/* "48,376 → 64,756 inhabitants, size 2 → 2, at most 287,000 → 287,000 €/year, 1 piece" */
static void put_part(struct text *text, const cpts_zone_part *part)
{
    char pieces[CPTS_CELL_BYTES], line[CPTS_CLASS_BYTES];
    if (part->name)
        cpts_prose_name(&text->prose, part->name);
    else
        cpts_prose_put(&text->prose, "%s", _("the new CPTS"));
    cpts_prose_put(&text->prose, "%s", _(": "));
    if (!part->pieces_after) {
        cpts_prose_put(&text->prose, "%s", _("nothing is left to it"));
        return;
    }
    if (isfinite(part->population_after)) {
        if (part->name) {
            put_number(text, part->population_before);
            cpts_prose_put(&text->prose, " → ");
        }
        put_number(text, part->population_after);
        cpts_prose_put(&text->prose, "%s",
                       part->unknown_after ? _(" known inhabitants") : _(" inhabitants"));
        if (part->unknown_after)
            cpts_prose_put(&text->prose, ", %s",
                           cpts_unknown_class_words(&text->prose, line, part->unknown_after));
        else if (part->class_before && part->class_before != part->class_after)
            cpts_prose_put(&text->prose, _(", size %zu → %zu"), part->class_before,
                           part->class_after);
        else if (part->class_after)
            cpts_prose_put(&text->prose, _(", size %zu"), part->class_after);
        cpts_prose_put(&text->prose, ", ");
    }
    snprintf(line, sizeof line,
             dngettext("cpts-coverage", "%s piece", "%s pieces", part->pieces_after),
             cpts_prose_count(&text->prose, pieces, part->pieces_after));
    cpts_prose_put(&text->prose, "%s", line);
}

static void put_money(struct text *text, const cpts_alternative *alternative)
{
    const double before = alternative->ceiling_before_eur, after = alternative->ceiling_after_eur;
    char cells[2][CPTS_CELL_BYTES];
    if (!isfinite(before) || !isfinite(after))
        return;
    cpts_prose_put(&text->prose, _("; ceilings %s → %s € a year"),
                   cpts_prose_number(&text->prose, cells[0], before, 0),
                   cpts_prose_number(&text->prose, cells[1], after, 0));
}

static const char *way_words(const cpts_alternative *alternative)
{
    switch (alternative->way) {
    case CPTS_WAY_SPLIT:
        return _("shared out: ");
    case CPTS_WAY_NEW:
        return _("a new CPTS: ");
    default:
        return _("all of it to one: ");
    }
}

static void put_alternative(struct text *text, const cpts_zone *zone,
                            const cpts_alternative *alternative)
{
    cpts_prose_put(&text->prose, "      ");
    cpts_prose_put(&text->prose, "%s", alternative->is_proposed ? _("proposed") : _("or"));
    cpts_prose_put(&text->prose, " ");
    if (alternative->way == CPTS_WAY_OPEN) {
        cpts_prose_put(
            &text->prose, "%s\n",
            _("left open: CPTS that declare it by lists alone share it. Declare its IRIS "
              "or quarters and add their layer with --units (--settle-shared gives it "
              "to one of them)"));
        return;
    }
    cpts_prose_put(&text->prose, "%s", way_words(alternative));
    for (size_t p = 0; p < alternative->part_count; p++) {
        cpts_prose_put(&text->prose, "%s", p ? " ; " : "");
        if (alternative->way == CPTS_WAY_SPLIT)
            cpts_prose_put(&text->prose, "%zu → ", alternative->parts[p].unit_count);
        put_part(text, &alternative->parts[p]);
    }
    put_money(text, alternative);
    if (zone->epci_count)
        cpts_prose_put(&text->prose, _("; EPCI kept whole: %zu of %zu"), alternative->epci_whole,
                       zone->epci_count);
    cpts_prose_put(&text->prose, "\n");
}

static void put_zone(struct text *text, const cpts_zone *zone, size_t number)
{
    char cell[CPTS_CELL_BYTES], line[256], label[512];
    cpts_prose_put(&text->prose, "  %2zu. ", number);
    if (zone->unit_count == 1)
        cpts_prose_name(&text->prose, zone->name);
    else
        cpts_prose_name(&text->prose, cpts_zone_label(label, sizeof label, zone->name));
    snprintf(line, sizeof line,
             dngettext("cpts-coverage", ": %s unit", ": %s units", zone->unit_count),
             cpts_prose_count(&text->prose, cell, zone->unit_count));
    cpts_prose_put(&text->prose, "%s", line);
    if (isfinite(zone->population)) {
        cpts_prose_put(&text->prose, ", ");
        put_number(text, zone->population);
        cpts_prose_put(&text->prose, "%s",
                       zone->unknown_units ? _(" known inhabitants") : _(" inhabitants"));
    }
    cpts_prose_put(&text->prose, ", %s",
                   zone->question == CPTS_QUESTION_WHITE ? _("in no CPTS") : _("in several CPTS"));
    for (size_t i = 0; i < zone->epci_count && i < EPCI_SHOWN; i++) {
        cpts_prose_put(&text->prose, "%s", i ? ", " : ", EPCI ");
        cpts_prose_name(&text->prose, zone->epci[i]);
    }
    cpts_prose_put(&text->prose, "\n");
    for (size_t i = 0; i < zone->alternative_count; i++)
        put_alternative(text, zone, &zone->alternatives[i]);
}

static void put_more(struct text *text, size_t more)
{
    char cell[CPTS_CELL_BYTES];
    if (more)
        cpts_prose_put(&text->prose,
                       dngettext("cpts-coverage", "      and %s more: --json FILE gives all.\n",
                                 "      and %s more: --json FILE gives all.\n", more),
                       cpts_prose_count(&text->prose, cell, more));
}

static void put_zones(struct text *text)
{
    const struct cpts_proposal *proposal = text->proposal;
    const size_t count = proposal->zone_count;
    const size_t shown = count < ZONES_SHOWN ? count : ZONES_SHOWN;
    if (!count)
        return;
    cpts_prose_put(&text->prose, "%s\n%s\n", _("To decide, most inhabitants first"),
                   _("(each as if it were decided alone, all else as declared today):"));
    for (size_t i = 0; i < shown; i++)
        put_zone(text, &proposal->zones[i], i + 1);
    put_more(text, count - shown);
    cpts_prose_put(&text->prose, "\n");
}

/* ---- unit by unit -------------------------------------------------------------------------- */

/* What ties the candidate to the unit, in one state or the other. */
static void put_facts(struct text *text, const cpts_candidate_facts *facts)
{
    char cell[CPTS_CELL_BYTES], percent[CPTS_CELL_BYTES], words[CPTS_CLASS_BYTES];
    if (facts->border_m > 0 && facts->border_m < 100)
        cpts_prose_put(&text->prose, _("%s m of border"),
                       cpts_prose_number(&text->prose, cell, facts->border_m, 0));
    else if (facts->border_m > 0)
        cpts_prose_put(&text->prose, _("%s km of border, %s %%"),
                       cpts_prose_number(&text->prose, cell, facts->border_m / 1000, 1),
                       cpts_prose_number(&text->prose, percent, 100 * facts->border_share, 0));
    else
        cpts_prose_put(&text->prose, "%s", _("touches none of its units"));
    if (facts->epci_units)
        cpts_prose_put(&text->prose, _(", %zu of the %zu other units of its EPCI"),
                       facts->epci_held, facts->epci_units);
    if (facts->same_group)
        cpts_prose_put(&text->prose, "%s", _(", same département"));
    if (isfinite(facts->population)) {
        cpts_prose_put(&text->prose,
                       facts->unknown_units ? _(", %s known inhabitants") : _(", %s inhabitants"),
                       cpts_prose_number(&text->prose, cell, round(facts->population), 0));
        if (facts->unknown_units)
            cpts_prose_put(&text->prose, "; %s",
                           cpts_unknown_class_words(&text->prose, words, facts->unknown_units));
        else if (facts->size_class)
            cpts_prose_put(&text->prose, _(", size %zu"), facts->size_class);
    }
}

/* Why a candidate is not the one proposed. */
static void put_loss(struct text *text, const cpts_candidate *candidate)
{
    static const char *const sought[CPTS_OBJECTIVE_COUNT] = {
        [CPTS_OBJECTIVE_BORDER] = N_("borders between CPTS would be longer"),
        [CPTS_OBJECTIVE_POPULATION] = N_("populations would be less even"),
        [CPTS_OBJECTIVE_COMPACT] = N_("territories would be less compact"),
    };
    const char *why = NULL;
    switch (candidate->lost_on) {
    case CPTS_LOSS_SHARE:
        why = _("it claims less of the unit");
        break;
    case CPTS_LOSS_EMPTY:
        why = _("a CPTS would be left without any unit");
        break;
    case CPTS_LOSS_PIECES:
        why = _("CPTS would be in more pieces");
        break;
    case CPTS_LOSS_THRESHOLD:
        why = _("a CPTS would be at the threshold of a size");
        break;
    case CPTS_LOSS_OBJECTIVE:
        why = _(sought[text->proposal->asked.objective]);
        break;
    default:
        why = _("it is as good, and comes after it by its id");
    }
    cpts_prose_put(&text->prose, _("; the rest being as proposed, %s"), why);
}

static void put_candidate(struct text *text, const cpts_candidate *candidate, const char *label)
{
    cpts_prose_put(&text->prose, "      ");
    cpts_prose_put(&text->prose, "%s", label);
    cpts_prose_put(&text->prose, " ");
    cpts_prose_name(&text->prose, candidate->name);
    cpts_prose_put(&text->prose, "%s", _(": "));
    cpts_prose_put(&text->prose, "%s", _("today "));
    put_facts(text, &candidate->today);
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
        put_facts(text, &first->today);
        cpts_prose_put(&text->prose, "\n        %s", _("if all were followed "));
        put_facts(text, &first->after);
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
            put_loss(text, other);
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
    cpts_row_set(&rows[0], 0, _("CPTS touched"));
    cpts_row_set(&rows[0], 1, _("inhabitants"));
    cpts_row_set(&rows[0], 2, _("after"));
    cpts_row_set(&rows[0], 3, _("class"));
    cpts_row_set(&rows[0], 4, _("after"));
    cpts_row_set(&rows[0], 5, _("units"));
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
    struct text text = {.prose = cpts_prose_begin(file), .proposal = proposal};
    put_head(&text);
    put_zones(&text);
    put_choices(&text);
    const cpts_status status = put_perimeters(&text);
    if (status == CPTS_OK && proposal->choice_count)
        cpts_prose_put(&text.prose, "%s\n",
                       _("The proposed declaration: --declaration FILE.csv, or --gpkg FILE to see "
                         "it in QGIS."));
    return status;
}
