/* Where segments meet. */
#include "coverage/matching/noding_work.h"

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

/* Points of perimeters within the coincidence are of no weight to the base: its borders hold still.
 * They receive what lies on them to the quantum, so no place of the base is ever turned over. */
static bool lies_on(const struct noding *noding, bool of_base, struct point a, struct point b,
                    struct point c)
{
    return noding->exact || of_base ? cpts_segment_meets_quantum(a, b, c)
                                    : cpts_point_on_segment(a, b, c);
}

static void meet(const struct noding *noding, const struct point *p, bool with_base,
                 struct meeting *meeting)
{
    const struct point a = p[0], b = p[1], c = p[2], d = p[3];
    *meeting = (struct meeting){.share_end = is_end(c, a, b) || is_end(d, a, b)};
    if (!is_end(c, a, b) && lies_on(noding, false, a, b, c))
        meeting->on_first[meeting->first_count++] = c;
    if (!is_end(d, a, b) && lies_on(noding, false, a, b, d))
        meeting->on_first[meeting->first_count++] = d;
    if (!is_end(a, c, d) && lies_on(noding, with_base, c, d, a))
        meeting->on_second[meeting->second_count++] = a;
    if (!is_end(b, c, d) && lies_on(noding, with_base, c, d, b))
        meeting->on_second[meeting->second_count++] = b;
}

/* The ends of an encounter's two segments. */
static void ends(const struct noding *noding, const struct encounter *e, bool with_base,
                 struct point *out)
{
    const struct point *mine = noding->residual->shapes->points;
    const struct point *others = with_base ? noding->residual->base->shapes->points : mine;
    uint32_t first = noding->entries[e->mine].segment;
    uint32_t second = with_base ? e->other : noding->entries[e->other].segment;
    out[0] = mine[first];
    out[1] = mine[first + 1];
    out[2] = others[second];
    out[3] = others[second + 1];
}

static bool add_mine(struct noding *noding, uint32_t entry, struct point point)
{
    return cpts_noding_add_node(&noding->nodes, &noding->node_count, &noding->node_capacity,
                                (struct node){entry, point});
}

static bool add_other(struct noding *noding, uint32_t other, bool with_base, struct point point)
{
    if (!with_base)
        return add_mine(noding, other, point);
    return cpts_noding_add_node(&noding->base_nodes, &noding->base_node_count,
                                &noding->base_node_capacity, (struct node){other, point});
}

/* Has the encounter been looked at since one of the two was cut? */
static bool is_known(const struct noding *noding, const struct encounter *e, bool with_base)
{
    const enum entry_state mine = noding->entries[e->mine].state;
    const enum entry_state other = with_base ? ENTRY_NODED : noding->entries[e->other].state;
    return mine == ENTRY_MATCHED || other == ENTRY_MATCHED ||
           (mine != ENTRY_FRESH && other != ENTRY_FRESH);
}

/* Are c and d on one side of the line ab, both farther from it than the coincidence and than what
 * is lost in computing? Then so is all of the segment between them. */
static bool are_beside(struct point a, struct point b, struct point c, struct point d)
{
    const struct point u = cpts_vector(a, b), v = cpts_vector(a, c), w = cpts_vector(a, d);
    const double least = 2 * CPTS_COINCIDENCE_M * (fabs(u.x) + fabs(u.y));
    const double to_c = u.x * v.y - u.y * v.x, to_d = u.x * w.y - u.y * w.x;
    return (to_c > least && to_d > least) || (to_c < -least && to_d < -least);
}

static void mark_other(struct noding *noding, uint32_t other, bool with_base)
{
    if (with_base)
        noding->base_marked[other] |= BASE_MARKED;
    else
        noding->entries[other].marked = true;
}

/* Points that lie on segments. Those segments are marked: their crossings are looked for when
 * they have been cut, so that pieces along each other cross a third one at the same point. Lists
 * which encounters may be crossings. */
