#include "input/sources/placing.h"

#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <string.h>

#include "common/memory.h"
#include "input/sources/gdal_session.h"
#include "input/sources/layer_crs.h"

static bool same_crs(OGRSpatialReferenceH a, OGRSpatialReferenceH b)
{
    const char *a_name = OSRGetAuthorityName(a, NULL), *a_code = OSRGetAuthorityCode(a, NULL);
    const char *b_name = OSRGetAuthorityName(b, NULL), *b_code = OSRGetAuthorityCode(b, NULL);
    /* The codes give at once what a full comparison gives in milliseconds. */
    if (a_name && a_code && b_name && b_code && strcmp(a_name, b_name) == 0 &&
        strcmp(a_code, b_code) == 0)
        return true;
    return OSRIsSame(a, b) != 0;
}

/* *out stays NULL when both are the same. */
static cpts_status open_way(void **out, cpts_context *context, OGRSpatialReferenceH from,
                            OGRSpatialReferenceH to, const char *to_name, const char *shown)
{
    if (same_crs(from, to))
        return CPTS_OK;
    cpts_gdal_clear();
    *out = OCTNewCoordinateTransformation(from, to);
    if (*out)
        return CPTS_OK;
    return cpts_fail(context, CPTS_ERROR_INPUT,
                     _("%s cannot be reprojected to %s: its coordinate reference system is not "
                       "known here; make a copy in EPSG:2154, for example: ogr2ogr -t_srs "
                       "EPSG:2154 copy.gpkg FILE (%s)"),
                     shown, to_name,
                     cpts_gdal_failure() ? cpts_gdal_failure() : _("no transformation"));
}

static cpts_status open_named(void **out, cpts_context *context, OGRSpatialReferenceH from,
                              const char *to_name, const char *shown)
{
    OGRSpatialReferenceH to = OSRNewSpatialReference(NULL);
    if (!to || OSRSetFromUserInput(to, to_name) != OGRERR_NONE) {
        OSRDestroySpatialReference(to);
        return cpts_fail_memory(context);
    }
    OSRSetAxisMappingStrategy(to, OAMS_TRADITIONAL_GIS_ORDER);
    const cpts_status status = open_way(out, context, from, to, to_name, shown);
    OSRDestroySpatialReference(to);
    return status;
}

/* All territories: perimeters may lie where no unit does. */
static cpts_status open_sheet(struct placing *placing, cpts_context *context,
                              OGRSpatialReferenceH from, const char *shown)
{
    cpts_status status = open_named(&placing->to_degrees, context, from, "EPSG:4326", shown);
    for (size_t i = 0; i < CPTS_LAND_COUNT && status == CPTS_OK; i++)
        status = open_named(&placing->to_land[i], context, from, cpts_lands[i].crs, shown);
    return status;
}

cpts_status cpts_placing_open(struct placing *placing, cpts_context *context,
                              const struct frame *frame, void *layer, const char *shown)
{
    *placing = (struct placing){.is_sheet = frame->lands != 0};
    OGRSpatialReferenceH crs;
    cpts_status status = cpts_layer_crs(&crs, context, layer, shown);
    if (status != CPTS_OK)
        return status;
    OGRSpatialReferenceH from = OSRClone(crs);
    if (!from)
        return cpts_fail_memory(context);
    OSRSetAxisMappingStrategy(from, OAMS_TRADITIONAL_GIS_ORDER);
    status = placing->is_sheet
                 ? open_sheet(placing, context, from, shown)
                 : open_way(&placing->to_frame, context, from, frame->crs, frame->name, shown);
    OSRDestroySpatialReference(from);
    if (status == CPTS_OK && placing->to_frame)
        cpts_log(context, CPTS_VERBOSE, _("%s is reprojected to %s"), shown, frame->name);
    return status;
}

bool cpts_placing_moves(const struct placing *placing)
{
    return placing->to_frame || placing->is_sheet;
}

static void move(OGRCoordinateTransformationH by, double *x, double *y, size_t count)
{
    if (by)
        OCTTransform(by, (int)count, x, y, NULL);
}

/* The territory of a place of the layer; COUNT when it has no place in degrees. */
static size_t territory_of(const struct placing *placing, double x, double y)
{
    move(placing->to_degrees, &x, &y, 1);
    return isfinite(x) && isfinite(y) ? cpts_land_near((struct point){x, y}) : CPTS_LAND_COUNT;
}

static void refuse(double *x, double *y, size_t count)
{
    for (size_t i = 0; i < count; i++)
        x[i] = y[i] = INFINITY;
}

/* What leaves the territory's place on the sheet would lie in another, or in none. */
static void move_to_sheet(const struct placing *placing, double *x, double *y, size_t count)
{
    const size_t place = territory_of(placing, *x, *y);
    if (place == CPTS_LAND_COUNT) {
        refuse(x, y, count);
        return;
    }
    move(placing->to_land[place], x, y, count);
    for (size_t i = 0; i < count; i++) {
        x[i] += cpts_lands[place].shift.x;
        y[i] += cpts_lands[place].shift.y;
        if (cpts_land_on_sheet((struct point){x[i], y[i]}) != place)
            refuse(&x[i], &y[i], 1);
    }
}

void cpts_placing_ring(const struct placing *placing, double *x, double *y, size_t count)
{
    if (placing->is_sheet && count)
        move_to_sheet(placing, x, y, count);
    else
        move(placing->to_frame, x, y, count);
}

void cpts_placing_points(const struct placing *placing, double *x, double *y, size_t count)
{
    if (!placing->is_sheet) {
        move(placing->to_frame, x, y, count);
        return;
    }
    for (size_t i = 0; i < count; i++)
        move_to_sheet(placing, &x[i], &y[i], 1);
}

static bool move_parts(const struct placing *placing, OGRGeometryH geometry)
{
    const int parts = OGR_G_GetGeometryCount(geometry), count = OGR_G_GetPointCount(geometry);
    for (int i = 0; i < parts; i++)
        if (!move_parts(placing, OGR_G_GetGeometryRef(geometry, i)))
            return false;
    if (parts || count < 1)
        return true;
    double *x = cpts_array_raw((size_t)count, sizeof *x);
    double *y = cpts_array_raw((size_t)count, sizeof *y);
    bool is_moved = x && y;
    if (is_moved) {
        OGR_G_GetPoints(geometry, x, sizeof *x, y, sizeof *y, NULL, 0);
        cpts_placing_ring(placing, x, y, (size_t)count);
        OGR_G_SetPoints(geometry, count, x, sizeof *x, y, sizeof *y, NULL, 0);
    }
    for (int i = 0; is_moved && i < count; i++)
        is_moved = isfinite(x[i]) && isfinite(y[i]);
    cpts_array_free(x);
    cpts_array_free(y);
    return is_moved;
}

bool cpts_placing_geometry(const struct placing *placing, void *geometry)
{
    if (placing->is_sheet)
        return move_parts(placing, geometry);
    return !placing->to_frame || OGR_G_Transform(geometry, placing->to_frame) == OGRERR_NONE;
}

void cpts_placing_close(struct placing *placing)
{
    void *const ways[] = {placing->to_frame, placing->to_degrees};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (ways[i])
            OCTDestroyCoordinateTransformation(ways[i]);
    for (size_t i = 0; i < CPTS_LAND_COUNT; i++)
        if (placing->to_land[i])
            OCTDestroyCoordinateTransformation(placing->to_land[i]);
    *placing = (struct placing){.is_sheet = false};
}
