/*
 * The report: all that a check found, as plain data, for the writers to print. Made by
 * coverage, read by output.
 */
#ifndef CPTS_COVERAGE_REPORT_H
#define CPTS_COVERAGE_REPORT_H

#include "coverage/unit_map.h"

/* The polygons of one finding: parts of cpts_report.shapes, [first_part, first_part+part_count). */
struct finding_shape {
    uint32_t first_part, part_count;
};

/* How much of a unit a perimeter claims. */
struct claim {
    uint32_t unit, perimeter;
    double area_m2, share; /* share of the unit's area, exactly 1 when whole */
};

/* A unit that a drawn perimeter claimed in part, and claims whole or not at all once snapped; or a
 * place beyond the region that it no longer claims. */
struct unit_snap {
    uint32_t perimeter, unit; /* CPTS_NONE: beyond the region */
    double share;             /* of the unit, as it is drawn */
    double moved_m2;          /* what the perimeter gains, or loses when negative */
};

struct unit_result {
    double area_m2, white_area_m2, overlap_area_m2;
    size_t first_claim, claim_count; /* in cpts_report.claims, by perimeter id */
    size_t max_claims;               /* the most claims on one place of it */
};

struct perimeter_result {
    double area_m2;           /* inside the region */
    double exclusive_area_m2; /* claimed by it alone */
    double contested_area_m2, outside_area_m2;
    double population, exclusive_population, contested_population; /* NaN: unknown */
    size_t parts;                                                  /* connected pieces */
    size_t first_claim, claim_count; /* in cpts_report.claims_by_perimeter, by unit code */
    /* Units it claims, over more than the noise of drawing, whose inhabitants are not known: those
     * above do not count them. */
    size_t unknown_units;
};

/* Less of a unit than this is the noise of two drawings of one border. */
#define CPTS_LEAST_SHARE 0.01

struct group_result {
    const char *group;
    size_t units;
    double area_m2, white_area_m2, overlap_area_m2;
    double population, white_population, overlap_population; /* NaN: unknown */
    double area_rate, population_rate;
    /* Covered by perimeters of this life-cycle class or a firmer one. */
    double life_area_m2[CPTS_LIFE_COUNT], life_population[CPTS_LIFE_COUNT];
};

/* What a perimeter declares that it did not when the last run was made, and no longer. */
struct declared_change {
    const char *perimeter, *name;            /* of one that is gone, the last it had */
    const char *was;                         /* its id before, when it was renamed; else "" */
    bool is_gone;                            /* it is no longer declared */
    const char *const *gained, *const *lost; /* codes of units */
    size_t gained_count, lost_count;
};

struct trend_point {
    const char *at;
    double area_rate, population_rate;
    size_t errors;
};

/* What the history adds to the findings. Strings live in the report's arena. */
struct past {
    bool is_kept;                    /* a history was asked for; all below is empty otherwise */
    const char *store;               /* its path */
    const char *previous_at;         /* when the last run was made; NULL: this is the first */
    size_t run;                      /* its number, from 1 */
    size_t states[CPTS_STATE_COUNT]; /* findings by state, slivers left out */
    cpts_finding *resolved; /* found by the last run and not by this one; then those merged */
    size_t resolved_count, merged_count;
    struct declared_change *changes; /* by perimeter id */
    size_t change_count;
    struct trend_point *trend; /* the last runs, this one included, in order */
    size_t trend_count;
};

/* An acceptance, and whether it holds. */
enum acceptance_state {
    ACCEPTANCE_HOLDS,
    ACCEPTANCE_EXPIRED,  /* its last day is over */
    ACCEPTANCE_OUTGROWN, /* the finding is larger than was accepted */
    ACCEPTANCE_IDLE      /* there is no such finding */
};
struct accepted {
    cpts_acceptance acceptance;
    enum acceptance_state state;
    size_t finding; /* SIZE_MAX when idle */
};

/* What an indicator comes to over some territory. */
struct indicator_value {
    double value;           /* NaN: not known, or secret */
    double per_1000;        /* of sums and counts: for 1,000 inhabitants of the units known; NaN */
    double known_share;     /* of the inhabitants, or of the area where nobody is counted */
    size_t missing, masked; /* units without a value; those that its source keeps secret */
    bool is_secret;         /* too few to be published */
    bool is_estimate;       /* a unit is cut: its value is shared by area */
};

/* How much of a perimeter falls on a territory of another kind. */
struct fall {
    uint32_t perimeter;
    const char *id, *name; /* of the territory */
    double area_m2, population;
    double area_share, population_share; /* of the perimeter; NaN: unknown */
    double territory_share;              /* of the territory's area in the region */
    bool is_estimate;                    /* both cut the same unit */
};

struct against {
    const char *name, *source;
    struct fall *falls; /* by perimeter, then decreasing area */
    size_t fall_count;
};

/* The profile of each perimeter, group and of the region; all of it in the report's arena. */
struct profile {
    size_t indicator_count; /* those of the region; values are indicator_count in each row */
    struct indicator_value *perimeters, *groups, *region;
    struct against *against;
    size_t against_count;
};

/* What the totals count by kind; read through functions, so that kinds can be added. */
struct counts {
    size_t findings[CPTS_SEVERITY_COUNT];
    size_t by_rule[CPTS_RULE_COUNT], slivers[CPTS_RULE_COUNT]; /* by_rule: without slivers */
    /* Covered by perimeters of this life-cycle class or a firmer one: the last is all of them. */
    double life_area_m2[CPTS_LIFE_COUNT], life_population[CPTS_LIFE_COUNT];
};

struct cpts_report {
    struct cpts_region *region; /* held */
    atomic_uint holders;        /* the caller, and the comparisons made with it */
    double sliver_width_m;
    double snap_to_units; /* the share from which a unit is whole; 0: perimeters are as drawn */
    char *fail_on;
    const char *title; /* that was asked for; "" when none was */
    cpts_verdict verdict;
    struct past past;
    struct accepted *accepted;
    size_t accepted_count, accepted_capacity;
    cpts_totals totals;
    struct counts counts;
    /* Books: area and population claimed exactly k times, k = 0 .. multiplicity_count-1. */
    double *area_by_multiplicity_m2, *population_by_multiplicity;
    size_t multiplicity_count;

    cpts_finding *findings; /* by severity, then decreasing population, then id; slivers last */
    struct finding_shape *finding_shapes; /* part_count 0: no geometry */
    size_t finding_count;
    struct shapes shapes; /* of the findings, analysis CRS; part.feature is the finding */

    struct unit_map map; /* of the units, as they were checked */

    struct unit_result *units;           /* by unit index */
    struct perimeter_result *perimeters; /* by perimeter index */
    struct claim *claims, *claims_by_perimeter;
    size_t claim_count;
    struct unit_snap *snaps; /* by perimeter, then unit; none unless asked for */
    size_t snap_count;
    struct group_result *groups; /* sorted by name */
    size_t group_count;

    struct profile profile; /* empty when nothing was asked */

    struct arena arena;
};

/* Held by whoever reads it later. */
void cpts_report_hold(struct cpts_report *report);

/* "compliant" or "not-compliant", as files say it: what is known from earlier runs is still
 * there. */
const char *cpts_verdict_word(cpts_verdict verdict);

#endif
