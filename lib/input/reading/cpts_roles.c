/*
 * Which columns name the CPTS, and which further columns of units and of CPTS stand beside the
 * first.
 */
#include <string.h>

#include "input/reading/assigning.h"
#include "input/reading/remark_headings.h"
#include "input/region/region.h"
#include "input/sources/text.h"

/* Headings that can be the name of no CPTS. */
bool cpts_heading_is_surely_other(const struct assigning *assigning, int column)
{
    /* Other territories first: with --against they are what is looked for. */
    enum { TERRITORIES = 3 };
    static const char *const anywhere[] = {
        "epci",    "zonage",       "intercom", "popul",   "habit",   "statut",  "courriel",
        "adresse", "presid",       "contact",  "postal",  "insee",   "superf",  "surface",
        "commune", "comment",      "remarque", "medecin", "densite", "coordin", "signatair",
        "eligib",  "deliberation", "adhesion", "accorddu"};
    for (size_t i = 0; i < sizeof anywhere / sizeof *anywhere; i++)
        if (cpts_heading_has(assigning, column, anywhere[i]) &&
            !cpts_heading_speaks_of_them(assigning, column) &&
            !(assigning->request->kind && i < TERRITORIES))
            return true;
    return heading_says(assigning, column, FIELD_STATUS) ||
           heading_says(assigning, column, FIELD_FROM) ||
           heading_says(assigning, column, FIELD_TO) ||
           heading_says(assigning, column, FIELD_DEPARTMENT);
}

/* Headings of other things beside a CPTS; some of them begin the name of one. */
bool cpts_heading_names_something_else(const struct assigning *assigning, int column)
{
    /* Where a word begins: "tel" is in "Châtelard". */
    enum { TERRITORIES = 7 };
    static const char *const begun[] = {
        " canton",   " bassin",  " hopital", " ght ",   " agglo",      " pays ",  " region",
        " etat ",    " date",    " mail",    " email",  " e mail",     " tel ",   " telephone",
        " referent", " siege",   " site",    " depart", " dpt ",       " dep ",   " observ",
        " nb",       " nbr",     " nombre",  " phase",  " avancement", " source", " annee",
        " animat",   " url ",    " web ",    " geom",   " shape",      " finess", " siret",
        " siren",    " taille ", " altitude"};
    char words[128];
    if (cpts_heading_is_surely_other(assigning, column))
        return true;
    cpts_text_words(words, sizeof words, assigning->plan->headings.names[column]);
    for (size_t i = 0; i < sizeof begun / sizeof *begun; i++)
        if (strstr(words, begun[i]) && !cpts_heading_speaks_of_them(assigning, column) &&
            !(assigning->request->kind && i < TERRITORIES))
            return true;
    return false;
}

double cpts_role_cpts_weight(const struct assigning *assigning, int column)
{
    const struct column_facts *facts = facts_of(assigning, column);
    const int named = heading_says(assigning, column, FIELD_NAME);
    if (cpts_column_holds_crosses(assigning, column))
        return 0;
    const double filled = (double)facts->filled;
    double weight = named == 2 ? 0.6 : named ? 0.25 : 0;
    if (named < 2 && cpts_heading_speaks_of_them(assigning, column))
        weight += 0.5;
    if (named == 0 && cpts_heading_has(assigning, column, "libelle"))
        weight += 0.1;
    /* The code of a CPTS is not its name, but better than nothing. */
    if (heading_says(assigning, column, FIELD_ID) && !heading_says(assigning, column, FIELD_NAME))
        weight += cpts_heading_speaks_of_them(assigning, column) ? -0.6 : 0.15;
    if (facts->texts * 3 < facts->filled)
        weight -= 0.2;
    weight += 0.5 * (double)facts->cpts_words / filled;
    weight += 0.25 * (double)facts->texts / filled;
    if (facts->repeats * 4 > facts->filled || facts->distinct * 2 < facts->filled)
        weight += 0.1;
    if (facts->departments * 10 >= facts->filled * 9 || facts->epcis * 2 >= facts->filled)
        weight -= 0.6;
    weight -= 0.2 * (double)facts->units / filled;
    if (cpts_heading_says_another_time(assigning->plan->headings.names[column]))
        weight -= 0.3;
    return cpts_heading_names_something_else(assigning, column) ? weight - 0.6 : weight;
}

