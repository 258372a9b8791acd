/*
 * What could be done of a zone as a whole; the figures are those of the declaration as it is, with
 * this zone alone decided.
 */
#include "planning/zoning.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NEW_ONE (CPTS_NONE - 1) /* the holder of what a new CPTS would have */

/* ---- neighbours -------------------------------------------------------------------------- */

static void add_near(struct zoning *zoning, uint32_t perimeter, double border_m)
{
    bool is_new = perimeter != CPTS_NONE;
    for (size_t i = 0; i < zoning->near_count && is_new; i++)
        is_new = zoning->near[i] != perimeter;
    if (is_new)
        zoning->near[zoning->near_count++] = perimeter;
    if (perimeter != CPTS_NONE)
        zoning->border_m[perimeter] += border_m;
}

static int by_border(const void *left, const void *right, void *user)
{
    const double *border_m = user;
    const uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    if (border_m[a] != border_m[b])
        return border_m[a] > border_m[b] ? -1 : 1;
    return (a > b) - (a < b);
}

/* Those who hold a unit beside the zone today, and how long their border with it is. */
static void add_bordering(struct zoning *zoning)
{
    const struct problem *problem = zoning->problem;
    const struct cpts_report *report = problem->report;
    for (size_t m = 0; m < zoning->member_count; m++) {
        const uint32_t unit = zoning->members[m];
        for (size_t i = problem->adjacency->first[unit]; i < problem->adjacency->first[unit + 1];
             i++) {
            const struct neighbour *neighbour = &problem->adjacency->neighbours[i];
            const struct unit_result *result = &report->units[neighbour->unit];
            const struct claim *claims = report->claims + result->first_claim;
            if (zoning->zone_of[neighbour->unit] == zoning->zone)
                continue;
            for (size_t c = 0; c < result->claim_count; c++)
                if (claims[c].share > CPTS_HELD_SHARE)
                    add_near(zoning, claims[c].perimeter, neighbour->border_m);
        }
    }
}

static void forget_near(struct zoning *zoning)
{
    for (size_t i = 0; i < zoning->near_count; i++)
        zoning->border_m[zoning->near[i]] = 0;
    zoning->near_count = 0;
}

/* The candidates of the whole: of a white zone its neighbours, or those in reach when it has none;
 * of a contested place its claimants. */
static size_t find_near(struct zoning *zoning, cpts_question question)
{
    const struct problem *problem = zoning->problem;
    const struct cpts_report *report = problem->report;
    const struct unit_result *result = &report->units[zoning->members[0]];
    const struct claim *claims = report->claims + result->first_claim;
    forget_near(zoning);
    if (question == CPTS_QUESTION_OVERLAP) {
        for (size_t c = 0; c < result->claim_count; c++)
            if (claims[c].share >= CPTS_LEAST_SHARE)
                add_near(zoning, claims[c].perimeter, 0);
        const size_t claimants = zoning->near_count;
        add_bordering(zoning);
        while (zoning->near_count > claimants) /* neighbours that claim nothing of it */
            zoning->border_m[zoning->near[--zoning->near_count]] = 0;
    } else {
        add_bordering(zoning);
    }
    const size_t bordering = zoning->near_count;
    if (zoning->near_count > 1)
        qsort_r(zoning->near, zoning->near_count, sizeof *zoning->near, by_border,
                zoning->border_m);
    for (size_t m = 0; m < zoning->member_count && !bordering; m++)
        add_near(zoning, problem->holder[zoning->members[m]], 0);
    return bordering;
}

/* ---- what would be ----------------------------------------------------------------------- */

static size_t pieces_of(struct zoning *zoning, uint32_t perimeter, bool is_after)
{
    struct problem *problem = zoning->problem;
    size_t count = 0;
    if (perimeter != NEW_ONE) {
        const struct perimeter_result *result = &problem->report->perimeters[perimeter];
        const struct claim *claims = problem->report->claims_by_perimeter + result->first_claim;
        for (size_t i = 0; i < result->claim_count; i++)
            if (claims[i].share > CPTS_HELD_SHARE &&
                !(is_after && zoning->zone_of[claims[i].unit] == zoning->zone))
                zoning->scratch[count++] = claims[i].unit;
    }
    for (size_t m = 0; is_after && m < zoning->member_count; m++)
        if (zoning->to[zoning->members[m]] == perimeter)
            zoning->scratch[count++] = zoning->members[m];
    return cpts_contiguity_pieces(&problem->contiguity, zoning->scratch, count);
}

