/*
 * What became of the conflicts between both sides of a comparison. A report.json has no geometry:
 * whatever was given, conflicts are found again by their ids and by the units they touch, so that
 * the same two declarations compare the same.
 */
#include <math.h>
#include <string.h>

#include "compare/conflicts.h"
#include "history/comparison.h"

/* The findings of a side; their texts live in the arena of the comparison. */
struct found {
    cpts_finding *items;
    int64_t *keys; /* in the table findings */
    size_t count, capacity, key_capacity;
};

struct conflicts {
    struct cpts_comparison *comparison;
    struct query list;
    struct found sides[SIDES];
    const char **codes; /* of the units of either side, sorted */
    double *areas_m2;
    size_t unit_count, code_capacity, area_capacity;
    double redrawn_m;
};

static bool fail_memory(struct conflicts *conflicts)
{
    struct store *store = conflicts->comparison->store;
    if (store->status == CPTS_OK)
        store->status = cpts_fail_memory(store->context);
    return false;
}

static const char *keep(struct conflicts *conflicts, const char *text)
{
    const char *copy = cpts_arena_string(&conflicts->comparison->arena, text);
    if (!copy)
        fail_memory(conflicts);
    return copy;
}

/* ---- what is compared ---------------------------------------------------------------------- */

static void read_list(struct conflicts *conflicts, const char *json, const char *const **out,
                      size_t *count)
{
    const char **texts = NULL;
    size_t used = 0, capacity = 0;
    cpts_query_text(&conflicts->list, json);
    while (cpts_query_row(&conflicts->list)) {
        if (!CPTS_ARRAY_MORE(texts, used, capacity)) {
            fail_memory(conflicts);
            break;
        }
        texts[used++] = keep(conflicts, cpts_query_text_at(&conflicts->list, 0));
    }
    cpts_query_again(&conflicts->list);
    const char **list = cpts_arena_alloc(&conflicts->comparison->arena, (used + 1) * sizeof *list);
    if (!list)
        fail_memory(conflicts);
    if (list && used)
        memcpy(list, texts, used * sizeof *list);
    *out = list;
    *count = list ? used : 0;
    cpts_array_free(texts);
}

static cpts_rule rule_of(const char *name)
{
    int rule = 0;
    while (rule < CPTS_RULE_COUNT - 1 && strcmp(name, cpts_rule_name((cpts_rule)rule)) != 0)
        rule++;
    return (cpts_rule)rule;
}

/* Claimants follow renamed perimeters, so that what is compared bears the same names. */
static const char find_findings[] =
    "SELECT i,id,rule,(SELECT json_group_array(v) FROM(SELECT coalesce(r.came,j.value) v "
    "FROM json_each(perimeters) j LEFT JOIN renamed r ON side=0 AND r.gone=j.value ORDER BY v)),"
    "(SELECT json_group_array(v) FROM(SELECT value v FROM json_each(units) ORDER BY v)),message,"
    "area_m2,border_m FROM findings WHERE side=? AND rule<>'shared-unit' ORDER BY i";

static void read_side(struct conflicts *conflicts, enum side side)
{
    struct store *store = conflicts->comparison->store;
    struct found *found = &conflicts->sides[side];
    struct query query = cpts_query(store, find_findings);
    cpts_query_integer(&query, side);
    while (store->status == CPTS_OK && cpts_query_row(&query)) {
        if (!CPTS_ARRAY_MORE(found->items, found->count, found->capacity) ||
            !CPTS_ARRAY_MORE(found->keys, found->count, found->key_capacity)) {
            fail_memory(conflicts);
            break;
        }
        cpts_finding finding = {.size = sizeof finding,
                                .id = keep(conflicts, cpts_query_text_at(&query, 1)),
                                .rule = rule_of(cpts_query_text_at(&query, 2)),
                                .message = keep(conflicts, cpts_query_text_at(&query, 5)),
                                .area_m2 = fmax(0, cpts_query_number_at(&query, 6)),
                                .border_m = fmax(0, cpts_query_number_at(&query, 7))};
        read_list(conflicts, cpts_query_text_at(&query, 3), &finding.perimeters,
                  &finding.perimeter_count);
        read_list(conflicts, cpts_query_text_at(&query, 4), &finding.units, &finding.unit_count);
        found->keys[found->count] = cpts_query_integer_at(&query, 0);
        found->items[found->count++] = finding;
    }
    cpts_query_end(&query);
}

static void read_units(struct conflicts *conflicts)
{
    struct store *store = conflicts->comparison->store;
    struct query query =
        cpts_query(store, "SELECT code,max(area_m2) FROM units GROUP BY code ORDER BY code");
    while (store->status == CPTS_OK && cpts_query_row(&query)) {
        const size_t count = conflicts->unit_count + 1;
        if (!cpts_array_reserve(&conflicts->codes, &conflicts->code_capacity, count,
                                sizeof *conflicts->codes) ||
            !cpts_array_reserve(&conflicts->areas_m2, &conflicts->area_capacity, count,
                                sizeof *conflicts->areas_m2)) {
            fail_memory(conflicts);
            break;
        }
        conflicts->codes[count - 1] = keep(conflicts, cpts_query_text_at(&query, 0));
        conflicts->areas_m2[count - 1] = fmax(0, cpts_query_number_at(&query, 1));
        conflicts->unit_count = count;
    }
    cpts_query_end(&query);
    struct query width = cpts_query(store, "SELECT max(sliver_width_m) FROM sides");
    if (cpts_query_row(&width))
        conflicts->redrawn_m = fmax(0, cpts_query_number_at(&width, 0));
    cpts_query_end(&width);
}

