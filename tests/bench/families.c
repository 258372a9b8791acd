/*
 * families FAMILY TIMES FILE: a region in which one thing is TIMES as many as in the smallest one,
 * and all else is the same as far as possible. What grows is what a user can make grow: see the
 * table.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mesh.h"

struct family {
    struct bench_region region;
    int times, root; /* root: its square root, for what grows in two dimensions */
    int unit_count, perimeter_count;
};

static OGRGeometryH area_new(void)
{
    return OGR_G_CreateGeometry(wkbMultiPolygon);
}

static void add_unit(struct family *family, OGRGeometryH area)
{
    bench_add_area(family->region.units, 'U', family->unit_count++, area);
}

static void add_perimeter(struct family *family, OGRGeometryH area)
{
    bench_add_area(family->region.perimeters, 'P', family->perimeter_count++, area);
}

/* A part of width x height units. */
static void add_block(OGRGeometryH area, int edge_vertices, int left, int low, int width,
                      int height)
{
    struct walker walker;
    bench_walker_init(&walker, edge_vertices, 2 * (width + height));
    bench_walk(&walker, left, low, width, height);
    bench_add_part(area, bench_ring(&walker));
    bench_walker_free(&walker);
}

static OGRGeometryH block(int edge_vertices, int left, int low, int width, int height)
{
    OGRGeometryH area = area_new();
    add_block(area, edge_vertices, left, low, width, height);
    return area;
}

/* side x side units. */
static void add_units(struct family *family, int side, int edge_vertices)
{
    for (int row = 0; row < side; row++)
        for (int column = 0; column < side; column++)
            add_unit(family, block(edge_vertices, column, row, 1, 1));
}

/* A perimeter for each block of size x size units. */
static void add_perimeters(struct family *family, int side, int size, int edge_vertices)
{
    for (int row = 0; row < side; row += size)
        for (int column = 0; column < side; column += size)
            add_perimeter(family, block(edge_vertices, column, row, size, size));
}

/* A four-sided ring in metres from the corner of the region. */
static OGRGeometryH box_ring(double left_m, double low_m, double width_m, double height_m)
{
    double x[] = {left_m, left_m + width_m, left_m + width_m, left_m, left_m};
    double y[] = {low_m, low_m, low_m + height_m, low_m + height_m, low_m};
    for (int i = 0; i < 5; i++) {
        x[i] += 500000;
        y[i] += 6000000;
    }
    OGRGeometryH ring = OGR_G_CreateGeometry(wkbLinearRing);
    OGR_G_SetPoints(ring, 5, x, sizeof *x, y, sizeof *y, NULL, 0);
    return ring;
}

static void vertices(struct family *family)
{
    add_units(family, 12, 16 * family->times);
    add_perimeters(family, 12, 4, 16 * family->times);
}

static void units(struct family *family)
{
    add_units(family, 24 * family->root, 4);
    add_perimeters(family, 24 * family->root, 12 * family->root, 4);
}

/* Strips through all the units, so that the pieces they cut grow as well. */
static void perimeters(struct family *family)
{
    const int strips = 10 * family->times;
    add_units(family, 8, 4);
    for (int i = 0; i < strips; i++) {
        OGRGeometryH area = area_new();
        bench_add_part(area, box_ring(-200 + 8400.0 * i / strips, -200, 8400.0 / strips, 8400));
        add_perimeter(family, area);
    }
}

static void claims(struct family *family)
{
    add_units(family, 8, 4);
    for (int i = 0; i < 10 * family->times; i++)
        add_perimeter(family, block(4, 2, 2, 4, 4));
}

/* Each claim within the one before; the claimants of all the places are the square of them. */
static void nested(struct family *family)
{
    const int depth = 8 * family->times;
    add_units(family, 8, 4);
    for (int i = 0; i < depth; i++) {
        OGRGeometryH area = area_new();
        const double margin_m = 500 + 3000.0 * i / depth;
        bench_add_part(area,
                       box_ring(margin_m, margin_m, 8000 - 2 * margin_m, 8000 - 2 * margin_m));
        add_perimeter(family, area);
    }
}

/* One unit of many parts, claimed in halves. */
static void parts(struct family *family)
{
    const int side = 20 * family->root;
    OGRGeometryH unit = area_new(), halves[] = {area_new(), area_new()};
    for (int row = 0; row < side; row++)
        for (int column = 0; column < side; column++) {
            add_block(unit, 4, 2 * column, 2 * row, 1, 1);
            add_block(halves[column < side / 2], 4, 2 * column, 2 * row, 1, 1);
        }
    add_unit(family, unit);
    add_perimeter(family, halves[0]);
    add_perimeter(family, halves[1]);
}

/* A unit with many lakes; its perimeter has every second one. */
static void holes(struct family *family)
{
    const int side = 10 * family->root;
    OGRGeometryH shells[] = {OGR_G_CreateGeometry(wkbPolygon), OGR_G_CreateGeometry(wkbPolygon)};
    struct walker walker;
    bench_walker_init(&walker, 4, 8 * side + 4);
    for (int i = 0; i < 2; i++) {
        bench_walk(&walker, 0, 0, 2 * side + 1, 2 * side + 1);
        OGR_G_AddGeometryDirectly(shells[i], bench_ring(&walker));
    }
    for (int row = 0; row < side; row++)
        for (int column = 0; column < side; column++) {
            bench_walk(&walker, 2 * column + 1, 2 * row + 1, 1, 1);
            OGR_G_AddGeometryDirectly(shells[0], bench_ring(&walker));
            if (column % 2)
                OGR_G_AddGeometryDirectly(shells[1], bench_ring(&walker));
        }
    bench_walker_free(&walker);
    OGRGeometryH unit = area_new(), perimeter = area_new();
    OGR_G_AddGeometryDirectly(unit, shells[0]);
    OGR_G_AddGeometryDirectly(perimeter, shells[1]);
    add_unit(family, unit);
    add_perimeter(family, perimeter);
}

