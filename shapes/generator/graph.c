#include <stdlib.h>

#include "heap.h"
#include "land.h"
#include "memory.h"

bool demo_land_adjacent(const struct land *land, int a, int b)
{
    return land->adjacent[a * land->unit_count + b];
}

static void join_units(struct land *land, int a, int b)
{
    land->adjacent[a * land->unit_count + b] = true;
    land->adjacent[b * land->unit_count + a] = true;
}

void demo_land_connect(struct land *land)
{
    const int count = land->unit_count;
    land->adjacent = demo_alloc((size_t)count * (size_t)count, sizeof *land->adjacent);
    for (int cell = 0; cell < demo_mesh_cell_count(&land->mesh); cell++) {
        const int unit = land->unit_of[cell];
        for (int side = 0; side < CELL_SIDES && unit != NO_UNIT; side++) {
            const int other = land->unit_of[demo_mesh_neighbour(&land->mesh, cell, side)];
            if (other != NO_UNIT && other != unit) {
                join_units(land, unit, other);
            }
        }
    }
    for (int unit = 0; unit < count; unit++) {
        int nearest = -1;
        bool alone = true;
        for (int other = 0; other < count; other++) {
            alone = alone && !demo_land_adjacent(land, unit, other);
            if (other != unit &&
                (nearest < 0 ||
                 demo_distance2(land->units[unit].centre, land->units[other].centre) <
                     demo_distance2(land->units[unit].centre, land->units[nearest].centre))) {
                nearest = other;
            }
        }
        if (alone) {
            join_units(land, unit, nearest);
        }
    }
}

void demo_land_group(const struct land *land, const int *seeds, int seed_count, const int *kind,
                     int border_cost, int *group)
{
    struct heap heap = {0};
    for (int unit = 0; unit < land->unit_count; unit++) {
        group[unit] = -1;
    }
    for (int i = 0; i < seed_count; i++) {
        demo_heap_push(&heap, (struct step){0, i, seeds[i]});
    }
    while (heap.count > 0) {
        const struct step step = demo_heap_pop(&heap);
        if (group[step.place] >= 0) {
            continue;
        }
        group[step.place] = step.owner;
        for (int to = 0; to < land->unit_count; to++) {
            if (demo_land_adjacent(land, step.place, to) && group[to] < 0) {
                const bool leaves = kind != NULL && kind[to] != kind[step.place];
                const int cost = step.cost + (leaves ? border_cost : 1);
                demo_heap_push(&heap, (struct step){cost, step.owner, to});
            }
        }
    }
    free(heap.items);
}

void demo_land_spread(const struct land *land, int *seeds, int given, int seed_count)
{
    for (int i = given; i < seed_count; i++) {
        double farthest2 = -1.0;
        for (int unit = 0; unit < land->unit_count; unit++) {
            double d2 = 1e300;
            for (int j = 0; j < i; j++) {
                const double e2 =
                    demo_distance2(land->units[unit].centre, land->units[seeds[j]].centre);
                d2 = e2 < d2 ? e2 : d2;
            }
            if (d2 > farthest2) {
                farthest2 = d2;
                seeds[i] = unit;
            }
        }
    }
}
