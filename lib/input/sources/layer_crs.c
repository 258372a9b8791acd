#include "input/sources/layer_crs.h"

#include <cpl_conv.h>
#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <string.h>

#include "input/sources/crs_text.h"

const char *cpts_frame_name(struct arena *arena, void *crs)
{
    const char *authority = OSRGetAuthorityName(crs, NULL);
    const char *code = OSRGetAuthorityCode(crs, NULL);
    if (authority && code)
        return cpts_arena_format(arena, "%s:%s", authority, code);
    const char *name = OSRGetName(crs);
    return cpts_arena_string(arena, name ? name : "");
}

/* However the source states its CRS, nothing is opened before a transformation is made. What cannot
 * be determined is not trusted. */
static bool names_file(OGRSpatialReferenceH crs)
{
    char *wkt = NULL;
    const char *const format[] = {"FORMAT=WKT2_2019", NULL};
    const bool found =
        OSRExportToWktEx(crs, &wkt, format) != OGRERR_NONE || !wkt || cpts_crs_names_file(wkt);
    CPLFree(wkt);
    return found;
}

static cpts_status stated_crs(OGRSpatialReferenceH *out, cpts_context *context, OGRLayerH layer,
                              const char *shown)
{
    *out = OGR_L_GetSpatialRef(layer);
    /* GeoPackages say "undefined" with an engineering CRS, or with degrees of an unknown datum. */
    const char *name = *out ? OSRGetName(*out) : NULL;
    if (*out && !OSRIsLocal(*out) && !(name && strncmp(name, "Undefined", 9) == 0))
        return names_file(*out) ? cpts_crs_refuse(context, shown) : CPTS_OK;
    return cpts_fail(
        context, CPTS_ERROR_INPUT,
        _("%s does not state its coordinate reference system; if it is EPSG:2154, for example, "
          "make a copy that states it: ogr2ogr -a_srs EPSG:2154 copy.gpkg FILE"),
        shown);
}

/* An error when a layer that says it is in degrees holds what cannot be degrees. */
static cpts_status refuse_metres(cpts_context *context, void *layer, const char *shown)
{
    OGRFeatureH feature;
    OGREnvelope box = {0};
    OGR_L_ResetReading(layer);
    while ((feature = OGR_L_GetNextFeature(layer))) {
        OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
        const bool is_there = geometry && !OGR_G_IsEmpty(geometry);
        if (is_there)
            OGR_G_GetEnvelope(geometry, &box);
        OGR_F_Destroy(feature);
        if (is_there)
            break;
    }
    OGR_L_ResetReading(layer);
    if (fabs(box.MinX) <= 540 && fabs(box.MaxX) <= 540 && fabs(box.MinY) <= 180 &&
        fabs(box.MaxY) <= 180)
        return CPTS_OK;
    return cpts_fail(context, CPTS_ERROR_INPUT,
                     _("%s claims to be in degrees, but holds metres (%.0f, %.0f): its coordinate "
                       "reference system is missing or wrong; if it is EPSG:2154, for example, "
                       "make a copy that states it: ogr2ogr -a_srs EPSG:2154 copy.gpkg FILE"),
                     shown, box.MinX, box.MinY);
}

cpts_status cpts_layer_crs(void **out, cpts_context *context, void *layer, const char *shown)
{
    const cpts_status status = stated_crs(out, context, layer, shown);
    return status == CPTS_OK && OSRIsGeographic(*out) ? refuse_metres(context, layer, shown)
                                                      : status;
}
