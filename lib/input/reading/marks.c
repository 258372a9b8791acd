#include "input/reading/marks.h"

#include <string.h>
#include <strings.h>

#include "input/sources/text.h"

static const char *const ticks[] = {"✓", "✔", "☑", "✅", "●", "■"};
static const char *const crosses[] = {"✗", "✘", "✖", "☒"};
static const char *const blanks[] = {"☐", "□", "○", "◯", "❌", "⛔"};

enum { MOST_BYTES = 4 };

/* No letter begins with the bytes of such marks. */
static bool may_be_mark(const char *cell)
{
    const unsigned char first = (unsigned char)*cell;
    return (first == 0xe2 || first == 0xf0) && strlen(cell) <= MOST_BYTES;
}

struct held {
    bool ticks, crosses, blanks;
};

static struct held marks_of(const struct grid *grid)
{
    struct held held = {false, false, false};
    for (size_t i = 0; i < grid->count; i++)
        for (int c = 0; c < grid->rows[i].count; c++) {
            const char *cell = grid->rows[i].cells[c];
            held.ticks |= strcasecmp(cell, "x") == 0 || strcasecmp(cell, "oui") == 0;
            if (!may_be_mark(cell))
                continue;
            held.ticks |= CPTS_IS_ANY(cell, ticks);
            held.crosses |= CPTS_IS_ANY(cell, crosses);
            held.blanks |= CPTS_IS_ANY(cell, blanks);
        }
    return held;
}

void cpts_marks_settle(struct grid *grid)
{
    const struct held held = marks_of(grid);
    if (!held.crosses && !(held.blanks && held.ticks))
        return;
    for (size_t i = 0; i < grid->count; i++)
        for (int c = 0; c < grid->rows[i].count; c++) {
            const char **cell = &grid->rows[i].cells[c];
            if (!may_be_mark(*cell))
                continue;
            if (CPTS_IS_ANY(*cell, blanks))
                *cell = "non";
            else if (CPTS_IS_ANY(*cell, crosses))
                *cell = held.ticks ? "non" : "x";
            else if (CPTS_IS_ANY(*cell, ticks))
                *cell = "x";
        }
}
