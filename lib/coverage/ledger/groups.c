#include "coverage/ledger/groups.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int by_group(const void *a, const void *b, void *user)
{
    const char *const *group = user;
    const uint32_t *left = a, *right = b;
    int order = strcmp(group[*left], group[*right]);
    return order ? order : (*left > *right) - (*left < *right);
}

static void add_to_group(struct group_result *group, const struct unit_result *unit,
                         double population)
{
    group->units++;
    group->area_m2 += unit->area_m2;
    group->white_area_m2 += unit->white_area_m2;
    group->overlap_area_m2 += unit->overlap_area_m2;
    if (population >= 0 && unit->area_m2 > 0) {
        group->population += population;
        group->white_population += population * (unit->white_area_m2 / unit->area_m2);
        group->overlap_population += population * (unit->overlap_area_m2 / unit->area_m2);
    }
}

/* What perimeters of each class or a firmer one cover of a unit. */
static void add_life_to_group(struct group_result *group, const double *life_area_m2,
                              double people_per_m2)
{
    double covered_m2 = 0;
    for (int life = 0; life < CPTS_LIFE_COUNT; life++) {
        covered_m2 += life_area_m2[life];
        group->life_area_m2[life] += covered_m2;
        group->life_population[life] += covered_m2 * people_per_m2;
    }
}

static void close_group(struct group_result *group, bool known)
{
    group->area_rate = group->area_m2 > 0 ? 1 - group->white_area_m2 / group->area_m2 : 0;
    group->population_rate =
        group->population > 0 ? 1 - group->white_population / group->population : 0;
    if (!known)
        group->population = group->white_population = group->overlap_population =
            group->population_rate = NAN;
    for (int life = 0; life < CPTS_LIFE_COUNT && !known; life++)
        group->life_population[life] = NAN;
}

bool cpts_groups_list(struct cpts_report *report, const double *unit_life_area_m2)
{
    const struct units *units = &report->region->units;
    uint32_t *order = cpts_array_raw(units->count, sizeof *order);
    report->groups = cpts_array_new(units->count, sizeof *report->groups);
    bool done = order && report->groups;
    bool is_sorted = true; /* units in order of their codes mostly are, by département */
    for (uint32_t u = 0; done && u < units->count; u++) {
        order[u] = u;
        is_sorted &= u == 0 || strcmp(units->group[u - 1], units->group[u]) <= 0;
    }
    if (done && !is_sorted)
        qsort_r(order, units->count, sizeof *order, by_group, units->group);
    for (size_t i = 0; done && i < units->count; i++) {
        const char *name = units->group[order[i]];
        struct group_result *last = report->groups + report->group_count - 1;
        if (report->group_count == 0 || strcmp(last->group, name) != 0) {
            last = report->groups + report->group_count++;
            last->group = name;
        }
        const struct unit_result *unit = &report->units[order[i]];
        double population = units->population[order[i]];
        add_to_group(last, unit, population);
        if (unit_life_area_m2)
            add_life_to_group(last, unit_life_area_m2 + (size_t)order[i] * CPTS_LIFE_COUNT,
                              population >= 0 && unit->area_m2 > 0 ? population / unit->area_m2
                                                                   : 0);
    }
    for (size_t g = 0; done && g < report->group_count; g++)
        close_group(&report->groups[g], units->has_population);
    cpts_array_free(order);
    return done;
}
