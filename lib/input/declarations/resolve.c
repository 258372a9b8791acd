/*
 * Gives every declaration its units, or a finding: nothing that stands in a list is lost silently.
 */
#include <stdlib.h>
#include <string.h>

#include "input/declarations/insee.h"
#include "input/declarations/readings.h"
#include "input/declarations/resolver.h"

static bool unit_exists(void *resolver, const char *code)
{
    return cpts_resolver_has_unit(resolver, code);
}

static cpts_status claim(struct resolver *resolver, uint32_t perimeter, uint32_t unit)
{
    struct perimeters *perimeters = &resolver->region->perimeters;
    if (!CPTS_ARRAY_MORE(perimeters->declared, perimeters->declared_count,
                         perimeters->declared_capacity))
        return cpts_fail_memory(resolver->region->context);
    perimeters->declared[perimeters->declared_count++] =
        (struct declared){.perimeter = perimeter, .unit = unit};
    return CPTS_OK;
}

/* ---- readings ---------------------------------------------------------------------------- */

static cpts_status add_reading(struct resolver *resolver, const struct declaration *declaration,
                               const char *how, const char *unit)
{
    struct cpts_region *region = resolver->region;
    if (!CPTS_ARRAY_MORE(region->readings, region->reading_count, region->reading_capacity))
        return cpts_fail_memory(region->context);
    region->readings[region->reading_count++] =
        (struct unit_reading){.perimeter = declaration->perimeter,
                              .file = declaration->file,
                              .text = declaration->text,
                              .how = how,
                              .line = declaration->line,
                              .unit = unit};
    if (declaration->line)
        cpts_log(region->context, CPTS_VERBOSE, _("%s, line %ld: '%s' is read as %s (%s)"),
                 declaration->file, declaration->line, declaration->text, unit, how);
    else
        cpts_log(region->context, CPTS_VERBOSE, _("'%s' is read as %s (%s)"), declaration->text,
                 unit, how);
    return CPTS_OK;
}

/* What each declaration of a run was taken for; `how` for those that are written as they should. */
static cpts_status add_readings(struct resolver *resolver, const struct run *run, const char *how,
                                const char *unit)
{
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < run->count && status == CPTS_OK; i++) {
        const char *why = how ? how : run->first[i].how;
        if (why)
            status = add_reading(resolver, &run->first[i], why, unit);
    }
    return status;
}

/* ---- units ------------------------------------------------------------------------------- */

static cpts_status claim_unit(struct resolver *resolver, const struct run *run, uint32_t unit)
{
    cpts_status status = claim(resolver, run->first->perimeter, unit);
    if (status == CPTS_OK)
        status = add_readings(resolver, run, NULL, resolver->region->units.code[unit]);
    for (size_t i = 0; i < run->count && status == CPTS_OK; i++)
        if (run->first[i].how && strcmp(run->first[i].how, READ_NAME_FOR_CODE) == 0)
            status = cpts_notice_name_for_code(resolver, &run->first[i], unit);
    bool is_doubtful = false;
    for (size_t i = 0; i < run->count; i++)
        is_doubtful |= run->first[i].is_doubtful;
    if (status == CPTS_OK && is_doubtful)
        status = cpts_notice_doubtful(resolver, run, unit);
    if (status == CPTS_OK && run->count > 1)
        status = cpts_notice_duplicate(resolver, run, unit);
    return status;
}

/* A commune whose arrondissements or IRIS are the units, an EPCI: all of them. */
static cpts_status claim_members(struct resolver *resolver, const struct run *run,
                                 const struct unit_groups *groups, const char *how, bool *found)
{
    uint32_t at = cpts_unit_groups_last(groups, run->first->code);
    *found = at != CPTS_NONE;
    if (!*found)
        return CPTS_OK;
    cpts_status status = CPTS_OK;
    for (; at != CPTS_NONE && status == CPTS_OK; at = groups->members[at].previous)
        status = claim(resolver, run->first->perimeter, groups->members[at].unit);
    if (status == CPTS_OK)
        status = add_readings(resolver, run, how, run->first->code);
    if (status == CPTS_OK && run->count > 1)
        status = cpts_notice_duplicate(resolver, run, CPTS_NONE);
    return status;
}

/* Whether the perimeter at hand declares a code; its declarations are in order of it. */
static bool declares(const struct resolver *resolver, const char *code)
{
    const struct declaration *all = resolver->builder->declarations + resolver->perimeter_first;
    size_t low = 0, high = resolver->perimeter_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(all[middle].code, code) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < resolver->perimeter_count && strcmp(all[low].code, code) == 0 && !all[low].is_name;
}

/* The declarations from `first` on that are of one perimeter. */
static void open_perimeter(struct resolver *resolver, size_t first)
{
    const struct builder *builder = resolver->builder;
    size_t end = first;
    while (end < builder->declaration_count &&
           builder->declarations[end].perimeter == builder->declarations[first].perimeter)
        end++;
    resolver->perimeter_first = first;
    resolver->perimeter_count = end - first;
}

