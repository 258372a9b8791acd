#include "validity.h"

#include <string.h>

#include "../common/memory.h"
#include "box_tree.h"
#include "predicates.h"

/* Features with fewer segments are laid on a grid with about as many cells; larger ones are cut
 * into chains under a box tree, whose cost does not depend on how long the segments are. */
#define GRID_LIMIT 4096

struct chain {
    uint32_t first, last;                 /* points */
    uint32_t ring, ring_first, ring_last; /* ring_last: the point that closes the ring */
    int quadrant;
    struct box box;
};

static int quadrant_of(struct point a, struct point b)
{
    return (b.x < a.x) | (b.y < a.y) << 1;
}

static bool add_chain(struct validity *validity, size_t *count, const struct chain *chain)
{
    if (!cpts_array_reserve(&validity->chains, &validity->capacity, *count + 1, sizeof *chain))
        return false;
    validity->chains[(*count)++] = *chain;
    return true;
}

static bool folds_back(struct point a, struct point b, struct point c)
{
    struct point u = cpts_vector(b, a), v = cpts_vector(b, c);
    return u.x * v.x + u.y * v.y > 0 && cpts_turn(u, v) == 0;
}

/* Cuts a ring into chains. A ring that folds back on itself is told at once: such chains lie in
 * neighbouring quadrants when level or upright, where no contact is looked for. */
static enum validity_result cut_ring(struct validity *validity, const struct shapes *shapes,
                                     uint32_t ring_index, size_t *count)
{
    const struct ring *ring = &shapes->rings[ring_index];
    const struct point *points = shapes->points;
    uint32_t end = ring->first + ring->count;
    if (folds_back(points[end - 1], points[ring->first], points[ring->first + 1]))
        return VALIDITY_SUSPECT;
    struct chain chain = {.first = ring->first,
                          .ring = ring_index,
                          .ring_first = ring->first,
                          .ring_last = end,
                          .quadrant = quadrant_of(points[ring->first], points[ring->first + 1])};
    for (uint32_t v = ring->first + 1; v <= end; v++) {
        int quadrant = v < end ? quadrant_of(points[v], points[v + 1]) : -1;
        if (quadrant == chain.quadrant)
            continue;
        if (v < end && folds_back(points[v - 1], points[v], points[v + 1]))
            return VALIDITY_SUSPECT;
        chain.last = v;
        chain.box = cpts_box_of_segment(points[chain.first], points[v]);
        if (!add_chain(validity, count, &chain))
            return VALIDITY_NO_MEMORY;
        chain.first = v;
        chain.quadrant = quadrant;
    }
    return VALIDITY_SIMPLE;
}

/* Do two segments share more than an end that belongs to both by adjacency? */
static bool segments_touch(const struct point *points, const struct chain *c, uint32_t i,
                           const struct chain *d, uint32_t j)
{
    struct point a = points[i], b = points[i + 1], p = points[j], q = points[j + 1];
    if (c->ring == d->ring) {
        bool follows = j == i + 1 || (j == c->ring_first && i + 1 == c->ring_last);
        bool precedes = i == j + 1 || (i == c->ring_first && j + 1 == c->ring_last);
        if (follows || precedes)
            return false; /* folds were looked for when the ring was cut */
    }
    if (!cpts_boxes_meet(cpts_box_of_segment(a, b), cpts_box_of_segment(p, q)))
        return false;
    return cpts_side(a, b, p) * cpts_side(a, b, q) <= 0 &&
           cpts_side(p, q, a) * cpts_side(p, q, b) <= 0;
}

