/*
 * The region: what input hands to the rest. Units and perimeters with their shapes in one
 * analysis frame, the codes declared, and what was noticed while reading. No OGR type shows.
 */
#ifndef CPTS_INPUT_REGION_REGION_H
#define CPTS_INPUT_REGION_REGION_H

#include "common/context.h"
#include "common/memory.h"
#include "common/size_class.h"
#include "geometry/shapes.h"
#include "input/region/ground.h"
#include "input/sources/file_facts.h"

/* Parallel arrays, one entry for each unit. Strings live in the region's arena. */
struct units {
    size_t count, capacity;
    const char **code, **name, **group; /* group: département, or the field asked for; may be "" */
    const char **epci;                  /* as in the layer; may be "" */
    double *population;                 /* NaN: unknown */
    bool has_population;                /* some unit has one */
    unsigned kinds;       /* what they are called, see unit_words.h; 0: not looked at yet */
    unsigned grouping;    /* by what --group-by groups them, as a bit of these; 0: by default */
    struct shapes shapes; /* part.feature is the unit's index */
};

/* Parallel arrays, one entry for each perimeter id, in order of first appearance. */
struct perimeters {
    size_t count, capacity;
    const char **id, **name, **status; /* status may be "" */
    const char **from, **to;           /* dates as written; may be "" */
    const char *const **kept;          /* by kept column, see region.kept_names; NULL: nothing */
    cpts_life *life;
    bool has_lives;        /* some perimeter is of a class */
    bool *drawn_in_pieces; /* several polygon features share the id: they must be united */
    struct shapes shapes;  /* part.feature is the perimeter's index */
    /* Units declared by code: pairs sorted by perimeter, then unit, without repetition. */
    struct declared {
        uint32_t perimeter, unit;
        bool is_supposed; /* by a hypothesis, and no list */
    } * declared;
    size_t declared_count, declared_capacity;
};

/* A fact noticed while reading, that becomes a finding. */
struct notice {
    cpts_rule rule;
    cpts_severity severity;
    uint32_t perimeter, unit; /* CPTS_NONE when it concerns none */
    const char *key;     /* what distinguishes it under its rule: a code, a feature; for the id */
    const char *message; /* in the language of the run */
    double area_m2;      /* concerned, or 0 */
};

/* A declared unit that is not written as the unit layer writes it, and what it was taken for. */
struct unit_reading {
    uint32_t perimeter;
    const char *file, *text, *how; /* file: "" for memory; how: see cpts_reading_how */
    long line;
    const char *unit; /* code taken, of a unit or of several */
};

/* How one layer was read. */
struct source {
    const char *path, *layer, *role; /* role: "units", "perimeters", "codes", ... */
    const char *file;                /* as the system knows it; `path` is its name in UTF-8 */
    const char *crs;                 /* "EPSG:2154", or "" for a table */
    size_t features;
    const char *encoding, *separator; /* of a text file, else "" */
    long header_line;                 /* of a table, 0: none */
    struct source_field {
        const char *field, *column; /* "code", "CODE_INSEE" */
    } * fields;
    size_t field_count;
    struct source *same_file; /* an earlier source in the same file, or NULL */
    struct file_facts facts;  /* of the file that was read */
    char sha256[65];          /* filled by cpts_source_digest; "" when not a plain file */
};

/* A figure of the units, or points of one kind. Lives in the region's arena. */
enum indicator_kind { INDICATOR_SUM, INDICATOR_MEAN, INDICATOR_COUNT };
struct indicator {
    const char *name, *source; /* its column or label, its layer */
    enum indicator_kind kind;
    double secret_below;        /* a sum of fewer is not published; 0: all are */
    double *values;             /* by unit, or by point: NaN is not known; NULL for a count */
    double *weights;            /* of a mean, by unit; NULL: the inhabitants */
    bool *masked;               /* by unit: its source keeps it secret */
    const struct point *points; /* NULL for a table */
    size_t point_count;
};

/* Territories of another kind (EPCI, hospital groups...), as perimeters over the same units. */
struct other_territories {
    const char *name, *source;
    struct cpts_region *region; /* a copy, owned */
};

