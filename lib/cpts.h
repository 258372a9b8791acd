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
 *   simulation   what a hypothesis about one or more perimeters would change
 *   proposal     which CPTS could take each white unit or keep each contested one
 *
 * Conventions, which hold unless a function says otherwise:
 *
 *   - What can fail returns cpts_status; the out-parameter comes first and is NULL after a failure.
 *     What failed, on which file, layer or id, why, and the remedy are in cpts_context_message().
 *     Any such call may also fail with CPTS_ERROR_MEMORY, and one that takes options or fills a
 *     structure with CPTS_ERROR_ARGUMENT when that was not begun with its _INIT.
 *   - `T **out` is yours to free, by the _free of its type, which takes NULL. A returned
 *     `const T *` is borrowed, and lives as long as the object that it was asked of; so do the
 *     texts in it. Objects may be freed in any order: each holds what it reads. What you pass is
 *     borrowed for the call alone. No other pointer may be NULL.
 *   - Texts are UTF-8. Lengths are metres and areas square metres, in the analysis CRS. A figure
 *     that is not known is NaN.
 *   - An index counts from 0. Past the last one a pointer is NULL.
 *   - A context and what was made with it belong to one thread at a time. Contexts are independent:
 *     the library keeps no state of its own, prints only on the streams that it is given, and never
 *     exits.
 *   - Messages are in the language of the process (LC_MESSAGES, LANGUAGE), through gettext's domain
 *     CPTS_TEXT_DOMAIN: bindtextdomain(CPTS_TEXT_DOMAIN, FOLDER) says where its catalogues are.
 *     Names in files and those that functions return, such as "white-zone", are never translated.
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

/* A structure of zeros and its own size, which is what each _INIT below gives. */
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
    CPTS_ERROR_ARGUMENT,  /* the call makes no sense: wrong usage */
    CPTS_ERROR_INPUT,     /* a source cannot be read, or cannot be understood */
    CPTS_ERROR_OUTPUT,    /* a result cannot be written */
    CPTS_ERROR_MEMORY,    /* out of memory */
    CPTS_ERROR_INTERRUPT, /* cpts_context_interrupt was called */
    CPTS_ERROR_INTERNAL   /* the totals do not balance, or a library misbehaved */
} cpts_status;

/* The version of the library in use, "1.0.0"; CPTS_VERSION is that of the header. The text is
 * static. */
CPTS_API const char *cpts_version(void);

/* The version of the library in use, as CPTS_VERSION_NUMBER is that of the header. */
CPTS_API int cpts_version_number(void);

/* Frees what a call of the library allocated for you and no _free is named for: geometry. Takes
 * NULL. */
CPTS_API void cpts_free(void *memory);

/* The name of a status, "ok", "argument", "input"...; "" for a status that this version does not
 * know. The text is static. */
CPTS_API const char *cpts_status_name(cpts_status status);

/* ---- context --------------------------------------------------------------------------- */

/* Messages, threads, progress and settings of what is made with it. */
typedef struct cpts_context cpts_context;

typedef enum cpts_verbosity { CPTS_QUIET, CPTS_NORMAL, CPTS_VERBOSE } cpts_verbosity;

/* Called as long operations progress, by the thread that made the call: stage is a short label for
 * people, done goes from 0 to 1. It may call cpts_context_interrupt, and nothing else of the
 * context. */
typedef void (*cpts_progress_fn)(void *user, const char *stage, double done);

/* Called for each warning and, as CPTS_VERBOSE, for each decision made while reading; the message
 * is borrowed for the call. */
typedef void (*cpts_log_fn)(void *user, cpts_verbosity level, const char *message);

/* Makes a context; cpts_context_free frees it. The environment is read here: SOURCE_DATE_EPOCH, the
 * time that outputs show. Fails with CPTS_ERROR_MEMORY, without a message. */
CPTS_API cpts_status cpts_context_new(cpts_context **out);

/* Frees the context, or leaves that to the last object made with it. Takes NULL. */
CPTS_API void cpts_context_free(cpts_context *context);

/* Why the last call failed, and what to do: one or several sentences in the language of the
 * process, without a final newline; "" after a success. Borrowed until the next call with this
 * context. */
CPTS_API const char *cpts_context_message(const cpts_context *context);

/* Sets how many threads a call may use; 0 or less, the default, is as many as there are processors.
 * Results do not depend on it. */
CPTS_API void cpts_context_set_jobs(cpts_context *context, int jobs);

/* Sets the function that is called as long operations progress, a few times a second, and what it
 * is given as `user`. NULL, the default, calls none. */
CPTS_API void cpts_context_set_progress(cpts_context *context, cpts_progress_fn fn, void *user);

/* Sets the function that is called for each warning, and what it is given as `user`. NULL, the
 * default, calls none. */
CPTS_API void cpts_context_set_log(cpts_context *context, cpts_log_fn fn, void *user);

/* Lets the texts that are printed on streams have the colours of a terminal. They have none by
 * default. */
CPTS_API void cpts_context_set_colour(cpts_context *context, bool colour);

typedef enum cpts_csv_dialect {
    CPTS_CSV_MACHINE, /* for programs: comma, decimal point */
    CPTS_CSV_FR,      /* for a French spreadsheet: byte-order mark, semicolon, decimal comma */
    CPTS_CSV_EN,      /* for an English one: byte-order mark, comma, decimal point */
    CPTS_CSV_DIALECT_COUNT
} cpts_csv_dialect;

/* Sets how the tables of CPTS_FORMAT_CSV are written; by default as CPTS_CSV_MACHINE. Headings are
 * the same in all; declarations, scenarios and exports are always for programs. Fails with
 * CPTS_ERROR_ARGUMENT on an unknown dialect. */
CPTS_API cpts_status cpts_context_set_csv_dialect(cpts_context *context, cpts_csv_dialect dialect);

typedef enum cpts_option_names {
    CPTS_OPTIONS_AS_FIELDS,    /* as the structures of options call it: perimeter_fields */
    CPTS_OPTIONS_AS_ARGUMENTS, /* as the program does: --perimeter-fields */
    CPTS_OPTION_NAMES_COUNT
} cpts_option_names;

/* Sets how messages, log and findings name the option that settles something; by default as
 * CPTS_OPTIONS_AS_FIELDS. Findings keep the names that were set when their region was loaded. Fails
 * with CPTS_ERROR_ARGUMENT on an unknown value. */