static bool node_points(struct noding *noding, const struct encounters *all, bool with_base,
                        struct encounters *crossed)
{
    for (const struct encounter *e = all->list; e < all->list + all->count; e++) {
        struct point p[4];
        struct meeting meeting;
        if (is_known(noding, e, with_base))
            continue;
        ends(noding, e, with_base, p);
        if (are_beside(p[0], p[1], p[2], p[3]) || are_beside(p[2], p[3], p[0], p[1]))
            continue;
        meet(noding, p, with_base, &meeting);
        for (int k = 0; k < meeting.first_count; k++)
            if (!add_mine(noding, e->mine, meeting.on_first[k]))
                return false;
        for (int k = 0; k < meeting.second_count; k++)
            if (!add_other(noding, e->other, with_base, meeting.on_second[k]))
                return false;
        if (meeting.first_count)
            noding->entries[e->mine].marked = true;
        if (meeting.second_count)
            mark_other(noding, e->other, with_base);
        if (!meeting.share_end && !meeting.first_count && !meeting.second_count &&
            !cpts_encounters_add(crossed, e->mine, e->other))
            return false;
    }
    return true;
}

/* Crossings close to each other are one, as long as that moves no border of the base. */
static bool place_crossing(struct noding *noding, const struct point *border,
                           struct point *crossing)
{
    struct point place = *crossing;
    if (noding->exact)
        return true;
    if (!cpts_snapper_place(&noding->crossings, *crossing, &place))
        return false;
    if (!border || cpts_segment_meets_quantum(border[0], border[1], place))
        *crossing = place;
    return true;
}

static bool node_crossings(struct noding *noding, const struct encounters *crossed, bool with_base)
{
    for (const struct encounter *e = crossed->list; e < crossed->list + crossed->count; e++) {
        struct point p[4], crossing;
        if (noding->entries[e->mine].marked ||
            (with_base ? noding->base_marked[e->other] & BASE_MARKED
                       : noding->entries[e->other].marked))
            continue;
        ends(noding, e, with_base, p);
        if (!cpts_segments_cross(p[0], p[1], p[2], p[3], &crossing))
            continue;
        if (!place_crossing(noding, with_base ? p + 2 : NULL, &crossing) ||
            !add_mine(noding, e->mine, crossing) ||
            !add_other(noding, e->other, with_base, crossing))
            return false;
    }
    return true;
}

/* Perimeters along a base segment that is cut are drawn onto points within the coincidence of it,
 * as they would be if it were theirs alone. */
static void mark_loose(struct noding *noding)
{
    const struct borders *borders = &noding->residual->base->borders;
    uint8_t *marked = noding->base_marked;
    for (size_t i = 0; i < noding->base_node_count; i++)
        marked[noding->base_nodes[i].segment] |= BASE_CUT;
    for (size_t i = 0; i < noding->with_base.count && !noding->exact; i++) {
        const struct encounter *e = &noding->with_base.list[i];
        const uint32_t twin = borders->twin[e->other];
        struct point p[4];
        if (!(marked[e->other] & BASE_CUT))
            continue;
        ends(noding, e, true, p);
        for (int k = 0; k < 2; k++)
            if (!is_end(p[k], p[2], p[3]) && cpts_point_on_segment(p[2], p[3], p[k]) &&
                !cpts_segment_meets_quantum(p[2], p[3], p[k])) {
                marked[e->other] |= BASE_LOOSE;
                if (twin != CPTS_NONE)
                    marked[twin] |= BASE_LOOSE;
            }
    }
}

bool cpts_noding_find_nodes(struct noding *noding)
{
    struct encounters with_base = {0}, with_open = {0};
    noding->node_count = noding->base_node_count = 0;
    const bool done = node_points(noding, &noding->with_base, true, &with_base) &&
                      node_points(noding, &noding->with_open, false, &with_open) &&
                      node_crossings(noding, &with_base, true) &&
                      node_crossings(noding, &with_open, false);
    cpts_array_free(with_base.list);
    cpts_array_free(with_open.list);
    if (done && noding->base_node_count)
        mark_loose(noding);
    return done;
}
