#include "geometry/segment_index.h"

#include "common/memory.h"
#include "geometry/predicates.h"

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

static bool build_ring(struct segment_index *index, uint32_t ring_index)
{
    const struct ring *ring = &index->shapes->rings[ring_index];
    const size_t total = cpts_ring_tree_size(ring);
    if (index->pool_count + total >= CPTS_NONE ||
        !cpts_array_reserve(&index->pool, &index->pool_capacity, index->pool_count + total,
                            sizeof *index->pool))
        return false;
    cpts_ring_tree_fill(index->pool + index->pool_count, index->shapes, ring);
    index->rings[ring_index] =
        (struct indexed_ring){ring->first, (uint32_t)index->pool_count, true};
    index->pool_count += total;
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
    const struct segment_index *index = search->index;
    const struct ring_tree tree = cpts_ring_tree_view(index->pool + index->rings[ring_index].offset,
                                                      &index->shapes->rings[ring_index]);
    return cpts_ring_tree_search(&tree, search->box, search->visit, search->user);
}

static bool search_part(void *user, uint32_t part_index)
{
    const struct search *search = user;
    const struct part *part = &search->index->shapes->parts[part_index];
    for (uint32_t r = part->first_ring; r < part->first_ring + part->ring_count; r++) {
        const struct indexed_ring *ring = &search->index->rings[r];
        bool current = ring->built && ring->first == search->index->shapes->rings[r].first;
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
