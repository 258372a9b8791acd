#include "input/declarations/unit_groups.h"

#include <string.h>

#include "geometry/shapes.h"
#include "input/declarations/insee.h"

bool cpts_unit_groups_add(struct unit_groups *groups, const char *key, uint32_t unit)
{
    if (groups->count >= CPTS_NONE - 1 ||
        !CPTS_ARRAY_MORE(groups->members, groups->count, groups->capacity))
        return false;
    uint32_t at = (uint32_t)groups->count, previous = CPTS_NONE;
    uint32_t *last = cpts_name_index_value(&groups->last, key);
    if (last) {
        previous = *last;
        *last = at;
    } else if (!cpts_name_index_add(&groups->last, key, at)) {
        return false;
    }
    groups->members[groups->count++] = (struct unit_member){.unit = unit, .previous = previous};
    return true;
}

uint32_t cpts_unit_groups_last(const struct unit_groups *groups, const char *key)
{
    return cpts_name_index_find(&groups->last, key);
}

static bool add_part(struct unit_groups *groups, struct arena *arena, const char *code,
                     uint32_t unit)
{
    int parent = cpts_insee_arrondissement(code);
    char commune[6] = "";
    const char *key = parent >= 0 ? cpts_insee_parent_code(parent) : commune;
    if (parent < 0 && strlen(code) != 9)
        return true;
    if (parent < 0)
        memcpy(commune, code, 5);
    if (cpts_unit_groups_last(groups, key) == CPTS_NONE && parent < 0)
        key = cpts_arena_string(arena, commune);
    return key && cpts_unit_groups_add(groups, key, unit);
}

bool cpts_unit_groups_add_parts(struct unit_groups *groups, struct arena *arena,
                                const char *const *codes, size_t count)
{
    bool done = true;
    for (uint32_t i = 0; i < count && done; i++)
        done = add_part(groups, arena, codes[i], i);
    return done;
}

void cpts_unit_groups_free(struct unit_groups *groups)
{
    cpts_name_index_free(&groups->last);
    cpts_array_free(groups->members);
    memset(groups, 0, sizeof *groups);
}
