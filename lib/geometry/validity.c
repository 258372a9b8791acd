/*
 * Two questions. Do segments meet? Each ring is cut into chains; a tree of boxes over them is
 * compared with itself and with those near it, down to the few segments whose boxes meet. A sweep
 * over sorted segments was rejected: most rings have some sixty segments, and neighbours in the
 * ring are all that is near.
 *
 * Are holes and parts where they should be? When no rings cross, one ray from a point of each ring
 * counts how many others it lies in: a hole must lie in an odd number of the rings of its part, a
 * shell in an even number of the rings of the other parts. When all rings pass, none is wrongly
 * nested: of rings wrongly nested, the outermost would fail.
 */
#include "geometry/validity.h"

#include <string.h>

#include "common/joined.h"
#include "common/memory.h"
#include "geometry/box_tree.h"
#include "geometry/chains.h"
#include "geometry/predicates.h"
#include "geometry/ring_tree.h"

/* A ring of the feature under judgement. */
struct judged_ring {
    struct ring_tree tree; /* its segments are chains */
    uint32_t part;         /* its place in the list */
    bool is_shell;
};

struct feature {
    const struct point *points;
    const struct chain *chains;
    const struct judged_ring *rings;
    const struct box *boxes; /* of the rings */
    size_t count;
    struct box_tree near; /* over the boxes; empty when there is one ring */
    uint32_t *groups;     /* by part, or NULL: CPTS_NONE until a part meets another or itself */
};

/* ---- segments that meet ------------------------------------------------------------------- */

static bool folds_back(struct point a, struct point b, struct point c)
{
    struct point u = cpts_vector(b, a), v = cpts_vector(b, c);
    return u.x * v.x + u.y * v.y > 0 && cpts_turn(u, v) == 0;
}

/* Within a chain nothing turns back. */
static bool ring_folds_back(const struct feature *feature, const struct ring_tree *ring)
{
    const struct point *points = feature->points;
    uint32_t last = feature->chains[ring->end - 1].last - 1;
    for (uint32_t c = ring->first; c < ring->end; last = feature->chains[c++].last - 1) {
        const uint32_t first = feature->chains[c].first;
        if (folds_back(points[last], points[first], points[first + 1]))
            return true;
    }
    return false;
}

/* What is looked for: one meeting more than are allowed; of any kind, or crossings alone. */
struct seeking {
    const struct feature *feature;
    size_t allowed;
    bool crossings_alone;
};

/* Of two segments whose boxes meet. */
static bool is_one_too_many(struct seeking *seeking, uint32_t i, uint32_t j)
{
    const struct point *points = seeking->feature->points;
    struct point a = points[i], b = points[i + 1], p = points[j], q = points[j + 1];
    const int most = seeking->crossings_alone ? -1 : 0;
    return cpts_side(a, b, p) * cpts_side(a, b, q) <= most &&
           cpts_side(p, q, a) * cpts_side(p, q, b) <= most && seeking->allowed-- == 0;
}

static struct box box_of(const struct point *points, uint32_t segment)
{
    return cpts_box_of_segment(points[segment], points[segment + 1]);
}

/* Of two chains whose boxes meet; those of one ring, or NULL, in order. */
static bool chains_meet(struct seeking *seeking, const struct ring_tree *ring,
                        const struct chain *a, const struct chain *b)
{
    const struct point *points = seeking->feature->points;
    const bool follows = ring && a->last == b->first;
    const bool closes = ring && a == seeking->feature->chains + ring->first &&
                        b + 1 == seeking->feature->chains + ring->end;
    if (follows != closes &&
        cpts_chains_meet_at_joint_alone(points, follows ? a : b, follows ? b : a))
        return false;
    for (uint32_t i = a->first; i < a->last; i++) {
        const struct box box = box_of(points, i);
        if (!cpts_boxes_meet(box, b->box))
            continue;
        for (uint32_t j = b->first; j < b->last; j++)
            if (cpts_boxes_meet(box, box_of(points, j)) && !(follows && i + 1 == j) &&
                !(closes && i == a->first && j + 1 == b->last) && is_one_too_many(seeking, i, j))
                return true;
    }
    return false;
}

