/*
 * comparison.json, and the map of what changed hands.
 */
#include "output/comparison.h"

#include <string.h>

#include "output/json/row.h"
#include "output/map/degrees.h"

/* Units whose claims changed, with who gained and who lost them, as JSON lists. */
static const char moved_units[] =
    "SELECT u.code,u.name,u.population,"
    "(SELECT json_group_array(perimeter)FROM(SELECT perimeter FROM moves WHERE unit=u.code "
    "AND gained ORDER BY 1)),"
    "(SELECT json_group_array(perimeter)FROM(SELECT perimeter FROM moves WHERE unit=u.code "
    "AND NOT gained ORDER BY 1))"
    "FROM units u WHERE side=1 AND code IN(SELECT unit FROM moves)ORDER BY code";

/* ---- JSON -------------------------------------------------------------------------------- */

static void put_side(struct json *json, const struct cpts_comparison *comparison, enum side side)
{
    struct query query = cpts_query(comparison->store, "SELECT * FROM sides WHERE side=?");
    cpts_query_integer(&query, side);
    cpts_json_line_open(json, side == BEFORE ? "before" : "after", '{');
    cpts_json_key_string(json, "source", comparison->labels[side]);
    if (cpts_query_row(&query))
        cpts_json_row(json, &query, 1,
                      "n:population n:covered_population n:area_m2 n:covered_area_m2");
    cpts_json_close(json, '}');
    cpts_query_end(&query);
}

static const char find_perimeters[] =
    "SELECT id,name,was,change,population_before,population_after,coalesce(population_gained,0),"
    "coalesce(population_lost,0),"
    "(SELECT json_group_array(unit)FROM(SELECT unit FROM moves WHERE perimeter=id AND gained "
    "ORDER BY 1)),"
    "(SELECT json_group_array(unit)FROM(SELECT unit FROM moves WHERE perimeter=id AND NOT gained "
    "ORDER BY 1))FROM changes ORDER BY id";

