#include <string.h>

#include "common/memory.h"
#include "geometry/borders_table.h"
#include "geometry/predicates.h"

/* Notes which rings receive nodes, and makes room to say where their segments go. */
static bool open_moves(struct borders *borders, const struct node *nodes, size_t count)
{
    const struct shapes *shapes = borders->shapes;
    size_t moved = 0, bytes = shapes->ring_count * sizeof *borders->moves.offset;
    borders->moves.offset = cpts_array_raw(shapes->ring_count, sizeof *borders->moves.offset);
    borders->moves.old = cpts_array_raw(shapes->ring_count, sizeof *borders->moves.old);
    if (!borders->moves.offset || !borders->moves.old)
        return false;
    borders->moves.ring_count = shapes->ring_count;
    memset(borders->moves.offset, 0xFF, bytes);
    for (size_t i = 0; i < count; i++) {
        uint32_t ring = borders->ring_of[nodes[i].segment];
        if (borders->moves.offset[ring] != CPTS_NONE)
            continue;
        borders->moves.offset[ring] = (uint32_t)moved;
        borders->moves.old[ring] =
            (struct moved_ring){shapes->rings[ring].first, shapes->rings[ring].count};
        moved += shapes->rings[ring].count + 1;
    }
    borders->moves.start = cpts_array_raw(moved, sizeof *borders->moves.start);
    return borders->moves.start;
}

static bool move_ring(struct borders *borders, uint32_t ring_index, const struct node *nodes,
                      size_t count)
{
    uint32_t *start = borders->moves.start + borders->moves.offset[ring_index];
    if (!cpts_ring_insert(borders->shapes, ring_index, nodes, count, start) ||
        !cpts_borders_reserve(borders))
        return false;
    cpts_borders_open_ring(borders, ring_index);
    return true;
}

static bool has_moved(const struct borders *borders, uint32_t ring)
{
    return ring < borders->moves.ring_count && borders->moves.offset[ring] != CPTS_NONE;
}

/* The first pieces of the segments of a ring that moved, and one more. */
static const uint32_t *starts_of(const struct borders *borders, uint32_t ring)
{
    return borders->moves.start + borders->moves.offset[ring];
}

static bool is_whole(const struct borders *borders, uint32_t ring_index)
{
    const struct ring *now = &borders->shapes->rings[ring_index];
    return starts_of(borders, ring_index)[borders->moves.old[ring_index].count] ==
           now->first + now->count;
}

struct whereabouts cpts_borders_whereabouts(const struct borders *borders, uint32_t segment)
{
    const uint32_t ring = borders->ring_of[segment];
    if (!has_moved(borders, ring))
        return (struct whereabouts){borders->shapes->rings[ring].first,
                                    borders->shapes->rings[ring].count, NULL, false};
    const struct moved_ring old = borders->moves.old[ring];
    return (struct whereabouts){old.first, old.count, starts_of(borders, ring),
                                !is_whole(borders, ring)};
}

/* Gives the pieces of a moved ring's segments the pieces of their twins for twins. A segment that
 * moved whole stays in the table as it was named before: there its twin, which is no longer asked
 * for, says where it went. */
static void link_ring(struct borders *borders, uint32_t ring_index)
{
    const struct moved_ring ring = borders->moves.old[ring_index];
    const uint32_t *start = starts_of(borders, ring_index);
    for (uint32_t old = ring.first; old < ring.first + ring.count; old++, start++) {
        const uint32_t twin = borders->twin[old], pieces = start[1] - start[0];
        uint32_t twin_start[2] = {twin, twin + 1};
        borders->twin[old] = pieces == 1 ? start[0] : CPTS_NONE;
        if (twin == CPTS_NONE) {
            borders->lone_count += pieces - 1;
            continue;
        }
        const uint32_t twin_ring = borders->ring_of[twin];
        if (has_moved(borders, twin_ring))
            memcpy(twin_start,
                   starts_of(borders, twin_ring) + (twin - borders->moves.old[twin_ring].first),
                   sizeof twin_start);
        for (uint32_t k = 0; k < pieces && pieces == twin_start[1] - twin_start[0]; k++) {
            borders->twin[start[0] + k] = twin_start[1] - 1 - k;
            borders->twin[twin_start[1] - 1 - k] = start[0] + k;
        }
    }
}

/* The segments of a ring in order, without those that go there and back: they are the same points
 * as the next ones, turned round. `at`: by segment kept, its place on the ring as it is. */
struct unfolding {
    uint32_t *at;
    size_t count;
};

/* What lay on both sides of a fold comes to lie against each other. */
static void close_fold(struct borders *borders, uint32_t there, uint32_t back)
{
    const uint32_t left = borders->twin[there], right = borders->twin[back];
    if (left == back)
        return;
    if (left != CPTS_NONE)
        borders->twin[left] = right;
    if (right != CPTS_NONE)
        borders->twin[right] = left;
    if (left == CPTS_NONE && right == CPTS_NONE)
        borders->lone_count -= 2;
}

