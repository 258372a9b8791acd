/*
 * What changed between two declarations or two editions: both put into one database in memory,
 * whether they were checked now or read from a report.json of another day, and compared there.
 */
#ifndef CPTS_HISTORY_COMPARISON_H
#define CPTS_HISTORY_COMPARISON_H

#include "coverage/report.h"
#include "history/store.h"

enum side { BEFORE, AFTER, SIDES };

/* Its tables: sides, units, perimeters, claims, findings, all with their side; then what came of
 * comparing them: renamed (gone, came), moves (unit, perimeter, gained, share), changes (of
 * perimeters) and news (of findings that are not what they were). */
struct cpts_comparison {
    cpts_context *context;
    struct store *store;                      /* its own */
    const struct cpts_report *reports[SIDES]; /* held; NULL: read from a file, without geometry */
    const char *labels[SIDES];                /* in the arena */
    struct arena arena;
    bool differs;
};

/* Fills one side. */
void cpts_comparison_report(struct cpts_comparison *comparison, enum side side);
void cpts_comparison_file(struct cpts_comparison *comparison, enum side side, const char *path);

/* What became of the conflicts, as the table news: of those of `after`, and of those of `before`
 * that are resolved or merged. */
void cpts_comparison_conflicts(struct cpts_comparison *comparison);

#endif
