/*
 * What the files of the noding share. noding_meet.c finds which segments are near each other,
 * noding_snap.c merges points that are close, noding_nodes.c finds where segments meet,
 * noding_pieces.c cuts them there; noding.c does so round by round.
 */
#ifndef CPTS_COVERAGE_MATCHING_NODING_WORK_H
#define CPTS_COVERAGE_MATCHING_NODING_WORK_H

#include "coverage/matching/noding.h"
#include "geometry/predicates.h"
#include "geometry/snapping.h"

/* Rounds in which points within the coincidence of a segment are drawn onto it; three or four are
 * needed in practice. */
#define LOOSE_ROUNDS 12

/* Segments farther apart than this are out of each other's reach for good: all loose rounds
 * together move less. So what is near what is searched for once, and pieces inherit it. */
#define REACH_M (4 * LOOSE_ROUNDS * CPTS_COINCIDENCE_M)

enum entry_state { ENTRY_FRESH, ENTRY_NODED, ENTRY_MATCHED };

/* A segment of a perimeter that had no match when it was listed. */
struct entry {
    uint32_t segment, ring;
    enum entry_state state;
    bool marked; /* a point lies on it */
};

/* A point lies on a base segment; it receives nodes; a point is near it and not one of them. */
enum { BASE_MARKED = 1, BASE_CUT = 2, BASE_LOOSE = 4 };

struct encounter {
    uint32_t mine, other; /* an entry; a base segment or another entry */
};

struct encounters {
    struct encounter *list;
    size_t count, capacity;
};

/* Consecutive entries. */
struct run {
    uint32_t first, count;
    struct box box;
    int worker; /* that looked for what it meets, and where in its list that is */
    size_t first_met, met_count;
};

struct noding {
    struct residual *residual;
    struct segment_index *forks; /* by thread: of the base's index; the first one has that itself */
    struct snapper crossings;    /* crossings close to each other are one */
    struct entry *entries;       /* by ring; pieces of one segment are consecutive */
    size_t entry_count, entry_capacity;
    uint32_t *pieces; /* by entry, and one more: where its pieces begin among the next entries */
    bool unlisted;    /* there are open segments without an entry */
    struct run *runs;
    size_t run_count, run_capacity;
    struct encounters with_base, with_open;
    struct node *base_nodes, *nodes; /* node.segment of nodes: an entry */
    size_t base_node_count, base_node_capacity, node_count, node_capacity;
    struct node *ring_nodes; /* of one ring */
    size_t ring_node_capacity;
    uint8_t *base_marked; /* by base segment: bits of what is found out in this round */
    size_t current;       /* run */
    bool exact; /* points lie on a segment only where it passes through their square of the grid */
    struct box_tree run_tree;
};

static inline struct box cpts_noding_segment_box(const struct shapes *shapes, uint32_t segment)
{
    return cpts_box_of_segment(shapes->points[segment], shapes->points[segment + 1]);
}

/* All of these are false when memory is short. */

static inline bool cpts_noding_add_node(struct node **nodes, size_t *count, size_t *capacity,
                                        struct node node)
{
    if (!cpts_array_reserve(nodes, capacity, *count + 1, sizeof node))
        return false;
    (*nodes)[(*count)++] = node;
    return true;
}

static inline bool cpts_encounters_add(struct encounters *met, uint32_t mine, uint32_t other)
{
    if (met->count == met->capacity &&
        !cpts_array_reserve(&met->list, &met->capacity, met->count + 1, sizeof *met->list))
        return false;
    met->list[met->count++] = (struct encounter){mine, other};
    return true;
}

/* Lists which entries are within reach of base segments, in order; then, of each other. */
bool cpts_noding_meet(struct noding *noding);
void cpts_noding_free_forks(struct noding *noding);

/* Moves points of entries that are near a base point, or near each other, to one place, and matches
 * their rings again. */
bool cpts_noding_snap(struct noding *noding);

/* Lists points that lie on segments, and where segments cross. */
bool cpts_noding_find_nodes(struct noding *noding);

/* Matches entries that follow a base segment which they met. */
void cpts_noding_match(struct noding *noding);

/* Inserts the nodes of entries, and into matched segments those that the base has received. Then
 * entries and what they met are those of the pieces. */
bool cpts_noding_cut(struct noding *noding);

#endif
