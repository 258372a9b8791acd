/* The same conflict: which finding is the heir of which, what came off and what merged. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "common/memory.h"
#include "compare/conflicts.h"
#include "suites.h"

#define MOST 6

/* Units a to h measure 100 m2 each. */
static const char *const codes[] = {"a", "b", "c", "d", "e", "f", "g", "h"};
static const double areas_m2[] = {100, 100, 100, 100, 100, 100, 100, 100};
static const struct unit_areas units = {codes, areas_m2, sizeof codes / sizeof *codes};

/* A finding as letters: one a claimant, one a unit. */
struct outline {
    const char *id, *claimants, *units;
    double area_m2;
    cpts_state state; /* of those after: expected; of those before: merged, resolved, or none */
    const char *kin;  /* id of what it came off or went into */
    bool sliver;
};

static const struct story {
    const char *what;
    struct outline before[MOST], after[MOST];
} stories[] = {
    {"nothing changes",
     {{"1", "", "ab", 200, 0, NULL, false}},
     {{"1", "", "ab", 200, CPTS_STATE_PERSISTING, NULL, false}}},
    {"one comes, one goes",
     {{"1", "", "ab", 200, CPTS_STATE_RESOLVED, NULL, false}},
     {{"2", "", "ef", 200, CPTS_STATE_NEW, NULL, false}}},
    {"a gain cuts a zone in two",
     {{"1", "", "abcde", 500, 0, NULL, false}},
     {{"1", "", "ab", 200, CPTS_STATE_SHRUNK, NULL, false},
      {"2", "", "de", 200, CPTS_STATE_SPLIT, "1", false}}},
    {"into three, and the id goes with the smallest",
     {{"1", "", "abcdefgh", 800, 0, NULL, false}},
     {{"2", "", "abcd", 400, CPTS_STATE_SHRUNK, NULL, false},
      {"1", "", "f", 100, CPTS_STATE_SPLIT, "1", false},
      {"3", "", "h", 100, CPTS_STATE_SPLIT, "1", false}}},
    {"two zones become one",
     {{"1", "", "ab", 200, 0, NULL, false}, {"2", "", "d", 100, CPTS_STATE_MERGED, "1", false}},
     {{"1", "", "abcd", 400, CPTS_STATE_GROWN, NULL, false}}},
    {"the id changes with the unit that has most of it",
     {{"1", "", "abc", 300, 0, NULL, false}},
     {{"2", "", "bc", 200, CPTS_STATE_SHRUNK, NULL, false}}},
    {"another overlap in the same unit is no piece of the first",
     {{"1", "AB", "a", 20, 0, NULL, false}},
     {{"1", "AB", "a", 20, CPTS_STATE_PERSISTING, NULL, false},
      {"1-2", "AB", "a", 15, CPTS_STATE_NEW, NULL, false}}},
    {"nor of one that grew",
     {{"1", "AB", "a", 20, 0, NULL, false}},
     {{"1", "AB", "a", 30, CPTS_STATE_GROWN, NULL, false},
      {"1-2", "AB", "a", 15, CPTS_STATE_NEW, NULL, false}}},
    {"an overlap in a unit is cut by a strip",
     {{"1", "AB", "a", 60, 0, NULL, false}},
     {{"1", "AB", "a", 30, CPTS_STATE_SHRUNK, NULL, false},
      {"1-2", "AB", "a", 25, CPTS_STATE_SPLIT, "1", false}}},
    {"of two overlaps in a unit the first is resolved: the second bears its id",
     {{"1", "AB", "a", 60, CPTS_STATE_RESOLVED, NULL, false},
      {"1-2", "AB", "a", 20, 0, NULL, false}},
     {{"1", "AB", "a", 20, CPTS_STATE_PERSISTING, NULL, false}}},
    {"a claimant joins",
     {{"1", "AB", "ab", 200, 0, NULL, false}},
     {{"2", "ABC", "ab", 200, CPTS_STATE_GROWN, NULL, false}}},
    {"a claimant leaves",
     {{"1", "ABC", "ab", 200, 0, NULL, false}},
     {{"2", "AC", "ab", 200, CPTS_STATE_SHRUNK, NULL, false}}},
    {"another claimant takes the place of one",
     {{"1", "AB", "ab", 200, CPTS_STATE_RESOLVED, NULL, false}},
     {{"2", "AC", "ab", 200, CPTS_STATE_NEW, NULL, false}}},
    {"half of an overlap is claimed by a third",
     {{"1", "AB", "ab", 200, 0, NULL, false}},
     {{"1", "AB", "a", 100, CPTS_STATE_SHRUNK, NULL, false},
      {"2", "ABC", "b", 100, CPTS_STATE_NEW, NULL, false}}},
    {"slivers persist, whatever they measure",
     {{"1", "AB", "ab", 3, 0, NULL, true}},
     {{"1", "AB", "abc", 5, CPTS_STATE_PERSISTING, NULL, true}}},
    {"a zone of an unknown unit",
     {{"1", "", "z", 10, 0, NULL, false}},
     {{"2", "", "z", 10, CPTS_STATE_PERSISTING, NULL, false}}},
    {"what is claimed outside has no unit",
     {{"1", "A", "", 10, 0, NULL, false}},
     {{"2", "A", "", 40, CPTS_STATE_GROWN, NULL, false}}},
};

