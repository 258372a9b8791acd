/*
 * cpts.h — the public face of libcpts: the overlaps and white zones of the territories
 * declared by CPTS over the units (communes, arrondissements, IRIS) of a region.
 *
 *   context      messages, language, threads, progress, interruption
 *   region       units and declared perimeters, loaded from files or added from memory
 *   report       the outcome of a check: findings, statistics, verdict
 *   outputs      one writer per format
 *   comparison   what changed between two declarations, editions or days
 *   history      runs and findings kept from night to night
 *   simulation   what a hypothesis about one perimeter would change
 *   proposal     who could take each white unit and keep each contested one
 *
 * Conventions: fallible calls return cpts_status; the out-parameter comes first and is left NULL
 * on failure; what failed, on which file, layer or id, and why, is in cpts_context_message().
 * `T **out` is yours to free; a returned `const T *` is borrowed. Every _free takes NULL.
 * Strings are UTF-8. Lengths are metres, areas square metres, in the analysis CRS.
 * A context and what was made with it belong to one thread at a time; contexts are independent.
 * Objects may be freed in any order: each holds what it reads.
 */
#ifndef CPTS_H
#define CPTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CPTS_VERSION        "1.0.0"
#define CPTS_VERSION_NUMBER 10000 /* 10000 major + 100 minor + patch, for #if */
#define CPTS_API            __attribute__((visibility("default")))
#define CPTS_TEXT_DOMAIN    "cpts-coverage" /* of the messages, for bindtextdomain */

/* ---- structures that grow ---------------------------------------------------------------
 * Options and results begin with their size. Initialise options with their _INIT, which sets it;
 * results have it set by the library. Later versions add fields at the end and change none: a
 * program and a library of different versions understand each other. A library older than the
 * program refuses an option that it does not know, unless it is zero; a program newer than the
 * library asks CPTS_HAS whether a result has a field. The _COUNT of an enumeration grows too: a
 * loop up to it sees what this header knows. */

#define CPTS_HAS(type, result, field) (offsetof(type, field) < (result)->size)

/* A structure that is all zero but for its size: what the _INIT below come to. */
#ifdef __cplusplus
extern "C++" {
template <typename type> inline type cpts_sized()
{
    type structure = {};
    structure.size = sizeof structure;
    return structure;
}
}
#define CPTS_SIZED(type) cpts_sized<type>()
#else
/* clang-format off */
#define CPTS_SIZED(type) {.size = sizeof(type)}
/* clang-format on */
#endif

/* ---- status ---------------------------------------------------------------------------- */

typedef enum cpts_status {
    CPTS_OK = 0,
    CPTS_ERROR_ARGUMENT,  /* the caller's request makes no sense: wrong usage */
    CPTS_ERROR_INPUT,     /* a source cannot be read, or cannot be understood */
    CPTS_ERROR_OUTPUT,    /* a result cannot be written */
    CPTS_ERROR_MEMORY,    /* out of memory */
    CPTS_ERROR_INTERRUPT, /* cpts_context_interrupt was called */
    CPTS_ERROR_INTERNAL   /* the books do not balance, or a library misbehaved */
} cpts_status;

CPTS_API const char *cpts_version(void);                   /* of the library that runs: "1.0.0" */
CPTS_API int cpts_version_number(void);                    /* the same, as CPTS_VERSION_NUMBER */
CPTS_API void cpts_free(void *memory);                     /* that a call allocated for you */
CPTS_API const char *cpts_status_name(cpts_status status); /* "input"; "" for none known */

/* ---- context --------------------------------------------------------------------------- */

typedef struct cpts_context cpts_context;

typedef enum cpts_verbosity { CPTS_QUIET, CPTS_NORMAL, CPTS_VERBOSE } cpts_verbosity;

/* Told of the advance of long work: stage is a short label, done goes from 0 to 1. */
typedef void (*cpts_progress_fn)(void *user, const char *stage, double done);

/* Told of each warning and, when verbose, of each reading decision. */
typedef void (*cpts_log_fn)(void *user, cpts_verbosity level, const char *message);

CPTS_API cpts_status cpts_context_new(cpts_context **out);
CPTS_API void cpts_context_free(cpts_context *context);
CPTS_API const char *cpts_context_message(const cpts_context *context); /* "" after success */
CPTS_API void cpts_context_set_jobs(cpts_context *context, int jobs);   /* 0: the machine's */
CPTS_API void cpts_context_set_progress(cpts_context *context, cpts_progress_fn fn, void *user);
CPTS_API void cpts_context_set_log(cpts_context *context, cpts_log_fn fn, void *user);
CPTS_API void cpts_context_set_colour(cpts_context *context, bool colour); /* of what is printed */

/* Ends the call under way, or else the next one that takes long: it returns CPTS_ERROR_INTERRUPT,
 * and the context is as good as before. From any thread, a signal handler, or the progress
 * function. */
CPTS_API void cpts_context_interrupt(cpts_context *context);
/* Forgets an interruption that no call has met. */
CPTS_API void cpts_context_resume(cpts_context *context);

/* ---- region ---------------------------------------------------------------------------- */

/* Units and perimeters. Its reports read it: while there are any, additions are refused with
 * CPTS_ERROR_ARGUMENT. */
typedef struct cpts_region cpts_region;

/* What to read, and how. Lists are NULL-terminated arrays or NULL. Source syntax: PATH or
 * PATH|layername=LAYER. Field maps: "code=insee,name=nom". All strings are borrowed. */
