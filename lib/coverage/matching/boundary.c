#include "coverage/matching/boundary.h"

#include <stdlib.h>
#include <string.h>

#include "geometry/box_tree.h"
#include "geometry/predicates.h"

/* How far points may have been moved: a ring that encloses less than this times its length may have
 * been turned over. */
#define MOVED_M (4 * CPTS_COINCIDENCE_M)

/* A segment between two points of the set, in the direction in which it was drawn. */
struct stretch {
    uint32_t from, to, segment;
    uint32_t connected; /* CPTS_NONE while unknown */
    bool turned;        /* the inside is on the right of it as drawn */
};

struct leaving {
    struct point way;
    uint32_t stretch;
};

struct outline_part {
    uint32_t first;                       /* a point of it */
    double drawn_m2, turned_m2, length_m; /* area as drawn, and with stretches turned */
    bool over;                            /* all of it is to be turned over */
};

/* ---- borders that need nothing ------------------------------------------------------------ */

static double length_m(struct point a, struct point b)
{
    const struct point d = cpts_vector(a, b);
    return sqrt(d.x * d.x + d.y * d.y);
}

/* *plain: whether the ring visits each point for the first time and has certainly not been turned
 * over. */
static bool add_ring_points(struct boundary *boundary, const struct ring *ring, bool is_hole,
                            double area_m2, bool *plain)
{
    const struct residual *residual = boundary->residual;
    const struct point *points = residual->shapes->points;
    double around_m = 0;
    for (uint32_t v = ring->first; v < ring->first + ring->count && *plain; v++) {
        uint32_t index;
        if (residual->match[v] == RESIDUAL_COLLAPSED)
            continue;
        const size_t known = boundary->points.count;
        if (!cpts_point_set_add(&boundary->points, points[v], &index))
            return false;
        *plain = boundary->points.count > known;
        around_m += length_m(points[v], points[v + 1]);
    }
    *plain &= (is_hole ? -area_m2 : area_m2) > MOVED_M * around_m;
    return true;
}

static bool add_up(struct boundary *boundary, uint32_t perimeter, bool *plain)
{
    struct residual *residual = boundary->residual;
    const bool redrawn = residual->redrawn[perimeter];
    cpts_point_set_clear(&boundary->points);
    *plain = true;
    for (size_t i = residual->part_first[perimeter]; i < residual->part_first[perimeter + 1]; i++) {
        const struct part *part = &residual->shapes->parts[residual->parts[i]];
        for (uint32_t r = 0; r < part->ring_count; r++) {
            const struct ring *ring = &residual->shapes->rings[part->first_ring + r];
            const double area_m2 =
                cpts_ring_area_m2(residual->shapes->points + ring->first, ring->count);
            residual->drawn_area_m2[perimeter] += area_m2;
            if (redrawn && *plain && !add_ring_points(boundary, ring, r > 0, area_m2, plain))
                return false;
        }
    }
    return true;
}

/* ---- each segment once -------------------------------------------------------------------- */

static bool list_stretches(struct boundary *boundary, uint32_t perimeter)
{
    const struct residual *residual = boundary->residual;
    const struct point *points = residual->shapes->points;
    cpts_point_set_clear(&boundary->points);
    boundary->stretch_count = 0;
    for (size_t i = residual->part_first[perimeter]; i < residual->part_first[perimeter + 1]; i++) {
        const struct part *part = &residual->shapes->parts[residual->parts[i]];
        for (uint32_t r = 0; r < part->ring_count; r++) {
            const struct ring *ring = &residual->shapes->rings[part->first_ring + r];
            for (uint32_t v = ring->first; v < ring->first + ring->count; v++) {
                struct stretch stretch = {.segment = v, .connected = CPTS_NONE};
                if (residual->match[v] == RESIDUAL_COLLAPSED)
                    continue;
                if (!cpts_point_set_add(&boundary->points, points[v], &stretch.from) ||
                    !cpts_point_set_add(&boundary->points, points[v + 1], &stretch.to) ||
                    !cpts_array_reserve(&boundary->stretches, &boundary->stretch_capacity,
                                        boundary->stretch_count + 1, sizeof stretch))
                    return false;
                boundary->stretches[boundary->stretch_count++] = stretch;
            }
        }
    }
    return true;
}

static int by_ends(const void *left, const void *right)
{
    const struct stretch *a = left, *b = right;
    const uint32_t a_low = a->from < a->to ? a->from : a->to;
    const uint32_t b_low = b->from < b->to ? b->from : b->to;
    if (a_low != b_low)
        return a_low < b_low ? -1 : 1;
    const uint32_t a_high = a->from ^ a->to ^ a_low, b_high = b->from ^ b->to ^ b_low;
    return (a_high > b_high) - (a_high < b_high);
}

static int by_ends_and_segment(const void *left, const void *right)
{
    const struct stretch *a = left, *b = right;
    const int order = by_ends(left, right);
    return order ? order : (a->segment > b->segment) - (a->segment < b->segment);
}

