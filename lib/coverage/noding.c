#include "noding.h"

#include <stdlib.h>

#include "../geometry/predicates.h"
#include "../geometry/snapping.h"

/* Consecutive residual segments share one search. */
#define RUN_LENGTH 8

/* Rounds needed in practice: three or four. What is left after this many is caught by the checks
 * of the splitter. */
#define ROUND_LIMIT 12

/* From this round on there must be fewer new nodes than in the last one. Where points lie closer
 * than the coincidence, pieces can fold onto each other for ever, and each round double. */
#define ROUND_OF_FEWER 5

struct encounter {
    uint32_t mine, other; /* an entry of residual.open; a base segment or another entry */
};

/* Consecutive open segments. */
struct run {
    uint32_t first, count; /* of residual.open */
    bool fresh;            /* some segment is not settled */
    struct box box;
};

struct work {
    struct residual *residual;
    struct snapper crossings; /* crossings close to each other are one */
    struct run *runs;
    size_t run_count, run_capacity;
    struct encounter *with_base, *with_open;
    size_t base_count, base_capacity, open_count, open_capacity;
    struct node *base_nodes, *nodes; /* node.segment of nodes: an entry of residual.open */
    size_t base_node_count, base_node_capacity, node_count, node_capacity;
    uint8_t *base_marked, *marked; /* by base segment, by entry: a point lies on it */
    size_t current;                /* run */
    struct box_tree run_tree;
};

static struct box segment_box(const struct shapes *shapes, uint32_t segment)
{
    return cpts_box_of_segment(shapes->points[segment], shapes->points[segment + 1]);
}

static struct box open_box(const struct work *work, uint32_t entry)
{
    return segment_box(work->residual->shapes, work->residual->open[entry].segment);
}

/* ---- runs --------------------------------------------------------------------------------- */

static bool list_open(struct residual *residual)
{
    const struct shapes *shapes = residual->shapes;
    residual->open_count = 0;
    for (uint32_t r = 0; r < shapes->ring_count; r++) {
        const struct ring *ring = &shapes->rings[r];
        if (!shapes->parts[ring->part].ring_count)
            continue;
        for (uint32_t v = ring->first; v < ring->first + ring->count; v++) {
            if (residual->match[v] != RESIDUAL_OPEN)
                continue;
            if (!cpts_array_reserve(&residual->open, &residual->open_capacity,
                                    residual->open_count + 1, sizeof *residual->open))
                return false;
            residual->open[residual->open_count++] = (struct open){v, r};
        }
    }
    return true;
}

static bool cut_runs(struct work *work)
{
    const struct residual *residual = work->residual;
    work->run_count = 0;
    for (uint32_t i = 0; i < residual->open_count; i++) {
        uint32_t segment = residual->open[i].segment;
        bool fresh = !residual->settled[segment];
        struct box box = segment_box(residual->shapes, segment);
        struct run *last = work->run_count ? &work->runs[work->run_count - 1] : NULL;
        if (last && last->count < RUN_LENGTH && last->fresh == fresh &&
            residual->open[i - 1].segment + 1 == segment) {
            last->count++;
            last->box = cpts_box_join(last->box, box);
            continue;
        }
        if (!cpts_array_reserve(&work->runs, &work->run_capacity, work->run_count + 1,
                                sizeof *work->runs))
            return false;
        work->runs[work->run_count++] = (struct run){i, 1, fresh, box};
    }
    return true;
}

