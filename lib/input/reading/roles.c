/*
 * Which column is what. Each candidate gets a weight from the share of its cells that say so and
 * from its heading; a heading alone never outweighs contents that say otherwise.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "input/reading/plan.h"
#include "input/region/builder.h"
#include "input/sources/text.h"

struct assigning {
    struct plan *plan;
    struct arena *arena;
    const struct known *known;
    const struct grid *grid;
    const struct measure *measure;
    const struct plan_request *request;
    bool *taken; /* by column */
};

bool cpts_plan_witness(struct plan *plan, int column, const char *role, size_t hits, size_t filled)
{
    if (!cpts_array_reserve(&plan->witnesses, &plan->witness_capacity, plan->witness_count + 1,
                            sizeof *plan->witnesses))
        return false;
    plan->witnesses[plan->witness_count++] =
        (struct witness){.column = column, .role = role, .hits = hits, .filled = filled};
    return true;
}

static const struct column_facts *facts_of(const struct assigning *assigning, int column)
{
    return &assigning->measure->columns[column];
}

/* 0 no, 1 perhaps, 2 surely: whether a heading names a field of a list. */
static int heading_says(const struct assigning *assigning, int column, enum field field)
{
    return cpts_schema_says(ROLE_CODES, field, assigning->plan->headings.names[column]);
}

static bool heading_has(const struct assigning *assigning, int column, const char *word)
{
    char folded[128];
    cpts_text_fold(folded, sizeof folded, assigning->plan->headings.names[column]);
    return strstr(folded, word) != NULL;
}

/* Whether a heading speaks of the territories that are looked for: CPTS, or those of --against. */
static bool speaks_of_them(const struct assigning *assigning, int column)
{
    return heading_has(assigning, column,
                       assigning->request->kind ? assigning->request->kind : "cpts");
}

static double share(size_t part, size_t whole)
{
    return whole ? (double)part / (double)whole : 0;
}

static bool is_given(const struct assigning *assigning, enum field field)
{
    return assigning->plan->columns.at[field] >= 0;
}

static bool take(struct assigning *assigning, enum field field, int column, const char *role,
                 size_t hits)
{
    assigning->plan->columns.at[field] = column;
    assigning->taken[column] = true;
    return cpts_plan_witness(assigning->plan, column, role, hits,
                             facts_of(assigning, column)->filled);
}

/* For a doubt between two columns about as good. */
static cpts_status refuse(struct assigning *assigning, enum field field, int one, int other,
                          const char *why)
{
    assigning->plan->refusal = why;
    assigning->plan->rival_field = field;
    assigning->plan->rivals[0] = one;
    assigning->plan->rivals[1] = other;
    assigning->plan->is_doubtful = true;
    return why ? CPTS_OK : cpts_fail_memory(assigning->known->region->context);
}

/* ---- units ------------------------------------------------------------------------------------
 */

/* Of the cells that are not words for none. */
static double code_weight(const struct assigning *assigning, int column)
{
    const struct column_facts *facts = facts_of(assigning, column);
    const int says = heading_says(assigning, column, FIELD_CODE);
    double weight = share(facts->codes, facts->filled) + (says == 2 ? 0.3 : says ? 0.1 : 0);
    if (!says && heading_has(assigning, column, "insee"))
        weight += 0.2;
    weight += 0.3 * share(facts->code_like, facts->filled);
    if (facts->codes == 0 && says < 2 && !(says && facts->code_like * 2 >= facts->filled))
        return 0;
    if (facts->codes == 0 && says == 2)
        weight += 0.1; /* a list that cannot be understood is not another thing */
    if (heading_says(assigning, column, FIELD_POSTAL) || heading_has(assigning, column, "postal"))
        weight -= 0.4;
    if (heading_has(assigning, column, "siege"))
        weight -= 0.3;
    return weight;
}

static double name_weight(const struct assigning *assigning, int column)
{
    const struct column_facts *facts = facts_of(assigning, column);
    const int says = heading_says(assigning, column, FIELD_UNIT);
    double weight = share(facts->units, facts->filled) + (says == 2 ? 0.3 : says ? 0.1 : 0);
    if (!says && heading_has(assigning, column, "commune"))
        weight += 0.2;
    if (facts->units == 0 && says < 2)
        return 0;
    if (facts->units == 0)
        weight += 0.1;
    if (heading_has(assigning, column, "cpts") && !heading_has(assigning, column, "commune") &&
        !heading_has(assigning, column, "territoire"))
        weight -= 0.5;
    if (heading_has(assigning, column, "siege"))
        weight -= 0.3;
    return weight - share(facts->cpts_words, facts->filled);
}

static double cpts_weight(const struct assigning *assigning, int column);

typedef double (*weight_fn)(const struct assigning *assigning, int column);

enum { LEAST_PERCENT = 35, MARGIN_PERCENT = 12 };

