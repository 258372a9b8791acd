/*
 * Which columns identify the units, by their codes and by their names.
 */
#include <string.h>

#include "input/reading/assigning.h"
#include "input/region/region.h"

/* Of the cells that are not words for none. */
static double code_weight(const struct assigning *assigning, int column)
{
    const struct column_facts *facts = facts_of(assigning, column);
    const int says = heading_says(assigning, column, FIELD_CODE);
    double weight = share(facts->codes, facts->filled) + (says == 2 ? 0.3 : says ? 0.1 : 0);
    if (!says && cpts_heading_has(assigning, column, "insee"))
        weight += 0.2;
    weight += 0.3 * share(facts->code_like, facts->filled);
    if (cpts_heading_counts_communes(assigning, column))
        return 0;
    if (facts->codes == 0 && says < 2 && !(says && facts->code_like * 2 >= facts->filled))
        return 0;
    if (facts->codes == 0 && says == 2)
        weight += 0.1; /* a list that cannot be understood is not another thing */
    if (heading_says(assigning, column, FIELD_POSTAL) ||
        cpts_heading_has(assigning, column, "postal"))
        weight -= 0.4;
    if (cpts_heading_has(assigning, column, "siege"))
        weight -= 0.3;
    /* Of a whole country nearly every number of five figures is the code of some commune. */
    if (cpts_schema_says(ROLE_POPULATIONS, FIELD_POPULATION,
                         assigning->plan->headings.names[column]))
        weight -= 0.4;
    return weight;
}

static double name_weight(const struct assigning *assigning, int column)
{
    const struct column_facts *facts = facts_of(assigning, column);
    const int says = heading_says(assigning, column, FIELD_UNIT);
    double weight = share(facts->units, facts->filled) + (says == 2 ? 0.3 : says ? 0.1 : 0);
    if (!says && cpts_heading_has(assigning, column, "commune"))
        weight += 0.2;
    if ((facts->units == 0 && says < 2) || cpts_heading_counts_communes(assigning, column))
        return 0;
    if (facts->units == 0)
        weight += 0.1;
    if (cpts_heading_has(assigning, column, "cpts") &&
        !cpts_heading_has(assigning, column, "commune") &&
        !cpts_heading_has(assigning, column, "territoire"))
        weight -= 0.5;
    if (cpts_heading_has(assigning, column, "siege"))
        weight -= 0.3;
    return weight - share(facts->cpts_words, facts->filled);
}

static cpts_status refuse(struct assigning *assigning, int one, int other)
{
    return cpts_role_refuse(
        assigning, FIELD_CODE, one, other,
        cpts_arena_format(
            assigning->arena,
            _("both columns '%s' and '%s' may hold the units; say which with %scode=COLUMN"),
            cpts_plan_column_name(assigning->plan, assigning->arena, one),
            cpts_plan_column_name(assigning->plan, assigning->arena, other),
            assigning->request->option));
}

/* The heaviest, or the larger of two of about the same weight. The grid is refused when neither
 * names more units. */
static cpts_status choose_units(struct assigning *assigning, weight_fn weigh, int *out)
{
    int best = cpts_role_heaviest(assigning, weigh, -1);
    *out = best;
    if (best < 0)
        return CPTS_OK;
    for (int i = 0; i < assigning->measure->count; i++) {
        if (i == best || assigning->taken[i] || facts_of(assigning, i)->filled == 0 ||
            weigh(assigning, i) < LEAST_PERCENT / 100.0)
            continue;
        const bool near = weigh(assigning, i) > weigh(assigning, best) - MARGIN_PERCENT / 100.0;
        const int more = cpts_columns_larger(assigning, best, i);
        if (more == i && (near || facts_of(assigning, i)->lists > 0)) {
            best = i;
        } else if (near && more < 0 && *assigning->plan->headings.names[i] &&
                   !cpts_columns_are_numbered(assigning, best, i) &&
                   !cpts_columns_say_the_same(assigning, best, i)) {
            *out = -1;
            return refuse(assigning, best, i);
        }
    }
    *out = best;
    return CPTS_OK;
}

/* A column of names with many more units than the codes, and other ones: the codes are those of
 * something else, such as a seat. */
