/* Proposals: the problem, its solution against all others, the reasons, the declaration. */
#include <math.h>
#include <string.h>

#include "coverage_fixture.h"
#include "input/region/region_copy.h"
#include "planning/proposal.h"
#include "planning/solve.h"
#include "suites.h"

enum { COLUMNS = 5, LINES = 4, PERIMETERS = 3, ROUNDS = 40, MOST_SOLUTIONS = 20000 };

/* A small generator of its own: the same regions everywhere. */
static uint32_t draw(uint32_t *state, uint32_t count)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) % count;
}

/* A board of squares; most are declared by one of three perimeters, some by two, some by none. */
static void board(struct checked *out, uint32_t seed)
{
    static const char *const ids[PERIMETERS] = {"P", "Q", "R"};
    *out = (struct checked){0};
    ck_assert_int_eq(cpts_context_new(&out->context), CPTS_OK);
    ck_assert_int_eq(cpts_region_new(&out->region, out->context, "EPSG:2154"), CPTS_OK);
    for (int y = 0; y < LINES; y++)
        for (int x = 0; x < COLUMNS; x++) {
            char code[32], wkt[128];
            snprintf(code, sizeof code, "%c%d%d", x < 3 ? 'w' : 'e', x, y);
            snprintf(wkt, sizeof wkt, "POLYGON((%d %d,%d %d,%d %d,%d %d,%d %d))", x * 100, y * 100,
                     x * 100 + 100, y * 100, x * 100 + 100, y * 100 + 100, x * 100, y * 100 + 100,
                     x * 100, y * 100);
            add_unit_wkt(out->region, code, wkt, 5000 + draw(&seed, 20000));
            const uint32_t kind = draw(&seed, 8), first = draw(&seed, PERIMETERS);
            if (kind > 1)
                ck_assert_int_eq(
                    cpts_region_declare_unit(out->region, ids[first], ids[first], code), CPTS_OK);
            if (kind == 2)
                ck_assert_int_eq(
                    cpts_region_declare_unit(out->region, ids[(first + 1) % PERIMETERS], "", code),
                    CPTS_OK);
        }
    check_again(out, NULL);
    ck_assert_int_eq(out->status, CPTS_OK);
}

/* The cost of the solution in hand, of the definition: every unit put on the board in order. */
static struct cost cost_of(struct problem *problem)
{
    struct cost cost = {0};
    uint32_t holders[COLUMNS * LINES];
    for (size_t d = 0; d < problem->decision_count; d++) {
        holders[d] = problem->holder[problem->decisions[d].unit];
        cpts_problem_assign(problem, problem->decisions[d].unit, CPTS_NONE);
    }
    for (size_t d = 0; d < problem->decision_count; d++) {
        const struct decision *decision = &problem->decisions[d];
        const struct option *option = problem->options + decision->first_option;
        while (option->perimeter != holders[d])
            option++;
        cost.value += cpts_problem_value(problem, decision->unit, option);
        cpts_problem_assign(problem, decision->unit, holders[d]);
    }
    for (uint32_t p = 0; p < problem->report->region->perimeters.count; p++)
        cpts_problem_add_state(problem, p, &cost);
    return cost;
}

/* Tries every solution; the least cost. */
static struct cost try_all(struct problem *problem)
{
    size_t at[COLUMNS * LINES] = {0}, depth = 0;
    struct cost best = {.lost = SIZE_MAX};
    for (;;) {
        for (size_t d = 0; d < problem->decision_count; d++)
            cpts_problem_assign(
                problem, problem->decisions[d].unit,
                problem->options[problem->decisions[d].first_option + at[d]].perimeter);
        const struct cost cost = cost_of(problem);
        if (cpts_cost_less(&cost, &best))
            best = cost;
        for (depth = 0; depth < problem->decision_count; depth++) {
            if (++at[depth] < problem->decisions[depth].option_count)
                break;
            at[depth] = 0;
        }
        if (depth == problem->decision_count)
            return best;
    }
}

static size_t solutions_of(const struct problem *problem)
{
    size_t count = 1;
    for (size_t d = 0; d < problem->decision_count && count <= MOST_SOLUTIONS; d++)
        count *= problem->decisions[d].option_count;
    return count;
}

