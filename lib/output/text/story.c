#include "output/text/story.h"

#include <math.h>
#include <string.h>

#include "compare/conflicts.h"
#include "output/json/row.h"
#include "output/text/history_text.h"
#include "output/text/words.h"

#define MOVED_SHOWN 10 /* of a run; the rest is counted */

/* ---- who declares what differently ----------------------------------------------------------- */

/* As the night itself found it (history/declarations.c): in units that are there before and after,
 * by more than two drawings of a border differ, and a renamed perimeter keeps what it had. */
static const char find_moves[] =
    "DROP TABLE IF EXISTS temp.story_claims;DROP TABLE IF EXISTS temp.story_moves;"
    "DROP TABLE IF EXISTS temp.story_units;DROP TABLE IF EXISTS temp.story_names;"
    "DROP TABLE IF EXISTS temp.story_events;"
    "CREATE TEMP TABLE story_events AS SELECT run,fid FROM events;"
    "CREATE INDEX temp.story_events_run ON story_events(run,fid);"
    "CREATE TEMP TABLE story_units AS SELECT code,name,since_run,until_run FROM units;"
    "CREATE INDEX temp.story_units_code ON story_units(code,since_run);"
    "CREATE TEMP TABLE story_names AS SELECT id,name,renamed_to,since_run,until_run "
    "FROM perimeters;"
    "CREATE INDEX temp.story_names_id ON story_names(id,since_run);"
    "CREATE TEMP TABLE story_claims AS SELECT c.unit,c.share,c.since_run,c.until_run,c.perimeter,"
    "coalesce((SELECT p.renamed_to FROM story_names p WHERE p.id=c.perimeter AND p.until_run="
    "c.until_run),c.perimeter)later FROM claims c WHERE c.until_run IS NOT c.since_run;"
    "CREATE INDEX temp.story_claims_end ON story_claims(unit,until_run);"
    "CREATE INDEX temp.story_claims_start ON story_claims(unit,since_run);"
    "CREATE TEMP TABLE story_moves AS SELECT c.since_run run,c.perimeter perimeter,c.unit unit,"
    "1 gained FROM story_claims c WHERE EXISTS(SELECT 1 FROM story_units u WHERE u.code=c.unit "
    "AND u.since_run<c.since_run AND(u.until_run IS NULL OR u.until_run>=c.since_run))"
    "AND NOT EXISTS(SELECT 1 FROM story_claims o WHERE o.unit=c.unit AND o.until_run=c.since_run "
    "AND o.later=c.perimeter AND c.share<=o.share+0.001)"
    "UNION ALL SELECT c.until_run,c.later,c.unit,0 FROM story_claims c WHERE EXISTS("
    "SELECT 1 FROM story_units u WHERE u.code=c.unit AND u.since_run<=c.until_run "
    "AND(u.until_run IS NULL OR u.until_run>c.until_run))"
    "AND NOT EXISTS(SELECT 1 FROM story_claims o WHERE o.unit=c.unit AND o.since_run=c.until_run "
    "AND o.perimeter=c.later AND o.share>=c.share-0.001);"
    /* Another id, or another name; or gone. */
    "INSERT INTO story_moves SELECT until_run,renamed_to,NULL,NULL FROM story_names "
    "WHERE renamed_to IS NOT NULL UNION ALL SELECT n.since_run,n.id,NULL,NULL FROM story_names n "
    "JOIN story_names o ON o.id=n.id AND o.until_run=n.since_run AND o.name<>n.name "
    "UNION SELECT until_run,id,NULL,NULL FROM story_names g WHERE until_run IS NOT NULL "
    "AND renamed_to IS NULL AND NOT EXISTS(SELECT 1 FROM story_names n WHERE n.id=g.id "
    "AND n.since_run=g.until_run);"
    "CREATE INDEX temp.story_moves_run ON story_moves(run,perimeter)";

/* The name of a perimeter in a run, or the last it had; the id, and the name, that it had before;
 * whether it is still declared. */
static const char find_changes[] =
    "SELECT m.perimeter,(SELECT name FROM story_names WHERE id=m.perimeter AND since_run<=?1 "
    "ORDER BY since_run DESC LIMIT 1),(SELECT id FROM story_names WHERE renamed_to=m.perimeter "
    "AND until_run=?1),(SELECT name FROM story_names o WHERE id=m.perimeter AND until_run=?1 "
    "AND name<>(SELECT name FROM story_names WHERE id=m.perimeter AND since_run=?1)),"
    "EXISTS(SELECT 1 FROM story_names WHERE id=m.perimeter AND since_run<=?1 "
    "AND(until_run IS NULL OR until_run>?1))FROM story_moves m WHERE m.run=?1 GROUP BY 1 "
    "ORDER BY 1";
