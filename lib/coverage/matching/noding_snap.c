/* One point for one place. */
#include "coverage/matching/noding_work.h"

static double distance2_m2(struct point a, struct point b)
{
    struct point d = cpts_vector(a, b);
    return d.x * d.x + d.y * d.y;
}

/* The base point nearest to p among those the segment met, p itself beyond the coincidence. */
static struct point nearest_base_point(const struct noding *noding, size_t first, size_t last,
                                       struct point p, bool *found)
{
    const struct point *points = noding->residual->base->shapes->points;
    struct point best = p;
    double best_m2 = CPTS_COINCIDENCE_M * CPTS_COINCIDENCE_M;
    *found = false;
    for (size_t i = first; i < last; i++)
        for (uint32_t end = 0; end < 2; end++) {
            struct point q = points[noding->with_base.list[i].other + end];
            double d_m2 = distance2_m2(p, q);
            if (d_m2 < best_m2 || (*found && d_m2 == best_m2 && cpts_compare_points(q, best) < 0)) {
                best = q;
                best_m2 = d_m2;
                *found = true;
            }
        }
    return best;
}

/* The nearest place within the coincidence on the base's segments that were met, p itself where
 * there is none. */
static struct point nearest_on_base(const struct noding *noding, size_t first, size_t last,
                                    struct point p)
{
    const struct point *points = noding->residual->base->shapes->points;
    struct point best = p;
    double best_m2 = CPTS_COINCIDENCE_M * CPTS_COINCIDENCE_M;
    for (size_t i = first; i < last; i++) {
        const uint32_t other = noding->with_base.list[i].other;
        struct point a = points[other], b = points[other + 1];
        if (!cpts_point_on_segment(a, b, p))
            continue;
        /* gcc 12's analyzer does not see what a call returns whole. */
        struct point place = p; /* NOLINT(clang-analyzer-deadcode.DeadStores) */
        place = cpts_foot_on_segment(a, b, p);
        const double d_m2 = distance2_m2(p, place);
        if (d_m2 < best_m2 || (d_m2 == best_m2 && cpts_compare_points(place, best) < 0)) {
            best = place;
            best_m2 = d_m2;
        }
    }
    return best;
}

static bool move_point(struct residual *residual, uint32_t end, struct point place)
{
    struct point *p = &residual->shapes->points[end], was = *p;
    if (cpts_same_point(place, was))
        return true;
    if (!CPTS_ARRAY_MORE(residual->snapped, residual->snapped_count, residual->snapped_capacity))
        return false;
    residual->snapped[residual->snapped_count++] = (struct snapped){end, was};
    *p = place;
    return true;
}

static bool snap_end(struct noding *noding, struct snapper *snapper, uint32_t end, size_t first,
                     size_t last)
{
    const struct point was = noding->residual->shapes->points[end];
    bool on_base;
    struct point place = nearest_base_point(noding, first, last, was, &on_base);
    if (!on_base && !cpts_snapper_place(snapper, nearest_on_base(noding, first, last, was), &place))
        return false;
    return move_point(noding->residual, end, place);
}

/* The first point of a ring stands twice in the arrays: the second copy goes where the first one
 * went, though a nearer point may have been seen since. */
static bool snap_points(struct noding *noding)
{
    struct residual *residual = noding->residual;
    struct snapper snapper = {0};
    size_t at = 0;
    bool done = true;
    for (uint32_t i = 0; done && i < noding->entry_count; i++) {
        const struct entry *entry = &noding->entries[i];
        uint32_t segment = entry->segment;
        size_t first = at;
        while (at < noding->with_base.count && noding->with_base.list[at].mine == i)
            at++;
        const struct ring *ring = &residual->shapes->rings[entry->ring];
        bool follows = i && entry[-1].segment + 1 == segment;
        bool closes = segment + 1 == ring->first + ring->count;
        done = (follows || snap_end(noding, &snapper, segment, first, at)) &&
               (closes ? move_point(residual, segment + 1, residual->shapes->points[ring->first])
                       : snap_end(noding, &snapper, segment + 1, first, at));
    }
    cpts_snapper_free(&snapper);
    return done;
}

/* Both lists are in the same order of rings, which need not be that of the points. Only open
 * segments change: an end of a matched one is a base point, and stays. */
static void match_snapped(struct noding *noding)
{
    struct residual *residual = noding->residual;
    size_t next = 0;
    for (size_t i = 0; i < noding->entry_count; i++) {
        const uint32_t r = noding->entries[i].ring;
        const struct ring *ring = &residual->shapes->rings[r];
        const size_t before = next;
        while (next < residual->snapped_count &&
               residual->snapped[next].index - ring->first <= ring->count)
            next++;
        if (next == before)
            continue;
        cpts_residual_match_ring(residual, r);
        residual->redrawn[residual->shapes->parts[ring->part].feature] = true;
    }
    for (size_t i = 0; i < noding->entry_count; i++)
        if (residual->match[noding->entries[i].segment] != RESIDUAL_OPEN)
            noding->entries[i].state = ENTRY_MATCHED;
}

bool cpts_noding_snap(struct noding *noding)
{
    if (!snap_points(noding))
        return false;
    if (noding->residual->snapped_count)
        match_snapped(noding);
    return true;
}
