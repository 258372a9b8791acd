/*
 * The layers and tables of coverage.gpkg as OGR reads them, for the writers of other formats: what
 * there is, with its columns, titles, CRS and styles, is described once, where the GeoPackage is
 * made. It is made in memory and read there; it never becomes a file.
 */
#ifndef CPTS_OUTPUT_LAYERS_IMAGE_H
#define CPTS_OUTPUT_LAYERS_IMAGE_H

#include <gdal.h>
#include <ogr_api.h>

#include "output/layers/gpkg.h"

#define CPTS_STYLES_TABLE "layer_styles"

struct layer_image {
    struct gpkg gpkg;
    char path[64];
    GDALDatasetH dataset;
};

/* Between cpts_gdal_begin and cpts_gdal_end; cpts_image_close in all cases. */
cpts_status cpts_image_open(struct layer_image *image, const struct cpts_report *report);
void cpts_image_close(struct layer_image *image);

/* A layer of `to` like `from`, empty: its name, columns, geometry and CRS; NULL when OGR cannot.
 * Types of columns that the format has not are texts. */
OGRLayerH cpts_layer_like(GDALDatasetH to, OGRLayerH from, char **options);

/* Copies the rows, each under its id. False when OGR cannot, or when the caller asked to stop. */
bool cpts_layer_copy(cpts_context *context, OGRLayerH from, OGRLayerH to);

#endif
