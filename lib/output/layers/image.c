#include "output/layers/image.h"

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <stdio.h>

cpts_status cpts_image_open(struct layer_image *image, const struct cpts_report *report)
{
    cpts_context *context = report->region->context;
    static const char *const drivers[] = {"GPKG", NULL};
    /* Tables without a row in gpkg_contents are the indexes. */
    static const char *const options[] = {"LIST_ALL_TABLES=NO", NULL};
    size_t size = 0;
    *image = (struct layer_image){.dataset = NULL};
    cpts_status status = cpts_gpkg_build(&image->gpkg, report);
    unsigned char *bytes = NULL;
    if (status == CPTS_OK)
        status = cpts_gpkg_bytes(&image->gpkg, &bytes, &size);
    if (status != CPTS_OK)
        return status;
    snprintf(image->path, sizeof image->path, "/vsimem/cpts-layers-%p.gpkg", (void *)image);
    VSILFILE *file = VSIFileFromMemBuffer(image->path, bytes, size, FALSE);
    if (!file)
        return cpts_fail_memory(context);
    VSIFCloseL(file);
    image->dataset =
        GDALOpenEx(image->path, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, options, NULL);
    return image->dataset ? CPTS_OK : cpts_fail_memory(context);
}

void cpts_image_close(struct layer_image *image)
{
    if (image->dataset)
        GDALClose(image->dataset);
    if (*image->path)
        VSIUnlink(image->path);
    cpts_gpkg_discard(&image->gpkg);
}

/* Whether a driver says that it keeps a type of field. */
static bool keeps(GDALDatasetH to, const char *list, const char *type)
{
    const char *kept = GDALGetMetadataItem(GDALGetDatasetDriver(to), list, NULL);
    char **types = CSLTokenizeString(kept);
    const bool found = CSLFindString(types, type) >= 0;
    CSLDestroy(types);
    return found;
}

/* A type that the format has not becomes a text, which loses nothing: drivers would drop the time
 * of a date. */
static bool add_field(GDALDatasetH dataset, OGRLayerH to, OGRFieldDefnH field)
{
    const OGRFieldType type = OGR_Fld_GetType(field);
    const OGRFieldSubType subtype = OGR_Fld_GetSubType(field);
    const bool is_kept =
        keeps(dataset, GDAL_DMD_CREATIONFIELDDATATYPES, OGR_GetFieldTypeName(type));
    OGRFieldDefnH copy = OGR_Fld_Create(OGR_Fld_GetNameRef(field), is_kept ? type : OFTString);
    if (!copy)
        return false;
    if (is_kept &&
        keeps(dataset, GDAL_DMD_CREATIONFIELDDATASUBTYPES, OGR_GetFieldSubTypeName(subtype)))
        OGR_Fld_SetSubType(copy, subtype);
    const bool good = OGR_L_CreateField(to, copy, TRUE) == OGRERR_NONE;
    OGR_Fld_Destroy(copy);
    return good;
}

OGRLayerH cpts_layer_like(GDALDatasetH to, OGRLayerH from, char **options)
{
    OGRFeatureDefnH columns = OGR_L_GetLayerDefn(from);
    OGRLayerH layer = GDALDatasetCreateLayer(to, OGR_L_GetName(from), OGR_L_GetSpatialRef(from),
                                             OGR_L_GetGeomType(from), options);
    for (int i = 0; layer && i < OGR_FD_GetFieldCount(columns); i++)
        if (!add_field(to, layer, OGR_FD_GetFieldDefn(columns, i)))
            return NULL;
    return layer;
}

static bool copy_row(OGRFeatureH row, OGRLayerH to, const int *places)
{
    OGRFeatureH copy = OGR_F_Create(OGR_L_GetLayerDefn(to));
    if (!copy)
        return false;
    const bool good = OGR_F_SetFromWithMap(copy, row, TRUE, places) == OGRERR_NONE &&
                      OGR_F_SetFID(copy, OGR_F_GetFID(row)) == OGRERR_NONE &&
                      OGR_L_CreateFeature(to, copy) == OGRERR_NONE;
    OGR_F_Destroy(copy);
    return good;
}

/* The columns of both stand in the same order: a format may shorten their names. */
bool cpts_layer_copy(cpts_context *context, OGRLayerH from, OGRLayerH to)
{
    const int count = OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(from));
    int *places = cpts_array_new((size_t)count + 1, sizeof *places);
    bool good = places != NULL;
    for (int i = 0; good && i < count; i++)
        places[i] = i;
    OGR_L_ResetReading(from);
    for (OGRFeatureH row; good && (row = OGR_L_GetNextFeature(from));) {
        good = !cpts_is_interrupted(context) && copy_row(row, to, places);
        OGR_F_Destroy(row);
    }
    cpts_array_free(places);
    return good && OGR_L_SyncToDisk(to) == OGRERR_NONE;
}
