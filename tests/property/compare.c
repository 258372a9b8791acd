/*
 * The library's figures against the oracle's. A border that is right to the millimetre may move
 * an area by FRAME_TOLERANCE_M for each metre of it; nothing else is forgiven but rounding.
 */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "verdict.h"

void complain(struct complaints *complaints, const char *format, ...)
{
    char *line = NULL, *all = NULL;
    va_list arguments;
    va_start(arguments, format);
    if (vasprintf(&line, format, arguments) < 0)
        give_up("out of memory");
    va_end(arguments);
    if (asprintf(&all, "%s# %s\n", complaints->text ? complaints->text : "", line) < 0)
        give_up("out of memory");
    free(line);
    free(complaints->text);
    complaints->text = all;
    complaints->count++;
}

void complaints_take(struct complaints *to, struct complaints *from)
{
    if (!to->text) {
        *to = *from;
        *from = (struct complaints){0};
        return;
    }
    char *all = NULL;
    if (asprintf(&all, "%s%s", to->text, from->text ? from->text : "") < 0)
        give_up("out of memory");
    free(to->text);
    to->text = all;
    to->count += from->count;
    complaints_clear(from);
}

void complaints_clear(struct complaints *complaints)
{
    free(complaints->text);
    *complaints = (struct complaints){0};
}

static double leeway(double a, double b, double border_m)
{
    return tolerance_m2(border_m, fmax(fabs(a), fabs(b)));
}

static void same_area(struct complaints *complaints, const char *what, const char *key,
                      double found, double expected, double border_m)
{
    if (!(fabs(found - expected) <= leeway(found, expected, border_m)))
        complain(complaints, "%s%s: %.6f m2, expected %.6f (leeway %.6f)", what, key, found,
                 expected, leeway(found, expected, border_m));
}

/* ---- promises of the library itself -------------------------------------------------------- */

static void balanced(struct complaints *complaints, const char *what, double left, double right)
{
    if (!(fabs(left - right) <= 1e-9 * fmax(fabs(left), fabs(right)) + 1e-9))
        complain(complaints, "books: %s: %.12g and %.12g", what, left, right);
}

static void compare_json_books(struct complaints *complaints, const struct scene *scene,
                               const struct outcome *outcome)
{
    double by_perimeter_m2 = 0, by_unit_m2 = 0, area_m2 = 0, white_m2 = 0;
    for (size_t p = 0; p < scene->perimeter_count; p++) {
        const struct outcome_perimeter *perimeter = &outcome->perimeters[p];
        if (!perimeter->reported) {
            complain(complaints, "%s is not in report.json", scene->perimeters[p].id);
            continue;
        }
        by_perimeter_m2 += perimeter->inside_m2;
        balanced(complaints, "exclusive + contested = inside",
                 perimeter->exclusive_m2 + perimeter->contested_m2, perimeter->inside_m2);
    }
    for (size_t u = 0; u < scene->unit_count; u++) {
        const struct outcome_unit *unit = &outcome->units[u];
        if (!unit->reported) {
            complain(complaints, "%s is not in report.json", scene->units[u].code);
            continue;
        }
        area_m2 += unit->area_m2;
        white_m2 += unit->area_m2 * unit->white_share;
        for (size_t p = 0; p < scene->perimeter_count; p++)
            by_unit_m2 += unit->area_m2 * outcome->share[u * scene->perimeter_count + p];
    }
    balanced(complaints, "claims by perimeter = by unit", by_perimeter_m2, by_unit_m2);
    balanced(complaints, "areas of units", area_m2, outcome->totals.area_m2);
    balanced(complaints, "white areas of units", white_m2, outcome->totals.white_area_m2);
}

