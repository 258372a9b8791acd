/*
 * What a load made of its sources: which layer is what, on which evidence, and what is left in
 * doubt. Kept after the load, and also when the load refused something, which is when it is needed
 * most.
 */
#ifndef CPTS_INPUT_UNDERSTOOD_H
#define CPTS_INPUT_UNDERSTOOD_H

#include "input/reading/known.h"
#include "input/region/region.h"
#include "input/sources/layers.h"

struct understood_column {
    const char *heading; /* "" when there is none */
    int number;          /* from 1 */
    const char *role;    /* "code", "unit", "name"...; NULL: not read */
    size_t hits, filled; /* cells that say so, of those looked at that are not empty; 0: geometry */
    bool is_unread;      /* not read, and seems to hold claims */
};

struct understood_word {
    const char *text;
    size_t rows;
};

struct understood_layer {
    const char *path, *name, *shown;
    const char *role;  /* "units", "perimeters", "codes"; NULL: not used */
    const char *shape; /* see cpts_shape_name; "" */
    const char *encoding, *separator, *refusal;
    long header_line;
    long long rows; /* -1: not known */
    bool is_table;
    bool fills_down; /* a name holds for the empty cells below it */
    struct understood_column *columns;
    size_t column_count;
    struct understood_word *nones; /* words read as no CPTS */
    size_t none_count;
    struct claims_count counts;
    const char *options; /* that say the same; "" */
};

/* Readings of one kind, see readings.h. */
struct understood_repair {
    const char *how, *file, *text, *unit; /* of the first */
    long line;
    size_t count;
};

struct understood_doubt {
    const char *rule, *message;
};

struct cpts_reading {
    cpts_context *context;
    struct arena arena;
    struct understood_layer *layers;
    size_t layer_count;
    struct understood_repair *repairs;
    size_t repair_count;
    struct understood_doubt *doubts;
    size_t doubt_count;
    size_t units, perimeters, declared_rows, understood_rows;
    unsigned unit_kinds;          /* see input/region/unit_words.h */
    bool units_said, claims_said; /* the options given for all layers of the role */
    const char *failure;          /* why a check would refuse them; NULL */
};

/* `region` may be half made. False when memory is short. */
bool cpts_understood_gather(struct cpts_reading *out, const struct layers *layers,
                            const struct cpts_region *region, const struct none_words *none,
                            const cpts_load_options *options);

#endif
