/*
 * Lists of declared units that people keep by hand: one row a unit, or one a perimeter with a list
 * in its cell. What a row means is found out when all is read, see resolve.c.
 */
#include <stdlib.h>
#include <string.h>

#include "input/declarations/insee.h"
#include "input/reading/known.h"
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
    const struct known *known;
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

cpts_status cpts_declaration_add_pieces(struct cpts_region *region, const struct known *known,
                                        struct unit_pieces *pieces, const struct declaration *row,
                                        const char *code, const char *name)
{
    struct arena *arena = &region->arena;
    struct declaration declaration = *row;
    const char *text = *code ? code : name;
    if (!cpts_unit_pieces_read(pieces, arena, known, text))
        return cpts_fail_memory(region->context);
    if (pieces->count == 1 || !*code) {
        cpts_status status = CPTS_OK;
        for (size_t i = 0; i < pieces->count && status == CPTS_OK; i++) {
            const struct unit_piece *piece = &pieces->items[i];
            declaration.code = cpts_arena_string(
                arena, *code && !*piece->code && !piece->is_unit ? code : piece->code);
            declaration.name = *code && *name ? cpts_arena_string(arena, name) : piece->name;
            if (*code && *name && *piece->name && *piece->code)
                declaration.name = piece->name;
            status = declaration.code && declaration.name
                         ? cpts_declaration_add(region, &declaration)
                         : cpts_fail_memory(region->context);
        }
        return status;
    }
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < pieces->count && status == CPTS_OK; i++) {
        declaration.code = pieces->items[i].code;
        declaration.name = pieces->items[i].name;
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
        .department = department_of(reader, row),
        .epci = "",
        .postal = cpts_arena_string(arena, cell(reader, row, FIELD_POSTAL)),
        .from = cpts_arena_string(arena, cell(reader, row, FIELD_FROM)),
        .to = cpts_arena_string(arena, cell(reader, row, FIELD_TO)),
        .file = reader->file,
        .line = row->line};
    if (!declaration.department || !declaration.from || !declaration.to || !declaration.postal)
        return cpts_fail_memory(reader->region->context);
    struct unit_pieces pieces = {0};
    const cpts_status status =
        cpts_declaration_add_pieces(reader->region, reader->known, &pieces, &declaration,
                                    cell(reader, row, FIELD_CODE), cell(reader, row, FIELD_UNIT));
    cpts_unit_pieces_free(&pieces);
    return status;
}

cpts_status cpts_row_declare(struct cpts_region *region, const struct known *known,
                             const struct columns *columns, const struct table_row *row,
                             const char *shown, uint32_t perimeter)
{
    const struct codes_reader reader = {
        .region = region, .known = known, .columns = columns, .file = shown};
    const char *code = cell(&reader, row, FIELD_CODE), *unit = cell(&reader, row, FIELD_UNIT);
    cpts_status status =
        row->beyond ? cpts_row_report_beyond(region, shown, row, perimeter, row->beyond) : CPTS_OK;
    if (status != CPTS_OK)
        return status;
    if (!*code && !*unit)
        return cpts_row_report(region, shown, row, perimeter, region->perimeters.id[perimeter]);
    return declare_row(&reader, row, perimeter);
}
