#include "coverage/notices/moved.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/memory.h"
#include "coverage/cells/members.h"
#include "geometry/predicates.h"

#define REACH_M      3000.0 /* the farthest that labels of neighbouring systems are apart */
#define LEAST_LONG_M 5.0    /* shorter segments agree with too many */
#define NEAR_M       0.02   /* stretches whose ends differ by this, and by */
#define NEAR_SHARE   5e-5   /* that of their length, are equal */
#define ON_LINE_M    2e-3   /* nodes are put on segments, and drawn onto borders, within this */
#define SAME_WAY_M   2.0    /* votes for one way: systems differ in scale as well */
#define LEAST_SHARE  0.8    /* of the length looked at */
#define SAMPLES      64     /* the longest segments of a perimeter */
#define LEAST_VOTES  12
#define MOST_VOTES   100000 /* beyond, the units are a grid, and every way is as good */

/* A straight piece of a border, whatever nodes were put on it. */
struct stretch {
    struct point from, along;
    double long_m;
};

struct vote {
    struct point way;
    uint32_t sample, voter;
};

/* A perimeter whose votes are to be counted. */
struct voter {
    uint32_t perimeter;
    size_t first_sample, sample_count;
    double long_m;     /* of its samples */
    double shortest_m; /* of them, once there are as many as are wanted */
    bool is_found;
};

struct moves {
    const struct residual *residual;
    atomic_size_t *cast;
    struct stretch *samples;
    struct voter *voters;
    struct vote *votes;
    size_t *counted; /* by sample: the ballot that counted it last */
    size_t sample_count, sample_capacity, voter_count, voter_capacity, vote_count, vote_capacity;
    bool is_short; /* of memory */
};

typedef void (*stretch_fn)(struct moves *moves, const struct stretch *stretch);

static bool is_on_line(struct point a, struct point p, struct point b)
{
    const struct point along = {b.x - a.x, b.y - a.y}, to = {p.x - a.x, p.y - a.y};
    const double long2_m2 = along.x * along.x + along.y * along.y;
    const double cross_m2 = along.x * to.y - along.y * to.x;
    return long2_m2 > 0 ? cross_m2 * cross_m2 <= ON_LINE_M * ON_LINE_M * long2_m2
                        : to.x * to.x + to.y * to.y <= ON_LINE_M * ON_LINE_M;
}

/* Those of at least this length. */
static void each_stretch(struct moves *moves, const struct shapes *shapes, uint32_t part,
                         double least_m, stretch_fn visit)
{
    const struct part *of = &shapes->parts[part];
    for (uint32_t r = of->first_ring; r < of->first_ring + of->ring_count; r++) {
        const struct ring *ring = &shapes->rings[r];
        const struct point *points = &shapes->points[ring->first];
        struct point from = points[0];
        for (uint32_t v = 1; v <= ring->count; v++) {
            if (v < ring->count && is_on_line(from, points[v], points[v + 1]))
                continue;
            struct stretch stretch = {from, {points[v].x - from.x, points[v].y - from.y}, 0};
            from = points[v];
            if (fmax(fabs(stretch.along.x), fabs(stretch.along.y)) * 1.4143 < least_m)
                continue; /* most are so short that their length is not needed */
            stretch.long_m = hypot(stretch.along.x, stretch.along.y);
            if (stretch.long_m >= least_m)
                visit(moves, &stretch);
        }
    }
}

/* ---- what is looked for --------------------------------------------------------------------- */

/* Keeps the longest of a perimeter. */
static void sample(struct moves *moves, const struct stretch *stretch)
{
    struct voter *voter = &moves->voters[moves->voter_count - 1];
    struct stretch *own = &moves->samples[voter->first_sample];
    size_t at = 0;
    if (voter->sample_count < SAMPLES) {
        own[voter->sample_count++] = *stretch;
        return;
    }
    if (stretch->long_m <= voter->shortest_m)
        return;
    for (size_t i = 1; i < SAMPLES; i++)
        at = own[i].long_m < own[at].long_m ? i : at;
    voter->shortest_m = own[at].long_m;
    if (stretch->long_m > own[at].long_m)
        own[at] = *stretch;
}

