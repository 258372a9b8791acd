#include "history/store.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/json_text.h"
#include "common/place.h"
#include "input/region/unit_words.h"
#include "input/sources/base_schema.h"

#define NAP_MS          50
#define STEPS_AT_A_TIME 20000 /* of SQLite's machine, between two looks for an interruption */

/* ---- failures ---------------------------------------------------------------------------- */

static cpts_status fail_with(const struct store *store, int code)
{
    cpts_context *context = store->context;
    const char *path = store->path;
    switch (code & 0xFF) {
    case SQLITE_NOMEM:
        return cpts_fail_memory(context);
    case SQLITE_INTERRUPT:
        return cpts_fail(context, CPTS_ERROR_INTERRUPT, "%s", _("interrupted"));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return cpts_fail(context, CPTS_ERROR_OUTPUT,
                         P_("the history %s is in use by another program, after %d second "
                            "of waiting; let it end and try again",
                            "the history %s is in use by another program, after %d seconds "
                            "of waiting; let it end and try again",
                            (unsigned long)store->wait_s),
                         path, store->wait_s);
    case SQLITE_FULL:
        return cpts_fail(context, CPTS_ERROR_OUTPUT,
                         _("the history %s cannot grow: the disk is full; it is unchanged: free "
                           "some space and try again"),
                         path);
    case SQLITE_NOTADB:
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s is not a history: it is not an SQLite database; name another file"),
                         path);
    case SQLITE_CORRUPT:
    case SQLITE_ERROR: /* columns or values that this program did not write */
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("the history %s is damaged (%s); put a copy of it back"), path,
                         sqlite3_errmsg(store->db));
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_IOERR:
        return cpts_fail(context, CPTS_ERROR_OUTPUT,
                         _("the history %s cannot be opened or written (%s); check that its folder "
                           "exists and that you may write in it"),
                         path, store->db ? sqlite3_errmsg(store->db) : sqlite3_errstr(code));
    default:
        return cpts_fail(context, CPTS_ERROR_INTERNAL,
                         _("the history %s cannot be used: its database failed for an unknown "
                           "reason; put a copy of it back, and report it (%s)"),
                         path, store->db ? sqlite3_errmsg(store->db) : sqlite3_errstr(code));
    }
}

void cpts_store_fail(struct store *store, int code)
{
    if (store->status == CPTS_OK)
        store->status = fail_with(store, code);
}

/* ---- waiting and interruption ------------------------------------------------------------ */

static bool is_interrupted(const struct store *store)
{
    return cpts_is_interrupted(store->context);
}

static int stop_if_interrupted(void *user)
{
    return is_interrupted(user);
}

static int wait_for_others(void *user, int tries)
{
    struct store *store = user;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (tries == 0) {
        store->waiting_since = now;
        if (store->wait_s > 0)
            cpts_log(store->context, CPTS_NORMAL,
                     P_("the history %s is in use by another program: waiting at most %d second",
                        "the history %s is in use by another program: waiting at most %d seconds",
                        (unsigned long)store->wait_s),
                     store->path, store->wait_s);
    }
    const double waited_s = (double)(now.tv_sec - store->waiting_since.tv_sec) +
                            1e-9 * (double)(now.tv_nsec - store->waiting_since.tv_nsec);
    if (is_interrupted(store) || waited_s >= store->wait_s)
        return 0;
    const struct timespec nap = {0, NAP_MS * 1000000L};
    nanosleep(&nap, NULL);
    return 1;
}

/* ---- opening and closing ------------------------------------------------------------------ */

static char *copy_path(const char *path)
{
    const size_t size = strlen(path) + 1;
    char *copy = cpts_array_raw(size, 1);
    return copy ? memcpy(copy, path, size) : NULL;
}

static cpts_status start(struct store *store, cpts_context *context, const char *path, int wait_s)
{
    *store = (struct store){.context = context, .wait_s = wait_s, .path = copy_path(path)};
    return store->status = store->path ? CPTS_OK : cpts_fail_memory(context);
}

/* A long statement looks for an interruption, a locked store waits for others. */
static void set_handlers(struct store *store)
{
    sqlite3_busy_handler(store->db, wait_for_others, store);
    sqlite3_progress_handler(store->db, STEPS_AT_A_TIME, stop_if_interrupted, store);
}

/* `name` is the store's path, or a database in memory. */
static cpts_status open_database(struct store *store, const char *name, int more_flags)
{
    int code = sqlite3_open_v2(name, &store->db, SQLITE_OPEN_READWRITE | more_flags, NULL);
    if (code == SQLITE_OK)
        code = cpts_base_distrust(store->db);
    if (code != SQLITE_OK) {
        cpts_store_fail(store, code);
        return store->status;
    }
    sqlite3_extended_result_codes(store->db, 1);
    set_handlers(store);
    return store->status;
}

