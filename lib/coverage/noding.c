#include "noding.h"

#include <stdlib.h>

#include "../geometry/predicates.h"
#include "../geometry/snapping.h"

/* Consecutive residual segments share one search. */
#define RUN_LENGTH 8

struct encounter {
    uint32_t mine, base; /* a residual segment, a base segment near it */
};

struct run {
    uint32_t first, count; /* of residual.open */
    struct box box;
};

struct work {
    struct residual *residual;
    struct noding *noding;
    struct run *runs;
    size_t run_count, run_capacity;
    struct encounter *encounters; /* grouped by residual segment */
    size_t encounter_count, encounter_capacity;
    struct node *base_nodes;
    size_t base_node_count, base_node_capacity;
    size_t current; /* run */
    struct box_tree run_tree;
};

static struct box segment_box(const struct shapes *shapes, uint32_t segment)
{
    return cpts_box_of_segment(shapes->points[segment], shapes->points[segment + 1]);
}

/* ---- runs --------------------------------------------------------------------------------- */

static bool cut_runs(struct work *work)
{
    const struct residual *residual = work->residual;
    for (uint32_t i = 0; i < residual->open_count; i++) {
        uint32_t segment = residual->open[i];
        struct box box = segment_box(residual->shapes, segment);
        struct run *last = work->run_count ? &work->runs[work->run_count - 1] : NULL;
        if (last && last->count < RUN_LENGTH && residual->open[i - 1] + 1 == segment) {
            last->count++;
            last->box = cpts_box_join(last->box, box);
            continue;
        }
        if (!cpts_array_reserve(&work->runs, &work->run_capacity, work->run_count + 1,
                                sizeof *work->runs))
            return false;
        work->runs[work->run_count++] = (struct run){i, 1, box};
    }
    return true;
}

/* ---- who is near -------------------------------------------------------------------------- */

static bool visit_base(void *user, uint32_t first, uint32_t last)
{
    struct work *work = user;
    const struct base *base = work->residual->base;
    const struct run *run = &work->runs[work->current];
    const uint32_t *open = work->residual->open + run->first;
    for (uint32_t v = first; v < last; v++) {
        struct box box = cpts_box_grow(segment_box(base->shapes, v), 2 * CPTS_COINCIDENCE_M);
        if (!cpts_boxes_meet(box, run->box))
            continue;
        uint32_t twin = base->borders.twin[v];
        uint32_t beyond = cpts_part_of(&base->borders, twin);
        work->noding->part_touched[cpts_part_of(&base->borders, v)] = 1;
        work->noding->part_touched[beyond] = 1;
        if (cpts_part_is_unit(base, beyond) && twin < v)
            continue; /* met from the other side */
        for (uint32_t i = 0; i < run->count; i++) {
            if (!cpts_boxes_meet(box, segment_box(work->residual->shapes, open[i])))
                continue;
            if (!cpts_array_reserve(&work->encounters, &work->encounter_capacity,
                                    work->encounter_count + 1, sizeof *work->encounters))
                return false;
            work->encounters[work->encounter_count++] = (struct encounter){open[i], v};
        }
    }
    return true;
}

static int by_mine(const void *a, const void *b)
{
    const struct encounter *left = a, *right = b;
    if (left->mine != right->mine)
        return left->mine < right->mine ? -1 : 1;
    return (left->base > right->base) - (left->base < right->base);
}

static bool meet_base(struct work *work)
{
    struct segment_index *index = &work->residual->base->index;
    for (work->current = 0; work->current < work->run_count; work->current++) {
        size_t before = work->encounter_count;
        struct box box = cpts_box_grow(work->runs[work->current].box, 2 * CPTS_COINCIDENCE_M);
        if (!cpts_segment_index_search(index, box, visit_base, work))
            return false;
        if (work->encounter_count > before)
            qsort(work->encounters + before, work->encounter_count - before,
                  sizeof *work->encounters, by_mine);
    }
    return true;
}

/* ---- one point for one place -------------------------------------------------------------- */

static double distance2_m2(struct point a, struct point b)
{
    struct point d = cpts_vector(a, b);
    return d.x * d.x + d.y * d.y;
}

