/* What becomes of segments that are cut. */
#include <stdlib.h>

#include "coverage/matching/noding_work.h"

/* ---- rings -------------------------------------------------------------------------------- */

static bool add_ring_node(struct noding *noding, size_t *count, struct node node)
{
    return cpts_noding_add_node(&noding->ring_nodes, count, &noding->ring_node_capacity, node);
}

/* Matches follow their base segments where those have moved; a matched segment is cut where its
 * base segment was, unless points near that may draw it off. */
static bool follow_base(struct noding *noding, const struct ring *ring, size_t *count)
{
    struct residual *residual = noding->residual;
    const struct borders *borders = &residual->base->borders;
    const struct point *points = residual->shapes->points;
    struct whereabouts whereabouts = {0};
    for (uint32_t v = ring->first; v < ring->first + ring->count; v++) {
        uint32_t *match = &residual->match[v], pieces;
        if (*match >= RESIDUAL_COLLAPSED)
            continue;
        if (noding->base_marked[*match] & BASE_LOOSE) {
            *match = RESIDUAL_OPEN;
            noding->unlisted = true;
            continue;
        }
        *match = cpts_borders_now(borders, *match, &whereabouts, &pieces);
        for (uint32_t k = 1; k < pieces; k++)
            if (!add_ring_node(noding, count,
                               (struct node){v, borders->shapes->points[*match + k]}))
                return false;
        if (pieces == 0) { /* its ring lost a tip */
            *match = cpts_borders_find(borders, points[v], points[v + 1]);
            noding->unlisted |= *match == RESIDUAL_OPEN;
        }
    }
    return true;
}

/* Inserts the nodes of one ring. `first` and `last`: its entries. */
static bool insert_in_ring(struct noding *noding, uint32_t ring_index, size_t count, size_t first,
                           size_t last)
{
    struct residual *residual = noding->residual;
    const struct ring ring = residual->shapes->rings[ring_index];
    uint32_t *start = cpts_array_raw((size_t)ring.count + 1, sizeof *start);
    const bool done =
        start && cpts_ring_insert(residual->shapes, ring_index, noding->ring_nodes, count, start) &&
        cpts_residual_reserve(residual);
    for (uint32_t v = 0; done && v < ring.count; v++) {
        const uint32_t match = residual->match[ring.first + v];
        for (uint32_t piece = start[v]; piece < start[v + 1]; piece++)
            residual->match[piece] =
                match < RESIDUAL_COLLAPSED ? match + (piece - start[v]) : match;
    }
    if (done)
        residual->match[start[ring.count]] = RESIDUAL_COLLAPSED;
    residual->redrawn[residual->shapes->parts[ring.part].feature] = true;
    for (size_t e = first; done && e < last; e++) {
        const uint32_t v = noding->entries[e].segment - ring.first;
        noding->entries[e].segment = start[v];
        noding->pieces[e] = start[v + 1] - start[v];
    }
    cpts_array_free(start);
    return done;
}

static int by_entry(const void *a, const void *b)
{
    const struct node *left = a, *right = b;
    return (left->segment > right->segment) - (left->segment < right->segment);
}

static bool insert_in_rings(struct noding *noding)
{
    const struct residual *residual = noding->residual;
    struct node *nodes = noding->nodes;
    size_t entry = 0, at = 0;
    if (noding->node_count > 1)
        qsort(nodes, noding->node_count, sizeof *nodes, by_entry);
    for (uint32_t r = 0; r < residual->shapes->ring_count; r++) {
        const struct ring *ring = &residual->shapes->rings[r];
        const size_t first = entry;
        size_t count = 0;
        if (cpts_is_interrupted(residual->base->region->context))
            return false;
        if (!residual->shapes->parts[ring->part].ring_count)
            continue;
        while (entry < noding->entry_count && noding->entries[entry].ring == r)
            entry++;
        for (; at < noding->node_count && nodes[at].segment < entry; at++)
            if (!add_ring_node(
                    noding, &count,
                    (struct node){noding->entries[nodes[at].segment].segment, nodes[at].point}))
                return false;
        if (noding->base_node_count && !follow_base(noding, ring, &count))
            return false;
        count = cpts_nodes_order(residual->shapes, noding->ring_nodes, count);
        if (count && !insert_in_ring(noding, r, count, first, entry))
            return false;
    }
    return true;
}

/* ---- entries ------------------------------------------------------------------------------ */

/* Gives each piece an entry; `pieces`, so far how many, become where they begin. */
static bool list_pieces(struct noding *noding)
{
    uint32_t *pieces = noding->pieces, total = 0;
    for (size_t e = 0; e <= noding->entry_count; e++) {
        const uint32_t count = pieces[e];
        pieces[e] = total;
        total += count;
    }
    if (!cpts_array_reserve(&noding->entries, &noding->entry_capacity, total,
                            sizeof *noding->entries))
        return false;
    for (size_t e = noding->entry_count; e-- > 0;) {
        struct entry entry = noding->entries[e];
        entry.marked = false;
        if (pieces[e + 1] > pieces[e] + 1)
            entry.state = ENTRY_FRESH;
        for (uint32_t piece = pieces[e]; piece < pieces[e + 1]; piece++) {
            noding->entries[piece] = entry;
            entry.segment++;
        }
    }
    noding->entry_count = total;
    return true;
}

/* ---- encounters --------------------------------------------------------------------------- */

/* Consecutive pieces of one segment: entries or base segments. */
struct span {
    uint32_t first, count;
};

struct joining {
    const struct noding *noding;
    struct encounters *out;
    bool with_base;
};

static struct box piece_box(const struct noding *noding, bool of_base, uint32_t piece)
{
    const struct shapes *shapes =
        of_base ? noding->residual->base->shapes : noding->residual->shapes;
    const uint32_t segment = of_base ? piece : noding->entries[piece].segment;
    return cpts_noding_segment_box(shapes, segment);
}

