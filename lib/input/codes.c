/*
 * Units declared by their codes, in lists that people keep by hand.
 */
#include <stdlib.h>
#include <string.h>

#include "builder.h"
#include "insee.h"
#include "text.h"

cpts_status cpts_declare(struct cpts_region *region, const struct declaration *declaration)
{
    struct builder *builder = region->builder;
    if (!cpts_array_reserve(&builder->declarations, &builder->declaration_capacity,
                            builder->declaration_count + 1, sizeof *builder->declarations))
        return cpts_fail_memory(region->context);
    builder->declarations[builder->declaration_count++] = *declaration;
    return CPTS_OK;
}

/* ---- reading --------------------------------------------------------------------------------- */

struct codes_reader {
    struct cpts_region *region;
    const struct table *table;
    const struct columns *columns;
    const char *file;
};

static const char *cell(const struct codes_reader *reader, const struct table_row *row,
                        enum field field)
{
    int at = reader->columns->at[field];
    return at >= 0 ? row->cells[at] : "";
}

/* A row that says nothing usable. */
static cpts_status tell_row(const struct codes_reader *reader, const struct table_row *row,
                            uint32_t perimeter, const char *text)
{
    struct cpts_region *region = reader->region;
    const struct notice notice = {
        .rule = CPTS_RULE_UNKNOWN_CODE,
        .severity = CPTS_SEVERITY_ERROR,
        .unit = CPTS_NONE,
        .perimeter = perimeter,
        .key = cpts_arena_format(&region->arena, "%s/%ld", reader->file, row->line)};
    return cpts_tell(region, &notice,
                     perimeter == CPTS_NONE
                         ? _("line %ld of %s declares unit '%s' for no perimeter: its id is empty")
                         : _("line %ld of %s declares no unit for '%s': its code is empty"),
                     row->line, reader->file, text);
}

/* Whether a cell holds several codes: "04019; 04045". */
static bool is_list(const char *text)
{
    bool separated = false;
    size_t length = 0;
    for (; *text; text++) {
        if (strchr(";,|/ \t\n", *text)) {
            separated |= length > 0;
            length = 0;
        } else if ((*text >= '0' && *text <= '9') || (*text >= 'A' && *text <= 'B') ||
                   *text == 'a' || *text == 'b') {
            if (++length > 9)
                return false;
        } else {
            return false;
        }
    }
    return separated;
}

static cpts_status declare_cell(const struct codes_reader *reader, const struct table_row *row,
                                uint32_t perimeter, const char *text)
{
    struct declaration declaration = {
        .perimeter = perimeter, .code = text, .file = reader->file, .line = row->line};
    if (!is_list(text))
        return cpts_declare(reader->region, &declaration);
    char *codes = cpts_arena_string(&reader->region->arena, text);
    if (!codes)
        return cpts_fail_memory(reader->region->context);
    cpts_status status = CPTS_OK;
    char *rest = NULL;
    for (char *code = strtok_r(codes, ";,|/ \t\n", &rest); code && status == CPTS_OK;
         code = strtok_r(NULL, ";,|/ \t\n", &rest)) {
        declaration.code = code;
        status = cpts_declare(reader->region, &declaration);
    }
    return status;
}

static cpts_status read_row(const struct codes_reader *reader, const struct table_row *row)
{
    struct cpts_region *region = reader->region;
    const char *code = cell(reader, row, FIELD_CODE);
    const char *name = cell(reader, row, FIELD_NAME);
    const char *id = cell(reader, row, FIELD_ID);
    if (!*id)
        id = name;
    if (!*id)
        return tell_row(reader, row, CPTS_NONE, code);
    struct arena *arena = &region->arena;
    const struct builder *builder = region->builder;
    uint32_t perimeter = cpts_name_index_find(&builder->perimeter_by_id, id);
    /* The table dies before the region; most rows name a perimeter known already. */
    if (perimeter == CPTS_NONE || strcmp(region->perimeters.name[perimeter], id) == 0) {
        const char *kept_id = cpts_arena_string(arena, id);
        const char *kept_name = cpts_arena_string(arena, name);
        const char *kept_status = cpts_arena_string(arena, cell(reader, row, FIELD_STATUS));
        if (!kept_id || !kept_name || !kept_status)
            return cpts_fail_memory(region->context);
        perimeter = cpts_perimeter_find_or_add(region, kept_id, kept_name, kept_status);
        if (perimeter == CPTS_NONE)
            return cpts_fail_memory(region->context);
    }
    if (!*code)
        return tell_row(reader, row, perimeter, id);
    char *kept_code = cpts_arena_string(arena, code);
    if (!kept_code)
        return cpts_fail_memory(region->context);
    return declare_cell(reader, row, perimeter, kept_code);
}

cpts_status cpts_codes_read(struct cpts_region *region, const struct table *table,
                            const struct columns *columns, const char *shown)
{
    const char *file = cpts_arena_string(&region->arena, shown);
    if (!file)
        return cpts_fail_memory(region->context);
    const struct codes_reader reader = {
        .region = region, .table = table, .columns = columns, .file = file};
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < table->count && status == CPTS_OK; i++)
        status = read_row(&reader, &table->rows[i]);
    return status;
}