typedef struct cpts_load_options {
    size_t size;                   /* set by CPTS_LOAD_OPTIONS_INIT */
    const char *const *sources;    /* roles recognised from geometry, name and fields */
    const char *const *units;      /* sources whose role is given: units */
    const char *const *perimeters; /* sources whose role is given: perimeters or declared codes */
    const char *unit_fields;       /* code=F,name=F,population=F,group=F */
    const char *perimeter_fields;  /* id=F,name=F,status=F,from=F,to=F,code=F,unit=F,... */
    const char *units_where;       /* OGR attribute filter */
    const char *perimeters_where;  /* OGR attribute filter */
    const char *crs;               /* analysis CRS, "EPSG:N"; NULL: chosen from the units */
    const char *code_changes;      /* INSEE's moves, v_mvt_commune_AAAA.csv, or table de passage */
    const char *populations;       /* INSEE's population table: COM;PMUN;PCAP;PTOT */
    const char *as_of;             /* only perimeters in force on this date, "2026-01-31" */
    const char *statuses;          /* only perimeters of these classes or statuses, "signed,..." */
    const char *life_classes;      /* table of classes and words, see shapes/life-classes.csv */
    const char *const *indicators; /* FILE[,sum=C,C][,mean=C][,weight=C]: see cpts-coverage(1) */
    const char *const *against;    /* NAME=SOURCE: territories of another kind */
    const char *none_words;        /* table of words for "no CPTS", see shapes/none-words.csv */
    bool expect_changes;           /* believe a list of which under half is understood */
    const char *expand;            /* what lists may name for its units: epci,canton,department */
} cpts_load_options;
#define CPTS_LOAD_OPTIONS_INIT CPTS_SIZED(cpts_load_options)

CPTS_API cpts_status cpts_region_load(cpts_region **out, cpts_context *context,
                                      const cpts_load_options *options);

/* How cpts_region_load reads its sources: the role of each layer and column, on which evidence,
 * what is in doubt, and the options that say the same. A source that is refused is no error here:
 * the reading says why. */
typedef struct cpts_reading cpts_reading;

typedef enum cpts_reading_state {
    CPTS_READING_SURE,
    CPTS_READING_DOUBTFUL, /* read, but for what it reports */
    CPTS_READING_REFUSED   /* cpts_region_load would fail */
} cpts_reading_state;

CPTS_API cpts_status cpts_reading_load(cpts_reading **out, cpts_context *context,
                                       const cpts_load_options *options);
CPTS_API cpts_reading_state cpts_reading_state_of(const cpts_reading *reading);
CPTS_API void cpts_reading_free(cpts_reading *reading);

/* A region built from memory. WKB polygons and multipolygons (any flavour OGR reads), in `crs`,
 * which must be projected in metres. population < 0 or NaN: unknown. group may be NULL. */
CPTS_API cpts_status cpts_region_new(cpts_region **out, cpts_context *context, const char *crs);
CPTS_API cpts_status cpts_region_add_unit(cpts_region *region, const char *code, const char *name,
                                          const char *group, double population, const void *wkb,
                                          size_t wkb_size);
CPTS_API cpts_status cpts_region_add_perimeter(cpts_region *region, const char *id,
                                               const char *name, const void *wkb, size_t wkb_size);
CPTS_API cpts_status cpts_region_declare_unit(cpts_region *region, const char *id, const char *name,
                                              const char *code);
/* A region with the same units and perimeters, for another context or to be changed. To check one
 * region from several threads, give each a context and a copy: any number of threads may copy a
 * region at once, while none adds to it, checks it or uses a report of it. */
CPTS_API cpts_status cpts_region_copy(cpts_region **out, cpts_context *context,
                                      const cpts_region *region);
CPTS_API void cpts_region_free(cpts_region *region);

/* The life of a CPTS as its status tells it, firmest first. */
typedef enum cpts_life {
    CPTS_LIFE_SIGNED,                 /* a contract is in force */
    CPTS_LIFE_VALIDATED,              /* the agency has validated the health project */
    CPTS_LIFE_INTENT,                 /* a letter of intent, a project under way */
    CPTS_LIFE_UNKNOWN,                /* no status, or one of no class */
    CPTS_LIFE_COUNT,                  /* of the classes by which a coverage is told */
    CPTS_LIFE_ENDED = CPTS_LIFE_COUNT /* terminated, dissolved, abandoned: claims nothing */
} cpts_life;

CPTS_API const char *cpts_life_name(cpts_life life); /* "signed" */

/* Status of a perimeter of a region built from memory: any label, or a class by its name. */
CPTS_API cpts_status cpts_region_set_status(cpts_region *region, const char *id,
                                            const char *status);

/* ---- findings -------------------------------------------------------------------------- */

typedef enum cpts_rule {
    CPTS_RULE_OVERLAP,
    CPTS_RULE_WHITE_ZONE,
    CPTS_RULE_OUTSIDE,
    CPTS_RULE_UNIT_OVERLAP,
    CPTS_RULE_UNIT_GAP,
    CPTS_RULE_INVALID_UNIT,
    CPTS_RULE_UNKNOWN_CODE,
    CPTS_RULE_OBSOLETE_CODE,
    CPTS_RULE_DUPLICATE_CODE,
    CPTS_RULE_DUPLICATE_PERIMETER,
    CPTS_RULE_INVALID_PERIMETER,
    CPTS_RULE_EMPTY_PERIMETER,
    CPTS_RULE_AMBIGUOUS_NAME,
    CPTS_RULE_LIST_POLYGON_MISMATCH,
    CPTS_RULE_OTHER_EDITION,
    CPTS_RULE_SHARED_UNIT,
    CPTS_RULE_CODE_NAME_MISMATCH, /* code and name on a row are those of two units */
    CPTS_RULE_NO_CLAIM,           /* a declared CPTS that may mean that there is none */
    CPTS_RULE_UNREAD,             /* seems to hold claims, and was not read */
    CPTS_RULE_COUNT
} cpts_rule;

