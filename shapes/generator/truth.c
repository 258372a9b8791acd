#include "truth.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "redraw.h"

const double DEMO_SLIVER_WIDTH_M = 5.0;

static const double WIDTH_DOUBT_M = 0.01; /* of the radius: nearer to the limit it proves nothing */
enum { QUADRANT_SEGMENTS = 32 };
static const double DUST_M2 = 1e-3;     /* what overlaying leaves where lines nearly coincide */
static const double WHOLE = 1.0 - 1e-9; /* share of a unit from which it counts as whole */

struct truth {
    const struct declaration *declaration;
    GEOSContextHandle_t geos;
    GEOSGeometry **units, *region;
    GEOSGeometry **claimed; /* by perimeter, repaired; NULL for one that repeats or has none */
    struct json_object *planted;
};

/* A place claimed by the perimeters whose bits are set. */
struct piece {
    uint32_t claimants;
    GEOSGeometry *geometry;
};

struct pieces {
    struct piece *items;
    int count;
};

static double area_of(const struct truth *truth, const GEOSGeometry *geometry)
{
    double area_m2 = 0.0;
    if (!GEOSArea_r(truth->geos, geometry, &area_m2)) {
        demo_fail("GEOS could not measure an area");
    }
    return area_m2;
}

/* Whether anything is left of a geometry once `margin_m` is taken off all along its border. */
static bool survives_erosion(const struct truth *truth, const GEOSGeometry *geometry,
                             double margin_m)
{
    GEOSGeometry *left =
        demo_made(GEOSBuffer_r(truth->geos, geometry, -margin_m, QUADRANT_SEGMENTS), "a buffer");
    const bool survives = !GEOSisEmpty_r(truth->geos, left);
    GEOSGeom_destroy_r(truth->geos, left);
    return survives;
}

/* A width is the diameter of the largest disc inside: what it is, not what libcpts makes of it. */
static bool is_sliver(const struct truth *truth, const GEOSGeometry *geometry)
{
    const double limit_m = 0.5 * DEMO_SLIVER_WIDTH_M;
    const bool narrow = !survives_erosion(truth, geometry, limit_m - WIDTH_DOUBT_M);
    if (!narrow && !survives_erosion(truth, geometry, limit_m + WIDTH_DOUBT_M)) {
        demo_fail("something planted is about %g m wide: too near to the width of a sliver to "
                  "prove anything",
                  DEMO_SLIVER_WIDTH_M);
    }
    return narrow;
}

/* The polygons of a geometry that may hold lines and points as well. Takes `geometry`. */
static GEOSGeometry *surface(const struct truth *truth, GEOSGeometry *geometry)
{
    if (GEOSGeomTypeId_r(truth->geos, geometry) != GEOS_GEOMETRYCOLLECTION) {
        return geometry;
    }
    const int count = GEOSGetNumGeometries_r(truth->geos, geometry);
    GEOSGeometry **kept = demo_alloc((size_t)count, sizeof(GEOSGeometry *));
    unsigned kept_count = 0;
    for (int i = 0; i < count; i++) {
        const GEOSGeometry *item = GEOSGetGeometryN_r(truth->geos, geometry, i);
        const int type = GEOSGeomTypeId_r(truth->geos, item);
        if (type == GEOS_MULTIPOLYGON) {
            demo_fail("a multipolygon inside a collection was not expected of GEOS");
        }
        if (type == GEOS_POLYGON) {
            kept[kept_count++] = demo_made(GEOSGeom_clone_r(truth->geos, item), "a copy");
        }
    }
    GEOSGeometry *out =
        GEOSGeom_createCollection_r(truth->geos, GEOS_MULTIPOLYGON, kept, kept_count);
    GEOSGeom_destroy_r(truth->geos, geometry);
    free(kept);
    return demo_made(out, "a surface");
}

