/* Findings of the library against those of the oracle: each one found, once, and no other. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "verdict.h"

static bool is_spatial(cpts_rule rule)
{
    return rule == CPTS_RULE_OVERLAP || rule == CPTS_RULE_WHITE_ZONE || rule == CPTS_RULE_OUTSIDE ||
           rule == CPTS_RULE_UNIT_GAP || rule == CPTS_RULE_UNIT_OVERLAP;
}

bool finding_is_noise(const struct outcome_finding *finding)
{
    return is_spatial(finding->rule) && (finding->width_m <= 4 * FRAME_TOLERANCE_M ||
                                         finding->area_m2 <= tolerance_m2(finding->border_m, 0));
}

static void describe(char *out, size_t size, const struct scene *scene, cpts_rule rule,
                     uint64_t claimants, double area_m2)
{
    int used = snprintf(out, size, "%s of", cpts_rule_name(rule));
    for (size_t p = 0; p < scene->perimeter_count; p++)
        if (claimants & claim_of(p) && used > 0 && (size_t)used < size)
            used += snprintf(out + used, size - (size_t)used, " %s", scene->perimeters[p].id);
    if (used > 0 && (size_t)used < size)
        snprintf(out + used, size - (size_t)used, "%s, %.6f m2", claimants ? "" : " no one",
                 area_m2);
}

static bool is_wide_in(const struct truth *truth, const struct truth_finding *expected, size_t unit,
                       double width_m)
{
    GEOSGeometry *common = GEOSIntersection(expected->shape, truth->scene->units[unit].shape);
    GEOSGeometry *within = common ? GEOSBuffer(common, 0, 1) : NULL; /* lines and points left out */
    GEOSGeom_destroy(common);
    const bool wide = !within || is_wider_than(within, width_m); /* GEOS failed: no complaint */
    GEOSGeom_destroy(within);
    return wide;
}

/* A unit is named for more than a sliver's width in it, or as a whole; where there is none such,
 * all are. Invalid units are repaired first, so that their drawings say nothing. */
static bool are_wide(const struct truth *truth, const struct truth_finding *expected,
                     const struct outcome_finding *found, double sliver_width_m)
{
    bool strip = false, wide = false;
    for (size_t u = 0; !strip && u < truth->scene->unit_count; u++)
        strip = found->touches[u] &&
                expected->unit_area_m2[u] <
                    truth->units[u].area_m2 - tolerance_m2(truth->units[u].border_m, 0) &&
                GEOSisValid(truth->scene->units[u].shape) == 1 &&
                !is_wide_in(truth, expected, u, sliver_width_m * 0.98 - 0.02);
    for (size_t u = 0; strip && !wide && u < truth->scene->unit_count; u++)
        wide = expected->unit_area_m2[u] > 0 && GEOSisValid(truth->scene->units[u].shape) == 1 &&
               is_wide_in(truth, expected, u, sliver_width_m * 1.02 + 0.02);
    return !(strip && wide);
}

/* Lists of units agree where they must: more than a sliver in, nothing but noise out. */
static bool same_units(const struct truth *truth, const struct truth_finding *expected,
                       const struct outcome_finding *found, double sliver_width_m)
{
    for (size_t u = 0; u < truth->scene->unit_count; u++) {
        const double area_m2 = expected->unit_area_m2[u], border_m = expected->unit_border_m[u];
        /* The inradius of a shape is at least its area over its perimeter. */
        const bool surely = border_m > 0 && 2 * area_m2 / border_m > sliver_width_m * 1.01 + 0.02;
        const bool hardly = area_m2 <= tolerance_m2(border_m, 0);
        if ((surely && !found->sliver && !found->touches[u]) || (hardly && found->touches[u]))
            return false;
    }
    return found->sliver || are_wide(truth, expected, found, sliver_width_m);
}

/* The reported width is right to three hundredths and a centimetre; up to the sliver width, a tenth
 * of it may be missing. */
static bool has_width(const struct truth_finding *expected, double width_m, double sliver_width_m)
{
    const double slack = width_m <= sliver_width_m ? 1.11 : 1.03;
    const double less = width_m * 0.98 - 0.01, more = width_m * slack + 0.01;
    return (less <= 0 || is_wider_than(expected->shape, less)) &&
           !is_surely_wider_than(expected->shape, more);
}

/* By GEOS, for the message. */
static double width_of(const GEOSGeometry *shape, double about_m)
{
    double radius_m = NAN;
    GEOSGeometry *radius = GEOSMaximumInscribedCircle(shape, about_m / 1000);
    if (radius)
        GEOSLength(radius, &radius_m);
    GEOSGeom_destroy(radius);
    return 2 * radius_m;
}