typedef enum cpts_severity {
    CPTS_SEVERITY_ERROR,
    CPTS_SEVERITY_WARNING,
    CPTS_SEVERITY_NOTE,
    CPTS_SEVERITY_COUNT
} cpts_severity;

/* What became of a finding since the last run of a history. */
typedef enum cpts_state {
    CPTS_STATE_NONE,       /* no history is kept */
    CPTS_STATE_NEW,        /* never seen before */
    CPTS_STATE_PERSISTING, /* seen by the last run, about as it is */
    CPTS_STATE_GROWN,      /* its area moved by more than redrawing its border explains */
    CPTS_STATE_SHRUNK,
    CPTS_STATE_REOPENED, /* resolved by an earlier run, and back */
    CPTS_STATE_RESOLVED, /* seen by the last run, and no more */
    CPTS_STATE_COUNT
} cpts_state;

CPTS_API const char *cpts_rule_name(cpts_rule rule);             /* "white-zone" */
CPTS_API const char *cpts_severity_name(cpts_severity severity); /* "error" */
CPTS_API const char *cpts_state_name(cpts_state state);          /* "new"; "" for none */

/* A finding that somebody answers for: it is reported, and does not count. */
typedef struct cpts_acceptance {
    size_t size;    /* set by CPTS_ACCEPTANCE_INIT */
    const char *id; /* of the finding */
    const char *reason, *by;
    const char *until;  /* its last day, 2027-06-30; NULL or "": no end */
    double max_area_m2; /* it counts again when it is larger; 0 or less: no limit */
} cpts_acceptance;
#define CPTS_ACCEPTANCE_INIT CPTS_SIZED(cpts_acceptance)

/* One reported fact. Borrowed from its report. Fields as the contract names them. */
typedef struct cpts_finding {
    size_t size;
    const char *id; /* stable from run to run while the conflict is the same one */
    cpts_rule rule;
    cpts_severity severity;
    bool sliver;
    size_t perimeter_count; /* claimants, sorted by id */
    const char *const *perimeters;
    const char *const *perimeter_names;
    size_t unit_count; /* units touched over more than a sliver, sorted by code */
    const char *const *units;
    const char *const *unit_names;
    size_t whole_unit_count;
    double area_m2, width_m, border_m; /* 0 when the finding has no geometry */
    double population;                 /* NaN when the units have none */
    bool population_is_estimate;       /* area-share, not whole units */
    const char *message;
    cpts_state state;
    const char *first_seen; /* ISO 8601, UTC; NULL without a history */
    size_t cause_count;     /* perimeters whose declaration changed and so brought the state */
    const char *const *causes;
    const cpts_acceptance *acceptance; /* in force; NULL: none */
} cpts_finding;

/* ---- check and report ------------------------------------------------------------------- */

typedef struct cpts_report cpts_report;

#define CPTS_SNAP_LEAST 0.5 /* below, a unit shared by two would be whole for both */

typedef struct cpts_check_options {
    size_t size;           /* set by CPTS_CHECK_OPTIONS_INIT */
    double sliver_width_m; /* narrower or equal is a sliver */
    double snap_to_units;  /* a unit is whole from this share on, and in none up to the rest of it;
                              CPTS_SNAP_LEAST to 1; 0: perimeters are as drawn */
    const char *fail_on;   /* error, warning, note, or a comma-separated list of rules; with `new`
                              among them, only what is new since the last run of the history */
    const char *title;     /* of pages and maps; NULL: the region or the départements, if known */
} cpts_check_options;
#ifdef __cplusplus
static inline cpts_check_options cpts_check_options_init(void)
{
    cpts_check_options options = CPTS_SIZED(cpts_check_options);
    options.sliver_width_m = 5.0;
    options.fail_on = "error";
    return options;
}
#define CPTS_CHECK_OPTIONS_INIT cpts_check_options_init()
#else
#define CPTS_CHECK_OPTIONS_INIT                                                                    \
    {                                                                                              \
        .size = sizeof(cpts_check_options), .sliver_width_m = 5.0, .fail_on = "error"              \
    }
#endif

CPTS_API cpts_status cpts_check(cpts_report **out, cpts_region *region,
                                const cpts_check_options *options);
CPTS_API void cpts_report_free(cpts_report *report);

typedef struct cpts_totals {
    size_t size;
    size_t units, perimeters;
    double area_m2, population; /* NaN when the units have none; so below */
    double covered_area_m2, covered_population;
    double white_area_m2, white_population;
    double overlap_area_m2, overlap_population;
    double outside_area_m2;
    double sliver_area_m2;
    double area_rate, population_rate; /* covered / total, 0..1 */
} cpts_totals;

