#include "input/region/indicators.h"

#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdlib.h>
#include <string.h>

#include "common/number.h"
#include "input/declarations/aside.h"
#include "input/region/builder.h"
#include "input/region/indicator_spec.h"
#include "input/sources/connection.h"
#include "input/sources/gdal_session.h"
#include "input/sources/layers.h"
#include "input/sources/text.h"

struct reading {
    struct cpts_region *region;
    const struct known *known;
    const struct indicator_spec *spec;
    const char *shown; /* the layer, for messages */
};

/* ---- cells ----------------------------------------------------------------------------------- */

static bool is_one_of(const char *text, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(text, *words) == 0)
            return true;
    return false;
}

enum cell_kind cpts_cell_read(const char *text, double *value)
{
    static const char *const missing[] = {"",    "nd", "n.d.", "na",  "n/a", "-",  ".", "..",
                                          "...", "…",  "null", "nan", "nc",  "ns", NULL};
    static const char *const secret[] = {"s", "c", "secret", "*", "**", "***", NULL};
    char plain[64], word[64];
    size_t length = 0, letters = 0;
    *value = NAN;
    for (const char *c = text; *c; c++) {
        if (length + 1 == sizeof plain)
            return CELL_OTHER;
        /* "1 234,5 %", with plain, no-break or narrow spaces. */
        if (*c == ' ' || *c == '\xc2' || *c == '\xa0' || strncmp(c, "\u202f", 3) == 0) {
            c += *c == '\xe2' ? 2 : 0;
            continue;
        }
        word[letters++] = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
        plain[length++] = *c == ',' ? '.' : *c;
    }
    if (length && plain[length - 1] == '%')
        length--;
    plain[length] = word[letters] = '\0';
    if (is_one_of(word, missing))
        return CELL_MISSING;
    if (is_one_of(word, secret) || (word[0] == '<' && word[1] >= '0' && word[1] <= '9'))
        return CELL_SECRET;
    double number;
    if (!cpts_number_read(&number, plain))
        return CELL_OTHER;
    *value = number;
    return CELL_NUMBER;
}

/* ---- room ------------------------------------------------------------------------------------ */

/* Indicators live in the arena of the region, those of each call in a new array. */
static struct indicator *add_indicators(struct cpts_region *region, size_t count)
{
    const size_t before = region->indicator_count;
    struct indicator *all = cpts_arena_alloc(&region->arena, (before + count) * sizeof *all);
    if (!all)
        return NULL;
    if (before)
        memcpy(all, region->indicators, before * sizeof *all);
    region->indicators = all;
    region->indicator_count += count;
    return all + before;
}

static bool open_table_indicator(const struct reading *reading, struct indicator *out, size_t index)
{
    struct cpts_region *region = reading->region;
    const struct indicator_spec *spec = reading->spec;
    const size_t count = region->units.count;
    *out = (struct indicator){.name = spec->columns[index],
                              .source = reading->shown,
                              .kind = index < spec->sum_count ? INDICATOR_SUM : INDICATOR_MEAN,
                              .secret_below = index < spec->sum_count ? spec->secret_below : 0};
    out->values = cpts_arena_alloc(&region->arena, (count + 1) * sizeof *out->values);
    out->masked = cpts_arena_alloc(&region->arena, count + 1);
    if (out->kind == INDICATOR_MEAN && spec->weight)
        out->weights = cpts_arena_alloc(&region->arena, (count + 1) * sizeof *out->weights);
    if (!out->values || !out->masked ||
        (out->kind == INDICATOR_MEAN && spec->weight && !out->weights))
        return false;
    for (size_t u = 0; u < count; u++) {
        out->values[u] = NAN;
        if (out->weights)
            out->weights[u] = NAN;
    }
    return true;
}

/* ---- tables ---------------------------------------------------------------------------------- */

static cpts_status find_column(const struct reading *reading, const struct headings *headings,
                               const char *name, int *out)
{
    char columns[512], wanted[256], column[256];
    int alike = 0;
    for (*out = 0; *out < headings->count; (*out)++)
        if (strcmp(headings->names[*out], name) == 0)
            return CPTS_OK;
    /* Else the only one of that name regardless of case and accents. */
    cpts_text_fold(wanted, sizeof wanted, name);
    for (int i = 0; i < headings->count; i++) {
        cpts_text_fold(column, sizeof column, headings->names[i]);
        if (*wanted && strcmp(column, wanted) == 0) {
            *out = i;
            alike++;
        }
    }
    if (alike == 1)
        return CPTS_OK;
    cpts_schema_list(columns, sizeof columns, headings);
    return cpts_fail(reading->region->context, CPTS_ERROR_ARGUMENT,
                     _("--indicators: %s has no column '%s'; its columns are: %s"), reading->shown,
                     name, columns);
}

