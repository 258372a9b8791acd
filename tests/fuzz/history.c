/*
 * A history that somebody has changed: the input is a row of changes to a store of two nights. Some
 * are made through SQL, so that a store stays a database whose rows are not what they were: values
 * of any type, rows gone or doubled, tables and columns renamed, another version. Others replace
 * bytes of the file. Then all that can be done with a history is done with it.
 */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fuzz.h"

enum { CHANGES_MOST = 12, TEXT_MOST = 300 };

struct file {
    uint8_t *bytes;
    size_t size;
};

/* ---- the store ---------------------------------------------------------------------------- */

/* Of a finding that the store holds. */
static char finding_id[64];

static char *store_path(void)
{
    static char path[64];
    if (!*path)
        snprintf(path, sizeof path, "%s/cpts-fuzz-%ld.sqlite",
                 access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp", (long)getpid());
    return path;
}

static void remove_store(void)
{
    char journal[80];
    unlink(store_path());
    snprintf(journal, sizeof journal, "%s-journal", store_path());
    unlink(journal);
}

static struct file read_store(void)
{
    struct file file = {NULL, 0};
    struct stat facts;
    FILE *stream = fopen(store_path(), "rb");
    if (!stream)
        return file;
    fuzz_promise(fstat(fileno(stream), &facts) == 0, "the store can be read");
    file.size = (size_t)facts.st_size;
    file.bytes = malloc(file.size + 1);
    fuzz_promise(file.bytes && fread(file.bytes, 1, file.size, stream) == file.size,
                 "the store can be read");
    fclose(stream);
    return file;
}

static void write_store(const struct file *file)
{
    remove_store();
    FILE *stream = fopen(store_path(), "wb");
    fuzz_promise(stream && fwrite(file->bytes, 1, file->size, stream) == file->size,
                 "the store can be written");
    fclose(stream);
}

/* ---- a region ----------------------------------------------------------------------------- */

static void add_square(cpts_region *region, const char *id, bool is_unit, double x, double width)
{
    uint8_t wkb[128];
    const uint32_t head[] = {3, 1, 5};
    const double left = 900000 + x, right = left + width, low = 6250000, high = low + 1000;
    const double xy[] = {left, low, right, low, right, high, left, high, left, low};
    wkb[0] = 1;
    memcpy(wkb + 1, head, sizeof head);
    memcpy(wkb + 1 + sizeof head, xy, sizeof xy);
    const size_t size = 1 + sizeof head + sizeof xy;
    const cpts_status status =
        is_unit ? cpts_region_add_unit(region, id, "Une commune", "13", 1200, wkb, size)
                : cpts_region_add_perimeter(region, id, "Une CPTS", wkb, size);
    fuzz_promise(status == CPTS_OK, "a square");
}

/* Two units, an overlap, a white zone and an unknown code; the border moves from night to night. */
static cpts_report *check(cpts_context *context, cpts_region **region, int night)
{
    const cpts_check_options options = CPTS_CHECK_OPTIONS_INIT;
    cpts_report *report = NULL;
    fuzz_promise(cpts_region_new(region, context, "EPSG:2154") == CPTS_OK, "a region");
    add_square(*region, "13001", true, 0, 1000);
    add_square(*region, "13002", true, 1000, 1000);
    add_square(*region, "A", false, 0, 900);
    add_square(*region, "B", false, 700 + 50.0 * night, 600);
    fuzz_promise(cpts_region_declare_unit(*region, "C", "Une autre", "13999") == CPTS_OK, "a code");
    fuzz_promise(cpts_check(&report, *region, &options) == CPTS_OK, "a report");
    return report;
}

static bool is_explained(const cpts_context *context, cpts_status status)
{
    fuzz_promise(status == CPTS_OK || *cpts_context_message(context), "a failure has a message");
    return status == CPTS_OK;
}

/* Whether the run was recorded and kept. */
static bool record(cpts_context *context, cpts_history *history, int night)
{
    cpts_region *region = NULL;
    cpts_report *report = check(context, &region, night);
    bool done = is_explained(context, cpts_history_record(history, report));
    if (done) {
        fuzz_promise(
            is_explained(context, cpts_report_write(report, CPTS_FORMAT_JSON, "/dev/null")),
            "a report can be written");
        fuzz_promise(
            is_explained(context, cpts_report_write(report, CPTS_FORMAT_MAIL, "/dev/null")),
            "a mail can be written");
        done = is_explained(context, cpts_history_commit(history));
    }
    if (!*finding_id)
        snprintf(finding_id, sizeof finding_id, "%s", cpts_report_finding(report, 0)->id);
    cpts_report_free(report);
    cpts_region_free(region);
    return done;
}

static struct file make_store(void)
{
    cpts_context *context = fuzz_context();
    remove_store();
    cpts_history *history = NULL;
    fuzz_promise(is_explained(context, cpts_history_open(&history, context, store_path(), 10)) &&
                     record(context, history, 0) && record(context, history, 1),
                 "the store of two nights");
    cpts_history_close(history);
    cpts_context_free(context);
    atexit(remove_store);
    return read_store();
}

/* ---- changes ------------------------------------------------------------------------------ */

static const char *const columns[] = {"findings.id",
                                      "findings.rule",
                                      "findings.severity",
                                      "findings.state",
                                      "findings.first_run",
                                      "findings.last_run",
                                      "findings.first_seen",
                                      "findings.claimants",
                                      "findings.report_id",
                                      "findings.perimeters",
                                      "findings.units",
                                      "findings.area_m2",
                                      "findings.told_area_m2",
                                      "findings.geom",
                                      "findings.caused_by",
                                      "findings.message",
                                      "findings.resolved_run",
                                      "findings.unit_count",
                                      "findings.sliver",
                                      "events.state",
                                      "events.finding",
                                      "events.run",
                                      "events.checked_at",
                                      "events.geom",
                                      "events.caused_by",
                                      "runs.run",
                                      "runs.checked_at",
                                      "runs.sliver_width_m",
                                      "runs.statuses",
                                      "runs.verdict",
                                      "runs.area_m2",
                                      "runs.errors",
                                      "inputs.path",
                                      "inputs.sha256",
                                      "rules.findings",
                                      "units.code",
                                      "units.since_run",
                                      "units.until_run",
                                      "units.name",
                                      "perimeters.id",
                                      "perimeters.renamed_to",
                                      "perimeters.population",
                                      "claims.share",
                                      "claims.unit",
                                      "claims.perimeter",
                                      "acceptances.finding",
                                      "acceptances.until",
                                      "acceptances.max_area_m2",
                                      "geometry_columns.srid",
                                      "geometry_columns.f_table_name",
                                      "spatial_ref_sys.srtext"};

/* About what table and column a change is. */
struct place {
    char table[24];
    const char *column;
    int row;
};

static struct place choose(struct fuzz_bytes *bytes)
{
    const char *name = columns[fuzz_byte(bytes) % (sizeof columns / sizeof *columns)];
    const size_t length = strcspn(name, ".");
    struct place place = {.column = name + length + 1, .row = fuzz_byte(bytes) % 8};
    memcpy(place.table, name, length);
    return place;
}

static void bind(sqlite3_stmt *statement, struct fuzz_bytes *bytes)
{
    static const int64_t numbers[] = {0, 1, -1, 2, 255, INT32_MAX, INT64_MAX, INT64_MIN};
    static const double reals[] = {0.0, -1.0, 1e308, -1e308, 1e-320, 5.5, 1e18, 0.001};
    const uint8_t kind = fuzz_byte(bytes);
    char *text = kind % 5 >= 3 ? fuzz_text(bytes, TEXT_MOST) : NULL;
    switch (kind % 5) {
    case 0:
        sqlite3_bind_null(statement, 1);
        break;
    case 1:
        sqlite3_bind_int64(statement, 1, numbers[kind / 5 % 8]);
        break;
    case 2:
        sqlite3_bind_double(statement, 1, reals[kind / 5 % 8]);
        break;
    case 3:
        sqlite3_bind_text(statement, 1, text, -1, SQLITE_TRANSIENT);
        break;
    default:
        sqlite3_bind_blob(statement, 1, text, (int)strlen(text), SQLITE_TRANSIENT);
    }
    free(text);
}

static void run(sqlite3 *base, const char *sql, struct fuzz_bytes *bytes)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(base, sql, -1, &statement, NULL) != SQLITE_OK)
        return; /* an earlier change took it away */
    if (bytes)
        bind(statement, bytes);
    sqlite3_step(statement);
    sqlite3_finalize(statement);
}

