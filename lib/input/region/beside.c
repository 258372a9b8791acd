#include "input/region/beside.h"

#include "input/declarations/dates.h"
#include "input/reading/claims.h"
#include "input/region/in_force.h"
#include "input/region/life_classes.h"
#include "input/sources/gdal_session.h"

/* Whether a column is there that is not read, or holds what people write where something ends. */
static bool has_others(const struct layer *layer)
{
    const int *at = layer->as_perimeters.at;
    int read = 0;
    for (int field = 0; field < FIELD_COUNT; field++)
        read += at[field] >= 0;
    return layer->headings.count > read || at[FIELD_TO] >= 0;
}

static bool has_ended(const struct drawn_feature *feature, const struct look *look,
                      const struct life_classes *classes)
{
    struct date_span to;
    return cpts_life_class(classes, feature->status) == CPTS_LIFE_ENDED ||
           (cpts_date_read(&to, feature->to) && to.last < look->day);
}

/* Leaves out of the table the features that claim nothing. Both are in the order of the layer; a
 * feature without any text is not in the table. */
static void keep_claims(struct table *table, const struct drawn *drawn, const struct look *look,
                        const struct life_classes *classes)
{
    size_t kept = 0, next = 0;
    for (size_t i = 0; i < table->count; i++) {
        size_t at = next;
        while (at < drawn->count && drawn->features[at].fid != table->rows[i].line)
            at++;
        const struct drawn_feature *feature = at < drawn->count ? &drawn->features[at] : NULL;
        if (!feature ||
            (feature->part_count && !feature->means_none && !has_ended(feature, look, classes)))
            table->rows[kept++] = table->rows[i];
        next = feature ? at : next;
    }
    table->count = kept;
}

static cpts_status report_rows(struct cpts_region *region, const struct known *known,
                               const struct layer *layer, const struct drawn *drawn,
                               const struct grid *grid, const struct life_classes *classes)
{
    struct table table;
    const struct look look = cpts_look_at(region);
    if (!cpts_table_from_grid(&table, grid, 0, &layer->headings, 0))
        return cpts_fail_memory(region->context);
    keep_claims(&table, drawn, &look, classes);
    const cpts_status status =
        cpts_claims_report_drawn(region, known, &table, &layer->as_perimeters, layer->shown);
    cpts_table_free(&table);
    return status;
}

cpts_status cpts_beside_report(struct cpts_region *region, const struct known *known,
                               const struct layer *layer, const struct drawn *drawn,
                               const cpts_load_options *options)
{
    struct grid grid;
    struct life_classes classes;
    if (options->perimeter_fields || !has_others(layer))
        return CPTS_OK;
    cpts_status status = cpts_life_classes_load(&classes, region->context, options->life_classes);
    if (status != CPTS_OK)
        return status;
    status = cpts_grid_sample_layer(&grid, region->context, layer->handle, layer->shown, SIZE_MAX);
    if (status == CPTS_OK) {
        status = report_rows(region, known, layer, drawn, &grid, &classes);
        cpts_grid_free(&grid);
    }
    cpts_life_classes_free(&classes);
    return status;
}
