#include "coverage/matching/noding.h"

#include <stdlib.h>

#include "common/parallel.h"
#include "coverage/matching/noding_work.h"

/* Rounds in which points within the coincidence of a segment are drawn onto it; three or four are
 * needed in practice. */
#define LOOSE_ROUNDS 12

/* From this round on there must be fewer new nodes than in the last one. Where points lie closer
 * than the coincidence, pieces can fold onto each other for ever, and each round double. */
#define ROUND_OF_FEWER 5

/* Exact rounds end by themselves: segments are routed through the squares of the grid that they
 * pass, which makes no new crossing. The limit guards against what was not thought of. */
#define ROUND_LIMIT 200

/* What met a base segment on which a point lies must be looked at again: the segment moves. */
static void settle(struct noding *noding)
{
    struct residual *residual = noding->residual;
    for (uint32_t i = 0; i < residual->open_count; i++)
        residual->settled[residual->open[i].segment] = 1;
    for (size_t i = 0; i < noding->base_count; i++)
        if (noding->base_marked[noding->with_base[i].other])
            residual->settled[residual->open[noding->with_base[i].mine].segment] = 0;
}

/* Inserts the nodes of one ring, which are those of `count` consecutive entries. Only open segments
 * receive some: the others keep their match. */
static bool insert_in_ring(struct residual *residual, uint32_t ring_index, const struct node *nodes,
                           size_t count)
{
    const struct ring ring = residual->shapes->rings[ring_index];
    uint32_t *start = cpts_array_raw((size_t)ring.count + 1, sizeof *start);
    bool done = start && cpts_ring_insert(residual->shapes, ring_index, nodes, count, start) &&
                cpts_residual_reserve(residual);
    for (uint32_t v = 0; done && v < ring.count; v++) {
        bool whole = start[v + 1] == start[v] + 1;
        for (uint32_t piece = start[v]; piece < start[v + 1]; piece++) {
            residual->match[piece] = residual->match[ring.first + v];
            residual->settled[piece] = whole && residual->settled[ring.first + v];
        }
    }
    if (done)
        residual->match[start[ring.count]] = RESIDUAL_COLLAPSED;
    cpts_array_free(start);
    return done;
}

static int by_entry(const void *a, const void *b)
{
    const struct node *left = a, *right = b;
    return (left->segment > right->segment) - (left->segment < right->segment);
}

static bool insert_mine(struct noding *noding)
{
    struct residual *residual = noding->residual;
    struct node *nodes = noding->nodes;
    if (noding->node_count > 1)
        qsort(nodes, noding->node_count, sizeof *nodes, by_entry);
    for (size_t first = 0, last; first < noding->node_count; first = last) {
        if (cpts_is_interrupted(residual->base->region->context))
            return false;
        uint32_t ring = residual->open[nodes[first].segment].ring;
        for (last = first;
             last < noding->node_count && residual->open[nodes[last].segment].ring == ring; last++)
            nodes[last].segment = residual->open[nodes[last].segment].segment;
        size_t count = cpts_nodes_order(residual->shapes, nodes + first, last - first);
        if (count && !insert_in_ring(residual, ring, nodes + first, count))
            return false;
    }
    return true;
}

static void match_moved(struct residual *residual, const struct ring *ring)
{
    const struct point *points = residual->shapes->points;
    const struct borders *borders = &residual->base->borders;
    for (uint32_t v = ring->first; v < ring->first + ring->count; v++) {
        uint32_t *match = &residual->match[v], pieces;
        if (*match < RESIDUAL_COLLAPSED) {
            *match = cpts_borders_now(borders, *match, &pieces);
            if (pieces == 1)
                continue;
            *match = RESIDUAL_OPEN;
            residual->settled[v] = 0;
        }
        if (*match == RESIDUAL_OPEN && !residual->settled[v])
            *match = cpts_borders_find(borders, points[v], points[v + 1]);
    }
}

#define MATCHED_AT_ONCE 64 /* rings */

/* Matches follow their base segments where those have moved. What is left without one, and the open
 * segments that a base segment cut by their ends may now follow, is looked for. */
static bool match_some(void *user, int worker, size_t first, size_t last)
{
    struct residual *residual = user;
    (void)worker;
    for (size_t r = first; r < last; r++)
        if (residual->shapes->parts[residual->shapes->rings[r].part].ring_count)
            match_moved(residual, &residual->shapes->rings[r]);
    return true;
}

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

static bool run_round(struct noding *noding, bool first, bool *again)
{
    struct residual *residual = noding->residual;
    struct borders *borders = &residual->base->borders;
    if (!cpts_noding_meet_base(noding))
        return false;
    if (first) {
        if (!cpts_noding_snap(noding))
            return false;
        /* Entries that are matched or collapsed by now meet nothing any more. */
        if (residual->snapped_count)
            return *again = true;
    }
    cpts_array_free(noding->marked);
    cpts_array_free(noding->base_marked);
    noding->marked = cpts_array_new(residual->open_count, 1);
    noding->base_marked = cpts_array_new(residual->base->shapes->point_count, 1);
    if (!noding->marked || !noding->base_marked || !cpts_noding_meet_each_other(noding) ||
        !cpts_noding_find_nodes(noding))
        return false;
    settle(noding);
    *again = noding->node_count || noding->base_node_count;
    if (!cpts_borders_insert(borders, noding->base_nodes, noding->base_node_count) ||
        !insert_mine(noding))
        return false;
    return cpts_parallel(residual->base->region->context, residual->shapes->ring_count,
                         MATCHED_AT_ONCE, match_some, residual);
}

cpts_status cpts_noding_run(struct residual *residual)
{
    struct noding noding = {.residual = residual};
    cpts_context *context = residual->base->region->context;
    cpts_status status = CPTS_OK;
    bool again = true, done = true;
    size_t nodes_before = 0;
    for (int round = 0; round < ROUND_LIMIT && again && done && status == CPTS_OK; round++) {
        status =
            cpts_advance(context, _("borders of perimeters"), 0.45 + 0.1 * (round < 3 ? round : 3));
        again = false;
        done = list_open(residual);
        if (done && residual->open_count && status == CPTS_OK)
            done = run_round(&noding, round == 0, &again);
        const size_t nodes = noding.node_count + noding.base_node_count;
        noding.exact |= round >= LOOSE_ROUNDS || (round >= ROUND_OF_FEWER && nodes >= nodes_before);
        nodes_before = nodes;
    }
    done = done && list_open(residual);
    cpts_snapper_free(&noding.crossings);
    cpts_array_free(noding.runs);
    cpts_array_free(noding.with_base);
    cpts_array_free(noding.with_open);
    cpts_array_free(noding.base_nodes);
    cpts_array_free(noding.nodes);
    cpts_array_free(noding.marked);
    cpts_array_free(noding.base_marked);
    cpts_box_tree_free(&noding.run_tree);
    cpts_noding_free_forks(&noding);
    return done ? status : cpts_fail_memory(context);
}
