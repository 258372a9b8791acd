/*
 * One notion of "the same conflict", for histories, comparisons and simulations. Whoever compares
 * gathers the pairs that may be the same, with the evidence it has: the id, and how much ground
 * both share (by geometry in a store, by the units touched elsewhere). What is chosen among them,
 * and the state that comes of it, is decided here alone.
 *
 * A conflict has one heir and an heir one conflict. What else lies on the ground of a conflict came
 * off it (split), and a conflict whose ground lies in the heir of another is a part of that now
 * (merged): neither is new, neither is resolved.
 */
#ifndef CPTS_COMPARE_CONFLICTS_H
#define CPTS_COMPARE_CONFLICTS_H

#include <stdint.h>

#include "cpts.h"

#define CPTS_NO_CONFLICT 0 /* keys of conflicts start at 1 */

/* A finding of now and a conflict of before that may be the same. */
struct conflict_pair {
    size_t finding;
    int64_t conflict; /* its key: what the caller knows it by */
    bool has_same_id;
    bool is_open;                           /* not resolved before */
    int joined;                             /* claimants more than before, or fewer */
    double over_union;                      /* ground of both over that of either; 0: not known */
    double part_of_finding, part_of_before; /* of the ground of each, that both share */
};

struct conflict_pairs {
    struct conflict_pair *items;
    size_t count, capacity;
};

/* False when there is no memory. */
bool cpts_conflict_pairs_add(struct conflict_pairs *pairs, struct conflict_pair pair);

/* What was found of a finding. */
struct conflict_match {
    int64_t conflict;   /* the same one before; CPTS_NO_CONFLICT: none */
    bool was_open;      /* that one was, and not merged or resolved before */
    int joined;         /* claimants that it has more than before, or fewer */
    int64_t split_from; /* the conflict that this one was a part of; CPTS_NO_CONFLICT: none */
};

/* A conflict of before that is now a part of a finding which is the heir of another. */
struct conflict_merge {
    int64_t conflict;
    size_t finding;
};

struct conflict_merges {
    struct conflict_merge *items;
    size_t count, capacity;
};

/* Chooses among the pairs, which it sorts. `matches`, one a finding, are zeroed. False when there
 * is no memory. */
bool cpts_conflicts_match(struct conflict_pairs *pairs, struct conflict_match *matches,
                          struct conflict_merges *merges);

/* How a conflict that is still there has moved. */
struct conflict_move {
    const cpts_finding *finding; /* as it is now */
    int joined;
    double before_m2;          /* the area last reported */
    double border_m;           /* the longer of its borders, then and now */
    double gained_m2, lost_m2; /* areas of the units that it touches now and did not, and did */
    double redrawn_m;          /* border moves of up to this are two drawings of one border */
};

/* Persisting, grown or shrunk: by a claimant; or when its area has moved by more than a band along
 * its border, which two drawings of it explain; or by most of a unit. */
cpts_state cpts_conflict_state(const struct conflict_move *move);

/* All states but persisting, in the order in which people are shown them: the grave ones first,
 * what came off a conflict after what is left of it, what is resolved last. */
enum { CPTS_MOVED_STATES = 7 };
extern const cpts_state cpts_moved_states[CPTS_MOVED_STATES];

/* Whether a conflict in this state is no longer there by itself. */
bool cpts_state_is_gone(cpts_state state);

/* ---- evidence by units --------------------------------------------------------------------- */

struct unit_areas { /* sorted by code */
    const char *const *codes;
    const double *areas_m2;
    size_t count;
};

double cpts_unit_area(const struct unit_areas *units, const char *code);

/* The pairs among two lists of findings that the units they touch suggest: their keys are positions
 * in `before`, from 1. Findings in part of a unit share at most the smaller of their areas. False
 * when there is no memory. */
bool cpts_conflicts_by_units(struct conflict_pairs *pairs, const cpts_finding *before,
                             size_t before_count, const cpts_finding *after, size_t after_count,
                             const struct unit_areas *units);

/* Sets gained_m2, lost_m2, before_m2 and border_m of a move from one finding to the other. */
void cpts_conflict_moved(struct conflict_move *move, const cpts_finding *before,
                         const cpts_finding *after, const struct unit_areas *units);

#endif
