/*
 * Texts looked at without changing their encoding: whether they are UTF-8, and how they read
 * regardless of case, accents and punctuation.
 */
#include <stdint.h>
#include <string.h>

#include "input/sources/text.h"

/* The size of the UTF-8 character at `s`, 0 when it is not one. */
static size_t utf8_character(const unsigned char *s, size_t left)
{
    if (s[0] < 0x80)
        return 1;
    size_t size = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
    if (s[0] < 0xc2 || s[0] > 0xf4 || left < size)
        return 0;
    for (size_t i = 1; i < size; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    /* Overlong forms, surrogates and what lies beyond Unicode. */
    if ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f) ||
        (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f))
        return 0;
    return size;
}

bool cpts_text_is_utf8(const char *text, size_t size)
{
    const unsigned char *s = (const unsigned char *)text;
    for (size_t at = 0, step; at < size; at += step) {
        step = utf8_character(s + at, size - at);
        if (!step)
            return false;
    }
    return true;
}

/* The plain letter under a Latin-1 letter U+00C0..U+00FF; '.' for none. */
static const char latin_letters[] =
    "aaaaaaaceeeeiiii.nooooo.ouuuuy.saaaaaaaceeeeiiii.nooooo.ouuuuy.y";

/* The plain letter or digit at *c, moved to its last byte; '.' for anything else. */
static char folded_letter(const unsigned char **c)
{
    const unsigned char first = **c;
    if (first == 0xc3 && (*c)[1] >= 0x80 && (*c)[1] < 0xc0)
        return latin_letters[*++*c - 0x80];
    if (first >= 'A' && first <= 'Z')
        return (char)(first - 'A' + 'a');
    return (first >= 'a' && first <= 'z') || (first >= '0' && first <= '9') ? (char)first : '.';
}

void cpts_text_fold(char *out, size_t size, const char *text)
{
    size_t written = 0;
    for (const unsigned char *c = (const unsigned char *)text; *c && written + 1 < size; c++) {
        const char letter = folded_letter(&c);
        if (letter != '.')
            out[written++] = letter;
    }
    out[written] = '\0';
}

void cpts_text_words(char *out, size_t size, const char *text)
{
    size_t written = 0;
    if (size > 1)
        out[written++] = ' ';
    for (const unsigned char *c = (const unsigned char *)text; *c && written + 2 < size; c++) {
        const char letter = folded_letter(&c);
        if (letter != '.')
            out[written++] = letter;
        else if (out[written - 1] != ' ')
            out[written++] = ' ';
    }
    if (written && out[written - 1] != ' ')
        out[written++] = ' ';
    out[written] = '\0';
}

bool cpts_text_has_any(const char *words, const char *const *others, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strstr(words, others[i]))
            return true;
    return false;
}

bool cpts_text_says_any(const char *text, const char *const *others, size_t count)
{
    char words[1024];
    cpts_text_words(words, sizeof words, text);
    return cpts_text_has_any(words, others, count);
}

bool cpts_text_is_any(const char *text, const char *const *others, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(text, others[i]) == 0)
            return true;
    return false;
}

bool cpts_text_begins_with_any(const char *text, const char *const *others, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strncmp(text, others[i], strlen(others[i])) == 0)
            return true;
    return false;
}
