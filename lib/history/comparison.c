#include "history/comparison.h"

#include <math.h>
#include <string.h>

#include "input/sources/connection.h"

static const char tables[] =
    "CREATE TABLE sides(side INTEGER PRIMARY KEY,population REAL,covered_population REAL,"
    "area_m2 REAL,covered_area_m2 REAL,sliver_width_m REAL);"
    "CREATE TABLE units(side INTEGER,code TEXT,name TEXT,population REAL,area_m2 REAL,"
    "PRIMARY KEY(side,code))WITHOUT ROWID;"
    "CREATE TABLE perimeters(side INTEGER,id TEXT,name TEXT,population REAL,area_m2 REAL,"
    "PRIMARY KEY(side,id))WITHOUT ROWID;"
    "CREATE TABLE claims(side INTEGER,unit TEXT,perimeter TEXT,share REAL,"
    "PRIMARY KEY(side,unit,perimeter))WITHOUT ROWID;"
    "CREATE TABLE findings(side INTEGER,i INTEGER,id TEXT,rule TEXT,severity TEXT,perimeters TEXT,"
    "units TEXT,area_m2 REAL,population REAL,message TEXT,border_m REAL,"
    "PRIMARY KEY(side,i))WITHOUT ROWID;"
    "CREATE TABLE renamed(gone TEXT PRIMARY KEY,came TEXT UNIQUE);"
    "CREATE TABLE moves(unit TEXT,perimeter TEXT,gained INTEGER,share REAL);"
    "CREATE INDEX moves_perimeter ON moves(perimeter);CREATE INDEX moves_unit ON moves(unit);"
    "CREATE TABLE changes(id TEXT PRIMARY KEY,name TEXT,was TEXT,change TEXT,"
    "population_before REAL,population_after REAL,population_gained REAL,population_lost REAL);"
    "CREATE TABLE news(side INTEGER,i INTEGER,state TEXT,other INTEGER,"
    "split_count INTEGER)";

/* ---- comparing --------------------------------------------------------------------------- */

/* The same territory under another id, or the same name and the greater part of it. */
static const char find_renamed[] =
    "INSERT OR IGNORE INTO renamed SELECT gone,came FROM(SELECT b.perimeter gone,a.perimeter came,"
    "p.name was,q.name is_now,sum(min(a.share,b.share)*u.area_m2) shared,max(p.area_m2,q.area_m2) "
    "whole FROM claims a JOIN claims b ON b.side=0 AND b.unit=a.unit "
    "JOIN units u ON u.side=1 AND u.code=a.unit "
    "JOIN perimeters p ON p.side=0 AND p.id=b.perimeter "
    "JOIN perimeters q ON q.side=1 AND q.id=a.perimeter WHERE a.side=1 "
    "AND a.perimeter NOT IN(SELECT id FROM perimeters WHERE side=0)"
    "AND b.perimeter NOT IN(SELECT id FROM perimeters WHERE side=1)GROUP BY 1,2)"
    "WHERE shared>=0.8*whole OR(was=is_now AND shared>=0.5*whole)ORDER BY shared DESC,gone,came;"
    "UPDATE claims SET perimeter=(SELECT came FROM renamed WHERE gone=perimeter)"
    "WHERE side=0 AND perimeter IN(SELECT gone FROM renamed)";

/* In units that are on both sides: a code that a merger has ended was given up by nobody. */
static const char find_moves[] =
    "INSERT INTO moves SELECT x.unit,x.perimeter,x.side,x.share-coalesce(y.share,0)"
    "FROM claims x LEFT JOIN claims y ON y.side=1-x.side AND y.unit=x.unit "
    "AND y.perimeter=x.perimeter WHERE x.share>coalesce(y.share,0)+0.001 "
    "AND EXISTS(SELECT 1 FROM units u WHERE u.side=1-x.side AND u.code=x.unit)";

static const char find_changes[] =
    "INSERT INTO changes SELECT a.id,a.name,r.gone,CASE WHEN r.gone IS NOT NULL THEN 'renamed' "
    "WHEN b.id IS NULL THEN 'created' ELSE 'changed' END,b.population,a.population,"
    "(SELECT sum(m.share*u.population) FROM moves m JOIN units u ON u.side=1 AND u.code=m.unit "
    "WHERE m.perimeter=a.id AND m.gained),"
    "(SELECT sum(m.share*u.population) FROM moves m JOIN units u ON u.side=1 AND u.code=m.unit "
    "WHERE m.perimeter=a.id AND NOT m.gained)"
    "FROM perimeters a LEFT JOIN renamed r ON r.came=a.id "
    "LEFT JOIN perimeters b ON b.side=0 AND b.id=coalesce(r.gone,a.id)WHERE a.side=1 "
    "AND(b.id IS NULL OR r.gone IS NOT NULL OR a.name<>b.name OR a.id IN(SELECT perimeter FROM "
    "moves)OR abs(a.area_m2-b.area_m2)>0.01 OR abs(a.population-b.population)>0.001);"
    "INSERT INTO changes SELECT b.id,b.name,NULL,'removed',b.population,NULL,NULL,"
    "(SELECT sum(m.share*u.population) FROM moves m JOIN units u ON u.side=1 AND u.code=m.unit "
    "WHERE m.perimeter=b.id AND NOT m.gained)"
    "FROM perimeters b WHERE b.side=0 AND b.id NOT IN(SELECT id FROM perimeters WHERE side=1)"
    "AND b.id NOT IN(SELECT gone FROM renamed)";

