/*
 * The tables of a check, a row for each unit, perimeter, group: their columns, each with its name,
 * its kind, its title and where its value is found. The CSV tables and those of the GeoPackage are
 * written from here, so that both give the same values under the same names.
 *
 * To add a column: its row in the table of columns.c and, when it is not a field of the row's
 * record, a function that reads it.
 */
#ifndef CPTS_OUTPUT_TABLES_COLUMNS_H
#define CPTS_OUTPUT_TABLES_COLUMNS_H

#include "common/size_class.h"
#include "coverage/report.h"
#include "output/text/words.h"

/* What a column holds; the field of the record it is read from, when it is read from one. */
enum column_kind {
    COLUMN_TEXT,  /* const char *; "": unknown */
    COLUMN_TEXTS, /* a list of texts; never in CSV */
    COLUMN_FLAG,  /* bool */
    COLUMN_COUNT, /* size_t */
    COLUMN_WHOLE, /* double: inhabitants, a class; a map shows it rounded. NaN: unknown, so below */
    COLUMN_NUMBER,  /* double */
    COLUMN_DATE_AT, /* const char *: the first day of what is written, such as 2026 */
    COLUMN_DATE_TO  /* the last day of it */
};

struct cell {
    const char *text;
    double number;
    const char *const *texts;
    size_t count; /* a count, a flag, or how many texts */
};

struct rows;
typedef void cell_fn(struct cell *out, const struct rows *rows);

struct column {
    const char *name; /* a plain SQL word */
    enum column_kind kind;
    const char *title; /* English, marked with N_ */
    cell_fn *read;     /* NULL: the field of the record at `offset` */
    size_t offset;
    bool is_left_out_of_csv;
    bool is_kept; /* of the sources: `offset` is its number in region.kept_names */
};

/* A table that is written row by row. */
struct record_table {
    const char *name;                /* of the file without .csv, of the table */
    const char *title, *description; /* English, marked with N_ */
    const struct column *columns;    /* ended by a NULL name */
    size_t (*count)(const struct cpts_report *report);
    void (*go)(struct rows *rows); /* finds what the row `index` is read from */
};

extern const struct record_table cpts_units_table, cpts_perimeters_table, cpts_groups_table,
    cpts_indicators_table, cpts_falls_table;

/* A walk along the rows of a table. */
struct rows {
    const struct cpts_report *report;
    const struct record_table *table;
    const struct column *columns; /* of the table, and those kept that the output shows */
    size_t index;
    const void *record; /* the struct that the fields of the row are in */
    /* For the readers of columns. */
    struct size_classes classes;
    size_t *claim_counts; /* by unit: see cpts_rows_open */
    struct prose prose;
    char *words; /* of CPTS_CLASS_BYTES */
    const char **texts;
    const struct against *against;
    struct arena arena; /* of the columns kept */
};

/* Opens a table on its first row; cpts_rows_close in all cases. `shows_kept`: the columns that were
 * kept of the sources follow those of the perimeters. */
cpts_status cpts_rows_open(struct rows *rows, const struct record_table *table,
                           const struct cpts_report *report, bool shows_kept);
void cpts_rows_go(struct rows *rows, size_t index);
void cpts_rows_close(struct rows *rows);

/* The value of a column on the row. `out` is good until the next call. */
void cpts_cell_of(struct cell *out, const struct rows *rows, const struct column *column);

#endif
