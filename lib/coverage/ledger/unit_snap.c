#include "coverage/ledger/unit_snap.h"

#include <stdlib.h>
#include <string.h>

#include "coverage/cells/members.h"

/* What a perimeter claims of the unit at hand. */
struct share {
    uint32_t perimeter, place_count;
    double area_m2;
    enum { AS_DRAWN, FILLED, EMPTIED } becomes;
};

struct work {
    struct ledger *ledger;
    struct cpts_report *report;
    struct share *shares; /* by perimeter */
    size_t share_count, share_capacity;
    uint32_t *members; /* of the set being made: room for all perimeters */
    uint32_t *beside;  /* units along the place at hand */
    size_t beside_count, beside_capacity;
    size_t snap_capacity;
};

/* ---- what is claimed of a unit ------------------------------------------------------------ */

static int by_perimeter(const void *left, const void *right)
{
    const struct share *a = left, *b = right;
    return (a->perimeter > b->perimeter) - (a->perimeter < b->perimeter);
}

static bool add_place(struct work *work, uint32_t place)
{
    const struct ledger *ledger = work->ledger;
    const uint32_t set = ledger->set_of[place];
    const size_t count = cpts_claim_set_size(&ledger->sets, set);
    const uint32_t *members = cpts_claim_set(&ledger->sets, set);
    if (!cpts_array_reserve(&work->shares, &work->share_capacity, work->share_count + count,
                            sizeof *work->shares))
        return false;
    for (size_t i = 0; i < count; i++)
        work->shares[work->share_count++] =
            (struct share){members[i], 1, cpts_place_area_m2(ledger, place), AS_DRAWN};
    return true;
}

static void merge_shares(struct work *work)
{
    size_t kept = 0;
    if (work->share_count > 1)
        qsort(work->shares, work->share_count, sizeof *work->shares, by_perimeter);
    for (size_t i = 0; i < work->share_count; i++)
        if (kept && work->shares[kept - 1].perimeter == work->shares[i].perimeter) {
            work->shares[kept - 1].area_m2 += work->shares[i].area_m2;
            work->shares[kept - 1].place_count++;
        } else {
            work->shares[kept++] = work->shares[i];
        }
    work->share_count = kept;
}

/* ---- what it becomes ---------------------------------------------------------------------- */

static bool add_snap(struct work *work, uint32_t perimeter, uint32_t unit, double share,
                     double moved_m2)
{
    struct cpts_report *report = work->report;
    if (!CPTS_ARRAY_MORE(report->snaps, report->snap_count, work->snap_capacity))
        return false;
    report->snaps[report->snap_count++] = (struct unit_snap){perimeter, unit, share, moved_m2};
    return true;
}

/* Judges each claimant that does not have all of the places. *changes: whether one changed. */
static bool judge(struct work *work, uint32_t unit, size_t place_count, double area_m2,
                  bool *changes)
{
    const double whole = work->report->snap_to_units;
    for (size_t i = 0; i < work->share_count; i++) {
        struct share *share = &work->shares[i];
        if (share->place_count == place_count)
            continue;
        if (share->area_m2 >= whole * area_m2)
            share->becomes = FILLED;
        else if (share->area_m2 <= (1 - whole) * area_m2)
            share->becomes = EMPTIED;
        else
            continue;
        *changes = true;
        const double moved_m2 =
            share->becomes == FILLED ? area_m2 - share->area_m2 : -share->area_m2;
        if (!add_snap(work, share->perimeter, unit, share->area_m2 / area_m2, moved_m2))
            return false;
    }
    return true;
}

static bool change_place(struct work *work, uint32_t place)
{
    struct ledger *ledger = work->ledger;
    const uint32_t set = ledger->set_of[place];
    const uint32_t *drawn = cpts_claim_set(&ledger->sets, set);
    const size_t drawn_count = cpts_claim_set_size(&ledger->sets, set);
    size_t count = 0, at = 0;
    /* Both lists are by perimeter, and all that is drawn here is among the shares. */
    for (size_t i = 0; i < work->share_count; i++) {
        const struct share *share = &work->shares[i];
        const bool is_drawn = at < drawn_count && drawn[at] == share->perimeter;
        at += is_drawn;
        if (share->becomes == FILLED || (is_drawn && share->becomes == AS_DRAWN))
            work->members[count++] = share->perimeter;
    }
    return cpts_claim_sets_intern(&ledger->sets, work->members, count, &ledger->set_of[place]);
}

static bool snap_unit(struct work *work, uint32_t unit)
{
    struct ledger *ledger = work->ledger;
    const struct base *base = ledger->base;
    const uint32_t *parts = base->unit_parts + base->unit_first[unit];
    const size_t part_count = base->unit_first[unit + 1] - base->unit_first[unit];
    const double area_m2 = cpts_unit_area_m2(base, unit);
    size_t place_count = 0;
    bool changes = false;
    uint32_t first, last;
    if (part_count == 1 && !cpts_part_is_cut(ledger, parts[0]))
        return true;
    work->share_count = 0;
    for (size_t i = 0; i < part_count; i++) {
        cpts_places_of_part(ledger, parts[i], &first, &last);
        place_count += last - first;
        for (uint32_t place = first; place < last; place++)
            if (!add_place(work, place))
                return false;
    }
    merge_shares(work);
    if (!(area_m2 > 0))
        return true;
    if (!judge(work, unit, place_count, area_m2, &changes))
        return false;
    for (size_t i = 0; changes && i < part_count; i++) {
        cpts_places_of_part(ledger, parts[i], &first, &last);
        for (uint32_t place = first; place < last; place++)
            if (!change_place(work, place))
                return false;
    }
    ledger->snapped[unit] = changes;
    return true;
}

