/*
 * A GeoPackage as it stands in a file, with some bytes replaced: the input is a row of changes, a
 * place (three bytes), a size (one), and the bytes. A whole file of any bytes would seldom be
 * more than a refused header.
 */
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

#define REGION "/vsimem/region.gpkg"

struct file {
    uint8_t *bytes;
    size_t size;
};

static OGRLayerH add_layer(GDALDatasetH base, const char *name, OGRSpatialReferenceH crs,
                           const char *key)
{
    static const char *const plain[] = {"SPATIAL_INDEX=NO", NULL};
    OGRLayerH layer = GDALDatasetCreateLayer(base, name, crs, wkbMultiPolygon, (char **)plain);
    const char *const names[] = {key, "nom"};
    for (int i = 0; layer && i < 2; i++) {
        OGRFieldDefnH field = OGR_Fld_Create(names[i], OFTString);
        OGR_L_CreateField(layer, field, TRUE);
        OGR_Fld_Destroy(field);
    }
    fuzz_promise(layer, "a layer of the base file");
    return layer;
}

static void add_square(OGRLayerH layer, const char *key, int x, int y, int width, int height)
{
    char text[200];
    snprintf(text, sizeof text, "MULTIPOLYGON(((%d %d,%d %d,%d %d,%d %d,%d %d)))", x, y, x + width,
             y, x + width, y + height, x, y + height, x, y);
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    OGRGeometryH geometry = NULL;
    char *rest = text;
    OGR_G_CreateFromWkt(&rest, NULL, &geometry);
    OGR_F_SetFieldString(feature, 0, key);
    OGR_F_SetFieldString(feature, 1, "Nom");
    OGR_F_SetGeometryDirectly(feature, geometry);
    fuzz_promise(OGR_L_CreateFeature(layer, feature) == OGRERR_NONE, "a feature of the base file");
    OGR_F_Destroy(feature);
}

static struct file make_base(void)
{
    GDALAllRegister();
    OGRSpatialReferenceH crs = OSRNewSpatialReference(NULL);
    OSRImportFromEPSG(crs, 2154);
    GDALDatasetH base = GDALCreate(GDALGetDriverByName("GPKG"), REGION, 0, 0, 0, GDT_Unknown, NULL);
    OGRLayerH units = add_layer(base, "communes", crs, "code");
    add_square(units, "13001", 900000, 6250000, 1000, 1000);
    add_square(units, "13002", 901000, 6250000, 1000, 1000);
    OGRLayerH perimeters = add_layer(base, "cpts", crs, "id");
    add_square(perimeters, "A", 900000, 6250000, 1500, 1000);
    add_square(perimeters, "B", 901000, 6250000, 1000, 800);
    GDALClose(base);
    OSRDestroySpatialReference(crs);
    vsi_l_offset size = 0;
    uint8_t *bytes = VSIGetMemFileBuffer(REGION, &size, TRUE);
    fuzz_promise(bytes && size, "the base file");
    return (struct file){bytes, (size_t)size};
}

static void change(struct file *file, struct fuzz_bytes *bytes)
{
    while (bytes->left > 4)
        fuzz_overwrite(bytes, file->bytes, file->size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct file base;
    static const char *const sources[] = {REGION, NULL};
    if (!base.bytes)
        base = make_base();
    struct fuzz_bytes bytes = {data, size};
    struct file changed = {malloc(base.size), base.size};
    fuzz_promise(changed.bytes, "memory");
    memcpy(changed.bytes, base.bytes, base.size);
    change(&changed, &bytes);
    fuzz_file(REGION, changed.bytes, changed.size);
    free(changed.bytes);

    const cpts_check_options check = CPTS_CHECK_OPTIONS_INIT;
    cpts_load_options load = CPTS_LOAD_OPTIONS_INIT;
    load.sources = sources;
    fuzz_run(&load, &check, true);
    VSIUnlink(REGION);
    return 0;
}