enum { CHANGE_ID, CHANGE_NAME, CHANGE_WAS, CHANGE_NAME_WAS, CHANGE_IS_THERE };

static const char find_units[] =
    "SELECT m.unit,(SELECT name FROM story_units u WHERE u.code=m.unit AND since_run<=?1 "
    "ORDER BY since_run DESC LIMIT 1)FROM story_moves m "
    "WHERE m.run=?1 AND m.perimeter=?2 AND m.gained=?3 ORDER BY 1";

/* ---- what became of the conflicts ------------------------------------------------------------ */

/* Before version 5 of the store, the sentence of a night was not kept: null except for the last. */
#define NAMES_THEN(list)                                                                           \
    "(SELECT group_concat(coalesce((SELECT name FROM story_names p WHERE p.id=j.value AND "        \
    "p.since_run<=e.run ORDER BY p.since_run DESC LIMIT 1),j.value),', ')FROM json_each(" list     \
    ")j)"
static const char find_events[] =
    "SELECT e.finding,f.rule,e.state,coalesce(e.sliver,f.sliver),e.area_m2,e.population,e.message,"
    "coalesce(e.caused_by,'[]')," NAMES_THEN("e.caused_by") "," NAMES_THEN(
        "f.perimeters") "FROM story_events s JOIN events e ON e.fid=s.fid "
                        "JOIN findings f ON f.id=e.finding WHERE s.run=? "
                        "ORDER BY 4,instr('error,warning,note',coalesce(e.severity,f.severity)),"
                        "e.population DESC,e.finding";
enum {
    EVENT_FINDING,
    EVENT_RULE,
    EVENT_STATE,
    EVENT_SLIVER,
    EVENT_AREA,
    EVENT_POPULATION,
    EVENT_MESSAGE,
    EVENT_CAUSES,
    EVENT_CAUSE_NAMES,
    EVENT_PERIMETER_NAMES
};

struct story cpts_story_begin(struct store *store)
{
    cpts_store_run(store, find_moves);
    return (struct story){.store = store,
                          .first_run = cpts_store_number(store, "SELECT min(run) FROM runs"),
                          .events = cpts_query(store, find_events),
                          .changes = cpts_query(store, find_changes),
                          .units = cpts_query(store, find_units)};
}

void cpts_story_end(struct story *story)
{
    cpts_query_end(&story->events);
    cpts_query_end(&story->changes);
    cpts_query_end(&story->units);
}

bool cpts_story_is_quiet(struct story *story, int64_t run)
{
    cpts_query_integer(&story->events, run);
    const bool has_event =
        cpts_query_row(&story->events) && !cpts_query_integer_at(&story->events, EVENT_SLIVER);
    cpts_query_again(&story->events);
    cpts_query_integer(&story->changes, run);
    const bool has_change = cpts_query_row(&story->changes);
    cpts_query_again(&story->changes);
    return !has_event && !has_change;
}

/* ---- in words -------------------------------------------------------------------------------- */

static const char *rule_title(const char *name)
{
    for (int r = 0; r < CPTS_RULE_COUNT; r++)
        if (strcmp(name, cpts_rule_name((cpts_rule)r)) == 0)
            return cpts_rule_title((cpts_rule)r);
    return name;
}

/* The sentence of that night, or what is known of it: "Overlap, CPTS A, CPTS B, 1.00 km²". */
static void put_sentence(struct prose *prose, struct query *row)
{
    char cell[CPTS_CELL_BYTES], said[CPTS_SAID_BYTES];
    if (!cpts_query_null_at(row, EVENT_MESSAGE)) {
        cpts_prose_name(prose, cpts_query_text_at(row, EVENT_MESSAGE));
        return;
    }
    cpts_prose_put(prose, "%s",
                   cpts_said(said, prose, rule_title(cpts_query_text_at(row, EVENT_RULE))));
    if (!cpts_query_null_at(row, EVENT_PERIMETER_NAMES)) {
        cpts_prose_put(prose, ", ");
        cpts_prose_name(prose, cpts_query_text_at(row, EVENT_PERIMETER_NAMES));
    }
    if (!cpts_query_null_at(row, EVENT_AREA))
        cpts_prose_put(prose, ", %s km²",
                       cpts_prose_area(prose, cell, cpts_query_number_at(row, EVENT_AREA)));
}

