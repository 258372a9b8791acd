#include "input/understood.h"

#include <string.h>

#include "input/declarations/name_index.h"
#include "input/region/unit_words.h"

/* ---- columns ----------------------------------------------------------------------------- */

static const char *role_in(const struct columns *columns, int column)
{
    for (int field = 0; field < FIELD_COUNT; field++)
        if (columns->at[field] == column && cpts_schema_key((enum field)field))
            return cpts_schema_key((enum field)field);
    return NULL;
}

static bool gather_columns(struct cpts_reading *out, struct understood_layer *layer,
                           const struct layer *from)
{
    const struct columns *columns = from->role == ROLE_UNITS ? &from->as_units
                                    : from->is_polygons      ? &from->as_perimeters
                                                             : &from->as_codes;
    const bool is_planned = from->has_plan && (from->role == ROLE_CODES || from->is_table);
    const size_t count = (size_t)from->headings.count;
    layer->columns = cpts_arena_alloc(&out->arena, (count + 1) * sizeof *layer->columns);
    for (size_t i = 0; layer->columns && i < count; i++) {
        const char *heading = cpts_arena_string(&out->arena, from->headings.names[i]);
        const struct witness *witness =
            from->has_plan ? cpts_plan_witness_of(&from->plan, (int)i) : NULL;
        struct understood_column *column = &layer->columns[layer->column_count++];
        if (!heading)
            return false;
        *column = (struct understood_column){
            .heading = heading,
            .number = (int)i + 1,
            .role = is_planned || from->role == ROLE_NONE ? NULL : role_in(columns, (int)i),
            .is_unread = from->has_plan && from->plan.unread == (int)i};
        if (witness && (is_planned || (from->declares && !column->role))) {
            column->role = witness->role;
            column->hits = witness->hits;
            column->filled = witness->filled;
        }
    }
    return layer->columns != NULL;
}

/* ---- words for none ---------------------------------------------------------------------- */

struct gathering_words {
    struct cpts_reading *out;
    struct understood_layer *layer;
    const struct none_words *none;
    struct name_index index;
    size_t capacity;
};

static bool count_word(struct gathering_words *gathering, const char *text)
{
    struct understood_layer *layer = gathering->layer;
    if (!*text || cpts_none_meaning(gathering->none, text) != MEANS_NONE)
        return true;
    const uint32_t known = cpts_name_index_find(&gathering->index, text);
    if (known != CPTS_NONE) {
        layer->nones[known].rows++;
        return true;
    }
    enum { MOST_WORDS = 64 };
    if (layer->none_count == MOST_WORDS)
        return true;
    if (!layer->nones)
        layer->nones = cpts_arena_alloc(&gathering->out->arena, MOST_WORDS * sizeof *layer->nones);
    const char *kept = cpts_arena_string(&gathering->out->arena, text);
    if (!layer->nones || !kept ||
        !cpts_name_index_add(&gathering->index, kept, (uint32_t)layer->none_count))
        return false;
    layer->nones[layer->none_count++] = (struct understood_word){.text = kept, .rows = 1};
    return true;
}

static bool gather_words(struct cpts_reading *out, struct understood_layer *layer,
                         const struct layer *from, const struct none_words *none)
{
    const struct plan *plan = &from->plan;
    if (!from->has_plan || plan->refusal || plan->shape != SHAPE_ROWS)
        return true;
    struct gathering_words gathering = {.out = out, .layer = layer, .none = none};
    const int *at = plan->columns.at;
    const int name = at[FIELD_NAME] >= 0 ? at[FIELD_NAME] : at[FIELD_ID];
    bool done = true;
    for (size_t i = 0; i < from->table.count && done; i++) {
        const char *const *cells = from->table.rows[i].cells;
        done = name < 0 || count_word(&gathering, cells[name]);
        for (int j = 0; j < plan->cpts_count && done; j++)
            done = count_word(&gathering, cells[plan->cpts_columns[j]]);
    }
    cpts_name_index_free(&gathering.index);
    return done;
}

