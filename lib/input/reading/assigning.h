/*
 * Columns on their way to their roles: what the files that assign them share.
 */
#ifndef CPTS_INPUT_READING_ASSIGNING_H
#define CPTS_INPUT_READING_ASSIGNING_H

#include "input/reading/plan.h"

struct assigning {
    struct plan *plan;
    struct arena *arena;
    const struct known *known;
    const struct grid *grid;
    const struct measure *measure;
    const struct plan_request *request;
    bool *taken; /* by column */
};

/* Under the least weight a column is not a candidate; two within the margin are rivals. */
enum { LEAST_PERCENT = 35, MARGIN_PERCENT = 12 };

typedef double (*weight_fn)(const struct assigning *assigning, int column);

static inline const struct column_facts *facts_of(const struct assigning *assigning, int column)
{
    return &assigning->measure->columns[column];
}

static inline bool is_given(const struct assigning *assigning, enum field field)
{
    return assigning->plan->columns.at[field] >= 0;
}

static inline double share(size_t part, size_t whole)
{
    return whole ? (double)part / (double)whole : 0;
}

/* ---- one column ---- */

/* The heaviest column that is not taken yet, nor `but`; -1: none weighs enough. */
int cpts_role_heaviest(const struct assigning *assigning, weight_fn weigh, int but);

/* False when memory is short. */
bool cpts_role_take(struct assigning *assigning, enum field field, int column, const char *role,
                    size_t hits);

/* For a doubt between two columns about as good. `why`: NULL when memory was short. */
cpts_status cpts_role_refuse(struct assigning *assigning, enum field field, int one, int other,
                             const char *why);

double cpts_role_cpts_weight(const struct assigning *assigning, int column);

/* Crosses, shares, and what stands in their absence: "oui" and "non" are not names. A row of totals
 * does not count. `holds`: some cross. */
bool cpts_column_is_of_crosses(const struct assigning *assigning, int column);
bool cpts_column_holds_crosses(const struct assigning *assigning, int column);

/* "Nb de communes": neither codes nor names stand below it. */
bool cpts_heading_counts_communes(const struct assigning *assigning, int column);

/* 0 no, 1 perhaps, 2 surely: whether a heading names a field of a list. */
static inline int heading_says(const struct assigning *assigning, int column, enum field field)
{
    return cpts_schema_says(ROLE_CODES, field, assigning->plan->headings.names[column]);
}

bool cpts_heading_has(const struct assigning *assigning, int column, const char *word);

/* Whether a heading names the territories that are looked for: CPTS, or those of --against. */
bool cpts_heading_speaks_of_them(const struct assigning *assigning, int column);

/* Headings that can be the name of no CPTS. */
bool cpts_heading_is_surely_other(const struct assigning *assigning, int column);

/* Headings of other things beside a CPTS; some of them begin the name of one. */
bool cpts_heading_names_something_else(const struct assigning *assigning, int column);

/* Without digits, spaces and case: "CPTS 1" and "CPTS 2" are columns of one kind. */
void cpts_heading_kind(char out[128], const char *heading);

/* ---- two columns ---- */

/* Two columns that say the same on every row do not compete. */
bool cpts_columns_say_the_same(const struct assigning *assigning, int a, int b);

/* The column whose cells name more units: that of the territory, not of a seat. -1: neither. */
int cpts_columns_larger(const struct assigning *assigning, int a, int b);

/* "Commune 1" and "Commune 2", or two of the same heading. */
bool cpts_columns_are_numbered(const struct assigning *assigning, int a, int b);

/* "CPTS 2025" and "CPTS 2026", or "CPTS" and "CPTS (2024)": two states of the same, not two CPTS.
 */
bool cpts_columns_are_of_years(const struct assigning *assigning, int a, int b);

/* The same, or both of CPTS. */
bool cpts_columns_are_of_a_kind(const struct assigning *assigning, int a, int b);

/* The share of rows, in percent, on which a name is that of the unit of the code. */
int cpts_columns_agree(const struct assigning *assigning, int code_column, int name_column);

/* Each value of one column goes with one of the other. */
bool cpts_columns_go_together(const struct assigning *assigning, int a, int b);

/* The two columns of codes cut in two; `code` -1: none. False when memory is short. */
struct cut_code {
    int code, department;
    size_t hits, distinct; /* rows whose parts make the code of a commune, and different ones */
};
bool cpts_role_find_cut_code(struct cut_code *out, const struct assigning *assigning);

/* ---- assigning ---- */

cpts_status cpts_roles_assign_code(struct assigning *assigning);
cpts_status cpts_roles_assign_unit_name(struct assigning *assigning);
cpts_status cpts_roles_assign_cpts(struct assigning *assigning);

/* An id is believed by its heading; whether it is a key is found out with the names. */
cpts_status cpts_roles_assign_id(struct assigning *assigning);

/* The columns of units and of CPTS beside the first of each. */
cpts_status cpts_roles_assign_more(struct assigning *assigning);

/* Many columns of units, each under a name: looked for first, for one of them would be taken for
 * the column of units. */
cpts_status cpts_roles_assign_columns_of_cpts(struct assigning *assigning);

/* The figures of a table of populations, beside the columns of units. */
cpts_status cpts_roles_assign_population(struct assigning *assigning);

/* The columns of a table of moves of communes; those of a table de passage are `unit_columns`. */
cpts_status cpts_roles_assign_moves(struct assigning *assigning);

/* Columns of crosses as those of CPTS. False when memory is short. */
bool cpts_roles_list_crosses(struct assigning *assigning);

/* The columns of CPTS as evidence for their role. False when memory is short. */
bool cpts_roles_witness_all(struct assigning *assigning, const char *role);

#endif
