#include "input/region/selection.h"

#include <stdio.h>
#include <string.h>

#include "input/declarations/dates.h"
#include "input/region/in_force.h"
#include "input/region/life_classes.h"
#include "input/sources/text.h"

cpts_status cpts_selection_check(cpts_context *context, const cpts_load_options *options)
{
    struct date_span date;
    if (options->as_of && (!cpts_date_read(&date, options->as_of) || date.first != date.last))
        return cpts_fail(context, CPTS_ERROR_ARGUMENT,
                         _("--as-of: '%s' is not a date; write it as 2026-01-31"), options->as_of);
    if (options->statuses && !*options->statuses)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, "%s",
                         _("--status: the list is empty; write for example signed,validated"));
    return CPTS_OK;
}

cpts_status cpts_selection_keep(struct cpts_region *region, const cpts_load_options *options)
{
    struct date_span day;
    region->as_of = region->statuses = "";
    if (options->as_of) {
        cpts_date_read(&day, options->as_of);
        region->as_of = cpts_arena_format(&region->arena, "%04d-%02d-%02d", day.first / 10000,
                                          day.first / 100 % 100, day.first % 100);
    }
    if (options->statuses)
        region->statuses = cpts_arena_string(&region->arena, options->statuses);
    return region->as_of && region->statuses ? CPTS_OK : cpts_fail_memory(region->context);
}

/* ---- columns that serve ------------------------------------------------------------------ */

static const struct columns *columns_of(const struct layer *layer)
{
    return layer->role == ROLE_PERIMETERS                 ? &layer->as_perimeters
           : layer->role == ROLE_CODES || layer->declares ? &layer->plan.columns
                                                          : NULL;
}

static bool have_column(const struct layers *layers, enum field field)
{
    for (size_t i = 0; i < layers->count; i++) {
        const struct columns *columns = columns_of(&layers->items[i]);
        if (columns && columns->at[field] >= 0)
            return true;
    }
    return false;
}

enum { ROWS_LOOKED_AT = 200 };

/* Whether most cells of a column, of those that say something, are statuses or dates. Of a layer
 * of polygons only the headings are known: any column might. */
static bool might_serve(const struct layer *layer, int column, const struct life_classes *classes)
{
    size_t filled = 0, fit = 0;
    struct date_span date;
    if (!layer->has_table)
        return true;
    for (size_t i = 0; i < layer->table.count && i < ROWS_LOOKED_AT; i++) {
        const char *cell = layer->table.rows[i].cells[column];
        filled += *cell != '\0';
        /* A number by itself is not a date that a person would write. */
        fit += *cell && (classes ? cpts_life_class(classes, cell) != CPTS_LIFE_UNKNOWN
                                 : strpbrk(cell, "-/.") && cpts_date_read(&date, cell));
    }
    return fit > 0 && 2 * fit >= filled;
}

/* "Avancement in list.csv, ...", cut at `size`. */
static void list_candidates(char *out, size_t size, const struct layers *layers,
                            const struct life_classes *classes)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < layers->count; i++) {
        const struct layer *layer = &layers->items[i];
        for (int c = 0; columns_of(layer) && c < layer->headings.count; c++) {
            if (!*layer->headings.names[c] || !might_serve(layer, c, classes) || used >= size)
                continue;
            const int length = snprintf(out + used, size - used, "%s%s", used ? ", " : "",
                                        layer->headings.names[c]);
            used += length > 0 ? (size_t)length : 0;
        }
    }
}

static cpts_status refuse_columns(cpts_context *context, const struct layers *layers,
                                  const struct life_classes *classes)
{
    char names[480];
    list_candidates(names, sizeof names, layers, classes);
    if (!*names)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT,
                         classes ? _("%s: no column of the declarations holds a status")
                                 : _("%s: no column of the declarations holds dates"),
                         classes ? "--status" : "--as-of");
    return cpts_fail(
        context, CPTS_ERROR_ARGUMENT,
        classes ? _("%s: no column of the declarations is recognised as the status; if it is one "
                    "of these, name it with --perimeter-fields status=COLUMN: %s")
                : _("%s: no column of the declarations is recognised as holding dates; if they are "
                    "among these, name them with --perimeter-fields from=COLUMN,to=COLUMN: %s"),
        classes ? "--status" : "--as-of", names);
}

