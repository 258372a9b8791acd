#include "common/option_names.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* Options that messages may name, and the field or the function of each, which is never longer.
 * Every argument that a message of the library names is in this table: tests/style.sh looks. */
static const struct {
    const char *said, *here;
} names[] = {
    {"cpts-coverage read", "cpts_reading_load"},
    {"check --history", "cpts_history_record"},
    {"check --json", "the JSON format"},
    {"--against", "against"},
    {"--as", "id"},
    {"--as-of", "as_of"},
    {"--code-changes", "code_changes"},
    {"--crs", "crs"},
    {"--expand", "expand"},
    {"--expect-changes", "expect_changes"},
    {"--fail-on", "fail_on"},
    {"--ground", "ground"},
    {"--group-by", "group_by"},
    {"--indicators", "indicators"},
    {"--keep", "keep"},
    {"--keep-in", "keep_in"},
    {"--life-classes", "life_classes"},
    {"--map-of", "map_of"},
    {"--new", "is_new"},
    {"--none-words", "none_words"},
    {"--perimeter-fields", "perimeter_fields"},
    {"--perimeters", "perimeters"},
    {"--perimeters-where", "perimeters_where"},
    {"--populations", "populations"},
    {"--release", "release"},
    {"--replace", "replace"},
    {"--scenario", "scenario"},
    {"--size-classes", "size_classes"},
    {"--snap-to-units", "snap_to_units"},
    {"--status", "statuses"},
    {"--take", "take"},
    {"--unit-fields", "unit_fields"},
    {"--units", "units"},
    {"--units-where", "units_where"},
};

/* A name that goes on is another one: --units is not in --units-where. */
static bool is_said(const char *at, const char *said, size_t length)
{
    return strncmp(at, said, length) == 0 && at[length] != '-' &&
           !isalnum((unsigned char)at[length]);
}

/* How many bytes at `at` are a name, and what it is here. */
static size_t name_at(const char **here, const char *at)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const size_t length = strlen(names[i].said);
        if (is_said(at, names[i].said, length)) {
            *here = names[i].here;
            return length;
        }
    }
    return 0;
}

void cpts_name_options(cpts_option_names wanted, char *text, size_t size)
{
    if (wanted == CPTS_OPTIONS_AS_ARGUMENTS)
        return;
    for (char *at = text; *at; at++) {
        const char *here = NULL;
        const bool begins = at == text || !(isalnum((unsigned char)at[-1]) || at[-1] == '-');
        const size_t length = begins ? name_at(&here, at) : 0;
        if (!length)
            continue;
        const size_t used = strlen(here), rest = strlen(at + length) + 1;
        if ((size_t)(at - text) + used + rest > size)
            return;
        memmove(at + used, at + length, rest);
        memcpy(at, here, used);
        at += used - 1;
    }
}