static void add_money(const struct problem *problem, cpts_zone_part *part)
{
    if (part->perimeter)
        part->class_before =
            cpts_size_class(&problem->classes, part->population_before, part->unknown_before);
    if (part->pieces_after)
        part->class_after =
            cpts_size_class(&problem->classes, part->population_after, part->unknown_after);
    part->ceiling_before_eur =
        part->perimeter ? cpts_size_class_ceiling(&problem->classes, part->class_before) : 0;
    part->ceiling_after_eur =
        part->pieces_after ? cpts_size_class_ceiling(&problem->classes, part->class_after) : 0;
}

static bool fill_part(struct zoning *zoning, cpts_zone_part *part, uint32_t perimeter)
{
    const struct problem *problem = zoning->problem;
    const struct cpts_report *report = problem->report;
    const bool is_new = perimeter == NEW_ONE;
    const char **codes =
        cpts_arena_alloc(&zoning->proposal->arena, (zoning->member_count + 1) * sizeof *codes);
    if (!codes)
        return false;
    *part = (cpts_zone_part){.size = sizeof *part, .units = codes};
    if (!is_new) {
        part->perimeter = report->region->perimeters.id[perimeter];
        part->name = report->region->perimeters.name[perimeter];
        part->border_m = zoning->border_m[perimeter];
        part->pieces_before = pieces_of(zoning, perimeter, false);
        part->unknown_before = part->unknown_after = report->perimeters[perimeter].unknown_units;
    }
    part->population_before = is_new ? NAN : report->perimeters[perimeter].population;
    part->population_after = is_new && problem->units->has_population ? 0 : part->population_before;
    for (size_t m = 0; m < zoning->member_count; m++) {
        const uint32_t unit = zoning->members[m];
        const bool has_it = zoning->to[unit] == perimeter;
        const double had = is_new ? 0 : cpts_claimed_share(report, unit, perimeter);
        if (has_it)
            codes[part->unit_count++] = problem->units->code[unit];
        part->population_after += cpts_zoning_people(zoning, unit) * ((has_it ? 1 : 0) - had);
        if (!(problem->units->population[unit] >= 0)) {
            part->unknown_after += has_it;
            part->unknown_after -= had >= CPTS_LEAST_SHARE;
        }
    }
    part->pieces_after = pieces_of(zoning, perimeter, true);
    add_money(problem, part);
    return true;
}

/* Whether one CPTS would have the whole EPCI of this unit of the zone. */
static bool keeps_epci(const struct zoning *zoning, uint32_t unit)
{
    const struct problem *problem = zoning->problem;
    const char *const *epci = problem->units->epci;
    const uint32_t holder = zoning->to[unit];
    bool whole = holder != CPTS_NONE;
    for (uint32_t i = zoning->facts->epci_at[unit]; i < problem->units->count && whole; i++) {
        const uint32_t other = zoning->facts->by_epci[i];
        if (strcmp(epci[other], epci[unit]) != 0)
            break;
        whole = zoning->zone_of[other] == zoning->zone
                    ? zoning->to[other] == holder
                    : holder != NEW_ONE && cpts_holds_today(problem, other, holder);
    }
    return whole;
}

static bool is_first_of_epci(const struct zoning *zoning, size_t m)
{
    const struct units *units = zoning->problem->units;
    bool first = cpts_has_epci(units, zoning->members[m]);
    for (size_t i = 0; i < m && first; i++)
        first = strcmp(units->epci[zoning->members[i]], units->epci[zoning->members[m]]) != 0;
    return first;
}