/* Arrondissements of a commune that is one unit: the unit, when all of them are declared. */
static cpts_status claim_whole(struct resolver *resolver, const struct run *run, bool *found)
{
    int parent = cpts_insee_arrondissement(run->first->code);
    const char *commune = parent >= 0 ? cpts_insee_parent_code(parent) : NULL;
    uint32_t unit =
        commune ? cpts_name_index_find(&resolver->builder->unit_by_code, commune) : CPTS_NONE;
    *found = unit != CPTS_NONE;
    if (!*found)
        return CPTS_OK;
    char code[6];
    for (int i = 1; *found && cpts_insee_arrondissement_code(code, parent, i); i++)
        *found = declares(resolver, code);
    if (!*found)
        return CPTS_OK;
    cpts_status status = claim(resolver, run->first->perimeter, unit);
    return status == CPTS_OK ? add_readings(resolver, run, READ_WHOLE, commune) : status;
}

/* ---- moves of communes ------------------------------------------------------------------- */

/* Which of the successors are meant: those that the perimeter lists as well, else the one that the
 * row names. */
static cpts_status claim_divided(struct resolver *resolver, const struct run *run,
                                 const struct succession *succession)
{
    size_t listed = 0;
    for (int i = 0; i < succession->count; i++)
        listed += declares(resolver, succession->codes[i]) ? 1 : 0;
    if (listed > 0 || !*run->first->name)
        return cpts_notice_divided(resolver, run, succession, listed);
    struct candidates found;
    cpts_resolver_candidates(resolver, run->first->name, run->first->department, &found);
    for (int i = 0; i < succession->count && found.count == 1; i++)
        if (strcmp(succession->codes[i], found.code[0]) == 0) {
            uint32_t unit =
                cpts_name_index_find(&resolver->builder->unit_by_code, succession->codes[i]);
            cpts_status status = claim(resolver, run->first->perimeter, unit);
            if (status == CPTS_OK)
                status = add_readings(resolver, run, READ_SUCCESSOR, succession->codes[i]);
            return status == CPTS_OK ? cpts_notice_successor(resolver, run, succession, unit)
                                     : status;
        }
    return cpts_notice_divided(resolver, run, succession, 0);
}

static cpts_status claim_successor(struct resolver *resolver, const struct run *run, bool *found)
{
    struct succession succession;
    cpts_changes_follow(&resolver->builder->changes, run->first->code, unit_exists, resolver,
                        &succession);
    *found = succession.count > 0;
    if (succession.count > 1)
        return claim_divided(resolver, run, &succession);
    if (!*found)
        return CPTS_OK;
    uint32_t unit = cpts_name_index_find(&resolver->builder->unit_by_code, succession.codes[0]);
    cpts_status status = claim(resolver, run->first->perimeter, unit);
    if (status == CPTS_OK)
        status = add_readings(resolver, run, READ_SUCCESSOR, succession.codes[0]);
    return status == CPTS_OK ? cpts_notice_successor(resolver, run, &succession, unit) : status;
}

/* A code that is younger than the units: those that it was made of. */
static cpts_status claim_predecessors(struct resolver *resolver, const struct run *run, bool *found)
{
    struct succession made_of;
    cpts_changes_trace(&resolver->builder->changes, run->first->code, unit_exists, resolver,
                       &made_of);
    *found = made_of.count > 0 && !made_of.is_cut;
    cpts_status status = CPTS_OK;
    for (int i = 0; *found && i < made_of.count && status == CPTS_OK; i++)
        status = claim(resolver, run->first->perimeter,
                       cpts_name_index_find(&resolver->builder->unit_by_code, made_of.codes[i]));
    if (!*found || status != CPTS_OK)
        return status;
    status = add_readings(resolver, run, READ_PREDECESSORS, run->first->code);
    return status == CPTS_OK ? cpts_notice_predecessors(resolver, run, &made_of) : status;
}

/* ---- runs -------------------------------------------------------------------------------- */

/* What is not a unit of the region: a commune of another one, or nothing known. */
static cpts_status report_unclaimed(struct resolver *resolver, const struct run *run)
{
    const struct declaration *first = run->first;
    struct commune commune;
    if (first->is_name)
        return cpts_resolver_named_elsewhere(resolver, first->code, first->department, &commune)
                   ? cpts_notice_elsewhere(resolver, run, &commune)
                   : cpts_notice_name(resolver, run);
    return cpts_resolver_elsewhere(resolver, first->code, &commune)
               ? cpts_notice_elsewhere(resolver, run, &commune)
               : cpts_notice_unknown(resolver, run);
}

static cpts_status resolve_run(struct resolver *resolver, const struct run *run)
{
    const struct builder *builder = resolver->builder;
    if (run->first->is_name)
        return report_unclaimed(resolver, run);
    uint32_t unit = cpts_name_index_find(&builder->unit_by_code, run->first->code);
    if (unit != CPTS_NONE)
        return claim_unit(resolver, run, unit);
    bool found = false;
    cpts_status status = claim_members(resolver, run, &resolver->parts, READ_ALL_PARTS, &found);
    if (status == CPTS_OK && !found)
        status = claim_members(resolver, run, &builder->wholes, READ_EXPANDED, &found);
    if (status == CPTS_OK && !found)
        status = claim_whole(resolver, run, &found);
    if (status == CPTS_OK && !found)
        status = claim_successor(resolver, run, &found);
    if (status == CPTS_OK && !found)
        status = claim_predecessors(resolver, run, &found);
    return status == CPTS_OK && !found ? report_unclaimed(resolver, run) : status;
}