cpts_status cpts_selection_serve(cpts_context *context, const cpts_load_options *options,
                                 const struct layers *layers)
{
    if (options->as_of && !have_column(layers, FIELD_FROM) && !have_column(layers, FIELD_TO))
        return refuse_columns(context, layers, NULL);
    if (!options->statuses || have_column(layers, FIELD_STATUS))
        return CPTS_OK;
    struct life_classes classes;
    cpts_status status = cpts_life_classes_load(&classes, context, options->life_classes);
    if (status == CPTS_OK)
        status = refuse_columns(context, layers, &classes);
    cpts_life_classes_free(&classes);
    return status;
}

/* ---- classes ----------------------------------------------------------------------------- */

/* A status of no class, and how many perimeters have it. */
static cpts_status count_unknown(struct cpts_region *region, uint32_t p, struct name_index *counts)
{
    const char *label = region->perimeters.status[p];
    uint32_t *count = *label ? cpts_name_index_value(counts, label) : NULL;
    if (count)
        (*count)++;
    return !*label || count || cpts_name_index_add(counts, label, 1)
               ? CPTS_OK
               : cpts_fail_memory(region->context);
}

/* Each is reported once, with the first perimeter that has it. */
static void log_unknown(struct cpts_region *region, struct name_index *counts)
{
    const struct perimeters *perimeters = &region->perimeters;
    for (uint32_t p = 0; p < perimeters->count && counts->count; p++) {
        uint32_t *count = cpts_name_index_value(counts, perimeters->status[p]);
        if (perimeters->life[p] != CPTS_LIFE_UNKNOWN || !count || !*count)
            continue;
        cpts_log(region->context, CPTS_NORMAL,
                 P_("status '%s' (%s, %u perimeter) has no life-cycle class; add it to the "
                    "--life-classes table",
                    "status '%s' (%s, %u perimeters) has no life-cycle class; add it to the "
                    "--life-classes table",
                    *count),
                 perimeters->status[p], perimeters->name[p], *count);
        *count = 0;
    }
}

/* What ended claims nothing: it is left out, and a finding says so. */
static cpts_status report_ended(struct cpts_region *region, uint32_t p)
{
    const struct perimeters *perimeters = &region->perimeters;
    const struct notice notice = {.rule = CPTS_RULE_EMPTY_PERIMETER,
                                  .severity = CPTS_SEVERITY_NOTE,
                                  .unit = CPTS_NONE,
                                  .perimeter = CPTS_NONE,
                                  .key = perimeters->id[p]};
    return cpts_notice_add(region, &notice,
                           _("%s has ended (status '%s') and claims nothing; to count it, give "
                             "--status ended with the other statuses wanted"),
                           perimeters->name[p], perimeters->status[p]);
}

static cpts_status classify(struct cpts_region *region, const cpts_load_options *options)
{
    struct perimeters *perimeters = &region->perimeters;
    struct life_classes classes;
    struct name_index unknown = {0};
    cpts_status status = cpts_life_classes_load(&classes, region->context, options->life_classes);
    for (uint32_t p = 0; p < perimeters->count && status == CPTS_OK; p++) {
        const char *const *label = &perimeters->status[p];
        perimeters->life[p] = p && strcmp(label[0], label[-1]) == 0
                                  ? perimeters->life[p - 1]
                                  : cpts_life_class(&classes, *label);
        if (perimeters->life[p] == CPTS_LIFE_UNKNOWN)
            status = count_unknown(region, p, &unknown);
        else if (perimeters->life[p] == CPTS_LIFE_ENDED && !options->statuses)
            status = report_ended(region, p);
        perimeters->has_lives |= perimeters->life[p] < CPTS_LIFE_UNKNOWN;
    }
    log_unknown(region, &unknown);
    cpts_name_index_free(&unknown);
    cpts_life_classes_free(&classes);
    return status;
}

