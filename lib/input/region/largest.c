#include "input/region/largest.h"

#include <math.h>
#include <stdlib.h>

static double people(const struct units *units, uint32_t unit)
{
    const double population = units->population[unit];
    return isnan(population) ? -1 : population;
}

void cpts_largest_enter(struct largest *largest, const struct units *units, uint32_t unit)
{
    size_t at = largest->count;
    while (at > 0 && people(units, largest->units[at - 1]) < people(units, unit))
        at--;
    if (at >= largest->most)
        return;
    largest->count += largest->count < largest->most;
    for (size_t move = largest->count - 1; move > at; move--)
        largest->units[move] = largest->units[move - 1];
    largest->units[at] = unit;
}

struct largest cpts_largest_of(const struct cpts_region *region, const char *const *codes,
                               size_t count, size_t most)
{
    struct largest largest = {.most = most < CPTS_LARGEST_MOST ? most : CPTS_LARGEST_MOST};
    for (size_t i = 0; i < count; i++) {
        const size_t unit = cpts_unit_index(region, codes[i]);
        if (unit != SIZE_MAX)
            cpts_largest_enter(&largest, &region->units, (uint32_t)unit);
    }
    return largest;
}

static int by_people(const void *left, const void *right, void *user)
{
    const uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    const double a_people = people(user, a), b_people = people(user, b);
    if (a_people != b_people)
        return a_people > b_people ? -1 : 1;
    return (a > b) - (a < b);
}

void cpts_largest_sort(uint32_t *indexes, size_t count, const struct units *units)
{
    if (count > 1)
        qsort_r(indexes, count, sizeof *indexes, by_people, (void *)units);
}
