/*
 * How a grid is read: where its rows begin, which shape they have, what each column is, and on what
 * evidence. Headings and contents weigh together; where two readings are about as good, the grid
 * is refused rather than one of them taken.
 */
#ifndef CPTS_INPUT_READING_PLAN_H
#define CPTS_INPUT_READING_PLAN_H

#include "input/reading/measure.h"

enum shape {
    SHAPE_UNKNOWN,
    SHAPE_ROWS,          /* units and CPTS on each row, one or several of either */
    SHAPE_MATRIX,        /* crosses under the name of each CPTS */
    SHAPE_COLUMN_A_CPTS, /* the units under the name of each CPTS */
    SHAPE_SHEET_A_CPTS   /* units alone: the sheet bears the name of the CPTS */
};

/* Why a column was taken for what it is. */
struct witness {
    int column;
    const char
        *role; /* "code", "unit", "name", "id", ...; the key of a field map where it has one */
    size_t hits, filled;
};

/* A text above the header, by which a list takes back what it declares or counts it, and its line;
 * NULL: none. */
struct table_title {
    const char *text;
    long line;
};

struct plan {
    enum shape shape;
    const char *refusal;      /* why it is not read, a sentence for people; NULL */
    bool is_doubtful;         /* refused for a doubt, and not because it is another thing */
    enum field rival_field;   /* of a doubt between two columns */
    int rivals[2];            /* those, or -1 */
    size_t first;             /* the first row after the header */
    long header_line;         /* 0: none */
    struct headings headings; /* one for each column of the grid, "" where there is none */
    struct columns columns;
    int *unit_columns, *cpts_columns; /* in SHAPE_ROWS: those beside the first; else all */
    int unit_count, cpts_count;
    bool fills_down;   /* the name of a CPTS stands on the first row of its run alone */
    bool is_inventory; /* every unit of the place is listed, in a CPTS or not */
    struct witness *witnesses;
    size_t witness_count, witness_capacity;
    size_t named_units; /* of a table of figures: how many different units its column names */
    int unread;         /* a column of units that the reading leaves out; -1 */
    bool looks_beside;  /* nobody named the columns: others may take back what rows declare */
    struct table_title title, count; /* count: one that counts communes */
    const char *cpts;                /* of a sheet */
};

/* What a table is asked for. */
enum asked {
    ASKED_CLAIMS,
    ASKED_FIGURES,     /* units, and columns that the user names */
    ASKED_POPULATIONS, /* units, and their inhabitants */
    ASKED_MOVES        /* codes of communes, and what became of them */
};

/* What the user settled: "code=INSEE,header=6". NULL: nothing. */
struct plan_request {
    const char *map;
    const char *sheet;  /* name of the sheet; "" */
    int code;           /* the column of codes of a layer of units, which is known; -1 */
    const char *kind;   /* of the territories, folded, "epci"; NULL: CPTS */
    const char *option; /* by which columns are named, as messages write it before "name=COLUMN" */
    enum asked asked;
};

/* The texts go to the arena. */
cpts_status cpts_plan_make(struct plan *out, struct arena *arena, const struct known *known,
                           const struct grid *grid, const struct plan_request *request);
static inline void cpts_plan_free(struct plan *plan)
{
    cpts_array_free(plan->witnesses);
    plan->witnesses = NULL;
    plan->witness_count = plan->witness_capacity = 0;
}

/* ---- stages, each testable alone ---- */

/* Header, first row and headings. */
cpts_status cpts_shape_find_rows(struct plan *plan, struct arena *arena, const struct known *known,
                                 const struct grid *grid, const struct plan_request *request);

/* The roles of the columns, from measures of the rows alone. */
cpts_status cpts_roles_assign(struct plan *plan, struct arena *arena, const struct known *known,
                              const struct grid *grid, const struct measure *measure,
                              const struct plan_request *request);

bool cpts_plan_witness(struct plan *plan, int column, const char *role, size_t hits, size_t filled);

/* What a column is read as; NULL when it is not read. */
const struct witness *cpts_plan_witness_of(const struct plan *plan, int column);

/* "CPTS", "column 3": how messages name a column. */
const char *cpts_plan_column_name(const struct plan *plan, struct arena *arena, int column);

/* "row", "matrix"...: how a shape is called in reading.json. */
const char *cpts_shape_name(enum shape shape);

#endif