/* ---- selection --------------------------------------------------------------------------- */

#define STATUS_BYTES 256

/* The item of a list that *at begins with, without the spaces around it, and *at after it. */
static void take_item(char item[STATUS_BYTES], const char **at)
{
    const char *first = *at + strspn(*at, " "), *last = *at += strcspn(*at, ",");
    while (last > first && last[-1] == ' ')
        last--;
    const size_t size = last > first ? (size_t)(last - first) : 0;
    snprintf(item, STATUS_BYTES, "%.*s", (int)(size < STATUS_BYTES ? size : STATUS_BYTES - 1),
             first);
    *at += **at == ',';
}

/* A class, or a label as it is written, regardless of case and accents. */
static bool is_status(const struct perimeters *perimeters, uint32_t p, const char *item)
{
    char label[STATUS_BYTES], wanted[STATUS_BYTES];
    cpts_text_words(label, sizeof label, perimeters->status[p]);
    cpts_text_words(wanted, sizeof wanted, item);
    return strcmp(item, cpts_life_name(perimeters->life[p])) == 0 || strcmp(wanted, label) == 0;
}

static bool has_status(const struct perimeters *perimeters, uint32_t p, const char *list)
{
    char item[STATUS_BYTES];
    while (*list) {
        take_item(item, &list);
        if (is_status(perimeters, p, item))
            return true;
    }
    return false;
}

/* "'ACI signé', 'Projet validé'": the statuses there are, each once, cut at `size`. */
static void list_statuses(char *out, size_t size, const struct perimeters *perimeters)
{
    size_t used = 0;
    out[0] = '\0';
    for (uint32_t p = 0; p < perimeters->count && used < size; p++) {
        uint32_t first = 0;
        while (strcmp(perimeters->status[first], perimeters->status[p]) != 0)
            first++;
        if (first == p)
            used += (size_t)snprintf(out + used, size - used, "%s'%s'", used ? ", " : "",
                                     perimeters->status[p]);
    }
}

/* A word that fits none may be mistyped: what it was meant to keep is left out. */
static void log_idle_statuses(const struct cpts_region *region, const char *list)
{
    const struct perimeters *perimeters = &region->perimeters;
    char item[STATUS_BYTES], there[480];
    while (*list) {
        uint32_t p = 0;
        take_item(item, &list);
        bool is_used = false;
        for (int life = 0; life <= CPTS_LIFE_ENDED; life++)
            is_used |= strcmp(item, cpts_life_name((cpts_life)life)) == 0;
        while (!is_used && p < perimeters->count)
            is_used = is_status(perimeters, p++, item);
        if (is_used)
            continue;
        list_statuses(there, sizeof there, perimeters);
        cpts_log(region->context, CPTS_NORMAL,
                 _("--status: no perimeter has the status '%s'; theirs are %s"), item, there);
    }
}

/* map[p]: the new number, or CPTS_NONE. */
static cpts_status choose(struct cpts_region *region, const cpts_load_options *options,
                          const struct look *look, const bool *left, struct gone *gone,
                          uint32_t *map, uint32_t *kept)
{
    const struct perimeters *perimeters = &region->perimeters;
    const struct builder *builder = region->builder;
    cpts_status status = CPTS_OK;
    *kept = 0;
    for (uint32_t p = 0; p < perimeters->count && status == CPTS_OK; p++) {
        bool wanted = options->statuses ? has_status(perimeters, p, options->statuses)
                                        : perimeters->life[p] != CPTS_LIFE_ENDED;
        if (wanted)
            status = cpts_in_force_perimeter(region, look, p, &gone[p], &wanted);
        if (left[p] && builder->pieces[p] == 0)
            wanted = false;
        if (!wanted)
            cpts_log(region->context, CPTS_VERBOSE,
                     _("left out: %s (status '%s', from '%s' to '%s')"), perimeters->name[p],
                     perimeters->status[p], perimeters->from[p], perimeters->to[p]);
        map[p] = wanted ? (*kept)++ : CPTS_NONE;
    }
    return status;
}

