#include "coverage/ledger/totals.h"

#include <math.h>
#include <stdlib.h>

#include "common/grouping.h"
#include "coverage/ledger/groups.h"
#include "coverage/ledger/parts.h"

/* Relative disagreement between areas computed along two ways. */
#define BOOKS_TOLERANCE 1e-9
/* And what rounding to the grid may add on the border of one perimeter. */
#define BOOKS_FLOOR_M2 0.01

/* Neumaier's sum: the rounding errors are summed apart (Z. angew. Math. Mech. 54, 1974). */
struct sum {
    double value, error;
};

static void add(struct sum *sum, double term)
{
    double total = sum->value + term;
    sum->error +=
        fabs(sum->value) >= fabs(term) ? (sum->value - total) + term : (term - total) + sum->value;
    sum->value = total;
}

static double value_of(const struct sum *sum)
{
    return sum->value + sum->error;
}

/* ---- entering ----------------------------------------------------------------------------- */

struct books {
    const struct ledger *ledger;
    struct cpts_report *report;
    struct sum area, covered, white, overlap, outside;
    struct sum population, covered_population, white_population, overlap_population;
    struct sum *by_multiplicity, *population_by_multiplicity;
    /* By the firmest life-cycle class that claims: of the region, and of each unit, CPTS_LIFE_COUNT
     * figures a unit; NULL when no perimeter has a class. */
    struct sum life_area[CPTS_LIFE_COUNT], life_population[CPTS_LIFE_COUNT];
    double *unit_life_area_m2;
    double *gap_area_m2; /* by perimeter: claimed in gaps of the base */
    /* Of the unit at hand: what each perimeter claims of it, and which ones do. Places are summed
     * as they come: claims nested in each other list claimants by the square of their number. */
    struct entry {
        double area_m2;
        size_t place_count;
    } * entries;
    uint32_t *claimants;
    size_t claimant_count;
    size_t claim_capacity;
};

