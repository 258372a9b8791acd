/*
 * PROJ takes half a microsecond a point: for the map of a whole country, more than the check
 * itself. Map projections are smooth, so over a square of 131 km each coordinate is a polynomial
 * to far better than a rounding step: a square is sampled through PROJ once, and its points are
 * then computed from it. Each square is verified at points between the samples; one that misses
 * by more than a hundredth of a step (a datum grid has kinks) has all its points sent to PROJ.
 */
#include "output/map/wgs84.h"

#include <cpl_error.h>
#include <gdal.h>
#include <math.h>
#include <ogr_srs_api.h>

#include "common/memory.h"

#define DEGREE       6        /* samples, and coefficients, along each axis */
#define PROBES       5        /* verification points along each axis */
#define SQUARE_M     131072.0 /* side of a square */
#define MOST_SQUARES 65536    /* more: the points are scattered over the world, PROJ does them */
#define FEW_POINTS   2000     /* fewer: sampling costs more than it saves */
#define TOLERANCE    1e-9     /* degrees: a hundredth of a rounding step */
#define BATCH        1024     /* points handed to PROJ together */

struct square {
    enum { SQUARE_UNKNOWN, SQUARE_SMOOTH, SQUARE_EXACT } state;
    double lon[DEGREE][DEGREE], lat[DEGREE][DEGREE]; /* coefficients of T_i(u) T_j(v) */
};

struct projector {
    cpts_context *context;
    OGRCoordinateTransformationH transform;
    struct degrees *out;
    struct box box;
    size_t columns, rows; /* of squares; 0 when PROJ does all points */
    struct square **squares;
    double batch_x[BATCH], batch_y[BATCH];
    size_t batch_index[BATCH], batch_count;
};

/* ---- exact ------------------------------------------------------------------------------- */

static cpts_status fail_projection(cpts_context *context)
{
    return cpts_fail(context, CPTS_ERROR_OUTPUT,
                     _("the conflict map cannot be projected to WGS 84: a place is outside the "
                       "reach of the analysis CRS; choose one for this territory with --crs"));
}

static bool store(struct degrees *out, double lon, double lat)
{
    if (!(fabs(lon) <= 180.0 && fabs(lat) <= 90.0))
        return false;
    out->lon_e7 = (int32_t)lround(lon * 1e7);
    out->lat_e7 = (int32_t)lround(lat * 1e7);
    return true;
}

static cpts_status project_batch(struct projector *projector)
{
    const size_t count = projector->batch_count;
    projector->batch_count = 0;
    if (count && !OCTTransform(projector->transform, (int)count, projector->batch_x,
                               projector->batch_y, NULL))
        return fail_projection(projector->context);
    for (size_t i = 0; i < count; i++)
        if (!store(&projector->out[projector->batch_index[i]], projector->batch_x[i],
                   projector->batch_y[i]))
            return fail_projection(projector->context);
    return CPTS_OK;
}

static cpts_status project_exactly(struct projector *projector, struct point p, size_t index)
{
    const size_t slot = projector->batch_count++;
    projector->batch_x[slot] = p.x;
    projector->batch_y[slot] = p.y;
    projector->batch_index[slot] = index;
    return projector->batch_count == BATCH ? project_batch(projector) : CPTS_OK;
}

/* ---- squares ----------------------------------------------------------------------------- */

static void chebyshev(double *values, double t)
{
    values[0] = 1;
    values[1] = t;
    for (int i = 2; i < DEGREE; i++)
        values[i] = 2 * t * values[i - 1] - values[i - 2];
}

/* Position in a square, -1..1 along each axis, to coordinates in the CRS. */
static struct point square_origin(const struct projector *projector, size_t column, size_t row)
{
    return (struct point){projector->box.min_x + ((double)column + 0.5) * SQUARE_M,
                          projector->box.min_y + ((double)row + 0.5) * SQUARE_M};
}

static void evaluate(const struct square *square, double u, double v, double *lon, double *lat)
{
    double in_u[DEGREE], in_v[DEGREE];
    chebyshev(in_u, u);
    chebyshev(in_v, v);
    double sum_lon = 0, sum_lat = 0;
    for (int i = 0; i < DEGREE; i++) {
        double row_lon = 0, row_lat = 0;
        for (int j = 0; j < DEGREE; j++) {
            row_lon += square->lon[i][j] * in_v[j];
            row_lat += square->lat[i][j] * in_v[j];
        }
        sum_lon += row_lon * in_u[i];
        sum_lat += row_lat * in_u[i];
    }
    *lon = sum_lon;
    *lat = sum_lat;
}

static double node(int k, int count)
{
    const double pi = 3.14159265358979323846;
    return cos(pi * (2 * k + 1) / (2 * count));
}

/* PROJ at the count × count nodes of a square. */
static bool sample(const struct projector *projector, struct point origin, int count, double *x,
                   double *y)
{
    for (int k = 0; k < count; k++)
        for (int l = 0; l < count; l++) {
            x[k * count + l] = origin.x + node(k, count) * SQUARE_M / 2;
            y[k * count + l] = origin.y + node(l, count) * SQUARE_M / 2;
        }
    return OCTTransform(projector->transform, count * count, x, y, NULL);
}

