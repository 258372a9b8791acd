#include "history/acceptance_columns.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "common/number.h"
#include "input/declarations/dates.h"
#include "input/reading/measure.h"
#include "input/sources/text.h"

enum { EARLY_ROWS = 16, LEAST_PERCENT = 80 };

/* The headings of an export, which settle all, and words of people, folded. */
static const struct {
    const char *name;
    const char *words[6];
} headings[ACCEPTANCE_COLUMNS] = {
    [ACCEPTANCE_ID] = {"id", {"identifiant", "constat", "conflit", "finding"}},
    [ACCEPTANCE_REASON] = {"reason", {"motif", "raison", "justif", "pourquoi", "comment"}},
    [ACCEPTANCE_BY] = {"by", {"par", "qui", "auteur", "responsable", "decide"}},
    [ACCEPTANCE_UNTIL] = {"until", {"jusqu", "echeance", "fin", "expire", "limite"}},
    [ACCEPTANCE_MAX_AREA] = {"max_area_m2", {"surface", "aire", "area", "m2"}},
};

struct finding_columns {
    struct acceptance_columns *out;
    cpts_context *context;
    const struct grid *grid;
    const char *shown;
};

/* ---- cells ---- */

/* "overlap-0123456789ab", of several alike "overlap-0123456789ab-2". */
static bool is_id(const char *cell)
{
    for (int rule = 0; rule < CPTS_RULE_COUNT; rule++) {
        const char *name = cpts_rule_name((cpts_rule)rule);
        const size_t length = strlen(name);
        if (strncmp(cell, name, length) == 0 && cell[length] == '-' &&
            strspn(cell + length + 1, "0123456789abcdef") == 12)
            return true;
    }
    return false;
}

static bool is_day(const char *cell)
{
    struct date_span span;
    return cpts_date_read(&span, cell) && span.first == span.last && strpbrk(cell, "-/.");
}

static bool is_area(const char *cell)
{
    double area_m2;
    return cpts_number_read(&area_m2, cell) || cpts_cell_is_number(cell);
}

static bool is_words(const char *cell)
{
    return !is_area(cell) && !is_day(cell) && !is_id(cell);
}

typedef bool (*cell_fn)(const char *cell);

/* Whether most of what a column holds is so; an empty column holds nothing. */
static bool holds(const struct finding_columns *finding, int column, cell_fn is)
{
    size_t filled = 0, so = 0;
    for (size_t i = finding->out->first; i < finding->grid->count; i++) {
        const char *cell = cpts_grid_cell(finding->grid, i, column);
        if (*cpts_grid_cell(finding->grid, i, 0) == '#' || !*cell)
            continue;
        filled++;
        so += is(cell);
    }
    return filled && so * 100 >= filled * LEAST_PERCENT;
}

static size_t letters_of(const struct finding_columns *finding, int column)
{
    size_t letters = 0;
    for (size_t i = finding->out->first; i < finding->grid->count; i++)
        letters += strlen(cpts_grid_cell(finding->grid, i, column));
    return letters;
}

/* ---- headings ---- */

static const char *heading(const struct finding_columns *finding, int column)
{
    const struct grid *grid = finding->grid;
    if (column < grid->names.count) /* a database gives them itself */
        return grid->names.names[column];
    return finding->out->first ? cpts_grid_cell(grid, finding->out->first - 1, column) : "";
}

static bool says(const struct finding_columns *finding, int column, enum acceptance_column role)
{
    char words[128];
    cpts_text_words(words, sizeof words, heading(finding, column));
    for (size_t i = 0; i < 6 && headings[role].words[i]; i++) {
        const char *at = strstr(words, headings[role].words[i]);
        if (at && at > words && at[-1] == ' ')
            return true;
    }
    return false;
}

static bool is_taken(const struct finding_columns *finding, int column)
{
    bool taken = false;
    for (int c = 0; c < ACCEPTANCE_COLUMNS; c++)
        taken |= finding->out->at[c] == column;
    return taken;
}

/* The row of the headings: one that has the id of an export, else the one above the first id. */
static void find_rows(struct finding_columns *finding)
{
    const struct grid *grid = finding->grid;
    finding->out->first = grid->names.count ? 0 : 1;
    for (size_t i = 0; !grid->names.count && i < grid->count && i < EARLY_ROWS; i++)
        for (int column = 0; column < grid->rows[i].count; column++) {
            const char *cell = grid->rows[i].cells[column];
            if (strcasecmp(cell, headings[ACCEPTANCE_ID].name) == 0 || is_id(cell)) {
                finding->out->first = is_id(cell) ? i : i + 1;
                return;
            }
        }
}

/* ---- roles ---- */

