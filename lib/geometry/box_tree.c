#include "geometry/box_tree.h"

#include <math.h>

#include "common/memory.h"
#include "common/sorting.h"
#include "geometry/predicates.h"

#define FANOUT 8

/* Position of a cell of a 65536 x 65536 grid along the Hilbert curve. */
static uint32_t hilbert(uint32_t x, uint32_t y)
{
    uint32_t place = 0;
    for (uint32_t bit = 1U << 15; bit; bit >>= 1) {
        uint32_t right = (x & bit) != 0, up = (y & bit) != 0;
        place += bit * bit * ((3 * right) ^ up);
        if (!up) {
            if (right) {
                x = 65535 - x;
                y = 65535 - y;
            }
            uint32_t swap = x;
            x = y;
            y = swap;
        }
    }
    return place;
}

static void place_boxes(const struct box *boxes, size_t count, struct numbered *placed)
{
    struct box all = CPTS_EMPTY_BOX;
    for (size_t i = 0; i < count; i++)
        all = cpts_box_join(all, boxes[i]);
    double width = all.max_x - all.min_x, height = all.max_y - all.min_y;
    double x_scale = width > 0 ? 65535 / width : 0, y_scale = height > 0 ? 65535 / height : 0;
    for (size_t i = 0; i < count; i++) {
        double x = ((boxes[i].min_x + boxes[i].max_x) / 2 - all.min_x) * x_scale;
        double y = ((boxes[i].min_y + boxes[i].max_y) / 2 - all.min_y) * y_scale;
        bool empty = !(x >= 0 && y >= 0);
        placed[i] =
            (struct numbered){empty ? UINT32_MAX : hilbert((uint32_t)x, (uint32_t)y), (uint32_t)i};
    }
}

bool cpts_box_tree_build(struct box_tree *tree, const struct box *boxes, size_t count)
{
    *tree = (struct box_tree){0};
    if (count == 0)
        return true;
    size_t total = 0, level = count;
    do {
        total += level;
        tree->level_end[tree->levels++] = total;
        level = (level + FANOUT - 1) / FANOUT;
    } while (tree->level_end[tree->levels - 1] -
                 (tree->levels > 1 ? tree->level_end[tree->levels - 2] : 0) >
             1);
    struct numbered *placed = cpts_array_raw(count, sizeof *placed);
    tree->boxes = cpts_array_raw(total, sizeof *tree->boxes);
    tree->items = cpts_array_raw(count, sizeof *tree->items);
    if (placed)
        place_boxes(boxes, count, placed);
    if (!placed || !tree->boxes || !tree->items || !cpts_sort_by_key(placed, count)) {
        cpts_array_free(placed);
        cpts_box_tree_free(tree);
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        tree->items[i] = placed[i].number;
        tree->boxes[i] = boxes[placed[i].number];
    }
    cpts_array_free(placed);
    size_t child = 0;
    for (int l = 1; l < tree->levels; l++)
        for (size_t node = tree->level_end[l - 1]; node < tree->level_end[l]; node++) {
            struct box joined = CPTS_EMPTY_BOX;
            for (int k = 0; k < FANOUT && child < tree->level_end[l - 1]; k++)
                joined = cpts_box_join(joined, tree->boxes[child++]);
            tree->boxes[node] = joined;
        }
    return true;
}

void cpts_box_tree_free(struct box_tree *tree)
{
    cpts_array_free(tree->boxes);
    cpts_array_free(tree->items);
    *tree = (struct box_tree){0};
}

/* The boxes under one of a level above the leaves: [first, last). */
static void children(const struct box_tree *tree, size_t node, int level, size_t *first,
                     size_t *last)
{
    const size_t end = tree->level_end[level - 1];
    *first = (level > 1 ? tree->level_end[level - 2] : 0) + (node - end) * FANOUT;
    *last = *first + FANOUT < end ? *first + FANOUT : end;
}

struct visited {
    size_t node;
    int level;
};

bool cpts_box_tree_search(const struct box_tree *tree, struct box box, cpts_box_visit visit,
                          void *user)
{
    if (tree->levels == 0)
        return true;
    struct visited stack[24 * FANOUT];
    int depth = 0;
    const size_t root = tree->level_end[tree->levels - 1] - 1;
    if (cpts_boxes_meet(tree->boxes[root], box))
        stack[depth++] = (struct visited){root, tree->levels - 1};
    while (depth) {
        const struct visited at = stack[--depth];
        if (at.level == 0) {
            if (!visit(user, tree->items[at.node]))
                return false;
            continue;
        }
        size_t first, last;
        children(tree, at.node, at.level, &first, &last);
        while (last-- > first)
            if (cpts_boxes_meet(tree->boxes[last], box))
                stack[depth++] = (struct visited){last, at.level - 1};
    }
    return true;
}

/* ---- the nearest -------------------------------------------------------------------------- */

struct nearby {
    double m2; /* how far its box is */
    struct visited at;
};

static double distance2_m2(const struct box *box, struct point p)
{
    const double x = fmax(fmax(box->min_x - p.x, p.x - box->max_x), 0);
    const double y = fmax(fmax(box->min_y - p.y, p.y - box->max_y), 0);
    return x * x + y * y;
}

void cpts_box_tree_near(const struct box_tree *tree, struct point p, double limit_m2,
                        cpts_near_visit visit, void *user)
{
    if (tree->levels == 0)
        return;
    struct nearby stack[24 * FANOUT];
    int depth = 0;
    const size_t root = tree->level_end[tree->levels - 1] - 1;
    stack[depth++] = (struct nearby){distance2_m2(&tree->boxes[root], p), {root, tree->levels - 1}};
    while (depth) {
        const struct nearby top = stack[--depth];
        if (!(top.m2 < limit_m2))
            continue;
        if (top.at.level == 0) {
            limit_m2 = visit(user, tree->items[top.at.node]);
            continue;
        }
        size_t first, last;
        children(tree, top.at.node, top.at.level, &first, &last);
        const int below = depth;
        for (size_t node = first; node < last; node++) { /* the nearest is taken off first */
            const double m2 = distance2_m2(&tree->boxes[node], p);
            int at = depth++;
            for (; at > below && stack[at - 1].m2 < m2; at--)
                stack[at] = stack[at - 1];
            stack[at] = (struct nearby){m2, {node, top.at.level - 1}};
        }
    }
}