/* Under one leaf of a ring's tree. */
static bool leaf_meets_itself(struct seeking *seeking, const struct ring_tree *ring, size_t node)
{
    const struct chain *chains = seeking->feature->chains;
    uint32_t first, last;
    cpts_ring_tree_segments(ring, node, &first, &last);
    for (uint32_t i = first; i < last; i++)
        for (uint32_t j = i + 1; j < last; j++)
            if (cpts_boxes_meet(chains[i].box, chains[j].box) &&
                chains_meet(seeking, ring, &chains[i], &chains[j]))
                return true;
    return false;
}

/* Leaves of one ring in order, or of two rings. */
static bool leaves_meet(struct seeking *seeking, const struct ring_tree *a, size_t a_node,
                        const struct ring_tree *b, size_t b_node)
{
    const struct chain *chains = seeking->feature->chains;
    uint32_t first, last, other_first, other_last;
    cpts_ring_tree_segments(a, a_node, &first, &last);
    cpts_ring_tree_segments(b, b_node, &other_first, &other_last);
    for (uint32_t i = first; i < last; i++) {
        if (!cpts_boxes_meet(chains[i].box, b->boxes[b_node]))
            continue;
        for (uint32_t j = other_first; j < other_last; j++)
            if (cpts_boxes_meet(chains[i].box, chains[j].box) &&
                chains_meet(seeking, a == b ? a : NULL, &chains[i], &chains[j]))
                return true;
    }
    return false;
}

/* Does what lies under a box of one tree meet what lies under a box of another, or of the same?
 * The higher box is opened first, so that both stay of a size. */
static bool trees_meet(struct seeking *seeking, const struct ring_tree *a, int a_level,
                       size_t a_node, const struct ring_tree *b, int b_level, size_t b_node)
{
    const bool itself = a == b && a_level == b_level && a_node == b_node;
    if (!itself && !cpts_boxes_meet(a->boxes[a->start[a_level] + a_node],
                                    b->boxes[b->start[b_level] + b_node]))
        return false;
    if (a_level == 0 && b_level == 0)
        return itself ? leaf_meets_itself(seeking, a, a_node)
                      : leaves_meet(seeking, a, a_node, b, b_node);
    size_t first, last;
    if (itself) {
        cpts_ring_tree_children(a, a_level, a_node, &first, &last);
        for (size_t i = first; i < last; i++)
            for (size_t j = i; j < last; j++)
                if (trees_meet(seeking, a, a_level - 1, i, a, a_level - 1, j))
                    return true;
        return false;
    }
    if (a_level >= b_level) {
        cpts_ring_tree_children(a, a_level, a_node, &first, &last);
        for (size_t i = first; i < last; i++)
            if (trees_meet(seeking, a, a_level - 1, i, b, b_level, b_node))
                return true;
        return false;
    }
    cpts_ring_tree_children(b, b_level, b_node, &first, &last);
    for (size_t j = first; j < last; j++)
        if (trees_meet(seeking, a, a_level, a_node, b, b_level - 1, j))
            return true;
    return false;
}

struct ring_search {
    const struct feature *feature;
    struct seeking *seeking;
    uint32_t current;
};

static bool visit_ring(void *user, uint32_t item)
{
    const struct ring_search *search = user;
    const struct feature *feature = search->feature;
    const struct ring_tree *a = &feature->rings[search->current].tree;
    const struct ring_tree *b = &feature->rings[item].tree;
    return item <= search->current || !trees_meet(search->seeking, a, a->top, 0, b, b->top, 0);
}