START_TEST(what_is_proved_is_the_best_of_all)
{
    size_t proved = 0;
    for (uint32_t seed = 1; seed <= ROUNDS; seed++) {
        struct checked in;
        struct problem problem;
        board(&in, seed * 7919);
        struct adjacency adjacency;
        ck_assert_int_eq(cpts_adjacency_build(&adjacency, &in.report->map), CPTS_OK);
        ck_assert_int_eq(
            cpts_problem_build(&problem, in.report, &adjacency, (cpts_objective)_i, false),
            CPTS_OK);
        ck_assert_int_eq(cpts_problem_solve(&problem), CPTS_OK);
        bool is_exact = true;
        for (size_t d = 0; d < problem.decision_count; d++) {
            is_exact &= problem.decisions[d].is_exact;
            ck_assert_uint_ne(problem.holder[problem.decisions[d].unit], CPTS_NONE);
        }
        if (is_exact && problem.decision_count && solutions_of(&problem) <= MOST_SOLUTIONS) {
            const struct cost found = cost_of(&problem), best = try_all(&problem);
            ck_assert_uint_eq(found.lost, best.lost);
            ck_assert_uint_eq(found.pieces, best.pieces);
            ck_assert_uint_eq(found.near, best.near);
            ck_assert_double_eq_tol(found.value, best.value, 1e-6 * fabs(best.value) + 1e-9);
            proved++;
        }
        cpts_problem_free(&problem);
        cpts_adjacency_free(&adjacency);
        checked_free(&in);
    }
    ck_assert_uint_ge(proved, ROUNDS / 4);
}
END_TEST

static cpts_status propose(cpts_proposal **out, cpts_region *region, cpts_objective objective)
{
    const cpts_proposal_options asked = {
        .size = sizeof asked, .objective = objective, .settle_shared = true};
    return cpts_propose(out, region, &asked, NULL);
}

START_TEST(a_proposal_is_compliant_and_leaves_the_region_alone)
{
    for (uint32_t seed = 1; seed <= ROUNDS; seed++) {
        struct checked in;
        cpts_proposal *proposal;
        board(&in, seed * 104729);
        const double white_m2 = in.report->totals.white_area_m2;
        ck_assert_int_eq(propose(&proposal, in.region, (cpts_objective)_i), CPTS_OK);
        ck_assert(cpts_report_verdict(cpts_proposal_after(proposal)) == CPTS_VERDICT_COMPLIANT);
        ck_assert_double_eq(cpts_report_totals(cpts_proposal_after(proposal))->white_area_m2, 0);
        for (size_t i = 0; i < cpts_proposal_choice_count(proposal); i++) {
            const cpts_choice *choice = cpts_proposal_choice(proposal, i);
            ck_assert_uint_ge(choice->candidate_count, 1);
            for (size_t c = 0; c < choice->candidate_count; c++)
                ck_assert_int_eq(choice->candidates[c].is_proposed, c == 0);
        }
        cpts_proposal_free(proposal);
        check_again(&in, NULL);
        ck_assert_double_eq(in.report->totals.white_area_m2, white_m2);
        checked_free(&in);
    }
}
END_TEST

/* ---- facts of today ------------------------------------------------------------------------ */

/* The board again, counted from what was drawn for it: nothing of the library is asked. */
struct recount {
    bool declares[PERIMETERS][LINES][COLUMNS];
    double people[LINES][COLUMNS];
};

static void recount_board(struct recount *out, uint32_t seed)
{
    *out = (struct recount){0};
    for (int y = 0; y < LINES; y++)
        for (int x = 0; x < COLUMNS; x++) {
            out->people[y][x] = 5000 + draw(&seed, 20000);
            const uint32_t kind = draw(&seed, 8), first = draw(&seed, PERIMETERS);
            out->declares[first][y][x] = kind > 1;
            if (kind == 2)
                out->declares[(first + 1) % PERIMETERS][y][x] = true;
        }
}