cpts_status cpts_store_trust(struct store *store)
{
    if (store->status != CPTS_OK)
        return store->status;
    store->status = cpts_spatialite_attach(&store->spatialite, store->context, store->db);
    /* SpatiaLite sets a busy handler of its own. */
    set_handlers(store);
    const int code = sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 1, NULL);
    if (code != SQLITE_OK)
        cpts_store_fail(store, code);
    /* EXTRA: the folder is brought to the disk too, so that a commit outlives a power cut. */
    cpts_store_run(store, "PRAGMA synchronous=EXTRA;PRAGMA foreign_keys=ON;PRAGMA temp_store=2");
    return store->status;
}

/* The store where its path leads, links followed as for any output; SQLite then takes none. */
static cpts_status open_there(struct store *store)
{
    struct place place;
    const int error = cpts_place_find(&place, store->path);
    char *path = error ? NULL : cpts_place_path(&place);
    cpts_place_close(&place);
    const cpts_status status =
        error == CPTS_FOREIGN_LINK
            ? store->status = cpts_place_refuse(store->context, store->path)
            : open_database(store, path ? path : store->path, path ? SQLITE_OPEN_NOFOLLOW : 0);
    cpts_array_free(path);
    return status;
}

cpts_status cpts_store_open(struct store *store, cpts_context *context, const char *path,
                            int wait_s)
{
    return start(store, context, path, wait_s) == CPTS_OK ? open_there(store) : store->status;
}

/* A folder that cannot be locked (one on a network, one that only others may list) is left
 * unlocked: of two first runs, the one that ends last is refused then. */
static void lock_folder(struct store *store)
{
    const char *slash = strrchr(store->path, '/');
    char *folder = copy_path(slash ? store->path : ".");
    if (!folder) {
        store->status = cpts_fail_memory(store->context);
        return;
    }
    if (slash)
        folder[slash == store->path ? 1 : slash - store->path] = '\0';
    const bool is_usable = faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) == 0;
    const int fd = is_usable ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    int tries = 0;
    store->has_lock = fd >= 0;
    store->folder_fd = fd;
    if (!is_usable)
        cpts_store_fail(store, SQLITE_CANTOPEN);
    while (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        if (!wait_for_others(store, tries++)) {
            cpts_store_fail(store, is_interrupted(store) ? SQLITE_INTERRUPT : SQLITE_BUSY);
            break;
        }
    cpts_array_free(folder);
}

static void unlock_folder(struct store *store)
{
    if (store->has_lock)
        close(store->folder_fd);
    store->has_lock = false;
}

static bool is_there(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0;
}

cpts_status cpts_store_open_or_new(struct store *store, cpts_context *context, const char *path,
                                   int wait_s)
{
    if (start(store, context, path, wait_s) != CPTS_OK)
        return store->status;
    if (!is_there(path))
        lock_folder(store);
    store->is_new = !is_there(path);
    if (!store->is_new)
        unlock_folder(store);
    if (store->status != CPTS_OK)
        return store->status;
    return store->is_new ? open_database(store, ":memory:", 0) : open_there(store);
}

cpts_status cpts_store_open_memory(struct store *store, cpts_context *context)
{
    if (start(store, context, ":memory:", 0) != CPTS_OK)
        return store->status;
    const int code = sqlite3_open_v2(store->path, &store->db, SQLITE_OPEN_READWRITE, NULL);
    if (code != SQLITE_OK)
        cpts_store_fail(store, code);
    else
        sqlite3_progress_handler(store->db, STEPS_AT_A_TIME, stop_if_interrupted, store);
    return store->status;
}

void cpts_store_close(struct store *store)
{
    sqlite3_close(store->db);
    cpts_spatialite_detach(&store->spatialite);
    unlock_folder(store);
    cpts_bytes_free(&store->scratch);
    cpts_array_free(store->path);
    store->db = NULL;
    store->path = NULL;
}

void cpts_store_begin(struct store *store)
{
    cpts_store_run(store, "BEGIN IMMEDIATE");
}

void cpts_store_commit(struct store *store)
{
    cpts_store_run(store, "COMMIT");
}