static bool no_more_meet(const struct feature *feature, struct seeking *seeking)
{
    for (uint32_t r = 0; r < feature->count; r++) {
        const struct ring_tree *tree = &feature->rings[r].tree;
        struct ring_search search = {feature, seeking, r};
        if (trees_meet(seeking, tree, tree->top, 0, tree, tree->top, 0) ||
            !cpts_box_tree_search(&feature->near, feature->boxes[r], visit_ring, &search))
            return false;
    }
    return true;
}

static bool segments_are_apart(const struct feature *feature)
{
    struct seeking seeking = {.feature = feature};
    for (uint32_t r = 0; r < feature->count; r++)
        if (ring_folds_back(feature, &feature->rings[r].tree))
            return false;
    return no_more_meet(feature, &seeking);
}

static bool crossings_are_few(const struct feature *feature)
{
    struct seeking seeking = {
        .feature = feature, .allowed = CPTS_CROSSINGS_MOST, .crossings_alone = true};
    return no_more_meet(feature, &seeking);
}

/* ---- parts that meet ---------------------------------------------------------------------- */

static bool rings_meet(const struct feature *feature, uint32_t r, uint32_t other)
{
    struct seeking seeking = {.feature = feature};
    const struct ring_tree *a = &feature->rings[r].tree, *b = &feature->rings[other].tree;
    return trees_meet(&seeking, a, a->top, 0, b, b->top, 0);
}

static void join(const struct feature *feature, uint32_t a, uint32_t b)
{
    uint32_t *groups = feature->groups;
    groups[a] = groups[a] == CPTS_NONE ? a : groups[a];
    groups[b] = groups[b] == CPTS_NONE ? b : groups[b];
    cpts_joined_join(groups, a, b);
}

struct joining {
    const struct feature *feature;
    uint32_t current;
};

static bool join_ring(void *user, uint32_t item)
{
    const struct joining *joining = user;
    const struct feature *feature = joining->feature;
    if (item > joining->current && rings_meet(feature, joining->current, item))
        join(feature, feature->rings[joining->current].part, feature->rings[item].part);
    return true;
}

static void group_parts(const struct feature *feature, size_t part_count)
{
    for (uint32_t r = 0; r < feature->count; r++) {
        const struct judged_ring *ring = &feature->rings[r];
        struct joining joining = {feature, r};
        if (ring_folds_back(feature, &ring->tree) || rings_meet(feature, r, r))
            join(feature, ring->part, ring->part);
        cpts_box_tree_search(&feature->near, feature->boxes[r], join_ring, &joining);
    }
    for (uint32_t i = 0; i < part_count; i++)
        if (feature->groups[i] != CPTS_NONE)
            feature->groups[i] = cpts_joined_root(feature->groups, i);
}

/* ---- places of rings ---------------------------------------------------------------------- */

/* From a point of the ring `own`. Rings whose box does not hold it are crossed an even number of
 * times: they are not looked at. */
struct placing {
    const struct feature *feature;
    uint32_t own;
    struct ring_ray ray;
};

static bool meet(const struct feature *feature, const struct judged_ring *a,
                 const struct judged_ring *b)
{
    const uint32_t *groups = feature->groups;
    return a->part == b->part ||
           (groups && groups[a->part] != CPTS_NONE && groups[a->part] == groups[b->part]);
}

static bool cross_chains(void *user, uint32_t first, uint32_t last)
{
    struct placing *placing = user;
    bool goes_on = true;
    for (uint32_t c = first; c < last && goes_on; c++) {
        const struct chain *chain = &placing->feature->chains[c];
        goes_on = !cpts_boxes_meet(chain->box, placing->ray.box) ||
                  cpts_ring_ray_visit(&placing->ray, chain->first, chain->last);
    }
    return goes_on;
}

/* For a hole, the other rings of its part count; for a shell, those of the other parts, except
 * those of its group. */
static bool cross_ring(void *user, uint32_t item)
{
    struct placing *placing = user;
    const struct judged_ring *own = &placing->feature->rings[placing->own];
    const struct judged_ring *other = &placing->feature->rings[item];
    const bool counts = item != placing->own && meet(placing->feature, own, other) != own->is_shell;
    return !counts || cpts_ring_tree_search(&other->tree, placing->ray.box, cross_chains, placing);
}