static void check_candidate(const struct recount *board, const cpts_choice *choice,
                            const cpts_candidate *candidate)
{
    static const int steps[4][2] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
    const int x = choice->unit[1] - '0', y = choice->unit[2] - '0',
              p = candidate->perimeter[0] - 'P';
    double border_m = 0, people = 0;
    int others = 0;
    for (int i = 0; i < 4; i++) {
        const int nx = x + steps[i][0], ny = y + steps[i][1];
        if (nx >= 0 && nx < COLUMNS && ny >= 0 && ny < LINES && board->declares[p][ny][nx])
            border_m += 100;
    }
    for (int ny = 0; ny < LINES; ny++)
        for (int nx = 0; nx < COLUMNS; nx++) {
            if (!board->declares[p][ny][nx])
                continue;
            people += board->people[ny][nx];
            others += nx != x || ny != y;
        }
    ck_assert_double_eq(candidate->today.border_m, border_m);
    ck_assert_double_eq(candidate->today.border_share, border_m / 400);
    ck_assert_double_eq_tol(candidate->today.population, people, 1e-6);
    ck_assert_int_eq(candidate->today.is_contiguous, border_m > 0 || !others);
    ck_assert_double_eq(candidate->share, board->declares[p][y][x] ? 1 : 0);
    const size_t size = people >= 175001 ? 4 : people >= 80000 ? 3 : people >= 40000 ? 2 : 1;
    ck_assert_uint_eq(candidate->today.size_class, size);
}

/* What is said of today does not depend on what is proposed. */
START_TEST(today_is_what_is_declared)
{
    size_t candidates = 0;
    for (uint32_t seed = 1; seed <= ROUNDS; seed++) {
        struct checked in;
        struct recount counted;
        cpts_proposal *proposal;
        board(&in, seed * 15485863);
        recount_board(&counted, seed * 15485863);
        const cpts_proposal_options asked = {.size = sizeof asked,
                                             .objective = (cpts_objective)(seed % 3)};
        ck_assert_int_eq(cpts_propose(&proposal, in.region, &asked, NULL), CPTS_OK);
        for (size_t i = 0; i < cpts_proposal_choice_count(proposal); i++) {
            const cpts_choice *choice = cpts_proposal_choice(proposal, i);
            for (size_t c = 0; c < choice->candidate_count; c++, candidates++)
                check_candidate(&counted, choice, &choice->candidates[c]);
        }
        cpts_proposal_free(proposal);
        checked_free(&in);
    }
    ck_assert_uint_ge(candidates, ROUNDS);
}
END_TEST

/* Every unit in question is in one zone, and each alternative gives out what is in it. */
START_TEST(zones_hold_the_units_in_question)
{
    for (uint32_t seed = 1; seed <= ROUNDS; seed++) {
        struct checked in;
        cpts_proposal *proposal;
        size_t in_zones = 0;
        double last = INFINITY;
        board(&in, seed * 32452843);
        ck_assert_int_eq(cpts_propose(&proposal, in.region, NULL, NULL), CPTS_OK);
        for (size_t z = 0; z < cpts_proposal_zone_count(proposal); z++) {
            const cpts_zone *zone = cpts_proposal_zone(proposal, z);
            in_zones += zone->unit_count;
            ck_assert(zone->population <= last);
            last = zone->population;
            ck_assert_str_eq(zone->name, zone->unit_names[0]);
            ck_assert_uint_ge(zone->alternative_count, 1);
            ck_assert(zone->alternatives[0].is_proposed);
            for (size_t a = 0; a < zone->alternative_count; a++) {
                const cpts_alternative *way = &zone->alternatives[a];
                size_t given = 0;
                for (size_t p = 0; p < way->part_count; p++)
                    given += way->parts[p].unit_count;
                ck_assert_uint_eq(given, way->way == CPTS_WAY_OPEN ? 0 : zone->unit_count);
            }
        }
        ck_assert_uint_eq(in_zones, cpts_proposal_choice_count(proposal));
        cpts_proposal_free(proposal);
        checked_free(&in);
    }
}
END_TEST

/* ---- cases that are plain ------------------------------------------------------------------ */

#define A      "POLYGON((0 0,100 0,100 100,0 100,0 0))"
#define B      "POLYGON((100 0,200 0,200 100,100 100,100 0))"
#define C      "POLYGON((200 0,300 0,300 100,200 100,200 0))"
#define D      "POLYGON((100 100,200 100,200 200,100 200,100 100))"
#define ISLAND "POLYGON((900 0,950 0,950 50,900 50,900 0))"

