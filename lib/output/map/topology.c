#include "output/map/topology.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/slots.h"
#include "output/map/simplify.h"

#define GRID_CELLS 65536.0 /* along the longer side of the map */

void cpts_topology_begin(struct topology *topology, struct box box)
{
    const double side_m = fmax(box.max_x - box.min_x, box.max_y - box.min_y);
    *topology = (struct topology){.quantum_m = 1, .origin = {floor(box.min_x), floor(box.min_y)}};
    while (side_m / topology->quantum_m > GRID_CELLS)
        topology->quantum_m *= 2;
}

void cpts_topology_free(struct topology *topology)
{
    cpts_array_free(topology->points);
    cpts_array_free(topology->rings);
    cpts_array_free(topology->arc_points);
    cpts_array_free(topology->arcs);
    cpts_array_free(topology->refs);
    cpts_array_free(topology->ring_refs);
    *topology = (struct topology){.quantum_m = 1};
}

static bool same(struct grid_point a, struct grid_point b)
{
    return a.x == b.x && a.y == b.y;
}

static bool precedes(struct grid_point a, struct grid_point b)
{
    return a.x < b.x || (a.x == b.x && a.y < b.y);
}

bool cpts_topology_ring(struct topology *topology, const struct point *points, size_t count)
{
    if (!cpts_array_reserve(&topology->points, &topology->point_capacity,
                            topology->point_count + count, sizeof *topology->points) ||
        !cpts_array_reserve(&topology->rings, &topology->ring_capacity, topology->ring_count + 1,
                            sizeof *topology->rings))
        return false;
    struct grid_point *ring = topology->points + topology->point_count;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const struct grid_point p = {
            (int32_t)lround((points[i].x - topology->origin.x) / topology->quantum_m),
            (int32_t)lround((points[i].y - topology->origin.y) / topology->quantum_m)};
        if (!kept || !same(ring[kept - 1], p))
            ring[kept++] = p;
    }
    while (kept > 1 && same(ring[kept - 1], ring[0]))
        kept--;
    topology->rings[topology->ring_count++] = (struct point_run){topology->point_count, kept};
    topology->point_count += kept;
    return true;
}

/* ---- where arcs end ---------------------------------------------------------------------- */

/* Scratch of the building: two tables of open addressing, 0 for an empty slot. */
struct builder {
    struct topology *topology;
    uint32_t *point_slots; /* 1 + the first point seen at a place */
    uint32_t *first_of;    /* by point, the first seen at its place */
    bool *is_end;          /* by point */
    uint32_t *arc_slots;   /* 1 + arc */
    size_t point_slot_count, arc_slot_count;
};

static uint64_t mix(uint64_t value)
{
    value ^= value >> 31;
    value *= 0x9E3779B97F4A7C15u;
    return value ^ (value >> 29);
}

static uint64_t hash_of(struct grid_point p)
{
    return mix(((uint64_t)(uint32_t)p.x << 32) | (uint32_t)p.y);
}

/* The first point seen where `point` lies, which is that one when it is the first. */
static size_t first_at(const struct builder *builder, size_t point)
{
    const struct grid_point *points = builder->topology->points;
    size_t slot = cpts_slot_of((uint32_t)(hash_of(points[point]) >> 32), builder->point_slot_count);
    while (builder->point_slots[slot] &&
           !same(points[builder->point_slots[slot] - 1], points[point]))
        slot = cpts_slot_after(slot, builder->point_slot_count);
    if (!builder->point_slots[slot])
        builder->point_slots[slot] = (uint32_t)point + 1;
    return builder->point_slots[slot] - 1;
}

/* The same, when the point seen before lies where `near` was first: rings follow a border together,
 * so that it most often is the next or the one before, which saves looking it up. */
static size_t first_beside(const struct builder *builder, size_t point, size_t near)
{
    const struct grid_point *points = builder->topology->points;
    if (near > 0 && same(points[near - 1], points[point]))
        return builder->first_of[near - 1];
    if (near + 1 < point && same(points[near + 1], points[point]))
        return builder->first_of[near + 1];
    return first_at(builder, point);
}

static bool is_of(struct point_run ring, size_t point)
{
    return point - ring.first < ring.count;
}

/* The ring of a point, most often that of the point asked for before. Rings without points lie
 * before the next one that has any. */
static struct point_run ring_of(const struct topology *topology, size_t point, size_t *last)
{
    size_t from = 0, to = topology->ring_count;
    if (is_of(topology->rings[*last], point))
        return topology->rings[*last];
    while (to - from > 1) {
        const size_t middle = from + (to - from) / 2;
        if (topology->rings[middle].first <= point)
            from = middle;
        else
            to = middle;
    }
    *last = from;
    return topology->rings[from];
}

/* The points before and after one. */
struct beside {
    struct grid_point before, after;
};

static struct beside beside(const struct topology *topology, struct point_run ring, size_t point)
{
    const size_t last = ring.first + ring.count - 1;
    return (struct beside){topology->points[point == ring.first ? last : point - 1],
                           topology->points[point == last ? ring.first : point + 1]};
}

