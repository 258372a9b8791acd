/*
 * Statistics tables, RFC 4180, for spreadsheets. A spreadsheet takes a text that begins with
 * = + - @ for a formula and runs it: such a text gets an apostrophe before it.
 */
#include <errno.h>
#include <math.h>
#include <string.h>

#include "../common/memory.h"
#include "../common/number.h"
#include "../common/size_class.h"
#include "../common/utf8.h"
#include "output.h"

struct csv {
    struct output_file *file;
    bool has_sibling;
};

/* ---- cells ------------------------------------------------------------------------------- */

static void begin_cell(struct csv *csv)
{
    if (csv->has_sibling)
        cpts_file_char(csv->file, ',');
    csv->has_sibling = true;
}

static void put_text(struct csv *csv, const char *text)
{
    const bool is_quoted = strpbrk(text, "\",\r\n") || *text == ' ' || *text == '\t';
    begin_cell(csv);
    if (is_quoted)
        cpts_file_char(csv->file, '"');
    if (*text && strchr("=+-@\t\r", *text))
        cpts_file_char(csv->file, '\'');
    while (*text) {
        uint32_t code;
        const size_t length = cpts_utf8_read(&code, text);
        if (*text == '"')
            cpts_file_char(csv->file, '"');
        cpts_file_bytes(csv->file, length ? text : CPTS_REPLACEMENT, length ? length : 3);
        text += length ? length : 1;
    }
    if (is_quoted)
        cpts_file_char(csv->file, '"');
}

static void put_count(struct csv *csv, size_t value)
{
    begin_cell(csv);
    csv->file->used += cpts_number_unsigned(cpts_file_room(csv->file, CPTS_NUMBER_ROOM), value);
}

/* Empty when unknown. */
static void put_number(struct csv *csv, double value)
{
    begin_cell(csv);
    if (isfinite(value))
        csv->file->used += cpts_number_double(cpts_file_room(csv->file, CPTS_NUMBER_ROOM), value);
}

static void end_row(struct csv *csv)
{
    cpts_file_bytes(csv->file, "\r\n", 2);
    csv->has_sibling = false;
}

/* ---- tables ------------------------------------------------------------------------------ */

static void put_units(const struct cpts_report *report, struct csv *csv)
{
    const struct units *units = &report->region->units;
    cpts_file_text(csv->file, "code,name,group,population,area_m2,claims,max_claims,white_area_m2,"
                              "white_share,overlap_area_m2,overlap_share\r\n");
    for (size_t u = 0; u < units->count; u++) {
        const struct unit_result *result = &report->units[u];
        const double area_m2 = result->area_m2 > 0 ? result->area_m2 : NAN;
        put_text(csv, units->code[u]);
        put_text(csv, units->name[u]);
        put_text(csv, units->group[u]);
        put_number(csv, units->population[u]);
        put_number(csv, result->area_m2);
        put_count(csv, result->claim_count);
        put_count(csv, result->max_claims);
        put_number(csv, result->white_area_m2);
        put_number(csv, result->white_area_m2 / area_m2);
        put_number(csv, result->overlap_area_m2);
        put_number(csv, result->overlap_area_m2 / area_m2);
        end_row(csv);
    }
}

static void put_perimeters(const struct cpts_report *report, struct csv *csv,
                           const struct size_classes *classes)
{
    const struct perimeters *perimeters = &report->region->perimeters;
    cpts_file_text(csv->file,
                   "id,name,status,area_m2,exclusive_area_m2,contested_area_m2,outside_area_m2,"
                   "population,exclusive_population,contested_population,size_class,parts,"
                   "units_whole,units_partial,life,from,to,yearly_ceiling_eur\r\n");
    for (size_t p = 0; p < perimeters->count; p++) {
        const struct perimeter_result *result = &report->perimeters[p];
        const struct claim *claims = report->claims_by_perimeter + result->first_claim;
        const size_t size_class = cpts_size_class(classes, result->population);
        size_t whole = 0;
        for (size_t i = 0; i < result->claim_count; i++)
            whole += claims[i].share == 1;
        put_text(csv, perimeters->id[p]);
        put_text(csv, perimeters->name[p]);
        put_text(csv, perimeters->status[p]);
        put_number(csv, result->area_m2);
        put_number(csv, result->exclusive_area_m2);
        put_number(csv, result->contested_area_m2);
        put_number(csv, result->outside_area_m2);
        put_number(csv, result->population);
        put_number(csv, result->exclusive_population);
        put_number(csv, result->contested_population);
        put_number(csv, size_class ? (double)size_class : NAN);
        put_count(csv, result->parts);
        put_count(csv, whole);
        put_count(csv, result->claim_count - whole);
        put_text(csv, cpts_life_name(perimeters->life[p]));
        put_text(csv, perimeters->from[p]);
        put_text(csv, perimeters->to[p]);
        put_number(csv, cpts_size_class_ceiling(classes, size_class));
        end_row(csv);
    }
}

