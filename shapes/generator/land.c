#include "land.h"

#include <limits.h>
#include <stdlib.h>

#include "heap.h"
#include "memory.h"
#include "people.h"
#include "random.h"

static const uint64_t SEED = 0x5eed2026;
static const double SIDE_M = 250.0;
static const double WIDTH_KM = 96.0, HEIGHT_KM = 84.0;
/* In the Bay of Biscay, where Lambert-93 holds and no commune stands. */
static const struct position ORIGIN = {130000.0, 6440000.0};

static const struct position CITY_KM = {55.0, 27.0};
static const double CITY_RADIUS_KM = 3.4;
static const struct position ENCLAVE_KM = {30.0, 60.0}, KEYHOLE_KM = {70.0, 62.0},
                             EXCLAVE_KM = {48.0, 66.0};

enum {
    COLUMNS = 222,
    ROWS = 224,
    MARGIN = 3,          /* cells left free along the edge of the mesh */
    SMALLEST_ISLAND = 8, /* cells; smaller ones sink */
    TERRAIN_SEED = 11,   /* each noise has its own */
    SHORE_SEED = 23,
    DENSITY_SEED = 37,
    LAKE_SEED = 53
};

struct disc {
    double x_km, y_km, radius_km;
};
static const struct disc ISLANDS[] = {
    {24.0, 11.5, 2.1}, {28.5, 10.0, 1.4}, {65.5, 9.0, 2.7}, {71.0, 11.2, 1.3}, {8.0, 24.0, 1.9}};
static const struct disc LAKE = {36.0, 30.0, 3.0};

static struct position kilometres(const struct mesh *mesh, int cell)
{
    const struct position at = demo_mesh_centre(mesh, cell);
    return (struct position){(at.x - mesh->origin.x) / 1000.0, (at.y - mesh->origin.y) / 1000.0};
}

int demo_land_cell_at(const struct land *land, double x_km, double y_km)
{
    const struct position wanted = {x_km, y_km};
    int best = 0;
    double best2 = 1e300;
    for (int cell = 0; cell < demo_mesh_cell_count(&land->mesh); cell++) {
        const double d2 = demo_distance2(kilometres(&land->mesh, cell), wanted);
        if (d2 < best2) {
            best = cell;
            best2 = d2;
        }
    }
    return best;
}

/* ---- shape of the land -------------------------------------------------------------------- */

static bool in_disc(struct position km, struct disc disc, double roughness, uint64_t seed)
{
    const struct position centre = {disc.x_km, disc.y_km};
    const double radius = disc.radius_km * (1.0 + roughness * demo_noise(km.x, km.y, 4.0, seed));
    return radius > 0.0 && demo_distance2(km, centre) < radius * radius;
}

static bool is_mainland(struct position km)
{
    const double u = 2.0 * km.x / WIDTH_KM - 1.0, v = 2.0 * (km.y - 9.0) / (HEIGHT_KM - 9.0) - 1.0;
    const double coarse = demo_noise(km.x, km.y, 34.0, SEED + SHORE_SEED);
    const double fine = demo_noise(km.x, km.y, 6.0, SEED + SHORE_SEED + 1);
    const double reach = 0.83 + 0.40 * coarse + (v < 0.0 ? 0.26 : 0.12) * fine;
    const double u2 = u * u, v2 = v * v;
    return u2 * u2 + v2 * v2 + u2 * v2 < reach * reach * reach * reach;
}

static bool is_island(struct position km)
{
    for (size_t i = 0; i < sizeof ISLANDS / sizeof ISLANDS[0]; i++) {
        if (in_disc(km, ISLANDS[i], 1.1, SEED + SHORE_SEED + 2)) {
            return true;
        }
    }
    return false;
}

/* Numbers the connected groups of cells of one kind; returns how many there are. */
static int number_pieces(const struct mesh *mesh, const bool *kind, bool wanted, int *piece)
{
    const int count = demo_mesh_cell_count(mesh);
    int *queue = demo_alloc((size_t)count, sizeof *queue);
    int pieces = 0;
    for (int cell = 0; cell < count; cell++) {
        piece[cell] = -1;
    }
    for (int cell = 0; cell < count; cell++) {
        if (kind[cell] != wanted || piece[cell] >= 0) {
            continue;
        }
        int head = 0, tail = 0;
        queue[tail++] = cell;
        piece[cell] = pieces;
        while (head < tail) {
            const int from = queue[head++];
            for (int side = 0; side < CELL_SIDES && !demo_mesh_at_edge(mesh, from); side++) {
                const int to = demo_mesh_neighbour(mesh, from, side);
                if (kind[to] == wanted && piece[to] < 0) {
                    piece[to] = pieces;
                    queue[tail++] = to;
                }
            }
        }
        pieces++;
    }
    free(queue);
    return pieces;
}

