#include "history/day.h"

#include <string.h>

#include "coverage/acceptance.h"
#include "coverage/report.h"
#include "input/load.h"

/* ---- the run --------------------------------------------------------------------------------- */

static cpts_status refuse_early(struct store *store, const char *date)
{
    struct query first =
        cpts_query(store, "SELECT date(checked_at,'localtime')FROM runs ORDER BY run LIMIT 1");
    cpts_status status = CPTS_ERROR_INPUT;
    if (cpts_query_row(&first))
        status = cpts_fail(store->context, CPTS_ERROR_INPUT,
                           _("the history %s begins on %s: it does not know what was declared on "
                             "%s"),
                           store->path, cpts_query_text_at(&first, 0), date);
    else if (store->status == CPTS_OK)
        status = cpts_fail(store->context, CPTS_ERROR_INPUT, _("the history %s holds no run"),
                           store->path);
    cpts_query_end(&first);
    return store->status == CPTS_OK ? status : store->status;
}

static cpts_status find_run(struct day *day)
{
    struct query last =
        cpts_query(day->store, "SELECT run,checked_at,verdict='compliant' FROM runs "
                               "WHERE date(checked_at,'localtime')<=? ORDER BY run DESC LIMIT 1");
    cpts_query_text(&last, day->asked);
    const bool found = cpts_query_row(&last);
    if (found) {
        day->run = cpts_query_integer_at(&last, 0);
        snprintf(day->checked_at, sizeof day->checked_at, "%s", cpts_query_text_at(&last, 1));
        day->is_compliant = cpts_query_integer_at(&last, 2);
    }
    cpts_query_end(&last);
    if (day->store->status != CPTS_OK)
        return day->store->status;
    return found ? CPTS_OK : refuse_early(day->store, day->asked);
}

struct query cpts_day_query(const struct day *day, const char *sql)
{
    struct query query = cpts_query(day->store, sql);
    cpts_query_integer(&query, day->run);
    return query;
}

cpts_status cpts_day_find(struct day *out, cpts_history *history, const char *date)
{
    cpts_status status = cpts_history_ready(history);
    *out = (struct day){.history = history, .store = &history->store};
    if (status == CPTS_OK && !cpts_day_read(out->asked, date))
        status = cpts_fail(history->context, CPTS_ERROR_ARGUMENT,
                           _("'%s' is not a date; write 30/06/2027 or 2027-06-30"), date);
    if (status == CPTS_OK)
        status = find_run(out);
    if (status != CPTS_OK)
        return status;
    struct query known =
        cpts_day_query(out, "SELECT EXISTS(SELECT 1 FROM units WHERE " CPTS_HELD_THEN ")"
                            "AND EXISTS(SELECT 1 FROM perimeters WHERE " CPTS_HELD_THEN ")");
    const bool is_known = cpts_query_row(&known) && cpts_query_integer_at(&known, 0);
    cpts_query_end(&known);
    if (out->store->status == CPTS_OK && !is_known)
        return cpts_fail(history->context, CPTS_ERROR_INPUT,
                         _("the history %s does not hold what was declared in its run %lld; "
                           "'history %s runs' prints its figures"),
                         history->path, (long long)out->run, history->path);
    return out->store->status;
}

/* ---- checked again over units that are drawn ------------------------------------------------- */

/* A claim on a part of a unit was drawn, and its outline is not kept: what it makes of the unit
 * is the caller's to say. */
static cpts_status refuse_parts(const struct day *day, double whole_from)
{
    struct query parts = cpts_day_query(day, "SELECT count(*)FROM claims WHERE " CPTS_HELD_THEN
                                             " AND share<?2 AND share>?3");
    cpts_query_number(&parts, whole_from);
    cpts_query_number(&parts, whole_from < 1 ? 1 - whole_from : 0);
    const long count = cpts_query_row(&parts) ? (long)cpts_query_integer_at(&parts, 0) : 0;
    cpts_query_end(&parts);
    if (day->store->status != CPTS_OK || !count)
        return day->store->status;
    return cpts_fail(
        day->store->context, CPTS_ERROR_INPUT,
        P_("%ld claim of that day covers part of a unit, whose outline the history %s does "
           "not keep: no map can be drawn. Leave out --units to get the tables only, or "
           "give with --snap-to-units the share from which a unit counts as whole",
           "%ld claims of that day cover parts of units, whose outlines the history %s does "
           "not keep: no map can be drawn. Leave out --units to get the tables only, or "
           "give with --snap-to-units the share from which a unit counts as whole",
           (unsigned long)count),
        count, day->store->path);
}

static cpts_status declare(const struct day *day, struct cpts_region *region, double whole_from)
{
    cpts_status status = refuse_parts(day, whole_from);
    struct query claims = cpts_day_query(day, CPTS_CLAIMS_THEN "WHERE c.share>=?2 ORDER BY 1,4");
    cpts_query_number(&claims, whole_from);
    char last[256] = "";
    while (status == CPTS_OK && cpts_query_row(&claims)) {
        const char *id = cpts_query_text_at(&claims, CLAIM_THEN_ID);
        status = cpts_region_declare_unit(region, id, cpts_query_text_at(&claims, CLAIM_THEN_NAME),
                                          cpts_query_text_at(&claims, CLAIM_THEN_CODE));
        if (status == CPTS_OK && strncmp(last, id, sizeof last - 1) != 0 &&
            !cpts_query_null_at(&claims, CLAIM_THEN_STATUS))
            status =
                cpts_region_set_status(region, id, cpts_query_text_at(&claims, CLAIM_THEN_STATUS));
        snprintf(last, sizeof last, "%s", id);
    }
    cpts_query_end(&claims);
    return status == CPTS_OK ? day->store->status : status;
}

/* Codes that are unknown, drawings outside the region and their like were found that night, and are
 * not found again from the claims. */
static void keep_verdict(const struct day *day, struct cpts_report *report)
{
    if (day->is_compliant || report->verdict != CPTS_VERDICT_COMPLIANT)
        return;
    report->verdict = CPTS_VERDICT_NOT_COMPLIANT;
    cpts_log(day->store->context, CPTS_NORMAL,
             _("warning: the run of that day was not compliant, for reasons that its claims alone "
               "do not show; 'history %s runs' prints its figures"),
             day->store->path);
}

cpts_status cpts_day_check(cpts_report **out, const struct day *day, const cpts_load_options *units,
                           const cpts_check_options *options)
{
    cpts_context *context = day->store->context;
    struct cpts_region *region = NULL;
    cpts_check_options check = *options;
    struct query run = cpts_day_query(
        day, "SELECT sliver_width_m,CASE WHEN analysis_crs LIKE 'EPSG:%' THEN analysis_crs END "
             "FROM runs WHERE run=?1");
    cpts_load_options load = *units;
    char crs[64] = "";
    if (cpts_query_row(&run)) {
        check.sliver_width_m = cpts_query_number_at(&run, 0);
        snprintf(crs, sizeof crs, "%s", cpts_query_text_at(&run, 1));
    }
    cpts_query_end(&run);
    load.crs = *crs ? crs : NULL;
    const double whole_from = check.snap_to_units > 0 ? check.snap_to_units : 1;
    check.snap_to_units = 0; /* done here: nothing is drawn */
    cpts_status status = day->store->status;
    if (status == CPTS_OK)
        status = cpts_region_load_units(&region, context, &load);
    if (status == CPTS_OK)
        status = declare(day, region, whole_from);
    if (status == CPTS_OK)
        status = cpts_check(out, region, &check);
    if (status == CPTS_OK)
        keep_verdict(day, *out);
    cpts_region_free(region);
    return status;
}