/* Halves both runs until single segments are left; the box of a run is that of its ends. */
static bool runs_touch(const struct point *points, const struct chain *c, uint32_t c_first,
                       uint32_t c_last, const struct chain *d, uint32_t d_first, uint32_t d_last)
{
    if (!cpts_boxes_meet(cpts_box_of_segment(points[c_first], points[c_last]),
                         cpts_box_of_segment(points[d_first], points[d_last])))
        return false;
    if (c_last - c_first == 1 && d_last - d_first == 1)
        return segments_touch(points, c, c_first, d, d_first);
    uint32_t c_middle = c_last - c_first > 1 ? c_first + (c_last - c_first) / 2 : c_last;
    uint32_t d_middle = d_last - d_first > 1 ? d_first + (d_last - d_first) / 2 : d_last;
    for (int half = 0; half < 4; half++) {
        uint32_t c_from = half & 1 ? c_middle : c_first, c_to = half & 1 ? c_last : c_middle;
        uint32_t d_from = half & 2 ? d_middle : d_first, d_to = half & 2 ? d_last : d_middle;
        if (c_from < c_to && d_from < d_to && runs_touch(points, c, c_from, c_to, d, d_from, d_to))
            return true;
    }
    return false;
}

/* Chains that follow each other in neighbouring quadrants make one run monotone in x or in y. */
static bool cannot_touch(const struct chain *c, const struct chain *d)
{
    return c->last == d->first && c->ring == d->ring && c->quadrant != (d->quadrant ^ 3) &&
           !(d->last == c->ring_last && c->first == c->ring_first);
}

static bool chains_touch(const struct point *points, const struct chain *c, const struct chain *d)
{
    return cpts_boxes_meet(c->box, d->box) && !cannot_touch(c, d) &&
           runs_touch(points, c, c->first, c->last, d, d->first, d->last);
}

struct chain_search {
    const struct point *points;
    const struct chain *chains;
    uint32_t current;
};

static bool visit_chain(void *user, uint32_t item)
{
    struct chain_search *search = user;
    return item <= search->current ||
           !chains_touch(search->points, &search->chains[search->current], &search->chains[item]);
}

static enum validity_result compare_many(const struct point *points, const struct chain *chains,
                                         size_t count)
{
    struct box *boxes = cpts_array_raw(count, sizeof *boxes);
    struct box_tree tree = {0};
    enum validity_result result = VALIDITY_NO_MEMORY;
    if (boxes) {
        for (size_t i = 0; i < count; i++)
            boxes[i] = chains[i].box;
        if (cpts_box_tree_build(&tree, boxes, count))
            result = VALIDITY_SIMPLE;
    }
    struct chain_search search = {.points = points, .chains = chains};
    for (; search.current < count && result == VALIDITY_SIMPLE; search.current++)
        if (!cpts_box_tree_search(&tree, boxes[search.current], visit_chain, &search))
            result = VALIDITY_SUSPECT;
    cpts_box_tree_free(&tree);
    cpts_array_free(boxes);
    return result;
}

static enum validity_result check_chains(struct validity *validity, const struct shapes *shapes,
                                         const uint32_t *parts, size_t count)
{
    size_t chain_count = 0;
    for (size_t i = 0; i < count; i++) {
        const struct part *part = &shapes->parts[parts[i]];
        for (uint32_t r = 0; r < part->ring_count; r++) {
            enum validity_result cut =
                cut_ring(validity, shapes, part->first_ring + r, &chain_count);
            if (cut != VALIDITY_SIMPLE)
                return cut;
        }
    }
    return compare_many(shapes->points, validity->chains, chain_count);
}

/* ---- small features: a grid --------------------------------------------------------------- */

struct grid_entry {
    uint32_t segment, next; /* the entry before it in the cell, CPTS_NONE at the end */
};

struct grid {
    struct validity *validity;
    const struct shapes *shapes;
    struct box box;
    double column_scale, row_scale;
    uint32_t size; /* columns, rows */
    size_t entry_count;
};

static bool open_grid(struct grid *grid, size_t segment_count)
{
    struct validity *validity = grid->validity;
    double width = grid->box.max_x - grid->box.min_x, height = grid->box.max_y - grid->box.min_y;
    grid->size = (uint32_t)sqrt((double)segment_count) + 1;
    grid->column_scale = width > 0 ? (grid->size - 0.001) / width : 0;
    grid->row_scale = height > 0 ? (grid->size - 0.001) / height : 0;
    size_t cells = (size_t)grid->size * grid->size;
    if (!cpts_array_reserve(&validity->cells, &validity->cell_capacity, cells,
                            sizeof *validity->cells))
        return false;
    memset(validity->cells, 0xFF, cells * sizeof *validity->cells);
    return true;
}

