/*
 * Declarations on their way from the rows of a table: what a row gives, and the units that its
 * texts name. What they mean is found out when all is read, see resolve.c.
 */
#include "input/declarations/insee.h"
#include "input/reading/known.h"
#include "input/reading/measure.h"
#include "input/region/builder.h"

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
    const bool is_one = *code && pieces->count == 1;
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < pieces->count && status == CPTS_OK; i++) {
        const struct unit_piece *piece = &pieces->items[i];
        const bool is_as_written = is_one && !*piece->code && !piece->is_unit;
        const bool has_own_name = *piece->code && *piece->name;
        declaration.code = is_as_written ? cpts_arena_string(arena, code) : piece->code;
        declaration.name =
            is_one && *name && !has_own_name ? cpts_arena_string(arena, name) : piece->name;
        status = declaration.code && declaration.name ? cpts_declaration_add(region, &declaration)
                                                      : cpts_fail_memory(region->context);
    }
    return status;
}

static const char *cell_of(const struct columns *columns, const struct table_row *row,
                           enum field field)
{
    return columns->at[field] >= 0 ? row->cells[columns->at[field]] : "";
}

cpts_status cpts_row_describe(struct declaration *out, struct cpts_region *region,
                              const struct columns *columns, const struct table_row *row)
{
    struct arena *arena = &region->arena;
    const char *postal = cell_of(columns, row, FIELD_POSTAL);
    char department[4];
    /* Else from the postal code. */
    if (!cpts_cell_department(department, cell_of(columns, row, FIELD_DEPARTMENT)) &&
        !cpts_insee_postal_department(department, postal))
        *department = '\0';
    out->department = cpts_arena_string(arena, department);
    out->epci = cpts_arena_string(arena, cell_of(columns, row, FIELD_EPCI));
    out->postal = cpts_arena_string(arena, postal);
    out->from = cpts_arena_string(arena, cell_of(columns, row, FIELD_FROM));
    out->to = cpts_arena_string(arena, cell_of(columns, row, FIELD_TO));
    out->line = row->line;
    return out->department && out->epci && out->postal && out->from && out->to
               ? CPTS_OK
               : cpts_fail_memory(region->context);
}

cpts_status cpts_row_declare(struct cpts_region *region, const struct known *known,
                             const struct columns *columns, const struct table_row *row,
                             const char *shown, uint32_t perimeter)
{
    const char *code = cell_of(columns, row, FIELD_CODE), *unit = cell_of(columns, row, FIELD_UNIT);
    struct declaration declaration = cpts_declaration_of(perimeter, shown);
    struct unit_pieces pieces = {0};
    if (!*code && !*unit)
        return cpts_row_report(region, shown, row, perimeter, region->perimeters.id[perimeter]);
    cpts_status status =
        row->beyond ? cpts_row_report_beyond(region, shown, row, perimeter, row->beyond) : CPTS_OK;
    if (status == CPTS_OK)
        status = cpts_row_describe(&declaration, region, columns, row);
    if (status == CPTS_OK)
        status = cpts_declaration_add_pieces(region, known, &pieces, &declaration, code, unit);
    cpts_unit_pieces_free(&pieces);
    return status;
}
