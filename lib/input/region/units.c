/*
 * Units: one a code, whatever the number of features it is drawn in.
 */
#include <math.h>
#include <string.h>

#include "geometry/predicates.h"
#include "input/declarations/insee.h"
#include "input/region/builder.h"
#include "input/region/grouping.h"
#include "input/sources/text.h"

static bool reserve_units(struct cpts_region *region, size_t count)
{
    struct builder *builder = region->builder;
    struct units *units = &region->units;
    const size_t old = units->capacity;
    size_t capacity[5] = {old, old, old, old, old};
    bool reserved =
        cpts_array_reserve(&units->code, &capacity[0], count, sizeof *units->code) &&
        cpts_array_reserve(&units->name, &capacity[1], count, sizeof *units->name) &&
        cpts_array_reserve(&units->group, &capacity[2], count, sizeof *units->group) &&
        cpts_array_reserve(&units->population, &capacity[3], count, sizeof *units->population) &&
        cpts_array_reserve(&units->epci, &capacity[4], count, sizeof *units->epci);
    /* After a failure some arrays have grown and others have not: the old capacity holds for
     * all. */
    if (reserved)
        units->capacity = capacity[0];
    return reserved && cpts_name_index_reserve(&builder->unit_by_code, count);
}

/* There is room. CPTS_NONE when memory is short. */
static uint32_t add_unit(struct cpts_region *region, const struct drawn_feature *feature)
{
    struct builder *builder = region->builder;
    struct units *units = &region->units;
    const char *group = cpts_grouping_of(region, feature);
    if (!group || units->count >= CPTS_NONE - 1 ||
        !cpts_name_index_add(&builder->unit_by_code, feature->key, (uint32_t)units->count))
        return CPTS_NONE;
    units->code[units->count] = feature->key;
    units->name[units->count] = *feature->name ? feature->name : feature->key;
    units->group[units->count] = group;
    units->epci[units->count] = feature->epci ? feature->epci : "";
    units->population[units->count] = feature->population;
    units->has_population |= !isnan(feature->population);
    return (uint32_t)units->count++;
}

/* A feature without a code is a piece of the territory all the same. */
static cpts_status give_code(struct adding *adding, size_t layer, size_t feature)
{
    struct cpts_region *region = adding->region;
    struct drawn_feature *entry = &adding->drawn[layer].features[feature];
    entry->key = cpts_arena_format(&region->arena, _("feature %lld"), entry->fid);
    if (!entry->key)
        return cpts_fail_memory(region->context);
    const struct notice notice = {.rule = CPTS_RULE_INVALID_UNIT,
                                  .severity = CPTS_SEVERITY_WARNING,
                                  .unit = CPTS_NONE,
                                  .perimeter = CPTS_NONE,
                                  .key = entry->key};
    return cpts_notice_add(
        region, &notice,
        _("feature %lld of %s (%s) has no code; it is counted, but no list can declare it"),
        entry->fid, adding->shown[layer], *entry->name ? entry->name : "-");
}

static cpts_status place_feature(struct adding *adding, size_t layer, size_t feature)
{
    struct cpts_region *region = adding->region;
    const struct builder *builder = region->builder;
    struct drawn_feature *entry = &adding->drawn[layer].features[feature];
    if (!*entry->key) {
        cpts_status status = give_code(adding, layer, feature);
        if (status != CPTS_OK)
            return status;
    }
    uint32_t unit = cpts_name_index_find(&builder->unit_by_code, entry->key);
    if (unit == CPTS_NONE) {
        unit = add_unit(region, entry);
        if (unit == CPTS_NONE)
            return cpts_fail_memory(region->context);
    } else if (isnan(region->units.population[unit])) {
        region->units.population[unit] = entry->population;
        region->units.has_population |= !isnan(entry->population);
    }
    adding->map[layer][feature] = unit;
    return CPTS_OK;
}

/* A unit whose features have no polygon cannot be checked. */
static cpts_status report_missing(struct adding *adding, size_t layer, size_t feature)
{
    struct cpts_region *region = adding->region;
    struct builder *builder = region->builder;
    const struct drawn_feature *entry = &adding->drawn[layer].features[feature];
    uint32_t unit = cpts_name_index_find(&builder->unit_by_code, entry->key);
    bool drawn_elsewhere = unit != CPTS_NONE;
    if (!drawn_elsewhere && *entry->key &&
        cpts_name_index_find(&builder->lost_units, entry->key) == CPTS_NONE &&
        !cpts_name_index_add(&builder->lost_units, entry->key, 0))
        return cpts_fail_memory(region->context);
    const struct notice notice = {
        .rule = CPTS_RULE_INVALID_UNIT,
        .severity = drawn_elsewhere ? CPTS_SEVERITY_WARNING : CPTS_SEVERITY_ERROR,
        .unit = unit,
        .perimeter = CPTS_NONE,
        .key = cpts_arena_format(&region->arena, "%s/%lld", entry->key, entry->fid)};
    return cpts_notice_add(
        region, &notice,
        drawn_elsewhere
            ? _("%s %s (feature %lld of %s) has no polygon; its other features are used")
            : _("%s %s (feature %lld of %s) has no polygon: it cannot be checked, and is left out"),
        entry->key, entry->name, entry->fid, adding->shown[layer]);
}

