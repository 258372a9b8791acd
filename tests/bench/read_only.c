/*
 * read_only FILE: has OGR read every geometry of every layer, and nothing else. It is the yardstick
 * of `make bench`: the cost of a check is given as a multiple of it. read_only --count FILE: prints
 * the number of vertices read.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "common.h"

static size_t count_vertices(OGRGeometryH geometry)
{
    const int children = OGR_G_GetGeometryCount(geometry);
    size_t count = (size_t)OGR_G_GetPointCount(geometry);
    for (int i = 0; i < children; i++)
        count += count_vertices(OGR_G_GetGeometryRef(geometry, i));
    return count;
}

int main(int argc, char **argv)
{
    const bool wants_count = argc == 3 && strcmp(argv[1], "--count") == 0;
    if (argc != 2 && !wants_count)
        bench_fail("usage: read_only [--count] FILE");
    GDALAllRegister();
    GDALDatasetH dataset = bench_open(argv[argc - 1]);
    size_t vertices = 0;
    for (int i = 0; i < GDALDatasetGetLayerCount(dataset); i++) {
        OGRLayerH layer = GDALDatasetGetLayer(dataset, i);
        for (OGRFeatureH feature; (feature = OGR_L_GetNextFeature(layer));) {
            OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
            if (wants_count && geometry)
                vertices += count_vertices(geometry);
            OGR_F_Destroy(feature);
        }
    }
    GDALClose(dataset);
    if (wants_count)
        printf("%zu\n", vertices);
    return 0;
}
