/*
 * Tables of words that options name: any file that sources may be.
 */
#include <string.h>

#include "input/sources/layers.h"

/* The rows of a layer, when it has the columns of the role. */
static cpts_status take_layer(struct table *out, cpts_context *context, struct layer *layer,
                              enum role role)
{
    cpts_status status = cpts_layer_read_cells(layer, context);
    if (status == CPTS_OK)
        status = cpts_table_keep(out, context, &layer->grid, role);
    if (status == CPTS_OK && !cpts_table_is_header(&out->headings, role))
        cpts_table_free(out);
    return status;
}

cpts_status cpts_table_read(struct table *out, cpts_context *context, const char *spec,
                            const char *option, enum role role)
{
    const char *const list[] = {spec, NULL};
    const cpts_load_options options = {.sources = list};
    struct layers layers = {.items = NULL};
    memset(out, 0, sizeof *out);
    cpts_status status = cpts_layers_open(&layers, context, &options);
    for (size_t i = 0; i < layers.count && status == CPTS_OK && !out->headings.count; i++)
        status = take_layer(out, context, &layers.items[i], role);
    if (status == CPTS_OK && !out->headings.count)
        status = cpts_fail(context, CPTS_ERROR_INPUT,
                           role == ROLE_LIVES ? _("%s: no table of %s has columns class and words")
                                              : _("%s: no table of %s has columns word and means"),
                           option, spec);
    cpts_layers_close(&layers);
    if (status != CPTS_OK)
        cpts_table_free(out);
    return status;
}
