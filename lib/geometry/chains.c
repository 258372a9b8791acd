#include "geometry/chains.h"

#include "geometry/predicates.h"

#define MOST 12 /* segments, so that two chains are compared in no time */

struct chain cpts_chain_from(const struct point *points, uint32_t first, uint32_t end)
{
    const uint32_t most = end - first < MOST ? end : first + MOST;
    const struct point way = cpts_vector(points[first], points[first + 1]);
    struct box box = cpts_box_of_segment(points[first], points[first + 1]);
    bool along = way.x != 0, across = way.y != 0;
    uint32_t last = first + 1;
    for (; last < most; last++) {
        const struct point next = points[last + 1], d = cpts_vector(points[last], next);
        along &= d.x * way.x > 0;
        across &= d.y * way.y > 0;
        if (!along && !across)
            break;
        box = cpts_box_join(box, cpts_box_of_segment(next, next));
    }
    return (struct chain){first, last, box};
}

/* Do these segments, if there are any, come near the box? */
static bool run_meets(const struct point *points, uint32_t first, uint32_t last, struct box box)
{
    if (first >= last)
        return false;
    struct box run = cpts_box_of_segment(points[first], points[first + 1]);
    for (uint32_t v = first + 2; v <= last; v++)
        run = cpts_box_join(run, cpts_box_of_segment(points[v], points[v]));
    return cpts_boxes_meet(run, box);
}

bool cpts_chains_meet_at_joint_alone(const struct point *points, const struct chain *a,
                                     const struct chain *b)
{
    return !run_meets(points, a->first, a->last - 1, b->box) &&
           !run_meets(points, b->first + 1, b->last, a->box);
}
