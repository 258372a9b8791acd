/* Numbers and text as the writers print them. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/number.h"
#include "common/utf8.h"
#include "suites.h"

static const char *written(double value)
{
    static char text[CPTS_NUMBER_ROOM + 1];
    size_t length = cpts_number_double(text, value);
    ck_assert_uint_le(length, CPTS_NUMBER_ROOM);
    text[length] = '\0';
    return text;
}

START_TEST(a_double_is_written_short_and_whole)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {
        {0, "0"},
        {-0.0, "0"},
        {1, "1"},
        {-2.5, "-2.5"},
        {0.1, "0.1"},
        {1 / 3.0, "0.3333333333333333"},
        {0x1.fffffffffffffp-1, "0.9999999999999999"},
        {1470714685.786, "1470714685.786"},
        {543965.1234567891, "543965.1234567891"},
        {0.0009765625, "0.0009765625"},
        {4503599627370495.5, "4503599627370495.5"},
        {0x1p53, "9007199254740992"},
        {1e-9, "1e-09"},
        {1e22, "1e+22"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_str_eq(written(cases[i].value), cases[i].text);
}
END_TEST

START_TEST(every_double_reads_back)
{
    uint64_t state = 42;
    for (int i = 0; i < 200000; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        const uint64_t bits = state ^ state >> 29;
        double value;
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value))
            continue;
        if (i % 4) /* most of what we write lies near one */
            value = ldexp(frexp(value, &(int){0}), (int)(bits % 72) - 20);
        ck_assert_double_eq(strtod(written(value), NULL), value);
    }
}
END_TEST

START_TEST(small_fractions_are_written_as_printf_writes_them)
{
    uint64_t state = 42;
    for (int i = 0; i < 100000; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        const double drawn = ldexp(1 + (double)(state >> 12) * 0x1p-52, -10 - (int)(state % 24));
        const double power = ldexp(1, -10 - (int)(state % 24));
        const double decimal = (double)(state >> 50) * pow(10, -7 - (int)(state % 6));
        const double value = i % 4 == 0 ? power : i % 4 == 1 ? decimal : drawn;
        char text[CPTS_NUMBER_ROOM + 1];
        if (!(value > 0 && value < 0x1p-9))
            continue;
        for (int digits = 15; digits <= 17; digits++) {
            snprintf(text, sizeof text, "%.*g", digits, value);
            if (strtod(text, NULL) == value)
                break;
        }
        ck_assert_str_eq(written(value), text);
    }
}
END_TEST

START_TEST(degrees_have_no_needless_zero)
{
    static const struct {
        int32_t value;
        const char *text;
    } cases[] = {{0, "0"},           {488566100, "48.85661"},     {-10000000, "-1"},
                 {-1, "-0.0000001"}, {INT32_MIN, "-214.7483648"}, {1799999999, "179.9999999"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[CPTS_NUMBER_ROOM];
        text[cpts_number_e7(text, cases[i].value)] = '\0';
        ck_assert_str_eq(text, cases[i].text);
    }
}
END_TEST

START_TEST(people_read_numbers_of_their_language)
{
    const struct number_style english = {",", "."}, french = {"\u202F", ","};
    char text[64];
    ck_assert_str_eq(cpts_number_text(text, 64, &english, 357737, 0), "357,737");
    ck_assert_str_eq(cpts_number_text(text, 64, &english, -1234567.25, 1), "-1,234,567.2");
    ck_assert_str_eq(cpts_number_text(text, 64, &english, -0.01, 1), "0.0");
    ck_assert_str_eq(cpts_number_text(text, 64, &french, 999, 0), "999");
    ck_assert_str_eq(cpts_number_text(text, 64, &french, 31400.5, 1), "31\u202F400,5");
    ck_assert_str_eq(cpts_number_text(text, 6, &english, 1234567, 0), "1,234");
    const struct number_style current = cpts_number_style(); /* the tests run untranslated */
    ck_assert_str_eq(current.thousands, ",");
    ck_assert_str_eq(current.decimal, ".");
}
END_TEST

START_TEST(people_read_what_printf_would_round)
{
    static const double by_hand[] = {0.5,      1.5,        2.5,   0.125,  0.375, 9.995,
                                     9.5,      99.995,     0.05,  0.25,   0.75,  0x1p-40,
                                     0x1.8p53, 0x1p53 - 1, 1e300, 1e-300, 0,     0x1p-64};
    const struct number_style plain = {"", "."};
    uint64_t state = 42;
    for (size_t i = 0; i < 20000; i++) {
        char text[352], expected[352];
        state = state * 6364136223846793005u + 1442695040888963407u;
        const double drawn = ldexp((double)(state >> 11), (int)(state % 90) - 70);
        const size_t given = sizeof by_hand / sizeof *by_hand;
        const double value = i < given ? by_hand[i] : i % 2 ? drawn : rint(drawn) / 8;
        for (int decimals = 0; decimals <= 3; decimals++) {
            snprintf(expected, sizeof expected, "%.*f", decimals, value);
            ck_assert_str_eq(cpts_number_text(text, sizeof text, &plain, value, decimals),
                             expected);
        }
    }
}
END_TEST

START_TEST(only_well_formed_utf8_is_read)
{
    static const struct {
        const char *text;
        size_t length;
        uint32_t code;
    } cases[] = {
        {"a", 1, 'a'},
        {"é", 2, 0xE9},
        {"€", 3, 0x20AC},
        {"\xF0\x9F\x97\xBA", 4, 0x1F5FA},
        {"\x80", 0, 0},             /* a continuation alone */
        {"\xC0\xAF", 0, 0},         /* a long form of '/' */
        {"\xE0\x80\xAF", 0, 0},     /* the same */
        {"\xED\xA0\x80", 0, 0},     /* a surrogate */
        {"\xF4\x90\x80\x80", 0, 0}, /* beyond Unicode */
        {"\xF8\x88\x80\x80", 0, 0},
        {"\xE2\x82", 0, 0}, /* cut short */
        {"\xFF", 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t code = 0;
        ck_assert_uint_eq(cpts_utf8_read(&code, cases[i].text), cases[i].length);
        if (cases[i].length)
            ck_assert_uint_eq(code, cases[i].code);
    }
    ck_assert_uint_eq(cpts_utf8_columns("Étang"), 5);
    ck_assert_uint_eq(cpts_utf8_columns("E\u0301tang"), 5);
    ck_assert_uint_eq(cpts_utf8_columns("a\xFF"), 2);
}
END_TEST

Suite *number_suite(void)
{
    Suite *suite = suite_create("number");
    TCase *tests = tests_of(suite, "number");
    tcase_add_test(tests, a_double_is_written_short_and_whole);
    tcase_add_test(tests, every_double_reads_back);
    tcase_add_test(tests, small_fractions_are_written_as_printf_writes_them);
    tcase_add_test(tests, degrees_have_no_needless_zero);
    tcase_add_test(tests, people_read_numbers_of_their_language);
    tcase_add_test(tests, people_read_what_printf_would_round);
    tcase_add_test(tests, only_well_formed_utf8_is_read);
    return suite;
}
