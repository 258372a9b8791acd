#include "coverage/findings/components.h"

#include <stdlib.h>

#include "common/grouping.h"
#include "geometry/predicates.h"

/* The rule a place breaks, CPTS_RULE_COUNT when none. */
static cpts_rule rule_of(const struct ledger *ledger, uint32_t place)
{
    uint32_t part = cpts_part_of_place(ledger, place);
    size_t claims = cpts_claim_set_size(&ledger->sets, ledger->set_of[place]);
    if (part == ledger->base->exterior)
        return claims ? CPTS_RULE_OUTSIDE : CPTS_RULE_COUNT;
    if (!cpts_part_is_unit(ledger->base, part) || claims == 1)
        return CPTS_RULE_COUNT;
    return claims ? CPTS_RULE_OVERLAP : CPTS_RULE_WHITE_ZONE;
}

/* The representative of a place, halving the way on the way. */
static uint32_t find(uint32_t *leader, uint32_t place)
{
    while (leader[place] != place)
        place = leader[place] = leader[leader[place]];
    return place;
}

static void join(uint32_t *leader, uint32_t a, uint32_t b)
{
    a = find(leader, a);
    b = find(leader, b);
    if (a < b)
        leader[b] = a;
    else
        leader[a] = b;
}

static void join_neighbour(const struct ledger *ledger, uint32_t *leader, uint32_t place,
                           uint32_t other)
{
    if (leader[place] == CPTS_NONE || leader[other] == CPTS_NONE ||
        ledger->set_of[place] != ledger->set_of[other])
        return;
    bool beyond = cpts_part_of_place(ledger, place) == ledger->base->exterior;
    if (beyond == (cpts_part_of_place(ledger, other) == ledger->base->exterior))
        join(leader, place, other);
}

static void join_whole_part(const struct ledger *ledger, uint32_t *leader, uint32_t part)
{
    const struct base *base = ledger->base;
    if (leader[part] == CPTS_NONE)
        return;
    for (size_t i = base->neighbour_first[part]; i < base->neighbour_first[part + 1]; i++)
        if (!cpts_part_is_cut(ledger, base->neighbours[i]))
            join_neighbour(ledger, leader, part, base->neighbours[i]);
}

static void join_cut_part(const struct ledger *ledger, uint32_t *leader, uint32_t part_index)
{
    const struct base *base = ledger->base;
    const struct part *part = &base->shapes->parts[part_index];
    for (uint32_t r = part->first_ring; r < part->first_ring + part->ring_count; r++) {
        const struct ring *ring = &base->shapes->rings[r];
        for (uint32_t v = ring->first; v < ring->first + ring->count; v++)
            if (base->borders.twin[v] != CPTS_NONE)
                join_neighbour(ledger, leader, cpts_place_along(ledger, v),
                               cpts_place_along(ledger, base->borders.twin[v]));
    }
}

/* Where a perimeter that cuts a part also claims it whole, by code or once snapped, or no longer
 * claims any of it, its chords divide nothing: the cells on both sides have the same claims. */
static bool chords_divide_nothing(const struct ledger *ledger, uint32_t part)
{
    const struct cut_part *cut = &ledger->cells->parts[ledger->cells->cut_of[part]];
    const struct claims *claims = ledger->claims;
    if (ledger->snapped && cpts_part_is_unit(ledger->base, part) &&
        ledger->snapped[ledger->base->shapes->parts[part].feature])
        return true;
    for (uint32_t k = 0; k < cut->cutter_count; k++)
        for (size_t i = claims->whole_first[part]; i < claims->whole_first[part + 1]; i++)
            if (claims->whole[i] == ledger->cells->cutters[cut->first_cutter + k])
                return true;
    return false;
}

/* A side of a cell, named by its lower point first. */
struct side {
    struct point low, high;
    uint32_t place;
};

static int by_ends(const void *a, const void *b)
{
    const struct side *left = a, *right = b;
    int order = cpts_compare_points(left->low, right->low);
    return order ? order : cpts_compare_points(left->high, right->high);
}

