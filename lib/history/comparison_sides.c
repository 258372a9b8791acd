/*
 * One side of a comparison: from a report in memory, or from the report.json of another day, which
 * SQLite reads.
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "common/cause.h"
#include "common/json_text.h"
#include "history/comparison.h"
#include "history/record.h"

#define LARGEST_FILE ((off_t)900 << 20) /* what SQLite takes for one text */

/* ---- a report ---------------------------------------------------------------------------- */

static void put_side(struct store *store, enum side side, const struct cpts_report *report)
{
    struct query insert = cpts_query(store, "INSERT INTO sides VALUES(?,?,?,?,?,?)");
    const cpts_totals *totals = &report->totals;
    cpts_query_integer(&insert, side);
    cpts_query_number(&insert, totals->population);
    cpts_query_number(&insert, totals->covered_population);
    cpts_query_number(&insert, totals->area_m2);
    cpts_query_number(&insert, totals->covered_area_m2);
    cpts_query_number(&insert, report->sliver_width_m);
    cpts_query_run(&insert);
    cpts_query_end(&insert);
}

static const struct declared_inserts inserts = {
    .units = "INSERT OR IGNORE INTO units VALUES(?1,?2,?3,?4,?5)",
    .perimeters = "INSERT OR IGNORE INTO perimeters VALUES(?1,?2,?3,?5,?6)",
    .claims = "INSERT OR IGNORE INTO claims VALUES(?1,?2,?3,?4)"};

static void put_findings(struct store *store, enum side side, const struct cpts_report *report)
{
    struct query insert = cpts_query(store, "INSERT INTO findings VALUES(?,?,?,?,?,?,?,?,?,?,?)");
    for (size_t i = 0; i < report->finding_count; i++) {
        const cpts_finding *finding = &report->findings[i];
        if (finding->sliver)
            continue;
        cpts_query_integer(&insert, side);
        cpts_query_integer(&insert, (int64_t)i);
        cpts_query_text(&insert, finding->id);
        cpts_query_text(&insert, cpts_rule_name(finding->rule));
        cpts_query_text(&insert, cpts_severity_name(finding->severity));
        cpts_query_list(&insert, finding->perimeters, finding->perimeter_count);
        cpts_query_list(&insert, finding->units, finding->unit_count);
        cpts_query_number(&insert, finding->area_m2);
        cpts_query_number(&insert, round(finding->population));
        cpts_query_text(&insert, finding->message);
        cpts_query_number(&insert, finding->border_m);
        cpts_query_run(&insert);
    }
    cpts_query_end(&insert);
}

void cpts_comparison_report(struct cpts_comparison *comparison, enum side side)
{
    const struct cpts_report *report = comparison->reports[side];
    struct store *store = comparison->store;
    put_side(store, side, report);
    cpts_store_declared(store, &inserts, (int)side, report);
    put_findings(store, side, report);
}

/* ---- a file ------------------------------------------------------------------------------ */

static const char *const from_json[] = {
    "INSERT INTO sides SELECT side,json_extract(body,'$.totals.population'),"
    "json_extract(body,'$.totals.covered_population'),json_extract(body,'$.totals.area_m2'),"
    "json_extract(body,'$.totals.covered_area_m2'),"
    "json_extract(body,'$.options.sliver_width_m')FROM document",
    "INSERT OR IGNORE INTO units SELECT side,json_extract(value,'$.code'),"
    "json_extract(value,'$.name'),json_extract(value,'$.population'),"
    "json_extract(value,'$.area_m2')FROM document,json_each(body,'$.units')",
    "INSERT OR IGNORE INTO perimeters SELECT side,json_extract(value,'$.id'),"
    "json_extract(value,'$.name'),json_extract(value,'$.population'),"
    "json_extract(value,'$.area_m2')FROM document,json_each(body,'$.perimeters')",
    "INSERT OR IGNORE INTO claims SELECT side,json_extract(u.value,'$.code'),"
    "json_extract(c.value,'$.perimeter'),json_extract(c.value,'$.share')"
    "FROM document,json_each(body,'$.units') u,json_each(u.value,'$.claims') c "
    "WHERE json_extract(c.value,'$.share')>=0.001",
    "INSERT OR IGNORE INTO findings SELECT side,key,json_extract(value,'$.id'),"
    "json_extract(value,'$.rule'),json_extract(value,'$.severity'),"
    "coalesce(json_extract(value,'$.perimeters'),'[]'),"
    "coalesce(json_extract(value,'$.units'),'[]'),json_extract(value,'$.area_m2'),"
    "json_extract(value,'$.population'),json_extract(value,'$.message'),"
    "json_extract(value,'$.border_m')FROM document,json_each(body,'$.findings') WHERE NOT "
    "json_extract(value,'$.sliver')",
};