static void compare_width(struct complaints *complaints, const char *what,
                          const struct truth_finding *expected, const struct outcome_finding *found,
                          double sliver_width_m)
{
    if (!has_width(expected, found->width_m, sliver_width_m))
        complain(complaints, "%s: width %.6f m, expected %.6f", what, found->width_m,
                 width_of(expected->shape, found->width_m));
    const cpts_severity full = expected->rule == CPTS_RULE_UNIT_GAP  ? CPTS_SEVERITY_NOTE
                               : expected->rule == CPTS_RULE_OUTSIDE ? CPTS_SEVERITY_WARNING
                                                                     : CPTS_SEVERITY_ERROR;
    if (found->severity != (found->sliver ? CPTS_SEVERITY_NOTE : full))
        complain(complaints, "%s: severity %s", what, cpts_severity_name(found->severity));
}

static void compare_people(struct complaints *complaints, const char *what,
                           const struct truth *truth, const struct truth_finding *expected,
                           const struct outcome_finding *found)
{
    double leeway = 1e-6;
    size_t surely_whole = 0, maybe_whole = 0;
    for (size_t u = 0; u < truth->scene->unit_count; u++) {
        const double all_m2 = truth->units[u].area_m2, area_m2 = expected->unit_area_m2[u];
        const double moved_m2 = tolerance_m2(truth->units[u].border_m, 0);
        const double population = truth->scene->units[u].population;
        if (area_m2 > 0 && !isnan(population))
            leeway += population * moved_m2 / all_m2;
        surely_whole += truth->scene->drawn_on_base && area_m2 >= all_m2 * (1 - 1e-12);
        maybe_whole += area_m2 >= all_m2 - moved_m2;
    }
    if (!isnan(found->population) && fabs(found->population - expected->population) > leeway)
        complain(complaints, "%s: population %.6f, expected %.6f", what, found->population,
                 expected->population);
    if (found->whole_unit_count < surely_whole || found->whole_unit_count > maybe_whole)
        complain(complaints, "%s: %zu whole units, expected %zu to %zu", what,
                 found->whole_unit_count, surely_whole, maybe_whole);
}

/* Cracks and tails thinner than the grid come and go with it, and their border with them: it must
 * lie between what it is without them and with them. */
static void compare_border(struct complaints *complaints, const char *what,
                           const struct truth_finding *expected,
                           const struct outcome_finding *found)
{
    double least_m = expected->border_m, most_m = expected->border_m;
    for (int side = -1; side <= 1; side += 2) {
        double border_m = expected->border_m;
        GEOSGeometry *smooth = GEOSBuffer(expected->shape, side * 2 * FRAME_TOLERANCE_M, 1);
        if (smooth)
            GEOSLength(smooth, &border_m);
        GEOSGeom_destroy(smooth);
        least_m = fmin(least_m, border_m);
        most_m = fmax(most_m, border_m);
    }
    const double leeway_m = fmax(0.1, expected->border_m * 1e-3);
    if (!(found->border_m >= least_m - leeway_m && found->border_m <= most_m + leeway_m))
        complain(complaints, "%s: border %.6f m, expected %.6f to %.6f", what, found->border_m,
                 least_m, most_m);
}

static void compare_one(struct complaints *complaints, const struct truth *truth,
                        const struct truth_finding *expected, const struct outcome_finding *found,
                        double sliver_width_m)
{
    char what[256];
    describe(what, sizeof what, truth->scene, found->rule, found->claimants, found->area_m2);
    compare_width(complaints, what, expected, found, sliver_width_m);
    if (expected->rule == CPTS_RULE_OVERLAP || expected->rule == CPTS_RULE_WHITE_ZONE) {
        if (!same_units(truth, expected, found, sliver_width_m))
            complain(complaints, "%s: not the units it touches", what);
        compare_people(complaints, what, truth, expected, found);
    }
    compare_border(complaints, what, expected, found);
}

/* Both lists of findings, and what has been matched so far. */
struct matching {
    const struct truth *truth;
    const struct outcome *outcome;
    double sliver_width_m;
    bool *truth_taken, *found_taken;
};

/* A sliver is reported together with the others of its rule and claimants; a gap never is. */
static bool is_pooled(const struct outcome_finding *found)
{
    return found->sliver && is_spatial(found->rule) && found->rule != CPTS_RULE_UNIT_GAP &&
           found->rule != CPTS_RULE_UNIT_OVERLAP;
}

/* Units that are listed and hold too little of it, or the reverse, by the plain measure. Between
 * what must be listed and what must not, both are right, and distinguish places of one area. */
static size_t units_amiss(const struct matching *matching, const struct truth_finding *expected,
                          const struct outcome_finding *found)
{
    size_t amiss = 0;
    for (size_t u = 0; u < matching->truth->scene->unit_count; u++)
        amiss += (2 * sqrt(expected->unit_area_m2[u] / M_PI) > matching->sliver_width_m) !=
                 found->touches[u];
    return amiss;
}