static void put_groups(const struct cpts_report *report, struct csv *csv)
{
    cpts_file_text(csv->file, "group,units,area_m2,population,white_area_m2,white_population,"
                              "overlap_area_m2,overlap_population,area_rate,population_rate\r\n");
    for (size_t g = 0; g < report->group_count; g++) {
        const struct group_result *group = &report->groups[g];
        put_text(csv, group->group);
        put_count(csv, group->units);
        put_number(csv, group->area_m2);
        put_number(csv, group->population);
        put_number(csv, group->white_area_m2);
        put_number(csv, group->white_population);
        put_number(csv, group->overlap_area_m2);
        put_number(csv, group->overlap_population);
        put_number(csv, group->area_rate);
        put_number(csv, group->population_rate);
        end_row(csv);
    }
}

/* ---- profile ----------------------------------------------------------------------------- */

static void put_values(const struct cpts_report *report, struct csv *csv, const char *of,
                       const char *id, const char *name, const struct indicator_value *values)
{
    for (size_t i = 0; i < report->profile.indicator_count; i++) {
        const struct indicator *indicator = &report->region->indicators[i];
        put_text(csv, of);
        put_text(csv, id);
        put_text(csv, name);
        put_text(csv, indicator->name);
        put_text(csv, cpts_indicator_kind(indicator));
        put_number(csv, values[i].value);
        put_number(csv, values[i].per_1000);
        put_number(csv, values[i].known_share);
        put_count(csv, values[i].missing);
        put_count(csv, values[i].masked);
        put_count(csv, values[i].is_secret);
        put_count(csv, values[i].is_estimate);
        end_row(csv);
    }
}

static void put_indicators(const struct cpts_report *report, struct csv *csv)
{
    const struct perimeters *perimeters = &report->region->perimeters;
    const size_t stride = report->profile.indicator_count;
    cpts_file_text(csv->file, "of,id,name,indicator,kind,value,per_1000,known_share,missing,masked,"
                              "secret,estimate\r\n");
    put_values(report, csv, "region", "", "", report->profile.region);
    for (size_t g = 0; g < report->group_count; g++)
        put_values(report, csv, "group", report->groups[g].group, report->groups[g].group,
                   report->profile.groups + g * stride);
    for (size_t p = 0; p < perimeters->count; p++)
        put_values(report, csv, "perimeter", perimeters->id[p], perimeters->name[p],
                   report->profile.perimeters + p * stride);
}

static void put_against(const struct cpts_report *report, struct csv *csv)
{
    const struct perimeters *perimeters = &report->region->perimeters;
    cpts_file_text(csv->file, "against,id,name,territory,territory_name,area_m2,population,"
                              "area_share,population_share,territory_share,estimate\r\n");
    for (size_t i = 0; i < report->profile.against_count; i++) {
        const struct against *against = &report->profile.against[i];
        for (size_t f = 0; f < against->fall_count; f++) {
            const struct fall *fall = &against->falls[f];
            put_text(csv, against->name);
            put_text(csv, perimeters->id[fall->perimeter]);
            put_text(csv, perimeters->name[fall->perimeter]);
            put_text(csv, fall->id);
            put_text(csv, fall->name);
            put_number(csv, fall->area_m2);
            put_number(csv, fall->population);
            put_number(csv, fall->area_share);
            put_number(csv, fall->population_share);
            put_number(csv, fall->territory_share);
            put_count(csv, fall->is_estimate);
            end_row(csv);
        }
    }
}