static bool segments_meet(const struct point *points, uint32_t i, uint32_t j)
{
    struct point a = points[i], b = points[i + 1], p = points[j], q = points[j + 1];
    return cpts_boxes_meet(cpts_box_of_segment(a, b), cpts_box_of_segment(p, q)) &&
           cpts_side(a, b, p) * cpts_side(a, b, q) <= 0 &&
           cpts_side(p, q, a) * cpts_side(p, q, b) <= 0;
}

/* Enters a segment into a cell, comparing it with those that are there. */
static enum validity_result enter(struct grid *grid, const struct ring *ring, uint32_t segment,
                                  uint32_t *cell)
{
    struct validity *validity = grid->validity;
    bool closes = segment + 1 == ring->first + ring->count;
    for (uint32_t e = *cell; e != CPTS_NONE; e = validity->entries[e].next) {
        uint32_t other = validity->entries[e].segment;
        bool neighbours = other + 1 == segment || (closes && other == ring->first);
        if (!neighbours && segments_meet(grid->shapes->points, segment, other))
            return VALIDITY_SUSPECT;
    }
    if (!cpts_array_reserve(&validity->entries, &validity->entry_capacity, grid->entry_count + 1,
                            sizeof *validity->entries))
        return VALIDITY_NO_MEMORY;
    validity->entries[grid->entry_count] = (struct grid_entry){segment, *cell};
    *cell = (uint32_t)grid->entry_count++;
    return VALIDITY_SIMPLE;
}

static enum validity_result enter_ring(struct grid *grid, const struct ring *ring)
{
    const struct point *points = grid->shapes->points + ring->first;
    /* The boxes of parts know nothing of a hole that leaves its shell. */
    for (uint32_t v = 0; v < ring->count; v++)
        if (!cpts_boxes_meet(grid->box, cpts_box_of_segment(points[v], points[v])))
            return VALIDITY_SUSPECT;
    uint32_t column = (uint32_t)((points[0].x - grid->box.min_x) * grid->column_scale);
    uint32_t row = (uint32_t)((points[0].y - grid->box.min_y) * grid->row_scale);
    struct point before = points[ring->count - 1];
    for (uint32_t v = 0; v < ring->count; v++) {
        uint32_t next_column = (uint32_t)((points[v + 1].x - grid->box.min_x) * grid->column_scale);
        uint32_t next_row = (uint32_t)((points[v + 1].y - grid->box.min_y) * grid->row_scale);
        uint32_t first_column = column < next_column ? column : next_column;
        uint32_t last_column = column < next_column ? next_column : column;
        uint32_t first_row = row < next_row ? row : next_row;
        uint32_t last_row = row < next_row ? next_row : row;
        if (folds_back(before, points[v], points[v + 1]))
            return VALIDITY_SUSPECT;
        for (uint32_t y = first_row; y <= last_row; y++)
            for (uint32_t x = first_column; x <= last_column; x++) {
                enum validity_result result =
                    enter(grid, ring, ring->first + v,
                          &grid->validity->cells[(size_t)y * grid->size + x]);
                if (result != VALIDITY_SIMPLE)
                    return result;
            }
        before = points[v];
        column = next_column;
        row = next_row;
    }
    return VALIDITY_SIMPLE;
}

static enum validity_result check_grid(struct validity *validity, const struct shapes *shapes,
                                       const uint32_t *parts, size_t count, size_t segment_count)
{
    struct grid grid = {.validity = validity, .shapes = shapes, .box = CPTS_EMPTY_BOX};
    for (size_t i = 0; i < count; i++)
        grid.box = cpts_box_join(grid.box, shapes->parts[parts[i]].box);
    /* The boxes of parts that were noded may be short by the coincidence. */
    grid.box = cpts_box_grow(grid.box, CPTS_COINCIDENCE_M * 16);
    if (!open_grid(&grid, segment_count))
        return VALIDITY_NO_MEMORY;
    for (size_t i = 0; i < count; i++) {
        const struct part *part = &shapes->parts[parts[i]];
        for (uint32_t r = 0; r < part->ring_count; r++) {
            enum validity_result result = enter_ring(&grid, &shapes->rings[part->first_ring + r]);
            if (result != VALIDITY_SIMPLE)
                return result;
        }
    }
    return VALIDITY_SIMPLE;
}

