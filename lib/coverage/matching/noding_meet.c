/* Which segments are near each other. */
#include <stdlib.h>

#include "coverage/matching/noding_work.h"

/* Consecutive residual segments share one search. */
#define RUN_LENGTH 8

static struct box segment_box(const struct shapes *shapes, uint32_t segment)
{
    return cpts_box_of_segment(shapes->points[segment], shapes->points[segment + 1]);
}

static struct box open_box(const struct noding *noding, uint32_t entry)
{
    return segment_box(noding->residual->shapes, noding->residual->open[entry].segment);
}

static bool cut_runs(struct noding *noding)
{
    const struct residual *residual = noding->residual;
    noding->run_count = 0;
    for (uint32_t i = 0; i < residual->open_count; i++) {
        uint32_t segment = residual->open[i].segment;
        bool fresh = !residual->settled[segment];
        struct box box = segment_box(residual->shapes, segment);
        struct run *last = noding->run_count ? &noding->runs[noding->run_count - 1] : NULL;
        if (last && last->count < RUN_LENGTH && last->fresh == fresh &&
            residual->open[i - 1].segment + 1 == segment) {
            last->count++;
            last->box = cpts_box_join(last->box, box);
            continue;
        }
        if (!cpts_array_reserve(&noding->runs, &noding->run_capacity, noding->run_count + 1,
                                sizeof *noding->runs))
            return false;
        noding->runs[noding->run_count++] = (struct run){i, 1, fresh, box};
    }
    return true;
}

static bool add_encounter(struct encounter **list, size_t *count, size_t *capacity, uint32_t mine,
                          uint32_t other)
{
    if (!cpts_array_reserve(list, capacity, *count + 1, sizeof **list))
        return false;
    (*list)[(*count)++] = (struct encounter){mine, other};
    return true;
}

static bool visit_base(void *user, uint32_t first, uint32_t last)
{
    struct noding *noding = user;
    const struct base *base = noding->residual->base;
    const struct run *run = &noding->runs[noding->current];
    for (uint32_t v = first; v < last; v++) {
        const uint32_t twin = base->borders.twin[v];
        if (twin < v && cpts_part_is_unit(base, cpts_part_of(&base->borders, twin)))
            continue; /* met from the other side */
        struct box box = cpts_box_grow(segment_box(base->shapes, v), 2 * CPTS_COINCIDENCE_M);
        if (!cpts_boxes_meet(box, run->box))
            continue;
        noding->residual->part_touched[cpts_part_of(&base->borders, v)] = 1;
        noding->residual->part_touched[cpts_part_of(&base->borders, twin)] = 1;
        for (uint32_t i = run->first; i < run->first + run->count; i++)
            if (cpts_boxes_meet(box, open_box(noding, i)) &&
                !add_encounter(&noding->with_base, &noding->base_count, &noding->base_capacity, i,
                               v))
                return false;
    }
    return true;
}

static int by_mine(const void *a, const void *b)
{
    const struct encounter *left = a, *right = b;
    if (left->mine != right->mine)
        return left->mine < right->mine ? -1 : 1;
    return (left->other > right->other) - (left->other < right->other);
}

static bool is_stopped(const struct noding *noding)
{
    return cpts_is_interrupted(noding->residual->base->region->context);
}

bool cpts_noding_meet_base(struct noding *noding)
{
    struct segment_index *index = &noding->residual->base->index;
    noding->base_count = 0;
    if (!cut_runs(noding))
        return false;
    for (noding->current = 0; noding->current < noding->run_count; noding->current++) {
        const struct run *run = &noding->runs[noding->current];
        size_t before = noding->base_count;
        if (!run->fresh)
            continue;
        if (is_stopped(noding) ||
            !cpts_segment_index_search(index, cpts_box_grow(run->box, 2 * CPTS_COINCIDENCE_M),
                                       visit_base, noding))
            return false;
        if (noding->base_count > before)
            qsort(noding->with_base + before, noding->base_count - before,
                  sizeof *noding->with_base, by_mine);
    }
    return true;
}

/* Pairs of runs with a fresh one among them, each pair once. */
static bool visit_run(void *user, uint32_t item)
{
    struct noding *noding = user;
    const struct run *run = &noding->runs[noding->current], *other = &noding->runs[item];
    if (item < noding->current && other->fresh)
        return true;
    for (uint32_t i = run->first; i < run->first + run->count; i++) {
        struct box box = cpts_box_grow(open_box(noding, i), CPTS_COINCIDENCE_M);
        uint32_t from = item == noding->current ? i + 1 : other->first;
        for (uint32_t j = from; j < other->first + other->count; j++)
            if (cpts_boxes_meet(box, open_box(noding, j)) &&
                !add_encounter(&noding->with_open, &noding->open_count, &noding->open_capacity, i,
                               j))
                return false;
    }
    return true;
}

bool cpts_noding_meet_each_other(struct noding *noding)
{
    struct box *boxes = cpts_array_raw(noding->run_count, sizeof *boxes);
    noding->open_count = 0;
    for (size_t i = 0; boxes && i < noding->run_count; i++)
        boxes[i] = cpts_box_grow(noding->runs[i].box, CPTS_COINCIDENCE_M);
    cpts_box_tree_free(&noding->run_tree);
    bool done = boxes && cpts_box_tree_build(&noding->run_tree, boxes, noding->run_count);
    for (noding->current = 0; done && noding->current < noding->run_count; noding->current++)
        if (noding->runs[noding->current].fresh)
            done =
                !is_stopped(noding) &&
                cpts_box_tree_search(&noding->run_tree, boxes[noding->current], visit_run, noding);
    cpts_array_free(boxes);
    return done;
}
