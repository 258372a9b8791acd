#include "geometry/segment_index.h"

#include "common/memory.h"
#include "geometry/predicates.h"

bool cpts_segment_index_build(struct segment_index *index, const struct shapes *shapes)
{
    *index = (struct segment_index){
        .shapes = shapes, .ring_count = shapes->ring_count, .part_count = shapes->part_count};
    struct box *boxes = cpts_array_raw(shapes->part_count, sizeof *boxes);
    index->rings = cpts_array_new(shapes->ring_count, sizeof *index->rings);
    index->part_rings = cpts_array_new(shapes->part_count, sizeof *index->part_rings);
    bool done = boxes && index->rings && index->part_rings;
    for (size_t p = 0; done && p < shapes->part_count; p++)
        boxes[p] = shapes->parts[p].ring_count ? shapes->parts[p].box : CPTS_EMPTY_BOX;
    done = done && cpts_box_tree_build(&index->parts, boxes, shapes->part_count);
    cpts_array_free(boxes);
    return done;
}

bool cpts_segment_index_fork(struct segment_index *fork, const struct segment_index *index)
{
    *fork = (struct segment_index){.shapes = index->shapes,
                                   .parts = index->parts,
                                   .ring_count = index->ring_count,
                                   .part_count = index->part_count,
                                   .is_fork = true};
    fork->rings = cpts_array_new(index->ring_count, sizeof *fork->rings);
    fork->part_rings = cpts_array_new(index->part_count, sizeof *fork->part_rings);
    return fork->rings && fork->part_rings;
}

void cpts_segment_index_free(struct segment_index *index)
{
    for (size_t p = 0; index->part_rings && p < index->part_count; p++)
        if (index->part_rings[p]) {
            cpts_box_tree_free(index->part_rings[p]);
            cpts_array_free(index->part_rings[p]);
        }
    if (!index->is_fork)
        cpts_box_tree_free(&index->parts);
    cpts_array_free(index->part_rings);
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

static bool search_known_ring(const struct search *search, uint32_t ring_index)
{
    struct segment_index *index = search->index;
    const struct indexed_ring *ring = &index->rings[ring_index];
    const bool current = ring->built && ring->first == index->shapes->rings[ring_index].first;
    return (current || build_ring(index, ring_index)) && search_ring(search, ring_index);
}

/* ---- parts of many rings ------------------------------------------------------------------ */

#define MANY_RINGS 16

static struct box box_of_ring(const struct shapes *shapes, const struct ring *ring)
{
    struct box box = CPTS_EMPTY_BOX;
    for (uint32_t v = ring->first; v < ring->first + ring->count; v++)
        box = cpts_box_join(box, cpts_box_of_segment(shapes->points[v], shapes->points[v]));
    return box;
}

/* Boxes have room for what nodes and mending move afterwards. */
static bool index_part(struct segment_index *index, uint32_t part_index)
{
    const struct part *part = &index->shapes->parts[part_index];
    struct box *boxes = cpts_array_raw(part->ring_count, sizeof *boxes);
    struct box_tree *tree = cpts_array_new(1, sizeof *tree);
    for (uint32_t r = 0; boxes && r < part->ring_count; r++)
        boxes[r] =
            cpts_box_grow(box_of_ring(index->shapes, &index->shapes->rings[part->first_ring + r]),
                          10 * CPTS_COINCIDENCE_M);
    if (boxes && tree && cpts_box_tree_build(tree, boxes, part->ring_count)) {
        index->part_rings[part_index] = tree;
    } else {
        cpts_array_free(tree);
        tree = NULL;
    }
    cpts_array_free(boxes);
    return tree;
}

struct ring_search {
    const struct search *search;
    uint32_t first_ring;
};

static bool visit_ring(void *user, uint32_t ring)
{
    const struct ring_search *rings = user;
    return search_known_ring(rings->search, rings->first_ring + ring);
}

static bool search_part(void *user, uint32_t part_index)
{
    const struct search *search = user;
    struct segment_index *index = search->index;
    const struct part *part = &index->shapes->parts[part_index];
    if (part->ring_count >= MANY_RINGS) {
        struct ring_search rings = {search, part->first_ring};
        return (index->part_rings[part_index] || index_part(index, part_index)) &&
               cpts_box_tree_search(index->part_rings[part_index], search->box, visit_ring, &rings);
    }
    for (uint32_t r = part->first_ring; r < part->first_ring + part->ring_count; r++)
        if (!search_known_ring(search, r))
            return false;
    return true;
}

bool cpts_segment_index_search(struct segment_index *index, struct box box,
                               cpts_segments_visit visit, void *user)
{
    struct search search = {index, box, visit, user};
    return cpts_box_tree_search(&index->parts, box, search_part, &search);
}

bool cpts_segment_index_holds(bool *inside, struct segment_index *index, uint32_t part,
                              struct point p)
{
    struct ring_ray ray = cpts_ring_ray(index->shapes->points, p);
    struct search search = {index, ray.box, cpts_ring_ray_visit, &ray};
    const bool done = search_part(&search, part);
    *inside = done && ray.odd;
    return done || ray.on_border;
}