static bool fit(const struct projector *projector, struct square *square, struct point origin)
{
    double x[DEGREE * DEGREE], y[DEGREE * DEGREE];
    if (!sample(projector, origin, DEGREE, x, y))
        return false;
    for (int k = 0; k < DEGREE; k++)
        for (int l = 0; l < DEGREE; l++) {
            double in_u[DEGREE], in_v[DEGREE];
            chebyshev(in_u, node(k, DEGREE));
            chebyshev(in_v, node(l, DEGREE));
            for (int i = 0; i < DEGREE; i++)
                for (int j = 0; j < DEGREE; j++) {
                    double weight = in_u[i] * in_v[j] * (i ? 2 : 1) * (j ? 2 : 1);
                    weight /= DEGREE * DEGREE;
                    square->lon[i][j] += weight * x[k * DEGREE + l];
                    square->lat[i][j] += weight * y[k * DEGREE + l];
                }
        }
    return true;
}

static bool verify(const struct projector *projector, const struct square *square,
                   struct point origin)
{
    double x[PROBES * PROBES], y[PROBES * PROBES];
    if (!sample(projector, origin, PROBES, x, y))
        return false;
    for (int k = 0; k < PROBES; k++)
        for (int l = 0; l < PROBES; l++) {
            double lon, lat;
            evaluate(square, node(k, PROBES), node(l, PROBES), &lon, &lat);
            if (!(fabs(lon - x[k * PROBES + l]) < TOLERANCE &&
                  fabs(lat - y[k * PROBES + l]) < TOLERANCE))
                return false;
        }
    return true;
}

static cpts_status project(struct projector *projector, struct point p, size_t index)
{
    if (!projector->columns)
        return project_exactly(projector, p, index);
    const size_t column = (size_t)((p.x - projector->box.min_x) / SQUARE_M);
    const size_t row = (size_t)((p.y - projector->box.min_y) / SQUARE_M);
    struct square **square = &projector->squares[row * projector->columns + column];
    const struct point origin = square_origin(projector, column, row);
    if (!*square) {
        *square = cpts_array_new(1, sizeof **square);
        if (!*square)
            return cpts_fail_memory(projector->context);
        const bool smooth = fit(projector, *square, origin) && verify(projector, *square, origin);
        (*square)->state = smooth ? SQUARE_SMOOTH : SQUARE_EXACT;
    }
    if ((*square)->state == SQUARE_EXACT)
        return project_exactly(projector, p, index);
    double lon, lat;
    evaluate(*square, (p.x - origin.x) / (SQUARE_M / 2), (p.y - origin.y) / (SQUARE_M / 2), &lon,
             &lat);
    return store(&projector->out[index], lon, lat) ? CPTS_OK : fail_projection(projector->context);
}

/* ---- all points -------------------------------------------------------------------------- */

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

static bool lay_squares(struct projector *projector, const struct point *points, size_t count)
{
    if (count < FEW_POINTS)
        return true;
    struct box box = {points[0].x, points[0].y, points[0].x, points[0].y};
    for (size_t i = 1; i < count; i++) {
        box.min_x = fmin(box.min_x, points[i].x);
        box.min_y = fmin(box.min_y, points[i].y);
        box.max_x = fmax(box.max_x, points[i].x);
        box.max_y = fmax(box.max_y, points[i].y);
    }
    const double columns = floor((box.max_x - box.min_x) / SQUARE_M) + 1;
    const double rows = floor((box.max_y - box.min_y) / SQUARE_M) + 1;
    if (!(columns * rows <= MOST_SQUARES))
        return true;
    projector->squares = cpts_array_new((size_t)(columns * rows), sizeof *projector->squares);
    if (!projector->squares)
        return false;
    projector->box = box;
    projector->columns = (size_t)columns;
    projector->rows = (size_t)rows;
    return true;
}

static cpts_status project_all(struct projector *projector, const struct point *points,
                               size_t count)
{
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < count && status == CPTS_OK; i++)
        status = project(projector, points[i], i);
    return status == CPTS_OK ? project_batch(projector) : status;
}

static void projector_free(struct projector *projector)
{
    if (!projector)
        return;
    for (size_t i = 0; i < projector->columns * projector->rows; i++)
        cpts_array_free(projector->squares[i]);
    cpts_array_free(projector->squares);
    if (projector->transform)
        OCTDestroyCoordinateTransformation(projector->transform);
    cpts_array_free(projector);
}

static cpts_status run(struct projector *projector, const char *crs_wkt, const struct point *points,
                       size_t count)
{
    if (!lay_squares(projector, points, count))
        return cpts_fail_memory(projector->context);
    projector->transform = open_transform(crs_wkt);
    if (!projector->transform)
        return cpts_fail(projector->context, CPTS_ERROR_OUTPUT,
                         _("the conflict map cannot be projected from the analysis CRS to WGS 84; "
                           "choose another one with --crs"));
    return project_all(projector, points, count);
}

cpts_status cpts_wgs84_points(struct degrees **out, cpts_context *context, const char *crs_wkt,
                              const struct point *points, size_t count)
{
    *out = NULL;
    struct projector *projector = cpts_array_new(1, sizeof *projector);
    struct degrees *degrees = cpts_array_raw(count, sizeof *degrees);
    cpts_status status;
    if (!projector || !degrees) {
        status = cpts_fail_memory(context);
    } else {
        projector->context = context;
        projector->out = degrees;
        CPLPushErrorHandler(CPLQuietErrorHandler); /* the library never prints */
        status = run(projector, crs_wkt, points, count);
        CPLPopErrorHandler();
    }
    projector_free(projector);
    if (status == CPTS_OK)
        *out = degrees;
    else
        cpts_array_free(degrees);
    return status;
}