static GEOSGeometry *overlay(const struct truth *truth, const GEOSGeometry *a,
                             const GEOSGeometry *b, bool inside)
{
    GEOSGeometry *out =
        inside ? GEOSIntersection_r(truth->geos, a, b) : GEOSDifference_r(truth->geos, a, b);
    return surface(truth, demo_made(out, inside ? "an intersection" : "a difference"));
}

/* False when the boxes around two geometries are apart: overlaying them would be a waste. */
static bool boxes_meet(const struct truth *truth, const GEOSGeometry *a, const GEOSGeometry *b)
{
    const GEOSGeometry *const both[2] = {a, b};
    double low_x[2], high_x[2], low_y[2], high_y[2];
    for (int i = 0; i < 2; i++) {
        if (GEOSisEmpty_r(truth->geos, both[i])) {
            return false;
        }
        if (!GEOSGeom_getXMin_r(truth->geos, both[i], &low_x[i]) ||
            !GEOSGeom_getXMax_r(truth->geos, both[i], &high_x[i]) ||
            !GEOSGeom_getYMin_r(truth->geos, both[i], &low_y[i]) ||
            !GEOSGeom_getYMax_r(truth->geos, both[i], &high_y[i])) {
            demo_fail("GEOS could not measure a box");
        }
    }
    return low_x[0] <= high_x[1] && low_x[1] <= high_x[0] && low_y[0] <= high_y[1] &&
           low_y[1] <= high_y[0];
}

static GEOSGeometry *united(const struct truth *truth, GEOSGeometry *const *all, int count)
{
    GEOSGeometry **copies = demo_alloc((size_t)count, sizeof(GEOSGeometry *));
    unsigned copied = 0;
    for (int i = 0; i < count; i++) {
        if (all[i] != NULL) {
            copies[copied++] = demo_made(GEOSGeom_clone_r(truth->geos, all[i]), "a copy");
        }
    }
    GEOSGeometry *together =
        demo_made(GEOSGeom_createCollection_r(truth->geos, GEOS_GEOMETRYCOLLECTION, copies, copied),
                  "a collection");
    GEOSGeometry *out = demo_made(GEOSUnaryUnion_r(truth->geos, together), "a union");
    GEOSGeom_destroy_r(truth->geos, together);
    free(copies);
    return out;
}

/* ---- who claims what ------------------------------------------------------------------------ */

/* Splits a place by every perimeter in turn. */
static struct pieces arrange(const struct truth *truth, const GEOSGeometry *place)
{
    struct pieces pieces = {demo_alloc(1, sizeof(struct piece)), 1};
    pieces.items[0].geometry = demo_made(GEOSGeom_clone_r(truth->geos, place), "a copy");
    for (int i = 0; i < truth->declaration->perimeter_count; i++) {
        const GEOSGeometry *perimeter = truth->claimed[i];
        for (int j = 0, before = pieces.count; j < before && perimeter != NULL; j++) {
            if (!boxes_meet(truth, pieces.items[j].geometry, perimeter)) {
                continue;
            }
            GEOSGeometry *inside = overlay(truth, pieces.items[j].geometry, perimeter, true);
            if (area_of(truth, inside) < DUST_M2) {
                GEOSGeom_destroy_r(truth->geos, inside);
                continue;
            }
            GEOSGeometry *rest = overlay(truth, pieces.items[j].geometry, perimeter, false);
            GEOSGeom_destroy_r(truth->geos, pieces.items[j].geometry);
            pieces.items[j].geometry = rest;
            pieces.items = demo_grow(pieces.items, (size_t)pieces.count + 1, sizeof *pieces.items);
            pieces.items[pieces.count++] =
                (struct piece){pieces.items[j].claimants | UINT32_C(1) << i, inside};
        }
    }
    return pieces;
}

static void pieces_free(const struct truth *truth, struct pieces *pieces)
{
    for (int i = 0; i < pieces->count; i++) {
        GEOSGeom_destroy_r(truth->geos, pieces->items[i].geometry);
    }
    free(pieces->items);
}