static void put_events(struct prose *prose, struct story *story, int64_t run)
{
    struct query *row = &story->events;
    size_t count = 0;
    cpts_query_integer(row, run);
    while (cpts_query_row(row) && !cpts_query_integer_at(row, EVENT_SLIVER)) {
        if (count++ >= MOVED_SHOWN)
            continue;
        cpts_prose_put(prose, _("  - %s: "),
                       cpts_state_label(cpts_state_named(cpts_query_text_at(row, EVENT_STATE))));
        put_sentence(prose, row);
        if (!cpts_query_null_at(row, EVENT_CAUSE_NAMES)) {
            cpts_prose_put(prose, "%s", _("; changed by "));
            cpts_prose_name(prose, cpts_query_text_at(row, EVENT_CAUSE_NAMES));
        }
        cpts_prose_put(prose, "\n");
    }
    cpts_query_again(row);
    if (count > MOVED_SHOWN)
        cpts_prose_counted(prose, "  - and %s more conflict that moved\n",
                           "  - and %s more conflicts that moved\n", count - MOVED_SHOWN);
}

static void ask_units(struct story *story, int64_t run, const char *perimeter, bool gained)
{
    cpts_query_integer(&story->units, run);
    cpts_query_text(&story->units, perimeter);
    cpts_query_integer(&story->units, gained);
}

static void put_units(struct moved_units *moved, struct story *story, int64_t run,
                      const char *perimeter, bool gained)
{
    struct query *row = &story->units;
    ask_units(story, run, perimeter, gained);
    while (cpts_query_row(row))
        cpts_moved_unit(moved, gained, cpts_query_text_at(row, 1), cpts_query_text_at(row, 0));
    cpts_query_again(row);
    cpts_moved_end(moved);
}

static void put_changes(struct prose *prose, struct story *story, int64_t run)
{
    struct query *row = &story->changes;
    cpts_query_integer(row, run);
    while (cpts_query_row(row)) {
        const char *name = cpts_query_text_at(row, CHANGE_NAME);
        cpts_prose_put(prose, "  - ");
        cpts_prose_name(prose, *name ? name : cpts_query_text_at(row, CHANGE_ID));
        if (!cpts_query_integer_at(row, CHANGE_IS_THERE))
            cpts_prose_put(prose, "%s", _(", no longer declared"));
        const int was = cpts_query_null_at(row, CHANGE_NAME_WAS) ? CHANGE_WAS : CHANGE_NAME_WAS;
        if (!cpts_query_null_at(row, was)) {
            cpts_prose_put(prose, "%s", _(", which was "));
            cpts_prose_name(prose, cpts_query_text_at(row, was));
        }
        struct moved_units moved = {.prose = prose};
        put_units(&moved, story, run, cpts_query_text_at(row, CHANGE_ID), true);
        put_units(&moved, story, run, cpts_query_text_at(row, CHANGE_ID), false);
        cpts_prose_put(prose, "\n");
    }
    cpts_query_again(row);
}

void cpts_story_text(struct prose *prose, struct story *story, int64_t run)
{
    if (run == story->first_run) {
        cpts_prose_put(prose, "%s\n", _("  - first run: the next ones will be compared with it"));
        return;
    }
    put_events(prose, story, run);
    put_changes(prose, story, run);
}

/* ---- as JSON --------------------------------------------------------------------------------- */

static void add_events(struct json *json, struct story *story, int64_t run)
{
    struct query *row = &story->events;
    cpts_json_key_open(json, "moved", '[');
    cpts_query_integer(row, run);
    while (cpts_query_row(row)) {
        cpts_json_item(json);
        cpts_json_row(json, row, EVENT_FINDING,
                      "s:finding s:rule s:state b:sliver n:area_m2 w:population o:message "
                      "r:caused_by");
        cpts_json_close(json, '}');
    }
    cpts_query_again(row);
    cpts_json_close(json, ']');
}

static void add_units(struct json *json, struct story *story, const char *key)
{
    cpts_json_key_open(json, key, '[');
    while (cpts_query_row(&story->units))
        cpts_json_string(json, cpts_query_text_at(&story->units, 0));
    cpts_query_again(&story->units);
    cpts_json_close(json, ']');
}

void cpts_story_json(struct json *json, struct story *story, int64_t run)
{
    struct query *row = &story->changes;
    add_events(json, story, run);
    cpts_json_key_open(json, "changes", '[');
    cpts_query_integer(row, run);
    while (cpts_query_row(row)) {
        const char *id = cpts_query_text_at(row, CHANGE_ID);
        cpts_json_item(json);
        cpts_json_row(json, row, CHANGE_ID, "s:perimeter s:name o:was o:name_was");
        ask_units(story, run, id, true);
        add_units(json, story, "units_gained");
        ask_units(story, run, id, false);
        add_units(json, story, "units_lost");
        cpts_json_close(json, '}');
    }
    cpts_query_again(row);
    cpts_json_close(json, ']');
}