/* Segments between the same points: an odd number is one, an even number none. */
static void keep_one_of_each(struct boundary *boundary)
{
    struct stretch *stretches = boundary->stretches;
    uint32_t *match = boundary->residual->match;
    size_t kept = 0;
    if (boundary->stretch_count > 1)
        qsort(stretches, boundary->stretch_count, sizeof *stretches, by_ends_and_segment);
    for (size_t first = 0, last; first < boundary->stretch_count; first = last) {
        for (last = first;
             last < boundary->stretch_count && !by_ends(&stretches[first], &stretches[last]);)
            last++;
        const bool odd = (last - first) % 2;
        for (size_t i = first + odd; i < last; i++)
            match[stretches[i].segment] = RESIDUAL_COLLAPSED;
        if (odd)
            stretches[kept++] = stretches[first];
    }
    boundary->stretch_count = kept;
}

/* ---- which way round ---------------------------------------------------------------------- */

static int by_way(const void *left, const void *right)
{
    const struct leaving *a = left, *b = right;
    return cpts_compare_directions(a->way, b->way);
}

static bool list_leaving(struct boundary *boundary)
{
    const struct point *points = boundary->points.points;
    const size_t count = boundary->points.count;
    if (!cpts_array_reserve(&boundary->leaving, &boundary->leaving_capacity,
                            2 * boundary->stretch_count, sizeof *boundary->leaving) ||
        !cpts_array_reserve(&boundary->leaving_first, &boundary->leaving_first_capacity, count + 2,
                            sizeof *boundary->leaving_first) ||
        !cpts_array_reserve(&boundary->queue, &boundary->queue_capacity,
                            2 * boundary->stretch_count, sizeof *boundary->queue))
        return false;
    memset(boundary->leaving_first, 0, (count + 2) * sizeof *boundary->leaving_first);
    uint32_t *at = boundary->leaving_first + 1;
    for (size_t i = 0; i < boundary->stretch_count; i++) {
        at[boundary->stretches[i].from + 1]++;
        at[boundary->stretches[i].to + 1]++;
    }
    for (size_t p = 1; p <= count; p++)
        at[p] += at[p - 1];
    for (uint32_t i = 0; i < boundary->stretch_count; i++) {
        const struct stretch *s = &boundary->stretches[i];
        const struct point way = cpts_vector(points[s->from], points[s->to]);
        boundary->leaving[at[s->from]++] = (struct leaving){way, i};
        boundary->leaving[at[s->to]++] = (struct leaving){{-way.x, -way.y}, i};
    }
    for (size_t p = 0; p < count; p++)
        if (boundary->leaving_first[p + 1] - boundary->leaving_first[p] > 2)
            qsort(boundary->leaving + boundary->leaving_first[p],
                  boundary->leaving_first[p + 1] - boundary->leaving_first[p],
                  sizeof *boundary->leaving, by_way);
    return true;
}

/* Does the stretch, turned as it is known to be, lead away from the point? */
static bool leads_away(const struct stretch *stretch, uint32_t point)
{
    return (stretch->from == point) != stretch->turned;
}

static void take(struct boundary *boundary, uint32_t index, uint32_t connected, size_t *tail)
{
    struct stretch *stretch = &boundary->stretches[index];
    struct outline_part *part = &boundary->connected[connected];
    const struct point *points = boundary->points.points;
    const struct point u = cpts_vector(points[part->first], points[stretch->from]);
    const struct point v = cpts_vector(points[part->first], points[stretch->to]);
    const double cross_m2 = (u.x * v.y - v.x * u.y) / 2;
    stretch->connected = connected;
    part->drawn_m2 += cross_m2;
    part->turned_m2 += stretch->turned ? -cross_m2 : cross_m2;
    part->length_m += length_m(u, v);
    boundary->queue[(*tail)++] = stretch->from;
    boundary->queue[(*tail)++] = stretch->to;
}

/* Round a point inside and outside take turns, so segments that lead away from it and those that
 * lead to it do. */
static void go_round(struct boundary *boundary, uint32_t point, uint32_t connected, size_t *tail)
{
    const struct leaving *leaving = boundary->leaving;
    const uint32_t first = boundary->leaving_first[point],
                   last = boundary->leaving_first[point + 1];
    uint32_t known = first;
    while (boundary->stretches[leaving[known].stretch].connected == CPTS_NONE)
        known++;
    const bool away = leads_away(&boundary->stretches[leaving[known].stretch], point);
    for (uint32_t i = first; i < last; i++) {
        struct stretch *stretch = &boundary->stretches[leaving[i].stretch];
        if (stretch->connected != CPTS_NONE)
            continue;
        stretch->turned = leads_away(stretch, point) != (away != ((i - known) % 2 != 0));
        take(boundary, leaving[i].stretch, connected, tail);
    }
}

