/*
 * The sheet of a territory: one page a perimeter, to be printed: its map, its figures beside those
 * of its département and of the region, its units, its conflicts. A page stands alone: no script,
 * nothing fetched.
 */
#ifndef CPTS_OUTPUT_SHEET_SHEET_H
#define CPTS_OUTPUT_SHEET_SHEET_H

#include "common/number.h"
#include "common/size_class.h"
#include "output/output.h"

/* One page under way. */
struct sheet {
    struct output_file *file;
    const struct cpts_report *report;
    uint32_t perimeter;
    struct number_style style;
    struct size_classes classes;
};

void cpts_sheet_text(struct sheet *sheet, const char *text); /* escaped */

/* The drawing of the perimeter, its units, its neighbours and its conflicts. */
void cpts_sheet_map(struct sheet *sheet);

/* One page in `folder` for each perimeter, and an index. */
cpts_status cpts_write_sheets(const struct cpts_report *report, const char *folder);

#endif
