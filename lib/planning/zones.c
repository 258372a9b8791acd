/*
 * Zones: what people decide about. The white units that touch are one zone, and so are the
 * contested units that touch and have the same claimants. Each comes with what could be done of it
 * as a whole; the figures are those of the declaration as it is, with this zone alone decided.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "input/region/largest.h"

#include "planning/proposal.h"

#define NEW_ONE (CPTS_NONE - 1) /* the holder of what a new CPTS would have */

struct zoning {
    struct cpts_proposal *proposal;
    struct problem *problem;
    const struct facts *facts;
    uint32_t *zone_of; /* by unit: CPTS_NONE, or the number of its zone from 0 */
    uint32_t *to;      /* by unit of the zone at hand: who would have it */
    uint32_t *members; /* of the zone at hand, most populous first */
    size_t member_count;
    uint32_t zone;  /* its number */
    uint32_t *near; /* perimeters at its border, or that claim it */
    size_t near_count;
    double *border_m;      /* by perimeter: shared today with the zone; 0 except those of `near` */
    uint32_t *scratch;     /* by unit */
    size_t *finding_first; /* by unit, in findings: those that touch it */
    size_t *findings;
    double smallest; /* inhabitants of the smallest perimeter; NaN: unknown */
};

static double people_of(const struct zoning *zoning, uint32_t unit)
{
    const double population = zoning->problem->units->population[unit];
    return population >= 0 ? population : 0;
}

/* ---- members ----------------------------------------------------------------------------- */

static bool same_claimants(const struct cpts_report *report, uint32_t a, uint32_t b)
{
    const struct unit_result *results[] = {&report->units[a], &report->units[b]};
    const uint32_t units[] = {a, b};
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < results[side]->claim_count; i++) {
            const struct claim *claim = &report->claims[results[side]->first_claim + i];
            if (claim->share >= CPTS_LEAST_SHARE &&
                cpts_claimed_share(report, units[1 - side], claim->perimeter) < CPTS_LEAST_SHARE)
                return false;
        }
    return true;
}

static bool belongs(const struct zoning *zoning, uint32_t unit, uint32_t other,
                    cpts_question question)
{
    return zoning->zone_of[other] == CPTS_NONE &&
           cpts_question_of(zoning->problem, other) == question &&
           (question == CPTS_QUESTION_WHITE ||
            (zoning->problem->is_open[unit] == zoning->problem->is_open[other] &&
             same_claimants(zoning->problem->report, unit, other)));
}

static void gather(struct zoning *zoning, uint32_t unit, cpts_question question)
{
    const struct adjacency *adjacency = zoning->problem->adjacency;
    zoning->member_count = 0;
    zoning->zone_of[unit] = zoning->zone;
    zoning->members[zoning->member_count++] = unit;
    for (size_t head = 0; head < zoning->member_count; head++) {
        const uint32_t at = zoning->members[head];
        for (size_t i = adjacency->first[at]; i < adjacency->first[at + 1]; i++) {
            const uint32_t other = adjacency->neighbours[i].unit;
            if (!belongs(zoning, unit, other, question))
                continue;
            zoning->zone_of[other] = zoning->zone;
            zoning->members[zoning->member_count++] = other;
        }
    }
    cpts_largest_sort(zoning->members, zoning->member_count, zoning->problem->units);
}

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
        part->population_after += people_of(zoning, unit) * ((has_it ? 1 : 0) - had);
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

/* Of those units whose inhabitants are known; NaN when there is none. */
static void add_population(const struct zoning *zoning, cpts_zone *zone)
{
    zone->population = NAN;
    for (size_t m = 0; m < zoning->member_count; m++)
        if (zoning->problem->units->population[zoning->members[m]] >= 0)
            zone->population = (isnan(zone->population) ? 0 : zone->population) +
                               people_of(zoning, zoning->members[m]);
        else
            zone->unknown_units++;
}

/* The proposed one first, then each neighbour or claimant, then a new CPTS. */
static bool list_alternatives(struct zoning *zoning, cpts_zone *zone)
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

/* ---- zones ------------------------------------------------------------------------------- */