static int heaviest(const struct assigning *assigning, weight_fn weigh, int but)
{
    int best = -1;
    double most = LEAST_PERCENT / 100.0;
    for (int i = 0; i < assigning->measure->count; i++) {
        if (assigning->taken[i] || i == but || facts_of(assigning, i)->filled == 0)
            continue;
        const double weight = weigh(assigning, i);
        if (weight > most) {
            most = weight;
            best = i;
        }
    }
    return best;
}

/* Two columns that say the same on every row are no rivals. */
static bool say_the_same(const struct assigning *assigning, int a, int b)
{
    const struct grid *grid = assigning->grid;
    size_t same = 0, rows = 0;
    for (size_t i = assigning->plan->first; i < grid->count; i++) {
        const char *left = cpts_grid_cell(grid, i, a), *right = cpts_grid_cell(grid, i, b);
        char x[INSEE_CODE_ROOM], y[INSEE_CODE_ROOM];
        if (!*left && !*right)
            continue;
        rows++;
        same += strcmp(left, right) == 0 ||
                (cpts_known_code(assigning->known, left, x) &&
                 cpts_known_code(assigning->known, right, y) && strcmp(x, y) == 0);
    }
    return same * 100 >= rows * 98;
}

/* The column whose cells tell more units: that of the territory, and not of a seat. */
static int larger(const struct assigning *assigning, int a, int b)
{
    const struct column_facts *x = facts_of(assigning, a), *y = facts_of(assigning, b);
    if (x->distinct_units * 10 >= y->distinct_units * 13)
        return a;
    if (y->distinct_units * 10 >= x->distinct_units * 13)
        return b;
    return -1;
}

/* Without digits, spaces and case: "CPTS 1" and "CPTS 2" are columns of one kind. */
static void kind_of_heading(char out[128], const char *heading)
{
    size_t kept = 0;
    cpts_text_fold(out, 128, heading);
    for (const char *c = out; *c; c++)
        if (!isdigit((unsigned char)*c))
            out[kept++] = *c;
    out[kept] = '\0';
}

/* "Commune 1" and "Commune 2", or two of the same heading. */
static bool are_numbered(const struct assigning *assigning, int a, int b)
{
    char x[128], y[128];
    kind_of_heading(x, assigning->plan->headings.names[a]);
    kind_of_heading(y, assigning->plan->headings.names[b]);
    return *x && strcmp(x, y) == 0;
}

static bool same_kind(const struct assigning *assigning, int a, int b)
{
    char x[128], y[128];
    kind_of_heading(x, assigning->plan->headings.names[a]);
    kind_of_heading(y, assigning->plan->headings.names[b]);
    if (strcmp(x, y) == 0)
        return true;
    /* "CPTS", "Autre CPTS", "2e CPTS" */
    return strstr(x, "cpts") && strstr(y, "cpts") && !heading_says(assigning, a, FIELD_ID) &&
           !heading_says(assigning, b, FIELD_ID);
}

/* The heaviest, or the larger of two of about the same weight; the grid is refused when neither
 * tells more. */
static cpts_status choose_units(struct assigning *assigning, weight_fn weigh, int *out)
{
    int best = heaviest(assigning, weigh, -1);
    *out = best;
    if (best < 0)
        return CPTS_OK;
    for (int i = 0; i < assigning->measure->count; i++) {
        if (i == best || assigning->taken[i] || facts_of(assigning, i)->filled == 0 ||
            weigh(assigning, i) < LEAST_PERCENT / 100.0)
            continue;
        const bool near = weigh(assigning, i) > weigh(assigning, best) - MARGIN_PERCENT / 100.0;
        const int more = larger(assigning, best, i);
        if (more == i && (near || facts_of(assigning, i)->lists > 0)) {
            best = i;
        } else if (near && more < 0 && *assigning->plan->headings.names[i] &&
                   !are_numbered(assigning, best, i) && !say_the_same(assigning, best, i)) {
            *out = -1;
            return refuse(
                assigning, FIELD_CODE, best, i,
                cpts_arena_format(assigning->arena,
                                  _("both columns '%s' and '%s' may tell the units; say which with "
                                    "%scode=COLUMN"),
                                  cpts_plan_column_name(assigning->plan, assigning->arena, best),
                                  cpts_plan_column_name(assigning->plan, assigning->arena, i),
                                  assigning->request->option));
        }
    }
    *out = best;
    return CPTS_OK;
}

/* A postal code beside the name of a divided city: it means an arrondissement, and agrees. */
static bool is_postal_of_city(const char *code, const char *name)
{
    static const char *const cities[][2] = {{"paris", "75"}, {"lyon", "69"}, {"marseille", "13"}};
    struct place_key key;
    cpts_place_key(&key, name);
    for (size_t i = 0; i < sizeof cities / sizeof *cities; i++)
        if (strcmp(key.bare, cities[i][0]) == 0)
            return strncmp(code, cities[i][1], 2) == 0;
    return false;
}

