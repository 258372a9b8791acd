#include "borders.h"

#include <stdlib.h>
#include <string.h>

#include "../common/memory.h"
#include "predicates.h"

static uint64_t hash_point(struct point p)
{
    uint64_t x, y;
    memcpy(&x, &p.x, sizeof x);
    memcpy(&y, &p.y, sizeof y);
    uint64_t hash = (x ^ (y << 23 | y >> 41)) * 0x9E3779B97F4A7C15U;
    return hash ^ hash >> 29;
}

/* Commutative, so that both directions of a segment meet. */
static uint64_t hash_segment(uint64_t from, uint64_t to)
{
    uint64_t hash = (from + to) * 0xD6E8FEB86659FD93U;
    return hash ^ hash >> 32;
}

static bool is_live(const struct borders *borders, uint32_t segment)
{
    const struct ring *ring = &borders->shapes->rings[borders->ring_of[segment]];
    return segment - ring->first < ring->count;
}

static void store(struct borders *borders, uint64_t hash, uint32_t segment)
{
    size_t mask = borders->slot_count - 1, slot = hash & mask;
    while (borders->slots[slot] != CPTS_NONE)
        slot = (slot + 1) & mask;
    borders->slots[slot] = segment;
    borders->slots_used++;
}

static bool grow_slots(struct borders *borders, size_t count)
{
    uint32_t *old = borders->slots;
    size_t old_count = borders->slot_count;
    uint32_t *slots = cpts_array_raw(count, sizeof *slots);
    if (!slots)
        return false;
    memset(slots, 0xFF, count * sizeof *slots);
    borders->slots = slots;
    borders->slot_count = count;
    borders->slots_used = 0;
    const struct point *points = borders->shapes->points;
    for (size_t i = 0; i < old_count; i++)
        if (old[i] != CPTS_NONE)
            store(borders, hash_segment(hash_point(points[old[i]]), hash_point(points[old[i] + 1])),
                  old[i]);
    cpts_array_free(old);
    return true;
}

static bool reserve_slots(struct borders *borders)
{
    return borders->slots_used * 3 < borders->slot_count * 2 ||
           grow_slots(borders, borders->slot_count * 2);
}

static bool tell_crowded(struct borders *borders, uint32_t segment)
{
    if (!cpts_array_reserve(&borders->crowded, &borders->crowded_capacity,
                            borders->crowded_count + 1, sizeof *borders->crowded))
        return false;
    borders->crowded[borders->crowded_count++] = segment;
    return true;
}

static void pair(struct borders *borders, uint32_t a, uint32_t b)
{
    borders->twin[a] = b;
    borders->twin[b] = a;
    borders->lone_count -= 2;
}

/* Pairs the segment with one stored before, or stores it. */
static bool pair_or_store(struct borders *borders, uint32_t segment, uint64_t from, uint64_t to)
{
    const struct point *points = borders->shapes->points;
    const struct point a = points[segment], b = points[segment + 1];
    size_t mask = borders->slot_count - 1, slot = hash_segment(from, to) & mask;
    bool crowded = false;
    for (uint32_t other; (other = borders->slots[slot]) != CPTS_NONE; slot = (slot + 1) & mask) {
        if (!is_live(borders, other))
            continue;
        if (cpts_same_point(points[other], b) && cpts_same_point(points[other + 1], a)) {
            if (borders->twin[other] == CPTS_NONE) {
                pair(borders, segment, other);
                return true;
            }
            crowded = true;
        } else if (cpts_same_point(points[other], a) && cpts_same_point(points[other + 1], b)) {
            crowded = true;
        }
    }
    if (crowded && !tell_crowded(borders, segment))
        return false;
    borders->slots[slot] = segment;
    borders->slots_used++;
    return reserve_slots(borders);
}

/* Pairs the segments of a ring. After a pair the next one is almost always the neighbour's
 * previous segment, which costs no probe. */
static bool pair_ring(struct borders *borders, uint32_t ring_index)
{
    const struct ring ring = borders->shapes->rings[ring_index];
    const struct point *points = borders->shapes->points;
    uint32_t end = ring.first + ring.count, expected = CPTS_NONE;
    uint64_t from = 0;
    bool from_known = false;
    for (uint32_t v = ring.first; v < end; v++) {
        if (expected != CPTS_NONE && borders->twin[expected] == CPTS_NONE &&
            cpts_same_point(points[expected], points[v + 1])) {
            pair(borders, v, expected);
            from_known = false;
        } else {
            uint64_t to = hash_point(points[v + 1]);
            if (!pair_or_store(borders, v, from_known ? from : hash_point(points[v]), to))
                return false;
            from = to;
            from_known = true;
        }
        uint32_t twin = borders->twin[v];
        expected = twin == CPTS_NONE ? CPTS_NONE : cpts_previous(borders, twin);
    }
    return true;
}

