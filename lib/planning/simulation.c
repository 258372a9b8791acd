#include "planning/simulation.h"

#include <math.h>
#include <string.h>

#include "common/size_class.h"
#include "input/region/largest.h"
#include "input/region/region_copy.h"
#include "planning/contiguity.h"

/* ---- perimeters -------------------------------------------------------------------------- */

/* NULL when there is no such perimeter; else it fills `room`. */
static const cpts_perimeter_state *state_of(cpts_perimeter_state *room,
                                            const struct cpts_report *report, uint32_t perimeter,
                                            const struct size_classes *classes)
{
    if (perimeter == CPTS_NONE)
        return NULL;
    const struct perimeter_result *result = &report->perimeters[perimeter];
    const size_t size_class = cpts_size_class(classes, result->population, result->unknown_units);
    *room = (cpts_perimeter_state){.size = sizeof *room,
                                   .area_m2 = result->area_m2,
                                   .contested_area_m2 = result->contested_area_m2,
                                   .population = result->population,
                                   .contested_population = result->contested_population,
                                   .size_class = size_class,
                                   .ceiling_eur = cpts_size_class_ceiling(classes, size_class),
                                   .parts = result->parts,
                                   .unknown_units = result->unknown_units};
    return room;
}

static void add_perimeter(struct cpts_simulation *simulation, const struct size_classes *classes,
                          uint32_t before, uint32_t after)
{
    const struct perimeters *perimeters = after != CPTS_NONE
                                              ? &simulation->after->region->perimeters
                                              : &simulation->before->region->perimeters;
    const uint32_t at = after != CPTS_NONE ? after : before;
    cpts_perimeter_state *room = &simulation->states[2 * simulation->perimeter_count];
    simulation->perimeters[simulation->perimeter_count++] =
        (cpts_perimeter_effect){.size = sizeof(cpts_perimeter_effect),
                                .id = perimeters->id[at],
                                .name = perimeters->name[at],
                                .before = state_of(room, simulation->before, before, classes),
                                .after = state_of(room + 1, simulation->after, after, classes)};
}

static bool is_asked(const struct cpts_simulation *simulation,
                     const struct perimeter_change *change)
{
    const struct perimeters *perimeters = change->after != CPTS_NONE
                                              ? &simulation->copy->perimeters
                                              : &simulation->before->region->perimeters;
    const char *id = perimeters->id[change->after != CPTS_NONE ? change->after : change->before];
    for (size_t h = 0; h < simulation->hypotheses.count; h++)
        if (strcmp(simulation->hypotheses.items[h].id, id) == 0)
            return true;
    return false;
}

/* The perimeters the hypotheses are about first, even those that do not change. */
static cpts_status list_perimeters(struct cpts_simulation *simulation)
{
    const struct difference *difference = &simulation->difference;
    const struct hypotheses *hypotheses = &simulation->hypotheses;
    struct size_classes classes;
    cpts_status status = cpts_size_classes_in_force(&classes, simulation->copy);
    if (status != CPTS_OK)
        return status;
    const size_t room = difference->perimeter_count + hypotheses->count;
    simulation->perimeters = cpts_array_new(room, sizeof *simulation->perimeters);
    simulation->states = cpts_array_new(room, 2 * sizeof *simulation->states);
    if (!simulation->perimeters || !simulation->states)
        return cpts_fail_memory(simulation->copy->context);
    for (size_t h = 0; h < hypotheses->count; h++)
        add_perimeter(simulation, &classes,
                      cpts_perimeter_of_id(simulation->before->region, hypotheses->items[h].id),
                      cpts_perimeter_of_id(simulation->copy, hypotheses->items[h].id));
    simulation->name = simulation->perimeters[0].name;
    for (size_t i = 0; i < difference->perimeter_count; i++)
        if (!is_asked(simulation, &difference->perimeters[i]))
            add_perimeter(simulation, &classes, difference->perimeters[i].before,
                          difference->perimeters[i].after);
    return CPTS_OK;
}

/* ---- conflicts --------------------------------------------------------------------------- */

static bool list_conflicts(struct cpts_simulation *simulation)
{
    const struct difference *difference = &simulation->difference;
    simulation->conflicts =
        cpts_array_new(difference->finding_count, sizeof *simulation->conflicts);
    for (size_t i = 0; simulation->conflicts && i < difference->finding_count; i++) {
        const struct finding_change *found = &difference->findings[i];
        if (!cpts_change_is_shown(found))
            continue;
        simulation->conflicts[simulation->conflict_count++] = (cpts_conflict_change){
            sizeof(cpts_conflict_change), found->state,
            found->before == SIZE_MAX ? NULL : &simulation->before->findings[found->before],
            found->after == SIZE_MAX ? NULL : &simulation->after->findings[found->after],
            found->split_count};
    }
    return simulation->conflicts != NULL;
}

