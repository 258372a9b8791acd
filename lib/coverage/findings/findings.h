/*
 * Findings: the places in conflict, gathered into one finding for each conflict, drawn, measured,
 * judged and named; then the defects of the base and what was noticed in the declarations.
 */
#ifndef CPTS_COVERAGE_FINDINGS_FINDINGS_H
#define CPTS_COVERAGE_FINDINGS_FINDINGS_H

#include "coverage/ledger/ledger.h"

/* Fills the report's findings, their shapes, and the totals that count them. */
cpts_status cpts_findings_build(struct cpts_report *report, struct ledger *ledger);

/* The unit's share of a finding. */
struct touched {
    uint32_t unit;
    double area_m2;
    bool whole, narrow; /* narrow: no wider than a sliver */
};

/* A finding before it is named: what finding_text.c turns into an id and a sentence. */
struct draft {
    cpts_rule rule;
    cpts_severity severity;
    bool sliver;
    const uint32_t *claimants; /* or, of a white sliver, the perimeters beside it */
    size_t claimant_count;
    const struct touched *touched; /* by unit */
    size_t touched_count, whole_count;
    size_t pieces; /* of a sliver */
    double area_m2, width_m, border_m, population;
    bool estimate;
    uint32_t anchor; /* unit with the largest share, CPTS_NONE */
};

/* FNV-1a over a text and its end, continuing `hash`. */
#define CPTS_HASH_START 0xCBF29CE484222325U
uint64_t cpts_hash_text(uint64_t hash, const char *text);

/* What stands before the name of a CPTS within a sentence, where some languages want an article:
 * "CPTS ", which *name then goes without, or "". */
const char *cpts_perimeter_article(const char **name);

/* Identifier of a draft, before those that collide are numbered. */
uint64_t cpts_draft_hash(const struct cpts_region *region, const struct draft *draft);

/* The sentence for people, in the arena; NULL when memory is short. */
const char *cpts_draft_message(struct arena *arena, const struct cpts_region *region,
                               const struct draft *draft);

#endif
