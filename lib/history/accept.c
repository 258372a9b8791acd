/*
 * Acceptances kept in the store, each for the conflict and not for one report of it: it follows
 * the conflict when a vertex moves or a perimeter is renamed.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "common/clock.h"
#include "history/acceptance_file.h"
#include "history/history.h"
#include "history/record.h"

/* ---- one more, one less --------------------------------------------------------------------- */

static cpts_status unknown_finding(cpts_history *history, const char *id)
{
    return cpts_fail(history->context, CPTS_ERROR_ARGUMENT,
                     _("the history %s knows no finding '%s'; 'history %s list' shows them"),
                     history->path, id, history->path);
}

/* The largest that is still the same: as large as a redrawn border makes it. */
static const char find_limit[] =
    "SELECT CASE WHEN geom IS NULL THEN NULL ELSE area_m2+border_m*"
    "(SELECT sliver_width_m FROM runs ORDER BY run DESC LIMIT 1)END FROM findings WHERE id=?";

/* The conflict in a sentence, for what is logged; its id when it has none. */
static void read_message(struct store *store, const char *id, char *out, size_t size)
{
    struct query query = cpts_query(store, "SELECT message FROM findings WHERE id=?");
    cpts_query_text(&query, id);
    snprintf(out, size, "%s", cpts_query_row(&query) ? cpts_query_text_at(&query, 0) : id);
    cpts_query_end(&query);
}

static cpts_status accept_one(cpts_history *history, const cpts_acceptance *acceptance,
                              const char *time)
{
    struct store *store = &history->store;
    char day[CPTS_DAY_BYTES] = "";
    if (acceptance->until && *acceptance->until)
        cpts_day_read(day, acceptance->until);
    struct query limit = cpts_query(store, find_limit);
    cpts_query_text(&limit, acceptance->id);
    const bool is_known = cpts_query_row(&limit);
    const double as_it_is_m2 = is_known ? cpts_query_number_at(&limit, 0) : NAN;
    cpts_query_end(&limit);
    if (store->status == CPTS_OK && !is_known)
        store->status = unknown_finding(history, acceptance->id);
    struct query withdraw = cpts_query(store, "UPDATE acceptances SET withdrawn_at=? "
                                              "WHERE finding=? AND withdrawn_at IS NULL");
    cpts_query_text(&withdraw, time);
    cpts_query_text(&withdraw, acceptance->id);
    cpts_query_run(&withdraw);
    cpts_query_end(&withdraw);
    struct query insert = cpts_query(store, "INSERT INTO acceptances VALUES(?,?,?,?,?,?,NULL)");
    cpts_query_text(&insert, acceptance->id);
    cpts_query_text(&insert, acceptance->reason);
    cpts_query_text(&insert, acceptance->by);
    cpts_query_optional(&insert, day);
    cpts_query_number(&insert, acceptance->max_area_m2 > 0 ? acceptance->max_area_m2 : as_it_is_m2);
    cpts_query_text(&insert, time);
    cpts_query_run(&insert);
    cpts_query_end(&insert);
    return store->status;
}

/* All of them, or none. */
static cpts_status accept_all(cpts_history *history, const cpts_acceptance *acceptances,
                              size_t count)
{
    struct store *store = &history->store;
    char time[32];
    cpts_output_time(history->context, time, sizeof time);
    cpts_store_begin(store);
    for (size_t i = 0; i < count && store->status == CPTS_OK; i++)
        accept_one(history, &acceptances[i], time);
    cpts_store_commit(store);
    if (store->status != CPTS_OK)
        cpts_store_rollback(store);
    return store->status;
}

/* A day gone by would accept nothing, and look as if it did. */
static cpts_status refuse_past(cpts_history *history, const cpts_acceptance *acceptance)
{
    char day[CPTS_DAY_BYTES], today[32];
    if (!acceptance->until || !*acceptance->until || !cpts_day_read(day, acceptance->until))
        return CPTS_OK;
    cpts_output_time(history->context, today, sizeof today);
    if (strncmp(day, today, CPTS_DAY_BYTES - 1) >= 0)
        return CPTS_OK;
    return cpts_fail(history->context, CPTS_ERROR_ARGUMENT,
                     _("%s is in the past: an acceptance must end today or later"), day);
}

static void log_accepted(cpts_history *history, const cpts_acceptance *acceptance)
{
    char message[1024], day[CPTS_DAY_BYTES];
    read_message(&history->store, acceptance->id, message, sizeof message);
    if (acceptance->until && *acceptance->until && cpts_day_read(day, acceptance->until))
        cpts_log(history->context, CPTS_NORMAL, _("accepted until %s: %s"), day, message);
    else
        cpts_log(history->context, CPTS_NORMAL, _("accepted, without an end: %s"), message);
}

cpts_status cpts_history_accept(cpts_history *history, const cpts_acceptance *acceptance)
{
    cpts_acceptance kept;
    cpts_status status = cpts_history_ready(history);
    if (status == CPTS_OK)
        status = cpts_options_take(history->context, &kept, sizeof kept,
                                   CPTS_SIZE_THROUGH(cpts_acceptance, max_area_m2), acceptance);
    if (status == CPTS_OK)
        status = cpts_acceptance_check(history->context, &kept, history->path);
    if (status == CPTS_OK)
        status = refuse_past(history, &kept);
    if (status == CPTS_OK)
        status = accept_all(history, &kept, 1);
    if (status == CPTS_OK)
        log_accepted(history, &kept);
    return status;
}

cpts_status cpts_history_import(cpts_history *history, const char *path)
{
    struct acceptance_list list = {.items = NULL};
    cpts_status status = cpts_history_ready(history);
    if (status == CPTS_OK)
        status = cpts_acceptances_read(&list, history->context, path);
    if (status == CPTS_OK)
        status = accept_all(history, list.items, list.count);
    if (status == CPTS_OK)
        cpts_log(
            history->context, CPTS_NORMAL,
            P_("%zu acceptance imported from %s", "%zu acceptances imported from %s", list.count),
            list.count, path);
    cpts_acceptances_free(&list);
    return status;
}

cpts_status cpts_history_reject(cpts_history *history, const char *id)
{
    struct store *store = &history->store;
    char time[32];
    cpts_status status = cpts_history_ready(history);
    if (status != CPTS_OK)
        return status;
    cpts_output_time(history->context, time, sizeof time);
    cpts_store_begin(store);
    struct query withdraw = cpts_query(store, "UPDATE acceptances SET withdrawn_at=? "
                                              "WHERE finding=? AND withdrawn_at IS NULL");
    cpts_query_text(&withdraw, time);
    cpts_query_text(&withdraw, id);
    cpts_query_run(&withdraw);
    cpts_query_end(&withdraw);
    if (store->status == CPTS_OK && sqlite3_changes(store->db) == 0)
        store->status =
            cpts_fail(history->context, CPTS_ERROR_ARGUMENT,
                      _("no acceptance of '%s' is in the history %s"), id, history->path);
    cpts_store_commit(store);
    if (store->status != CPTS_OK) {
        cpts_store_rollback(store);
        return store->status;
    }
    char message[1024];
    read_message(store, id, message, sizeof message);
    cpts_log(history->context, CPTS_NORMAL, _("no longer accepted: %s"), message);
    return store->status;
}
