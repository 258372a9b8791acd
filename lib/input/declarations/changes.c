/*
 * Moves are followed by date: of a code that merged, came back and merged again, the last move
 * counts, and its successor's later moves after it.
 */
#include "input/declarations/changes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "geometry/shapes.h"
#include "input/declarations/dates.h"
#include "input/declarations/insee.h"
#include "input/sources/table.h"
#include "input/sources/text.h"

enum { MAX_STEPS = 32 };

/* Puts the move in the chain of those of the same code. */
static bool chain(struct code_changes *changes, struct name_index *index, const char *code,
                  bool is_new)
{
    uint32_t at = (uint32_t)changes->count, first = cpts_name_index_find(index, code);
    if (first == CPTS_NONE)
        return cpts_name_index_add(index, code, at);
    struct code_change *items = changes->items;
    uint32_t *next = is_new ? &items[first].next_new : &items[first].next;
    *(is_new ? &items[at].next_new : &items[at].next) = *next;
    *next = at;
    return true;
}

/* A row of a table of moves. */
struct move {
    const char *old_code, *new_code, *date, *old_name, *new_name;
};

static bool is_known(const struct code_changes *changes, const struct move *fact)
{
    for (uint32_t i = cpts_name_index_find(&changes->by_old, fact->old_code); i != CPTS_NONE;
         i = changes->items[i].next)
        if (strcmp(changes->items[i].new_code, fact->new_code) == 0 &&
            strcmp(changes->items[i].date, fact->date) == 0)
            return true;
    return false;
}

static cpts_status add(struct code_changes *changes, cpts_context *context, const struct move *fact)
{
    if (is_known(changes, fact))
        return CPTS_OK;
    if (changes->count >= CPTS_NONE - 1 ||
        !cpts_array_reserve(&changes->items, &changes->capacity, changes->count + 1,
                            sizeof *changes->items))
        return cpts_fail_memory(context);
    struct code_change *item = &changes->items[changes->count];
    *item = (struct code_change){.old_code = cpts_arena_string(&changes->arena, fact->old_code),
                                 .new_code = cpts_arena_string(&changes->arena, fact->new_code),
                                 .date = cpts_arena_string(&changes->arena, fact->date),
                                 .old_name = cpts_arena_string(&changes->arena, fact->old_name),
                                 .next = CPTS_NONE,
                                 .next_new = CPTS_NONE};
    if (!item->old_code || !item->new_code || !item->date || !item->old_name ||
        !chain(changes, &changes->by_old, item->old_code, false) ||
        !chain(changes, &changes->by_new, item->new_code, true))
        return cpts_fail_memory(context);
    changes->count++;
    return CPTS_OK;
}

static const char *cell(const struct table_row *row, const struct columns *columns,
                        enum field field)
{
    return columns->at[field] >= 0 ? row->cells[columns->at[field]] : "";
}

/* A code to which a spreadsheet may have done what it does to codes. */
static const char *code_of(char room[INSEE_CODE_ROOM], const char *code)
{
    return cpts_insee_repair(room, code) ? room : code;
}

/* INSEE writes 2019-01-01; a spreadsheet that kept its file, 01/01/2019 or 01/01/19: in the order
 * of moves they must be the same. The file begins in 1943. */
static cpts_status read_date(char out[16], cpts_context *context, const struct table_row *row,
                             const char *text)
{
    struct date_span span;
    char whole[16];
    const size_t length = strlen(text);
    out[0] = '\0';
    if (!length)
        return CPTS_OK;
    if (length == 8 && text[2] == '/' && text[5] == '/')
        snprintf(whole, sizeof whole, "%.6s%s%s", text, strcmp(text + 6, "43") < 0 ? "20" : "19",
                 text + 6);
    else
        snprintf(whole, sizeof whole, "%.15s", text);
    if (!cpts_date_read(&span, whole))
        return cpts_fail(context, CPTS_ERROR_INPUT, _("--code-changes: line %ld: '%s' is no date"),
                         row->line, text);
    snprintf(out, 16, "%04d-%02d-%02d", span.first / 10000 % 10000, span.first / 100 % 100,
             span.first % 100);
    return CPTS_OK;
}

