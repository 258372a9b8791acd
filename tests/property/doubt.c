/*
 * Who checks the oracle? Its own books, and a second way to the same areas: GEOS intersections
 * of every unit with every perimeter, and differences for what is left over.
 */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "oracle.h"

/* On a grid, since GEOS 3.11 in floating precision returns, without an error, the whole of a unit
 * as its difference with a union of perimeters that covers it, when their vertices are a fifth of
 * a millimetre apart (partition, seed 36). */
#define DOUBT_GRID_M 1e-4

static char *doubt(const char *format, ...) __attribute__((format(printf, 1, 2)));
static char *doubt(const char *format, ...)
{
    char *text = NULL;
    va_list arguments;
    va_start(arguments, format);
    const int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    return length < 0 ? need(NULL) : text;
}

/* Overlay on a grid, or on a finer one when GEOS stumbles. */
typedef GEOSGeometry *(*overlay)(const GEOSGeometry *a, const GEOSGeometry *b, double grid_m);

static GEOSGeometry *overlaid(overlay operation, const GEOSGeometry *a, const GEOSGeometry *b)
{
    GEOSGeometry *result = NULL;
    for (double grid_m = DOUBT_GRID_M; !result && grid_m > 1e-7; grid_m /= 4)
        result = operation(a, b, grid_m);
    return need(result);
}

static GEOSGeometry *united_on_grid(const GEOSGeometry *a, const GEOSGeometry *b, double grid_m)
{
    (void)b;
    return GEOSUnaryUnionPrec(a, grid_m);
}

static bool near(double a, double b, double border_m)
{
    return fabs(a - b) <= tolerance_m2(border_m, fmax(fabs(a), fabs(b)));
}

/* All that a perimeter claims, as one geometry; empty for a list of unknown codes. */
static GEOSGeometry *claimed(const struct scene *scene, size_t perimeter)
{
    GEOSGeometry **shapes =
        need(calloc(scene->piece_count + scene->declared_count + 1, sizeof(GEOSGeometry *)));
    unsigned count = 0;
    for (size_t i = 0; i < scene->piece_count; i++)
        if (scene->pieces[i].perimeter == perimeter)
            shapes[count++] = need(GEOSGeom_clone(scene->pieces[i].shape));
    for (size_t i = 0; i < scene->declared_count; i++)
        for (size_t u = 0; scene->declared[i].perimeter == perimeter && u < scene->unit_count; u++)
            if (strcmp(scene->declared[i].code, scene->units[u].code) == 0)
                shapes[count++] = need(GEOSGeom_clone(scene->units[u].shape));
    GEOSGeometry *all = need(GEOSGeom_createCollection(GEOS_GEOMETRYCOLLECTION, shapes, count));
    free(shapes);
    GEOSGeometry *united = overlaid(united_on_grid, all, NULL);
    GEOSGeom_destroy(all);
    return united;
}

static char *doubt_scene(const struct scene *scene)
{
    for (size_t u = 0; u < scene->unit_count; u++)
        if (GEOSisValid(scene->units[u].shape) != 1)
            return doubt("unit %zu is not valid", u);
    for (size_t i = 0; i < scene->piece_count; i++)
        if (GEOSisValid(scene->pieces[i].shape) != 1)
            return doubt("feature %zu is not valid", i);
    return NULL;
}

static char *doubt_books(const struct truth *truth)
{
    double claimed_m2 = 0, by_count_m2 = 0, area_m2 = 0;
    for (size_t p = 0; p < truth->scene->perimeter_count; p++)
        claimed_m2 += truth->perimeters[p].inside_m2;
    for (size_t k = 0; k <= SCENE_MAX_PERIMETERS; k++) {
        by_count_m2 += (double)k * truth->multiplicity_m2[k];
        area_m2 += truth->multiplicity_m2[k];
    }
    if (fabs(claimed_m2 - by_count_m2) > 1e-9 * claimed_m2 + 1e-6)
        return doubt("claims add up to %.9g m2 by perimeter, %.9g by count", claimed_m2,
                     by_count_m2);
    if (fabs(area_m2 - truth->area_m2) > 1e-9 * area_m2)
        return doubt("area %.9g m2 by count, %.9g in all", area_m2, truth->area_m2);
    for (size_t u = 0; u < truth->scene->unit_count; u++) {
        double drawn_m2 = 0;
        GEOSArea(truth->scene->units[u].shape, &drawn_m2);
        if (!near(drawn_m2, truth->units[u].area_m2, truth->units[u].border_m))
            return doubt("unit %zu is %.9g m2, its faces %.9g", u, drawn_m2,
                         truth->units[u].area_m2);
    }
    return NULL;
}

