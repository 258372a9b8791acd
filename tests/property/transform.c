/*
 * Metamorphic tests: the same territories presented otherwise must give the same findings, with
 * the same ids. Where bytes are promised, bytes are compared.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "free_shapes.h"
#include "redraw.h"
#include "verdict.h"

typedef struct scene *(*presentation)(const struct scene *scene, struct random *random);

static void redrawn(GEOSGeometry **shape, GEOSGeometry *drawn)
{
    GEOSGeom_destroy(*shape);
    *shape = need(drawn);
}

static struct scene *unchanged(const struct scene *scene, struct random *random)
{
    (void)random;
    return scene_copy(scene);
}

static void shuffle(void *array, size_t count, size_t item_size, struct random *random)
{
    char *items = array, swap[256];
    for (size_t i = count; i > 1; i--) {
        const size_t k = random_below(random, i);
        memcpy(swap, items + k * item_size, item_size);
        memmove(items + k * item_size, items + (i - 1) * item_size, item_size);
        memcpy(items + (i - 1) * item_size, swap, item_size);
    }
}

static struct scene *shuffled(const struct scene *scene, struct random *random)
{
    struct scene *copy = scene_copy(scene);
    shuffle(copy->units, copy->unit_count, sizeof *copy->units, random);
    shuffle(copy->pieces, copy->piece_count, sizeof *copy->pieces, random);
    shuffle(copy->declared, copy->declared_count, sizeof *copy->declared, random);
    return copy;
}

static struct scene *turned_rings(const struct scene *scene, struct random *random)
{
    struct scene *copy = scene_copy(scene);
    for (size_t i = 0; i < copy->unit_count; i++)
        redrawn(&copy->units[i].shape, redraw_rotated(copy->units[i].shape, random));
    for (size_t i = 0; i < copy->piece_count; i++)
        redrawn(&copy->pieces[i].shape, redraw_rotated(copy->pieces[i].shape, random));
    return copy;
}

static struct scene *moved(const struct scene *scene, struct random *random)
{
    struct scene *copy = scene_copy(scene);
    const double dx = (double)random_below(random, 20000) - 10000;
    const double dy = (double)random_below(random, 20000) - 10000;
    for (size_t i = 0; i < copy->unit_count; i++)
        redrawn(&copy->units[i].shape, redraw_moved(copy->units[i].shape, dx, dy));
    for (size_t i = 0; i < copy->piece_count; i++)
        redrawn(&copy->pieces[i].shape, redraw_moved(copy->pieces[i].shape, dx, dy));
    return copy;
}

/* New vertices on shared borders, the same for all who share them. */
static struct scene *densified(const struct scene *scene, struct random *random)
{
    struct scene *copy = scene_copy(scene);
    const uint64_t seed = random_next(random);
    for (size_t i = 0; i < copy->unit_count; i++)
        redrawn(&copy->units[i].shape, redraw_denser_alike(copy->units[i].shape, seed, 0.3));
    for (size_t i = 0; i < copy->piece_count; i++)
        redrawn(&copy->pieces[i].shape, redraw_denser_alike(copy->pieces[i].shape, seed, 0.3));
    return copy;
}

static struct scene *densified_perimeters(const struct scene *scene, struct random *random)
{
    struct scene *copy = scene_copy(scene);
    for (size_t i = 0; i < copy->piece_count; i++)
        redrawn(&copy->pieces[i].shape, redraw_denser(copy->pieces[i].shape, random, 0.3));
    return copy;
}

static struct scene *jittered(const struct scene *scene, struct random *random)
{
    struct scene *copy = scene_copy(scene);
    for (size_t i = 0; i < copy->piece_count; i++)
        redrawn(&copy->pieces[i].shape,
                redraw_jittered(copy->pieces[i].shape, random, 0.2 * FRAME_TOLERANCE_M));
    return copy;
}

/* Each feature cut in two along a line, or into its polygons. */
static struct scene *split(const struct scene *scene, struct random *random)
{
    struct scene *copy = scene_copy(scene);
    for (size_t i = 0, count = copy->piece_count; i < count; i++) {
        GEOSGeometry *left, *right;
        if (GEOSisValid(copy->pieces[i].shape) != 1 ||
            !shape_cut(copy->pieces[i].shape, random, &left, &right))
            continue;
        redrawn(&copy->pieces[i].shape, left);
        scene_add_piece(copy, copy->pieces[i].perimeter, right);
    }
    return copy;
}

