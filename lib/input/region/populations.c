/*
 * INSEE's table of populations. It lists municipal arrondissements and not their communes: the
 * population of a commune is then the sum of theirs.
 */
#include <math.h>
#include <stdlib.h>

#include "input/declarations/insee.h"
#include "input/region/builder.h"

static double parse(const char *text)
{
    char digits[32];
    size_t length = 0;
    for (; *text && length + 1 < sizeof digits; text++)
        if (*text >= '0' && *text <= '9')
            digits[length++] = *text;
        else if (*text != ' ' && *text != '\xc2' && *text != '\xa0')
            return NAN;
    digits[length] = '\0';
    return length ? strtod(digits, NULL) : NAN;
}

static cpts_status add_rows(struct cpts_region *region, const struct table *table, const char *path)
{
    struct columns columns;
    cpts_schema_match(&columns, &table->headings, ROLE_POPULATIONS);
    int code = columns.at[FIELD_CODE], population = columns.at[FIELD_POPULATION];
    if (code < 0 || population < 0)
        return cpts_fail(region->context, CPTS_ERROR_INPUT,
                         _("--populations: %s is not INSEE's table of populations: it has no "
                           "columns COM and PMUN"),
                         path);
    struct units *units = &region->units;
    const struct builder *builder = region->builder;
    double sums[3] = {0, 0, 0};
    bool has_sum[3] = {false, false, false};
    for (size_t i = 0; i < units->count; i++)
        units->population[i] = NAN;
    for (size_t i = 0; i < table->count; i++) {
        char repaired[INSEE_CODE_ROOM];
        const char *key = table->rows[i].cells[code];
        double value = parse(table->rows[i].cells[population]);
        uint32_t unit = cpts_name_index_find(&builder->unit_by_code, key);
        if (unit == CPTS_NONE && cpts_insee_repair(repaired, key))
            unit = cpts_name_index_find(&builder->unit_by_code, key = repaired);
        if (unit != CPTS_NONE)
            units->population[unit] = value;
        int parent = cpts_insee_arrondissement(key);
        if (parent >= 0 && !isnan(value)) {
            sums[parent] += value;
            has_sum[parent] = true;
        }
    }
    units->has_population = false;
    for (size_t i = 0; i < units->count; i++) {
        int parent = cpts_insee_parent(units->code[i]);
        if (parent >= 0 && isnan(units->population[i]) && has_sum[parent])
            units->population[i] = sums[parent];
        units->has_population |= !isnan(units->population[i]);
    }
    return CPTS_OK;
}

cpts_status cpts_populations_read(struct cpts_region *region, const char *path)
{
    struct table table;
    cpts_status status =
        cpts_table_read(&table, region->context, path, "--populations", ROLE_POPULATIONS);
    if (status == CPTS_OK) {
        status = add_rows(region, &table, path);
        cpts_table_free(&table);
    }
    return status;
}
