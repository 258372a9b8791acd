/* Spaces as French sets them. */
#include <check.h>
#include <string.h>

#include "common/memory.h"
#include "output/text/french.h"
#include "suites.h"

static const struct {
    const char *text, *spaced; /* NULL: nothing to change */
} cases[] = {
    {"Non conforme : 2 zones", "Non conforme\u202f: 2 zones"},
    {"Et si ?", "Et si\u202f?"},
    {"déclarées\u00a0; « Nice »", "déclarées\u202f; «\u202fNice\u202f»"},
    {"98,06 % de 12 km² à 3 m, 5 €/an", "98,06\u202f% de 12\u202fkm² à 3\u202fm, 5\u202f€/an"},
    {"%s km², %1$s m, %s %%", "%s\u202fkm², %1$s\u202fm, %s\u202f%%"},
    {" : ", "\u202f: "},
    {"5 morceaux, 3 mois, 2 hangars", NULL},
    {"un :mot, 3 %s, %d %s", NULL},
    {"", NULL},
    {" ", NULL},
    {"à", NULL},
};

START_TEST(each_text_has_its_spaces)
{
    char *spaced = cpts_french_spaces(cases[_i].text);
    if (cases[_i].spaced)
        ck_assert_str_eq(spaced, cases[_i].spaced);
    else
        ck_assert_ptr_null(spaced);
    cpts_array_free(spaced);
}
END_TEST

Suite *french_suite(void)
{
    Suite *suite = suite_create("french");
    TCase *spaces = tests_of(suite, "spaces");
    tcase_add_loop_test(spaces, each_text_has_its_spaces, 0, COUNT(cases));
    return suite;
}
