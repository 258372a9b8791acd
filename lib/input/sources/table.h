/*
 * A table: rows of texts, whether they come from a CSV file, a spreadsheet or a layer without
 * geometry. Every cell is valid UTF-8, trimmed, never NULL.
 */
#ifndef CPTS_INPUT_SOURCES_TABLE_H
#define CPTS_INPUT_SOURCES_TABLE_H

#include "input/reading/grid.h"
#include "input/sources/schema.h"

struct table_row {
    long line;          /* in its file, from 1; the feature id for a layer */
    const char **cells; /* as many as the table has columns */
    const char *beyond; /* the first text after them, which no column names; NULL: none */
};

struct table {
    struct arena arena;
    const char *encoding, *separator; /* for the log; "" for a layer */
    struct headings headings;
    long header_line; /* 0: the names of the columns are not a row */
    struct table_row *rows;
    size_t count, capacity;
    bool counts_lines; /* rows have line numbers, not feature ids */
};

/* The rows of a grid from `first` on, under these headings. The texts stay the grid's, which must
 * outlive the table. False when memory is short. */
bool cpts_table_from_grid(struct table *out, const struct grid *grid, size_t first,
                          const struct headings *headings, long header_line);

/* The same with the header that a role recognises among the first rows, else the first row. */
bool cpts_table_by_header(struct table *out, const struct grid *grid, enum role role);

/* Reads a whole CSV file; encoding and separator are recognised. The first row in which `role`
 * recognises its columns is the header, else the first that is not empty. */
cpts_status cpts_table_read_csv(struct table *out, cpts_context *context, const char *path,
                                const char *shown, enum role role);

/* The same from a grid, which is taken over. */
cpts_status cpts_table_keep(struct table *out, cpts_context *context, struct grid *grid,
                            enum role role);

/* The table of an option: any file that sources may be. The first of its tables that has the
 * columns of the role. */
cpts_status cpts_table_read(struct table *out, cpts_context *context, const char *spec,
                            const char *option, enum role role);

/* Whether these columns are enough for the role. */
bool cpts_table_is_header(const struct headings *headings, enum role role);

/* Keeps the rows that satisfy an OGR attribute filter. */
cpts_status cpts_table_filter(struct table *table, cpts_context *context, const char *where,
                              const char *option, const char *shown);

void cpts_table_free(struct table *table);

#endif