/* ---- resolving --------------------------------------------------------------------------------
 */

struct resolver {
    struct cpts_region *region;
    size_t repaired; /* codes whose leading zero or capital was given back */
    const char *repaired_from, *repaired_to;
};

/* Declarations of one code by one perimeter: most often a single one. */
struct run {
    const struct declaration *first;
    size_t count;
};

static bool unit_exists(void *user, const char *code)
{
    const struct builder *builder = user;
    return cpts_name_index_find(&builder->unit_by_code, code) != CPTS_NONE;
}

/* The code as the unit layer writes it, if it does; repaired if that helps. */
static cpts_status normalise(struct resolver *resolver, struct declaration *declaration)
{
    struct cpts_region *region = resolver->region;
    char repaired[INSEE_CODE_ROOM];
    if (unit_exists(region->builder, declaration->code) ||
        !cpts_insee_repair(repaired, declaration->code) || strcmp(repaired, declaration->code) == 0)
        return CPTS_OK;
    const char *kept = cpts_arena_string(&region->arena, repaired);
    if (!kept)
        return cpts_fail_memory(region->context);
    if (resolver->repaired++ == 0) {
        resolver->repaired_from = declaration->code;
        resolver->repaired_to = kept;
    }
    declaration->code = kept;
    return CPTS_OK;
}

static cpts_status claim(struct resolver *resolver, uint32_t perimeter, uint32_t unit)
{
    struct perimeters *perimeters = &resolver->region->perimeters;
    if (!cpts_array_reserve(&perimeters->declared, &perimeters->declared_capacity,
                            perimeters->declared_count + 1, sizeof *perimeters->declared))
        return cpts_fail_memory(resolver->region->context);
    perimeters->declared[perimeters->declared_count++] =
        (struct declared){.perimeter = perimeter, .unit = unit};
    return CPTS_OK;
}

/* "line 12 of list.csv", "lines 12, 40 of list.csv"; "" for what was declared from memory. */
static void describe_place(const struct run *run, char *out, size_t size)
{
    out[0] = '\0';
    if (run->first->line == 0)
        return;
    char lines[160] = "";
    size_t used = 0;
    for (size_t i = 0; i < run->count && used + 32 < sizeof lines; i++)
        used += (size_t)snprintf(lines + used, sizeof lines - used, "%s%ld", i ? ", " : "",
                                 run->first[i].line);
    if (used + 32 >= sizeof lines)
        snprintf(lines + used, sizeof lines - used, "...");
    snprintf(out, size, run->count > 1 ? _(" (lines %s of %s)") : _(" (line %s of %s)"), lines,
             run->first->file);
}

static struct notice run_notice(const struct run *run, cpts_rule rule, cpts_severity severity,
                                uint32_t unit)
{
    return (struct notice){.rule = rule,
                           .severity = severity,
                           .perimeter = run->first->perimeter,
                           .unit = unit,
                           .key = run->first->code};
}

static cpts_status tell_duplicate(const struct resolver *resolver, const struct run *run,
                                  uint32_t unit)
{
    const struct cpts_region *region = resolver->region;
    char place[320];
    describe_place(run, place, sizeof place);
    const struct notice notice =
        run_notice(run, CPTS_RULE_DUPLICATE_CODE, CPTS_SEVERITY_WARNING, unit);
    return cpts_tell(resolver->region, &notice, _("%s lists %s %s %zu times%s"),
                     region->perimeters.name[run->first->perimeter], run->first->code,
                     unit == CPTS_NONE ? "" : region->units.name[unit], run->count, place);
}

/* A commune whose municipal arrondissements are the units means all of them. */
static cpts_status claim_arrondissements(struct resolver *resolver, const struct run *run,
                                         bool *found)
{
    const struct builder *builder = resolver->region->builder;
    int parent = cpts_insee_parent(run->first->code);
    char code[6];
    *found = false;
    cpts_status status = CPTS_OK;
    for (int i = 1; status == CPTS_OK && cpts_insee_arrondissement_code(code, parent, i); i++) {
        uint32_t unit = cpts_name_index_find(&builder->unit_by_code, code);
        if (unit == CPTS_NONE)
            continue;
        *found = true;
        status = claim(resolver, run->first->perimeter, unit);
    }
    if (*found)
        cpts_log(resolver->region->context, CPTS_VERBOSE,
                 _("%s: %s stands for all its municipal arrondissements"),
                 resolver->region->perimeters.name[run->first->perimeter], run->first->code);
    return status;
}

