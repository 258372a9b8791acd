#include "input/region/beside.h"

#include "input/reading/claims.h"
#include "input/reading/remarks.h"
#include "input/region/in_force.h"
#include "input/region/life_classes.h"

/* Whether a column is there that is not read, or one by which features differ from their CPTS. */
static bool has_others(const struct layer *layer)
{
    const int *at = layer->as_perimeters.at;
    int read = 0;
    for (int field = 0; field < FIELD_COUNT; field++)
        read += at[field] >= 0;
    return layer->headings.count > read || at[FIELD_TO] >= 0 || at[FIELD_STATUS] >= 0;
}

/* The status of a feature is that of its CPTS unless they differ, which is a finding. */
static bool has_ended(const struct cpts_region *region, const struct drawn_feature *feature,
                      const struct look *look, const struct life_classes *classes)
{
    const uint32_t p = cpts_perimeter_named(region, feature->key, feature->name);
    const char *status = p == CPTS_NONE ? feature->status : region->perimeters.status[p];
    return cpts_life_class(classes, status) == CPTS_LIFE_ENDED ||
           cpts_look_is_past(look, feature->to);
}

/* Leaves out of the table the features that claim nothing. Both are in the order of the layer; a
 * feature without any text is not in the table. */
static void keep_claims(const struct cpts_region *region, struct table *table,
                        const struct drawn *drawn, const struct look *look,
                        const struct life_classes *classes)
{
    size_t kept = 0, next = 0;
    for (size_t i = 0; i < table->count; i++) {
        size_t at = next;
        while (at < drawn->count && drawn->features[at].fid != table->rows[i].line)
            at++;
        const struct drawn_feature *feature = at < drawn->count ? &drawn->features[at] : NULL;
        if (!feature || (feature->part_count && !feature->means_none &&
                         !has_ended(region, feature, look, classes)))
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
    keep_claims(region, &table, drawn, &look, classes);
    const cpts_status status =
        cpts_claims_report_drawn(region, known, &table, &layer->as_perimeters, layer->shown);
    cpts_table_free(&table);
    return status;
}

/* "zones_blanches", "hors_cpts", "projet_perimetres" */
static cpts_status report_name(struct cpts_region *region, const struct layer *layer)
{
    if (!cpts_remark_in_title(layer->name) && !cpts_remark_names_layer(layer->name))
        return CPTS_OK;
    return cpts_notice_unread(
        region, cpts_arena_format(&region->arena, "%s/layer", layer->shown),
        _("the name of %s says that what it draws may not be declared: give the "
          "layer that declares; if it is this one, name its columns: "
          "--perimeter-fields name=COLUMN"),
        layer->shown);
}

cpts_status cpts_beside_report(struct cpts_region *region, const struct known *known,
                               const struct layer *layer, const struct drawn *drawn,
                               const cpts_load_options *options)
{
    struct grid grid;
    struct life_classes classes;
    if (options->perimeter_fields)
        return CPTS_OK;
    cpts_status status = report_name(region, layer);
    if (status != CPTS_OK || !has_others(layer))
        return status;
    status = cpts_life_classes_load(&classes, region->context, options->life_classes);
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