void compare_books(struct complaints *complaints, const struct scene *scene,
                   const struct outcome *outcome)
{
    const cpts_totals *totals = &outcome->totals;
    size_t severities[CPTS_SEVERITY_COUNT] = {0}, rules[CPTS_RULE_COUNT] = {0};
    size_t slivers[CPTS_RULE_COUNT] = {0};
    for (size_t i = 0; i < outcome->finding_count; i++) {
        const struct outcome_finding *finding = &outcome->findings[i];
        severities[finding->severity]++;
        (finding->sliver ? slivers : rules)[finding->rule]++;
        if (!finding->in_order)
            complain(complaints, "%s: its units or perimeters are not sorted, or named twice",
                     finding->id);
        if (finding->sliver && finding->severity != CPTS_SEVERITY_NOTE)
            complain(complaints, "%s is a sliver but no note", finding->id);
        for (size_t k = 0; k < i; k++)
            if (strcmp(outcome->findings[k].id, finding->id) == 0)
                complain(complaints, "two findings have the id %s", finding->id);
    }
    if (memcmp(severities, outcome->counts.findings, sizeof severities) != 0 ||
        memcmp(rules, outcome->counts.by_rule, sizeof rules) != 0 ||
        memcmp(slivers, outcome->counts.slivers, sizeof slivers) != 0)
        complain(complaints, "the totals do not count the findings there are");
    if (outcome->compliant != (severities[CPTS_SEVERITY_ERROR] == 0))
        complain(complaints, "compliant does not follow from the findings");
    balanced(complaints, "covered + white = area", totals->covered_area_m2 + totals->white_area_m2,
             totals->area_m2);
    if (!isnan(totals->population))
        balanced(complaints, "covered + white = population",
                 totals->covered_population + totals->white_population, totals->population);
    if (outcome->units)
        compare_json_books(complaints, scene, outcome);
}

/* ---- areas --------------------------------------------------------------------------------- */

static void compare_totals(struct complaints *complaints, const struct truth *truth,
                           const struct outcome *outcome)
{
    const cpts_totals *totals = &outcome->totals;
    const double border_m = truth->border_m;
    if (totals->units != truth->scene->unit_count ||
        totals->perimeters != truth->scene->perimeter_count)
        complain(complaints, "%zu units and %zu perimeters, expected %zu and %zu", totals->units,
                 totals->perimeters, truth->scene->unit_count, truth->scene->perimeter_count);
    same_area(complaints, "total", " area", totals->area_m2, truth->area_m2, border_m);
    same_area(complaints, "total", " white", totals->white_area_m2, truth->white_m2, border_m);
    same_area(complaints, "total", " overlap", totals->overlap_area_m2, truth->overlap_m2,
              border_m);
    same_area(complaints, "total", " outside", totals->outside_area_m2, truth->outside_m2,
              border_m);
    /* A millimetre of border moves at most its share of the densest unit. */
    double densest = 0;
    for (size_t u = 0; u < truth->scene->unit_count; u++)
        if (!isnan(truth->scene->units[u].population))
            densest = fmax(densest, truth->scene->units[u].population / truth->units[u].area_m2);
    if (isnan(totals->population))
        return;
    const double people = densest * FRAME_TOLERANCE_M * border_m + 1e-6;
    if (fabs(totals->population - truth->population) > 1e-6 * (1 + truth->population) ||
        fabs(totals->white_population - truth->white_population) > people ||
        fabs(totals->overlap_population - truth->overlap_population) > people)
        complain(complaints, "population %.6f, white %.6f, overlap %.6f; expected %.6f %.6f %.6f",
                 totals->population, totals->white_population, totals->overlap_population,
                 truth->population, truth->white_population, truth->overlap_population);
}

