/*
 * Perimeters: one an id, drawn in any number of features.
 */
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <string.h>

#include "geometry/box_tree.h"
#include "geometry/predicates.h"
#include "input/reading/cpts_names.h"
#include "input/reading/remarks.h"
#include "input/region/builder.h"
#include "input/region/drawn_editions.h"
#include "input/region/kept.h"
#include "input/sources/text.h"

static bool reserve_perimeters(struct cpts_region *region, size_t count)
{
    struct perimeters *perimeters = &region->perimeters;
    struct builder *builder = region->builder;
    size_t old = perimeters->capacity, capacity[8] = {old, old, old, old, old, old, old, old};
    if (!cpts_array_reserve(&perimeters->id, &capacity[0], count, sizeof *perimeters->id) ||
        !cpts_array_reserve(&perimeters->name, &capacity[1], count, sizeof *perimeters->name) ||
        !cpts_array_reserve(&perimeters->status, &capacity[2], count, sizeof *perimeters->status) ||
        !cpts_array_reserve(&perimeters->drawn_in_pieces, &capacity[3], count,
                            sizeof *perimeters->drawn_in_pieces) ||
        !cpts_array_reserve(&perimeters->from, &capacity[4], count, sizeof *perimeters->from) ||
        !cpts_array_reserve(&perimeters->to, &capacity[5], count, sizeof *perimeters->to) ||
        !cpts_array_reserve(&perimeters->life, &capacity[6], count, sizeof *perimeters->life) ||
        !cpts_array_reserve(&perimeters->kept, &capacity[7], count, sizeof *perimeters->kept) ||
        !cpts_array_reserve(&builder->pieces, &builder->pieces_capacity, count,
                            sizeof *builder->pieces))
        return false;
    perimeters->capacity = capacity[0];
    return true;
}

/* Spellings of one name are one CPTS. */
static bool index_key(struct cpts_region *region, const char *id, uint32_t perimeter)
{
    struct builder *builder = region->builder;
    char key[CPTS_KEY_ROOM];
    cpts_name_key(key, id);
    if (cpts_name_index_value(&builder->perimeter_by_key, key))
        return true;
    const char *kept = cpts_arena_string(&region->arena, key);
    return kept && cpts_name_index_add(&builder->perimeter_by_key, kept, perimeter);
}

uint32_t cpts_perimeter_find_or_add(struct cpts_region *region, const char *id, const char *name,
                                    const char *status)
{
    struct builder *builder = region->builder;
    struct perimeters *perimeters = &region->perimeters;
    uint32_t found = cpts_name_index_find(&builder->perimeter_by_id, id);
    if (found != CPTS_NONE) {
        /* The first source may know the id only. */
        if (*name && strcmp(perimeters->name[found], id) == 0)
            perimeters->name[found] = name;
        if (*status && !*perimeters->status[found])
            perimeters->status[found] = status;
        return found;
    }
    size_t count = perimeters->count;
    if (count >= CPTS_NONE - 1 || !reserve_perimeters(region, count + 1) ||
        !cpts_name_index_add(&builder->perimeter_by_id, id, (uint32_t)count) ||
        ((!*name || strcmp(name, id) == 0) && !index_key(region, id, (uint32_t)count)))
        return CPTS_NONE;
    perimeters->id[count] = id;
    perimeters->name[count] = *name ? name : id;
    perimeters->status[count] = status;
    perimeters->from[count] = perimeters->to[count] = "";
    perimeters->life[count] = CPTS_LIFE_UNKNOWN;
    perimeters->kept[count] = NULL;
    perimeters->drawn_in_pieces[count] = false;
    builder->pieces[count] = 0;
    return (uint32_t)perimeters->count++;
}

uint32_t cpts_perimeter_named(const struct cpts_region *region, const char *id, const char *name)
{
    const struct builder *builder = region->builder;
    char key[CPTS_KEY_ROOM];
    const uint32_t found = cpts_name_index_find(&builder->perimeter_by_id, id);
    if (found != CPTS_NONE || strcmp(id, name) != 0)
        return found;
    cpts_name_key(key, name);
    return cpts_name_index_find(&builder->perimeter_by_key, key);
}