static bool same_way(struct beside one, struct beside other)
{
    return (same(one.before, other.before) && same(one.after, other.after)) ||
           (same(one.before, other.after) && same(one.after, other.before));
}

/* A place where two rings go different ways, or one comes by twice, is the end of arcs. */
static void mark_ends_of(struct builder *builder, struct point_run ring, size_t *last)
{
    const struct topology *topology = builder->topology;
    bool is_following = false;
    for (size_t point = ring.first, first = 0; point < ring.first + ring.count; point++) {
        first = is_following ? first_beside(builder, point, first) : first_at(builder, point);
        is_following = first != point;
        builder->first_of[point] = (uint32_t)first;
        if (first == point || builder->is_end[first])
            continue;
        const struct point_run other = ring_of(topology, first, last);
        builder->is_end[first] =
            !same_way(beside(topology, ring, point), beside(topology, other, first));
    }
}

static bool mark_ends(struct builder *builder)
{
    const struct topology *topology = builder->topology;
    size_t last = 0;
    /* Half of the points, as a rule, are the second at their place. */
    builder->point_slot_count = topology->point_count + topology->point_count / 2 + 1;
    builder->point_slots = cpts_array_new(builder->point_slot_count, sizeof *builder->point_slots);
    builder->first_of = cpts_array_raw(topology->point_count, sizeof *builder->first_of);
    builder->is_end = cpts_array_new(topology->point_count, sizeof *builder->is_end);
    const bool done = builder->point_slots && builder->first_of && builder->is_end;
    for (size_t r = 0; done && r < topology->ring_count; r++)
        mark_ends_of(builder, topology->rings[r], &last);
    for (size_t point = 0; done && point < topology->point_count; point++)
        builder->is_end[point] = builder->is_end[builder->first_of[point]];
    cpts_array_free(builder->point_slots);
    cpts_array_free(builder->first_of);
    return done;
}

/* ---- arcs -------------------------------------------------------------------------------- */

static struct grid_point arc_point(const struct topology *topology, struct point_run arc, size_t i)
{
    return topology->arc_points[arc.first + i];
}

/* Whether the arc is named from its other end, so that both rings of a border name it alike. */
static bool is_backwards(const struct topology *topology, struct point_run arc)
{
    for (size_t i = 0, j = arc.count - 1; i < j; i++, j--) {
        const struct grid_point a = arc_point(topology, arc, i), b = arc_point(topology, arc, j);
        if (!same(a, b))
            return precedes(b, a);
    }
    return false;
}

static void reverse(struct topology *topology, struct point_run arc)
{
    struct grid_point *points = topology->arc_points + arc.first;
    for (size_t i = 0, j = arc.count - 1; i < j; i++, j--) {
        const struct grid_point p = points[i];
        points[i] = points[j];
        points[j] = p;
    }
}

/* The arc just laid at the end of arc_points, or the same one met before. */
static uint32_t find_arc(struct builder *builder, struct point_run arc)
{
    struct topology *topology = builder->topology;
    const struct grid_point *points = topology->arc_points + arc.first;
    uint64_t hash = hash_of(points[0]) ^ (3 * hash_of(points[arc.count - 1])) ^
                    mix(7 * hash_of(points[arc.count / 2]) + arc.count);
    size_t slot = cpts_slot_of((uint32_t)(hash >> 32), builder->arc_slot_count);
    for (; builder->arc_slots[slot]; slot = cpts_slot_after(slot, builder->arc_slot_count)) {
        const struct point_run other = topology->arcs[builder->arc_slots[slot] - 1];
        if (other.count == arc.count &&
            memcmp(points, topology->arc_points + other.first, arc.count * sizeof *points) == 0)
            return builder->arc_slots[slot] - 1;
    }
    topology->arcs[topology->arc_count] = arc;
    topology->arc_point_count += arc.count;
    builder->arc_slots[slot] = (uint32_t)++topology->arc_count;
    return builder->arc_slots[slot] - 1;
}

static bool add_ref(struct topology *topology, uint32_t ref)
{
    if (!CPTS_ARRAY_MORE(topology->refs, topology->ref_count, topology->ref_capacity))
        return false;
    topology->refs[topology->ref_count++] = ref;
    return true;
}

/* Points from..to (counted from the ring's first, beyond its end when it goes round). */
static bool add_arc(struct builder *builder, struct point_run ring, size_t from, size_t to)
{
    struct topology *topology = builder->topology;
    struct point_run arc = {topology->arc_point_count, to - from + 1};
    if (!cpts_array_reserve(&topology->arc_points, &topology->arc_point_capacity,
                            arc.first + arc.count, sizeof *topology->arc_points) ||
        !cpts_array_reserve(&topology->arcs, &topology->arc_capacity, topology->arc_count + 1,
                            sizeof *topology->arcs))
        return false;
    for (size_t i = 0; i < arc.count; i++)
        topology->arc_points[arc.first + i] =
            topology->points[ring.first + (from + i) % ring.count];
    const bool backwards = is_backwards(topology, arc);
    if (backwards)
        reverse(topology, arc);
    return add_ref(topology, 2 * find_arc(builder, arc) + backwards);
}

