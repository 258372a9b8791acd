/*
 * Which column is what. Each candidate gets a weight from the share of its cells that say so and
 * from its heading; a heading alone never outweighs contents that say otherwise. Units, CPTS
 * and headings that are CPTS have files of their own.
 */
#include <string.h>

#include "input/reading/assigning.h"
#include "input/reading/remark_headings.h"
#include "input/region/region.h"
#include "input/sources/text.h"

/* ---- places ------------------------------------------------------------------------------ */

static cpts_status assign_places(struct assigning *assigning)
{
    bool done = true;
    for (int i = 0; i < assigning->measure->count && done; i++) {
        const struct column_facts *facts = facts_of(assigning, i);
        if (assigning->taken[i] || !facts->filled || cpts_column_holds_crosses(assigning, i))
            continue;
        char words[128];
        cpts_text_words(words, sizeof words, assigning->plan->headings.names[i]);
        const bool named = heading_says(assigning, i, FIELD_DEPARTMENT) > 0 ||
                           strncmp(words, " dep", 4) == 0 || strstr(words, " departement") ||
                           strstr(words, " dep ");
        /* A CPTS may be called as a département is: "Nord". */
        const bool text = facts->texts > 0 && !cpts_heading_speaks_of_them(assigning, i);
        if (!is_given(assigning, FIELD_DEPARTMENT) &&
            facts->departments * 10 >= facts->filled * 9 &&
            (named || text || !*assigning->plan->headings.names[i])) {
            done = cpts_role_take(assigning, FIELD_DEPARTMENT, i, "department", facts->departments);
        } else if (!is_given(assigning, FIELD_POSTAL) &&
                   (heading_says(assigning, i, FIELD_POSTAL) ||
                    cpts_heading_has(assigning, i, "postal")) &&
                   (facts->code_like + facts->codes + facts->numbers) * 2 >= facts->filled) {
            done = cpts_role_take(assigning, FIELD_POSTAL, i, "postal",
                                  facts->code_like + facts->codes);
        } else if (!assigning->request->kind && !is_given(assigning, FIELD_EPCI) &&
                   facts->epcis * 10 >= facts->filled * 9 &&
                   (cpts_heading_has(assigning, i, "epci") ||
                    cpts_heading_has(assigning, i, "siren"))) {
            done = cpts_role_take(assigning, FIELD_EPCI, i, "epci", facts->epcis);
        }
    }
    return done ? CPTS_OK : cpts_fail_memory(assigning->known->region->context);
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
                done = cpts_role_take(assigning, lives[k].field, i, lives[k].role,
                                      facts_of(assigning, i)->filled);
    return done ? CPTS_OK : cpts_fail_memory(assigning->known->region->context);
}

/* ---- all --------------------------------------------------------------------------------- */

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
            done = cpts_role_take(assigning, (enum field)i, columns->at[i],
                                  cpts_schema_key((enum field)i),
                                  facts_of(assigning, columns->at[i])->filled);
    return done;
}

/* A column about CPTS that is neither their name nor another name of the same. */
static int find_unread_cpts(const struct assigning *assigning)
{
    const int *at = assigning->plan->columns.at;
    const int name = at[FIELD_NAME] >= 0 ? at[FIELD_NAME] : at[FIELD_ID];
    if (name < 0 || (assigning->request->map && strstr(assigning->request->map, "name=")))
        return -1;
    for (int i = 0; i < assigning->measure->count; i++) {
        const struct column_facts *facts = facts_of(assigning, i);
        if (!assigning->taken[i] &&
            !cpts_heading_says_another_time(assigning->plan->headings.names[i]) &&
            facts->cpts_words && facts->cpts_words * 2 >= facts->filled &&
            !cpts_columns_go_together(assigning, name, i) &&
            !cpts_columns_go_together(assigning, i, name))
            return i;
    }
    return -1;
}

/* A column of units that the reading leaves out, though it names units that the chosen one does
 * not. */
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
        if (facts->lists ||
            (!*assigning->plan->headings.names[i] && cpts_columns_agree(assigning, unit, i) < 60 &&
             facts->distinct_units > 1))
            return i;
    }
    return -1;
}