void cpts_perimeter_set_dates(struct cpts_region *region, uint32_t perimeter, const char *from,
                              const char *to)
{
    struct perimeters *perimeters = &region->perimeters;
    if (!*perimeters->from[perimeter])
        perimeters->from[perimeter] = from;
    if (!*perimeters->to[perimeter])
        perimeters->to[perimeter] = to;
}

cpts_status cpts_perimeter_report_doubt(struct cpts_region *region, const char *shown,
                                        uint32_t perimeter)
{
    const struct notice notice = {.rule = CPTS_RULE_NO_CLAIM,
                                  .severity = CPTS_SEVERITY_ERROR,
                                  .unit = CPTS_NONE,
                                  .perimeter = perimeter,
                                  .key = region->perimeters.id[perimeter]};
    return cpts_notice_add(
        region, &notice,
        _("'%s' in %s may mean that there is no CPTS; its claims are kept until a table given by "
          "--none-words settles it (word;language;means, with 'none' or 'name')"),
        region->perimeters.name[perimeter], shown);
}

/* "CPTS Sud (dissoute)", "CPTS Sud*", or a name whose id says "hors CPTS". */
static bool is_remarked_name(const struct none_words *none, const struct drawn_feature *entry)
{
    const char *text = *entry->name ? entry->name : entry->key;
    if (*entry->name && strlen(entry->key) > 3 && cpts_none_is_word(none, entry->key))
        return true;
    return (cpts_remark_on_cpts(text) || cpts_remark_has_star(text)) &&
           !cpts_none_is_settled(none, text);
}

/* The id and the name of a feature, in the light of its whole layer: an id that is 0 everywhere is
 * not an id. `means_none`: the feature says that it is not a CPTS. */
static cpts_status settle_name(struct adding *adding, size_t layer, size_t feature,
                               bool *means_none, bool *is_doubtful)
{
    struct cpts_region *region = adding->region;
    struct drawn_feature *entry = &adding->drawn[layer].features[feature];
    struct cpts_parts parts;
    *means_none = adding->are_units && !*entry->key && !*entry->name;
    *is_doubtful = false;
    if (adding->names && !*entry->name && adding->names->counts_rows)
        entry->key = "";
    if (!adding->names || (!*entry->key && !*entry->name))
        return CPTS_OK;
    const bool is_remarked = is_remarked_name(adding->none, entry);
    if (!cpts_names_read(&parts, adding->names, entry->key, entry->name))
        return cpts_fail_memory(region->context);
    *means_none = parts.count == 0;
    *is_doubtful =
        is_remarked || parts.count > 1 || (parts.count == 1 && parts.items[0].is_doubtful);
    if (parts.count != 1)
        return CPTS_OK;
    entry->key = cpts_arena_string(&region->arena, parts.items[0].id);
    entry->name = cpts_arena_string(&region->arena, parts.items[0].name);
    return entry->key && entry->name ? CPTS_OK : cpts_fail_memory(region->context);
}

static cpts_status place_feature(struct adding *adding, size_t layer, size_t feature)
{
    struct cpts_region *region = adding->region;
    struct drawn_feature *entry = &adding->drawn[layer].features[feature];
    bool means_none, is_doubtful;
    cpts_status status = settle_name(adding, layer, feature, &means_none, &is_doubtful);
    if (status != CPTS_OK)
        return status;
    if (means_none) {
        entry->means_none = true;
        if (!*entry->key && !*entry->name)
            return CPTS_OK;
        cpts_log(region->context, CPTS_NORMAL, _("%s: '%s' means no CPTS; it claims nothing"),
                 adding->shown[layer], *entry->name ? entry->name : entry->key);
        return CPTS_OK;
    }
    const bool nameless = adding->names && adding->names->rows > 0 && !*entry->key && !*entry->name;
    if (!*entry->key) {
        entry->key = *entry->name
                         ? entry->name
                         : cpts_arena_format(&region->arena, _("feature %lld"), entry->fid);
        if (!entry->key)
            return cpts_fail_memory(region->context);
        cpts_log(region->context, CPTS_VERBOSE,
                 _("feature %lld of %s has no id; it is called '%s'"), entry->fid,
                 adding->shown[layer], entry->key);
    }
    uint32_t perimeter = cpts_perimeter_find_or_add(region, entry->key, entry->name, entry->status);
    if (perimeter == CPTS_NONE)
        return cpts_fail_memory(region->context);
    cpts_perimeter_set_dates(region, perimeter, entry->from, entry->to);
    if (entry->part_count > 0)
        adding->map[layer][feature] = perimeter;
    if (entry->kept)
        status = cpts_kept_add(region, perimeter, entry->kept);
    if (status != CPTS_OK)
        return status;
    return is_doubtful || nameless
               ? cpts_perimeter_report_doubt(region, adding->shown[layer], perimeter)
               : CPTS_OK;
}

