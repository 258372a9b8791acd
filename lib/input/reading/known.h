/*
 * What is known before any declaration is read: the units, their codes, names and groups. Columns
 * are measured against it.
 */
#ifndef CPTS_INPUT_READING_KNOWN_H
#define CPTS_INPUT_READING_KNOWN_H

#include "input/declarations/insee.h"
#include "input/declarations/place_names.h"
#include "input/reading/none_words.h"

struct builder;
struct cpts_region;

/* What tables are measured against, listed at the first of them: layers of polygons need none. */
struct known_places {
    bool are_listed;
    struct place_names names, old_names; /* of the units; of communes that became part of them */
    struct name_index wholes; /* communes of which the units are parts; EPCI of the units */
    struct arena arena;
};

struct known {
    const struct cpts_region *region;
    const struct builder *builder;
    const struct none_words *none;
    struct known_places *places;
};

cpts_status cpts_known_begin(struct known *known, const struct cpts_region *region,
                             const struct none_words *none);
void cpts_known_end(struct known *known);

/* Lists the places, if they are not: before a table is looked into. */
cpts_status cpts_known_list(const struct known *known);

/* Whether a text is the code of a unit, or of several that lists may name by it; spoilt codes are
 * mended. `out` may be NULL, else it is the code. */
bool cpts_known_code(const struct known *known, const char *text, char out[INSEE_CODE_ROOM]);

/* The unit of a code as it is, mended, or cut off its département, which may be "". `is_part`: of
 * an arrondissement of the unit. CPTS_NONE. */
uint32_t cpts_known_unit(const struct known *known, const char *code, const char *department,
                         bool *is_part);

/* How well the name is that of a unit, or of a commune that became part of one, in the département
 * of that code or in any (""). */
enum place_match cpts_known_match(const struct known *known, const struct place_key *key,
                                  const char *department);

/* Whether a unit has the name, except for its article, or for lost letters when `bent`. */
bool cpts_known_name(const struct known *known, const char *text, bool bent);

/* A piece of a cell of units: "01001", "Ambérieu", "01001 - Ambérieu", "Ambérieu (01)". */
struct unit_piece {
    const char *text, *code, *name; /* as the cell has it; code and name may be "" */
    bool is_unit;                   /* the code or the name is known */
    bool is_code;                   /* the code is */
};

struct unit_pieces {
    struct unit_piece *items;
    size_t count, capacity;
    size_t units, codes; /* how many are units, and by their codes */
};

/* The pieces of a cell. The texts go to the arena. False when memory is short. */
bool cpts_unit_pieces_read(struct unit_pieces *out, struct arena *arena, const struct known *known,
                           const char *cell);
void cpts_unit_pieces_free(struct unit_pieces *pieces);

#endif
