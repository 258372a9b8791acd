/*
 * What stands in the schema of an SQLite base (GeoPackage, SpatiaLite, a history) that nobody
 * vouches for. A virtual table of SpatiaLite reads another file, a view may hide one or call
 * functions that do: the schema is looked through before any of that can run, on a connection
 * without extensions.
 */
#ifndef CPTS_INPUT_SOURCES_BASE_SCHEMA_H
#define CPTS_INPUT_SOURCES_BASE_SCHEMA_H

#include <sqlite3.h>
#include <stdbool.h>

/* Nothing of what the schema says is trusted from here on; a code of SQLite's. */
int cpts_base_distrust(sqlite3 *base);

/* What was found: SQLITE_OK and an empty `object` when all is well. */
struct base_doubt {
    int code;         /* SQLite's, of a schema that cannot be read */
    char object[128]; /* the table or view that is refused, else "" */
    bool is_crs;      /* it is a coordinate reference system that names a file */
    char reason[256]; /* SQLite's words, or "" */
};

/* Looks through the schema of a connection without extensions, and through the coordinate
 * reference systems that its layers use. False when something is refused or cannot be read. */
bool cpts_base_examine(sqlite3 *base, struct base_doubt *doubt);

#endif