static bool gather_names(const struct adding *adding, struct cpts_names *names)
{
    bool done = true;
    for (size_t i = 0; i < adding->count; i++)
        for (size_t j = 0; j < adding->drawn[i].count && done; j++) {
            const struct drawn_feature *entry = &adding->drawn[i].features[j];
            done = cpts_names_add(names, entry->key, entry->name);
        }
    if (done)
        cpts_names_settle(names);
    return done;
}

/* ---- units drawn one by one ---------------------------------------------------------------- */

static bool index_unit_names(struct name_index *out, struct arena *arena, const struct units *units)
{
    char folded[CPTS_KEY_ROOM];
    bool done = true;
    for (size_t i = 0; i < units->count && done; i++) {
        cpts_text_fold(folded, sizeof folded, units->name[i]);
        if (cpts_name_index_find(out, folded) != CPTS_NONE)
            continue;
        const char *kept = cpts_arena_string(arena, folded);
        done = kept && cpts_name_index_add(out, kept, (uint32_t)i);
    }
    return done;
}

/* Whether a feature bears the name of a unit, or nothing but its code. */
static bool bears_unit(const struct drawn_feature *entry, const struct name_index *unit_names,
                       const struct builder *builder)
{
    char folded[CPTS_KEY_ROOM];
    if (!*entry->name)
        return cpts_name_index_find(&builder->unit_by_code, entry->key) != CPTS_NONE;
    cpts_text_fold(folded, sizeof folded, entry->name);
    return cpts_name_index_find(unit_names, folded) != CPTS_NONE;
}

/* Whether the features are units rather than CPTS: as many as a third of the units, and most bear
 * their names. */
static cpts_status are_units(bool *out, const struct adding *adding, const struct cpts_names *names)
{
    const struct cpts_region *region = adding->region;
    struct name_index unit_names = {0};
    struct arena arena = {NULL};
    size_t alike = 0, all = 0;
    *out = false;
    if (names->count * 3 <= region->units.count)
        return CPTS_OK;
    const bool done = index_unit_names(&unit_names, &arena, &region->units);
    for (size_t i = 0; i < adding->count && done; i++)
        for (size_t j = 0; j < adding->drawn[i].count; j++, all++)
            alike += bears_unit(&adding->drawn[i].features[j], &unit_names, region->builder);
    *out = alike * 3 > all * 2;
    cpts_name_index_free(&unit_names);
    cpts_arena_free(&arena);
    return done ? CPTS_OK : cpts_fail_memory(region->context);
}

/* The CPTS of each unit stands where others have the id of a CPTS. */
static bool name_by_ids(struct adding *adding, struct cpts_names *names)
{
    const struct none_words *none = names->none;
    for (size_t i = 0; i < adding->count; i++)
        for (size_t j = 0; j < adding->drawn[i].count; j++) {
            struct drawn_feature *entry = &adding->drawn[i].features[j];
            entry->name = entry->key;
            entry->key = "";
        }
    adding->are_units = true;
    cpts_names_free(names);
    *names = (struct cpts_names){.none = none};
    return gather_names(adding, names);
}

static cpts_status settle_units(struct adding *adding, struct cpts_names *names)
{
    struct cpts_region *region = adding->region;
    bool bear_units;
    const cpts_status status = are_units(&bear_units, adding, names);
    if (status != CPTS_OK || !bear_units)
        return status;
    if (names->id_count > 0 && names->id_count < names->count)
        return name_by_ids(adding, names) ? CPTS_OK : cpts_fail_memory(region->context);
    return cpts_notice_unread(
        region, cpts_arena_format(&region->arena, "%s/units", adding->shown[0]),
        _("%s: its polygons bear the names of units of the region, which are taken for CPTS: name "
          "the column of the CPTS: --perimeter-fields name=COLUMN"),
        adding->shown[0]);
}

/* A feature without polygon is reported when its perimeter has others; else the perimeter is
 * reported as empty at the end, when the lists have been read too. */
