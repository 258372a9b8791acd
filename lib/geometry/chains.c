#include "geometry/chains.h"

#include "geometry/predicates.h"

#define MOST 12 /* segments, so that two chains are compared in no time */

void cpts_chain_from(struct chain *chain, const struct point *points, uint32_t first, uint32_t end)
{
    const uint32_t most = end - first < MOST ? end : first + MOST;
    const struct point way = cpts_vector(points[first], points[first + 1]);
    struct box inner = CPTS_EMPTY_BOX;
    bool along = way.x != 0, across = way.y != 0;
    uint32_t last = first + 1;
    for (; last < most; last++) {
        const struct point here = points[last], d = cpts_vector(here, points[last + 1]);
        along &= d.x * way.x > 0;
        across &= d.y * way.y > 0;
        if (!along && !across)
            break;
        inner = cpts_box_join(inner, cpts_box_of_segment(here, here));
    }
    const struct box ends = cpts_box_of_segment(points[first], points[last]);
    *chain = (struct chain){first, last, inner, cpts_box_join(inner, ends)};
}

/* Of the segments but the last one, or the first one, if there are others; `end` is their end that
 * is an end of the chain. */
static bool rest_meets(const struct chain *chain, struct point end, struct box box)
{
    return chain->last - chain->first > 1 &&
           cpts_boxes_meet(cpts_box_join(chain->inner, cpts_box_of_segment(end, end)), box);
}

bool cpts_chains_meet_at_joint_alone(const struct point *points, const struct chain *a,
                                     const struct chain *b)
{
    return !rest_meets(a, points[a->first], b->box) && !rest_meets(b, points[b->last], a->box);
}
