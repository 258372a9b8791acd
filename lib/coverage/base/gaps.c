#include "coverage/base/gaps.h"

#include <stdlib.h>

#include "common/memory.h"
#include "geometry/box_tree.h"
#include "geometry/point_set.h"
#include "geometry/predicates.h"

/* Outer segments are gone along backwards, from their end to their start, which keeps the
 * uncovered side on the left. At a start where several arrive, a turn says which one is next. */
struct turn {
    uint32_t segment, next;
    uint32_t place; /* number of the point */
};

/* A segment that leaves such a point. */
struct departure {
    uint32_t place, segment;
    struct point direction;
};

/* ---- where pieces of land touch ----------------------------------------------------------- */

struct search {
    struct gaps *outer;
    const struct borders *borders;
    uint32_t *segments; /* that have no other side */
    size_t segment_count;
    struct point_set starts, places; /* points where one, where several outer segments start */
    struct departure *departures;
    size_t departure_count, departure_capacity;
};

static bool note_start(struct search *search, uint32_t segment)
{
    const struct point start = search->borders->shapes->points[segment];
    const size_t before = search->starts.count;
    uint32_t index;
    if (!cpts_point_set_add(&search->starts, start, &index))
        return false;
    return search->starts.count > before || cpts_point_set_add(&search->places, start, &index);
}

static bool note_turn(struct search *search, uint32_t segment)
{
    struct gaps *outer = search->outer;
    const struct point *points = search->borders->shapes->points;
    const uint32_t arrives = cpts_point_set_find(&search->places, points[segment]);
    const uint32_t departs = cpts_point_set_find(&search->places, points[segment + 1]);
    if (arrives != CPTS_NONE) {
        if (!CPTS_ARRAY_MORE(outer->turns, outer->turn_count, outer->turn_capacity))
            return false;
        outer->turns[outer->turn_count++] = (struct turn){segment, CPTS_NONE, arrives};
    }
    if (departs != CPTS_NONE) {
        if (!CPTS_ARRAY_MORE(search->departures, search->departure_count,
                             search->departure_capacity))
            return false;
        search->departures[search->departure_count++] =
            (struct departure){departs, segment, cpts_vector(points[segment + 1], points[segment])};
    }
    return true;
}

static int by_direction(const void *left, const void *right)
{
    const struct departure *a = left, *b = right;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return cpts_compare_directions(a->direction, b->direction);
}

static int by_segment(const void *left, const void *right)
{
    const struct turn *a = left, *b = right;
    return (a->segment > b->segment) - (a->segment < b->segment);
}

/* The departure that comes first clockwise from where the turn's segment comes from, so that
 * nothing but uncovered ground lies between. */
static uint32_t choose_departure(const struct search *search, const struct turn *turn)
{
    const struct point *points = search->borders->shapes->points;
    const struct departure back = {turn->place, CPTS_NONE,
                                   cpts_vector(points[turn->segment], points[turn->segment + 1])};
    size_t before = 0, after = search->departure_count; /* below back; not below it */
    while (before < after) {
        const size_t middle = before + (after - before) / 2;
        if (by_direction(&search->departures[middle], &back) < 0)
            before = middle + 1;
        else
            after = middle;
    }
    if (before > 0 && search->departures[before - 1].place == turn->place)
        return search->departures[before - 1].segment;
    while (after + 1 < search->departure_count &&
           search->departures[after + 1].place == turn->place)
        after++;
    return search->departures[after].segment;
}

static bool find_turns(struct search *search)
{
    struct gaps *outer = search->outer;
    for (size_t i = 0; i < search->segment_count; i++)
        if (!note_start(search, search->segments[i]))
            return false;
    for (size_t i = 0; i < search->segment_count && search->places.count; i++)
        if (!note_turn(search, search->segments[i]))
            return false;
    if (search->places.count == 0)
        return true;
    qsort(search->departures, search->departure_count, sizeof *search->departures, by_direction);
    qsort(outer->turns, outer->turn_count, sizeof *outer->turns, by_segment);
    for (size_t i = 0; i < outer->turn_count; i++)
        outer->turns[i].next = choose_departure(search, &outer->turns[i]);
    return true;
}

