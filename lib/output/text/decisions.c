/*
 * What people decide about, in sentences that the terminal and the page share: zones, what could be
 * done of each, what ties a CPTS to a unit and why it is not the one proposed.
 */
#include <math.h>
#include <string.h>

#include "coverage/findings/findings.h"
#include "coverage/notices/shared_unit.h"
#include "output/proposal.h"
#include "output/text/words.h"

#define EPCI_SHOWN 4

/* "Zone of Sisteron", in `out`, in the form that a language needs before the name: French says
 * "de", "d'", "du" and "des". A form that is not translated is that of all names. */
static const char *zone_label(char *out, size_t size, const char *name)
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

/* ---- zones --------------------------------------------------------------------------------- */

static void put_number(struct prose *prose, double value)
{
    char cell[CPTS_CELL_BYTES];
    cpts_prose_put(prose, "%s", cpts_prose_number(prose, cell, round(value), 0));
}

/* What follows a figure of inhabitants. */
static const char *inhabitants(double population, size_t unknown_units)
{
    const unsigned long number = (unsigned long)llround(population);
    return unknown_units ? P_(" known inhabitant", " known inhabitants", number)
                         : P_(" inhabitant", " inhabitants", number);
}

/* Whose part it is: with an article, "la CPTS Nord", where the words before it end in "to". */
static void put_owner(struct prose *prose, const cpts_zone_part *part, bool is_given)
{
    const char *name = part->name;
    if (!name) {
        cpts_prose_put(prose, "%s", _("the new CPTS"));
        return;
    }
    if (is_given)
        cpts_prose_put(prose, "%s", cpts_perimeter_article(&name));
    cpts_prose_name(prose, name);
}

/* "36,729 → 56,986 inhabitants, size 1 → 2, 1 piece, 12.3 km of border with it today" */
static void put_part(struct prose *prose, const cpts_alternative *alternative, size_t index)
{
    const cpts_zone_part *part = &alternative->parts[index];
    const bool is_share = alternative->way == CPTS_WAY_SPLIT;
    char cell[CPTS_CELL_BYTES], line[CPTS_CLASS_BYTES];
    if (is_share)
        cpts_prose_put(prose, _("%s to "), cpts_units_words(prose, line, part->unit_count));
    /* "a new CPTS: " has been said. */
    if (index || alternative->way != CPTS_WAY_NEW) {
        put_owner(prose, part, is_share || (!index && alternative->way == CPTS_WAY_WHOLE));
        cpts_prose_put(prose, "%s", _(": "));
    }
    if (!part->pieces_after) {
        cpts_prose_put(prose, "%s", _("nothing is left to it"));
        return;
    }
    if (isfinite(part->population_after)) {
        if (part->name && round(part->population_before) != round(part->population_after)) {
            put_number(prose, part->population_before);
            cpts_prose_put(prose, " → ");
        }
        put_number(prose, part->population_after);
        cpts_prose_put(prose, "%s", inhabitants(part->population_after, part->unknown_after));
        if (part->unknown_after)
            cpts_prose_put(prose, ", %s",
                           cpts_unknown_class_words(prose, line, part->unknown_after));
        else if (part->class_before && part->class_before != part->class_after)
            cpts_prose_put(prose, _(", size %zu → %zu"), part->class_before, part->class_after);
        else if (part->class_after)
            cpts_prose_put(prose, _(", size %zu"), part->class_after);
        cpts_prose_put(prose, ", ");
    }
    snprintf(line, sizeof line, P_("%s piece", "%s pieces", part->pieces_after),
             cpts_prose_count(prose, cell, part->pieces_after));
    cpts_prose_put(prose, "%s", line);
    if (part->border_m > 0)
        cpts_prose_put(prose, _(", %s km of border with it today"),
                       cpts_prose_number(prose, cell, part->border_m / 1000, 1));
}