/* All features of a perimeter united into one. */
static struct scene *merged(const struct scene *scene, struct random *random)
{
    (void)random;
    struct scene *copy = scene_copy(scene);
    for (size_t i = 0; i < copy->piece_count; i++)
        for (size_t k = i + 1; k < copy->piece_count;) {
            if (copy->pieces[k].perimeter != copy->pieces[i].perimeter) {
                k++;
                continue;
            }
            redrawn(&copy->pieces[i].shape,
                    GEOSUnion(copy->pieces[i].shape, copy->pieces[k].shape));
            GEOSGeom_destroy(copy->pieces[k].shape);
            copy->pieces[k] = copy->pieces[--copy->piece_count];
        }
    return copy;
}

/* What a transformation must keep. */
enum kept { KEPT_BYTES, KEPT_FINDINGS, KEPT_BUT_SEVERITY };

static const struct {
    const char *name;
    presentation present;
    enum kept kept;
    int jobs;
    double sliver_factor;
} ways[] = {
    {"jobs", unchanged, KEPT_BYTES, 4, 1},
    {"shuffled", shuffled, KEPT_BYTES, 1, 1},
    {"turned rings", turned_rings, KEPT_FINDINGS, 1, 1},
    {"moved", moved, KEPT_FINDINGS, 1, 1},
    {"densified", densified, KEPT_FINDINGS, 1, 1},
    {"densified perimeters", densified_perimeters, KEPT_FINDINGS, 1, 1},
    {"jittered", jittered, KEPT_FINDINGS, 1, 1},
    {"split", split, KEPT_FINDINGS, 1, 1},
    {"merged", merged, KEPT_FINDINGS, 1, 1},
    {"wider slivers", unchanged, KEPT_BUT_SEVERITY, 1, 10},
};

size_t transformation_count(void)
{
    return sizeof ways / sizeof *ways;
}

const char *transformation_name(size_t way)
{
    return ways[way].name;
}

static const struct outcome_finding *find_id(const struct outcome *outcome, const char *id)
{
    for (size_t i = 0; i < outcome->finding_count; i++)
        if (strcmp(outcome->findings[i].id, id) == 0)
            return &outcome->findings[i];
    return NULL;
}

static void compare_pair(struct complaints *complaints, const char *name,
                         const struct outcome_finding *a, const struct outcome_finding *b)
{
    /* A repair has an area but no border. */
    const double border_m = a->border_m > 0 ? a->border_m : 1000 * sqrt(a->area_m2) + 1000;
    const double leeway_m2 = tolerance_m2(border_m, a->area_m2);
    if (a->rule != b->rule || a->claimants != b->claimants)
        complain(complaints, "%s: %s has another rule or other claimants", name, a->id);
    else if (!(fabs(a->area_m2 - b->area_m2) <= leeway_m2))
        complain(complaints, "%s: %s %s has %.6f m2, then %.6f", name, cpts_rule_name(a->rule),
                 a->id, a->area_m2, b->area_m2);
    else if (a->severity != b->severity && fabs(a->width_m - 5) > 0.05)
        complain(complaints, "%s: the severity of %s changed", name, a->id);
}

/* Slivers are grouped by who is around, and a border that moves by a fifth of a millimetre can
 * touch one more: they are compared by area. */
static bool is_exempt(const struct outcome_finding *finding, enum kept kept)
{
    /* Whether a border follows the units is a matter of degree; a union by GEOS can touch itself.
     */
    const bool by_degree = finding->rule == CPTS_RULE_OTHER_EDITION;
    const bool hair_repaired =
        finding->rule == CPTS_RULE_INVALID_PERIMETER && finding->area_m2 < 1e-3;
    return kept == KEPT_FINDINGS &&
           (finding->sliver || finding_is_noise(finding) || by_degree || hair_repaired);
}

/* What becomes a sliver joins the other slivers of its claimants, so ids go; areas stay. White
 * slivers are grouped by who is beside them, which a white zone is not. */
static bool of_one_kind(const struct outcome_finding *a, const struct outcome_finding *b)
{
    return a->rule == b->rule && (a->rule == CPTS_RULE_WHITE_ZONE || a->claimants == b->claimants);
}

static double kind_area(const struct outcome *outcome, const struct outcome_finding *kind,
                        bool slivers_only, double *border_m)
{
    double area_m2 = 0;
    for (size_t i = 0; i < outcome->finding_count; i++) {
        const struct outcome_finding *finding = &outcome->findings[i];
        if (of_one_kind(finding, kind) && (finding->sliver || !slivers_only)) {
            area_m2 += finding->area_m2;
            *border_m += finding->border_m;
        }
    }
    return area_m2;
}

