#include "input/reading/known.h"

#include <ctype.h>
#include <string.h>

#include "input/reading/measure.h"
#include "input/region/builder.h"
#include "input/sources/text.h"

static bool add_whole(const struct known *known, const char *code)
{
    if (!*code || cpts_name_index_value(&known->places->wholes, code))
        return true;
    const char *kept = cpts_arena_string(&known->places->arena, code);
    return kept && cpts_name_index_add(&known->places->wholes, kept, 0);
}

/* The commune of an arrondissement or of an IRIS. */
static bool add_commune(const struct known *known, const char *code)
{
    char commune[6] = "";
    const int parent = cpts_insee_arrondissement(code);
    if (parent >= 0)
        return add_whole(known, cpts_insee_parent_code(parent));
    if (strlen(code) != 9)
        return true;
    memcpy(commune, code, 5);
    return add_whole(known, commune);
}

static bool add_unit(const struct known *known, uint32_t unit)
{
    const struct units *units = &known->region->units;
    return cpts_place_names_add(&known->places->names, units->name[unit], units->code[unit],
                                unit) &&
           add_commune(known, units->code[unit]);
}

/* `user` points to the pointer: what is known stays const on the way. */
static bool unit_exists(void *user, const char *code)
{
    const struct known *own = *(const struct known *const *)user;
    return cpts_name_index_find(&own->builder->unit_by_code, code) != CPTS_NONE;
}

/* A commune of the past or of a later edition, that units stand for. */
static bool has_moved(const struct known *known, const char *code)
{
    struct succession succession;
    const struct code_changes *changes = &known->builder->changes;
    void *user = &known;
    if (!cpts_insee_is_code(code))
        return false;
    cpts_changes_follow(changes, code, unit_exists, user, &succession);
    if (succession.count == 0)
        cpts_changes_trace(changes, code, unit_exists, user, &succession);
    return succession.count > 0;
}

static bool has_code(const struct known *known, const char *code)
{
    const int parent = cpts_insee_arrondissement(code);
    return cpts_name_index_find(&known->builder->unit_by_code, code) != CPTS_NONE ||
           cpts_name_index_find(&known->places->wholes, code) != CPTS_NONE ||
           cpts_unit_groups_last(&known->builder->wholes, code) != CPTS_NONE ||
           (parent >= 0 && unit_exists(&known, cpts_insee_parent_code(parent))) ||
           has_moved(known, code);
}

cpts_status cpts_known_begin(struct known *known, const struct cpts_region *region,
                             const struct none_words *none)
{
    *known = (struct known){.region = region, .builder = region->builder, .none = none};
    known->places = cpts_array_new(1, sizeof *known->places);
    return known->places ? CPTS_OK : cpts_fail_memory(region->context);
}

static void forget_places(struct known_places *places)
{
    cpts_place_names_free(&places->names);
    cpts_place_names_free(&places->old_names);
    cpts_name_index_free(&places->wholes);
    cpts_arena_free(&places->arena);
}

cpts_status cpts_known_list(const struct known *known)
{
    static const char *const names[] = {"Paris", "Lyon", "Marseille"};
    const struct cpts_region *region = known->region;
    struct known_places *places = known->places;
    bool done = true;
    if (places->are_listed)
        return CPTS_OK;
    for (uint32_t i = 0; i < region->units.count && done; i++)
        done = add_unit(known, i);
    const struct code_changes *changes = &known->builder->changes;
    for (uint32_t i = 0; i < changes->count && done; i++)
        if (*changes->items[i].old_name && has_moved(known, changes->items[i].old_code))
            done = cpts_place_names_add(&places->old_names, changes->items[i].old_name,
                                        changes->items[i].old_code, i);
    for (int i = 0; i < 3 && done; i++)
        if (cpts_name_index_find(&places->wholes, cpts_insee_parent_code(i)) != CPTS_NONE)
            done = cpts_place_names_add(&places->names, names[i], cpts_insee_parent_code(i),
                                        (uint32_t)region->units.count);
    places->are_listed = done;
    if (done)
        return CPTS_OK;
    forget_places(places);
    return cpts_fail_memory(region->context);
}

void cpts_known_end(struct known *known)
{
    if (!known->places)
        return;
    forget_places(known->places);
    cpts_array_free(known->places);
    known->places = NULL;
}

bool cpts_known_code(const struct known *known, const char *text, char out[INSEE_CODE_ROOM])
{
    char repaired[INSEE_CODE_ROOM];
    if (strlen(text) >= INSEE_CODE_ROOM)
        return false;
    bool found = has_code(known, text);
    const bool mends = !found && cpts_insee_repair(repaired, text);
    found |= mends && has_code(known, repaired);
    if (found && out)
        memcpy(out, mends ? repaired : text, strlen(mends ? repaired : text) + 1);
    return found;
}

uint32_t cpts_known_unit(const struct known *known, const char *code, const char *department,
                         bool *is_part)
{
    char whole[INSEE_CODE_ROOM], number[4];
    const struct name_index *units = &known->builder->unit_by_code;
    uint32_t unit = cpts_unit_of_code(known->builder, code);
    *is_part = false;
    if (unit != CPTS_NONE || !*code)
        return unit;
    if (!cpts_insee_repair(whole, code) &&
        !(cpts_cell_department(number, department) && cpts_insee_prefixed(whole, number, code)))
        return CPTS_NONE;
    unit = cpts_name_index_find(units, whole);
    const int parent = cpts_insee_arrondissement(whole);
    *is_part = unit == CPTS_NONE && parent >= 0;
    return *is_part ? cpts_name_index_find(units, cpts_insee_parent_code(parent)) : unit;
}

enum place_match cpts_known_match(const struct known *known, const struct place_key *key,
                                  const char *department)
{
    struct place_found found;
    cpts_place_names_find(&known->places->names, key, department, &found);
    if (found.match == PLACE_UNKNOWN)
        cpts_place_names_find(&known->places->old_names, key, department, &found);
    return found.match;
}

bool cpts_known_name(const struct known *known, const char *text, bool bent)
{
    struct place_key key;
    bool has_letter = false;
    for (const char *c = text; *c && !has_letter; c++)
        has_letter = isalpha((unsigned char)*c) || (unsigned char)*c >= 0x80;
    if (!has_letter || strlen(text) > PLACE_KEY_ROOM)
        return false;
    cpts_place_key(&key, text);
    if (*key.code && has_code(known, key.code))
        return true;
    const enum place_match match = cpts_known_match(known, &key, key.department);
    return match == PLACE_SAME || match == PLACE_ARTICLE || (bent && match == PLACE_LETTERS);
}
