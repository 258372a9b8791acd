#include "mesh.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "random.h"

#define HALF_SQRT3 0.86602540378443865

static const double JITTER = 0.12;       /* of a side, per axis, at most */
static const double STRAIGHTENING = 0.5; /* of the way to the chord of the neighbouring corners */
static const double BEND = 0.13;         /* of the length of the piece bent, each way, at most */
static const double GRAIN_PER_M = 1000.0;

enum {
    BEND_LEVELS = 2,
    EDGE_POINTS = 1 << BEND_LEVELS /* of an edge, its last end left to the next edge */
};

/* A side runs anticlockwise from corner `side` to corner `side + 1`. Sides: north-east,
 * north-west, west, south-west, south-east, east. */
struct edge {
    int cell, side;
};

double demo_distance2(struct position a, struct position b)
{
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

void demo_mesh_init(struct mesh *mesh, int columns, int rows, double side_m, struct position origin,
                    uint64_t seed)
{
    *mesh = (struct mesh){
        .columns = columns, .rows = rows, .side_m = side_m, .origin = origin, .seed = seed};
    mesh->corners = demo_alloc(2 * (size_t)demo_mesh_cell_count(mesh), sizeof *mesh->corners);
}

void demo_mesh_free(struct mesh *mesh)
{
    free(mesh->corners);
    mesh->corners = NULL;
}

int demo_mesh_cell_count(const struct mesh *mesh)
{
    return mesh->columns * mesh->rows;
}

bool demo_mesh_at_edge(const struct mesh *mesh, int cell)
{
    const int column = cell % mesh->columns, row = cell / mesh->columns;
    return column == 0 || row == 0 || column == mesh->columns - 1 || row == mesh->rows - 1;
}

struct position demo_mesh_centre(const struct mesh *mesh, int cell)
{
    const int column = cell % mesh->columns, row = cell / mesh->columns;
    const double shift = row % 2 == 0 ? 0.0 : 0.5;
    return (struct position){mesh->origin.x +
                                 2.0 * HALF_SQRT3 * mesh->side_m * ((double)column + shift),
                             mesh->origin.y + 1.5 * mesh->side_m * (double)row};
}

int demo_mesh_neighbour(const struct mesh *mesh, int cell, int side)
{
    const int odd = cell / mesh->columns % 2;
    switch (side) {
    case 0:
        return cell + mesh->columns + odd;
    case 1:
        return cell + mesh->columns + odd - 1;
    case 2:
        return cell - 1;
    case 3:
        return cell - mesh->columns + odd - 1;
    case 4:
        return cell - mesh->columns + odd;
    default:
        return cell + 1;
    }
}

/* Each cell owns its northern and its southern corner; the others belong to neighbours. */
static int corner_of(const struct mesh *mesh, int cell, int corner)
{
    switch (corner) {
    case 0:
        return 2 * demo_mesh_neighbour(mesh, cell, 0) + 1;
    case 1:
        return 2 * cell;
    case 2:
        return 2 * demo_mesh_neighbour(mesh, cell, 1) + 1;
    case 3:
        return 2 * demo_mesh_neighbour(mesh, cell, 3);
    case 4:
        return 2 * cell + 1;
    default:
        return 2 * demo_mesh_neighbour(mesh, cell, 4);
    }
}

static struct position regular_corner(const struct mesh *mesh, int corner)
{
    const struct position centre = demo_mesh_centre(mesh, corner / 2);
    const double up = corner % 2 == 0 ? mesh->side_m : -mesh->side_m;
    return (struct position){centre.x, centre.y + up};
}

static double rounded(double metres)
{
    const double grains = metres * GRAIN_PER_M + 0.5;
    const int64_t whole = (int64_t)grains;
    return (double)((double)whole > grains ? whole - 1 : whole) / GRAIN_PER_M;
}

static struct position rounded_position(struct position at)
{
    return (struct position){rounded(at.x), rounded(at.y)};
}

/* Where a corner owned by `cell` goes, from the labels of the three cells that meet there. */
static struct position settled_corner(const struct mesh *mesh, const int *label, int cell,
                                      bool north)
{
    const int left = demo_mesh_neighbour(mesh, cell, north ? 1 : 4);
    const int right = demo_mesh_neighbour(mesh, cell, north ? 0 : 3);
    const int corner = 2 * cell + (north ? 0 : 1);
    const struct position from = regular_corner(mesh, corner);
    /* Towards the odd one out, around which the border turns; where three labels meet, or one
     * alone, it stays. */
    int odd_out = -1;
    if (label[left] == label[right] && label[cell] != label[left]) {
        odd_out = cell;
    } else if (label[cell] == label[right] && label[left] != label[cell]) {
        odd_out = left;
    } else if (label[cell] == label[left] && label[right] != label[cell]) {
        odd_out = right;
    }
    struct position to = from;
    if (odd_out >= 0) {
        const struct position centre = demo_mesh_centre(mesh, odd_out);
        to.x += 0.5 * STRAIGHTENING * (centre.x - from.x);
        to.y += 0.5 * STRAIGHTENING * (centre.y - from.y);
    }
    const uint64_t key = demo_hash(mesh->seed ^ (uint64_t)corner);
    to.x += JITTER * mesh->side_m * (2.0 * demo_hash_unit(key) - 1.0);
    to.y += JITTER * mesh->side_m * (2.0 * demo_hash_unit(key + 1) - 1.0);
    return rounded_position(to);
}

void demo_mesh_settle(struct mesh *mesh, const int *label)
{
    const int count = demo_mesh_cell_count(mesh);
    for (int cell = 0; cell < count; cell++) {
        if (!demo_mesh_at_edge(mesh, cell)) {
            mesh->corners[2 * cell] = settled_corner(mesh, label, cell, true);
            mesh->corners[2 * cell + 1] = settled_corner(mesh, label, cell, false);
        }
    }
}

/* Midpoint displacement: points[0] and points[length] are set, all between are filled. */
static void bend(struct position *points, int length, uint64_t key)
{
    if (length < 2) {
        return;
    }
    const struct position a = points[0], b = points[length];
    const double offset = BEND * (2.0 * demo_hash_unit(key) - 1.0);
    points[length / 2] = rounded_position((struct position){
        0.5 * (a.x + b.x) - offset * (b.y - a.y), 0.5 * (a.y + b.y) + offset * (b.x - a.x)});
    bend(points, length / 2, demo_hash(key + 1));
    bend(points + length / 2, length / 2, demo_hash(key + 2));
}

/* The points of an edge but the last, in the direction in which the cell's outline runs. */
static void edge_points(const struct mesh *mesh, struct edge edge, struct position *out)
{
    const int from = corner_of(mesh, edge.cell, edge.side);
    const int to = corner_of(mesh, edge.cell, (edge.side + 1) % CELL_SIDES);
    const int low = from < to ? from : to, high = from < to ? to : from;
    struct position points[EDGE_POINTS + 1];
    points[0] = mesh->corners[low];
    points[EDGE_POINTS] = mesh->corners[high];
    bend(points, EDGE_POINTS, demo_hash(mesh->seed ^ (uint64_t)low << 32 ^ (uint64_t)high));
    for (int i = 0; i < EDGE_POINTS; i++) {
        out[i] = from == low ? points[i] : points[EDGE_POINTS - i];
    }
}

static bool is_outline(const struct mesh *mesh, const bool *member, struct edge edge)
{
    return member[edge.cell] && !member[demo_mesh_neighbour(mesh, edge.cell, edge.side)];
}

/* The edge of the outline that starts where this one ends. */
static struct edge next_edge(const struct mesh *mesh, const bool *member, struct edge edge)
{
    const int side = (edge.side + 1) % CELL_SIDES;
    const int other = demo_mesh_neighbour(mesh, edge.cell, side);
    if (!member[other]) {
        return (struct edge){edge.cell, side};
    }
    const int corner = corner_of(mesh, edge.cell, side);
    int other_side = 0;
    while (corner_of(mesh, other, other_side) != corner) {
        other_side++;
    }
    return (struct edge){other, other_side};
}

struct finding_outline {
    struct position *points;
    size_t count, capacity;
    double double_area; /* from the first point, so that no precision is lost */
};

static void outline_append(struct finding_outline *outline, const struct position *points,
                           size_t count)
{
    if (outline->count + count > outline->capacity) {
        outline->capacity = 2 * (outline->count + count);
        outline->points = demo_grow(outline->points, outline->capacity, sizeof *outline->points);
    }
    memcpy(outline->points + outline->count, points, count * sizeof *points);
    outline->count += count;
}

/* Follows the outline from `start`, marking the edges seen, and closes it. */
static void follow(const struct mesh *mesh, const bool *member, struct edge start, bool *seen,
                   struct finding_outline *outline)
{
    outline->count = 0;
    struct edge edge = start;
    do {
        struct position points[EDGE_POINTS];
        edge_points(mesh, edge, points);
        outline_append(outline, points, EDGE_POINTS);
        seen[edge.cell * CELL_SIDES + edge.side] = true;
        edge = next_edge(mesh, member, edge);
    } while (edge.cell != start.cell || edge.side != start.side);
    const struct position first = outline->points[0];
    outline_append(outline, &first, 1);
    outline->double_area = 0.0;
    for (size_t i = 0; i + 1 < outline->count; i++) {
        const struct position a = outline->points[i], b = outline->points[i + 1];
        outline->double_area +=
            (a.x - first.x) * (b.y - first.y) - (b.x - first.x) * (a.y - first.y);
    }
}

static GEOSGeometry *ring_of(const struct finding_outline *outline, GEOSContextHandle_t geos)
{
    GEOSCoordSequence *sequence =
        GEOSCoordSeq_copyFromBuffer_r(geos, &outline->points[0].x, (unsigned)outline->count, 0, 0);
    GEOSGeometry *ring = sequence != NULL ? GEOSGeom_createLinearRing_r(geos, sequence) : NULL;
    if (ring == NULL) {
        demo_fail("GEOS could not make a ring of %zu points", outline->count);
    }
    return ring;
}

/* Gives each connected group of member cells a number, from 0; the others get -1. */
static int number_groups(const struct mesh *mesh, const bool *member, int *group)
{
    const int count = demo_mesh_cell_count(mesh);
    int *stack = demo_alloc((size_t)count, sizeof *stack);
    int groups = 0;
    for (int cell = 0; cell < count; cell++) {
        group[cell] = -1;
    }
    for (int cell = 0; cell < count; cell++) {
        if (!member[cell] || group[cell] >= 0) {
            continue;
        }
        int depth = 0;
        stack[depth++] = cell;
        group[cell] = groups;
        while (depth > 0) {
            const int from = stack[--depth];
            for (int side = 0; side < CELL_SIDES; side++) {
                const int to = demo_mesh_neighbour(mesh, from, side);
                if (member[to] && group[to] < 0) {
                    group[to] = groups;
                    stack[depth++] = to;
                }
            }
        }
        groups++;
    }
    free(stack);
    return groups;
}

/* The rings of one group of cells: its shell, and its holes as they are met. */
struct rings {
    GEOSGeometry *shell, **holes;
    unsigned hole_count;
};

static GEOSGeometry *polygons_of(struct rings *rings, int groups, GEOSContextHandle_t geos)
{
    GEOSGeometry **polygons = demo_alloc((size_t)groups, sizeof(GEOSGeometry *));
    for (int i = 0; i < groups; i++) {
        polygons[i] =
            GEOSGeom_createPolygon_r(geos, rings[i].shell, rings[i].holes, rings[i].hole_count);
        if (polygons[i] == NULL) {
            demo_fail("GEOS could not make a polygon of %u holes", rings[i].hole_count);
        }
        free(rings[i].holes);
    }
    GEOSGeometry *all =
        GEOSGeom_createCollection_r(geos, GEOS_MULTIPOLYGON, polygons, (unsigned)groups);
    if (all == NULL) {
        demo_fail("GEOS could not gather %d polygons", groups);
    }
    free(polygons);
    return all;
}

GEOSGeometry *demo_mesh_trace(const struct mesh *mesh, const bool *member, GEOSContextHandle_t geos)
{
    const int count = demo_mesh_cell_count(mesh);
    int *group = demo_alloc((size_t)count, sizeof *group);
    bool *seen = demo_alloc((size_t)count * CELL_SIDES, sizeof *seen);
    const int groups = number_groups(mesh, member, group);
    struct rings *rings = demo_alloc((size_t)groups, sizeof *rings);
    struct finding_outline outline = {0};
    for (int i = 0; i < count * CELL_SIDES; i++) {
        const struct edge edge = {i / CELL_SIDES, i % CELL_SIDES};
        if (seen[i] || !member[edge.cell] || !is_outline(mesh, member, edge)) {
            continue;
        }
        follow(mesh, member, edge, seen, &outline);
        struct rings *into = &rings[group[edge.cell]];
        GEOSGeometry *ring = ring_of(&outline, geos);
        if (outline.double_area > 0.0) {
            into->shell = ring;
        } else {
            into->holes = demo_grow(into->holes, into->hole_count + 1U, sizeof(GEOSGeometry *));
            into->holes[into->hole_count++] = ring;
        }
    }
    GEOSGeometry *all = polygons_of(rings, groups, geos);
    free(outline.points);
    free(rings);
    free(seen);
    free(group);
    return all;
}
