/*
 * Moves are followed by date: of a code that merged, came back and merged again, the last move
 * counts, and its successor's later moves after it.
 */
#include "input/declarations/former_codes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "geometry/shapes.h"
#include "input/declarations/insee.h"

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
        !CPTS_ARRAY_MORE(changes->items, changes->count, changes->capacity))
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

static bool note_going_on(struct code_changes *changes, struct going_on *going_on,
                          const struct move *fact)
{
    if (!CPTS_ARRAY_MORE(going_on->items, going_on->count, going_on->capacity))
        return false;
    const struct dated_code item = {cpts_arena_string(&changes->arena, fact->old_code),
                                    cpts_arena_string(&changes->arena, fact->date)};
    going_on->items[going_on->count++] = item;
    return item.code && item.date;
}

void cpts_changes_added(struct code_changes *changes, struct going_on *going_on)
{
    for (size_t i = 0; i < going_on->count; i++)
        for (uint32_t at = cpts_name_index_find(&changes->by_old, going_on->items[i].code);
             at != CPTS_NONE; at = changes->items[at].next)
            if (strcmp(changes->items[at].date, going_on->items[i].date) == 0)
                changes->items[at].is_division = true;
    cpts_array_free(going_on->items);
}

static cpts_status add_former_name(struct code_changes *changes, cpts_context *context,
                                   const struct move *fact)
{
    if (!*fact->old_name || strcmp(fact->old_name, fact->new_name) == 0)
        return CPTS_OK;
    if (!CPTS_ARRAY_MORE(changes->former, changes->former_count, changes->former_capacity))
        return cpts_fail_memory(context);
    const struct former_name former = {cpts_arena_string(&changes->arena, fact->old_code),
                                       cpts_arena_string(&changes->arena, fact->old_name)};
    if (!former.code || !former.name)
        return cpts_fail_memory(context);
    changes->former[changes->former_count++] = former;
    return CPTS_OK;
}

cpts_status cpts_changes_add(struct code_changes *changes, cpts_context *context,
                             struct going_on *going_on, const struct move *fact)
{
    if (strcmp(fact->old_code, fact->new_code) != 0)
        return add(changes, context, fact);
    if (!note_going_on(changes, going_on, fact))
        return cpts_fail_memory(context);
    return add_former_name(changes, context, fact);
}

/* ---- the table that comes with the program ----------------------------------------------- */

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
        status = cpts_changes_add(changes, context, &going_on, &fact);
    }
    cpts_changes_added(changes, &going_on);
    changes->source = CPTS_CHANGES_BUILT_IN;
    return status;
}

/* ---- following --------------------------------------------------------------------------- */

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

/* Whether a code that moved away came back later: that it exists then proves nothing. */
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
