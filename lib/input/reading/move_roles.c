/*
 * Which columns of a table of moves hold the old codes, the new ones and the date. Headings decide
 * where they are known; else the column with more codes of former communes is the old one.
 */
#include <stdio.h>
#include <string.h>

#include "input/declarations/communes.h"
#include "input/declarations/dates.h"
#include "input/reading/assigning.h"
#include "input/region/region.h"
#include "input/sources/text.h"

enum side { SIDE_OLD = -1, SIDE_NONE, SIDE_NEW };

/* In percent of the cells. LEAST_DEAD: how many more former codes the old one of two columns must
 * have where no heading decides. */
enum { LEAST_CODES = 90, LEAST_DATES = 80, LEAST_TYPES = 90, LEAST_DEAD = 30 };

struct move_columns {
    struct assigning *assigning;
    struct columns listed; /* under the headings of INSEE */
    int *codes;            /* columns of codes */
    int code_count;
};

static const char *heading_of(const struct move_columns *moves, int column)
{
    return moves->assigning->plan->headings.names[column];
}

/* ---- cells ---- */

typedef bool (*cell_fn)(const struct move_columns *moves, const char *cell);

static bool is_code(const struct move_columns *moves, const char *cell)
{
    char code[INSEE_CODE_ROOM];
    (void)moves;
    return cpts_insee_repair(code, cell) && cpts_insee_is_code(code);
}

/* Of a former commune that is not a unit. */
static bool is_dead(const struct move_columns *moves, const char *cell)
{
    char code[INSEE_CODE_ROOM];
    struct commune commune;
    bool is_part;
    return cpts_insee_repair(code, cell) && !cpts_commune_find(&commune, code) &&
           cpts_known_unit(moves->assigning->known, code, "", &is_part) == CPTS_NONE;
}

/* Five digits alone are a code rather than the day of a spreadsheet; four are a code unless they
 * are a year. */
static bool is_date(const struct move_columns *moves, const char *cell)
{
    struct date_span span;
    (void)moves;
    return strspn(cell, "0123456789") != 5 && cpts_date_read_past(&span, cell);
}

/* What INSEE says of a code: a commune, a delegated or associated one, an arrondissement. */
static bool is_type(const struct move_columns *moves, const char *cell)
{
    static const char *const types[] = {"COM", "COMD", "COMA", "ARM", "PLM"};
    bool is = false;
    (void)moves;
    for (size_t i = 0; i < sizeof types / sizeof *types && !is; i++)
        is = strcmp(cell, types[i]) == 0;
    return is;
}

/* How many cells of a hundred are so; 0 for an empty column. */
static size_t percent(const struct move_columns *moves, int column, cell_fn is)
{
    const struct grid *grid = moves->assigning->grid;
    size_t filled = 0, so = 0;
    for (size_t i = moves->assigning->plan->first; i < grid->count; i++) {
        const char *cell = cpts_grid_cell(grid, i, column);
        filled += *cell != '\0';
        so += *cell && is(moves, cell);
    }
    return filled ? so * 100 / filled : 0;
}

/* ---- headings ---- */

static bool has_any(const char *words, const char *const *list)
{
    for (; *list; list++)
        if (strstr(words, *list))
            return true;
    return false;
}

/* Which side of a move a heading names; `is_sure`: by a heading of INSEE. */
static enum side side_of(const struct move_columns *moves, int column, bool *is_sure)
{
    static const char *const before[] = {" av ",     " avant ",  " ancien",    " old ", " before ",
                                         " initial", " origine", " precedent", NULL};
    static const char *const after[] = {" ap ",    " apres ", " nouv",   " new ",        " after ",
                                        " actuel", " final",  " succes", " destination", NULL};
    static const enum field fields[][2] = {
        {FIELD_CODE, FIELD_NEW_CODE}, {FIELD_TYPE, FIELD_NEW_TYPE}, {FIELD_NAME, FIELD_NEW_NAME}};
    char words[128];
    *is_sure = true;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (cpts_schema_says(ROLE_MOVES, fields[i][0], heading_of(moves, column)))
            return SIDE_OLD;
        if (cpts_schema_says(ROLE_MOVES, fields[i][1], heading_of(moves, column)))
            return SIDE_NEW;
    }
    *is_sure = false;
    cpts_text_words(words, sizeof words, heading_of(moves, column));
    const bool is_old = has_any(words, before), is_new = has_any(words, after);
    return is_old == is_new ? SIDE_NONE : is_old ? SIDE_OLD : SIDE_NEW;
}