static int by_east(const void *left, const void *right)
{
    const struct stretch *a = left, *b = right;
    return (a->along.x > b->along.x) - (a->along.x < b->along.x);
}

static bool take_samples(struct moves *moves, uint32_t perimeter, struct box *around)
{
    const struct residual *residual = moves->residual;
    if (!CPTS_ARRAY_MORE(moves->voters, moves->voter_count, moves->voter_capacity) ||
        !cpts_array_reserve(&moves->samples, &moves->sample_capacity, moves->sample_count + SAMPLES,
                            sizeof *moves->samples))
        return false;
    struct voter *voter = &moves->voters[moves->voter_count++];
    *voter = (struct voter){.perimeter = perimeter, .first_sample = moves->sample_count};
    *around = (struct box){INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = residual->part_first[perimeter]; i < residual->part_first[perimeter + 1]; i++) {
        const struct box *box = &residual->shapes->parts[residual->parts[i]].box;
        around->min_x = fmin(around->min_x, box->min_x - REACH_M);
        around->min_y = fmin(around->min_y, box->min_y - REACH_M);
        around->max_x = fmax(around->max_x, box->max_x + REACH_M);
        around->max_y = fmax(around->max_y, box->max_y + REACH_M);
        each_stretch(moves, residual->shapes, residual->parts[i], LEAST_LONG_M, sample);
    }
    struct stretch *own = &moves->samples[voter->first_sample];
    moves->sample_count += voter->sample_count;
    if (voter->sample_count > 1)
        qsort(own, voter->sample_count, sizeof *own, by_east);
    for (size_t i = 0; i < voter->sample_count; i++)
        voter->long_m += own[i].long_m;
    return true;
}

/* ---- votes ---------------------------------------------------------------------------------- */

/* A stretch of a unit that is equal to a sample of the last voter is not shorter than this. */
static double least_equal_m(const struct moves *moves)
{
    const struct voter *voter = &moves->voters[moves->voter_count - 1];
    double shortest_m = INFINITY;
    for (size_t i = 0; i < voter->sample_count; i++)
        shortest_m = fmin(shortest_m, moves->samples[voter->first_sample + i].long_m);
    return fmax(LEAST_LONG_M, (shortest_m - 2 * NEAR_M) / (1 + 2 * NEAR_SHARE));
}

/* Of the last voter: the samples equal to a stretch of a unit. */
static void vote(struct moves *moves, const struct stretch *unit)
{
    const struct voter *voter = &moves->voters[moves->voter_count - 1];
    const double near_m = NEAR_M + NEAR_SHARE * unit->long_m;
    const size_t last = voter->first_sample + voter->sample_count;
    size_t first = voter->first_sample;
    for (size_t end = last; first < end;) {
        const size_t middle = (first + end) / 2;
        if (moves->samples[middle].along.x < unit->along.x - near_m)
            first = middle + 1;
        else
            end = middle;
    }
    for (size_t i = first; i < last; i++) {
        const struct stretch *own = &moves->samples[i];
        const struct point way = {own->from.x - unit->from.x, own->from.y - unit->from.y};
        if (own->along.x > unit->along.x + near_m || atomic_load(moves->cast) > MOST_VOTES)
            return;
        if (fabs(own->along.y - unit->along.y) > near_m || hypot(way.x, way.y) > REACH_M)
            continue;
        if (!CPTS_ARRAY_MORE(moves->votes, moves->vote_count, moves->vote_capacity)) {
            moves->is_short = true;
            return;
        }
        moves->votes[moves->vote_count++] =
            (struct vote){way, (uint32_t)i, (uint32_t)moves->voter_count - 1};
        atomic_fetch_add(moves->cast, 1);
    }
}