static bool connect(struct boundary *boundary)
{
    boundary->connected_count = 0;
    for (uint32_t i = 0; i < boundary->stretch_count; i++) {
        if (boundary->stretches[i].connected != CPTS_NONE)
            continue;
        if (!CPTS_ARRAY_MORE(boundary->connected, boundary->connected_count,
                             boundary->connected_capacity))
            return false;
        const uint32_t connected = (uint32_t)boundary->connected_count++;
        boundary->connected[connected] =
            (struct outline_part){.first = boundary->stretches[i].from};
        size_t tail = 0;
        take(boundary, i, connected, &tail);
        for (size_t head = 0; head < tail; head++)
            go_round(boundary, boundary->queue[head], connected, &tail);
    }
    return true;
}

/* ---- inside or outside -------------------------------------------------------------------- */

static bool plant_tree(struct boundary *boundary)
{
    struct box *boxes = cpts_array_raw(boundary->stretch_count, sizeof *boxes);
    const struct point *points = boundary->points.points;
    for (size_t i = 0; boxes && i < boundary->stretch_count; i++)
        boxes[i] = cpts_box_of_segment(points[boundary->stretches[i].from],
                                       points[boundary->stretches[i].to]);
    boundary->has_tree =
        boxes && cpts_box_tree_build(&boundary->tree, boxes, boundary->stretch_count);
    cpts_array_free(boxes);
    return boundary->has_tree;
}

struct ray {
    const struct boundary *boundary;
    struct point from;
    uint32_t connected;
    bool inside;
};

static bool cross_stretch(void *user, uint32_t item)
{
    struct ray *ray = user;
    const struct stretch *stretch = &ray->boundary->stretches[item];
    const struct point a = ray->boundary->points.points[stretch->from];
    const struct point b = ray->boundary->points.points[stretch->to];
    if (stretch->connected != ray->connected && (a.y > ray->from.y) != (b.y > ray->from.y) &&
        (cpts_side(a, b, ray->from) > 0) == (b.y > a.y))
        ray->inside ^= true;
    return true;
}

/* Is a connected part of the border inside the others? */
static bool is_surrounded(struct boundary *boundary, uint32_t connected, bool *inside)
{
    struct ray ray = {.boundary = boundary,
                      .from = boundary->points.points[boundary->connected[connected].first],
                      .connected = connected};
    if (!boundary->has_tree && !plant_tree(boundary))
        return false;
    cpts_box_tree_search(&boundary->tree,
                         (struct box){ray.from.x, ray.from.y, INFINITY, ray.from.y}, cross_stretch,
                         &ray);
    *inside = ray.inside;
    return true;
}

/* What encloses much is as it was drawn, a shell or a hole. What was thin enough to be turned over
 * is a shell where it stands outside, a hole where it stands inside. */
static bool settle_inside(struct boundary *boundary)
{
    bool done = true;
    boundary->has_tree = false;
    for (uint32_t c = 0; done && c < boundary->connected_count; c++) {
        struct outline_part *part = &boundary->connected[c];
        bool hole = part->drawn_m2 < 0;
        if (fabs(part->drawn_m2) <= MOVED_M * part->length_m)
            done = is_surrounded(boundary, c, &hole);
        part->over = hole != (part->turned_m2 < 0);
    }
    cpts_box_tree_free(&boundary->tree);
    return done;
}

static void apply(struct boundary *boundary, uint32_t perimeter)
{
    struct residual *residual = boundary->residual;
    double area_m2 = 0;
    for (size_t c = 0; c < boundary->connected_count; c++)
        area_m2 += boundary->connected[c].over ? -boundary->connected[c].turned_m2
                                               : boundary->connected[c].turned_m2;
    residual->drawn_area_m2[perimeter] = area_m2;
    for (size_t i = 0; i < boundary->stretch_count; i++) {
        const struct stretch *s = &boundary->stretches[i];
        if (s->turned == boundary->connected[s->connected].over)
            continue;
        if (residual->match[s->segment] == RESIDUAL_OPEN)
            residual->turned[s->segment] = 1;
        else
            residual->match[s->segment] = residual->base->borders.twin[residual->match[s->segment]];
    }
}

bool cpts_boundary_settle(struct boundary *boundary, uint32_t perimeter)
{
    bool plain;
    if (!add_up(boundary, perimeter, &plain))
        return false;
    if (plain)
        return true;
    if (!list_stretches(boundary, perimeter))
        return false;
    keep_one_of_each(boundary);
    if (!list_leaving(boundary) || !connect(boundary) || !settle_inside(boundary))
        return false;
    apply(boundary, perimeter);
    return true;
}

void cpts_boundary_free(struct boundary *boundary)
{
    cpts_point_set_free(&boundary->points);
    cpts_array_free(boundary->stretches);
    cpts_array_free(boundary->leaving);
    cpts_array_free(boundary->leaving_first);
    cpts_array_free(boundary->queue);
    cpts_array_free(boundary->connected);
}
