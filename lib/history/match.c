/*
 * Which conflict of the store each finding is. The id says it as long as rule, claimants and the
 * unit with the greater part stay; when one of them moves, the place says it: the same claimants
 * (renamed or not), over mostly the same ground. An overlap that a perimeter joins or leaves is the
 * same one too, grown or shrunk.
 */
#include <math.h>
#include <stdlib.h>

#include "history/record.h"

/* Intersection over union, or over the smaller, from which it is the same. */
#define SAME_PLACE 0.5

enum { NO_MATCH = 5 };

/* A finding and a conflict that may be the same. */
struct pair {
    size_t finding;
    int64_t fid;
    bool has_same_id, is_open;
    int joined;                            /* claimants more than in the store, or fewer */
    double over_union;                     /* intersection; 0: not known */
    double part_of_finding, part_of_store; /* of the area of each, that both share */
};

struct pairs {
    struct pair *items;
    size_t count, capacity;
};

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

/* Only what has moved is compared by its place: the rest has its id and its area still. Slivers
 * are pieces from all over a border, told apart by their claimants alone. */
static const char find_moved[] =
    "SELECT i FROM now_findings n WHERE has_shape AND NOT sliver AND NOT EXISTS(SELECT 1 "
    "FROM findings f WHERE f.report_id=n.id AND f.state<>'resolved' "
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
    "SELECT n.i,f.fid,f.state<>'resolved',1,abs(f.area_m2-n.area_m2)<=1e-9*n.area_m2,0,0,0 "
    "FROM now_findings n JOIN findings f ON f.report_id=n.id UNION ALL "
    "SELECT n.i,f.fid,f.state<>'resolved',0,1,1,1,0 FROM now_findings n "
    "JOIN renamed r ON n.claimants=json_array(r.came) JOIN findings f ON f.rule=n.rule "
    "AND f.claimants=n.claimants AND f.report_id<>n.id AND f.geom IS NULL "
    "AND replace(replace(f.message,r.gone_name,r.came_name),r.gone,r.came)=n.message "
    "WHERE NOT n.has_shape UNION ALL "
    "SELECT n.i,f.fid,f.state<>'resolved',0,1,1,1,0 FROM now_findings n JOIN findings f "
    "ON f.rule=n.rule AND f.sliver AND f.claimants=n.claimants AND f.report_id<>n.id "
    "WHERE n.sliver AND n.claimants<>'[]' AND EXISTS(SELECT 1 FROM json_each(n.claimants) j "
    "JOIN renamed r ON r.came=j.value)";

/* Through the spatial index; the intersection is GEOS's. */
static const char find_by_place[] =
    "SELECT i,fid,open,same,common/(area_n+area_f-common),common/area_n,common/area_f,joined FROM("
    "SELECT n.i,f.fid,f.state<>'resolved' open,n.id=f.report_id same,n.area_m2 area_n,"
    "f.area_m2 area_f,ST_Area(ST_Intersection(n.geom,SetSRID(f.geom,0))) common,"
    "json_array_length(n.claimants)-json_array_length(f.claimants) joined "
    "FROM now_findings n JOIN idx_findings_geom x ON x.xmax>=n.min_x AND x.xmin<=n.max_x "
    "AND x.ymax>=n.min_y AND x.ymin<=n.max_y JOIN findings f ON f.fid=x.pkid AND f.rule=n.rule "
    "AND NOT f.sliver AND(f.claimants=n.claimants OR(f.rule='overlap' AND f.state<>'resolved' AND("
    "NOT EXISTS(SELECT value FROM json_each(n.claimants)EXCEPT SELECT value FROM "
    "json_each(f.claimants))OR NOT EXISTS(SELECT value FROM json_each(f.claimants)EXCEPT "
    "SELECT value FROM json_each(n.claimants)))))WHERE n.geom IS NOT NULL)WHERE common>0";

static void read_pairs(struct record *record, const char *sql, struct pairs *pairs)
{
    struct query query = cpts_query(record->store, sql);
    while (cpts_query_row(&query)) {
        if (!cpts_array_reserve(&pairs->items, &pairs->capacity, pairs->count + 1,
                                sizeof *pairs->items)) {
            record->store->status = cpts_fail_memory(record->store->context);
            break;
        }
        pairs->items[pairs->count++] =
            (struct pair){.finding = (size_t)cpts_query_integer_at(&query, 0),
                          .fid = cpts_query_integer_at(&query, 1),
                          .is_open = cpts_query_integer_at(&query, 2),
                          .has_same_id = cpts_query_integer_at(&query, 3),
                          .over_union = cpts_query_number_at(&query, 4),
                          .part_of_finding = cpts_query_number_at(&query, 5),
                          .part_of_store = cpts_query_number_at(&query, 6),
                          .joined = (int)cpts_query_integer_at(&query, 7)};
    }
    cpts_query_end(&query);
}

