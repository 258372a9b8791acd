#include "input/reading/plan.h"

#include <string.h>

#include "input/region/builder.h"

/* The row has a unit, in any of the columns of units. */
static bool has_unit(const struct plan *plan, const struct grid *grid, size_t row)
{
    const int *at = plan->columns.at;
    return *cpts_grid_cell(grid, row, at[FIELD_CODE]) || *cpts_grid_cell(grid, row, at[FIELD_UNIT]);
}

/* Units in growing order all the way: a list of all units, and not of groups of them. */
static bool is_sorted(const struct plan *plan, const struct grid *grid)
{
    const int *at = plan->columns.at;
    const int column = at[FIELD_CODE] >= 0 ? at[FIELD_CODE] : at[FIELD_UNIT];
    const char *last = "";
    size_t falls = 0, rows = 0;
    for (size_t i = plan->first; i < grid->count; i++) {
        const char *cell = cpts_grid_cell(grid, i, column);
        if (!*cell)
            continue;
        rows++;
        falls += strcmp(cell, last) < 0;
        last = cell;
    }
    return falls * 50 <= rows;
}

/* Whether a row is empty where the names of CPTS stand. */
static bool lacks_name(const struct plan *plan, const struct grid *grid, size_t row)
{
    const int *at = plan->columns.at;
    return !*cpts_grid_cell(grid, row, at[FIELD_NAME]) && !*cpts_grid_cell(grid, row, at[FIELD_ID]);
}

/* Whether a name of a CPTS stands below itself: then it is written on each of its rows. A blank
 * between them may be a unit in none, and a word for none says nothing of how names are written. */
static bool repeats_names(const struct plan *plan, const struct known *known,
                          const struct grid *grid, int column)
{
    const char *last = "";
    for (size_t i = plan->first; i < grid->count; i++) {
        const char *cell = cpts_grid_cell(grid, i, column);
        if (!*cell && !has_unit(plan, grid, i))
            continue;
        if (*cell && strcmp(cell, last) == 0 && cpts_none_meaning(known->none, cell) != MEANS_NONE)
            return true;
        last = cell;
    }
    return false;
}

/* Whether blank lines part the runs of names, and one of these has no name: its units would go to
 * the CPTS above. */
static bool has_nameless_run(const struct plan *plan, const struct grid *grid)
{
    size_t named = 0, nameless = 0;
    for (size_t i = plan->first + 1; grid->counts_lines && i < grid->count; i++) {
        if (grid->rows[i].line <= grid->rows[i - 1].line + 1 || !has_unit(plan, grid, i))
            continue;
        named += !lacks_name(plan, grid, i);
        nameless += lacks_name(plan, grid, i);
    }
    return nameless > 0 && named > nameless;
}

/* Whether names of CPTS that stand on some rows hold for the empty ones below. */
static cpts_status find_runs(struct plan *plan, struct arena *arena, const struct known *known,
                             const struct grid *grid, const struct measure *measure)
{
    const int *at = plan->columns.at;
    const int name = at[FIELD_NAME] >= 0 ? at[FIELD_NAME] : at[FIELD_ID];
    size_t lacking = 0, having = 0;
    for (size_t i = plan->first; i < grid->count; i++) {
        lacking += has_unit(plan, grid, i) && lacks_name(plan, grid, i);
        having += has_unit(plan, grid, i) && !lacks_name(plan, grid, i);
    }
    const struct column_facts *facts = &measure->columns[name];
    /* Merged cells were given their names: what is empty all the same has none. */
    if (grid->merged_until && name < grid->columns && plan->first < grid->count &&
        grid->merged_until[name] >= grid->rows[plan->first].line)
        return CPTS_OK;
    if (lacking == 0 || facts->filled < 2 || repeats_names(plan, known, grid, name))
        return CPTS_OK;
    /* Names on rows of their own stand above their units. */
    if (facts->distinct == facts->filled && facts->nones == 0 && !has_nameless_run(plan, grid) &&
        (having == 0 || !is_sorted(plan, grid))) {
        plan->fills_down = true;
        return CPTS_OK;
    }
    /* Names that come again, never one below the other: they were left out where they would. */
    if (lacking * 3 <= facts->filled - facts->nones &&
        (facts->distinct == facts->filled || facts->filled < 20))
        return CPTS_OK;
    plan->is_doubtful = true;
    plan->refusal = cpts_arena_format(
        arena,
        P_("%zu row has no CPTS: either the name above holds for it as well (merged cells), or "
           "there is none; write the name, or a word such as 'none', on every row",
           "%zu rows have no CPTS: either the name above holds for them as well (merged cells), "
           "or there is none; write the name, or a word such as 'none', on every row",
           lacking),
        lacking);
    return plan->refusal ? CPTS_OK : cpts_fail_memory(known->region->context);
}