/* How far what has the same area is from being the same finding; 8 when it is not. */
static double unlikeness(const struct matching *matching, const struct truth_finding *expected,
                         const struct outcome_finding *found)
{
    const bool units = same_units(matching->truth, expected, found, matching->sliver_width_m);
    const bool border =
        fabs(found->border_m - expected->border_m) <= 1e-4 * expected->border_m + 0.01;
    const bool width = has_width(expected, found->width_m, matching->sliver_width_m);
    const double people = fabs(found->population - expected->population);
    if (!width && !(units && border))
        return 8;
    return (units ? 0 : 4) + (border ? 0 : 2) + (width ? 0 : 1) +
           0.4 * (double)units_amiss(matching, expected, found) /
               (double)matching->truth->scene->unit_count +
           (isnan(people) ? 0 : people / (2 * people + 1));
}

static bool is_candidate(const struct matching *matching, const struct truth_finding *expected,
                         size_t found)
{
    const struct outcome_finding *finding = &matching->outcome->findings[found];
    return !matching->found_taken[found] && !is_pooled(finding) &&
           finding->rule == expected->rule && finding->claimants == expected->claimants;
}

/* The finding of the same rule, claimants and area that is most like it, and less unlike than
 * `least`. */
static size_t find_match(const struct matching *matching, const struct truth_finding *expected,
                         double least)
{
    size_t match = SIZE_MAX;
    for (size_t i = 0; i < matching->outcome->finding_count; i++) {
        const struct outcome_finding *found = &matching->outcome->findings[i];
        if (!is_candidate(matching, expected, i) ||
            !(fabs(found->area_m2 - expected->area_m2) <=
              tolerance_m2(expected->border_m, expected->area_m2)))
            continue;
        const double amiss = unlikeness(matching, expected, found);
        if (amiss < least) {
            least = amiss;
            match = i;
        }
    }
    return match;
}

static void match_less_unlike(struct complaints *complaints, struct matching *matching,
                              double least)
{
    for (size_t i = 0; i < matching->truth->finding_count; i++) {
        const struct truth_finding *expected = &matching->truth->findings[i];
        if (expected->micro || matching->truth_taken[i])
            continue;
        const size_t match = find_match(matching, expected, least);
        if (match == SIZE_MAX)
            continue;
        matching->truth_taken[i] = matching->found_taken[match] = true;
        compare_one(complaints, matching->truth, expected, &matching->outcome->findings[match],
                    matching->sliver_width_m);
        const double width_m = matching->sliver_width_m;
        char what[256];
        describe(what, sizeof what, matching->truth->scene, expected->rule, expected->claimants,
                 expected->area_m2);
        if (expected->rule != CPTS_RULE_UNIT_GAP && !is_wider_than(expected->shape, width_m * 0.98))
            complain(complaints, "%s is not called a sliver, of width %.6f m", what,
                     width_of(expected->shape, width_m / 2));
    }
}

/* Two places that the truth holds apart, at a point or by less than borders move in the frame, may
 * be one finding: it has the area and the border of both. */
static void match_joined(struct matching *matching, size_t first, size_t second)
{
    const struct truth_finding *a = &matching->truth->findings[first];
    const struct truth_finding *b = &matching->truth->findings[second];
    double apart_m = INFINITY;
    if (a->micro || b->micro || a->rule != b->rule || a->claimants != b->claimants ||
        !GEOSDistance(a->shape, b->shape, &apart_m) || apart_m > 4 * FRAME_TOLERANCE_M)
        return;
    const double area_m2 = a->area_m2 + b->area_m2, border_m = a->border_m + b->border_m;
    for (size_t i = 0; i < matching->outcome->finding_count; i++) {
        const struct outcome_finding *found = &matching->outcome->findings[i];
        if (!matching->truth_taken[second] && is_candidate(matching, a, i) &&
            fabs(found->area_m2 - area_m2) <= tolerance_m2(border_m, area_m2) &&
            fabs(found->border_m - border_m) <= fmax(0.1, border_m * 1e-3))
            matching->truth_taken[first] = matching->truth_taken[second] =
                matching->found_taken[i] = true;
    }
}

static void complain_missing(struct complaints *complaints, const struct matching *matching)
{
    for (size_t i = 0; i < matching->truth->finding_count; i++) {
        const struct truth_finding *expected = &matching->truth->findings[i];
        if (expected->micro || matching->truth_taken[i] ||
            !(expected->rule == CPTS_RULE_UNIT_GAP ||
              is_surely_wider_than(expected->shape, matching->sliver_width_m * 1.02)))
            continue;
        char what[256];
        describe(what, sizeof what, matching->truth->scene, expected->rule, expected->claimants,
                 expected->area_m2);
        complain(complaints, "missing: %s, border %.6f m", what, expected->border_m);
    }
}

