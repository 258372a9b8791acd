/*
 * The report as other programs meet it: what it says, how it ends.
 */
#include <math.h>

#include "coverage/report.h"

void cpts_report_free(cpts_report *report)
{
    if (!report || atomic_fetch_sub(&report->holders, 1) != 1)
        return;
    cpts_shapes_free(&report->shapes);
    cpts_unit_map_free(&report->map);
    cpts_array_free(report->area_by_multiplicity_m2);
    cpts_array_free(report->population_by_multiplicity);
    cpts_array_free(report->findings);
    cpts_array_free(report->finding_shapes);
    cpts_array_free(report->units);
    cpts_array_free(report->perimeters);
    cpts_array_free(report->claims);
    cpts_array_free(report->claims_by_perimeter);
    cpts_array_free(report->snaps);
    cpts_array_free(report->groups);
    cpts_array_free(report->accepted);
    cpts_array_free(report->past.resolved);
    cpts_array_free(report->past.changes);
    cpts_array_free(report->past.trend);
    cpts_arena_free(&report->arena);
    report->region->report_count--;
    cpts_region_release(report->region);
    cpts_array_free(report);
}

void cpts_report_hold(struct cpts_report *report)
{
    atomic_fetch_add(&report->holders, 1);
}

const cpts_totals *cpts_report_totals(const cpts_report *report)
{
    return &report->totals;
}

size_t cpts_report_finding_count(const cpts_report *report)
{
    return report->finding_count;
}

const cpts_finding *cpts_report_finding(const cpts_report *report, size_t index)
{
    return index < report->finding_count ? &report->findings[index] : NULL;
}

cpts_verdict cpts_report_verdict(const cpts_report *report)
{
    return report->verdict;
}

size_t cpts_report_severity_count(const cpts_report *report, cpts_severity severity)
{
    return (unsigned)severity < CPTS_SEVERITY_COUNT ? report->counts.findings[severity] : 0;
}

size_t cpts_report_rule_count(const cpts_report *report, cpts_rule rule)
{
    return (unsigned)rule < CPTS_RULE_COUNT ? report->counts.by_rule[rule] : 0;
}

size_t cpts_report_sliver_count(const cpts_report *report, cpts_rule rule)
{
    return (unsigned)rule < CPTS_RULE_COUNT ? report->counts.slivers[rule] : 0;
}

double cpts_report_life_area_m2(const cpts_report *report, cpts_life life)
{
    return (unsigned)life < CPTS_LIFE_COUNT ? report->counts.life_area_m2[life] : NAN;
}

double cpts_report_life_population(const cpts_report *report, cpts_life life)
{
    return (unsigned)life < CPTS_LIFE_COUNT ? report->counts.life_population[life] : NAN;
}

size_t cpts_report_resolved_count(const cpts_report *report)
{
    return report->past.resolved_count;
}

const cpts_finding *cpts_report_resolved(const cpts_report *report, size_t index)
{
    return index < report->past.resolved_count ? &report->past.resolved[index] : NULL;
}