static bool rings_are_in_place(const struct feature *feature)
{
    for (uint32_t r = 0; r < feature->count && feature->count > 1; r++) {
        const struct judged_ring *ring = &feature->rings[r];
        if (!ring->is_shell && feature->groups && feature->groups[ring->part] != CPTS_NONE)
            continue; /* it may be crossed */
        const struct point from = feature->points[feature->chains[ring->tree.first].first];
        struct placing placing = {feature, r, cpts_ring_ray(feature->points, from)};
        if (!cpts_box_tree_search(&feature->near, cpts_box_of_segment(from, from), cross_ring,
                                  &placing) ||
            placing.ray.odd == ring->is_shell)
            return false;
    }
    return true;
}

/* ---- all of it ---------------------------------------------------------------------------- */

static bool add_chains(struct validity *validity, const struct shapes *shapes,
                       const struct ring *ring, size_t *count)
{
    const uint32_t end = ring->first + ring->count;
    for (uint32_t v = ring->first; v < end; v = validity->chains[(*count)++].last) {
        if (*count == validity->chain_capacity &&
            !CPTS_ARRAY_MORE(validity->chains, *count, validity->chain_capacity))
            return false;
        cpts_chain_from(&validity->chains[*count], shapes->points, v, end);
    }
    return true;
}

/* The chains of each ring: `tree` knows of them alone as yet. */
static bool add_rings(struct validity *validity, const struct shapes *shapes, const uint32_t *parts,
                      size_t count, size_t *ring_count)
{
    size_t chain_count = 0;
    for (size_t i = 0; i < count; i++) {
        const struct part *part = &shapes->parts[parts[i]];
        if (!cpts_array_reserve(&validity->rings, &validity->ring_capacity,
                                *ring_count + part->ring_count, sizeof *validity->rings))
            return false;
        for (uint32_t r = 0; r < part->ring_count; r++) {
            struct judged_ring *ring = &validity->rings[(*ring_count)++];
            *ring = (struct judged_ring){.part = (uint32_t)i, .is_shell = r == 0};
            ring->tree.first = (uint32_t)chain_count;
            if (!add_chains(validity, shapes, &shapes->rings[part->first_ring + r], &chain_count))
                return false;
            ring->tree.end = (uint32_t)chain_count;
        }
    }
    return true;
}

/* The chains of a ring, as the segments of one. */
static struct ring chains_of(const struct judged_ring *ring)
{
    return (struct ring){.first = ring->tree.first, .count = ring->tree.end - ring->tree.first};
}

static void raise_tree(const struct chain *chains, const struct ring *ring, struct ring_tree *tree,
                       struct box *boxes)
{
    *tree = cpts_ring_tree_view(boxes, ring);
    const size_t leaves = tree->top ? tree->start[1] : 1;
    for (size_t node = 0; node < leaves; node++) {
        uint32_t first, last;
        cpts_ring_tree_segments(tree, node, &first, &last);
        boxes[node] = chains[first].box;
        for (uint32_t c = first + 1; c < last; c++)
            boxes[node] = cpts_box_join(boxes[node], chains[c].box);
    }
    cpts_ring_tree_raise(boxes, ring);
}

static bool raise_trees(struct validity *validity, size_t ring_count)
{
    size_t count = 0;
    for (size_t r = 0; r < ring_count; r++) {
        const struct ring chains = chains_of(&validity->rings[r]);
        count += cpts_ring_tree_size(&chains);
    }
    if (!cpts_array_reserve(&validity->boxes, &validity->box_capacity, count,
                            sizeof *validity->boxes) ||
        !cpts_array_reserve(&validity->ring_boxes, &validity->ring_box_capacity, ring_count,
                            sizeof *validity->ring_boxes))
        return false;
    struct box *boxes = validity->boxes;
    for (size_t r = 0; r < ring_count; r++) {
        const struct ring chains = chains_of(&validity->rings[r]);
        raise_tree(validity->chains, &chains, &validity->rings[r].tree, boxes);
        boxes += cpts_ring_tree_size(&chains);
        validity->ring_boxes[r] = boxes[-1];
    }
    return true;
}