/* ---- what became of them ------------------------------------------------------------------- */

struct outcome {
    struct conflict_match *matches;
    struct conflict_merges merges;
    size_t *pieces; /* by finding of `before`: what came off it */
    bool *is_known; /* by finding of `before`: it has an heir or is a part of another */
    struct query insert;
};

/* `other`: what it came from or went into, in the table findings; -1: nothing. */
static void put_news(struct outcome *outcome, enum side side, int64_t key, cpts_state state,
                     int64_t other, size_t split_count)
{
    cpts_query_integer(&outcome->insert, side);
    cpts_query_integer(&outcome->insert, key);
    cpts_query_text(&outcome->insert, cpts_state_name(state));
    cpts_query_number(&outcome->insert, other < 0 ? NAN : (double)other);
    cpts_query_integer(&outcome->insert, (int64_t)split_count);
    cpts_query_run(&outcome->insert);
}

static void put_after(struct conflicts *conflicts, struct outcome *outcome, size_t i)
{
    const struct found *before = &conflicts->sides[BEFORE], *after = &conflicts->sides[AFTER];
    const struct unit_areas units = {conflicts->codes, conflicts->areas_m2, conflicts->unit_count};
    const struct conflict_match *match = &outcome->matches[i];
    if (match->split_from)
        put_news(outcome, AFTER, after->keys[i], CPTS_STATE_SPLIT,
                 before->keys[match->split_from - 1], 0);
    else if (!match->conflict)
        put_news(outcome, AFTER, after->keys[i], CPTS_STATE_NEW, -1, 0);
    if (!match->conflict)
        return;
    const size_t heir_of = (size_t)match->conflict - 1;
    struct conflict_move move = {.joined = match->joined, .redrawn_m = conflicts->redrawn_m};
    cpts_conflict_moved(&move, &before->items[heir_of], &after->items[i], &units);
    const cpts_state state = cpts_conflict_state(&move);
    outcome->is_known[heir_of] = true;
    if (state != CPTS_STATE_PERSISTING || outcome->pieces[heir_of])
        put_news(outcome, AFTER, after->keys[i], state, -1, outcome->pieces[heir_of]);
}

static void put_all(struct conflicts *conflicts, struct outcome *outcome)
{
    const struct found *before = &conflicts->sides[BEFORE], *after = &conflicts->sides[AFTER];
    for (size_t i = 0; i < after->count; i++)
        if (outcome->matches[i].split_from)
            outcome->pieces[outcome->matches[i].split_from - 1]++;
    for (size_t i = 0; i < after->count; i++)
        put_after(conflicts, outcome, i);
    for (size_t i = 0; i < outcome->merges.count; i++) {
        const size_t gone = (size_t)outcome->merges.items[i].conflict - 1;
        outcome->is_known[gone] = true;
        put_news(outcome, BEFORE, before->keys[gone], CPTS_STATE_MERGED,
                 after->keys[outcome->merges.items[i].finding], 0);
    }
    for (size_t i = 0; i < before->count; i++)
        if (!outcome->is_known[i])
            put_news(outcome, BEFORE, before->keys[i], CPTS_STATE_RESOLVED, -1, 0);
}

static bool match_all(struct conflicts *conflicts, struct outcome *outcome)
{
    const struct found *before = &conflicts->sides[BEFORE], *after = &conflicts->sides[AFTER];
    const struct unit_areas units = {conflicts->codes, conflicts->areas_m2, conflicts->unit_count};
    struct conflict_pairs pairs = {.items = NULL};
    outcome->matches = cpts_array_new(after->count, sizeof *outcome->matches);
    outcome->pieces = cpts_array_new(before->count, sizeof *outcome->pieces);
    outcome->is_known = cpts_array_new(before->count, sizeof *outcome->is_known);
    const bool done = outcome->matches && outcome->pieces && outcome->is_known &&
                      cpts_conflicts_by_units(&pairs, before->items, before->count, after->items,
                                              after->count, &units) &&
                      cpts_conflicts_match(&pairs, outcome->matches, &outcome->merges);
    cpts_array_free(pairs.items);
    return done;
}

static void put_conflicts(struct conflicts *conflicts)
{
    struct store *store = conflicts->comparison->store;
    struct outcome outcome = {.insert = cpts_query(store, "INSERT INTO news VALUES(?,?,?,?,?)")};
    if (match_all(conflicts, &outcome))
        put_all(conflicts, &outcome);
    else
        fail_memory(conflicts);
    cpts_query_end(&outcome.insert);
    cpts_array_free(outcome.matches);
    cpts_array_free(outcome.pieces);
    cpts_array_free(outcome.is_known);
    cpts_array_free(outcome.merges.items);
}

void cpts_comparison_conflicts(struct cpts_comparison *comparison)
{
    struct conflicts conflicts = {
        .comparison = comparison,
        .list = cpts_query(comparison->store, "SELECT value FROM json_each(?)")};
    read_units(&conflicts);
    for (int side = BEFORE; side < SIDES; side++)
        read_side(&conflicts, (enum side)side);
    cpts_query_end(&conflicts.list);
    if (comparison->store->status == CPTS_OK)
        put_conflicts(&conflicts);
    for (int side = BEFORE; side < SIDES; side++) {
        cpts_array_free(conflicts.sides[side].items);
        cpts_array_free(conflicts.sides[side].keys);
    }
    cpts_array_free(conflicts.codes);
    cpts_array_free(conflicts.areas_m2);
}
