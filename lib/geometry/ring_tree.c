#include "geometry/ring_tree.h"

#include "geometry/predicates.h"

#define FANOUT CPTS_RING_TREE_FANOUT

static size_t boxes_over(size_t count)
{
    return (count + FANOUT - 1) / FANOUT;
}

size_t cpts_ring_tree_size(const struct ring *ring)
{
    size_t level = boxes_over(ring->count), total = level;
    while (level > 1)
        total += level = boxes_over(level);
    return total;
}

void cpts_ring_tree_fill(struct box *boxes, const struct shapes *shapes, const struct ring *ring)
{
    const struct point *points = shapes->points + ring->first;
    const size_t leaves = boxes_over(ring->count);
    for (size_t i = 0; i < leaves; i++) {
        const size_t first = i * FANOUT,
                     last = first + FANOUT < ring->count ? first + FANOUT : ring->count;
        struct box box = cpts_box_of_segment(points[first], points[first + 1]);
        for (size_t v = first + 2; v <= last; v++)
            box = cpts_box_join(box, cpts_box_of_segment(points[v], points[v]));
        boxes[i] = box;
    }
    cpts_ring_tree_raise(boxes, ring);
}

void cpts_ring_tree_raise(struct box *boxes, const struct ring *ring)
{
    size_t level = boxes_over(ring->count);
    for (struct box *below = boxes; level > 1;) {
        const size_t above = boxes_over(level);
        struct box *next = below + level;
        for (size_t i = 0; i < above; i++) {
            next[i] = below[i * FANOUT];
            for (size_t k = i * FANOUT + 1; k < (i + 1) * FANOUT && k < level; k++)
                next[i] = cpts_box_join(next[i], below[k]);
        }
        below = next;
        level = above;
    }
}

struct ring_tree cpts_ring_tree_view(const struct box *boxes, const struct ring *ring)
{
    struct ring_tree tree = {boxes, ring->first, ring->first + ring->count, 0, {0}};
    for (size_t level = boxes_over(ring->count); level > 1; level = boxes_over(level)) {
        tree.start[tree.top + 1] = tree.start[tree.top] + level;
        tree.top++;
    }
    return tree;
}

bool cpts_ring_tree_search(const struct ring_tree *tree, struct box box, cpts_segments_visit visit,
                           void *user)
{
    struct {
        size_t node;
        int level;
    } stack[CPTS_RING_TREE_LEVELS * FANOUT];
    int depth = cpts_boxes_meet(tree->boxes[tree->start[tree->top]], box);
    stack[0].node = 0;
    stack[0].level = tree->top;
    while (depth) {
        const size_t node = stack[--depth].node;
        const int level = stack[depth].level;
        if (level == 0) {
            uint32_t first, last;
            cpts_ring_tree_segments(tree, node, &first, &last);
            if (!visit(user, first, last))
                return false;
            continue;
        }
        size_t first, last;
        cpts_ring_tree_children(tree, level, node, &first, &last);
        for (size_t k = last; k-- > first;)
            if (cpts_boxes_meet(tree->boxes[tree->start[level - 1] + k], box)) {
                stack[depth].node = k;
                stack[depth++].level = level - 1;
            }
    }
    return true;
}

bool cpts_ring_ray_visit(void *user, uint32_t first, uint32_t last)
{
    struct ring_ray *ray = user;
    const struct point p = ray->from;
    for (uint32_t v = first; v < last; v++) {
        const struct point a = ray->points[v], b = ray->points[v + 1];
        const struct box box = cpts_box_of_segment(a, b);
        if (!cpts_boxes_meet(box, ray->box))
            continue;
        const int side = cpts_side(a, b, p);
        ray->on_border |= side == 0 && box.min_x <= p.x;
        ray->odd ^= (a.y > p.y) != (b.y > p.y) && (side > 0) == (b.y > a.y);
    }
    return !ray->on_border;
}
