/*
 * A comparison in sentences: who gained and lost which units, and the conflicts born and gone.
 */
#include <math.h>
#include <string.h>

#include "compare/conflicts.h"
#include "output/comparison.h"
#include "output/text/history_text.h"

static void put_side(struct prose *prose, const struct cpts_comparison *comparison, enum side side)
{
    char cell[CPTS_CELL_BYTES];
    struct query query = cpts_query(comparison->store, "SELECT * FROM sides WHERE side=?");
    cpts_query_integer(&query, side);
    cpts_prose_put(prose, "%s", side == BEFORE ? _("Before: ") : _("After: "));
    cpts_prose_name(prose, comparison->labels[side]);
    if (cpts_query_row(&query)) {
        const bool has_population = cpts_query_number_at(&query, 1) > 0;
        const double part = cpts_query_number_at(&query, has_population ? 2 : 4);
        const double whole = cpts_query_number_at(&query, has_population ? 1 : 3);
        cpts_prose_put(prose,
                       has_population ? _(", %s %% of the inhabitants covered\n")
                                      : _(", %s %% of the area covered\n"),
                       cpts_prose_percent(prose, cell, part, whole));
    }
    cpts_query_end(&query);
}

static void put_units(struct moved_units *moved, struct store *store, const char *perimeter,
                      bool gained)
{
    char cell[CPTS_CELL_BYTES];
    struct query query =
        cpts_query(store, "SELECT u.name,u.code,m.share FROM moves m JOIN units u ON u.side=1 AND "
                          "u.code=m.unit WHERE m.perimeter=? AND m.gained=? "
                          "ORDER BY u.population DESC,u.code");
    cpts_query_text(&query, perimeter);
    cpts_query_integer(&query, gained);
    while (cpts_query_row(&query)) {
        const bool is_named = cpts_moved_unit(moved, gained, cpts_query_text_at(&query, 0),
                                              cpts_query_text_at(&query, 1));
        if (is_named && cpts_query_number_at(&query, 2) < 0.9995)
            cpts_prose_put(
                moved->prose, _(" for %s %%"),
                cpts_prose_percent(moved->prose, cell, cpts_query_number_at(&query, 2), 1));
    }
    cpts_query_end(&query);
    cpts_moved_end(moved);
}

static void put_how(struct prose *prose, const char *change, const char *was)
{
    if (strcmp(change, "created") == 0)
        cpts_prose_put(prose, "%s", _(", new"));
    else if (strcmp(change, "removed") == 0)
        cpts_prose_put(prose, "%s", _(", no longer declared"));
    else if (strcmp(change, "renamed") == 0) {
        cpts_prose_put(prose, "%s", _(", which was "));
        cpts_prose_name(prose, was);
    }
}

static void put_perimeters(struct prose *prose, struct store *store)
{
    char before[CPTS_CELL_BYTES], after[CPTS_CELL_BYTES];
    struct query query = cpts_query(store, "SELECT id,name,was,change,population_before,"
                                           "population_after FROM changes ORDER BY id");
    while (cpts_query_row(&query)) {
        cpts_prose_put(prose, "  - ");
        cpts_prose_name(prose, cpts_query_text_at(&query, 1));
        put_how(prose, cpts_query_text_at(&query, 3), cpts_query_text_at(&query, 2));
        struct moved_units moved = {.prose = prose};
        put_units(&moved, store, cpts_query_text_at(&query, 0), true);
        put_units(&moved, store, cpts_query_text_at(&query, 0), false);
        const double was = cpts_query_number_at(&query, 4),
                     is_now = cpts_query_number_at(&query, 5);
        if (isfinite(was) && isfinite(is_now) && was != is_now)
            cpts_prose_put(prose, _("; inhabitants: %s, were %s"),
                           cpts_prose_number(prose, after, round(is_now), 0),
                           cpts_prose_number(prose, before, round(was), 0));
        cpts_prose_put(prose, "\n");
    }
    cpts_query_end(&query);
}