/* The share of rows, in percent, on which a name is that of the unit of the code. */
static int agreement(const struct assigning *assigning, int code_column, int name_column)
{
    const struct grid *grid = assigning->grid;
    const struct known *known = assigning->known;
    size_t rows = 0, agree = 0;
    const size_t step = grid->count / 400 + 1;
    for (size_t i = assigning->plan->first; i < grid->count; i += step) {
        char code[INSEE_CODE_ROOM];
        struct place_key name, unit_name;
        const char *text = cpts_grid_cell(grid, i, name_column);
        if (*text && is_postal_of_city(cpts_grid_cell(grid, i, code_column), text)) {
            rows++;
            agree++;
            continue;
        }
        if (!*text || !cpts_known_code(known, cpts_grid_cell(grid, i, code_column), code))
            continue;
        const uint32_t unit = cpts_name_index_find(&known->builder->unit_by_code, code);
        if (unit == CPTS_NONE)
            continue;
        cpts_place_key(&name, text);
        cpts_place_key(&unit_name, known->region->units.name[unit]);
        rows++;
        agree += strcmp(name.bare, unit_name.bare) == 0 ||
                 strcmp(name.letters, unit_name.letters) == 0 ||
                 (*name.code && strcmp(name.code, code) == 0);
    }
    return rows ? (int)(agree * 100 / rows) : 0;
}

/* A column of names that tells many more units than the codes, and others: those are of something
 * else, such as a seat. */
static int larger_names(const struct assigning *assigning, int code)
{
    for (int i = 0; i < assigning->measure->count; i++) {
        const struct column_facts *facts = facts_of(assigning, i);
        if (i != code && !assigning->taken[i] && facts->filled &&
            facts->names * 2 >= facts->filled && larger(assigning, code, i) == i &&
            facts_of(assigning, code)->codes * 2 >= facts_of(assigning, code)->filled &&
            facts_of(assigning, code)->distinct_units * 2 <= facts_of(assigning, code)->filled &&
            facts->filled * 2 >= facts_of(assigning, code)->filled &&
            agreement(assigning, code, i) < 60 && cpts_weight(assigning, i) < LEAST_PERCENT / 100.0)
            return i;
    }
    return -1;
}

/* "Code commune" in three digits beside a département. */
static int cut_code(const struct assigning *assigning)
{
    for (int i = 0; i < assigning->measure->count; i++) {
        const struct column_facts *facts = facts_of(assigning, i);
        if (!assigning->taken[i] && facts->filled && facts->prefixed * 10 >= facts->filled * 7 &&
            facts->distinct > 1)
            return i;
    }
    return -1;
}

static cpts_status assign_code(struct assigning *assigning)
{
    int column;
    if (is_given(assigning, FIELD_CODE))
        return CPTS_OK;
    const cpts_status status = choose_units(assigning, code_weight, &column);
    if (status != CPTS_OK || assigning->plan->refusal)
        return status;
    if (column >= 0) {
        const int names = larger_names(assigning, column);
        if (names >= 0 && !heading_has(assigning, column, "siege") &&
            !heading_has(assigning, column, "chef"))
            return refuse(
                assigning, FIELD_CODE, column, names,
                cpts_arena_format(assigning->arena,
                                  _("both columns '%s' and '%s' may tell the units; say which with "
                                    "--perimeter-fields code=COLUMN"),
                                  cpts_plan_column_name(assigning->plan, assigning->arena, column),
                                  cpts_plan_column_name(assigning->plan, assigning->arena, names)));
        column = names >= 0 ? -1 : column;
    }
    const int cut = cut_code(assigning);
    if (cut >= 0 && (column < 0 ||
                     facts_of(assigning, column)->codes * 2 < facts_of(assigning, column)->filled ||
                     facts_of(assigning, cut)->distinct * 10 >=
                         facts_of(assigning, column)->distinct_units * 13)) {
        return take(assigning, FIELD_CODE, cut, "code", facts_of(assigning, cut)->prefixed)
                   ? CPTS_OK
                   : cpts_fail_memory(assigning->known->region->context);
    }
    if (column >= 0 &&
        !take(assigning, FIELD_CODE, column, "code", facts_of(assigning, column)->codes))
        return cpts_fail_memory(assigning->known->region->context);
    return CPTS_OK;
}