/* ---- the codes ---- */

static cpts_status refuse_codes(struct move_columns *moves, int one, int other)
{
    struct assigning *assigning = moves->assigning;
    return cpts_role_refuse(
        assigning, FIELD_CODE, one, other,
        cpts_arena_format(assigning->arena,
                          _("it is unclear which of columns '%s' and '%s' holds the old codes; "
                            "name them old_code and new_code"),
                          cpts_plan_column_name(assigning->plan, assigning->arena, one),
                          cpts_plan_column_name(assigning->plan, assigning->arena, other)));
}

/* A heading that names its field is believed before its cells, which may be of a later edition. */
static int said(const struct move_columns *moves, enum field field)
{
    const int at = moves->listed.at[field];
    return at >= 0 && !moves->assigning->taken[at] ? at : -1;
}

/* Columns that differ only in the side that their headings name come in pairs. */
static cpts_status choose_pair(struct move_columns *moves, int *old_code, int *new_code)
{
    *old_code = said(moves, FIELD_CODE);
    *new_code = said(moves, FIELD_NEW_CODE);
    if (*old_code >= 0 && *new_code >= 0)
        return CPTS_OK;
    int one = -1, other = -1;
    bool is_sure[2] = {false, false};
    enum side sides[2] = {SIDE_NONE, SIDE_NONE};
    for (int i = 0; i < moves->code_count; i++) {
        bool sure;
        const enum side side = side_of(moves, moves->codes[i], &sure);
        if (moves->code_count > 2 && side == SIDE_NONE)
            continue;
        if (one >= 0 && other >= 0)
            return refuse_codes(moves, one, other);
        *(one < 0 ? &one : &other) = moves->codes[i];
        sides[other >= 0] = side;
        is_sure[other >= 0] = sure;
    }
    *old_code = *new_code = -1;
    if (one < 0 || other < 0)
        return moves->code_count > 2 ? refuse_codes(moves, moves->codes[0], moves->codes[1])
                                     : CPTS_OK;
    const int dead =
        (int)percent(moves, one, is_dead) - (int)percent(moves, other, is_dead); /* of one, more */
    const int headings = (int)sides[1] - (int)sides[0]; /* over 0: one is the old one */
    const bool contradict = !is_sure[0] && !is_sure[1] && headings * dead < 0 &&
                            (dead > LEAST_DEAD || dead < -LEAST_DEAD);
    const bool decides = headings || dead > LEAST_DEAD || dead < -LEAST_DEAD;
    if (contradict || !decides)
        return refuse_codes(moves, one, other);
    const bool is_first = headings ? headings > 0 : dead > 0;
    *old_code = is_first ? one : other;
    *new_code = is_first ? other : one;
    return CPTS_OK;
}

/* ---- what stands beside them ---- */

static bool take(struct move_columns *moves, enum field field, int column, const char *role)
{
    return column < 0 || cpts_role_take(moves->assigning, field, column, role,
                                        facts_of(moves->assigning, column)->filled);
}

/* By its cells, a heading that says date deciding between several; else by its heading alone. */
static cpts_status assign_date(struct move_columns *moves)
{
    struct assigning *assigning = moves->assigning;
    int best = said(moves, FIELD_DATE);
    for (int i = 0; i < assigning->measure->count && best < 0; i++) {
        if (assigning->taken[i] || percent(moves, i, is_date) < LEAST_DATES)
            continue;
        for (int j = i + 1; j < assigning->measure->count; j++)
            if (!assigning->taken[j] && percent(moves, j, is_date) >= LEAST_DATES &&
                !cpts_columns_say_the_same(assigning, i, j))
                return cpts_role_refuse(
                    assigning, FIELD_DATE, i, j,
                    cpts_arena_format(
                        assigning->arena,
                        _("both columns '%s' and '%s' may be the dates; rename the right one date"),
                        cpts_plan_column_name(assigning->plan, assigning->arena, i),
                        cpts_plan_column_name(assigning->plan, assigning->arena, j)));
        best = i;
    }
    return take(moves, FIELD_DATE, best, "date")
               ? CPTS_OK
               : cpts_fail_memory(assigning->known->region->context);
}

/* The types of the codes, recognised by their cells: one for each side, in the order of the codes
 * where no heading decides. */
