/* Encodings: names of communes as each set of characters writes them. */
#include <stdlib.h>
#include <string.h>

#include "common/memory.h"
#include "input/declarations/communes.h"
#include "input/sources/encoding.h"
#include "suites.h"

enum { WINDOWS, MAC, DOS, SETS };
static const char *const set_names[SETS] = {"Windows-1252", "Mac Roman", "CP850"};

static const struct {
    const char *letter;
    unsigned char bytes[SETS];
} letters[] = {
    {"é", {0xe9, 0x8e, 0x82}}, {"è", {0xe8, 0x8f, 0x8a}}, {"ê", {0xea, 0x90, 0x88}},
    {"ë", {0xeb, 0x91, 0x89}}, {"à", {0xe0, 0x88, 0x85}}, {"â", {0xe2, 0x89, 0x83}},
    {"ä", {0xe4, 0x8a, 0x84}}, {"ç", {0xe7, 0x8d, 0x87}}, {"î", {0xee, 0x94, 0x8c}},
    {"ï", {0xef, 0x95, 0x8b}}, {"ô", {0xf4, 0x99, 0x93}}, {"ö", {0xf6, 0x9a, 0x94}},
    {"ù", {0xf9, 0x9d, 0x97}}, {"û", {0xfb, 0x9e, 0x96}}, {"ü", {0xfc, 0x9f, 0x81}},
    {"ÿ", {0xff, 0xd8, 0x98}}, {"É", {0xc9, 0x83, 0x90}}, {"È", {0xc8, 0xe9, 0xd4}},
    {"Ê", {0xca, 0xe6, 0xd2}}, {"Ë", {0xcb, 0xe8, 0xd3}}, {"À", {0xc0, 0xcb, 0xb7}},
    {"Â", {0xc2, 0xe5, 0xb6}}, {"Ç", {0xc7, 0x82, 0x80}}, {"Î", {0xce, 0xeb, 0xd7}},
    {"Ï", {0xcf, 0xec, 0xd8}}, {"Ô", {0xd4, 0xef, 0xe2}}, {"Ù", {0xd9, 0xf4, 0xeb}},
    {"Û", {0xdb, 0xf3, 0xea}}, {"Ü", {0xdc, 0x86, 0x9a}},
};
/* False for a letter that the set does not have, or that is not tried. */
static bool encode(char *out, const char *text, int set)
{
    for (; *text; text++) {
        size_t i = 0;
        if ((unsigned char)*text < 0x80) {
            *out++ = *text;
            continue;
        }
        while (i < COUNT(letters) && strncmp(text, letters[i].letter, 2) != 0)
            i++;
        if (i == COUNT(letters))
            return false;
        *out++ = (char)letters[i].bytes[set];
        text++;
    }
    *out = '\0';
    return true;
}

static bool is_ascii(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text >= 0x80)
            return false;
    return true;
}

/* The accented names of France, `count` at a time, as a list would have them. */
START_TEST(lists_are_decoded_by_the_names_in_them)
{
    enum { NAMES = 4 };
    struct commune commune;
    size_t at = 0, lists = 0, names = 0, right = 0;
    char text[1024] = "", bytes[1024] = "", encoded[64];
    while (cpts_commune_next(&commune, &at)) {
        if (is_ascii(commune.name) || !encode(encoded, commune.name, _i))
            continue;
        strcat(strcat(strcat(text, "CPTS;"), commune.name), "\n");
        strcat(strcat(strcat(bytes, "CPTS;"), encoded), "\n");
        if (++names % NAMES)
            continue;
        size_t size;
        const char *encoding;
        char *decoded = cpts_text_decode(bytes, strlen(bytes), &size, &encoding);
        ck_assert_ptr_nonnull(decoded);
        ck_assert_uint_eq(strlen(decoded), size);
        right += strcmp(decoded, text) == 0 && strcmp(encoding, set_names[_i]) == 0;
        lists++;
        cpts_array_free(decoded);
        *text = *bytes = '\0';
        if (lists == 60) /* each looks through the communes of France */
            break;
    }
    ck_assert_uint_eq(lists, 60);
    ck_assert_uint_eq(right, lists);
}
END_TEST

START_TEST(single_names_of_a_database_are_decoded)
{
    struct commune commune;
    size_t at = 0, names = 0, right = 0;
    char encoded[64], decoded[256];
    while (cpts_commune_next(&commune, &at)) {
        if (is_ascii(commune.name) || !encode(encoded, commune.name, _i))
            continue;
        decoded[cpts_text_decode_one(decoded, encoded, strlen(encoded))] = '\0';
        names++;
        right += strcmp(decoded, commune.name) == 0;
    }
    ck_assert_uint_gt(names, 5000);
    /* Four names that are as good in the other set. */
    ck_assert_msg(right + 5 >= names, "%zu of %zu", right, names);
}
END_TEST

static const struct {
    const char *bytes;
    size_t size;
    const char *text, *encoding;
} files[] = {
    {"\xef\xbb\xbfNom\n\xc3\x88ze", 11, "Nom\nÈze", "UTF-8"},
    {"a\0;\0b\0\xe9\0", 8, "a;bé", "UTF-16"},
    {"\0a\0;\0b\0\xe9", 8, "a;bé", "UTF-16"},
    {"\xff\xfe"
     "a\0\x19\x20",
     6, "a’", "UTF-16"},
    {"\xfe\xff\0a\x20\x19", 6, "a’", "UTF-16"},
    /* Capitals, apostrophes, and bytes that a set does not have. */
    {"SAINT-\xc9TIENNE\n", 14, "SAINT-ÉTIENNE\n", "Windows-1252"},
    {"L\x92\xcele\n", 6, "L’Île\n", "Windows-1252"},
    {"CPTS La B\x83tie\n", 14, "CPTS La Bâtie\n", "CP850"},
    {"SAINT-\x83TIENNE\n", 14, "SAINT-ÉTIENNE\n", "Mac Roman"},
    {"SAINT-\x90TIENNE\n", 14, "SAINT-ÉTIENNE\n", "CP850"},
    /* A line of another file pasted in. */
    {"Orange;\xc3\x88ze\nGrasse;Ch\xe2teauneuf\n", 31, "Orange;Èze\nGrasse;Châteauneuf\n",
     "UTF-8, Windows-1252"},
    {"", 0, "", "UTF-8"},
};

START_TEST(files_are_decoded)
{
    size_t size;
    const char *encoding;
    char *text = cpts_text_decode(files[_i].bytes, files[_i].size, &size, &encoding);
    ck_assert_ptr_nonnull(text);
    ck_assert_str_eq(text, files[_i].text);
    ck_assert_uint_eq(strlen(text), size);
    ck_assert_str_eq(encoding, files[_i].encoding);
    cpts_array_free(text);
}
END_TEST

Suite *encoding_suite(void)
{
    Suite *suite = suite_create("encoding");
    TCase *cases = tests_of(suite, "encoding");
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, lists_are_decoded_by_the_names_in_them, 0, SETS);
    tcase_add_loop_test(cases, single_names_of_a_database_are_decoded, WINDOWS, WINDOWS + 1);
    tcase_add_loop_test(cases, single_names_of_a_database_are_decoded, DOS, DOS + 1);
    tcase_add_loop_test(cases, files_are_decoded, 0, COUNT(files));
    return suite;
}