/* ---- declaration ------------------------------------------------------------------------- */

/* What a check can read again: one row for each unit that a perimeter claims whole. */
cpts_status cpts_write_declaration(const struct cpts_report *report, struct output_file *file)
{
    const struct units *units = &report->region->units;
    const struct perimeters *perimeters = &report->region->perimeters;
    struct csv csv = {.file = file};
    cpts_file_text(file, "id,name,code,unit_name\r\n");
    for (size_t p = 0; p < perimeters->count; p++) {
        const struct perimeter_result *result = &report->perimeters[p];
        const struct claim *claims = report->claims_by_perimeter + result->first_claim;
        for (size_t i = 0; i < result->claim_count; i++) {
            if (claims[i].share != 1)
                continue;
            put_text(&csv, perimeters->id[p]);
            put_text(&csv, perimeters->name[p]);
            put_text(&csv, units->code[claims[i].unit]);
            put_text(&csv, units->name[claims[i].unit]);
            end_row(&csv);
        }
    }
    return CPTS_OK;
}

/* ---- folder ------------------------------------------------------------------------------ */

enum {
    TABLE_UNITS,
    TABLE_PERIMETERS,
    TABLE_GROUPS,
    TABLE_INDICATORS, /* when some were given; so below */
    TABLE_AGAINST,
    TABLE_COUNT
};
static const char *const table_names[TABLE_COUNT] = {"units.csv", "perimeters.csv", "groups.csv",
                                                     "indicators.csv", "against.csv"};

static bool is_wanted(const struct cpts_report *report, int table)
{
    return table == TABLE_INDICATORS ? report->profile.indicator_count > 0
           : table == TABLE_AGAINST  ? report->profile.against_count > 0
                                     : true;
}

static cpts_status open_table(struct output_file *file, char **path, cpts_context *context,
                              const char *folder, const char *name)
{
    const size_t size = strlen(folder) + strlen(name) + 2;
    *path = cpts_array_raw(size, 1);
    if (!*path)
        return cpts_fail_memory(context);
    snprintf(*path, size, "%s/%s", folder, name);
    return cpts_file_open(file, context, *path, FILE_NAMELESS_IF_POSSIBLE);
}

/* All tables are written before the first gets its name: a full disk changes none of them. */
cpts_status cpts_write_csv(const struct cpts_report *report, const char *folder)
{
    cpts_context *context = report->region->context;
    struct output_file files[TABLE_COUNT] = {0};
    char *paths[TABLE_COUNT] = {NULL};
    struct size_classes classes;
    if (strcmp(folder, "-") == 0)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, "%s",
                         _("CSV tables are several files: name a folder, not standard output"));
    cpts_status status = cpts_size_classes_in_force(&classes, context);
    if (status == CPTS_OK)
        status = cpts_folder_make(context, folder);
    for (int t = 0; t < TABLE_COUNT && status == CPTS_OK; t++)
        if (is_wanted(report, t))
            status = open_table(&files[t], &paths[t], context, folder, table_names[t]);
    if (status == CPTS_OK) {
        put_units(report, &(struct csv){.file = &files[TABLE_UNITS]});
        put_perimeters(report, &(struct csv){.file = &files[TABLE_PERIMETERS]}, &classes);
        put_groups(report, &(struct csv){.file = &files[TABLE_GROUPS]});
        if (is_wanted(report, TABLE_INDICATORS))
            put_indicators(report, &(struct csv){.file = &files[TABLE_INDICATORS]});
        if (is_wanted(report, TABLE_AGAINST))
            put_against(report, &(struct csv){.file = &files[TABLE_AGAINST]});
    }
    for (int t = 0; t < TABLE_COUNT && status == CPTS_OK; t++)
        if (is_wanted(report, t))
            status = cpts_file_prepare(&files[t]);
    for (int t = 0; t < TABLE_COUNT && status == CPTS_OK; t++)
        if (is_wanted(report, t))
            status = cpts_file_commit(&files[t]);
    for (int t = 0; t < TABLE_COUNT; t++) {
        cpts_file_discard(&files[t]);
        cpts_array_free(paths[t]);
    }
    return status;
}
