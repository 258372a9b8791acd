#include "output/text/french.h"

#include <string.h>

#include "common/context.h"
#include "common/memory.h"

static const char narrow[] = "\u202f"; /* no-break */
static const char before[] = ";:!?%";  /* of one byte each */

bool cpts_is_french(void)
{
    /* TRANSLATORS: the code of your language: fr, de, ... */
    return strcmp(_("en"), "fr") == 0;
}

/* The length of the space at `text`, plain or no-break; 0: there is none. */
static size_t space_length(const char *text)
{
    return *text == ' ' ? 1 : strncmp(text, "\u00a0", 2) == 0 ? 2 : 0;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80);
}

/* A sign, not the start of something else, as the colon of ":tag" or the percent of "%s". */
static bool is_sign(const char *text)
{
    const char next = text[0] ? text[1] : 0;
    if (strncmp(text, "»", strlen("»")) == 0 || strncmp(text, "€", strlen("€")) == 0)
        return true;
    const bool is_more = is_letter(next) || (next >= '0' && next <= '9');
    return *text && strchr(before, *text) && ((*text != '%' && *text != ':') || !is_more);
}

/* Whether what a space stands before is a unit, the space standing behind a figure or a %s. */
static bool is_unit(const char *start, const char *space, const char *text)
{
    static const char *const units[] = {"km²", "m²", "km", "m", "ha"};
    const char last = space > start ? space[-1] : 0;
    const bool is_value = (last >= '0' && last <= '9') ||
                          (last == 's' && space - start >= 2 && strchr("%$", space[-2]));
    for (size_t i = 0; i < sizeof units / sizeof *units && is_value; i++) {
        const size_t length = strlen(units[i]);
        if (strncmp(text, units[i], length) == 0 && !is_letter(text[length]))
            return true;
    }
    return false;
}

/* What follows « has its space before it. */
static bool is_opened(const char *start, const char *space)
{
    const size_t length = strlen("«");
    return (size_t)(space - start) >= length && strncmp(space - length, "«", length) == 0;
}

char *cpts_french_spaces(const char *text)
{
    if (!strpbrk(text, " \xc2"))
        return NULL;
    char *copy = cpts_array_new(3 * strlen(text) + 1, 1);
    char *end = copy;
    bool is_changed = false;
    for (const char *c = text; copy && *c;) {
        const size_t length = space_length(c);
        if (length && (is_sign(c + length) || is_opened(text, c) || is_unit(text, c, c + length))) {
            memcpy(end, narrow, sizeof narrow - 1);
            end += sizeof narrow - 1;
            c += length;
            is_changed = true;
        } else
            *end++ = *c++;
    }
    if (is_changed)
        return copy;
    cpts_array_free(copy);
    return NULL;
}