static int by_text(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* The different texts of the members, "" left out. */
static const char *const *list_texts(struct zoning *zoning, const char *const *of, size_t *count)
{
    const char **texts =
        cpts_arena_alloc(&zoning->proposal->arena, (zoning->member_count + 1) * sizeof *texts);
    size_t all = 0, kept = 0;
    for (size_t m = 0; texts && m < zoning->member_count; m++)
        if (*of[zoning->members[m]] && strcmp(of[zoning->members[m]], "NR") != 0)
            texts[all++] = of[zoning->members[m]];
    if (all > 1)
        qsort(texts, all, sizeof *texts, by_text);
    for (size_t i = 0; i < all; i++)
        if (!kept || strcmp(texts[kept - 1], texts[i]) != 0)
            texts[kept++] = texts[i];
    *count = kept;
    return texts;
}

/* Units are in order of code. */
static int by_code(const void *key, const void *item)
{
    return strcmp(key, *(const char *const *)item);
}

static bool is_of_zones(const cpts_finding *finding)
{
    return !finding->sliver &&
           (finding->rule == CPTS_RULE_WHITE_ZONE || finding->rule == CPTS_RULE_OVERLAP);
}

/* By unit, the findings that touch it. */
static bool index_findings(struct zoning *zoning)
{
    const struct cpts_report *report = zoning->problem->report;
    const struct units *units = zoning->problem->units;
    size_t *first = cpts_array_new(units->count + 2, sizeof *first);
    size_t total = 0;
    for (size_t i = 0; i < report->finding_count; i++)
        total += is_of_zones(&report->findings[i]) ? report->findings[i].unit_count : 0;
    zoning->finding_first = first;
    zoning->findings = cpts_array_raw(total, sizeof *zoning->findings);
    if (!first || !zoning->findings)
        return false;
    for (int counting = 1; counting >= 0; counting--) {
        for (size_t i = 0; i < report->finding_count; i++)
            for (size_t u = 0;
                 is_of_zones(&report->findings[i]) && u < report->findings[i].unit_count; u++) {
                const char **found = bsearch(report->findings[i].units[u], units->code,
                                             units->count, sizeof *units->code, by_code);
                if (!found)
                    continue;
                size_t *at = &first[found - units->code + (counting ? 2 : 1)];
                if (!counting)
                    zoning->findings[*at] = i;
                ++*at;
            }
        for (size_t u = 2; counting && u < units->count + 2; u++)
            first[u] += first[u - 1];
    }
    return true;
}

/* The findings that the zone is about. */
static bool list_findings(struct zoning *zoning, cpts_zone *zone)
{
    const struct cpts_report *report = zoning->problem->report;
    const cpts_rule rule =
        zone->question == CPTS_QUESTION_WHITE ? CPTS_RULE_WHITE_ZONE : CPTS_RULE_OVERLAP;
    size_t most = 0;
    for (size_t m = 0; m < zoning->member_count; m++)
        most += zoning->finding_first[zoning->members[m] + 1] -
                zoning->finding_first[zoning->members[m]];
    const char **ids = cpts_arena_alloc(&zoning->proposal->arena, (most + 1) * sizeof *ids);
    for (size_t m = 0; ids && m < zoning->member_count; m++)
        for (size_t f = zoning->finding_first[zoning->members[m]];
             f < zoning->finding_first[zoning->members[m] + 1]; f++) {
            const cpts_finding *finding = &report->findings[zoning->findings[f]];
            bool is_new = finding->rule == rule;
            for (size_t i = 0; i < zone->finding_count && is_new; i++)
                is_new = strcmp(ids[i], finding->id) != 0;
            if (is_new)
                ids[zone->finding_count++] = finding->id;
        }
    zone->findings = ids;
    return ids != NULL;
}

static bool describe_zone(struct zoning *zoning, cpts_zone *zone)
{
    const struct units *units = zoning->problem->units;
    struct arena *arena = &zoning->proposal->arena;
    const size_t count = zoning->member_count;
    const char **codes = cpts_arena_alloc(arena, count * sizeof *codes);
    const char **names = cpts_arena_alloc(arena, count * sizeof *names);
    if (!codes || !names)
        return false;
    for (size_t m = 0; m < count; m++) {
        codes[m] = units->code[zoning->members[m]];
        names[m] = units->name[zoning->members[m]];
        zone->area_m2 += zoning->problem->adjacency->area_m2[zoning->members[m]];
    }
    zone->id = cpts_arena_format(arena, "%s-%s",
                                 cpts_rule_name(zone->question == CPTS_QUESTION_WHITE
                                                    ? CPTS_RULE_WHITE_ZONE
                                                    : CPTS_RULE_OVERLAP),
                                 codes[0]);
    zone->name = names[0];
    zone->unit_count = count;
    zone->units = codes;
    zone->unit_names = names;
    add_population(zoning, zone);
    zone->groups = list_texts(zoning, units->group, &zone->group_count);
    zone->epci = list_texts(zoning, units->epci, &zone->epci_count);
    return zone->id && zone->groups && zone->epci && list_findings(zoning, zone) &&
           list_alternatives(zoning, zone);
}

static bool add_zone(struct zoning *zoning, uint32_t unit, cpts_question question)
{
    struct cpts_proposal *proposal = zoning->proposal;
    if (!cpts_array_reserve(&proposal->zones, &proposal->zone_capacity, proposal->zone_count + 1,
                            sizeof *proposal->zones))
        return false;
    zoning->zone = (uint32_t)proposal->zone_count;
    gather(zoning, unit, question);
    cpts_zone *zone = &proposal->zones[proposal->zone_count++];
    *zone = (cpts_zone){
        .size = sizeof *zone, .question = question, .is_open = zoning->problem->is_open[unit]};
    return describe_zone(zoning, zone);
}

static int by_inhabitants(const void *left, const void *right)
{
    const cpts_zone *a = left, *b = right;
    const double a_people = isnan(a->population) ? -1 : a->population,
                 b_people = isnan(b->population) ? -1 : b->population;
    if (a_people != b_people)
        return a_people > b_people ? -1 : 1;
    if (a->area_m2 != b->area_m2)
        return a->area_m2 > b->area_m2 ? -1 : 1;
    return strcmp(a->id, b->id);
}

static bool open_zoning(struct zoning *zoning)
{
    const struct cpts_report *report = zoning->problem->report;
    const size_t units = zoning->problem->units->count;
    const size_t perimeters = report->region->perimeters.count;
    zoning->zone_of = cpts_array_raw(units, sizeof *zoning->zone_of);
    zoning->to = cpts_array_raw(units, sizeof *zoning->to);
    zoning->members = cpts_array_raw(units, sizeof *zoning->members);
    zoning->scratch = cpts_array_raw(units, sizeof *zoning->scratch);
    zoning->near = cpts_array_raw(perimeters, sizeof *zoning->near);
    zoning->border_m = cpts_array_new(perimeters, sizeof *zoning->border_m);
    if (!zoning->zone_of || !zoning->to || !zoning->members || !zoning->scratch || !zoning->near ||
        !zoning->border_m)
        return false;
    for (size_t u = 0; u < units; u++)
        zoning->zone_of[u] = CPTS_NONE;
    zoning->smallest = NAN;
    for (size_t p = 0; p < perimeters; p++)
        if (report->perimeters[p].population > 0 && !report->perimeters[p].unknown_units)
            zoning->smallest = fmin(zoning->smallest, report->perimeters[p].population);
    return true;
}

bool cpts_zones_list(struct cpts_proposal *proposal, struct problem *problem,
                     const struct facts *facts)
{
    struct zoning zoning = {.proposal = proposal, .problem = problem, .facts = facts};
    bool done = open_zoning(&zoning) && index_findings(&zoning);
    for (uint32_t u = 0; u < problem->units->count && done; u++) {
        const cpts_question question = cpts_question_of(problem, u);
        if (zoning.zone_of[u] == CPTS_NONE && question <= CPTS_QUESTION_OVERLAP)
            done = add_zone(&zoning, u, question);
    }
    if (done && proposal->zone_count > 1)
        qsort(proposal->zones, proposal->zone_count, sizeof *proposal->zones, by_inhabitants);
    cpts_array_free(zoning.zone_of);
    cpts_array_free(zoning.to);
    cpts_array_free(zoning.members);
    cpts_array_free(zoning.scratch);
    cpts_array_free(zoning.near);
    cpts_array_free(zoning.border_m);
    cpts_array_free(zoning.finding_first);
    cpts_array_free(zoning.findings);
    return done;
}