static void change_rows(sqlite3 *base, uint8_t kind, struct fuzz_bytes *bytes)
{
    const struct place place = choose(bytes);
    char sql[256];
    switch (kind % 8) {
    case 0:
        snprintf(sql, sizeof sql, "DELETE FROM %s WHERE rowid=%d", place.table, place.row);
        break;
    case 1:
        snprintf(sql, sizeof sql, "DELETE FROM %s", place.table);
        break;
    case 2:
        snprintf(sql, sizeof sql, "INSERT INTO %s SELECT * FROM %s LIMIT %d", place.table,
                 place.table, place.row);
        break;
    case 3:
        snprintf(sql, sizeof sql, "ALTER TABLE %s RENAME COLUMN %s TO other", place.table,
                 place.column);
        break;
    case 4:
        snprintf(sql, sizeof sql, "ALTER TABLE %s RENAME TO other", place.table);
        break;
    case 5:
        snprintf(sql, sizeof sql, "PRAGMA user_version=%d", place.row - 2);
        break;
    default:
        snprintf(sql, sizeof sql, "UPDATE %s SET %s=? WHERE rowid=%d OR %d=0", place.table,
                 place.column, place.row, place.row);
        run(base, sql, bytes);
        return;
    }
    run(base, sql, NULL);
}

