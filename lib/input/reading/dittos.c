#include "input/reading/dittos.h"

#include <string.h>

#include "input/sources/text.h"

enum { MOST_BYTES = 6 };

/* "Id" and ".." are something else. */
static bool is_ditto(const char *cell)
{
    static const char *const signs[] = {"\"",       "''",           "\xe2\x80\xb3", "\xe3\x80\x83",
                                        "\xc2\xbb", "\xe2\x80\x9c", "\xe2\x80\x9d", "//",
                                        "-//-",     "- // -",       "-\"-",         "- \" -",
                                        "id.",      "Id.",          "ID."};
    static const char *const words[] = {" idem ", " ditto ", " meme cpts ", " same "};
    char folded[64];
    const size_t length = strlen(cell);
    if (length <= MOST_BYTES && CPTS_IS_ANY(cell, signs))
        return true;
    if (length >= sizeof folded / 2 || !*cell || !strchr("IiDdMmSs", *cell))
        return false;
    cpts_text_words(folded, sizeof folded, cell);
    return CPTS_IS_ANY(folded, words) || strncmp(folded, " idem ", strlen(" idem ")) == 0;
}

size_t cpts_dittos_fill(struct grid *grid)
{
    size_t filled = 0;
    for (size_t i = 1; i < grid->count; i++)
        for (int c = 0; c < grid->rows[i].count; c++) {
            const char *above = cpts_grid_cell(grid, i - 1, c);
            if (!*above || !is_ditto(grid->rows[i].cells[c]))
                continue;
            grid->rows[i].cells[c] = above;
            filled++;
        }
    return filled;
}
