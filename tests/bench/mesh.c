/*
 * Rectangles of a grid of units with wavy borders, each vertex where every area that has it expects
 * it.
 */
#include <ogr_srs_api.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "mesh.h"

#define UNIT_M 1000.0
#define WAVES  0.32 /* of the length of a segment */

void bench_walker_init(struct walker *walker, int edge_vertices, int most_edges)
{
    const size_t most = (size_t)most_edges * (size_t)edge_vertices + 1;
    *walker = (struct walker){bench_array(most, sizeof(double)), bench_array(most, sizeof(double)),
                              0, edge_vertices};
}

void bench_walker_free(struct walker *walker)
{
    free(walker->x);
    free(walker->y);
}

/* Vertex `step` of the edge that leaves node (column, row) to the right or upwards. A node moves
 * the same way for all its edges, and a vertex between the same way for both its units. */
static void add_vertex(struct walker *walker, int column, int row, bool is_up, int step)
{
    const uint64_t node = ((uint64_t)row << 32 | (uint64_t)column) << 16;
    const uint64_t seed = step ? node | (uint64_t)is_up << 15 | (uint64_t)step : node;
    const double along_m = UNIT_M * step / walker->edge_vertices;
    const double wave_m = WAVES * UNIT_M / walker->edge_vertices;
    walker->x[walker->count] =
        500000 + UNIT_M * column + (is_up ? 0 : along_m) + wave_m * bench_noise(2 * seed);
    walker->y[walker->count] =
        6000000 + UNIT_M * row + (is_up ? along_m : 0) + wave_m * bench_noise(2 * seed + 1);
    walker->count++;
}

/* On the way back, the last vertex of an edge is the node at its end. */
void bench_walk(struct walker *walker, int left, int low, int width, int height)
{
    const int steps = walker->edge_vertices;
    walker->count = 0;
    for (int i = 0; i < width; i++)
        for (int step = 0; step < steps; step++)
            add_vertex(walker, left + i, low, false, step);
    for (int i = 0; i < height; i++)
        for (int step = 0; step < steps; step++)
            add_vertex(walker, left + width, low + i, true, step);
    for (int i = width; i-- > 0;)
        for (int step = steps; step > 0; step--)
            add_vertex(walker, left + i + step / steps, low + height, false, step % steps);
    for (int i = height; i-- > 0;)
        for (int step = steps; step > 0; step--)
            add_vertex(walker, left, low + i + step / steps, true, step % steps);
    add_vertex(walker, left, low, false, 0);
}

OGRGeometryH bench_ring(const struct walker *walker)
{
    OGRGeometryH ring = OGR_G_CreateGeometry(wkbLinearRing);
    OGR_G_SetPoints(ring, walker->count, walker->x, sizeof *walker->x, walker->y, sizeof *walker->y,
                    NULL, 0);
    return ring;
}

struct bench_region bench_region_create(const char *path)
{
    struct bench_region region = {.dataset = bench_create(path)};
    OGRSpatialReferenceH crs = OSRNewSpatialReference(NULL);
    if (OSRImportFromEPSG(crs, 2154) != OGRERR_NONE)
        bench_fail("EPSG:2154 is not known");
    region.units = bench_create_layer(region.dataset, "communes", crs);
    bench_create_field(region.units, "code", OFTString);
    bench_create_field(region.units, "nom", OFTString);
    bench_create_field(region.units, "population", OFTInteger);
    region.perimeters = bench_create_layer(region.dataset, "cpts", crs);
    bench_create_field(region.perimeters, "id", OFTString);
    bench_create_field(region.perimeters, "nom", OFTString);
    OSRRelease(crs);
    return region;
}

void bench_add_area(OGRLayerH layer, char prefix, int number, OGRGeometryH area)
{
    char code[32];
    snprintf(code, sizeof code, "%c%07d", prefix, number);
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

void bench_add_part(OGRGeometryH area, OGRGeometryH shell)
{
    OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon);
    OGR_G_AddGeometryDirectly(polygon, shell);
    OGR_G_AddGeometryDirectly(area, polygon);
}
