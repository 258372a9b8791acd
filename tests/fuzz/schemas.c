/*
 * A base whose schema somebody made: the input is SQL, run on a SQLite base or a GeoPackage with a
 * list of CPTS, of which one layer is then read. Views, virtual tables, triggers, generated
 * columns, indexes on expressions, rows of the schema itself: nothing but the base is read. Beside
 * it lies a file with a secret, of which no report may speak.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fuzz.h"

#define SECRET "TOPSECRET"

enum { SQL_MOST = 3000, STEPS_MOST = 200000 };

static const char plain[] =
    "CREATE TABLE codes(id TEXT,nom TEXT,insee TEXT);"
    "INSERT INTO codes VALUES('A','Sud','13001'),('A','Sud','13002'),('B','Nord','13055');";

static const char geopackage[] =
    "PRAGMA application_id=1196444487;PRAGMA user_version=10300;"
    "CREATE TABLE gpkg_spatial_ref_sys(srs_name TEXT NOT NULL,srs_id INTEGER PRIMARY KEY,"
    "organization TEXT NOT NULL,organization_coordsys_id INTEGER NOT NULL,definition TEXT NOT NULL,"
    "description TEXT);"
    "CREATE TABLE gpkg_contents(table_name TEXT PRIMARY KEY,data_type TEXT NOT NULL,"
    "identifier TEXT UNIQUE,description TEXT,last_change DATETIME,min_x DOUBLE,min_y DOUBLE,"
    "max_x DOUBLE,max_y DOUBLE,srs_id INTEGER);"
    "INSERT INTO gpkg_contents(table_name,data_type,identifier) VALUES('codes','attributes','c'),"
    "('v','attributes','v');";

/* Files of one process, in memory where there is such a folder. */
static const char *path_of(const char *name)
{
    static char path[96];
    snprintf(path, sizeof path, "%s/cpts-fuzz-%ld-%s",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp", (long)getpid(), name);
    return path;
}

static void remove_files(void)
{
    static const char *const names[] = {"s.sqlite", "s.sqlite-journal", "s.gpkg", "s.gpkg-journal",
                                        "secret.csv"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(path_of(names[i]));
}

static void write_secret(void)
{
    FILE *file = fopen(path_of("secret.csv"), "w");
    fuzz_promise(file && fputs("id,nom,insee\n" SECRET "," SECRET ",13001\n", file) >= 0,
                 "the secret");
    fclose(file);
}

/* The input writes in its base, and nowhere else. */
static int authorize(void *user, int action, const char *first, const char *second,
                     const char *base, const char *by)
{
    (void)user, (void)second, (void)base, (void)by;
    if (action == SQLITE_ATTACH || action == SQLITE_DETACH)
        return SQLITE_DENY;
    if (action == SQLITE_PRAGMA && strcmp(first, "writable_schema") != 0)
        return SQLITE_DENY;
    return SQLITE_OK;
}

static int is_long(void *user)
{
    (void)user;
    return 1;
}

/* `sql` with @ where the path of the secret belongs. */
static void run(sqlite3 *base, const char *sql)
{
    char *text = malloc(SQL_MOST * 100), *end = text;
    fuzz_promise(text, "memory");
    for (; *sql && end < text + SQL_MOST * 99; sql++)
        if (*sql == '@')
            end += sprintf(end, "%s", path_of("secret.csv"));
        else
            *end++ = *sql;
    *end = '\0';
    sqlite3_exec(base, text, NULL, NULL, NULL);
    free(text);
}

static void write_base(const char *path, bool is_geopackage, const char *sql)
{
    sqlite3 *base = NULL;
    fuzz_promise(sqlite3_open(path, &base) == SQLITE_OK, "a base");
    sqlite3_exec(base, "PRAGMA synchronous=OFF;PRAGMA journal_mode=MEMORY", NULL, NULL, NULL);
    if (is_geopackage)
        sqlite3_exec(base, geopackage, NULL, NULL, NULL);
    sqlite3_exec(base, plain, NULL, NULL, NULL);
    sqlite3_limit(base, SQLITE_LIMIT_LENGTH, 1 << 20);
    sqlite3_set_authorizer(base, authorize, NULL);
    sqlite3_progress_handler(base, STEPS_MOST, is_long, NULL);
    run(base, sql);
    sqlite3_close(base);
}

static bool hold_secret(void *user, const void *bytes, size_t size)
{
    const bool *is_known = user;
    fuzz_promise(*is_known || !memmem(bytes, size, SECRET, strlen(SECRET)),
                 "no other file is read");
    return true;
}

static void hold_report(cpts_context *context, cpts_region *region, bool is_known)
{
    cpts_report *report = NULL;
    if (fuzz_ended_well(context, cpts_check(&report, region, NULL)))
        fuzz_promise(fuzz_ended_well(context, cpts_report_write_to(report, CPTS_FORMAT_JSON,
                                                                   hold_secret, &is_known)),
                     "a report can be written");
    cpts_report_free(report);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const layers[] = {"", "|layername=codes", "|layername=v", "|layername=w"};
    struct fuzz_sources sources;
    struct fuzz_bytes bytes = {data, size};
    const uint8_t kind = fuzz_byte(&bytes);
    const bool is_geopackage = kind & 1;
    char *sql = fuzz_text(&bytes, SQL_MOST), source[160];
    bool is_known = strstr(sql, SECRET) != NULL;
    write_secret();
    snprintf(source, sizeof source, "%s", path_of(is_geopackage ? "s.gpkg" : "s.sqlite"));
    write_base(source, is_geopackage, sql);
    strcat(source, layers[kind / 2 % 4]);
    const cpts_load_options load = fuzz_load(&sources, source);
    cpts_context *context = fuzz_context();
    cpts_region *region = NULL;
    if (fuzz_ended_well(context, cpts_region_load(&region, context, &load)))
        hold_report(context, region, is_known);
    hold_secret(&is_known, cpts_context_message(context), strlen(cpts_context_message(context)));
    cpts_region_free(region);
    cpts_context_free(context);
    remove_files();
    free(sql);
    return 0;
}