/* ---- who is near -------------------------------------------------------------------------- */

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
    struct work *work = user;
    const struct base *base = work->residual->base;
    const struct run *run = &work->runs[work->current];
    for (uint32_t v = first; v < last; v++) {
        const uint32_t twin = base->borders.twin[v];
        if (twin < v && cpts_part_is_unit(base, cpts_part_of(&base->borders, twin)))
            continue; /* met from the other side */
        struct box box = cpts_box_grow(segment_box(base->shapes, v), 2 * CPTS_COINCIDENCE_M);
        if (!cpts_boxes_meet(box, run->box))
            continue;
        work->residual->part_touched[cpts_part_of(&base->borders, v)] = 1;
        work->residual->part_touched[cpts_part_of(&base->borders, twin)] = 1;
        for (uint32_t i = run->first; i < run->first + run->count; i++)
            if (cpts_boxes_meet(box, open_box(work, i)) &&
                !add_encounter(&work->with_base, &work->base_count, &work->base_capacity, i, v))
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

static bool meet_base(struct work *work)
{
    struct segment_index *index = &work->residual->base->index;
    work->base_count = 0;
    for (work->current = 0; work->current < work->run_count; work->current++) {
        const struct run *run = &work->runs[work->current];
        size_t before = work->base_count;
        if (!run->fresh)
            continue;
        if (!cpts_segment_index_search(index, cpts_box_grow(run->box, 2 * CPTS_COINCIDENCE_M),
                                       visit_base, work))
            return false;
        if (work->base_count > before)
            qsort(work->with_base + before, work->base_count - before, sizeof *work->with_base,
                  by_mine);
    }
    return true;
}

/* Pairs of runs with a fresh one among them, each pair once. */
static bool visit_run(void *user, uint32_t item)
{
    struct work *work = user;
    const struct run *run = &work->runs[work->current], *other = &work->runs[item];
    if (item < work->current && other->fresh)
        return true;
    for (uint32_t i = run->first; i < run->first + run->count; i++) {
        struct box box = cpts_box_grow(open_box(work, i), CPTS_COINCIDENCE_M);
        uint32_t from = item == work->current ? i + 1 : other->first;
        for (uint32_t j = from; j < other->first + other->count; j++)
            if (cpts_boxes_meet(box, open_box(work, j)) &&
                !add_encounter(&work->with_open, &work->open_count, &work->open_capacity, i, j))
                return false;
    }
    return true;
}

static bool meet_each_other(struct work *work)
{
    struct box *boxes = cpts_array_raw(work->run_count, sizeof *boxes);
    work->open_count = 0;
    for (size_t i = 0; boxes && i < work->run_count; i++)
        boxes[i] = cpts_box_grow(work->runs[i].box, CPTS_COINCIDENCE_M);
    cpts_box_tree_free(&work->run_tree);
    bool done = boxes && cpts_box_tree_build(&work->run_tree, boxes, work->run_count);
    for (work->current = 0; done && work->current < work->run_count; work->current++)
        if (work->runs[work->current].fresh)
            done = cpts_box_tree_search(&work->run_tree, boxes[work->current], visit_run, work);
    cpts_array_free(boxes);
    return done;
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
            struct point q = points[work->with_base[i].other + end];
            double d_m2 = distance2_m2(p, q);
            if (d_m2 < best_m2 || (*found && d_m2 == best_m2 && cpts_compare_points(q, best) < 0)) {
                best = q;
                best_m2 = d_m2;
                *found = true;
            }
        }
    return best;
}

static bool move_point(struct residual *residual, uint32_t end, struct point place)
{
    struct point *p = &residual->shapes->points[end], was = *p;
    if (cpts_same_point(place, was))
        return true;
    if (!cpts_array_reserve(&residual->snapped, &residual->snapped_capacity,
                            residual->snapped_count + 1, sizeof *residual->snapped))
        return false;
    residual->snapped[residual->snapped_count++] = (struct snapped){end, was};
    *p = place;
    return true;
}

static bool snap_end(struct work *work, struct snapper *snapper, uint32_t end, size_t first,
                     size_t last)
{
    const struct point was = work->residual->shapes->points[end];
    bool on_base;
    struct point place = nearest_base_point(work, first, last, was, &on_base);
    if (!on_base && !cpts_snap(snapper, was, &place))
        return false;
    return move_point(work->residual, end, place);
}

/* The first point of a ring stands twice in the arrays: the second copy goes where the first one
 * went, though a nearer point may have been seen since. */