/* Words that are repeated, under a heading that does not say what they are. */
static bool may_name_cpts(const struct assigning *assigning, int column)
{
    const struct column_facts *facts = facts_of(assigning, column);
    return !assigning->taken[column] && facts->texts * 2 >= facts->filled && facts->distinct > 1 &&
           facts->distinct * 2 <= facts->filled && facts->crosses < facts->filled &&
           facts->nones < facts->filled && facts->departments * 2 < facts->filled &&
           !cpts_heading_names_something_else(assigning, column);
}

/* Units alone are the list of one CPTS, that of their sheet, unless a column may name several.
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
    plan->refusal = cpts_arena_format(
        assigning->arena,
        _("no heading says which column names the CPTS; say which with %sname=COLUMN (%s?)"),
        assigning->request->option, list);
    return plan->refusal ? CPTS_OK : cpts_fail_memory(assigning->known->region->context);
}

/* A table of figures: nothing names territories. */
static cpts_status assign_figures(struct assigning *assigning)
{
    struct plan *plan = assigning->plan;
    const int *at = plan->columns.at;
    if (at[FIELD_CODE] < 0 && at[FIELD_UNIT] < 0)
        return CPTS_OK;
    plan->shape = SHAPE_SHEET_A_CPTS;
    const struct column_facts *facts =
        facts_of(assigning, at[FIELD_CODE] >= 0 ? at[FIELD_CODE] : at[FIELD_UNIT]);
    plan->named_units = facts->distinct_units ? facts->distinct_units : facts->distinct;
    return assigning->request->asked == ASKED_POPULATIONS ? cpts_roles_assign_population(assigning)
                                                          : CPTS_OK;
}

static cpts_status assign_all(struct assigning *assigning)
{
    struct plan *plan = assigning->plan;
    cpts_context *context = assigning->known->region->context;
    if (!apply_map(assigning))
        return cpts_fail_memory(context);
    if (assigning->request->asked == ASKED_MOVES)
        return cpts_roles_assign_moves(assigning);
    cpts_status status = cpts_roles_assign_code(assigning);
    if (status == CPTS_OK && !plan->refusal)
        status = cpts_roles_assign_unit_name(assigning);
    if (status == CPTS_OK && !plan->refusal)
        status = assign_places(assigning);
    if (status == CPTS_OK && !plan->refusal && assigning->request->asked != ASKED_CLAIMS)
        return assign_figures(assigning);
    if (status == CPTS_OK && !plan->refusal)
        status = assign_lives(assigning);
    if (status == CPTS_OK && !plan->refusal)
        status = cpts_roles_assign_cpts(assigning);
    if (status == CPTS_OK && !plan->refusal)
        status = cpts_roles_assign_id(assigning);
    if (status != CPTS_OK || plan->refusal)
        return status;
    const int *at = plan->columns.at;
    const bool has_units = at[FIELD_CODE] >= 0 || at[FIELD_UNIT] >= 0;
    const char *map = assigning->request->map;
    if (at[FIELD_NAME] >= 0 || at[FIELD_ID] >= 0) {
        if (!has_units)
            return CPTS_OK;
        plan->shape = SHAPE_ROWS;
        status = cpts_roles_assign_more(assigning);
        plan->looks_beside = !map || !strstr(map, "name=");
        plan->unread = find_unread_units(assigning);
        if (plan->unread < 0)
            plan->unread = find_unread_cpts(assigning);
        return status;
    }
    if (!has_units)
        return CPTS_OK;
    plan->looks_beside = !map || (!strstr(map, "name=") && !strstr(map, "code="));
    if (!cpts_roles_list_crosses(assigning))
        return cpts_fail_memory(context);
    if (plan->cpts_count) {
        plan->shape = SHAPE_MATRIX;
        return cpts_roles_witness_all(assigning, "crosses") ? CPTS_OK : cpts_fail_memory(context);
    }
    return take_sheet(assigning);
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
        status = cpts_roles_assign_columns_of_cpts(&assigning);
    if (status == CPTS_OK && plan->shape == SHAPE_UNKNOWN)
        status = assign_all(&assigning);
    cpts_array_free(assigning.taken);
    return status;
}
