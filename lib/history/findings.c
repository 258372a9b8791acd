/*
 * The state of each finding, and what caused it. A conflict has grown or shrunk when its area has
 * changed by more than a unit, or by more than a band of the sliver width along its border, which
 * two drawings of the same border explain. The area is compared with the one last reported, not
 * with last night's, so slow drift is eventually reported.
 */
#include <math.h>
#include <string.h>

#include "geometry/wkb.h"
#include "history/record.h"

const struct bytes *cpts_record_wkb(struct record *record, size_t finding)
{
    const struct cpts_report *report = record->report;
    const struct finding_shape shape = report->finding_shapes[finding];
    if (!shape.part_count)
        return NULL;
    record->wkb.used = 0;
    cpts_wkb_begin(&record->wkb, shape.part_count);
    for (uint32_t p = 0; p < shape.part_count; p++)
        cpts_wkb_part(&record->wkb, &report->shapes, shape.first_part + p);
    return &record->wkb;
}

/* What the store held of a conflict before this run. */
struct known {
    const char *id, *first_seen, *units; /* in the report's arena; units as JSON */
    bool was_resolved, was_merged;
    double area_m2, reported_area_m2, border_m;
    double reported_population;
    double gained_m2, lost_m2; /* areas of the units that it touches now and did not, and did */
};

static const char *keep(struct record *record, const char *text)
{
    const char *copy = cpts_arena_string(&record->report->arena, text);
    if (!copy && record->store->status == CPTS_OK)
        record->store->status = cpts_fail_memory(record->store->context);
    return copy;
}

/* ---- states -------------------------------------------------------------------------------- */

static const char find_known[] =
    "SELECT f.id,f.first_seen,f.state='resolved',f.state='merged',f.area_m2,"
    "f.told_area_m2,f.border_m,"
    "(SELECT sum(u.area_m2) FROM json_each(n.units) j JOIN now_units u ON u.code=j.value "
    "WHERE j.value NOT IN(SELECT value FROM json_each(f.units))),"
    "(SELECT sum(u.area_m2) FROM json_each(f.units) j JOIN now_units u ON u.code=j.value "
    "WHERE j.value NOT IN(SELECT value FROM json_each(n.units))),f.units,"
    "(SELECT e.population FROM events e WHERE e.finding=f.id ORDER BY e.fid DESC LIMIT 1)"
    "FROM findings f,now_findings n WHERE f.fid=? AND n.i=?";

static bool read_known(struct record *record, struct query *query, int64_t fid, size_t i,
                       struct known *known)
{
    cpts_query_integer(query, fid);
    cpts_query_integer(query, (int64_t)i);
    const bool found = cpts_query_row(query);
    if (found)
        *known = (struct known){.id = keep(record, cpts_query_text_at(query, 0)),
                                .first_seen = keep(record, cpts_query_text_at(query, 1)),
                                .units = keep(record, cpts_query_text_at(query, 9)),
                                .was_resolved = cpts_query_integer_at(query, 2),
                                .was_merged = cpts_query_integer_at(query, 3),
                                .area_m2 = cpts_query_number_at(query, 4),
                                .reported_area_m2 = cpts_query_number_at(query, 5),
                                .border_m = cpts_query_number_at(query, 6),
                                .reported_population = cpts_query_number_at(query, 10),
                                .gained_m2 = cpts_query_number_at(query, 7),
                                .lost_m2 = cpts_query_number_at(query, 8)};
    cpts_query_again(query);
    return found && known->id && known->first_seen && known->units;
}

static cpts_state state_of(const struct record *record, const cpts_finding *finding,
                           const struct known *known, int joined)
{
    /* One that had merged, too: what it was a part of may have been resolved since. */
    if (known->was_resolved || known->was_merged)
        return CPTS_STATE_REOPENED;
    return cpts_conflict_state(
        &(struct conflict_move){.finding = finding,
                                .joined = joined,
                                .before_m2 = known->reported_area_m2,
                                .border_m = fmax(finding->border_m, known->border_m),
                                .gained_m2 = known->gained_m2,
                                .lost_m2 = known->lost_m2,
                                .redrawn_m = record->report->sliver_width_m});
}