/* Those alike in all first: where many have one area, none takes another's. */
static void match_one_by_one(struct complaints *complaints, struct matching *matching)
{
    const size_t count = matching->truth->finding_count;
    match_less_unlike(complaints, matching, 1e-3);
    match_less_unlike(complaints, matching, 1);
    match_less_unlike(complaints, matching, 8);
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++)
            if (!matching->truth_taken[i] && !matching->truth_taken[j])
                match_joined(matching, i, j);
    complain_missing(complaints, matching);
}

/* White slivers are grouped by who is beside them, which is not a claim: they are pooled
 * together. */
static bool same_pool(cpts_rule rule, uint64_t claimants, cpts_rule other_rule,
                      uint64_t other_claimants)
{
    return rule == other_rule && (rule == CPTS_RULE_WHITE_ZONE || claimants == other_claimants);
}

struct pool {
    double expected_m2, found_m2, border_m, expected_people, found_people;
    size_t findings;
    bool too_wide;
};

static void fill_pool(struct pool *pool, struct matching *matching, cpts_rule rule,
                      uint64_t claimants)
{
    const struct truth *truth = matching->truth;
    for (size_t i = 0; i < truth->finding_count; i++) {
        const struct truth_finding *expected = &truth->findings[i];
        if (matching->truth_taken[i] ||
            !same_pool(rule, claimants, expected->rule, expected->claimants))
            continue;
        matching->truth_taken[i] = true;
        pool->expected_m2 += expected->area_m2;
        pool->expected_people += expected->population;
        pool->border_m += expected->border_m;
    }
    for (size_t i = 0; i < matching->outcome->finding_count; i++) {
        const struct outcome_finding *found = &matching->outcome->findings[i];
        if (matching->found_taken[i] || !is_pooled(found) ||
            !same_pool(rule, claimants, found->rule, found->claimants))
            continue;
        matching->found_taken[i] = true;
        pool->found_m2 += found->area_m2;
        pool->found_people += found->population;
        pool->border_m += found->border_m;
        pool->too_wide = pool->too_wide || found->width_m > matching->sliver_width_m;
        pool->findings++;
    }
}

static void compare_pool(struct complaints *complaints, struct matching *matching, cpts_rule rule,
                         uint64_t claimants)
{
    char what[256];
    struct pool pool = {0};
    fill_pool(&pool, matching, rule, claimants);
    describe(what, sizeof what, matching->truth->scene, rule, claimants, pool.found_m2);
    if (fabs(pool.found_m2 - pool.expected_m2) > tolerance_m2(pool.border_m, 0))
        complain(complaints, "slivers: %s, expected %.6f m2", what, pool.expected_m2);
    if (pool.findings > 1 && rule != CPTS_RULE_WHITE_ZONE)
        complain(complaints, "slivers: %zu findings for %s", pool.findings, what);
    if (pool.too_wide)
        complain(complaints, "slivers: %s: wider than a sliver", what);
    if (pool.findings && pool.expected_m2 <= 0 && matching->truth->scene->drawn_on_base)
        complain(complaints, "slivers: %s, where perimeters follow the base", what);
}

static void compare_slivers(struct complaints *complaints, struct matching *matching)
{
    const struct truth *truth = matching->truth;
    for (size_t i = 0; i < truth->finding_count; i++)
        if (!matching->truth_taken[i] && truth->findings[i].rule != CPTS_RULE_UNIT_GAP)
            compare_pool(complaints, matching, truth->findings[i].rule,
                         truth->findings[i].claimants);
    for (size_t i = 0; i < matching->outcome->finding_count; i++) {
        const struct outcome_finding *found = &matching->outcome->findings[i];
        if (!matching->found_taken[i] && is_pooled(found))
            compare_pool(complaints, matching, found->rule, found->claimants);
    }
}

void compare_findings(struct complaints *complaints, const struct truth *truth,
                      const struct outcome *outcome, double sliver_width_m)
{
    struct matching matching = {truth, outcome, sliver_width_m,
                                need(calloc(truth->finding_count + 1, sizeof(bool))),
                                need(calloc(outcome->finding_count + 1, sizeof(bool)))};
    match_one_by_one(complaints, &matching);
    compare_slivers(complaints, &matching);
    for (size_t i = 0; i < outcome->finding_count; i++) {
        const struct outcome_finding *found = &outcome->findings[i];
        char what[256];
        describe(what, sizeof what, truth->scene, found->rule, found->claimants, found->area_m2);
        if (!matching.found_taken[i] && is_spatial(found->rule))
            complain(complaints, "not there: %s, width %.6f m", what, found->width_m);
    }
    free(matching.truth_taken);
    free(matching.found_taken);
}
