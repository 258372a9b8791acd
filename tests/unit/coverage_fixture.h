/*
 * For the tests of the coverage: a region from tables of WKT, checked whole or stage by stage.
 */
#ifndef CPTS_TEST_COVERAGE_FIXTURE_H
#define CPTS_TEST_COVERAGE_FIXTURE_H

#include "coverage/ledger/claims.h"
#include "coverage/ledger/ledger.h"
#include "coverage/report.h"

#define ROWS 80

struct unit_row {
    const char *code, *wkt;
    double population; /* 0: unknown */
};

/* Drawn (wkt), or declared (code), or both in two rows. */
struct perimeter_row {
    const char *id, *wkt, *code;
};

struct drawing {
    const char *what;
    struct unit_row units[ROWS];
    struct perimeter_row perimeters[ROWS]; /* both end at a row without a name */
};

struct checked {
    cpts_context *context;
    cpts_region *region;
    cpts_report *report; /* NULL until checked, or when that failed */
    cpts_status status;
};

/* Only the region. */
void region_of(struct checked *out, const struct drawing *drawing);
/* Checks the region, in place of an earlier report. NULL options: the defaults. */
void check_again(struct checked *checked, const cpts_check_options *options);
/* Both, and it must succeed. */
void check_drawing(struct checked *out, const struct drawing *drawing);
void checked_free(struct checked *checked);

void add_unit_wkt(cpts_region *region, const char *code, const char *wkt, double population);
void add_perimeter_wkt(cpts_region *region, const char *id, const char *wkt);

/* The only finding of a rule that is a sliver or not; fails when there is not just one. */
const cpts_finding *only_finding(const struct checked *checked, cpts_rule rule, bool sliver);
size_t count_findings(const struct checked *checked, cpts_rule rule);

/* Every finding is drawn validly, has an id of its own and its sorted place, and the books
 * balance. */
void expect_sound(const struct checked *checked);

/* What an index stands for. */
const struct perimeter_result *result_of(const struct checked *checked, const char *id);
const struct unit_result *unit_result_of(const struct checked *checked, const char *code);
double claim_share(const struct checked *checked, const char *code, const char *id);

/* The stages up to the chords, the cells or the claims. */
struct stages {
    struct checked in;
    struct base base;
    struct residual residual;
    struct cells cells;
    struct claims claims;
};
void run_base(struct stages *stages, const struct drawing *drawing);
void run_residual(struct stages *stages, const struct drawing *drawing);
void run_claims(struct stages *stages, const struct drawing *drawing);
void stages_free(struct stages *stages);

/* The only part of a unit. */
uint32_t part_of_unit(const struct stages *stages, const char *code);
uint32_t perimeter_index(const struct cpts_region *region, const char *id);

#endif
