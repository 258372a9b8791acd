/*
 * Which layer holds the units, which ones the perimeters. Each layer gets a rank for each role
 * from its geometry, its name and its columns; the best one plays the role, provided that it is
 * alone: a doubt is the user's to settle.
 */
#include <ogr_api.h>
#include <stdio.h>
#include <string.h>

#include "geometry/shapes.h"
#include "input/region/region.h"
#include "input/sources/layers.h"
#include "input/sources/text.h"

enum rank { RANK_NO, RANK_POOR, RANK_FAIR, RANK_GOOD, RANK_CERTAIN };

static enum rank units_rank(const struct layer *layer)
{
    if (!layer->is_polygons || layer->as_units.at[FIELD_CODE] < 0)
        return RANK_NO;
    bool strong = layer->as_units.strong[FIELD_CODE];
    if (layer->shows_units)
        return RANK_GOOD;
    switch (cpts_schema_layer_kind(layer->name)) {
    case LAYER_UNITS:
    case LAYER_ARRONDISSEMENTS:
        return strong ? RANK_CERTAIN : RANK_GOOD;
    case LAYER_NEUTRAL:
        return strong ? RANK_GOOD : RANK_FAIR;
    default:
        return RANK_POOR;
    }
}

static enum rank polygons_rank(const struct layer *layer)
{
    if (!layer->is_polygons)
        return RANK_NO;
    const struct columns *columns = &layer->as_perimeters;
    if (columns->strong[FIELD_ID] || columns->strong[FIELD_NAME])
        return RANK_CERTAIN;
    switch (cpts_schema_layer_kind(layer->name)) {
    case LAYER_PERIMETERS:
        return RANK_CERTAIN;
    case LAYER_NEUTRAL:
        return layer->as_units.strong[FIELD_CODE] ? RANK_POOR : RANK_FAIR;
    default:
        return RANK_POOR;
    }
}

/* "Feuil1", "Sheet2": the name that a spreadsheet gives is nobody's. */
static bool is_generic_sheet(const char *name)
{
    static const char *const generic[] = {"feuil",    "sheet",   "feuille", "tabelle", "hoja",
                                          "data",     "donnees", "liste",   "listing", "export",
                                          "communes", "cpts",    "table",   "base",    "tableau"};
    char folded[64];
    cpts_text_fold(folded, sizeof folded, name);
    folded[strcspn(folded, "0123456789")] = '\0';
    bool is = *folded == '\0';
    for (size_t i = 0; i < sizeof generic / sizeof *generic && !is; i++)
        is = strcmp(folded, generic[i]) == 0;
    return is;
}

/* By what its cells say, once that is known. */
static enum rank plan_rank(const struct layer *layer)
{
    const struct plan *plan = &layer->plan;
    if (layer->table.count == 0) /* nothing but a header: told as empty */
        return cpts_table_is_header(&layer->headings, ROLE_CODES) ? RANK_CERTAIN : RANK_NO;
    if (plan->refusal)
        return plan->is_doubtful ? RANK_FAIR : RANK_NO;
    if (plan->shape == SHAPE_UNKNOWN)
        return RANK_NO;
    if (plan->shape == SHAPE_SHEET_A_CPTS)
        return layer->is_sheet && !is_generic_sheet(layer->name) ? RANK_POOR : RANK_NO;
    return RANK_CERTAIN;
}

static enum rank codes_rank(const struct layer *layer)
{
    if (layer->has_plan)
        return layer->is_table ? plan_rank(layer) : RANK_NO;
    const struct columns *columns = &layer->as_codes;
    bool coded = columns->at[FIELD_CODE] >= 0;
    if (!layer->is_table || (!coded && columns->at[FIELD_UNIT] < 0) ||
        (columns->at[FIELD_ID] < 0 && columns->at[FIELD_NAME] < 0))
        return RANK_NO;
    if (columns->strong[FIELD_ID] || columns->strong[FIELD_NAME] ||
        cpts_schema_layer_kind(layer->name) == LAYER_PERIMETERS)
        return RANK_CERTAIN;
    /* A code and a name without an id: more likely a list of communes than of declarations. */
    return columns->at[FIELD_ID] >= 0 && coded ? RANK_GOOD : RANK_POOR;
}

static enum rank perimeters_rank(const struct layer *layer)
{
    enum rank polygons = polygons_rank(layer), codes = codes_rank(layer);
    return polygons > codes ? polygons : codes;
}

typedef enum rank (*rank_fn)(const struct layer *layer);