static cpts_status read_number(const struct reading *reading, const struct table_row *row,
                               int column, const char *name, double *value, bool *is_secret)
{
    const enum cell_kind kind = cpts_cell_read(row->cells[column], value);
    *is_secret = kind == CELL_SECRET;
    if (kind != CELL_OTHER)
        return CPTS_OK;
    return cpts_fail(reading->region->context, CPTS_ERROR_INPUT,
                     _("--indicators: line %ld of %s: '%s' in column '%s' is not a number; leave "
                       "it empty if it is not known, write s if it is secret"),
                     row->line, reading->shown, row->cells[column], name);
}

/* Several rows of a unit add up; a mean must stand alone. */
static cpts_status enter(const struct reading *reading, const struct table_row *row,
                         struct indicator *indicator, uint32_t unit, double value, bool is_secret)
{
    indicator->masked[unit] |= is_secret;
    if (isnan(value))
        return CPTS_OK;
    if (isnan(indicator->values[unit]))
        indicator->values[unit] = value;
    else if (indicator->kind == INDICATOR_SUM)
        indicator->values[unit] += value;
    else
        return cpts_fail(reading->region->context, CPTS_ERROR_INPUT,
                         _("--indicators: line %ld of %s gives '%s' a second time for %s; a mean "
                           "needs one row per unit"),
                         row->line, reading->shown, indicator->name,
                         reading->region->units.code[unit]);
    return CPTS_OK;
}

static cpts_status read_row(const struct reading *reading, const struct table_row *row,
                            struct indicator *indicators, const int *columns, int weight,
                            uint32_t unit)
{
    const size_t count = reading->spec->sum_count + reading->spec->mean_count;
    cpts_status status = CPTS_OK;
    double weighs = NAN, value;
    bool is_secret = false;
    if (weight >= 0)
        status = read_number(reading, row, weight, reading->spec->weight, &weighs, &is_secret);
    for (size_t i = 0; i < count && status == CPTS_OK; i++) {
        status = read_number(reading, row, columns[i], indicators[i].name, &value, &is_secret);
        if (status == CPTS_OK)
            status = enter(reading, row, &indicators[i], unit, value, is_secret);
        if (indicators[i].weights)
            indicators[i].weights[unit] = weighs;
    }
    return status;
}

static cpts_status say_what_to_do(const struct reading *reading, const struct headings *headings)
{
    char columns[512];
    const char *shown = cpts_source_shown(&reading->region->arena, reading->spec->source);
    if (!shown)
        return cpts_fail_memory(reading->region->context);
    cpts_schema_list(columns, sizeof columns, headings);
    return cpts_fail(reading->region->context, CPTS_ERROR_ARGUMENT,
                     _("--indicators %s: say which columns to sum and which to average: "
                       "%s,sum=COLUMN,mean=COLUMN; its columns are: %s"),
                     shown, shown, columns);
}

/* A secret piece makes the whole of a unit unknown. */
static void mask(struct indicator *indicator, size_t unit_count)
{
    for (size_t u = 0; u < unit_count; u++)
        if (indicator->masked[u])
            indicator->values[u] = NAN;
}

static cpts_status find_columns(const struct reading *reading, const struct table *table,
                                int *columns, int *weight)
{
    const struct indicator_spec *spec = reading->spec;
    cpts_status status = CPTS_OK;
    *weight = -1;
    if (spec->weight)
        status = find_column(reading, &table->headings, spec->weight, weight);
    for (size_t i = 0; i < spec->sum_count + spec->mean_count && status == CPTS_OK; i++)
        status = find_column(reading, &table->headings, spec->columns[i], &columns[i]);
    return status;
}

/* Rows of parts of a unit add up; the mean of one of them is not the unit's. */
static cpts_status read_rows(const struct reading *reading, const struct table *table,
                             struct indicator *indicators, const struct row_units *rows)
{
    const struct indicator_spec *spec = reading->spec;
    int columns[SPEC_COLUMNS_AT_MOST] = {0}, weight;
    size_t left = 0;
    cpts_status status = find_columns(reading, table, columns, &weight);
    for (size_t i = 0; i < table->count && status == CPTS_OK; i++) {
        if (rows->units[i] == CPTS_NONE)
            continue;
        if (rows->moved[i] && spec->mean_count)
            left++;
        else
            status =
                read_row(reading, &table->rows[i], indicators, columns, weight, rows->units[i]);
    }
    if (left)
        cpts_log(reading->region->context, CPTS_NORMAL,
                 P_("--indicators: %zu row of %s is of a part of a unit, whose mean is not "
                    "the unit's; it is ignored",
                    "--indicators: %zu rows of %s are of parts of a unit, whose means are "
                    "not the unit's; they are ignored",
                    left),
                 left, reading->shown);
    return status;
}

