/*
 * brute_geos [--shortcuts] FILE UNITS PERIMETERS: the overlaps, the white zones and the outside,
 * found by GEOS overlay of everything that touches, as a competent script would do it: trees,
 * prepared perimeters, invalid polygons repaired first. Prints the areas in m².
 *
 * With --shortcuts a unit that lies inside a perimeter, or only touches it, is not intersected with
 * it, which saves most of the overlays of a region whose perimeters are made of whole units.
 */
#include <geos_c.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common.h"

struct areas {
    GEOSGeometry **shapes;
    size_t count;
};

struct search {
    GEOSContextHandle_t geos;
    const struct areas *perimeters;
    size_t perimeter;
    const GEOSPreparedGeometry *prepared;
    bool takes_shortcuts;
    double common_m2;
    size_t overlays;
};

static void print_error(const char *message, void *user)
{
    (void)user;
    fprintf(stderr, "%s\n", message);
}

static GEOSGeometry *require(GEOSGeometry *geometry, const char *what)
{
    if (!geometry)
        bench_fail("GEOS could not %s", what);
    return geometry;
}

static double area_m2(GEOSContextHandle_t geos, const GEOSGeometry *geometry)
{
    double area = 0;
    GEOSArea_r(geos, geometry, &area);
    return area;
}

static GEOSGeometry *convert(GEOSContextHandle_t geos, GEOSWKBReader *reader, OGRGeometryH geometry)
{
    const size_t size = (size_t)OGR_G_WkbSize(geometry);
    unsigned char *wkb = bench_array(size, 1);
    OGR_G_ExportToIsoWkb(geometry, wkbNDR, wkb);
    GEOSGeometry *shape = require(GEOSWKBReader_read_r(geos, reader, wkb, size), "read a polygon");
    free(wkb);
    if (GEOSisValid_r(geos, shape) != 1) {
        GEOSGeometry *valid = require(GEOSMakeValid_r(geos, shape), "repair a polygon");
        GEOSGeom_destroy_r(geos, shape);
        shape = valid;
    }
    return shape;
}

static struct areas load(GEOSContextHandle_t geos, GDALDatasetH dataset, const char *name)
{
    OGRLayerH layer = GDALDatasetGetLayerByName(dataset, name);
    if (!layer)
        bench_fail("there is no layer %s", name);
    GEOSWKBReader *reader = GEOSWKBReader_create_r(geos);
    const size_t most = (size_t)OGR_L_GetFeatureCount(layer, TRUE);
    struct areas areas = {bench_array(most, sizeof(GEOSGeometry *)), 0};
    for (OGRFeatureH feature; (feature = OGR_L_GetNextFeature(layer));) {
        OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
        if (geometry && areas.count < most)
            areas.shapes[areas.count++] = convert(geos, reader, geometry);
        OGR_F_Destroy(feature);
    }
    GEOSWKBReader_destroy_r(geos, reader);
    return areas;
}

static void intersect(struct search *search, const GEOSGeometry *other)
{
    const GEOSGeometry *perimeter = search->perimeters->shapes[search->perimeter];
    GEOSGeometry *common = require(GEOSIntersection_r(search->geos, perimeter, other), "intersect");
    search->common_m2 += area_m2(search->geos, common);
    search->overlays++;
    GEOSGeom_destroy_r(search->geos, common);
}

static void meet_unit(void *item, void *user)
{
    struct search *search = user;
    const GEOSGeometry *unit = *(GEOSGeometry **)item;
    if (GEOSPreparedIntersects_r(search->geos, search->prepared, unit) != 1)
        return;
    if (search->takes_shortcuts) {
        if (GEOSPreparedCovers_r(search->geos, search->prepared, unit) == 1) {
            search->common_m2 += area_m2(search->geos, unit);
            return;
        }
        if (GEOSPreparedTouches_r(search->geos, search->prepared, unit) == 1)
            return;
    }
    intersect(search, unit);
}

/* Each pair is met from both its perimeters, and counted from the first. */
static void meet_perimeter(void *item, void *user)
{
    struct search *search = user;
    GEOSGeometry **other = item;
    if (other > search->perimeters->shapes + search->perimeter &&
        GEOSPreparedIntersects_r(search->geos, search->prepared, *other) == 1)
        intersect(search, *other);
}

/* Has every perimeter meet what its box touches of the others; prints the area in common. */
static void meet_all(struct search *search, const struct areas *others, GEOSQueryCallback meet,
                     const char *what)
{
    GEOSSTRtree *tree = GEOSSTRtree_create_r(search->geos, 10);
    for (size_t i = 0; i < others->count; i++)
        GEOSSTRtree_insert_r(search->geos, tree, others->shapes[i], &others->shapes[i]);
    search->common_m2 = 0;
    search->overlays = 0;
    for (size_t i = 0; i < search->perimeters->count; i++) {
        const GEOSGeometry *perimeter = search->perimeters->shapes[i];
        search->perimeter = i;
        search->prepared = GEOSPrepare_r(search->geos, perimeter);
        GEOSSTRtree_query_r(search->geos, tree, perimeter, meet, search);
        GEOSPreparedGeom_destroy_r(search->geos, search->prepared);
    }
    GEOSSTRtree_destroy_r(search->geos, tree);
    printf("%s_area_m2\t%.3f\t%zu overlays\n", what, search->common_m2, search->overlays);
}

static GEOSGeometry *unite(GEOSContextHandle_t geos, const struct areas *areas)
{
    GEOSGeometry *all = require(GEOSGeom_createCollection_r(geos, GEOS_GEOMETRYCOLLECTION,
                                                            areas->shapes, (unsigned)areas->count),
                                "collect");
    GEOSGeometry *whole = require(GEOSUnaryUnion_r(geos, all), "unite");
    GEOSGeom_destroy_r(geos, all); /* and the shapes with it */
    free(areas->shapes);
    return whole;
}

static void subtract(GEOSContextHandle_t geos, const GEOSGeometry *from, const GEOSGeometry *what,
                     const char *name)
{
    GEOSGeometry *rest = require(GEOSDifference_r(geos, from, what), "subtract");
    printf("%s_area_m2\t%.3f\n", name, area_m2(geos, rest));
    GEOSGeom_destroy_r(geos, rest);
}

int main(int argc, char **argv)
{
    const bool takes_shortcuts = argc == 5 && strcmp(argv[1], "--shortcuts") == 0;
    if (argc != 4 && !takes_shortcuts)
        bench_fail("usage: brute_geos [--shortcuts] FILE UNITS PERIMETERS");
    GDALAllRegister();
    GEOSContextHandle_t geos = GEOS_init_r();
    GEOSContext_setErrorMessageHandler_r(geos, print_error, NULL);
    GDALDatasetH dataset = bench_open(argv[argc - 3]);
    const struct areas units = load(geos, dataset, argv[argc - 2]);
    const struct areas perimeters = load(geos, dataset, argv[argc - 1]);
    GDALClose(dataset);

    struct search search = {
        .geos = geos, .perimeters = &perimeters, .takes_shortcuts = takes_shortcuts};
    meet_all(&search, &units, meet_unit, "claimed");
    meet_all(&search, &perimeters, meet_perimeter, "common");

    GEOSGeometry *region = unite(geos, &units), *claimed = unite(geos, &perimeters);
    subtract(geos, region, claimed, "white");
    subtract(geos, claimed, region, "outside");
    GEOSGeom_destroy_r(geos, region);
    GEOSGeom_destroy_r(geos, claimed);
    GEOS_finish_r(geos);
    return 0;
}
