#include "output/map/wgs84.h"

#include <cpl_error.h>
#include <gdal.h>
#include <math.h>
#include <ogr_srs_api.h>

#include "common/memory.h"

#define BATCH 1024 /* points handed to PROJ together */

static OGRCoordinateTransformationH open_transform(const char *crs_wkt)
{
    OGRSpatialReferenceH from = OSRNewSpatialReference(NULL), to = OSRNewSpatialReference(NULL);
    OGRCoordinateTransformationH transform = NULL;
    char *wkt = (char *)crs_wkt; /* the function moves the pointer, and reads only */
    if (from && to && OSRImportFromWkt(from, &wkt) == OGRERR_NONE &&
        OSRImportFromEPSG(to, 4326) == OGRERR_NONE) {
        OSRSetAxisMappingStrategy(from, OAMS_TRADITIONAL_GIS_ORDER);
        OSRSetAxisMappingStrategy(to, OAMS_TRADITIONAL_GIS_ORDER);
        transform = OCTNewCoordinateTransformation(from, to);
    }
    OSRDestroySpatialReference(from);
    OSRDestroySpatialReference(to);
    return transform;
}

static bool store(struct degrees *out, double lon, double lat)
{
    if (!(fabs(lon) <= 180.0 && fabs(lat) <= 90.0))
        return false;
    out->lon_e7 = (int32_t)lround(lon * 1e7);
    out->lat_e7 = (int32_t)lround(lat * 1e7);
    return true;
}

static bool project(OGRCoordinateTransformationH transform, struct degrees *out,
                    const struct point *points, size_t count)
{
    double x[BATCH], y[BATCH];
    for (size_t i = 0; i < count; i++) {
        x[i] = points[i].x;
        y[i] = points[i].y;
    }
    bool is_done = OCTTransform(transform, (int)count, x, y, NULL);
    for (size_t i = 0; i < count && is_done; i++)
        is_done = store(&out[i], x[i], y[i]);
    return is_done;
}

static cpts_status project_all(struct degrees *out, cpts_context *context, const char *crs_wkt,
                               const struct point *points, size_t count)
{
    OGRCoordinateTransformationH transform = open_transform(crs_wkt);
    if (!transform)
        return cpts_fail(context, CPTS_ERROR_OUTPUT,
                         _("the conflict map cannot be projected from the analysis CRS to WGS 84; "
                           "choose another one with --crs"));
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < count && status == CPTS_OK; i += BATCH) {
        status = cpts_interrupted(context);
        if (status == CPTS_OK &&
            !project(transform, out + i, points + i, count - i < BATCH ? count - i : BATCH))
            status = cpts_fail(
                context, CPTS_ERROR_OUTPUT,
                _("the conflict map cannot be projected to WGS 84: a place is outside the "
                  "reach of the analysis CRS; choose one for this territory with --crs"));
    }
    OCTDestroyCoordinateTransformation(transform);
    return status;
}

cpts_status cpts_wgs84_points(struct degrees **out, cpts_context *context, const char *crs_wkt,
                              const struct point *points, size_t count)
{
    struct degrees *degrees = cpts_array_raw(count, sizeof *degrees);
    *out = NULL;
    if (!degrees)
        return cpts_fail_memory(context);
    CPLPushErrorHandler(CPLQuietErrorHandler); /* the library never prints */
    const cpts_status status = project_all(degrees, context, crs_wkt, points, count);
    CPLPopErrorHandler();
    if (status == CPTS_OK)
        *out = degrees;
    else
        cpts_array_free(degrees);
    return status;
}