static int by_index(const void *a, const void *b)
{
    const uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

static void enter_perimeters(struct books *books, const uint32_t *members, size_t count,
                             double area_m2, double population)
{
    for (size_t i = 0; i < count; i++) {
        struct perimeter_result *p = &books->report->perimeters[members[i]];
        p->area_m2 += area_m2;
        p->population += population;
        if (count == 1) {
            p->exclusive_area_m2 += area_m2;
            p->exclusive_population += population;
        } else {
            p->contested_area_m2 += area_m2;
            p->contested_population += population;
        }
    }
}

/* Enters a place claimed by `members` under the firmest of them. */
static void enter_life(struct books *books, size_t unit, const uint32_t *members, size_t count,
                       double area_m2, double population)
{
    const cpts_life *lives = books->report->region->perimeters.life;
    cpts_life firmest = CPTS_LIFE_UNKNOWN;
    bool has_lives = books->unit_life_area_m2 != NULL;
    for (size_t i = 0; i < count && has_lives && firmest != CPTS_LIFE_SIGNED; i++)
        if (lives[members[i]] < firmest)
            firmest = lives[members[i]];
    add(&books->life_area[firmest], area_m2);
    add(&books->life_population[firmest], population);
    if (has_lives)
        books->unit_life_area_m2[unit * CPTS_LIFE_COUNT + firmest] += area_m2;
}

static void enter_claimants(struct books *books, const uint32_t *members, size_t count,
                            double area_m2)
{
    for (size_t i = 0; i < count; i++) {
        struct entry *entry = &books->entries[members[i]];
        if (entry->place_count++ == 0)
            books->claimants[books->claimant_count++] = members[i];
        entry->area_m2 += area_m2;
    }
}

static void enter_place(struct books *books, uint32_t place, double people_per_m2,
                        struct unit_result *unit)
{
    const struct ledger *ledger = books->ledger;
    uint32_t set = ledger->set_of[place];
    size_t count = cpts_claim_set_size(&ledger->sets, set);
    const uint32_t *members = cpts_claim_set(&ledger->sets, set);
    double area_m2 = cpts_place_area_m2(ledger, place), population = people_per_m2 * area_m2;
    add(&books->by_multiplicity[count], area_m2);
    add(&books->population_by_multiplicity[count], population);
    add(&books->area, area_m2);
    add(count ? &books->covered : &books->white, area_m2);
    add(count ? &books->covered_population : &books->white_population, population);
    if (count == 0)
        unit->white_area_m2 += area_m2;
    if (count > 1) {
        unit->overlap_area_m2 += area_m2;
        add(&books->overlap, area_m2);
        add(&books->overlap_population, population);
    }
    if (count > unit->max_claims)
        unit->max_claims = count;
    enter_perimeters(books, members, count, area_m2, population);
    if (count)
        enter_life(books, (size_t)(unit - books->report->units), members, count, area_m2,
                   population);
    enter_claimants(books, members, count, area_m2);
}

/* Turns the entries of a unit into its claims; whole only when every place is claimed. */
static bool close_unit(struct books *books, uint32_t unit, size_t place_count)
{
    struct cpts_report *report = books->report;
    struct unit_result *result = &report->units[unit];
    result->first_claim = report->claim_count;
    if (!cpts_array_reserve(&report->claims, &books->claim_capacity,
                            report->claim_count + books->claimant_count, sizeof *report->claims))
        return false;
    qsort(books->claimants, books->claimant_count, sizeof *books->claimants, by_index);
    for (size_t i = 0; i < books->claimant_count; i++) {
        const uint32_t perimeter = books->claimants[i];
        const struct entry entry = books->entries[perimeter];
        const bool whole = entry.place_count == place_count;
        const double area_m2 = whole ? result->area_m2 : entry.area_m2;
        report->claims[report->claim_count++] =
            (struct claim){unit, perimeter, area_m2, whole ? 1 : entry.area_m2 / result->area_m2};
        books->entries[perimeter] = (struct entry){0};
    }
    books->claimant_count = 0;
    result->claim_count = report->claim_count - result->first_claim;
    return true;
}

static bool enter_unit(struct books *books, uint32_t unit)
{
    const struct ledger *ledger = books->ledger;
    const struct base *base = ledger->base;
    struct unit_result *result = &books->report->units[unit];
    size_t place_count = 0;
    result->area_m2 = cpts_unit_area_m2(base, unit);
    double population = base->region->units.population[unit];
    double people_per_m2 =
        population >= 0 && result->area_m2 > 0 ? population / result->area_m2 : 0;
    if (population >= 0 && result->area_m2 > 0)
        add(&books->population, population);
    for (size_t i = base->unit_first[unit]; i < base->unit_first[unit + 1]; i++) {
        uint32_t first, last;
        cpts_places_of_part(ledger, base->unit_parts[i], &first, &last);
        place_count += last - first;
        for (uint32_t place = first; place < last; place++)
            enter_place(books, place, people_per_m2, result);
    }
    return close_unit(books, unit, place_count);
}

/* Places of no unit: beyond the region, or in a gap of the base. */
static void enter_outside(struct books *books)
{
    const struct ledger *ledger = books->ledger;
    const struct base *base = ledger->base;
    for (uint32_t part = base->unit_part_count; part < ledger->part_count; part++) {
        uint32_t first, last;
        cpts_places_of_part(ledger, part, &first, &last);
        for (uint32_t place = first; place < last; place++) {
            uint32_t set = ledger->set_of[place];
            size_t count = cpts_claim_set_size(&ledger->sets, set);
            const uint32_t *members = cpts_claim_set(&ledger->sets, set);
            double area_m2 = cpts_place_area_m2(ledger, place);
            bool is_gap = part != base->exterior;
            if (!is_gap && count)
                add(&books->outside, area_m2);
            for (size_t i = 0; i < count; i++)
                if (is_gap)
                    books->gap_area_m2[members[i]] += area_m2;
                else
                    books->report->perimeters[members[i]].outside_area_m2 += area_m2;
        }
    }
}

/* ---- closing ------------------------------------------------------------------------------ */

static size_t most_claims(const struct ledger *ledger)
{
    size_t most = 0;
    for (uint32_t set = 0; set < ledger->sets.count; set++)
        if (cpts_claim_set_size(&ledger->sets, set) > most)
            most = cpts_claim_set_size(&ledger->sets, set);
    return most;
}

static void close_totals(struct books *books)
{
    struct cpts_report *report = books->report;
    cpts_totals *totals = &report->totals;
    bool known = report->region->units.has_population;
    totals->units = report->region->units.count;
    totals->perimeters = report->region->perimeters.count;
    totals->area_m2 = value_of(&books->area);
    totals->covered_area_m2 = value_of(&books->covered);
    totals->white_area_m2 = value_of(&books->white);
    totals->overlap_area_m2 = value_of(&books->overlap);
    totals->outside_area_m2 = value_of(&books->outside);
    totals->population = known ? value_of(&books->population) : NAN;
    totals->covered_population = known ? value_of(&books->covered_population) : NAN;
    totals->white_population = known ? value_of(&books->white_population) : NAN;
    totals->overlap_population = known ? value_of(&books->overlap_population) : NAN;
    totals->area_rate = totals->area_m2 > 0 ? totals->covered_area_m2 / totals->area_m2 : 0;
    totals->population_rate = !known ? NAN
                              : totals->population > 0
                                  ? totals->covered_population / totals->population
                                  : 0;
    struct sum life_area = {0}, life_population = {0};
    for (int life = 0; life < CPTS_LIFE_COUNT; life++) {
        add(&life_area, value_of(&books->life_area[life]));
        add(&life_population, value_of(&books->life_population[life]));
        report->counts.life_area_m2[life] = value_of(&life_area);
        report->counts.life_population[life] = known ? value_of(&life_population) : NAN;
    }
    for (size_t k = 0; k < report->multiplicity_count; k++) {
        report->area_by_multiplicity_m2[k] = value_of(&books->by_multiplicity[k]);
        report->population_by_multiplicity[k] =
            known ? value_of(&books->population_by_multiplicity[k]) : NAN;
    }
    for (size_t p = 0; p < totals->perimeters && !known; p++) {
        report->perimeters[p].population = NAN;
        report->perimeters[p].exclusive_population = NAN;
        report->perimeters[p].contested_population = NAN;
    }
}

static cpts_status refuse(const struct books *books, const char *what, double found_m2,
                          double expected_m2)
{
    return cpts_fail(books->report->region->context, CPTS_ERROR_INTERNAL,
                     _("the books do not balance: %s is %.6f m² on one side and %.6f m² on the "
                       "other; nothing was written; please report this with the input"),
                     what, found_m2, expected_m2);
}

static cpts_status balance(const struct books *books)
{
    const struct cpts_report *report = books->report;
    const struct residual *residual = books->ledger->residual;
    const struct perimeters *perimeters = &report->region->perimeters;
    const cpts_totals *totals = &report->totals;
    double both_m2 = totals->covered_area_m2 + totals->white_area_m2;
    if (fabs(both_m2 - totals->area_m2) > BOOKS_TOLERANCE * totals->area_m2)
        return refuse(books, _("the area of the region"), both_m2, totals->area_m2);
    double lived_m2 = report->counts.life_area_m2[CPTS_LIFE_COUNT - 1];
    if (fabs(lived_m2 - totals->covered_area_m2) > BOOKS_TOLERANCE * totals->area_m2)
        return refuse(books, _("the area covered"), lived_m2, totals->covered_area_m2);
    struct sum claimed = {0}, counted = {0};
    for (size_t k = 1; k < report->multiplicity_count; k++)
        add(&counted, (double)k * report->area_by_multiplicity_m2[k]);
    for (size_t p = 0, declared = 0, snap = 0; p < perimeters->count; p++) {
        const struct perimeter_result *result = &report->perimeters[p];
        struct sum moved = {0};
        add(&claimed, result->area_m2);
        for (; snap < report->snap_count && report->snaps[snap].perimeter == p; snap++)
            add(&moved, report->snaps[snap].moved_m2);
        size_t before = declared;
        while (declared < perimeters->declared_count &&
               perimeters->declared[declared].perimeter == p)
            declared++;
        if (declared > before)
            continue; /* what is declared by code is not drawn */
        double drawn_m2 = residual->drawn_area_m2[p] + value_of(&moved);
        double found_m2 = result->area_m2 + result->outside_area_m2 + books->gap_area_m2[p];
        if (fabs(drawn_m2 - found_m2) > BOOKS_TOLERANCE * drawn_m2 + BOOKS_FLOOR_M2)
            return refuse(books, perimeters->id[p], found_m2, drawn_m2);
    }
    if (fabs(value_of(&claimed) - value_of(&counted)) > BOOKS_TOLERANCE * totals->area_m2)
        return refuse(books, _("the area claimed"), value_of(&claimed), value_of(&counted));
    return CPTS_OK;
}

/* Claims listed a second time by perimeter; a counting sort keeps units in order. */
static bool list_by_perimeter(struct cpts_report *report)
{
    size_t count = report->region->perimeters.count;
    size_t *first = cpts_array_new(CPTS_GROUP_ROOM(count), sizeof *first);
    report->claims_by_perimeter =
        cpts_array_raw(report->claim_count, sizeof *report->claims_by_perimeter);
    bool done = first && report->claims_by_perimeter;
    for (size_t i = 0; done && i < report->claim_count; i++)
        cpts_group_count(first, report->claims[i].perimeter);
    if (done)
        cpts_group_sum(first, count);
    for (size_t i = 0; done && i < report->claim_count; i++)
        report->claims_by_perimeter[cpts_group_place(first, report->claims[i].perimeter)] =
            report->claims[i];
    for (size_t p = 0; done && p < count; p++) {
        report->perimeters[p].first_claim = first[p];
        report->perimeters[p].claim_count = first[p + 1] - first[p];
    }
    for (size_t i = 0; done && i < report->claim_count; i++) {
        const struct claim *claim = &report->claims[i];
        report->perimeters[claim->perimeter].unknown_units +=
            claim->share >= CPTS_LEAST_SHARE &&
            !(report->region->units.population[claim->unit] >= 0);
    }
    cpts_array_free(first);
    return done;
}

/* ---- all of it ---------------------------------------------------------------------------- */

static bool open_books(struct books *books)
{
    struct cpts_report *report = books->report;
    const struct cpts_region *region = report->region;
    size_t count = report->multiplicity_count = most_claims(books->ledger) + 1;
    report->units = cpts_array_new(region->units.count, sizeof *report->units);
    report->perimeters = cpts_array_new(region->perimeters.count, sizeof *report->perimeters);
    report->area_by_multiplicity_m2 = cpts_array_new(count, sizeof(double));
    report->population_by_multiplicity = cpts_array_new(count, sizeof(double));
    books->by_multiplicity = cpts_array_new(count, sizeof *books->by_multiplicity);
    books->population_by_multiplicity = cpts_array_new(count, sizeof(struct sum));
    books->gap_area_m2 = cpts_array_new(region->perimeters.count, sizeof(double));
    books->entries = cpts_array_new(region->perimeters.count, sizeof *books->entries);
    books->claimants = cpts_array_new(region->perimeters.count, sizeof *books->claimants);
    if (region->perimeters.has_lives) {
        books->unit_life_area_m2 =
            cpts_array_new(region->units.count, CPTS_LIFE_COUNT * sizeof(double));
        if (!books->unit_life_area_m2)
            return false;
    }
    return report->units && report->perimeters && report->area_by_multiplicity_m2 &&
           report->population_by_multiplicity && books->by_multiplicity &&
           books->population_by_multiplicity && books->gap_area_m2 && books->entries &&
           books->claimants;
}

static void free_books(struct books *books)
{
    cpts_array_free(books->by_multiplicity);
    cpts_array_free(books->population_by_multiplicity);
    cpts_array_free(books->gap_area_m2);
    cpts_array_free(books->unit_life_area_m2);
    cpts_array_free(books->entries);
    cpts_array_free(books->claimants);
}

cpts_status cpts_totals_keep(const struct ledger *ledger, struct cpts_report *report)
{
    struct books books = {.ledger = ledger, .report = report};
    cpts_status status = CPTS_OK;
    bool done = open_books(&books);
    for (uint32_t u = 0; done && u < report->region->units.count; u++)
        done = enter_unit(&books, u);
    if (done) {
        enter_outside(&books);
        close_totals(&books);
        status = balance(&books);
        done = list_by_perimeter(report) && cpts_parts_count(ledger, report) &&
               cpts_groups_list(report, books.unit_life_area_m2);
    }
    free_books(&books);
    return done ? status : cpts_fail_memory(report->region->context);
}