CPTS_API cpts_status cpts_context_set_option_names(cpts_context *context, cpts_option_names names);

/* Ends the call in progress or, when there is none, the next one that takes long. That call fails
 * with CPTS_ERROR_INTERRUPT, and the context can be used as before. May be called from any thread,
 * a signal handler, or the progress function. */
CPTS_API void cpts_context_interrupt(cpts_context *context);

/* Forgets an interruption that has not ended a call. */
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
    const char *crs;               /* analysis CRS, "EPSG:N"; NULL: chosen from the units; of units
                                      in several territories, each has its own */
    const char *code_changes;      /* INSEE's file v_mvt_commune_AAAA.csv, or table de passage */
    const char *populations;       /* INSEE's population table: COM;PMUN;PCAP;PTOT */
    const char *as_of;             /* only perimeters in force on this date, "2026-01-31" */
    const char *statuses;          /* only perimeters of these classes or statuses, "signed,..." */
    const char *life_classes;      /* table of classes and words, see shapes/life-classes.csv */
    const char *const *indicators; /* FILE[,sum=C,C][,mean=C][,weight=C]: see cpts-coverage(1) */
    const char *const *against;    /* NAME=SOURCE: territories of another kind */
    const char *none_words;        /* table of words for "no CPTS", see shapes/none-words.csv */
    bool expect_changes;           /* accept a list of which under half is understood */
    const char *expand;            /* what lists may name for its units: epci,canton,department */
    const char *size_classes;      /* table of size classes, see shapes/size-classes.csv */
    const char *keep;              /* columns of the perimeters carried along: "president,site" */
    const char *keep_in;           /* outputs that show them beside CSV, JSON and the sheets:
                                      "map,atlas,geojson,gpkg" */
    const char *const *ground;     /* layers that maps show under the territories and around them */
    const char *group_by;          /* "region", "department", or a column of the units; NULL: the
                                      column recognised, else the département of their codes */
} cpts_load_options;
#define CPTS_LOAD_OPTIONS_INIT CPTS_SIZED(cpts_load_options)

/* Reads units and perimeters from files or a database; cpts_region_free frees the region.
 * `options` needs at least one source of units; its texts are borrowed for the call. What was
 * noticed while reading becomes findings of a check. Sources are opened read-only, and nothing is
 * written.
 *
 * Fails with CPTS_ERROR_ARGUMENT for options that make no sense (a list of fields, a date, a
 * life-cycle class); with CPTS_ERROR_INPUT when a source cannot be read, its role or fields are
 * ambiguous, or it has no CRS; with CPTS_ERROR_INTERRUPT. */
CPTS_API cpts_status cpts_region_load(cpts_region **out, cpts_context *context,
                                      const cpts_load_options *options);

/* How cpts_region_load reads its sources. */
typedef struct cpts_reading cpts_reading;

typedef enum cpts_reading_state {
    CPTS_READING_SURE,
    CPTS_READING_DOUBTFUL, /* read, except for what it reports */
    CPTS_READING_REFUSED   /* cpts_region_load would fail */
} cpts_reading_state;

/* Reads the sources as cpts_region_load does, and keeps how: the role of each layer and column, on
 * which evidence, what is in doubt, and the options that say the same; cpts_reading_free frees it.
 * A source that is refused does not make the call fail: the reading says why. Fails with
 * CPTS_ERROR_ARGUMENT for options that make no sense; with CPTS_ERROR_INTERRUPT. */
CPTS_API cpts_status cpts_reading_load(cpts_reading **out, cpts_context *context,
                                       const cpts_load_options *options);

/* Whether the sources were read without doubt. */
CPTS_API cpts_reading_state cpts_reading_state_of(const cpts_reading *reading);

/* Frees the reading. Takes NULL. */
CPTS_API void cpts_reading_free(cpts_reading *reading);

/* Makes an empty region, to be filled from memory; cpts_region_free frees it. `crs` is the analysis
 * CRS, "EPSG:2154" or anything else that PROJ reads; it must be projected and in metres. Fails with
 * CPTS_ERROR_ARGUMENT for any other CRS. */
CPTS_API cpts_status cpts_region_new(cpts_region **out, cpts_context *context, const char *crs);

/* Adds a unit. Several of the same code are pieces of one unit. `name` and `group` may be NULL or
 * ""; `population` is the inhabitants, less than 0 or NaN when they are not known. `wkb` is a
 * polygon or a multipolygon, `wkb_size` bytes of any flavour that OGR reads, in the CRS of the
 * region; all is copied. An invalid polygon is added, and becomes a finding.
 *
 * Fails with CPTS_ERROR_ARGUMENT for an empty code, for bytes that are not WKB, and while reports
 * read the region; with CPTS_ERROR_INPUT for a geometry that is not a polygon or has coordinates
 * that are not finite. */
CPTS_API cpts_status cpts_region_add_unit(cpts_region *region, const char *code, const char *name,
                                          const char *group, double population, const void *wkb,
                                          size_t wkb_size);

/* Adds a polygon to a perimeter: as cpts_region_add_unit. Several of the same id are pieces of one
 * perimeter.
 *
 * Fails as cpts_region_add_unit does. */
CPTS_API cpts_status cpts_region_add_perimeter(cpts_region *region, const char *id,
                                               const char *name, const void *wkb, size_t wkb_size);

/* Adds a unit, by its code, to what a perimeter declares. Unknown and former codes are accepted:
 * the check interprets them, and they become findings. Fails with CPTS_ERROR_ARGUMENT for an empty
 * id or code, and while reports read the region. */
CPTS_API cpts_status cpts_region_declare_unit(cpts_region *region, const char *id, const char *name,
                                              const char *code);

/* Makes a region with the same units and perimeters, for another context or to be changed;
 * cpts_region_free frees it. To check one region from several threads, give each a context and a
 * copy: any number of threads may copy a region at once, while none adds to it, checks it or uses
 * a report of it. Fails with CPTS_ERROR_MEMORY alone. */
CPTS_API cpts_status cpts_region_copy(cpts_region **out, cpts_context *context,
                                      const cpts_region *region);

/* Frees the region, or leaves that to the last report or copy that reads it. Takes NULL. */
CPTS_API void cpts_region_free(cpts_region *region);

