/*
 * Which layers hold the units: the best ones by their ranks, provided that they are alone. A doubt
 * is the user's to settle.
 */
#include <ogr_api.h>
#include <string.h>

#include "geometry/shapes.h"
#include "input/sources/layer_search.h"

/* IGN's communes and municipal arrondissements are two layers of one dataset: both are needed. */
static bool are_companions(const struct layer *a, const struct layer *b)
{
    bool a_arrondissements = cpts_schema_layer_kind(a->name) == LAYER_ARRONDISSEMENTS;
    bool b_arrondissements = cpts_schema_layer_kind(b->name) == LAYER_ARRONDISSEMENTS;
    return a->source == b->source && a_arrondissements != b_arrondissements;
}

/* Between layers of equal rank, those that look least like perimeters. */
static bool looks_like_perimeters(const struct search *search, const struct layer *layer,
                                  enum rank rank)
{
    enum rank least = RANK_CERTAIN;
    for (size_t i = 0; i < search->layers->count; i++) {
        const struct layer *other = &search->layers->items[i];
        if (cpts_search_takes(search, other) && cpts_layer_units_rank(other) == rank &&
            cpts_layer_perimeters_rank(other) < least)
            least = cpts_layer_perimeters_rank(other);
    }
    return cpts_layer_perimeters_rank(layer) > least;
}

/* `least`: the rank under which a layer is not taken for units. */
static cpts_status assign_units(const struct search *search, enum rank least)
{
    enum rank best = cpts_search_best(search);
    if (best < least)
        return CPTS_OK;
    struct layer *chosen[2] = {NULL, NULL};
    size_t count = 0;
    bool by_population = best == RANK_FAIR;
    for (size_t i = 0; i < search->layers->count && best != RANK_NO; i++) {
        struct layer *layer = &search->layers->items[i];
        if (!cpts_search_takes(search, layer) || cpts_layer_units_rank(layer) != best ||
            looks_like_perimeters(search, layer, best))
            continue;
        /* Of layers with generic columns, the one with inhabitants. */
        if (by_population && count == 1) {
            bool old = chosen[0]->as_units.at[FIELD_POPULATION] >= 0;
            bool new = layer->as_units.at[FIELD_POPULATION] >= 0;
            if (old != new) {
                chosen[0] = new ? layer : chosen[0];
                continue;
            }
        }
        if (count < 2)
            chosen[count] = layer;
        count++;
    }
    if (count > 2 || (count == 2 && !are_companions(chosen[0], chosen[1])))
        return cpts_search_ambiguous(search, best, true);
    for (size_t i = 0; i < count; i++)
        chosen[i]->role = ROLE_UNITS;
    return CPTS_OK;
}

/* Whether a layer is about CPTS, départements and the like, and may have the codes of their seats:
 * it is looked into when no other layer holds the units. */
static bool speaks_of_others(const struct layer *layer)
{
    const enum layer_kind kind = cpts_schema_layer_kind(layer->name);
    return kind == LAYER_PERIMETERS || kind == LAYER_OTHER ||
           layer->as_perimeters.strong[FIELD_ID] || layer->as_perimeters.strong[FIELD_NAME];
}

/* Looks into layers whose headings are not conclusive. Of those whose cells are, the ones with the
 * most units are kept. */
static cpts_status look_into(const struct search *search, bool all)
{
    struct layers *layers = search->layers;
    size_t *distinct = cpts_array_new(layers->count + 1, sizeof *distinct), most = 0;
    cpts_status status = distinct ? CPTS_OK : cpts_fail_memory(search->context);
    for (size_t i = 0; i < layers->count && status == CPTS_OK; i++) {
        struct layer *layer = &layers->items[i];
        if (!cpts_search_takes(search, layer) || !layer->is_polygons || !layer->handle ||
            layer->as_units.strong[FIELD_CODE] || (!all && speaks_of_others(layer)))
            continue;
        status = cpts_layer_show_units(layer, search->context, &distinct[i]);
        most = distinct[i] > most ? distinct[i] : most;
    }
    for (size_t i = 0; i < layers->count && status == CPTS_OK; i++)
        layers->items[i].shows_units &= distinct[i] * 2 >= most;
    cpts_array_free(distinct);
    return status;
}

/* By headings that can mean nothing else; else by cells, first of the layers that may be units by
 * their names; else by any heading. */
static cpts_status choose_units(const struct search *search, enum rank least)
{
    cpts_status status = CPTS_OK;
    if (cpts_search_best(search) < RANK_GOOD)
        status = look_into(search, false);
    if (status == CPTS_OK && cpts_search_best(search) < least)
        status = look_into(search, true);
    return status == CPTS_OK ? assign_units(search, least) : status;
}

static cpts_status no_units(const struct layers *layers, cpts_context *context, uint32_t source)
{
    char held[1200];
    cpts_source_describe(layers, source, held, sizeof held);
    return cpts_fail(context, CPTS_ERROR_INPUT,
                     _("no layer of units is recognised in %s, which holds: %s. A layer of "
                       "polygons with a column of codes is needed: say which with --units "
                       "'FILE|layername=LAYER' and --unit-fields code=COLUMN"),
                     layers->sources[source].file, held);
}

static cpts_status find_units(struct layers *layers, cpts_context *context)
{
    struct search search = {.layers = layers, .context = context, .rank = cpts_layer_units_rank};
    bool given = false;
    for (uint32_t i = 0; i < layers->source_count; i++) {
        if (layers->sources[i].given != ROLE_UNITS)
            continue;
        given = true;
        search.given = ROLE_UNITS;
        search.source = i;
        cpts_status status = choose_units(&search, RANK_POOR);
        if (status != CPTS_OK)
            return status;
        if (!cpts_source_plays(layers, i))
            return no_units(layers, context, i);
    }
    if (given)
        return CPTS_OK;
    search.given = ROLE_NONE;
    search.source = CPTS_NONE;
    cpts_status status = choose_units(&search, RANK_FAIR);
    if (status != CPTS_OK)
        return status;
    if (cpts_layers_count(layers, ROLE_UNITS) > 0)
        return CPTS_OK;
    for (uint32_t i = 0; i < layers->source_count; i++)
        if (layers->sources[i].given == ROLE_NONE)
            return no_units(layers, context, i);
    return cpts_fail(context, CPTS_ERROR_ARGUMENT, "%s",
                     _("no source of units is given: add one, or --units FILE"));
}

/* Columns given by hand make a layer recognisable. */
static void apply_maps(struct layers *layers, const cpts_load_options *options)
{
    for (size_t i = 0; i < layers->count; i++) {
        struct layer *layer = &layers->items[i];
        cpts_schema_apply_map(&layer->as_units, &layer->headings, options->unit_fields);
        cpts_schema_apply_map(&layer->as_perimeters, &layer->headings, options->perimeter_fields);
        cpts_schema_apply_map(&layer->as_codes, &layer->headings, options->perimeter_fields);
    }
}

cpts_status cpts_layers_find_units(struct layers *layers, cpts_context *context,
                                   const cpts_load_options *options)
{
    apply_maps(layers, options);
    const cpts_status status = find_units(layers, context);
    return status == CPTS_OK ? cpts_layers_check_geometries(layers, context) : status;
}