static int compare_declarations(const void *left, const void *right)
{
    const struct declaration *a = left, *b = right;
    if (a->perimeter != b->perimeter)
        return a->perimeter < b->perimeter ? -1 : 1;
    int order = strcmp(a->code, b->code);
    if (order == 0)
        order = (int)a->is_name - (int)b->is_name;
    if (order == 0)
        order = strcmp(a->file, b->file);
    return order ? order : a->line < b->line ? -1 : a->line > b->line;
}

static cpts_status resolve_all(struct resolver *resolver)
{
    struct builder *builder = resolver->builder;
    const struct declaration *all = builder->declarations;
    size_t count = builder->declaration_count;
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < count && status == CPTS_OK;) {
        struct run run = {.first = &all[i], .count = 1};
        if (i >= resolver->perimeter_first + resolver->perimeter_count)
            open_perimeter(resolver, i);
        while (i + run.count < count && run.first[run.count].perimeter == run.first->perimeter &&
               run.first[run.count].is_name == run.first->is_name &&
               strcmp(run.first[run.count].code, run.first->code) == 0)
            run.count++;
        status = resolve_run(resolver, &run);
        i += run.count;
    }
    return status;
}

static void log_mended(const struct resolver *resolver)
{
    cpts_context *context = resolver->region->context;
    if (resolver->repaired)
        cpts_log(context, CPTS_NORMAL,
                 P_("%zu declared code was repaired (%s read as %s)",
                    "%zu declared codes were repaired (%s read as %s)", resolver->repaired),
                 resolver->repaired, resolver->repaired_from, resolver->repaired_to);
    if (resolver->bent)
        cpts_log(context, CPTS_NORMAL,
                 P_("%zu declared name was read in another spelling (%s read as %s)",
                    "%zu declared names were read in another spelling (%s read as %s)",
                    resolver->bent),
                 resolver->bent, resolver->bent_from, resolver->bent_to);
}

/* A code of a département that the region does not hold is elsewhere, and no riddle. */
static bool is_elsewhere(const struct resolver *resolver, const char *code)
{
    const struct units *units = &resolver->region->units;
    char department[4];
    if (!cpts_insee_department(department, code))
        return false;
    for (size_t i = 0; i < units->count; i++)
        if (strncmp(units->code[i], department, strlen(department)) == 0)
            return false;
    return true;
}

/* A file of which less than half is understood is not what it was taken for. */
static cpts_status check_share(struct resolver *resolver)
{
    enum { LEAST_ROWS = 5 };
    struct builder *builder = resolver->builder;
    struct cpts_region *region = resolver->region;
    const struct declaration *riddle = NULL;
    size_t rows = 0, understood = 0;
    for (size_t i = 0; i < builder->declaration_count; i++) {
        const struct declaration *declaration = &builder->declarations[i];
        if (!declaration->line)
            continue;
        rows++;
        const bool is = !declaration->is_name &&
                        (declaration->how || cpts_resolver_explains(resolver, declaration->code) ||
                         is_elsewhere(resolver, declaration->code));
        understood += is;
        riddle = is || riddle ? riddle : declaration;
    }
    region->declared_rows = rows;
    region->understood_rows = understood;
    if (!riddle || !builder->checks_share || rows < LEAST_ROWS || understood * 2 >= rows)
        return CPTS_OK;
    return cpts_fail(region->context, CPTS_ERROR_INPUT,
                     _("only %zu of %zu declared units are understood (line %ld of %s: '%s'); "
                       "'cpts-coverage read' with the same sources shows what each column was "
                       "taken for; settle it with --perimeter-fields; if the list is right, add "
                       "--expect-changes"),
                     understood, rows, riddle->line, riddle->file, riddle->text);
}

cpts_status cpts_declarations_resolve(struct cpts_region *region)
{
    struct builder *builder = region->builder;
    struct resolver resolver;
    if (builder->declaration_count == 0)
        return CPTS_OK;
    cpts_status status = cpts_resolver_begin(&resolver, region);
    for (size_t i = 0; i < builder->declaration_count && status == CPTS_OK; i++)
        status = cpts_declaration_settle(&resolver, &builder->declarations[i]);
    if (status == CPTS_OK)
        status = check_share(&resolver);
    if (status == CPTS_OK) {
        qsort(builder->declarations, builder->declaration_count, sizeof *builder->declarations,
              compare_declarations);
        status = cpts_lists_compare(region);
    }
    if (status == CPTS_OK)
        status = resolve_all(&resolver);
    if (status == CPTS_OK)
        log_mended(&resolver);
    cpts_resolver_end(&resolver);
    builder->declaration_count = 0;
    return status;
}