struct side {
    cpts_finding findings[MOST];
    const char *lists[MOST][2][MOST + 3];
    size_t count;
};

static const char *const letters[] = {"A", "B", "C", "a", "b", "c", "d", "e", "f", "g", "h", "z"};

static size_t spell(const char **list, const char *word)
{
    size_t count = 0;
    for (; *word; word++)
        for (size_t l = 0; l < sizeof letters / sizeof *letters; l++)
            if (*letters[l] == *word)
                list[count++] = letters[l];
    return count;
}

static void fill(struct side *side, const struct outline *outline)
{
    for (; side->count < MOST && outline[side->count].id; side->count++) {
        const size_t i = side->count;
        const struct outline *t = &outline[i];
        side->findings[i] =
            (cpts_finding){.id = t->id,
                           .sliver = t->sliver,
                           .rule = !*t->units      ? CPTS_RULE_OUTSIDE
                                   : *t->claimants ? CPTS_RULE_OVERLAP
                                                   : CPTS_RULE_WHITE_ZONE,
                           .perimeters = side->lists[i][0],
                           .perimeter_count = spell(side->lists[i][0], t->claimants),
                           .units = side->lists[i][1],
                           .unit_count = spell(side->lists[i][1], t->units),
                           .message = "",
                           .area_m2 = t->area_m2};
    }
}

struct outcome {
    struct side before, after;
    struct conflict_match matches[MOST];
    struct conflict_merges merges;
};

static void compare(struct outcome *outcome, const struct story *story)
{
    struct conflict_pairs pairs = {.items = NULL};
    fill(&outcome->before, story->before);
    fill(&outcome->after, story->after);
    ck_assert(cpts_conflicts_by_units(&pairs, outcome->before.findings, outcome->before.count,
                                      outcome->after.findings, outcome->after.count, &units));
    ck_assert(cpts_conflicts_match(&pairs, outcome->matches, &outcome->merges));
    cpts_array_free(pairs.items);
}

START_TEST(each_conflict_is_found_again)
{
    const struct story *story = &stories[_i];
    struct outcome outcome = {.before = {.count = 0}};
    cpts_state became[MOST] = {0};
    compare(&outcome, story);
    for (size_t i = 0; i < outcome.before.count; i++)
        became[i] = CPTS_STATE_RESOLVED;
    for (size_t i = 0; i < outcome.after.count; i++) {
        const struct conflict_match *match = &outcome.matches[i];
        struct conflict_move move = {.joined = match->joined};
        cpts_state state = match->split_from ? CPTS_STATE_SPLIT : CPTS_STATE_NEW;
        if (match->conflict) {
            ck_assert_msg(became[match->conflict - 1] == CPTS_STATE_RESOLVED, "%s: two heirs",
                          story->what);
            became[match->conflict - 1] = CPTS_STATE_NONE;
            cpts_conflict_moved(&move, &outcome.before.findings[match->conflict - 1],
                                &outcome.after.findings[i], &units);
            state = cpts_conflict_state(&move);
        }
        ck_assert_msg(state == story->after[i].state, "%s: %s is %s, not %s", story->what,
                      story->after[i].id, cpts_state_name(state),
                      cpts_state_name(story->after[i].state));
        if (match->split_from)
            ck_assert_str_eq(story->before[match->split_from - 1].id, story->after[i].kin);
    }
    for (size_t i = 0; i < outcome.merges.count; i++) {
        const size_t gone = (size_t)outcome.merges.items[i].conflict - 1;
        became[gone] = CPTS_STATE_MERGED;
        ck_assert_str_eq(story->after[outcome.merges.items[i].finding].id, story->before[gone].kin);
    }
    for (size_t i = 0; i < outcome.before.count; i++)
        ck_assert_msg(became[i] == story->before[i].state, "%s: %s before is %s", story->what,
                      story->before[i].id, cpts_state_name(became[i]));
    cpts_array_free(outcome.merges.items);
}
END_TEST

