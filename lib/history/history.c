/*
 * The history of a region: one transaction a run. The run is recorded first, so that the outputs
 * can show what is new; cpts_history_commit (output/history_file.c) keeps it once they are written.
 * A run whose outputs nobody received is not in the history, and its findings are new again the
 * next time.
 */
#include <string.h>
#include <sys/stat.h>

#include "common/clock.h"
#include "coverage/findings/finding_order.h"
#include "history/history.h"
#include "history/record.h"

static bool is_there(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0;
}

/* An opened store is looked through, then trusted. */
static cpts_status admit(struct store *store, cpts_status opened)
{
    cpts_status status = opened;
    if (status == CPTS_OK && !store->is_new)
        status = cpts_schema_admit(store);
    return status == CPTS_OK ? cpts_store_trust(store) : status;
}

/* Nothing happens when the store does not exist: the first run that succeeds makes it. */
static cpts_status open_if_there(cpts_history *history)
{
    if (history->store.db || !is_there(history->path))
        return CPTS_OK;
    return admit(&history->store, cpts_store_open(&history->store, history->context, history->path,
                                                  history->wait_s));
}

cpts_status cpts_history_open(cpts_history **out, cpts_context *context, const char *path,
                              int wait_s)
{
    *out = NULL;
    cpts_begin(context);
    if (!*path || strcmp(path, "-") == 0 || wait_s < 0)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, "%s",
                         _("a history needs the name of a file, and a time to wait of 0 or more "
                           "seconds"));
    cpts_history *history = cpts_array_new(1, sizeof *history);
    const size_t size = strlen(path) + 1;
    char *copy = history ? cpts_array_raw(size, 1) : NULL;
    if (!copy) {
        cpts_array_free(history);
        return cpts_fail_memory(context);
    }
    *history =
        (cpts_history){.context = context, .path = memcpy(copy, path, size), .wait_s = wait_s};
    cpts_context_hold(context);
    /* A file that is not a store is refused before any work. */
    cpts_status status = open_if_there(history);
    if (status == CPTS_OK && history->store.db) {
        cpts_schema_state(&history->store);
        status = history->store.status;
    }
    if (status != CPTS_OK)
        cpts_history_close(history);
    else
        *out = history;
    return status;
}

void cpts_history_close(cpts_history *history)
{
    if (!history)
        return;
    cpts_store_rollback(&history->store);
    cpts_store_close(&history->store);
    cpts_array_free(history->path);
    cpts_context_release(history->context);
    cpts_array_free(history);
}

cpts_status cpts_history_ready(cpts_history *history)
{
    struct store *store = &history->store;
    cpts_begin(history->context);
    store->status = CPTS_OK; /* a failure holds for the call that met it */
    const cpts_status opened = open_if_there(history);
    if (opened != CPTS_OK)
        return opened;
    if (!store->db)
        return cpts_fail(history->context, CPTS_ERROR_INPUT,
                         _("there is no history %s; 'check --history' makes it"), history->path);
    if (history->is_recorded)
        return cpts_fail(history->context, CPTS_ERROR_ARGUMENT, "%s",
                         _("a run is waiting to be committed; commit it first"));
    if (store->status == CPTS_OK && cpts_schema_state(store) == SCHEMA_EMPTY)
        return cpts_fail(history->context, CPTS_ERROR_INPUT,
                         _("the history %s holds no run yet; 'check --history' makes them"),
                         history->path);
    if (store->status == CPTS_OK &&
        cpts_store_number(store, "PRAGMA user_version") < cpts_schema_version()) {
        cpts_store_begin(store);
        cpts_schema_migrate(store);
        cpts_store_commit(store);
        if (store->status != CPTS_OK)
            cpts_store_rollback(store);
    }
    return store->status;
}

void cpts_history_forget(cpts_history *history)
{
    cpts_store_rollback(&history->store);
    if (history->store.is_new)
        cpts_store_close(&history->store);
    history->is_recorded = false;
}

/* ---- recording ------------------------------------------------------------------------------ */

