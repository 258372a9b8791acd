/*
 * What a history holds, for people and for programs: how the region went run after run, the
 * findings with their state, and all that happened to one.
 */
#include <math.h>
#include <string.h>

#include "history/history.h"
#include "output/json/row.h"
#include "output/text/history_text.h"
#include "output/text/place_title.h"
#include "output/text/story.h"

#define RUNS_DRAWN 60

/* The names of the perimeters in a JSON list of ids, as they were last declared; null for none. */
#define NAMES_OF(list)                                                                             \
    "(SELECT group_concat(coalesce((SELECT name FROM perimeters p WHERE p.id=j.value ORDER BY "    \
    "p.since_run DESC LIMIT 1),j.value),', ')FROM json_each(" list ")j)"

/* One row of the store, written as text or as JSON. */
struct view {
    struct prose prose;
    struct json json;
    bool is_json;
};

/* ---- runs ----------------------------------------------------------------------------------- */

static const char find_runs[] =
    "SELECT run,checked_at,verdict,errors,warnings,notes,area_rate,population_rate,schema_version "
    "FROM runs "
    "ORDER BY run";

/* The object of a run is left open. */
static void put_run_json(struct view *view, struct query *row)
{
    struct json *json = &view->json;
    cpts_json_item(json);
    cpts_json_row(json, row, 0,
                  "c:run s:checked_at s:verdict c:errors c:warnings c:notes n:area_rate "
                  "n:population_rate n:schema_version");
}

static const char *verdict_of(struct query *row)
{
    return strcmp(cpts_query_text_at(row, 2), "compliant") == 0 ? _("compliant")
                                                                : _("not compliant");
}

/* "2 errors, 75.00 % of the inhabitants covered". */
static void put_figures(struct view *view, struct query *row)
{
    struct prose *prose = &view->prose;
    char rate[CPTS_CELL_BYTES];
    const bool has_population = !cpts_query_null_at(row, 7);
    const double covered = cpts_query_number_at(row, has_population ? 7 : 6);
    const size_t errors = (size_t)cpts_query_integer_at(row, 3);
    cpts_prose_counted(prose, "%s error", "%s errors", errors);
    cpts_prose_put(prose,
                   has_population ? _(", %s %% of the inhabitants covered\n")
                                  : _(", %s %% of the area covered\n"),
                   cpts_prose_percent(prose, rate, covered, 1));
}

static void put_run_text(struct view *view, struct query *row)
{
    struct prose *prose = &view->prose;
    cpts_prose_put(prose, "  %4lld  ", (long long)cpts_query_integer_at(row, 0));
    cpts_prose_name(prose, cpts_query_text_at(row, 1));
    cpts_prose_put(prose, "  %s  ", verdict_of(row));
    put_figures(view, row);
}

/* The rate of coverage as a line of bars, from its least to its most. */
static void put_trend(struct view *view, struct store *store)
{
    double rates[RUNS_DRAWN];
    size_t count = 0;
    struct query query =
        cpts_query(store, "SELECT rate FROM(SELECT run,coalesce(population_rate,area_rate)rate "
                          "FROM runs ORDER BY run DESC LIMIT ?)ORDER BY run");
    cpts_query_integer(&query, RUNS_DRAWN);
    while (count < RUNS_DRAWN && cpts_query_row(&query))
        rates[count++] = cpts_query_number_at(&query, 0);
    cpts_query_end(&query);
    cpts_prose_put(&view->prose, "%s  ", _("Coverage:"));
    cpts_prose_bars(&view->prose, rates, count);
    cpts_prose_put(&view->prose, "\n");
}

static void put_runs(struct view *view, struct store *store)
{
    struct query query = cpts_query(store, find_runs);
    while (cpts_query_row(&query))
        if (view->is_json) {
            put_run_json(view, &query);
            cpts_json_close(&view->json, '}');
        } else {
            put_run_text(view, &query);
        }
    cpts_query_end(&query);
    if (!view->is_json)
        put_trend(view, store);
}