/* ---- one finding ---------------------------------------------------------------------------- */

static struct json_object *claimants_of(const struct truth *truth, uint32_t claimants)
{
    struct json_object *ids = json_object_new_array();
    for (int i = 0; i < truth->declaration->perimeter_count; i++) {
        if (claimants >> i & 1) {
            json_object_array_add(ids,
                                  json_object_new_string(truth->declaration->perimeters[i].id));
        }
    }
    return ids;
}

static int id_order(const void *left, const void *right)
{
    struct json_object *const *a = left, *const *b = right;
    return strcmp(json_object_get_string(*a), json_object_get_string(*b));
}

static struct json_object *entry_of(const struct truth *truth, const char *rule, uint32_t claimants,
                                    double area_m2, bool sliver)
{
    struct json_object *entry = json_object_new_object();
    struct json_object *ids = claimants_of(truth, claimants);
    json_object_array_sort(ids, id_order);
    json_object_object_add(entry, "rule", json_object_new_string(rule));
    json_object_object_add(entry, "perimeters", ids);
    json_object_object_add(entry, "area_m2", json_object_new_double(area_m2));
    json_object_object_add(entry, "sliver", json_object_new_boolean(sliver));
    return entry;
}

/* Two CPTS that are past their letter of intent may not overlap; with one that is not, it is a
 * warning. */
static const char *severity_of_overlap(const struct truth *truth, uint32_t claimants)
{
    int firm = 0;
    for (int i = 0; i < truth->declaration->perimeter_count; i++) {
        const bool claims = i < 32 && (claimants >> i & 1u) != 0;
        firm += claims && strcmp(truth->declaration->perimeters[i].status, DEMO_INTENT) != 0;
    }
    return firm < 2 ? "warning" : "error";
}

/* Adds the units that a finding touches over more than a sliver, and its inhabitants. */
static void add_units(const struct truth *truth, struct json_object *entry,
                      const GEOSGeometry *geometry)
{
    const struct land *land = truth->declaration->land;
    struct json_object *codes = json_object_new_array();
    double population = 0.0;
    for (int unit = 0; unit < land->unit_count; unit++) {
        if (!boxes_meet(truth, truth->units[unit], geometry)) {
            continue;
        }
        GEOSGeometry *part = overlay(truth, truth->units[unit], geometry, true);
        const double area_m2 = area_of(truth, part);
        if (area_m2 > DUST_M2) {
            population +=
                land->units[unit].population * area_m2 / area_of(truth, truth->units[unit]);
            if (!is_sliver(truth, part)) {
                json_object_array_add(codes, json_object_new_string(land->units[unit].code));
            }
        }
        GEOSGeom_destroy_r(truth->geos, part);
    }
    json_object_array_sort(codes, id_order);
    json_object_object_add(entry, "units", codes);
    json_object_object_add(entry, "population", json_object_new_double(population));
}

/* ---- the findings of one piece --------------------------------------------------------------- */

/* The polygons of a piece, each with the number of the finding it belongs to: polygons are joined
 * when they are islands of one unit that lies whole in the piece. */
struct groups {
    int count, *of;
};

static int polygon_count(const struct truth *truth, const GEOSGeometry *geometry)
{
    return GEOSGetNumGeometries_r(truth->geos, geometry);
}

static const GEOSGeometry *polygon_at(const struct truth *truth, const GEOSGeometry *geometry,
                                      int index)
{
    return GEOSGetGeometryN_r(truth->geos, geometry, index);
}

static void join_islands(const struct truth *truth, const GEOSGeometry *piece,
                         const GEOSGeometry *unit, struct groups *groups)
{
    GEOSGeometry *part = overlay(truth, piece, unit, true);
    const bool whole = area_of(truth, part) >= WHOLE * area_of(truth, unit);
    GEOSGeom_destroy_r(truth->geos, part);
    int first = -1;
    for (int i = 0; i < groups->count && whole; i++) {
        GEOSGeometry *shared = overlay(truth, polygon_at(truth, piece, i), unit, true);
        const bool meets = area_of(truth, shared) > DUST_M2;
        GEOSGeom_destroy_r(truth->geos, shared);
        if (!meets) {
            continue;
        }
        first = first < 0 ? groups->of[i] : first;
        for (int j = 0, from = groups->of[i]; j < groups->count; j++) {
            groups->of[j] = groups->of[j] == from ? first : groups->of[j];
        }
    }
}