/* ---- places of rings ---------------------------------------------------------------------- */

static int place_in_ring(const struct shapes *shapes, const struct ring *ring, struct point p)
{
    return cpts_point_in_ring(shapes->points + ring->first, ring->count, p);
}

/* A hole must lie in its shell and outside the other holes; with no contact between rings, one
 * point tells. */
static bool holes_in_place(const struct shapes *shapes, const struct part *part)
{
    const struct ring *rings = shapes->rings + part->first_ring;
    for (uint32_t h = 1; h < part->ring_count; h++)
        for (uint32_t other = 0; other < part->ring_count; other++) {
            if (other == h)
                continue;
            int place = place_in_ring(shapes, &rings[other], shapes->points[rings[h].first]);
            if ((place > 0) != (other == 0))
                return false;
        }
    return true;
}

bool cpts_part_contains(const struct shapes *shapes, uint32_t part_index, struct point p)
{
    const struct part *part = &shapes->parts[part_index];
    if (p.x < part->box.min_x || p.x > part->box.max_x || p.y < part->box.min_y ||
        p.y > part->box.max_y)
        return false;
    for (uint32_t r = 0; r < part->ring_count; r++) {
        int place = place_in_ring(shapes, &shapes->rings[part->first_ring + r], p);
        if (place == 0 || (place > 0) != (r == 0))
            return false;
    }
    return part->ring_count > 0;
}

struct nest_search {
    const struct shapes *shapes;
    const uint32_t *parts;
    uint32_t current;
};

static bool visit_part(void *user, uint32_t item)
{
    const struct nest_search *search = user;
    const struct shapes *shapes = search->shapes;
    uint32_t inner = search->parts[search->current], outer = search->parts[item];
    struct point corner = shapes->points[shapes->rings[shapes->parts[inner].first_ring].first];
    return inner == outer || !cpts_part_contains(shapes, outer, corner);
}

/* No part may lie inside another one of the same feature. */
static enum validity_result parts_apart(const struct shapes *shapes, const uint32_t *parts,
                                        size_t count)
{
    struct box *boxes = cpts_array_raw(count, sizeof *boxes);
    struct box_tree tree = {0};
    struct nest_search search = {.shapes = shapes, .parts = parts};
    enum validity_result result = VALIDITY_NO_MEMORY;
    for (size_t i = 0; boxes && i < count; i++)
        boxes[i] = shapes->parts[parts[i]].box;
    if (boxes && cpts_box_tree_build(&tree, boxes, count))
        result = VALIDITY_SIMPLE;
    for (; search.current < count && result == VALIDITY_SIMPLE; search.current++)
        if (!cpts_box_tree_search(&tree, boxes[search.current], visit_part, &search))
            result = VALIDITY_SUSPECT;
    cpts_box_tree_free(&tree);
    cpts_array_free(boxes);
    return result;
}

enum validity_result cpts_nesting(const struct shapes *shapes, const uint32_t *parts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!holes_in_place(shapes, &shapes->parts[parts[i]]))
            return VALIDITY_SUSPECT;
    return count > 1 ? parts_apart(shapes, parts, count) : VALIDITY_SIMPLE;
}

enum validity_result cpts_validity(struct validity *validity, const struct shapes *shapes,
                                   const uint32_t *parts, size_t count)
{
    size_t segments = 0;
    for (size_t i = 0; i < count; i++)
        for (uint32_t r = 0; r < shapes->parts[parts[i]].ring_count; r++)
            segments += shapes->rings[shapes->parts[parts[i]].first_ring + r].count;
    enum validity_result result = segments < GRID_LIMIT
                                      ? check_grid(validity, shapes, parts, count, segments)
                                      : check_chains(validity, shapes, parts, count);
    return result == VALIDITY_SIMPLE ? cpts_nesting(shapes, parts, count) : result;
}

void cpts_validity_free(struct validity *validity)
{
    cpts_array_free(validity->chains);
    cpts_array_free(validity->cells);
    cpts_array_free(validity->entries);
    *validity = (struct validity){0};
}
