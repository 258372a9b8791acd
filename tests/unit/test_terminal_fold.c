/* Every message of the catalogue, in both languages, folded to terminals of 40, 80 and 120 columns:
 * no line is wider, no figure is parted from its unit, no line begins with a sign that French sets
 * apart, and nothing is lost. */
#include <check.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../cli/page.h"
#include "suites.h"

#define CATALOGUE "po/fr.po"
#define ROOM      16384

/* ---- messages -------------------------------------------------------------------------------- */

/* Appends what stands between the first and the last quotation mark of a line of a catalogue. */
static void append_quoted(char *text, const char *line)
{
    const char *from = strchr(line, '"'), *end = strrchr(line, '"');
    size_t used = strlen(text);
    ck_assert_ptr_nonnull(from);
    for (const char *at = from + 1; at < end && used + 2 < ROOM; at++) {
        if (*at == '\\' && at + 1 < end)
            text[used++] = *++at == 'n' ? '\n' : *at;
        else
            text[used++] = *at;
    }
    text[used] = '\0';
}

/* A directive in a message becomes what it typically prints: a figure, with the narrow space of
 * French, or the words of a name. */
static void fill(char *out, const char *message, const char *word)
{
    size_t used = 0;
    while (*message && used + 64 < ROOM) {
        if (*message != '%') {
            out[used++] = *message++;
            continue;
        }
        message += 1 + strspn(message + 1, "-0123456789.*lz");
        const char *what = *message == '%'          ? "%"
                           : *message == 's'        ? word
                           : strchr("fg", *message) ? "12,34"
                                                    : "1\u202F234";
        used += (size_t)snprintf(out + used, ROOM - used, "%s", what);
        message += *message != '\0';
    }
    out[used] = '\0';
}

/* ---- what must hold of it -------------------------------------------------------------------- */

static size_t columns_of(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

static bool begins_with_any(const char *text, const char *const *words)
{
    for (; *words; words++) {
        const size_t length = strlen(*words);
        if (strncmp(text, *words, length) == 0 && (!text[length] || strchr(" ,.;:)", text[length])))
            return true;
    }
    return false;
}

static bool ends_with(const char *text, size_t bytes, const char *end)
{
    const size_t length = strlen(end);
    return bytes >= length && strncmp(text + bytes - length, end, length) == 0;
}

static void check_break(const char *before, const char *after)
{
    static const char *const signs[] = {":", ";", "?", "!", "%", "»", NULL};
    static const char *const units[] = {"km²", "m²", "km", "m", "€", NULL};
    const size_t bytes = strlen(before);
    ck_assert_msg(!begins_with_any(after, signs), "a line begins with a sign: '%s' / '%s'", before,
                  after);
    ck_assert_msg(!ends_with(before, bytes, "«"), "a line ends with «: '%s' / '%s'", before, after);
    ck_assert_msg(!bytes || !strchr("0123456789", before[bytes - 1]) ||
                      !begins_with_any(after, units),
                  "a figure is parted from its unit: '%s' / '%s'", before, after);
}

/* The same letters, whatever the blanks. */
static bool same_letters(const char *left, const char *right)
{
    for (;;) {
        left += strspn(left, " \n");
        right += strspn(right, " \n");
        if (*left != *right || !*left)
            return *left == *right;
        left++;
        right++;
    }
}

static void check_line(char *line, size_t columns)
{
    char *shown = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&shown, &size);
    ck_assert_ptr_nonnull(out);
    cli_fold(out, columns, line);
    fclose(out);
    ck_assert_msg(same_letters(line, shown), "'%s' became '%s'", line, shown);
    const char *before = NULL;
    for (char *rest = shown, *end; (end = strchr(rest, '\n')); rest = end + 1) {
        *end = '\0';
        const char *text = rest + strspn(rest, " ");
        ck_assert_msg(columns_of(rest) <= columns || !strchr(text, ' '),
                      "wider than %zu columns: '%s'", columns, rest);
        /* A word as wide as the line leaves no room for its sign. */
        const size_t sign = before ? columns_of(before) + 1 + strcspn(text, " ") : 0;
        if (before && (strchr(before + strspn(before, " "), ' ') || sign <= columns))
            check_break(before, text);
        before = rest;
    }
    free(shown);
}

static void check_message(const char *message)
{
    static const char *const words[] = {"1\u202F234", "la CPTS du Pays d'Aix", "Nice"};
    static const size_t widths[] = {40, 80, 120};
    static char filled[ROOM];
    for (size_t w = 0; w < sizeof words / sizeof *words; w++)
        for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
            fill(filled, message, words[w]);
            for (char *line = filled, *end; *line; line = end) {
                end = line + strcspn(line, "\n");
                end += *end == '\n' ? (*end = '\0', 1) : 0;
                check_line(line, widths[i]);
            }
        }
}

START_TEST(every_message_folds)
{
    static char text[ROOM], line[ROOM];
    size_t messages = 0;
    bool open = false;
    FILE *catalogue = fopen(CATALOGUE, "r");
    ck_assert_ptr_nonnull(catalogue);
    for (bool more = true; more;) {
        more = fgets(line, sizeof line, catalogue);
        const bool begins = more && strncmp(line, "msg", 3) == 0, goes_on = more && *line == '"';
        if (open && !goes_on) {
            check_message(text);
            messages += *text != '\0';
            open = false;
        }
        if (begins)
            *text = '\0';
        open |= begins;
        if (begins || goes_on)
            append_quoted(text, line);
    }
    fclose(catalogue);
    ck_assert_uint_gt(messages, 3000);
}
END_TEST

/* The check above sees what it is for. */
START_TEST(what_belongs_together_stays)
{
    static const struct {
        const char *text;
        size_t columns, bytes;
    } cases[] = {
        {"Nice : 12 km² de", 40, sizeof "Nice :" - 1},
        {"12 km², dont", 40, sizeof "12 km²," - 1},
        {"12 % : tout", 40, sizeof "12 % :" - 1},
        {"12 maisons", 40, 2},
        {"« Est » ; puis", 40, sizeof "« Est » ;" - 1},
        {"anticonstitutionnellement : non", 26, sizeof "anticonstitutionnellement" - 1},
        {"seul", 40, 4},
        {"", 40, 0},
    };
    ck_assert_uint_eq(cli_word_bytes(cases[_i].text, cases[_i].columns), cases[_i].bytes);
}
END_TEST

Suite *terminal_fold_suite(void)
{
    Suite *suite = suite_create("terminal_fold");
    TCase *tests = tests_of(suite, "terminal_fold");
    tcase_add_test(tests, every_message_folds);
    tcase_add_loop_test(tests, what_belongs_together_stays, 0, 8);
    return suite;
}
