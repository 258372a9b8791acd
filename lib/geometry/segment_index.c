#include "segment_index.h"

#include "../common/memory.h"
#include "predicates.h"

#define FANOUT 8

bool cpts_segment_index_build(struct segment_index *index, const struct shapes *shapes)
{
    *index = (struct segment_index){.shapes = shapes, .ring_count = shapes->ring_count};
    struct box *boxes = cpts_array_raw(shapes->part_count, sizeof *boxes);
    index->rings = cpts_array_new(shapes->ring_count, sizeof *index->rings);
    bool done = boxes && index->rings;
    for (size_t p = 0; done && p < shapes->part_count; p++)
        boxes[p] = shapes->parts[p].ring_count ? shapes->parts[p].box : CPTS_EMPTY_BOX;
    done = done && cpts_box_tree_build(&index->parts, boxes, shapes->part_count);
    cpts_array_free(boxes);
    return done;
}

void cpts_segment_index_free(struct segment_index *index)
{
    cpts_box_tree_free(&index->parts);
    cpts_array_free(index->rings);
    cpts_array_free(index->pool);
    *index = (struct segment_index){0};
}

/* Boxes of a ring: one for each FANOUT segments, then one for each FANOUT boxes, up to one. */
static bool build_ring(struct segment_index *index, uint32_t ring_index)
{
    const struct ring *ring = &index->shapes->rings[ring_index];
    const struct point *points = index->shapes->points + ring->first;
    size_t level = (ring->count + FANOUT - 1) / FANOUT, total = 0;
    for (size_t n = level;; n = (n + FANOUT - 1) / FANOUT) {
        total += n;
        if (n == 1)
            break;
    }
    if (index->pool_count + total >= CPTS_NONE ||
        !cpts_array_reserve(&index->pool, &index->pool_capacity, index->pool_count + total,
                            sizeof *index->pool))
        return false;
    struct box *boxes = index->pool + index->pool_count;
    index->rings[ring_index] = (struct ring_tree){ring->first, (uint32_t)index->pool_count, true};
    index->pool_count += total;
    for (size_t i = 0; i < level; i++) {
        boxes[i] = CPTS_EMPTY_BOX;
        for (size_t v = i * FANOUT; v <= (i + 1) * FANOUT && v <= ring->count; v++)
            boxes[i] = cpts_box_join(
                boxes[i], (struct box){points[v].x, points[v].y, points[v].x, points[v].y});
    }
    for (struct box *below = boxes; level > 1;) {
        size_t above = (level + FANOUT - 1) / FANOUT;
        struct box *next = below + level;
        for (size_t i = 0; i < above; i++) {
            next[i] = CPTS_EMPTY_BOX;
            for (size_t k = i * FANOUT; k < (i + 1) * FANOUT && k < level; k++)
                next[i] = cpts_box_join(next[i], below[k]);
        }
        below = next;
        level = above;
    }
    return true;
}

struct search {
    struct segment_index *index;
    struct box box;
    cpts_segments_visit visit;
    void *user;
};

static bool search_ring(const struct search *search, uint32_t ring_index)
{
    const struct ring *ring = &search->index->shapes->rings[ring_index];
    size_t starts[12], counts[12];
    int top = 0;
    counts[0] = (ring->count + FANOUT - 1) / FANOUT;
    starts[0] = search->index->rings[ring_index].offset;
    for (; counts[top] > 1; top++) {
        counts[top + 1] = (counts[top] + FANOUT - 1) / FANOUT;
        starts[top + 1] = starts[top] + counts[top];
    }
    struct {
        size_t node;
        int level;
    } stack[12 * FANOUT];
    int depth = 0;
    stack[depth].node = 0;
    stack[depth++].level = top;
    while (depth) {
        size_t node = stack[--depth].node;
        int level = stack[depth].level;
        if (!cpts_boxes_meet(search->index->pool[starts[level] + node], search->box))
            continue;
        if (level == 0) {
            uint32_t first = ring->first + (uint32_t)node * FANOUT, end = ring->first + ring->count;
            uint32_t last = first + FANOUT < end ? first + FANOUT : end;
            if (!search->visit(search->user, first, last))
                return false;
            continue;
        }
        for (size_t k = FANOUT; k-- > 0;)
            if (node * FANOUT + k < counts[level - 1]) {
                stack[depth].node = node * FANOUT + k;
                stack[depth++].level = level - 1;
            }
    }
    return true;
}

static bool search_part(void *user, uint32_t part_index)
{
    const struct search *search = user;
    const struct part *part = &search->index->shapes->parts[part_index];
    for (uint32_t r = part->first_ring; r < part->first_ring + part->ring_count; r++) {
        const struct ring_tree *tree = &search->index->rings[r];
        bool current = tree->built && tree->first == search->index->shapes->rings[r].first;
        if ((!current && !build_ring(search->index, r)) || !search_ring(search, r))
            return false;
    }
    return true;
}

bool cpts_segment_index_search(struct segment_index *index, struct box box,
                               cpts_segments_visit visit, void *user)
{
    struct search search = {index, box, visit, user};
    return cpts_box_tree_search(&index->parts, box, search_part, &search);
}