/* ---- the story ------------------------------------------------------------------------------- */

/* Runs in which nothing moved, in a line. */
static void put_quiet(struct prose *prose, int64_t first, int64_t last)
{
    if (first && first == last)
        cpts_prose_put(prose, _("Run %lld: nothing new\n"), (long long)first);
    else if (first)
        cpts_prose_put(prose, _("Runs %lld to %lld: nothing new\n"), (long long)first,
                       (long long)last);
}

static void put_story_text(struct view *view, struct store *store, struct story *story)
{
    struct prose *prose = &view->prose;
    struct query runs = cpts_query(store, find_runs);
    int64_t quiet_since = 0, before = 0;
    char moment[128];
    while (cpts_query_row(&runs)) {
        const int64_t run = cpts_query_integer_at(&runs, 0);
        const bool is_quiet = run != story->first_run && cpts_story_is_quiet(story, run);
        if (is_quiet && !quiet_since)
            quiet_since = run;
        if (!is_quiet) {
            put_quiet(prose, quiet_since, before);
            quiet_since = 0;
            /* TRANSLATORS: number of the run, its date and time, then the verdict */
            cpts_prose_put(prose, _("Run %lld, %s: %s, "), (long long)run,
                           cpts_moment_words(moment, sizeof moment, cpts_query_text_at(&runs, 1)),
                           verdict_of(&runs));
            put_figures(view, &runs);
            cpts_story_text(prose, story, run);
        }
        before = run;
    }
    put_quiet(prose, quiet_since, before);
    cpts_query_end(&runs);
    put_trend(view, store);
}

static void put_story(struct view *view, struct store *store)
{
    struct story story = cpts_story_begin(store);
    if (!view->is_json) {
        put_story_text(view, store, &story);
        cpts_story_end(&story);
        return;
    }
    struct query runs = cpts_query(store, find_runs);
    while (cpts_query_row(&runs)) {
        put_run_json(view, &runs);
        cpts_story_json(&view->json, &story, cpts_query_integer_at(&runs, 0));
        cpts_json_close(&view->json, '}');
    }
    cpts_query_end(&runs);
    cpts_story_end(&story);
}

/* ---- findings -------------------------------------------------------------------------------- */

static const char find_findings[] =
    "SELECT id,rule,severity,sliver,state,first_seen,last_seen,resolved_at,area_m2,population,"
    "message,perimeters,units,caused_by,split_from,merged_into,"
    "a.reason,a.accepted_by,a.until,a.max_area_m2 FROM findings f LEFT JOIN acceptances a "
    "ON a.finding=f.id AND a.withdrawn_at IS NULL ";

static void put_finding_json(struct view *view, struct query *row)
{
    cpts_json_row(&view->json, row, 0,
                  "s:id s:rule s:severity b:sliver s:state s:first_seen s:last_seen o:resolved_at "
                  "n:area_m2 w:population s:message r:perimeters r:units r:caused_by o:split_from "
                  "o:merged_into o:accepted o:accepted_by o:accepted_until n:accepted_max_area_m2");
}

static void put_finding_text(struct view *view, struct query *row)
{
    struct prose *prose = &view->prose;
    char moment[128];
    cpts_prose_name(prose, cpts_query_text_at(row, 0));
    cpts_prose_put(prose, "  %s", cpts_state_label(cpts_state_named(cpts_query_text_at(row, 4))));
    cpts_prose_put(prose, _(", since %s"),
                   cpts_moment_words(moment, sizeof moment, cpts_query_text_at(row, 5)));
    if (!cpts_query_null_at(row, 16)) {
        cpts_prose_put(prose, _(", accepted by "));
        cpts_prose_name(prose, cpts_query_text_at(row, 17));
        if (!cpts_query_null_at(row, 18))
            cpts_prose_put(prose, _(" until %s"),
                           cpts_date_words(moment, sizeof moment, cpts_query_text_at(row, 18)));
        cpts_prose_put(prose, _(": "));
        cpts_prose_name(prose, cpts_query_text_at(row, 16));
    }
    cpts_prose_put(prose, "\n    ");
    cpts_prose_name(prose, cpts_query_text_at(row, 10));
    cpts_prose_put(prose, "\n");
}