/* Units near a voter. */
struct near_units {
    const struct base *base;
    struct box around;
    uint32_t *parts;
    size_t count, capacity;
};

static bool add_near(void *user, uint32_t part)
{
    struct near_units *near = user;
    if (!cpts_part_is_unit(near->base, part) ||
        !cpts_boxes_meet(near->base->shapes->parts[part].box, near->around))
        return true;
    if (!CPTS_ARRAY_MORE(near->parts, near->count, near->capacity))
        return false;
    near->parts[near->count++] = part;
    return true;
}

bool cpts_moves_add(struct moves *moves, uint32_t perimeter)
{
    const struct base *base = moves->residual->base;
    struct near_units near = {.base = base};
    if (!take_samples(moves, perimeter, &near.around))
        return false;
    const double least_m = least_equal_m(moves);
    /* Boxes of the tree are of before noding, which moved points by millimetres. */
    moves->is_short =
        !cpts_box_tree_search(&base->index.parts, cpts_box_grow(near.around, 1), add_near, &near);
    near.count = cpts_members_order(near.parts, near.count);
    for (size_t i = 0; i < near.count && !moves->is_short; i++)
        each_stretch(moves, base->shapes, near.parts[i], least_m, vote);
    cpts_array_free(near.parts);
    return !moves->is_short;
}

bool cpts_moves_join(struct moves *moves, const struct moves *others)
{
    if (!cpts_array_reserve(&moves->voters, &moves->voter_capacity,
                            moves->voter_count + others->voter_count, sizeof *moves->voters) ||
        !cpts_array_reserve(&moves->samples, &moves->sample_capacity,
                            moves->sample_count + others->sample_count, sizeof *moves->samples) ||
        !cpts_array_reserve(&moves->votes, &moves->vote_capacity,
                            moves->vote_count + others->vote_count, sizeof *moves->votes))
        return false;
    for (size_t i = 0; i < others->vote_count; i++) {
        struct vote vote = others->votes[i];
        vote.sample += (uint32_t)moves->sample_count;
        vote.voter += (uint32_t)moves->voter_count;
        moves->votes[moves->vote_count++] = vote;
    }
    for (size_t i = 0; i < others->voter_count; i++) {
        struct voter voter = others->voters[i];
        voter.first_sample += moves->sample_count;
        moves->voters[moves->voter_count++] = voter;
    }
    for (size_t i = 0; i < others->sample_count; i++)
        moves->samples[moves->sample_count++] = others->samples[i];
    return true;
}

/* ---- the ballot ----------------------------------------------------------------------------- */

/* By squares of a metre: one ballot each, however many votes are in one. */
static int by_square(const struct vote *a, const struct vote *b)
{
    const double x = floor(a->way.x) - floor(b->way.x), y = floor(a->way.y) - floor(b->way.y);
    return x != 0 ? (x > 0) - (x < 0) : (y > 0) - (y < 0);
}

static int by_way(const void *left, const void *right)
{
    const struct vote *a = left, *b = right;
    const int squares = by_square(a, b);
    return squares ? squares : (a->sample > b->sample) - (a->sample < b->sample);
}

/* The samples that vote for about the same way as one of them, each counted once: their length, and
 * their mean way. */
static double count_votes(struct moves *moves, size_t at, struct point *mean)
{
    const struct point wanted = moves->votes[at].way;
    struct point sum = {0, 0};
    double long_m = 0, count = 0;
    size_t first = at;
    while (first > 0 && moves->votes[first - 1].way.x >= floor(wanted.x - SAME_WAY_M))
        first--;
    for (size_t i = first;
         i < moves->vote_count && floor(moves->votes[i].way.x) <= wanted.x + SAME_WAY_M; i++) {
        const struct vote *other = &moves->votes[i];
        if (fabs(other->way.x - wanted.x) > SAME_WAY_M ||
            fabs(other->way.y - wanted.y) > SAME_WAY_M || moves->counted[other->sample] == at + 1)
            continue;
        moves->counted[other->sample] = at + 1;
        long_m += moves->samples[other->sample].long_m;
        sum = (struct point){sum.x + other->way.x, sum.y + other->way.y};
        count++;
    }
    *mean = (struct point){sum.x / count, sum.y / count};
    return long_m;
}