static double area_and_destroy(GEOSGeometry *shape)
{
    double area_m2 = 0;
    if (shape)
        GEOSArea(shape, &area_m2);
    GEOSGeom_destroy(shape);
    return area_m2;
}

static char *doubt_perimeter(const struct truth *truth, size_t p)
{
    const struct scene *scene = truth->scene;
    GEOSGeometry *claim = claimed(scene, p);
    char *text = NULL;
    for (size_t u = 0; u < scene->unit_count && !text; u++) {
        const double expected = truth->claim_m2[u * scene->perimeter_count + p];
        const double found =
            area_and_destroy(overlaid(GEOSIntersectionPrec, scene->units[u].shape, claim));
        if (!near(found, expected, truth->units[u].border_m))
            text = doubt("unit %zu in perimeter %zu: %.9g m2 by intersection, %.9g by faces", u, p,
                         found, expected);
    }
    GEOSGeom_destroy(claim);
    return text;
}

static char *doubt_white(const struct truth *truth)
{
    const struct scene *scene = truth->scene;
    GEOSGeometry **shapes = need(calloc(scene->perimeter_count + 1, sizeof(GEOSGeometry *)));
    for (size_t p = 0; p < scene->perimeter_count; p++)
        shapes[p] = claimed(scene, p);
    GEOSGeometry *all = need(GEOSGeom_createCollection(GEOS_GEOMETRYCOLLECTION, shapes,
                                                       (unsigned)scene->perimeter_count));
    free(shapes);
    GEOSGeometry *united = overlaid(united_on_grid, all, NULL);
    char *text = NULL;
    for (size_t u = 0; u < scene->unit_count && !text; u++) {
        const double white =
            area_and_destroy(overlaid(GEOSDifferencePrec, scene->units[u].shape, united));
        if (!near(white, truth->units[u].white_area_m2, truth->units[u].border_m))
            text = doubt("unit %zu: white %.9g m2 by difference, %.9g by faces", u, white,
                         truth->units[u].white_area_m2);
    }
    GEOSGeom_destroy(united);
    GEOSGeom_destroy(all);
    return text;
}

/* The region with its lakes filled. */
static GEOSGeometry *filled_region(const struct scene *scene)
{
    GEOSGeometry **shapes = need(calloc(scene->unit_count, sizeof(GEOSGeometry *)));
    for (size_t u = 0; u < scene->unit_count; u++)
        shapes[u] = need(GEOSGeom_clone(scene->units[u].shape));
    GEOSGeometry *all = need(
        GEOSGeom_createCollection(GEOS_GEOMETRYCOLLECTION, shapes, (unsigned)scene->unit_count));
    free(shapes);
    GEOSGeometry *united = overlaid(united_on_grid, all, NULL);
    const int count = GEOSGetNumGeometries(united);
    GEOSGeometry **shells = need(calloc((size_t)count, sizeof(GEOSGeometry *)));
    for (int i = 0; i < count; i++)
        shells[i] = need(GEOSGeom_createPolygon(
            GEOSGeom_clone(GEOSGetExteriorRing(GEOSGetGeometryN(united, i))), NULL, 0));
    GEOSGeom_destroy(all);
    all = need(GEOSGeom_createCollection(GEOS_GEOMETRYCOLLECTION, shells, (unsigned)count));
    free(shells);
    GEOSGeometry *filled = overlaid(united_on_grid, all, NULL);
    GEOSGeom_destroy(all);
    GEOSGeom_destroy(united);
    return filled;
}

static char *doubt_outside(const struct truth *truth)
{
    /* The lobes of what crosses itself close lakes with points alone: no polygon has them as holes.
     */
    if (strcmp(truth->scene->family, "tangled") == 0)
        return NULL;
    GEOSGeometry *region = filled_region(truth->scene);
    char *text = NULL;
    for (size_t p = 0; p < truth->scene->perimeter_count && !text; p++) {
        GEOSGeometry *claim = claimed(truth->scene, p);
        double border_m = 0;
        GEOSLength(claim, &border_m);
        const double found = area_and_destroy(overlaid(GEOSDifferencePrec, claim, region));
        if (!near(found, truth->perimeters[p].outside_m2, border_m))
            text = doubt("perimeter %zu: outside %.9g m2 by difference, %.9g by faces", p, found,
                         truth->perimeters[p].outside_m2);
        GEOSGeom_destroy(claim);
    }
    GEOSGeom_destroy(region);
    return text;
}

char *truth_doubt(const struct truth *truth)
{
    char *text = doubt_scene(truth->scene);
    if (!text)
        text = doubt_books(truth);
    for (size_t p = 0; p < truth->scene->perimeter_count && !text; p++)
        text = doubt_perimeter(truth, p);
    if (!text)
        text = doubt_white(truth);
    return text ? text : doubt_outside(truth);
}