static void put_findings(struct view *view, struct store *store, bool with_resolved)
{
    char sql[1024];
    snprintf(
        sql, sizeof sql,
        "%sWHERE ? OR resolved_run IS NULL ORDER BY sliver,instr('error,warning,note',severity),"
        "population DESC,id",
        find_findings);
    struct query query = cpts_query(store, sql);
    cpts_query_integer(&query, with_resolved);
    while (cpts_query_row(&query)) {
        if (!view->is_json) {
            put_finding_text(view, &query);
            continue;
        }
        cpts_json_item(&view->json);
        put_finding_json(view, &query);
        cpts_json_close(&view->json, '}');
    }
    cpts_query_end(&query);
}

/* ---- one finding ----------------------------------------------------------------------------- */

static void put_event(struct view *view, struct query *row)
{
    struct json *json = &view->json;
    struct prose *prose = &view->prose;
    char cell[CPTS_CELL_BYTES], moment[128];
    if (view->is_json) {
        cpts_json_item(json);
        cpts_json_row(json, row, 0, "s:at s:state n:area_m2 r:caused_by");
        cpts_json_close(json, '}');
        return;
    }
    cpts_prose_put(prose, "    %s  %s, ",
                   cpts_moment_words(moment, sizeof moment, cpts_query_text_at(row, 0)),
                   cpts_state_label(cpts_state_named(cpts_query_text_at(row, 1))));
    cpts_prose_put(prose, "%s km²", cpts_prose_area(prose, cell, cpts_query_number_at(row, 2)));
    if (!cpts_query_null_at(row, 4)) {
        cpts_prose_put(prose, "%s", _("; changed by "));
        cpts_prose_name(prose, cpts_query_text_at(row, 4));
    }
    cpts_prose_put(prose, "\n");
}

static void put_events(struct view *view, struct store *store, const char *id)
{
    struct query query =
        cpts_query(store, "SELECT checked_at,state,area_m2,caused_by," NAMES_OF(
                              "e.caused_by") " FROM events e WHERE finding=? ORDER BY fid");
    cpts_query_text(&query, id);
    if (view->is_json) {
        cpts_json_key_open(&view->json, "events", '[');
    }
    while (cpts_query_row(&query))
        put_event(view, &query);
    if (view->is_json)
        cpts_json_close(&view->json, ']');
    cpts_query_end(&query);
}

static bool put_one(struct view *view, struct store *store, const char *id)
{
    char sql[1024];
    snprintf(sql, sizeof sql, "%sWHERE id=?", find_findings);
    struct query query = cpts_query(store, sql);
    cpts_query_text(&query, id);
    const bool found = cpts_query_row(&query);
    if (found && view->is_json) {
        cpts_json_key_count(&view->json, "schema_version", CPTS_FIELDS_VERSION);
        put_finding_json(view, &query);
    } else if (found)
        put_finding_text(view, &query);
    cpts_query_end(&query);
    if (found)
        put_events(view, store, id);
    return found;
}

/* ---- the whole --------------------------------------------------------------------------- */

