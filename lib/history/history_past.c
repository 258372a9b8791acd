/*
 * What the store adds to the findings of this run: conflicts no longer found, changed declarations,
 * and the trend of the region from run to run.
 */
#include <string.h>

#include "history/record.h"

#define RUNS_SHOWN 60 /* of the trend, the last ones */

static void fail_memory(struct record *record)
{
    if (record->store->status == CPTS_OK)
        record->store->status = cpts_fail_memory(record->store->context);
}

static const char *keep(struct record *record, const char *text)
{
    const char *copy = cpts_arena_string(&record->report->arena, text);
    if (!copy)
        fail_memory(record);
    return copy;
}

/* ---- resolved ------------------------------------------------------------------------------ */

static int index_of(const char *name, const char *(*name_of)(int), int count)
{
    int i = 0;
    while (i < count - 1 && strcmp(name, name_of(i)) != 0)
        i++;
    return i;
}

static const char *rule_name(int rule)
{
    return cpts_rule_name((cpts_rule)rule);
}

static const char *severity_name(int severity)
{
    return cpts_severity_name((cpts_severity)severity);
}

static void read_list(struct record *record, const char *json, const char *const **out,
                      size_t *count)
{
    struct query query = cpts_query(record->store, "SELECT value FROM json_each(?)");
    cpts_query_text(&query, json);
    cpts_record_texts(record, &query, out, count);
    cpts_query_end(&query);
}

static cpts_finding read_finding(struct record *record, struct query *row)
{
    size_t names;
    cpts_finding finding = {
        .size = sizeof finding,
        .id = keep(record, cpts_query_text_at(row, 0)),
        .rule = (cpts_rule)index_of(cpts_query_text_at(row, 1), rule_name, CPTS_RULE_COUNT),
        .severity =
            (cpts_severity)index_of(cpts_query_text_at(row, 2), severity_name, CPTS_SEVERITY_COUNT),
        .sliver = cpts_query_integer_at(row, 3),
        .first_seen = keep(record, cpts_query_text_at(row, 4)),
        .whole_unit_count = (size_t)cpts_query_integer_at(row, 9),
        .area_m2 = cpts_query_number_at(row, 10),
        .width_m = cpts_query_number_at(row, 11),
        .border_m = cpts_query_number_at(row, 12),
        .population = cpts_query_number_at(row, 13),
        .population_is_estimate = strcmp(cpts_query_text_at(row, 14), "area-share") == 0,
        .message = keep(record, cpts_query_text_at(row, 15))};
    read_list(record, cpts_query_text_at(row, 5), &finding.perimeters, &finding.perimeter_count);
    read_list(record, cpts_query_text_at(row, 6), &finding.perimeter_names, &names);
    read_list(record, cpts_query_text_at(row, 7), &finding.units, &finding.unit_count);
    read_list(record, cpts_query_text_at(row, 8), &finding.unit_names, &names);
    return finding;
}

/* What is now a part of another conflict is closed as well, but nobody has resolved it. */
static void mark_gone(struct record *record, cpts_finding *finding)
{
    cpts_record_causes(record, finding, "[]");
    struct query update =
        cpts_query(record->store, "UPDATE findings SET state=?,merged_into=?,resolved_run=?,"
                                  "resolved_at=?,caused_by=? WHERE id=?");
    cpts_query_text(&update, cpts_state_name(finding->state));
    cpts_query_optional(&update, finding->merged_into);
    cpts_query_integer(&update, record->run);
    cpts_query_text(&update, record->time);
    cpts_query_list(&update, finding->causes, finding->cause_count);
    cpts_query_text(&update, finding->id);
    cpts_query_run(&update);
    cpts_query_end(&update);
    struct query event =
        cpts_query(record->store,
                   "INSERT INTO events(run,checked_at,finding,state,area_m2,population,"
                   "caused_by,message,severity,sliver,perimeters,units,geom)SELECT ?,?,id,state,"
                   "area_m2,population,caused_by,message,severity,sliver,perimeters,units,geom "
                   "FROM findings WHERE id=?");
    cpts_query_integer(&event, record->run);
    cpts_query_text(&event, record->time);
    cpts_query_text(&event, finding->id);
    cpts_query_run(&event);
    cpts_query_end(&event);
}

/* Those no longer found that are, or are not, a part of another conflict now. */
static const char find_gone[] =
    "SELECT id,rule,severity,sliver,first_seen,perimeters,perimeter_names,units,unit_names,"
    "whole_unit_count,area_m2,width_m,border_m,population,population_basis,message,m.into_i "
    "FROM findings f LEFT JOIN merged m ON m.fid=f.fid WHERE f.resolved_run IS NULL AND "
    "f.last_run<?1 "
    "AND(m.fid IS NULL)=?2 ORDER BY sliver,instr('error,warning,note',severity),population DESC,id";