static bool join_across_chords(const struct ledger *ledger, uint32_t *leader, uint32_t part)
{
    const struct cells *cells = ledger->cells;
    struct side *sides = NULL;
    size_t count = 0, capacity = 0;
    uint32_t first, last;
    bool done = true;
    cpts_places_of_part(ledger, part, &first, &last);
    for (uint32_t place = first; done && place < last; place++) {
        const struct cell *cell = &cells->cells[place - ledger->part_count];
        for (uint32_t r = cell->first_ring; done && r < cell->first_ring + cell->ring_count; r++) {
            const struct point *points = cells->points + cells->rings[r].first;
            done =
                cpts_array_reserve(&sides, &capacity, count + cells->rings[r].count, sizeof *sides);
            for (size_t i = 0; done && i < cells->rings[r].count; i++) {
                bool upward = cpts_compare_points(points[i], points[i + 1]) < 0;
                sides[count++] =
                    (struct side){points[upward ? i : i + 1], points[upward ? i + 1 : i], place};
            }
        }
    }
    if (done && count)
        qsort(sides, count, sizeof *sides, by_ends);
    for (size_t i = 1; done && i < count; i++)
        if (by_ends(&sides[i - 1], &sides[i]) == 0)
            join_neighbour(ledger, leader, sides[i - 1].place, sides[i].place);
    cpts_array_free(sides);
    return done;
}

/* A unit in one and the same conflict whole is not split: neither into its islands, nor by chords
 * of a perimeter that claims it whole. */
static void join_unit(const struct ledger *ledger, uint32_t *leader, uint32_t unit)
{
    const struct base *base = ledger->base;
    uint32_t start = CPTS_NONE, first, last;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = base->unit_first[unit]; i < base->unit_first[unit + 1]; i++) {
            cpts_places_of_part(ledger, base->unit_parts[i], &first, &last);
            for (uint32_t place = first; place < last; place++) {
                if (start == CPTS_NONE)
                    start = place;
                if (pass == 1)
                    join(leader, start, place);
                else if (leader[place] == CPTS_NONE ||
                         ledger->set_of[place] != ledger->set_of[start])
                    return;
            }
        }
}

static bool join_all(const struct ledger *ledger, uint32_t *leader)
{
    for (uint32_t part = 0; part < ledger->part_count; part++) {
        if (part == ledger->base->exterior)
            continue; /* its cells are apart: chords lie between them */
        if (!cpts_part_is_cut(ledger, part)) {
            join_whole_part(ledger, leader, part);
            continue;
        }
        join_cut_part(ledger, leader, part);
        if (chords_divide_nothing(ledger, part) && !join_across_chords(ledger, leader, part))
            return false;
    }
    for (uint32_t unit = 0; unit < ledger->base->region->units.count; unit++)
        join_unit(ledger, leader, unit);
    return true;
}

/* Numbers the representatives in order of place, and lists the places of each. */
static bool number(struct components *components, const struct ledger *ledger, uint32_t *leader)
{
    size_t count = 0, listed = 0;
    for (uint32_t place = 0; place < ledger->place_count; place++) {
        components->of_place[place] = CPTS_NONE;
        if (leader[place] == CPTS_NONE)
            continue;
        uint32_t first = find(leader, place); /* the smallest, so numbered already */
        components->of_place[place] =
            first == place ? (uint32_t)count++ : components->of_place[first];
        listed++;
    }
    components->count = count;
    components->places = cpts_array_raw(listed, sizeof *components->places);
    components->first = cpts_array_new(CPTS_GROUP_ROOM(count), sizeof *components->first);
    components->rule = cpts_array_raw(count, sizeof *components->rule);
    if (!components->places || !components->first || !components->rule)
        return false;
    for (uint32_t place = 0; place < ledger->place_count; place++)
        if (components->of_place[place] != CPTS_NONE)
            cpts_group_count(components->first, components->of_place[place]);
    cpts_group_sum(components->first, count);
    for (uint32_t place = 0; place < ledger->place_count; place++) {
        uint32_t c = components->of_place[place];
        if (c == CPTS_NONE)
            continue;
        components->places[cpts_group_place(components->first, c)] = place;
        components->rule[c] = rule_of(ledger, place);
    }
    return true;
}

cpts_status cpts_components_build(struct components *components, const struct ledger *ledger)
{
    uint32_t *leader = cpts_array_raw(ledger->place_count, sizeof *leader);
    *components = (struct components){0};
    components->of_place = cpts_array_raw(ledger->place_count, sizeof *components->of_place);
    bool done = leader && components->of_place;
    for (uint32_t place = 0; done && place < ledger->place_count; place++) {
        bool is_part = place < ledger->part_count;
        bool exists = !is_part || (!cpts_part_is_cut(ledger, place) &&
                                   ledger->base->shapes->parts[place].ring_count > 0);
        leader[place] = exists && rule_of(ledger, place) != CPTS_RULE_COUNT ? place : CPTS_NONE;
    }
    done = done && join_all(ledger, leader) && number(components, ledger, leader);
    cpts_array_free(leader);
    return done ? CPTS_OK : cpts_fail_memory(ledger->base->region->context);
}

void cpts_components_free(struct components *components)
{
    cpts_array_free(components->of_place);
    cpts_array_free(components->places);
    cpts_array_free(components->first);
    cpts_array_free(components->rule);
    *components = (struct components){0};
}