/* One role to be filled from the layers that `source` (or any, CPTS_NONE) offers. */
struct search {
    struct layers *layers;
    cpts_context *context;
    enum role given; /* the sources looked at: those given this role, or none */
    uint32_t source;
    rank_fn rank;
};

static const struct opened *source_of(const struct layers *layers, const struct layer *layer)
{
    return &layers->sources[layer->source];
}

static bool is_candidate(const struct search *search, const struct layer *layer)
{
    return layer->role == ROLE_NONE && source_of(search->layers, layer)->given == search->given &&
           (search->source == CPTS_NONE || layer->source == search->source);
}

static enum rank best_rank(const struct search *search)
{
    enum rank best = RANK_NO;
    for (size_t i = 0; i < search->layers->count; i++) {
        const struct layer *layer = &search->layers->items[i];
        enum rank rank = is_candidate(search, layer) ? search->rank(layer) : RANK_NO;
        best = rank > best ? rank : best;
    }
    return best;
}

/* The candidates of a rank, as "a.gpkg|layername=x, a.gpkg|layername=y". */
static void list_candidates(const struct search *search, enum rank rank, char *out, size_t size)
{
    const char *names[32];
    struct headings list = {.names = names};
    for (size_t i = 0; i < search->layers->count && list.count < 32; i++) {
        const struct layer *layer = &search->layers->items[i];
        if (is_candidate(search, layer) && search->rank(layer) == rank)
            names[list.count++] = layer->shown;
    }
    cpts_schema_list(out, size, &list);
}

static cpts_status ambiguous(const struct search *search, enum rank rank, bool units)
{
    char list[1024];
    list_candidates(search, rank, list, sizeof list);
    return cpts_fail(search->context, CPTS_ERROR_INPUT,
                     units ? _("several layers could hold the units: %s. Say which one with "
                               "--units 'FILE|layername=LAYER'")
                           : _("several layers could hold the perimeters: %s. Say which one with "
                               "--perimeters 'FILE|layername=LAYER'"),
                     list);
}

/* What a source holds, for messages: "communes (insee, nom), cpts (id, nom)". */
static void describe_source(const struct layers *layers, uint32_t source, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < layers->count && used + 8 < size; i++) {
        const struct layer *layer = &layers->items[i];
        if (layer->source != source)
            continue;
        char fields[300];
        cpts_schema_list(fields, sizeof fields, &layer->headings);
        const char *kind = layer->is_table      ? _("table")
                           : layer->is_polygons ? _("polygons")
                                                : _("points or lines");
        int written =
            snprintf(out + used, size - used, "%s%s%s(%s: %s)", used ? "; " : "", layer->name,
                     *layer->name ? " " : "", kind, *fields ? fields : _("no column"));
        used += written > 0 ? (size_t)written : 0;
    }
}

/* ---- units ---------------------------------------------------------------------------------- */

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
        if (is_candidate(search, other) && units_rank(other) == rank &&
            perimeters_rank(other) < least)
            least = perimeters_rank(other);
    }
    return perimeters_rank(layer) > least;
}

