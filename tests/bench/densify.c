/*
 * densify FROM TO: copies every layer with ten times the vertices. Each segment becomes a fractal
 * line that depends on its two ends only, whatever its direction: two polygons that share a border
 * still share it, bit for bit.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "common.h"

#define PIECES 10

/* The most by which the middle of a piece moves, as a share of the piece's length: small enough
 * that the sharp corners of real borders hardly ever fold over. */
#define ROUGHNESS 0.01

struct point {
    double x, y;
};

static bool is_after(struct point a, struct point b)
{
    return a.x > b.x || (a.x == b.x && a.y > b.y);
}

static uint64_t bits(double value)
{
    uint64_t result;
    memcpy(&result, &value, sizeof result);
    return result;
}

/* Fills line[first..last], whose two ends are set, from the middle. */
static void displace(struct point *line, size_t first, size_t last)
{
    if (last - first < 2)
        return;
    const struct point a = line[first], b = line[last];
    const size_t middle = (first + last) / 2;
    const double share = (double)(middle - first) / (double)(last - first);
    const double dx = b.x - a.x, dy = b.y - a.y;
    const uint64_t seed = (bits(a.x) * 31 + bits(a.y)) * 31 + bits(b.x) * 17 + bits(b.y);
    const double shift = ROUGHNESS * bench_noise(seed);
    line[middle] = (struct point){a.x + share * dx - shift * dy, a.y + share * dy + shift * dx};
    displace(line, first, middle);
    displace(line, middle, last);
}

/* Writes the PIECES vertices of a segment, its last end not counted. */
static void split_segment(struct point *out, struct point from, struct point to)
{
    const bool is_reversed = is_after(from, to);
    struct point line[PIECES + 1];
    line[0] = is_reversed ? to : from;
    line[PIECES] = is_reversed ? from : to;
    displace(line, 0, PIECES);
    for (size_t i = 0; i < PIECES; i++)
        out[i] = line[is_reversed ? PIECES - i : i];
}

static void densify_ring(OGRGeometryH ring)
{
    const size_t count = (size_t)OGR_G_GetPointCount(ring);
    if (count < 2)
        return;
    const size_t dense_count = (count - 1) * PIECES + 1;
    struct point *points = bench_array(count, sizeof *points);
    struct point *dense = bench_array(dense_count, sizeof *dense);
    OGR_G_GetPoints(ring, &points->x, sizeof *points, &points->y, sizeof *points, NULL, 0);
    for (size_t i = 0; i + 1 < count; i++)
        split_segment(dense + i * PIECES, points[i], points[i + 1]);
    dense[dense_count - 1] = points[count - 1];
    OGR_G_SetPoints(ring, (int)dense_count, &dense->x, sizeof *dense, &dense->y, sizeof *dense,
                    NULL, 0);
    free(points);
    free(dense);
}

static void densify(OGRGeometryH geometry)
{
    const int children = OGR_G_GetGeometryCount(geometry);
    if (children == 0)
        densify_ring(geometry);
    for (int i = 0; i < children; i++)
        densify(OGR_G_GetGeometryRef(geometry, i));
}

static void copy_layer(OGRLayerH from, GDALDatasetH dataset)
{
    OGRLayerH to = bench_create_layer(dataset, OGR_L_GetName(from), OGR_L_GetSpatialRef(from));
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(from);
    for (int i = 0; i < OGR_FD_GetFieldCount(definition); i++) {
        OGRFieldDefnH field = OGR_FD_GetFieldDefn(definition, i);
        bench_create_field(to, OGR_Fld_GetNameRef(field), OGR_Fld_GetType(field));
    }
    for (OGRFeatureH feature; (feature = OGR_L_GetNextFeature(from));) {
        OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
        if (geometry)
            densify(geometry);
        OGRFeatureH copy = OGR_F_Create(OGR_L_GetLayerDefn(to));
        if (OGR_F_SetFrom(copy, feature, TRUE) != OGRERR_NONE ||
            OGR_L_CreateFeature(to, copy) != OGRERR_NONE)
            bench_fail("a feature of %s cannot be written", OGR_L_GetName(from));
        OGR_F_Destroy(copy);
        OGR_F_Destroy(feature);
    }
}

int main(int argc, char **argv)
{
    if (argc != 3)
        bench_fail("usage: densify FROM TO");
    GDALAllRegister();
    GDALDatasetH from = bench_open(argv[1]), to = bench_create(argv[2]);
    for (int i = 0; i < GDALDatasetGetLayerCount(from); i++)
        copy_layer(GDALDatasetGetLayer(from, i), to);
    bench_close(to);
    GDALClose(from);
    return 0;
}
