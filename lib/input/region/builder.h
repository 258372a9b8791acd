/*
 * The region while it is being filled.
 */
#ifndef CPTS_INPUT_REGION_BUILDER_H
#define CPTS_INPUT_REGION_BUILDER_H

#include "input/declarations/former_codes.h"
#include "input/declarations/name_index.h"
#include "input/declarations/unit_groups.h"
#include "input/reading/none_words.h"
#include "input/region/region.h"
#include "input/sources/frame.h"
#include "input/sources/polygons.h"

struct known;
struct unit_pieces;

/* A unit declared by a perimeter. Texts are never NULL. */
struct declaration {
    uint32_t perimeter;
    const char *code;       /* as written, then what it was taken for */
    const char *name;       /* of the unit, where the list gives one */
    const char *department; /* code of the unit's, where the list gives one */
    const char *epci;       /* code of its EPCI, where the list gives one */
    const char *postal;     /* its postal code, likewise */
    const char *from, *to;  /* dates, where the list gives some */
    const char *file;       /* "" when it was given from memory */
    long line;              /* 0: none */
    /* Filled in when it is resolved. */
    const char *text; /* what stood in the list */
    const char *how;  /* a way of reading, see readings.h; NULL: as written */
    bool is_name;     /* `code` is a name that no single unit bears */
    bool is_doubtful; /* its name is another unit's */
    uint32_t list;    /* from 1; 0: none that is compared with others */
};

/* All texts empty. */
struct declaration cpts_declaration_of(uint32_t perimeter, const char *file);

/* A table that declares; see lists.c. */
struct declared_list {
    const char *shown;
    bool is_named; /* the user named its sheet */
};

/* A cell of a kept column. */
struct kept_value {
    uint32_t perimeter, field;
    const char *text;
};

struct builder {
    struct frame frame;
    struct name_index unit_by_code, perimeter_by_id;
    struct name_index perimeter_by_key; /* of those known by a name alone, see cpts_name_key */
    struct name_index lost_units;       /* in the unit layer, but without a usable polygon */
    uint32_t *pieces;                   /* polygon features of each perimeter */
    size_t pieces_capacity;
    struct declaration *declarations; /* not resolved yet */
    size_t declaration_count, declaration_capacity;
    struct declared_list *lists;
    size_t list_count, list_capacity;
    uint32_t list;         /* that is being read, from 1; 0: none */
    size_t tables;         /* that declare, read or to be read */
    bool checks_share;     /* refuse a list of which under half is understood */
    size_t other_statuses; /* rows that give a perimeter another status than its first */
    struct code_changes changes;
    struct unit_groups wholes; /* EPCI, cantons, départements that lists may name: --expand */
    struct kept_value *kept;   /* not settled yet */
    size_t kept_count, kept_capacity;
};

/* Layers read, on their way into the region. The arenas and shapes of `drawn` are taken over. */
struct adding {
    struct cpts_region *region;
    struct drawn *drawn;
    const char *const *shown; /* the name of each layer, for messages */
    const bool *is_named;     /* the user names this layer of its source; NULL: none */
    size_t count;
    struct cpts_names *names;      /* of its perimeters, while they are placed */
    const struct none_words *none; /* names that mean no CPTS; NULL: every name is one */
    uint32_t **map; /* of each layer: feature to unit or perimeter, CPTS_NONE when not used */
    bool are_units; /* the features are units, each with the CPTS that it is in */
};

cpts_status cpts_adding_begin(struct adding *adding);

/* Unmaps the features that repeat, point by point, an earlier one of the same unit or perimeter,
 * and reports each under `rule`. */
cpts_status cpts_adding_drop_repeats(struct adding *adding, cpts_rule rule, size_t owner_count);

/* Unmaps the pieces that have ended by dates of their own, where others of their perimeter have
 * not, and reports them; in pieces_in_force.c. */
cpts_status cpts_pieces_drop_ended(struct adding *adding);

