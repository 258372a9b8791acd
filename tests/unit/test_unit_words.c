/* What units are called, by their codes, and the words of texts that follow them. */
#include <check.h>
#include <string.h>

#include "coverage/notices/shared_unit.h"
#include "input/region/region.h"
#include "input/region/unit_words.h"
#include "suites.h"

static const struct {
    const char *codes[4];
    const char *text, *said;
} cases[] = {
    {{"13001", "2A004"}, "2 {units}", "2 communes"},
    {{"13201", "75112", "69389"}, "2 {units}", "2 arrondissements"},
    {{"132010101", "2A0040101"}, "2 {units}", "2 IRIS"},
    {{"13055", "13201"}, "{Units}: 2", "Communes and arrondissements: 2"},
    {{"13001", "132010101"}, "overlaps {of units}", "overlaps of communes and IRIS"},
    {{"13201", "130010101"}, "1 {unit}", "1 arrondissement or IRIS"},
    {{"13001", "13201", "130020101"}, "{units}", "communes, arrondissements and IRIS"},
    {{"13001"}, "share {of the unit}", "share of the commune"},
    {{"132010101"}, "{Unit} (code)", "IRIS (code)"},
    {{"13217"}, "{unit}", "commune"}, /* past the last of Marseille */
    {{"13001", ""}, "{Units}", "Units"},
    {{"A1", "B2"}, "{of units}", "of units"},
    {{NULL}, "{units}", "units"},
    {{"13001"}, "{names} {", "{names} {"},
};

START_TEST(units_are_called_by_their_codes)
{
    struct units units = {.code = (const char **)cases[_i].codes};
    char out[128];
    while (units.count < 4 && units.code[units.count])
        units.count++;
    const char *said = cpts_unit_words(out, sizeof out, cpts_unit_kinds(&units), cases[_i].text);
    ck_assert_str_eq(said, cases[_i].said);
}
END_TEST

static const struct {
    unsigned grouping;
    const char *said;
} groupings[] = {
    {0, "Départements: 2, by département"},
    {GROUPED_BY_DEPARTMENT, "Départements: 2, by département"},
    {GROUPED_BY_REGION, "Régions: 2, by région"},
    {GROUPED_BY_FIELD, "Groups: 2, by group"},
};

START_TEST(groups_are_called_by_what_was_asked)
{
    const char *codes[] = {"13001"};
    const struct units units = {.code = codes, .count = 1, .grouping = groupings[_i].grouping};
    char out[128];
    ck_assert_str_eq(
        cpts_unit_words(out, sizeof out, cpts_unit_kinds(&units), "{Groups}: 2, by {group}"),
        groupings[_i].said);
    ck_assert_str_eq(cpts_unit_words(out, sizeof out, cpts_unit_kinds(&units), "{units}"),
                     "communes");
}
END_TEST

START_TEST(words_are_cut_to_the_room)
{
    char out[6] = "";
    ck_assert_str_eq(cpts_unit_words(out, sizeof out, UNIT_COMMUNE, "3 {units}"), "3 com");
    ck_assert_str_eq(cpts_unit_words(out, 1, UNIT_COMMUNE, "{units}"), "");
}
END_TEST

/* A commune is divided by its IRIS; an IRIS has none. */
START_TEST(what_is_smallest_is_divided_otherwise)
{
    ck_assert_ptr_nonnull(strstr(cpts_divide_words("13001"), "Declare its IRIS"));
    ck_assert_ptr_nonnull(strstr(cpts_divide_words("13201"), "Declare its IRIS"));
    ck_assert_ptr_null(strstr(cpts_divide_words("132010101"), "Declare its IRIS"));
}
END_TEST

Suite *unit_words_suite(void)
{
    Suite *suite = suite_create("unit_words");
    TCase *words = tests_of(suite, "words");
    tcase_add_loop_test(words, units_are_called_by_their_codes, 0, COUNT(cases));
    tcase_add_loop_test(words, groups_are_called_by_what_was_asked, 0, COUNT(groupings));
    tcase_add_test(words, words_are_cut_to_the_room);
    tcase_add_test(words, what_is_smallest_is_divided_otherwise);
    return suite;
}