/* ---- options ----------------------------------------------------------------------------- */

/* A word for a shell, between quotes when it needs them. */
static char *quoted(struct arena *arena, const char *text)
{
    size_t quotes = 0;
    for (const char *c = text; *c; c++)
        quotes += *c == '\'';
    char *out = cpts_arena_alloc(arena, strlen(text) + 3 * quotes + 3);
    char *to = out;
    if (!out)
        return NULL;
    *to++ = '\'';
    for (const char *c = text; *c; c++) {
        if (*c == '\'') {
            memcpy(to, "'\\''", 4);
            to += 4;
        } else {
            *to++ = *c;
        }
    }
    *to++ = '\'';
    *to = '\0';
    return out;
}

/* How an option names a column: its heading, or its number when the heading cannot be said. */
static const char *column_said(struct arena *arena, const struct understood_layer *layer, int at)
{
    const char *heading = layer->columns[at].heading;
    size_t same = 0;
    for (size_t i = 0; i < layer->column_count; i++)
        same += strcmp(layer->columns[i].heading, heading) == 0;
    return *heading && same == 1 && !strpbrk(heading, ",=\n")
               ? heading
               : cpts_arena_format(arena, "#%d", at + 1);
}

static const char *fields_said(struct arena *arena, const struct understood_layer *layer,
                               const struct columns *columns, bool has_header)
{
    const char *list = "";
    for (int field = 0; field < FIELD_COUNT && list; field++) {
        const char *key = cpts_schema_key((enum field)field);
        const int at = columns->at[field];
        if (!key || at < 0 || (size_t)at >= layer->column_count)
            continue;
        const char *said = column_said(arena, layer, at);
        list =
            said ? cpts_arena_format(arena, "%s%s%s=%s", list, *list ? "," : "", key, said) : NULL;
    }
    if (list && has_header)
        list =
            cpts_arena_format(arena, "%s%sheader=%ld", list, *list ? "," : "", layer->header_line);
    return list;
}

/* Of a table refused for two columns about as good: both answers. */
static const char *answers(struct arena *arena, const struct understood_layer *layer,
                           const struct plan *plan)
{
    const char *key = cpts_schema_key(plan->rival_field);
    if (!plan->refusal || !key || plan->rivals[0] < 0)
        return "";
    const char *one = column_said(arena, layer, plan->rivals[0]);
    const char *other = column_said(arena, layer, plan->rivals[1]);
    const char *first = one ? cpts_arena_format(arena, "%s=%s", key, one) : NULL;
    const char *second = other ? cpts_arena_format(arena, "%s=%s", key, other) : NULL;
    first = first ? quoted(arena, first) : NULL;
    second = second ? quoted(arena, second) : NULL;
    return first && second
               ? cpts_arena_format(arena, "--perimeter-fields %s\n--perimeter-fields %s", first,
                                   second)
               : NULL;
}

struct given {
    const char *name, *value;
};

/* The options that were given and that how a layer is read depends on. */
static const char *with_given(struct arena *arena, const char *said, const struct given *given)
{
    for (; given->name && said; given++) {
        const char *value = given->value ? quoted(arena, given->value) : NULL;
        if (given->value)
            said = value ? cpts_arena_format(arena, "%s %s %s", said, given->name, value) : NULL;
    }
    return said;
}

/* Each is said once: with the first layer of its role. */
static const char *with_all_given(struct cpts_reading *out, const char *said, enum role role,
                                  const cpts_load_options *options)
{
    const struct given of_units[] = {{"--units-where", options->units_where}, {NULL, NULL}};
    const struct given of_claims[] = {{"--perimeters-where", options->perimeters_where},
                                      {"--expand", options->expand},
                                      {"--code-changes", options->code_changes},
                                      {"--none-words", options->none_words},
                                      {"--as-of", options->as_of},
                                      {"--status", options->statuses},
                                      {NULL, NULL}};
    bool *is_said = role == ROLE_UNITS ? &out->units_said : &out->claims_said;
    if (*is_said)
        return said;
    *is_said = true;
    return with_given(&out->arena, said, role == ROLE_UNITS ? of_units : of_claims);
}