/* ---- causes -------------------------------------------------------------------------------- */

/* A white zone comes of a unit given up, an overlap of one taken, and they go the other way. */
static bool comes_of_gain(cpts_rule rule, cpts_state state)
{
    const bool grows =
        state != CPTS_STATE_SHRUNK && state != CPTS_STATE_RESOLVED && state != CPTS_STATE_SPLIT;
    return (rule != CPTS_RULE_WHITE_ZONE) == grows;
}

void cpts_record_causes(struct record *record, cpts_finding *finding, const char *units_before)
{
    const bool is_of_words = finding->rule >= CPTS_RULE_UNKNOWN_CODE;
    if (!record->previous_run || finding->state == CPTS_STATE_PERSISTING)
        return;
    if (is_of_words) {
        finding->cause_count = finding->perimeter_count;
        finding->causes = finding->perimeters;
        return;
    }
    struct query query = cpts_query(
        record->store, "SELECT DISTINCT perimeter FROM changed WHERE gained=? AND unit "
                       "IN(SELECT value FROM json_each(?)UNION SELECT value FROM json_each(?))"
                       "ORDER BY 1");
    cpts_query_integer(&query, comes_of_gain(finding->rule, finding->state));
    cpts_query_list(&query, finding->units, finding->unit_count);
    cpts_query_text(&query, units_before);
    cpts_record_texts(record, &query, &finding->causes, &finding->cause_count);
    cpts_query_end(&query);
}

/* The first column of all the rows. */
void cpts_record_texts(struct record *record, struct query *query, const char *const **out,
                       size_t *count)
{
    const char **texts = NULL;
    size_t used = 0, capacity = 0;
    while (cpts_query_row(query)) {
        if (!CPTS_ARRAY_MORE(texts, used, capacity)) {
            record->store->status = cpts_fail_memory(record->store->context);
            break;
        }
        texts[used++] = keep(record, cpts_query_text_at(query, 0));
    }
    const char **list = cpts_arena_alloc(&record->report->arena, (used + 1) * sizeof *list);
    if (!list && record->store->status == CPTS_OK)
        record->store->status = cpts_fail_memory(record->store->context);
    if (list && used)
        memcpy(list, texts, used * sizeof *list);
    *out = list;
    *count = list ? used : 0;
    cpts_array_free(texts);
}

/* ---- written down --------------------------------------------------------------------------- */

/* Both statements have the same parameters; those of a conflict already known keep what the first
 * run recorded. */
static const char insert_finding[] =
    "INSERT INTO findings(report_id,rule,severity,sliver,state,last_run,last_seen,caused_by,"
    "perimeters,claimants,perimeter_names,units,unit_names,unit_count,whole_unit_count,area_m2,"
    "width_m,border_m,population,population_basis,message,told_area_m2,first_run,first_seen,id,"
    "split_from,geom)VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,"
    "?20,?15,?6,?7,?21,?22,CastToMulti(GeomFromWKB(?23,?24)))";
static const char update_finding[] =
    "UPDATE findings SET report_id=?1,rule=?2,severity=?3,sliver=?4,state=?5,last_run=?6,"
    "last_seen=?7,caused_by=?8,perimeters=?9,claimants=?9,perimeter_names=?10,units=?11,"
    "unit_names=?12,unit_count=?13,whole_unit_count=?14,area_m2=?15,width_m=?16,border_m=?17,"
    "population=?18,population_basis=?19,message=?20,"
    "told_area_m2=CASE ?5 WHEN 'persisting' THEN told_area_m2 ELSE ?15 END,"
    "split_from=coalesce(?22,split_from),resolved_run=NULL,resolved_at=NULL,merged_into=NULL "
    "WHERE id=?21";

