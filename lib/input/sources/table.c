#include "input/sources/table.h"

#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <string.h>

#include "input/sources/gdal_session.h"
#include "input/sources/table_rows.h"
#include "input/sources/text.h"

enum { EARLY_ROWS = 16, ROWS_BETWEEN_CHECKS = 4096 };

/* A list of the whole country's communes has a million. Short rows under a wide header would
 * otherwise take thousands of times the room of their file. */
#define MAX_CELLS ((size_t)16 << 20)

static bool is_blank(const char *const *cells, int count)
{
    for (int i = 0; i < count; i++)
        if (cells[i][strspn(cells[i], " \t")])
            return false;
    return true;
}

bool cpts_table_is_header(const struct headings *headings, enum role role)
{
    struct columns columns;
    cpts_schema_match(&columns, headings, role);
    const int *at = columns.at;
    if (role == ROLE_CODES)
        return (at[FIELD_CODE] >= 0 || at[FIELD_UNIT] >= 0 || at[FIELD_POSTAL] >= 0) &&
               (at[FIELD_ID] >= 0 || at[FIELD_NAME] >= 0);
    if (role == ROLE_MOVES) {
        struct schema_editions editions;
        cpts_schema_editions(&editions, headings);
        return (at[FIELD_CODE] >= 0 && at[FIELD_NEW_CODE] >= 0) || editions.count >= 2;
    }
    if (role == ROLE_LIVES)
        return at[FIELD_CODE] >= 0 && at[FIELD_STATUS] >= 0;
    return at[FIELD_CODE] >= 0 && (role != ROLE_POPULATIONS || at[FIELD_POPULATION] >= 0);
}

static const char **copy_cells(struct arena *arena, const char *const *cells, int count,
                               int columns)
{
    const char **copy = cpts_arena_alloc(arena, sizeof *copy * (size_t)(columns ? columns : 1));
    for (int i = 0; copy && i < columns; i++) {
        copy[i] = i < count ? cpts_text_clean(arena, cells[i]) : "";
        if (!copy[i])
            return NULL;
    }
    return copy;
}

static bool store_row(struct table *table, long line, const char *const *cells, int count)
{
    if (!cpts_array_reserve(&table->rows, &table->capacity, table->count + 1, sizeof *table->rows))
        return false;
    const char **copy = copy_cells(&table->arena, cells, count, table->headings.count);
    if (!copy)
        return false;
    const char *beyond = NULL;
    for (int i = table->headings.count; i < count && !beyond; i++)
        if (!is_blank(&cells[i], 1)) {
            beyond = cpts_text_clean(&table->arena, cells[i]);
            if (!beyond)
                return false;
        }
    table->rows[table->count++] = (struct table_row){.line = line, .cells = copy, .beyond = beyond};
    return true;
}

bool cpts_table_add_row(struct table_filler *filler, long line, const char *const *cells, int count)
{
    struct table *table = filler->table;
    if (is_blank(cells, count))
        return true;
    if (!filler->find_header)
        return store_row(table, line, cells, count);
    const char **copy = copy_cells(&table->arena, cells, count, count);
    if (!copy)
        return false;
    const struct headings headings = {.names = copy, .count = count};
    if (cpts_table_is_header(&headings, filler->role)) {
        table->headings = headings;
        table->header_line = line;
        filler->find_header = false;
        return true;
    }
    filler->early[filler->early_count++] =
        (struct early_row){.line = line, .count = count, .cells = copy};
    return filler->early_count < EARLY_ROWS || cpts_table_end_rows(filler);
}

bool cpts_table_end_rows(struct table_filler *filler)
{
    if (!filler->find_header || filler->early_count == 0)
        return true;
    filler->find_header = false;
    filler->table->header_line = filler->early[0].line;
    filler->table->headings =
        (struct headings){.names = filler->early[0].cells, .count = filler->early[0].count};
    for (int i = 1; i < filler->early_count; i++)
        if (!store_row(filler->table, filler->early[i].line, filler->early[i].cells,
                       filler->early[i].count))
            return false;
    return true;
}

