/* Where segments meet. */
#include "coverage/matching/noding_work.h"

static bool add_node(struct node **nodes, size_t *count, size_t *capacity, uint32_t segment,
                     struct point point)
{
    if (!cpts_array_reserve(nodes, capacity, *count + 1, sizeof **nodes))
        return false;
    (*nodes)[(*count)++] = (struct node){segment, point};
    return true;
}

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

static void meet(struct point a, struct point b, struct point c, struct point d,
                 struct meeting *meeting)
{
    *meeting = (struct meeting){.share_end = is_end(c, a, b) || is_end(d, a, b)};
    if (!is_end(c, a, b) && cpts_point_on_segment(a, b, c))
        meeting->on_first[meeting->first_count++] = c;
    if (!is_end(d, a, b) && cpts_point_on_segment(a, b, d))
        meeting->on_first[meeting->first_count++] = d;
    if (!is_end(a, c, d) && cpts_point_on_segment(c, d, a))
        meeting->on_second[meeting->second_count++] = a;
    if (!is_end(b, c, d) && cpts_point_on_segment(c, d, b))
        meeting->on_second[meeting->second_count++] = b;
}

/* The ends of an encounter's two segments. */
static void ends(const struct noding *noding, const struct encounter *e, bool with_base,
                 struct point *out)
{
    const struct point *mine = noding->residual->shapes->points;
    const struct point *others = with_base ? noding->residual->base->shapes->points : mine;
    uint32_t first = noding->residual->open[e->mine].segment;
    uint32_t second = with_base ? e->other : noding->residual->open[e->other].segment;
    out[0] = mine[first];
    out[1] = mine[first + 1];
    out[2] = others[second];
    out[3] = others[second + 1];
}

static bool add_mine(struct noding *noding, uint32_t entry, struct point point)
{
    return add_node(&noding->nodes, &noding->node_count, &noding->node_capacity, entry, point);
}

static bool add_other(struct noding *noding, uint32_t other, bool with_base, struct point point)
{
    if (!with_base)
        return add_mine(noding, other, point);
    return add_node(&noding->base_nodes, &noding->base_node_count, &noding->base_node_capacity,
                    other, point);
}

/* Points that lie on segments. Those segments are marked: their crossings are looked for when
 * they have been cut, so that pieces along each other cross a third one at the same point. */
static bool node_points(struct noding *noding, const struct encounter *list, size_t count,
                        bool with_base)
{
    for (size_t i = 0; i < count; i++) {
        struct point p[4];
        struct meeting meeting;
        ends(noding, &list[i], with_base, p);
        meet(p[0], p[1], p[2], p[3], &meeting);
        for (int k = 0; k < meeting.first_count; k++)
            if (!add_mine(noding, list[i].mine, meeting.on_first[k]))
                return false;
        for (int k = 0; k < meeting.second_count; k++)
            if (!add_other(noding, list[i].other, with_base, meeting.on_second[k]))
                return false;
        if (meeting.first_count)
            noding->marked[list[i].mine] = 1;
        if (meeting.second_count)
            (with_base ? noding->base_marked : noding->marked)[list[i].other] = 1;
    }
    return true;
}

static bool node_crossings(struct noding *noding, const struct encounter *list, size_t count,
                           bool with_base)
{
    const uint8_t *other_marked = with_base ? noding->base_marked : noding->marked;
    for (size_t i = 0; i < count; i++) {
        struct point p[4], crossing;
        if (noding->marked[list[i].mine] || other_marked[list[i].other])
            continue;
        ends(noding, &list[i], with_base, p);
        if (is_end(p[2], p[0], p[1]) || is_end(p[3], p[0], p[1]) ||
            !cpts_segments_cross(p[0], p[1], p[2], p[3], &crossing))
            continue;
        if (!cpts_snapper_place(&noding->crossings, crossing, &crossing) ||
            !add_mine(noding, list[i].mine, crossing) ||
            !add_other(noding, list[i].other, with_base, crossing))
            return false;
    }
    return true;
}

bool cpts_noding_find_nodes(struct noding *noding)
{
    noding->node_count = noding->base_node_count = 0;
    return node_points(noding, noding->with_base, noding->base_count, true) &&
           node_points(noding, noding->with_open, noding->open_count, false) &&
           node_crossings(noding, noding->with_base, noding->base_count, true) &&
           node_crossings(noding, noding->with_open, noding->open_count, false);
}
