/*
 * Records as cards, a line for each of their fields: "Commune : Aix", "CPTS : Nord", below each
 * other; put into a row a card.
 */
#include <stdio.h>
#include <string.h>

#include "input/reading/turning.h"
#include "input/sources/schema.h"
#include "input/sources/text.h"

enum { MOST_FIELDS = 12, LABEL_ROOM = 48, MOST_TITLES = 8 };

struct card_line {
    char label[LABEL_ROOM];
    const char *value; /* of the row at hand */
};

/* "Commune : Aix" in one cell, or the two halves in two. */
static bool read_field(struct card_line *out, const struct grid_row *row)
{
    const char *texts[2] = {"", ""};
    int filled = 0;
    for (int i = 0; i < row->count; i++)
        if (*row->cells[i] && filled++ < 2)
            texts[filled - 1] = row->cells[i];
    const size_t length = strcspn(texts[0], ":");
    const bool is_whole = filled == 1 && texts[0][length];
    if ((!is_whole && filled != 2) || length == 0 || length >= LABEL_ROOM)
        return false;
    snprintf(out->label, sizeof out->label, "%.*s", (int)length, texts[0]);
    for (size_t end = strlen(out->label); end > 0 && out->label[end - 1] == ' '; end--)
        out->label[end - 1] = '\0';
    out->value = is_whole ? texts[0] + length + 1 + strspn(texts[0] + length + 1, " ") : texts[1];
    return *out->label != '\0';
}

/* The number of a label among those seen, a new one counted; -1: there are too many. */
static int number_of(char labels[MOST_FIELDS][LABEL_ROOM], int *count, const char *label)
{
    int at = 0;
    while (at < *count && strcmp(labels[at], label) != 0)
        at++;
    if (at == MOST_FIELDS)
        return -1;
    if (at == *count)
        snprintf(labels[(*count)++], LABEL_ROOM, "%s", label);
    return at;
}

/* Where the cards begin; SIZE_MAX: the grid holds none. Each has the first label once, and no label
 * twice. */
static size_t find_cards(const struct grid *grid, char labels[MOST_FIELDS][LABEL_ROOM], int *count)
{
    size_t first = 0, cards = 0;
    struct card_line field;
    unsigned seen = 0; /* a bit for each label of the card at hand */
    *count = 0;
    while (first < grid->count && first < MOST_TITLES && !read_field(&field, &grid->rows[first]))
        first++;
    for (size_t i = first; i < grid->count; i++) {
        const int at =
            read_field(&field, &grid->rows[i]) ? number_of(labels, count, field.label) : -1;
        if (at < 0 || (at > 0 && seen & 1u << at))
            return SIZE_MAX;
        cards += at == 0;
        seen = at == 0 ? 1 : seen | 1u << at;
    }
    int known = 0;
    for (int i = 0; i < *count; i++)
        known += cpts_schema_is_heading(labels[i]);
    return cards > 1 && known > 1 ? first : SIZE_MAX;
}

bool cpts_turning_cards(struct turning *turning)
{
    const struct grid *grid = turning->grid;
    char labels[MOST_FIELDS][LABEL_ROOM];
    int count;
    const size_t first = find_cards(grid, labels, &count);
    if (first == SIZE_MAX)
        return false;
    const char **cells = cpts_turning_add_row(turning, grid->rows[first].line, count);
    for (int i = 0; cells && i < count; i++)
        if (!(cells[i] = cpts_arena_string(&turning->grid->arena, labels[i])))
            turning->is_short = true;
    for (size_t i = first; i < grid->count && !turning->is_short; i++) {
        struct card_line field;
        const int at =
            read_field(&field, &grid->rows[i]) ? number_of(labels, &count, field.label) : -1;
        if (at == 0)
            cells = cpts_turning_add_row(turning, grid->rows[i].line, count);
        if (cells && at >= 0)
            cells[at] = field.value;
    }
    if (!turning->is_short)
        cpts_turning_take(turning, count, "cards");
    return true;
}
