/*
 * Codes cut in two, the département in one column and three digits in another, as INSEE's older
 * tables have them. Arrondissements and cantons are short numbers as well, and a region's number is
 * that of some département: the pair is taken that makes the most different codes of communes.
 */
#include <string.h>

#include "input/declarations/communes.h"
#include "input/reading/assigning.h"
#include "input/sources/text.h"

/* Of a longer grid so many rows are looked at, evenly. */
enum { SAMPLE = 3000 };

static bool may_end_a_code(const struct assigning *assigning, int column)
{
    const struct column_facts *facts = facts_of(assigning, column);
    return !assigning->taken[column] && facts->distinct > 1 &&
           (facts->prefixed + facts->prefixed_elsewhere) * 10 >= facts->filled * 7 &&
           !cpts_heading_counts_communes(assigning, column);
}

static bool may_begin_a_code(const struct assigning *assigning, int column)
{
    const struct column_facts *facts = facts_of(assigning, column);
    const int given = assigning->plan->columns.at[FIELD_DEPARTMENT];
    const bool may = given >= 0 ? column == given
                                : !assigning->taken[column] && facts->filled &&
                                      facts->departments * 10 >= facts->filled * 9;
    return may && !cpts_heading_counts_communes(assigning, column);
}

/* False when memory is short. */
static bool weigh_pair(const struct assigning *assigning, struct cut_code *pair)
{
    const struct grid *grid = assigning->grid;
    const size_t step = (grid->count - assigning->plan->first) / SAMPLE + 1;
    struct name_index codes = {0};
    struct arena arena = {0};
    bool done = true;
    size_t filled = 0;
    for (size_t i = assigning->plan->first; i < grid->count && done; i += step) {
        const char *part = cpts_grid_cell(grid, i, pair->code);
        char code[INSEE_CODE_ROOM], department[4];
        struct commune commune;
        filled += *part != '\0';
        if (!cpts_cell_department(department, cpts_grid_cell(grid, i, pair->department)) ||
            !cpts_insee_prefixed(code, department, part) ||
            !(cpts_known_code(assigning->known, code, NULL) || cpts_commune_find(&commune, code)))
            continue;
        pair->hits++;
        if (cpts_name_index_value(&codes, code))
            continue;
        const char *kept = cpts_arena_string(&arena, code);
        done = kept && cpts_name_index_add(&codes, kept, 0);
    }
    pair->distinct = pair->hits * 10 >= filled * 7 ? codes.count : 0;
    cpts_name_index_free(&codes);
    cpts_arena_free(&arena);
    return done;
}

bool cpts_role_find_cut_code(struct cut_code *out, const struct assigning *assigning)
{
    const int count = assigning->measure->count;
    *out = (struct cut_code){.code = -1, .department = -1};
    for (int i = 0; i < count; i++)
        for (int j = 0; may_end_a_code(assigning, i) && j < count; j++) {
            struct cut_code pair = {.code = i, .department = j};
            if (i == j || !may_begin_a_code(assigning, j))
                continue;
            if (!weigh_pair(assigning, &pair))
                return false;
            if (pair.distinct > out->distinct)
                *out = pair;
        }
    return true;
}
