#include "input/sources/connection.h"

#include <string.h>
#include <strings.h>

bool cpts_is_connection(const char *source)
{
    static const char *const prefixes[] = {"PG:", "postgresql://", "postgres://"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (strncasecmp(source, prefixes[i], strlen(prefixes[i])) == 0)
            return true;
    return false;
}

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
