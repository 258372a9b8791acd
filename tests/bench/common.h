/*
 * What the programs of the benchmark share. They are tools run by bench.py: a failure ends the
 * process with a message and status 3, which bench.py passes on.
 */
#ifndef BENCH_COMMON_H
#define BENCH_COMMON_H

#include <gdal.h>
#include <stddef.h>
#include <stdint.h>

_Noreturn void bench_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

void *bench_array(size_t count, size_t item_size); /* zeroed; fails when memory is short */

GDALDatasetH bench_open(const char *path); /* vector, read-only */

/* A new GeoPackage without spatial index, in one transaction until bench_close. */
GDALDatasetH bench_create(const char *path);
OGRLayerH bench_create_layer(GDALDatasetH dataset, const char *name, OGRSpatialReferenceH crs);
void bench_create_field(OGRLayerH layer, const char *name, OGRFieldType type);
void bench_close(GDALDatasetH dataset);

/* A number spread evenly over -1..1, always the same for the same seed. */
double bench_noise(uint64_t seed);

#endif
