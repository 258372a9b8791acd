/*
 * Names of CPTS given to the rows where people leave them out.
 */
#include <string.h>

#include "input/reading/claims.h"
#include "input/region/builder.h"
#include "input/sources/text.h"

/* Regardless of spaces, signs and case. */
static bool same_words(const char *one, const char *other)
{
    char x[128], y[128];
    cpts_text_words(x, sizeof x, one);
    cpts_text_words(y, sizeof y, other);
    return strcmp(x, y) == 0;
}

/* The only name that rows give to each id; "" when there are several. */
static bool names_of_ids(struct name_index *index, const char **names, const struct table *table,
                         const int *at)
{
    for (size_t i = 0; i < table->count; i++) {
        const char *id = table->rows[i].cells[at[FIELD_ID]];
        const char *name = table->rows[i].cells[at[FIELD_NAME]];
        char department[4];
        if (!*id || !*name || cpts_cell_department(department, id))
            continue;
        const uint32_t known = cpts_name_index_find(index, id);
        if (known != CPTS_NONE && !same_words(names[known], name))
            names[known] = "";
        if (known != CPTS_NONE)
            continue;
        names[index->count] = name;
        if (!cpts_name_index_add(index, id, (uint32_t)index->count))
            return false;
    }
    return true;
}

bool cpts_claims_fill_names(struct table *table, const struct plan *plan)
{
    const int *at = plan->columns.at;
    if (plan->refusal || plan->shape != SHAPE_ROWS || at[FIELD_ID] < 0 || at[FIELD_NAME] < 0)
        return true;
    struct name_index index = {0};
    const char **names = cpts_array_new(table->count + 1, sizeof *names);
    const bool done = names && names_of_ids(&index, names, table, at);
    for (size_t i = 0; done && i < table->count; i++) {
        const char **cells = table->rows[i].cells;
        const uint32_t known =
            *cells[at[FIELD_NAME]] ? CPTS_NONE : cpts_name_index_find(&index, cells[at[FIELD_ID]]);
        if (known != CPTS_NONE)
            cells[at[FIELD_NAME]] = names[known];
    }
    cpts_name_index_free(&index);
    cpts_array_free(names);
    return done;
}

/* The name or number of a département above all of its rows, as if its cells were merged. */
static void fill_departments(struct table *table, int column)
{
    size_t filled = 0;
    const char *last = "";
    for (size_t i = 0; i < table->count; i++)
        filled += *table->rows[i].cells[column] != '\0';
    if (filled * 3 > table->count)
        return;
    for (size_t i = 0; i < table->count; i++) {
        const char **cell = &table->rows[i].cells[column];
        last = **cell ? *cell : last;
        *cell = last;
    }
}

void cpts_claims_fill_down(struct table *table, const struct plan *plan)
{
    const int *at = plan->columns.at;
    const char *id = "", *name = "";
    if (plan->shape == SHAPE_ROWS && at[FIELD_DEPARTMENT] >= 0 && at[FIELD_CODE] < 0)
        fill_departments(table, at[FIELD_DEPARTMENT]);
    for (size_t i = 0; i < table->count && plan->fills_down; i++) {
        const char **cells = table->rows[i].cells;
        const bool is_filled = (at[FIELD_ID] >= 0 && *cells[at[FIELD_ID]]) ||
                               (at[FIELD_NAME] >= 0 && *cells[at[FIELD_NAME]]);
        if (is_filled) {
            id = at[FIELD_ID] >= 0 ? cells[at[FIELD_ID]] : "";
            name = at[FIELD_NAME] >= 0 ? cells[at[FIELD_NAME]] : "";
            continue;
        }
        if (at[FIELD_ID] >= 0)
            cells[at[FIELD_ID]] = id;
        if (at[FIELD_NAME] >= 0)
            cells[at[FIELD_NAME]] = name;
    }
}
