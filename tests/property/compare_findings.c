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
    return is_spatial(finding->rule) &&
           (finding->width_m <= 4 * FRAME_TOLERANCE_M ||
            finding->area_m2 <= FRAME_TOLERANCE_M * finding->border_m + 1e-6);
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

/* Lists of units agree where they must: more than a sliver in, nothing but noise out. */
static bool same_units(const struct truth *truth, const struct truth_finding *expected,
                       const struct outcome_finding *found, double sliver_width_m)
{
    for (size_t u = 0; u < truth->scene->unit_count; u++) {
        const double area_m2 = expected->unit_area_m2[u], border_m = expected->unit_border_m[u];
        /* The inradius of a shape is at least its area over its perimeter. */
        const bool surely = border_m > 0 && 2 * area_m2 / border_m > sliver_width_m * 1.01 + 0.02;
        const bool hardly = area_m2 <= FRAME_TOLERANCE_M * border_m + 1e-6;
        if ((surely && !found->sliver && !found->touches[u]) || (hardly && found->touches[u]))
            return false;
    }
    return true;
}

/* The width told is right to a hundredth and a centimetre. */
static bool has_width(const struct truth_finding *expected, double width_m)
{
    const double less = width_m * 0.99 - 0.01, more = width_m * 1.01 + 0.01;
    return (less <= 0 || is_wider_than(expected->shape, less)) &&
           !is_wider_than(expected->shape, more);
}

static void compare_width(struct complaints *complaints, const char *what,
                          const struct truth_finding *expected, const struct outcome_finding *found,
                          double sliver_width_m)
{
    if (!has_width(expected, found->width_m))
        complain(complaints, "%s: its width is not %.6f m", what, found->width_m);
    if (expected->rule == CPTS_RULE_UNIT_GAP)
        return;
    if (found->sliver ? is_wider_than(expected->shape, sliver_width_m * 1.02)
                      : !is_wider_than(expected->shape, sliver_width_m * 0.98))
        complain(complaints, "%s: %s a sliver, of width %.6f m", what,
                 found->sliver ? "called" : "not called", found->width_m);
    const cpts_severity full =
        expected->rule == CPTS_RULE_OUTSIDE ? CPTS_SEVERITY_WARNING : CPTS_SEVERITY_ERROR;
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
        const double moved_m2 = FRAME_TOLERANCE_M * truth->units[u].border_m + 1e-6;
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
    const double leeway_m = fmax(0.01, expected->border_m * 1e-4);
    if (!(fabs(found->border_m - expected->border_m) <= leeway_m))
        complain(complaints, "%s: border %.6f m, expected %.6f", what, found->border_m,
                 expected->border_m);
}

/* The finding of the same rule, claimants, area and, if there is a choice, units. */
static size_t find_match(const struct truth *truth, const struct truth_finding *expected,
                         const struct outcome *outcome, const bool *taken, double sliver_width_m)
{
    size_t match = SIZE_MAX;
    for (size_t i = 0; i < outcome->finding_count; i++) {
        const struct outcome_finding *found = &outcome->findings[i];
        if (taken[i] || found->rule != expected->rule || found->claimants != expected->claimants)
            continue;
        const double leeway_m2 =
            FRAME_TOLERANCE_M * expected->border_m + 1e-9 * expected->area_m2 + 1e-6;
        if (!(fabs(found->area_m2 - expected->area_m2) <= leeway_m2))
            continue;
        if (same_units(truth, expected, found, sliver_width_m) &&
            fabs(found->border_m - expected->border_m) <= 1e-4 * expected->border_m + 0.01)
            return i;
        match = i;
    }
    return match;
}

void compare_findings(struct complaints *complaints, const struct truth *truth,
                      const struct outcome *outcome, double sliver_width_m)
{
    char what[256];
    bool *taken = need(calloc(outcome->finding_count + 1, sizeof *taken));
    /* Significant ones first, so that noise does not take their match. */
    for (int micro = 0; micro < 2; micro++)
        for (size_t i = 0; i < truth->finding_count; i++) {
            const struct truth_finding *expected = &truth->findings[i];
            if (expected->micro != (bool)micro)
                continue;
            const size_t match = find_match(truth, expected, outcome, taken, sliver_width_m);
            describe(what, sizeof what, truth->scene, expected->rule, expected->claimants,
                     expected->area_m2);
            if (match != SIZE_MAX) {
                taken[match] = true;
                if (!micro)
                    compare_one(complaints, truth, expected, &outcome->findings[match],
                                sliver_width_m);
            } else if (!micro)
                complain(complaints, "missing: %s, border %.6f m", what, expected->border_m);
        }
    size_t noise = 0;
    for (size_t i = 0; i < outcome->finding_count; i++) {
        const struct outcome_finding *found = &outcome->findings[i];
        if (taken[i] || !is_spatial(found->rule))
            continue;
        describe(what, sizeof what, truth->scene, found->rule, found->claimants, found->area_m2);
        if (!finding_is_noise(found))
            complain(complaints, "not there: %s, width %.6f m", what, found->width_m);
        else if (truth->scene->drawn_on_base && noise++ == 0)
            complain(complaints, "noise where perimeters follow the base: %s, width %g m", what,
                     found->width_m);
    }
    free(taken);
}
