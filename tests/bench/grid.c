/*
 * grid FILE SIDE: a clean region of SIDE x SIDE four-sided units with wavy borders, 17 vertices
 * each, and one perimeter for each block of BLOCK x BLOCK units, with the very vertices of the
 * units.
 */
#include <stdlib.h>

#include "mesh.h"

#define BLOCK         25
#define EDGE_VERTICES 4

static void write_layer(OGRLayerH layer, char prefix, int side, int size)
{
    struct walker walker;
    bench_walker_init(&walker, EDGE_VERTICES, 4 * size);
    int number = 0;
    for (int row = 0; row < side; row += size) {
        for (int column = 0; column < side; column += size) {
            OGRGeometryH area = OGR_G_CreateGeometry(wkbMultiPolygon);
            bench_walk(&walker, column, row, size, size);
            bench_add_part(area, bench_ring(&walker));
            bench_add_area(layer, prefix, number++, area);
        }
    }
    bench_walker_free(&walker);
}

int main(int argc, char **argv)
{
    const long side = argc == 3 ? strtol(argv[2], NULL, 10) : 0;
    if (side < BLOCK || side > 10000 || side % BLOCK != 0)
        bench_fail("usage: grid FILE SIDE, a multiple of %d", BLOCK);
    GDALAllRegister();
    const struct bench_region region = bench_region_create(argv[1]);
    write_layer(region.units, 'U', (int)side, 1);
    write_layer(region.perimeters, 'P', (int)side, BLOCK);
    bench_close(region.dataset);
    return 0;
}
