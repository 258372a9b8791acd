/*
 * A source as the user writes it, checked and opened read-only, without leaving anything beside
 * it.
 */
#ifndef CPTS_INPUT_SOURCES_OPENED_H
#define CPTS_INPUT_SOURCES_OPENED_H

#include "input/sources/file_facts.h"
#include "input/sources/schema.h"

struct opened {
    const char *spec;         /* as written */
    enum role given;          /* ROLE_NONE: to be recognised */
    const char *file;         /* the part before '|': what the report names; no password */
    const char *path;         /* what GDAL opens */
    const char *wanted_layer; /* NULL: any */
    bool is_csv;              /* read as text, not by GDAL */
    bool is_spreadsheet;      /* its sheets' headers are ours to find */
    bool immutable;           /* open options, see opened.c */
    struct file_facts facts;  /* of `file`, before it was opened */
    char *copy_folder;        /* of a copy to be deleted, or NULL */
    const char *made;         /* a file of GDAL's memory, to be unlinked; NULL */
    struct workbook *book;    /* of a spreadsheet */
    void *dataset;            /* GDALDatasetH; NULL for CSV, and when the book holds its rows */
};

/* The formats read, for messages. */
#define CPTS_FORMATS                                                                               \
    "GeoPackage, GeoJSON, FlatGeobuf, Shapefile, SpatiaLite, PostgreSQL, CSV, XLSX, XLS, ODS"

/* Strings go to the arena. A zip archive gives one source for each layer file in it: calls
 * `each` for every source opened; it takes the source over. */
typedef cpts_status (*opened_fn)(void *user, const struct opened *source);
cpts_status cpts_source_open(cpts_context *context, struct arena *arena, const char *spec,
                             enum role given, opened_fn each, void *user);

void cpts_close(struct opened *source);

#endif
