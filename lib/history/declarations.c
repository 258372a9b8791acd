/*
 * What is declared, kept as intervals of runs: a claim is written when it begins and when it ends.
 * Years of nights then cost little more than the changes, and the state of any night can be
 * reproduced.
 */
#include "history/record.h"

/* ---- this run, as temporary tables --------------------------------------------------------- */

/* A run that was kept before, through the same connection, left its own. */
static const char tables_now[] =
    "DROP TABLE IF EXISTS temp.now_units;DROP TABLE IF EXISTS temp.now_perimeters;"
    "DROP TABLE IF EXISTS temp.now_claims;DROP TABLE IF EXISTS temp.changed;"
    "DROP TABLE IF EXISTS temp.renamed;"
    "CREATE TEMP TABLE now_units(code TEXT PRIMARY KEY,name,population,area_m2);"
    "CREATE TEMP TABLE now_perimeters(id TEXT PRIMARY KEY,name,status,area_m2,population);"
    "CREATE TEMP TABLE now_claims(perimeter TEXT,unit TEXT,share,PRIMARY KEY(unit,perimeter))"
    "WITHOUT ROWID;"
    "CREATE TEMP TABLE changed(perimeter TEXT,unit TEXT,gained INTEGER);"
    "CREATE INDEX temp.changed_unit ON changed(unit);"
    "CREATE TEMP TABLE renamed(gone TEXT PRIMARY KEY,came TEXT UNIQUE,gone_name,came_name);";

static const struct declared_inserts inserts = {
    .units = "INSERT OR IGNORE INTO now_units VALUES(?2,?3,?4,?5)",
    .perimeters = "INSERT OR IGNORE INTO now_perimeters VALUES(?2,?3,?4,?6,?5)",
    .claims = "INSERT OR IGNORE INTO now_claims VALUES(?3,?2,?4)"};

/* ---- the same region ------------------------------------------------------------------------ */

/* Mergers of communes never replace half of a region's codes: it must be another region, or a part
 * of it, and every conflict elsewhere would be reported as resolved. */
static void refuse_another_region(struct record *record)
{
    struct store *store = record->store;
    const long before =
        (long)cpts_store_number(store, "SELECT count(*) FROM units WHERE until_run IS NULL");
    const long now = (long)cpts_store_number(store, "SELECT count(*) FROM now_units");
    const long common =
        (long)cpts_store_number(store, "SELECT count(*) FROM now_units n JOIN units u "
                                       "ON u.code=n.code AND u.until_run IS NULL");
    const long most = before > now ? before : now;
    if (store->status == CPTS_OK && before && 2 * common < most)
        store->status = cpts_fail(store->context, CPTS_ERROR_INPUT,
                                  _("the history %s is of another region: it has %ld codes, this "
                                    "check %ld, of which %ld in common; name another file"),
                                  store->path, before, now, common);
}

/* Communes that merge or are divided leave the region as large as it was; a layer that was cut
 * short does not, and what was white there would be resolved. */
static void refuse_lost_units(struct record *record)
{
    struct store *store = record->store;
    static const char lost[] = "SELECT count(*),total(area_m2),min(name||' ('||code||')'),"
                               "(SELECT total(area_m2)FROM units WHERE until_run IS NULL)-"
                               "(SELECT total(area_m2)FROM now_units)FROM units WHERE until_run "
                               "IS NULL AND code NOT IN(SELECT code FROM now_units)";
    struct query query = cpts_query(store, lost);
    if (cpts_query_row(&query)) {
        const long long count = cpts_query_integer_at(&query, 0);
        const double lost_m2 = cpts_query_number_at(&query, 1);
        const double smaller_m2 = cpts_query_number_at(&query, 3);
        const char *first = cpts_query_text_at(&query, 2);
        if (count > 0 && smaller_m2 > lost_m2 / 2)
            store->status = cpts_fail(
                store->context, CPTS_ERROR_INPUT,
                P_("%lld unit of the last run of %s is missing (%s), and the region is "
                   "smaller: is the layer of units complete? If the region really is "
                   "smaller, add --expect-changes",
                   "%lld units of the last run of %s are missing (the first: %s), and the "
                   "region is smaller: is the layer of units complete? If the region really "
                   "is smaller, add --expect-changes",
                   (unsigned long)count),
                count, store->path, first);
    }
    cpts_query_end(&query);
}

/* ---- what changed --------------------------------------------------------------------------- */

/* A perimeter that came is one that went when they claim nearly the same places, or bear the same
 * name and share the greater part. The best pairs first. */