static void bind_finding(struct record *record, struct query *query, const cpts_finding *finding,
                         const char *report_id)
{
    const char *basis = finding->population_is_estimate ? "area-share" : "units";
    cpts_query_text(query, report_id);
    cpts_query_text(query, cpts_rule_name(finding->rule));
    cpts_query_text(query, cpts_severity_name(finding->severity));
    cpts_query_integer(query, finding->sliver);
    cpts_query_text(query, cpts_state_name(finding->state));
    cpts_query_integer(query, record->run);
    cpts_query_text(query, record->time);
    cpts_query_list(query, finding->causes, finding->cause_count);
    cpts_query_list(query, finding->perimeters, finding->perimeter_count);
    cpts_query_list(query, finding->perimeter_names, finding->perimeter_count);
    cpts_query_list(query, finding->units, finding->unit_count);
    cpts_query_list(query, finding->unit_names, finding->unit_count);
    cpts_query_integer(query, (int64_t)finding->unit_count);
    cpts_query_integer(query, (int64_t)finding->whole_unit_count);
    cpts_query_number(query, finding->area_m2);
    cpts_query_number(query, finding->width_m);
    cpts_query_number(query, finding->border_m);
    cpts_query_number(query, round(finding->population));
    cpts_query_text(query, isfinite(finding->population) ? basis : NULL);
    cpts_query_text(query, finding->message);
    cpts_query_text(query, finding->id);
}

struct writer {
    struct query known, insert, update, place, event, withdraw;
    int srid;
};

static void write_event(struct record *record, struct writer *writer, const cpts_finding *finding,
                        const struct bytes *wkb)
{
    cpts_query_integer(&writer->event, record->run);
    cpts_query_text(&writer->event, record->time);
    cpts_query_text(&writer->event, finding->id);
    cpts_query_text(&writer->event, cpts_state_name(finding->state));
    cpts_query_number(&writer->event, finding->area_m2);
    cpts_query_number(&writer->event, round(finding->population));
    cpts_query_list(&writer->event, finding->causes, finding->cause_count);
    cpts_query_text(&writer->event, finding->message);
    cpts_query_text(&writer->event, cpts_severity_name(finding->severity));
    cpts_query_integer(&writer->event, finding->sliver);
    cpts_query_list(&writer->event, finding->perimeters, finding->perimeter_count);
    cpts_query_list(&writer->event, finding->units, finding->unit_count);
    cpts_query_blob(&writer->event, wkb);
    cpts_query_integer(&writer->event, writer->srid);
    cpts_query_run(&writer->event);
}

static void update_known(struct record *record, struct writer *writer, size_t i,
                         const struct conflict_match *match)
{
    cpts_finding *finding = &record->report->findings[i];
    const char *report_id = finding->id;
    struct known known, parent;
    if (!read_known(record, &writer->known, match->conflict, i, &known))
        return;
    finding->id = known.id;
    finding->first_seen = known.first_seen;
    finding->state = state_of(record, finding, &known, match->joined);
    /* What had merged into another conflict, or was resolved and then taken in by another, comes
     * off it again. */
    if ((known.was_merged || known.was_resolved) && match->split_from &&
        read_known(record, &writer->known, match->split_from, i, &parent)) {
        finding->state = CPTS_STATE_SPLIT;
        finding->split_from = parent.id;
    }
    if (finding->state == CPTS_STATE_GROWN || finding->state == CPTS_STATE_SHRUNK) {
        finding->area_before_m2 = known.reported_area_m2;
        finding->population_before = known.reported_population;
    }
    cpts_record_causes(record, finding, known.units);
    bind_finding(record, &writer->update, finding, report_id);
    cpts_query_text(&writer->update, finding->split_from);
    cpts_query_run(&writer->update);
    const bool is_redrawn =
        finding->area_m2 != known.area_m2 || finding->state != CPTS_STATE_PERSISTING;
    const struct bytes *wkb = is_redrawn ? cpts_record_wkb(record, i) : NULL;
    if (wkb) {
        cpts_query_blob(&writer->place, wkb);
        cpts_query_integer(&writer->place, writer->srid);
        cpts_query_text(&writer->place, finding->id);
        cpts_query_run(&writer->place);
    }
    if (finding->state != CPTS_STATE_PERSISTING)
        write_event(record, writer, finding, wkb);
    if (match->joined > 0) { /* who accepted two claimants has not accepted a third */
        cpts_query_text(&writer->withdraw, record->time);
        cpts_query_text(&writer->withdraw, finding->id);
        cpts_query_run(&writer->withdraw);
    }
}