/* Moves of whole communes only: delegated and associated ones are no units. */
static bool concerns_communes(const struct table_row *row, const struct columns *columns)
{
    if (columns->at[FIELD_TYPE] < 0)
        return true;
    return strcmp(cell(row, columns, FIELD_TYPE), "COM") == 0 &&
           strcmp(cell(row, columns, FIELD_NEW_TYPE), "COM") == 0;
}

/* Communes that go on under their code on a date on which they moved: each is told by a row from
 * the code to itself. */
struct going_on {
    struct dated_code {
        const char *code, *date;
    } * items;
    size_t count, capacity;
};

static bool note_going_on(struct code_changes *changes, struct going_on *going_on,
                          const struct move *fact)
{
    if (!cpts_array_reserve(&going_on->items, &going_on->capacity, going_on->count + 1,
                            sizeof *going_on->items))
        return false;
    const struct dated_code item = {cpts_arena_string(&changes->arena, fact->old_code),
                                    cpts_arena_string(&changes->arena, fact->date)};
    going_on->items[going_on->count++] = item;
    return item.code && item.date;
}

/* They were divided, not merged. */
static void mark_divisions(struct code_changes *changes, const struct going_on *going_on)
{
    for (size_t i = 0; i < going_on->count; i++)
        for (uint32_t at = cpts_name_index_find(&changes->by_old, going_on->items[i].code);
             at != CPTS_NONE; at = changes->items[at].next)
            if (strcmp(changes->items[at].date, going_on->items[i].date) == 0)
                changes->items[at].is_division = true;
}

static cpts_status add_former_name(struct code_changes *changes, cpts_context *context,
                                   const struct move *fact)
{
    if (!*fact->old_name || strcmp(fact->old_name, fact->new_name) == 0)
        return CPTS_OK;
    if (!cpts_array_reserve(&changes->former, &changes->former_capacity, changes->former_count + 1,
                            sizeof *changes->former))
        return cpts_fail_memory(context);
    const struct former_name former = {cpts_arena_string(&changes->arena, fact->old_code),
                                       cpts_arena_string(&changes->arena, fact->old_name)};
    if (!former.code || !former.name)
        return cpts_fail_memory(context);
    changes->former[changes->former_count++] = former;
    return CPTS_OK;
}

static cpts_status add_move(struct code_changes *changes, cpts_context *context,
                            struct going_on *going_on, const struct move *fact)
{
    if (strcmp(fact->old_code, fact->new_code) != 0)
        return add(changes, context, fact);
    if (!note_going_on(changes, going_on, fact))
        return cpts_fail_memory(context);
    return add_former_name(changes, context, fact);
}

static cpts_status add_moves(struct code_changes *changes, cpts_context *context,
                             const struct table *table, const struct columns *columns)
{
    cpts_status status = CPTS_OK;
    struct going_on going_on = {0};
    for (size_t i = 0; i < table->count && status == CPTS_OK; i++) {
        const struct table_row *row = &table->rows[i];
        char old_code[INSEE_CODE_ROOM], new_code[INSEE_CODE_ROOM], date[16];
        const struct move fact = {.old_code = code_of(old_code, cell(row, columns, FIELD_CODE)),
                                  .new_code = code_of(new_code, cell(row, columns, FIELD_NEW_CODE)),
                                  .date = date,
                                  .old_name = cell(row, columns, FIELD_NAME),
                                  .new_name = cell(row, columns, FIELD_NEW_NAME)};
        if (!concerns_communes(row, columns) || !*fact.old_code || !*fact.new_code)
            continue;
        status = read_date(date, context, row, cell(row, columns, FIELD_DATE));
        if (status != CPTS_OK)
            break;
        status = add_move(changes, context, &going_on, &fact);
    }
    mark_divisions(changes, &going_on);
    cpts_array_free(going_on.items);
    return status;
}

/* ---- the table that comes with the program ----------------------------------------------------
 */

/* Cuts the next cell of a row off. */
static const char *next_cell(char **row)
{
    char *cell = strsep(row, ",");
    return cell ? cell : "";
}