/* Perimeters drawn from another edition: each vertex a metre or so off. */
static void slivers(struct family *family)
{
    const int side = 12, edge_vertices = 4 * family->times;
    add_units(family, side, edge_vertices);
    struct walker walker;
    bench_walker_init(&walker, edge_vertices, 16);
    for (int row = 0; row < side; row += 4)
        for (int column = 0; column < side; column += 4) {
            bench_walk(&walker, column, row, 4, 4);
            for (int i = 0; i + 1 < walker.count; i++) {
                const uint64_t seed = (uint64_t)(row * side + column) << 32 | (uint64_t)i;
                walker.x[i] += 1.5 * bench_noise(2 * seed);
                walker.y[i] += 1.5 * bench_noise(2 * seed + 1);
            }
            walker.x[walker.count - 1] = walker.x[0];
            walker.y[walker.count - 1] = walker.y[0];
            OGRGeometryH area = area_new();
            bench_add_part(area, bench_ring(&walker));
            add_perimeter(family, area);
        }
    bench_walker_free(&walker);
}

/* Each unit reaches into the next ones. */
static void overlapping(struct family *family)
{
    const int side = 8 * family->root;
    for (int row = 0; row < side; row++)
        for (int column = 0; column < side; column++) {
            OGRGeometryH area = area_new();
            bench_add_part(area, box_ring(1000.0 * column, 1000.0 * row, 1100, 1050));
            add_unit(family, area);
        }
    OGRGeometryH area = area_new();
    bench_add_part(area, box_ring(0, 0, 1000.0 * side / 2, 1000.0 * side));
    add_perimeter(family, area);
}

static void islands(struct family *family)
{
    const int side = 20 * family->root;
    OGRGeometryH halves[] = {area_new(), area_new()};
    for (int row = 0; row < side; row++)
        for (int column = 0; column < side; column++) {
            add_unit(family, block(4, 2 * column, 2 * row, 1, 1));
            add_block(halves[column < side / 2], 4, 2 * column, 2 * row, 1, 1);
        }
    add_perimeter(family, halves[0]);
    add_perimeter(family, halves[1]);
}

/* Every ninth unit in one perimeter, the others in another, which has as many holes. */
static void exclaves(struct family *family)
{
    const int side = 24 * family->root;
    OGRGeometryH scattered = area_new(), rest = area_new();
    OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon);
    struct walker walker;
    bench_walker_init(&walker, 4, 4 * side);
    add_units(family, side, 4);
    bench_walk(&walker, 0, 0, side, side);
    OGR_G_AddGeometryDirectly(polygon, bench_ring(&walker));
    for (int row = 1; row < side; row += 3)
        for (int column = 1; column < side; column += 3) {
            add_block(scattered, 4, column, row, 1, 1);
            bench_walk(&walker, column, row, 1, 1);
            OGR_G_AddGeometryDirectly(polygon, bench_ring(&walker));
        }
    bench_walker_free(&walker);
    OGR_G_AddGeometryDirectly(rest, polygon);
    add_perimeter(family, scattered);
    add_perimeter(family, rest);
}

/* A chessboard: units touch at their corners only. */
static void corners(struct family *family)
{
    const int side = 14 * family->root;
    OGRGeometryH area = area_new();
    for (int row = 0; row < side; row++)
        for (int column = row % 2; column < side; column += 2) {
            add_unit(family, block(4, column, row, 1, 1));
            add_block(area, 4, column, row, 1, 1);
        }
    add_perimeter(family, area);
}

static const struct {
    const char *name;
    void (*write)(struct family *family);
} FAMILIES[] = {{"vertices", vertices}, {"units", units},       {"perimeters", perimeters},
                {"claims", claims},     {"nested", nested},     {"parts", parts},
                {"holes", holes},       {"slivers", slivers},   {"overlapping", overlapping},
                {"islands", islands},   {"exclaves", exclaves}, {"corners", corners}};

int main(int argc, char **argv)
{
    const size_t count = sizeof FAMILIES / sizeof *FAMILIES;
    if (argc == 1)
        for (size_t i = 0; i < count; i++)
            puts(FAMILIES[i].name);
    if (argc == 1)
        return 0;
    struct family family = {.times = argc == 4 ? (int)strtol(argv[2], NULL, 10) : 0};
    family.root = (int)lround(sqrt(family.times));
    size_t i = 0;
    while (i < count && strcmp(FAMILIES[i].name, argv[1]) != 0)
        i++;
    if (i == count || family.times < 1 || family.root * family.root != family.times)
        bench_fail("usage: families [FAMILY TIMES FILE], TIMES a square");
    GDALAllRegister();
    family.region = bench_region_create(argv[3]);
    FAMILIES[i].write(&family);
    bench_close(family.region.dataset);
    return 0;
}