static bool gather_options(struct cpts_reading *out, struct understood_layer *layer,
                           const struct layer *from, bool is_alone,
                           const cpts_load_options *options)
{
    struct arena *arena = &out->arena;
    const bool is_codes = from->role == ROLE_CODES;
    layer->options = from->has_plan ? answers(arena, layer, &from->plan) : "";
    if (!layer->options || from->role == ROLE_NONE || (from->has_plan && from->plan.refusal))
        return layer->options != NULL;
    const char *spec = *layer->name && !is_alone
                           ? cpts_arena_format(arena, "%s|layername=%s", layer->path, layer->name)
                           : layer->path;
    /* A table that was turned has no header of its own, and is turned only when nothing is said. */
    const bool is_turned = is_codes && from->grid.turned;
    const bool is_rows = !is_codes || (from->plan.shape == SHAPE_ROWS && !is_turned);
    const bool has_header = is_codes && from->has_grid && !from->grid.names.count && !is_turned;
    const struct columns *columns = from->role == ROLE_UNITS        ? &from->as_units
                                    : from->role == ROLE_PERIMETERS ? &from->as_perimeters
                                                                    : &from->plan.columns;
    const char *fields = is_rows ? fields_said(arena, layer, columns, has_header) : "";
    if (!is_rows && has_header)
        fields = cpts_arena_format(arena, "header=%ld", layer->header_line);
    spec = spec ? quoted(arena, spec) : NULL;
    const char *list = fields && *fields ? quoted(arena, fields) : fields;
    if (!spec || !list)
        return false;
    const char *role = from->role == ROLE_UNITS ? "unit" : "perimeter";
    layer->options =
        *list ? cpts_arena_format(arena, "--%ss %s --%s-fields %s", role, spec, role, list)
              : cpts_arena_format(arena, "--%ss %s", role, spec);
    if (layer->options)
        layer->options = with_all_given(out, layer->options, from->role, options);
    return layer->options != NULL;
}

/* ---- layers ------------------------------------------------------------------------------ */

static size_t layers_of(const struct layers *layers, uint32_t source)
{
    size_t count = 0;
    for (size_t i = 0; i < layers->count; i++)
        count += layers->items[i].source == source;
    return count;
}

/* The count of a layer whose driver does not know it before reading, once it was read. */
static long long features_of(const struct cpts_region *region, const char *file,
                             const struct layer *from)
{
    if (from->has_table)
        return (long long)from->table.count;
    for (size_t i = 0; from->features < 0 && i < region->source_count; i++)
        if (strcmp(region->sources[i].file, file) == 0 &&
            strcmp(region->sources[i].layer, from->name) == 0)
            return (long long)region->sources[i].features;
    return from->features;
}

static bool gather_layer(struct cpts_reading *out, const struct layers *layers,
                         const struct cpts_region *region, const struct layer *from,
                         const struct none_words *none, const cpts_load_options *options)
{
    struct arena *arena = &out->arena;
    struct understood_layer *layer = &out->layers[out->layer_count++];
    const bool is_planned = from->has_plan && from->is_table;
    const char *refusal = from->has_plan && from->plan.refusal ? from->plan.refusal : "";
    *layer = (struct understood_layer){
        .path = cpts_arena_string(arena, layers->sources[from->source].file),
        .name = cpts_arena_string(arena, from->name),
        .shown = cpts_arena_string(arena, from->shown),
        .role = from->role == ROLE_UNITS        ? "units"
                : from->role == ROLE_PERIMETERS ? "perimeters"
                : from->role == ROLE_CODES      ? "codes"
                                                : NULL,
        .shape = is_planned && from->grid.turned ? from->grid.turned
                 : is_planned                    ? cpts_shape_name(from->plan.shape)
                                                 : "",
        .encoding = cpts_arena_string(arena, from->has_grid ? from->grid.encoding : ""),
        .separator = cpts_arena_string(arena, from->has_grid ? from->grid.separator : ""),
        .refusal = cpts_arena_string(arena, is_planned ? refusal : ""),
        .header_line = is_planned ? from->plan.header_line : 0,
        .rows = features_of(region, layers->sources[from->source].file, from),
        .is_table = from->is_table,
        .fills_down = is_planned && from->plan.fills_down,
        .counts = from->counts,
        .options = ""};
    return layer->path && layer->name && layer->shown && layer->encoding && layer->separator &&
           layer->refusal && gather_columns(out, layer, from) &&
           gather_words(out, layer, from, none) &&
           gather_options(out, layer, from, layers_of(layers, from->source) == 1, options);
}