/* Nearly holds all pieces: they go along their segment, and stray from it by no more than the
 * coincidence. */
static struct box span_box(const struct noding *noding, bool of_base, struct span span)
{
    return cpts_box_join(piece_box(noding, of_base, span.first),
                         piece_box(noding, of_base, span.first + span.count - 1));
}

static bool add_pair(const struct joining *joining, uint32_t mine, uint32_t other)
{
    const struct entry *entries = joining->noding->entries;
    return entries[mine].state == ENTRY_MATCHED ||
           (!joining->with_base && entries[other].state == ENTRY_MATCHED) ||
           cpts_encounters_add(joining->out, mine, other);
}

/* The pieces of two segments that are within reach of each other. */
static bool join_each(const struct joining *joining, struct span mine, struct span other)
{
    const struct noding *noding = joining->noding;
    for (uint32_t i = mine.first; i < mine.first + mine.count; i++) {
        const struct box box = cpts_box_grow(piece_box(noding, false, i), REACH_M);
        for (uint32_t j = other.first; j < other.first + other.count; j++)
            if (cpts_boxes_meet(box, piece_box(noding, joining->with_base, j)) &&
                !add_pair(joining, i, j))
                return false;
    }
    return true;
}

#define MOST_EACH 8 /* pieces of both */

/* The same. Halving leaves out most of those that are not, so that segments cut a thousand times do
 * not meet a million times. */
static bool join(const struct joining *joining, struct span mine, struct span other)
{
    if (mine.count + other.count <= MOST_EACH)
        return join_each(joining, mine, other);
    const struct box box = cpts_box_grow(span_box(joining->noding, false, mine), REACH_M);
    if (!cpts_boxes_meet(box, span_box(joining->noding, joining->with_base, other)))
        return true;
    if (mine.count >= other.count) {
        const uint32_t half = mine.count / 2;
        return join(joining, (struct span){mine.first, half}, other) &&
               join(joining, (struct span){mine.first + half, mine.count - half}, other);
    }
    const uint32_t half = other.count / 2;
    return join(joining, mine, (struct span){other.first, half}) &&
           join(joining, mine, (struct span){other.first + half, other.count - half});
}

/* The pieces of one segment with each other. */
static bool join_own(const struct joining *joining, struct span span)
{
    const struct span left = {span.first, span.count / 2};
    const struct span right = {span.first + left.count, span.count - left.count};
    return span.count < 2 ||
           (join_own(joining, left) && join_own(joining, right) && join(joining, left, right));
}

static struct span pieces_of(const struct noding *noding, uint32_t entry)
{
    return (struct span){noding->pieces[entry], noding->pieces[entry + 1] - noding->pieces[entry]};
}

/* Pieces meet what their segment has met. */
static bool inherit(struct noding *noding, struct encounters *encounters, bool with_base)
{
    struct encounters out = {0};
    struct whereabouts whereabouts = {0};
    const struct joining joining = {noding, &out, with_base};
    bool done = cpts_array_reserve(&out.list, &out.capacity, encounters->count, sizeof *out.list);
    for (size_t i = 0; done && i < encounters->count; i++) {
        const struct span mine = pieces_of(noding, encounters->list[i].mine);
        const uint32_t met = encounters->list[i].other;
        struct span other;
        if (with_base) {
            other.first =
                cpts_borders_now(&noding->residual->base->borders, met, &whereabouts, &other.count);
            noding->unlisted |= other.count == 0;
        } else {
            other = pieces_of(noding, met);
        }
        if (mine.count == 1 && other.count == 1)
            done = add_pair(&joining, mine.first, other.first);
        else if (other.count)
            done = join(&joining, mine, other);
    }
    cpts_array_free(encounters->list);
    *encounters = out;
    return done;
}

void cpts_noding_match(struct noding *noding)
{
    const struct borders *borders = &noding->residual->base->borders;
    const struct point *points = noding->residual->shapes->points;
    for (size_t i = 0; i < noding->with_base.count; i++) {
        const struct encounter *e = &noding->with_base.list[i];
        struct entry *entry = &noding->entries[e->mine];
        if (entry->state != ENTRY_FRESH)
            continue;
        const struct point *mine = points + entry->segment;
        const struct point *other = borders->shapes->points + e->other;
        const bool alike = cpts_same_point(mine[0], other[0]) && cpts_same_point(mine[1], other[1]);
        const bool turned =
            cpts_same_point(mine[0], other[1]) && cpts_same_point(mine[1], other[0]);
        if (!alike && !turned)
            continue;
        const uint32_t twin = borders->twin[e->other];
        noding->residual->match[entry->segment] = alike || twin == CPTS_NONE ? e->other : twin;
        entry->state = ENTRY_MATCHED;
    }
}

bool cpts_noding_cut(struct noding *noding)
{
    const size_t before = noding->entry_count;
    const struct joining joining = {noding, &noding->with_open, false};
    cpts_array_free(noding->pieces);
    noding->pieces = cpts_array_raw(before + 1, sizeof *noding->pieces);
    if (!noding->pieces)
        return false;
    for (size_t e = 0; e < before; e++)
        noding->pieces[e] = 1;
    noding->pieces[before] = 0;
    if (!insert_in_rings(noding))
        return false;
    if (noding->unlisted) /* all is listed again */
        return true;
    if (!list_pieces(noding) || !inherit(noding, &noding->with_base, true))
        return false;
    cpts_noding_match(noding);
    bool done = inherit(noding, &noding->with_open, false);
    for (uint32_t e = 0; done && e < before; e++)
        done = join_own(&joining, pieces_of(noding, e));
    return done;
}