CPTS_API const cpts_totals *cpts_report_totals(const cpts_report *report);
CPTS_API size_t cpts_report_severity_count(const cpts_report *report, cpts_severity severity);
CPTS_API size_t cpts_report_rule_count(const cpts_report *report, cpts_rule rule); /* no slivers */
CPTS_API size_t cpts_report_sliver_count(const cpts_report *report, cpts_rule rule);
/* Covered by perimeters of this class of life or a firmer one; population is NaN when unknown. */
CPTS_API double cpts_report_life_area_m2(const cpts_report *report, cpts_life life);
CPTS_API double cpts_report_life_population(const cpts_report *report, cpts_life life);
CPTS_API size_t cpts_report_finding_count(const cpts_report *report);
CPTS_API const cpts_finding *cpts_report_finding(const cpts_report *report, size_t index);
/* Its geometry, a WKB multipolygon in the analysis CRS, little-endian; to be given to cpts_free.
 * NULL and 0 when it has none. */
CPTS_API cpts_status cpts_report_finding_wkb(void **out, size_t *size, const cpts_report *report,
                                             size_t index);

/* ---- what a report says of units, perimeters and groups ----------------------------------
 * Each call fills a structure of yours, initialised with its _INIT, as far as its size goes; the
 * texts are the region's. CPTS_ERROR_ARGUMENT past the last one. */

/* A unit; those of a report are sorted by code. */
typedef struct cpts_unit {
    size_t size; /* set by CPTS_UNIT_INIT */
    const char *code, *name;
    const char *group, *epci; /* "" when it has none */
    double population;        /* NaN: unknown */
    double area_m2, white_area_m2, overlap_area_m2;
    size_t claim_count; /* perimeters that claim some of it */
} cpts_unit;
#define CPTS_UNIT_INIT CPTS_SIZED(cpts_unit)

/* A perimeter; those of a report are sorted by id. Areas and inhabitants are in the region, but for
 * outside_area_m2. */
typedef struct cpts_perimeter {
    size_t size; /* set by CPTS_PERIMETER_INIT */
    const char *id, *name;
    const char *status;    /* as declared; "" when it has none */
    const char *from, *to; /* dates as declared, or "" */
    cpts_life life;        /* of the status */
    double area_m2;
    double exclusive_area_m2, contested_area_m2; /* claimed by it alone; by others too */
    double outside_area_m2;
    double population, exclusive_population, contested_population; /* NaN: unknown */
    size_t parts;                                                  /* connected pieces */
    size_t claim_count;                                            /* units it claims some of */
} cpts_perimeter;
#define CPTS_PERIMETER_INIT CPTS_SIZED(cpts_perimeter)

/* Units of one group, such as a département; those of a report are sorted by name. */
typedef struct cpts_group {
    size_t size; /* set by CPTS_GROUP_INIT */
    const char *name;
    size_t unit_count;
    double area_m2, white_area_m2, overlap_area_m2;
    double population, white_population, overlap_population; /* NaN: unknown */
    double area_rate, population_rate;                       /* covered / total, 0..1 */
} cpts_group;
#define CPTS_GROUP_INIT CPTS_SIZED(cpts_group)

/* What one perimeter claims of one unit. */
typedef struct cpts_claim {
    size_t size;            /* set by CPTS_CLAIM_INIT */
    size_t unit, perimeter; /* their numbers in the report */
    double area_m2;
    double share; /* of the unit's area; exactly 1 when it is whole */
} cpts_claim;
#define CPTS_CLAIM_INIT CPTS_SIZED(cpts_claim)

CPTS_API size_t cpts_report_unit_count(const cpts_report *report);
CPTS_API cpts_status cpts_report_unit(cpts_unit *out, const cpts_report *report, size_t index);
CPTS_API size_t cpts_report_perimeter_count(const cpts_report *report);
CPTS_API cpts_status cpts_report_perimeter(cpts_perimeter *out, const cpts_report *report,
                                           size_t index);
CPTS_API size_t cpts_report_group_count(const cpts_report *report);
CPTS_API cpts_status cpts_report_group(cpts_group *out, const cpts_report *report, size_t index);
/* The claims on a unit, by perimeter, and those of a perimeter, by unit. */
CPTS_API cpts_status cpts_report_unit_claim(cpts_claim *out, const cpts_report *report, size_t unit,
                                            size_t index);
CPTS_API cpts_status cpts_report_perimeter_claim(cpts_claim *out, const cpts_report *report,
                                                 size_t perimeter, size_t index);
/* Their polygons as they were read, repaired where they were invalid; of a perimeter that lists
 * units, the union of these. As cpts_report_finding_wkb. */
CPTS_API cpts_status cpts_report_unit_wkb(void **out, size_t *size, const cpts_report *report,
                                          size_t index);
CPTS_API cpts_status cpts_report_perimeter_wkb(void **out, size_t *size, const cpts_report *report,
                                               size_t index);

/* Findings accepted no longer count in the verdict. Call it after cpts_history_record, which may
 * give findings another id. The file is CSV: columns id, reason, by, until, max_area_m2. */
CPTS_API cpts_status cpts_report_accept(cpts_report *report, const cpts_acceptance *acceptance);
CPTS_API cpts_status cpts_report_accept_file(cpts_report *report, const char *path);

typedef enum cpts_verdict {
    CPTS_VERDICT_NOT_COMPLIANT, /* some finding reaches fail_on */
    CPTS_VERDICT_KNOWN,         /* some do, and fail_on has `new`: earlier runs knew them all */
    CPTS_VERDICT_COMPLIANT,     /* none does */
    CPTS_VERDICT_COUNT
} cpts_verdict;