static struct turn *turn_of(const struct gaps *outer, uint32_t segment)
{
    const struct turn wanted = {.segment = segment};
    return outer->turn_count
               ? bsearch(&wanted, outer->turns, outer->turn_count, sizeof *outer->turns, by_segment)
               : NULL;
}

static uint32_t next_of(const struct gaps *outer, const struct borders *borders, uint32_t segment)
{
    const struct turn *turn = turn_of(outer, segment);
    return turn ? turn->next : cpts_gaps_next(borders, segment);
}

/* ---- simple loops ------------------------------------------------------------------------- */

/* A loop that comes back to a point is two loops: each arrival takes the other's way on. `path`
 * has room for all turns, `at` a number for each place: its height in the path, plus one. */
static void split_loop(struct gaps *outer, const struct borders *borders, uint8_t *seen,
                       uint32_t start, struct turn **path, uint32_t *at)
{
    uint32_t height = 0;
    for (uint32_t segment = start; !seen[segment];) {
        struct turn *turn = turn_of(outer, segment);
        seen[segment] = 1;
        segment = turn ? turn->next : cpts_gaps_next(borders, segment);
        if (!turn)
            continue;
        if (at[turn->place]) {
            struct turn *earlier = path[at[turn->place] - 1];
            turn->next = earlier->next;
            earlier->next = segment;
            /* The points between belong to the loop cut off. */
            for (; height > at[turn->place]; height--)
                at[path[height - 1]->place] = 0;
        } else {
            path[height++] = turn;
            at[turn->place] = height;
        }
    }
    while (height > 0)
        at[path[--height]->place] = 0;
}

static bool split_loops(struct gaps *outer, const struct borders *borders, size_t place_count)
{
    uint8_t *seen = cpts_array_new(borders->shapes->point_count, 1);
    struct turn **path = cpts_array_new(outer->turn_count, sizeof(struct turn *));
    uint32_t *at = cpts_array_new(place_count, sizeof *at);
    const bool done = seen && path && at;
    for (size_t i = 0; done && i < outer->turn_count; i++)
        if (!seen[outer->turns[i].segment])
            split_loop(outer, borders, seen, outer->turns[i].segment, path, at);
    cpts_array_free(seen);
    cpts_array_free(path);
    cpts_array_free(at);
    return done;
}

/* ---- rings -------------------------------------------------------------------------------- */

static struct outer_ring measure_ring(const struct gaps *outer, const struct borders *borders,
                                      uint32_t start, uint8_t *seen)
{
    const struct point *points = borders->shapes->points;
    struct outer_ring ring = {.start = start, .box = CPTS_EMPTY_BOX, .inside = CPTS_NONE};
    const struct point origin = points[start];
    for (uint32_t s = start; !seen[s]; s = next_of(outer, borders, s)) {
        seen[s] = 1;
        const struct point a = cpts_vector(origin, points[s + 1]);
        const struct point b = cpts_vector(origin, points[s]);
        ring.area_m2 += (a.x * b.y - b.x * a.y) / 2;
        ring.count++;
        ring.box = cpts_box_join(ring.box, cpts_box_of_segment(points[s], points[s + 1]));
    }
    return ring;
}

static bool trace_rings(const struct search *search)
{
    struct gaps *outer = search->outer;
    uint8_t *seen = cpts_array_new(search->borders->shapes->point_count, sizeof *seen);
    bool done = seen;
    for (size_t i = 0; done && i < search->segment_count; i++) {
        const uint32_t segment = search->segments[i];
        if (seen[segment])
            continue;
        done = CPTS_ARRAY_MORE(outer->rings, outer->count, outer->capacity);
        if (done)
            outer->rings[outer->count++] = measure_ring(outer, search->borders, segment, seen);
    }
    cpts_array_free(seen);
    return done;
}