static bool snap_points(struct work *work)
{
    struct residual *residual = work->residual;
    struct snapper snapper = {0};
    size_t at = 0;
    bool done = true;
    for (uint32_t i = 0; done && i < residual->open_count; i++) {
        uint32_t segment = residual->open[i].segment;
        size_t first = at;
        while (at < work->base_count && work->with_base[at].mine == i)
            at++;
        const struct ring *ring = &residual->shapes->rings[residual->open[i].ring];
        bool follows = i && residual->open[i - 1].segment + 1 == segment;
        bool closes = segment + 1 == ring->first + ring->count;
        done = (follows || snap_end(work, &snapper, segment, first, at)) &&
               (closes ? move_point(residual, segment + 1, residual->shapes->points[ring->first])
                       : snap_end(work, &snapper, segment + 1, first, at));
    }
    cpts_snapper_free(&snapper);
    return done;
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

/* Where points of two segments lie on the other one. */
struct meeting {
    struct point on_first[2], on_second[2];
    int first_count, second_count;
    bool share_end;
};

static bool is_end(struct point p, struct point a, struct point b)
{
    return cpts_same_point(p, a) || cpts_same_point(p, b);
}

static void meet(struct point a, struct point b, struct point c, struct point d,
                 struct meeting *meeting)
{
    *meeting = (struct meeting){.share_end = is_end(c, a, b) || is_end(d, a, b)};
    if (!is_end(c, a, b) && cpts_point_on_segment(a, b, c))
        meeting->on_first[meeting->first_count++] = c;
    if (!is_end(d, a, b) && cpts_point_on_segment(a, b, d))
        meeting->on_first[meeting->first_count++] = d;
    if (!is_end(a, c, d) && cpts_point_on_segment(c, d, a))
        meeting->on_second[meeting->second_count++] = a;
    if (!is_end(b, c, d) && cpts_point_on_segment(c, d, b))
        meeting->on_second[meeting->second_count++] = b;
}

/* The ends of an encounter's two segments. */
static void ends(const struct work *work, const struct encounter *e, bool with_base,
                 struct point *out)
{
    const struct point *mine = work->residual->shapes->points;
    const struct point *others = with_base ? work->residual->base->shapes->points : mine;
    uint32_t first = work->residual->open[e->mine].segment;
    uint32_t second = with_base ? e->other : work->residual->open[e->other].segment;
    out[0] = mine[first];
    out[1] = mine[first + 1];
    out[2] = others[second];
    out[3] = others[second + 1];
}

static bool add_mine(struct work *work, uint32_t entry, struct point point)
{
    return add_node(&work->nodes, &work->node_count, &work->node_capacity, entry, point);
}

static bool add_other(struct work *work, uint32_t other, bool with_base, struct point point)
{
    if (!with_base)
        return add_mine(work, other, point);
    return add_node(&work->base_nodes, &work->base_node_count, &work->base_node_capacity, other,
                    point);
}

/* Points that lie on segments. Those segments are marked: their crossings are looked for when
 * they have been cut, so that pieces along each other cross a third one at the same point. */
static bool node_points(struct work *work, const struct encounter *list, size_t count,
                        bool with_base)
{
    for (size_t i = 0; i < count; i++) {
        struct point p[4];
        struct meeting meeting;
        ends(work, &list[i], with_base, p);
        meet(p[0], p[1], p[2], p[3], &meeting);
        for (int k = 0; k < meeting.first_count; k++)
            if (!add_mine(work, list[i].mine, meeting.on_first[k]))
                return false;
        for (int k = 0; k < meeting.second_count; k++)
            if (!add_other(work, list[i].other, with_base, meeting.on_second[k]))
                return false;
        if (meeting.first_count)
            work->marked[list[i].mine] = 1;
        if (meeting.second_count)
            (with_base ? work->base_marked : work->marked)[list[i].other] = 1;
    }
    return true;
}

static bool node_crossings(struct work *work, const struct encounter *list, size_t count,
                           bool with_base)
{
    const uint8_t *other_marked = with_base ? work->base_marked : work->marked;
    for (size_t i = 0; i < count; i++) {
        struct point p[4], crossing;
        if (work->marked[list[i].mine] || other_marked[list[i].other])
            continue;
        ends(work, &list[i], with_base, p);
        if (is_end(p[2], p[0], p[1]) || is_end(p[3], p[0], p[1]) ||
            !cpts_segments_cross(p[0], p[1], p[2], p[3], &crossing))
            continue;
        if (!cpts_snap(&work->crossings, crossing, &crossing) ||
            !add_mine(work, list[i].mine, crossing) ||
            !add_other(work, list[i].other, with_base, crossing))
            return false;
    }
    return true;
}

static bool find_nodes(struct work *work)
{
    work->node_count = work->base_node_count = 0;
    return node_points(work, work->with_base, work->base_count, true) &&
           node_points(work, work->with_open, work->open_count, false) &&
           node_crossings(work, work->with_base, work->base_count, true) &&
           node_crossings(work, work->with_open, work->open_count, false);
}

/* ---- inserting ---------------------------------------------------------------------------- */

/* What met a base segment on which a point lies must be looked at again: the segment moves. */
static void settle(struct work *work)
{
    struct residual *residual = work->residual;
    for (uint32_t i = 0; i < residual->open_count; i++)
        residual->settled[residual->open[i].segment] = 1;
    for (size_t i = 0; i < work->base_count; i++)
        if (work->base_marked[work->with_base[i].other])
            residual->settled[residual->open[work->with_base[i].mine].segment] = 0;
}

/* Inserts the nodes of one ring, which are those of `count` consecutive entries. */
static bool insert_in_ring(struct residual *residual, uint32_t ring_index, const struct node *nodes,
                           size_t count)
{
    const struct ring ring = residual->shapes->rings[ring_index];
    uint32_t *start = cpts_array_raw((size_t)ring.count + 1, sizeof *start);
    bool done = start && cpts_ring_insert(residual->shapes, ring_index, nodes, count, start) &&
                cpts_residual_reserve(residual);
    for (uint32_t v = 0; done && v < ring.count; v++) {
        bool whole = start[v + 1] == start[v] + 1;
        for (uint32_t piece = start[v]; piece < start[v + 1]; piece++)
            residual->settled[piece] = whole && residual->settled[ring.first + v];
    }
    cpts_array_free(start);
    if (done)
        cpts_residual_match_ring(residual, ring_index);
    return done;
}

static int by_entry(const void *a, const void *b)
{
    const struct node *left = a, *right = b;
    return (left->segment > right->segment) - (left->segment < right->segment);
}

static bool insert_mine(struct work *work)
{
    struct residual *residual = work->residual;
    struct node *nodes = work->nodes;
    if (work->node_count > 1)
        qsort(nodes, work->node_count, sizeof *nodes, by_entry);
    for (size_t first = 0, last; first < work->node_count; first = last) {
        uint32_t ring = residual->open[nodes[first].segment].ring;
        for (last = first;
             last < work->node_count && residual->open[nodes[last].segment].ring == ring; last++)
            nodes[last].segment = residual->open[nodes[last].segment].segment;
        size_t count = cpts_nodes_order(residual->shapes, nodes + first, last - first);
        if (count && !insert_in_ring(residual, ring, nodes + first, count))
            return false;
    }
    return true;
}

/* Matches anew the rings whose base segments have moved, and the open segments that a base segment
 * cut by their ends may now follow. */
static void match_moved(struct residual *residual)
{
    const struct shapes *shapes = residual->shapes;
    const struct borders *borders = &residual->base->borders;
    for (uint32_t r = 0; r < shapes->ring_count; r++) {
        const struct ring *ring = &shapes->rings[r];
        if (!shapes->parts[ring->part].ring_count)
            continue;
        for (uint32_t v = ring->first; v < ring->first + ring->count; v++) {
            uint32_t match = residual->match[v];
            if (match < RESIDUAL_COLLAPSED && !cpts_segment_is_live(borders, match)) {
                cpts_residual_match_ring(residual, r);
                break;
            }
            if (match == RESIDUAL_OPEN && !residual->settled[v])
                residual->match[v] =
                    cpts_borders_find(borders, shapes->points[v], shapes->points[v + 1]);
        }
    }
}

/* Both lists are in the same order of rings, which need not be that of the points. */
static void match_snapped(struct residual *residual)
{
    size_t next = 0;
    for (size_t i = 0; i < residual->open_count; i++) {
        const uint32_t r = residual->open[i].ring;
        const struct ring *ring = &residual->shapes->rings[r];
        const size_t before = next;
        while (next < residual->snapped_count &&
               residual->snapped[next].index - ring->first <= ring->count)
            next++;
        if (next > before)
            cpts_residual_match_ring(residual, r);
    }
}

static bool run_round(struct work *work, bool first, bool *again)
{
    struct residual *residual = work->residual;
    struct borders *borders = &residual->base->borders;
    if (!cut_runs(work) || !meet_base(work))
        return false;
    if (first) {
        if (!snap_points(work))
            return false;
        match_snapped(residual);
        /* Entries that are matched or collapsed by now meet nothing any more. */
        if (residual->snapped_count)
            return *again = true;
    }
    cpts_array_free(work->marked);
    cpts_array_free(work->base_marked);
    work->marked = cpts_array_new(residual->open_count, 1);
    work->base_marked = cpts_array_new(residual->base->shapes->point_count, 1);
    if (!work->marked || !work->base_marked || !meet_each_other(work) || !find_nodes(work))
        return false;
    settle(work);
    *again = work->node_count || work->base_node_count;
    if (!cpts_borders_insert(borders, work->base_nodes, work->base_node_count) ||
        !insert_mine(work))
        return false;
    match_moved(residual);
    return true;
}

cpts_status cpts_noding_run(struct residual *residual)
{
    struct work work = {.residual = residual};
    cpts_context *context = residual->base->region->context;
    cpts_status status = CPTS_OK;
    bool again = true, done = true;
    size_t nodes_before = 0;
    for (int round = 0; round < ROUND_LIMIT && again && done && status == CPTS_OK; round++) {
        status = cpts_advance(context, _("borders of perimeters"), 0.5 + 0.01 * round);
        again = false;
        done = list_open(residual);
        if (done && residual->open_count && status == CPTS_OK)
            done = run_round(&work, round == 0, &again);
        const size_t nodes = work.node_count + work.base_node_count;
        if (round >= ROUND_OF_FEWER && nodes >= nodes_before)
            break;
        nodes_before = nodes;
    }
    done = done && list_open(residual);
    cpts_snapper_free(&work.crossings);
    cpts_array_free(work.runs);
    cpts_array_free(work.with_base);
    cpts_array_free(work.with_open);
    cpts_array_free(work.base_nodes);
    cpts_array_free(work.nodes);
    cpts_array_free(work.marked);
    cpts_array_free(work.base_marked);
    cpts_box_tree_free(&work.run_tree);
    return done ? status : cpts_fail_memory(context);
}