static cpts_status refuse(const struct finding_columns *finding, enum acceptance_column role,
                          int one, int other)
{
    return cpts_fail(finding->context, CPTS_ERROR_INPUT,
                     _("%s: columns %d (%s) and %d (%s) may both be the column '%s'; give that "
                       "name to the right one"),
                     finding->shown, one + 1, heading(finding, one), other + 1,
                     heading(finding, other), headings[role].name);
}

/* The only free column that holds what the role asks for; of several the one whose heading says
 * it. */
static cpts_status find_one(struct finding_columns *finding, enum acceptance_column role,
                            cell_fn is)
{
    int best = -1, rival = -1;
    bool is_said = false;
    for (int i = 0; i < finding->grid->columns; i++) {
        if (is_taken(finding, i) || !holds(finding, i, is))
            continue;
        const bool is_better = says(finding, i, role) && !is_said;
        if (best < 0 || is_better) {
            best = i;
            rival = is_better ? -1 : rival;
            is_said |= is_better;
        } else if (!is_said || says(finding, i, role)) {
            rival = i;
        }
    }
    if (rival >= 0)
        return refuse(finding, role, best, rival);
    finding->out->at[role] = best;
    return CPTS_OK;
}

/* Texts: what headings say, else the reason is the longer of two. */
static cpts_status find_texts(struct finding_columns *finding)
{
    int free[2] = {-1, -1}, count = 0;
    int *at = finding->out->at;
    for (int role = ACCEPTANCE_REASON; role <= ACCEPTANCE_BY; role++)
        for (int i = 0; i < finding->grid->columns && at[role] < 0; i++)
            if (!is_taken(finding, i) && says(finding, i, (enum acceptance_column)role) &&
                holds(finding, i, is_words))
                at[role] = i;
    if (at[ACCEPTANCE_REASON] >= 0 || at[ACCEPTANCE_BY] >= 0) {
        const enum acceptance_column role =
            at[ACCEPTANCE_REASON] < 0 ? ACCEPTANCE_REASON : ACCEPTANCE_BY;
        return at[role] < 0 ? find_one(finding, role, is_words) : CPTS_OK;
    }
    for (int i = 0; i < finding->grid->columns; i++)
        if (!is_taken(finding, i) && holds(finding, i, is_words))
            free[count++ < 2 ? count - 1 : 1] = i;
    if (count < 2)
        return CPTS_OK;
    const size_t one = letters_of(finding, free[0]), other = letters_of(finding, free[1]);
    if (count > 2 || (one < other * 2 && other < one * 2))
        return refuse(finding, ACCEPTANCE_REASON, free[0], free[1]);
    at[ACCEPTANCE_REASON] = one > other ? free[0] : free[1];
    at[ACCEPTANCE_BY] = one > other ? free[1] : free[0];
    return CPTS_OK;
}

static cpts_status check_needed(const struct finding_columns *finding)
{
    for (int c = 0; c <= ACCEPTANCE_BY; c++)
        if (finding->out->at[c] < 0)
            return cpts_fail(finding->context, CPTS_ERROR_INPUT,
                             _("%s has no column '%s'; acceptances have the columns id, reason, "
                               "by, until, max_area_m2"),
                             finding->shown, headings[c].name);
    return CPTS_OK;
}

cpts_status cpts_acceptance_columns_find(struct acceptance_columns *out, cpts_context *context,
                                         const struct grid *grid, const char *shown)
{
    static const cell_fn cells[ACCEPTANCE_COLUMNS] = {
        [ACCEPTANCE_ID] = is_id, [ACCEPTANCE_UNTIL] = is_day, [ACCEPTANCE_MAX_AREA] = is_area};
    struct finding_columns finding = {out, context, grid, shown};
    cpts_status status = CPTS_OK;
    for (int c = 0; c < ACCEPTANCE_COLUMNS; c++)
        out->at[c] = -1;
    find_rows(&finding);
    for (int c = 0; c < ACCEPTANCE_COLUMNS; c++)
        for (int i = grid->columns; i-- > 0;)
            if (strcasecmp(heading(&finding, i), headings[c].name) == 0)
                out->at[c] = i;
    const bool is_export = out->at[ACCEPTANCE_ID] >= 0 && out->at[ACCEPTANCE_REASON] >= 0 &&
                           out->at[ACCEPTANCE_BY] >= 0;
    for (int c = 0; c < ACCEPTANCE_COLUMNS && !is_export && status == CPTS_OK; c++)
        if (cells[c] && out->at[c] < 0)
            status = find_one(&finding, (enum acceptance_column)c, cells[c]);
    if (status == CPTS_OK && !is_export)
        status = find_texts(&finding);
    return status == CPTS_OK ? check_needed(&finding) : status;
}
