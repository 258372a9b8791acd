/*
 * Which conflict each finding is: the best pairs first, each side once; then what is left over. The
 * same ground is never counted twice: of two findings in one unit, which no geometry distinguishes,
 * the second is a piece of the first only if the first has shrunk by as much.
 */
#include <math.h>
#include <stdlib.h>

#include "common/memory.h"
#include "compare/conflicts.h"

#define SAME_PLACE                                                                                 \
    0.5             /* intersection over union, or over the smaller, from which it is the same     \
                     */
#define LITTLE 0.02 /* of the ground of a conflict: borders drawn again */

enum { NO_MATCH = 6 };

bool cpts_conflict_pairs_add(struct conflict_pairs *pairs, struct conflict_pair pair)
{
    if (!CPTS_ARRAY_MORE(pairs->items, pairs->count, pairs->capacity))
        return false;
    pairs->items[pairs->count++] = pair;
    return true;
}

/* A finding numbered -2 of its kind takes the id of the first one when that is resolved: where
 * both say something, the place is believed before the id, and of two of the same place the one
 * that was open before the one that was resolved. */
static int rank(const struct conflict_pair *pair)
{
    if (pair->joined)
        return pair->over_union >= SAME_PLACE ? 5 : NO_MATCH;
    if (pair->over_union >= SAME_PLACE)
        return pair->is_open ? (pair->has_same_id ? 0 : 1) : 2;
    if (pair->has_same_id)
        return 3;
    return fmax(pair->part_of_finding, pair->part_of_before) >= SAME_PLACE ? 4 : NO_MATCH;
}

static int by_worth(const void *a, const void *b)
{
    const struct conflict_pair *l = a, *r = b;
    if (rank(l) != rank(r))
        return rank(l) < rank(r) ? -1 : 1;
    if (l->is_open != r->is_open)
        return l->is_open ? -1 : 1;
    if (l->has_same_id != r->has_same_id)
        return l->has_same_id ? -1 : 1;
    if (l->over_union != r->over_union)
        return l->over_union > r->over_union ? -1 : 1;
    if (l->finding != r->finding)
        return l->finding < r->finding ? -1 : 1;
    return (l->conflict > r->conflict) - (l->conflict < r->conflict);
}

/* What has been given away of a side: of a conflict or of a finding. */
struct ground {
    int64_t key;
    bool is_taken;
    double used; /* 0 to 1 */
};

struct choice {
    const struct conflict_pairs *pairs;
    struct conflict_match *matches;
    struct ground *conflicts, *findings; /* those of the pairs, by key */
    size_t conflict_count, finding_count;
};

static int by_key(const void *a, const void *b)
{
    const struct ground *l = a, *r = b;
    return (l->key > r->key) - (l->key < r->key);
}

/* The one with that key, which is there. */
static struct ground *ground_of(struct ground *all, size_t count, int64_t key)
{
    size_t first = 0;
    while (count > 1) {
        const size_t half = count / 2;
        first += all[first + half].key <= key ? half : 0;
        count -= half;
    }
    return &all[first];
}

/* Sorts, and drops those that are there twice; returns how many are left. */
static size_t settle(struct ground *all, size_t count)
{
    size_t kept = 0;
    if (count > 1)
        qsort(all, count, sizeof *all, by_key);
    for (size_t i = 0; i < count; i++)
        if (!kept || all[kept - 1].key != all[i].key)
            all[kept++] = all[i];
    return kept;
}

static bool list_sides(struct choice *choice)
{
    const struct conflict_pairs *pairs = choice->pairs;
    choice->conflicts = cpts_array_new(pairs->count + 1, sizeof *choice->conflicts);
    choice->findings = cpts_array_new(pairs->count + 1, sizeof *choice->findings);
    if (!choice->conflicts || !choice->findings)
        return false;
    for (size_t i = 0; i < pairs->count; i++) {
        choice->conflicts[i].key = pairs->items[i].conflict;
        choice->findings[i].key = (int64_t)pairs->items[i].finding;
    }
    choice->conflict_count = settle(choice->conflicts, pairs->count);
    choice->finding_count = settle(choice->findings, pairs->count);
    return true;
}

static struct ground *conflict_of(const struct choice *choice, const struct conflict_pair *pair)
{
    return ground_of(choice->conflicts, choice->conflict_count, pair->conflict);
}

static struct ground *finding_of(const struct choice *choice, const struct conflict_pair *pair)
{
    return ground_of(choice->findings, choice->finding_count, (int64_t)pair->finding);
}

static void choose_heirs(struct choice *choice)
{
    for (size_t i = 0; i < choice->pairs->count; i++) {
        const struct conflict_pair *pair = &choice->pairs->items[i];
        struct ground *conflict = conflict_of(choice, pair), *finding = finding_of(choice, pair);
        if (rank(pair) == NO_MATCH || finding->is_taken || conflict->is_taken)
            continue;
        choice->matches[pair->finding].conflict = pair->conflict;
        choice->matches[pair->finding].was_open = pair->is_open;
        choice->matches[pair->finding].joined = pair->joined;
        conflict->is_taken = finding->is_taken = true;
        conflict->used = pair->part_of_before;
        /* What was resolved has left its ground: others may have become a part of it since. */
        finding->used = pair->is_open ? pair->part_of_finding : 0;
    }
}

static bool is_room(const struct ground *ground, double part)
{
    return ground->used + part <= 1 + LITTLE;
}

/* What is left: pieces that came off a conflict, and conflicts that became a part of another. */
static bool find_pieces(struct choice *choice, struct conflict_merges *merges)
{
    bool done = true;
    for (size_t i = 0; done && i < choice->pairs->count; i++) {
        const struct conflict_pair *pair = &choice->pairs->items[i];
        struct conflict_match *match = &choice->matches[pair->finding];
        struct ground *conflict = conflict_of(choice, pair), *finding = finding_of(choice, pair);
        if (!pair->is_open || pair->joined)
            continue;
        if (!match->was_open && !match->split_from && pair->part_of_finding >= SAME_PLACE &&
            is_room(conflict, pair->part_of_before)) {
            match->split_from = pair->conflict;
            conflict->used += pair->part_of_before;
        }
        if (conflict->is_taken || match->split_from == pair->conflict ||
            pair->part_of_before < SAME_PLACE || !is_room(finding, pair->part_of_finding))
            continue;
        conflict->is_taken = true;
        finding->used += pair->part_of_finding;
        done = CPTS_ARRAY_MORE(merges->items, merges->count, merges->capacity);
        if (done)
            merges->items[merges->count++] = (struct conflict_merge){pair->conflict, pair->finding};
    }
    return done;
}

bool cpts_conflicts_match(struct conflict_pairs *pairs, struct conflict_match *matches,
                          struct conflict_merges *merges)
{
    struct choice choice = {.pairs = pairs, .matches = matches};
    if (pairs->count > 1)
        qsort(pairs->items, pairs->count, sizeof *pairs->items, by_worth);
    bool done = list_sides(&choice);
    if (done) {
        choose_heirs(&choice);
        done = find_pieces(&choice, merges);
    }
    cpts_array_free(choice.conflicts);
    cpts_array_free(choice.findings);
    return done;
}
