/*
 * The history store: a SpatiaLite database, reached through SQLite.
 *
 * The journal is SQLite's plain rollback journal, not WAL. One job writes once a night, for less
 * than a second, so that readers need not write beside it; and WAL wants shared memory, which
 * network disks lack, and leaves two files beside the store that a copy or a mail forgets.
 *
 * A store that does not exist yet is made in memory: however the first run ends, it leaves no empty
 * file. Meanwhile its folder is locked, and another first run waits as it would for the store.
 *
 * Errors stick: after one, calls do nothing, and store.status keeps the first. So a sequence of
 * statements need not check each call.
 */
#ifndef CPTS_HISTORY_STORE_H
#define CPTS_HISTORY_STORE_H

#include <time.h>

#include "common/bytes.h"
#include "history/spatialite.h"

struct store {
    cpts_context *context;
    char *path;
    int wait_s; /* how long to wait for a store that another program uses */
    struct timespec waiting_since;
    sqlite3 *db;
    bool is_new;   /* in memory, until cpts_history_commit writes the file */
    bool has_lock; /* on the folder of a new one */
    int folder_fd;
    struct spatialite spatialite;
    cpts_status status; /* the first failure */
    struct bytes scratch;
};

/* Opens the database of `path`, whose schema is not trusted: see cpts_store_trust.
 * cpts_store_close in all cases. */
cpts_status cpts_store_open(struct store *store, cpts_context *context, const char *path,
                            int wait_s);

/* The same, or a new one when there is none. */
cpts_status cpts_store_open_or_new(struct store *store, cpts_context *context, const char *path,
                                   int wait_s);
void cpts_store_close(struct store *store);

/* Once the schema is known to be ours: brings in SpatiaLite, which its triggers call. */
cpts_status cpts_store_trust(struct store *store);

/* Takes in a failure of SQLite's, if it is the first. */
void cpts_store_fail(struct store *store, int code);

/* An empty database in memory, without SpatiaLite. */
cpts_status cpts_store_open_memory(struct store *store, cpts_context *context);

/* One transaction at a time, which locks others out from its beginning. */
void cpts_store_begin(struct store *store);
void cpts_store_commit(struct store *store);
void cpts_store_rollback(struct store *store);

/* Runs statements without parameters and without result. */
void cpts_store_run(struct store *store, const char *sql);

/* The number that a statement without parameters gives; 0 when it gives none. */
int64_t cpts_store_number(struct store *store, const char *sql);

/* ---- statements with parameters ---------------------------------------------------------- */

/* A statement: bind its parameters in order, then run it, or read row after row. It may be run
 * again with other parameters; cpts_query_end frees it. */
struct query {
    struct store *store;
    sqlite3_stmt *statement;
    int next; /* parameter to bind */
};

struct query cpts_query(struct store *store, const char *sql);

/* What the units of a history or of a comparison are called: see input/region/unit_words.h. */
unsigned cpts_store_unit_kinds(struct store *store);
void cpts_query_text(struct query *query, const char *text);     /* NULL: null */
void cpts_query_optional(struct query *query, const char *text); /* NULL or "": null */
void cpts_query_list(struct query *query, const char *const *texts, size_t count); /* as JSON */
void cpts_query_integer(struct query *query, int64_t value);
void cpts_query_number(struct query *query, double value);            /* null when not finite */
void cpts_query_blob(struct query *query, const struct bytes *bytes); /* NULL: null */
bool cpts_query_row(struct query *query); /* false at the end, and after a failure */
void cpts_query_run(struct query *query); /* to the end, ready for other parameters */
void cpts_query_again(struct query *query);
void cpts_query_end(struct query *query);

/* Columns of the row that was read, from 0; texts last until the next row. */
const char *cpts_query_text_at(struct query *query, int column); /* "" for null */
int64_t cpts_query_integer_at(struct query *query, int column);
double cpts_query_number_at(struct query *query, int column); /* NaN for null */
bool cpts_query_null_at(struct query *query, int column);

#endif
