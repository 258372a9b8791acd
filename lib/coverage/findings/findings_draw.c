/* Components drawn and measured, by all threads. */
#include <math.h>

#include "common/parallel.h"
#include "coverage/cells/members.h"
#include "coverage/findings/findings_work.h"

#define DRAWN_AT_ONCE 64 /* components a thread takes at a time */

bool cpts_findings_measure(struct drawer *drawer, uint32_t first, double sliver_width_m,
                           struct measure *m)
{
    m->shapes = &drawer->shapes;
    m->first_part = first;
    m->part_count = (uint32_t)drawer->shapes.part_count - first;
    m->sliver = true;
    for (uint32_t p = first; p < drawer->shapes.part_count; p++) {
        struct width width;
        if (cpts_is_interrupted(drawer->width.context) ||
            !cpts_width(&drawer->width, &drawer->shapes, p, sliver_width_m, &width))
            return false;
        m->sliver &= width.is_sliver;
        m->width_m = fmax(m->width_m, width.width_m);
        m->border_m += cpts_part_border_m(&drawer->shapes, p);
    }
    return true;
}

static bool add_beside(struct findings_work *work, const uint32_t *members, size_t count)
{
    if (!cpts_array_reserve(&work->beside, &work->beside_capacity, work->beside_count + count,
                            sizeof *work->beside))
        return false;
    for (size_t i = 0; i < count; i++)
        work->beside[work->beside_count++] = members[i];
    return true;
}

static bool add_beyond(struct findings_work *work, uint32_t segment)
{
    const struct ledger *ledger = work->ledger;
    if (segment == CPTS_NONE || work->base->borders.twin[segment] == CPTS_NONE)
        return true;
    uint32_t place = cpts_place_along(ledger, work->base->borders.twin[segment]);
    uint32_t set = ledger->set_of[place];
    return add_beside(work, cpts_claim_set(&ledger->sets, set),
                      cpts_claim_set_size(&ledger->sets, set));
}

/* The perimeters around a white sliver: what it lies between. */
static bool key_of_white_sliver(struct findings_work *work, size_t component, struct measure *m)
{
    const struct ledger *ledger = work->ledger;
    work->beside_count = 0;
    for (size_t i = work->components.first[component]; i < work->components.first[component + 1];
         i++) {
        uint32_t place = work->components.places[i];
        if (place < ledger->part_count)
            continue;
        const struct cell *cell = &ledger->cells->cells[place - ledger->part_count];
        if (!add_beside(work, ledger->cells->claims + cell->first_claim + cell->claim_count,
                        cell->beside_count))
            return false;
    }
    for (uint32_t p = m->first_part; p < m->first_part + m->part_count; p++) {
        const struct part *part = &m->shapes->parts[p];
        for (uint32_t r = part->first_ring; r < part->first_ring + part->ring_count; r++) {
            const struct ring *ring = &m->shapes->rings[r];
            const struct point *points = m->shapes->points;
            uint32_t segment = CPTS_NONE;
            for (uint32_t v = ring->first; v < ring->first + ring->count; v++) {
                segment =
                    cpts_borders_follow(&work->base->borders, segment, points[v], points[v + 1]);
                if (!add_beyond(work, segment))
                    return false;
            }
        }
    }
    const size_t kept = cpts_members_order(work->beside, work->beside_count);
    return cpts_claim_sets_intern(&work->ledger->sets, work->beside, kept, &m->key);
}

static bool draw_component(struct findings_work *work, struct drawer *drawer, size_t c)
{
    const struct components *components = &work->components;
    struct measure *m = &work->measures[c];
    size_t first = components->first[c], last = components->first[c + 1];
    uint32_t first_part = (uint32_t)drawer->shapes.part_count;
    if (!cpts_finding_outline_draw(drawer->outline, components->places + first, last - first,
                                   components->of_place, (uint32_t)c, &drawer->shapes))
        return false;
    for (size_t i = first; i < last; i++)
        m->area_m2 += cpts_place_area_m2(work->ledger, components->places[i]);
    m->key = work->ledger->set_of[components->places[first]];
    if (!cpts_findings_measure(drawer, first_part, work->report->sliver_width_m, m))
        return false;
    for (size_t i = first; m->sliver && i < last; i++)
        work->narrow[components->places[i]] = true;
    return m->sliver || cpts_findings_mark_narrow(work, drawer, c);
}

static bool draw_some(void *user, int worker, size_t first, size_t last)
{
    struct findings_work *work = user;
    for (size_t c = first; c < last; c++)
        if (!draw_component(work, &work->drawers[worker], c))
            return false;
    return true;
}

bool cpts_findings_draw(struct findings_work *work)
{
    size_t count = work->components.count;
    const cpts_context *context = work->report->region->context;
    const int jobs = context->jobs;
    work->measures = cpts_array_new(count, sizeof *work->measures);
    work->narrow = cpts_array_new(work->ledger->place_count, sizeof *work->narrow);
    work->drawers = cpts_array_new((size_t)jobs, sizeof *work->drawers);
    bool done = work->measures && work->narrow && work->drawers;
    for (int w = 0; done && w < jobs; w++, work->drawer_count++) {
        work->drawers[w].width.context = context;
        done = (work->drawers[w].outline = cpts_finding_outline_new(work->ledger));
    }
    done = done && cpts_parallel(context, count, DRAWN_AT_ONCE, draw_some, work);
    for (size_t c = 0; done && c < count; c++)
        if (work->measures[c].sliver && work->components.rule[c] == CPTS_RULE_WHITE_ZONE)
            done = key_of_white_sliver(work, c, &work->measures[c]);
    return done;
}

void cpts_findings_free_drawers(struct findings_work *work)
{
    for (int w = 0; w < work->drawer_count; w++) {
        cpts_finding_outline_free(work->drawers[w].outline);
        cpts_width_free(&work->drawers[w].width);
        cpts_shapes_free(&work->drawers[w].shapes);
        cpts_array_free(work->drawers[w].places);
    }
    cpts_array_free(work->drawers);
}
