/*
 * Which layers hold the perimeters: polygons or tables, of the sources given for them first. A
 * doubt is the user's to settle.
 */
#include <ogr_api.h>
#include <stdio.h>
#include <string.h>

#include "geometry/shapes.h"
#include "input/reading/measure.h"
#include "input/region/region.h"
#include "input/sources/layer_search.h"
#include "input/sources/text.h"
#include "input/sources/workbook.h"

/* A table that was refused for a doubt must not be passed over. */
static cpts_status refused(const struct search *search, const struct layer *layer)
{
    return cpts_fail(search->context, CPTS_ERROR_INPUT, _("%s cannot be read with certainty: %s"),
                     layer->shown, layer->plan.refusal);
}

/* Units alone on a sheet that names no CPTS, and the only one of its kind: a list of communes
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
    return sheet->plan.shape == SHAPE_SHEET_A_CPTS && !sheet->is_of_file && alike < 2 &&
           !strstr(folded, "cpts");
}

/* From one source: the best layer, and a polygon layer and a table together when both are
 * certain; of a workbook, all sheets that declare. `least`: the rank under which a layer is not
 * taken for perimeters. */
static cpts_status assign_perimeters(const struct search *search, enum rank least)
{
    enum rank best = cpts_search_best(search);
    struct layer *polygons = NULL, *codes = NULL;
    bool several = false;
    for (size_t i = 0; i < search->layers->count && best != RANK_NO && best >= least; i++) {
        struct layer *layer = &search->layers->items[i];
        if (!cpts_search_takes(search, layer) || cpts_layer_perimeters_rank(layer) == RANK_NO ||
            (cpts_layer_perimeters_rank(layer) != best &&
             !(layer->has_plan && layer->plan.refusal)))
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
        return cpts_search_ambiguous(search, best, false);
    if (codes && is_lone_sheet(search, codes))
        return CPTS_OK;
    if (polygons)
        polygons->role = ROLE_PERIMETERS;
    if (codes)
        codes->role = ROLE_CODES;
    return CPTS_OK;
}

static bool has_sheet_of_units(const struct layers *layers, uint32_t source)
{
    bool found = false;
    for (size_t i = 0; i < layers->count && !found; i++) {
        const struct layer *layer = &layers->items[i];
        found = layer->source == source && layer->is_sheet && layer->has_plan &&
                layer->plan.shape == SHAPE_SHEET_A_CPTS;
    }
    return found;
}

/* A list that gives only the postal codes, or the EPCI, of its communes. */
static const struct layer *only(enum field field, const struct layers *layers, uint32_t source)
{
    for (size_t i = 0; i < layers->count; i++) {
        const struct layer *layer = &layers->items[i];
        const int *at = layer->as_codes.at;
        if (layer->source == source && layer->is_table && at[field] >= 0 && at[FIELD_CODE] < 0 &&
            at[FIELD_UNIT] < 0)
            return layer;
    }
    return NULL;
}

static cpts_status no_perimeters(const struct layers *layers, cpts_context *context,
                                 uint32_t source)
{
    char held[1200];
    for (size_t i = 0; i < layers->count; i++) {
        const cpts_status status = layers->items[i].source == source
                                       ? cpts_sheet_check_computed(layers->items[i].sheet, context,
                                                                   NULL, 0, layers->items[i].shown)
                                       : CPTS_OK;
        if (status != CPTS_OK)
            return status;
    }
    for (size_t i = 0; i < layers->count; i++)
        if (layers->items[i].source == source && layers->items[i].has_plan &&
            layers->items[i].plan.refusal)
            return cpts_fail(context, CPTS_ERROR_INPUT, _("%s cannot be read: %s"),
                             layers->items[i].shown, layers->items[i].plan.refusal);
    const struct layer *postal = only(FIELD_POSTAL, layers, source),
                       *grouped = only(FIELD_EPCI, layers, source);
    if (postal)
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s identifies communes by postal codes (column %s), which several of "
                           "them share: add a column of INSEE codes or of names"),
                         postal->shown, postal->headings.names[postal->as_codes.at[FIELD_POSTAL]]);
    if (has_sheet_of_units(layers, source))
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("the sheets of %s list units and name no CPTS beside them: if each is "
                           "the list of one CPTS, give each sheet the name of its CPTS, and the "
                           "workbook by --perimeters"),
                         layers->sources[source].file);
    if (grouped)
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s lists EPCI (column %s) and no units: --expand epci reads all units "
                           "of each"),
                         grouped->shown, grouped->headings.names[grouped->as_codes.at[FIELD_EPCI]]);
    cpts_source_describe(layers, source, held, sizeof held);
    return cpts_fail(context, CPTS_ERROR_INPUT,
                     _("no declared perimeter is recognised in %s, which holds: %s. A layer of "
                       "polygons, or a table with a column of unit codes or names and one of "
                       "ids, is needed: say which with --perimeters 'FILE|layername=LAYER' and "
                       "--perimeter-fields id=COLUMN,name=COLUMN,code=COLUMN,unit=COLUMN"),
                     layers->sources[source].file, held);
}