static cpts_status assign_name(struct assigning *assigning)
{
    int column;
    if (is_given(assigning, FIELD_UNIT))
        return CPTS_OK;
    const int code = assigning->plan->columns.at[FIELD_CODE];
    if (code >= 0) {
        column = -1;
        int best = 59;
        for (int i = 0; i < assigning->measure->count; i++) {
            const struct column_facts *facts = facts_of(assigning, i);
            if (assigning->taken[i] || !facts->names || facts->lists * 2 > facts->filled)
                continue;
            const int agrees = agreement(assigning, code, i);
            column = agrees > best ? i : column;
            best = agrees > best ? agrees : best;
        }
        for (int i = 0; i < assigning->measure->count && column < 0; i++)
            if (!assigning->taken[i] && heading_says(assigning, i, FIELD_UNIT) == 2 &&
                facts_of(assigning, i)->names * 2 > facts_of(assigning, i)->filled &&
                !facts_of(assigning, i)->lists)
                column = i; /* it contradicts the codes, which is to be told */
        /* Codes that hardly any unit has, beside names of units: the names are believed. */
        if (column < 0 && facts_of(assigning, code)->codes * 2 < facts_of(assigning, code)->filled)
            column = heaviest(assigning, name_weight, -1);
    } else {
        const cpts_status status = choose_units(assigning, name_weight, &column);
        if (status != CPTS_OK || assigning->plan->refusal)
            return status;
    }
    if (column >= 0 &&
        !take(assigning, FIELD_UNIT, column, "unit", facts_of(assigning, column)->units))
        return cpts_fail_memory(assigning->known->region->context);
    return CPTS_OK;
}

/* Crosses, and what stands where there is none: "oui" and "non" are no names. */
static bool holds_crosses_alone(const struct assigning *assigning, int column)
{
    for (size_t i = assigning->plan->first; i < assigning->grid->count; i++) {
        const char *cell = cpts_grid_cell(assigning->grid, i, column);
        if (!cpts_cell_is_cross(cell) && !cpts_cell_is_no_cross(cell))
            return false;
    }
    return facts_of(assigning, column)->crosses > 0;
}

/* ---- places -----------------------------------------------------------------------------------
 */

static cpts_status assign_places(struct assigning *assigning)
{
    bool done = true;
    for (int i = 0; i < assigning->measure->count && done; i++) {
        const struct column_facts *facts = facts_of(assigning, i);
        if (assigning->taken[i] || !facts->filled || holds_crosses_alone(assigning, i))
            continue;
        char words[128];
        cpts_text_words(words, sizeof words, assigning->plan->headings.names[i]);
        const bool named = heading_says(assigning, i, FIELD_DEPARTMENT) > 0 ||
                           strncmp(words, " dep", 4) == 0 || strstr(words, " departement") ||
                           strstr(words, " dep ");
        const bool text = facts->texts > 0;
        if (!is_given(assigning, FIELD_DEPARTMENT) &&
            facts->departments * 10 >= facts->filled * 9 &&
            (named || text || !*assigning->plan->headings.names[i])) {
            done = take(assigning, FIELD_DEPARTMENT, i, "department", facts->departments);
        } else if (!is_given(assigning, FIELD_POSTAL) &&
                   (heading_says(assigning, i, FIELD_POSTAL) ||
                    heading_has(assigning, i, "postal")) &&
                   (facts->code_like + facts->codes + facts->numbers) * 2 >= facts->filled) {
            done = take(assigning, FIELD_POSTAL, i, "postal", facts->code_like + facts->codes);
        } else if (!assigning->request->kind && !is_given(assigning, FIELD_EPCI) &&
                   facts->epcis * 10 >= facts->filled * 9 &&
                   (heading_has(assigning, i, "epci") || heading_has(assigning, i, "siren"))) {
            done = take(assigning, FIELD_EPCI, i, "epci", facts->epcis);
        }
    }
    return done ? CPTS_OK : cpts_fail_memory(assigning->known->region->context);
}

/* ---- CPTS -------------------------------------------------------------------------------------
 */

/* Headings that can be the name of no CPTS. */
static bool is_surely_other(const struct assigning *assigning, int column)
{
    /* Other territories first: with --against they are what is looked for. */
    enum { TERRITORIES = 3 };
    static const char *const anywhere[] = {"epci",    "zonage",   "intercom", "popul",   "habit",
                                           "statut",  "courriel", "adresse",  "presid",  "contact",
                                           "postal",  "insee",    "superf",   "surface", "commune",
                                           "comment", "remarque", "medecin",  "densite", "coordin"};
    for (size_t i = 0; i < sizeof anywhere / sizeof *anywhere; i++)
        if (heading_has(assigning, column, anywhere[i]) && !speaks_of_them(assigning, column) &&
            !(assigning->request->kind && i < TERRITORIES))
            return true;
    return heading_says(assigning, column, FIELD_STATUS) ||
           heading_says(assigning, column, FIELD_FROM) ||
           heading_says(assigning, column, FIELD_TO) ||
           heading_says(assigning, column, FIELD_DEPARTMENT);
}