/* Lists what is left of a ring, and closes its folds when asked to. */
static void list_unfolded(struct borders *borders, const struct ring *ring, bool close,
                          struct unfolding *out)
{
    const struct point *points = borders->shapes->points;
    size_t first = 0, last = 0;
    for (uint32_t v = ring->first; v < ring->first + ring->count; v++) {
        if (last && cpts_same_point(points[out->at[last - 1]], points[v + 1])) {
            last--;
            if (close)
                close_fold(borders, out->at[last], v);
        } else {
            out->at[last++] = v;
        }
    }
    for (;
         last - first > 2 && cpts_same_point(points[out->at[last - 1]], points[out->at[first] + 1]);
         first++) {
        last--;
        if (close)
            close_fold(borders, out->at[last], out->at[first]);
    }
    out->count = last - first;
    memmove(out->at, out->at + first, out->count * sizeof *out->at);
}

/* Moves what is left of a ring together; twins follow. */
static void draw_unfolded(struct borders *borders, struct ring *ring,
                          const struct unfolding *unfolding)
{
    struct point *points = borders->shapes->points;
    for (uint32_t k = 0; k < unfolding->count; k++) {
        const uint32_t from = unfolding->at[k], to = ring->first + k, twin = borders->twin[from];
        points[to] = points[from];
        borders->twin[to] = twin;
        if (twin != CPTS_NONE)
            borders->twin[twin] = to;
    }
    const uint32_t end = ring->first + (uint32_t)unfolding->count;
    points[end] = points[ring->first];
    for (uint32_t v = end; v <= ring->first + ring->count; v++)
        borders->twin[v] = CPTS_NONE;
    ring->count = (uint32_t)unfolding->count;
}

static bool folds_back(const struct borders *borders, const struct ring *ring)
{
    const struct point *points = borders->shapes->points + ring->first;
    bool folds = cpts_same_point(points[ring->count - 1], points[1]);
    for (uint32_t i = 0; i + 2 <= ring->count; i++)
        folds |= cpts_same_point(points[i], points[i + 2]);
    return folds;
}

/* A node near the tip of a needle lies on both its sides: the tip is drawn there and back, and no
 * longer part of the polygon. Where the segments of such a ring went is not known. */
static bool unfold_ring(struct borders *borders, uint32_t ring_index)
{
    struct ring *ring = &borders->shapes->rings[ring_index];
    if (!folds_back(borders, ring))
        return true;
    struct unfolding unfolding = {.at = cpts_array_raw(ring->count, sizeof *unfolding.at)};
    if (!unfolding.at)
        return false;
    list_unfolded(borders, ring, false, &unfolding);
    if (unfolding.count >= 3 && unfolding.count < ring->count) {
        const struct moved_ring old = borders->moves.old[ring_index];
        list_unfolded(borders, ring, true, &unfolding);
        draw_unfolded(borders, ring, &unfolding);
        memset(borders->twin + old.first, 0xFF, old.count * sizeof *borders->twin);
    }
    cpts_array_free(unfolding.at);
    return true;
}

/* The pieces of segments that were cut, those without a twin, and all of a ring that lost a tip. */
static bool store_ring(struct borders *borders, uint32_t ring_index)
{
    const struct ring *ring = &borders->shapes->rings[ring_index];
    const uint32_t *start = starts_of(borders, ring_index);
    const uint32_t *end = start + borders->moves.old[ring_index].count;
    bool done = true;
    if (!is_whole(borders, ring_index))
        return cpts_borders_store(borders, ring->first, ring->count);
    for (; done && start < end; start++)
        if (start[1] - start[0] > 1 || borders->twin[start[0]] == CPTS_NONE)
            done = cpts_borders_store(borders, start[0], start[1] - start[0]);
    return done;
}

/* The nodes of a segment are the nodes of its twin. */
static struct node *with_twins(const struct borders *borders, const struct node *nodes,
                               size_t *count)
{
    struct node *both = cpts_array_raw(2 * *count, sizeof *both);
    size_t total = 0;
    for (size_t i = 0; both && i < *count; i++) {
        both[total++] = nodes[i];
        uint32_t twin = borders->twin[nodes[i].segment];
        if (twin != CPTS_NONE)
            both[total++] = (struct node){twin, nodes[i].point};
    }
    *count = both ? cpts_nodes_order(borders->shapes, both, total) : 0;
    return both;
}

bool cpts_borders_insert(struct borders *borders, const struct node *nodes, size_t count)
{
    cpts_borders_forget_moves(borders);
    if (count == 0)
        return true;
    struct node *all = with_twins(borders, nodes, &count);
    bool done = all && open_moves(borders, all, count);
    for (size_t first = 0, last; done && first < count; first = last) {
        uint32_t ring = borders->ring_of[all[first].segment];
        for (last = first; last < count && borders->ring_of[all[last].segment] == ring;)
            last++;
        done = move_ring(borders, ring, all + first, last - first);
    }
    for (uint32_t r = 0; done && r < borders->moves.ring_count; r++)
        if (borders->moves.offset[r] != CPTS_NONE)
            link_ring(borders, r);
    for (uint32_t r = 0; done && r < borders->moves.ring_count; r++)
        if (borders->moves.offset[r] != CPTS_NONE)
            done = unfold_ring(borders, r);
    done = done && cpts_borders_reserve_names(borders);
    for (uint32_t r = 0; done && r < borders->moves.ring_count; r++)
        if (borders->moves.offset[r] != CPTS_NONE)
            done = store_ring(borders, r);
    cpts_array_free(all);
    return done;
}