cpts_status cpts_table_check_size(const struct table *table, cpts_context *context,
                                  const char *shown)
{
    const size_t columns = (size_t)table->headings.count;
    if (!columns || table->count <= MAX_CELLS / columns)
        return table->count % ROWS_BETWEEN_CHECKS ? CPTS_OK
                                                  : cpts_advance(context, _("reading"), 0);
    return cpts_fail(context, CPTS_ERROR_INPUT,
                     _("%s has over %zu rows of %zu columns, too many for a table of codes; keep "
                       "the columns that are needed"),
                     shown, table->count - 1, columns);
}

/* OGR makes numbers and dates into texts in room of its own, which its next call takes back: they
 * are copied. Texts stay where they are as long as their feature. */
static bool read_cells(struct arena *arena, OGRFeatureH feature, const char **cells, int count)
{
    bool done = true;
    for (int i = 0; i < count && done; i++) {
        const bool stays = OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, i)) == OFTString;
        cells[i] = OGR_F_IsFieldSetAndNotNull(feature, i) ? OGR_F_GetFieldAsString(feature, i) : "";
        if (!stays)
            cells[i] = *cells[i] ? cpts_arena_string(arena, cells[i]) : "";
        done = cells[i] != NULL;
    }
    return done;
}

static cpts_status read_features(struct table_filler *filler, cpts_context *context,
                                 OGRLayerH layer, const char *shown, const char **cells, int count)
{
    OGRFeatureH feature;
    OGR_L_ResetReading(layer);
    cpts_gdal_clear();
    while ((feature = OGR_L_GetNextFeature(layer))) {
        struct arena numbers = {NULL};
        const bool kept = read_cells(&numbers, feature, cells, count) &&
                          cpts_table_add_row(filler, (long)OGR_F_GetFID(feature), cells, count);
        cpts_arena_free(&numbers);
        OGR_F_Destroy(feature);
        const cpts_status status =
            kept ? cpts_table_check_size(filler->table, context, shown) : cpts_fail_memory(context);
        if (status != CPTS_OK)
            return status;
    }
    if (cpts_gdal_failure())
        return cpts_fail(context, CPTS_ERROR_INPUT, _("%s cannot be read to its end: %s"), shown,
                         cpts_gdal_failure());
    return cpts_table_end_rows(filler) ? CPTS_OK : cpts_fail_memory(context);
}

cpts_status cpts_table_read_layer(struct table *out, cpts_context *context, void *layer,
                                  const char *shown, bool find_header, enum role role)
{
    memset(out, 0, sizeof *out);
    out->encoding = out->separator = "";
    out->counts_lines = find_header;
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    int count = OGR_FD_GetFieldCount(definition);
    const char **names = cpts_arena_alloc(&out->arena, sizeof *names * (size_t)(count + 1));
    const char **cells = cpts_array_new((size_t)count, sizeof *cells);
    cpts_status status = names && cells ? CPTS_OK : cpts_fail_memory(context);
    for (int i = 0; status == CPTS_OK && i < count; i++) {
        names[i] =
            cpts_text_clean(&out->arena, OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i)));
        if (!names[i])
            status = cpts_fail_memory(context);
    }
    if (status == CPTS_OK) {
        if (!find_header)
            out->headings = (struct headings){.names = names, .count = count};
        struct table_filler filler = {.table = out, .role = role, .find_header = find_header};
        status = read_features(&filler, context, layer, shown, cells, count);
    }
    cpts_array_free(cells);
    if (status != CPTS_OK)
        cpts_table_free(out);
    return status;
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
        status = cpts_fail(context, CPTS_ERROR_INPUT, _("%s: '%s' cannot be applied to %s: %s"),
                           option, where, shown,
                           cpts_gdal_failure() ? cpts_gdal_failure() : _("not understood"));
    size_t kept = 0;
    OGRFeatureH feature;
    while (status == CPTS_OK && (feature = OGR_L_GetNextFeature(layer))) {
        table->rows[kept++] = table->rows[OGR_F_GetFID(feature)];
        OGR_F_Destroy(feature);
    }
    if (status == CPTS_OK && cpts_gdal_failure())
        status = cpts_fail(context, CPTS_ERROR_INPUT, _("%s cannot be read to its end: %s"), shown,
                           cpts_gdal_failure());
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