/* `least`: the rank under which a layer is not taken for units. */
static cpts_status assign_units(const struct search *search, enum rank least)
{
    enum rank best = best_rank(search);
    if (best < least)
        return CPTS_OK;
    struct layer *chosen[2] = {NULL, NULL};
    size_t count = 0;
    bool by_population = best == RANK_FAIR;
    for (size_t i = 0; i < search->layers->count && best != RANK_NO; i++) {
        struct layer *layer = &search->layers->items[i];
        if (!is_candidate(search, layer) || units_rank(layer) != best ||
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
        return ambiguous(search, best, true);
    for (size_t i = 0; i < count; i++)
        chosen[i]->role = ROLE_UNITS;
    return CPTS_OK;
}

/* Whether a layer speaks of CPTS, or of départements and the like, and may have the codes of their
 * seats: it is looked into when no other holds the units. */
static bool speaks_of_others(const struct layer *layer)
{
    const enum layer_kind kind = cpts_schema_layer_kind(layer->name);
    return kind == LAYER_PERIMETERS || kind == LAYER_OTHER ||
           layer->as_perimeters.strong[FIELD_ID] || layer->as_perimeters.strong[FIELD_NAME];
}

/* Looks into layers whose headings tell nothing for sure. Of those whose cells tell, the ones with
 * the most units are kept. */
static cpts_status look_into(const struct search *search, bool all)
{
    struct layers *layers = search->layers;
    size_t *distinct = cpts_array_new(layers->count + 1, sizeof *distinct), most = 0;
    cpts_status status = distinct ? CPTS_OK : cpts_fail_memory(search->context);
    for (size_t i = 0; i < layers->count && status == CPTS_OK; i++) {
        struct layer *layer = &layers->items[i];
        if (!is_candidate(search, layer) || !layer->is_polygons || !layer->handle ||
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
    if (best_rank(search) < RANK_GOOD)
        status = look_into(search, false);
    if (status == CPTS_OK && best_rank(search) < least)
        status = look_into(search, true);
    return status == CPTS_OK ? assign_units(search, least) : status;
}

static cpts_status no_units(const struct layers *layers, cpts_context *context, uint32_t source)
{
    char held[1200];
    describe_source(layers, source, held, sizeof held);
    return cpts_fail(context, CPTS_ERROR_INPUT,
                     _("no layer of units is recognised in %s, which holds: %s. A layer of "
                       "polygons with a column of codes is needed: say which with --units "
                       "'FILE|layername=LAYER' and --unit-fields code=COLUMN"),
                     layers->sources[source].file, held);
}

static bool plays(const struct layers *layers, uint32_t source)
{
    for (size_t i = 0; i < layers->count; i++)
        if (layers->items[i].source == source && layers->items[i].role != ROLE_NONE)
            return true;
    return false;
}

static size_t count_role(const struct layers *layers, enum role role)
{
    size_t count = 0;
    for (size_t i = 0; i < layers->count; i++)
        count += layers->items[i].role == role;
    return count;
}

static cpts_status find_units(struct layers *layers, cpts_context *context)
{
    struct search search = {.layers = layers, .context = context, .rank = units_rank};
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
        if (!plays(layers, i))
            return no_units(layers, context, i);
    }
    if (given)
        return CPTS_OK;
    search.given = ROLE_NONE;
    search.source = CPTS_NONE;
    cpts_status status = choose_units(&search, RANK_FAIR);
    if (status != CPTS_OK)
        return status;
    if (count_role(layers, ROLE_UNITS) > 0)
        return CPTS_OK;
    for (uint32_t i = 0; i < layers->source_count; i++)
        if (layers->sources[i].given == ROLE_NONE)
            return no_units(layers, context, i);
    return cpts_fail(context, CPTS_ERROR_ARGUMENT, "%s",
                     _("no source of units is given: add one, or --units FILE"));
}

/* ---- perimeters ------------------------------------------------------------------------------ */

/* A table that was refused for a doubt must not be passed over. */
static cpts_status refused(const struct search *search, const struct layer *layer)
{
    return cpts_fail(search->context, CPTS_ERROR_INPUT, _("%s cannot be read for sure: %s"),
                     layer->shown, layer->plan.refusal);
}

/* Units alone on a sheet that speaks of no CPTS, and the only one of its kind: a list of communes
 * rather than the list of one CPTS. */
static bool is_lone_sheet(const struct search *search, const struct layer *sheet)
{
    char folded[64];
    size_t alike = 0;
    cpts_text_fold(folded, sizeof folded, sheet->name);
    for (size_t i = 0; i < search->layers->count; i++)
        alike += search->layers->items[i].source == sheet->source &&
                 search->layers->items[i].has_plan &&
                 search->layers->items[i].plan.shape == SHAPE_SHEET_A_CPTS;
    return sheet->plan.shape == SHAPE_SHEET_A_CPTS && alike < 2 && !strstr(folded, "cpts");
}

/* From one source: the best layer, and a polygon layer and a table together when both are
 * certain; of a workbook, all sheets that declare. `least`: the rank under which a layer is not
 * taken for perimeters. */
static cpts_status assign_perimeters(const struct search *search, enum rank least)
{
    enum rank best = best_rank(search);
    struct layer *polygons = NULL, *codes = NULL;
    bool several = false;
    for (size_t i = 0; i < search->layers->count && best != RANK_NO && best >= least; i++) {
        struct layer *layer = &search->layers->items[i];
        if (!is_candidate(search, layer) || perimeters_rank(layer) == RANK_NO ||
            (perimeters_rank(layer) != best && !(layer->has_plan && layer->plan.refusal)))
            continue;
        if (layer->has_plan && layer->plan.refusal)
            return refused(search, layer);
        struct layer **place = layer->is_table ? &codes : &polygons;
        several |= *place != NULL && !(layer->is_sheet && (*place)->is_sheet);
        if (layer->is_sheet && *place)
            layer->role = ROLE_CODES;
        else
            *place = layer;
    }
    if (several || (polygons && codes && best != RANK_CERTAIN))
        return ambiguous(search, best, false);
    if (codes && is_lone_sheet(search, codes))
        return CPTS_OK;
    if (polygons)
        polygons->role = ROLE_PERIMETERS;
    if (codes)
        codes->role = ROLE_CODES;
    return CPTS_OK;
}

/* A list that tells its communes by their postal codes alone. */
static const struct layer *only_postal(const struct layers *layers, uint32_t source)
{
    for (size_t i = 0; i < layers->count; i++) {
        const struct layer *layer = &layers->items[i];
        const int *at = layer->as_codes.at;
        if (layer->source == source && layer->is_table && at[FIELD_POSTAL] >= 0 &&
            at[FIELD_CODE] < 0 && at[FIELD_UNIT] < 0)
            return layer;
    }
    return NULL;
}

static cpts_status no_perimeters(const struct layers *layers, cpts_context *context,
                                 uint32_t source)
{
    char held[1200];
    for (size_t i = 0; i < layers->count; i++)
        if (layers->items[i].source == source && layers->items[i].has_plan &&
            layers->items[i].plan.refusal)
            return cpts_fail(context, CPTS_ERROR_INPUT, _("%s cannot be read: %s"),
                             layers->items[i].shown, layers->items[i].plan.refusal);
    const struct layer *postal = only_postal(layers, source);
    if (postal)
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s tells communes by postal codes (column %s), which several of them "
                           "share: add a column of INSEE codes or of names"),
                         postal->shown, postal->headings.names[postal->as_codes.at[FIELD_POSTAL]]);
    describe_source(layers, source, held, sizeof held);
    return cpts_fail(context, CPTS_ERROR_INPUT,
                     _("no declared perimeter is recognised in %s, which holds: %s. A layer of "
                       "polygons, or a table with a column of unit codes or names and one of "
                       "ids, is needed: say which with --perimeters 'FILE|layername=LAYER' and "
                       "--perimeter-fields id=COLUMN,name=COLUMN,code=COLUMN,unit=COLUMN"),
                     layers->sources[source].file, held);
}

static size_t declaration_count(const struct layers *layers)
{
    return count_role(layers, ROLE_PERIMETERS) + count_role(layers, ROLE_CODES);
}

/* The sources that are there for their perimeters, and in those of the units what can be nothing
 * else. A source named by the user that serves no purpose is an error, never passed over. */
static cpts_status search_sources(struct search *search, bool given)
{
    struct layers *layers = search->layers;
    for (uint32_t i = 0; i < layers->source_count; i++) {
        const struct opened *source = &layers->sources[i];
        if (source->given == ROLE_UNITS)
            continue;
        bool has_units = plays(layers, i);
        if (given && source->given == ROLE_NONE) {
            if (has_units)
                continue;
            return cpts_fail(search->context, CPTS_ERROR_INPUT,
                             _("%s serves no purpose: the units and the perimeters are taken from "
                               "other sources; leave it out, or give it with --perimeters"),
                             source->file);
        }
        search->given = source->given;
        search->source = i;
        bool sure = source->given == ROLE_PERIMETERS || source->wanted_layer;
        cpts_status status = assign_perimeters(search, has_units ? RANK_CERTAIN
                                                       : sure    ? RANK_POOR
                                                                 : RANK_FAIR);
        if (status != CPTS_OK)
            return status;
        if (!plays(layers, i))
            return no_perimeters(layers, search->context, i);
    }
    return CPTS_OK;
}

/* Which tables are looked into: those of the sources of perimeters, and others whose headings tell
 * that they may declare. */
static bool may_declare(const struct layers *layers, const struct layer *layer)
{
    if (!layer->is_table || layer->role != ROLE_NONE ||
        layers->sources[layer->source].given == ROLE_UNITS)
        return false;
    return layer->has_grid || layers->sources[layer->source].given == ROLE_PERIMETERS ||
           codes_rank(layer) != RANK_NO;
}

static cpts_status understand_tables(struct layers *layers, const struct known *known,
                                     const char *map)
{
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < layers->count && status == CPTS_OK; i++)
        if (may_declare(layers, &layers->items[i]))
            status = cpts_layer_understand(
                layers, &layers->items[i], known,
                &(struct plan_request){.map = map, .option = "--perimeter-fields "});
    return status;
}