/* Where a ring without ends begins, so that all its copies begin alike. */
static size_t least_point(const struct topology *topology, struct point_run ring)
{
    size_t least = 0;
    for (size_t i = 1; i < ring.count; i++)
        if (precedes(topology->points[ring.first + i], topology->points[ring.first + least]))
            least = i;
    return least;
}

static bool cut_ring(struct builder *builder, struct point_run ring)
{
    struct topology *topology = builder->topology;
    size_t start = ring.count, last;
    for (size_t i = 0; i < ring.count && start == ring.count; i++)
        if (builder->is_end[ring.first + i])
            start = i;
    if (start == ring.count)
        start = least_point(topology, ring);
    last = start;
    for (size_t i = start + 1; i <= start + ring.count; i++)
        if (i == start + ring.count || builder->is_end[ring.first + i % ring.count]) {
            if (!add_arc(builder, ring, last, i))
                return false;
            last = i;
        }
    return true;
}

/* How many arcs there are when no two rings share one. */
static size_t most_arcs(const struct builder *builder)
{
    const struct topology *topology = builder->topology;
    size_t count = topology->ring_count; /* a ring without ends is one arc */
    for (size_t point = 0; point < topology->point_count; point++)
        count += builder->is_end[point];
    return count;
}

static bool cut_rings(struct builder *builder)
{
    struct topology *topology = builder->topology;
    builder->arc_slot_count = 2 * most_arcs(builder) + 1;
    builder->arc_slots = cpts_array_new(builder->arc_slot_count, sizeof *builder->arc_slots);
    topology->ring_refs = cpts_array_new(topology->ring_count, sizeof *topology->ring_refs);
    bool done = builder->arc_slots && topology->ring_refs;
    for (size_t r = 0; done && r < topology->ring_count; r++) {
        const size_t first = topology->ref_count;
        done = !topology->rings[r].count || cut_ring(builder, topology->rings[r]);
        topology->ring_refs[r] = (struct point_run){first, topology->ref_count - first};
    }
    cpts_array_free(builder->arc_slots);
    return done;
}

/* The points of rings are those of arcs from now on. */
static void free_points(struct topology *topology)
{
    cpts_array_free(topology->points);
    topology->points = NULL;
    topology->point_count = topology->point_capacity = 0;
}

bool cpts_topology_build(struct topology *topology, size_t most_points)
{
    struct builder builder = {.topology = topology};
    bool done =
        topology->point_count < UINT32_MAX / 4 && mark_ends(&builder) && cut_rings(&builder);
    cpts_array_free(builder.is_end);
    free_points(topology);
    done = done &&
           cpts_simplify(topology->arc_points, &topology->arc_point_count, topology->arcs,
                         topology->arc_count, most_points) &&
           cpts_array_resize(&topology->arc_points, topology->arc_point_count,
                             sizeof *topology->arc_points);
    if (done)
        topology->arc_point_capacity = topology->arc_point_count;
    return done;
}

/* ---- as bytes ---------------------------------------------------------------------------- */

void cpts_topology_put_count(struct bytes *out, size_t value)
{
    unsigned char digits[10];
    size_t count = 0;
    do {
        digits[count++] = (unsigned char)((value & 0x7F) | (value > 0x7F ? 0x80 : 0));
        value >>= 7;
    } while (value);
    cpts_bytes_add(out, digits, count);
}

void cpts_topology_put_signed(struct bytes *out, int64_t value)
{
    cpts_topology_put_count(out, value < 0 ? (size_t)(-2 * value - 1) : (size_t)(2 * value));
}

void cpts_topology_put_arcs(const struct topology *topology, struct bytes *out)
{
    struct grid_point at = {0, 0};
    cpts_topology_put_count(out, topology->arc_count);
    for (size_t a = 0; a < topology->arc_count; a++) {
        const struct point_run arc = topology->arcs[a];
        cpts_topology_put_count(out, arc.count);
        for (size_t i = 0; i < arc.count; i++) {
            const struct grid_point p = arc_point(topology, arc, i);
            cpts_topology_put_signed(out, (int64_t)p.x - at.x);
            cpts_topology_put_signed(out, (int64_t)p.y - at.y);
            at = p;
        }
    }
}

void cpts_topology_put_ring(const struct topology *topology, size_t ring, struct bytes *out)
{
    const struct point_run run = topology->ring_refs[ring];
    int64_t before = 0;
    cpts_topology_put_count(out, run.count);
    for (size_t i = run.first; i < run.first + run.count; i++) {
        cpts_topology_put_signed(out, (int64_t)topology->refs[i] - before);
        before = topology->refs[i];
    }
}
