/* The invariants that builds of the sanitizers look at see each thing that does not hold. */
#include <string.h>

#include "coverage/invariants.h"
#include "coverage_fixture.h"
#include "suites.h"

static const struct drawing two_units = {"two units, two perimeters that cut them",
                                         {{"a", "POLYGON((0 0,100 0,100 100,0 100,0 0))", 0},
                                          {"b", "POLYGON((100 0,200 0,200 100,100 100,100 0))", 0}},
                                         {{"P", "POLYGON((20 20,180 20,180 80,20 80,20 20))", NULL},
                                          {"Q", "POLYGON((50 10,90 10,90 90,50 90,50 10))", NULL},
                                          {"R", NULL, "a"},
                                          {"S", NULL, "a"}}};

static const char *broken(const struct stages *stages)
{
    const char *why = cpts_base_broken(&stages->base);
    if (!why)
        why = cpts_cells_broken(&stages->cells, &stages->base);
    return why ? why : cpts_claims_broken(&stages->claims, &stages->base);
}

static void expect_broken(const struct stages *stages, const char *text)
{
    const char *why = broken(stages);
    ck_assert_msg(why && strstr(why, text), "%s", why ? why : "nothing is broken");
}

/* Breaks one number, looks, and gives it back. */
#define EXPECT_BROKEN(stages, number, value, text)                                                 \
    do {                                                                                           \
        const uint32_t kept = (number);                                                            \
        (number) = (value);                                                                        \
        expect_broken(&(stages), text);                                                            \
        (number) = kept;                                                                           \
    } while (0)

static uint32_t segment_with_twin(const struct base *base)
{
    uint32_t s = base->shapes->rings[0].first;
    while (base->borders.twin[s] == CPTS_NONE)
        s++;
    return s;
}

START_TEST(what_is_broken_in_the_base_is_seen)
{
    struct stages stages;
    run_claims(&stages, &two_units);
    ck_assert_ptr_null(broken(&stages));
    struct shapes *shapes = stages.base.shapes;
    uint32_t *twin = stages.base.borders.twin;
    const uint32_t s = segment_with_twin(&stages.base), other = twin[s];
    EXPECT_BROKEN(stages, shapes->rings[0].part, 1, "of another part");
    EXPECT_BROKEN(stages, shapes->rings[0].count, 2, "shorter than a triangle");
    EXPECT_BROKEN(stages, shapes->rings[0].count, 3, "does not end where it begins");
    EXPECT_BROKEN(stages, stages.base.borders.ring_of[s], 1, "does not know its ring");
    EXPECT_BROKEN(stages, twin[other], other, "has another twin");
    twin[s] = s;
    expect_broken(&stages, "same points");
    twin[s] = other;
    EXPECT_BROKEN(stages, shapes->parts[stages.base.unit_parts[0]].feature, 1, "another unit");
    ck_assert_ptr_null(broken(&stages));
    stages_free(&stages);
}
END_TEST

START_TEST(what_is_broken_in_the_cells_is_seen)
{
    struct stages stages;
    run_claims(&stages, &two_units);
    struct cells *cells = &stages.cells;
    ck_assert_uint_eq(cells->part_count, 2);
    const struct cut_part *part = &cells->parts[0];
    uint32_t *cutters = cells->cutters + part->first_cutter;
    struct cell *cell = &cells->cells[part->first_cell];
    ck_assert_uint_eq(part->cutter_count, 2);
    while (cell->claim_count < 2)
        cell++;
    EXPECT_BROKEN(stages, cells->parts[1].part, 0, "not in order");
    EXPECT_BROKEN(stages, cells->cut_of[part->part], CPTS_NONE, "not known as such");
    EXPECT_BROKEN(stages, cutters[1], cutters[0], "cutters of a part");
    EXPECT_BROKEN(stages, cell->part, 1, "cut from");
    EXPECT_BROKEN(stages, cells->claims[cell->first_claim + 1], 0, "claims of a cell");
    EXPECT_BROKEN(stages, cells->claims[cell->first_claim + 1], 3, "does not cut");
    const double area_m2 = cell->area_m2;
    cell->area_m2 += 1;
    expect_broken(&stages, "its area");
    cell->area_m2 = area_m2;
    cells->points[cells->rings[cell->first_ring].first].x += 1;
    expect_broken(&stages, "ring of a cell");
    stages_free(&stages);
}
END_TEST

START_TEST(what_is_broken_in_the_claims_is_seen)
{
    struct stages stages;
    struct ledger ledger;
    run_claims(&stages, &two_units);
    struct claims *claims = &stages.claims;
    const size_t first = claims->whole_first[part_of_unit(&stages, "a")];
    ck_assert_uint_eq(claims->whole[first] + 1, claims->whole[first + 1]);
    EXPECT_BROKEN(stages, claims->whole[first + 1], claims->whole[first], "claim a part whole");
    EXPECT_BROKEN(stages, claims->whole[first + 1], 4, "claim a part whole");
    ck_assert_int_eq(cpts_ledger_build(&ledger, &stages.residual, &stages.cells, &stages.claims),
                     CPTS_OK);
    ck_assert_ptr_null(cpts_ledger_broken(&ledger));
    ledger.set_of[0] = (uint32_t)ledger.sets.count;
    ck_assert_str_eq(cpts_ledger_broken(&ledger), "a place has no set of claimants");
    ledger.set_of[0] = 0;
    ledger.sets.members[0] = 4;
    ck_assert_str_eq(cpts_ledger_broken(&ledger), "a set of claimants is not in order");
    cpts_ledger_free(&ledger);
    stages_free(&stages);
}
END_TEST

Suite *coverage_invariants_suite(void)
{
    Suite *suite = suite_create("coverage invariants");
    TCase *tests = tests_of(suite, "coverage invariants");
    tcase_add_test(tests, what_is_broken_in_the_base_is_seen);
    tcase_add_test(tests, what_is_broken_in_the_cells_is_seen);
    tcase_add_test(tests, what_is_broken_in_the_claims_is_seen);
    return suite;
}
