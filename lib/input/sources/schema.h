/*
 * Schemas: which column of a layer holds what. One table of the names met in the field (INSEE,
 * IGN ADMIN EXPRESS old and new, Etalab contours, agencies' lists), overridable by a map.
 */
#ifndef CPTS_INPUT_SOURCES_SCHEMA_H
#define CPTS_INPUT_SOURCES_SCHEMA_H

#include "common/context.h"
#include "common/memory.h"

enum role {
    ROLE_NONE,
    ROLE_UNITS,
    ROLE_PERIMETERS,
    ROLE_CODES,
    ROLE_POPULATIONS,
    ROLE_MOVES,
    ROLE_LIVES,
    ROLE_NONE_WORDS
};

enum field {
    FIELD_CODE,
    FIELD_NAME,
    FIELD_POPULATION,
    FIELD_GROUP,
    FIELD_ID,
    FIELD_STATUS,
    FIELD_FROM,
    FIELD_TO,
    FIELD_DATE,     /* of a move */
    FIELD_NEW_CODE, /* of a move */
    FIELD_TYPE,     /* of the old code of a move: COM, COMD... */
    FIELD_NEW_TYPE,
    FIELD_NEW_NAME,
    FIELD_UNIT,       /* name of a declared unit */
    FIELD_DEPARTMENT, /* of a declared unit */
    FIELD_POSTAL,     /* postal code of a declared unit: no code of it */
    FIELD_EPCI,       /* of a unit */
    FIELD_CANTON,
    FIELD_COUNT
};

/* Where each field stands among the columns, -1 for none. */
struct columns {
    int at[FIELD_COUNT];
    bool strong[FIELD_COUNT]; /* the column's name can hardly mean anything else */
};

/* The names of the columns, in the layer's order. */
struct headings {
    const char *const *names;
    int count;
};

/* Recognises the columns by their names. */
void cpts_schema_match(struct columns *out, const struct headings *headings, enum role role);

/* 0 no, 1 perhaps, 2 surely: whether a heading is a name of this field. */
int cpts_schema_says(enum role role, enum field field, const char *heading);

/* Whether a text is a heading that lists of declarations have, of whatever field. */
bool cpts_schema_is_heading(const char *text);

/* The line of the header that a map gives, "header=6"; false when it gives none. */
bool cpts_schema_map_header(const char *map, long *line);

/* Lets a map such as "code=insee,name=nom" (or NULL) take precedence; columns that are not there
 * are passed over. */
void cpts_schema_apply_map(struct columns *out, const struct headings *headings, const char *map);

/* An error when a map names a column that is not there. `where` names the layer in messages,
 * `option` the option the map came by. */
cpts_status cpts_schema_check_columns(cpts_context *context, const struct headings *headings,
                                      enum role role, const char *map, const char *option,
                                      const char *where);

/* The column of this name, or "#3" for the third; -1 for none. */
int cpts_schema_find(const struct headings *headings, const char *name);

/* The comma at which the map of a text begins, "FILE,code=COLUMN": a path may hold commas, and the
 * fields begin at one that a key follows. NULL: none. */
const char *cpts_schema_find_map(const char *text);

/* Checks the keys of a map before any file is opened. */
cpts_status cpts_schema_check_map(cpts_context *context, const char *map, const char *option);

/* The key of a field in a map, such as "code"; NULL for a field that cannot be mapped. */
const char *cpts_schema_key(enum field field);

/* "insee, nom, population": the columns, for messages. Cut at `size`. */
void cpts_schema_list(char *out, size_t size, const struct headings *headings);

/* Columns with a year, as those of codes in a table de passage: CODGEO_2022, CODGEO_2025.
 */
enum { SCHEMA_MOST_EDITIONS = 64 };
struct schema_editions {
    struct schema_edition {
        int year, at;
    } items[SCHEMA_MOST_EDITIONS]; /* by year */
    int count;
};
void cpts_schema_editions(struct schema_editions *out, const struct headings *headings);

/* What a layer's name says of its role. */
enum layer_kind {
    LAYER_NEUTRAL,
    LAYER_UNITS,
    LAYER_ARRONDISSEMENTS, /* municipal: units that go with the layer of communes */
    LAYER_PERIMETERS,
    LAYER_OTHER /* départements, EPCI... : polygons that are neither */
};
enum layer_kind cpts_schema_layer_kind(const char *name);

#endif
