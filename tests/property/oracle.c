#include "oracle.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "tiles.h"

/* A border this many times the width is too long for the largest circle to be sought. */
#define LONG_STRIP 250

/* ---- components ------------------------------------------------------------------------- */

struct sets {
    size_t *parent;
};

static size_t find(struct sets *sets, size_t i)
{
    while (sets->parent[i] != i)
        i = sets->parent[i] = sets->parent[sets->parent[i]];
    return i;
}

static void join(struct sets *sets, size_t a, size_t b)
{
    sets->parent[find(sets, a)] = find(sets, b);
}

static struct sets sets_new(size_t count)
{
    struct sets sets = {need(calloc(count + 1, sizeof *sets.parent))};
    for (size_t i = 0; i <= count; i++)
        sets.parent[i] = i;
    return sets;
}

uint64_t claim_of(size_t perimeter)
{
    return UINT64_C(1) << perimeter;
}

size_t claim_count(uint64_t claims)
{
    return (size_t)__builtin_popcountll(claims);
}

/* ---- what lies outside the region -------------------------------------------------------- */

/* Gaps are the faces of no unit that cannot be reached from afar without crossing one. */
static bool *find_gaps(const struct arrangement *arrangement)
{
    const size_t far = arrangement->face_count;
    struct sets sets = sets_new(far);
    for (size_t i = 0; i < arrangement->edge_count; i++) {
        const struct edge *edge = &arrangement->edges[i];
        const size_t right = edge->right == NOWHERE ? far : edge->right;
        if (arrangement->faces[edge->left].unit == NOWHERE &&
            (right == far || arrangement->faces[right].unit == NOWHERE))
            join(&sets, edge->left, right);
    }
    bool *gap = need(calloc(far + 1, sizeof *gap));
    for (size_t f = 0; f < far; f++)
        gap[f] = arrangement->faces[f].unit == NOWHERE && find(&sets, f) != find(&sets, far);
    free(sets.parent);
    return gap;
}

/* ---- ledger ------------------------------------------------------------------------------ */

static double share_of(const struct truth *truth, size_t unit, double area_m2)
{
    const double population = truth->scene->units[unit].population;
    return isnan(population) ? 0 : population * area_m2 / truth->units[unit].area_m2;
}

static void enter_inside(struct truth *truth, const struct face *face)
{
    const size_t n = truth->scene->perimeter_count, count = claim_count(face->claims);
    struct truth_unit *unit = &truth->units[face->unit];
    const double people = share_of(truth, face->unit, face->area_m2);
    truth->area_m2 += face->area_m2;
    truth->population += people;
    truth->multiplicity_m2[count] += face->area_m2;
    if (count == 0) {
        unit->white_area_m2 += face->area_m2;
        truth->white_m2 += face->area_m2;
        truth->white_population += people;
    } else if (count > 1) {
        unit->overlap_area_m2 += face->area_m2;
        truth->overlap_m2 += face->area_m2;
        truth->overlap_population += people;
    }
    for (size_t p = 0; p < n; p++) {
        if (!(face->claims & claim_of(p)))
            continue;
        truth->claim_m2[face->unit * n + p] += face->area_m2;
        truth->perimeters[p].inside_m2 += face->area_m2;
        truth->perimeters[p].population += people;
        if (count == 1)
            truth->perimeters[p].exclusive_m2 += face->area_m2;
        else {
            truth->perimeters[p].contested_m2 += face->area_m2;
            truth->perimeters[p].contested_population += people;
        }
    }
}

static void enter_all(struct truth *truth, const struct arrangement *arrangement, const bool *gap)
{
    for (size_t f = 0; f < arrangement->face_count; f++) {
        const struct face *face = &arrangement->faces[f];
        double border_m = 0;
        GEOSLength(face->shape, &border_m);
        truth->border_m += border_m;
        if (face->unit != NOWHERE) {
            truth->units[face->unit].area_m2 += face->area_m2;
            truth->units[face->unit].border_m += border_m;
        }
        for (size_t p = 0; p < truth->scene->perimeter_count; p++)
            if (face->claims & claim_of(p)) {
                truth->perimeters[p].border_m += border_m;
                if (face->unit == NOWHERE && !gap[f])
                    truth->perimeters[p].outside_m2 += face->area_m2;
            }
        if (face->unit == NOWHERE && !gap[f] && face->claims)
            truth->outside_m2 += face->area_m2;
    }
    for (size_t f = 0; f < arrangement->face_count; f++)
        if (arrangement->faces[f].unit != NOWHERE)
            enter_inside(truth, &arrangement->faces[f]);
}

