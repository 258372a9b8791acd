/*
 * The sheet of a territory: one page for each perimeter, to be printed: its map, its figures beside
 * those of its département and of the region, its units, its conflicts. A page stands alone: no
 * script, nothing fetched.
 */
#ifndef CPTS_OUTPUT_SHEET_SHEET_H
#define CPTS_OUTPUT_SHEET_SHEET_H

#include "coverage/adjacency.h"
#include "output/output.h"
#include "output/page/page.h"

/* One page under way. */
struct sheet {
    struct page page; /* first: sections of a page get it */
    const struct adjacency *adjacency;
    uint32_t perimeter;
    char *const *names; /* of the files, by perimeter: what the index links to */
};

/* The drawing of the perimeter, its units, its neighbours and its conflicts. */
cpts_status cpts_sheet_map(struct sheet *sheet);

/* One page in `folder` for each perimeter, and an index. */
cpts_status cpts_write_sheets(const struct cpts_report *report, const char *folder);

#endif