/* ---- what was read ----------------------------------------------------------------------- */

static bool gather_repairs(struct cpts_reading *out, const struct cpts_region *region)
{
    enum { MOST_KINDS = 32 };
    out->repairs = cpts_arena_alloc(&out->arena, MOST_KINDS * sizeof *out->repairs);
    for (size_t i = 0; out->repairs && i < region->reading_count; i++) {
        const struct unit_reading *reading = &region->readings[i];
        size_t kind = 0;
        while (kind < out->repair_count && strcmp(out->repairs[kind].how, reading->how) != 0)
            kind++;
        if (kind == MOST_KINDS)
            continue;
        struct understood_repair *repair = &out->repairs[kind];
        if (kind == out->repair_count) {
            out->repair_count++;
            *repair = (struct understood_repair){
                .how = reading->how,
                .file = cpts_arena_string(&out->arena, reading->file),
                .text = cpts_arena_string(&out->arena, reading->text),
                .unit = cpts_arena_string(&out->arena, reading->unit ? reading->unit : ""),
                .line = reading->line};
            if (!repair->file || !repair->text || !repair->unit)
                return false;
        }
        repair->count++;
    }
    return out->repairs != NULL;
}

/* What may have been read otherwise than it was meant. */
static bool is_doubt(cpts_rule rule)
{
    return rule == CPTS_RULE_UNKNOWN_CODE || rule == CPTS_RULE_AMBIGUOUS_NAME ||
           rule == CPTS_RULE_NO_CLAIM || rule == CPTS_RULE_UNREAD ||
           rule == CPTS_RULE_CODE_NAME_MISMATCH;
}

static bool gather_doubts(struct cpts_reading *out, const struct cpts_region *region)
{
    out->doubts = cpts_arena_alloc(&out->arena, (region->notice_count + 1) * sizeof *out->doubts);
    for (size_t i = 0; out->doubts && i < region->notice_count; i++) {
        const struct notice *notice = &region->notices[i];
        if (!is_doubt(notice->rule))
            continue;
        const char *message = cpts_arena_string(&out->arena, notice->message);
        if (!message)
            return false;
        out->doubts[out->doubt_count++] =
            (struct understood_doubt){.rule = cpts_rule_name(notice->rule), .message = message};
    }
    return out->doubts != NULL;
}

bool cpts_understood_gather(struct cpts_reading *out, const struct layers *layers,
                            const struct cpts_region *region, const struct none_words *none,
                            const cpts_load_options *options)
{
    out->units = region->units.count;
    out->perimeters = region->perimeters.count;
    out->unit_kinds = cpts_unit_kinds(&region->units);
    out->declared_rows = region->declared_rows;
    out->understood_rows = region->understood_rows;
    out->layers = cpts_arena_alloc(&out->arena, (layers->count + 1) * sizeof *out->layers);
    bool done = out->layers != NULL;
    for (size_t i = 0; i < layers->count && done; i++)
        done = gather_layer(out, layers, region, &layers->items[i], none, options);
    return done && gather_repairs(out, region) && gather_doubts(out, region);
}
