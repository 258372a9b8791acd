/*
 * Lists of declared units that people keep by hand: one row a unit, or one a perimeter with a list
 * in its cell. What a row means is found out when all is read, see resolve.c.
 */
#include <stdlib.h>
#include <string.h>

#include "input/declarations/insee.h"
#include "input/region/builder.h"
#include "input/sources/text.h"

struct declaration cpts_declaration_of(uint32_t perimeter, const char *file)
{
    return (struct declaration){.perimeter = perimeter,
                                .code = "",
                                .name = "",
                                .department = "",
                                .epci = "",
                                .postal = "",
                                .from = "",
                                .to = "",
                                .file = file};
}

cpts_status cpts_declaration_add(struct cpts_region *region, const struct declaration *declaration)
{
    struct builder *builder = region->builder;
    if (!CPTS_ARRAY_MORE(builder->declarations, builder->declaration_count,
                         builder->declaration_capacity))
        return cpts_fail_memory(region->context);
    struct declaration *kept = &builder->declarations[builder->declaration_count++];
    *kept = *declaration;
    if (!kept->list)
        kept->list = builder->list;
    return CPTS_OK;
}

/* ---- reading --------------------------------------------------------------------------------- */

struct codes_reader {
    struct cpts_region *region;
    const struct columns *columns;
    const char *file;
};

static const char *cell(const struct codes_reader *reader, const struct table_row *row,
                        enum field field)
{
    int at = reader->columns->at[field];
    return at >= 0 ? row->cells[at] : "";
}

cpts_status cpts_row_report(struct cpts_region *region, const char *file,
                            const struct table_row *row, uint32_t perimeter, const char *text)
{
    const struct notice notice = {.rule = CPTS_RULE_UNKNOWN_CODE,
                                  .severity = CPTS_SEVERITY_ERROR,
                                  .unit = CPTS_NONE,
                                  .perimeter = perimeter,
                                  .key =
                                      cpts_arena_format(&region->arena, "%s/%ld", file, row->line)};
    return cpts_notice_add(
        region, &notice,
        perimeter == CPTS_NONE
            ? _("line %ld of %s declares '%s' for no perimeter: its id is empty")
            : _("line %ld of %s declares nothing for '%s': it gives neither code nor name"),
        row->line, file, text);
}

cpts_status cpts_row_report_beyond(struct cpts_region *region, const char *file,
                                   const struct table_row *row, uint32_t perimeter,
                                   const char *text)
{
    const struct notice notice = {
        .rule = CPTS_RULE_UNREAD,
        .severity = CPTS_SEVERITY_ERROR,
        .unit = CPTS_NONE,
        .perimeter = perimeter,
        .key = cpts_arena_format(&region->arena, "%s/%ld/beyond", file, row->line)};
    return cpts_notice_add(region, &notice,
                           _("line %ld of %s has more columns than its header names: '%s' is not "
                             "read; put a list of codes between quotes"),
                           row->line, file, text);
}

/* ---- lists of codes in a cell ------------------------------------------------------------ */

#define BETWEEN_CODES ";,|/\t\r\n"

static bool is_code_character(char c)
{
    return (c >= '0' && c <= '9') || strchr("ABab ", c) || strchr(BETWEEN_CODES, c);
}

/* "04019; 04045", "04019 04045", but not "04 019": spaces part codes only when each piece has the
 * length of one. */
static bool is_list_of_codes(const char *text)
{
    bool hard = false, soft = false, pieces = true;
    size_t length = 0;
    for (const char *c = text; *c; c++) {
        if (!is_code_character(*c))
            return false;
        if (*c != ' ' && !strchr(BETWEEN_CODES, *c)) {
            length++;
            continue;
        }
        hard |= *c != ' ';
        soft |= *c == ' ';
        pieces &= length == 0 || length == 4 || length == 5 || length == 9;
        length = 0;
    }
    return hard || (soft && pieces && (length == 4 || length == 5 || length == 9));
}

cpts_status cpts_declaration_add_list(struct cpts_region *region, const struct declaration *list)
{
    struct declaration declaration = *list;
    if (!*declaration.code && is_list_of_codes(declaration.name))
        declaration.code = declaration.name;
    if (!is_list_of_codes(declaration.code))
        return cpts_declaration_add(region, &declaration);
    char *rest = NULL, *codes = cpts_arena_string(&region->arena, declaration.code);
    const char *between = strpbrk(declaration.code, BETWEEN_CODES) ? BETWEEN_CODES : " ";
    if (!codes)
        return cpts_fail_memory(region->context);
    cpts_status status = CPTS_OK;
    declaration.name = ""; /* of which one? */
    for (char *code = strtok_r(codes, between, &rest); code && status == CPTS_OK;
         code = strtok_r(NULL, between, &rest)) {
        code += strspn(code, " ");
        declaration.code = code;
        if (*code)
            status = cpts_declaration_add(region, &declaration);
    }
    return status;
}

/* ---- rows ------------------------------------------------------------------------------------ */

/* The département of a row, from its code, else from the postal code. */
static const char *department_of(const struct codes_reader *reader, const struct table_row *row)
{
    const char *written = cell(reader, row, FIELD_DEPARTMENT),
               *postal = cell(reader, row, FIELD_POSTAL);
    char department[4];
    if (cpts_insee_read_department(department, written))
        return cpts_arena_string(&reader->region->arena, department);
    if (cpts_insee_postal_department(department, postal))
        return cpts_arena_string(&reader->region->arena, department);
    return "";
}

static cpts_status declare_row(const struct codes_reader *reader, const struct table_row *row,
                               uint32_t perimeter)
{
    struct arena *arena = &reader->region->arena;
    struct declaration declaration = {
        .perimeter = perimeter,
        .code = cpts_arena_string(arena, cell(reader, row, FIELD_CODE)),
        .name = cpts_arena_string(arena, cell(reader, row, FIELD_UNIT)),
        .department = department_of(reader, row),
        .epci = "",
        .postal = cpts_arena_string(arena, cell(reader, row, FIELD_POSTAL)),
        .from = cpts_arena_string(arena, cell(reader, row, FIELD_FROM)),
        .to = cpts_arena_string(arena, cell(reader, row, FIELD_TO)),
        .file = reader->file,
        .line = row->line};
    if (!declaration.code || !declaration.name || !declaration.department || !declaration.from ||
        !declaration.to || !declaration.postal)
        return cpts_fail_memory(reader->region->context);
    return cpts_declaration_add_list(reader->region, &declaration);
}

cpts_status cpts_row_declare(struct cpts_region *region, const struct columns *columns,
                             const struct table_row *row, const char *shown, uint32_t perimeter)
{
    const struct codes_reader reader = {.region = region, .columns = columns, .file = shown};
    const char *code = cell(&reader, row, FIELD_CODE), *unit = cell(&reader, row, FIELD_UNIT);
    cpts_status status =
        row->beyond ? cpts_row_report_beyond(region, shown, row, perimeter, row->beyond) : CPTS_OK;
    if (status != CPTS_OK)
        return status;
    if (!*code && !*unit)
        return cpts_row_report(region, shown, row, perimeter, region->perimeters.id[perimeter]);
    return declare_row(&reader, row, perimeter);
}
