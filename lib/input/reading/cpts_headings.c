/*
 * Tables whose headings are the names of CPTS: crosses under each, or the units of each below it.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "input/reading/assigning.h"
#include "input/reading/remark_headings.h"
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

/* "Nb CPTS", which is 1 for most units */
static bool counts(const char *heading)
{
    static const char *const words[] = {" nb ", " nbr ", " nbre ", " nombre ", " number "};
    char folded[128];
    cpts_text_words(folded, sizeof folded, heading);
    return cpts_text_begins_with_any(folded, words, sizeof words / sizeof *words);
}

static bool is_column_of_crosses(const struct assigning *assigning, int column)
{
    if (assigning->taken[column] || is_known_heading(assigning, column))
        return false;
    const char *heading = assigning->plan->headings.names[column];
    return !cpts_total_begins(heading) && !counts(heading) &&
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

/* "CPTS Nord", and not "CPTS" or "CPTS 1". */
static bool names_cpts(const struct assigning *assigning, int column)
{
    char words[128];
    cpts_text_words(words, sizeof words, assigning->plan->headings.names[column]);
    return strncmp(words, " cpts ", 6) == 0 && isalpha((unsigned char)words[6]);
}

static bool has_cross(const struct assigning *assigning, size_t row, int column)
{
    const char *cell = cpts_grid_cell(assigning->grid, row, column);
    return *cell && cpts_cell_is_cross(cell);
}

/* Whether most rows that a column crosses have no other cross below the name of a CPTS. */
static bool crosses_alone(const struct assigning *assigning, int column)
{
    const struct plan *plan = assigning->plan;
    size_t alone = 0, crossed = 0;
    for (size_t row = plan->first; row < assigning->grid->count; row++) {
        bool is_alone = has_cross(assigning, row, column);
        crossed += is_alone;
        for (int i = 0; i < plan->cpts_count && is_alone; i++)
            is_alone = !names_cpts(assigning, plan->cpts_columns[i]) ||
                       !has_cross(assigning, row, plan->cpts_columns[i]);
        alone += is_alone;
    }
    return crossed == 0 || alone * 2 > crossed;
}

/* Where most columns of crosses are called CPTS, others that cross the same rows are of something
 * else, "MSP" or "Vérifié". What may be a CPTS all the same is reported. False when memory is
 * short. */
static bool leave_others(struct assigning *assigning)
{
    struct plan *plan = assigning->plan;
    int *kept = cpts_arena_alloc(assigning->arena, sizeof *kept * (size_t)(plan->cpts_count + 1));
    int called = 0, count = 0;
    for (int i = 0; i < plan->cpts_count; i++)
        called += names_cpts(assigning, plan->cpts_columns[i]);
    if (!kept || called < 2 || called * 2 < plan->cpts_count)
        return kept != NULL;
    for (int i = 0; i < plan->cpts_count; i++) {
        const int column = plan->cpts_columns[i];
        const char *heading = plan->headings.names[column];
        const bool is_cpts = cpts_heading_speaks_of_them(assigning, column) ||
                             cpts_none_meaning(assigning->known->none, heading) == MEANS_NONE;
        const bool is_other = cpts_heading_is_of_facilities(heading);
        const bool is_alone = !is_cpts && crosses_alone(assigning, column);
        if (is_cpts || (is_alone && !is_other))
            kept[count++] = column;
        else if (plan->unread < 0 && is_alone == is_other)
            plan->unread = column;
    }
    plan->cpts_columns = kept;
    plan->cpts_count = count;
    return true;
}

/* A column under the name of a CPTS whose marks are not crosses, beside others whose marks are:
 * what it declares would be lost. */
static int find_other_marks(const struct assigning *assigning)
{
    const struct plan *plan = assigning->plan;
    int called = 0;
    for (int i = 0; i < plan->cpts_count; i++)
        called += names_cpts(assigning, plan->cpts_columns[i]);
    for (int i = 0; i < assigning->measure->count && called > 0; i++) {
        bool is_taken =
            assigning->taken[i] || !facts_of(assigning, i)->filled || !names_cpts(assigning, i);
        for (int j = 0; j < plan->cpts_count && !is_taken; j++)
            is_taken = plan->cpts_columns[j] == i;
        if (!is_taken)
            return i;
    }
    return -1;
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
    plan->unread = find_other_marks(assigning);
    return leave_others(assigning);
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
    for (int i = 0; i < plan->cpts_count; i++)
        called += names_cpts(assigning, plan->cpts_columns[i]);
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