static cpts_status report_missing(struct adding *adding, size_t layer, size_t feature)
{
    struct cpts_region *region = adding->region;
    const struct builder *builder = region->builder;
    const struct drawn_feature *entry = &adding->drawn[layer].features[feature];
    if (entry->means_none)
        return CPTS_OK;
    uint32_t perimeter = cpts_name_index_find(&builder->perimeter_by_id, entry->key);
    bool unread = entry->unread_polygons > 0;
    if (!unread && builder->pieces[perimeter] == 0)
        return CPTS_OK;
    const struct notice notice = {.rule = CPTS_RULE_INVALID_PERIMETER,
                                  .severity = unread ? CPTS_SEVERITY_ERROR : CPTS_SEVERITY_WARNING,
                                  .unit = CPTS_NONE,
                                  .perimeter = perimeter,
                                  .key = entry->key};
    return cpts_notice_add(region, &notice,
                           unread
                               ? _("perimeter %s (feature %lld of %s): none of its polygons can be "
                                   "used, their coordinates are impossible")
                               : _("perimeter %s (feature %lld of %s) has no polygon"),
                           entry->key, entry->fid, adding->shown[layer]);
}

/* Whether a part lies in the shell of another, and in none of its holes. */
static bool lies_in(const struct shapes *shapes, const struct part *inner, const struct part *outer)
{
    const struct ring *rings = &shapes->rings[outer->first_ring];
    const struct ring *own = &shapes->rings[inner->first_ring];
    if (inner->area_m2 >= outer->area_m2 || !cpts_box_holds(outer->box, inner->box))
        return false;
    for (uint32_t v = own->first; v < own->first + own->count; v++) {
        bool is_on = false, is_inside = false;
        for (uint32_t r = 0; r < outer->ring_count; r++) {
            const int side = cpts_point_in_ring(shapes->points + rings[r].first, rings[r].count,
                                                shapes->points[v]);
            is_on |= side == 0;
            is_inside = r == 0 ? side > 0 : is_inside && side < 0;
        }
        if (!is_on)
            return is_inside;
    }
    return false;
}

struct nesting {
    const struct shapes *shapes;
    const struct part *parts, *inner;
};

static bool is_apart(void *user, uint32_t outer)
{
    const struct nesting *nesting = user;
    return !lies_in(nesting->shapes, nesting->inner, &nesting->parts[outer]);
}

/* Whether some part lies in another. False when memory is short. */
static bool find_nested(bool *found, const struct shapes *shapes, const struct part *parts,
                        uint32_t count)
{
    struct nesting nesting = {.shapes = shapes, .parts = parts};
    struct box_tree tree = {.boxes = NULL};
    struct box *boxes = cpts_array_new(count, sizeof *boxes);
    for (uint32_t i = 0; boxes && i < count; i++)
        boxes[i] = parts[i].box;
    const bool done = boxes && cpts_box_tree_build(&tree, boxes, count);
    *found = false;
    for (uint32_t i = 0; done && i < count && !*found; i++) {
        nesting.inner = &parts[i];
        *found = !cpts_box_tree_search(&tree, parts[i].box, is_apart, &nesting);
    }
    cpts_box_tree_free(&tree);
    cpts_array_free(boxes);
    return done;
}

/* A part of a feature in another of its parts, where the features of the perimeter are united, and
 * the hole that it may be with them. */
static cpts_status report_nested(const struct adding *adding, size_t layer, size_t feature)
{
    struct cpts_region *region = adding->region;
    const struct drawn *drawn = &adding->drawn[layer];
    const struct drawn_feature *entry = &drawn->features[feature];
    const struct part *parts = &drawn->shapes.parts[entry->first_part];
    const uint32_t perimeter = adding->map[layer][feature];
    bool is_nested;
    if (!region->perimeters.drawn_in_pieces[perimeter])
        return CPTS_OK;
    if (!find_nested(&is_nested, &drawn->shapes, parts, entry->part_count))
        return cpts_fail_memory(region->context);
    if (!is_nested)
        return CPTS_OK;
    const struct notice notice = {.rule = CPTS_RULE_INVALID_PERIMETER,
                                  .severity = CPTS_SEVERITY_ERROR,
                                  .unit = CPTS_NONE,
                                  .perimeter = perimeter,
                                  .key = entry->key};
    return cpts_notice_add(
        region, &notice,
        _("perimeter %s (feature %lld of %s): a part within another counts as declared, but may be "
          "a hole drawn the wrong way round: cut the hole out, or delete the part"),
        entry->key, entry->fid, adding->shown[layer]);
}