static size_t read_gone(struct record *record, bool merged, size_t *capacity)
{
    struct past *past = &record->report->past;
    struct query gone = cpts_query(record->store, find_gone);
    size_t count = past->resolved_count;
    cpts_query_integer(&gone, record->run);
    cpts_query_integer(&gone, !merged);
    while (cpts_query_row(&gone)) {
        if (!cpts_array_reserve(&past->resolved, capacity, count + 1, sizeof *past->resolved)) {
            fail_memory(record);
            break;
        }
        cpts_finding *finding = &past->resolved[count++];
        *finding = read_finding(record, &gone);
        finding->state = merged ? CPTS_STATE_MERGED : CPTS_STATE_RESOLVED;
        if (merged)
            finding->merged_into = record->report->findings[cpts_query_integer_at(&gone, 16)].id;
    }
    cpts_query_end(&gone);
    return count - past->resolved_count;
}

void cpts_record_resolved(struct record *record)
{
    struct past *past = &record->report->past;
    size_t capacity = 0;
    past->resolved_count = read_gone(record, false, &capacity);
    past->merged_count = read_gone(record, true, &capacity);
    const size_t count = past->resolved_count + past->merged_count;
    for (size_t i = 0; i < count && record->store->status == CPTS_OK; i++)
        mark_gone(record, &past->resolved[i]);
}

/* ---- declarations -------------------------------------------------------------------------- */

static const char find_declared[] =
    "SELECT perimeter,(SELECT name FROM perimeters WHERE id=perimeter ORDER BY since_run DESC "
    "LIMIT 1),"
    "json_group_array(unit)FILTER(WHERE gained),json_group_array(unit)FILTER(WHERE NOT gained),"
    "(SELECT gone FROM renamed WHERE came=perimeter),"
    "perimeter NOT IN(SELECT id FROM now_perimeters)FROM("
    "SELECT perimeter,unit,gained FROM changed UNION SELECT came,NULL,NULL FROM renamed "
    "UNION SELECT id,NULL,NULL FROM perimeters WHERE until_run=?1 AND renamed_to IS NULL "
    "AND id NOT IN(SELECT id FROM now_perimeters)ORDER BY 1,2)GROUP BY perimeter";

static void read_changes(struct record *record)
{
    struct past *past = &record->report->past;
    struct query query = cpts_query(record->store, find_declared);
    size_t capacity = 0;
    cpts_query_integer(&query, record->run);
    while (cpts_query_row(&query)) {
        if (!CPTS_ARRAY_MORE(past->changes, past->change_count, capacity)) {
            fail_memory(record);
            break;
        }
        struct declared_change *change = &past->changes[past->change_count++];
        *change = (struct declared_change){.perimeter = keep(record, cpts_query_text_at(&query, 0)),
                                           .name = keep(record, cpts_query_text_at(&query, 1)),
                                           .was = keep(record, cpts_query_text_at(&query, 4)),
                                           .is_gone = cpts_query_integer_at(&query, 5)};
        read_list(record, cpts_query_text_at(&query, 2), &change->gained, &change->gained_count);
        read_list(record, cpts_query_text_at(&query, 3), &change->lost, &change->lost_count);
    }
    cpts_query_end(&query);
}

/* ---- the trend ------------------------------------------------------------------------------ */

static void read_trend(struct record *record)
{
    struct past *past = &record->report->past;
    struct query query = cpts_query(
        record->store, "SELECT checked_at,area_rate,population_rate,errors FROM(SELECT * FROM runs "
                       "ORDER BY run DESC LIMIT ?)ORDER BY run");
    past->trend = cpts_array_new(RUNS_SHOWN, sizeof *past->trend);
    if (!past->trend)
        fail_memory(record);
    cpts_query_integer(&query, RUNS_SHOWN);
    while (past->trend && past->trend_count < RUNS_SHOWN && cpts_query_row(&query))
        past->trend[past->trend_count++] =
            (struct trend_point){.at = keep(record, cpts_query_text_at(&query, 0)),
                                 .area_rate = cpts_query_number_at(&query, 1),
                                 .population_rate = cpts_query_number_at(&query, 2),
                                 .errors = (size_t)cpts_query_integer_at(&query, 3)};
    cpts_query_end(&query);
}

void cpts_record_past(struct record *record)
{
    struct past *past = &record->report->past;
    past->store = keep(record, record->store->path);
    past->run = (size_t)record->run;
    read_changes(record);
    read_trend(record);
    struct query query = cpts_query(record->store, "SELECT checked_at FROM runs WHERE run=?");
    cpts_query_integer(&query, record->previous_run);
    if (cpts_query_row(&query))
        past->previous_at = keep(record, cpts_query_text_at(&query, 0));
    cpts_query_end(&query);
    for (size_t i = 0; i < record->report->finding_count; i++)
        past->states[record->report->findings[i].state] += !record->report->findings[i].sliver;
    for (size_t i = 0; i < past->resolved_count + past->merged_count; i++)
        past->states[past->resolved[i].state] += !past->resolved[i].sliver;
    past->is_kept = record->store->status == CPTS_OK;
}