static struct groups group_polygons(const struct truth *truth, const GEOSGeometry *piece)
{
    const int count = polygon_count(truth, piece);
    struct groups groups = {count, demo_alloc((size_t)count, sizeof *groups.of)};
    for (int i = 0; i < count; i++) {
        groups.of[i] = i;
    }
    for (int unit = 0; unit < truth->declaration->land->unit_count; unit++) {
        if (polygon_count(truth, truth->units[unit]) > 1 &&
            boxes_meet(truth, truth->units[unit], piece)) {
            join_islands(truth, piece, truth->units[unit], &groups);
        }
    }
    return groups;
}

/* What the slivers of one rule and set of claimants come to. */
struct slivers {
    int count;
    double area_m2;
};

static void add_finding(const struct truth *truth, const char *rule, uint32_t claimants,
                        const GEOSGeometry *geometry, struct slivers *slivers)
{
    const double area_m2 = area_of(truth, geometry);
    if (is_sliver(truth, geometry)) {
        slivers->count++;
        slivers->area_m2 += area_m2;
        return;
    }
    struct json_object *entry = entry_of(truth, rule, claimants, area_m2, false);
    if (strcmp(rule, "overlap") == 0) {
        const char *severity = severity_of_overlap(truth, claimants);
        json_object_object_add(entry, "severity", json_object_new_string(severity));
    }
    add_units(truth, entry, geometry);
    json_object_array_add(truth->planted, entry);
}

/* The polygons of one group as a multipolygon, or NULL when none belongs to it. */
static GEOSGeometry *polygons_in(const struct truth *truth, const GEOSGeometry *piece,
                                 const struct groups *groups, int group)
{
    GEOSGeometry **polygons = demo_alloc((size_t)groups->count, sizeof(GEOSGeometry *));
    unsigned count = 0;
    for (int i = 0; i < groups->count; i++) {
        const GEOSGeometry *polygon = polygon_at(truth, piece, i);
        if (groups->of[i] == group && area_of(truth, polygon) > DUST_M2) {
            polygons[count++] = demo_made(GEOSGeom_clone_r(truth->geos, polygon), "a copy");
        }
    }
    GEOSGeometry *all = NULL;
    if (count > 0) {
        all =
            demo_made(GEOSGeom_createCollection_r(truth->geos, GEOS_MULTIPOLYGON, polygons, count),
                      "a multipolygon");
    }
    free(polygons);
    return all;
}

static void add_findings(const struct truth *truth, const char *rule, const struct piece *piece)
{
    struct groups groups = group_polygons(truth, piece->geometry);
    struct slivers slivers = {0, 0.0};
    for (int group = 0; group < groups.count; group++) {
        GEOSGeometry *geometry = polygons_in(truth, piece->geometry, &groups, group);
        if (geometry != NULL) {
            add_finding(truth, rule, piece->claimants, geometry, &slivers);
            GEOSGeom_destroy_r(truth->geos, geometry);
        }
    }
    if (slivers.count > 0) {
        struct json_object *entry = entry_of(truth, rule, piece->claimants, slivers.area_m2, true);
        json_object_object_add(entry, "count", json_object_new_int(slivers.count));
        json_object_array_add(truth->planted, entry);
    }
    free(groups.of);
}

/* ---- the base and the declaration ------------------------------------------------------------ */

