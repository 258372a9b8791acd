/*
 * Which column of a table holds the inhabitants: figures, under a heading that says so, close to
 * the units' own. Of the columns that INSEE publishes side by side, the first of the table of
 * headings is meant: the municipal population before the total, the newest year first.
 */
#include <math.h>
#include <string.h>

#include "input/reading/assigning.h"
#include "input/region/builder.h"
#include "input/sources/amount.h"
#include "input/sources/text.h"

static int population_says(const struct assigning *assigning, int column)
{
    return cpts_schema_says(ROLE_POPULATIONS, FIELD_POPULATION,
                            assigning->plan->headings.names[column]);
}

/* "Population 2021", "Nb habitants", and not "Part de la population de plus de 65 ans". */
static bool speaks_of_inhabitants(const struct assigning *assigning, int column)
{
    static const char *const others[] = {
        " dens",  " part ", " taux ", " evol", " varia", " moins ", " plus", " ans ", " femme",
        " homme", " activ", " km",    " ha ",  " pct ",  " indice", " rang", " age "};
    char words[128];
    cpts_text_words(words, sizeof words, assigning->plan->headings.names[column]);
    if (strchr(assigning->plan->headings.names[column], '%') || CPTS_HAS_ANY(words, others))
        return false;
    return strstr(words, " pop") || strstr(words, "habitant") || strstr(words, " hab ");
}

/* The share of rows whose figure is within a half of the units' own. */
static double nearness(const struct assigning *assigning, int column)
{
    const struct grid *grid = assigning->grid;
    const struct known *known = assigning->known;
    const int *at = assigning->plan->columns.at;
    struct amount_evidence evidence = {false, false, false, false};
    size_t rows = 0, near = 0;
    for (size_t i = assigning->plan->first; i < grid->count; i++)
        cpts_amount_see(&evidence, cpts_grid_cell(grid, i, column));
    const struct amount_style style = cpts_amount_style(&evidence);
    for (size_t i = assigning->plan->first; i < grid->count && at[FIELD_CODE] >= 0; i++) {
        bool is_part = false;
        const uint32_t unit = cpts_known_unit(
            known, cpts_grid_cell(grid, i, at[FIELD_CODE]),
            at[FIELD_DEPARTMENT] >= 0 ? cpts_grid_cell(grid, i, at[FIELD_DEPARTMENT]) : "",
            &is_part);
        if (unit == CPTS_NONE || is_part || isnan(known->region->units.population[unit]))
            continue;
        const double there = known->region->units.population[unit];
        const double read = cpts_amount_read(cpts_grid_cell(grid, i, column), style);
        rows++;
        near += read >= there / 1.5 - 1 && read <= there * 1.5 + 1;
    }
    return share(near, rows);
}

/* Several columns of one heading: headings do not decide which of them. */
static bool is_alone(const struct assigning *assigning, int column)
{
    const char *heading = assigning->plan->headings.names[column];
    for (int i = 0; i < assigning->measure->count; i++)
        if (i != column && strcmp(assigning->plan->headings.names[i], heading) == 0)
            return false;
    return true;
}

static double population_weight(const struct assigning *assigning, int column)
{
    const struct column_facts *facts = facts_of(assigning, column);
    const int says = population_says(assigning, column);
    struct columns listed;
    cpts_schema_match(&listed, &assigning->plan->headings, ROLE_POPULATIONS);
    double weight = 0.3 * share(facts->numbers, facts->filled);
    if (says)
        weight += says == 2 ? 0.6 : 0.4;
    else if (speaks_of_inhabitants(assigning, column))
        weight += 0.3;
    else if (!*assigning->plan->headings.names[column])
        weight += 0.1;
    if (listed.at[FIELD_POPULATION] == column && is_alone(assigning, column))
        weight += 0.15;
    if (facts->numbers * 2 > facts->filled)
        weight += 0.4 * nearness(assigning, column);
    return weight;
}

cpts_status cpts_roles_assign_population(struct assigning *assigning)
{
    struct plan *plan = assigning->plan;
    if (is_given(assigning, FIELD_POPULATION))
        return CPTS_OK;
    const int best = cpts_role_heaviest(assigning, population_weight, -1);
    const int other = best < 0 ? -1 : cpts_role_heaviest(assigning, population_weight, best);
    if (best < 0) {
        plan->shape = SHAPE_UNKNOWN;
        return CPTS_OK;
    }
    if (other >= 0 &&
        population_weight(assigning, other) >
            population_weight(assigning, best) - MARGIN_PERCENT / 100.0 &&
        !cpts_columns_say_the_same(assigning, best, other))
        return cpts_role_refuse(
            assigning, FIELD_POPULATION, best, other,
            cpts_arena_format(assigning->arena,
                              _("both columns '%s' and '%s' may be the populations; say which "
                                "with %spopulation=COLUMN"),
                              cpts_plan_column_name(plan, assigning->arena, best),
                              cpts_plan_column_name(plan, assigning->arena, other),
                              assigning->request->option));
    return cpts_role_take(assigning, FIELD_POPULATION, best, "population",
                          facts_of(assigning, best)->numbers)
               ? CPTS_OK
               : cpts_fail_memory(assigning->known->region->context);
}