/* A list and a polygon differ by what is beyond a strip of the sliver width, so this may become
 * less, but not more. */
static bool may_shrink(const struct outcome_finding *kind)
{
    return kind->rule == CPTS_RULE_LIST_POLYGON_MISMATCH;
}

static void compare_kinds(struct complaints *complaints, const char *name, const struct outcome *a,
                          const struct outcome *b, bool slivers_only)
{
    for (size_t i = 0; i < a->finding_count; i++) {
        const struct outcome_finding *kind = &a->findings[i];
        double border_m = 0;
        const double a_m2 = kind_area(a, kind, slivers_only, &border_m);
        const double b_m2 = kind_area(b, kind, slivers_only, &border_m);
        const double lost_m2 = a_m2 - b_m2;
        if ((may_shrink(kind) ? -lost_m2 : fabs(lost_m2)) > tolerance_m2(border_m, 0))
            complain(complaints, "%s: %s%s like %s were %.6f m2, then %.6f", name,
                     slivers_only ? "slivers of " : "", cpts_rule_name(kind->rule), kind->id, a_m2,
                     b_m2);
    }
}

static void compare_all(struct complaints *complaints, const char *name, const struct outcome *a,
                        const struct outcome *b, enum kept kept)
{
    for (size_t i = 0; i < a->finding_count; i++) {
        const struct outcome_finding *finding = &a->findings[i];
        if (is_exempt(finding, kept))
            continue;
        const struct outcome_finding *other = find_id(b, finding->id);
        if (other)
            compare_pair(complaints, name, finding, other);
        else
            complain(complaints, "%s: %s %s of %.6f m2, width %.6f m, is gone", name,
                     cpts_rule_name(finding->rule), finding->id, finding->area_m2,
                     finding->width_m);
    }
    for (size_t i = 0; i < b->finding_count; i++) {
        const struct outcome_finding *finding = &b->findings[i];
        if (!is_exempt(finding, kept) && !find_id(a, finding->id))
            complain(complaints, "%s: %s %s of %.6f m2, width %.6f m, is new", name,
                     cpts_rule_name(finding->rule), finding->id, finding->area_m2,
                     finding->width_m);
    }
}

/* With a greater sliver width nothing goes and nothing gets worse. */
static void compare_widened(struct complaints *complaints, const char *name,
                            const struct outcome *before, const struct outcome *after)
{
    compare_kinds(complaints, name, before, after, false);
    for (size_t i = 0; i < after->finding_count; i++) {
        const struct outcome_finding *finding = &after->findings[i];
        if (finding->sliver)
            continue;
        /* By area, as what becomes a sliver may free the first number of an id. */
        bool was_there = false;
        for (size_t k = 0; k < before->finding_count && !was_there; k++) {
            const struct outcome_finding *old = &before->findings[k];
            was_there = !old->sliver && old->severity == finding->severity &&
                        old->rule == finding->rule && old->claimants == finding->claimants &&
                        (may_shrink(old) ||
                         fabs(old->area_m2 - finding->area_m2) <= 1e-9 * finding->area_m2);
        }
        if (!was_there)
            complain(complaints, "%s: %s became more severe", name, finding->id);
    }
}

void compare_transformed(struct complaints *complaints, const struct scene *scene,
                         const struct outcome *outcome, const struct outcome_options *options,
                         size_t way)
{
    struct random random = random_seeded(scene->seed, 1000 + way);
    struct scene *other = ways[way].present(scene, &random);
    struct outcome_options other_options = *options;
    other_options.jobs = ways[way].jobs;
    other_options.sliver_width_m *= ways[way].sliver_factor;
    other_options.with_json = false;
    other_options.with_geojson = options->with_geojson && ways[way].kept == KEPT_BYTES;
    char *why;
    struct outcome *after = outcome_make(other, &other_options, &why);
    if (!after)
        complain(complaints, "%s: could not check: %s", ways[way].name, why);
    else {
        if (ways[way].kept == KEPT_BUT_SEVERITY)
            compare_widened(complaints, ways[way].name, outcome, after);
        else
            compare_all(complaints, ways[way].name, outcome, after, ways[way].kept);
        if (ways[way].kept == KEPT_FINDINGS)
            compare_kinds(complaints, ways[way].name, outcome, after, true);
        if (after->geojson && (after->geojson_size != outcome->geojson_size ||
                               memcmp(after->geojson, outcome->geojson, after->geojson_size) != 0))
            complain(complaints, "%s: other bytes in the conflict map", ways[way].name);
    }
    free(why);
    outcome_free(after);
    scene_free(other);
}