static int larger_names(const struct assigning *assigning, int code)
{
    for (int i = 0; i < assigning->measure->count; i++) {
        const struct column_facts *facts = facts_of(assigning, i);
        if (i != code && !assigning->taken[i] && facts->filled &&
            facts->names * 2 >= facts->filled && cpts_columns_larger(assigning, code, i) == i &&
            facts_of(assigning, code)->codes * 2 >= facts_of(assigning, code)->filled &&
            facts_of(assigning, code)->distinct_units * 2 <= facts_of(assigning, code)->filled &&
            facts->filled * 2 >= facts_of(assigning, code)->filled &&
            cpts_columns_agree(assigning, code, i) < 60 &&
            cpts_role_cpts_weight(assigning, i) < LEAST_PERCENT / 100.0)
            return i;
    }
    return -1;
}

/* A column whose names are many more communes than those codes: the numbers beside the département
 * count something. */
static bool is_outnumbered(const struct assigning *assigning, const struct cut_code *cut)
{
    for (int i = 0; i < assigning->measure->count; i++) {
        const struct column_facts *facts = facts_of(assigning, i);
        if (i != cut->code && i != cut->department && !assigning->taken[i] && facts->filled &&
            facts->units * 2 >= facts->filled && facts->distinct_units * 10 >= cut->distinct * 13)
            return true;
    }
    return false;
}

/* Whether codes cut in two name more units than a whole column. */
static bool is_cut(const struct assigning *assigning, const struct cut_code *cut, int whole)
{
    return cut->code >= 0 && !is_outnumbered(assigning, cut) &&
           (whole < 0 ||
            facts_of(assigning, whole)->codes * 2 < facts_of(assigning, whole)->filled ||
            cut->distinct * 10 >= facts_of(assigning, whole)->distinct_units * 13);
}

cpts_status cpts_roles_assign_code(struct assigning *assigning)
{
    int column;
    if (is_given(assigning, FIELD_CODE))
        return CPTS_OK;
    const cpts_status status = choose_units(assigning, code_weight, &column);
    if (status != CPTS_OK || assigning->plan->refusal)
        return status;
    if (column >= 0) {
        const int names = larger_names(assigning, column);
        if (names >= 0 && !cpts_heading_has(assigning, column, "siege") &&
            !cpts_heading_has(assigning, column, "chef"))
            return refuse(assigning, column, names);
        column = names >= 0 ? -1 : column;
    }
    struct cut_code cut;
    bool done = cpts_role_find_cut_code(&cut, assigning);
    if (done && is_cut(assigning, &cut, column))
        done = cpts_role_take(assigning, FIELD_CODE, cut.code, "code", cut.hits) &&
               (is_given(assigning, FIELD_DEPARTMENT) ||
                cpts_role_take(assigning, FIELD_DEPARTMENT, cut.department, "department",
                               facts_of(assigning, cut.department)->departments));
    else if (done && column >= 0)
        done = cpts_role_take(assigning, FIELD_CODE, column, "code",
                              facts_of(assigning, column)->codes);
    return done ? CPTS_OK : cpts_fail_memory(assigning->known->region->context);
}

cpts_status cpts_roles_assign_unit_name(struct assigning *assigning)
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
            const int agrees = cpts_columns_agree(assigning, code, i);
            column = agrees > best ? i : column;
            best = agrees > best ? agrees : best;
        }
        for (int i = 0; i < assigning->measure->count && column < 0; i++)
            if (!assigning->taken[i] && heading_says(assigning, i, FIELD_UNIT) == 2 &&
                facts_of(assigning, i)->names * 2 > facts_of(assigning, i)->filled &&
                !facts_of(assigning, i)->lists)
                column = i; /* it contradicts the codes, which must be reported */
        /* Codes that hardly any unit has, beside names of units: the names are believed. */
        if (column < 0 && facts_of(assigning, code)->codes * 2 < facts_of(assigning, code)->filled)
            column = cpts_role_heaviest(assigning, name_weight, -1);
    } else {
        const cpts_status status = choose_units(assigning, name_weight, &column);
        if (status != CPTS_OK || assigning->plan->refusal)
            return status;
    }
    if (column >= 0 &&
        !cpts_role_take(assigning, FIELD_UNIT, column, "unit", facts_of(assigning, column)->units))
        return cpts_fail_memory(assigning->known->region->context);
    return CPTS_OK;
}
