#include "geometry/nodes.h"

#include <stdlib.h>

#include "geometry/predicates.h"

static int by_segment(const void *a, const void *b)
{
    const struct node *left = a, *right = b;
    if (left->segment != right->segment)
        return left->segment < right->segment ? -1 : 1;
    return cpts_compare_points(left->point, right->point);
}

size_t cpts_nodes_order(const struct shapes *shapes, struct node *nodes, size_t count)
{
    if (count)
        qsort(nodes, count, sizeof *nodes, by_segment);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        struct point a = shapes->points[nodes[i].segment];
        struct point b = shapes->points[nodes[i].segment + 1];
        bool repeated = kept && by_segment(&nodes[kept - 1], &nodes[i]) == 0;
        if (!repeated && !cpts_same_point(a, nodes[i].point) && !cpts_same_point(b, nodes[i].point))
            nodes[kept++] = nodes[i];
    }
    for (size_t first = 0, last; first < kept; first = last) {
        for (last = first; last < kept && nodes[last].segment == nodes[first].segment;)
            last++;
        struct point a = shapes->points[nodes[first].segment];
        struct point b = shapes->points[nodes[first].segment + 1];
        struct point direction = cpts_vector(a, b);
        for (size_t i = first + 1; i < last; i++)
            for (size_t j = i; j > first; j--) {
                struct point u = cpts_vector(a, nodes[j - 1].point),
                             v = cpts_vector(a, nodes[j].point);
                double here = u.x * direction.x + u.y * direction.y;
                double there = v.x * direction.x + v.y * direction.y;
                if (here <= there)
                    break;
                struct node swap = nodes[j];
                nodes[j] = nodes[j - 1];
                nodes[j - 1] = swap;
            }
    }
    return kept;
}

bool cpts_ring_insert(struct shapes *shapes, uint32_t ring_index, const struct node *nodes,
                      size_t count, uint32_t *start)
{
    struct ring *ring = &shapes->rings[ring_index];
    size_t next = 0;
    if (!cpts_shapes_room(shapes, ring->count + count + 1))
        return false;
    uint32_t first = (uint32_t)shapes->point_count, at = first;
    double before_m2 = cpts_ring_area_m2(shapes->points + ring->first, ring->count);
    for (uint32_t v = 0; v < ring->count; v++) {
        if (start)
            start[v] = at;
        shapes->points[at++] = shapes->points[ring->first + v];
        for (; next < count && nodes[next].segment == ring->first + v; next++)
            shapes->points[at++] = nodes[next].point;
    }
    if (start)
        start[ring->count] = at;
    shapes->points[at] = shapes->points[first];
    shapes->point_count = at + 1;
    ring->first = first;
    ring->count = at - first;
    shapes->parts[ring->part].area_m2 +=
        cpts_ring_area_m2(shapes->points + first, ring->count) - before_m2;
    return true;
}