static void drop_shapes(struct shapes *shapes, const uint32_t *map)
{
    for (size_t i = 0; i < shapes->part_count; i++) {
        struct part *part = &shapes->parts[i];
        if (map[part->feature] == CPTS_NONE)
            part->ring_count = 0;
        else
            part->feature = map[part->feature];
    }
}

static void drop_declarations(struct cpts_region *region, const uint32_t *map)
{
    struct builder *builder = region->builder;
    size_t kept = 0;
    for (size_t i = 0; i < builder->declaration_count; i++) {
        struct declaration *declaration = &builder->declarations[i];
        uint32_t to = map[declaration->perimeter];
        if (to == CPTS_NONE)
            continue;
        declaration->perimeter = to;
        builder->declarations[kept++] = *declaration;
    }
    builder->declaration_count = kept;
    kept = 0;
    for (size_t i = 0; i < region->notice_count; i++) {
        struct notice notice = region->notices[i];
        if (notice.perimeter != CPTS_NONE && map[notice.perimeter] == CPTS_NONE)
            continue;
        if (notice.perimeter != CPTS_NONE)
            notice.perimeter = map[notice.perimeter];
        region->notices[kept++] = notice;
    }
    region->notice_count = kept;
}

static cpts_status drop(struct cpts_region *region, const uint32_t *map, uint32_t kept)
{
    struct perimeters *perimeters = &region->perimeters;
    struct builder *builder = region->builder;
    struct name_index by_id = {0};
    bool done = true;
    for (uint32_t p = 0; p < perimeters->count && done; p++) {
        uint32_t to = map[p];
        if (to == CPTS_NONE)
            continue;
        perimeters->id[to] = perimeters->id[p];
        perimeters->name[to] = perimeters->name[p];
        perimeters->status[to] = perimeters->status[p];
        perimeters->from[to] = perimeters->from[p];
        perimeters->to[to] = perimeters->to[p];
        perimeters->life[to] = perimeters->life[p];
        perimeters->kept[to] = perimeters->kept[p];
        perimeters->drawn_in_pieces[to] = perimeters->drawn_in_pieces[p];
        builder->pieces[to] = builder->pieces[p];
        done = cpts_name_index_add(&by_id, perimeters->id[to], to);
    }
    cpts_name_index_free(&builder->perimeter_by_id);
    builder->perimeter_by_id = by_id;
    cpts_name_index_free(&builder->perimeter_by_key); /* the lists have been read */
    perimeters->count = kept;
    drop_shapes(&perimeters->shapes, map);
    drop_declarations(region, map);
    return done && cpts_shapes_drop(&perimeters->shapes, CPTS_NONE)
               ? CPTS_OK
               : cpts_fail_memory(region->context);
}

/* A list gives dates row by row: those on which all rows of a perimeter agree are its own. */
static cpts_status date_lists(struct cpts_region *region)
{
    const struct builder *builder = region->builder;
    const size_t count = region->perimeters.count;
    const struct declaration **first = cpts_array_new(count, sizeof *first);
    bool *differ_from = cpts_array_new(count, sizeof *differ_from);
    bool *differ_to = cpts_array_new(count, sizeof *differ_to);
    const bool done = first && differ_from && differ_to;
    for (size_t i = 0; done && i < builder->declaration_count; i++) {
        const struct declaration *row = &builder->declarations[i];
        const uint32_t p = row->perimeter;
        first[p] = first[p] ? first[p] : row;
        differ_from[p] |= strcmp(row->from, first[p]->from) != 0;
        differ_to[p] |= strcmp(row->to, first[p]->to) != 0;
    }
    for (uint32_t p = 0; done && p < count; p++)
        if (first[p])
            cpts_perimeter_set_dates(region, p, differ_from[p] ? "" : first[p]->from,
                                     differ_to[p] ? "" : first[p]->to);
    cpts_array_free(first);
    cpts_array_free(differ_from);
    cpts_array_free(differ_to);
    return done ? CPTS_OK : cpts_fail_memory(region->context);
}

