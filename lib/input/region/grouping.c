#include "input/region/grouping.h"

#include <string.h>

#include "common/departments.h"
#include "input/declarations/insee.h"
#include "input/region/unit_words.h"

static bool maps_group(const char *map)
{
    for (const char *at = map; at && *at; at = strchr(at, ','), at += at ? 1 : 0)
        if (strncmp(at, "group=", 6) == 0)
            return true;
    return false;
}

cpts_status cpts_grouping_begin(struct cpts_region *region, cpts_load_options *options)
{
    const char *by = options->group_by, *map = options->unit_fields;
    if (!by)
        return CPTS_OK;
    if (maps_group(map))
        return cpts_fail(region->context, CPTS_ERROR_ARGUMENT,
                         _("--group-by and --unit-fields group= both say how to group the units; "
                           "give one of them"));
    if (strcmp(by, "department") == 0)
        region->units.grouping = GROUPED_BY_DEPARTMENT;
    else if (strcmp(by, "region") == 0)
        region->units.grouping = GROUPED_BY_REGION;
    else
        region->units.grouping = GROUPED_BY_FIELD;
    if (region->units.grouping != GROUPED_BY_FIELD)
        return CPTS_OK;
    if (!*by || strpbrk(by, ",="))
        return cpts_fail(region->context, CPTS_ERROR_ARGUMENT,
                         _("--group-by: '%s' is not region, department or a column of the units"),
                         by);
    options->unit_fields = cpts_arena_format(&region->arena, "%s%sgroup=%s", map ? map : "",
                                             map && *map ? "," : "", by);
    return options->unit_fields ? CPTS_OK : cpts_fail_memory(region->context);
}

/* The département when the layer gives no group and the code is INSEE's; its région when asked. */
const char *cpts_grouping_of(struct cpts_region *region, const struct drawn_feature *feature)
{
    const struct units *units = &region->units;
    const bool is_by_code =
        units->grouping == GROUPED_BY_DEPARTMENT || units->grouping == GROUPED_BY_REGION;
    if (*feature->group && !is_by_code)
        return feature->group;
    char code[4];
    if (!cpts_insee_department(code, feature->key))
        return "";
    if (units->grouping == GROUPED_BY_REGION) {
        const struct department *department = cpts_department_find(code);
        return department ? cpts_region_names[department->region] : "";
    }
    if (units->count && strcmp(units->group[units->count - 1], code) == 0)
        return units->group[units->count - 1];
    return cpts_arena_string(&region->arena, code);
}
