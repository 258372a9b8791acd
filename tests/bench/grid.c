/*
 * grid FILE SIDE: a clean region of SIDE x SIDE four-sided units with wavy borders, 17 vertices
 * each, and one perimeter for each block of BLOCK x BLOCK units, with the very vertices of the
 * units.
 */
#include <ogr_srs_api.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "common.h"

#define BLOCK         25
#define UNIT_M        1000.0
#define WAVE_M        80.0
#define EDGE_VERTICES 4 /* of an edge, its last end not counted */

struct walker {
    double *x, *y;
    int count;
};

/* Vertex `step` of the edge that leaves node (column, row) to the right or upwards. A node moves
 * the same way for all its edges, and a vertex between the same way for both its units. */
static void add_vertex(struct walker *walker, int column, int row, bool is_up, int step)
{
    const uint64_t node = ((uint64_t)row << 32 | (uint64_t)column) << 4;
    const uint64_t seed = step ? node | (uint64_t)is_up << 3 | (uint64_t)step : node;
    const double along_m = UNIT_M * step / EDGE_VERTICES;
    walker->x[walker->count] =
        500000 + UNIT_M * column + (is_up ? 0 : along_m) + WAVE_M * bench_noise(2 * seed);
    walker->y[walker->count] =
        6000000 + UNIT_M * row + (is_up ? along_m : 0) + WAVE_M * bench_noise(2 * seed + 1);
    walker->count++;
}

/* Anticlockwise around the square of `size` units whose lower left node is (left, low). On the
 * way back vertex EDGE_VERTICES of an edge is the node at its end. */
static void walk(struct walker *walker, int left, int low, int size)
{
    walker->count = 0;
    for (int i = 0; i < size; i++)
        for (int step = 0; step < EDGE_VERTICES; step++)
            add_vertex(walker, left + i, low, false, step);
    for (int i = 0; i < size; i++)
        for (int step = 0; step < EDGE_VERTICES; step++)
            add_vertex(walker, left + size, low + i, true, step);
    for (int i = size; i-- > 0;)
        for (int step = EDGE_VERTICES; step > 0; step--)
            add_vertex(walker, left + i + step / EDGE_VERTICES, low + size, false,
                       step % EDGE_VERTICES);
    for (int i = size; i-- > 0;)
        for (int step = EDGE_VERTICES; step > 0; step--)
            add_vertex(walker, left, low + i + step / EDGE_VERTICES, true, step % EDGE_VERTICES);
    add_vertex(walker, left, low, false, 0);
}

static void write_square(OGRLayerH layer, const struct walker *walker, const char *code)
{
    OGRGeometryH ring = OGR_G_CreateGeometry(wkbLinearRing);
    OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon);
    OGRGeometryH area = OGR_G_CreateGeometry(wkbMultiPolygon);
    OGR_G_SetPoints(ring, walker->count, walker->x, sizeof *walker->x, walker->y, sizeof *walker->y,
                    NULL, 0);
    OGR_G_AddGeometryDirectly(polygon, ring);
    OGR_G_AddGeometryDirectly(area, polygon);
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    OGR_F_SetFieldString(feature, 0, code);
    OGR_F_SetFieldString(feature, 1, code);
    if (OGR_F_GetFieldCount(feature) > 2)
        OGR_F_SetFieldInteger(feature, 2, 1000);
    OGR_F_SetGeometryDirectly(feature, area);
    if (OGR_L_CreateFeature(layer, feature) != OGRERR_NONE)
        bench_fail("%s cannot be written", code);
    OGR_F_Destroy(feature);
}

static void write_layer(OGRLayerH layer, const char *prefix, int side, int size)
{
    const size_t most = (size_t)size * EDGE_VERTICES * 4 + 1;
    struct walker walker = {bench_array(most, sizeof(double)), bench_array(most, sizeof(double)),
                            0};
    int number = 0;
    char code[32];
    for (int row = 0; row < side; row += size) {
        for (int column = 0; column < side; column += size) {
            walk(&walker, column, row, size);
            snprintf(code, sizeof code, "%s%07d", prefix, number++);
            write_square(layer, &walker, code);
        }
    }
    free(walker.x);
    free(walker.y);
}

int main(int argc, char **argv)
{
    const long side = argc == 3 ? strtol(argv[2], NULL, 10) : 0;
    if (side < BLOCK || side > 10000 || side % BLOCK != 0)
        bench_fail("usage: grid FILE SIDE, a multiple of %d", BLOCK);
    GDALAllRegister();
    OGRSpatialReferenceH crs = OSRNewSpatialReference(NULL);
    if (OSRImportFromEPSG(crs, 2154) != OGRERR_NONE)
        bench_fail("EPSG:2154 is not known");
    GDALDatasetH dataset = bench_create(argv[1]);
    OGRLayerH units = bench_create_layer(dataset, "communes", crs);
    bench_create_field(units, "code", OFTString);
    bench_create_field(units, "nom", OFTString);
    bench_create_field(units, "population", OFTInteger);
    write_layer(units, "U", (int)side, 1);
    OGRLayerH perimeters = bench_create_layer(dataset, "cpts", crs);
    bench_create_field(perimeters, "id", OFTString);
    bench_create_field(perimeters, "nom", OFTString);
    write_layer(perimeters, "P", (int)side, BLOCK);
    bench_close(dataset);
    OSRRelease(crs);
    return 0;
}