static const char *title_of(cpts_state state)
{
    static const char *const titles[CPTS_STATE_COUNT] = {
        [CPTS_STATE_NEW] = N_("New conflicts:"),
        [CPTS_STATE_PERSISTING] = N_("Conflicts from which pieces split off:"),
        [CPTS_STATE_GROWN] = N_("Conflicts grown:"),
        [CPTS_STATE_SHRUNK] = N_("Conflicts shrunk:"),
        [CPTS_STATE_SPLIT] = N_("Pieces split off a conflict:"),
        [CPTS_STATE_MERGED] = N_("Conflicts merged into another:"),
        [CPTS_STATE_RESOLVED] = N_("Conflicts resolved:")};
    return titles[state] ? _(titles[state]) : cpts_state_label(state);
}

static void put_state(struct prose *prose, struct store *store, cpts_state state)
{
    struct query query = cpts_query(
        store, "SELECT f.message,n.split_count FROM news n JOIN findings f USING(side,i) "
               "WHERE n.state=? "
               "ORDER BY instr('error,warning,note',f.severity),f.population DESC,f.id");
    cpts_query_text(&query, cpts_state_name(state));
    for (size_t count = 0; cpts_query_row(&query); count++) {
        if (!count)
            cpts_prose_put(prose, "%s\n", title_of(state));
        cpts_prose_put(prose, "  - ");
        cpts_prose_name(prose, cpts_query_text_at(&query, 0));
        cpts_prose_put(prose, "%s\n",
                       cpts_query_integer_at(&query, 1) ? _(" (and pieces split off)") : "");
    }
    cpts_query_end(&query);
}

static void put_findings(struct prose *prose, struct store *store)
{
    for (int i = 0; i < CPTS_MOVED_STATES; i++)
        put_state(prose, store, cpts_moved_states[i]);
    put_state(prose, store, CPTS_STATE_PERSISTING);
}

static void put_editions(struct prose *prose, struct store *store)
{
    char added[CPTS_CELL_BYTES], removed[CPTS_CELL_BYTES];
    struct query query = cpts_query(
        store, "SELECT count(*)FILTER(WHERE side=1),count(*)FILTER(WHERE side=0)FROM units u "
               "WHERE NOT EXISTS(SELECT 1 FROM units v WHERE v.side=1-u.side AND v.code=u.code)");
    if (cpts_query_row(&query) &&
        cpts_query_integer_at(&query, 0) + cpts_query_integer_at(&query, 1) > 0)
        cpts_prose_put(prose, _("The {units} are not the same: %s more, %s fewer.\n"),
                       cpts_prose_count(prose, added, (size_t)cpts_query_integer_at(&query, 0)),
                       cpts_prose_count(prose, removed, (size_t)cpts_query_integer_at(&query, 1)));
    cpts_query_end(&query);
}

static void put_moved(struct prose *prose, struct store *store)
{
    char cell[CPTS_CELL_BYTES];
    struct query query = cpts_query(
        store, "SELECT sum(people)FROM(SELECT u.population*min(1,max(coalesce(sum(m.share)"
               "FILTER(WHERE gained),0),coalesce(sum(m.share)FILTER(WHERE NOT gained),0)))people "
               "FROM moves m JOIN units u ON u.side=1 AND u.code=m.unit GROUP BY m.unit)");
    if (cpts_query_row(&query) && isfinite(cpts_query_number_at(&query, 0)))
        cpts_prose_put(prose, _("Inhabitants who changed CPTS, gained one or lost one: %s\n"),
                       cpts_prose_number(prose, cell, round(cpts_query_number_at(&query, 0)), 0));
    cpts_query_end(&query);
}

cpts_status cpts_comparison_text(const struct cpts_comparison *comparison, struct output_file *file)
{
    struct prose prose = cpts_prose_begin(file, NULL);
    prose.unit_kinds = cpts_store_unit_kinds(comparison->store);
    put_side(&prose, comparison, BEFORE);
    put_side(&prose, comparison, AFTER);
    if (!comparison->differs) {
        cpts_prose_put(&prose, "%s\n", _("Nothing differs."));
        return comparison->store->status;
    }
    put_editions(&prose, comparison->store);
    put_moved(&prose, comparison->store);
    put_perimeters(&prose, comparison->store);
    put_findings(&prose, comparison->store);
    return comparison->store->status;
}