/* Headings of what stands beside a CPTS and is none; some begin the name of one. */
static bool names_something_else(const struct assigning *assigning, int column)
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
    if (is_surely_other(assigning, column))
        return true;
    cpts_text_words(words, sizeof words, assigning->plan->headings.names[column]);
    for (size_t i = 0; i < sizeof begun / sizeof *begun; i++)
        if (strstr(words, begun[i]) && !speaks_of_them(assigning, column) &&
            !(assigning->request->kind && i < TERRITORIES))
            return true;
    return false;
}

static double cpts_weight(const struct assigning *assigning, int column)
{
    const struct column_facts *facts = facts_of(assigning, column);
    const int named = heading_says(assigning, column, FIELD_NAME);
    if (holds_crosses_alone(assigning, column))
        return 0;
    const double filled = (double)facts->filled;
    double weight = named == 2 ? 0.6 : named ? 0.25 : 0;
    if (named < 2 && speaks_of_them(assigning, column))
        weight += 0.5;
    if (named == 0 && heading_has(assigning, column, "libelle"))
        weight += 0.1;
    /* The code of a CPTS is no name of it, and better than nothing. */
    if (heading_says(assigning, column, FIELD_ID) && !heading_says(assigning, column, FIELD_NAME))
        weight += speaks_of_them(assigning, column) ? -0.6 : 0.15;
    if (facts->texts * 3 < facts->filled)
        weight -= 0.2;
    weight += 0.5 * (double)facts->cpts_words / filled;
    weight += 0.25 * (double)facts->texts / filled;
    if (facts->repeats * 4 > facts->filled || facts->distinct * 2 < facts->filled)
        weight += 0.1;
    if (facts->departments * 10 >= facts->filled * 9 || facts->epcis * 2 >= facts->filled)
        weight -= 0.6;
    weight -= 0.2 * (double)facts->units / filled;
    return names_something_else(assigning, column) ? weight - 0.6 : weight;
}

/* Each value of one column goes with one of the other. */
static bool go_together(const struct assigning *assigning, int a, int b)
{
    const struct grid *grid = assigning->grid;
    struct name_index pairs = {0};
    size_t apart = 0, rows = 0;
    for (size_t i = assigning->plan->first; i < grid->count; i++) {
        const char *left = cpts_grid_cell(grid, i, a), *right = cpts_grid_cell(grid, i, b);
        if (!*left || !*right)
            continue;
        rows++;
        const uint32_t first = cpts_name_index_find(&pairs, left);
        if (first == CPTS_NONE) {
            if (!cpts_name_index_add(&pairs, left, (uint32_t)i))
                break;
        } else {
            apart += strcmp(cpts_grid_cell(grid, first, b), right) != 0;
        }
    }
    const size_t distinct = pairs.count;
    cpts_name_index_free(&pairs);
    return rows > 0 && apart * 10 <= rows &&
           distinct * 10 <= facts_of(assigning, b)->distinct * 12 + 10;
}

static cpts_status assign_cpts(struct assigning *assigning)
{
    if (is_given(assigning, FIELD_NAME))
        return CPTS_OK;
    int best = heaviest(assigning, cpts_weight, -1);
    if (best < 0)
        return CPTS_OK;
    /* Of "CPTS 1" and "CPTS 2" the fuller. */
    for (int i = 0; i < assigning->measure->count; i++)
        if (!assigning->taken[i] && are_numbered(assigning, best, i) &&
            facts_of(assigning, i)->texts > facts_of(assigning, best)->texts)
            best = i;
    const double weight = cpts_weight(assigning, best);
    for (int i = 0; i < assigning->measure->count; i++) {
        if (i == best || assigning->taken[i] || facts_of(assigning, i)->filled == 0 ||
            cpts_weight(assigning, i) < LEAST_PERCENT / 100.0 ||
            cpts_weight(assigning, i) < weight - MARGIN_PERCENT / 100.0 ||
            say_the_same(assigning, best, i) || go_together(assigning, i, best) ||
            heading_says(assigning, i, FIELD_ID) == 2 || is_given(assigning, FIELD_ID))
            continue;
        /* A second column for a second CPTS. */
        if (speaks_of_them(assigning, i) && speaks_of_them(assigning, best))
            continue;
        return refuse(
            assigning, FIELD_NAME, best, i,
            cpts_arena_format(assigning->arena,
                              _("both columns '%s' and '%s' may be the CPTS; say which with "
                                "%sname=COLUMN"),
                              cpts_plan_column_name(assigning->plan, assigning->arena, best),
                              cpts_plan_column_name(assigning->plan, assigning->arena, i),
                              assigning->request->option));
    }
    return take(assigning, FIELD_NAME, best, "name", facts_of(assigning, best)->filled)
               ? CPTS_OK
               : cpts_fail_memory(assigning->known->region->context);
}