static cpts_status add_rows(const struct reading *reading, const struct table *table,
                            const struct row_units *rows)
{
    struct cpts_region *region = reading->region;
    const size_t count = reading->spec->sum_count + reading->spec->mean_count;
    if (!rows->found)
        return cpts_fail(region->context, CPTS_ERROR_INPUT,
                         _("--indicators: no row of %s matches a code of the region; check its "
                           "column of codes (code=COLUMN)"),
                         reading->shown);
    struct indicator *indicators = add_indicators(region, count);
    bool done = indicators != NULL;
    for (size_t i = 0; i < count && done; i++)
        done = open_table_indicator(reading, &indicators[i], i);
    if (!done)
        return cpts_fail_memory(region->context);
    const cpts_status status = read_rows(reading, table, indicators, rows);
    for (size_t i = 0; i < count; i++)
        mask(&indicators[i], region->units.count);
    return status;
}

static cpts_status add_table(const struct reading *reading, struct asked_table *asked)
{
    const struct indicator_spec *spec = reading->spec;
    struct layer *layer = asked->layer;
    struct row_units rows = {.units = NULL};
    cpts_status status = CPTS_OK;
    int column;
    if (spec->sum_count + spec->mean_count == 0)
        status = say_what_to_do(reading, &layer->headings);
    if (status == CPTS_OK && spec->code)
        status = find_column(reading, &layer->headings, spec->code, &column);
    if (status == CPTS_OK)
        status = cpts_row_units_find(&rows, asked, reading->known);
    if (status == CPTS_OK)
        status = add_rows(reading, &layer->table, &rows);
    if (status == CPTS_OK)
        cpts_row_units_log_rest(&rows, asked, reading->region->context, "--indicators");
    cpts_row_units_free(&rows);
    return status;
}

/* ---- points ---------------------------------------------------------------------------------- */

struct points {
    double *x, *y;
    size_t count, capacity[3];
    double *values; /* of all columns, point after point */
    size_t value_count;
};

static bool add_point(struct points *points, double x, double y)
{
    if (!cpts_array_reserve(&points->x, &points->capacity[0], points->count + 1, sizeof(double)) ||
        !cpts_array_reserve(&points->y, &points->capacity[1], points->count + 1, sizeof(double)))
        return false;
    points->x[points->count] = x;
    points->y[points->count++] = y;
    return true;
}

/* A point, or the middle of several: an institution is counted once. */
static bool place_of(OGRGeometryH geometry, double *x, double *y)
{
    if (!geometry || OGR_G_IsEmpty(geometry))
        return false;
    if (wkbFlatten(OGR_G_GetGeometryType(geometry)) == wkbPoint) {
        *x = OGR_G_GetX(geometry, 0);
        *y = OGR_G_GetY(geometry, 0);
        return isfinite(*x) && isfinite(*y);
    }
    OGREnvelope box;
    OGR_G_GetEnvelope(geometry, &box);
    *x = (box.MinX + box.MaxX) / 2;
    *y = (box.MinY + box.MaxY) / 2;
    return isfinite(*x) && isfinite(*y);
}

static bool read_point(struct points *points, OGRFeatureH feature, const int *columns, size_t count,
                       size_t *skipped)
{
    double x, y;
    if (!place_of(OGR_F_GetGeometryRef(feature), &x, &y)) {
        (*skipped)++;
        return true;
    }
    if (!add_point(points, x, y) ||
        !cpts_array_reserve(&points->values, &points->capacity[2], points->value_count + count,
                            sizeof(double)))
        return false;
    for (size_t i = 0; i < count; i++) {
        const bool is_there = OGR_F_IsFieldSetAndNotNull(feature, columns[i]);
        cpts_cell_read(is_there ? OGR_F_GetFieldAsString(feature, columns[i]) : "",
                       &points->values[points->value_count++]);
    }
    return true;
}

static cpts_status read_points(const struct reading *reading, OGRLayerH layer, const int *columns,
                               size_t count, struct points *points)
{
    cpts_context *context = reading->region->context;
    size_t skipped = 0;
    bool done = true;
    OGRFeatureH feature;
    OGR_L_ResetReading(layer);
    cpts_gdal_clear();
    while (done && (feature = OGR_L_GetNextFeature(layer))) {
        done = read_point(points, feature, columns, count, &skipped);
        OGR_F_Destroy(feature);
    }
    if (!done)
        return cpts_fail_memory(context);
    if (cpts_gdal_failure())
        return cpts_gdal_cut_short(context, reading->shown);
    if (skipped)
        cpts_log(context, CPTS_NORMAL,
                 P_("warning: %zu feature of %s has no place",
                    "warning: %zu features of %s have no place", skipped),
                 skipped, reading->shown);
    return CPTS_OK;
}

