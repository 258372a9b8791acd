/*
 * conflicts.geojson, RFC 7946: one feature for each finding that has a geometry.
 *
 * A feature across the antimeridian would have to be cut (RFC 7946, 3.1.9); no territory with
 * CPTS is near it.
 */
#include <math.h>
#include <string.h>

#include "common/number.h"
#include "input/region/kept.h"
#include "output/map/degrees.h"
#include "output/output.h"

static void put_position(struct output_file *file, double lon_e7, double lat_e7, char before,
                         char after)
{
    char *room = cpts_file_room(file, 2 * CPTS_NUMBER_ROOM);
    size_t length = 0;
    if (before)
        room[length++] = before;
    length += cpts_number_e7(room + length, (int32_t)lon_e7);
    room[length++] = ',';
    length += cpts_number_e7(room + length, (int32_t)lat_e7);
    room[length++] = after;
    file->used += length;
}

void cpts_geojson_begin(struct json *json, const cpts_context *context)
{
    cpts_json_open(json, '{');
    cpts_json_key_string(json, "type", "FeatureCollection");
    cpts_json_key_string(json, "run", context->run);
}

void cpts_geojson_end(struct json *json)
{
    cpts_file_char(json->file, '\n');
    cpts_json_close(json, ']');
    cpts_json_end(json);
}

/* The bounds of the parts; those of a part that was redrawn away are left out. */
static struct box bounds_of(const struct part *parts, size_t count)
{
    struct box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t p = 0; p < count; p++) {
        if (!parts[p].ring_count)
            continue;
        box.min_x = fmin(box.min_x, parts[p].box.min_x);
        box.min_y = fmin(box.min_y, parts[p].box.min_y);
        box.max_x = fmax(box.max_x, parts[p].box.max_x);
        box.max_y = fmax(box.max_y, parts[p].box.max_y);
    }
    return box;
}

static void put_bounds(struct json *json, struct box box)
{
    cpts_json_key(json, "bbox");
    put_position(json->file, box.min_x, box.min_y, '[', ',');
    put_position(json->file, box.max_x, box.max_y, '\0', ']');
    json->has_sibling = true;
}

static void put_part(struct json *json, const struct shapes *shapes, const struct part *part)
{
    cpts_json_open(json, '[');
    for (uint32_t r = part->first_ring; r < part->first_ring + part->ring_count; r++) {
        const struct ring *ring = &shapes->rings[r];
        const struct point *points = shapes->points + ring->first;
        cpts_json_open(json, '[');
        put_position(json->file, points[0].x, points[0].y, '[', ']');
        for (uint32_t i = 1; i <= ring->count; i++) {
            cpts_file_char(json->file, ',');
            put_position(json->file, points[i].x, points[i].y, '[', ']');
        }
        cpts_json_close(json, ']');
    }
    cpts_json_close(json, ']');
}

static void put_geometry(struct json *json, const struct shapes *shapes, const struct part *parts,
                         size_t count)
{
    size_t kept = 0;
    for (size_t p = 0; p < count; p++)
        kept += parts[p].ring_count > 0;
    cpts_json_key_open(json, "geometry", '{');
    cpts_json_key_string(json, "type", kept == 1 ? "Polygon" : "MultiPolygon");
    cpts_json_key(json, "coordinates");
    if (kept != 1)
        cpts_json_open(json, '[');
    for (size_t p = 0; p < count; p++)
        if (parts[p].ring_count)
            put_part(json, shapes, &parts[p]);
    if (kept != 1)
        cpts_json_close(json, ']');
    cpts_json_close(json, '}');
}

void cpts_geojson_place(struct json *json, const struct map *map, size_t index)
{
    const struct finding_shape *shape = &map->findings[index];
    const struct part *parts = map->shapes.parts + shape->first_part;
    put_bounds(json, bounds_of(parts, shape->part_count));
    put_geometry(json, &map->shapes, parts, shape->part_count);
}

/* By kept column, what the sources say of each claimant, in the order of `perimeters`. */
static void put_kept(struct json *json, const struct cpts_region *region,
                     const struct cpts_finding *finding)
{
    cpts_json_key_open(json, "kept", '{');
    for (size_t i = 0; i < region->kept_count; i++) {
        cpts_json_key_any(json, region->kept_names[i]);
        cpts_json_open(json, '[');
        for (size_t c = 0, p = 0; c < finding->perimeter_count; c++) {
            /* Both are in the order of ids. */
            while (p < region->perimeters.count &&
                   strcmp(region->perimeters.id[p], finding->perimeters[c]) < 0)
                p++;
            const bool is_there = p < region->perimeters.count &&
                                  strcmp(region->perimeters.id[p], finding->perimeters[c]) == 0;
            cpts_json_string(json, is_there ? cpts_kept_text(region, p, i) : "");
        }
        cpts_json_close(json, ']');
    }
    cpts_json_close(json, '}');
}

/* `keeper`: the region whose kept columns are shown; NULL: none are. */
static void put_feature(struct json *json, const struct map *map, size_t index,
                        const struct cpts_finding *finding, const char *state,
                        const struct cpts_region *keeper)
{
    const struct finding_shape *shape = &map->findings[index];
    const struct shapes *shapes = &map->shapes;
    const struct part *parts = shapes->parts + shape->first_part;
    if (!shape->part_count)
        return;
    cpts_json_item(json);
    cpts_json_key_string(json, "type", "Feature");
    cpts_json_key_string(json, "id", finding->id);
    put_bounds(json, bounds_of(parts, shape->part_count));
    cpts_json_key_open(json, "properties", '{');
    if (state)
        cpts_json_key_string(json, "state", state);
    cpts_json_finding(json, finding);
    if (keeper)
        put_kept(json, keeper, finding);
    cpts_json_close(json, '}');
    put_geometry(json, shapes, parts, shape->part_count);
    cpts_json_close(json, '}');
}

void cpts_geojson_feature(struct json *json, const struct map *map, size_t index,
                          const struct cpts_finding *finding, const char *state)
{
    put_feature(json, map, index, finding, state, NULL);
}

cpts_status cpts_write_geojson(const struct cpts_report *report, struct output_file *file)
{
    struct json json = {.file = file};
    const struct cpts_region *region = report->region;
    const struct cpts_region *keeper = region->kept_in & KEPT_IN_GEOJSON ? region : NULL;
    struct map map;
    cpts_status status = cpts_map_new(&map, report);
    if (status != CPTS_OK)
        return status;
    cpts_geojson_begin(&json, report->region->context);
    if (map.shapes.part_count)
        put_bounds(&json, bounds_of(map.shapes.parts, map.shapes.part_count));
    cpts_json_key_open(&json, "features", '[');
    for (size_t i = 0; i < report->finding_count; i++)
        put_feature(&json, &map, i, &report->findings[i], NULL, keeper);
    cpts_geojson_end(&json);
    cpts_map_free(&map);
    return CPTS_OK;
}