/* ---- the best pairs first ------------------------------------------------------------------ */

/* A finding numbered -2 of its kind takes the id of the first one when that is resolved: where
 * both say something, the place is believed before the id. */
static int rank(const struct pair *pair)
{
    if (pair->joined)
        return pair->over_union >= SAME_PLACE ? 4 : NO_MATCH;
    if (pair->over_union >= SAME_PLACE)
        return pair->has_same_id ? 0 : 1;
    if (pair->has_same_id)
        return 2;
    return fmax(pair->part_of_finding, pair->part_of_store) >= SAME_PLACE ? 3 : NO_MATCH;
}

static int by_worth(const void *a, const void *b)
{
    const struct pair *l = a, *r = b;
    if (rank(l) != rank(r))
        return rank(l) < rank(r) ? -1 : 1;
    if (l->is_open != r->is_open)
        return l->is_open ? -1 : 1;
    if (l->over_union != r->over_union)
        return l->over_union > r->over_union ? -1 : 1;
    if (l->finding != r->finding)
        return l->finding < r->finding ? -1 : 1;
    return (l->fid > r->fid) - (l->fid < r->fid);
}

static int by_number(const void *a, const void *b)
{
    const int64_t l = *(const int64_t *)a, r = *(const int64_t *)b;
    return (l > r) - (l < r);
}

/* The conflicts named in the pairs, sorted, to mark which are taken. */
struct taken {
    int64_t *fids;
    bool *marks;
    size_t count;
};

static bool *mark_of(const struct taken *taken, int64_t fid)
{
    const int64_t *found = bsearch(&fid, taken->fids, taken->count, sizeof *taken->fids, by_number);
    return &taken->marks[found - taken->fids];
}

static bool list_conflicts(struct taken *taken, const struct pairs *pairs)
{
    taken->fids = cpts_array_raw(pairs->count, sizeof *taken->fids);
    taken->marks = cpts_array_new(pairs->count, sizeof *taken->marks);
    if (!taken->fids || !taken->marks)
        return false;
    for (size_t i = 0; i < pairs->count; i++)
        taken->fids[i] = pairs->items[i].fid;
    if (pairs->count > 1)
        qsort(taken->fids, pairs->count, sizeof *taken->fids, by_number);
    for (size_t i = 0; i < pairs->count; i++)
        if (i == 0 || taken->fids[i] != taken->fids[taken->count - 1])
            taken->fids[taken->count++] = taken->fids[i];
    return true;
}

/* What is left: pieces that came off a conflict, and conflicts that became a part of another. */
static void tell_pieces(struct record *record, const struct pairs *pairs, struct match *matches,
                        const struct taken *taken)
{
    struct query insert = cpts_query(record->store, "INSERT OR IGNORE INTO merged VALUES(?,?)");
    for (size_t i = 0; i < pairs->count; i++) {
        const struct pair *pair = &pairs->items[i];
        struct match *match = &matches[pair->finding];
        if (!pair->is_open || pair->joined)
            continue;
        if (!match->fid && !match->split_from && pair->part_of_finding >= SAME_PLACE)
            match->split_from = pair->fid;
        if (!*mark_of(taken, pair->fid) && pair->part_of_store >= SAME_PLACE) {
            cpts_query_integer(&insert, pair->fid);
            cpts_query_integer(&insert, (int64_t)pair->finding);
            cpts_query_run(&insert);
        }
    }
    cpts_query_end(&insert);
}

static void choose(struct record *record, struct pairs *pairs, struct match *matches)
{
    struct taken taken = {.fids = NULL};
    if (pairs->count > 1)
        qsort(pairs->items, pairs->count, sizeof *pairs->items, by_worth);
    if (list_conflicts(&taken, pairs)) {
        for (size_t i = 0; i < pairs->count; i++) {
            const struct pair *pair = &pairs->items[i];
            bool *is_taken = mark_of(&taken, pair->fid);
            if (rank(pair) == NO_MATCH || matches[pair->finding].fid || *is_taken)
                continue;
            matches[pair->finding].fid = pair->fid;
            matches[pair->finding].joined = pair->joined;
            *is_taken = true;
        }
        tell_pieces(record, pairs, matches, &taken);
    } else {
        record->store->status = cpts_fail_memory(record->store->context);
    }
    cpts_array_free(taken.fids);
    cpts_array_free(taken.marks);
}

void cpts_record_match(struct record *record, struct match *matches)
{
    struct store *store = record->store;
    struct pairs pairs = {.items = NULL};
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
