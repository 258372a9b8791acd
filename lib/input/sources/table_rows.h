/*
 * Filling a table row by row, finding its header on the way.
 */
#ifndef CPTS_INPUT_SOURCES_TABLE_ROWS_H
#define CPTS_INPUT_SOURCES_TABLE_ROWS_H

#include "input/sources/table.h"

struct table_filler {
    struct table *table;
    enum role role;
    bool find_header; /* else the headings are known already */
    /* Rows seen before the header: titles, or rows of a table whose columns are not recognised. */
    struct early_row {
        long line;
        int count;
        const char **cells;
    } early[16];
    int early_count;
};

/* False when memory is short. Rows without any text are left out. */
bool cpts_table_add_row(struct table_filler *filler, long line, const char *const *cells,
                        int count);

/* An error when the table is too large, or the caller asked to stop. To be called after each row.
 */
cpts_status cpts_table_check_size(const struct table *table, cpts_context *context,
                                  const char *shown);

/* After the last row: settles for the first row as a header when none was recognised. */
bool cpts_table_end_rows(struct table_filler *filler);

#endif