static const struct proposal_case {
    struct drawing drawing;
    cpts_objective objective;
    const char *unit, *proposed, *other; /* the first two candidates */
    cpts_question question;
} proposals[] = {
    {{"the longer border",
      {{"a", A, 100}, {"b", B, 100}, {"c", C, 100}, {"d", D, 100}},
      {{"P", NULL, "a"}, {"Q", NULL, "c"}, {"Q", NULL, "d"}}},
     CPTS_OBJECTIVE_BORDER,
     "b",
     "Q",
     "P",
     CPTS_QUESTION_WHITE},
    {{"the département",
      {{"wa", A, 100}, {"wb", B, 100}, {"c", C, 100}},
      {{"P", NULL, "wa"}, {"Q", NULL, "c"}}},
     CPTS_OBJECTIVE_BORDER,
     "wb",
     "P",
     "Q",
     CPTS_QUESTION_WHITE},
    {{"the smaller population",
      {{"a", A, 100}, {"b", B, 100}, {"c", C, 900}},
      {{"P", NULL, "a"}, {"Q", NULL, "c"}}},
     CPTS_OBJECTIVE_POPULATION,
     "b",
     "P",
     "Q",
     CPTS_QUESTION_WHITE},
    {{"an overlap, and one piece rather than two",
      {{"a", A, 100}, {"b", B, 100}, {"c", C, 100}, {"d", D, 100}},
      {{"P", NULL, "a"}, {"P", NULL, "b"}, {"P", NULL, "d"}, {"Q", NULL, "b"}, {"Q", NULL, "c"}}},
     CPTS_OBJECTIVE_BORDER,
     "b",
     "P",
     "Q",
     CPTS_QUESTION_OVERLAP},
    {{"away from the threshold of 40,000",
      {{"a", A, 30000}, {"b", B, 9900}, {"c", C, 50000}},
      {{"P", NULL, "a"}, {"Q", NULL, "c"}}},
     CPTS_OBJECTIVE_POPULATION,
     "b",
     "Q",
     "P",
     CPTS_QUESTION_WHITE},
    {{"a white island goes to the nearest",
      {{"a", A, 100}, {"b", B, 100}, {"i", ISLAND, 10}},
      {{"P", NULL, "a"}, {"Q", NULL, "b"}}},
     CPTS_OBJECTIVE_COMPACT,
     "i",
     "Q",
     "P",
     CPTS_QUESTION_WHITE},
    {{"a cut unit goes to who has most of it",
      {{"a", A, 100}, {"b", B, 100}},
      {{"P", "POLYGON((0 0,130 0,130 100,0 100,0 0))", NULL},
       {"Q", "POLYGON((130 0,200 0,200 100,130 100,130 0))", NULL}}},
     CPTS_OBJECTIVE_BORDER,
     "b",
     "Q",
     "P",
     CPTS_QUESTION_CUT},
    {{"an overlap in part as well",
      {{"a", A, 100}, {"b", B, 100}},
      {{"P", "POLYGON((0 0,130 0,130 100,0 100,0 0))", NULL}, {"Q", NULL, "b"}}},
     CPTS_OBJECTIVE_BORDER,
     "b",
     "Q",
     "P",
     CPTS_QUESTION_OVERLAP},
};

START_TEST(the_better_candidate_comes_first)
{
    const struct proposal_case *c = &proposals[_i];
    struct checked in;
    cpts_proposal *proposal;
    region_of(&in, &c->drawing);
    ck_assert_int_eq(propose(&proposal, in.region, c->objective), CPTS_OK);
    ck_assert_uint_eq(cpts_proposal_choice_count(proposal), 1);
    const cpts_choice *choice = cpts_proposal_choice(proposal, 0);
    ck_assert_str_eq(choice->unit, c->unit);
    ck_assert_int_eq(choice->question, c->question);
    ck_assert(choice->is_exact);
    ck_assert_uint_eq(choice->candidate_count, 2);
    ck_assert_msg(strcmp(choice->candidates[0].perimeter, c->proposed) == 0, "%s: %s",
                  c->drawing.what, choice->candidates[0].perimeter);
    ck_assert_str_eq(choice->candidates[1].perimeter, c->other);
    ck_assert(cpts_report_verdict(cpts_proposal_after(proposal)) == CPTS_VERDICT_COMPLIANT);
    cpts_proposal_free(proposal);
    checked_free(&in);
}
END_TEST