CPTS_API cpts_verdict cpts_report_verdict(const cpts_report *report);
CPTS_API const char *cpts_verdict_name(cpts_verdict verdict); /* "not-compliant" */

/* ---- outputs ---------------------------------------------------------------------------- */

typedef enum cpts_format {
    CPTS_FORMAT_TEXT,        /* the summary for people */
    CPTS_FORMAT_GEOJSON,     /* conflict map, RFC 7946; see cpts_style_write */
    CPTS_FORMAT_JSON,        /* report.json */
    CPTS_FORMAT_CSV,         /* path is a folder: units.csv, perimeters.csv, groups.csv */
    CPTS_FORMAT_GPKG,        /* GeoPackage of styled layers, for QGIS */
    CPTS_FORMAT_HTML,        /* report with a map: one page, that opens offline */
    CPTS_FORMAT_DECLARATION, /* perimeters as a table of the units they claim whole */
    CPTS_FORMAT_PROMETHEUS,  /* metrics for the textfile collector */
    CPTS_FORMAT_JUNIT,       /* JUnit XML, for the boards of continuous integration */
    CPTS_FORMAT_MAIL,        /* a short text: what moved since the last run */
    CPTS_FORMAT_SCENARIO,    /* what a proposal changes, as `simulate --scenario` reads it */
    CPTS_FORMAT_SHEETS,      /* path is a folder: one page a perimeter, to be printed */
    CPTS_FORMAT_MAP,         /* a page with a map, to be published: .pdf, .svg or .png */
    CPTS_FORMAT_ATLAS,       /* PDF: cover, index, one page a perimeter */
    CPTS_FORMAT_COUNT
} cpts_format;

/* What can be written. */
typedef enum cpts_result {
    CPTS_RESULT_REPORT,
    CPTS_RESULT_SIMULATION,
    CPTS_RESULT_PROPOSAL,
    CPTS_RESULT_COMPARISON,
    CPTS_RESULT_READING,
    CPTS_RESULT_COUNT
} cpts_result;

/* The name of a result's file of this format in a folder of all of them: "conflicts.geojson"; ""
 * when it has several, with names of their own; NULL when such a folder does not hold it. */
CPTS_API const char *cpts_file_name(cpts_result result, cpts_format format);

/* How CPTS_FORMAT_MAP and CPTS_FORMAT_ATLAS are printed. */
typedef enum cpts_paper {
    CPTS_PAPER_AS_FITS, /* A3 for the map, A4 for the atlas */
    CPTS_PAPER_A4,
    CPTS_PAPER_A3,
    CPTS_PAPER_COUNT
} cpts_paper;

typedef struct cpts_print_options {
    size_t size;        /* set by CPTS_PRINT_OPTIONS_INIT */
    const char *credit; /* whose data they are and under which licence; NULL: nothing is said */
    const char *logo;   /* a PNG; NULL: none */
    const char *map_of; /* id or name of one perimeter; NULL: the region */
    cpts_paper paper;
    int dpi; /* of a PNG; 0: 150 */
} cpts_print_options;
#define CPTS_PRINT_OPTIONS_INIT CPTS_SIZED(cpts_print_options)

/* Borrows the strings; a logo that cannot be read is an error here. NULL: the options again as they
 * were at first. */
CPTS_API cpts_status cpts_context_set_print(cpts_context *context,
                                            const cpts_print_options *options);

/* Writes beside `path` and renames: a reader sees the old file or the whole new one. "-" is
 * standard output. */
CPTS_API cpts_status cpts_report_write(const cpts_report *report, cpts_format format,
                                       const char *path);
CPTS_API cpts_status cpts_report_print(const cpts_report *report, FILE *stream); /* the summary */

/* Takes the next bytes of an output; false ends it with CPTS_ERROR_OUTPUT. */
typedef bool (*cpts_write_fn)(void *user, const void *bytes, size_t size);

/* Gives the bytes of one file to `write`, in order, and writes no file. What was given before a
 * failure is a part of nothing. Formats of several files, CPTS_FORMAT_CSV and CPTS_FORMAT_SHEETS,
 * are refused with CPTS_ERROR_ARGUMENT; CPTS_FORMAT_MAP is a PDF. */
CPTS_API cpts_status cpts_report_write_to(const cpts_report *report, cpts_format format,
                                          cpts_write_fn write, void *user);

CPTS_API cpts_status cpts_reading_write(const cpts_reading *reading, cpts_format format,
                                        const char *path); /* text or JSON */
CPTS_API cpts_status cpts_reading_print(const cpts_reading *reading, FILE *stream);
CPTS_API cpts_status cpts_reading_write_to(const cpts_reading *reading, cpts_format format,
                                           cpts_write_fn write, void *user);

/* Writes the style with which QGIS opens a conflict map beside it: conflicts.qml for
 * conflicts.geojson. A file of that name stays as it is; nothing is written beside a map on
 * standard output, a pipe or a device. */
CPTS_API cpts_status cpts_style_write(cpts_context *context, const char *map_path);

/* Outputs that appear together or not at all. What is written to files between both calls waits
 * beside its place; the commit brings all under their names, under a lock on their folders, with a
 * journal that the next run finishes if this one is killed. A failure before leaves every folder as
 * it was. */