/* Whether nearly every feature has a CPTS of its own: CPTS, then, with the codes of their seats. */
static cpts_status check_shared(const struct layer *layer, cpts_context *context)
{
    const int *at = layer->plan.columns.at;
    const int column = at[FIELD_NAME] >= 0 ? at[FIELD_NAME] : at[FIELD_ID];
    struct name_index names = {0};
    size_t rows = 0;
    bool done = true;
    for (size_t i = layer->plan.first; i < layer->grid.count && done; i++) {
        const char *name = cpts_grid_cell(&layer->grid, i, column);
        rows += *name != '\0';
        if (*name && !cpts_name_index_value(&names, name))
            done = cpts_name_index_add(&names, name, 0);
    }
    const bool has_own = rows > 0 && names.count * 10 >= rows * 9;
    cpts_name_index_free(&names);
    if (!done)
        return cpts_fail_memory(context);
    if (!has_own)
        return CPTS_OK;
    return cpts_fail(context, CPTS_ERROR_INPUT,
                     _("%s: nearly every feature has a CPTS of its own in column %s, so it looks "
                       "like a layer of CPTS with the codes of their seats; add the layer of "
                       "units. If these are the units, say so with --perimeter-fields "
                       "code=%s,name=%s"),
                     layer->shown, layer->headings.names[column],
                     layer->headings.names[at[FIELD_CODE]], layer->headings.names[column]);
}

