#include "input/region/kept.h"

#include <stdlib.h>
#include <string.h>

#include "input/region/builder.h"
#include "input/sources/layers.h"
#include "input/sources/text.h"

#define BETWEEN_VALUES "; "

/* ---- what is asked for ------------------------------------------------------------------- */

/* The next item of a list, without spaces around it; NULL at the end. "": an empty one. */
static const char *next_item(struct arena *arena, const char **list)
{
    const char *at = *list;
    const size_t size = strcspn(at, ",");
    *list = at + size + (at[size] == ',');
    char *item = cpts_arena_format(arena, "%.*s", (int)size, at);
    return item ? cpts_text_clean(arena, item) : NULL;
}

/* Whether two names find the same column. */
static bool same_name(const char *one, const char *other)
{
    char a[128], b[128];
    cpts_text_fold(a, sizeof a, one);
    cpts_text_fold(b, sizeof b, other);
    return *a ? strcmp(a, b) == 0 : strcmp(one, other) == 0;
}

static cpts_status add_name(struct cpts_region *region, const char *name)
{
    if (!*name)
        return cpts_fail(region->context, CPTS_ERROR_ARGUMENT, "%s",
                         _("--keep: a name of the list is empty; write for example "
                           "president,contact"));
    for (size_t i = 0; i < region->kept_count; i++)
        if (same_name(region->kept_names[i], name))
            return CPTS_OK;
    region->kept_names[region->kept_count++] = name;
    return CPTS_OK;
}

static cpts_status read_names(struct cpts_region *region, const char *list)
{
    /* As many names as there are commas, and one. */
    size_t most = 1;
    for (const char *c = list; *c; c++)
        most += *c == ',';
    region->kept_names = cpts_arena_alloc(&region->arena, most * sizeof *region->kept_names);
    if (!region->kept_names)
        return cpts_fail_memory(region->context);
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < most && status == CPTS_OK; i++) {
        const char *name = next_item(&region->arena, &list);
        status = name ? add_name(region, name) : cpts_fail_memory(region->context);
    }
    return status;
}

static cpts_status read_outputs(struct cpts_region *region, const char *list)
{
    static const struct {
        const char *name;
        enum kept_output output;
    } outputs[] = {{"map", KEPT_IN_MAP},
                   {"atlas", KEPT_IN_ATLAS},
                   {"geojson", KEPT_IN_GEOJSON},
                   {"gpkg", KEPT_IN_GPKG}};
    enum { COUNT = sizeof outputs / sizeof *outputs };
    do {
        const char *name = next_item(&region->arena, &list);
        size_t found = 0;
        if (!name)
            return cpts_fail_memory(region->context);
        while (found < COUNT && strcmp(outputs[found].name, name) != 0)
            found++;
        if (found == COUNT)
            return cpts_fail(region->context, CPTS_ERROR_ARGUMENT,
                             _("--keep-in: '%s' is not an output that can show kept columns; write "
                               "one or several of map, atlas, geojson, gpkg"),
                             name);
        region->kept_in |= (unsigned)outputs[found].output;
    } while (*list);
    return CPTS_OK;
}

cpts_status cpts_kept_begin(struct cpts_region *region, const cpts_load_options *options)
{
    if (options->keep_in && !options->keep)
        return cpts_fail(region->context, CPTS_ERROR_ARGUMENT, "%s",
                         _("--keep-in says where kept columns are shown; name them with --keep"));
    cpts_status status = options->keep ? read_names(region, options->keep) : CPTS_OK;
    if (status == CPTS_OK && options->keep_in)
        status = read_outputs(region, options->keep_in);
    return status;
}

/* ---- where it stands --------------------------------------------------------------------- */

/* The columns that describe each CPTS; NULL for a layer that describes none. */
static const struct headings *headings_of(const struct layer *layer)
{
    if (layer->role == ROLE_PERIMETERS)
        return &layer->headings;
    /* Under the name of a CPTS stand units, and beside them what describes the units. */
    const bool has_rows =
        layer->plan.shape == SHAPE_ROWS || layer->plan.shape == SHAPE_SHEET_A_CPTS;
    return (layer->role == ROLE_CODES || layer->declares) && has_rows ? &layer->plan.headings
                                                                      : NULL;
}

static bool is_served(const struct layers *layers, const char *name)
{
    for (size_t i = 0; i < layers->count; i++) {
        const struct headings *headings = headings_of(&layers->items[i]);
        if (headings && cpts_schema_find(headings, name) >= 0)
            return true;
    }
    return false;
}

/* "CPTS, president in list.csv; id, nom in cpts.gpkg", cut at `size`. */
static void list_columns(char *out, size_t size, const struct layers *layers)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < layers->count && used < size; i++) {
        const struct headings *headings = headings_of(&layers->items[i]);
        char names[320];
        if (!headings)
            continue;
        cpts_schema_list(names, sizeof names, headings);
        const int length = snprintf(out + used, size - used, "%s%s (%s)", used ? "; " : "", names,
                                    layers->items[i].shown);
        used += length > 0 ? (size_t)length : 0;
    }
}

cpts_status cpts_kept_serve(const struct cpts_region *region, const struct layers *layers)
{
    for (size_t i = 0; i < region->kept_count; i++) {
        char list[720];
        if (is_served(layers, region->kept_names[i]))
            continue;
        list_columns(list, sizeof list, layers);
        if (!*list)
            return cpts_fail(region->context, CPTS_ERROR_ARGUMENT,
                             _("--keep: no source has one row or polygon per CPTS, and so no "
                               "column '%s' for each"),
                             region->kept_names[i]);
        return cpts_fail(
            region->context, CPTS_ERROR_ARGUMENT,
            _("--keep: no source of perimeters has a column '%s'; the columns are: %s"),
            region->kept_names[i], list);
    }
    return CPTS_OK;
}

