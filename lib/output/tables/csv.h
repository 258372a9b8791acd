/*
 * A table of CSV, cell by cell, in the dialect that was asked for.
 */
#ifndef CPTS_OUTPUT_TABLES_CSV_H
#define CPTS_OUTPUT_TABLES_CSV_H

#include "output/file.h"

struct dialect;
struct csv {
    struct output_file *file;
    const struct dialect *dialect;
    bool has_sibling;
};

/* Makes the folder of tables; refuses standard output, on which there is room for one. */
cpts_status cpts_csv_folder(cpts_context *context, const char *folder);

/* Opens NAME.csv in a folder; *path, which the file shows in its messages, is to be freed with
 * cpts_array_free once the file is. */
cpts_status cpts_csv_open(struct output_file *file, char **path, cpts_context *context,
                          const char *folder, const char *name);

/* Ends the tables that were opened, and frees their paths. All are whole before the first gets its
 * name: a full disk, or a `status` other than success, changes none of them. */
cpts_status cpts_csv_close(struct output_file *files, char **paths, int count, cpts_status status);

/* Begins a table in the dialect of the file's context. */
struct csv cpts_csv_begin(struct output_file *file);

void cpts_csv_text(struct csv *csv, const char *text);
void cpts_csv_count(struct csv *csv, size_t value);
void cpts_csv_number(struct csv *csv, double value); /* empty when unknown */
void cpts_csv_end_row(struct csv *csv);

#endif