struct cpts_region {
    cpts_context *context;
    atomic_uint holders;        /* the caller, its reports, and copies that share its texts */
    atomic_uint report_count;   /* reports read it: while there are any, nothing may be added */
    struct cpts_region *origin; /* of a copy: held, its texts are shared; NULL */
    const char *crs;            /* analysis CRS, "EPSG:2154" when it has a code, else its name */
    const char *crs_wkt;        /* the same, whole: for OGR */
    unsigned lands;             /* of the sheet that the units lie on; 0: crs is one CRS */
    /* The edition of the units, as the moves of communes show it: from `since`, before `until`, ""
     * when unknown; `moves_source`: the table that showed it. */
    const char *since, *until, *moves_source;
    const char *as_of, *statuses;     /* what was asked for, "" when nothing was */
    struct size_classes size_classes; /* none: those of the environment, when first asked for */
    size_t left_out;                  /* perimeters that were not asked for */
    const char **kept_names;          /* columns carried along, as they were asked for */
    size_t kept_count;
    unsigned kept_in; /* outputs that show them because it was asked for: enum kept_output */
    struct units units;
    struct perimeters perimeters;
    struct notice *notices;
    size_t notice_count, notice_capacity;
    struct source *sources;
    size_t source_count, source_capacity;
    struct digesting *digesting;           /* the thread that digests them, or NULL */
    size_t declared_rows, understood_rows; /* units declared by lists, and those understood */
    bool
        doubts_changes; /* most CPTS gone since the last run is a misreading until said otherwise */
    struct unit_reading *readings; /* by perimeter, then file and line */
    size_t reading_count, reading_capacity;
    struct indicator *indicators;
    size_t indicator_count;
    struct other_territories *others; /* in the arena; their regions are not */
    size_t other_count;
    const struct map_ground *ground; /* in the arena; NULL: none */
    struct arena arena;
    void *builder; /* input's own state while it fills the region (code and id indexes) */
};

/* The analysis CRS; where each territory has its own, their list, written to `systems` of
 * CPTS_LANDS_BYTES, or NULL when that is NULL: a field for machines holds one CRS. */
const char *cpts_region_crs(const struct cpts_region *region, char *systems);

/* Held by whoever reads it later; with the last release it is gone. */
void cpts_region_hold(struct cpts_region *region);
void cpts_region_release(struct cpts_region *region);

/* An error while reports read the region. */
cpts_status cpts_region_may_grow(const struct cpts_region *region);

/* Adds a notice; the strings are copied. False when memory is short. */
bool cpts_region_notice(struct cpts_region *region, const struct notice *notice);

/* An error when the file of a source is no longer the one that was opened. */
cpts_status cpts_source_unchanged(cpts_context *context, const struct source *source);

/* Records a file read beside the units and the perimeters. The texts are copied. */
cpts_status cpts_region_add_source(struct cpts_region *region, const char *file,
                                   const struct file_facts *facts, const char *layer,
                                   const char *role, size_t features);

/* The unit of this code; SIZE_MAX when there is none. */
size_t cpts_unit_index(const struct cpts_region *region, const char *code);

/* SHA-256 of the file of a source, read once and kept; an error when it changed meanwhile. */
cpts_status cpts_source_digest(struct cpts_region *region, struct source *source);

/* Where there are threads, one computes the digests of the files of `sources` that are not known
 * yet, while the region is read, or checked; what it was not given is computed once it is asked
 * for. To be ended before sources are copied or freed: then those of the region receive what was
 * found. */
void cpts_digests_begin(struct cpts_region *region, const struct source *sources, size_t count);
void cpts_digests_end(struct cpts_region *region, bool gives_up);

/* Sorts the declared codes, and reports what is empty or declared twice. Must be called when
 * everything is added and before a check: cpts_region_load does it, cpts_check does it for a region
 * built from memory. Idempotent. */
cpts_status cpts_region_finish(struct cpts_region *region);

/* The size classes that the region was loaded with, those of the environment when it was not. */
cpts_status cpts_size_classes_in_force(struct size_classes *out, struct cpts_region *region);

#endif