/* The count of the points first, then the sums of the columns asked for. */
static bool keep_points(const struct reading *reading, const struct points *points)
{
    struct cpts_region *region = reading->region;
    const size_t count = reading->spec->sum_count;
    struct point *places = cpts_arena_alloc(&region->arena, (points->count + 1) * sizeof *places);
    struct indicator *indicators = add_indicators(region, count + 1);
    bool done = places && indicators;
    for (size_t i = 0; done && i < points->count; i++)
        places[i] = (struct point){points->x[i], points->y[i]};
    for (size_t k = 0; done && k <= count; k++) {
        struct indicator *out = &indicators[k];
        *out = (struct indicator){
            .name = k ? reading->spec->columns[k - 1]
                      : (reading->spec->name ? reading->spec->name : reading->shown),
            .source = reading->shown,
            .kind = k ? INDICATOR_SUM : INDICATOR_COUNT,
            .points = places,
            .point_count = points->count};
        if (!k)
            continue;
        out->values = cpts_arena_alloc(&region->arena, (points->count + 1) * sizeof *out->values);
        done = out->values != NULL;
        for (size_t i = 0; done && i < points->count; i++)
            out->values[i] = points->values[i * count + k - 1];
    }
    return done;
}

static cpts_status add_points(const struct reading *reading, const struct layer *layer)
{
    struct cpts_region *region = reading->region;
    const struct builder *builder = region->builder;
    const size_t count = reading->spec->sum_count;
    int columns[SPEC_COLUMNS_AT_MOST] = {0};
    struct placing placing = {.is_sheet = false};
    struct points points = {0};
    cpts_status status = CPTS_OK;
    if (reading->spec->mean_count)
        return cpts_fail(region->context, CPTS_ERROR_ARGUMENT,
                         _("--indicators: %s holds points: they are counted, and their columns "
                           "summed (sum=), not averaged"),
                         reading->shown);
    for (size_t i = 0; i < count && status == CPTS_OK; i++)
        status = find_column(reading, &layer->headings, reading->spec->columns[i], &columns[i]);
    if (status == CPTS_OK)
        status = cpts_placing_open(&placing, region->context, &builder->frame, layer->handle,
                                   layer->shown);
    if (status == CPTS_OK)
        status = read_points(reading, layer->handle, columns, count, &points);
    if (status == CPTS_OK)
        cpts_placing_points(&placing, points.x, points.y, points.count);
    if (status == CPTS_OK && !keep_points(reading, &points))
        status = cpts_fail_memory(region->context);
    cpts_placing_close(&placing);
    cpts_array_free(points.x);
    cpts_array_free(points.y);
    cpts_array_free(points.values);
    return status;
}

/* ---- sources --------------------------------------------------------------------------------- */

static cpts_status add_layer(struct reading *reading, struct asked_table *asked)
{
    const struct layer *layer = asked->layer;
    struct cpts_region *region = reading->region;
    reading->shown = cpts_arena_string(&region->arena, layer->shown);
    if (!reading->shown)
        return cpts_fail_memory(region->context);
    const OGRwkbGeometryType type =
        layer->handle ? wkbFlatten(OGR_L_GetGeomType(layer->handle)) : wkbNone;
    if (type == wkbPoint || type == wkbMultiPoint)
        return add_points(reading, layer);
    return add_table(reading, asked);
}

static size_t count_of(const struct layer *layer)
{
    const long long count =
        layer->has_table ? (long long)layer->table.count : OGR_L_GetFeatureCount(layer->handle, 1);
    return count > 0 ? (size_t)count : 0;
}

cpts_status cpts_indicators_read(struct cpts_region *region, const struct known *known,
                                 const char *spec_text)
{
    struct indicator_spec spec;
    cpts_status status =
        cpts_indicator_spec_parse(&spec, region->context, &region->arena, spec_text);
    if (status != CPTS_OK)
        return status;
    struct reading reading = {.region = region, .known = known, .spec = &spec};
    struct asked_table asked;
    struct plan_request request = {.asked = ASKED_FIGURES, .option = ""};
    if (spec.code) {
        request.map = cpts_arena_format(&region->arena, "code=%s", spec.code);
        if (!request.map)
            return cpts_fail_memory(region->context);
    }
    status = cpts_asked_open(&asked, known, spec.source, &request, "--indicators");
    if (status == CPTS_OK)
        status = add_layer(&reading, &asked);
    if (status == CPTS_OK) {
        const struct opened *source = &asked.layers.sources[asked.layer->source];
        status = cpts_region_add_source(region, source->file, &source->facts, asked.layer->name,
                                        "indicators", count_of(asked.layer));
    }
    cpts_asked_close(&asked);
    return status;
}
