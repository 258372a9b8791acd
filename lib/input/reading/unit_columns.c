#include "input/reading/unit_columns.h"

#include <ctype.h>
#include <string.h>

#include "input/declarations/communes.h"
#include "input/declarations/insee.h"
#include "input/declarations/name_index.h"
#include "input/sources/text.h"

/* In percent of the cells. Editions since 2015 have most of their codes in the table of today's. */
enum { LEAST_LIKE = 95, LEAST_LIVING = 80, LEAST_DISTINCT = 90, LEAST_NAMES = 90 };

struct column {
    size_t filled, like, living, distinct, words, epcis;
    size_t agree; /* with the name of the commune whose code stands on the row */
};

struct looking {
    const struct grid *grid;
    struct column *columns;
    struct unit_columns *out;
};

static bool heading_has(const struct looking *looking, int column, const char *word)
{
    char folded[128];
    cpts_text_fold(folded, sizeof folded, looking->grid->names.names[column]);
    return strstr(folded, word) != NULL;
}

/* The commune of a code of a commune or an IRIS; false for a code of no present commune. */
static bool commune_of(struct commune *out, const char *cell)
{
    char code[INSEE_CODE_ROOM];
    if (!cpts_insee_repair(code, cell) || !cpts_insee_is_code(code))
        return false;
    code[5] = '\0';
    return cpts_commune_find(out, code);
}

static bool is_epci(const char *cell)
{
    return strlen(cell) == 9 && cell[strspn(cell, "0123456789")] == '\0' &&
           (strncmp(cell, "20", 2) == 0 || strncmp(cell, "24", 2) == 0);
}

/* Letters, and hardly a figure. */
static bool is_words(const char *cell)
{
    size_t letters = 0, digits = 0;
    for (const unsigned char *c = (const unsigned char *)cell; *c; c++) {
        letters += isalpha(*c) || *c >= 0x80;
        digits += isdigit(*c) != 0;
    }
    return letters >= 2 && digits * 3 < letters;
}

static bool look_at(struct looking *looking, int at)
{
    struct column *column = &looking->columns[at];
    struct name_index seen = {0};
    bool done = true;
    for (size_t i = 0; i < looking->grid->count && done; i++) {
        const char *cell = cpts_grid_cell(looking->grid, i, at);
        char code[INSEE_CODE_ROOM];
        struct commune commune;
        if (!*cell)
            continue;
        column->filled++;
        column->like += cpts_insee_repair(code, cell) && cpts_insee_is_code(code);
        column->living += commune_of(&commune, cell);
        column->words += is_words(cell);
        column->epcis += is_epci(cell);
        if (!cpts_name_index_value(&seen, cell)) {
            column->distinct++;
            done = cpts_name_index_add(&seen, cell, 0);
        }
    }
    cpts_name_index_free(&seen);
    return done;
}

static bool holds_codes(const struct looking *looking, int at)
{
    const struct column *column = &looking->columns[at];
    const size_t rows = looking->grid->count;
    return column->filled * 100 >= rows * LEAST_LIKE &&
           column->like * 100 >= column->filled * LEAST_LIKE &&
           column->living * 100 >= column->filled * LEAST_LIVING &&
           column->distinct * 100 >= rows * LEAST_DISTINCT && !heading_has(looking, at, "siege") &&
           !heading_has(looking, at, "postal");
}

static void choose_code(struct looking *looking)
{
    struct unit_columns *out = looking->out;
    for (int i = 0; i < looking->grid->names.count; i++) {
        if (!holds_codes(looking, i) ||
            (out->code >= 0 && looking->columns[i].distinct <= out->distinct))
            continue;
        out->code = i;
        out->codes = looking->columns[i].living;
        out->distinct = looking->columns[i].distinct;
    }
}

/* How many rows bear the name of the commune of their code. */
static void count_agreement(struct looking *looking, int at)
{
    for (size_t i = 0; i < looking->grid->count; i++) {
        struct commune commune;
        struct place_key name, own;
        if (!commune_of(&commune, cpts_grid_cell(looking->grid, i, looking->out->code)))
            continue;
        cpts_place_key(&name, cpts_grid_cell(looking->grid, i, at));
        cpts_place_key(&own, commune.name);
        looking->columns[at].agree += strcmp(name.bare, own.bare) == 0;
    }
}

/* Of the columns of words, the one that best distinguishes units, above all where it names their
 * communes. IRIS of a town have names of their own, under a heading of names. */
static void choose_name(struct looking *looking)
{
    const size_t rows = looking->grid->count;
    double most = 0.7;
    for (int i = 0; i < looking->grid->names.count; i++) {
        const struct column *column = &looking->columns[i];
        if (i == looking->out->code || column->filled * 100 < rows * LEAST_NAMES ||
            column->words * 100 < column->filled * LEAST_NAMES || heading_has(looking, i, "cpts"))
            continue;
        count_agreement(looking, i);
        const bool is_name = heading_has(looking, i, "nom") || heading_has(looking, i, "nm") ||
                             heading_has(looking, i, "lib") || heading_has(looking, i, "name") ||
                             heading_has(looking, i, "commune");
        const double weight = (double)column->distinct / (double)rows +
                              0.5 * (double)column->agree / (double)rows + (is_name ? 0.2 : 0);
        if (weight > most) {
            most = weight;
            looking->out->name = i;
        }
    }
}

static void choose_epci(struct looking *looking)
{
    for (int i = 0; i < looking->grid->names.count && looking->out->epci < 0; i++) {
        const struct column *column = &looking->columns[i];
        if (i != looking->out->code && column->filled * 2 >= looking->grid->count &&
            column->epcis * 100 >= column->filled * LEAST_LIKE)
            looking->out->epci = i;
    }
}

cpts_status cpts_unit_columns_find(struct unit_columns *out, cpts_context *context,
                                   const struct grid *grid)
{
    *out = (struct unit_columns){.code = -1, .name = -1, .epci = -1, .rows = grid->count};
    struct looking looking = {
        .grid = grid,
        .columns = cpts_array_new((size_t)grid->names.count + 1, sizeof *looking.columns),
        .out = out};
    bool done = looking.columns != NULL;
    for (int i = 0; i < grid->names.count && done; i++)
        done = look_at(&looking, i);
    if (done && grid->count > 0)
        choose_code(&looking);
    if (done && out->code >= 0) {
        choose_name(&looking);
        choose_epci(&looking);
    }
    cpts_array_free(looking.columns);
    return done ? CPTS_OK : cpts_fail_memory(context);
}