/* How many units the départements of a column of codes have, and how many of these it lists. */
static bool count_listed(const struct known *known, const struct grid *grid,
                         const struct plan *plan, size_t *listed, size_t *all)
{
    const struct units *units = &known->region->units;
    struct name_index departments = {0};
    bool *seen = cpts_array_new(units->count + 1, sizeof *seen), done = seen != NULL;
    *listed = *all = 0;
    for (size_t i = plan->first; i < grid->count && done; i++) {
        char code[INSEE_CODE_ROOM];
        if (!cpts_known_code(known, cpts_grid_cell(grid, i, plan->columns.at[FIELD_CODE]), code))
            continue;
        const uint32_t unit = cpts_name_index_find(&known->builder->unit_by_code, code);
        if (unit == CPTS_NONE || seen[unit])
            continue;
        seen[unit] = true;
        ++*listed;
        if (!cpts_name_index_value(&departments, units->group[unit]))
            done = cpts_name_index_add(&departments, units->group[unit], 0);
    }
    for (size_t i = 0; i < units->count && done; i++)
        *all += cpts_name_index_value(&departments, units->group[i]) != NULL;
    cpts_name_index_free(&departments);
    cpts_array_free(seen);
    return done;
}

/* Whether nearly every unit of the départements that it mentions is listed. */
static cpts_status find_inventory(struct plan *plan, const struct known *known,
                                  const struct grid *grid, const struct measure *measure)
{
    const int *at = plan->columns.at;
    const int column = at[FIELD_CODE] >= 0 ? at[FIELD_CODE] : at[FIELD_UNIT];
    const struct column_facts *facts = &measure->columns[column];
    size_t listed = 0, all = 0;
    if (at[FIELD_CODE] >= 0 && !count_listed(known, grid, plan, &listed, &all))
        return cpts_fail_memory(known->region->context);
    plan->is_inventory = facts->distinct_units * 10 >= known->region->units.count * 9 ||
                         facts->distinct_units >= 2700 || (listed > 0 && listed * 10 >= all * 9);
    return CPTS_OK;
}

cpts_status cpts_plan_make(struct plan *out, struct arena *arena, const struct known *known,
                           const struct grid *grid, const struct plan_request *request)
{
    *out = (struct plan){.shape = SHAPE_UNKNOWN, .unread = -1, .rivals = {-1, -1}};
    cpts_status status = cpts_shape_find_rows(out, arena, known, grid, request);
    if (status != CPTS_OK || out->refusal)
        return status;
    struct measure measure;
    status = cpts_measure_grid(&measure, known, grid, out->first, SIZE_MAX);
    if (status != CPTS_OK)
        return status;
    status = cpts_roles_assign(out, arena, known, grid, &measure, request);
    if (status == CPTS_OK && !out->refusal && out->shape == SHAPE_ROWS) {
        status = find_inventory(out, known, grid, &measure);
        if (status == CPTS_OK && !out->refusal)
            status = find_runs(out, arena, known, grid, &measure);
    }
    cpts_measure_free(&measure);
    if (status != CPTS_OK)
        cpts_plan_free(out);
    return status;
}