/* The whole of a file, NUL-terminated. NULL after a failure, with its message in the context. */
static char *read_file(struct store *store, const char *path)
{
    struct stat facts = {.st_size = 0};
    FILE *file = fopen(path, "rbe");
    char *text = NULL;
    int error = file && fstat(fileno(file), &facts) == 0 ? 0 : errno;
    if (!error && facts.st_size > LARGEST_FILE)
        error = EFBIG;
    if (!error) {
        const size_t size = (size_t)facts.st_size;
        text = cpts_array_raw(size + 1, 1);
        error = text ? 0 : ENOMEM;
        if (text)
            text[fread(text, 1, size, file)] = '\0';
        if (text && ferror(file))
            error = EIO;
    }
    if (file)
        fclose(file);
    if (!error)
        return text;
    cpts_array_free(text);
    char room[CPTS_CAUSE_ROOM];
    store->status = error == ENOMEM
                        ? cpts_fail_memory(store->context)
                        : cpts_fail(store->context, CPTS_ERROR_INPUT, _("%s cannot be read: %s"),
                                    path, cpts_cause(room, error));
    return NULL;
}

static void refuse(struct store *store, const char *path)
{
    if (store->status == CPTS_OK)
        store->status = cpts_fail(store->context, CPTS_ERROR_INPUT,
                                  _("%s is not a complete report.json of cpts-coverage; write it "
                                    "again with check --json"),
                                  path);
}

/* A report of version 0.1 has no number: its fields are those of version 1. */
static void refuse_later(struct store *store, const char *path)
{
    const int64_t version =
        cpts_store_number(store, "SELECT json_extract(body,'$.schema_version') FROM document");
    if (store->status == CPTS_OK && version > CPTS_FIELDS_VERSION)
        store->status = cpts_fail(store->context, CPTS_ERROR_INPUT,
                                  _("%s was written by a later version of the program (its fields "
                                    "have version %lld, this one knows %d); install the later "
                                    "version"),
                                  path, (long long)version, CPTS_FIELDS_VERSION);
}

void cpts_comparison_file(struct cpts_comparison *comparison, enum side side, const char *path)
{
    struct store *store = comparison->store;
    char *text = read_file(store, path);
    if (!text)
        return;
    cpts_store_run(store, "CREATE TABLE document(side INTEGER,body TEXT)");
    struct query insert =
        cpts_query(store, "INSERT INTO document SELECT ?1,?2 WHERE json_valid(?2) "
                          "AND json_extract(?2,'$.tool.name')='cpts-coverage'");
    cpts_query_integer(&insert, side);
    cpts_query_text(&insert, text);
    cpts_query_run(&insert);
    cpts_query_end(&insert);
    cpts_array_free(text);
    if (cpts_store_number(store, "SELECT count(*) FROM document") == 0)
        refuse(store, path);
    refuse_later(store, path);
    for (size_t i = 0; i < sizeof from_json / sizeof *from_json; i++)
        cpts_store_run(store, from_json[i]);
    if (cpts_store_number(store, side == BEFORE ? "SELECT count(*) FROM units WHERE side=0"
                                                : "SELECT count(*) FROM units WHERE side=1") == 0)
        refuse(store, path);
    cpts_store_run(store, "DROP TABLE document");
}