void cpts_gaps_copy(const struct gaps *outer, const struct borders *borders, size_t ring,
                    struct point *room)
{
    uint32_t segment = outer->rings[ring].start;
    const uint32_t count = outer->rings[ring].count;
    for (uint32_t i = 0; i < count; i++, segment = next_of(outer, borders, segment))
        room[i] = borders->shapes->points[segment + 1];
    room[count] = room[0];
}

/* Is the land inside the gap? It may touch the shore at some points: the first that does not
 * decides. */
static bool lies_in(const struct gaps *outer, const struct borders *borders,
                    const struct outer_ring *land, const struct point *gap, uint32_t gap_count)
{
    uint32_t segment = land->start;
    for (uint32_t i = 0; i < land->count; i++, segment = next_of(outer, borders, segment)) {
        const int place = cpts_point_in_ring(gap, gap_count, borders->shapes->points[segment]);
        if (place != 0)
            return place > 0;
    }
    return false;
}

struct nesting {
    struct gaps *outer;
    const struct borders *borders;
    uint32_t gap;
    const struct point *points; /* of the gap */
};

static bool visit_land(void *user, uint32_t item)
{
    struct nesting *nesting = user;
    struct gaps *outer = nesting->outer;
    const struct outer_ring *gap = &outer->rings[nesting->gap];
    struct outer_ring *land = &outer->rings[item];
    const bool nearer =
        land->inside == CPTS_NONE || gap->area_m2 < outer->rings[land->inside].area_m2;
    if (nearer && lies_in(outer, nesting->borders, land, nesting->points, gap->count))
        land->inside = nesting->gap;
    return true;
}

/* A tree over the pieces of land, of which most meet no gap. */
static bool plant_lands(const struct gaps *outer, struct box_tree *tree)
{
    struct box *boxes = cpts_array_raw(outer->count, sizeof *boxes);
    for (size_t i = 0; boxes && i < outer->count; i++)
        boxes[i] = outer->rings[i].area_m2 > 0 ? CPTS_EMPTY_BOX : outer->rings[i].box;
    const bool done = boxes && cpts_box_tree_build(tree, boxes, outer->count);
    cpts_array_free(boxes);
    return done;
}

/* Finds for each piece of land the gap it lies in, if any: an island in a lake. */
static bool nest_rings(struct gaps *outer, const struct borders *borders)
{
    struct nesting nesting = {.outer = outer, .borders = borders};
    struct box_tree lands = {0};
    bool done = plant_lands(outer, &lands);
    for (uint32_t g = 0; done && g < outer->count; g++) {
        const struct outer_ring *gap = &outer->rings[g];
        if (gap->area_m2 <= 0)
            continue;
        struct point *points = cpts_array_raw((size_t)gap->count + 1, sizeof *points);
        done = points != NULL;
        if (done) {
            cpts_gaps_copy(outer, borders, g, points);
            nesting.gap = g;
            nesting.points = points;
            cpts_box_tree_search(&lands, gap->box, visit_land, &nesting);
        }
        cpts_array_free(points);
    }
    cpts_box_tree_free(&lands);
    return done;
}

bool cpts_gaps_trace(struct gaps *outer, const struct borders *borders)
{
    struct search search = {.outer = outer, .borders = borders};
    bool done = cpts_borders_list_lone(borders, &search.segments, &search.segment_count) &&
                find_turns(&search);
    if (done && outer->turn_count)
        done = split_loops(outer, borders, search.places.count);
    done = done && trace_rings(&search) && nest_rings(outer, borders);
    cpts_array_free(search.segments);
    cpts_point_set_free(&search.starts);
    cpts_point_set_free(&search.places);
    cpts_array_free(search.departures);
    return done;
}

void cpts_gaps_free(struct gaps *outer)
{
    cpts_array_free(outer->rings);
    cpts_array_free(outer->turns);
    *outer = (struct gaps){0};
}
