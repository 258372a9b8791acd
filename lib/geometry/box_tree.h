/*
 * A static box tree: which of many boxes meet a given one? Packed bottom-up along a Hilbert
 * curve into flat arrays, 8 boxes a node: built in one sort, no pointer, nothing to balance.
 */
#ifndef CPTS_GEOMETRY_BOX_TREE_H
#define CPTS_GEOMETRY_BOX_TREE_H

#include "geometry/shapes.h"

struct box_tree {
    struct box *boxes;    /* all levels, leaves first */
    uint32_t *items;      /* the caller's index of each leaf */
    size_t level_end[24]; /* where each level ends in boxes */
    int levels;
};

/* Builds over `count` boxes, of which empty ones are never found. False when memory is short. */
bool cpts_box_tree_build(struct box_tree *tree, const struct box *boxes, size_t count);
void cpts_box_tree_free(struct box_tree *tree);

/* Calls visit for each item whose box meets `box`, in the tree's order, until it returns false.
 * False when visit stopped the search. */
typedef bool (*cpts_box_visit)(void *user, uint32_t item);
bool cpts_box_tree_search(const struct box_tree *tree, struct box box, cpts_box_visit visit,
                          void *user);

/* Calls visit for each item whose box is nearer to `p` than the square root of the limit, in m²,
 * that visit returns; it begins with `limit_m2`. */
typedef double (*cpts_near_visit)(void *user, uint32_t item);
void cpts_box_tree_near(const struct box_tree *tree, struct point p, double limit_m2,
                        cpts_near_visit visit, void *user);

#endif