static cpts_status put_view(struct view *view, cpts_history *history, cpts_history_view which,
                            const char *id)
{
    struct store *store = &history->store;
    const bool is_list = which != CPTS_HISTORY_FINDING;
    if (view->is_json)
        cpts_json_open(&view->json, is_list ? '[' : '{');
    if (which == CPTS_HISTORY_RUNS)
        put_runs(view, store);
    else if (which == CPTS_HISTORY_STORY)
        put_story(view, store);
    else if (is_list)
        put_findings(view, store, which == CPTS_HISTORY_ALL);
    else if (!put_one(view, store, id) && store->status == CPTS_OK)
        return cpts_fail(history->context, CPTS_ERROR_ARGUMENT,
                         _("the history %s knows no finding '%s'; 'history %s list' shows them"),
                         history->path, id, history->path);
    if (view->is_json) {
        cpts_json_close(&view->json, is_list ? ']' : '}');
        cpts_file_char(view->json.file, '\n');
    }
    return store->status;
}

cpts_status cpts_history_print(cpts_history *history, cpts_history_view view, const char *id,
                               cpts_format format, FILE *stream)
{
    struct output_file file = {0};
    struct view shown = {.is_json = format == CPTS_FORMAT_JSON};
    cpts_status status = cpts_history_ready(history);
    if (status == CPTS_OK && !shown.is_json && format != CPTS_FORMAT_TEXT)
        status = cpts_fail(history->context, CPTS_ERROR_ARGUMENT, "%s",
                           _("a history is printed as text or JSON"));
    if (status == CPTS_OK)
        status = cpts_file_wrap(&file, history->context, stream);
    if (status == CPTS_OK) {
        shown.prose = cpts_prose_begin(&file, NULL);
        shown.prose.unit_kinds = cpts_store_unit_kinds(&history->store);
        shown.json.file = &file;
        status = put_view(&shown, history, view, id);
    }
    return cpts_file_end(&file, status);
}

/* ---- acceptances ------------------------------------------------------------------------- */

/* A cell of CSV. A spreadsheet takes a text that begins with = + - @ for a formula and runs it: it
 * gets an apostrophe before it, which the import takes away. */
static void put_cell(struct output_file *file, const char *text)
{
    const bool is_formula = *text && strchr("=+-@'", *text);
    if (!text[strcspn(text, ";\",\n\r\t")]) {
        cpts_file_text(file, is_formula ? "'" : "");
        cpts_file_text(file, text);
        return;
    }
    cpts_file_text(file, is_formula ? "\"'" : "\"");
    for (; *text; text++) {
        if (*text == '"')
            cpts_file_char(file, '"');
        cpts_file_char(file, *text);
    }
    cpts_file_char(file, '"');
}

/* Returns how many there are. */
static size_t put_acceptances(struct output_file *file, struct store *store)
{
    size_t count = 0;
    struct query query =
        cpts_query(store, "SELECT finding,reason,accepted_by,until,max_area_m2 FROM acceptances "
                          "WHERE withdrawn_at IS NULL ORDER BY finding");
    cpts_file_text(file, "id;reason;by;until;max_area_m2\n");
    for (; cpts_query_row(&query); count++) {
        for (int c = 0; c < 4; c++) {
            put_cell(file, cpts_query_text_at(&query, c));
            cpts_file_char(file, ';');
        }
        const double limit_m2 = cpts_query_number_at(&query, 4);
        if (isfinite(limit_m2))
            file->used += cpts_number_double(cpts_file_room(file, CPTS_NUMBER_ROOM), limit_m2);
        cpts_file_char(file, '\n');
    }
    cpts_query_end(&query);
    return count;
}

cpts_status cpts_history_export(cpts_history *history, const char *path)
{
    struct output_file file = {0};
    cpts_status status = cpts_history_ready(history);
    if (status == CPTS_OK)
        status = cpts_file_open(&file, history->context, path, FILE_NAMELESS_IF_POSSIBLE);
    if (status != CPTS_OK)
        return status;
    const size_t count = put_acceptances(&file, &history->store);
    status = cpts_file_end(&file, history->store.status);
    if (status == CPTS_OK && strcmp(path, "-") != 0)
        cpts_log(history->context, CPTS_NORMAL,
                 P_("%zu acceptance written in %s", "%zu acceptances written in %s", count), count,
                 path);
    return status;
}