static bool reserve_segments(struct borders *borders, size_t count)
{
    if (count <= borders->capacity)
        return true;
    size_t capacity = count + count / 8;
    if (!cpts_array_resize(&borders->twin, capacity, sizeof *borders->twin) ||
        !cpts_array_resize(&borders->ring_of, capacity, sizeof *borders->ring_of))
        return false;
    borders->capacity = capacity;
    return true;
}

static void open_ring(struct borders *borders, uint32_t ring_index)
{
    const struct ring ring = borders->shapes->rings[ring_index];
    for (uint32_t v = ring.first; v <= ring.first + ring.count; v++) {
        borders->twin[v] = CPTS_NONE;
        borders->ring_of[v] = ring_index;
    }
}

bool cpts_borders_build(struct borders *borders, struct shapes *shapes)
{
    *borders = (struct borders){.shapes = shapes, .capacity = shapes->point_count};
    borders->twin = cpts_array_raw(shapes->point_count, sizeof *borders->twin);
    borders->ring_of = cpts_array_raw(shapes->point_count, sizeof *borders->ring_of);
    /* Half of the segments are stored, the other half finds its twin. */
    size_t slots = 64;
    while (slots < shapes->point_count)
        slots *= 2;
    if (!borders->twin || !borders->ring_of || !grow_slots(borders, slots))
        return false;
    for (uint32_t p = 0; p < shapes->part_count; p++) {
        const struct part part = shapes->parts[p];
        for (uint32_t r = part.first_ring; r < part.first_ring + part.ring_count; r++) {
            open_ring(borders, r);
            borders->lone_count += shapes->rings[r].count;
            if (!pair_ring(borders, r))
                return false;
        }
    }
    return true;
}

bool cpts_borders_extend(struct borders *borders, size_t first_ring)
{
    if (!reserve_segments(borders, borders->shapes->point_count))
        return false;
    for (size_t r = first_ring; r < borders->shapes->ring_count; r++) {
        open_ring(borders, (uint32_t)r);
        borders->lone_count += borders->shapes->rings[r].count;
        if (!pair_ring(borders, (uint32_t)r))
            return false;
    }
    return true;
}

void cpts_borders_free(struct borders *borders)
{
    cpts_array_free(borders->twin);
    cpts_array_free(borders->ring_of);
    cpts_array_free(borders->slots);
    cpts_array_free(borders->crowded);
    *borders = (struct borders){0};
}

uint32_t cpts_borders_find(const struct borders *borders, struct point a, struct point b)
{
    const struct point *points = borders->shapes->points;
    size_t mask = borders->slot_count - 1;
    size_t slot = hash_segment(hash_point(a), hash_point(b)) & mask;
    uint32_t reversed = CPTS_NONE;
    for (uint32_t other; (other = borders->slots[slot]) != CPTS_NONE; slot = (slot + 1) & mask) {
        if (!is_live(borders, other))
            continue;
        if (cpts_same_point(points[other], a) && cpts_same_point(points[other + 1], b))
            return other;
        if (cpts_same_point(points[other], b) && cpts_same_point(points[other + 1], a)) {
            if (borders->twin[other] != CPTS_NONE)
                return borders->twin[other];
            reversed = other;
        }
    }
    return reversed;
}

uint32_t cpts_outer_next(const struct borders *borders, uint32_t segment)
{
    uint32_t before = cpts_previous(borders, segment);
    while (borders->twin[before] != CPTS_NONE)
        before = cpts_previous(borders, borders->twin[before]);
    return before;
}

/* ---- inserting nodes ---------------------------------------------------------------------- */

struct insertion {
    struct borders *borders;
    struct node *nodes; /* sorted by segment, then along it, without repetition */
    size_t node_count;
    uint32_t *rings; /* that receive nodes */
    size_t ring_count;
    uint32_t *offset;    /* by ring: where its segments start in moved, CPTS_NONE when it stays */
    uint32_t *moved;     /* by old segment of those rings, and one more: its new first index */
    uint32_t *old_first; /* by entry of rings */
};