/* ---- detached pieces --------------------------------------------------------------------- */

struct pieces {
    struct contiguity contiguity;
    uint32_t *units; /* that a perimeter claims */
    double *area_m2; /* by piece */
};

static bool add_piece(struct cpts_simulation *simulation, const struct pieces *pieces,
                      uint32_t perimeter, size_t unit_count, uint32_t piece)
{
    const struct units *units = &simulation->copy->units;
    struct arena *arena = &simulation->arena;
    const char **codes = cpts_arena_alloc(arena, (unit_count + 1) * sizeof *codes);
    const char **names = cpts_arena_alloc(arena, (unit_count + 1) * sizeof *names);
    if (!codes || !names ||
        !CPTS_ARRAY_MORE(simulation->pieces, simulation->piece_count, simulation->piece_capacity))
        return false;
    cpts_detached_piece found = {.size = sizeof found,
                                 .perimeter = simulation->copy->perimeters.id[perimeter],
                                 .units = codes,
                                 .unit_names = names,
                                 .area_m2 = pieces->area_m2[piece],
                                 .population = units->has_population ? 0 : NAN};
    for (size_t i = 0; i < unit_count; i++) {
        const uint32_t unit = pieces->units[i]; /* most populous first */
        if (pieces->contiguity.piece[unit] != piece)
            continue;
        codes[found.unit_count] = units->code[unit];
        names[found.unit_count++] = units->name[unit];
        if (units->population[unit] >= 0)
            found.population += units->population[unit];
    }
    simulation->pieces[simulation->piece_count++] = found;
    return true;
}

/* All pieces of a perimeter but its largest. */
static bool list_pieces_of(struct cpts_simulation *simulation, struct pieces *pieces,
                           uint32_t perimeter)
{
    const struct perimeter_result *result = &simulation->after->perimeters[perimeter];
    const struct claim *claims = simulation->after->claims_by_perimeter + result->first_claim;
    size_t unit_count = 0;
    for (size_t i = 0; i < result->claim_count; i++)
        if (claims[i].share >= CPTS_LEAST_SHARE)
            pieces->units[unit_count++] = claims[i].unit;
    const size_t count = cpts_contiguity_pieces(&pieces->contiguity, pieces->units, unit_count);
    if (count < 2)
        return true;
    memset(pieces->area_m2, 0, count * sizeof *pieces->area_m2);
    for (size_t i = 0; i < result->claim_count; i++)
        if (claims[i].share >= CPTS_LEAST_SHARE)
            pieces->area_m2[pieces->contiguity.piece[claims[i].unit]] += claims[i].area_m2;
    uint32_t largest = 0;
    for (uint32_t p = 1; p < count; p++)
        if (pieces->area_m2[p] > pieces->area_m2[largest])
            largest = p;
    bool done = true;
    cpts_largest_sort(pieces->units, unit_count, &simulation->copy->units);
    for (uint32_t p = 0; p < count && done; p++)
        done = p == largest || add_piece(simulation, pieces, perimeter, unit_count, p);
    return done;
}

static cpts_status list_pieces(struct cpts_simulation *simulation)
{
    struct cpts_region *region = simulation->copy;
    struct adjacency adjacency;
    struct pieces pieces = {0};
    cpts_status status = cpts_adjacency_build(&adjacency, &simulation->after->map);
    if (status != CPTS_OK)
        return status;
    pieces.units = cpts_array_raw(region->units.count, sizeof *pieces.units);
    pieces.area_m2 = cpts_array_raw(region->units.count, sizeof *pieces.area_m2);
    bool done =
        cpts_contiguity_open(&pieces.contiguity, &adjacency) && pieces.units && pieces.area_m2;
    for (size_t i = 0; done && i < simulation->perimeter_count; i++) {
        const uint32_t perimeter = cpts_perimeter_of_id(region, simulation->perimeters[i].id);
        done = perimeter == CPTS_NONE || list_pieces_of(simulation, &pieces, perimeter);
    }
    cpts_contiguity_free(&pieces.contiguity);
    cpts_array_free(pieces.units);
    cpts_array_free(pieces.area_m2);
    cpts_adjacency_free(&adjacency);
    return done ? CPTS_OK : cpts_fail_memory(region->context);
}

/* ---- all of it --------------------------------------------------------------------------- */