static void prepare_store(struct store *store, const struct cpts_region *region)
{
    const enum schema_state state = cpts_schema_state(store);
    if (state == SCHEMA_EMPTY)
        cpts_schema_create(store, region);
    else if (state == SCHEMA_OURS)
        cpts_schema_migrate(store);
    const int srid = cpts_schema_srid(store);
    if (store->status == CPTS_OK && srid != cpts_schema_region_srid(region) &&
        (region->lands || cpts_schema_is_sheet(srid)))
        store->status = cpts_fail(
            store->context, CPTS_ERROR_INPUT,
            region->lands ? _("this check is of several territories, the history %s of one; name "
                              "another file")
                          : _("the history %s is of several territories, this check of one; name "
                              "another file"),
            store->path);
    else if (store->status == CPTS_OK && srid != cpts_schema_region_srid(region))
        store->status = cpts_fail(store->context, CPTS_ERROR_INPUT,
                                  _("the history %s is in EPSG:%d, this check in %s; check with "
                                    "--crs EPSG:%d, or name another file"),
                                  store->path, srid, region->crs, srid);
}

/* A column read for another, or another file, makes most CPTS disappear at once; so do few true
 * declarations. */
static void doubt_disappearance(struct record *record)
{
    enum { LEAST_BEFORE = 4 };
    struct store *store = record->store;
    const int64_t before = cpts_store_number(
        store, "SELECT count(DISTINCT id)FROM perimeters WHERE since_run<(SELECT max(run)FROM runs)"
               "AND(until_run IS NULL OR until_run=(SELECT max(run)FROM runs))");
    const int64_t gone = cpts_store_number(
        store, "SELECT count(DISTINCT id)FROM perimeters p WHERE renamed_to IS NULL "
               "AND until_run=(SELECT max(run)FROM runs)AND NOT EXISTS(SELECT 1 FROM perimeters q "
               "WHERE q.until_run IS NULL AND(q.id=p.id OR q.name=p.name))");
    if (store->status == CPTS_OK && before >= LEAST_BEFORE && gone * 2 > before)
        store->status = cpts_fail(
            store->context, CPTS_ERROR_INPUT,
            _("%lld of the %lld CPTS of the last run of %s are gone: is this the right file, and "
              "is it read correctly? 'cpts-coverage read' shows how it is read; if they really "
              "are gone, add --expect-changes"),
            (long long)gone, (long long)before, store->path);
}

static void record_all(struct record *record)
{
    struct conflict_match *matches = cpts_array_new(record->report->finding_count, sizeof *matches);
    if (!matches)
        record->store->status = cpts_fail_memory(record->store->context);
    cpts_record_run(record);
    cpts_record_declarations(record);
    if (record->report->region->doubts_changes && record->store->status == CPTS_OK)
        doubt_disappearance(record);
    if (matches && record->store->status == CPTS_OK)
        cpts_record_match(record, matches);
    if (matches && record->store->status == CPTS_OK)
        cpts_record_findings(record, matches);
    if (record->store->status == CPTS_OK)
        cpts_record_resolved(record);
    if (record->store->status == CPTS_OK)
        cpts_record_past(record);
    if (record->store->status == CPTS_OK)
        record->store->status = cpts_findings_sort(record->report);
    cpts_array_free(matches);
}

cpts_status cpts_history_record(cpts_history *history, cpts_report *report)
{
    cpts_context *context = report->region->context;
    cpts_begin(context);
    if (context != history->context)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, "%s",
                         _("the report and the history were made with different contexts"));
    if (history->is_recorded || report->past.is_kept)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, "%s",
                         _("this run is recorded already; commit it, and record each report once"));
    history->store.status = CPTS_OK;
    cpts_status status = cpts_advance(context, _("history"), 0.9);
    if (status == CPTS_OK && !history->store.db)
        status = admit(&history->store, cpts_store_open_or_new(&history->store, history->context,
                                                               history->path, history->wait_s));
    if (status != CPTS_OK)
        return status;
    struct record record = {.store = &history->store, .report = report};
    cpts_output_time(context, record.time, sizeof record.time);
    cpts_store_begin(&history->store);
    if (history->store.status == CPTS_OK)
        prepare_store(&history->store, report->region);
    if (history->store.status == CPTS_OK)
        record_all(&record);
    cpts_bytes_free(&record.wkb);
    if (history->store.status == CPTS_OK)
        cpts_record_acceptances(&record);
    cpts_record_verdict(&record);
    history->is_recorded = history->store.status == CPTS_OK;
    if (!history->is_recorded)
        cpts_history_forget(history);
    return history->store.status;
}