CPTS_API cpts_status cpts_outputs_begin(cpts_context *context);
CPTS_API cpts_status cpts_outputs_commit(cpts_context *context);
CPTS_API void cpts_outputs_discard(cpts_context *context); /* forgets what waits */

/* Finishes in `folder` what a run that was killed had begun to name; to be called before a run that
 * will write there. Nothing to finish, or no such folder, is no failure. */
CPTS_API cpts_status cpts_outputs_settle(cpts_context *context, const char *folder);

/* ---- comparison ------------------------------------------------------------------------- */

typedef struct cpts_comparison cpts_comparison;

/* One side: a report, or the path of a report.json. */
typedef struct cpts_compared {
    size_t size; /* set by CPTS_COMPARED_INIT */
    const cpts_report *report;
    const char *path;
    const char *label; /* its name in the texts; NULL: the path */
} cpts_compared;
#define CPTS_COMPARED_INIT CPTS_SIZED(cpts_compared)

CPTS_API cpts_status cpts_compare(cpts_comparison **out, cpts_context *context,
                                  const cpts_compared *before, const cpts_compared *after);
CPTS_API void cpts_comparison_free(cpts_comparison *comparison);
CPTS_API bool cpts_comparison_differs(const cpts_comparison *comparison);
CPTS_API cpts_status cpts_comparison_write(const cpts_comparison *comparison, cpts_format format,
                                           const char *path);
CPTS_API cpts_status cpts_comparison_print(const cpts_comparison *comparison, FILE *stream);
CPTS_API cpts_status cpts_comparison_write_to(const cpts_comparison *comparison, cpts_format format,
                                              cpts_write_fn write, void *user);

/* ---- history ---------------------------------------------------------------------------- */

typedef struct cpts_history cpts_history; /* a SpatiaLite store*/

/* A file that is missing is made by the first run committed. wait_s: how long to wait for another
 * program that uses the store. */
CPTS_API cpts_status cpts_history_open(cpts_history **out, cpts_context *context, const char *path,
                                       int wait_s);

/* Records the run, and gives its findings their state and the ids under which the store knows
 * them. Write the outputs, then commit: until then nothing is kept, and closing forgets it. */
CPTS_API cpts_status cpts_history_record(cpts_history *history, cpts_report *report);
CPTS_API cpts_status cpts_history_commit(cpts_history *history);
CPTS_API void cpts_history_close(cpts_history *history);

/* Acceptances kept in the store. Without max_area_m2 the limit is the finding as it is, and a band
 * of the sliver width along its border. The path "-" of an export is standard output. */
CPTS_API cpts_status cpts_history_accept(cpts_history *history, const cpts_acceptance *acceptance);
CPTS_API cpts_status cpts_history_reject(cpts_history *history, const char *id);
CPTS_API cpts_status cpts_history_import(cpts_history *history, const char *path);
CPTS_API cpts_status cpts_history_export(cpts_history *history, const char *path);

typedef enum cpts_history_view {
    CPTS_HISTORY_RUNS,     /* how the region went, run after run */
    CPTS_HISTORY_FINDINGS, /* those of the last run */
    CPTS_HISTORY_ALL,      /* those resolved as well */
    CPTS_HISTORY_FINDING   /* one, with all that happened to it */
} cpts_history_view;

/* As text or JSON; `id` is for CPTS_HISTORY_FINDING. */
CPTS_API cpts_status cpts_history_print(cpts_history *history, cpts_history_view view,
                                        const char *id, cpts_format format, FILE *stream);

/* What the last run found and this one does not; 0 without a history. */
CPTS_API size_t cpts_report_resolved_count(const cpts_report *report);
CPTS_API const cpts_finding *cpts_report_resolved(const cpts_report *report, size_t index);

/* ---- simulation ------------------------------------------------------------------------- */

/* What perimeters would declare instead. Lists are NULL-terminated arrays or NULL; each text is
 * unit codes separated by commas, a file of codes, or a source of polygons. */
typedef struct cpts_hypothesis {
    size_t size;                /* set by CPTS_HYPOTHESIS_INIT */
    bool replace;               /* forget what it declares: `take` alone counts */
    bool is_new;                /* there is no such perimeter yet: one is made */
    const char *id;             /* or name, of a perimeter of the region; NULL with a scenario */
    const char *const *take;    /* what it claims more */
    const char *const *release; /* what it no longer claims */
    const char *scenario;       /* a file of several at once: cpts;name;action;unit */
} cpts_hypothesis;
#define CPTS_HYPOTHESIS_INIT CPTS_SIZED(cpts_hypothesis)

typedef enum cpts_change {
    CPTS_CHANGE_CREATED,
    CPTS_CHANGE_REMOVED,
    CPTS_CHANGE_GROWN,
    CPTS_CHANGE_SHRUNK,
    CPTS_CHANGE_NONE,
    CPTS_CHANGE_COUNT
} cpts_change;

CPTS_API const char *cpts_change_name(cpts_change change); /* "created" */

/* One conflict that is not what it was. Borrowed from its simulation. */
typedef struct cpts_conflict_change {
    size_t size;
    cpts_change change;
    const cpts_finding *before, *after; /* NULL: it was not, or is no longer, there */
} cpts_conflict_change;

/* A perimeter as it was or would be. */
typedef struct cpts_perimeter_state {
    size_t size;
    double area_m2, contested_area_m2;
    double population, contested_population; /* NaN: unknown */
    size_t size_class;                       /* 1, 2, …; 0: unknown */
    double ceiling_eur;                      /* of the class, a year; NaN: unknown */
    size_t parts;                            /* connected pieces */
} cpts_perimeter_state;