/* The life of a CPTS, taken from its status, firmest first. */
typedef enum cpts_life {
    CPTS_LIFE_SIGNED,                 /* a contract is in force */
    CPTS_LIFE_VALIDATED,              /* the agency has validated the health project */
    CPTS_LIFE_INTENT,                 /* a letter of intent, a project under way */
    CPTS_LIFE_UNKNOWN,                /* no status, or one of no class */
    CPTS_LIFE_COUNT,                  /* of the classes by which a coverage is counted */
    CPTS_LIFE_ENDED = CPTS_LIFE_COUNT /* terminated, dissolved, abandoned: claims nothing */
} cpts_life;

/* The name of a life-cycle class, "signed"; "" for one that this version does not know. The text is
 * static. */
CPTS_API const char *cpts_life_name(cpts_life life);

/* Sets the status of a perimeter that was added from memory: any label, whose class is looked up
 * in the table of classes, or a class by its name. Fails with CPTS_ERROR_ARGUMENT when the region
 * has no perimeter of this id, and while reports read it. */
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
    CPTS_RULE_NO_CLAIM,           /* a declared CPTS whose name may mean "no CPTS" */
    CPTS_RULE_UNREAD,             /* seems to hold claims, and was not read */
    CPTS_RULE_COUNT
} cpts_rule;

typedef enum cpts_severity {
    CPTS_SEVERITY_ERROR,
    CPTS_SEVERITY_WARNING,
    CPTS_SEVERITY_NOTE,
    CPTS_SEVERITY_COUNT
} cpts_severity;

/* What became of a conflict: since the last run of a history, between two declarations, by a
 * hypothesis. */
typedef enum cpts_state {
    CPTS_STATE_NONE,       /* nothing to compare with */
    CPTS_STATE_NEW,        /* never seen before */
    CPTS_STATE_PERSISTING, /* there before, about as it is */
    CPTS_STATE_GROWN,      /* its area moved by more than redrawing its border explains */
    CPTS_STATE_SHRUNK,
    CPTS_STATE_SPLIT,    /* a piece that came off a conflict there before */
    CPTS_STATE_MERGED,   /* now a part of another conflict */
    CPTS_STATE_REOPENED, /* resolved by an earlier run, and back */
    CPTS_STATE_RESOLVED, /* found before, not any more */
    CPTS_STATE_COUNT
} cpts_state;

/* The name that files give a rule, a severity, a state: "white-zone", "error", "new"; "" for one
 * that this version does not know, and for CPTS_STATE_NONE. The texts are static. */
CPTS_API const char *cpts_rule_name(cpts_rule rule);
CPTS_API const char *cpts_severity_name(cpts_severity severity);
CPTS_API const char *cpts_state_name(cpts_state state);

/* A finding that somebody takes responsibility for: it is reported, and does not count. */
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
    size_t unit_count; /* where it is wider than a sliver, or whole; sorted by code */
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
    const cpts_acceptance *acceptance; /* NULL: none is in force */
    const char *split_from;   /* of a split one: id of the conflict it was a part of; else NULL */
    const char *merged_into;  /* of a merged one: id of the conflict it is a part of; else NULL */
    double area_before_m2;    /* of what grew or shrank, as last reported; 0: unknown */
    double population_before; /* likewise; NaN: unknown */
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

/* Checks a region: who claims what, the overlaps, the white zones, the defects of the units and of
 * the declarations; cpts_report_free frees the report. NULL options are CPTS_CHECK_OPTIONS_INIT.
 * The region is the same afterwards, and can be checked again; while the report lives, nothing can
 * be added to it.
 *
 * Fails with CPTS_ERROR_ARGUMENT for a width, a share or a level that makes no sense; with
 * CPTS_ERROR_INPUT when there is nothing to check, no unit or no perimeter; with
 * CPTS_ERROR_INTERRUPT; with CPTS_ERROR_INTERNAL when the totals do not balance: then nothing is
 * known of the region. */
CPTS_API cpts_status cpts_check(cpts_report **out, cpts_region *region,
                                const cpts_check_options *options);

/* Frees the report, or leaves that to the last comparison that reads it. Takes NULL. */
CPTS_API void cpts_report_free(cpts_report *report);

typedef struct cpts_totals {
    size_t size;
    size_t units, perimeters;
    double area_m2, population; /* NaN: unknown, likewise for every population below */
    double covered_area_m2, covered_population;
    double white_area_m2, white_population;
    double overlap_area_m2, overlap_population;
    double outside_area_m2;
    double sliver_area_m2;
    double area_rate, population_rate; /* covered / total, 0..1 */
} cpts_totals;

/* The totals of the region: areas and inhabitants that are covered, white, claimed several times.
 * They balance: covered + white = all. */
CPTS_API const cpts_totals *cpts_report_totals(const cpts_report *report);

/* How many findings have this severity; how many this rule, without slivers; how many of this rule
 * are slivers. 0 for a severity or a rule that this version does not know. */
CPTS_API size_t cpts_report_severity_count(const cpts_report *report, cpts_severity severity);
CPTS_API size_t cpts_report_rule_count(const cpts_report *report, cpts_rule rule);
CPTS_API size_t cpts_report_sliver_count(const cpts_report *report, cpts_rule rule);

/* The area and the inhabitants covered by perimeters of this life-cycle class or of a firmer one,
 * with CPTS_LIFE_UNKNOWN by any. NaN when it is not known, and for an unknown class.
 */
CPTS_API double cpts_report_life_area_m2(const cpts_report *report, cpts_life life);
CPTS_API double cpts_report_life_population(const cpts_report *report, cpts_life life);

/* How many findings there are, slivers and accepted ones included. */
CPTS_API size_t cpts_report_finding_count(const cpts_report *report);

/* A finding, in the order of the files: by severity, then decreasing inhabitants, then id. NULL
 * past the last one. Borrowed until the report is freed; a history that records the report, and an
 * acceptance, change what it says. */
CPTS_API const cpts_finding *cpts_report_finding(const cpts_report *report, size_t index);

/* The geometry of a finding: a WKB multipolygon in the analysis CRS (in WGS 84, longitude first,
 * when the units lie in several territories), `*size` bytes, little-endian, to be freed with
 * cpts_free. NULL and 0 when it has none. Fails with CPTS_ERROR_ARGUMENT past the last finding. */
CPTS_API cpts_status cpts_report_finding_wkb(void **out, size_t *size, const cpts_report *report,
                                             size_t index);

/* ---- units, perimeters, groups and claims ------------------------------------------------
 * As a report has them. A call fills a structure of yours, begun with its _INIT, as far as its size
 * goes: a program built with an earlier header gets what it knows. */

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