/* The id of the report, unless an older conflict bears it still. */
static const char *free_id(struct record *record, const char *id)
{
    struct query query = cpts_query(record->store, "SELECT 1 FROM findings WHERE id=?");
    cpts_query_text(&query, id);
    const bool is_taken = cpts_query_row(&query);
    cpts_query_end(&query);
    if (!is_taken)
        return id;
    const char *other =
        cpts_arena_format(&record->report->arena, "%s-run%lld", id, (long long)record->run);
    return other ? other : keep(record, id);
}

static void insert_new(struct record *record, struct writer *writer, size_t i, int64_t split_from)
{
    cpts_finding *finding = &record->report->findings[i];
    const char *report_id = finding->id;
    struct known known;
    finding->first_seen = keep(record, record->time);
    finding->id = free_id(record, report_id);
    finding->state = CPTS_STATE_NEW;
    const char *units_before = "[]";
    /* A piece that came off a conflict is as old as the conflict. */
    if (split_from && read_known(record, &writer->known, split_from, i, &known)) {
        finding->split_from = known.id;
        units_before = known.units;
        finding->first_seen = known.first_seen;
        finding->state = CPTS_STATE_SPLIT;
    }
    cpts_record_causes(record, finding, units_before);
    const struct bytes *wkb = cpts_record_wkb(record, i);
    bind_finding(record, &writer->insert, finding, report_id);
    cpts_query_text(&writer->insert, finding->split_from);
    cpts_query_blob(&writer->insert, wkb);
    cpts_query_integer(&writer->insert, writer->srid);
    cpts_query_run(&writer->insert);
    write_event(record, writer, finding, wkb);
}

void cpts_record_findings(struct record *record, const struct conflict_match *matches)
{
    struct store *store = record->store;
    struct writer writer = {
        .known = cpts_query(store, find_known),
        .insert = cpts_query(store, insert_finding),
        .update = cpts_query(store, update_finding),
        .place = cpts_query(store, "UPDATE findings SET geom=CastToMulti(GeomFromWKB(?,?)) "
                                   "WHERE id=?"),
        .event =
            cpts_query(store, "INSERT INTO events(run,checked_at,finding,state,area_m2,"
                              "population,caused_by,message,severity,sliver,perimeters,units,geom)"
                              "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,"
                              "CastToMulti(GeomFromWKB(?,?)))"),
        .withdraw = cpts_query(store, "UPDATE acceptances SET withdrawn_at=? WHERE finding=? "
                                      "AND withdrawn_at IS NULL"),
        .srid = cpts_schema_srid(store)};
    /* Known ones first: a new one must not take the id of one that is only renamed. */
    for (size_t i = 0; i < record->report->finding_count && store->status == CPTS_OK; i++)
        if (matches[i].conflict)
            update_known(record, &writer, i, &matches[i]);
    for (size_t i = 0; i < record->report->finding_count && store->status == CPTS_OK; i++)
        if (!matches[i].conflict)
            insert_new(record, &writer, i, matches[i].split_from);
    cpts_query_end(&writer.known);
    cpts_query_end(&writer.insert);
    cpts_query_end(&writer.update);
    cpts_query_end(&writer.place);
    cpts_query_end(&writer.event);
    cpts_query_end(&writer.withdraw);
}