static bool put_money(struct prose *prose, const cpts_alternative *alternative)
{
    const double before = alternative->ceiling_before_eur, after = alternative->ceiling_after_eur;
    char cells[2][CPTS_CELL_BYTES];
    if (!isfinite(before) || !isfinite(after))
        return false;
    if (before == after)
        cpts_prose_put(prose, _("ceilings unchanged, %s € a year"),
                       cpts_prose_number(prose, cells[0], after, 0));
    else
        cpts_prose_put(prose, _("ceilings %s → %s € a year"),
                       cpts_prose_number(prose, cells[0], before, 0),
                       cpts_prose_number(prose, cells[1], after, 0));
    return true;
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

void cpts_alternative_part_words(struct prose *prose, const cpts_alternative *alternative,
                                 size_t part)
{
    cpts_prose_put(prose, "%s", part ? "" : way_words(alternative));
    put_part(prose, alternative, part);
}

void cpts_alternative_sum_words(struct prose *prose, const cpts_zone *zone,
                                const cpts_alternative *alternative)
{
    const bool has_money = put_money(prose, alternative);
    if (zone->epci_count)
        cpts_prose_put(prose, "%s", has_money ? _("; ") : "");
    if (zone->epci_count)
        cpts_prose_put(prose, _("EPCI kept whole: %zu of %zu"), alternative->epci_whole,
                       zone->epci_count);
}

void cpts_alternative_open_words(struct prose *prose, const cpts_zone *zone)
{
    cpts_prose_put(prose, "%s",
                   _("left open: several CPTS declare it whole, in lists only "
                     "(--settle-shared gives it to one of them). "));
    cpts_prose_put(prose, "%s", cpts_divide_words(zone->units[0]));
}

static bool has_sum(const cpts_zone *zone, const cpts_alternative *alternative)
{
    return zone->epci_count ||
           (isfinite(alternative->ceiling_before_eur) && isfinite(alternative->ceiling_after_eur));
}

void cpts_alternative_words(struct prose *prose, const cpts_zone *zone,
                            const cpts_alternative *alternative)
{
    if (alternative->way == CPTS_WAY_OPEN) {
        cpts_alternative_open_words(prose, zone);
        return;
    }
    for (size_t p = 0; p < alternative->part_count; p++) {
        cpts_prose_put(prose, "%s", p ? _("; ") : "");
        cpts_alternative_part_words(prose, alternative, p);
    }
    cpts_prose_put(prose, "%s", has_sum(zone, alternative) ? _("; ") : "");
    cpts_alternative_sum_words(prose, zone, alternative);
}

/* "3 communes, 24,867 inhabitants, in no CPTS, EPCI 200039915" */
void cpts_zone_figures(struct prose *prose, const cpts_zone *zone)
{
    char line[CPTS_UNITS_BYTES];
    if (zone->unit_count > 1)
        cpts_prose_put(prose, "%s, ", cpts_units_words(prose, line, zone->unit_count));
    if (isfinite(zone->population)) {
        put_number(prose, zone->population);
        cpts_prose_put(prose, "%s", inhabitants(zone->population, zone->unknown_units));
        cpts_prose_put(prose, ", ");
    }
    cpts_prose_put(prose, "%s",
                   zone->question == CPTS_QUESTION_WHITE ? _("in no CPTS") : _("in several CPTS"));
    for (size_t i = 0; i < zone->epci_count && i < EPCI_SHOWN; i++) {
        cpts_prose_put(prose, "%s", i ? ", " : ", EPCI ");
        cpts_prose_name(prose, zone->epci[i]);
    }
}

void cpts_zone_title(struct prose *prose, const cpts_zone *zone)
{
    char label[512];
    if (zone->unit_count == 1)
        cpts_prose_name(prose, zone->name);
    else
        cpts_prose_name(prose, zone_label(label, sizeof label, zone->name));
}

void cpts_zone_heading(struct prose *prose, const cpts_zone *zone)
{
    cpts_zone_title(prose, zone);
    cpts_prose_put(prose, "%s", _(": "));
    cpts_zone_figures(prose, zone);
}

/* ---- a CPTS and a unit --------------------------------------------------------------------- */

/* What ties the candidate to the unit, in one state or the other. */
void cpts_facts_words(struct prose *prose, const cpts_candidate_facts *facts)
{
    char cell[CPTS_CELL_BYTES], percent[CPTS_CELL_BYTES], words[CPTS_CLASS_BYTES];
    const double share = 100 * facts->border_share; /* 99.7 % is not all of it */
    cpts_prose_number(prose, percent, share < 100 ? fmin(share, 99) : share, 0);
    if (facts->border_m > 0 && facts->border_m < 100 && share < 1)
        cpts_prose_put(prose, _("%s m of border, under 1 %%"),
                       cpts_prose_number(prose, cell, facts->border_m, 0));
    else if (facts->border_m > 0 && facts->border_m < 100)
        cpts_prose_put(prose, _("%s m of border, %s %%"),
                       cpts_prose_number(prose, cell, facts->border_m, 0), percent);
    else if (facts->border_m > 0)
        cpts_prose_put(prose, _("%s km of border, %s %%"),
                       cpts_prose_number(prose, cell, facts->border_m / 1000, 1), percent);
    else
        cpts_prose_put(prose, "%s", _("no shared border"));
    if (facts->epci_units)
        cpts_prose_put(prose, _(", has %zu of the %s of its EPCI"), facts->epci_held,
                       cpts_other_units_words(prose, words, facts->epci_units));
    if (facts->same_group)
        cpts_prose_put(prose, "%s", _(", same département"));
    if (!isfinite(facts->population))
        return;
    cpts_prose_put(prose, ", %s%s", cpts_prose_number(prose, cell, round(facts->population), 0),
                   inhabitants(facts->population, facts->unknown_units));
    if (facts->unknown_units)
        cpts_prose_put(prose, "%s%s", _("; "),
                       cpts_unknown_class_words(prose, words, facts->unknown_units));
    else if (facts->size_class)
        cpts_prose_put(prose, _(", size %zu"), facts->size_class);
}

/* Why a candidate is not the one proposed. */
void cpts_loss_words(struct prose *prose, const struct cpts_proposal *proposal,
                     const cpts_candidate *candidate)
{
    static const char *const sought[CPTS_OBJECTIVE_COUNT] = {
        [CPTS_OBJECTIVE_BORDER] = N_("borders between CPTS would be longer"),
        [CPTS_OBJECTIVE_POPULATION] = N_("populations would be less even"),
        [CPTS_OBJECTIVE_COMPACT] = N_("territories would be less compact"),
    };
    const char *why = NULL;
    char said[CPTS_SAID_BYTES];
    switch (candidate->lost_on) {
    case CPTS_LOSS_SHARE:
        why = _("it claims less {of the unit}");
        break;
    case CPTS_LOSS_EMPTY:
        why = _("nothing would be left to a CPTS");
        break;
    case CPTS_LOSS_PIECES:
        why = _("CPTS would be in more pieces");
        break;
    case CPTS_LOSS_THRESHOLD:
        why = _("a CPTS would be at the threshold of a size");
        break;
    case CPTS_LOSS_OBJECTIVE:
        why = _(sought[proposal->asked.objective]);
        break;
    default:
        why = _("it is as good, but its id comes later");
    }
    cpts_prose_put(prose, _("; not proposed: the rest being as proposed, %s"),
                   cpts_said(said, prose, why));
}
