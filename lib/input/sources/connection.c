#include "input/sources/connection.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "cpts.h"

bool cpts_is_connection(const char *source)
{
    static const char *const prefixes[] = {"PG:", "postgresql://", "postgres://"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (strncasecmp(source, prefixes[i], strlen(prefixes[i])) == 0)
            return true;
    return false;
}

/* ---- what libpq could parse ------------------------------------------------------------------ */

/* NAME=VALUE ..., a value between quotes where it has spaces; a backslash takes the next one in. */
static bool are_pairs(const char *at)
{
    for (;;) {
        at += strspn(at, " \t\n");
        if (!*at)
            return true;
        const size_t name = strcspn(at, "= \t\n");
        at += name;
        at += strspn(at, " \t\n");
        if (!name || *at != '=')
            return false;
        at++;
        at += strspn(at, " \t\n");
        const bool is_quoted = *at == '\'';
        for (at += is_quoted; *at && !strchr(is_quoted ? "'" : " \t\n", *at); at++)
            at += *at == '\\' && at[1];
        if (is_quoted && *at != '\'')
            return false;
        at += is_quoted;
    }
}

/* What follows "://": escapes whole, and parameters NAME=VALUE. */
static bool is_address(const char *at)
{
    for (const char *escape = at; (escape = strchr(escape, '%')); escape++)
        if (!isxdigit((unsigned char)escape[1]) || !isxdigit((unsigned char)escape[2]))
            return false;
    const char *query = strchr(at, '?');
    for (; query && query[1]; query = strchr(query + 1, '&')) {
        const size_t name = strcspn(query + 1, "=&");
        if (!name || query[1 + name] != '=')
            return false;
    }
    return true;
}

bool cpts_postgis_find(const char *connection)
{
    if (!cpts_is_connection(connection))
        return false;
    const char *rest = connection + (strncasecmp(connection, "PG:", 3) == 0 ? 3 : 0);
    const bool is_url = cpts_is_connection(rest) && strstr(rest, "://");
    return is_url ? is_address(strstr(rest, "://") + 3) : are_pairs(rest);
}

/* ---- what may be shown ----------------------------------------------------------------------- */

/* How long a value is: between quotes, where a backslash takes the next one in, or up to a space
 * or, in an address, the next parameter. */
static size_t value_length(const char *value, bool in_address)
{
    if (*value != '\'')
        return strcspn(value, in_address ? " &" : " ");
    size_t length = 1;
    while (value[length] && value[length] != '\'')
        length += value[length] == '\\' && value[length + 1] ? 2 : 1;
    return length + (value[length] == '\'');
}

/* password=, and sslpassword= of a client key. */
static void hide_parameters(char *shown, bool in_address)
{
    for (char *at = shown; (at = strcasestr(at, "password"));) {
        at += strlen("password");
        char *value = at + strspn(at, " ");
        if (*value != '=')
            continue;
        value++;
        value += strspn(value, " ");
        const size_t length = value_length(value, in_address);
        memset(value, '*', length);
        at = value + length;
    }
}

/* user:password@host. A password with an @ in it should be written otherwise; it is hidden all the
 * same. */
static void hide_in_address(char *address)
{
    char *end = address + strcspn(address, "/?"), *at = NULL;
    for (char *c = address; c < end; c++)
        if (*c == '@')
            at = c;
    char *colon = at ? memchr(address, ':', (size_t)(at - address)) : NULL;
    if (colon)
        memset(colon + 1, '*', (size_t)(at - colon - 1));
}

char *cpts_source_shown(struct arena *arena, const char *source)
{
    char *shown = cpts_arena_string(arena, source);
    if (!shown || !cpts_is_connection(source))
        return shown;
    char *layer = strstr(shown, "|layername="), *address = strstr(shown, "://");
    if (layer)
        *layer = '\0';
    if (address)
        hide_in_address(address + 3);
    hide_parameters(shown, address != NULL);
    if (layer)
        *layer = '|';
    return shown;
}