/* An id is believed by its heading; whether it is a key is found out with the names. */
static cpts_status assign_id(struct assigning *assigning)
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
            (says < 3 && names_something_else(assigning, i)))
            continue;
        best = i;
        says_best = says;
    }
    if (best < 0)
        return CPTS_OK;
    return take(assigning, FIELD_ID, best, "id", facts_of(assigning, best)->filled)
               ? CPTS_OK
               : cpts_fail_memory(assigning->known->region->context);
}

static cpts_status assign_lives(struct assigning *assigning)
{
    static const struct {
        enum field field;
        const char *role;
    } lives[] = {{FIELD_STATUS, "status"}, {FIELD_FROM, "from"}, {FIELD_TO, "to"}};
    bool done = true;
    for (size_t k = 0; k < 3 && done; k++)
        for (int i = 0; i < assigning->measure->count && done; i++)
            if (!is_given(assigning, lives[k].field) && !assigning->taken[i] &&
                heading_says(assigning, i, lives[k].field))
                done = take(assigning, lives[k].field, i, lives[k].role,
                            facts_of(assigning, i)->filled);
    return done ? CPTS_OK : cpts_fail_memory(assigning->known->region->context);
}

/* ---- several columns --------------------------------------------------------------------------
 */

static bool is_more_units(const struct assigning *assigning, int first, int column)
{
    const struct column_facts *facts = facts_of(assigning, column);
    if (assigning->taken[column] || !facts->filled || facts->units * 2 < facts->filled)
        return false;
    const char *heading = assigning->plan->headings.names[column];
    const bool has_header = assigning->plan->header_line > 0;
    if (*heading && !same_kind(assigning, first, column))
        return false;
    if (!has_header || !*heading || same_kind(assigning, first, column))
        return agreement(assigning, first, column) < 60;
    return false;
}