START_TEST(reasons_are_measured)
{
    struct checked in;
    cpts_proposal *proposal;
    region_of(&in, &proposals[0].drawing);
    ck_assert_int_eq(propose(&proposal, in.region, CPTS_OBJECTIVE_BORDER), CPTS_OK);
    const cpts_candidate *candidates = cpts_proposal_choice(proposal, 0)->candidates;
    ck_assert_double_eq(candidates[0].after.border_m, 200);
    ck_assert_double_eq(candidates[0].after.border_share, 0.5);
    ck_assert_double_eq(candidates[0].today.population, 200);
    ck_assert_double_eq(candidates[0].after.population, 300);
    ck_assert(candidates[0].after.is_contiguous && candidates[0].after.same_group);
    ck_assert_double_eq(candidates[1].after.border_m, 100);
    ck_assert_double_eq(candidates[1].after.population, 200);
    /* A rectangle of 200 m by 100. */
    ck_assert_double_eq_tol(candidates[1].compactness, 4 * M_PI * 20000 / (600.0 * 600), 1e-9);
    cpts_proposal_free(proposal);
    checked_free(&in);
}
END_TEST

/* A city of two CPTS, by lists: left to both unless it is asked to be settled. */
START_TEST(a_city_shared_by_lists_is_left_open)
{
    static const struct drawing city = {
        "a city",
        {{"a", A, 100}, {"b", B, 5000}, {"c", C, 100}},
        {{"P", NULL, "a"}, {"P", NULL, "b"}, {"Q", NULL, "b"}, {"Q", NULL, "c"}}};
    struct checked in;
    cpts_proposal *proposal;
    region_of(&in, &city);
    ck_assert_int_eq(cpts_propose(&proposal, in.region, NULL, NULL), CPTS_OK);
    const cpts_choice *choice = cpts_proposal_choice(proposal, 0);
    ck_assert(choice->is_open && !choice->candidates[0].is_proposed);
    ck_assert_int_eq(cpts_proposal_zone(proposal, 0)->alternatives[0].way, CPTS_WAY_OPEN);
    ck_assert(cpts_report_verdict(cpts_proposal_after(proposal)) != CPTS_VERDICT_COMPLIANT);
    ck_assert_uint_eq(cpts_report_rule_count(cpts_proposal_after(proposal), CPTS_RULE_OVERLAP), 1);
    cpts_proposal_free(proposal);
    ck_assert_int_eq(propose(&proposal, in.region, CPTS_OBJECTIVE_BORDER), CPTS_OK);
    ck_assert(!cpts_proposal_choice(proposal, 0)->is_open);
    ck_assert(cpts_report_verdict(cpts_proposal_after(proposal)) == CPTS_VERDICT_COMPLIANT);
    cpts_proposal_free(proposal);
    checked_free(&in);
}
END_TEST

START_TEST(a_perimeter_without_unit_is_gone_from_the_proposal)
{
    static const struct drawing nested = {
        "a sliver of a perimeter",
        {{"a", A, 100}, {"b", B, 100}},
        {{"P", NULL, "a"}, {"P", NULL, "b"}, {"Q", "POLYGON((0 0,20 0,20 20,0 20,0 0))", NULL}}};
    struct checked in;
    cpts_proposal *proposal;
    region_of(&in, &nested);
    ck_assert_int_eq(propose(&proposal, in.region, CPTS_OBJECTIVE_BORDER), CPTS_OK);
    ck_assert_uint_eq(cpts_report_totals(cpts_proposal_after(proposal))->perimeters, 1);
    ck_assert(cpts_report_verdict(cpts_proposal_after(proposal)) == CPTS_VERDICT_COMPLIANT);
    cpts_proposal_free(proposal);
    ck_assert_int_eq(propose(&proposal, in.region, CPTS_OBJECTIVE_COUNT), CPTS_ERROR_ARGUMENT);
    ck_assert_ptr_null(proposal);
    checked_free(&in);
}
END_TEST

Suite *proposal_suite(void)
{
    Suite *suite = suite_create("proposal");
    TCase *tests = tests_of(suite, "proposal");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, what_is_proved_is_the_best_of_all, 0, CPTS_OBJECTIVE_COUNT);
    tcase_add_loop_test(tests, a_proposal_is_compliant_and_leaves_the_region_alone, 0,
                        CPTS_OBJECTIVE_COUNT);
    tcase_add_loop_test(tests, the_better_candidate_comes_first, 0, COUNT(proposals));
    tcase_add_test(tests, today_is_what_is_declared);
    tcase_add_test(tests, zones_hold_the_units_in_question);
    tcase_add_test(tests, a_city_shared_by_lists_is_left_open);
    tcase_add_test(tests, reasons_are_measured);
    tcase_add_test(tests, a_perimeter_without_unit_is_gone_from_the_proposal);
    return suite;
}
