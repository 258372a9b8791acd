/*
 * What the assignment of each role needs: headings, the heaviest candidate, the column taken.
 */
#include <string.h>

#include "input/reading/assigning.h"
#include "input/reading/totals.h"
#include "input/region/region.h"
#include "input/sources/text.h"

bool cpts_plan_witness(struct plan *plan, int column, const char *role, size_t hits, size_t filled)
{
    if (!CPTS_ARRAY_MORE(plan->witnesses, plan->witness_count, plan->witness_capacity))
        return false;
    plan->witnesses[plan->witness_count++] =
        (struct witness){.column = column, .role = role, .hits = hits, .filled = filled};
    return true;
}

const struct witness *cpts_plan_witness_of(const struct plan *plan, int column)
{
    for (size_t i = 0; i < plan->witness_count; i++)
        if (plan->witnesses[i].column == column)
            return &plan->witnesses[i];
    return NULL;
}

bool cpts_heading_has(const struct assigning *assigning, int column, const char *word)
{
    char folded[128];
    cpts_text_fold(folded, sizeof folded, assigning->plan->headings.names[column]);
    return strstr(folded, word) != NULL;
}

/* Whether a heading names the territories that are looked for: CPTS, or those of --against. */
bool cpts_heading_speaks_of_them(const struct assigning *assigning, int column)
{
    return cpts_heading_has(assigning, column,
                            assigning->request->kind ? assigning->request->kind : "cpts");
}

bool cpts_role_take(struct assigning *assigning, enum field field, int column, const char *role,
                    size_t hits)
{
    assigning->plan->columns.at[field] = column;
    assigning->taken[column] = true;
    return cpts_plan_witness(assigning->plan, column, role, hits,
                             facts_of(assigning, column)->filled);
}

/* For a doubt between two columns about as good. */
cpts_status cpts_role_refuse(struct assigning *assigning, enum field field, int one, int other,
                             const char *why)
{
    assigning->plan->refusal = why;
    assigning->plan->rival_field = field;
    assigning->plan->rivals[0] = one;
    assigning->plan->rivals[1] = other;
    assigning->plan->is_doubtful = true;
    return why ? CPTS_OK : cpts_fail_memory(assigning->known->region->context);
}

int cpts_role_heaviest(const struct assigning *assigning, weight_fn weigh, int but)
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

bool cpts_heading_counts_communes(const struct assigning *assigning, int column)
{
    return cpts_total_counts_communes(assigning->plan->headings.names[column]);
}

static bool is_row_of_totals(const struct grid_row *row)
{
    int i = 0;
    while (i < row->count && !*row->cells[i])
        i++;
    return i < row->count && cpts_total_is_one(row->cells[i]);
}

bool cpts_column_is_of_crosses(const struct assigning *assigning, int column)
{
    const struct grid *grid = assigning->grid;
    for (size_t i = assigning->plan->first; i < grid->count; i++) {
        const char *cell = cpts_grid_cell(grid, i, column);
        if (!cpts_cell_is_cross(cell) && !cpts_cell_is_no_cross(cell) &&
            !cpts_cell_is_share(cell) && !is_row_of_totals(&grid->rows[i]))
            return false;
    }
    return true;
}

bool cpts_column_holds_crosses(const struct assigning *assigning, int column)
{
    return cpts_column_is_of_crosses(assigning, column) && facts_of(assigning, column)->crosses > 0;
}