/* A perimeter; those of a report are sorted by id. Areas and inhabitants are those inside the
 * region, except outside_area_m2. */
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
    size_t unknown_units; /* of those, not counted in `population`: theirs is not known */
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

/* How many units, perimeters and groups the report has. */
CPTS_API size_t cpts_report_unit_count(const cpts_report *report);
CPTS_API size_t cpts_report_perimeter_count(const cpts_report *report);
CPTS_API size_t cpts_report_group_count(const cpts_report *report);

/* Fills `out`, begun with CPTS_UNIT_INIT, with a unit. Fails with CPTS_ERROR_ARGUMENT past the
 * last one. */
CPTS_API cpts_status cpts_report_unit(cpts_unit *out, const cpts_report *report, size_t index);

/* Fills `out`, begun with CPTS_PERIMETER_INIT, with a perimeter. Fails with CPTS_ERROR_ARGUMENT
 * past the last one. */
CPTS_API cpts_status cpts_report_perimeter(cpts_perimeter *out, const cpts_report *report,
                                           size_t index);

/* The columns of the sources that cpts_load_options.keep asked for: how many, and the name of each
 * as it was asked for. */
CPTS_API size_t cpts_report_kept_count(const cpts_report *report);
CPTS_API const char *cpts_report_kept_name(const cpts_report *report, size_t index);

/* What the sources have in the kept column `index` for a perimeter: different values in the order
 * of their bytes, separated by "; "; "" when they have none. NULL past the last perimeter or
 * column. Borrowed until the report is freed. */
CPTS_API const char *cpts_report_perimeter_kept(const cpts_report *report, size_t perimeter,
                                                size_t index);

/* Fills `out`, begun with CPTS_GROUP_INIT, with a group. Fails with CPTS_ERROR_ARGUMENT past the
 * last one. */
CPTS_API cpts_status cpts_report_group(cpts_group *out, const cpts_report *report, size_t index);

/* Fills `out`, begun with CPTS_CLAIM_INIT, with the claim `index` on a unit, by perimeter, or of a
 * perimeter, by unit; there are claim_count. Fails with CPTS_ERROR_ARGUMENT past the last one. */
CPTS_API cpts_status cpts_report_unit_claim(cpts_claim *out, const cpts_report *report, size_t unit,
                                            size_t index);
CPTS_API cpts_status cpts_report_perimeter_claim(cpts_claim *out, const cpts_report *report,
                                                 size_t perimeter, size_t index);

/* The polygons of a unit or of a perimeter as they were read, but repaired where they were
 * invalid; of a perimeter that lists units, the union of these. A WKB multipolygon as
 * cpts_report_finding_wkb gives it. Fails with CPTS_ERROR_ARGUMENT past the last one; with
 * CPTS_ERROR_INTERNAL when a polygon cannot be repaired. */
CPTS_API cpts_status cpts_report_unit_wkb(void **out, size_t *size, const cpts_report *report,
                                          size_t index);
CPTS_API cpts_status cpts_report_perimeter_wkb(void **out, size_t *size, const cpts_report *report,
                                               size_t index);

/* Accepts a finding: it is still reported, and no longer counts in the verdict. Everything in
 * `acceptance` is copied. Call it after cpts_history_record, which may give findings another id.
 * One that names no finding is kept, and listed in the outputs. Fails with CPTS_ERROR_ARGUMENT when
 * the id, the reason or the name is missing, or the day is invalid. */
CPTS_API cpts_status cpts_report_accept(cpts_report *report, const cpts_acceptance *acceptance);

/* Accepts all that a CSV file lists, or nothing: columns id, reason, by, until, max_area_m2.
 * Otherwise as cpts_report_accept. Fails with CPTS_ERROR_INPUT, and the line, for a file that
 * cannot be read or understood. */
CPTS_API cpts_status cpts_report_accept_file(cpts_report *report, const char *path);

typedef enum cpts_verdict {
    CPTS_VERDICT_NOT_COMPLIANT, /* some finding reaches fail_on */
    CPTS_VERDICT_KNOWN,         /* some do, and fail_on has `new`: earlier runs knew them all */
    CPTS_VERDICT_COMPLIANT,     /* none does */
    CPTS_VERDICT_COUNT
} cpts_verdict;

/* Whether a finding reaches the level requested in the options of the check. */
CPTS_API cpts_verdict cpts_report_verdict(const cpts_report *report);

/* The name of a verdict, "not-compliant"; "" for one that this version does not know. The text is
 * static. */
CPTS_API const char *cpts_verdict_name(cpts_verdict verdict);

/* ---- outputs ---------------------------------------------------------------------------- */

typedef enum cpts_format {
    CPTS_FORMAT_TEXT,        /* the summary for people */
    CPTS_FORMAT_GEOJSON,     /* conflict map, RFC 7946; see cpts_style_write */
    CPTS_FORMAT_JSON,        /* report.json */
    CPTS_FORMAT_CSV,         /* path is a folder: units.csv, perimeters.csv, groups.csv */
    CPTS_FORMAT_GPKG,        /* GeoPackage of styled layers, for QGIS */
    CPTS_FORMAT_HTML,        /* report with a map: one page that opens offline */
    CPTS_FORMAT_DECLARATION, /* perimeters as a table of the units they claim whole */
    CPTS_FORMAT_PROMETHEUS,  /* metrics for the textfile collector */
    CPTS_FORMAT_JUNIT,       /* JUnit XML, for the boards of continuous integration */
    CPTS_FORMAT_MAIL,        /* a short text: what moved since the last run */
    CPTS_FORMAT_SCENARIO,    /* what a proposal changes, as `simulate --scenario` reads it */
    CPTS_FORMAT_SHEETS,      /* path is a folder: one page per perimeter, to be printed */
    CPTS_FORMAT_MAP,         /* a page with a map, to be published: .pdf, .svg or .png */
    CPTS_FORMAT_ATLAS,       /* PDF: cover, index, one page per perimeter */
    CPTS_FORMAT_POSTGIS,     /* path is a connection to PostgreSQL, see cpts_report_write */
    CPTS_FORMAT_LAYERS,      /* the layers in another format of GDAL, see cpts_layers_find */
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

/* The usual name of a result's file of this format in a folder that holds all of them,
 * "conflicts.geojson"; "" when there are several, with names of their own; NULL when such a folder
 * does not hold it. The text is static. */
CPTS_API const char *cpts_file_name(cpts_result result, cpts_format format);

/* Whether CPTS_FORMAT_LAYERS can be written under a path, by its end: .fgb (FlatGeobuf) and .shp
 * (Shapefile) name a folder, made when it is missing, in which each layer has its files; .sqlite
 * (SpatiaLite) and .gpkg name a file. */
CPTS_API bool cpts_layers_find(bool *is_folder, const char *path);

/* Whether a connection to PostgreSQL is written as GDAL and libpq read it: no server is asked. */
CPTS_API bool cpts_postgis_find(const char *connection);

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
    int dpi;            /* of a PNG; 0: 150 */
    const char *sheets; /* where CPTS_FORMAT_SHEETS are, seen from the HTML, to link to them; NULL:
                           no links */
} cpts_print_options;
#define CPTS_PRINT_OPTIONS_INIT CPTS_SIZED(cpts_print_options)

