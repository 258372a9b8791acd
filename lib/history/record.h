/*
 * One run being recorded: what the modules of this folder share. Each reads the report and the
 * store as the last run left it; all of it is one transaction.
 */
#ifndef CPTS_HISTORY_RECORD_H
#define CPTS_HISTORY_RECORD_H

#include "compare/conflicts.h"
#include "coverage/report.h"
#include "history/schema.h"

struct record {
    struct store *store;
    struct cpts_report *report;
    int64_t run, previous_run; /* 0: this is the first */
    char time[32];
    struct bytes wkb; /* scratch */
};

/* Statements that take what is declared: ?1 is the side; of units ?2 code, ?3 name, ?4 population,
 * ?5 area; of perimeters ?2 id, ?3 name, ?4 status, ?5 population, ?6 area; of claims ?2 unit,
 * ?3 perimeter, ?4 share. */
struct declared_inserts {
    const char *units, *perimeters, *claims;
};
void cpts_store_declared(struct store *store, const struct declared_inserts *inserts, int side,
                         const struct cpts_report *report);

/* The row of the run and of what it read. */
void cpts_record_run(struct record *record);

/* Notes in that row what became of the verdict, now that the states are known. */
void cpts_record_verdict(struct record *record);

/* Units, perimeters and claims, and what changed in them since the last run, as the temporary
 * tables `changed` (perimeter, unit, gained) and `renamed` (gone, came). Refuses a region that is
 * not the one of the store. */
void cpts_record_declarations(struct record *record);

/* Finds the findings of this run in the store; `matches`, one a finding, is zeroed. The temporary
 * table `merged` (fid, into_i) holds the conflicts that have become a part of another. */
void cpts_record_match(struct record *record, struct conflict_match *matches);

/* Writes the findings and their states, here and in the report. */
void cpts_record_findings(struct record *record, const struct conflict_match *matches);

/* Perimeters whose declaration changed, in the units of the finding or those it touched before (as
 * JSON), so as to bring it into its state. */
void cpts_record_causes(struct record *record, cpts_finding *finding, const char *units_before);

/* The first column of all the rows, in the report's arena. */
void cpts_record_texts(struct record *record, struct query *query, const char *const **out,
                       size_t *count);

/* Marks what is no longer found, and lists it in the report. */
void cpts_record_resolved(struct record *record);

/* Applies the acceptances that the store keeps, and makes the verdict. */
void cpts_record_acceptances(struct record *record);

/* Fills report->past with what the store holds of declarations and earlier runs. */
void cpts_record_past(struct record *record);

/* The shape of a finding as WKB, or NULL when it has none; until the next call. */
const struct bytes *cpts_record_wkb(struct record *record, size_t finding);

#endif