/* ---- findings ---------------------------------------------------------------------------- */

/* Which faces belong to a rule, and their claimants. */
typedef bool (*membership)(const struct face *face, bool gap, uint64_t *claimants);

static bool is_conflict(const struct face *face, bool gap, uint64_t *claimants)
{
    (void)gap;
    *claimants = face->claims;
    return face->unit != NOWHERE && claim_count(face->claims) != 1;
}

static bool is_outside(const struct face *face, bool gap, uint64_t *claimants)
{
    *claimants = face->claims;
    return face->unit == NOWHERE && !gap && face->claims;
}

static bool is_gap(const struct face *face, bool gap, uint64_t *claimants)
{
    *claimants = 0;
    return face->unit == NOWHERE && gap;
}

/* Whether some piece of what was left has a point far enough from the border, to the hundredth
 * by which GEOS simplifies before it buffers. Of a shape a little too narrow it leaves something
 * turned inside out: that lies too near. */
static bool has_room(GEOSGeometry *left, const GEOSGeometry *shape, double width_m)
{
    bool room = false;
    for (int i = 0; left && !room && i < GEOSGetNumGeometries(left); i++) {
        const GEOSGeometry *piece = GEOSGetGeometryN(left, i);
        if (GEOSisEmpty(piece) != 0 || GEOSGeomTypeId(piece) != GEOS_POLYGON)
            continue;
        double x, y;
        GEOSGeometry *point = need(GEOSPointOnSurface(piece));
        room = GEOSGeomGetX(point, &x) && GEOSGeomGetY(point, &y) &&
               distance_to_border(shape, x, y) > width_m / 2 * 0.985;
        GEOSGeom_destroy(point);
    }
    GEOSGeom_destroy(left);
    return room;
}

bool is_surely_wider_than(const GEOSGeometry *shape, double width_m)
{
    double area_m2 = 0, border_m = 1;
    GEOSArea(shape, &area_m2);
    GEOSLength(shape, &border_m);
    /* No point is farther from the border than the radius sought, so area <= radius x border. */
    if (2 * area_m2 / border_m > width_m)
        return true;
    if (2 * sqrt(area_m2 / M_PI) <= width_m && GEOSGetNumGeometries(shape) == 1)
        return false;
    return has_room(GEOSBuffer(shape, -width_m / 2, 32), shape, width_m);
}

bool is_wider_than(const GEOSGeometry *shape, double width_m)
{
    if (is_surely_wider_than(shape, width_m))
        return true;
    double length_m = 0, radius_m = 0;
    GEOSLength(shape, &length_m);
    if (length_m > LONG_STRIP * width_m)
        return false;
    GEOSGeometry *radius = GEOSMaximumInscribedCircle(shape, width_m / 400);
    if (radius)
        GEOSLength(radius, &radius_m);
    GEOSGeom_destroy(radius);
    return radius_m > width_m / 2;
}

static void judge_size(struct truth_finding *finding, double grid_m)
{
    GEOSLength(finding->shape, &finding->border_m);
    const double noise_m = fmax(4 * grid_m, 2 * FRAME_TOLERANCE_M);
    finding->micro = finding->area_m2 <= FRAME_TOLERANCE_M * finding->border_m ||
                     !is_surely_wider_than(finding->shape, noise_m);
}

static struct truth_finding *finding_new(struct truth *truth)
{
    truth->findings =
        need(realloc(truth->findings, (truth->finding_count + 1) * sizeof *truth->findings));
    struct truth_finding *finding = &truth->findings[truth->finding_count++];
    *finding = (struct truth_finding){
        .unit_area_m2 = need(calloc(truth->scene->unit_count + 1, sizeof(double))),
        .unit_border_m = need(calloc(truth->scene->unit_count + 1, sizeof(double)))};
    return finding;
}