/* ---- outside ------------------------------------------------------------------------------ */

static bool has_member(const struct ledger *ledger, uint32_t place, uint32_t perimeter)
{
    const uint32_t set = ledger->set_of[place];
    const size_t count = cpts_claim_set_size(&ledger->sets, set);
    return count && bsearch(&perimeter, cpts_claim_set(&ledger->sets, set), count, sizeof perimeter,
                            cpts_compare_members);
}

static bool claims_whole(const struct ledger *ledger, uint32_t unit, uint32_t perimeter)
{
    const struct base *base = ledger->base;
    for (size_t i = base->unit_first[unit]; i < base->unit_first[unit + 1]; i++) {
        uint32_t first, last;
        cpts_places_of_part(ledger, base->unit_parts[i], &first, &last);
        for (uint32_t place = first; place < last; place++)
            if (!has_member(ledger, place, perimeter))
                return false;
    }
    return true;
}

/* Lists the units that a cell beyond the region shares a border with, each once. */
static bool list_units_beside(struct work *work, const struct cell *cell)
{
    const struct ledger *ledger = work->ledger;
    const struct borders *borders = &ledger->base->borders;
    work->beside_count = 0;
    for (uint32_t r = cell->first_ring; r < cell->first_ring + cell->ring_count; r++) {
        const struct cell_ring *ring = &ledger->cells->rings[r];
        const struct point *points = ledger->cells->points + ring->first;
        uint32_t segment = CPTS_NONE;
        for (size_t i = 0; i < ring->count; i++) {
            segment = cpts_borders_follow(borders, segment, points[i], points[i + 1]);
            const uint32_t part =
                segment == CPTS_NONE ? CPTS_NONE : cpts_part_beyond(borders, segment);
            if (part == CPTS_NONE || !cpts_part_is_unit(ledger->base, part))
                continue;
            if (!CPTS_ARRAY_MORE(work->beside, work->beside_count, work->beside_capacity))
                return false;
            work->beside[work->beside_count++] = ledger->base->shapes->parts[part].feature;
        }
    }
    work->beside_count = cpts_members_order(work->beside, work->beside_count);
    return true;
}

/* What a perimeter claims outside the region is dropped when it is no larger than what the
 * requested share leaves of the whole units beside it: it is the other side of the same drawing. */
static bool snap_outside(struct work *work, uint32_t place)
{
    struct ledger *ledger = work->ledger;
    const struct cell *cell = &ledger->cells->cells[place - ledger->part_count];
    const uint32_t set = ledger->set_of[place];
    const size_t drawn_count = cpts_claim_set_size(&ledger->sets, set);
    size_t count = 0;
    if (drawn_count == 0)
        return true;
    if (!list_units_beside(work, cell))
        return false;
    for (size_t m = 0; m < drawn_count; m++) {
        const uint32_t p = cpts_claim_set(&ledger->sets, set)[m];
        double whole_m2 = 0;
        for (size_t i = 0; i < work->beside_count; i++)
            if (claims_whole(ledger, work->beside[i], p))
                whole_m2 += cpts_unit_area_m2(ledger->base, work->beside[i]);
        if (cell->area_m2 > (1 - work->report->snap_to_units) * whole_m2)
            work->members[count++] = p;
        else if (!add_snap(work, p, CPTS_NONE, 0, -cell->area_m2))
            return false;
    }
    return cpts_claim_sets_intern(&ledger->sets, work->members, count, &ledger->set_of[place]);
}

/* ---- all of it ---------------------------------------------------------------------------- */

static int by_perimeter_and_unit(const void *left, const void *right)
{
    const struct unit_snap *a = left, *b = right;
    if (a->perimeter != b->perimeter)
        return a->perimeter < b->perimeter ? -1 : 1;
    if (a->unit != b->unit)
        return a->unit < b->unit ? -1 : 1;
    return (a->moved_m2 > b->moved_m2) - (a->moved_m2 < b->moved_m2);
}

cpts_status cpts_units_snap(struct ledger *ledger, struct cpts_report *report)
{
    const struct cpts_region *region = report->region;
    struct work work = {.ledger = ledger, .report = report};
    work.members = cpts_array_raw(region->perimeters.count, sizeof *work.members);
    ledger->snapped = cpts_array_new(region->units.count, sizeof *ledger->snapped);
    bool done = work.members && ledger->snapped;
    for (uint32_t u = 0; done && u < region->units.count; u++)
        done = snap_unit(&work, u);
    uint32_t first = 0, last = 0;
    if (done && cpts_part_is_cut(ledger, ledger->base->exterior))
        cpts_places_of_part(ledger, ledger->base->exterior, &first, &last);
    for (uint32_t place = first; done && place < last; place++)
        done = snap_outside(&work, place);
    if (done && report->snap_count > 1)
        qsort(report->snaps, report->snap_count, sizeof *report->snaps, by_perimeter_and_unit);
    cpts_array_free(work.members);
    cpts_array_free(work.shares);
    cpts_array_free(work.beside);
    return done ? CPTS_OK : cpts_fail_memory(region->context);
}