/* SpatiaLite's triggers call functions that this connection has not. */
static sqlite3 *open_base(void)
{
    sqlite3 *base = NULL;
    fuzz_promise(sqlite3_open(store_path(), &base) == SQLITE_OK, "the store opens");
    sqlite3_exec(
        base,
        "PRAGMA synchronous=OFF;PRAGMA journal_mode=MEMORY;PRAGMA writable_schema=ON;"
        "DELETE FROM sqlite_master WHERE type='trigger';PRAGMA writable_schema=RESET;BEGIN",
        NULL, NULL, NULL);
    return base;
}

/* Whether the file is still a database as SQLite writes it. */
static bool change(struct fuzz_bytes *bytes)
{
    const uint8_t first = fuzz_byte(bytes);
    if (first & 1) {
        sqlite3 *base = open_base();
        for (int i = 0; i < CHANGES_MOST && bytes->left > 2; i++)
            change_rows(base, fuzz_byte(bytes), bytes);
        sqlite3_exec(base, "COMMIT", NULL, NULL, NULL);
        sqlite3_close(base);
        return true;
    }
    struct file file = read_store();
    while (file.size && bytes->left > 4)
        fuzz_overwrite(bytes, file.bytes, file.size);
    write_store(&file);
    free(file.bytes);
    return false;
}

/* ---- what is done with it ------------------------------------------------------------------ */

static void show(cpts_context *context, cpts_history *history, FILE *nowhere)
{
    static const cpts_format formats[] = {CPTS_FORMAT_TEXT, CPTS_FORMAT_JSON};
    for (int view = CPTS_HISTORY_RUNS; view <= CPTS_HISTORY_FINDING; view++)
        for (int i = 0; i < 2; i++)
            is_explained(context,
                         cpts_history_print(history, (cpts_history_view)view,
                                            view == CPTS_HISTORY_FINDING ? finding_id : NULL,
                                            formats[i], nowhere));
    is_explained(context, cpts_history_export(history, "/dev/null"));
}

static void hold_unchanged(const struct file *before)
{
    struct file after = read_store();
    fuzz_promise(after.size == before->size && memcmp(after.bytes, before->bytes, after.size) == 0,
                 "a run that is not kept leaves the store as it was");
    free(after.bytes);
}

static void accept(cpts_context *context, cpts_history *history, struct fuzz_bytes *bytes)
{
    char *id = fuzz_text(bytes, TEXT_MOST);
    const cpts_acceptance acceptance = {.size = sizeof(cpts_acceptance),
                                        .id = *id ? id : finding_id,
                                        .reason = "a reason",
                                        .by = "somebody"};
    is_explained(context, cpts_history_accept(history, &acceptance));
    is_explained(context, cpts_history_reject(history, acceptance.id));
    free(id);
}

static void use(cpts_context *context, struct fuzz_bytes *bytes, bool is_database, FILE *nowhere)
{
    cpts_history *history = NULL;
    if (!is_explained(context, cpts_history_open(&history, context, store_path(), 10)))
        return;
    show(context, history, nowhere);
    accept(context, history, bytes);
    struct file before = read_store();
    if (record(context, history, 2))
        show(context, history, nowhere);
    else if (is_database)
        hold_unchanged(&before);
    cpts_history_close(history);
    free(before.bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct file base;
    if (!base.bytes)
        base = make_store();
    struct fuzz_bytes bytes = {data, size};
    FILE *nowhere = fopen("/dev/null", "w");
    fuzz_promise(nowhere, "/dev/null");
    write_store(&base);
    const bool is_database = change(&bytes);
    cpts_context *context = fuzz_context();
    use(context, &bytes, is_database, nowhere);
    cpts_context_free(context);
    fclose(nowhere);
    return 0;
}