const int *cpts_kept_columns(struct cpts_region *region, const struct headings *headings)
{
    int *columns = cpts_arena_alloc(&region->arena, (region->kept_count + 1) * sizeof *columns);
    for (size_t i = 0; columns && i < region->kept_count; i++)
        columns[i] = cpts_schema_find(headings, region->kept_names[i]);
    return columns;
}

/* ---- values ------------------------------------------------------------------------------ */

static bool add(struct cpts_region *region, uint32_t perimeter, size_t field, const char *text)
{
    struct builder *builder = region->builder;
    /* A list repeats what it says of a CPTS on each of its rows. */
    for (size_t back = 1; back <= region->kept_count && back <= builder->kept_count; back++) {
        const struct kept_value *last = &builder->kept[builder->kept_count - back];
        if (last->perimeter == perimeter && last->field == field && strcmp(last->text, text) == 0)
            return true;
    }
    const char *kept = cpts_arena_string(&region->arena, text);
    if (!kept || !CPTS_ARRAY_MORE(builder->kept, builder->kept_count, builder->kept_capacity))
        return false;
    builder->kept[builder->kept_count++] =
        (struct kept_value){.perimeter = perimeter, .field = (uint32_t)field, .text = kept};
    return true;
}

cpts_status cpts_kept_add(struct cpts_region *region, uint32_t perimeter, const char *const *texts)
{
    for (size_t i = 0; i < region->kept_count; i++)
        if (*texts[i] && !add(region, perimeter, i, texts[i]))
            return cpts_fail_memory(region->context);
    return CPTS_OK;
}

bool cpts_kept_add_cells(struct cpts_region *region, uint32_t perimeter, const int *columns,
                         const char *const *cells)
{
    bool done = true;
    for (size_t i = 0; i < region->kept_count && done; i++)
        if (columns[i] >= 0 && *cells[columns[i]])
            done = add(region, perimeter, i, cells[columns[i]]);
    return done;
}

static int compare_values(const void *left, const void *right)
{
    const struct kept_value *a = left, *b = right;
    if (a->perimeter != b->perimeter)
        return a->perimeter < b->perimeter ? -1 : 1;
    if (a->field != b->field)
        return a->field < b->field ? -1 : 1;
    return strcmp(a->text, b->text);
}

/* The values of one perimeter and column as one text, whatever the order they were read in. */
static const char *join(struct arena *arena, const struct kept_value *values, size_t count,
                        bool *differ)
{
    size_t size = 1;
    for (size_t i = 0; i < count; i++)
        size += strlen(values[i].text) + sizeof BETWEEN_VALUES;
    char *text = cpts_arena_alloc(arena, size), *end = text;
    for (size_t i = 0; text && i < count; i++) {
        if (i > 0 && strcmp(values[i].text, values[i - 1].text) == 0)
            continue;
        *differ = i > 0;
        end = stpcpy(stpcpy(end, i > 0 ? BETWEEN_VALUES : ""), values[i].text);
    }
    return text;
}

static bool settle(struct cpts_region *region, const struct kept_value *values, size_t count,
                   bool *differ)
{
    struct perimeters *perimeters = &region->perimeters;
    const char **row = (const char **)perimeters->kept[values->perimeter];
    if (!row) {
        row = cpts_arena_alloc(&region->arena, region->kept_count * sizeof *row);
        for (size_t i = 0; row && i < region->kept_count; i++)
            row[i] = "";
        perimeters->kept[values->perimeter] = row;
    }
    if (row)
        row[values->field] = join(&region->arena, values, count, differ);
    return row && row[values->field];
}

/* Persons are not named in logs. */
static void log_several(const struct cpts_region *region, const size_t *several,
                        const uint32_t *example)
{
    for (size_t i = 0; i < region->kept_count; i++)
        if (several[i])
            cpts_log(region->context, CPTS_NORMAL,
                     _("--keep: the rows of %zu CPTS differ in '%s' (%s, for example); their "
                       "values are written one after the other"),
                     several[i], region->kept_names[i], region->perimeters.name[example[i]]);
}

cpts_status cpts_kept_settle(struct cpts_region *region)
{
    struct builder *builder = region->builder;
    const size_t count = builder->kept_count;
    size_t *several = cpts_array_new(region->kept_count + 1, sizeof *several);
    uint32_t *example = cpts_array_new(region->kept_count + 1, sizeof *example);
    bool done = several && example;
    if (done && count)
        qsort(builder->kept, count, sizeof *builder->kept, compare_values);
    for (size_t i = 0, end; done && i < count; i = end) {
        const struct kept_value *first = &builder->kept[i];
        bool differ = false;
        for (end = i + 1; end < count && builder->kept[end].perimeter == first->perimeter &&
                          builder->kept[end].field == first->field;
             end++)
            ;
        done = settle(region, first, end - i, &differ);
        if (differ && !several[first->field]++)
            example[first->field] = first->perimeter;
    }
    if (done)
        log_several(region, several, example);
    cpts_array_free(several);
    cpts_array_free(example);
    return done ? CPTS_OK : cpts_fail_memory(region->context);
}

const char *cpts_kept_text(const struct cpts_region *region, size_t perimeter, size_t field)
{
    const char *const *row = region->perimeters.kept[perimeter];
    return row ? row[field] : "";
}