static bool assign_types(struct move_columns *moves)
{
    struct assigning *assigning = moves->assigning;
    const int *at = assigning->plan->columns.at;
    bool done = true;
    for (int i = 0; i < assigning->measure->count && done; i++) {
        bool is_sure;
        if (assigning->taken[i] || percent(moves, i, is_type) < LEAST_TYPES)
            continue;
        enum side side = side_of(moves, i, &is_sure);
        if (side == SIDE_NONE)
            side = (at[FIELD_TYPE] < 0 && at[FIELD_NEW_TYPE] < 0) ==
                           (at[FIELD_CODE] < at[FIELD_NEW_CODE])
                       ? SIDE_OLD
                       : SIDE_NEW;
        const enum field field = side == SIDE_OLD ? FIELD_TYPE : FIELD_NEW_TYPE;
        if (at[field] < 0)
            done = take(moves, field, i, side == SIDE_OLD ? "type" : "new type");
    }
    return done;
}

/* By INSEE's headings, which give each name in several ways; else texts whose heading names the
 * side. */
static bool assign_names(struct move_columns *moves)
{
    struct assigning *assigning = moves->assigning;
    const int *at = assigning->plan->columns.at;
    bool done = take(moves, FIELD_NAME, said(moves, FIELD_NAME), "name") &&
                take(moves, FIELD_NEW_NAME, said(moves, FIELD_NEW_NAME), "new name");
    for (int i = 0; i < assigning->measure->count && done; i++) {
        const struct column_facts *facts = facts_of(assigning, i);
        bool is_sure;
        const enum side side = side_of(moves, i, &is_sure);
        const enum field field = side == SIDE_OLD ? FIELD_NAME : FIELD_NEW_NAME;
        if (side != SIDE_NONE && !assigning->taken[i] && at[field] < 0 && facts->filled &&
            facts->texts * 10 >= facts->filled * 9)
            done = take(moves, field, i, side == SIDE_OLD ? "name" : "new name");
    }
    return done;
}

/* ---- all ---- */

/* Codes of several years side by side, as a table de passage has them. */
static bool are_editions(const struct move_columns *moves)
{
    struct schema_editions editions;
    cpts_schema_editions(&editions, &moves->assigning->plan->headings);
    int coded = 0;
    for (int e = 1; e < editions.count; e++)
        if (editions.items[e].year == editions.items[e - 1].year)
            return false;
    for (int e = 0; e < editions.count; e++)
        for (int i = 0; i < moves->code_count; i++)
            coded += moves->codes[i] == editions.items[e].at;
    return coded >= 2 && coded == moves->code_count;
}

static cpts_status assign_moves(struct move_columns *moves)
{
    struct assigning *assigning = moves->assigning;
    struct plan *plan = assigning->plan;
    int old_code, new_code;
    for (int i = 0; i < assigning->measure->count; i++)
        if (!assigning->taken[i] && percent(moves, i, is_code) >= LEAST_CODES &&
            percent(moves, i, is_date) < LEAST_DATES)
            moves->codes[moves->code_count++] = i;
    cpts_schema_match(&moves->listed, &plan->headings, ROLE_MOVES);
    if (are_editions(moves)) {
        plan->unit_columns = moves->codes;
        plan->unit_count = moves->code_count;
        plan->shape = SHAPE_SHEET_A_CPTS;
        plan->named_units = facts_of(assigning, moves->codes[0])->distinct;
        return CPTS_OK;
    }
    cpts_status status = choose_pair(moves, &old_code, &new_code);
    if (status != CPTS_OK || plan->refusal || old_code < 0)
        return status;
    plan->shape = SHAPE_SHEET_A_CPTS;
    plan->named_units = facts_of(assigning, old_code)->distinct;
    bool done = take(moves, FIELD_CODE, old_code, "old code") &&
                take(moves, FIELD_NEW_CODE, new_code, "new code");
    if (done)
        status = assign_date(moves);
    if (done && status == CPTS_OK && !plan->refusal)
        done = assign_types(moves) && assign_names(moves);
    return done ? status : cpts_fail_memory(assigning->known->region->context);
}

cpts_status cpts_roles_assign_moves(struct assigning *assigning)
{
    struct move_columns moves = {
        .assigning = assigning,
        .codes = cpts_arena_alloc(assigning->arena,
                                  sizeof *moves.codes * (size_t)(assigning->measure->count + 1))};
    return moves.codes ? assign_moves(&moves) : cpts_fail_memory(assigning->known->region->context);
}