/* Units whose own attributes name their CPTS declare by themselves. */
static cpts_status find_in_units(struct layers *layers, const struct known *known, const char *map)
{
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < layers->count && status == CPTS_OK; i++) {
        struct layer *layer = &layers->items[i];
        if (layer->role != ROLE_UNITS)
            continue;
        status = cpts_layer_understand(
            layers, layer, known,
            &(struct plan_request){.map = map, .option = "--perimeter-fields "});
        layer->declares = status == CPTS_OK && !layer->plan.refusal &&
                          layer->plan.shape == SHAPE_ROWS &&
                          layer->plan.columns.at[FIELD_CODE] >= 0;
        if (layer->declares && !map)
            status = check_shared(layer, known->region->context);
    }
    return status;
}

static size_t declaring_units(const struct layers *layers)
{
    size_t count = 0;
    for (size_t i = 0; i < layers->count; i++)
        count += layers->items[i].declares;
    return count;
}

static cpts_status find_perimeters(struct layers *layers, const struct known *known,
                                   const char *map)
{
    cpts_context *context = known->region->context;
    struct search search = {.layers = layers, .context = context, .rank = perimeters_rank};
    bool given = false;
    for (uint32_t i = 0; i < layers->source_count; i++)
        given |= layers->sources[i].given == ROLE_PERIMETERS;
    cpts_status status = understand_tables(layers, known, map);
    if (status == CPTS_OK)
        status = search_sources(&search, given);
    /* Units and perimeters in one file: what is not the former is the latter. */
    for (uint32_t i = 0;
         status == CPTS_OK && declaration_count(layers) == 0 && i < layers->source_count; i++) {
        search.given = layers->sources[i].given;
        search.source = i;
        status = assign_perimeters(&search, RANK_FAIR);
    }
    if (status == CPTS_OK && declaration_count(layers) == 0)
        status = find_in_units(layers, known, map);
    if (status == CPTS_OK && declaration_count(layers) == 0 && declaring_units(layers) == 0)
        return no_perimeters(layers, context, (uint32_t)layers->source_count - 1);
    return status;
}

/* ---- all --------------------------------------------------------------------------------------
 */

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

static cpts_status check_columns(const struct layers *layers, cpts_context *context,
                                 const cpts_load_options *options)
{
    for (size_t i = 0; i < layers->count; i++) {
        const struct layer *layer = &layers->items[i];
        if (layer->role == ROLE_NONE)
            continue;
        bool units = layer->role == ROLE_UNITS;
        cpts_status status =
            cpts_schema_check_columns(context, &layer->headings, layer->role,
                                      units ? options->unit_fields : options->perimeter_fields,
                                      units ? "--unit-fields" : "--perimeter-fields", layer->shown);
        if (status != CPTS_OK)
            return status;
    }
    return CPTS_OK;
}

static const char *column_name(const struct layer *layer, const struct columns *columns,
                               enum field field)
{
    return columns->at[field] >= 0 ? layer->headings.names[columns->at[field]] : "-";
}

