/*
 * The pieces a perimeter consists of: a drawn one, those of its drawing; one declared by codes, the
 * pieces that its units make.
 */
#ifndef CPTS_COVERAGE_LEDGER_PARTS_H
#define CPTS_COVERAGE_LEDGER_PARTS_H

#include "coverage/ledger/ledger.h"

/* Counts them for all perimeters of the report, whose claims are listed. False when memory is
 * short. */
bool cpts_parts_count(const struct ledger *ledger, struct cpts_report *report);

#endif