static cpts_status simulate(struct cpts_simulation *simulation, struct cpts_region *region,
                            const cpts_hypothesis *asked, const cpts_check_options *options)
{
    cpts_status status = cpts_region_finish(region);
    if (status == CPTS_OK)
        status = cpts_hypotheses_read(&simulation->hypotheses, region, asked);
    if (status == CPTS_OK)
        simulation->id = simulation->hypotheses.items[0].id;
    if (status == CPTS_OK)
        status = cpts_check(&simulation->before, region, options);
    if (status == CPTS_OK)
        status = cpts_region_share(&simulation->copy, region);
    if (status == CPTS_OK)
        status =
            cpts_hypotheses_apply(&simulation->hypotheses, simulation->copy, simulation->before);
    if (status == CPTS_OK)
        status = cpts_check(&simulation->after, simulation->copy, options);
    if (status == CPTS_OK)
        status =
            cpts_difference_build(&simulation->difference, simulation->before, simulation->after);
    if (status == CPTS_OK)
        status = list_perimeters(simulation);
    if (status == CPTS_OK && !list_conflicts(simulation))
        status = cpts_fail_memory(region->context);
    return status == CPTS_OK ? list_pieces(simulation) : status;
}

cpts_status cpts_simulate(cpts_simulation **out, cpts_region *region,
                          const cpts_hypothesis *hypothesis, const cpts_check_options *options)
{
    *out = NULL;
    cpts_begin(region->context);
    cpts_hypothesis kept;
    cpts_status status =
        cpts_options_take(region->context, &kept, sizeof kept,
                          CPTS_SIZE_THROUGH(cpts_hypothesis, scenario), hypothesis);
    if (status != CPTS_OK)
        return status;
    hypothesis = &kept;
    struct cpts_simulation *simulation = cpts_array_new(1, sizeof *simulation);
    if (!simulation)
        return cpts_fail_memory(region->context);
    status = simulate(simulation, region, hypothesis, options);
    if (status == CPTS_OK)
        *out = simulation;
    else
        cpts_simulation_free(simulation);
    return status;
}

void cpts_simulation_free(cpts_simulation *simulation)
{
    if (!simulation)
        return;
    cpts_difference_free(&simulation->difference);
    cpts_report_free(simulation->after);
    cpts_region_free(simulation->copy);
    cpts_report_free(simulation->before);
    cpts_hypotheses_free(&simulation->hypotheses);
    cpts_array_free(simulation->conflicts);
    cpts_array_free(simulation->perimeters);
    cpts_array_free(simulation->states);
    cpts_array_free(simulation->pieces);
    cpts_arena_free(&simulation->arena);
    cpts_array_free(simulation);
}

/* ---- what it holds ----------------------------------------------------------------------- */

const cpts_report *cpts_simulation_before(const cpts_simulation *simulation)
{
    return simulation->before;
}

const cpts_report *cpts_simulation_after(const cpts_simulation *simulation)
{
    return simulation->after;
}

size_t cpts_simulation_conflict_count(const cpts_simulation *simulation)
{
    return simulation->conflict_count;
}

const cpts_conflict_change *cpts_simulation_conflict(const cpts_simulation *simulation,
                                                     size_t index)
{
    return index < simulation->conflict_count ? &simulation->conflicts[index] : NULL;
}

/* One that does not exist has no ceiling; one whose ceiling is unknown makes the sum so. */
static double ceiling_of(const cpts_perimeter_state *state)
{
    return state ? state->ceiling_eur : 0;
}

void cpts_simulation_ceilings(const cpts_simulation *simulation, double *before_eur,
                              double *after_eur)
{
    *before_eur = *after_eur = 0;
    for (size_t i = 0; i < simulation->perimeter_count; i++) {
        *before_eur += ceiling_of(simulation->perimeters[i].before);
        *after_eur += ceiling_of(simulation->perimeters[i].after);
    }
}

size_t cpts_simulation_perimeter_count(const cpts_simulation *simulation)
{
    return simulation->perimeter_count;
}

const cpts_perimeter_effect *cpts_simulation_perimeter(const cpts_simulation *simulation,
                                                       size_t index)
{
    return index < simulation->perimeter_count ? &simulation->perimeters[index] : NULL;
}

size_t cpts_simulation_piece_count(const cpts_simulation *simulation)
{
    return simulation->piece_count;
}

const cpts_detached_piece *cpts_simulation_piece(const cpts_simulation *simulation, size_t index)
{
    return index < simulation->piece_count ? &simulation->pieces[index] : NULL;
}