/* The base point nearest to p among those the segment met, p itself beyond the coincidence. */
static struct point nearest_base_point(const struct work *work, size_t first, size_t last,
                                       struct point p, bool *found)
{
    const struct point *points = work->residual->base->shapes->points;
    struct point best = p;
    double best_m2 = CPTS_COINCIDENCE_M * CPTS_COINCIDENCE_M;
    *found = false;
    for (size_t i = first; i < last; i++)
        for (uint32_t end = 0; end < 2; end++) {
            struct point q = points[work->encounters[i].base + end];
            double d_m2 = distance2_m2(p, q);
            if (d_m2 < best_m2 || (*found && d_m2 == best_m2 && cpts_compare_points(q, best) < 0)) {
                best = q;
                best_m2 = d_m2;
                *found = true;
            }
        }
    return best;
}

static bool snap_end(struct work *work, struct snapper *snapper, uint32_t end, size_t first,
                     size_t last)
{
    struct point *p = &work->residual->shapes->points[end], was = *p;
    bool on_base;
    struct point place = nearest_base_point(work, first, last, was, &on_base);
    if (!on_base && !cpts_snap(snapper, was, &place))
        return false;
    if (cpts_same_point(place, was))
        return true;
    struct residual *residual = work->residual;
    if (!cpts_array_reserve(&residual->snapped, &residual->snapped_capacity,
                            residual->snapped_count + 1, sizeof *residual->snapped))
        return false;
    residual->snapped[residual->snapped_count++] = (struct snapped){end, was};
    *p = place;
    return true;
}

/* The first point of a ring stands twice in the arrays; both copies meet the same base points, or
 * the same earlier point, and move alike. */
static bool snap_points(struct work *work)
{
    struct residual *residual = work->residual;
    struct snapper snapper = {0};
    size_t at = 0;
    bool done = true;
    for (size_t i = 0; done && i < residual->open_count; i++) {
        uint32_t segment = residual->open[i];
        size_t first = at;
        while (at < work->encounter_count && work->encounters[at].mine == segment)
            at++;
        bool follows = i && residual->open[i - 1] + 1 == segment;
        done = (follows || snap_end(work, &snapper, segment, first, at)) &&
               snap_end(work, &snapper, segment + 1, first, at);
    }
    cpts_snapper_free(&snapper);
    return done;
}

/* After the points have moved, some segments are the base's own, and some have vanished. */
static void match_again(struct residual *residual)
{
    size_t kept = 0;
    for (size_t i = 0; i < residual->open_count; i++) {
        uint32_t segment = residual->open[i];
        struct point a = residual->shapes->points[segment];
        struct point b = residual->shapes->points[segment + 1];
        if (cpts_same_point(a, b))
            residual->match[segment] = RESIDUAL_COLLAPSED;
        else
            residual->match[segment] = cpts_borders_find(&residual->base->borders, a, b);
        if (residual->match[segment] == RESIDUAL_OPEN)
            residual->open[kept++] = segment;
    }
    residual->open_count = kept;
}

/* ---- nodes -------------------------------------------------------------------------------- */

static bool add_node(struct node **nodes, size_t *count, size_t *capacity, uint32_t segment,
                     struct point point)
{
    if (!cpts_array_reserve(nodes, capacity, *count + 1, sizeof **nodes))
        return false;
    (*nodes)[(*count)++] = (struct node){segment, point};
    return true;
}

/* Where two segments meet: up to two points that become nodes of one or the other. */
struct meeting {
    struct point on_first[2], on_second[2];
    int first_count, second_count;
};

static bool is_end(struct point p, struct point a, struct point b)
{
    return cpts_same_point(p, a) || cpts_same_point(p, b);
}

static void meet(struct point a, struct point b, struct point c, struct point d,
                 struct meeting *meeting)
{
    *meeting = (struct meeting){0};
    bool share_end = is_end(c, a, b) || is_end(d, a, b);
    if (!is_end(c, a, b) && cpts_point_on_segment(a, b, c))
        meeting->on_first[meeting->first_count++] = c;
    if (!is_end(d, a, b) && cpts_point_on_segment(a, b, d))
        meeting->on_first[meeting->first_count++] = d;
    if (!is_end(a, c, d) && cpts_point_on_segment(c, d, a))
        meeting->on_second[meeting->second_count++] = a;
    if (!is_end(b, c, d) && cpts_point_on_segment(c, d, b))
        meeting->on_second[meeting->second_count++] = b;
    struct point crossing;
    if (!share_end && !meeting->first_count && !meeting->second_count &&
        cpts_segments_cross(a, b, c, d, &crossing)) {
        meeting->on_first[meeting->first_count++] = crossing;
        meeting->on_second[meeting->second_count++] = crossing;
    }
}