/* A perimeter whose figures are not what they were, or that the hypothesis is about. */
typedef struct cpts_perimeter_effect {
    size_t size;
    const char *id, *name;
    const cpts_perimeter_state *before, *after; /* NULL: there was or would be no such perimeter */
} cpts_perimeter_effect;

/* A piece of such a perimeter that does not touch its main one. */
typedef struct cpts_detached_piece {
    size_t size;
    const char *perimeter;
    size_t unit_count;
    const char *const *units, *const *unit_names;
    double area_m2, population;
} cpts_detached_piece;

typedef struct cpts_simulation cpts_simulation; /* its region stays as it is */

CPTS_API cpts_status cpts_simulate(cpts_simulation **out, cpts_region *region,
                                   const cpts_hypothesis *hypothesis,
                                   const cpts_check_options *options);
CPTS_API void cpts_simulation_free(cpts_simulation *simulation);
CPTS_API const cpts_report *cpts_simulation_before(const cpts_simulation *simulation);
CPTS_API const cpts_report *cpts_simulation_after(const cpts_simulation *simulation);
CPTS_API size_t cpts_simulation_conflict_count(const cpts_simulation *simulation);
CPTS_API const cpts_conflict_change *cpts_simulation_conflict(const cpts_simulation *simulation,
                                                              size_t index);
/* The yearly ceilings of the perimeters touched, together; NaN: unknown. */
CPTS_API void cpts_simulation_ceilings(const cpts_simulation *simulation, double *before_eur,
                                       double *after_eur);
CPTS_API size_t cpts_simulation_perimeter_count(const cpts_simulation *simulation);
CPTS_API const cpts_perimeter_effect *cpts_simulation_perimeter(const cpts_simulation *simulation,
                                                                size_t index); /* its own first */
CPTS_API size_t cpts_simulation_piece_count(const cpts_simulation *simulation);
CPTS_API const cpts_detached_piece *cpts_simulation_piece(const cpts_simulation *simulation,
                                                          size_t index);

/* Text, JSON and GeoJSON show what changes; the other formats, the report of what would be. */
CPTS_API cpts_status cpts_simulation_write(const cpts_simulation *simulation, cpts_format format,
                                           const char *path);
CPTS_API cpts_status cpts_simulation_print(const cpts_simulation *simulation, FILE *stream);
CPTS_API cpts_status cpts_simulation_write_to(const cpts_simulation *simulation, cpts_format format,
                                              cpts_write_fn write, void *user);

/* ---- proposal --------------------------------------------------------------------------- */

/* What a proposal keeps small, after the pieces of perimeters and their nearness to thresholds. */
typedef enum cpts_objective {
    CPTS_OBJECTIVE_BORDER,     /* borders between perimeters; those of an EPCI weigh less */
    CPTS_OBJECTIVE_POPULATION, /* differences of population between perimeters */
    CPTS_OBJECTIVE_COMPACT,    /* distances from units to the middle of their perimeter */
    CPTS_OBJECTIVE_COUNT
} cpts_objective;

CPTS_API const char *cpts_objective_name(cpts_objective objective); /* "border" */

/* Why a unit is in question. */
typedef enum cpts_question {
    CPTS_QUESTION_WHITE,   /* in no perimeter, or less than half of it */
    CPTS_QUESTION_OVERLAP, /* in several */
    CPTS_QUESTION_CUT,     /* in one or several, none of which has it whole */
    CPTS_QUESTION_COUNT
} cpts_question;

CPTS_API const char *cpts_question_name(cpts_question question); /* "white" */

/* What ties a perimeter to a unit, and what it is. Units it holds: today, those of which it claims
 * more than half; after, those that the proposal gives it. The unit itself is never among them. */
typedef struct cpts_candidate_facts { /* stands inside others: it keeps its fields */
    double border_m, border_share;    /* shared with the units it holds, of the unit's border */
    bool same_group;                  /* most of its territory is in the unit's group */
    size_t epci_units, epci_held;     /* other units of the unit's EPCI, and those it holds */
    bool is_contiguous;               /* the unit touches a unit it holds, or it holds no other */
    double population;                /* of the perimeter; NaN: unknown */
    size_t size_class;                /* 0: unknown */
    double ceiling_eur;               /* of the class, a year; NaN: unknown */
} cpts_candidate_facts;

/* On what a candidate that is not proposed loses, all other units being as proposed. */
typedef enum cpts_loss {
    CPTS_LOSS_NONE,      /* it is the one proposed, or as good and comes after it by id */
    CPTS_LOSS_SHARE,     /* it claims less of the unit than others */
    CPTS_LOSS_EMPTY,     /* perimeters would be left without any unit */
    CPTS_LOSS_PIECES,    /* perimeters would be in more pieces */
    CPTS_LOSS_THRESHOLD, /* perimeters would be at the threshold of a size class */
    CPTS_LOSS_OBJECTIVE, /* what the proposal keeps small would be larger */
    CPTS_LOSS_COUNT
} cpts_loss;

CPTS_API const char *cpts_loss_name(cpts_loss loss); /* "pieces"; "" for none */