static void put_perimeters(struct json *json, struct store *store)
{
    struct query query = cpts_query(store, find_perimeters);
    cpts_json_line_open(json, "perimeters", '[');
    while (cpts_query_row(&query)) {
        cpts_json_item(json);
        cpts_json_row(json, &query, 0,
                      "s:id s:name o:was s:change n:population_before n:population_after "
                      "n:population_gained n:population_lost r:units_gained r:units_lost");
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
    cpts_query_end(&query);
}

static void put_moved_unit(struct json *json, struct query *row)
{
    cpts_json_row(json, row, 0, "s:code s:name n:population r:gained_by r:lost_by");
}

static void put_units(struct json *json, struct store *store)
{
    struct query moved = cpts_query(store, moved_units);
    cpts_json_line_open(json, "units", '[');
    while (cpts_query_row(&moved)) {
        cpts_json_item(json);
        put_moved_unit(json, &moved);
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
    cpts_query_end(&moved);
    struct query edition = cpts_query(
        store, "SELECT(SELECT json_group_array(code)FROM(SELECT code FROM units u WHERE side=1 AND "
               "NOT EXISTS(SELECT 1 FROM units v WHERE v.side=0 AND v.code=u.code)ORDER BY 1)),"
               "(SELECT json_group_array(code)FROM(SELECT code FROM units u WHERE side=0 AND "
               "NOT EXISTS(SELECT 1 FROM units v WHERE v.side=1 AND v.code=u.code)ORDER BY 1))");
    if (cpts_query_row(&edition))
        cpts_json_row(json, &edition, 0, "r:units_added r:units_removed");
    cpts_query_end(&edition);
}

/* What it came off, or is a part of now. */
static const char *side_key(struct query *row)
{
    const bool is_merged =
        strcmp(cpts_query_text_at(row, 0), cpts_state_name(CPTS_STATE_MERGED)) == 0;
    return is_merged ? "merged_into" : "split_from";
}

static void put_findings(struct json *json, struct store *store)
{
    struct query query =
        cpts_query(store, "SELECT n.state,f.id,f.rule,f.severity,f.area_m2,f.population,f.message,"
                          "f.perimeters,f.units,n.split_count,(SELECT g.id FROM findings g WHERE "
                          "g.side=1-n.side AND g.i=n.other) FROM news n JOIN findings f "
                          "USING(side,i)ORDER BY n.state,"
                          "instr('error,warning,note',f.severity),f.population DESC,f.id");
    cpts_json_line_open(json, "findings", '[');
    while (cpts_query_row(&query)) {
        cpts_json_item(json);
        cpts_json_row(json, &query, 0,
                      "s:state s:id s:rule s:severity n:area_m2 n:population s:message "
                      "r:perimeters r:units c:split_count");
        if (!cpts_query_null_at(&query, 10))
            cpts_json_key_string(json, side_key(&query), cpts_query_text_at(&query, 10));
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, ']');
    cpts_query_end(&query);
}

cpts_status cpts_comparison_json(const struct cpts_comparison *comparison, struct output_file *file)
{
    struct json json = {.file = file};
    cpts_json_open(&json, '{');
    cpts_json_tool(&json);
    cpts_json_key_string(&json, "run", comparison->context->run);
    cpts_json_key_bool(&json, "differs", comparison->differs);
    put_side(&json, comparison, BEFORE);
    put_side(&json, comparison, AFTER);
    put_perimeters(&json, comparison->store);
    put_units(&json, comparison->store);
    put_findings(&json, comparison->store);
    cpts_json_end(&json);
    return comparison->store->status;
}

/* ---- GeoJSON ----------------------------------------------------------------------------- */

/* The units of a report as a map; only those that moved are drawn. */
static cpts_status map_units(struct map *out, const struct cpts_report *report)
{
    const struct cpts_region *region = report->region;
    struct cpts_report units = {.region = report->region, .finding_count = region->units.count};
    struct finding_shape *places = cpts_array_new(region->units.count, sizeof *places);
    if (!places)
        return cpts_fail_memory(region->context);
    units.shapes = region->units.shapes;
    units.finding_shapes = places;
    /* Parts stand in order of their unit. */
    for (uint32_t p = 0; p < region->units.shapes.part_count; p++) {
        struct finding_shape *place = &places[region->units.shapes.parts[p].feature];
        if (!place->part_count++)
            place->first_part = p;
    }
    const cpts_status status = cpts_map_new(out, &units);
    cpts_array_free(places);
    return status;
}

static cpts_status put_unit_features(struct json *json, const struct cpts_comparison *comparison)
{
    const struct cpts_report *report =
        comparison->reports[AFTER] ? comparison->reports[AFTER] : comparison->reports[BEFORE];
    struct map map = {0};
    cpts_status status = map_units(&map, report);
    struct query moved = cpts_query(comparison->store, moved_units);
    while (status == CPTS_OK && cpts_query_row(&moved)) {
        const size_t unit = cpts_unit_index(report->region, cpts_query_text_at(&moved, 0));
        if (unit == SIZE_MAX || !map.findings[unit].part_count)
            continue;
        cpts_json_item(json);
        cpts_json_key_string(json, "type", "Feature");
        cpts_json_key_open(json, "properties", '{');
        cpts_json_key_string(json, "kind", "unit");
        put_moved_unit(json, &moved);
        cpts_json_close(json, '}');
        cpts_geojson_place(json, &map, unit);
        cpts_json_close(json, '}');
    }
    cpts_query_end(&moved);
    cpts_map_free(&map);
    return status;
}

/* What is new as it is, what is resolved as it was; a side without geometry has none to show. */
static cpts_status put_finding_features(struct json *json, const struct cpts_comparison *comparison,
                                        enum side side)
{
    const struct cpts_report *report = comparison->reports[side];
    struct map map = {0};
    cpts_status status = report ? cpts_map_new(&map, report) : CPTS_OK;
    struct query news = cpts_query(comparison->store, "SELECT i,state FROM news WHERE side=? "
                                                      "ORDER BY i");
    cpts_query_integer(&news, side);
    while (report && status == CPTS_OK && cpts_query_row(&news)) {
        const size_t i = (size_t)cpts_query_integer_at(&news, 0);
        cpts_geojson_feature(json, &map, i, &report->findings[i], cpts_query_text_at(&news, 1));
    }
    cpts_query_end(&news);
    cpts_map_free(&map);
    return status;
}

cpts_status cpts_comparison_geojson(const struct cpts_comparison *comparison,
                                    struct output_file *file)
{
    struct json json = {.file = file};
    if (!comparison->reports[BEFORE] && !comparison->reports[AFTER])
        return cpts_fail(comparison->context, CPTS_ERROR_INPUT, "%s",
                         _("a map needs borders, and a report.json has none; compare the sources "
                           "themselves, or one of them"));
    cpts_geojson_begin(&json, comparison->context);
    cpts_json_key_open(&json, "features", '[');
    cpts_status status = put_unit_features(&json, comparison);
    for (int side = BEFORE; side < SIDES && status == CPTS_OK; side++)
        status = put_finding_features(&json, comparison, (enum side)side);
    cpts_geojson_end(&json);
    return status == CPTS_OK ? comparison->store->status : status;
}
