/*
 * Codes of IRIS in two columns: that of the commune, and the IRIS in it by its four digits or by
 * its whole code. Read without the second column each row would declare the whole commune. Empty:
 * all of the commune.
 */
#include "input/reading/iris_join.h"

#include <stdio.h>
#include <string.h>

#include "input/declarations/insee.h"
#include "input/region/builder.h"
#include "input/sources/text.h"

enum { HEADER_ROWS = 64, LEAST_PERCENT = 90 };

/* The column under a heading that says IRIS; -1. */
static int column_of_iris(const struct grid *grid, size_t *header)
{
    char words[128];
    for (size_t i = 0; i < grid->count && i < HEADER_ROWS; i++)
        for (int c = 0; c < grid->rows[i].count; c++) {
            cpts_text_words(words, sizeof words, grid->rows[i].cells[c]);
            *header = i;
            if (strstr(words, " iris ") && strlen(words) < 24)
                return c;
        }
    return -1;
}

/* The code of an IRIS of the region from its two cells. */
static bool join(char out[INSEE_CODE_ROOM], const struct known *known, const char *commune,
                 const char *iris)
{
    char code[INSEE_CODE_ROOM];
    const size_t digits = strspn(iris, "0123456789");
    if (!*iris || !cpts_insee_repair(code, commune) || strlen(code) != 5)
        return false;
    if (digits <= 4 && !iris[digits])
        snprintf(out, INSEE_CODE_ROOM, "%.5s%.*s%s", code, (int)(4 - digits), "0000", iris);
    else if (!cpts_insee_repair(out, iris) || strncmp(out, code, 5) != 0)
        return false;
    return strlen(out) == 9 &&
           cpts_name_index_find(&known->builder->unit_by_code, out) != CPTS_NONE;
}

/* The column of communes with which it makes codes on nearly all rows that it is filled for; -1. */
static int column_of_communes(const struct grid *grid, const struct known *known, size_t header,
                              int iris)
{
    for (int c = 0; c < grid->columns; c++) {
        size_t filled = 0, joined = 0;
        for (size_t i = header + 1; c != iris && i < grid->count; i++) {
            char code[INSEE_CODE_ROOM];
            const char *cell = cpts_grid_cell(grid, i, iris);
            filled += *cell != '\0';
            joined += join(code, known, cpts_grid_cell(grid, i, c), cell);
        }
        if (joined > 1 && joined * 100 >= filled * LEAST_PERCENT)
            return c;
    }
    return -1;
}

cpts_status cpts_grid_join_iris(struct grid *grid, const struct known *known)
{
    size_t header = 0;
    const int iris = grid->names.count ? -1 : column_of_iris(grid, &header);
    const int communes = iris >= 0 ? column_of_communes(grid, known, header, iris) : -1;
    bool done = true;
    for (size_t i = header + 1; communes >= 0 && i < grid->count && done; i++) {
        char code[INSEE_CODE_ROOM];
        if (!join(code, known, cpts_grid_cell(grid, i, communes), cpts_grid_cell(grid, i, iris)))
            continue;
        const char *kept = cpts_arena_string(&grid->arena, code);
        done = kept && cpts_grid_set(grid, i, communes, kept) && cpts_grid_set(grid, i, iris, "");
    }
    return done ? CPTS_OK : cpts_fail_memory(known->region->context);
}