static void tell_choice(cpts_context *context, const struct layer *layer)
{
    if (layer->role == ROLE_UNITS)
        cpts_log(context, CPTS_VERBOSE,
                 _("units: %s; code = %s, name = %s, population = %s, group = %s"), layer->shown,
                 column_name(layer, &layer->as_units, FIELD_CODE),
                 column_name(layer, &layer->as_units, FIELD_NAME),
                 column_name(layer, &layer->as_units, FIELD_POPULATION),
                 column_name(layer, &layer->as_units, FIELD_GROUP));
    else if (layer->role == ROLE_PERIMETERS)
        cpts_log(context, CPTS_VERBOSE, _("perimeters: %s; id = %s, name = %s, status = %s"),
                 layer->shown, column_name(layer, &layer->as_perimeters, FIELD_ID),
                 column_name(layer, &layer->as_perimeters, FIELD_NAME),
                 column_name(layer, &layer->as_perimeters, FIELD_STATUS));
    else if (layer->role == ROLE_CODES)
        cpts_log(context, CPTS_VERBOSE,
                 _("declared units: %s; code = %s, unit = %s, id = %s, name = %s"), layer->shown,
                 column_name(layer, &layer->as_codes, FIELD_CODE),
                 column_name(layer, &layer->as_codes, FIELD_UNIT),
                 column_name(layer, &layer->as_codes, FIELD_ID),
                 column_name(layer, &layer->as_codes, FIELD_NAME));
    else
        cpts_log(context, CPTS_VERBOSE, _("not used: %s"), layer->shown);
}

/* OGR reads the first geometry of a table, whichever that is. */
static cpts_status check_geometries(const struct layers *layers, cpts_context *context)
{
    for (size_t i = 0; i < layers->count; i++) {
        const struct layer *layer = &layers->items[i];
        if ((layer->role != ROLE_UNITS && layer->role != ROLE_PERIMETERS) || layer->geometries < 2)
            continue;
        OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer->handle);
        const char *first = OGR_GFld_GetNameRef(OGR_FD_GetGeomFieldDefn(definition, 0));
        const char *second = OGR_GFld_GetNameRef(OGR_FD_GetGeomFieldDefn(definition, 1));
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s has several columns of geometry (%s, %s); say which one to read: "
                           "'%s|layername=%s(%s)'"),
                         layer->shown, first, second, source_of(layers, layer)->file, layer->name,
                         first);
    }
    return CPTS_OK;
}

cpts_status cpts_layers_find_units(struct layers *layers, cpts_context *context,
                                   const cpts_load_options *options)
{
    apply_maps(layers, options);
    const cpts_status status = find_units(layers, context);
    return status == CPTS_OK ? check_geometries(layers, context) : status;
}

/* Polygons under headings that nobody knows: the column that speaks of CPTS, else the only one of
 * texts, holds their names. Without it "HORS CPTS" would be a feature like others. */
static void name_polygons(struct layer *layer)
{
    int best = -1, texts = 0, only = -1;
    for (int i = 0; i < layer->headings.count; i++) {
        char folded[128];
        cpts_text_fold(folded, sizeof folded, layer->headings.names[i]);
        OGRFieldDefnH field = OGR_FD_GetFieldDefn(OGR_L_GetLayerDefn(layer->handle), i);
        if (OGR_Fld_GetType(field) != OFTString)
            continue;
        texts++;
        only = i;
        if (best < 0 && strstr(folded, "cpts"))
            best = i;
    }
    if (best < 0 && texts == 1)
        best = only;
    if (best >= 0 && layer->as_perimeters.at[FIELD_NAME] < 0 &&
        layer->as_perimeters.at[FIELD_ID] < 0)
        layer->as_perimeters.at[FIELD_NAME] = best;
}

cpts_status cpts_layers_find_perimeters(struct layers *layers, const struct known *known,
                                        const cpts_load_options *options)
{
    cpts_context *context = known->region->context;
    cpts_status status = find_perimeters(layers, known, options->perimeter_fields);
    for (size_t i = 0; i < layers->count; i++)
        if (layers->items[i].role == ROLE_PERIMETERS && layers->items[i].handle)
            name_polygons(&layers->items[i]);
    if (status == CPTS_OK)
        status = check_geometries(layers, context);
    if (status == CPTS_OK)
        status = check_columns(layers, context, options);
    for (size_t i = 0; status == CPTS_OK && i < layers->count; i++)
        tell_choice(context, &layers->items[i]);
    return status;
}