/* A perimeter that joins thousands of overlaps on one place is not compared with all of them. */
START_TEST(many_claimants_of_one_unit_are_quick)
{
    enum { MANY = 3000 };
    static const char *names[MANY + 1];
    static char texts[MANY + 1][8], ids[2 * MANY][12];
    cpts_finding *findings = cpts_array_new(2 * MANY, sizeof *findings);
    struct conflict_pairs pairs = {.items = NULL};
    ck_assert_ptr_nonnull(findings);
    for (size_t i = 0; i <= MANY; i++) {
        snprintf(texts[i], sizeof texts[i], "P%05zu", i);
        names[i] = texts[i];
    }
    for (size_t i = 0; i < 2 * MANY; i++) {
        snprintf(ids[i], sizeof ids[i], "%zu", i);
        findings[i] = (cpts_finding){.id = ids[i],
                                     .rule = CPTS_RULE_OVERLAP,
                                     .perimeters = i < MANY ? names + 1 : names,
                                     .perimeter_count = 2 + i % MANY - (i % MANY == MANY - 1),
                                     .units = codes,
                                     .unit_count = 1,
                                     .message = "",
                                     .area_m2 = 0.01};
    }
    ck_assert(cpts_conflicts_by_units(&pairs, findings, MANY, findings + MANY, MANY, &units));
    ck_assert_uint_le(pairs.count, (size_t)MANY * 65);
    cpts_array_free(pairs.items);
    cpts_array_free(findings);
}
END_TEST

/* Of a history: what was resolved long ago, and what was open the night before. */
START_TEST(what_was_resolved_leaves_its_ground)
{
    static const struct {
        struct conflict_pair resolved, open;
        int64_t heir_of;
        size_t merged;
    } nights[] = {
        /* A zone is found again that takes in a small one that was open: that one has merged. */
        {{0, 10, true, false, 0, 0.9, 0.95, 0.95}, {0, 11, false, true, 0, 0.3, 0.3, 1}, 10, 1},
        /* At the same place the open one goes on, whatever the id says. */
        {{0, 10, true, false, 0, 0.8, 0.8, 1}, {0, 11, false, true, 0, 0.9, 0.9, 1}, 11, 0},
    };
    for (size_t i = 0; i < sizeof nights / sizeof *nights; i++) {
        struct conflict_pairs pairs = {.items = NULL};
        struct conflict_match match = {.conflict = CPTS_NO_CONFLICT};
        struct conflict_merges merges = {.items = NULL};
        ck_assert(cpts_conflict_pairs_add(&pairs, nights[i].resolved));
        ck_assert(cpts_conflict_pairs_add(&pairs, nights[i].open));
        ck_assert(cpts_conflicts_match(&pairs, &match, &merges));
        ck_assert_int_eq(match.conflict, nights[i].heir_of);
        ck_assert_uint_eq(merges.count, nights[i].merged);
        if (merges.count)
            ck_assert_int_eq(merges.items[0].conflict, 11);
        cpts_array_free(merges.items);
        cpts_array_free(pairs.items);
    }
}
END_TEST

Suite *compare_suite(void)
{
    Suite *suite = suite_create("compare");
    TCase *tests = tests_of(suite, "compare");
    tcase_add_loop_test(tests, each_conflict_is_found_again, 0, COUNT(stories));
    tcase_add_test(tests, many_claimants_of_one_unit_are_quick);
    tcase_add_test(tests, what_was_resolved_leaves_its_ground);
    return suite;
}
