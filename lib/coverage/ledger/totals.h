/*
 * The books: every place of the ledger entered once, into the totals, the units, the perimeters and
 * the groups of the report. They balance by construction; what could still be wrong is a label, and
 * that is caught by holding the area each perimeter claims against the area it draws.
 */
#ifndef CPTS_COVERAGE_LEDGER_TOTALS_H
#define CPTS_COVERAGE_LEDGER_TOTALS_H

#include "coverage/ledger/ledger.h"

/* Fills the report's totals, units, perimeters, groups and multiplicities. Fails with
 * CPTS_ERROR_INTERNAL when the books do not balance. */
cpts_status cpts_totals_keep(const struct ledger *ledger, struct cpts_report *report);

#endif