/* Sets how maps, atlases and pages are made, for everything written with this context from now on.
 * The texts in `options` are borrowed until the next call of this function or the end of the
 * context. NULL: the defaults. Fails with CPTS_ERROR_INPUT when the logo cannot be read as PNG. */
CPTS_API cpts_status cpts_context_set_print(cpts_context *context,
                                            const cpts_print_options *options);

/* Finds the perimeter that the field map_of of cpts_print_options would draw: case, accents and a
 * leading "CPTS" do not matter. *id is borrowed from the region. A map that asks for another fails
 * with the same message: ask before the check. Fails with CPTS_ERROR_ARGUMENT, naming the nearest
 * ones, when none or several are called so. */
CPTS_API cpts_status cpts_region_find_map(const char **id, cpts_region *region, const char *text);

/* Writes the report to a file, in a format. The file is written beside `path` and renamed: whoever
 * reads it sees the old one or the whole new one. "-" is standard output. The path of
 * CPTS_FORMAT_CSV and CPTS_FORMAT_SHEETS is a folder, made when it is missing. That of
 * CPTS_FORMAT_POSTGIS is a connection as GDAL writes it, "PG:service=ars", which "|schema=NAME"
 * may follow (default: cpts): the layers and tables of the GeoPackage replace those that an earlier
 * call wrote there, in one transaction. CPTS_FORMAT_LAYERS writes the same layers and tables, and
 * logs what the format cannot keep.
 *
 * Fails with CPTS_ERROR_ARGUMENT for a format that a report is not written in; with
 * CPTS_ERROR_OUTPUT when the file cannot be written: then the old one is still there; with
 * CPTS_ERROR_INPUT when a source changed after it was read; with CPTS_ERROR_INTERRUPT. */
CPTS_API cpts_status cpts_report_write(const cpts_report *report, cpts_format format,
                                       const char *path);

/* An output and where to write it. */
typedef struct cpts_output {
    cpts_format format;
    const char *path;
} cpts_output;

/* Writes several outputs as cpts_report_write does, by as many threads as the context has. What is
 * written and logged does not depend on them. The first output that fails is the one reported;
 * those after it may have been written. Fails as cpts_report_write does. */
CPTS_API cpts_status cpts_report_write_all(const cpts_report *report, const cpts_output *outputs,
                                           size_t count);

/* Prints the summary for people on a stream, which is flushed and left open. Fails with
 * CPTS_ERROR_OUTPUT, CPTS_ERROR_INTERRUPT. */
CPTS_API cpts_status cpts_report_print(const cpts_report *report, FILE *stream);

/* Takes the next bytes of an output; false ends it with CPTS_ERROR_OUTPUT. */
typedef bool (*cpts_write_fn)(void *user, const void *bytes, size_t size);

/* Gives the bytes of an output to `write`, in order and in pieces of up to some hundred kilobytes,
 * and writes no file. What was given before a failure is to be thrown away. CPTS_FORMAT_MAP is a
 * PDF.
 *
 * Fails with CPTS_ERROR_ARGUMENT for the formats that are not one stream, CPTS_FORMAT_CSV,
 * CPTS_FORMAT_SHEETS, CPTS_FORMAT_POSTGIS and CPTS_FORMAT_LAYERS, and for those that a report is
 * not written in; with CPTS_ERROR_OUTPUT when `write` returns false; with CPTS_ERROR_INTERRUPT. */
CPTS_API cpts_status cpts_report_write_to(const cpts_report *report, cpts_format format,
                                          cpts_write_fn write, void *user);

/* Writes the reading to a file, as text or JSON: as cpts_report_write. Fails as cpts_report_write
 * does. */
CPTS_API cpts_status cpts_reading_write(const cpts_reading *reading, cpts_format format,
                                        const char *path);

/* Prints the reading for people on a stream. Fails as cpts_report_print does. */
CPTS_API cpts_status cpts_reading_print(const cpts_reading *reading, FILE *stream);

/* Gives the bytes of an output to `write`. Fails as cpts_report_write_to does. */
CPTS_API cpts_status cpts_reading_write_to(const cpts_reading *reading, cpts_format format,
                                           cpts_write_fn write, void *user);

/* Writes the style with which QGIS opens a conflict map beside it: conflicts.qml for
 * conflicts.geojson. A file of that name is left as it is, and nothing is written beside a map on
 * standard output, a pipe or a device. Fails with CPTS_ERROR_OUTPUT. */
CPTS_API cpts_status cpts_style_write(cpts_context *context, const char *map_path);

/* Begins a set of outputs that appear together or not at all: what is written to files from now
 * on waits beside its place until cpts_outputs_commit. A set that had begun is discarded. Fails
 * with CPTS_ERROR_MEMORY alone. */
CPTS_API cpts_status cpts_outputs_begin(cpts_context *context);

/* Brings all files of the set under their names, under a lock on their folders, with a journal
 * that the next run finishes if this one is killed. What was written in a database is committed
 * just before: when that fails, no file is renamed. Fails with CPTS_ERROR_OUTPUT: then every
 * folder is as it was; with CPTS_ERROR_INTERRUPT. */
CPTS_API cpts_status cpts_outputs_commit(cpts_context *context);

/* Discards what waits. To be called after a failure, and harmless after a commit. */
CPTS_API void cpts_outputs_discard(cpts_context *context);

/* Finishes in `folder` what a run that was killed had begun to name; to be called before a run that
 * writes there. It also succeeds when there is nothing to finish, or no such folder. Fails with
 * CPTS_ERROR_OUTPUT. */
