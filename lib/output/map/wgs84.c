#include "output/map/wgs84.h"

#include <cpl_error.h>
#include <gdal.h>
#include <math.h>
#include <ogr_srs_api.h>
#include <string.h>

#include "common/memory.h"
#include "geometry/predicates.h"

#define BATCH 1024 /* points handed to PROJ together */

/* Takes `from` over. */
static OGRCoordinateTransformationH open_way(OGRSpatialReferenceH from, bool is_known)
{
    OGRSpatialReferenceH to = OSRNewSpatialReference(NULL);
    OGRCoordinateTransformationH way = NULL;
    if (from && to && is_known && OSRImportFromEPSG(to, 4326) == OGRERR_NONE) {
        OSRSetAxisMappingStrategy(from, OAMS_TRADITIONAL_GIS_ORDER);
        OSRSetAxisMappingStrategy(to, OAMS_TRADITIONAL_GIS_ORDER);
        way = OCTNewCoordinateTransformation(from, to);
    }
    OSRDestroySpatialReference(from);
    OSRDestroySpatialReference(to);
    return way;
}

static OGRCoordinateTransformationH open_frame(const char *crs_wkt)
{
    OGRSpatialReferenceH from = OSRNewSpatialReference(NULL);
    char *wkt = (char *)crs_wkt; /* the function moves the pointer, and reads only */
    return open_way(from, from && OSRImportFromWkt(from, &wkt) == OGRERR_NONE);
}

static OGRCoordinateTransformationH open_land(const struct land *land)
{
    OGRSpatialReferenceH from = OSRNewSpatialReference(NULL);
    return open_way(from, from && OSRSetFromUserInput(from, land->crs) == OGRERR_NONE);
}

static cpts_status no_way(const struct wgs84 *way)
{
    return cpts_fail(way->region->context, CPTS_ERROR_OUTPUT,
                     _("the conflict map cannot be projected from the analysis CRS to WGS 84; "
                       "choose another one with --crs"));
}

static cpts_status out_of_reach(const struct wgs84 *way)
{
    return cpts_fail(way->region->context, CPTS_ERROR_OUTPUT,
                     _("the conflict map cannot be projected to WGS 84: a place is outside the "
                       "reach of the analysis CRS; choose one for this territory with --crs"));
}

cpts_status cpts_wgs84_open(struct wgs84 *way, const struct cpts_region *region)
{
    *way = (struct wgs84){.region = region};
    if (region->lands)
        return CPTS_OK;
    CPLPushErrorHandler(CPLQuietErrorHandler); /* the library never prints */
    way->to_degrees = open_frame(region->crs_wkt);
    CPLPopErrorHandler();
    return way->to_degrees ? CPTS_OK : no_way(way);
}

/* The next points of one land of the sheet, from its place back to its own metres. */
static size_t take_land(double *x, double *y, size_t count, size_t *land)
{
    size_t taken = 0;
    *land = cpts_land_on_sheet((struct point){x[0], y[0]});
    while (*land < CPTS_LAND_COUNT && taken < count &&
           cpts_land_on_sheet((struct point){x[taken], y[taken]}) == *land) {
        x[taken] -= cpts_lands[*land].shift.x;
        y[taken++] -= cpts_lands[*land].shift.y;
    }
    return taken;
}

static cpts_status move_from_sheet(struct wgs84 *way, double *x, double *y, size_t count)
{
    size_t land;
    for (size_t i = 0, taken; i < count; i += taken) {
        taken = take_land(x + i, y + i, count - i, &land);
        if (!taken)
            return out_of_reach(way);
        if (!way->land_to_degrees[land])
            way->land_to_degrees[land] = open_land(&cpts_lands[land]);
        if (!way->land_to_degrees[land])
            return no_way(way);
        if (!OCTTransform(way->land_to_degrees[land], (int)taken, x + i, y + i, NULL))
            return out_of_reach(way);
    }
    return CPTS_OK;
}

