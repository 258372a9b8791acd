/*
 * Codes and names of former communes, and what became of them: the moves since 2015 come with the
 * program, later editions of INSEE's file add to them.
 */
#ifndef CPTS_INPUT_DECLARATIONS_FORMER_CODES_H
#define CPTS_INPUT_DECLARATIONS_FORMER_CODES_H

#include "common/context.h"
#include "common/memory.h"
#include "input/declarations/name_index.h"

#define CPTS_CHANGES_BUILT_IN "built-in"

struct code_change {
    const char *old_code, *new_code, *date; /* date: 2019-01-01 */
    const char *old_name;                   /* may be "" */
    bool is_division;                       /* the old code goes on beside the new one */
    uint32_t next, next_new; /* of the same old code, of the same new one; or CPTS_NONE */
};

/* A name that a code bore before its commune grew or was called otherwise. */
struct former_name {
    const char *code, *name;
};

struct code_changes {
    struct arena arena;
    struct code_change *items;
    size_t count, capacity;
    struct former_name *former;
    size_t former_count, former_capacity;
    struct name_index by_old, by_new;
    const char *source; /* the file, or CPTS_CHANGES_BUILT_IN */
};

/* shapes/commune-moves.csv, without comments and headings; a NUL ends it. */
extern const unsigned char *const cpts_commune_moves;

cpts_status cpts_changes_load_default(struct code_changes *changes, cpts_context *context);

/* A row of a table of moves. */
struct move {
    const char *old_code, *new_code, *date, *old_name, *new_name;
};

/* Communes that keep their code on a date on which they changed: each has a row from the code to
 * itself. */
struct going_on {
    struct dated_code {
        const char *code, *date;
    } * items;
    size_t count, capacity;
};

/* Adds a move that is not known yet; the texts are copied. `going_on` is empty before the first. */
cpts_status cpts_changes_add(struct code_changes *changes, cpts_context *context,
                             struct going_on *going_on, const struct move *fact);

/* To be called after the last, in all cases: communes that went on were divided, not merged. */
void cpts_changes_added(struct code_changes *changes, struct going_on *going_on);

enum { MAX_SUCCESSORS = 8 };

struct succession {
    const char *codes[MAX_SUCCESSORS]; /* those for which `exists` holds, sorted */
    bool is_cut;                       /* there are more */
    int count;
    const char *date; /* of the last move */
};

/* What became of a code: follows the moves until codes that exist. */
void cpts_changes_follow(const struct code_changes *changes, const char *code,
                         bool (*exists)(void *user, const char *code), void *user,
                         struct succession *out);

/* What a code was made of: follows the moves backwards until codes that exist. */
void cpts_changes_trace(const struct code_changes *changes, const char *code,
                        bool (*exists)(void *user, const char *code), void *user,
                        struct succession *out);

/* Of which edition codes are, as far as the moves show: after `since` and before `until`, "" when
 * unknown. A code that moved away and exists sets `until`, one that moved away and does not, while
 * what it became does, sets `since`. */
struct edition {
    const char *since, *until;
};
struct edition cpts_changes_edition(const struct code_changes *changes,
                                    bool (*exists)(void *user, const char *code), void *user);

void cpts_changes_free(struct code_changes *changes);

#endif
