/*
 * --snap-to-units: drawn perimeters read as whole units. A unit that a perimeter claims for at
 * least the requested share is claimed whole, one that it claims for at most the rest of that share
 * is not claimed at all, and what lies between stays as it is drawn: such a unit is shared. Each
 * claimant of a unit is judged alone. A place claimed outside the region is dropped when it is no
 * larger than what the share leaves of the whole units beside it.
 *
 * No border is moved: the places of a unit get other sets of claimants, and everything after the
 * ledger, areas, findings, lists of units, follows.
 */
#ifndef CPTS_COVERAGE_LEDGER_UNIT_SNAP_H
#define CPTS_COVERAGE_LEDGER_UNIT_SNAP_H

#include "coverage/ledger/ledger.h"
#include "coverage/report.h"

/* Changes the claim sets of the ledger, before the books are opened, and lists in the report what
 * was filled and emptied. */
cpts_status cpts_units_snap(struct ledger *ledger, struct cpts_report *report);

#endif
