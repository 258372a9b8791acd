/*
 * The layers that were recognised, read into the region: polygons, then tables.
 */
#include <cpl_vsi.h>
#include <ogr_api.h>
#include <string.h>

#include "input/loading.h"
#include "input/reading/claims.h"
#include "input/region/beside.h"
#include "input/region/builder.h"
#include "input/region/kept.h"
#include "input/sources/fitness.h"
#include "input/sources/gdal_session.h"
#include "input/sources/layer_crs.h"
#include "input/sources/text.h"
#include "input/sources/workbook.h"

/* ---- log of the sources ------------------------------------------------------------------ */

/* The columns used, as they were recognised or given. */
static bool list_fields(struct arena *arena, struct source *source, const struct layer *layer)
{
    const struct columns *columns = layer->role == ROLE_UNITS        ? &layer->as_units
                                    : layer->role == ROLE_PERIMETERS ? &layer->as_perimeters
                                                                     : &layer->as_codes;
    source->fields = cpts_arena_alloc(arena, FIELD_COUNT * sizeof *source->fields);
    for (int field = 0; source->fields && field < FIELD_COUNT; field++) {
        const char *key = cpts_schema_key((enum field)field);
        if (!key || columns->at[field] < 0)
            continue;
        const char *column = cpts_arena_string(arena, layer->headings.names[columns->at[field]]);
        if (!column)
            return false;
        source->fields[source->field_count++] =
            (struct source_field){.field = key, .column = column};
    }
    return source->fields != NULL;
}

static cpts_status add_source(struct loading *loading, const struct layer *layer, size_t features)
{
    struct cpts_region *region = loading->region;
    struct arena *arena = &region->arena;
    if (!CPTS_ARRAY_MORE(region->sources, region->source_count, region->source_capacity))
        return cpts_fail_memory(loading->context);
    struct source *source = &region->sources[region->source_count];
    void *crs = layer->is_polygons ? OGR_L_GetSpatialRef(layer->handle) : NULL;
    *source = (struct source){
        .path = cpts_text_clean(arena, loading->layers.sources[layer->source].file),
        .layer = cpts_arena_string(arena, layer->name),
        .role = layer->role == ROLE_UNITS        ? "units"
                : layer->role == ROLE_PERIMETERS ? "perimeters"
                                                 : "codes",
        .crs = crs ? cpts_frame_name(arena, crs) : "",
        .encoding = layer->has_table ? layer->table.encoding : "",
        .separator = layer->has_table ? layer->table.separator : "",
        .header_line = layer->has_table ? layer->table.header_line : 0,
        .file = cpts_arena_string(arena, loading->layers.sources[layer->source].file),
        .facts = loading->layers.sources[layer->source].facts,
        .features = features};
    if (!source->path || !source->file || !source->layer || !source->crs ||
        !list_fields(arena, source, layer))
        return cpts_fail_memory(loading->context);
    region->source_count++;
    return CPTS_OK;
}

static cpts_status nothing_read(const struct loading *loading, const struct layer *layer,
                                const char *where, const char *option)
{
    if (where)
        return cpts_fail(loading->context, CPTS_ERROR_INPUT,
                         _("%s: '%s' keeps nothing of %s; check the filter"), option, where,
                         layer->shown);
    return cpts_fail(loading->context, CPTS_ERROR_INPUT, _("%s is empty"), layer->shown);
}

/* ---- polygon layers ------------------------------------------------------------------------- */

/* Binary formats spend 16 bytes on a point; others seldom less. Only a hint: the room grows. */
static size_t most_points(const struct opened *source)
{
    VSIStatBufL facts;
    if (strncmp(source->path, "/vsi", 4) == 0 || VSIStatL(source->path, &facts) != 0 ||
        VSI_ISDIR(facts.st_mode))
        return 0;
    return (size_t)facts.st_size / sizeof(struct point) + 1;
}

