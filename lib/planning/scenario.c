#include "planning/scenario.h"

#include <stdio.h>
#include <string.h>

#include "input/sources/table.h"
#include "input/sources/text.h"
#include "planning/subject.h"

enum column { CPTS, NAME, ACTION, UNIT, COLUMNS };

enum action { TAKE, RELEASE, NEW };

struct scenario {
    struct hypotheses *hypotheses;
    const struct cpts_region *region;
    const char *path;
    struct table table;
    int at[COLUMNS];     /* -1: there is no such column */
    uint32_t *owner;     /* by row: its hypothesis */
    enum action *action; /* by row */
};

static const char *cell_of(const struct scenario *scenario, size_t row, enum column column)
{
    const int at = scenario->at[column];
    const char *cell = at < 0 ? "" : scenario->table.rows[row].cells[at];
    /* What keeps a spreadsheet from taking a text for a formula. */
    return cell[0] == '\'' && cell[1] && strchr("=+-@", cell[1]) ? cell + 1 : cell;
}

static cpts_status find_columns(struct scenario *scenario)
{
    static const char *const names[COLUMNS] = {"cpts", "name", "action", "unit"};
    const struct headings *headings = &scenario->table.headings;
    for (int c = 0; c < COLUMNS; c++) {
        scenario->at[c] = -1;
        for (int h = 0; h < headings->count; h++) {
            char folded[64];
            cpts_text_fold(folded, sizeof folded, headings->names[h]);
            if (strcmp(folded, names[c]) == 0)
                scenario->at[c] = h;
        }
    }
    if (scenario->at[CPTS] >= 0 && scenario->at[ACTION] >= 0 && scenario->at[UNIT] >= 0)
        return CPTS_OK;
    return cpts_fail(scenario->region->context, CPTS_ERROR_INPUT,
                     _("%s is not a scenario: its columns must be cpts;name;action;unit, the "
                       "action being take, release or new"),
                     scenario->path);
}

static cpts_status read_action(struct scenario *scenario, size_t row)
{
    static const char *const words[] = {"take", "release", "new"};
    char folded[32];
    cpts_text_fold(folded, sizeof folded, cell_of(scenario, row, ACTION));
    for (int a = TAKE; a <= NEW; a++)
        if (strcmp(folded, words[a]) == 0) {
            scenario->action[row] = (enum action)a;
            return CPTS_OK;
        }
    return cpts_fail(scenario->region->context, CPTS_ERROR_ARGUMENT,
                     _("%s, line %ld: the action is '%s'; it must be take, release or new"),
                     scenario->path, scenario->table.rows[row].line,
                     cell_of(scenario, row, ACTION));
}

/* A row may name its CPTS by its name alone. */
static const char *subject_of(const struct scenario *scenario, size_t row)
{
    const char *id = cell_of(scenario, row, CPTS);
    return *id ? id : cell_of(scenario, row, NAME);
}

/* Whether some row says that the CPTS of this row is a new one. */
static bool is_made_new(const struct scenario *scenario, size_t row)
{
    for (size_t i = 0; i < scenario->table.count; i++)
        if (scenario->action[i] == NEW &&
            strcmp(subject_of(scenario, i), subject_of(scenario, row)) == 0)
            return true;
    return false;
}

/* The hypothesis of a row: that of an earlier row of the same CPTS, or a new one. */
static cpts_status find_owner(struct scenario *scenario, size_t row)
{
    struct hypotheses *all = scenario->hypotheses;
    const char *text = subject_of(scenario, row), *id;
    for (size_t i = 0; i < row; i++)
        if (strcmp(subject_of(scenario, i), text) == 0) {
            scenario->owner[row] = scenario->owner[i];
            return CPTS_OK;
        }
    char where[512];
    snprintf(where, sizeof where, _("%s, line %ld"), scenario->path,
             scenario->table.rows[row].line);
    if (!*text)
        return cpts_fail(scenario->region->context, CPTS_ERROR_ARGUMENT, _("%s: no CPTS is named"),
                         where);
    const bool is_new = is_made_new(scenario, row);
    cpts_status status = cpts_subject_find(&id, scenario->region, text, is_new, where);
    if (status != CPTS_OK)
        return status;
    for (size_t h = 0; h < all->count; h++)
        if (strcmp(all->items[h].id, id) == 0) {
            scenario->owner[row] = (uint32_t)h;
            return CPTS_OK;
        }
    scenario->owner[row] = (uint32_t)all->count;
    return cpts_hypotheses_add(all, scenario->region, id, cell_of(scenario, row, NAME), is_new);
}

/* The units that one hypothesis takes, or releases, read at once. */
static cpts_status add_units(struct scenario *scenario, uint32_t owner, bool releases)
{
    const char **texts = cpts_array_raw(scenario->table.count, sizeof *texts);
    size_t count = 0;
    if (!texts)
        return cpts_fail_memory(scenario->region->context);
    for (size_t row = 0; row < scenario->table.count; row++)
        if (scenario->owner[row] == owner && (scenario->action[row] == RELEASE) == releases &&
            *cell_of(scenario, row, UNIT))
            texts[count++] = cell_of(scenario, row, UNIT);
    struct hypothesis *hypothesis = &scenario->hypotheses->items[owner];
    const cpts_status status =
        count ? cpts_territory_add_units(releases ? &hypothesis->release : &hypothesis->take,
                                         scenario->region, texts, count, scenario->path)
              : CPTS_OK;
    cpts_array_free(texts);
    return status;
}

static cpts_status read_rows(struct scenario *scenario)
{
    cpts_context *context = scenario->region->context;
    scenario->owner = cpts_array_new(scenario->table.count, sizeof *scenario->owner);
    scenario->action = cpts_array_new(scenario->table.count, sizeof *scenario->action);
    if (!scenario->owner || !scenario->action)
        return cpts_fail_memory(context);
    if (!scenario->table.count)
        return cpts_fail(context, CPTS_ERROR_INPUT, _("%s is a scenario without rows"),
                         scenario->path);
    cpts_status status = CPTS_OK;
    for (size_t row = 0; row < scenario->table.count && status == CPTS_OK; row++)
        status = read_action(scenario, row);
    for (size_t row = 0; row < scenario->table.count && status == CPTS_OK; row++)
        status = find_owner(scenario, row);
    for (uint32_t h = 0; h < scenario->hypotheses->count && status == CPTS_OK; h++) {
        status = add_units(scenario, h, false);
        if (status == CPTS_OK)
            status = add_units(scenario, h, true);
    }
    return status;
}

cpts_status cpts_scenario_read(struct hypotheses *hypotheses, const struct cpts_region *region,
                               const char *path)
{
    struct scenario scenario = {.hypotheses = hypotheses, .region = region, .path = path};
    cpts_status status =
        cpts_table_read_csv(&scenario.table, region->context, path, path, ROLE_NONE);
    if (status != CPTS_OK)
        return status;
    status = find_columns(&scenario);
    if (status == CPTS_OK)
        status = read_rows(&scenario);
    cpts_array_free(scenario.owner);
    cpts_array_free(scenario.action);
    cpts_table_free(&scenario.table);
    return status;
}
