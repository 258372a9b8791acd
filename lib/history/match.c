/*
 * Which conflict of the store each finding may be. The id says it as long as rule, claimants and
 * the unit with the greater part stay; when one of them moves, the place says it: the same
 * claimants (renamed or not), over mostly the same ground, which the store knows by its geometry.
 * An overlap that a perimeter joins or leaves is a candidate too. compare/match.c chooses.
 */
#include "history/record.h"

/* ---- candidates ---------------------------------------------------------------------------- */

/* A run that was kept before, through the same connection, left its own. */
static const char tables_now[] =
    "DROP TABLE IF EXISTS temp.now_findings;DROP TABLE IF EXISTS temp.merged;"
    "CREATE TEMP TABLE now_findings(i INTEGER PRIMARY KEY,id TEXT,rule TEXT,sliver INTEGER,"
    "claimants TEXT,units TEXT,message TEXT,area_m2 REAL,has_shape INTEGER,"
    "geom BLOB,min_x REAL,min_y REAL,max_x REAL,max_y REAL);"
    "CREATE TEMP TABLE merged(fid INTEGER PRIMARY KEY,into_i INTEGER);";

/* Claimants follow renamed perimeters, so that what is compared bears the same names. */
static const char rename_claimants[] =
    "UPDATE findings SET claimants=(SELECT json_group_array(v) FROM(SELECT coalesce(r.came,j.value)"
    "v FROM json_each(claimants) j LEFT JOIN renamed r ON r.gone=j.value ORDER BY v))"
    "WHERE EXISTS(SELECT 1 FROM json_each(claimants) j JOIN renamed r ON r.gone=j.value)";

static void put_findings(struct record *record)
{
    const struct cpts_report *report = record->report;
    struct query insert = cpts_query(
        record->store, "INSERT INTO now_findings(i,id,rule,sliver,claimants,units,message,area_m2,"
                       "has_shape) VALUES(?,?,?,?,?,?,?,?,?)");
    for (size_t i = 0; i < report->finding_count; i++) {
        const cpts_finding *finding = &report->findings[i];
        cpts_query_integer(&insert, (int64_t)i);
        cpts_query_text(&insert, finding->id);
        cpts_query_text(&insert, cpts_rule_name(finding->rule));
        cpts_query_integer(&insert, finding->sliver);
        cpts_query_list(&insert, finding->perimeters, finding->perimeter_count);
        cpts_query_list(&insert, finding->units, finding->unit_count);
        cpts_query_text(&insert, finding->message);
        cpts_query_number(&insert, finding->area_m2);
        cpts_query_integer(&insert, report->finding_shapes[i].part_count > 0);
        cpts_query_run(&insert);
    }
    cpts_query_end(&insert);
}

/* Only what has moved is compared by its place: the rest still has its id and its area. Slivers are
 * pieces from all over a border, distinguished by their claimants alone. */
static const char find_moved[] =
    "SELECT i FROM now_findings n WHERE has_shape AND NOT sliver AND NOT EXISTS(SELECT 1 "
    "FROM findings f WHERE f.report_id=n.id AND f.resolved_run IS NULL "
    "AND abs(f.area_m2-n.area_m2)<=1e-9*n.area_m2)";

static void put_shapes(struct record *record)
{
    struct query moved = cpts_query(record->store, find_moved);
    struct query update = cpts_query(record->store, "UPDATE now_findings SET geom="
                                                    "GeomFromWKB(?) WHERE i=?");
    while (cpts_query_row(&moved)) {
        const int64_t i = cpts_query_integer_at(&moved, 0);
        cpts_query_blob(&update, cpts_record_wkb(record, (size_t)i));
        cpts_query_integer(&update, i);
        cpts_query_run(&update);
    }
    cpts_query_end(&moved);
    cpts_query_end(&update);
    cpts_store_run(record->store, "UPDATE now_findings SET min_x=MbrMinX(geom),min_y=MbrMinY(geom),"
                                  "max_x=MbrMaxX(geom),max_y=MbrMaxY(geom) WHERE geom IS NOT NULL");
}

