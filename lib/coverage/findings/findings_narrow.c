/*
 * In which units a finding is no wider than a sliver. A conflict seldom ends on a border of units
 * to the millimetre: what reaches over is a strip, often a long one. Its area says nothing, so its
 * width is measured, unit by unit.
 */
#include <math.h>
#include <stdlib.h>

#include "coverage/findings/findings_work.h"
#include "geometry/predicates.h"

static uint32_t unit_of(const struct findings_work *work, uint32_t place)
{
    return work->base->shapes->parts[cpts_part_of_place(work->ledger, place)].feature;
}

/* A quick yes: no point of a polygon is farther than the inradius from its border, so that its
 * area is at most that of a band along it, and of a disc more for each hole but one. */
static bool is_surely_wide(double area_m2, double border_m, size_t ring_count, double limit_m)
{
    const double radius_m = limit_m / 2 + 1e-3;
    const double more = ring_count > 2 ? (double)ring_count - 2 : 0;
    return area_m2 > radius_m * border_m + M_PI * radius_m * radius_m * more;
}

static bool is_part_surely_wide(const struct shapes *shapes, uint32_t part, double limit_m)
{
    return is_surely_wide(shapes->parts[part].area_m2, cpts_part_border_m(shapes, part),
                          shapes->parts[part].ring_count, limit_m);
}

static double cell_border_m(const struct cells *cells, const struct cell *cell)
{
    double length_m = 0;
    for (uint32_t r = 0; r < cell->ring_count; r++) {
        const struct cell_ring *ring = &cells->rings[cell->first_ring + r];
        const struct point *points = cells->points + ring->first;
        for (size_t i = 0; i < ring->count; i++) {
            const struct point d = cpts_vector(points[i], points[i + 1]);
            length_m += sqrt(d.x * d.x + d.y * d.y);
        }
    }
    return length_m;
}

/* Then all that holds the place is wide too, and need not be drawn. */
static bool is_place_surely_wide(const struct ledger *ledger, uint32_t place, double limit_m)
{
    if (place < ledger->part_count)
        return is_part_surely_wide(ledger->base->shapes, place, limit_m);
    const struct cell *cell = &ledger->cells->cells[place - ledger->part_count];
    return is_surely_wide(cell->area_m2, cell_border_m(ledger->cells, cell), cell->ring_count,
                          limit_m);
}

static bool is_wide(struct drawer *drawer, const uint32_t *places, size_t count, double limit_m,
                    bool *wide)
{
    struct shapes *drawn = &drawer->shapes;
    const struct shapes before = *drawn;
    bool done = cpts_finding_outline_draw(drawer->outline, places, count, NULL, 0, drawn);
    const uint32_t end = (uint32_t)drawn->part_count;
    *wide = false;
    for (uint32_t p = (uint32_t)before.part_count; done && !*wide && p < end; p++)
        *wide = is_part_surely_wide(drawn, p, limit_m);
    for (uint32_t p = (uint32_t)before.part_count; done && !*wide && p < end; p++) {
        struct width width;
        done = cpts_width(&drawer->width, drawn, p, limit_m, &width);
        *wide = done && !width.is_sliver;
    }
    drawn->point_count = before.point_count;
    drawn->ring_count = before.ring_count;
    drawn->part_count = before.part_count;
    return done;
}

static int by_unit(const void *a, const void *b, void *user)
{
    const uint32_t *left = a, *right = b, l = unit_of(user, *left), r = unit_of(user, *right);
    return l != r ? (l < r ? -1 : 1) : (*left > *right) - (*left < *right);
}

/* The places of one unit; a whole one is named however narrow it is. */
static bool look_at_unit(struct findings_work *work, struct drawer *drawer, const uint32_t *places,
                         size_t count)
{
    const double limit_m = work->report->sliver_width_m;
    double area_m2 = 0;
    for (size_t i = 0; i < count; i++)
        area_m2 += cpts_place_area_m2(work->ledger, places[i]);
    const double unit_m2 = work->report->units[unit_of(work, *places)].area_m2;
    bool wide = 2 * sqrt(area_m2 / M_PI) > limit_m,
         sure = !wide || area_m2 >= unit_m2 * (1 - 1e-12);
    for (size_t i = 0; i < count && !sure; i++)
        sure = is_place_surely_wide(work->ledger, places[i], limit_m);
    if (!sure && !is_wide(drawer, places, count, limit_m, &wide))
        return false;
    for (size_t i = 0; i < count; i++)
        work->narrow[places[i]] = !wide;
    return true;
}

bool cpts_findings_mark_narrow(struct findings_work *work, struct drawer *drawer, size_t component)
{
    const size_t first = work->components.first[component];
    const size_t count = work->components.first[component + 1] - first;
    if (!cpts_array_reserve(&drawer->places, &drawer->place_capacity, count,
                            sizeof *drawer->places))
        return false;
    uint32_t *places = drawer->places;
    size_t within = 0; /* units */
    for (size_t i = 0; i < count; i++)
        if (unit_of(work, work->components.places[first + i]) != CPTS_NONE)
            places[within++] = work->components.places[first + i];
    if (within > 1)
        qsort_r(places, within, sizeof *places, by_unit, work);
    for (size_t from = 0, to; from < within; from = to) {
        const uint32_t unit = unit_of(work, places[from]);
        for (to = from + 1; to < within && unit_of(work, places[to]) == unit;)
            to++;
        if (from == 0 && to == count)
            return true; /* one unit has all of it, and it is wide */
        if (!look_at_unit(work, drawer, places + from, to - from))
            return false;
    }
    return true;
}