/* A column of the CPTS of another year, that says otherwise on some row; -1: none. */
static int other_year(const struct assigning *assigning, int name)
{
    const struct grid *grid = assigning->grid;
    for (int i = 0; i < assigning->measure->count; i++) {
        const struct column_facts *facts = facts_of(assigning, i);
        if (i == name || assigning->taken[i] || facts->filled == 0 ||
            facts->texts * 2 < facts->filled || cpts_heading_is_surely_other(assigning, i) ||
            !cpts_columns_are_of_a_kind(assigning, name, i) ||
            !cpts_columns_are_of_years(assigning, name, i))
            continue;
        for (size_t row = assigning->plan->first; row < grid->count; row++)
            if (strcmp(cpts_grid_cell(grid, row, i), cpts_grid_cell(grid, row, name)) != 0)
                return i;
    }
    return -1;
}

static cpts_status refuse_rivals(struct assigning *assigning, int one, int other)
{
    return cpts_role_refuse(
        assigning, FIELD_NAME, one, other,
        cpts_arena_format(assigning->arena,
                          _("both columns '%s' and '%s' may be the CPTS; say which with "
                            "%sname=COLUMN"),
                          cpts_plan_column_name(assigning->plan, assigning->arena, one),
                          cpts_plan_column_name(assigning->plan, assigning->arena, other),
                          assigning->request->option));
}

cpts_status cpts_roles_assign_cpts(struct assigning *assigning)
{
    if (is_given(assigning, FIELD_NAME))
        return CPTS_OK;
    int best = cpts_role_heaviest(assigning, cpts_role_cpts_weight, -1);
    if (best < 0)
        return CPTS_OK;
    /* Of "CPTS 1" and "CPTS 2" the fuller. */
    for (int i = 0; i < assigning->measure->count; i++)
        if (!assigning->taken[i] && cpts_columns_are_numbered(assigning, best, i) &&
            facts_of(assigning, i)->texts > facts_of(assigning, best)->texts)
            best = i;
    const double weight = cpts_role_cpts_weight(assigning, best);
    for (int i = 0; i < assigning->measure->count; i++) {
        if (i == best || assigning->taken[i] || facts_of(assigning, i)->filled == 0 ||
            cpts_role_cpts_weight(assigning, i) < LEAST_PERCENT / 100.0 ||
            cpts_role_cpts_weight(assigning, i) < weight - MARGIN_PERCENT / 100.0 ||
            cpts_columns_say_the_same(assigning, best, i) ||
            cpts_columns_go_together(assigning, i, best) ||
            heading_says(assigning, i, FIELD_ID) == 2 || is_given(assigning, FIELD_ID))
            continue;
        /* A second column for a second CPTS. */
        if (cpts_heading_speaks_of_them(assigning, i) &&
            cpts_heading_speaks_of_them(assigning, best))
            continue;
        return refuse_rivals(assigning, best, i);
    }
    const int other = other_year(assigning, best);
    if (other >= 0)
        return refuse_rivals(assigning, best, other);
    return cpts_role_take(assigning, FIELD_NAME, best, "name", facts_of(assigning, best)->filled)
               ? CPTS_OK
               : cpts_fail_memory(assigning->known->region->context);
}

/* An id is believed by its heading; whether it is a key is found out with the names. */
cpts_status cpts_roles_assign_id(struct assigning *assigning)
{
    if (is_given(assigning, FIELD_ID))
        return CPTS_OK;
    int best = -1, says_best = 0;
    for (int i = 0; i < assigning->measure->count; i++) {
        const struct column_facts *facts = facts_of(assigning, i);
        int says = heading_says(assigning, i, FIELD_ID);
        if (assigning->request->kind && facts->epcis * 10 >= facts->filled * 9)
            says = 3; /* the SIREN of territories is their id */
        if (assigning->taken[i] || facts->filled == 0 || says <= says_best ||
            cpts_column_holds_crosses(assigning, i) || /* "Périmètre": yes or no */
            (says < 3 && cpts_heading_names_something_else(assigning, i)))
            continue;
        best = i;
        says_best = says;
    }
    if (best < 0)
        return CPTS_OK;
    return cpts_role_take(assigning, FIELD_ID, best, "id", facts_of(assigning, best)->filled)
               ? CPTS_OK
               : cpts_fail_memory(assigning->known->region->context);
}

/* ---- several columns --------------------------------------------------------------------- */

