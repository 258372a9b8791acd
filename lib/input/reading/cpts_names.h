/*
 * The CPTS that cells name: spellings of one, several in one cell, words for none, and whether the
 * column of identifiers is a key.
 */
#ifndef CPTS_INPUT_READING_CPTS_NAMES_H
#define CPTS_INPUT_READING_CPTS_NAMES_H

#include "input/reading/none_words.h"

enum { CPTS_KEY_ROOM = 256 };

/* A name as it is compared: without case, accents, signs, nor "CPTS" at its head. */
void cpts_name_key(char out[CPTS_KEY_ROOM], const char *name);

/* Whether a name begins with "CPTS". */
bool cpts_name_says_cpts(const char *text);

struct cpts_spelling {
    const char *text;
    size_t count;
};

struct cpts_entry {
    const char *key;
    struct cpts_spelling *spellings; /* as it is written, most often first once settled */
    size_t spelling_count, spelling_capacity;
    const char *id; /* the first met, "" for none */
    size_t ids;     /* that go with it, as far as two */
    size_t rows;
};

struct cpts_names {
    struct arena arena;
    const struct none_words *none;
    struct cpts_entry *entries; /* cells, by key, as long as they are whole */
    size_t count, capacity;
    struct name_index by_key;
    struct name_index id_names; /* id: the entry it goes with first */
    size_t id_count, split_ids; /* ids; those of several names */
    size_t shared_names;        /* names of several ids */
    size_t rows;
    size_t called, short_ones; /* names that begin with CPTS; of three characters at most */
    size_t both;               /* rows with an id and a name */
    bool counts_rows;          /* its ids are numbers of rows */
    bool id_is_key;
};

/* A row that declares something: its cells of id and name, either may be "". The texts must live as
 * long. False when memory is short. */
bool cpts_names_add(struct cpts_names *names, const char *id, const char *name);

/* Once all rows were added. */
void cpts_names_settle(struct cpts_names *names);

/* The CPTS of a cell. */
struct cpts_part {
    const char *id, *name; /* name: its most usual spelling */
    bool is_doubtful;      /* may mean none */
};
struct cpts_parts {
    struct cpts_part items[64];
    size_t count; /* 0: none */
};

/* `is_joined`: the cell held several. False when memory is short. */
bool cpts_names_read(struct cpts_parts *out, struct cpts_names *names, const char *id,
                     const char *name);

/* "CPTS Nord et Sud", where there are CPTS Nord and CPTS Sud: a name of its own, or both. */
bool cpts_names_may_join(const struct cpts_names *names, const char *name);

void cpts_names_free(struct cpts_names *names);

#endif
