/*
 * Names of communes as lists write them: without case, accents or hyphens, with "St" for "Saint",
 * "Garde" or "Garde (La)" for "La Garde", "Lyon 3e" for "Lyon 3e Arrondissement",
 * as the post writes them (postal_names.h), and with letters
 * lost on the way from one encoding to another.
 */
#ifndef CPTS_INPUT_DECLARATIONS_PLACE_NAMES_H
#define CPTS_INPUT_DECLARATIONS_PLACE_NAMES_H

#include "common/memory.h"
#include "input/declarations/name_index.h"

enum { PLACE_KEY_ROOM = 128, PLACE_MATCH_MOST = 16, PLACE_NEAREST = 3 };

/* A name in the forms that are compared, each cut to its room. */
struct place_key {
    char whole[PLACE_KEY_ROOM];   /* "la garde": folded, words apart */
    char bare[PLACE_KEY_ROOM];    /* "garde": without the article at its head or its end */
    char letters[PLACE_KEY_ROOM]; /* "besan?on": accented or lost letters left open */
    char department[4];           /* of "Saint-Denis (93)"; else "" */
    char code[6];                 /* of the municipal arrondissement it names; else "" */
};
void cpts_place_key(struct place_key *key, const char *name);

/* How far a name had to be bent: the least one that finds anything. */
enum place_match {
    PLACE_UNKNOWN,
    PLACE_SAME,    /* except case, accents and punctuation */
    PLACE_ARTICLE, /* except its article */
    PLACE_LETTERS  /* except its accented letters */
};

struct place_names {
    struct arena arena;
    struct place_entry {
        const char *whole, *bare;
        uint32_t value, next_bare, next_letters;
        char department[4];
    } * entries;
    size_t count, capacity;
    struct name_index by_bare, by_letters;
};

/* `code` gives the département; `value` is what a match returns. False when memory is short. */
bool cpts_place_names_add(struct place_names *names, const char *name, const char *code,
                          uint32_t value);

struct place_found {
    enum place_match match;
    uint32_t values[PLACE_MATCH_MOST]; /* in the order they were added */
    size_t count;                      /* of them all, which may be more than there is room for */
    bool ignores_article;              /* others differ by their article alone */
};

/* The places that bear the name, in the département of that code or in any (""). */
void cpts_place_names_find(const struct place_names *names, const struct place_key *key,
                           const char *department, struct place_found *out);

/* The same whatever the article, though one name be the very same. */
void cpts_place_names_find_bare(const struct place_names *names, const struct place_key *key,
                                const char *department, struct place_found *out);

/* The nearest names, at most PLACE_NEAREST, nearest first; how many. */
size_t cpts_place_names_nearest(const struct place_names *names, const struct place_key *key,
                                const char *department, uint32_t values[PLACE_NEAREST]);

void cpts_place_names_free(struct place_names *names);

#endif
