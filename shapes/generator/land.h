/*
 * The land: which cells are in the region, and to which unit each belongs. Units grow from seeds
 * over a rough terrain, as communes did along ridges and streams; then come islands, exclaves and
 * enclaves. Nothing here knows of CPTS.
 */
#ifndef DEMO_LAND_H
#define DEMO_LAND_H

#include "mesh.h"

enum { NO_UNIT = -1, DEPARTMENT_COUNT = 3, EPCI_COUNT = 26 };

#define DEMO_TWIN_NAME "La Garde" /* two units bear it */

struct unit {
    char code[6], department[3], epci[10];
    char *name;
    int population;
    int arrondissement; /* 1 to the city's last, or 0 */
    int department_index, epci_index;
    int cells;
    struct position centre; /* mean of its cells */
};

struct land {
    struct mesh mesh;
    int *unit_of; /* by cell; NO_UNIT: sea, lake, another region */
    struct unit *units;
    int unit_count;
    bool *adjacent;   /* unit_count * unit_count; an island is adjacent to the nearest shore */
    int keyhole_unit; /* surrounds an enclave */
};

void demo_land_make(struct land *land);
void demo_land_free(struct land *land);

/* Fills `adjacent` from the cells. */
void demo_land_connect(struct land *land);

bool demo_land_adjacent(const struct land *land, int a, int b);

/* The cell whose centre is nearest to a place given in kilometres from the origin. */
int demo_land_cell_at(const struct land *land, double x_km, double y_km);

/* Grows groups over the graph of the units from one seed unit each: group[unit] is set to the
 * index of the seed reached first. A step costs 1, or `border_cost` when it leaves kind[unit]
 * (kind may be NULL). */
void demo_land_group(const struct land *land, const int *seeds, int seed_count, const int *kind,
                     int border_cost, int *group);

/* Seeds far from each other: the first `given` are set, the rest are chosen. */
void demo_land_spread(const struct land *land, int *seeds, int given, int seed_count);

#endif
