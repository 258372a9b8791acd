/*
 * What two columns of a grid say of each other.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "input/reading/assigning.h"
#include "input/region/builder.h"
#include "input/sources/text.h"

/* Two columns that say the same on every row do not compete. */
bool cpts_columns_say_the_same(const struct assigning *assigning, int a, int b)
{
    const struct grid *grid = assigning->grid;
    size_t same = 0, rows = 0;
    for (size_t i = assigning->plan->first; i < grid->count; i++) {
        const char *left = cpts_grid_cell(grid, i, a), *right = cpts_grid_cell(grid, i, b);
        char x[INSEE_CODE_ROOM], y[INSEE_CODE_ROOM];
        if (!*left && !*right)
            continue;
        rows++;
        same += strcmp(left, right) == 0 ||
                (cpts_known_code(assigning->known, left, x) &&
                 cpts_known_code(assigning->known, right, y) && strcmp(x, y) == 0);
    }
    return same * 100 >= rows * 98;
}

/* The column whose cells name more units: that of the territory, not of a seat. */
int cpts_columns_larger(const struct assigning *assigning, int a, int b)
{
    const struct column_facts *x = facts_of(assigning, a), *y = facts_of(assigning, b);
    if (x->distinct_units * 10 >= y->distinct_units * 13)
        return a;
    if (y->distinct_units * 10 >= x->distinct_units * 13)
        return b;
    return -1;
}

/* Without digits, spaces and case: "CPTS 1" and "CPTS 2" are columns of one kind. */
void cpts_heading_kind(char out[128], const char *heading)
{
    size_t kept = 0;
    cpts_text_fold(out, 128, heading);
    for (const char *c = out; *c; c++)
        if (!isdigit((unsigned char)*c))
            out[kept++] = *c;
    out[kept] = '\0';
}

/* The year in a heading; 0: none. */
static int year_of(const char *heading)
{
    for (const char *c = heading; *c;) {
        const size_t digits = strspn(c, "0123456789");
        if (digits == 4 && (strncmp(c, "19", 2) == 0 || strncmp(c, "20", 2) == 0))
            return (int)strtol(c, NULL, 10);
        c += digits ? digits : 1;
    }
    return 0;
}

bool cpts_columns_are_of_years(const struct assigning *assigning, int a, int b)
{
    const struct headings *headings = &assigning->plan->headings;
    return year_of(headings->names[a]) != year_of(headings->names[b]);
}

/* "Commune 1" and "Commune 2", or two of the same heading. */
bool cpts_columns_are_numbered(const struct assigning *assigning, int a, int b)
{
    char x[128], y[128];
    cpts_heading_kind(x, assigning->plan->headings.names[a]);
    cpts_heading_kind(y, assigning->plan->headings.names[b]);
    return *x && strcmp(x, y) == 0;
}

bool cpts_columns_are_of_a_kind(const struct assigning *assigning, int a, int b)
{
    char x[128], y[128];
    cpts_heading_kind(x, assigning->plan->headings.names[a]);
    cpts_heading_kind(y, assigning->plan->headings.names[b]);
    if (strcmp(x, y) == 0)
        return true;
    /* "CPTS", "Autre CPTS", "2e CPTS" */
    return strstr(x, "cpts") && strstr(y, "cpts") && !heading_says(assigning, a, FIELD_ID) &&
           !heading_says(assigning, b, FIELD_ID);
}

/* A postal code beside the name of a divided city: it means an arrondissement, and agrees. */
static bool is_postal_of_city(const char *code, const char *name)
{
    static const char *const cities[][2] = {{"paris", "75"}, {"lyon", "69"}, {"marseille", "13"}};
    struct place_key key;
    cpts_place_key(&key, name);
    for (size_t i = 0; i < sizeof cities / sizeof *cities; i++)
        if (strcmp(key.bare, cities[i][0]) == 0)
            return strncmp(code, cities[i][1], 2) == 0;
    return false;
}

/* The share of rows, in percent, on which a name is that of the unit of the code. */
int cpts_columns_agree(const struct assigning *assigning, int code_column, int name_column)
{
    const struct grid *grid = assigning->grid;
    const struct known *known = assigning->known;
    size_t rows = 0, agree = 0;
    const size_t step = grid->count / 400 + 1;
    for (size_t i = assigning->plan->first; i < grid->count; i += step) {
        char code[INSEE_CODE_ROOM];
        struct place_key name, unit_name;
        const char *text = cpts_grid_cell(grid, i, name_column);
        if (*text && is_postal_of_city(cpts_grid_cell(grid, i, code_column), text)) {
            rows++;
            agree++;
            continue;
        }
        if (!*text || !cpts_known_code(known, cpts_grid_cell(grid, i, code_column), code))
            continue;
        const uint32_t unit = cpts_name_index_find(&known->builder->unit_by_code, code);
        if (unit == CPTS_NONE)
            continue;
        cpts_place_key(&name, text);
        cpts_place_key(&unit_name, known->region->units.name[unit]);
        rows++;
        agree += strcmp(name.bare, unit_name.bare) == 0 ||
                 strcmp(name.letters, unit_name.letters) == 0 ||
                 (*name.code && strcmp(name.code, code) == 0);
    }
    return rows ? (int)(agree * 100 / rows) : 0;
}

/* A text without case, accents and signs, as spellings of one name have in common. */
static const char *without_spelling(struct arena *arena, const char *text)
{
    char folded[256];
    cpts_text_fold(folded, sizeof folded, text);
    return *folded ? cpts_arena_string(arena, folded) : text;
}

/* Each value of one column goes with one of the other. */
bool cpts_columns_go_together(const struct assigning *assigning, int a, int b)
{
    const struct grid *grid = assigning->grid;
    struct name_index pairs = {0};
    struct arena arena = {NULL};
    size_t apart = 0, rows = 0;
    for (size_t i = assigning->plan->first; i < grid->count; i++) {
        if (!*cpts_grid_cell(grid, i, a) || !*cpts_grid_cell(grid, i, b))
            continue;
        const char *left = without_spelling(&arena, cpts_grid_cell(grid, i, a));
        const char *right = without_spelling(&arena, cpts_grid_cell(grid, i, b));
        if (!left || !right)
            break;
        rows++;
        const uint32_t first = cpts_name_index_find(&pairs, left);
        if (first == CPTS_NONE) {
            if (!cpts_name_index_add(&pairs, left, (uint32_t)i))
                break;
        } else {
            const char *known = without_spelling(&arena, cpts_grid_cell(grid, first, b));
            apart += known && strcmp(known, right) != 0;
        }
    }
    const size_t distinct = pairs.count;
    cpts_name_index_free(&pairs);
    cpts_arena_free(&arena);
    return rows > 0 && apart * 10 <= rows &&
           distinct * 10 <= facts_of(assigning, b)->distinct * 12 + 10;
}