cpts_status cpts_changes_load_default(struct code_changes *changes, cpts_context *context)
{
    struct going_on going_on = {0};
    char *rows = cpts_arena_string(&changes->arena, (const char *)cpts_commune_moves);
    cpts_status status = rows ? CPTS_OK : cpts_fail_memory(context);
    for (char *row; status == CPTS_OK && (row = strsep(&rows, "\n")) && *row;) {
        struct move fact = {.old_code = next_cell(&row)};
        fact.new_code = next_cell(&row);
        fact.date = next_cell(&row);
        next_cell(&row); /* its kind, for people */
        fact.old_name = next_cell(&row);
        fact.new_name = next_cell(&row);
        status = add_move(changes, context, &going_on, &fact);
    }
    mark_divisions(changes, &going_on);
    cpts_array_free(going_on.items);
    changes->source = CPTS_CHANGES_BUILT_IN;
    return status;
}

/* ---- tables de passage: one column of codes a year ---------------------------------------------
 */

static cpts_status add_passages(struct code_changes *changes, cpts_context *context,
                                const struct table *table, const struct schema_editions *editions)
{
    cpts_status status = CPTS_OK;
    struct name_index seen = {0}; /* the same passage stands on a row for each earlier code */
    for (size_t i = 0; i < table->count; i++)
        for (int e = 1; e < editions->count && status == CPTS_OK; e++) {
            char date[16], *pair;
            const char *const *cells = table->rows[i].cells;
            const char *old_code = cells[editions->items[e - 1].at];
            const char *new_code = cells[editions->items[e].at];
            if (!*old_code || !*new_code || strcmp(old_code, new_code) == 0)
                continue;
            snprintf(date, sizeof date, "%d-01-01", editions->items[e].year);
            pair = cpts_arena_format(&changes->arena, "%s %s %s", old_code, new_code, date);
            const struct move fact = {old_code, new_code, date, "", ""};
            if (!pair)
                status = cpts_fail_memory(context);
            else if (cpts_name_index_find(&seen, pair) != CPTS_NONE)
                continue;
            else if (!cpts_name_index_add(&seen, pair, 0))
                status = cpts_fail_memory(context);
            else
                status = add(changes, context, &fact);
        }
    cpts_name_index_free(&seen);
    return status;
}

/* ---- reading ----------------------------------------------------------------------------------
 */

static cpts_status add_rows(struct code_changes *changes, cpts_context *context,
                            const struct table *table, const char *path)
{
    struct columns columns;
    struct schema_editions editions;
    cpts_schema_match(&columns, &table->headings, ROLE_MOVES);
    cpts_schema_editions(&editions, &table->headings);
    if (columns.at[FIELD_CODE] >= 0 && columns.at[FIELD_NEW_CODE] >= 0)
        return add_moves(changes, context, table, &columns);
    if (editions.count >= 2)
        return add_passages(changes, context, table, &editions);
    return cpts_fail(context, CPTS_ERROR_INPUT,
                     _("--code-changes: %s is neither INSEE's file of commune moves "
                       "(v_mvt_commune_AAAA.csv, columns COM_AV and COM_AP) nor its table de "
                       "passage (columns CODGEO_2025, CODGEO_2022...)"),
                     path);
}

cpts_status cpts_changes_read(struct code_changes *changes, cpts_context *context, const char *path)
{
    struct table table;
    cpts_status status = cpts_table_read(&table, context, path, "--code-changes", ROLE_MOVES);
    if (status != CPTS_OK)
        return status;
    status = add_rows(changes, context, &table, path);
    changes->source = cpts_arena_string(&changes->arena, path);
    if (status == CPTS_OK && !changes->source)
        status = cpts_fail_memory(context);
    if (status == CPTS_OK)
        cpts_log(context, CPTS_VERBOSE, _("%s: %zu moves of communes"), path, changes->count);
    cpts_table_free(&table);
    return status;
}

/* ---- following --------------------------------------------------------------------------------
 */

struct follower {
    const struct code_changes *changes;
    bool (*exists)(void *user, const char *code);
    void *user;
    struct succession *out;
    int steps;
};