/* One finding out of all faces of one component. */
static void gather(struct truth *truth, const struct arrangement *arrangement, struct sets *sets,
                   const bool *member, size_t root, uint64_t claimants, cpts_rule rule)
{
    struct truth_finding *finding = finding_new(truth);
    finding->rule = rule;
    finding->claimants = claimants;
    const GEOSGeometry **shapes = need(calloc(arrangement->face_count, sizeof *shapes));
    size_t count = 0;
    for (size_t f = 0; f < arrangement->face_count; f++) {
        if (!member[f] || find(sets, f) != root)
            continue;
        const struct face *face = &arrangement->faces[f];
        shapes[count++] = face->shape;
        finding->area_m2 += face->area_m2;
        if (face->unit != NOWHERE) {
            double border_m = 0;
            GEOSLength(face->shape, &border_m);
            finding->unit_area_m2[face->unit] += face->area_m2;
            finding->unit_border_m[face->unit] += border_m;
            finding->population += share_of(truth, face->unit, face->area_m2);
        }
    }
    finding->shape = tiles_union(shapes, count);
    free(shapes);
    judge_size(finding, arrangement->grid_m);
}

/* A unit claimed whole is one place, even when it is an archipelago. */
static void join_islands(const struct truth *truth, const struct arrangement *arrangement,
                         struct sets *sets)
{
    for (size_t u = 0; u < truth->scene->unit_count; u++) {
        size_t first = NOWHERE;
        bool whole = true;
        for (size_t f = 0; f < arrangement->face_count; f++) {
            const struct face *face = &arrangement->faces[f];
            if (face->unit != u || face->micro)
                continue;
            if (first == NOWHERE)
                first = f;
            whole = whole && face->claims == arrangement->faces[first].claims;
        }
        for (size_t f = 0; whole && first != NOWHERE && f < arrangement->face_count; f++)
            if (arrangement->faces[f].unit == u &&
                arrangement->faces[f].claims == arrangement->faces[first].claims)
                join(sets, first, f);
    }
}

static void find_rule(struct truth *truth, const struct arrangement *arrangement, const bool *gap,
                      membership belongs)
{
    const size_t count = arrangement->face_count;
    bool *member = need(calloc(count + 1, sizeof *member));
    uint64_t *claimants = need(calloc(count + 1, sizeof *claimants));
    struct sets sets = sets_new(count);
    for (size_t f = 0; f < count; f++)
        member[f] = belongs(&arrangement->faces[f], gap[f], &claimants[f]);
    for (size_t i = 0; i < arrangement->edge_count; i++) {
        const struct edge *edge = &arrangement->edges[i];
        if (edge->right != NOWHERE && member[edge->left] && member[edge->right] &&
            claimants[edge->left] == claimants[edge->right])
            join(&sets, edge->left, edge->right);
    }
    if (belongs == is_conflict)
        join_islands(truth, arrangement, &sets);
    for (size_t f = 0; f < count; f++)
        if (member[f] && find(&sets, f) == f) {
            cpts_rule rule = belongs == is_gap       ? CPTS_RULE_UNIT_GAP
                             : belongs == is_outside ? CPTS_RULE_OUTSIDE
                             : claimants[f]          ? CPTS_RULE_OVERLAP
                                                     : CPTS_RULE_WHITE_ZONE;
            gather(truth, arrangement, &sets, member, f, claimants[f], rule);
        }
    free(member);
    free(claimants);
    free(sets.parent);
}

struct truth *truth_make(const struct scene *scene, double grid_m)
{
    const size_t perimeters = scene->perimeter_count;
    struct truth *truth = need(calloc(1, sizeof *truth));
    truth->scene = scene;
    truth->units = need(calloc(scene->unit_count + 1, sizeof *truth->units));
    truth->perimeters = need(calloc(perimeters + 1, sizeof *truth->perimeters));
    truth->claim_m2 = need(calloc(scene->unit_count * perimeters + 1, sizeof(double)));
    struct arrangement *arrangement = arrangement_make(scene, grid_m);
    bool *gap = find_gaps(arrangement);
    enter_all(truth, arrangement, gap);
    find_rule(truth, arrangement, gap, is_conflict);
    find_rule(truth, arrangement, gap, is_outside);
    find_rule(truth, arrangement, gap, is_gap);
    free(gap);
    arrangement_free(arrangement);
    return truth;
}

void truth_free(struct truth *truth)
{
    if (!truth)
        return;
    for (size_t i = 0; i < truth->finding_count; i++) {
        GEOSGeom_destroy(truth->findings[i].shape);
        free(truth->findings[i].unit_area_m2);
        free(truth->findings[i].unit_border_m);
    }
    free(truth->findings);
    free(truth->units);
    free(truth->perimeters);
    free(truth->claim_m2);
    free(truth);
}