static int by_segment(const void *a, const void *b)
{
    const struct node *left = a, *right = b;
    if (left->segment != right->segment)
        return left->segment < right->segment ? -1 : 1;
    return cpts_compare_points(left->point, right->point);
}

/* Sorts along each segment, from its first point, and drops repetitions and ends. */
static size_t order_nodes(const struct shapes *shapes, struct node *nodes, size_t count)
{
    qsort(nodes, count, sizeof *nodes, by_segment);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        struct point a = shapes->points[nodes[i].segment];
        struct point b = shapes->points[nodes[i].segment + 1];
        bool repeated = kept && by_segment(&nodes[kept - 1], &nodes[i]) == 0;
        if (!repeated && !cpts_same_point(a, nodes[i].point) && !cpts_same_point(b, nodes[i].point))
            nodes[kept++] = nodes[i];
    }
    for (size_t first = 0, last; first < kept; first = last) {
        for (last = first; last < kept && nodes[last].segment == nodes[first].segment;)
            last++;
        struct point a = shapes->points[nodes[first].segment];
        struct point b = shapes->points[nodes[first].segment + 1];
        struct point direction = cpts_vector(a, b);
        for (size_t i = first + 1; i < last; i++)
            for (size_t j = i; j > first; j--) {
                struct point u = cpts_vector(a, nodes[j - 1].point),
                             v = cpts_vector(a, nodes[j].point);
                double here = u.x * direction.x + u.y * direction.y;
                double there = v.x * direction.x + v.y * direction.y;
                if (here <= there)
                    break;
                struct node swap = nodes[j];
                nodes[j] = nodes[j - 1];
                nodes[j - 1] = swap;
            }
    }
    return kept;
}

/* Copies a ring to the end of the points with its nodes; *next_node advances past them. */
static bool move_ring(struct insertion *work, size_t entry, uint32_t *moved, size_t *next_node)
{
    struct shapes *shapes = work->borders->shapes;
    struct ring *ring = &shapes->rings[work->rings[entry]];
    size_t first = *next_node, last = first;
    while (last < work->node_count && work->nodes[last].segment >= ring->first &&
           work->nodes[last].segment < ring->first + ring->count)
        last++;
    *next_node = last;
    size_t count = ring->count + (last - first);
    struct point *room = cpts_shapes_room(shapes, count + 1);
    if (!room || !reserve_segments(work->borders, shapes->point_count + count + 1))
        return false;
    uint32_t start = (uint32_t)shapes->point_count, at = start;
    double before_m2 = cpts_ring_area_m2(shapes->points + ring->first, ring->count);
    for (uint32_t v = 0; v < ring->count; v++) {
        moved[v] = at;
        shapes->points[at++] = shapes->points[ring->first + v];
        for (; first < last && work->nodes[first].segment == ring->first + v; first++)
            shapes->points[at++] = work->nodes[first].point;
    }
    moved[ring->count] = at;
    shapes->points[at] = shapes->points[start];
    shapes->point_count = at + 1;
    work->old_first[entry] = ring->first;
    ring->first = start;
    ring->count = at - start;
    shapes->parts[ring->part].area_m2 +=
        cpts_ring_area_m2(shapes->points + start, ring->count) - before_m2;
    for (uint32_t v = start; v <= at; v++) {
        work->borders->ring_of[v] = work->rings[entry];
        work->borders->twin[v] = CPTS_NONE;
    }
    return true;
}

/* Where an old segment begins now, and how many pieces it became. */
static uint32_t find_moved(const struct insertion *work, const uint32_t *entry_of, uint32_t segment,
                           uint32_t *pieces)
{
    uint32_t ring = work->borders->ring_of[segment];
    if (work->offset[ring] == CPTS_NONE) {
        *pieces = 1;
        return segment;
    }
    uint32_t old = segment - work->old_first[entry_of[ring]];
    const uint32_t *moved = work->moved + work->offset[ring];
    *pieces = moved[old + 1] - moved[old];
    return moved[old];
}