CPTS_API cpts_status cpts_outputs_settle(cpts_context *context, const char *folder);

/* ---- comparison ------------------------------------------------------------------------- */

/* What changed between two declarations. */
typedef struct cpts_comparison cpts_comparison;

/* One side: a report, or the path of a report.json. */
typedef struct cpts_compared {
    size_t size; /* set by CPTS_COMPARED_INIT */
    const cpts_report *report;
    const char *path;
    const char *label; /* its name in the texts; NULL: the path */
} cpts_compared;
#define CPTS_COMPARED_INIT CPTS_SIZED(cpts_compared)

/* Compares two sides, each begun with CPTS_COMPARED_INIT; cpts_comparison_free frees the
 * comparison. Units that are on one side only are taken for another edition of the units, not for
 * changed declarations. Fails with CPTS_ERROR_INPUT when a file cannot be read as report.json; with
 * CPTS_ERROR_ARGUMENT when a side has neither a report nor a path. */
CPTS_API cpts_status cpts_compare(cpts_comparison **out, cpts_context *context,
                                  const cpts_compared *before, const cpts_compared *after);

/* Frees the comparison. Takes NULL. */
CPTS_API void cpts_comparison_free(cpts_comparison *comparison);

/* Whether anything changed. */
CPTS_API bool cpts_comparison_differs(const cpts_comparison *comparison);

/* Writes the comparison to a file, as text, JSON or GeoJSON: as cpts_report_write. GeoJSON needs a
 * report on one side, since a report.json holds no geometry. Fails as cpts_report_write does. */
CPTS_API cpts_status cpts_comparison_write(const cpts_comparison *comparison, cpts_format format,
                                           const char *path);

/* Prints the comparison for people on a stream. Fails as cpts_report_print does. */
CPTS_API cpts_status cpts_comparison_print(const cpts_comparison *comparison, FILE *stream);

/* Gives the bytes of an output to `write`. Fails as cpts_report_write_to does. */
CPTS_API cpts_status cpts_comparison_write_to(const cpts_comparison *comparison, cpts_format format,
                                              cpts_write_fn write, void *user);

/* ---- history ---------------------------------------------------------------------------- */

/* A store of the runs and findings of one region, in SpatiaLite. */
typedef struct cpts_history cpts_history;

/* Opens a store; cpts_history_close closes it. A file that is missing is made by the first run that
 * is committed. `wait_s`: how many seconds to wait for another program that uses it. A file that is
 * not a history, or that a later version made, is refused and left as it is. Fails with
 * CPTS_ERROR_INPUT, and with CPTS_ERROR_OUTPUT when it cannot be written. */
CPTS_API cpts_status cpts_history_open(cpts_history **out, cpts_context *context, const char *path,
                                       int wait_s);

/* Records a run, and gives its findings their states and the ids under which the store knows them.
 * Then write the outputs, and commit: until then nothing is kept. Fails with CPTS_ERROR_INPUT for
 * a report of another region; with CPTS_ERROR_ARGUMENT for one that is recorded already; with
 * CPTS_ERROR_OUTPUT; with CPTS_ERROR_INTERRUPT. */
CPTS_API cpts_status cpts_history_record(cpts_history *history, cpts_report *report);

/* Keeps the run that was recorded. Fails with CPTS_ERROR_OUTPUT: then the store is as it was. */
CPTS_API cpts_status cpts_history_commit(cpts_history *history);

/* Closes the store, and forgets a run that is not committed. Takes NULL. */
CPTS_API void cpts_history_close(cpts_history *history);

/* Keeps an acceptance in the store, in place of an earlier one of the same finding: it is applied
 * to every run recorded, and follows the finding when its id changes. Without max_area_m2 the
 * limit is the finding as it is, and a band of the sliver width along its border. Fails with
 * CPTS_ERROR_ARGUMENT when the store knows no such finding, or as cpts_report_accept does; with
 * CPTS_ERROR_OUTPUT. */
CPTS_API cpts_status cpts_history_accept(cpts_history *history, const cpts_acceptance *acceptance);

/* Withdraws the acceptance of a finding. Fails with CPTS_ERROR_ARGUMENT when there is none; with
 * CPTS_ERROR_OUTPUT. */
CPTS_API cpts_status cpts_history_reject(cpts_history *history, const char *id);

/* Keeps all acceptances that a file lists, or none: see cpts_report_accept_file. Fails with
 * CPTS_ERROR_INPUT, CPTS_ERROR_ARGUMENT, CPTS_ERROR_OUTPUT. */
CPTS_API cpts_status cpts_history_import(cpts_history *history, const char *path);

/* Writes the acceptances of the store as a file that cpts_history_import reads; "-" is standard
 * output. Fails with CPTS_ERROR_OUTPUT. */
CPTS_API cpts_status cpts_history_export(cpts_history *history, const char *path);

typedef enum cpts_history_view {
    CPTS_HISTORY_RUNS,     /* how the region went, run after run */
    CPTS_HISTORY_FINDINGS, /* those of the last run */
    CPTS_HISTORY_ALL,      /* those resolved as well */
    CPTS_HISTORY_FINDING,  /* one, with all that happened to it */
    CPTS_HISTORY_STORY     /* what moved in each run, and who declared what differently */
} cpts_history_view;

/* Prints what the store knows on a stream, as CPTS_FORMAT_TEXT or CPTS_FORMAT_JSON; `id` is that
 * of the finding of CPTS_HISTORY_FINDING, else NULL. Fails with CPTS_ERROR_ARGUMENT for another
 * format or a finding that the store does not know; with CPTS_ERROR_OUTPUT. */
CPTS_API cpts_status cpts_history_print(cpts_history *history, cpts_history_view view,
                                        const char *id, cpts_format format, FILE *stream);

/* Prints who claimed what on a day, "2027-06-30" or "30/06/2027", as the last run up to the end of
 * it recorded: as CPTS_FORMAT_TEXT or CPTS_FORMAT_JSON. Fails with CPTS_ERROR_ARGUMENT for another
 * format or an invalid day; with CPTS_ERROR_INPUT when the history begins later, or holds no
 * declaration of that run; with CPTS_ERROR_OUTPUT. */
CPTS_API cpts_status cpts_history_print_at(cpts_history *history, const char *date,
                                           cpts_format format, FILE *stream);