/* Same id; or, of what has no place, the same words about the same perimeter, renamed or not. */
static const char find_by_name[] =
    "SELECT n.i,f.fid,f.resolved_run IS NULL,1,abs(f.area_m2-n.area_m2)<=1e-9*n.area_m2,0,0,0 "
    "FROM now_findings n JOIN findings f ON f.report_id=n.id UNION ALL "
    "SELECT n.i,f.fid,f.resolved_run IS NULL,0,1,1,1,0 FROM now_findings n "
    "JOIN renamed r ON n.claimants=json_array(r.came) JOIN findings f ON f.rule=n.rule "
    "AND f.claimants=n.claimants AND f.report_id<>n.id AND f.geom IS NULL "
    "AND replace(replace(f.message,r.gone_name,r.came_name),r.gone,r.came)=n.message "
    "WHERE NOT n.has_shape UNION ALL "
    "SELECT n.i,f.fid,f.resolved_run IS NULL,0,1,1,1,0 FROM now_findings n JOIN findings f "
    "ON f.rule=n.rule AND f.sliver AND f.claimants=n.claimants AND f.report_id<>n.id "
    "WHERE n.sliver AND n.claimants<>'[]' AND EXISTS(SELECT 1 FROM json_each(n.claimants) j "
    "JOIN renamed r ON r.came=j.value)";

/* Through the spatial index; the intersection is GEOS's. */
static const char find_by_place[] =
    "SELECT i,fid,open,same,common/(area_n+area_f-common),common/area_n,common/area_f,joined FROM("
    "SELECT n.i,f.fid,f.resolved_run IS NULL open,n.id=f.report_id same,n.area_m2 area_n,"
    "f.area_m2 area_f,ST_Area(ST_Intersection(n.geom,SetSRID(f.geom,0))) common,"
    "json_array_length(n.claimants)-json_array_length(f.claimants) joined "
    "FROM now_findings n JOIN idx_findings_geom x ON x.xmax>=n.min_x AND x.xmin<=n.max_x "
    "AND x.ymax>=n.min_y AND x.ymin<=n.max_y JOIN findings f ON f.fid=x.pkid AND f.rule=n.rule "
    "AND NOT f.sliver AND(f.claimants=n.claimants OR(f.rule='overlap' AND f.resolved_run IS NULL "
    "AND("
    "NOT EXISTS(SELECT value FROM json_each(n.claimants)EXCEPT SELECT value FROM "
    "json_each(f.claimants))OR NOT EXISTS(SELECT value FROM json_each(f.claimants)EXCEPT "
    "SELECT value FROM json_each(n.claimants)))))WHERE n.geom IS NOT NULL)WHERE common>0";

static void read_pairs(struct record *record, const char *sql, struct conflict_pairs *pairs)
{
    struct query query = cpts_query(record->store, sql);
    bool done = true;
    while (done && cpts_query_row(&query))
        done = cpts_conflict_pairs_add(
            pairs, (struct conflict_pair){.finding = (size_t)cpts_query_integer_at(&query, 0),
                                          .conflict = cpts_query_integer_at(&query, 1),
                                          .is_open = cpts_query_integer_at(&query, 2),
                                          .has_same_id = cpts_query_integer_at(&query, 3),
                                          .over_union = cpts_query_number_at(&query, 4),
                                          .part_of_finding = cpts_query_number_at(&query, 5),
                                          .part_of_before = cpts_query_number_at(&query, 6),
                                          .joined = (int)cpts_query_integer_at(&query, 7)});
    if (!done)
        record->store->status = cpts_fail_memory(record->store->context);
    cpts_query_end(&query);
}

/* ---- the choice ---------------------------------------------------------------------------- */

static void put_merges(struct record *record, const struct conflict_merges *merges)
{
    struct query insert = cpts_query(record->store, "INSERT INTO merged VALUES(?,?)");
    for (size_t i = 0; i < merges->count; i++) {
        cpts_query_integer(&insert, merges->items[i].conflict);
        cpts_query_integer(&insert, (int64_t)merges->items[i].finding);
        cpts_query_run(&insert);
    }
    cpts_query_end(&insert);
}

static void choose(struct record *record, struct conflict_pairs *pairs,
                   struct conflict_match *matches)
{
    struct conflict_merges merges = {.items = NULL};
    if (cpts_conflicts_match(pairs, matches, &merges))
        put_merges(record, &merges);
    else
        record->store->status = cpts_fail_memory(record->store->context);
    cpts_array_free(merges.items);
}

void cpts_record_match(struct record *record, struct conflict_match *matches)
{
    struct store *store = record->store;
    struct conflict_pairs pairs = {.items = NULL};
    cpts_store_run(store, tables_now);
    cpts_store_run(store, rename_claimants);
    put_findings(record);
    put_shapes(record);
    read_pairs(record, find_by_name, &pairs);
    read_pairs(record, find_by_place, &pairs);
    if (store->status == CPTS_OK)
        choose(record, &pairs, matches);
    cpts_array_free(pairs.items);
}