/* Who has something of the zone, in order of units; then claimants who have nothing of it. */
static size_t list_holders(const struct zoning *zoning, uint32_t *holders, cpts_question question)
{
    size_t count = 0;
    for (size_t m = 0; m < zoning->member_count; m++) {
        const uint32_t holder = zoning->to[zoning->members[m]];
        bool is_new = holder != CPTS_NONE;
        for (size_t i = 0; i < count && is_new; i++)
            is_new = holders[i] != holder;
        if (is_new)
            holders[count++] = holder;
    }
    for (size_t n = 0; n < zoning->near_count && question == CPTS_QUESTION_OVERLAP; n++) {
        bool is_new = true;
        for (size_t i = 0; i < count && is_new; i++)
            is_new = holders[i] != zoning->near[n];
        if (is_new)
            holders[count++] = zoning->near[n];
    }
    return count;
}

/* The alternative that `to` describes. */
static bool describe(struct zoning *zoning, cpts_alternative *out, cpts_way way,
                     cpts_question question)
{
    const size_t most = zoning->member_count + zoning->near_count;
    uint32_t *holders = cpts_array_raw(most, sizeof *holders);
    const size_t count =
        holders && way != CPTS_WAY_OPEN ? list_holders(zoning, holders, question) : 0;
    cpts_zone_part *parts = cpts_arena_alloc(&zoning->proposal->arena, (count + 1) * sizeof *parts);
    bool done = holders && parts;
    *out = (cpts_alternative){.size = sizeof *out, .way = way, .part_count = count, .parts = parts};
    for (size_t i = 0; i < count && done; i++) {
        done = fill_part(zoning, &parts[i], holders[i]);
        out->ceiling_before_eur += parts[i].ceiling_before_eur;
        out->ceiling_after_eur += parts[i].ceiling_after_eur;
    }
    if (!count)
        out->ceiling_before_eur = out->ceiling_after_eur = NAN;
    for (size_t m = 0; m < zoning->member_count && way != CPTS_WAY_OPEN; m++)
        out->epci_whole += is_first_of_epci(zoning, m) && keeps_epci(zoning, zoning->members[m]);
    cpts_array_free(holders);
    return done;
}

static void give_all(struct zoning *zoning, uint32_t perimeter)
{
    for (size_t m = 0; m < zoning->member_count; m++)
        zoning->to[zoning->members[m]] = perimeter;
}

/* As the proposal does. Returns the perimeter that has all of it, or CPTS_NONE. */
static uint32_t give_as_proposed(struct zoning *zoning, bool *any)
{
    const uint32_t first = zoning->problem->holder[zoning->members[0]];
    bool alone = true;
    *any = false;
    for (size_t m = 0; m < zoning->member_count; m++) {
        const uint32_t unit = zoning->members[m], holder = zoning->problem->holder[unit];
        zoning->to[unit] = holder;
        alone &= holder == first;
        *any |= holder != CPTS_NONE;
    }
    return alone ? first : CPTS_NONE;
}

bool cpts_zone_list_alternatives(struct zoning *zoning, cpts_zone *zone)
{
    const size_t bordering = find_near(zoning, zone->question);
    cpts_alternative *list =
        cpts_arena_alloc(&zoning->proposal->arena, (zoning->near_count + 4) * sizeof *list);
    size_t count = 0;
    bool any = false, done = list != NULL;
    const uint32_t alone = give_as_proposed(zoning, &any);
    if (done && zone->is_open) {
        done = describe(zoning, &list[count], CPTS_WAY_OPEN, zone->question);
        list[count++].is_proposed = true;
    } else if (done && any) {
        done = describe(zoning, &list[count], alone == CPTS_NONE ? CPTS_WAY_SPLIT : CPTS_WAY_WHOLE,
                        zone->question);
        list[count++].is_proposed = true;
    }
    for (size_t i = 0; i < zoning->near_count && done; i++) {
        if (zoning->near[i] == alone)
            continue;
        give_all(zoning, zoning->near[i]);
        done = describe(zoning, &list[count++], CPTS_WAY_WHOLE, zone->question);
    }
    if (done && zone->question == CPTS_QUESTION_WHITE &&
        (!bordering || zone->population >= zoning->smallest)) {
        give_all(zoning, NEW_ONE);
        done = describe(zoning, &list[count++], CPTS_WAY_NEW, zone->question);
    }
    zone->alternatives = list;
    zone->alternative_count = count;
    return done;
}