/* Writes the same to a file, as cpts_report_write does: as text, as JSON, or as CPTS_FORMAT_CSV,
 * whose path is a folder: units.csv, perimeters.csv, claims.csv. Fails as cpts_history_print_at
 * does. */
CPTS_API cpts_status cpts_history_write_at(cpts_history *history, const char *date,
                                           cpts_format format, const char *path);

/* Checks again what was claimed on a day, over units that are read from `units`: their outlines are
 * not in the store. cpts_report_free frees the report, whose title names the day unless one is
 * asked for. NULL options are CPTS_CHECK_OPTIONS_INIT; the sliver width and the analysis CRS are
 * those of the run. A run that was not compliant gives no report that is. Fails with
 * CPTS_ERROR_INPUT when parts of units were claimed that `snap_to_units` does not settle; else as
 * cpts_history_print_at, cpts_region_load and cpts_check do. */
CPTS_API cpts_status cpts_history_check_at(cpts_report **out, cpts_history *history,
                                           const char *date, const cpts_load_options *units,
                                           const cpts_check_options *options);

/* What the last run of the history found and this one does not: how many, and each, in the order
 * of findings; 0 without a history. */
CPTS_API size_t cpts_report_resolved_count(const cpts_report *report);
CPTS_API const cpts_finding *cpts_report_resolved(const cpts_report *report, size_t index);

/* ---- simulation ------------------------------------------------------------------------- */

/* What perimeters would declare instead. Lists are NULL-terminated arrays or NULL; each text is
 * unit codes separated by commas, a file of codes, or a source of polygons. */
typedef struct cpts_hypothesis {
    size_t size;                /* set by CPTS_HYPOTHESIS_INIT */
    bool replace;               /* forget what it declares: `take` alone counts */
    bool is_new;                /* the perimeter does not exist yet and is made */
    const char *id;             /* or name, of a perimeter of the region; NULL with a scenario */
    const char *const *take;    /* what it claims more */
    const char *const *release; /* what it no longer claims */
    const char *scenario;       /* a file of several at once: cpts;name;action;unit */
} cpts_hypothesis;
#define CPTS_HYPOTHESIS_INIT CPTS_SIZED(cpts_hypothesis)

/* One conflict that has changed. Borrowed from its simulation. */
typedef struct cpts_conflict_change {
    size_t size;
    cpts_state state;
    const cpts_finding *before; /* NULL if it is new; for a split one, what it was part of */
    const cpts_finding *after;  /* NULL if it is resolved; for a merged one, what it is part of */
    size_t split_count;         /* pieces that came off it, beside what is left */
} cpts_conflict_change;

/* A perimeter as it was or would be. */
typedef struct cpts_perimeter_state {
    size_t size;
    double area_m2, contested_area_m2;
    double population, contested_population; /* NaN: unknown */
    size_t size_class;                       /* 1, 2, …; 0: unknown */
    double ceiling_eur;                      /* of the class, a year; NaN: unknown */
    size_t parts;                            /* connected pieces */
    size_t unknown_units; /* not counted in `population`; any makes the class unknown */
} cpts_perimeter_state;

/* A perimeter whose figures have changed, or that the hypothesis is about. */
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
    const char *const *units, *const *unit_names; /* most populous first */
    double area_m2, population;
} cpts_detached_piece;

/* What a hypothesis would change. Its region stays as it is. */
typedef struct cpts_simulation cpts_simulation;

/* Checks a region as it is and as it would be, and compares both; cpts_simulation_free frees the
 * simulation. `hypothesis` is begun with CPTS_HYPOTHESIS_INIT; NULL options are
 * CPTS_CHECK_OPTIONS_INIT. Fails with CPTS_ERROR_ARGUMENT when the hypothesis names a perimeter or
 * a unit that the region does not have; with CPTS_ERROR_INPUT when its files cannot be read;
 * otherwise as cpts_check does. */
CPTS_API cpts_status cpts_simulate(cpts_simulation **out, cpts_region *region,
                                   const cpts_hypothesis *hypothesis,
                                   const cpts_check_options *options);

/* Frees the simulation and its two reports. Takes NULL. */
CPTS_API void cpts_simulation_free(cpts_simulation *simulation);

/* The reports of the region as it is and as it would be. Borrowed until the simulation is freed. */
CPTS_API const cpts_report *cpts_simulation_before(const cpts_simulation *simulation);
CPTS_API const cpts_report *cpts_simulation_after(const cpts_simulation *simulation);

/* The findings that would change: how many, and each. */
CPTS_API size_t cpts_simulation_conflict_count(const cpts_simulation *simulation);
CPTS_API const cpts_conflict_change *cpts_simulation_conflict(const cpts_simulation *simulation,
                                                              size_t index);

/* The yearly ceilings, in euros, of the perimeters that change, together; NaN: unknown. */
CPTS_API void cpts_simulation_ceilings(const cpts_simulation *simulation, double *before_eur,
                                       double *after_eur);

/* The perimeters whose figures would change: how many, and each; those of the hypothesis come
 * first. */
CPTS_API size_t cpts_simulation_perimeter_count(const cpts_simulation *simulation);
CPTS_API const cpts_perimeter_effect *cpts_simulation_perimeter(const cpts_simulation *simulation,
                                                                size_t index);

/* The pieces that would not touch the main one of their perimeter: how many, and each. */
CPTS_API size_t cpts_simulation_piece_count(const cpts_simulation *simulation);
CPTS_API const cpts_detached_piece *cpts_simulation_piece(const cpts_simulation *simulation,
                                                          size_t index);

/* Writes the simulation to a file: as cpts_report_write. Text, JSON, GeoJSON and HTML show what
 * would change; other formats are the report of what would be. Fails as cpts_report_write does. */
CPTS_API cpts_status cpts_simulation_write(const cpts_simulation *simulation, cpts_format format,
                                           const char *path);

/* Prints the simulation for people on a stream. Fails as cpts_report_print does. */
CPTS_API cpts_status cpts_simulation_print(const cpts_simulation *simulation, FILE *stream);

/* Gives the bytes of an output to `write`. Fails as cpts_report_write_to does. */
CPTS_API cpts_status cpts_simulation_write_to(const cpts_simulation *simulation, cpts_format format,
                                              cpts_write_fn write, void *user);

/* ---- proposal --------------------------------------------------------------------------- */