static void keep(struct succession *out, const char *code, const char *date)
{
    int at = 0;
    while (at < out->count && strcmp(out->codes[at], code) < 0)
        at++;
    if (at < out->count && strcmp(out->codes[at], code) == 0)
        return;
    out->is_cut |= out->count == MAX_SUCCESSORS;
    if (out->count == MAX_SUCCESSORS)
        return;
    memmove(&out->codes[at + 1], &out->codes[at], sizeof *out->codes * (size_t)(out->count - at));
    out->codes[at] = code;
    out->count++;
    if (!out->date || strcmp(date, out->date) > 0)
        out->date = date;
}

/* The moves of `code` on the last date on which it moved, which must not be before `since`. */
static void follow(struct follower *follower, const char *code, const char *since)
{
    const struct code_changes *changes = follower->changes;
    uint32_t first = cpts_name_index_find(&changes->by_old, code);
    const char *last = since;
    for (uint32_t i = first; i != CPTS_NONE; i = changes->items[i].next)
        if (strcmp(changes->items[i].date, last) > 0)
            last = changes->items[i].date;
    for (uint32_t i = first; i != CPTS_NONE; i = changes->items[i].next) {
        const struct code_change *item = &changes->items[i];
        if (strcmp(item->date, last) != 0 || follower->steps++ >= MAX_STEPS)
            continue;
        if (follower->exists(follower->user, item->new_code))
            keep(follower->out, item->new_code, item->date);
        else
            follow(follower, item->new_code, item->date);
    }
}

void cpts_changes_follow(const struct code_changes *changes, const char *code,
                         bool (*exists)(void *user, const char *code), void *user,
                         struct succession *out)
{
    *out = (struct succession){.count = 0};
    struct follower follower = {.changes = changes, .exists = exists, .user = user, .out = out};
    follow(&follower, code, "");
}

/* The moves that led to `code`, not after `until`. */
static void trace(struct follower *follower, const char *code, const char *until)
{
    const struct code_changes *changes = follower->changes;
    for (uint32_t i = cpts_name_index_find(&changes->by_new, code); i != CPTS_NONE;
         i = changes->items[i].next_new) {
        const struct code_change *item = &changes->items[i];
        if ((*until && strcmp(item->date, until) > 0) || follower->steps++ >= MAX_STEPS)
            continue;
        if (follower->exists(follower->user, item->old_code))
            keep(follower->out, item->old_code, item->date);
        else
            trace(follower, item->old_code, item->date);
    }
}

void cpts_changes_trace(const struct code_changes *changes, const char *code,
                        bool (*exists)(void *user, const char *code), void *user,
                        struct succession *out)
{
    *out = (struct succession){.count = 0};
    struct follower follower = {.changes = changes, .exists = exists, .user = user, .out = out};
    trace(&follower, code, "");
}

/* Whether a code that moved away came back later: its being there tells nothing then. */
static bool comes_back(const struct code_changes *changes, const struct code_change *item)
{
    for (uint32_t i = cpts_name_index_find(&changes->by_new, item->old_code); i != CPTS_NONE;
         i = changes->items[i].next_new)
        if (strcmp(changes->items[i].date, item->date) >= 0)
            return true;
    return false;
}

struct edition cpts_changes_edition(const struct code_changes *changes,
                                    bool (*exists)(void *user, const char *code), void *user)
{
    struct edition edition = {"", ""};
    for (size_t i = 0; i < changes->count; i++) {
        const struct code_change *item = &changes->items[i];
        if (item->is_division || comes_back(changes, item))
            continue;
        bool is_old = exists(user, item->old_code);
        if (is_old && (!*edition.until || strcmp(item->date, edition.until) < 0))
            edition.until = item->date;
        if (!is_old && exists(user, item->new_code) && strcmp(item->date, edition.since) > 0)
            edition.since = item->date;
    }
    return edition;
}

void cpts_changes_free(struct code_changes *changes)
{
    cpts_name_index_free(&changes->by_old);
    cpts_name_index_free(&changes->by_new);
    cpts_array_free(changes->items);
    cpts_array_free(changes->former);
    cpts_arena_free(&changes->arena);
    memset(changes, 0, sizeof *changes);
}
