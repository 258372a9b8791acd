/*
 * The table is searched as it stands, rows in order of their codes: an index of 35,000 communes
 * would cost every run more than the few codes that are looked for.
 */
#include "input/declarations/communes.h"

#include <stdio.h>
#include <string.h>

#include "communes.inc"

enum { CODE_LENGTH = 5, TABLE_SIZE = sizeof table - 1 };

/* The first row that begins at `at` or later. */
static size_t row_from(size_t at)
{
    while (at > 0 && at < TABLE_SIZE && table[at - 1] != '\n')
        at++;
    return at;
}

static size_t row_after(size_t at)
{
    return row_from(at + 1);
}

static int compare_code(size_t at, const char *code, size_t length)
{
    return strncmp((const char *)table + at, code, length);
}

/* The first row whose code is not before `code`, of which `length` characters count. */
static size_t first_row(const char *code, size_t length)
{
    size_t low = 0, high = TABLE_SIZE; /* both begin a row, or end the table */
    while (low < high) {
        size_t middle = row_from(low + (high - low) / 2);
        if (middle == high) /* the last row of what is left, or the only one */
            middle = low;
        if (compare_code(middle, code, length) < 0)
            low = row_after(middle);
        else
            high = middle;
    }
    return low;
}

static void read_row(struct commune *out, size_t at)
{
    const char *row = (const char *)table + at;
    const char *name = row + CODE_LENGTH + 1;
    snprintf(out->code, sizeof out->code, "%.*s", CODE_LENGTH, row);
    snprintf(out->name, sizeof out->name, "%.*s", (int)strcspn(name, "\n"), name);
}

bool cpts_commune_find(struct commune *out, const char *code)
{
    size_t at = first_row(code, CODE_LENGTH);
    if (strlen(code) != CODE_LENGTH || at == TABLE_SIZE || compare_code(at, code, CODE_LENGTH) != 0)
        return false;
    read_row(out, at);
    return true;
}

bool cpts_commune_next(struct commune *out, size_t *at)
{
    if (*at >= TABLE_SIZE)
        return false;
    read_row(out, *at);
    *at = row_after(*at);
    return true;
}

bool cpts_commune_named(struct commune *out, const struct place_key *name, const char *department)
{
    const size_t length = strlen(department);
    size_t found = 0;
    if (!length)
        return false;
    for (size_t at = first_row(department, length);
         at < TABLE_SIZE && compare_code(at, department, length) == 0; at = row_after(at)) {
        struct commune commune;
        struct place_key key;
        read_row(&commune, at);
        cpts_place_key(&key, commune.name);
        if (strcmp(key.whole, name->whole) == 0) {
            *out = commune;
            found++;
        }
    }
    return found == 1;
}
