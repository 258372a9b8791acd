/*
 * The sheets of a spreadsheet, and what OGR does not show of them: which are hidden, which cells
 * are merged. ODS is read here altogether: OGR takes the comment of a cell for a part of its text,
 * and shifts the cells beside merged ones.
 */
#ifndef CPTS_INPUT_SOURCES_WORKBOOK_H
#define CPTS_INPUT_SOURCES_WORKBOOK_H

#include "input/reading/grid.h"

struct column_range {
    int first, last;
};

struct sheet {
    const char *name;
    bool is_hidden;
    struct grid grid; /* when the workbook holds its rows */
    struct grid_area *areas;
    size_t area_count, area_capacity;
    struct column_range *hidden_columns;
    size_t hidden_column_count, hidden_column_capacity;
    size_t hidden_rows; /* that hold a text */
    bool is_filtered;   /* a filter hides rows, which are meant all the same */
    /* Cells with a formula that no program has computed yet: their values are not in the file. */
    struct sheet_cells {
        struct sheet_cell {
            long line;
            int column;
        } * items;
        size_t count, capacity;
    } uncomputed, struck, /* struck: through, where the workbook does not hold its rows */
        hidden;           /* rows, as cells; those of a group that is folded are not among them */
    /* Comments of cells that may take back what their rows declare. */
    struct sheet_comment {
        long line;
        const char *text; /* of the arena of the workbook */
    } * comments;
    size_t comment_count, comment_capacity;
    const char *id, *part;
};

struct workbook {
    struct arena arena;
    struct sheet *sheets;
    size_t count, capacity;
    bool holds_rows;       /* sheets have their grids; else OGR reads them */
    bool counts_from_1904; /* days, as Excel for Mac once did */
    bool has_comments;     /* of cells; those that take nothing back are not read */
};

/* By its extension. A new workbook; NULL after an error. */
cpts_status cpts_workbook_read(struct workbook **out, cpts_context *context, const char *path,
                               const char *shown);
void cpts_workbook_free(struct workbook *book);

/* NULL: none of that name. `book` may be NULL. */
struct sheet *cpts_workbook_sheet(const struct workbook *book, const char *name);

/* Gives merged cells the text of their area, those struck through the remark that they are, rows
 * the comments that limit them, in a column of their own behind the others, and reports what is
 * hidden or not read. The grid is the sheet's. */
cpts_status cpts_sheet_finish(struct grid *grid, cpts_context *context, const struct sheet *sheet,
                              const char *shown);

/* An error when a cell of one of the columns has a formula that was never computed. `columns`:
 * NULL for any. */
cpts_status cpts_sheet_check_computed(const struct sheet *sheet, cpts_context *context,
                                      const bool *columns, int count, const char *shown);

/* `sheet` may be NULL. */
bool cpts_sheet_hides_column(const struct sheet *sheet, int column);

/* ---- for the readers of each format ---- */

struct sheet *cpts_workbook_add(struct workbook *book, const char *name);
bool cpts_sheet_add_area(struct sheet *sheet, const struct grid_area *area);
bool cpts_sheet_hide_columns(struct sheet *sheet, int first, int last);
/* Only what limits a declaration is kept. */
bool cpts_sheet_add_comment(struct workbook *book, struct sheet *sheet, long line,
                            const char *text);
bool cpts_sheet_add_cell(struct sheet_cells *cells, struct sheet_cell cell);
/* A row that holds a text; `is_folded`: with a group of rows. */
bool cpts_sheet_hide_row(struct sheet *sheet, long line, bool is_folded);

/* `root`: the archive as a folder. */
cpts_status cpts_workbook_read_ods(struct workbook *book, cpts_context *context, const char *root,
                                   const char *shown);
/* `path`: of the file. */
cpts_status cpts_workbook_read_xls(struct workbook *book, cpts_context *context, const char *path,
                                   const char *shown);
cpts_status cpts_workbook_read_xlsx(struct workbook *book, cpts_context *context, const char *root,
                                    const char *shown);

#endif
