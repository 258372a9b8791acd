#include "input/sources/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "input/sources/encoding.h"

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Spaces around, the no-break space of spreadsheets included. */
static void trim(const char **text, size_t *size)
{
    for (;;) {
        if (*size && is_space(**text))
            ++*text, --*size;
        else if (*size > 1 && memcmp(*text, "\xc2\xa0", 2) == 0)
            *text += 2, *size -= 2;
        else
            break;
    }
    for (;;) {
        if (*size && is_space((*text)[*size - 1]))
            --*size;
        else if (*size > 1 && memcmp(*text + *size - 2, "\xc2\xa0", 2) == 0)
            *size -= 2;
        else
            break;
    }
}

/* Spaces of every kind, and characters that nobody sees; the bytes of either, 0 for neither. */
static size_t space_or_nothing(const unsigned char *c, bool *is_space)
{
    *is_space = true;
    if (c[0] == 0xc2 && c[1] == 0xa0)
        return 2;
    if (c[0] == 0xe2 && c[1] == 0x80 && ((c[2] >= 0x80 && c[2] <= 0x8a) || c[2] == 0xaf))
        return 3;
    if ((c[0] == 0xe2 && c[1] == 0x81 && c[2] == 0x9f) ||
        (c[0] == 0xe3 && c[1] == 0x80 && c[2] == 0x80))
        return 3;
    *is_space = false;
    if (c[0] == 0xc2 && c[1] == 0xad) /* a hyphen for the end of a line */
        return 2;
    if ((c[0] == 0xe2 && c[1] == 0x80 &&
         ((c[2] >= 0x8b && c[2] <= 0x8f) || (c[2] >= 0xaa && c[2] <= 0xae))) ||
        (c[0] == 0xe2 && c[1] == 0x81 && c[2] == 0xa0) ||
        (c[0] == 0xef && c[1] == 0xbb && c[2] == 0xbf))
        return 3;
    return 0;
}

static size_t plain_spaces(char *text)
{
    char *out = text;
    for (const char *c = text; *c;) {
        bool is_white;
        const size_t size = space_or_nothing((const unsigned char *)c, &is_white);
        if (!size)
            *out++ = *c++;
        else if (is_white)
            *out++ = ' ';
        c += size;
    }
    *out = '\0';
    return (size_t)(out - text);
}

/* A letter and its accent as one character, which macOS writes as two; NULL when memory is short.
 */
static char *composed(struct arena *arena, const char *text)
{
    utf8proc_uint8_t *nfc = utf8proc_NFC((const utf8proc_uint8_t *)text);
    char *kept = cpts_arena_string(arena, nfc ? (const char *)nfc : text);
    free(nfc);
    return kept;
}

static bool has_marks(const char *text)
{
    for (const unsigned char *c = (const unsigned char *)text; *c; c++)
        if ((c[0] == 0xcc && c[1] >= 0x80) || (c[0] == 0xcd && c[1] >= 0x80 && c[1] <= 0xaf))
            return true;
    return false;
}

static bool is_plain(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text >= 0x80)
            return false;
    return true;
}

/* What is left to do for a text that is not all ASCII. */
static char *tidied(struct arena *arena, const char *text)
{
    if (cpts_text_has_controls(text))
        text = cpts_text_unlatin(arena, text);
    text = text ? cpts_text_read_twice(arena, text) : NULL;
    if (!text)
        return NULL;
    char *copy = has_marks(text) ? composed(arena, text) : cpts_arena_string(arena, text);
    if (!copy)
        return NULL;
    size_t size = plain_spaces(copy);
    const char *start = copy;
    trim(&start, &size);
    copy += start - copy;
    copy[size] = '\0';
    return copy;
}

char *cpts_text_clean(struct arena *arena, const char *text)
{
    size_t size = strlen(text);
    bool plain = is_plain(text);
    if (!plain && !cpts_text_is_utf8(text, size)) {
        char *decoded = cpts_arena_alloc(arena, size * 3 + 1);
        if (!decoded)
            return NULL;
        size = cpts_text_decode_one(decoded, text, size);
        plain = is_plain(decoded);
        text = decoded;
    }
    if (!plain)
        return tidied(arena, text);
    trim(&text, &size);
    char *copy = cpts_arena_alloc(arena, size + 1);
    return copy ? memcpy(copy, text, size) : NULL;
}

const char *cpts_text_file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash && slash[1] ? slash + 1 : path;
}