static int *piece_sizes(const struct mesh *mesh, const int *piece, int pieces)
{
    int *size = demo_alloc((size_t)pieces, sizeof *size);
    for (int cell = 0; cell < demo_mesh_cell_count(mesh); cell++) {
        if (piece[cell] >= 0) {
            size[piece[cell]]++;
        }
    }
    return size;
}

static int largest(const int *size, int count)
{
    int best = 0;
    for (int i = 1; i < count; i++) {
        if (size[i] > size[best]) {
            best = i;
        }
    }
    return best;
}

/* Land without ponds nor islets; the islands keep a channel of one cell from the mainland. */
static void shape_land(const struct mesh *mesh, bool *is_land)
{
    const int count = demo_mesh_cell_count(mesh);
    int *piece = demo_alloc((size_t)count, sizeof *piece);
    for (int cell = 0; cell < count; cell++) {
        const int column = cell % mesh->columns, row = cell / mesh->columns;
        const struct position km = kilometres(mesh, cell);
        is_land[cell] = column >= MARGIN && row >= MARGIN && column < mesh->columns - MARGIN &&
                        row < mesh->rows - MARGIN && (is_mainland(km) || is_island(km));
    }
    int pieces = number_pieces(mesh, is_land, true, piece);
    int *size = piece_sizes(mesh, piece, pieces);
    const int mainland = largest(size, pieces);
    for (int cell = 0; cell < count; cell++) {
        const bool keep = piece[cell] >= 0 && size[piece[cell]] >= SMALLEST_ISLAND;
        const bool south = kilometres(mesh, cell).y < 0.5 * HEIGHT_KM;
        is_land[cell] = keep && (south || piece[cell] == mainland);
    }
    free(size);
    pieces = number_pieces(mesh, is_land, false, piece);
    size = piece_sizes(mesh, piece, pieces);
    const int sea = largest(size, pieces);
    for (int cell = 0; cell < count; cell++) {
        if (piece[cell] >= 0 && piece[cell] != sea && !demo_mesh_at_edge(mesh, cell)) {
            is_land[cell] = true;
        }
    }
    free(size);
    free(piece);
    for (int cell = 0; cell < count; cell++) {
        if (in_disc(kilometres(mesh, cell), LAKE, 0.9, SEED + LAKE_SEED)) {
            is_land[cell] = false;
        }
    }
}

/* ---- units --------------------------------------------------------------------------------- */

/* How far apart the seeds stand at a place: the city is dense, the hinterland is not. */
static double seed_distance_km(struct position km)
{
    const double d2 = demo_distance2(km, CITY_KM);
    if (d2 < CITY_RADIUS_KM * CITY_RADIUS_KM) {
        return 1.8;
    }
    const double wild = demo_noise(km.x, km.y, 22.0, SEED + DENSITY_SEED);
    const double rural = 2.75 + 1.0 * wild;
    return d2 < 150.0 ? 0.85 * rural : rural;
}

/* Throws darts at the mainland until none has stuck for a long time. */
static int throw_seeds(const struct mesh *mesh, const bool *allowed, int **out)
{
    struct chance chance = {SEED};
    int *seeds = NULL;
    int count = 0;
    for (int misses = 0; misses < 4000; misses++) {
        const int cell = (int)demo_chance_below(&chance, (unsigned)demo_mesh_cell_count(mesh));
        if (!allowed[cell]) {
            continue;
        }
        const struct position km = kilometres(mesh, cell);
        const double apart = seed_distance_km(km);
        bool free_place = true;
        for (int i = 0; i < count && free_place; i++) {
            free_place = demo_distance2(km, kilometres(mesh, seeds[i])) >= apart * apart;
        }
        if (free_place) {
            seeds = demo_grow(seeds, (size_t)count + 1, sizeof *seeds);
            seeds[count++] = cell;
            misses = 0;
        }
    }
    *out = seeds;
    return count;
}

