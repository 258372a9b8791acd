#include "coverage/matching/noding.h"

#include "coverage/matching/noding_work.h"

/* From this round on there must be fewer new nodes than in the last one. Where points lie closer
 * than the coincidence, pieces can fold onto each other for ever, and each round double. */
#define ROUND_OF_FEWER 5

/* Exact rounds end by themselves: segments are routed through the squares of the grid that they
 * pass, which makes no new crossing. The limit guards against what was not thought of. */
#define ROUND_LIMIT 200

/* What met a base segment on which a point lies must be looked at again: the segment moves. */
static void settle(struct noding *noding)
{
    for (size_t i = 0; i < noding->entry_count; i++)
        if (noding->entries[i].state == ENTRY_FRESH)
            noding->entries[i].state = ENTRY_NODED;
    for (size_t i = 0; i < noding->with_base.count; i++) {
        const struct encounter *e = &noding->with_base.list[i];
        if (noding->base_marked[e->other] & BASE_MARKED &&
            noding->entries[e->mine].state == ENTRY_NODED)
            noding->entries[e->mine].state = ENTRY_FRESH;
    }
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
            if (!CPTS_ARRAY_MORE(residual->open, residual->open_count, residual->open_capacity))
                return false;
            residual->open[residual->open_count++] = (struct open){v, r};
        }
    }
    return true;
}

/* Begins with all that is open. */
static bool begin(struct noding *noding)
{
    const struct residual *residual = noding->residual;
    noding->unlisted = false;
    if (!list_open(noding->residual) ||
        !cpts_array_reserve(&noding->entries, &noding->entry_capacity, residual->open_count,
                            sizeof *noding->entries))
        return false;
    noding->entry_count = residual->open_count;
    for (size_t i = 0; i < residual->open_count; i++)
        noding->entries[i] =
            (struct entry){.segment = residual->open[i].segment, .ring = residual->open[i].ring};
    const bool done = cpts_noding_meet(noding);
    if (done)
        cpts_noding_match(noding);
    return done;
}

static bool run_round(struct noding *noding, bool first, bool *again)
{
    const struct base *base = noding->residual->base;
    if (noding->unlisted && !begin(noding))
        return false;
    if (noding->entry_count == 0)
        return true;
    cpts_array_free(noding->base_marked);
    noding->base_marked = cpts_array_new(base->shapes->point_count, 1);
    if (!noding->base_marked || (first && !cpts_noding_snap(noding)) ||
        !cpts_noding_find_nodes(noding))
        return false;
    settle(noding);
    *again = noding->node_count || noding->base_node_count;
    return !*again || (cpts_borders_insert(&noding->residual->base->borders, noding->base_nodes,
                                           noding->base_node_count) &&
                       cpts_noding_cut(noding));
}

static bool add_spoke(struct residual *residual, uint32_t segment)
{
    if (segment == CPTS_NONE)
        return true;
    if (!CPTS_ARRAY_MORE(residual->spokes, residual->spoke_count, residual->spoke_capacity))
        return false;
    residual->spokes[residual->spoke_count++] = segment;
    return true;
}

/* Of each border that an open segment is near, one side is listed. */
static bool list_spokes(const struct noding *noding)
{
    struct residual *residual = noding->residual;
    const struct point *base = residual->base->shapes->points, *mine = residual->shapes->points;
    for (size_t i = 0; i < noding->with_base.count; i++) {
        const struct encounter *e = &noding->with_base.list[i];
        const struct entry *entry = &noding->entries[e->mine];
        const struct point a = mine[entry->segment], b = mine[entry->segment + 1];
        const struct point from = base[e->other], to = base[e->other + 1];
        if (entry->state == ENTRY_MATCHED)
            continue;
        if ((cpts_same_point(from, a) || cpts_same_point(from, b)) &&
            !add_spoke(residual, e->other))
            return false;
        if ((cpts_same_point(to, a) || cpts_same_point(to, b)) &&
            !add_spoke(residual, residual->base->borders.twin[e->other]))
            return false;
    }
    return true;
}

static void free_noding(struct noding *noding)
{
    cpts_snapper_free(&noding->crossings);
    cpts_array_free(noding->entries);
    cpts_array_free(noding->pieces);
    cpts_array_free(noding->runs);
    cpts_array_free(noding->with_base.list);
    cpts_array_free(noding->with_open.list);
    cpts_array_free(noding->base_nodes);
    cpts_array_free(noding->nodes);
    cpts_array_free(noding->ring_nodes);
    cpts_array_free(noding->base_marked);
    cpts_box_tree_free(&noding->run_tree);
    cpts_noding_free_forks(noding);
}

cpts_status cpts_noding_run(struct residual *residual)
{
    struct noding noding = {.residual = residual, .unlisted = true};
    cpts_context *context = residual->base->region->context;
    cpts_status status = CPTS_OK;
    bool again = true, done = true;
    size_t nodes_before = 0;
    for (int round = 0; round < ROUND_LIMIT && again && done && status == CPTS_OK; round++) {
        status =
            cpts_advance(context, _("borders of perimeters"), 0.45 + 0.1 * (round < 3 ? round : 3));
        again = false;
        done = status != CPTS_OK || run_round(&noding, round == 0, &again);
        const size_t nodes = noding.node_count + noding.base_node_count;
        noding.exact |= round >= LOOSE_ROUNDS || (round >= ROUND_OF_FEWER && nodes >= nodes_before);
        nodes_before = nodes;
    }
    done =
        done && (!noding.unlisted || begin(&noding)) && list_open(residual) && list_spokes(&noding);
    free_noding(&noding);
    return done ? status : cpts_fail_memory(context);
}