static cpts_status select_perimeters(struct cpts_region *region, const cpts_load_options *options)
{
    const struct look look = cpts_look_at(region);
    uint32_t count = (uint32_t)region->perimeters.count, kept = 0;
    uint32_t *map = cpts_array_raw(count, sizeof *map);
    bool *left = cpts_array_new(count, sizeof *left);
    struct gone *gone = cpts_array_new(count, sizeof *gone);
    cpts_status status = map && left && gone ? CPTS_OK : cpts_fail_memory(region->context);
    if (status == CPTS_OK)
        status = cpts_in_force_rows(region, &look, left, gone);
    if (status == CPTS_OK)
        status = choose(region, options, &look, left, gone, map, &kept);
    for (uint32_t p = 0; p < count && status == CPTS_OK; p++)
        status = cpts_in_force_report(region, &look, p, &gone[p]);
    if (status == CPTS_OK && kept == 0)
        status = cpts_fail(region->context, CPTS_ERROR_INPUT,
                           options->as_of || options->statuses
                               ? P_("the only perimeter (%u) is not in force with the date "
                                    "and statuses asked for; see --as-of and --status",
                                    "none of the %u perimeters is in force with the date "
                                    "and statuses asked for; see --as-of and --status",
                                    count)
                               : P_("the only perimeter (%u) has ended, as its status or "
                                    "its date says; see --status, --life-classes and --as-of",
                                    "all %u perimeters have ended, as their statuses or "
                                    "dates say; see --status, --life-classes and --as-of",
                                    count),
                           count);
    if (status == CPTS_OK && kept < count) {
        region->left_out = count - kept;
        cpts_log(region->context, CPTS_NORMAL,
                 options->as_of || options->statuses
                     ? P_("%u perimeter of %u is left out by --as-of and --status",
                          "%u perimeters of %u are left out by --as-of and --status", count - kept)
                     : P_("%u perimeter of %u has ended and claims nothing; see --status and "
                          "--as-of",
                          "%u perimeters of %u have ended and claim nothing; see --status and "
                          "--as-of",
                          count - kept),
                 count - kept, count);
        status = drop(region, map, kept);
    }
    cpts_array_free(map);
    cpts_array_free(left);
    cpts_array_free(gone);
    return status;
}

static bool may_have_ended(const struct cpts_region *region)
{
    const struct builder *builder = region->builder;
    for (size_t p = 0; p < region->perimeters.count; p++)
        if (region->perimeters.life[p] == CPTS_LIFE_ENDED || *region->perimeters.to[p])
            return true;
    for (size_t i = 0; i < builder->declaration_count; i++)
        if (*builder->declarations[i].to)
            return true;
    return false;
}

/* What is declared for later counts already, and hides the white zone of today. */
static void log_later(const struct cpts_region *region)
{
    const struct look look = cpts_look_at(region);
    const struct perimeters *perimeters = &region->perimeters;
    size_t count = 0, first = 0;
    for (size_t p = 0; p < perimeters->count; p++)
        if (cpts_look_is_future(&look, perimeters->from[p]) && count++ == 0)
            first = p;
    if (count > 0)
        cpts_log(region->context, CPTS_NORMAL,
                 P_("%zu perimeter begins later and is counted already (%s, on %s); "
                    "--as-of shows what is in force on a day",
                    "%zu perimeters begin later and are counted already (the first: %s, on "
                    "%s); --as-of shows what is in force on a day",
                    count),
                 count, perimeters->name[first], perimeters->from[first]);
}

cpts_status cpts_selection_apply(struct cpts_region *region, const cpts_load_options *options)
{
    cpts_status status = classify(region, options);
    if (status == CPTS_OK && options->statuses)
        log_idle_statuses(region, options->statuses);
    if (status == CPTS_OK && (options->as_of || options->statuses || may_have_ended(region)))
        status = select_perimeters(region, options);
    if (status == CPTS_OK)
        status = date_lists(region);
    if (status == CPTS_OK && !options->as_of)
        log_later(region);
    return status;
}