static void add_unit_overlaps(const struct truth *truth)
{
    const struct land *land = truth->declaration->land;
    for (int a = 0; a < land->unit_count; a++) {
        for (int b = a + 1; b < land->unit_count; b++) {
            if (!demo_land_adjacent(land, a, b)) {
                continue;
            }
            GEOSGeometry *shared = overlay(truth, truth->units[a], truth->units[b], true);
            const double area_m2 = area_of(truth, shared);
            if (area_m2 > DUST_M2) {
                struct json_object *entry = entry_of(truth, "unit-overlap", 0, area_m2, false);
                add_units(truth, entry, shared);
                json_object_array_add(truth->planted, entry);
            }
            GEOSGeom_destroy_r(truth->geos, shared);
        }
    }
}

/* The holes of the region: the lake, and what is planted. */
static void add_unit_gaps(const struct truth *truth)
{
    for (int i = 0; i < polygon_count(truth, truth->region); i++) {
        const GEOSGeometry *polygon = polygon_at(truth, truth->region, i);
        for (int j = 0; j < GEOSGetNumInteriorRings_r(truth->geos, polygon); j++) {
            GEOSGeometry *ring = demo_made(
                GEOSGeom_clone_r(truth->geos, GEOSGetInteriorRingN_r(truth->geos, polygon, j)),
                "a copy");
            GEOSGeometry *hole =
                demo_made(GEOSGeom_createPolygon_r(truth->geos, ring, NULL, 0), "a hole");
            json_object_array_add(truth->planted,
                                  entry_of(truth, "unit-gap", 0, area_of(truth, hole), false));
            GEOSGeom_destroy_r(truth->geos, hole);
        }
    }
}

static void add_plants(const struct truth *truth)
{
    for (int i = 0; i < truth->declaration->plant_count; i++) {
        const struct plant *plant = &truth->declaration->plants[i];
        struct json_object *entry = json_object_new_object();
        struct json_object *ids = json_object_new_array(), *codes = json_object_new_array();
        if (plant->perimeter >= 0) {
            const char *id = truth->declaration->perimeters[plant->perimeter].id;
            json_object_array_add(ids, json_object_new_string(id));
        }
        if (plant->unit >= 0) {
            const char *code = truth->declaration->land->units[plant->unit].code;
            json_object_array_add(codes, json_object_new_string(code));
        }
        json_object_object_add(entry, "rule", json_object_new_string(plant->rule));
        json_object_object_add(entry, "perimeters", ids);
        json_object_object_add(entry, "units", codes);
        if (plant->code != NULL) {
            json_object_object_add(entry, "code", json_object_new_string(plant->code));
        }
        json_object_object_add(entry, "sliver", json_object_new_boolean(false));
        json_object_array_add(truth->planted, entry);
    }
}

/* ---- all of it ------------------------------------------------------------------------------- */

/* The geometry itself when it is valid, else its repair, without the lines that repair leaves. */
static GEOSGeometry *valid(const struct truth *truth, const GEOSGeometry *geometry)
{
    return surface(truth, demo_made(GEOSMakeValid_r(truth->geos, geometry), "a repair"));
}

static void prepare(struct truth *truth)
{
    const struct declaration *declaration = truth->declaration;
    const int units = declaration->land->unit_count;
    truth->units = demo_alloc((size_t)units, sizeof(GEOSGeometry *));
    for (int i = 0; i < units; i++) {
        truth->units[i] = valid(truth, declaration->units[i]);
    }
    truth->region = united(truth, truth->units, units);
    truth->claimed = demo_alloc((size_t)declaration->perimeter_count, sizeof(GEOSGeometry *));
    for (int i = 0; i < declaration->perimeter_count; i++) {
        bool repeats = false;
        for (int j = 0; j < i; j++) {
            repeats = repeats ||
                      strcmp(declaration->perimeters[i].id, declaration->perimeters[j].id) == 0;
        }
        if (declaration->perimeters[i].geometry != NULL && !repeats) {
            truth->claimed[i] = valid(truth, declaration->perimeters[i].geometry);
        }
    }
}