static cpts_status report_all(struct adding *adding)
{
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < adding->count; i++)
        for (size_t j = 0; j < adding->drawn[i].count && status == CPTS_OK; j++)
            if (adding->map[i][j] != CPTS_NONE && adding->drawn[i].features[j].part_count > 1)
                status = report_nested(adding, i, j);
    for (size_t i = 0; i < adding->count; i++)
        for (size_t j = 0; j < adding->drawn[i].count && status == CPTS_OK; j++)
            status = adding->drawn[i].features[j].part_count == 0 ? report_missing(adding, i, j)
                     : adding->map[i][j] == CPTS_NONE
                         ? CPTS_OK
                         : cpts_adding_notice(adding, i, j, CPTS_RULE_INVALID_PERIMETER, CPTS_NONE,
                                              adding->map[i][j]);
    return status;
}

static void count_pieces(const struct adding *adding)
{
    struct cpts_region *region = adding->region;
    struct builder *builder = region->builder;
    for (size_t i = 0; i < adding->count; i++)
        for (size_t j = 0; j < adding->drawn[i].count; j++) {
            uint32_t perimeter = adding->map[i][j];
            if (perimeter != CPTS_NONE)
                region->perimeters.drawn_in_pieces[perimeter] = ++builder->pieces[perimeter] > 1;
        }
}

cpts_status cpts_perimeters_place(struct adding *adding)
{
    cpts_status status = cpts_adding_begin(adding);
    struct cpts_names names = {.none = adding->none};
    if (status == CPTS_OK && adding->none && !gather_names(adding, &names))
        status = cpts_fail_memory(adding->region->context);
    if (status == CPTS_OK && adding->none)
        status = settle_units(adding, &names);
    adding->names = adding->none ? &names : NULL;
    for (size_t i = 0; i < adding->count; i++)
        for (size_t j = 0; j < adding->drawn[i].count && status == CPTS_OK; j++)
            status = cpts_is_interrupted(adding->region->context)
                         ? cpts_interrupted(adding->region->context)
                         : place_feature(adding, i, j);
    if (status == CPTS_OK && names.id_count && !names.id_is_key)
        cpts_log(adding->region->context, CPTS_NORMAL,
                 _("%s: its ids do not identify the CPTS (%zu values for %zu names); the names are "
                   "used"),
                 adding->shown[0], names.id_count, names.count);
    adding->names = NULL;
    cpts_names_free(&names);
    if (status == CPTS_OK)
        status = cpts_pieces_drop_ended(adding);
    struct drawn_editions editions = {NULL, NULL};
    if (status == CPTS_OK && !cpts_drawn_editions_begin(&editions, adding))
        status = cpts_fail_memory(adding->region->context);
    if (status == CPTS_OK)
        status = cpts_adding_drop_repeats(adding, CPTS_RULE_DUPLICATE_PERIMETER,
                                          adding->region->perimeters.count);
    if (status == CPTS_OK)
        status = cpts_drawn_editions_check(&editions, adding);
    cpts_drawn_editions_end(&editions);
    if (status == CPTS_OK) {
        count_pieces(adding);
        status = report_all(adding);
    }
    if (status == CPTS_OK)
        status = cpts_adding_move_shapes(adding, &adding->region->perimeters.shapes);
    cpts_adding_end(adding);
    return status;
}

cpts_status cpts_perimeters_read(struct drawn *out, const struct cpts_region *region,
                                 const struct layer *layer)
{
    const struct builder *builder = region->builder;
    struct polygon_source source = {.layer = layer->handle,
                                    .shown = layer->shown,
                                    .columns = layer->as_perimeters,
                                    .role = ROLE_PERIMETERS,
                                    .expected = -1};
    *out = (struct drawn){.count = 0};
    cpts_status status = cpts_placing_open(&source.placing, region->context, &builder->frame,
                                           layer->handle, layer->shown);
    if (status == CPTS_OK)
        status = cpts_polygons_read(out, region->context, &source);
    cpts_placing_close(&source.placing);
    return status;
}
