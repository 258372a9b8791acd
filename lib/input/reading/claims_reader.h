/*
 * A table whose claims are read: what the files that read them share.
 */
#ifndef CPTS_INPUT_READING_CLAIMS_READER_H
#define CPTS_INPUT_READING_CLAIMS_READER_H

#include "input/reading/claims.h"
#include "input/reading/cpts_names.h"

struct claims_reader {
    struct cpts_region *region;
    const struct known *known;
    const struct table *table;
    const struct plan *plan;
    const char *file;
    struct claims_count *count;
    struct cpts_names names;
    struct unit_pieces pieces;
    size_t last_unit_row;                                          /* notes stand below it */
    enum { CALLED_UNKNOWN, CALLED_CPTS, CALLED_OTHERWISE } called; /* asked where notes are */
    const int *kept;          /* columns that are kept, see cpts_kept_columns */
    char department[4];       /* of the title above the rows; "" */
    bool is_drawn;            /* rows are the features of a layer, and need not name units */
    bool is_white;            /* what is listed is said to be in no CPTS */
    bool has_summary;         /* rows are below the header of one */
    size_t white_title;       /* the row above a table of white zones; SIZE_MAX: none */
    size_t first_declaration; /* of this list */
};

static inline const char *cpts_claims_cell(const struct claims_reader *reader,
                                           const struct table_row *row, enum field field)
{
    const int at = reader->plan->columns.at[field];
    return at >= 0 ? row->cells[at] : "";
}

/* ---- rows that declare nothing; in claims_asides.c ---- */

/* The first cell of a row that is filled, of `columns`, and how many are; "". */
const char *cpts_claims_first_text(const struct table_row *row, int columns, int *filled);

bool cpts_claims_has_unit_text(const struct claims_reader *reader, const struct table_row *row);

/* Totals, titles, notes and headers, between or below the rows; counted. `at`: number of the row.
 */
bool cpts_claims_is_aside(struct claims_reader *reader, const struct table_row *row, size_t at);

/* Whether a row counts others. "Somme" is also a département, before the units of its rows. */
bool cpts_claims_is_total(struct claims_reader *reader, const struct table_row *row);

/* A finding for the first note that may take back what rows declare. */
cpts_status cpts_claims_report_notes(struct claims_reader *reader);

/* ---- units in no CPTS; in claims_denied.c ---- */

/* Finds a title, below the rows, of units in no CPTS. */
void cpts_claims_find_white_title(struct claims_reader *reader);

/* A finding for units that the list says to be in no CPTS and declares. */
cpts_status cpts_claims_report_denied(struct claims_reader *reader);

/* ---- totals; in claims_totals.c ---- */

/* A finding for each total that exceeds what the list has. */
cpts_status cpts_claims_report_totals(struct claims_reader *reader);

/* ---- findings; in claims_findings.c ---- */

cpts_status cpts_claims_report_beyond(const struct claims_reader *reader,
                                      const struct table_row *row, uint32_t perimeter);
cpts_status cpts_claims_report_unread(const struct claims_reader *reader);

/* ---- rows that take back; in claims_taken.c ---- */

bool cpts_row_claims(const struct claims_reader *reader, const struct table_row *row);

/* The CPTS that a row names; CPTS_NONE when there are several, or none. */
uint32_t cpts_row_perimeter(const struct claims_reader *reader, const struct table_row *row);

/* Rows of a column that take back what they declare. */
struct taken_back {
    int column;
    size_t count;
    const struct table_row *first;
};

void cpts_taken_note(struct taken_back *taken, const struct table_row *row);

/* A finding, unless there are none. */
cpts_status cpts_taken_report(const struct claims_reader *reader, const struct taken_back *taken,
                              const char *format);

/* Whether a heading has one of some words. */
bool cpts_claims_heading_has(const struct claims_reader *reader, int column,
                             const char *const *list, size_t count);
#define CPTS_HEADING_HAS(reader, column, list)                                                     \
    cpts_claims_heading_has(reader, column, list, sizeof(list) / sizeof *(list))

/* ---- where they do; in claims_unread.c, claims_odd.c and claims_beside.c ---- */

/* Notes the few rows of its column that say that they are not in force. */
cpts_status cpts_claims_note_odd(struct taken_back *taken, const struct claims_reader *reader);

/* A finding for each column that is not read and takes rows back. */
cpts_status cpts_claims_report_columns(const struct claims_reader *reader);

/* The same, and all else that does. */
cpts_status cpts_claims_report_beside(const struct claims_reader *reader);

#endif