/* The filter of a role and its option; NULL for none. */
static const char *filter_of(const struct loading *loading, enum role role, const char **option)
{
    bool units = role == ROLE_UNITS;
    *option = units ? "--units-where" : "--perimeters-where";
    return units ? loading->options->units_where : loading->options->perimeters_where;
}

static cpts_status bad_filter(const struct loading *loading, const struct layer *layer)
{
    const char *option, *where = filter_of(loading, layer->role, &option);
    const char *why = cpts_gdal_failure();
    return cpts_fail(loading->context, CPTS_ERROR_INPUT,
                     _("%s: '%s' cannot be applied to %s: check the names of its columns and its "
                       "quotes (%s)"),
                     option, where, layer->shown, why ? why : _("not understood"));
}

static cpts_status read_filtered(struct loading *loading, struct drawn *out,
                                 const struct layer *layer, const struct polygon_source *source)
{
    const char *option, *where = filter_of(loading, layer->role, &option);
    cpts_gdal_clear();
    if (where && OGR_L_SetAttributeFilter(layer->handle, where) != OGRERR_NONE)
        return bad_filter(loading, layer);
    cpts_status status = cpts_polygons_read(out, loading->context, source);
    /* Databases find out what a filter is worth at the first feature only. */
    if (status == CPTS_ERROR_INPUT && where && out->count == 0 && cpts_gdal_failure())
        return bad_filter(loading, layer);
    if (status == CPTS_OK && out->count == 0) {
        cpts_drawn_free(out);
        status = nothing_read(loading, layer, where, option);
    }
    return status;
}

static cpts_status read_layer(struct loading *loading, struct drawn *out, const struct layer *layer)
{
    const struct builder *builder = loading->region->builder;
    const int *kept = cpts_kept_columns(loading->region, &layer->headings);
    if (!kept)
        return cpts_fail_memory(loading->context);
    struct polygon_source source = {
        .layer = layer->handle,
        .shown = layer->shown,
        .columns = layer->role == ROLE_UNITS ? layer->as_units : layer->as_perimeters,
        .role = layer->role,
        .kept = layer->role == ROLE_PERIMETERS ? kept : NULL,
        .kept_count = layer->role == ROLE_PERIMETERS ? loading->region->kept_count : 0,
        .most_points = most_points(&loading->layers.sources[layer->source]),
        .expected = OGR_L_GetFeatureCount(layer->handle, FALSE)};
    cpts_status status = cpts_placing_open(&source.placing, loading->context, &builder->frame,
                                           layer->handle, layer->shown);
    if (OGR_GT_HasZ(OGR_L_GetGeomType(layer->handle)))
        cpts_log(loading->context, CPTS_VERBOSE, _("%s: heights are ignored"), layer->shown);
    if (status == CPTS_OK)
        status = read_filtered(loading, out, layer, &source);
    cpts_placing_close(&source.placing);
    return status;
}

/* A layer of perimeters none of which is near the units. */
static cpts_status check_places(const struct loading *loading, const struct adding *adding)
{
    const struct cpts_region *region = loading->region;
    const struct builder *builder = region->builder;
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < adding->count && status == CPTS_OK; i++)
        status = cpts_fitness_of_place(loading->context, &builder->frame, &region->units.shapes,
                                       &adding->drawn[i].shapes, adding->shown[i]);
    return status;
}

static cpts_status place(struct loading *loading, enum role role, struct adding *adding)
{
    const struct builder *builder = loading->region->builder;
    cpts_status status = role == ROLE_PERIMETERS ? check_places(loading, adding) : CPTS_OK;
    if (status != CPTS_OK)
        return status;
    status = role == ROLE_UNITS ? cpts_units_place(adding, true) : cpts_perimeters_place(adding);
    if (status == CPTS_OK && role == ROLE_UNITS && loading->region->units.count == 0)
        status = cpts_fail(loading->context, CPTS_ERROR_INPUT, _("%s holds no polygon"),
                           adding->shown[0]);
    if (status == CPTS_OK && role == ROLE_UNITS)
        status =
            cpts_fitness_of_areas(loading->context, &builder->frame, &loading->region->units.shapes,
                                  adding->shown[0], loading->options->crs != NULL);
    return status;
}

