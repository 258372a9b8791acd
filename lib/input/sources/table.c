#include "input/sources/table.h"

#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <string.h>

#include "input/sources/gdal_session.h"
#include "input/sources/text.h"

enum { EARLY_ROWS = 16 };

bool cpts_table_is_header(const struct headings *headings, enum role role)
{
    struct columns columns;
    cpts_schema_match(&columns, headings, role);
    const int *at = columns.at;
    if (role == ROLE_CODES)
        return (at[FIELD_CODE] >= 0 || at[FIELD_UNIT] >= 0 || at[FIELD_POSTAL] >= 0) &&
               (at[FIELD_ID] >= 0 || at[FIELD_NAME] >= 0);
    if (role == ROLE_LIVES)
        return at[FIELD_CODE] >= 0 && at[FIELD_STATUS] >= 0;
    return role == ROLE_NONE_WORDS && at[FIELD_NAME] >= 0;
}

static bool store_row(struct table *table, const struct grid_row *row)
{
    const int columns = table->headings.count;
    if (!CPTS_ARRAY_MORE(table->rows, table->count, table->capacity))
        return false;
    const char **cells = row->cells;
    if (row->count < columns) {
        cells = cpts_arena_alloc(&table->arena, sizeof *cells * (size_t)columns);
        for (int i = 0; cells && i < columns; i++)
            cells[i] = i < row->count ? row->cells[i] : "";
        if (!cells)
            return false;
    }
    const char *beyond = NULL;
    for (int i = columns; i < row->count && !beyond; i++)
        beyond = *row->cells[i] ? row->cells[i] : NULL;
    table->rows[table->count++] =
        (struct table_row){.line = row->line, .cells = cells, .beyond = beyond};
    return true;
}

bool cpts_table_from_grid(struct table *out, const struct grid *grid, size_t first,
                          const struct headings *headings, long header_line)
{
    memset(out, 0, sizeof *out);
    out->encoding = grid->encoding;
    out->separator = grid->separator;
    out->counts_lines = grid->counts_lines;
    out->headings = *headings;
    out->header_line = header_line;
    for (size_t i = first; i < grid->count; i++)
        if (!store_row(out, &grid->rows[i])) {
            cpts_table_free(out);
            return false;
        }
    return true;
}

/* The row in which the role recognises its columns, else the first one. */
static size_t header_row(const struct grid *grid, enum role role)
{
    for (size_t i = 0; i < grid->count && i < EARLY_ROWS; i++) {
        const struct headings names = {.names = grid->rows[i].cells, .count = grid->rows[i].count};
        if (cpts_table_is_header(&names, role))
            return i;
    }
    return 0;
}

bool cpts_table_by_header(struct table *out, const struct grid *grid, enum role role)
{
    if (grid->names.count || grid->count == 0)
        return cpts_table_from_grid(out, grid, 0, &grid->names, 0);
    const size_t header = header_row(grid, role);
    const struct grid_row *row = &grid->rows[header];
    const struct headings names = {.names = row->cells, .count = row->count};
    return cpts_table_from_grid(out, grid, header + 1, &names, row->line);
}

/* The table alone is kept of a grid: its texts go with it. */
cpts_status cpts_table_keep(struct table *out, cpts_context *context, struct grid *grid,
                            enum role role)
{
    const bool done = cpts_table_by_header(out, grid, role);
    if (done)
        cpts_arena_join(&out->arena, &grid->arena);
    cpts_grid_free(grid);
    return done ? CPTS_OK : cpts_fail_memory(context);
}

cpts_status cpts_table_read_csv(struct table *out, cpts_context *context, const char *path,
                                const char *shown, enum role role)
{
    struct grid grid;
    memset(out, 0, sizeof *out);
    const cpts_status status = cpts_grid_read_csv(&grid, context, path, shown);
    return status == CPTS_OK ? cpts_table_keep(out, context, &grid, role) : status;
}

static bool add_columns(const struct table *table, OGRLayerH layer)
{
    OGRErr error = OGRERR_NONE;
    for (int i = 0; error == OGRERR_NONE && i < table->headings.count; i++) {
        OGRFieldDefnH field = OGR_Fld_Create(table->headings.names[i], OFTString);
        error = field ? OGR_L_CreateField(layer, field, TRUE) : OGRERR_NOT_ENOUGH_MEMORY;
        OGR_Fld_Destroy(field);
    }
    return error == OGRERR_NONE;
}

/* The rows as a layer in memory, where the id of a feature is the row's number. */
static OGRLayerH layer_of(const struct table *table, OGRDataSourceH memory)
{
    OGRLayerH layer = OGR_DS_CreateLayer(memory, "table", NULL, wkbNone, NULL);
    if (layer && !add_columns(table, layer))
        return NULL;
    for (size_t row = 0; layer && row < table->count; row++) {
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        OGRErr error = feature ? OGR_F_SetFID(feature, (GIntBig)row) : OGRERR_NOT_ENOUGH_MEMORY;
        for (int i = 0; feature && i < table->headings.count; i++)
            OGR_F_SetFieldString(feature, i, table->rows[row].cells[i]);
        if (error == OGRERR_NONE)
            error = OGR_L_CreateFeature(layer, feature);
        OGR_F_Destroy(feature);
        if (error != OGRERR_NONE)
            return NULL;
    }
    return layer;
}

cpts_status cpts_table_filter(struct table *table, cpts_context *context, const char *where,
                              const char *option, const char *shown)
{
    OGRSFDriverH driver = OGRGetDriverByName("Memory");
    OGRDataSourceH memory = driver ? OGR_Dr_CreateDataSource(driver, "table", NULL) : NULL;
    OGRLayerH layer = memory ? layer_of(table, memory) : NULL;
    cpts_status status = layer ? CPTS_OK : cpts_fail_memory(context);
    cpts_gdal_clear();
    if (status == CPTS_OK && OGR_L_SetAttributeFilter(layer, where) != OGRERR_NONE)
        status = cpts_fail(
            context, CPTS_ERROR_INPUT,
            _("%s: '%s' cannot be applied to %s: check the names of its columns and its "
              "quotes (%s)"),
            option, where, shown, cpts_gdal_failure() ? cpts_gdal_failure() : _("not understood"));
    size_t kept = 0;
    OGRFeatureH feature;
    while (status == CPTS_OK && (feature = OGR_L_GetNextFeature(layer))) {
        table->rows[kept++] = table->rows[OGR_F_GetFID(feature)];
        OGR_F_Destroy(feature);
    }
    if (status == CPTS_OK && cpts_gdal_failure())
        status = cpts_gdal_cut_short(context, shown);
    if (status == CPTS_OK)
        table->count = kept;
    if (memory)
        OGR_DS_Destroy(memory);
    return status;
}

void cpts_table_free(struct table *table)
{
    cpts_array_free(table->rows);
    cpts_arena_free(&table->arena);
    memset(table, 0, sizeof *table);
}
