/*
 * Invariants: what each stage of a check may count on in what the stages before it made. Looked at
 * in builds with -DCPTS_INVARIANTS, as those of `make check-sanitize` and `make check-threads` are;
 * elsewhere they cost nothing.
 */
#ifndef CPTS_COVERAGE_INVARIANTS_H
#define CPTS_COVERAGE_INVARIANTS_H

#include "coverage/ledger/ledger.h"

/* Each returns what does not hold, or NULL. */

/* Rings are closed and within their part; a segment and its twin are one border in the two
 * directions; the parts of a unit are its own. */
const char *cpts_base_broken(const struct base *base);

/* Cut parts, their cutters, and the claims of their cells are in order; cells are closed and have
 * the area of their part together. */
const char *cpts_cells_broken(const struct cells *cells, const struct base *base);

/* The perimeters that claim a part whole are in order, each once. */
const char *cpts_claims_broken(const struct claims *claims, const struct base *base);

/* Sets of claimants are in order, and every place has one. */
const char *cpts_ledger_broken(const struct ledger *ledger);

#ifdef CPTS_INVARIANTS
#define cpts_invariant(broken) cpts_stop_if(broken)
/* Stops the process, where a debugger or the test sees it. */
void cpts_stop_if(const char *broken);
#else
#define cpts_invariant(broken) ((void)0)
#endif

#endif