static bool is_more_units(const struct assigning *assigning, int first, int column)
{
    const struct column_facts *facts = facts_of(assigning, column);
    if (assigning->taken[column] || !facts->filled || facts->units * 2 < facts->filled)
        return false;
    const char *heading = assigning->plan->headings.names[column];
    const bool has_header = assigning->plan->header_line > 0;
    if (*heading && !cpts_columns_are_of_a_kind(assigning, first, column))
        return false;
    if (!has_header || !*heading || cpts_columns_are_of_a_kind(assigning, first, column))
        return cpts_columns_agree(assigning, first, column) < 60;
    return false;
}

/* Whether a text of one column is in the other. False when memory is short. */
static bool shares_a_text(const struct assigning *assigning, int one, int other, bool *shares)
{
    const struct grid *grid = assigning->grid;
    struct name_index texts = {0};
    bool done = true;
    *shares = false;
    for (size_t i = assigning->plan->first; i < grid->count && done; i++) {
        const char *text = cpts_grid_cell(grid, i, one);
        done =
            !*text || cpts_name_index_value(&texts, text) || cpts_name_index_add(&texts, text, 0);
    }
    for (size_t i = assigning->plan->first; i < grid->count && done && !*shares; i++) {
        const char *text = cpts_grid_cell(grid, i, other);
        *shares = *text && cpts_name_index_value(&texts, text);
    }
    cpts_name_index_free(&texts);
    return done;
}

/* "Couverture CPTS" with "Oui" and "Non", or "Couvert" and "Partiel": few words on many rows, none
 * of which is a CPTS elsewhere. */
static bool says_whether(const struct assigning *assigning, int first, int column)
{
    const struct column_facts *facts = facts_of(assigning, column);
    bool shares;
    return (facts->distinct <= 2 || facts->distinct * 20 <= facts->filled) &&
           facts->cpts_words * 2 < facts->filled &&
           shares_a_text(assigning, first, column, &shares) && !shares;
}

static bool is_more_cpts(const struct assigning *assigning, int first, int column)
{
    const struct column_facts *facts = facts_of(assigning, column);
    if (assigning->taken[column] || !facts->filled || facts->texts * 2 < facts->filled ||
        says_whether(assigning, first, column) ||
        cpts_columns_are_of_years(assigning, first, column))
        return false;
    const char *heading = assigning->plan->headings.names[column];
    if (cpts_heading_says_another_time(heading))
        return false;
    if (cpts_columns_are_numbered(assigning, first, column))
        return true;
    if (*heading && cpts_columns_are_of_a_kind(assigning, first, column))
        return !cpts_columns_go_together(assigning, first, column) ||
               facts->filled * 2 < facts_of(assigning, first)->filled;
    return !*heading && facts->cpts_words * 2 >= facts->filled &&
           facts_of(assigning, first)->cpts_words * 2 >= facts_of(assigning, first)->filled &&
           !cpts_columns_go_together(assigning, first, column) &&
           !cpts_columns_go_together(assigning, column, first);
}

typedef bool (*more_fn)(const struct assigning *assigning, int first, int column);

static bool take_more(struct assigning *assigning, int first, more_fn is_more, const char *role,
                      int **columns, int *count)
{
    *columns = cpts_arena_alloc(assigning->arena,
                                sizeof **columns * (size_t)(assigning->measure->count + 1));
    if (!*columns)
        return false;
    for (int i = 0; i < assigning->measure->count; i++)
        if (i != first && is_more(assigning, first, i)) {
            (*columns)[(*count)++] = i;
            assigning->taken[i] = true;
            if (!cpts_plan_witness(assigning->plan, i, role, facts_of(assigning, i)->units,
                                   facts_of(assigning, i)->filled))
                return false;
        }
    return true;
}

cpts_status cpts_roles_assign_more(struct assigning *assigning)
{
    struct plan *plan = assigning->plan;
    const int *at = plan->columns.at;
    const int unit = at[FIELD_CODE] >= 0 ? at[FIELD_CODE] : at[FIELD_UNIT];
    const int name = at[FIELD_NAME] >= 0 ? at[FIELD_NAME] : at[FIELD_ID];
    bool done = true;
    if (unit >= 0)
        done = take_more(assigning, unit, is_more_units, "unit", &plan->unit_columns,
                         &plan->unit_count);
    if (done && name >= 0)
        done = take_more(assigning, name, is_more_cpts, "name", &plan->cpts_columns,
                         &plan->cpts_count);
    return done ? CPTS_OK : cpts_fail_memory(assigning->known->region->context);
}