/* What a proposal minimises, after the number of pieces and of perimeters near a threshold. */
typedef enum cpts_objective {
    CPTS_OBJECTIVE_BORDER,     /* borders between perimeters; those of an EPCI weigh less */
    CPTS_OBJECTIVE_POPULATION, /* differences of population between perimeters */
    CPTS_OBJECTIVE_COMPACT,    /* distances from units to the middle of their perimeter */
    CPTS_OBJECTIVE_COUNT
} cpts_objective;

/* The name of an objective, "border"; "" for one that this version does not know. The text is
 * static. */
CPTS_API const char *cpts_objective_name(cpts_objective objective);

/* Why a unit is in question. */
typedef enum cpts_question {
    CPTS_QUESTION_WHITE,   /* in no perimeter, or less than half of it */
    CPTS_QUESTION_OVERLAP, /* in several */
    CPTS_QUESTION_CUT,     /* in one or several, and whole in none of them */
    CPTS_QUESTION_COUNT
} cpts_question;

/* The name of a question, "white"; "" for one that this version does not know. The text is static.
 */
CPTS_API const char *cpts_question_name(cpts_question question);

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
    size_t unknown_units;             /* not counted in `population`; any makes the class unknown */
} cpts_candidate_facts;

/* On what a candidate that is not proposed loses, all other units being as proposed. */
typedef enum cpts_loss {
    CPTS_LOSS_NONE,      /* it is the one proposed, or as good and comes after it by id */
    CPTS_LOSS_SHARE,     /* it claims less of the unit than others */
    CPTS_LOSS_EMPTY,     /* perimeters would be left without any unit */
    CPTS_LOSS_PIECES,    /* perimeters would be in more pieces */
    CPTS_LOSS_THRESHOLD, /* more perimeters would be at the threshold of a size class */
    CPTS_LOSS_OBJECTIVE, /* what the proposal minimises would be larger */
    CPTS_LOSS_COUNT
} cpts_loss;

/* The name of what a candidate loses on, "pieces"; "" for CPTS_LOSS_NONE and for what this version
 * does not know. The text is static. */
CPTS_API const char *cpts_loss_name(cpts_loss loss);

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
    bool is_open;  /* to be divided between those that claim it: none is proposed */
} cpts_choice;

/* A candidate: the best first, then the strongest rival. There are none when no perimeter holds
 * anything. NULL past the last one. Read the array through this function: its items grow with later
 * versions. */
CPTS_API const cpts_candidate *cpts_choice_candidate(const cpts_choice *choice, size_t index);

/* What could be done with a zone as a whole. */
typedef enum cpts_way {
    CPTS_WAY_WHOLE, /* one perimeter has all of it */
    CPTS_WAY_SPLIT, /* it is shared out as the proposal does */
    CPTS_WAY_NEW,   /* a new CPTS is made of it */
    CPTS_WAY_OPEN,  /* it is left as it is until it can be divided */
    CPTS_WAY_COUNT
} cpts_way;

/* The name of a way to decide, "whole"; "" for one that this version does not know. The text is
 * static. */
CPTS_API const char *cpts_way_name(cpts_way way);

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
    size_t unknown_before, unknown_after; /* units not counted in populations: see above */
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

/* What is to be decided: a white zone, or a contested place. Borrowed from its proposal. */
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
    size_t unknown_units;                 /* not counted in `population` */
} cpts_zone;

/* A way to decide about a zone; the one proposed comes first. NULL past the last one. Read the
 * array through this function: its items grow with later versions. */
CPTS_API const cpts_alternative *cpts_zone_alternative(const cpts_zone *zone, size_t index);

/* What a perimeter becomes by an alternative: those that take come first, then those that give up.
 * NULL past the last one. Read the array through this function: its items grow with later versions.
 */
CPTS_API const cpts_zone_part *cpts_alternative_part(const cpts_alternative *alternative,
                                                     size_t index);

/* Advice on every unit in question. Its region stays as it is. */
typedef struct cpts_proposal cpts_proposal;

typedef struct cpts_proposal_options {
    size_t size; /* set by CPTS_PROPOSAL_OPTIONS_INIT */
    cpts_objective objective;
    bool settle_shared; /* give units that are to be divided to one of those that claim them */
} cpts_proposal_options;
#define CPTS_PROPOSAL_OPTIONS_INIT CPTS_SIZED(cpts_proposal_options)

/* Finds which perimeters could take each white unit or keep each contested one, and checks the
 * region as it would be; cpts_proposal_free frees the proposal. NULL for `asked` and `options` are
 * their _INIT. Fails with CPTS_ERROR_ARGUMENT for an objective that does not exist; otherwise as
 * cpts_check does. */
CPTS_API cpts_status cpts_propose(cpts_proposal **out, cpts_region *region,
                                  const cpts_proposal_options *asked,
                                  const cpts_check_options *options);

/* Frees the proposal and its two reports. Takes NULL. */
CPTS_API void cpts_proposal_free(cpts_proposal *proposal);

/* The reports of the declaration as it is and as it is proposed. Borrowed until the proposal is
 * freed. */
CPTS_API const cpts_report *cpts_proposal_before(const cpts_proposal *proposal);
CPTS_API const cpts_report *cpts_proposal_after(const cpts_proposal *proposal);

/* The units in question: how many, and each, by code. */
CPTS_API size_t cpts_proposal_choice_count(const cpts_proposal *proposal);
CPTS_API const cpts_choice *cpts_proposal_choice(const cpts_proposal *proposal, size_t index);

/* The zones to be decided: how many, and each, most inhabitants first. */
CPTS_API size_t cpts_proposal_zone_count(const cpts_proposal *proposal);
CPTS_API const cpts_zone *cpts_proposal_zone(const cpts_proposal *proposal, size_t index);

/* Writes the proposal to a file: as cpts_report_write. Text, JSON, HTML and CPTS_FORMAT_SCENARIO
 * give the advice; other formats are the report of the proposed declaration. Fails as
 * cpts_report_write does. */
CPTS_API cpts_status cpts_proposal_write(const cpts_proposal *proposal, cpts_format format,
                                         const char *path);

/* Prints the proposal for people on a stream. Fails as cpts_report_print does. */
CPTS_API cpts_status cpts_proposal_print(const cpts_proposal *proposal, FILE *stream);

/* Gives the bytes of an output to `write`. Fails as cpts_report_write_to does. */
CPTS_API cpts_status cpts_proposal_write_to(const cpts_proposal *proposal, cpts_format format,
                                            cpts_write_fn write, void *user);

#ifdef __cplusplus
}
#endif
#endif