static const char count_differences[] =
    "SELECT(SELECT count(*) FROM moves)+(SELECT count(*) FROM changes)+(SELECT count(*) FROM news)"
    "+(SELECT count(*) FROM units u WHERE NOT EXISTS(SELECT 1 FROM units v WHERE v.side=1-u.side "
    "AND v.code=u.code AND v.name=u.name AND v.population IS u.population "
    "AND abs(v.area_m2-u.area_m2)<=0.01))";

/* ---- the face ---------------------------------------------------------------------------- */

static const char *keep_label(struct cpts_comparison *comparison, const cpts_compared *compared)
{
    const char *label = compared->label ? compared->label : compared->path ? compared->path : "";
    return cpts_source_shown(&comparison->arena, label);
}

static void fill(struct cpts_comparison *comparison, enum side side, const cpts_compared *compared)
{
    if (compared->report)
        cpts_report_hold((struct cpts_report *)compared->report);
    comparison->reports[side] = compared->report;
    comparison->labels[side] = keep_label(comparison, compared);
    if (!comparison->labels[side] && comparison->store->status == CPTS_OK)
        comparison->store->status = cpts_fail_memory(comparison->context);
    if (comparison->store->status != CPTS_OK)
        return;
    if (compared->report)
        cpts_comparison_report(comparison, side);
    else
        cpts_comparison_file(comparison, side, compared->path);
}

static void compare(struct cpts_comparison *comparison)
{
    static const char *const steps[] = {find_renamed, find_moves, find_changes};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        cpts_store_run(comparison->store, steps[i]);
    cpts_comparison_conflicts(comparison);
    comparison->differs = cpts_store_number(comparison->store, count_differences) > 0;
}

cpts_status cpts_compare(cpts_comparison **out, cpts_context *context, const cpts_compared *before,
                         const cpts_compared *after)
{
    *out = NULL;
    cpts_begin(context);
    cpts_compared sides[SIDES];
    const cpts_compared *const given[SIDES] = {before, after};
    for (int side = BEFORE; side < SIDES; side++) {
        const cpts_status status =
            cpts_options_take(context, &sides[side], sizeof *sides,
                              CPTS_SIZE_THROUGH(cpts_compared, label), given[side]);
        if (status != CPTS_OK)
            return status;
    }
    before = &sides[BEFORE];
    after = &sides[AFTER];
    if ((!before->report && !before->path) || (!after->report && !after->path))
        return cpts_fail(
            context, CPTS_ERROR_ARGUMENT, "%s",
            _("a comparison needs a report or the path of a report.json on each side"));
    cpts_comparison *comparison = cpts_array_new(1, sizeof *comparison);
    if (!comparison)
        return cpts_fail_memory(context);
    comparison->context = context;
    cpts_context_hold(context);
    comparison->store = cpts_array_new(1, sizeof *comparison->store);
    if (!comparison->store) {
        cpts_comparison_free(comparison);
        return cpts_fail_memory(context);
    }
    cpts_store_open_memory(comparison->store, context);
    cpts_store_run(comparison->store, tables);
    fill(comparison, BEFORE, before);
    fill(comparison, AFTER, after);
    compare(comparison);
    const cpts_status status = comparison->store->status;
    if (status != CPTS_OK)
        cpts_comparison_free(comparison);
    else
        *out = comparison;
    return status;
}

bool cpts_comparison_differs(const cpts_comparison *comparison)
{
    return comparison->differs;
}

void cpts_comparison_free(cpts_comparison *comparison)
{
    if (!comparison)
        return;
    if (comparison->store)
        cpts_store_close(comparison->store);
    cpts_array_free(comparison->store);
    cpts_arena_free(&comparison->arena);
    for (int side = BEFORE; side < SIDES; side++)
        cpts_report_free((struct cpts_report *)comparison->reports[side]);
    cpts_context_release(comparison->context);
    cpts_array_free(comparison);
}