/* Drops the votes of the perimeters whose move is known. */
static void drop_found(struct moves *moves)
{
    size_t kept = 0;
    for (size_t i = 0; i < moves->vote_count; i++)
        if (!moves->voters[moves->votes[i].voter].is_found)
            moves->votes[kept++] = moves->votes[i];
    moves->vote_count = kept;
}

/* The index of the vote for the way that most of the length has; of equals, the shortest way. */
static size_t elect(struct moves *moves, struct point *way)
{
    size_t best = SIZE_MAX;
    double most_m = 0;
    memset(moves->counted, 0, sizeof *moves->counted * moves->sample_count);
    for (size_t i = 0; i < moves->vote_count; i++) {
        struct point mean;
        if (i > 0 && by_square(&moves->votes[i - 1], &moves->votes[i]) == 0)
            continue;
        const double long_m = count_votes(moves, i, &mean);
        if (long_m < most_m || (best != SIZE_MAX && long_m == most_m &&
                                hypot(mean.x, mean.y) >= hypot(way->x, way->y)))
            continue;
        most_m = long_m;
        best = i;
        *way = mean;
    }
    return best;
}

/* How much of the samples of a voter agree with the ballot counted last. */
static bool agrees(const struct moves *moves, const struct voter *voter, size_t ballot,
                   size_t *count)
{
    double long_m = 0;
    *count = 0;
    for (size_t i = voter->first_sample; i < voter->first_sample + voter->sample_count; i++)
        if (moves->counted[i] == ballot + 1) {
            long_m += moves->samples[i].long_m;
            ++*count;
        }
    return *count > 0 && long_m >= LEAST_SHARE * voter->long_m;
}

/* One ballot. True when it found a move. */
static bool hold_ballot(struct moves *moves, struct point *ways)
{
    struct point way = {0, 0};
    size_t votes = 0, count;
    const size_t best = elect(moves, &way);
    if (best == SIZE_MAX || hypot(way.x, way.y) < 2 * SAME_WAY_M)
        return false;
    memset(moves->counted, 0, sizeof *moves->counted * moves->sample_count);
    count_votes(moves, best, &way);
    for (size_t i = 0; i < moves->voter_count; i++)
        votes += agrees(moves, &moves->voters[i], best, &count) ? count : 0;
    if (votes < LEAST_VOTES)
        return false;
    for (size_t i = 0; i < moves->voter_count; i++)
        if (agrees(moves, &moves->voters[i], best, &count)) {
            moves->voters[i].is_found = true;
            ways[moves->voters[i].perimeter] = way;
        }
    drop_found(moves);
    return true;
}

bool cpts_moves_settle(struct moves *moves, struct point *ways)
{
    if (moves->vote_count == 0 || moves->vote_count > MOST_VOTES)
        return true;
    moves->counted = cpts_array_new(moves->sample_count, sizeof *moves->counted);
    if (!moves->counted)
        return false;
    qsort(moves->votes, moves->vote_count, sizeof *moves->votes, by_way);
    while (hold_ballot(moves, ways))
        ;
    return true;
}

struct moves *cpts_moves_new(const struct residual *residual, atomic_size_t *cast)
{
    struct moves *moves = cpts_array_new(1, sizeof *moves);
    if (moves)
        *moves = (struct moves){.residual = residual, .cast = cast};
    return moves;
}

void cpts_moves_free(struct moves *moves)
{
    if (!moves)
        return;
    cpts_array_free(moves->samples);
    cpts_array_free(moves->voters);
    cpts_array_free(moves->votes);
    cpts_array_free(moves->counted);
    cpts_array_free(moves);
}