static cpts_status report_beside(const struct loading *loading, const struct drawn *drawn)
{
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < loading->layers.count && status == CPTS_OK; i++)
        if (loading->layers.items[i].role == ROLE_PERIMETERS)
            status = cpts_beside_report(loading->region, &loading->known, &loading->layers.items[i],
                                        drawn++, loading->options);
    return status;
}

cpts_status cpts_loading_read_role(struct loading *loading, enum role role)
{
    const struct layers *layers = &loading->layers;
    struct drawn *drawn = cpts_array_new(layers->count, sizeof *drawn);
    const char **shown = cpts_array_new(layers->count, sizeof *shown);
    bool *is_named = cpts_array_new(layers->count, sizeof *is_named);
    struct adding adding = {.region = loading->region,
                            .drawn = drawn,
                            .shown = shown,
                            .is_named = is_named,
                            .none = &loading->none};
    cpts_status status = drawn && shown && is_named ? CPTS_OK : cpts_fail_memory(loading->context);
    for (size_t i = 0; i < layers->count && status == CPTS_OK; i++) {
        const struct layer *layer = &layers->items[i];
        if (layer->role != role)
            continue;
        status = read_layer(loading, &drawn[adding.count], layer);
        if (status != CPTS_OK)
            break;
        shown[adding.count] = layer->shown;
        is_named[adding.count] = layers->sources[layer->source].wanted_layer != NULL;
        status = add_source(loading, layer, drawn[adding.count++].count);
    }
    if (status == CPTS_OK && adding.count > 0)
        status = place(loading, role, &adding);
    if (status == CPTS_OK && role == ROLE_PERIMETERS)
        status = report_beside(loading, drawn);
    for (size_t i = 0; i < adding.count; i++)
        cpts_drawn_free(&drawn[i]);
    cpts_array_free(drawn);
    cpts_array_free(shown);
    cpts_array_free(is_named);
    return status;
}

/* ---- tables ------------------------------------------------------------------------------ */

/* A column of formulas without a single value may be anything that its heading allows: of figures
 * it claims nothing. */
static bool may_declare(const struct plan *plan, const struct grid *grid, int column)
{
    static const char *const figures[] = {
        " popul", " habitant", " hab ",     " pop ",     " pmun ",   " nombre ",
        " nb ",   " total",    " surface",  " superfic", " densite", " taux ",
        " part ", " age ",     " montant ", " area ",    " number ", " count "};
    for (size_t i = plan->first; i < grid->count; i++)
        if (*cpts_grid_cell(grid, i, column))
            return false;
    return !CPTS_SAYS_ANY(plan->headings.names[column], figures);
}

/* The columns that are read must hold values, and those that might have been read; of a grid that
 * was turned, all of them. */
static cpts_status check_computed(const struct loading *loading, const struct layer *layer)
{
    const struct plan *plan = &layer->plan;
    if (!layer->sheet || !layer->sheet->uncomputed.count)
        return CPTS_OK;
    bool *columns = cpts_array_new((size_t)plan->headings.count + 1, sizeof *columns);
    if (!columns)
        return cpts_fail_memory(loading->context);
    const struct sheet_cells *cells = &layer->sheet->uncomputed;
    for (size_t i = 0; i < cells->count; i++)
        if (cells->items[i].column < plan->headings.count)
            columns[cells->items[i].column] = true;
    for (int column = 0; column < plan->headings.count; column++)
        columns[column] = columns[column] && may_declare(plan, &layer->grid, column);
    for (size_t i = 0; i < plan->witness_count; i++)
        if (plan->witnesses[i].column >= 0 && plan->witnesses[i].column < plan->headings.count)
            columns[plan->witnesses[i].column] = true;
    const cpts_status status =
        cpts_sheet_check_computed(layer->sheet, loading->context,
                                  layer->grid.turned || plan->witness_count == 0 ? NULL : columns,
                                  plan->headings.count, layer->shown);
    cpts_array_free(columns);
    return status;
}