void compare_areas(struct complaints *complaints, const struct truth *truth,
                   const struct outcome *outcome)
{
    const struct scene *scene = truth->scene;
    compare_totals(complaints, truth, outcome);
    for (size_t p = 0; outcome->perimeters && p < scene->perimeter_count; p++) {
        const struct truth_perimeter *expected = &truth->perimeters[p];
        const struct outcome_perimeter *found = &outcome->perimeters[p];
        const char *id = scene->perimeters[p].id;
        const double b = expected->border_m;
        same_area(complaints, id, " inside", found->inside_m2, expected->inside_m2, b);
        same_area(complaints, id, " exclusive", found->exclusive_m2, expected->exclusive_m2, b);
        same_area(complaints, id, " contested", found->contested_m2, expected->contested_m2, b);
        same_area(complaints, id, " outside", found->outside_m2, expected->outside_m2, b);
    }
    for (size_t u = 0; outcome->units && u < scene->unit_count; u++) {
        const struct truth_unit *expected = &truth->units[u];
        const struct outcome_unit *found = &outcome->units[u];
        const double area_m2 = found->area_m2, b = expected->border_m;
        const char *code = scene->units[u].code;
        same_area(complaints, code, " area", area_m2, expected->area_m2, b);
        same_area(complaints, code, " white", found->white_share * area_m2, expected->white_area_m2,
                  b);
        for (size_t p = 0; p < scene->perimeter_count; p++) {
            char key[48];
            snprintf(key, sizeof key, " in %s", scene->perimeters[p].id);
            same_area(complaints, code, key,
                      outcome->share[u * scene->perimeter_count + p] * area_m2,
                      truth->claim_m2[u * scene->perimeter_count + p], b);
        }
    }
}

/* ---- declarations ---------------------------------------------------------------------------- */

static bool is_reported(const struct outcome *outcome, cpts_rule rule, size_t perimeter)
{
    for (size_t i = 0; i < outcome->finding_count; i++)
        if (outcome->findings[i].rule == rule &&
            outcome->findings[i].claimants == claim_of(perimeter))
            return true;
    return false;
}

static bool is_unit(const struct scene *scene, const char *code)
{
    for (size_t u = 0; u < scene->unit_count; u++)
        if (strcmp(scene->units[u].code, code) == 0)
            return true;
    return false;
}

static bool is_reported_of_unit(const struct outcome *outcome, size_t unit)
{
    for (size_t i = 0; i < outcome->finding_count; i++)
        if (outcome->findings[i].rule == CPTS_RULE_INVALID_UNIT &&
            outcome->findings[i].touches[unit])
            return true;
    return false;
}

void compare_declarations(struct complaints *complaints, const struct scene *scene,
                          const struct outcome *outcome)
{
    for (size_t u = 0; u < scene->unit_count; u++)
        if (GEOSisValid(scene->units[u].shape) != 1 && !is_reported_of_unit(outcome, u))
            complain(complaints, "%s is invalid, and it is not reported", scene->units[u].code);
    for (size_t i = 0; i < scene->piece_count; i++)
        if (GEOSisValid(scene->pieces[i].shape) != 1 &&
            !is_reported(outcome, CPTS_RULE_INVALID_PERIMETER, scene->pieces[i].perimeter))
            complain(complaints, "%s is invalid, and it is not reported",
                     scene->perimeters[scene->pieces[i].perimeter].id);
    for (size_t i = 0; i < scene->declared_count; i++) {
        const struct scene_declared *declared = &scene->declared[i];
        const char *id = scene->perimeters[declared->perimeter].id;
        if (!is_unit(scene, declared->code) &&
            !is_reported(outcome, CPTS_RULE_UNKNOWN_CODE, declared->perimeter))
            complain(complaints, "%s declares %s, no unit, and it is not reported", id,
                     declared->code);
        for (size_t k = 0; k < i; k++)
            if (scene->declared[k].perimeter == declared->perimeter &&
                strcmp(scene->declared[k].code, declared->code) == 0 &&
                !is_reported(outcome, CPTS_RULE_DUPLICATE_CODE, declared->perimeter))
                complain(complaints, "%s declares %s twice, and it is not reported", id,
                         declared->code);
    }
}
