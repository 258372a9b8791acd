/*
 * Moves are followed by date: of a code that merged, came back and merged again, the last move
 * counts, and its successor's later moves after it.
 */
#include "changes.h"

#include <string.h>

#include "../geometry/shapes.h"
#include "table.h"

enum { MAX_STEPS = 32 };

static cpts_status add(struct code_changes *changes, cpts_context *context, const char *old_code,
                       const char *new_code, const char *date)
{
    if (changes->count >= CPTS_NONE - 1 ||
        !cpts_array_reserve(&changes->items, &changes->capacity, changes->count + 1,
                            sizeof *changes->items))
        return cpts_fail_memory(context);
    struct code_change *item = &changes->items[changes->count];
    *item = (struct code_change){.old_code = cpts_arena_string(&changes->arena, old_code),
                                 .new_code = cpts_arena_string(&changes->arena, new_code),
                                 .date = cpts_arena_string(&changes->arena, date),
                                 .next = CPTS_NONE};
    if (!item->old_code || !item->new_code || !item->date)
        return cpts_fail_memory(context);
    uint32_t first = cpts_name_index_find(&changes->by_old, old_code);
    if (first != CPTS_NONE) {
        item->next = changes->items[first].next;
        changes->items[first].next = (uint32_t)changes->count;
    } else if (!cpts_name_index_add(&changes->by_old, item->old_code, (uint32_t)changes->count)) {
        return cpts_fail_memory(context);
    }
    changes->count++;
    return CPTS_OK;
}

cpts_status cpts_changes_load_default(struct code_changes *changes, cpts_context *context)
{
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < cpts_code_change_fact_count && status == CPTS_OK; i++)
        status = add(changes, context, cpts_code_change_facts[i].old_code,
                     cpts_code_change_facts[i].new_code, cpts_code_change_facts[i].date);
    return status;
}

static const char *cell(const struct table_row *row, const struct columns *columns,
                        enum field field)
{
    return columns->at[field] >= 0 ? row->cells[columns->at[field]] : "";
}

/* Moves of whole communes only: delegated and associated ones are no units. */
static bool concerns_communes(const struct table_row *row, const struct columns *columns)
{
    if (columns->at[FIELD_TYPE] < 0)
        return true;
    return strcmp(cell(row, columns, FIELD_TYPE), "COM") == 0 &&
           strcmp(cell(row, columns, FIELD_NEW_TYPE), "COM") == 0;
}

static cpts_status add_rows(struct code_changes *changes, cpts_context *context,
                            const struct table *table, const char *path)
{
    struct columns columns;
    cpts_schema_match(&columns, &table->headings, ROLE_MOVES);
    if (columns.at[FIELD_CODE] < 0 || columns.at[FIELD_NEW_CODE] < 0)
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("--code-changes: %s is not INSEE's file of commune moves "
                           "(v_mvt_commune_AAAA.csv): it has no columns COM_AV and COM_AP"),
                         path);
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < table->count && status == CPTS_OK; i++) {
        const struct table_row *row = &table->rows[i];
        const char *old_code = cell(row, &columns, FIELD_CODE);
        const char *new_code = cell(row, &columns, FIELD_NEW_CODE);
        if (concerns_communes(row, &columns) && *old_code && *new_code &&
            strcmp(old_code, new_code) != 0)
            status = add(changes, context, old_code, new_code, cell(row, &columns, FIELD_DATE));
    }
    return status;
}

cpts_status cpts_changes_read(struct code_changes *changes, cpts_context *context, const char *path)
{
    struct table table;
    cpts_status status = cpts_table_read_csv(&table, context, path, path, ROLE_MOVES);
    if (status != CPTS_OK)
        return status;
    cpts_changes_free(changes);
    status = add_rows(changes, context, &table, path);
    if (status == CPTS_OK)
        cpts_log(context, CPTS_VERBOSE, _("%s: %zu moves of communes"), path, changes->count);
    cpts_table_free(&table);
    return status;
}

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
    if ((at < out->count && strcmp(out->codes[at], code) == 0) || out->count == MAX_SUCCESSORS)
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

void cpts_changes_free(struct code_changes *changes)
{
    cpts_name_index_free(&changes->by_old);
    cpts_array_free(changes->items);
    cpts_arena_free(&changes->arena);
    memset(changes, 0, sizeof *changes);
}
