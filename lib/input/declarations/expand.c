/*
 * --expand: lists may name an EPCI, a canton or a département for all its units. Which units those
 * are is read from the unit layers in a pass of its own, without geometries: the hot path knows
 * nothing of it.
 */
#include "input/declarations/expand.h"

#include <ogr_api.h>
#include <string.h>

#include "input/declarations/insee.h"
#include "input/declarations/unit_groups.h"
#include "input/sources/gdal_session.h"
#include "input/sources/text.h"

static const struct {
    const char *name;
    enum field field; /* FIELD_COUNT: known from the code of the unit */
} kinds[] = {{"epci", FIELD_EPCI}, {"canton", FIELD_CANTON}, {"department", FIELD_COUNT}};
enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

static bool is_asked(const char *list, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = list; at && *at; at += *at == ',') {
        size_t size = strcspn(at, ",");
        if (size == length && strncmp(at, name, length) == 0)
            return true;
        at += size;
    }
    return false;
}

cpts_status cpts_expand_check(cpts_context *context, const char *list)
{
    for (const char *at = list; at && *at; at += *at == ',') {
        size_t size = strcspn(at, ",");
        bool known = false;
        for (int i = 0; i < KIND_COUNT; i++)
            known |= strlen(kinds[i].name) == size && strncmp(at, kinds[i].name, size) == 0;
        if (!known)
            return cpts_fail(context, CPTS_ERROR_ARGUMENT,
                             _("--expand: '%.*s' is not epci, canton or department"), (int)size,
                             at);
        at += size;
    }
    return CPTS_OK;
}

/* "200054807", or "200054807/200054781": the communes that two EPCI share. */
static bool add_keys(struct cpts_region *region, const char *text, uint32_t unit)
{
    struct builder *builder = region->builder;
    char *copy = cpts_text_clean(&region->arena, text), *rest = NULL;
    bool done = copy != NULL;
    for (char *key = copy ? strtok_r(copy, "/", &rest) : NULL; key && done;
         key = strtok_r(NULL, "/", &rest))
        done = strcmp(key, "NR") == 0 || cpts_unit_groups_add(&builder->wholes, key, unit);
    return done;
}

/* The arrondissements and IRIS of a commune that is not a unit itself belong to what it belongs
 * to. */
static bool add_parts(struct cpts_region *region, const struct unit_groups *parts,
                      const char *commune, const char *text)
{
    bool done = true;
    for (uint32_t at = cpts_unit_groups_last(parts, commune); at != CPTS_NONE && done;
         at = parts->members[at].previous)
        done = add_keys(region, text, parts->members[at].unit);
    return done;
}

static cpts_status read_members(struct cpts_region *region, const struct layer *layer, int column,
                                const struct unit_groups *parts)
{
    const struct builder *builder = region->builder;
    OGRLayerH handle = layer->handle;
    OGRFeatureH feature;
    static const char *ignored[] = {"OGR_GEOMETRY", "OGR_STYLE", NULL};
    bool done = true;
    OGR_L_SetIgnoredFields(handle, ignored);
    OGR_L_ResetReading(handle);
    cpts_gdal_clear();
    while (done && (feature = OGR_L_GetNextFeature(handle))) {
        char *code = cpts_text_clean(
            &region->arena, OGR_F_GetFieldAsString(feature, layer->as_units.at[FIELD_CODE]));
        uint32_t unit = code ? cpts_name_index_find(&builder->unit_by_code, code) : CPTS_NONE;
        done = code != NULL;
        const char *text = OGR_F_GetFieldAsString(feature, column);
        if (unit != CPTS_NONE)
            done = add_keys(region, text, unit);
        else if (done)
            done = add_parts(region, parts, code, text);
        OGR_F_Destroy(feature);
    }
    if (done && cpts_gdal_failure())
        return cpts_gdal_cut_short(region->context, layer->name);
    return done ? CPTS_OK : cpts_fail_memory(region->context);
}

static cpts_status add_departments(struct cpts_region *region)
{
    bool done = true;
    for (uint32_t i = 0; i < region->units.count && done; i++) {
        char department[4];
        if (cpts_insee_department(department, region->units.code[i]))
            done = add_keys(region, department, i);
    }
    return done ? CPTS_OK : cpts_fail_memory(region->context);
}

static cpts_status add_kind(struct cpts_region *region, const struct layers *layers, int kind,
                            const struct unit_groups *parts)
{
    if (kinds[kind].field == FIELD_COUNT)
        return add_departments(region);
    bool found = false;
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < layers->count && status == CPTS_OK; i++) {
        const struct layer *layer = &layers->items[i];
        int column = layer->as_units.at[kinds[kind].field];
        if (layer->role != ROLE_UNITS || column < 0)
            continue;
        found = true;
        cpts_log(region->context, CPTS_VERBOSE, _("%s: %s = %s"), layer->shown, kinds[kind].name,
                 layer->headings.names[column]);
        status = read_members(region, layer, column, parts);
    }
    if (status == CPTS_OK && !found)
        status = cpts_fail(region->context, CPTS_ERROR_INPUT,
                           _("--expand %s: the units have no column for their %s; name it with "
                             "--unit-fields %s=COLUMN"),
                           kinds[kind].name, kinds[kind].name, kinds[kind].name);
    return status;
}

cpts_status cpts_expand_read(struct cpts_region *region, const struct layers *layers,
                             const char *list)
{
    struct unit_groups parts = {.count = 0};
    if (!list)
        return CPTS_OK;
    cpts_status status =
        cpts_unit_groups_add_parts(&parts, &region->arena, region->units.code, region->units.count)
            ? CPTS_OK
            : cpts_fail_memory(region->context);
    for (int i = 0; i < KIND_COUNT && status == CPTS_OK; i++)
        if (is_asked(list, kinds[i].name))
            status = add_kind(region, layers, i, &parts);
    cpts_unit_groups_free(&parts);
    return status;
}