static int step_cost(const struct mesh *mesh, int cell)
{
    const struct position km = kilometres(mesh, cell);
    const double rough = demo_noise(km.x, km.y, 1.6, SEED + TERRAIN_SEED);
    return 10 + (int)(300.0 * rough * rough);
}

/* Each cell goes to the seed that reaches it at the least cost. */
static void grow_units(struct land *land, const bool *is_land, const int *seeds, int seed_count)
{
    struct heap heap = {0};
    for (int unit = 0; unit < seed_count; unit++) {
        demo_heap_push(&heap, (struct step){0, unit, seeds[unit]});
    }
    while (heap.count > 0) {
        const struct step step = demo_heap_pop(&heap);
        if (land->unit_of[step.place] != NO_UNIT) {
            continue;
        }
        land->unit_of[step.place] = step.owner;
        const int cost = step.cost + step_cost(&land->mesh, step.place);
        for (int side = 0; side < CELL_SIDES; side++) {
            const int to = demo_mesh_neighbour(&land->mesh, step.place, side);
            if (is_land[to] && land->unit_of[to] == NO_UNIT) {
                demo_heap_push(&heap, (struct step){cost, step.owner, to});
            }
        }
    }
    free(heap.items);
}

static int nearest_settled_cell(const struct land *land, int from, const int *piece, int mainland)
{
    int best = -1;
    double best2 = 1e300;
    for (int cell = 0; cell < demo_mesh_cell_count(&land->mesh); cell++) {
        const double d2 =
            demo_distance2(kilometres(&land->mesh, cell), kilometres(&land->mesh, from));
        if (piece[cell] == mainland && d2 < best2) {
            best = cell;
            best2 = d2;
        }
    }
    return best;
}

/* Islands: the larger are units of their own, the others belong to the nearest shore. */
static int settle_islands(struct land *land, const int *piece, int pieces, int mainland,
                          const int *size, int unit_count)
{
    enum { OWN_UNIT_CELLS = 60 };
    for (int island = 0; island < pieces; island++) {
        if (island == mainland) {
            continue;
        }
        int unit = size[island] >= OWN_UNIT_CELLS ? unit_count++ : NO_UNIT;
        for (int cell = 0; cell < demo_mesh_cell_count(&land->mesh); cell++) {
            if (piece[cell] != island) {
                continue;
            }
            if (unit == NO_UNIT) {
                unit = land->unit_of[nearest_settled_cell(land, cell, piece, mainland)];
            }
            land->unit_of[cell] = unit;
        }
    }
    return unit_count;
}

/* Steps from each cell to the nearest cell of another unit. */
static void measure_depth(const struct land *land, int *depth)
{
    const struct mesh *mesh = &land->mesh;
    const int count = demo_mesh_cell_count(mesh);
    int *queue = demo_alloc((size_t)count, sizeof *queue);
    int head = 0, tail = 0;
    for (int cell = 0; cell < count; cell++) {
        depth[cell] = INT_MAX;
        bool border = land->unit_of[cell] == NO_UNIT;
        for (int side = 0; side < CELL_SIDES && !border; side++) {
            border = land->unit_of[demo_mesh_neighbour(mesh, cell, side)] != land->unit_of[cell];
        }
        if (border) {
            depth[cell] = 0;
            queue[tail++] = cell;
        }
    }
    while (head < tail) {
        const int from = queue[head++];
        for (int side = 0; side < CELL_SIDES && !demo_mesh_at_edge(mesh, from); side++) {
            const int to = demo_mesh_neighbour(mesh, from, side);
            if (depth[to] == INT_MAX) {
                depth[to] = depth[from] + 1;
                queue[tail++] = to;
            }
        }
    }
    free(queue);
}

/* Cuts a piece out of the middle of the unit that has the deepest one near `centre`, and gives it
 * to `owner`, or to the unit next door when that is NO_UNIT. Returns the unit cut. */
