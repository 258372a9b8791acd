/*
 * What the files of the noding share. noding_meet.c finds which segments are near each other,
 * noding_snap.c merges points that are close, noding_nodes.c finds where segments meet; noding.c
 * inserts what was found, round by round.
 */
#ifndef CPTS_COVERAGE_MATCHING_NODING_WORK_H
#define CPTS_COVERAGE_MATCHING_NODING_WORK_H

#include "coverage/matching/noding.h"
#include "geometry/predicates.h"
#include "geometry/snapping.h"

struct encounter {
    uint32_t mine, other; /* an entry of residual.open; a base segment or another entry */
};

/* Consecutive open segments. */
struct run {
    uint32_t first, count; /* of residual.open */
    bool fresh;            /* some segment is not settled */
    struct box box;
    int worker; /* that looked for what it meets, and where in its list that is */
    size_t first_met, met_count;
};

struct noding {
    struct residual *residual;
    struct segment_index *forks; /* by thread: of the base's index; the first one has that itself */
    struct snapper crossings;    /* crossings close to each other are one */
    struct run *runs;
    size_t run_count, run_capacity;
    struct encounter *with_base, *with_open;
    size_t base_count, open_count, open_capacity;
    struct node *base_nodes, *nodes; /* node.segment of nodes: an entry of residual.open */
    size_t base_node_count, base_node_capacity, node_count, node_capacity;
    uint8_t *base_marked, *marked; /* by base segment, by entry: a point lies on it */
    size_t current;                /* run */
    bool exact; /* points lie on a segment only where it passes through their square of the grid */
    struct box_tree run_tree;
};

/* All of these are false when memory is short. */

/* Lists which open segments that are not settled are near base segments, in order; then, near each
 * other. */
bool cpts_noding_meet_base(struct noding *noding);
void cpts_noding_free_forks(struct noding *noding);
bool cpts_noding_meet_each_other(struct noding *noding);

/* Moves points of open segments that are near a base point, or near each other, to one place, and
 * matches their rings again. */
bool cpts_noding_snap(struct noding *noding);

/* Lists points that lie on segments, and where segments cross. */
bool cpts_noding_find_nodes(struct noding *noding);

#endif