static cpts_status move(struct wgs84 *way, double *x, double *y, size_t count)
{
    cpts_status status = CPTS_OK;
    if (way->region->lands)
        status = move_from_sheet(way, x, y, count);
    else if (!OCTTransform(way->to_degrees, (int)count, x, y, NULL))
        status = out_of_reach(way);
    for (size_t i = 0; i < count && status == CPTS_OK; i++)
        if (!(fabs(x[i]) <= 180.0 && fabs(y[i]) <= 90.0))
            status = out_of_reach(way);
    return status;
}

cpts_status cpts_wgs84_move(struct wgs84 *way, double *x, double *y, size_t count)
{
    cpts_status status = CPTS_OK;
    CPLPushErrorHandler(CPLQuietErrorHandler);
    for (size_t i = 0; i < count && status == CPTS_OK; i += BATCH) {
        status = cpts_interrupted(way->region->context);
        if (status == CPTS_OK)
            status = move(way, x + i, y + i, count - i < BATCH ? count - i : BATCH);
    }
    CPLPopErrorHandler();
    return status;
}

static cpts_status move_ring(struct wgs84 *way, char *points, size_t count, struct box *box)
{
    double x[BATCH], y[BATCH];
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < count; i++) {
        struct point point;
        memcpy(&point, points + i * sizeof point, sizeof point);
        x[i] = point.x;
        y[i] = point.y;
    }
    status = cpts_wgs84_move(way, x, y, count);
    for (size_t i = 0; i < count && status == CPTS_OK; i++) {
        const struct point point = {x[i], y[i]};
        memcpy(points + i * sizeof point, &point, sizeof point);
        *box = cpts_box_join(*box, (struct box){x[i], y[i], x[i], y[i]});
    }
    return status;
}

static uint32_t take_count(char **at)
{
    uint32_t count;
    memcpy(&count, *at, sizeof count);
    *at += sizeof count;
    return count;
}

cpts_status cpts_wgs84_wkb(struct wgs84 *way, char *wkb, struct box *box)
{
    enum { KIND = 5 }; /* byte order and type */
    char *at = wkb + KIND;
    cpts_status status = CPTS_OK;
    *box = CPTS_EMPTY_BOX;
    for (uint32_t parts = take_count(&at); parts; parts--) {
        at += KIND;
        for (uint32_t rings = take_count(&at); rings; rings--)
            for (uint32_t left = take_count(&at), batch; left && status == CPTS_OK; left -= batch) {
                batch = left < BATCH ? left : BATCH;
                status = move_ring(way, at, batch, box);
                at += batch * sizeof(struct point);
            }
        if (status != CPTS_OK)
            break;
    }
    return status;
}

void cpts_wgs84_close(struct wgs84 *way)
{
    if (way->to_degrees)
        OCTDestroyCoordinateTransformation(way->to_degrees);
    for (size_t i = 0; i < CPTS_LAND_COUNT; i++)
        if (way->land_to_degrees[i])
            OCTDestroyCoordinateTransformation(way->land_to_degrees[i]);
    *way = (struct wgs84){.region = NULL};
}

static cpts_status round_batch(struct wgs84 *way, struct degrees *out, const struct point *points,
                               size_t count)
{
    double x[BATCH], y[BATCH];
    for (size_t i = 0; i < count; i++) {
        x[i] = points[i].x;
        y[i] = points[i].y;
    }
    const cpts_status status = cpts_wgs84_move(way, x, y, count);
    for (size_t i = 0; i < count && status == CPTS_OK; i++)
        out[i] = (struct degrees){(int32_t)lround(x[i] * 1e7), (int32_t)lround(y[i] * 1e7)};
    return status;
}

cpts_status cpts_wgs84_points(struct degrees **out, const struct cpts_region *region,
                              const struct point *points, size_t count)
{
    struct degrees *degrees = cpts_array_raw(count, sizeof *degrees);
    struct wgs84 way;
    *out = NULL;
    if (!degrees)
        return cpts_fail_memory(region->context);
    cpts_status status = cpts_wgs84_open(&way, region);
    for (size_t i = 0; i < count && status == CPTS_OK; i += BATCH)
        status = round_batch(&way, degrees + i, points + i, count - i < BATCH ? count - i : BATCH);
    cpts_wgs84_close(&way);
    if (status == CPTS_OK)
        *out = degrees;
    else
        cpts_array_free(degrees);
    return status;
}
