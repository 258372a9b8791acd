#include "input/declarations/resolver.h"

#include <string.h>

#include "input/declarations/insee.h"

/* Looking for near names goes through all of them: it is done for so many, the first ones. */
enum { NEAREST_MOST = 100 };

bool cpts_resolver_has_unit(const struct resolver *resolver, const char *code)
{
    return cpts_name_index_find(&resolver->builder->unit_by_code, code) != CPTS_NONE;
}

static bool add_parents(struct resolver *resolver)
{
    static const char *const names[] = {"Paris", "Lyon", "Marseille"};
    for (int i = 0; i < 3; i++) {
        const char *code = cpts_insee_parent_code(i);
        if (cpts_unit_groups_last(&resolver->parts, code) != CPTS_NONE &&
            !cpts_place_names_add(&resolver->names, names[i], code,
                                  (uint32_t)resolver->region->units.count + (uint32_t)i))
            return false;
    }
    return true;
}

static bool need_names(const struct builder *builder)
{
    for (size_t i = 0; i < builder->declaration_count; i++) {
        const struct declaration *declaration = &builder->declarations[i];
        if (*declaration->name || !cpts_insee_is_code(declaration->code))
            return true;
    }
    return false;
}

static bool builder_has_unit(void *user, const char *code)
{
    const struct builder *builder = user;
    return cpts_name_index_find(&builder->unit_by_code, code) != CPTS_NONE;
}

/* The moves are those of the whole country: only what became a unit of the region is meant. */
static bool leads_to_units(const struct resolver *resolver, const char *code)
{
    struct succession succession;
    cpts_changes_follow(&resolver->builder->changes, code, builder_has_unit, resolver->builder,
                        &succession);
    return succession.count > 0;
}

static bool add_old_names(struct resolver *resolver)
{
    const struct code_changes *changes = &resolver->builder->changes;
    for (uint32_t i = 0; i < changes->count; i++) {
        const struct code_change *item = &changes->items[i];
        if (*item->old_name && !cpts_resolver_has_unit(resolver, item->old_code) &&
            leads_to_units(resolver, item->old_code) &&
            !cpts_place_names_add(&resolver->old_names, item->old_name, item->old_code, i))
            return false;
    }
    /* Their values follow those of the moves. */
    for (size_t i = 0; i < changes->former_count; i++) {
        const struct former_name *former = &changes->former[i];
        if ((cpts_resolver_has_unit(resolver, former->code) ||
             leads_to_units(resolver, former->code)) &&
            !cpts_place_names_add(&resolver->old_names, former->name, former->code,
                                  (uint32_t)(changes->count + i)))
            return false;
    }
    return true;
}

static bool add_names(struct resolver *resolver)
{
    const struct units *units = &resolver->region->units;
    for (uint32_t i = 0; i < units->count; i++)
        if (!cpts_place_names_add(&resolver->names, units->name[i], units->code[i], i))
            return false;
    return add_old_names(resolver) && add_parents(resolver);
}

/* Whether some name is found only when its article is left aside. */
static bool lists_ignore_articles(const struct resolver *resolver)
{
    const struct builder *builder = resolver->builder;
    for (size_t i = 0; i < builder->declaration_count; i++) {
        const struct declaration *declaration = &builder->declarations[i];
        struct place_key key;
        struct place_found found;
        if (!*declaration->name)
            continue;
        cpts_place_key(&key, declaration->name);
        if (strcmp(key.whole, key.bare) != 0)
            continue;
        cpts_place_names_find(&resolver->names, &key, "", &found);
        if (found.match == PLACE_ARTICLE)
            return true;
    }
    return false;
}

/* The few départements of the units. */
static bool add_department(struct resolver *resolver, const char *code)
{
    char department[4];
    if (!cpts_insee_department(department, code) ||
        cpts_name_index_find(&resolver->departments, department) != CPTS_NONE)
        return true;
    const char *key = cpts_arena_string(&resolver->arena, department);
    return key && cpts_name_index_add(&resolver->departments, key, 0);
}

cpts_status cpts_resolver_begin(struct resolver *resolver, struct cpts_region *region)
{
    *resolver = (struct resolver){
        .region = region, .builder = region->builder, .nearest_left = NEAREST_MOST};
    bool done = cpts_unit_groups_add_parts(&resolver->parts, &resolver->arena, region->units.code,
                                           region->units.count);
    for (size_t i = 0; i < region->units.count && done; i++)
        done = add_department(resolver, region->units.code[i]);
    if (done && need_names(resolver->builder)) {
        done = add_names(resolver);
        resolver->ignores_articles = done && lists_ignore_articles(resolver);
    }
    return done ? CPTS_OK : cpts_fail_memory(region->context);
}

void cpts_resolver_end(struct resolver *resolver)
{
    cpts_place_names_free(&resolver->names);
    cpts_place_names_free(&resolver->old_names);
    cpts_unit_groups_free(&resolver->parts);
    cpts_name_index_free(&resolver->departments);
    cpts_arena_free(&resolver->arena);
}