static void find_arrondissements(const struct adding *adding, bool found[3])
{
    for (size_t i = 0; i < adding->count; i++)
        for (size_t j = 0; j < adding->drawn[i].count; j++) {
            int parent = cpts_insee_arrondissement(adding->drawn[i].features[j].key);
            if (parent >= 0)
                found[parent] = true;
        }
}

/* The communes that a layer of IRIS divides, when there are communes to be left out: IRIS have
 * nine digits, the first five of them the commune's. */
static cpts_status find_divided(const struct adding *adding, struct name_index *divided)
{
    struct cpts_region *region = adding->region;
    bool has_iris = false, has_communes = false;
    for (size_t i = 0; i < adding->count; i++)
        for (size_t j = 0; j < adding->drawn[i].count; j++) {
            size_t length = strlen(adding->drawn[i].features[j].key);
            has_iris |= length == 9;
            has_communes |= length == 5;
        }
    for (size_t i = 0; i < adding->count && has_iris && has_communes; i++)
        for (size_t j = 0; j < adding->drawn[i].count; j++) {
            const char *code = adding->drawn[i].features[j].key;
            char commune[6] = "";
            if (strlen(code) != 9 || !cpts_insee_is_code(code))
                continue;
            memcpy(commune, code, 5);
            if (cpts_name_index_find(divided, commune) != CPTS_NONE)
                continue;
            const char *key = cpts_arena_string(&region->arena, commune);
            if (!key || !cpts_name_index_add(divided, key, 0))
                return cpts_fail_memory(region->context);
        }
    return CPTS_OK;
}

/* What is known of a commune that is left out holds for its arrondissements and IRIS, unless they
 * have their own. */
static void inherit(const struct adding *adding, const struct unit_groups *parts,
                    const struct drawn_feature *commune)
{
    struct units *units = &adding->region->units;
    for (uint32_t at = cpts_unit_groups_last(parts, commune->key); at != CPTS_NONE;
         at = parts->members[at].previous) {
        const char **epci = &units->epci[parts->members[at].unit];
        if (!**epci || strcmp(*epci, "NR") == 0)
            *epci = commune->epci;
    }
}

static cpts_status inherit_all(const struct adding *adding)
{
    struct cpts_region *region = adding->region;
    struct unit_groups parts = {.count = 0};
    const bool done =
        cpts_unit_groups_add_parts(&parts, &region->arena, region->units.code, region->units.count);
    for (size_t i = 0; done && i < adding->count; i++)
        for (size_t j = 0; parts.count && j < adding->drawn[i].count; j++) {
            const struct drawn_feature *entry = &adding->drawn[i].features[j];
            if (adding->map[i][j] == CPTS_NONE && *entry->epci)
                inherit(adding, &parts, entry);
        }
    cpts_unit_groups_free(&parts);
    return done ? CPTS_OK : cpts_fail_memory(region->context);
}

static cpts_status place_drawn(struct adding *adding, bool drop_parents)
{
    bool split[3] = {false, false, false};
    if (drop_parents)
        find_arrondissements(adding, split);
    struct name_index divided = {0};
    cpts_status status = drop_parents ? find_divided(adding, &divided) : CPTS_OK;
    size_t most = adding->region->units.count;
    for (size_t i = 0; i < adding->count; i++)
        most += adding->drawn[i].count;
    if (status == CPTS_OK && !reserve_units(adding->region, most))
        status = cpts_fail_memory(adding->region->context);
    for (size_t i = 0; i < adding->count; i++)
        for (size_t j = 0; j < adding->drawn[i].count && status == CPTS_OK; j++) {
            const struct drawn_feature *entry = &adding->drawn[i].features[j];
            int parent = cpts_insee_parent(entry->key);
            if (cpts_name_index_find(&divided, entry->key) != CPTS_NONE)
                cpts_log(adding->region->context, CPTS_VERBOSE,
                         _("%s %s is left out of the units: its IRIS are there"), entry->key,
                         entry->name);
            else if (parent >= 0 && split[parent])
                cpts_log(adding->region->context, CPTS_VERBOSE,
                         _("%s %s is left out of the units: its municipal arrondissements are "
                           "there"),
                         entry->key, entry->name);
            else if (entry->part_count > 0)
                status = place_feature(adding, i, j);
        }
    cpts_name_index_free(&divided);
    return status;
}