static bool is_more_cpts(const struct assigning *assigning, int first, int column)
{
    const struct column_facts *facts = facts_of(assigning, column);
    if (assigning->taken[column] || !facts->filled || facts->texts * 2 < facts->filled)
        return false;
    const char *heading = assigning->plan->headings.names[column];
    if (are_numbered(assigning, first, column))
        return true;
    if (*heading && same_kind(assigning, first, column))
        return !go_together(assigning, first, column) ||
               facts->filled * 2 < facts_of(assigning, first)->filled;
    return !*heading && facts->cpts_words * 2 >= facts->filled &&
           facts_of(assigning, first)->cpts_words * 2 >= facts_of(assigning, first)->filled &&
           !go_together(assigning, first, column) && !go_together(assigning, column, first);
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

static cpts_status assign_more(struct assigning *assigning)
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

/* ---- headings that are CPTS --------------------------------------------------------------------
 */

/* "Pays de Lérins" and "Canton Vert" are CPTS, "Pays" and "Canton" are not. */
static bool is_known_heading(const struct assigning *assigning, int column)
{
    const char *heading = assigning->plan->headings.names[column];
    char kind[128];
    kind_of_heading(kind, heading); /* "Commune 1" is as known as "Commune" */
    return !*heading || cpts_schema_is_heading(heading) || cpts_schema_is_heading(kind) ||
           strncasecmp(heading, "code ", 5) == 0 || is_surely_other(assigning, column) ||
           (names_something_else(assigning, column) && !strchr(heading, ' '));
}

static bool is_column_of_crosses(const struct assigning *assigning, int column)
{
    if (assigning->taken[column] || is_known_heading(assigning, column))
        return false;
    for (size_t i = assigning->plan->first; i < assigning->grid->count; i++) {
        const char *cell = cpts_grid_cell(assigning->grid, i, column);
        if (!cpts_cell_is_cross(cell) && !cpts_cell_is_no_cross(cell))
            return false;
    }
    return true;
}

static bool list_crosses(struct assigning *assigning)
{
    struct plan *plan = assigning->plan;
    size_t crossed = 0;
    plan->cpts_columns = cpts_arena_alloc(
        assigning->arena, sizeof *plan->cpts_columns * (size_t)(assigning->measure->count + 1));
    plan->cpts_count = 0;
    if (!plan->cpts_columns)
        return false;
    for (int i = 0; i < assigning->measure->count; i++)
        if (is_column_of_crosses(assigning, i)) {
            plan->cpts_columns[plan->cpts_count++] = i;
            crossed += facts_of(assigning, i)->crosses > 0;
        }
    if (crossed < 2)
        plan->cpts_count = 0;
    return true;
}

/* A column of units under a heading that is no word for units. */
static bool is_column_of_one_cpts(const struct assigning *assigning, int column)
{
    const struct column_facts *facts = facts_of(assigning, column);
    return facts->filled && facts->units * 2 >= facts->filled &&
           facts->cpts_words * 2 < facts->filled && !is_known_heading(assigning, column);
}

static bool list_columns_of_cpts(struct assigning *assigning)
{
    struct plan *plan = assigning->plan;
    plan->cpts_columns = cpts_arena_alloc(
        assigning->arena, sizeof *plan->cpts_columns * (size_t)(assigning->measure->count + 1));
    plan->cpts_count = 0;
    if (!plan->cpts_columns)
        return false;
    for (int i = 0; i < assigning->measure->count; i++)
        if (is_column_of_one_cpts(assigning, i))
            plan->cpts_columns[plan->cpts_count++] = i;
    if (plan->cpts_count < 2)
        plan->cpts_count = 0;
    return true;
}

static bool witness_all(struct assigning *assigning, const char *role)
{
    struct plan *plan = assigning->plan;
    bool done = true;
    for (int i = 0; i < plan->cpts_count && done; i++) {
        const int column = plan->cpts_columns[i];
        assigning->taken[column] = true;
        done = cpts_plan_witness(plan, column, role, facts_of(assigning, column)->filled,
                                 facts_of(assigning, column)->filled);
    }
    return done;
}

/* ---- all ---------------------------------------------------------------------------------------
 */

static bool apply_map(struct assigning *assigning)
{
    struct columns *columns = &assigning->plan->columns;
    bool done = true;
    for (int i = 0; i < FIELD_COUNT; i++)
        columns->at[i] = -1;
    cpts_schema_apply_map(columns, &assigning->plan->headings, assigning->request->map);
    if (columns->at[FIELD_CODE] < 0)
        columns->at[FIELD_CODE] = assigning->request->code;
    for (int i = 0; i < FIELD_COUNT && done; i++)
        if (columns->at[i] >= 0)
            done = take(assigning, (enum field)i, columns->at[i], cpts_schema_key((enum field)i),
                        facts_of(assigning, columns->at[i])->filled);
    return done;
}

/* A column that speaks of CPTS and is neither their name nor another name of the same. */
static int find_unread_cpts(const struct assigning *assigning)
{
    const int *at = assigning->plan->columns.at;
    const int name = at[FIELD_NAME] >= 0 ? at[FIELD_NAME] : at[FIELD_ID];
    if (name < 0 || (assigning->request->map && strstr(assigning->request->map, "name=")))
        return -1;
    for (int i = 0; i < assigning->measure->count; i++) {
        const struct column_facts *facts = facts_of(assigning, i);
        if (!assigning->taken[i] && facts->cpts_words && facts->cpts_words * 2 >= facts->filled &&
            !go_together(assigning, name, i) && !go_together(assigning, i, name))
            return i;
    }
    return -1;
}

/* A unit column that the reading leaves out, though it tells units that the one taken does not. */
static int find_unread_units(const struct assigning *assigning)
{
    const int *at = assigning->plan->columns.at;
    const int unit = at[FIELD_CODE] >= 0 ? at[FIELD_CODE] : at[FIELD_UNIT];
    if (unit < 0 || (assigning->request->map && (strstr(assigning->request->map, "code=") ||
                                                 strstr(assigning->request->map, "unit="))))
        return -1;
    for (int i = 0; i < assigning->measure->count; i++) {
        const struct column_facts *facts = facts_of(assigning, i);
        if (assigning->taken[i] || facts->units * 3 < facts->filled * 2 || !facts->filled)
            continue;
        if (facts->lists || (!*assigning->plan->headings.names[i] &&
                             agreement(assigning, unit, i) < 60 && facts->distinct_units > 1))
            return i;
    }
    return -1;
}

/* Words that come again and again, under a heading that tells nothing of what they are. */
static bool may_name_cpts(const struct assigning *assigning, int column)
{
    const struct column_facts *facts = facts_of(assigning, column);
    return !assigning->taken[column] && facts->texts * 2 >= facts->filled && facts->distinct > 1 &&
           facts->distinct * 2 <= facts->filled && facts->crosses < facts->filled &&
           facts->nones < facts->filled && facts->departments * 2 < facts->filled &&
           !names_something_else(assigning, column);
}

/* Units alone are the list of one CPTS, that of their sheet; but for columns that may tell several.
 */
static cpts_status take_sheet(struct assigning *assigning)
{
    struct plan *plan = assigning->plan;
    const char *names[16];
    char list[512];
    struct headings candidates = {.names = names};
    for (int i = 0; i < assigning->measure->count && candidates.count < 16; i++)
        if (may_name_cpts(assigning, i))
            names[candidates.count++] = cpts_plan_column_name(plan, assigning->arena, i);
    if (candidates.count == 0) {
        plan->shape = SHAPE_SHEET_A_CPTS;
        return CPTS_OK;
    }
    cpts_schema_list(list, sizeof list, &candidates);
    plan->refusal = cpts_arena_format(assigning->arena,
                                      _("no heading tells which column names the CPTS; say which "
                                        "with %sname=COLUMN (%s?)"),
                                      assigning->request->option, list);
    return plan->refusal ? CPTS_OK : cpts_fail_memory(assigning->known->region->context);
}

static cpts_status assign_all(struct assigning *assigning)
{
    struct plan *plan = assigning->plan;
    cpts_context *context = assigning->known->region->context;
    if (!apply_map(assigning))
        return cpts_fail_memory(context);
    cpts_status status = assign_code(assigning);
    if (status == CPTS_OK && !plan->refusal)
        status = assign_name(assigning);
    if (status == CPTS_OK && !plan->refusal)
        status = assign_places(assigning);
    if (status == CPTS_OK && !plan->refusal && assigning->request->units_only) {
        const int *units = plan->columns.at;
        plan->shape =
            units[FIELD_CODE] >= 0 || units[FIELD_UNIT] >= 0 ? SHAPE_SHEET_A_CPTS : SHAPE_UNKNOWN;
        return CPTS_OK;
    }
    if (status == CPTS_OK && !plan->refusal)
        status = assign_lives(assigning);
    if (status == CPTS_OK && !plan->refusal)
        status = assign_cpts(assigning);
    if (status == CPTS_OK && !plan->refusal)
        status = assign_id(assigning);
    if (status != CPTS_OK || plan->refusal)
        return status;
    const int *at = plan->columns.at;
    const bool has_units = at[FIELD_CODE] >= 0 || at[FIELD_UNIT] >= 0;
    if (at[FIELD_NAME] >= 0 || at[FIELD_ID] >= 0) {
        if (!has_units)
            return CPTS_OK;
        plan->shape = SHAPE_ROWS;
        status = assign_more(assigning);
        plan->unread = find_unread_units(assigning);
        if (plan->unread < 0)
            plan->unread = find_unread_cpts(assigning);
        return status;
    }
    if (!has_units)
        return CPTS_OK;
    if (!list_crosses(assigning))
        return cpts_fail_memory(context);
    if (plan->cpts_count) {
        plan->shape = SHAPE_MATRIX;
        return witness_all(assigning, "crosses") ? CPTS_OK : cpts_fail_memory(context);
    }
    return take_sheet(assigning);
}

/* Many columns of units, each under a name: looked for first, for one of them would be taken for
 * the column of units. */
static cpts_status assign_columns_of_cpts(struct assigning *assigning)
{
    struct plan *plan = assigning->plan;
    cpts_context *context = assigning->known->region->context;
    if (plan->header_line == 0 || assigning->request->map || assigning->request->units_only)
        return CPTS_OK;
    for (int i = 0; i < assigning->measure->count; i++)
        if (heading_says(assigning, i, FIELD_NAME) == 2 ||
            heading_says(assigning, i, FIELD_CODE) == 2)
            return CPTS_OK;
    if (!list_columns_of_cpts(assigning))
        return cpts_fail_memory(context);
    /* Nearly all that is there must be so; a column of other texts would name the CPTS, and two
     * columns that agree tell the same unit twice. */
    int others = 0;
    bool are_rows = false;
    for (int i = 0; i < assigning->measure->count; i++) {
        const struct column_facts *facts = facts_of(assigning, i);
        others += facts->filled > 0;
        are_rows |=
            facts->filled && facts->texts * 2 >= facts->filled && facts->units * 2 < facts->filled;
    }
    for (int i = 1; i < plan->cpts_count; i++)
        are_rows |= agreement(assigning, plan->cpts_columns[0], plan->cpts_columns[i]) >= 60 ||
                    agreement(assigning, plan->cpts_columns[i], plan->cpts_columns[0]) >= 60;
    if (are_rows || plan->cpts_count < 2 || plan->cpts_count * 2 < others) {
        plan->cpts_count = 0;
        return CPTS_OK;
    }
    plan->shape = SHAPE_COLUMN_A_CPTS;
    return witness_all(assigning, "cpts") ? CPTS_OK : cpts_fail_memory(context);
}

cpts_status cpts_roles_assign(struct plan *plan, struct arena *arena, const struct known *known,
                              const struct grid *grid, const struct measure *measure,
                              const struct plan_request *request)
{
    struct assigning assigning = {.plan = plan,
                                  .arena = arena,
                                  .known = known,
                                  .grid = grid,
                                  .measure = measure,
                                  .request = request,
                                  .taken = cpts_array_new((size_t)measure->count, sizeof(bool))};
    cpts_status status = assigning.taken ? CPTS_OK : cpts_fail_memory(known->region->context);
    for (int i = 0; i < FIELD_COUNT; i++)
        plan->columns.at[i] = -1;
    plan->unread = -1;
    if (status == CPTS_OK)
        status = assign_columns_of_cpts(&assigning);
    if (status == CPTS_OK && plan->shape == SHAPE_UNKNOWN)
        status = assign_all(&assigning);
    cpts_array_free(assigning.taken);
    return status;
}