/* A hidden column by which units are declared, where people see none or another. */
static cpts_status report_hidden_column(const struct loading *loading, const struct layer *layer)
{
    struct cpts_region *region = loading->region;
    const struct plan *plan = &layer->plan;
    const int name = plan->columns.at[FIELD_NAME], id = plan->columns.at[FIELD_ID];
    const bool is_named = id >= 0 && !cpts_sheet_hides_column(layer->sheet, id);
    int column = name >= 0 && !is_named && cpts_sheet_hides_column(layer->sheet, name) ? name : -1;
    for (int i = 0; i < plan->cpts_count && column < 0; i++)
        if (cpts_sheet_hides_column(layer->sheet, plan->cpts_columns[i]))
            column = plan->cpts_columns[i];
    if (column < 0 || layer->grid.turned || !plan->looks_beside)
        return CPTS_OK;
    return cpts_notice_unread(
        region, cpts_arena_format(&region->arena, "%s/hidden", layer->shown),
        _("column '%s' of %s is hidden and names CPTS: delete it, or show it if it declares"),
        cpts_plan_column_name(plan, &region->arena, column), layer->shown);
}

/* Dates of a workbook that counts them from 1904 would be read four years early. */
static cpts_status check_dates(const struct loading *loading, const struct layer *layer)
{
    const struct workbook *book = loading->layers.sources[layer->source].book;
    const int *at = layer->plan.columns.at;
    if (!book || !book->counts_from_1904 || (at[FIELD_FROM] < 0 && at[FIELD_TO] < 0))
        return CPTS_OK;
    return cpts_fail(loading->context, CPTS_ERROR_INPUT,
                     _("%s counts its dates from 1904, so they would be read four years early; "
                       "untick the 1904 date system in the options of the workbook, or write the "
                       "dates as texts"),
                     layer->shown);
}

static cpts_status read_codes_layer(struct loading *loading, struct layer *layer)
{
    const char *where = loading->options->perimeters_where;
    cpts_status status = check_computed(loading, layer);
    if (status == CPTS_OK)
        status = check_dates(loading, layer);
    if (status == CPTS_OK && where && layer->role == ROLE_CODES)
        status = cpts_table_filter(&layer->table, loading->context, where, "--perimeters-where",
                                   layer->shown);
    if (status == CPTS_OK && layer->table.count == 0)
        status = nothing_read(loading, layer, where, "--perimeters-where");
    if (status == CPTS_OK)
        status = cpts_list_begin(loading->region, layer->shown,
                                 loading->layers.sources[layer->source].wanted_layer != NULL);
    if (status == CPTS_OK)
        status = cpts_claims_read(&layer->counts, loading->region, &loading->known, &layer->table,
                                  &layer->plan, layer->shown);
    if (status == CPTS_OK)
        status = report_hidden_column(loading, layer);
    cpts_list_end(loading->region);
    if (status == CPTS_OK && layer->role == ROLE_CODES)
        status = add_source(loading, layer, layer->table.count);
    return status;
}

cpts_status cpts_loading_read_codes(struct loading *loading)
{
    struct builder *builder = loading->region->builder;
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < loading->layers.count; i++)
        builder->tables += loading->layers.items[i].role == ROLE_CODES;
    for (size_t i = 0; i < loading->layers.count && status == CPTS_OK; i++)
        if (loading->layers.items[i].role == ROLE_CODES || loading->layers.items[i].declares)
            status = read_codes_layer(loading, &loading->layers.items[i]);
    return status;
}