static const char find_renamed[] =
    "INSERT OR IGNORE INTO renamed SELECT gone,came,gone_name,came_name FROM("
    "SELECT g.perimeter gone,n.perimeter came,p.name gone_name,m.name came_name,"
    "sum(min(n.share,g.share)*u.area_m2) shared,max(p.area_m2,m.area_m2) whole "
    "FROM now_claims n JOIN claims g ON g.unit=n.unit AND g.until_run IS NULL "
    "JOIN now_units u ON u.code=n.unit JOIN now_perimeters m ON m.id=n.perimeter "
    "JOIN perimeters p ON p.id=g.perimeter AND p.until_run IS NULL "
    "WHERE n.perimeter NOT IN(SELECT id FROM perimeters WHERE until_run IS NULL)"
    "AND g.perimeter NOT IN(SELECT id FROM now_perimeters)GROUP BY 1,2)"
    "WHERE shared>=0.8*whole OR(gone_name=came_name AND shared>=0.5*whole)"
    "ORDER BY shared DESC,gone,came;";

/* A renamed perimeter takes its claims over: it has declared nothing new. */
static const char move_renamed[] =
    "INSERT INTO claims SELECT r.came,c.unit,c.share,(SELECT max(run) FROM runs),NULL "
    "FROM claims c JOIN renamed r ON c.perimeter=r.gone WHERE c.until_run IS NULL;"
    "UPDATE claims SET until_run=(SELECT max(run) FROM runs) WHERE until_run IS NULL "
    "AND perimeter IN(SELECT gone FROM renamed);";

/* Only in units that are there before and after: the code of a commune that merged is gone, and
 * nobody has given it up. */
static const char find_changed[] =
    "INSERT INTO changed SELECT n.perimeter,n.unit,1 FROM now_claims n LEFT JOIN claims c "
    "ON c.unit=n.unit AND c.perimeter=n.perimeter AND c.until_run IS NULL "
    "WHERE(c.share IS NULL OR n.share>c.share+0.001)"
    "AND n.unit IN(SELECT code FROM units WHERE until_run IS NULL);"
    "INSERT INTO changed SELECT c.perimeter,c.unit,0 FROM claims c LEFT JOIN now_claims n "
    "ON n.unit=c.unit AND n.perimeter=c.perimeter WHERE c.until_run IS NULL "
    "AND(n.share IS NULL OR n.share<c.share-0.001)AND c.unit IN(SELECT code FROM now_units);";

/* ---- written down --------------------------------------------------------------------------- */

static const char write_down[] =
    "UPDATE claims SET until_run=(SELECT max(run) FROM runs) WHERE until_run IS NULL "
    "AND NOT EXISTS(SELECT 1 FROM now_claims n WHERE n.unit=claims.unit "
    "AND n.perimeter=claims.perimeter AND abs(n.share-claims.share)<=0.001);"
    "INSERT INTO claims SELECT n.perimeter,n.unit,n.share,(SELECT max(run) FROM runs),NULL "
    "FROM now_claims n WHERE NOT EXISTS(SELECT 1 FROM claims c WHERE c.unit=n.unit "
    "AND c.perimeter=n.perimeter AND c.until_run IS NULL);"
    "UPDATE units SET until_run=(SELECT max(run) FROM runs) WHERE until_run IS NULL "
    "AND NOT EXISTS(SELECT 1 FROM now_units n WHERE n.code=units.code AND n.name=units.name "
    "AND n.population IS units.population "
    "AND abs(n.area_m2-units.area_m2)<=0.001*units.area_m2);"
    "INSERT INTO units SELECT n.code,n.name,n.population,n.area_m2,(SELECT max(run) FROM "
    "runs),NULL "
    "FROM now_units n WHERE n.code NOT IN(SELECT code FROM units WHERE until_run IS NULL);"
    "UPDATE perimeters SET until_run=(SELECT max(run) FROM runs),"
    "renamed_to=(SELECT came FROM renamed WHERE gone=id) WHERE until_run IS NULL "
    "AND NOT EXISTS(SELECT 1 FROM now_perimeters n WHERE n.id=perimeters.id "
    "AND n.name=perimeters.name AND n.status IS perimeters.status);"
    "INSERT INTO perimeters SELECT n.id,n.name,n.status,NULL,NULL,NULL,"
    "(SELECT max(run) FROM runs),NULL FROM now_perimeters n "
    "WHERE n.id NOT IN(SELECT id FROM perimeters WHERE until_run IS NULL);"
    "UPDATE perimeters SET(area_m2,population)="
    "(SELECT n.area_m2,n.population FROM now_perimeters n WHERE n.id=perimeters.id)"
    "WHERE until_run IS NULL;";

void cpts_record_declarations(struct record *record)
{
    struct store *store = record->store;
    cpts_store_run(store, tables_now);
    cpts_store_declared(store, &inserts, 0, record->report);
    refuse_another_region(record);
    if (store->status == CPTS_OK && record->report->region->doubts_changes)
        refuse_lost_units(record);
    if (record->previous_run) {
        cpts_store_run(store, find_renamed);
        cpts_store_run(store, move_renamed);
        cpts_store_run(store, find_changed);
    }
    cpts_store_run(store, write_down);
}
