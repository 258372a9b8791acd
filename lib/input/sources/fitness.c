/*
 * GDAL reprojects whatever numbers it is given: a territory of La Réunion comes out three and a
 * half times too large in Lambert-93, and a latitude written first lies off Somalia. What the
 * numbers say of themselves is looked at where the units lie.
 */
#include "input/sources/fitness.h"

#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <string.h>

#include "geometry/predicates.h"
#include "input/sources/gdal_session.h"

enum { SAMPLES = 32 };

#define DEGREE          (3.14159265358979323846 / 180)
#define MOST_DISTORTION 0.01 /* of areas */
#define STEP_DEG        1e-3 /* of the small quadrangle whose area is compared */
#define FAR_M           300e3

/* Between a frame and WGS 84: the degrees of its own datum may be grades, counted from Paris. */
struct degrees {
    OGRSpatialReferenceH crs;
    OGRCoordinateTransformationH to_degrees, to_frame;
    double equator_m, flatness_e2;
};

static void close_degrees(struct degrees *degrees)
{
    if (degrees->to_degrees)
        OCTDestroyCoordinateTransformation(degrees->to_degrees);
    if (degrees->to_frame)
        OCTDestroyCoordinateTransformation(degrees->to_frame);
    if (degrees->crs)
        OSRDestroySpatialReference(degrees->crs);
}

static bool open_degrees(struct degrees *degrees, const struct frame *frame)
{
    *degrees = (struct degrees){.crs = OSRNewSpatialReference(NULL)};
    if (!degrees->crs || OSRImportFromEPSG(degrees->crs, 4326) != OGRERR_NONE) {
        close_degrees(degrees);
        return false;
    }
    OSRSetAxisMappingStrategy(degrees->crs, OAMS_TRADITIONAL_GIS_ORDER);
    degrees->to_degrees = OCTNewCoordinateTransformation(frame->crs, degrees->crs);
    degrees->to_frame = OCTNewCoordinateTransformation(degrees->crs, frame->crs);
    const double inverse = OSRGetInvFlattening(degrees->crs, NULL);
    const double flattening = inverse > 0 ? 1 / inverse : 0;
    degrees->equator_m = OSRGetSemiMajor(degrees->crs, NULL);
    degrees->flatness_e2 = flattening * (2 - flattening);
    if (degrees->to_degrees && degrees->to_frame)
        return true;
    close_degrees(degrees);
    return false;
}

static bool transform(OGRCoordinateTransformationH by, struct point *point)
{
    return OCTTransform(by, 1, &point->x, &point->y, NULL) && isfinite(point->x) &&
           isfinite(point->y);
}

/* The area of a small quadrangle in the frame, over its area on the ellipsoid; NaN when the frame
 * does not reach there. */
static double area_scale(const struct degrees *degrees, struct point at)
{
    struct point corner[4];
    for (int i = 0; i < 4; i++) {
        corner[i] = (struct point){at.x + (i == 1 || i == 2 ? STEP_DEG : 0),
                                   at.y + (i >= 2 ? STEP_DEG : 0)};
        if (!transform(degrees->to_frame, &corner[i]))
            return NAN;
    }
    double twice_m2 = 0;
    for (int i = 0; i < 4; i++) {
        const struct point a = cpts_vector(corner[0], corner[i]),
                           b = cpts_vector(corner[0], corner[(i + 1) % 4]);
        twice_m2 += a.x * b.y - a.y * b.x;
    }
    const double middle = (at.y + STEP_DEG / 2) * DEGREE;
    const double w2 = 1 - degrees->flatness_e2 * sin(middle) * sin(middle);
    /* Radii of curvature along the meridian and across it. */
    const double along_m = degrees->equator_m * (1 - degrees->flatness_e2) / (w2 * sqrt(w2));
    const double across_m = degrees->equator_m / sqrt(w2);
    const double step = STEP_DEG * DEGREE;
    return fabs(twice_m2) / 2 / (along_m * across_m * cos(middle) * step * step);
}

/* Where areas are off most, among points spread over the units; the scale there. */
static double worst_scale(const struct degrees *degrees, const struct shapes *units,
                          struct point *where)
{
    double worst = 1;
    for (size_t i = 0; i < SAMPLES && units->point_count; i++) {
        struct point at = units->points[i * (units->point_count - 1) / (SAMPLES - 1)];
        if (!transform(degrees->to_degrees, &at))
            continue;
        const double scale = area_scale(degrees, at);
        if (isfinite(scale) && scale > 0 && fabs(log(scale)) > fabs(log(worst))) {
            worst = scale;
            *where = at;
        }
    }
    return worst;
}