static size_t declaration_count(const struct layers *layers)
{
    return cpts_layers_count(layers, ROLE_PERIMETERS) + cpts_layers_count(layers, ROLE_CODES);
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
        bool has_units = cpts_source_plays(layers, i);
        if (given && source->given == ROLE_NONE) {
            if (has_units)
                continue;
            return cpts_fail(search->context, CPTS_ERROR_INPUT,
                             _("%s is not used: the units and the perimeters are taken from other "
                               "sources; leave it out, or give it with --perimeters"),
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
        if (!cpts_source_plays(layers, i))
            return no_perimeters(layers, search->context, i);
    }
    return CPTS_OK;
}

/* Which tables are looked into: those of the sources of perimeters, and others whose headings show
 * that they may declare. */
static bool may_declare(const struct layers *layers, const struct layer *layer)
{
    if (!layer->is_table || layer->role != ROLE_NONE ||
        layers->sources[layer->source].given == ROLE_UNITS)
        return false;
    return layer->has_grid || layers->sources[layer->source].given == ROLE_PERIMETERS ||
           cpts_layer_codes_rank(layer) != RANK_NO;
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

/* "CPTS_du_Golfe.csv" names a CPTS, and "CPTS_2026.csv" and "cpts-communes.csv" do not: NULL. */
static const char *cpts_of_file(struct arena *arena, const char *file)
{
    char *name = cpts_arena_string(arena, cpts_text_file_name(file));
    char *dot = name ? strrchr(name, '.') : NULL, words[128];
    if (!dot)
        return NULL;
    *dot = '\0';
    for (char *c = name; *c; c++)
        *c = *c == '_' ? ' ' : *c;
    cpts_text_words(words, sizeof words, name);
    return strncmp(words, " cpts ", 6) == 0 && !cpts_sheet_is_generic(words + 6) ? name : NULL;
}

/* Files of units alone, all of them called by a CPTS: a file a CPTS. One alone, or of most units,
 * may be a list of all that CPTS cover. `of_source`: the CPTS of such a file, "" for another. */
static void name_by_files(struct layers *layers, const struct known *known, const char **of_source)
{
    size_t files = 0;
    for (size_t i = 0; i < layers->count; i++) {
        const struct layer *layer = &layers->items[i];
        const bool is_list = layer->has_plan && layer->is_table && !layer->plan.refusal &&
                             layer->plan.shape == SHAPE_SHEET_A_CPTS &&
                             layer->table.count * 2 < known->region->units.count + 2 &&
                             !of_source[layer->source];
        const char *cpts =
            is_list ? cpts_of_file(&layers->arena, layers->sources[layer->source].file) : NULL;
        of_source[layer->source] = cpts ? cpts : "";
    }
    for (uint32_t i = 0; i < layers->source_count; i++) {
        if (layers->sources[i].given == ROLE_UNITS || cpts_source_plays(layers, i))
            continue;
        if (!of_source[i] || !*of_source[i])
            return;
        files++;
    }
    for (size_t i = 0; i < layers->count && files > 1; i++) {
        struct layer *layer = &layers->items[i];
        if (!*of_source[layer->source])
            continue;
        layer->is_of_file = true;
        layer->plan.cpts = of_source[layer->source];
    }
}

/* "CPTS Veynes" above the header of a sheet that nobody named, or "CPTS :" beside the name; NULL.
 */
static const char *cpts_of_title(const struct layer *layer)
{
    for (size_t i = 0; i < layer->grid.count && layer->grid.rows[i].line < layer->plan.header_line;
         i++)
        for (int c = 0; c < layer->grid.rows[i].count; c++) {
            const char *cell = layer->grid.rows[i].cells[c];
            char words[128], department[4];
            cpts_text_words(words, sizeof words, cell);
            if (strcmp(words, " cpts ") == 0 || strcmp(words, " nom de la cpts ") == 0)
                while (++c < layer->grid.rows[i].count)
                    if (*layer->grid.rows[i].cells[c])
                        return layer->grid.rows[i].cells[c];
            if (strncmp(words, " cpts ", 6) == 0 && words[6] && !cpts_sheet_is_generic(words + 6) &&
                !cpts_cell_department(department, cell + 5))
                return cell;
        }
    return NULL;
}

/* Sheets of units alone that nobody named, of which several have the names of different CPTS above
 * their units. */
static cpts_status name_by_titles(struct layers *layers, const struct known *known)
{
    for (uint32_t s = 0; s < layers->source_count; s++) {
        struct name_index titles = {0};
        size_t titled = 0;
        bool done = true;
        for (int pass = 0; pass < 2; pass++)
            for (size_t i = 0; i < layers->count && done; i++) {
                struct layer *layer = &layers->items[i];
                const char *title = layer->source == s && layer->is_sheet && layer->has_plan &&
                                            layer->plan.shape == SHAPE_SHEET_A_CPTS &&
                                            !layer->plan.refusal &&
                                            cpts_sheet_is_generic(layer->name)
                                        ? cpts_of_title(layer)
                                        : NULL;
                titled += pass == 0 && title;
                if (title && pass == 0 && !cpts_name_index_value(&titles, title))
                    done = cpts_name_index_add(&titles, title, 0);
                if (title && pass == 1 && titled > 1 && titles.count == titled) {
                    layer->is_of_file = true;
                    layer->plan.cpts = title;
                }
            }
        cpts_name_index_free(&titles);
        if (!done)
            return cpts_fail_memory(known->region->context);
    }
    return CPTS_OK;
}

static cpts_status find_files(struct layers *layers, const struct known *known)
{
    const char **of_source = cpts_array_new(layers->source_count + 1, sizeof *of_source);
    if (!of_source)
        return cpts_fail_memory(known->region->context);
    name_by_files(layers, known, of_source);
    cpts_array_free(of_source);
    return CPTS_OK;
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
    struct search search = {
        .layers = layers, .context = context, .rank = cpts_layer_perimeters_rank};
    bool given = false;
    for (uint32_t i = 0; i < layers->source_count; i++)
        given |= layers->sources[i].given == ROLE_PERIMETERS;
    cpts_status status = understand_tables(layers, known, map);
    if (status == CPTS_OK)
        status = find_files(layers, known);
    if (status == CPTS_OK)
        status = name_by_titles(layers, known);
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

/* ---- all --------------------------------------------------------------------------------- */

static cpts_status check_columns(const struct layers *layers, cpts_context *context,
                                 const cpts_load_options *options)
{
    for (size_t i = 0; i < layers->count; i++) {
        const struct layer *layer = &layers->items[i];
        if (layer->role == ROLE_NONE)
            continue;
        bool units = layer->role == ROLE_UNITS;
        cpts_status status = cpts_schema_check_columns(
            context, &layer->headings, layer->role,
            units ? options->unit_fields : options->perimeter_fields,
            units ? options->group_by ? "--group-by" : "--unit-fields" : "--perimeter-fields",
            layer->shown);
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

static void log_choice(cpts_context *context, const struct layer *layer)
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

/* Polygons under unknown headings: the column about CPTS, else the only one of texts, holds their
 * names. Without it "HORS CPTS" would be a feature like others. */
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
        status = cpts_layers_check_geometries(layers, context);
    if (status == CPTS_OK)
        status = cpts_layers_check_registered(layers, context);
    if (status == CPTS_OK)
        status = check_columns(layers, context, options);
    for (size_t i = 0; status == CPTS_OK && i < layers->count; i++)
        log_choice(context, &layers->items[i]);
    return status;
}