static struct box box_of(const struct adding *adding, size_t layer, size_t feature)
{
    const struct drawn *drawn = &adding->drawn[layer];
    const struct drawn_feature *entry = &drawn->features[feature];
    struct box box = CPTS_EMPTY_BOX;
    for (uint32_t i = 0; i < entry->part_count; i++)
        box = cpts_box_join(box, drawn->shapes.parts[entry->first_part + i].box);
    return box;
}

/* A unit of two files, drawn at different places: no one can say where it is. */
static cpts_status report_elsewhere(struct adding *adding)
{
    struct cpts_region *region = adding->region;
    struct place {
        size_t layer, feature;
    } *first = adding->count > 1 ? cpts_array_new(region->units.count + 1, sizeof *first) : NULL;
    cpts_status status = first || adding->count < 2 ? CPTS_OK : cpts_fail_memory(region->context);
    for (size_t i = adding->count; first && i-- > 0;)
        for (size_t j = adding->drawn[i].count; j-- > 0;)
            if (adding->map[i][j] != CPTS_NONE)
                first[adding->map[i][j]] = (struct place){i, j};
    for (size_t i = 1; first && i < adding->count; i++)
        for (size_t j = 0; j < adding->drawn[i].count && status == CPTS_OK; j++) {
            const uint32_t unit = adding->map[i][j];
            if (unit == CPTS_NONE || first[unit].layer == i ||
                cpts_boxes_meet(box_of(adding, first[unit].layer, first[unit].feature),
                                box_of(adding, i, j)))
                continue;
            const struct notice notice = {.rule = CPTS_RULE_INVALID_UNIT,
                                          .severity = CPTS_SEVERITY_ERROR,
                                          .unit = unit,
                                          .perimeter = CPTS_NONE,
                                          .key = adding->drawn[i].features[j].key};
            status = cpts_notice_add(region, &notice,
                                     _("%s %s is drawn in %s and, at another place, in %s: leave "
                                       "out the feature that is wrong"),
                                     region->units.code[unit], region->units.name[unit],
                                     adding->shown[first[unit].layer], adding->shown[i]);
        }
    cpts_array_free(first);
    return status;
}

static cpts_status report_all(struct adding *adding)
{
    cpts_status status = report_elsewhere(adding);
    for (size_t i = 0; i < adding->count; i++)
        for (size_t j = 0; j < adding->drawn[i].count && status == CPTS_OK; j++) {
            const struct drawn_feature *entry = &adding->drawn[i].features[j];
            if (entry->part_count == 0)
                status = report_missing(adding, i, j);
            else if (adding->map[i][j] != CPTS_NONE)
                status = cpts_adding_notice(adding, i, j, CPTS_RULE_INVALID_UNIT, adding->map[i][j],
                                            CPTS_NONE);
        }
    return status;
}

/* Codes kept as numbers lost the zero at their head: it is given back to all, if any shows that
 * they are INSEE's. */
static cpts_status give_zeros_back(struct adding *adding)
{
    size_t lost = 0, others = 0;
    for (size_t i = 0; i < adding->count; i++)
        for (size_t j = 0; j < adding->drawn[i].count; j++) {
            const char *key = adding->drawn[i].features[j].key;
            char repaired[INSEE_CODE_ROOM];
            const bool is_short = strlen(key) == 4 || strlen(key) == 8;
            if (is_short && cpts_insee_repair(repaired, key))
                lost++;
            else if (!cpts_insee_is_code(key))
                others++;
        }
    if (!lost || others)
        return CPTS_OK;
    for (size_t i = 0; i < adding->count; i++)
        for (size_t j = 0; j < adding->drawn[i].count; j++) {
            struct drawn_feature *entry = &adding->drawn[i].features[j];
            const bool is_short = strlen(entry->key) == 4 || strlen(entry->key) == 8;
            const char *code = entry->key;
            if (is_short)
                code = cpts_arena_format(&adding->region->arena, "0%s", entry->key);
            if (!code)
                return cpts_fail_memory(adding->region->context);
            entry->key = code;
        }
    cpts_log(adding->region->context, CPTS_NORMAL,
             P_("%s: %zu code had lost its leading zero, which was put back",
                "%s: %zu codes had lost their leading zero, which was put back", lost),
             adding->shown[0], lost);
    return CPTS_OK;
}

cpts_status cpts_units_place(struct adding *adding, bool drop_parents)
{
    cpts_status status = cpts_adding_begin(adding);
    if (status == CPTS_OK && drop_parents)
        status = give_zeros_back(adding);
    if (status == CPTS_OK)
        status = place_drawn(adding, drop_parents);
    if (status == CPTS_OK && drop_parents)
        status = inherit_all(adding);
    if (status == CPTS_OK)
        status =
            cpts_adding_drop_repeats(adding, CPTS_RULE_INVALID_UNIT, adding->region->units.count);
    if (status == CPTS_OK)
        status = report_all(adding);
    if (status == CPTS_OK)
        status = cpts_adding_move_shapes(adding, &adding->region->units.shapes);
    cpts_adding_end(adding);
    return status;
}