void cpts_store_rollback(struct store *store)
{
    if (store->db && !sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}

void cpts_store_run(struct store *store, const char *sql)
{
    if (store->status != CPTS_OK)
        return;
    const int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    if (code != SQLITE_OK)
        cpts_store_fail(store, code);
}

int64_t cpts_store_number(struct store *store, const char *sql)
{
    struct query query = cpts_query(store, sql);
    const int64_t number = cpts_query_row(&query) ? cpts_query_integer_at(&query, 0) : 0;
    cpts_query_end(&query);
    return number;
}

/* ---- statements with parameters ---------------------------------------------------------- */

struct query cpts_query(struct store *store, const char *sql)
{
    struct query query = {.store = store, .next = 1};
    if (store->status != CPTS_OK)
        return query;
    const int code = sqlite3_prepare_v2(store->db, sql, -1, &query.statement, NULL);
    if (code != SQLITE_OK)
        cpts_store_fail(store, code);
    return query;
}

static bool is_ready(const struct query *query)
{
    return query->statement && query->store->status == CPTS_OK;
}

static void check_bind(struct query *query, int code)
{
    query->next++;
    if (code != SQLITE_OK)
        cpts_store_fail(query->store, code);
}

static void bind_scratch(struct query *query)
{
    const struct bytes *scratch = &query->store->scratch;
    check_bind(query, scratch->is_short
                          ? SQLITE_NOMEM
                          : sqlite3_bind_text64(query->statement, query->next,
                                                scratch->data ? scratch->data : "", scratch->used,
                                                SQLITE_TRANSIENT, SQLITE_UTF8));
}

void cpts_query_text(struct query *query, const char *text)
{
    if (!is_ready(query))
        return;
    if (!text) {
        check_bind(query, sqlite3_bind_null(query->statement, query->next));
        return;
    }
    query->store->scratch.used = 0;
    cpts_bytes_clean(&query->store->scratch, text);
    bind_scratch(query);
}

void cpts_query_optional(struct query *query, const char *text)
{
    cpts_query_text(query, text && *text ? text : NULL);
}

void cpts_query_list(struct query *query, const char *const *texts, size_t count)
{
    if (!is_ready(query))
        return;
    query->store->scratch.used = 0;
    cpts_bytes_json_list(&query->store->scratch, texts, count);
    bind_scratch(query);
}

void cpts_query_integer(struct query *query, int64_t value)
{
    if (is_ready(query))
        check_bind(query, sqlite3_bind_int64(query->statement, query->next, value));
}

void cpts_query_number(struct query *query, double value)
{
    if (is_ready(query))
        check_bind(query, isfinite(value)
                              ? sqlite3_bind_double(query->statement, query->next, value)
                              : sqlite3_bind_null(query->statement, query->next));
}

void cpts_query_blob(struct query *query, const struct bytes *bytes)
{
    if (!is_ready(query))
        return;
    if (!bytes)
        check_bind(query, sqlite3_bind_null(query->statement, query->next));
    else
        check_bind(query, bytes->is_short
                              ? SQLITE_NOMEM
                              : sqlite3_bind_blob64(query->statement, query->next, bytes->data,
                                                    bytes->used, SQLITE_TRANSIENT));
}

bool cpts_query_row(struct query *query)
{
    if (!is_ready(query))
        return false;
    const int code = sqlite3_step(query->statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        cpts_store_fail(query->store, code);
    return code == SQLITE_ROW;
}

void cpts_query_again(struct query *query)
{
    sqlite3_reset(query->statement);
    query->next = 1;
}

void cpts_query_run(struct query *query)
{
    while (cpts_query_row(query))
        ;
    cpts_query_again(query);
}

void cpts_query_end(struct query *query)
{
    sqlite3_finalize(query->statement);
    query->statement = NULL;
}

const char *cpts_query_text_at(struct query *query, int column)
{
    const bool is_null = cpts_query_null_at(query, column);
    const unsigned char *text = sqlite3_column_text(query->statement, column);
    if (!text && !is_null)
        cpts_store_fail(query->store, SQLITE_NOMEM);
    return text ? (const char *)text : "";
}

int64_t cpts_query_integer_at(struct query *query, int column)
{
    return sqlite3_column_int64(query->statement, column);
}

double cpts_query_number_at(struct query *query, int column)
{
    return cpts_query_null_at(query, column) ? NAN
                                             : sqlite3_column_double(query->statement, column);
}

bool cpts_query_null_at(struct query *query, int column)
{
    return sqlite3_column_type(query->statement, column) == SQLITE_NULL;
}

unsigned cpts_store_unit_kinds(struct store *store)
{
    unsigned kinds = 0;
    struct query codes = cpts_query(store, "SELECT DISTINCT code FROM units");
    while (cpts_query_row(&codes))
        kinds |= cpts_unit_kind(cpts_query_text_at(&codes, 0));
    cpts_query_end(&codes);
    return kinds;
}