static bool open_feature(struct validity *validity, struct feature *feature,
                         const struct shapes *shapes, const uint32_t *parts, size_t count)
{
    size_t ring_count = 0;
    if (!add_rings(validity, shapes, parts, count, &ring_count) ||
        !raise_trees(validity, ring_count))
        return false;
    *feature = (struct feature){.points = shapes->points,
                                .chains = validity->chains,
                                .rings = validity->rings,
                                .boxes = validity->ring_boxes,
                                .count = ring_count};
    return ring_count < 2 || cpts_box_tree_build(&feature->near, feature->boxes, ring_count);
}

static enum validity_result judge(struct validity *validity, const struct shapes *shapes,
                                  const uint32_t *parts, size_t count,
                                  bool (*passes)(const struct feature *feature))
{
    struct feature feature;
    if (!open_feature(validity, &feature, shapes, parts, count))
        return VALIDITY_NO_MEMORY;
    const bool simple = passes(&feature);
    cpts_box_tree_free(&feature.near);
    return simple ? VALIDITY_SIMPLE : VALIDITY_SUSPECT;
}

static bool all_is_well(const struct feature *feature)
{
    return segments_are_apart(feature) && rings_are_in_place(feature);
}

enum validity_result cpts_validity(struct validity *validity, const struct shapes *shapes,
                                   const uint32_t *parts, size_t count)
{
    return judge(validity, shapes, parts, count, all_is_well);
}

enum validity_result cpts_validity_groups(struct validity *validity, const struct shapes *shapes,
                                          const uint32_t *parts, size_t count, uint32_t *groups)
{
    struct feature feature;
    bool has_groups = false;
    if (!open_feature(validity, &feature, shapes, parts, count))
        return VALIDITY_NO_MEMORY;
    feature.groups = groups;
    memset(groups, 0xFF, count * sizeof *groups);
    group_parts(&feature, count);
    if (!rings_are_in_place(&feature))
        memset(groups, 0, count * sizeof *groups);
    cpts_box_tree_free(&feature.near);
    for (size_t i = 0; i < count && !has_groups; i++)
        has_groups = groups[i] != CPTS_NONE;
    return has_groups ? VALIDITY_SUSPECT : VALIDITY_SIMPLE;
}

enum validity_result cpts_tangle(struct validity *validity, const struct shapes *shapes,
                                 const uint32_t *parts, size_t count)
{
    return judge(validity, shapes, parts, count, crossings_are_few);
}

enum validity_result cpts_nesting(struct validity *validity, const struct shapes *shapes,
                                  const uint32_t *parts, size_t count)
{
    if (count == 0 || (count == 1 && shapes->parts[parts[0]].ring_count < 2))
        return VALIDITY_SIMPLE;
    return judge(validity, shapes, parts, count, rings_are_in_place);
}

bool cpts_part_contains(const struct shapes *shapes, uint32_t part_index, struct point p)
{
    const struct part *part = &shapes->parts[part_index];
    if (p.x < part->box.min_x || p.x > part->box.max_x || p.y < part->box.min_y ||
        p.y > part->box.max_y)
        return false;
    for (uint32_t r = 0; r < part->ring_count; r++) {
        const struct ring *ring = &shapes->rings[part->first_ring + r];
        int place = cpts_point_in_ring(shapes->points + ring->first, ring->count, p);
        if (place == 0 || (place > 0) != (r == 0))
            return false;
    }
    return part->ring_count > 0;
}

void cpts_validity_free(struct validity *validity)
{
    cpts_array_free(validity->rings);
    cpts_array_free(validity->chains);
    cpts_array_free(validity->boxes);
    cpts_array_free(validity->ring_boxes);
    *validity = (struct validity){0};
}
