#include "input/declarations/unit_groups.h"

#include <string.h>

#include "common/memory.h"
#include "geometry/shapes.h"

bool cpts_unit_groups_add(struct unit_groups *groups, const char *key, uint32_t unit)
{
    if (groups->count >= CPTS_NONE - 1 ||
        !cpts_array_reserve(&groups->members, &groups->capacity, groups->count + 1,
                            sizeof *groups->members))
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

void cpts_unit_groups_free(struct unit_groups *groups)
{
    cpts_name_index_free(&groups->last);
    cpts_array_free(groups->members);
    memset(groups, 0, sizeof *groups);
}
