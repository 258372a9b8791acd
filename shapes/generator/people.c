#include "people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "names.h"
#include "random.h"

/* Codes that look like INSEE's and that INSEE gives to no commune: 96 is not a département, 98 is
 * used for overseas collectivities from 984 on, 99 for foreign countries. The city is in 96. */
static const char *const DEPARTMENTS[DEPARTMENT_COUNT] = {"96", "98", "99"};
static const char CITY_NAME[] = "Valmèze", RENAMED[] = "Le Mesnil";

enum { FIRST_ARRONDISSEMENT = 401, LAST_COMMUNE = 380, EPCI_BORDER_COST = 4 };

static int *units_by_distance(const struct land *land, struct position from)
{
    int *order = demo_alloc((size_t)land->unit_count, sizeof *order);
    for (int i = 0; i < land->unit_count; i++) {
        const double d2 = demo_distance2(land->units[i].centre, from);
        int at = i;
        while (at > 0 && demo_distance2(land->units[order[at - 1]].centre, from) > d2) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = i;
    }
    return order;
}

/* Arrondissements are numbered outwards. Returns the unit in the middle of the city. */
static int found_city(struct land *land, struct position city_km, double radius_km)
{
    int *order = units_by_distance(land, city_km);
    const int middle = order[0];
    for (int i = 0; i < land->unit_count; i++) {
        struct unit *unit = &land->units[order[i]];
        if (demo_distance2(unit->centre, city_km) < radius_km * radius_km) {
            unit->arrondissement = i + 1;
        }
    }
    free(order);
    return middle;
}

/* Départements and EPCI are grown from the units; a city is in one EPCI, and in 96. */
static void group_units(struct land *land, int middle)
{
    int seeds[EPCI_COUNT] = {middle};
    int *group = demo_alloc((size_t)land->unit_count, sizeof *group);
    demo_land_spread(land, seeds, 1, EPCI_COUNT);
    demo_land_group(land, seeds, EPCI_COUNT, NULL, 1, group);
    for (int i = 0; i < land->unit_count; i++) {
        if (land->units[i].arrondissement > 0) {
            group[i] = 0;
        }
        land->units[i].epci_index = group[i];
    }
    int *department = demo_alloc((size_t)land->unit_count, sizeof *department);
    demo_land_spread(land, seeds, 1, DEPARTMENT_COUNT);
    demo_land_group(land, seeds, DEPARTMENT_COUNT, group, EPCI_BORDER_COST, department);
    for (int i = 0; i < land->unit_count; i++) {
        struct unit *unit = &land->units[i];
        unit->department_index = department[i];
        snprintf(unit->department, sizeof unit->department, "%s", DEPARTMENTS[department[i]]);
        snprintf(unit->epci, sizeof unit->epci, "000%s%04d", DEPARTMENTS[department[seeds[0]]],
                 17 * (group[i] + 1));
    }
    free(department);
    free(group);
}

static int name_order(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static int count_communes(const struct land *land, int department)
{
    int count = 0;
    for (int i = 0; i < land->unit_count; i++) {
        count +=
            land->units[i].department_index == department && land->units[i].arrondissement == 0;
    }
    return count;
}

/* Communes are numbered in the order of their names, with the gaps that mergers leave. */
static void name_department(struct land *land, int department, char **names, int count,
                            struct chance *chance)
{
    qsort(names, (size_t)count, sizeof *names, name_order);
    int *codes = demo_alloc((size_t)count, sizeof *codes);
    for (int i = 0, code = 0; i < count; i++) {
        const unsigned room = (unsigned)((LAST_COMMUNE - code) / (count - i));
        code += 1 + (int)demo_chance_below(chance, room > 3 ? 3 : room);
        codes[i] = code;
    }
    int left = count;
    for (int i = 0; i < land->unit_count; i++) {
        struct unit *unit = &land->units[i];
        if (unit->department_index != department || unit->arrondissement > 0) {
            continue;
        }
        const int at = (int)demo_chance_below(chance, (unsigned)left--);
        unit->name = names[at];
        snprintf(unit->code, sizeof unit->code, "%s%03d", DEPARTMENTS[department],
                 codes[at] % 1000);
        memmove(names + at, names + at + 1, (size_t)(left - at) * sizeof *names);
        memmove(codes + at, codes + at + 1, (size_t)(left - at) * sizeof *codes);
    }
    free(codes);
}

/* Two communes of different départements bear one name, as happens. */
static void name_twins(struct land *land)
{
    struct unit *first = NULL, *second = NULL;
    for (int i = 0; i < land->unit_count; i++) {
        struct unit *unit = &land->units[i];
        if (unit->name != NULL && strcmp(unit->name, DEMO_TWIN_NAME) == 0) {
            first = unit;
        } else if (unit->name != NULL && strcmp(unit->name, RENAMED) == 0) {
            second = unit;
        }
    }
    if (first == NULL || second == NULL || first->department_index == second->department_index) {
        demo_fail("the plan expects %s and %s in two départements", DEMO_TWIN_NAME, RENAMED);
    }
    free(second->name);
    second->name = demo_format("%s", DEMO_TWIN_NAME);
}

static void name_units(struct land *land, struct chance *chance)
{
    char **names = demo_alloc((size_t)land->unit_count, sizeof *names);
    demo_names(chance, names, land->unit_count);
    int used = 0;
    for (int department = 0; department < DEPARTMENT_COUNT; department++) {
        const int count = count_communes(land, department);
        name_department(land, department, names + used, count, chance);
        used += count;
    }
    for (; used < land->unit_count; used++) {
        free(names[used]);
    }
    free(names);
    name_twins(land);
    for (int i = 0; i < land->unit_count; i++) {
        struct unit *unit = &land->units[i];
        if (unit->arrondissement > 0) {
            unit->name = demo_format("%s %d%s Arrondissement", CITY_NAME, unit->arrondissement,
                                     unit->arrondissement == 1 ? "er" : "e");
            snprintf(unit->code, sizeof unit->code, "%s%03d", DEPARTMENTS[unit->department_index],
                     (FIRST_ARRONDISSEMENT + unit->arrondissement - 1) % 1000);
        }
    }
}

/* Log-normal, denser near the city. */
static void people_units(struct land *land, struct position city_km, struct chance *chance)
{
    for (int i = 0; i < land->unit_count; i++) {
        struct unit *unit = &land->units[i];
        const double chance_factor = demo_exp(0.9 * demo_chance_normal(chance));
        const double d2 = demo_distance2(unit->centre, city_km);
        double typical = 620.0 + 9000.0 / (1.0 + d2 / 30.0);
        double spread = chance_factor;
        if (unit->arrondissement > 0) {
            typical = 26000.0;
            spread = 0.75 + 0.25 * chance_factor;
        }
        unit->population = (int)(typical * spread) + 7;
    }
}

void demo_people_settle(struct land *land, struct position city_km, double city_radius_km,
                        uint64_t seed)
{
    struct chance chance = {demo_hash(seed)};
    group_units(land, found_city(land, city_km, city_radius_km));
    name_units(land, &chance);
    people_units(land, city_km, &chance);
}