static double inside_claims(const struct truth *truth, const struct pieces *pieces, int least,
                            int most)
{
    double sum_m2 = 0.0;
    for (int i = 0; i < pieces->count; i++) {
        int claims = 0;
        for (uint32_t rest = pieces->items[i].claimants; rest != 0; rest &= rest - 1) {
            claims++;
        }
        if (claims >= least && claims <= most) {
            sum_m2 += area_of(truth, pieces->items[i].geometry);
        }
    }
    return sum_m2;
}

static void add_totals(const struct truth *truth, struct json_object *out,
                       const struct pieces *inside, const struct pieces *outside)
{
    const struct declaration *declaration = truth->declaration;
    int perimeters = 0;
    double population = 0.0;
    for (int i = 0; i < declaration->perimeter_count; i++) {
        perimeters += truth->claimed[i] != NULL || declaration->perimeters[i].geometry == NULL;
    }
    for (int i = 0; i < declaration->land->unit_count; i++) {
        population += declaration->land->units[i].population;
    }
    const struct {
        const char *key;
        double value;
    } areas[] = {
        {"area_m2", area_of(truth, truth->region)},
        {"white_area_m2", inside_claims(truth, inside, 0, 0)},
        {"covered_area_m2", inside_claims(truth, inside, 1, CPTS_COUNT)},
        {"overlap_area_m2", inside_claims(truth, inside, 2, CPTS_COUNT)},
        {"outside_area_m2", inside_claims(truth, outside, 1, CPTS_COUNT)},
    };
    json_object_object_add(out, "units", json_object_new_int(declaration->land->unit_count));
    json_object_object_add(out, "perimeters", json_object_new_int(perimeters));
    json_object_object_add(out, "population", json_object_new_double(population));
    for (size_t i = 0; i < sizeof areas / sizeof areas[0]; i++) {
        json_object_object_add(out, areas[i].key, json_object_new_double(areas[i].value));
    }
}

static void truth_free(struct truth *truth)
{
    for (int i = 0; i < truth->declaration->land->unit_count; i++) {
        GEOSGeom_destroy_r(truth->geos, truth->units[i]);
    }
    for (int i = 0; i < truth->declaration->perimeter_count; i++) {
        GEOSGeom_destroy_r(truth->geos, truth->claimed[i]);
    }
    GEOSGeom_destroy_r(truth->geos, truth->region);
    free(truth->units);
    free(truth->claimed);
}

struct json_object *demo_truth(const struct declaration *declaration)
{
    struct truth truth = {
        .declaration = declaration, .geos = declaration->geos, .planted = json_object_new_array()};
    prepare(&truth);
    GEOSGeometry *claimed = united(&truth, truth.claimed, declaration->perimeter_count);
    GEOSGeometry *beyond = overlay(&truth, claimed, truth.region, false);
    struct pieces inside = arrange(&truth, truth.region), outside = arrange(&truth, beyond);
    for (int i = 0; i < inside.count; i++) {
        const uint32_t claimants = inside.items[i].claimants;
        if (claimants == 0) {
            add_findings(&truth, "white-zone", &inside.items[i]);
        } else if ((claimants & (claimants - 1)) != 0) {
            add_findings(&truth, "overlap", &inside.items[i]);
        }
    }
    for (int i = 0; i < outside.count; i++) {
        if (outside.items[i].claimants != 0) {
            add_findings(&truth, "outside", &outside.items[i]);
        }
    }
    add_unit_overlaps(&truth);
    add_unit_gaps(&truth);
    add_plants(&truth);
    struct json_object *out = json_object_new_object();
    add_totals(&truth, out, &inside, &outside);
    json_object_object_add(out, "planted", truth.planted);
    pieces_free(&truth, &inside);
    pieces_free(&truth, &outside);
    GEOSGeom_destroy_r(truth.geos, claimed);
    GEOSGeom_destroy_r(truth.geos, beyond);
    truth_free(&truth);
    return out;
}
