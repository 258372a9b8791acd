#include "input/reading/unit_texts.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "input/declarations/insee.h"
#include "input/declarations/place_names.h"
#include "input/reading/measure.h"

enum { MOST_LETTERS = 64 };

/* A city of arrondissements that begins a word here and has a bracket behind it. */
static const char *city_at(const char *text, const char *at, const char **bracket)
{
    static const char *const cities[] = {"Paris", "Lyon", "Marseille"};
    for (size_t i = 0; i < sizeof cities / sizeof *cities; i++) {
        const size_t length = strlen(cities[i]);
        if (strncasecmp(at, cities[i], length) != 0 ||
            (at > text && (isalnum((unsigned char)at[-1]) || at[-1] == '-')))
            continue;
        *bracket = at + length + strspn(at + length, " ");
        return **bracket == '(' ? cities[i] : NULL;
    }
    return NULL;
}

/* The next text between the signs of a list. False at the end. */
static bool next_item(const char **at, const char *end, char item[MOST_LETTERS])
{
    const char *from = *at;
    while (from < end && strchr(" ,;/&", *from))
        from++;
    if (strncmp(from, "et ", 3) == 0)
        from += 3 + strspn(from + 3, " ");
    const char *to = from;
    while (to < end && !strchr(",;/&", *to) && strncmp(to, " et ", 4) != 0)
        to++;
    snprintf(item, MOST_LETTERS, "%.*s", (int)(to - from), from);
    *at = to;
    return from < end;
}

/* What is written so far, in room for the worst case: "1," becomes "Marseille 1, ". */
struct written {
    char *text;
    size_t length;
};

enum { GROWTH = 7, MOST_IN_BRACKETS = 512 };

static void write_text(struct written *out, const char *text, size_t length)
{
    memcpy(out->text + out->length, text, length);
    out->length += length;
}

/* What stands in the bracket, of which each item must be an arrondissement, and two at least: of
 * "Marseille (13)" it is the département. */
static bool spread(struct written *out, const char *city, const char *from, const char *end)
{
    char item[MOST_LETTERS], name[MOST_LETTERS + 16];
    const size_t before = out->length;
    size_t count = 0;
    bool are_all = true;
    while (are_all && next_item(&from, end, item)) {
        struct place_key key;
        const int length = snprintf(name, sizeof name, "%s %s", city, item);
        cpts_place_key(&key, name);
        are_all = *key.code && length > 0;
        if (count++)
            write_text(out, ", ", 2);
        write_text(out, name, are_all ? (size_t)length : 0);
    }
    if (are_all && count > 1)
        return true;
    out->length = before;
    return false;
}

const char *cpts_unit_text_spread(struct arena *arena, const char *text)
{
    const size_t room = strlen(text) * GROWTH + 64;
    struct written out = {.text = cpts_arena_alloc(arena, room)};
    const char *from = text; /* not written yet */
    for (const char *open = strchr(text, '('); out.text && open; open = strchr(open + 1, '(')) {
        const char *bracket = NULL, *at = open, *city = NULL;
        while (at > from && open - at < 12 && !city)
            city = city_at(text, --at, &bracket);
        const char *end =
            city && bracket == open ? memchr(open, ')', strnlen(open, MOST_IN_BRACKETS)) : NULL;
        if (!end)
            continue;
        write_text(&out, from, (size_t)(at - from));
        from = at;
        if (spread(&out, city, open + 1, end))
            from = end + 1;
    }
    if (!out.text)
        return NULL;
    write_text(&out, from, strlen(from) + 1);
    return out.text;
}

const char *cpts_unit_text_behind(char department[4], const char *piece)
{
    char head[MOST_LETTERS];
    const char *mark = memchr(piece, ':', strnlen(piece, sizeof head - 1));
    const size_t length = mark ? (size_t)(mark - piece) : 0;
    if (length == 0)
        return NULL;
    const size_t blank = strspn(piece, " -\t");
    snprintf(head, sizeof head, "%.*s", blank < length ? (int)(length - blank) : 0, piece + blank);
    for (size_t end = strlen(head); end > 0 && head[end - 1] == ' '; end--)
        head[end - 1] = '\0';
    return cpts_cell_department(department, head) ? piece + length + 1 : NULL;
}

bool cpts_unit_text_is_department(char department[4], const char *piece)
{
    return cpts_insee_department_named(department, piece) ||
           (strlen(piece) > 1 && cpts_insee_read_department(department, piece));
}
