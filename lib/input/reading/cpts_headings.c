/*
 * Tables whose headings are the names of CPTS: crosses under each, or the units of each below it.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "input/reading/assigning.h"
#include "input/reading/totals.h"
#include "input/region/region.h"
#include "input/sources/text.h"

/* "Pays de Lérins" and "Canton Vert" are CPTS, "Pays" and "Canton" are not. */
static bool is_known_heading(const struct assigning *assigning, int column)
{
    const char *heading = assigning->plan->headings.names[column];
    char kind[128];
    cpts_heading_kind(kind, heading); /* "Commune 1" is as known as "Commune" */
    return !*heading || cpts_schema_is_heading(heading) || cpts_schema_is_heading(kind) ||
           strncasecmp(heading, "code ", 5) == 0 ||
           cpts_heading_is_surely_other(assigning, column) ||
           (cpts_heading_names_something_else(assigning, column) && !strchr(heading, ' '));
}

static bool is_column_of_crosses(const struct assigning *assigning, int column)
{
    if (assigning->taken[column] || is_known_heading(assigning, column))
        return false;
    return !cpts_total_begins(assigning->plan->headings.names[column]) &&
           cpts_column_is_of_crosses(assigning, column);
}

/* Takes the columns that are so for those of CPTS. False when memory is short. */
static bool list_columns(struct assigning *assigning,
                         bool (*is_so)(const struct assigning *assigning, int column))
{
    struct plan *plan = assigning->plan;
    plan->cpts_columns = cpts_arena_alloc(
        assigning->arena, sizeof *plan->cpts_columns * (size_t)(assigning->measure->count + 1));
    plan->cpts_count = 0;
    for (int i = 0; plan->cpts_columns && i < assigning->measure->count; i++)
        if (is_so(assigning, i))
            plan->cpts_columns[plan->cpts_count++] = i;
    return plan->cpts_columns != NULL;
}

bool cpts_roles_list_crosses(struct assigning *assigning)
{
    struct plan *plan = assigning->plan;
    size_t crossed = 0;
    if (!list_columns(assigning, is_column_of_crosses))
        return false;
    for (int i = 0; i < plan->cpts_count; i++)
        crossed += facts_of(assigning, plan->cpts_columns[i])->crosses > 0;
    if (crossed < 2)
        plan->cpts_count = 0;
    return true;
}

/* A column of units under a heading that is not a word for units. */
static bool is_column_of_one_cpts(const struct assigning *assigning, int column)
{
    const struct column_facts *facts = facts_of(assigning, column);
    return facts->filled && facts->units * 2 >= facts->filled &&
           facts->cpts_words * 2 < facts->filled && !is_known_heading(assigning, column);
}

static bool list_columns_of_cpts(struct assigning *assigning)
{
    struct plan *plan = assigning->plan;
    if (!list_columns(assigning, is_column_of_one_cpts))
        return false;
    if (plan->cpts_count < 2)
        plan->cpts_count = 0;
    return true;
}

bool cpts_roles_witness_all(struct assigning *assigning, const char *role)
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

/* Columns of units under the names of CPTS, "CPTS Nord" and "CPTS Sud", before which numbers or
 * labels of rows may stand, under any heading. */
static bool are_under_cpts(const struct assigning *assigning)
{
    const struct plan *plan = assigning->plan;
    int called = 0, filled = 0;
    for (int i = 0; i < assigning->measure->count; i++)
        filled += facts_of(assigning, i)->filled > 0;
    for (int i = 0; i < plan->cpts_count; i++) {
        char words[128];
        cpts_text_words(words, sizeof words, plan->headings.names[plan->cpts_columns[i]]);
        called += strncmp(words, " cpts ", 6) == 0 && isalpha((unsigned char)words[6]);
    }
    return called >= 2 && called >= filled - 1;
}

/* Many columns of units, each under a name: looked for first, for one of them would be taken for
 * the column of units. */
cpts_status cpts_roles_assign_columns_of_cpts(struct assigning *assigning)
{
    struct plan *plan = assigning->plan;
    cpts_context *context = assigning->known->region->context;
    if (plan->header_line == 0 || assigning->request->map ||
        assigning->request->asked != ASKED_CLAIMS)
        return CPTS_OK;
    if (!list_columns_of_cpts(assigning))
        return cpts_fail_memory(context);
    const bool are_called = are_under_cpts(assigning);
    for (int i = 0; i < assigning->measure->count && !are_called; i++)
        if (heading_says(assigning, i, FIELD_NAME) == 2 ||
            heading_says(assigning, i, FIELD_CODE) == 2) {
            plan->cpts_count = 0;
            return CPTS_OK;
        }
    /* Nearly every cell must be one: a column of other texts would name the CPTS, and two columns
     * that agree give the same unit twice. */
    int others = 0;
    bool are_rows = false;
    for (int i = 0; i < assigning->measure->count; i++) {
        const struct column_facts *facts = facts_of(assigning, i);
        others += facts->filled > 0;
        are_rows |= !are_called && facts->filled && facts->texts * 2 >= facts->filled &&
                    facts->units * 2 < facts->filled;
    }
    for (int i = 1; i < plan->cpts_count; i++)
        are_rows |=
            cpts_columns_agree(assigning, plan->cpts_columns[0], plan->cpts_columns[i]) >= 60 ||
            cpts_columns_agree(assigning, plan->cpts_columns[i], plan->cpts_columns[0]) >= 60;
    if (are_rows || plan->cpts_count < 2 || plan->cpts_count * 2 < others) {
        plan->cpts_count = 0;
        return CPTS_OK;
    }
    plan->shape = SHAPE_COLUMN_A_CPTS;
    plan->looks_beside = true;
    return cpts_roles_witness_all(assigning, "cpts") ? CPTS_OK : cpts_fail_memory(context);
}
