/*
 * The rows of a grid as declarations, by its plan.
 */
#ifndef CPTS_INPUT_READING_CLAIMS_H
#define CPTS_INPUT_READING_CLAIMS_H

#include "input/reading/plan.h"
#include "input/sources/table.h"

/* How the rows of one source were read. */
struct claims_count {
    size_t rows, claims, nones, totals, notes, spellings, joined;
};

/* `table` holds the rows of the grid after the header, as many columns as the plan; rows may have
 * been left out of it. `shown` must live as long as the region. */
cpts_status cpts_claims_read(struct claims_count *out, struct cpts_region *region,
                             const struct known *known, const struct table *table,
                             const struct plan *plan, const char *shown);

/* A finding for each column by which a layer of polygons takes back what it draws; `table`: its
 * features that claim, `columns`: those that are read. */
cpts_status cpts_claims_report_drawn(struct cpts_region *region, const struct known *known,
                                     const struct table *table, const struct columns *columns,
                                     const char *shown);

/* A finding for units that a sheet lists as in no CPTS, and another declares. */
cpts_status cpts_claims_deny_sheet(struct cpts_region *region, const struct known *known,
                                   const struct table *table, const struct plan *plan,
                                   const char *shown);

/* Gives rows that have the id of a CPTS alone the name that others give it. False when memory is
 * short. */
bool cpts_claims_fill_names(struct table *table, const struct plan *plan);

/* Gives the empty cells of a run the name above them. */
void cpts_claims_fill_down(struct table *table, const struct plan *plan);

#endif
