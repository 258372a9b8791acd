#include "common.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void bench_fail(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    exit(3);
}

void *bench_array(size_t count, size_t item_size)
{
    void *array = calloc(count ? count : 1, item_size);
    if (!array)
        bench_fail("out of memory for %zu items", count);
    return array;
}

GDALDatasetH bench_open(const char *path)
{
    GDALDatasetH dataset = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL);
    if (!dataset)
        bench_fail("%s: cannot be opened", path);
    return dataset;
}

GDALDatasetH bench_create(const char *path)
{
    GDALDriverH driver = GDALGetDriverByName("GPKG");
    GDALDatasetH dataset = driver ? GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, NULL) : NULL;
    if (!dataset || GDALDatasetStartTransaction(dataset, FALSE) != OGRERR_NONE)
        bench_fail("%s: cannot be created", path);
    return dataset;
}

OGRLayerH bench_create_layer(GDALDatasetH dataset, const char *name, OGRSpatialReferenceH crs)
{
    char index[] = "SPATIAL_INDEX=NO";
    char *options[] = {index, NULL};
    OGRLayerH layer = GDALDatasetCreateLayer(dataset, name, crs, wkbMultiPolygon, options);
    if (!layer)
        bench_fail("layer %s cannot be created", name);
    return layer;
}

void bench_create_field(OGRLayerH layer, const char *name, OGRFieldType type)
{
    OGRFieldDefnH field = OGR_Fld_Create(name, type);
    const OGRErr error = OGR_L_CreateField(layer, field, TRUE);
    OGR_Fld_Destroy(field);
    if (error != OGRERR_NONE)
        bench_fail("field %s cannot be created", name);
}

void bench_close(GDALDatasetH dataset)
{
    if (GDALDatasetCommitTransaction(dataset) != OGRERR_NONE)
        bench_fail("%s: cannot be written", GDALGetDescription(dataset));
    GDALClose(dataset);
}

/* The finaliser of splitmix64: Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", 2014. */
double bench_noise(uint64_t seed)
{
    seed += 0x9E3779B97F4A7C15U;
    seed = (seed ^ seed >> 30) * 0xBF58476D1CE4E5B9U;
    seed = (seed ^ seed >> 27) * 0x94D049BB133111EBU;
    seed ^= seed >> 31;
    return (double)(seed >> 11) / 4503599627370496.0 - 1.0; /* 53 bits over 2^52 */
}
