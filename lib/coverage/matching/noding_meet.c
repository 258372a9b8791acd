/* Which segments are near each other. */
#include <stdlib.h>
#include <string.h>

#include "common/parallel.h"
#include "coverage/matching/noding_work.h"

/* Consecutive residual segments share one search. */
#define RUN_LENGTH   8
#define RUNS_AT_ONCE 256 /* that a thread takes at a time */

static struct box entry_box(const struct noding *noding, uint32_t entry)
{
    return cpts_noding_segment_box(noding->residual->shapes, noding->entries[entry].segment);
}

static bool cut_runs(struct noding *noding)
{
    noding->run_count = 0;
    for (uint32_t i = 0; i < noding->entry_count; i++) {
        const struct box box = entry_box(noding, i);
        struct run *last = noding->run_count ? &noding->runs[noding->run_count - 1] : NULL;
        if (last && last->count < RUN_LENGTH &&
            noding->entries[i - 1].segment + 1 == noding->entries[i].segment) {
            last->count++;
            last->box = cpts_box_join(last->box, box);
            continue;
        }
        if (!CPTS_ARRAY_MORE(noding->runs, noding->run_count, noding->run_capacity))
            return false;
        noding->runs[noding->run_count++] = (struct run){.first = i, .count = 1, .box = box};
    }
    return true;
}

/* What one thread finds. */
struct meeting_base {
    const struct noding *noding;
    const struct run *run;
    struct box boxes[RUN_LENGTH]; /* of the run's segments */
    struct segment_index *index;
    struct encounters met;
};

static bool visit_base(void *user, uint32_t first, uint32_t last)
{
    struct meeting_base *meeting = user;
    const struct noding *noding = meeting->noding;
    const struct base *base = noding->residual->base;
    const struct run *run = meeting->run;
    for (uint32_t v = first; v < last; v++) {
        const uint32_t twin = base->borders.twin[v];
        if (twin < v && cpts_part_is_unit(base, cpts_part_of(&base->borders, twin)))
            continue; /* met from the other side */
        struct box box = cpts_box_grow(cpts_noding_segment_box(base->shapes, v), REACH_M);
        if (!cpts_boxes_meet(box, run->box))
            continue;
        for (uint32_t i = 0; i < run->count; i++)
            if (cpts_boxes_meet(box, meeting->boxes[i]) &&
                !cpts_encounters_add(&meeting->met, run->first + i, v))
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

static bool meet_some(void *user, int worker, size_t first, size_t last)
{
    struct meeting_base *meeting = (struct meeting_base *)user + worker;
    for (size_t r = first; r < last; r++) {
        struct run *run = &meeting->noding->runs[r];
        run->worker = worker;
        run->first_met = meeting->met.count;
        meeting->run = run;
        for (uint32_t i = 0; i < run->count; i++)
            meeting->boxes[i] = entry_box(meeting->noding, run->first + i);
        if (!cpts_segment_index_search(meeting->index, cpts_box_grow(run->box, REACH_M), visit_base,
                                       meeting))
            return false;
        run->met_count = meeting->met.count - run->first_met;
        if (run->met_count)
            qsort(meeting->met.list + run->first_met, run->met_count, sizeof *meeting->met.list,
                  by_mine);
    }
    return true;
}

/* What the threads found, in the order of the runs. */
static bool join_met(struct noding *noding, struct meeting_base *meetings, int jobs)
{
    struct encounters *all = &noding->with_base;
    size_t count = 0;
    cpts_array_free(all->list);
    *all = (struct encounters){0};
    for (int w = 0; w < jobs; w++)
        count += meetings[w].met.count;
    if (count == meetings[0].met.count) {
        *all = meetings[0].met;
        meetings[0].met.list = NULL;
        return true;
    }
    all->list = cpts_array_raw(count, sizeof *all->list);
    for (size_t r = 0; all->list && r < noding->run_count; r++) {
        const struct run *run = &noding->runs[r];
        if (run->met_count)
            memcpy(all->list + all->count, meetings[run->worker].met.list + run->first_met,
                   run->met_count * sizeof *all->list);
        all->count += run->met_count;
    }
    return all->list;
}

static bool open_forks(struct noding *noding, int jobs)
{
    if (noding->forks)
        return true;
    noding->forks = cpts_array_new((size_t)jobs, sizeof *noding->forks);
    bool done = noding->forks;
    for (int w = 1; done && w < jobs; w++)
        done = cpts_segment_index_fork(&noding->forks[w], &noding->residual->base->index);
    return done;
}

static bool meet_base(struct noding *noding)
{
    struct base *base = noding->residual->base;
    const int jobs = base->region->context->jobs;
    struct meeting_base *meetings = cpts_array_new((size_t)jobs, sizeof *meetings);
    bool done = meetings && open_forks(noding, jobs);
    for (int w = 0; done && w < jobs; w++)
        meetings[w] =
            (struct meeting_base){.noding = noding, .index = w ? &noding->forks[w] : &base->index};
    done = done &&
           cpts_parallel(base->region->context, noding->run_count, RUNS_AT_ONCE, meet_some,
                         meetings) &&
           join_met(noding, meetings, jobs);
    for (int w = 0; meetings && w < jobs; w++)
        cpts_array_free(meetings[w].met.list);
    cpts_array_free(meetings);
    return done;
}

void cpts_noding_free_forks(struct noding *noding)
{
    const int jobs = noding->residual->base->region->context->jobs;
    for (int w = 1; noding->forks && w < jobs; w++)
        cpts_segment_index_free(&noding->forks[w]);
    cpts_array_free(noding->forks);
}

/* Pairs of runs, each once. */
static bool visit_run(void *user, uint32_t item)
{
    struct noding *noding = user;
    const struct run *run = &noding->runs[noding->current], *other = &noding->runs[item];
    struct box boxes[RUN_LENGTH];
    if (item < noding->current)
        return true;
    for (uint32_t k = 0; k < other->count; k++)
        boxes[k] = entry_box(noding, other->first + k);
    for (uint32_t i = run->first; i < run->first + run->count; i++) {
        struct box box = cpts_box_grow(entry_box(noding, i), REACH_M);
        uint32_t from = item == noding->current ? i + 1 : other->first;
        for (uint32_t j = from; j < other->first + other->count; j++)
            if (cpts_boxes_meet(box, boxes[j - other->first]) &&
                !cpts_encounters_add(&noding->with_open, i, j))
                return false;
    }
    return true;
}

static bool meet_each_other(struct noding *noding)
{
    struct box *boxes = cpts_array_raw(noding->run_count, sizeof *boxes);
    noding->with_open.count = 0;
    for (size_t i = 0; boxes && i < noding->run_count; i++)
        boxes[i] = noding->runs[i].box;
    cpts_box_tree_free(&noding->run_tree);
    bool done = boxes && cpts_box_tree_build(&noding->run_tree, boxes, noding->run_count);
    for (noding->current = 0; done && noding->current < noding->run_count; noding->current++)
        done =
            !is_stopped(noding) &&
            cpts_box_tree_search(&noding->run_tree, cpts_box_grow(boxes[noding->current], REACH_M),
                                 visit_run, noding);
    cpts_array_free(boxes);
    return done;
}

bool cpts_noding_meet(struct noding *noding)
{
    return cut_runs(noding) && meet_base(noding) && meet_each_other(noding);
}
