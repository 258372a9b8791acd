/*
 * Words that say "no CPTS": a cell or a polygon that bears one claims nothing. Taken for the name
 * of a CPTS, "HORS CPTS" would cover the very places that no CPTS claims.
 */
#ifndef CPTS_INPUT_READING_NONE_WORDS_H
#define CPTS_INPUT_READING_NONE_WORDS_H

#include "common/context.h"
#include "common/memory.h"
#include "input/declarations/name_index.h"

enum none_meaning {
    MEANS_CPTS,  /* a name */
    MEANS_NONE,  /* no CPTS */
    MEANS_DOUBT, /* may be either: to be settled by a word of the table */
};

struct none_words {
    struct arena arena;
    struct name_index words; /* folded; value: a none_meaning */
    struct name_index parts; /* single words, and what each of them says */
};

/* The words shipped, or those of a table with the columns word and language; a row whose third
 * column, means, says "name" settles that its word is the name of a CPTS. */
cpts_status cpts_none_words_load(struct none_words *out, cpts_context *context, const char *path);

enum none_meaning cpts_none_meaning(const struct none_words *words, const char *text);

/* Whether the table says that a text is the name of a CPTS. */
bool cpts_none_is_settled(const struct none_words *words, const char *text);

/* Whether a text is "" or a word for no CPTS. */
bool cpts_none_is_word(const struct none_words *words, const char *text);

/* Whether every doubtful word of a name denies something else than a CPTS: "Communes sans EPCI". */
bool cpts_none_denies_other(const char *text);

void cpts_none_words_free(struct none_words *words);

#endif