static void link_ring(struct insertion *work, const uint32_t *entry_of, size_t entry,
                      uint32_t old_count)
{
    struct borders *borders = work->borders;
    for (uint32_t i = 0; i < old_count; i++) {
        uint32_t old = work->old_first[entry] + i, twin = borders->twin[old], pieces, twin_pieces;
        uint32_t start = find_moved(work, entry_of, old, &pieces);
        if (twin != CPTS_NONE) {
            uint32_t twin_start = find_moved(work, entry_of, twin, &twin_pieces);
            for (uint32_t k = 0; k < pieces && pieces == twin_pieces; k++) {
                borders->twin[start + k] = twin_start + pieces - 1 - k;
                borders->twin[twin_start + pieces - 1 - k] = start + k;
            }
        } else {
            borders->lone_count += pieces - 1;
        }
    }
}

/* Makes the segments of a moved ring known, and pairs those that had no twin and now match. */
static bool store_ring(struct borders *borders, uint32_t ring_index)
{
    const struct ring ring = borders->shapes->rings[ring_index];
    const struct point *points = borders->shapes->points;
    for (uint32_t v = ring.first; v < ring.first + ring.count; v++) {
        uint64_t from = hash_point(points[v]), to = hash_point(points[v + 1]);
        if (borders->twin[v] == CPTS_NONE) {
            if (!pair_or_store(borders, v, from, to))
                return false;
        } else {
            store(borders, hash_segment(from, to), v);
            if (!reserve_slots(borders))
                return false;
        }
    }
    return true;
}

static bool run_insertion(struct insertion *work, uint32_t *entry_of)
{
    struct shapes *shapes = work->borders->shapes;
    size_t next_node = 0, moved_count = 0;
    for (size_t i = 0; i < work->node_count; i++) {
        uint32_t ring = work->borders->ring_of[work->nodes[i].segment];
        if (entry_of[ring] != CPTS_NONE)
            continue;
        entry_of[ring] = (uint32_t)work->ring_count;
        work->rings[work->ring_count++] = ring;
        work->offset[ring] = (uint32_t)moved_count;
        moved_count += shapes->rings[ring].count + 1;
    }
    work->moved = cpts_array_raw(moved_count, sizeof *work->moved);
    uint32_t *old_count = cpts_array_raw(work->ring_count, sizeof *old_count);
    bool done = work->moved && old_count;
    for (size_t e = 0; done && e < work->ring_count; e++) {
        old_count[e] = shapes->rings[work->rings[e]].count;
        done = move_ring(work, e, work->moved + work->offset[work->rings[e]], &next_node);
    }
    for (size_t e = 0; done && e < work->ring_count; e++)
        done =
            link_ring(work, entry_of, e, old_count[e]) && store_ring(work->borders, work->rings[e]);
    cpts_array_free(old_count);
    return done;
}

/* The nodes of a segment are the nodes of its twin. */
static struct node *with_twins(const struct borders *borders, const struct node *nodes,
                               size_t count, size_t *total)
{
    struct node *both = cpts_array_raw(2 * count, sizeof *both);
    *total = 0;
    for (size_t i = 0; both && i < count; i++) {
        both[(*total)++] = nodes[i];
        uint32_t twin = borders->twin[nodes[i].segment];
        if (twin != CPTS_NONE)
            both[(*total)++] = (struct node){twin, nodes[i].point};
    }
    return both;
}

bool cpts_borders_insert(struct borders *borders, struct node *nodes, size_t count)
{
    if (count == 0)
        return true;
    struct insertion work = {.borders = borders};
    size_t ring_count = borders->shapes->ring_count;
    work.nodes = with_twins(borders, nodes, count, &work.node_count);
    if (work.nodes)
        work.node_count = order_nodes(borders->shapes, work.nodes, work.node_count);
    work.rings = cpts_array_raw(work.node_count, sizeof *work.rings);
    work.old_first = cpts_array_raw(work.node_count, sizeof *work.old_first);
    work.offset = cpts_array_raw(ring_count, sizeof *work.offset);
    uint32_t *entry_of = cpts_array_raw(ring_count, sizeof *entry_of);
    bool done = work.nodes && work.rings && work.old_first && work.offset && entry_of;
    if (done) {
        memset(work.offset, 0xFF, ring_count * sizeof *work.offset);
        memset(entry_of, 0xFF, ring_count * sizeof *entry_of);
        done = run_insertion(&work, entry_of);
    }
    cpts_array_free(work.nodes);
    cpts_array_free(work.rings);
    cpts_array_free(work.old_first);
    cpts_array_free(work.offset);
    cpts_array_free(work.moved);
    cpts_array_free(entry_of);
    return done;
}