/* Moves the polygons of the mapped features to `shapes`. */
cpts_status cpts_adding_move_shapes(struct adding *adding, struct shapes *shapes);

void cpts_adding_end(struct adding *adding);

/* Reports what could not be read of a feature, if anything. */
cpts_status cpts_adding_notice(const struct adding *adding, size_t layer, size_t feature,
                               cpts_rule rule, uint32_t unit, uint32_t perimeter);

/* Units and perimeters from layers. `drop_parents`: leave out 75056, 69123 and 13055 when their
 * arrondissements are there. */
cpts_status cpts_units_place(struct adding *adding, bool drop_parents);
cpts_status cpts_perimeters_place(struct adding *adding);

/* The perimeter of this id, added when it is new. CPTS_NONE when memory is short. The strings
 * must live as long as the region. */
uint32_t cpts_perimeter_find_or_add(struct cpts_region *region, const char *id, const char *name,
                                    const char *status);

/* The perimeter of this id, or one known by its name alone that differs only in spelling;
 * CPTS_NONE. */
uint32_t cpts_perimeter_named(const struct cpts_region *region, const char *id, const char *name);

/* Its dates, where they are not known yet. */
void cpts_perimeter_set_dates(struct cpts_region *region, uint32_t perimeter, const char *from,
                              const char *to);

/* An error for a name that may mean that there is no CPTS; its polygons or its list count. */
cpts_status cpts_perimeter_report_doubt(struct cpts_region *region, const char *shown,
                                        uint32_t perimeter);

/* The polygons of a layer of perimeters, in the region's frame. cpts_drawn_free in all cases. */
cpts_status cpts_perimeters_read(struct drawn *out, const struct cpts_region *region,
                                 const struct layer *layer);

/* The unit of this code, mended where a spreadsheet may have spoilt it; CPTS_NONE. */
uint32_t cpts_unit_of_code(const struct builder *builder, const char *code);

cpts_status cpts_declaration_add(struct cpts_region *region, const struct declaration *declaration);

/* The same, for each unit that the texts of a row name: its code, its name, or a list of them;
 * `row` has the rest. `pieces` is room that is used again. */
cpts_status cpts_declaration_add_pieces(struct cpts_region *region, const struct known *known,
                                        struct unit_pieces *pieces, const struct declaration *row,
                                        const char *code, const char *name);

/* What a row gives beside its units: département, EPCI, postal code, dates, line. */
cpts_status cpts_row_describe(struct declaration *out, struct cpts_region *region,
                              const struct columns *columns, const struct table_row *row);

/* What a row of a table declares for this perimeter. `shown` must live as long as the region. */
cpts_status cpts_row_declare(struct cpts_region *region, const struct known *known,
                             const struct columns *columns, const struct table_row *row,
                             const char *shown, uint32_t perimeter);

/* A row without unit, or without CPTS (`perimeter`: CPTS_NONE); `text`: what it has. */
cpts_status cpts_row_report(struct cpts_region *region, const char *file,
                            const struct table_row *row, uint32_t perimeter, const char *text);

/* Cells of a row beyond those that its header names. */
cpts_status cpts_row_report_beyond(struct cpts_region *region, const char *file,
                                   const struct table_row *row, uint32_t perimeter,
                                   const char *text);

/* What is declared from here on, to the end, stands in this table. */
cpts_status cpts_list_begin(struct cpts_region *region, const char *shown, bool is_named);
void cpts_list_end(struct cpts_region *region);

/* An error when two tables declare the same CPTS differently. Declarations are in order of
 * perimeter and code. */
cpts_status cpts_lists_compare(struct cpts_region *region);

/* Gives every declaration its units, or a notice. */
cpts_status cpts_declarations_resolve(struct cpts_region *region);

/* cpts_region_notice with a message made here; the message must not be NULL. */
cpts_status cpts_notice_add(struct cpts_region *region, const struct notice *notice,
                            const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The same of a whole list which may declare more, or less, than was read; key as in a notice. */
cpts_status cpts_notice_unread(struct cpts_region *region, const char *key, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
