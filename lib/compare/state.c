/*
 * The state of a conflict that is still there.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "compare/conflicts.h"

/* Less than this is the noise of sums, not a change. */
#define SAME_AREA_M2 0.01

const cpts_state cpts_moved_states[CPTS_MOVED_STATES] = {
    CPTS_STATE_NEW,   CPTS_STATE_GROWN,  CPTS_STATE_REOPENED, CPTS_STATE_SHRUNK,
    CPTS_STATE_SPLIT, CPTS_STATE_MERGED, CPTS_STATE_RESOLVED};

bool cpts_state_is_gone(cpts_state state)
{
    return state == CPTS_STATE_RESOLVED || state == CPTS_STATE_MERGED;
}

cpts_state cpts_conflict_state(const struct conflict_move *move)
{
    const double more_m2 = move->finding->area_m2 - move->before_m2;
    const double band_m2 =
        fmax(move->redrawn_m * move->border_m, SAME_AREA_M2 + 1e-9 * move->before_m2);
    if (move->joined)
        return move->joined > 0 ? CPTS_STATE_GROWN : CPTS_STATE_SHRUNK;
    if (move->finding->sliver || move->finding->rule > CPTS_RULE_UNIT_GAP)
        return CPTS_STATE_PERSISTING;
    if (more_m2 > band_m2 || (move->gained_m2 > 0 && more_m2 >= 0.5 * move->gained_m2))
        return CPTS_STATE_GROWN;
    if (-more_m2 > band_m2 || (move->lost_m2 > 0 && -more_m2 >= 0.5 * move->lost_m2))
        return CPTS_STATE_SHRUNK;
    return CPTS_STATE_PERSISTING;
}

/* ---- units --------------------------------------------------------------------------------- */

static int by_code(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

double cpts_unit_area(const struct unit_areas *units, const char *code)
{
    const char *const *found =
        units->count ? bsearch(&code, units->codes, units->count, sizeof *units->codes, by_code)
                     : NULL;
    return found ? units->areas_m2[found - units->codes] : 0;
}

void cpts_conflict_moved(struct conflict_move *move, const cpts_finding *before,
                         const cpts_finding *after, const struct unit_areas *units)
{
    move->finding = after;
    move->before_m2 = before->area_m2;
    move->border_m = fmax(before->border_m, after->border_m);
    move->gained_m2 = move->lost_m2 = 0;
    for (size_t b = 0, a = 0; b < before->unit_count || a < after->unit_count;) {
        const int order = b == before->unit_count  ? 1
                          : a == after->unit_count ? -1
                                                   : strcmp(before->units[b], after->units[a]);
        if (order < 0)
            move->lost_m2 += cpts_unit_area(units, before->units[b]);
        else if (order > 0)
            move->gained_m2 += cpts_unit_area(units, after->units[a]);
        b += order <= 0;
        a += order >= 0;
    }
}