static cpts_status refuse_areas(cpts_context *context, const struct frame *frame, const char *shown,
                                bool asked, double scale, struct point where)
{
    const char *legal = cpts_frame_legal(where.x, where.y);
    const cpts_status status = asked ? CPTS_ERROR_ARGUMENT : CPTS_ERROR_INPUT;
    if (!legal)
        return cpts_fail(context, status,
                         _("%s measures areas %.4g times what they are at %.2f east, %.2f north, "
                           "where %s places units, outside any French territory: check that the "
                           "layer states its true coordinate reference system, or give a projected "
                           "one to measure in with --crs EPSG:N"),
                         frame->name, scale, where.x, where.y, shown);
    return cpts_fail(context, status,
                     _("%s does not fit the place of %s (%.2f east, %.2f north): areas would be "
                       "%.4g times what they are; the legal system there is %s: %s --crs %s"),
                     frame->name, shown, where.x, where.y, scale, legal,
                     asked ? _("write") : _("add"), legal);
}

cpts_status cpts_fitness_of_areas(cpts_context *context, const struct frame *frame,
                                  const struct shapes *units, const char *shown, bool asked)
{
    struct degrees degrees;
    struct point where = {0, 0};
    if (cpts_frame_fits(frame, units))
        return CPTS_OK;
    if (!open_degrees(&degrees, frame))
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s cannot be compared with longitudes and latitudes, so its areas are "
                           "not reliable; give a projected CRS to measure in with --crs EPSG:N"),
                         frame->name);
    const double scale = worst_scale(&degrees, units, &where);
    close_degrees(&degrees);
    if (fabs(scale - 1) <= MOST_DISTORTION)
        return CPTS_OK;
    return refuse_areas(context, frame, shown, asked, scale, where);
}

/* ---- far from the units ---------------------------------------------------------------------- */

static struct box box_of(const struct shapes *shapes)
{
    struct box box = CPTS_EMPTY_BOX;
    for (size_t i = 0; i < shapes->part_count; i++)
        box = cpts_box_join(box, shapes->parts[i].box);
    return box;
}

static double distance_m(struct box a, struct box b)
{
    const double x = fmax(fmax(a.min_x - b.max_x, b.min_x - a.max_x), 0);
    const double y = fmax(fmax(a.min_y - b.max_y, b.min_y - a.max_y), 0);
    return hypot(x, y);
}

static bool is_in(struct box box, struct point at)
{
    return at.x >= box.min_x && at.x <= box.max_x && at.y >= box.min_y && at.y <= box.max_y;
}

/* Whether the same numbers, the other way round, lie among the units. */
static bool lies_there_swapped(const struct frame *frame, struct box units, struct point far)
{
    struct degrees degrees;
    const double margin_m = fmax(units.max_x - units.min_x, units.max_y - units.min_y);
    units = cpts_box_grow(units, margin_m);
    if (is_in(units, (struct point){far.y, far.x}))
        return true; /* northings before eastings */
    if (!open_degrees(&degrees, frame))
        return false;
    struct point at = far;
    bool there = transform(degrees.to_degrees, &at);
    at = (struct point){at.y, at.x};
    there = there && fabs(at.y) <= 90 && transform(degrees.to_frame, &at);
    close_degrees(&degrees);
    return there && is_in(units, at);
}

static struct point middle_of(struct box box)
{
    return (struct point){(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
}

/* One polygon of a layer whose others lie among the units. */
static cpts_status check_parts(cpts_context *context, const struct frame *frame, struct box region,
                               const struct shapes *perimeters, const char *shown)
{
    enum { MOST_ASKED = 16 };
    size_t asked = 0;
    for (size_t i = 0; i < perimeters->part_count && asked < MOST_ASKED; i++) {
        const struct box box = perimeters->parts[i].box;
        const double far_m = distance_m(region, box);
        asked += far_m > FAR_M;
        if (far_m > FAR_M && lies_there_swapped(frame, region, middle_of(box)))
            return cpts_fail(context, CPTS_ERROR_INPUT,
                             _("%s: a polygon lies %.0f km from the units, and among them with its "
                               "axes swapped; write its coordinates in the order of the others (in "
                               "QGIS: Swap X and Y coordinates)"),
                             shown, far_m / 1000);
    }
    return CPTS_OK;
}

cpts_status cpts_fitness_of_place(cpts_context *context, const struct frame *frame,
                                  const struct shapes *units, const struct shapes *perimeters,
                                  const char *shown)
{
    if (!units->part_count || !perimeters->part_count)
        return CPTS_OK;
    const struct box region = box_of(units), drawn = box_of(perimeters);
    const double far_m = distance_m(region, drawn);
    if (far_m <= 0)
        return check_parts(context, frame, region, perimeters, shown);
    if (lies_there_swapped(frame, region, middle_of(drawn)))
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s gives latitudes before longitudes: as it stands it lies %.0f km "
                           "from the units, with its axes swapped it lies among them; write "
                           "longitudes first (in QGIS: Swap X and Y coordinates)"),
                         shown, far_m / 1000);
    cpts_log(context, CPTS_NORMAL,
             far_m > FAR_M
                 ? _("warning: %s lies wholly outside the region, %.0f km from the units: its "
                     "coordinate reference system is most likely not the one it states")
                 : _("warning: %s lies wholly outside the region, %.0f km from the units; check "
                     "its coordinate reference system"),
             shown, far_m / 1000);
    return CPTS_OK;
}