/* A perimeter that could have a unit. */
typedef struct cpts_candidate {
    size_t size;
    const char *perimeter, *name, *status;
    double share; /* of the unit, claimed today */
    bool is_proposed;
    cpts_candidate_facts today; /* as declared */
    cpts_candidate_facts after; /* if it had the unit, and the proposal were followed elsewhere */
    bool near_threshold;        /* after.population is, of a size class */
    double compactness;         /* after, with the unit: 4 pi area / border^2, 1 for a disc */
    cpts_loss lost_on;
    double lost_by; /* in how many perimeters or pieces more, or in the objective's figure */
} cpts_candidate;

/* A unit in question. Borrowed from its proposal. */
typedef struct cpts_choice {
    size_t size;
    cpts_question question;
    const char *unit, *name;
    double population;
    size_t candidate_count;
    const cpts_candidate *candidates; /* see cpts_choice_candidate */
    bool is_exact; /* proved best, or the only way; else a heuristic found nothing better */
    bool is_open;  /* to be divided between those who claim it: nobody is proposed */
} cpts_choice;

/* Best first, then the strongest rival; none when no perimeter holds anything. NULL past the last:
 * what an array holds is read through such a function, since it may grow. */
CPTS_API const cpts_candidate *cpts_choice_candidate(const cpts_choice *choice, size_t index);

/* What could be done of a zone as a whole. */
typedef enum cpts_way {
    CPTS_WAY_WHOLE, /* one perimeter has all of it */
    CPTS_WAY_SPLIT, /* it is shared out as the proposal does */
    CPTS_WAY_NEW,   /* a new CPTS is made of it */
    CPTS_WAY_OPEN,  /* it is left as it is until it can be divided */
    CPTS_WAY_COUNT
} cpts_way;

CPTS_API const char *cpts_way_name(cpts_way way); /* "whole" */

/* What a perimeter becomes when one zone is decided so, and all else stays as declared. */
typedef struct cpts_zone_part {
    size_t size;
    const char *perimeter, *name; /* NULL: a new one */
    size_t unit_count;            /* units of the zone that it has */
    const char *const *units;
    double border_m; /* it shares today with the zone */
    double population_before, population_after;
    size_t class_before, class_after;             /* 0: unknown, or it does not exist */
    double ceiling_before_eur, ceiling_after_eur; /* NaN: unknown */
    size_t pieces_before, pieces_after;
} cpts_zone_part;

typedef struct cpts_alternative {
    size_t size;
    cpts_way way;
    bool is_proposed;
    size_t part_count;
    const cpts_zone_part *parts; /* see cpts_alternative_part */
    size_t epci_whole;           /* EPCI of the zone that one CPTS would have whole */
    double ceiling_before_eur, ceiling_after_eur; /* of the parts together */
} cpts_alternative;

/* What people decide about: a white zone, or a contested place. Borrowed from its proposal. */
typedef struct cpts_zone {
    size_t size;
    const char *id;         /* as long as its most populous unit is in it */
    const char *name;       /* of its most populous unit */
    cpts_question question; /* white or overlap */
    bool is_open;           /* to be divided: see cpts_choice */
    size_t unit_count;      /* most populous first */
    const char *const *units, *const *unit_names;
    double population, area_m2;
    size_t group_count, epci_count, finding_count;
    const char *const *groups, *const *epci, *const *findings; /* names, codes, ids */
    size_t alternative_count;
    const cpts_alternative *alternatives; /* see cpts_zone_alternative */
} cpts_zone;

/* The one proposed first; of one, who takes, then who gives up. NULL past the last. */
CPTS_API const cpts_alternative *cpts_zone_alternative(const cpts_zone *zone, size_t index);
CPTS_API const cpts_zone_part *cpts_alternative_part(const cpts_alternative *alternative,
                                                     size_t index);

typedef struct cpts_proposal cpts_proposal; /* its region stays as it is */

typedef struct cpts_proposal_options {
    size_t size; /* set by CPTS_PROPOSAL_OPTIONS_INIT */
    cpts_objective objective;
    bool settle_shared; /* give units that are to be divided to one of those who claim them */
} cpts_proposal_options;
#define CPTS_PROPOSAL_OPTIONS_INIT CPTS_SIZED(cpts_proposal_options)

CPTS_API cpts_status cpts_propose(cpts_proposal **out, cpts_region *region,
                                  const cpts_proposal_options *asked,
                                  const cpts_check_options *options);
CPTS_API void cpts_proposal_free(cpts_proposal *proposal);
CPTS_API const cpts_report *cpts_proposal_before(const cpts_proposal *proposal);
CPTS_API const cpts_report *cpts_proposal_after(const cpts_proposal *proposal);
CPTS_API size_t cpts_proposal_choice_count(const cpts_proposal *proposal);
CPTS_API const cpts_choice *cpts_proposal_choice(const cpts_proposal *proposal, size_t index);
CPTS_API size_t cpts_proposal_zone_count(const cpts_proposal *proposal);
CPTS_API const cpts_zone *cpts_proposal_zone(const cpts_proposal *proposal,
                                             size_t index); /* most inhabitants first */

/* Text and JSON give the advice; the other formats, the report of the proposed declaration. */
CPTS_API cpts_status cpts_proposal_write(const cpts_proposal *proposal, cpts_format format,
                                         const char *path);
CPTS_API cpts_status cpts_proposal_print(const cpts_proposal *proposal, FILE *stream);
CPTS_API cpts_status cpts_proposal_write_to(const cpts_proposal *proposal, cpts_format format,
                                            cpts_write_fn write, void *user);

#ifdef __cplusplus
}
#endif
#endif
