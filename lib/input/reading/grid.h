/*
 * A grid: the texts of a table as its source holds them, before anything is known of their meaning.
 * Titles, headers, totals and notes are rows like others; later stages distinguish them. Every cell
 * is valid UTF-8, trimmed, never NULL.
 */
#ifndef CPTS_INPUT_READING_GRID_H
#define CPTS_INPUT_READING_GRID_H

#include "common/context.h"
#include "common/memory.h"
#include "input/sources/schema.h"

struct grid_row {
    long line;          /* in its file, from 1; the feature id for a layer */
    int count;          /* cells up to the last that is not empty */
    const char **cells; /* so many */
};

struct grid {
    struct arena arena;
    const char *encoding, *separator; /* of a text file, else "" */
    /* The names of the columns where the source itself gives them, as a database does; count 0
     * where they are a row to be found, or missing. */
    struct headings names;
    struct grid_row *rows; /* those that hold a text */
    size_t count, capacity, cell_count;
    int columns;       /* of the widest row */
    bool counts_lines; /* rows have line numbers, not feature ids */
    /* Of each column, the last line of an area of merged cells over several rows, each of which
     * was given its text: a cell that is empty all the same really is. NULL: none is known. */
    const long *merged_until;
    const char *turned; /* what it was before cpts_grid_turn; NULL: as it is */
};

/* Merged cells: lines from 1, columns from 0, the last ones included. */
struct grid_area {
    long first_line, last_line;
    int first_column, last_column;
};

/* Gives the text of each area to the rows below its first; in merged.c. */
cpts_status cpts_grid_fill_merged(struct grid *grid, cpts_context *context,
                                  const struct grid_area *areas, size_t count, const char *shown);

/* Adds a row, its texts cleaned; a row without any text is passed over. False when memory is
 * short. */
bool cpts_grid_add(struct grid *grid, long line, const char *const *cells, int count);

/* The first row on this line or after it; `count` of the grid: none. */
size_t cpts_grid_row_at(const struct grid *grid, long line);

/* Gives a cell another text, which must live as long. False when memory is short. */
bool cpts_grid_set(struct grid *grid, size_t row, int column, const char *text);

/* "" beyond the end of a row. */
const char *cpts_grid_cell(const struct grid *grid, size_t row, int column);

/* An error when the grid is too large, or the caller asked to stop. To be called after each row. */
cpts_status cpts_grid_check_size(const struct grid *grid, cpts_context *context, const char *shown);

/* A text as a cell holds it, without what spreadsheets put around codes: ="01001", '01001. NULL
 * when memory is short. */
char *cpts_grid_clean(struct arena *arena, const char *text);

/* A whole CSV file; encoding and separator are recognised. In sources/csv.c. */
cpts_status cpts_grid_read_csv(struct grid *out, cpts_context *context, const char *path,
                               const char *shown);

/* A sheet of a spreadsheet as OGR has it (an OGRLayerH): the names of its columns are a row of it,
 * to be found. In sources/layer_rows.c. */
cpts_status cpts_grid_read_sheet(struct grid *out, cpts_context *context, void *layer,
                                 const char *shown);

/* The attributes of the first features of an OGR layer, `most` of them at most, without their
 * geometries, which may be large. */
cpts_status cpts_grid_sample_layer(struct grid *out, cpts_context *context, void *layer,
                                   const char *shown, size_t most);

void cpts_grid_free(struct grid *grid);

#endif