static cpts_status claim_successor(struct resolver *resolver, const struct run *run,
                                   const struct succession *succession)
{
    struct cpts_region *region = resolver->region;
    const struct builder *builder = region->builder;
    uint32_t unit = cpts_name_index_find(&builder->unit_by_code, succession->codes[0]);
    char place[320];
    describe_place(run, place, sizeof place);
    const struct notice notice =
        run_notice(run, CPTS_RULE_OBSOLETE_CODE, CPTS_SEVERITY_WARNING, unit);
    cpts_status status = claim(resolver, run->first->perimeter, unit);
    if (status != CPTS_OK)
        return status;
    return cpts_tell(region, &notice,
                     _("%s lists %s, which became part of %s %s on %s%s; %s is counted instead"),
                     region->perimeters.name[run->first->perimeter], run->first->code,
                     region->units.code[unit], region->units.name[unit], succession->date, place,
                     region->units.code[unit]);
}

static cpts_status tell_ambiguous(const struct resolver *resolver, const struct run *run,
                                  const struct succession *succession)
{
    const struct headings list = {.names = succession->codes, .count = succession->count};
    char codes[128], place[320];
    cpts_schema_list(codes, sizeof codes, &list);
    describe_place(run, place, sizeof place);
    const struct notice notice =
        run_notice(run, CPTS_RULE_UNKNOWN_CODE, CPTS_SEVERITY_ERROR, CPTS_NONE);
    return cpts_tell(
        resolver->region, &notice,
        _("%s lists %s, which was split on %s between %s%s; list those that are meant"),
        resolver->region->perimeters.name[run->first->perimeter], run->first->code,
        succession->date, codes, place);
}

static cpts_status tell_unknown(const struct resolver *resolver, const struct run *run)
{
    struct cpts_region *region = resolver->region;
    const struct builder *builder = region->builder;
    const char *code = run->first->code;
    char place[320];
    describe_place(run, place, sizeof place);
    const struct notice notice =
        run_notice(run, CPTS_RULE_UNKNOWN_CODE, CPTS_SEVERITY_ERROR, CPTS_NONE);
    const char *reason =
        cpts_name_index_find(&builder->lost_units, code) != CPTS_NONE
            ? _("%s lists %s%s, a unit without polygon")
        : cpts_insee_arrondissement(code) >= 0
            ? _("%s lists %s%s, a municipal arrondissement, but the units hold the whole commune: "
                "add the layer of arrondissements")
        : cpts_insee_is_code(code)
            ? _("%s lists %s%s, which is no unit of the region")
            : _("%s lists '%s'%s, which is no unit of the region, nor looks like a code");
    return cpts_tell(region, &notice, reason, region->perimeters.name[run->first->perimeter], code,
                     place);
}

static cpts_status resolve_run(struct resolver *resolver, const struct run *run)
{
    struct builder *builder = resolver->region->builder;
    uint32_t unit = cpts_name_index_find(&builder->unit_by_code, run->first->code);
    cpts_status status = CPTS_OK;
    bool found = unit != CPTS_NONE;
    if (found)
        status = claim(resolver, run->first->perimeter, unit);
    else
        status = claim_arrondissements(resolver, run, &found);
    if (status != CPTS_OK)
        return status;
    if (found)
        return run->count > 1 ? tell_duplicate(resolver, run, unit) : CPTS_OK;
    struct succession succession;
    cpts_changes_follow(&builder->changes, run->first->code, unit_exists, builder, &succession);
    if (succession.count == 1)
        return claim_successor(resolver, run, &succession);
    return succession.count > 1 ? tell_ambiguous(resolver, run, &succession)
                                : tell_unknown(resolver, run);
}

static int compare_declarations(const void *left, const void *right)
{
    const struct declaration *a = left, *b = right;
    if (a->perimeter != b->perimeter)
        return a->perimeter < b->perimeter ? -1 : 1;
    int order = strcmp(a->code, b->code);
    if (order == 0)
        order = strcmp(a->file, b->file);
    return order ? order : a->line < b->line ? -1 : a->line > b->line;
}

cpts_status cpts_declarations_resolve(struct cpts_region *region)
{
    struct builder *builder = region->builder;
    struct resolver resolver = {.region = region};
    size_t count = builder->declaration_count;
    if (count == 0)
        return CPTS_OK;
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < count && status == CPTS_OK; i++)
        status = normalise(&resolver, &builder->declarations[i]);
    if (status != CPTS_OK)
        return status;
    qsort(builder->declarations, count, sizeof *builder->declarations, compare_declarations);
    for (size_t i = 0; i < count && status == CPTS_OK;) {
        struct run run = {.first = &builder->declarations[i], .count = 1};
        while (i + run.count < count && run.first[run.count].perimeter == run.first->perimeter &&
               strcmp(run.first[run.count].code, run.first->code) == 0)
            run.count++;
        status = resolve_run(&resolver, &run);
        i += run.count;
    }
    if (status == CPTS_OK && resolver.repaired)
        cpts_log(region->context, CPTS_NORMAL,
                 _("%zu declared codes were written otherwise than the units' and were repaired "
                   "(%s read as %s)"),
                 resolver.repaired, resolver.repaired_from, resolver.repaired_to);
    builder->declaration_count = 0;
    return status;
}