static int carve(struct land *land, double x_km, double y_km, int owner)
{
    enum { RADIUS = 3 };
    const struct mesh *mesh = &land->mesh;
    const int count = demo_mesh_cell_count(mesh);
    const struct position wanted = {x_km, y_km};
    int *depth = demo_alloc((size_t)count, sizeof *depth);
    measure_depth(land, depth);
    int middle = -1;
    for (int cell = 0; cell < count; cell++) {
        if (land->unit_of[cell] != NO_UNIT && depth[cell] > RADIUS + 1 &&
            (middle < 0 || demo_distance2(kilometres(mesh, cell), wanted) <
                               demo_distance2(kilometres(mesh, middle), wanted))) {
            middle = cell;
        }
    }
    free(depth);
    if (middle < 0) {
        demo_fail("no unit is wide enough to surround another");
    }
    const int surrounding = land->unit_of[middle];
    int across = middle;
    while (owner == NO_UNIT) {
        across = demo_mesh_neighbour(mesh, across, 0);
        if (land->unit_of[across] != surrounding) {
            owner = land->unit_of[across];
            break;
        }
    }
    const struct position centre = demo_mesh_centre(mesh, middle);
    for (int cell = 0; cell < count; cell++) {
        const struct position km = kilometres(mesh, cell);
        const double rough = demo_noise(km.x, km.y, 1.0, SEED + TERRAIN_SEED);
        const double radius = 1.75 * RADIUS * mesh->side_m * (0.8 + 0.5 * rough);
        if (demo_distance2(demo_mesh_centre(mesh, cell), centre) < radius * radius) {
            land->unit_of[cell] = owner;
        }
    }
    return surrounding;
}

static void measure_units(struct land *land)
{
    for (int cell = 0; cell < demo_mesh_cell_count(&land->mesh); cell++) {
        if (land->unit_of[cell] != NO_UNIT) {
            struct unit *unit = &land->units[land->unit_of[cell]];
            const struct position at = kilometres(&land->mesh, cell);
            unit->cells++;
            unit->centre.x += at.x;
            unit->centre.y += at.y;
        }
    }
    for (int i = 0; i < land->unit_count; i++) {
        land->units[i].centre.x /= (double)land->units[i].cells;
        land->units[i].centre.y /= (double)land->units[i].cells;
    }
}

void demo_land_make(struct land *land)
{
    *land = (struct land){0};
    struct mesh *mesh = &land->mesh;
    demo_mesh_init(mesh, COLUMNS, ROWS, SIDE_M, ORIGIN, SEED);
    const int count = demo_mesh_cell_count(mesh);
    bool *is_land = demo_alloc((size_t)count, sizeof *is_land);
    int *piece = demo_alloc((size_t)count, sizeof *piece);
    land->unit_of = demo_alloc((size_t)count, sizeof *land->unit_of);
    for (int cell = 0; cell < count; cell++) {
        land->unit_of[cell] = NO_UNIT;
    }
    shape_land(mesh, is_land);
    const int pieces = number_pieces(mesh, is_land, true, piece);
    int *size = piece_sizes(mesh, piece, pieces);
    const int mainland = largest(size, pieces);
    for (int cell = 0; cell < count; cell++) {
        is_land[cell] = piece[cell] == mainland;
    }
    int *seeds = NULL;
    const int seed_count = throw_seeds(mesh, is_land, &seeds);
    grow_units(land, is_land, seeds, seed_count);
    land->unit_count = settle_islands(land, piece, pieces, mainland, size, seed_count);
    carve(land, ENCLAVE_KM.x, ENCLAVE_KM.y, land->unit_count++);
    land->keyhole_unit = carve(land, KEYHOLE_KM.x, KEYHOLE_KM.y, land->unit_count++);
    carve(land, EXCLAVE_KM.x, EXCLAVE_KM.y, NO_UNIT);
    free(seeds);
    free(size);
    free(piece);
    free(is_land);

    demo_mesh_settle(mesh, land->unit_of);
    land->units = demo_alloc((size_t)land->unit_count, sizeof *land->units);
    measure_units(land);
    demo_land_connect(land);
    demo_people_settle(land, CITY_KM, CITY_RADIUS_KM, SEED);
}

void demo_land_free(struct land *land)
{
    for (int i = 0; i < land->unit_count; i++) {
        free(land->units[i].name);
    }
    free(land->units);
    free(land->unit_of);
    free(land->adjacent);
    demo_mesh_free(&land->mesh);
    *land = (struct land){0};
}
