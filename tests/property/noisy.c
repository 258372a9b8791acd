/*
 * Perimeters that follow unit borders, each drawn by itself: off by about as much as what makes two
 * points one. Neither an oracle nor luck is needed to know what is right: what the same perimeters
 * give when they are drawn alike.
 */
#include <math.h>

#include "families.h"
#include "redraw.h"
#include "verdict.h"

/* ---- drawing ------------------------------------------------------------------------------- */

/* The scene as it is now is what is meant. */
static void add_noise(struct maker *maker,
                      GEOSGeometry *(*draw)(struct maker *maker, const GEOSGeometry *shape))
{
    struct scene *scene = maker->scene;
    maker->sparser = false, maker->denser = 0, maker->jitter_m = 0;
    family_add_partition(maker, random_chance(maker->random, 0.5) ? 0.1 : 0,
                         random_chance(maker->random, 0.5) ? 0.1 : 0);
    if (!scene->perimeter_count)
        return;
    scene->meant = scene_copy(scene);
    for (size_t i = 0; i < scene->piece_count; i++) {
        GEOSGeometry *noisy = draw(maker, scene->pieces[i].shape);
        GEOSGeom_destroy(scene->pieces[i].shape);
        scene->pieces[i].shape = noisy;
    }
}

static GEOSGeometry *jitter(struct maker *maker, const GEOSGeometry *shape)
{
    return redraw_jittered(shape, maker->random, maker->scene->noise_m / M_SQRT2);
}

/* From a hundredth of a millimetre to a centimetre, mostly where points begin to be distinct. */
void family_separately(struct maker *maker)
{
    maker->scene->noise_m = random_chance(maker->random, 0.5)
                                ? pow(10, random_between(maker->random, -5, -2))
                                : random_between(maker->random, 5e-4, 4e-3);
    add_noise(maker, jitter);
}

static GEOSGeometry *round_somehow(struct maker *maker, const GEOSGeometry *shape)
{
    const double degree_m[2] = {76600, 111150};
    const size_t way = random_below(maker->random, 8);
    if (way == 0)
        return redraw_narrowed(shape);
    if (way == 1)
        return redraw_rounded(shape, 1e-2, 1e-2, false);
    if (way <= 3)
        return redraw_rounded(shape, 1e-3, 1e-3, way == 2);
    const double unit = pow(10, -6 - (double)random_below(maker->random, 4));
    return redraw_rounded(shape, unit * degree_m[0], unit * degree_m[1], way == 4);
}

/* To centimetres, to millimetres, to six to nine decimals of a degree, to 32 bits. */
void family_rounded(struct maker *maker)
{
    maker->scene->noise_m = 0.75;
    add_noise(maker, round_somehow);
}

/* ---- comparing ----------------------------------------------------------------------------- */

static bool is_place(cpts_rule rule)
{
    return rule == CPTS_RULE_OVERLAP || rule == CPTS_RULE_WHITE_ZONE || rule == CPTS_RULE_OUTSIDE;
}

static double area_of_kind(const struct outcome *outcome, const struct outcome_finding *kind)
{
    double area_m2 = 0;
    for (size_t i = 0; i < outcome->finding_count; i++) {
        const struct outcome_finding *finding = &outcome->findings[i];
        if (finding->rule == kind->rule && finding->claimants == kind->claimants)
            area_m2 += finding->area_m2;
    }
    return area_m2;
}

/* Every conflict of `one`, wide enough not to depend on the noise, is one of `other`. */
static void compare_kinds(struct complaints *complaints, const char *what,
                          const struct outcome *one, const struct outcome *other, double width_m,
                          double leeway_m2)
{
    for (size_t i = 0; i < one->finding_count; i++) {
        const struct outcome_finding *finding = &one->findings[i];
        if (!is_place(finding->rule) || finding->width_m < width_m)
            continue;
        const double mine_m2 = area_of_kind(one, finding), their_m2 = area_of_kind(other, finding);
        if (fabs(mine_m2 - their_m2) > leeway_m2)
            complain(complaints, "%s of %#llx %s: %.3f m2 in all, otherwise %.3f (leeway %.3f)",
                     cpts_rule_name(finding->rule), (unsigned long long)finding->claimants, what,
                     mine_m2, their_m2, leeway_m2);
    }
}

void compare_with_meant(struct complaints *complaints, const struct scene *scene,
                        const struct outcome *outcome, const struct outcome *meant,
                        double sliver_width_m)
{
    const double off_m = 1.5 * scene->noise_m + 2 * FRAME_TOLERANCE_M;
    double border_m = 0;
    for (size_t i = 0; i < scene->piece_count; i++) {
        double length_m = 0;
        GEOSLength(scene->meant->pieces[i].shape, &length_m);
        border_m += length_m;
    }
    const double leeway_m2 = off_m * border_m + 1e-6;
    const double width_m = 1.1 * sliver_width_m + 2 * off_m;
    compare_kinds(complaints, "as drawn", outcome, meant, width_m, leeway_m2);
    compare_kinds(complaints, "as meant", meant, outcome, width_m, leeway_m2);
    if (fabs(outcome->totals.covered_area_m2 - meant->totals.covered_area_m2) > leeway_m2)
        complain(complaints, "%.3f m2 are covered, otherwise %.3f", outcome->totals.covered_area_m2,
                 meant->totals.covered_area_m2);
    for (size_t p = 0; p < scene->perimeter_count; p++) {
        const struct outcome_perimeter *mine = &outcome->perimeters[p],
                                       *other = &meant->perimeters[p];
        if (fabs(mine->inside_m2 - other->inside_m2) > leeway_m2 ||
            fabs(mine->outside_m2 - other->outside_m2) > leeway_m2)
            complain(complaints, "%s claims %.3f m2 and %.3f outside, otherwise %.3f and %.3f",
                     scene->perimeters[p].id, mine->inside_m2, mine->outside_m2, other->inside_m2,
                     other->outside_m2);
    }
}