static bool add_mine(struct work *work, uint32_t segment, const struct point *points, int count)
{
    struct noding *noding = work->noding;
    bool done = true;
    for (int i = 0; done && i < count; i++)
        done = add_node(&noding->nodes, &noding->count, &noding->capacity, segment, points[i]);
    return done;
}

static bool node_with_base(struct work *work)
{
    const struct residual *residual = work->residual;
    const struct point *mine = residual->shapes->points, *base = residual->base->shapes->points;
    for (size_t i = 0; i < work->encounter_count; i++) {
        const struct encounter *e = &work->encounters[i];
        if (residual->match[e->mine] != RESIDUAL_OPEN)
            continue;
        struct meeting meeting;
        meet(mine[e->mine], mine[e->mine + 1], base[e->base], base[e->base + 1], &meeting);
        if (!add_mine(work, e->mine, meeting.on_first, meeting.first_count))
            return false;
        for (int k = 0; k < meeting.second_count; k++)
            if (!add_node(&work->base_nodes, &work->base_node_count, &work->base_node_capacity,
                          e->base, meeting.on_second[k]))
                return false;
    }
    return true;
}

static bool node_pair(struct work *work, uint32_t one, uint32_t other)
{
    const struct point *points = work->residual->shapes->points;
    struct box box = cpts_box_grow(segment_box(work->residual->shapes, one), CPTS_COINCIDENCE_M);
    if (!cpts_boxes_meet(box, segment_box(work->residual->shapes, other)))
        return true;
    struct meeting meeting;
    meet(points[one], points[one + 1], points[other], points[other + 1], &meeting);
    return add_mine(work, one, meeting.on_first, meeting.first_count) &&
           add_mine(work, other, meeting.on_second, meeting.second_count);
}

static bool visit_run(void *user, uint32_t item)
{
    struct work *work = user;
    if (item < work->current)
        return true;
    const struct run *run = &work->runs[work->current], *other = &work->runs[item];
    const uint32_t *open = work->residual->open;
    for (uint32_t i = run->first; i < run->first + run->count; i++) {
        uint32_t from = item == work->current ? i + 1 : other->first;
        for (uint32_t j = from; j < other->first + other->count; j++)
            if (!node_pair(work, open[i], open[j]))
                return false;
    }
    return true;
}

/* The residual segments among themselves. */
static bool node_with_each_other(struct work *work)
{
    work->run_count = 0;
    struct box *boxes = NULL;
    bool done = cut_runs(work);
    if (done && work->run_count) {
        boxes = cpts_array_raw(work->run_count, sizeof *boxes);
        for (size_t i = 0; boxes && i < work->run_count; i++)
            boxes[i] = cpts_box_grow(work->runs[i].box, CPTS_COINCIDENCE_M);
        done = boxes && cpts_box_tree_build(&work->run_tree, boxes, work->run_count);
    }
    for (work->current = 0; done && work->current < work->run_count; work->current++)
        done = cpts_box_tree_search(&work->run_tree, boxes[work->current], visit_run, work);
    cpts_array_free(boxes);
    return done;
}

cpts_status cpts_noding_build(struct noding *noding, struct residual *residual)
{
    struct work work = {.residual = residual, .noding = noding};
    struct base *base = residual->base;
    *noding = (struct noding){0};
    noding->part_touched = cpts_array_new(base->shapes->part_count, 1);
    bool done = noding->part_touched && cut_runs(&work) && meet_base(&work);
    done = done && snap_points(&work);
    if (done)
        match_again(residual);
    done = done && node_with_base(&work) && node_with_each_other(&work) &&
           cpts_borders_insert(&base->borders, work.base_nodes, work.base_node_count);
    if (done)
        noding->count = cpts_nodes_order(residual->shapes, noding->nodes, noding->count);
    cpts_array_free(work.runs);
    cpts_array_free(work.encounters);
    cpts_array_free(work.base_nodes);
    cpts_box_tree_free(&work.run_tree);
    return done ? CPTS_OK : cpts_fail_memory(base->region->context);
}

void cpts_noding_free(struct noding *noding)
{
    cpts_array_free(noding->nodes);
    cpts_array_free(noding->part_touched);
    *noding = (struct noding){0};
}
