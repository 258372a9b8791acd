/*
 * conflicts.geojson, RFC 7946: one feature for each finding that has a geometry.
 *
 * Positions are rounded to 7 decimals (a centimetre), at which the thinnest slivers fold on
 * themselves: repeated points and spikes are dropped, rings without area too. A finding is never
 * dropped: when all its rings vanish, the smallest triangle that stands for the largest remains.
 *
 * A feature across the antimeridian would have to be cut (RFC 7946, 3.1.9); no territory with
 * CPTS is near it.
 */
#include <string.h>

#include "../common/memory.h"
#include "number.h"
#include "output.h"
#include "wgs84.h"

__extension__ typedef __int128 int128;

struct map {
    const struct cpts_report *report;
    struct degrees *points; /* of report->shapes */
    struct degrees *ring;   /* scratch, the size of the longest ring */
    uint32_t *kept;         /* of each ring: points left, without the closing one; 0: dropped */
};

struct bounds {
    struct degrees min, max;
    bool is_empty;
};

/* ---- rings ------------------------------------------------------------------------------- */

static bool same(struct degrees a, struct degrees b)
{
    return a.lon_e7 == b.lon_e7 && a.lat_e7 == b.lat_e7;
}

/* Twice the area of a b c, positive anticlockwise. */
static int128 cross(struct degrees a, struct degrees b, struct degrees c)
{
    const int64_t abx = (int64_t)b.lon_e7 - a.lon_e7, aby = (int64_t)b.lat_e7 - a.lat_e7;
    const int64_t acx = (int64_t)c.lon_e7 - a.lon_e7, acy = (int64_t)c.lat_e7 - a.lat_e7;
    return (int128)abx * acy - (int128)aby * acx;
}

static int128 twice_area(const struct degrees *ring, uint32_t count)
{
    int128 sum = 0;
    for (uint32_t i = 2; i < count; i++)
        sum += cross(ring[0], ring[i - 1], ring[i]);
    return sum;
}

static void reverse(struct degrees *ring, uint32_t count)
{
    for (uint32_t i = 0, j = count; i + 1 < j; i++) {
        const struct degrees swap = ring[--j];
        ring[j] = ring[i];
        ring[i] = swap;
    }
}

/* Drops points that repeat the one before, and spikes that go and come back. */
static uint32_t unfold(struct degrees *ring, const struct degrees *points, uint32_t count)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (kept >= 1 && same(ring[kept - 1], points[i]))
            continue;
        if (kept >= 2 && same(ring[kept - 2], points[i]))
            kept--;
        else
            ring[kept++] = points[i];
    }
    uint32_t first = 0; /* the same where the end meets the beginning */
    while (kept - first >= 3) {
        if (same(ring[first], ring[kept - 1]) || same(ring[first], ring[kept - 2]))
            kept--;
        else if (same(ring[first + 1], ring[kept - 1]))
            first++;
        else
            break;
    }
    if (kept - first < 3)
        return 0;
    memmove(ring, ring + first, (kept - first) * sizeof *ring);
    return kept - first;
}

/* Cleans a ring in place; one that collapses keeps its points and is marked dropped. */
static void clean_ring(const struct map *map, uint32_t index, bool is_hole)
{
    const struct ring *ring = &map->report->shapes.rings[index];
    struct degrees *points = map->points + ring->first;
    uint32_t kept = unfold(map->ring, points, ring->count);
    const int128 area = twice_area(map->ring, kept);
    if (area == 0)
        kept = 0;
    else if ((area > 0) == is_hole)
        reverse(map->ring, kept);
    memcpy(points, map->ring, kept * sizeof *points);
    map->kept[index] = kept;
}

/* The smallest valid triangle along a ring that has collapsed to a line or to a point. */
static void stand_in(const struct map *map, uint32_t index)
{
    const struct ring *ring = &map->report->shapes.rings[index];
    struct degrees *points = map->points + ring->first;
    const struct degrees a = points[0];
    struct degrees b = a;
    int64_t farthest = 0;
    for (uint32_t i = 1; i < ring->count; i++) {
        const int64_t lon = (int64_t)points[i].lon_e7 - a.lon_e7;
        const int64_t lat = (int64_t)points[i].lat_e7 - a.lat_e7;
        const int64_t distance = (lon < 0 ? -lon : lon) + (lat < 0 ? -lat : lat);
        if (distance > farthest) {
            farthest = distance;
            b = points[i];
        }
    }
    if (same(a, b))
        b.lon_e7++;
    struct degrees c = b;
    const int64_t lon = (int64_t)b.lon_e7 - a.lon_e7, lat = (int64_t)b.lat_e7 - a.lat_e7;
    if ((lon < 0 ? -lon : lon) >= (lat < 0 ? -lat : lat))
        c.lat_e7 += b.lat_e7 > 0 ? -1 : 1;
    else
        c.lon_e7 += b.lon_e7 > 0 ? -1 : 1;
    points[0] = a;
    points[1] = b;
    points[2] = c;
    if (cross(a, b, c) < 0)
        reverse(points, 3);
    map->kept[index] = 3;
}

static void clean_finding(const struct map *map, const struct finding_shape *shape)
{
    const struct shapes *shapes = &map->report->shapes;
    bool survives = false;
    uint32_t largest = shape->first_part;
    for (uint32_t p = shape->first_part; p < shape->first_part + shape->part_count; p++) {
        const struct part *part = &shapes->parts[p];
        for (uint32_t r = 0; r < part->ring_count; r++)
            clean_ring(map, part->first_ring + r, r > 0);
        survives = survives || map->kept[part->first_ring];
        if (part->area_m2 > shapes->parts[largest].area_m2)
            largest = p;
    }
    if (survives)
        return;
    const struct part *part = &shapes->parts[largest];
    for (uint32_t r = 0; r < part->ring_count; r++)
        map->kept[part->first_ring + r] = 0;
    stand_in(map, part->first_ring);
}

/* ---- bounds ------------------------------------------------------------------------------ */

static void add_position(struct bounds *bounds, struct degrees p)
{
    if (bounds->is_empty)
        *bounds = (struct bounds){p, p, false};
    bounds->min.lon_e7 = p.lon_e7 < bounds->min.lon_e7 ? p.lon_e7 : bounds->min.lon_e7;
    bounds->min.lat_e7 = p.lat_e7 < bounds->min.lat_e7 ? p.lat_e7 : bounds->min.lat_e7;
    bounds->max.lon_e7 = p.lon_e7 > bounds->max.lon_e7 ? p.lon_e7 : bounds->max.lon_e7;
    bounds->max.lat_e7 = p.lat_e7 > bounds->max.lat_e7 ? p.lat_e7 : bounds->max.lat_e7;
}

static void add_finding_bounds(struct bounds *bounds, const struct map *map,
                               const struct finding_shape *shape)
{
    const struct shapes *shapes = &map->report->shapes;
    for (uint32_t p = shape->first_part; p < shape->first_part + shape->part_count; p++) {
        const uint32_t shell = shapes->parts[p].first_ring;
        for (uint32_t i = 0; i < map->kept[shell]; i++)
            add_position(bounds, map->points[shapes->rings[shell].first + i]);
    }
}

/* ---- writing ----------------------------------------------------------------------------- */

static void put_position(struct output_file *file, struct degrees p, char before, char after)
{
    char *room = cpts_file_room(file, 2 * CPTS_NUMBER_ROOM);
    size_t length = 0;
    if (before)
        room[length++] = before;
    length += cpts_number_e7(room + length, p.lon_e7);
    room[length++] = ',';
    length += cpts_number_e7(room + length, p.lat_e7);
    if (after)
        room[length++] = after;
    file->used += length;
}

static void put_bounds(struct json *json, const struct bounds *bounds)
{
    cpts_json_key(json, "bbox");
    put_position(json->file, bounds->min, '[', ',');
    put_position(json->file, bounds->max, '\0', ']');
    json->has_sibling = true;
}

static void put_ring(struct json *json, const struct map *map, uint32_t index)
{
    const struct degrees *points = map->points + map->report->shapes.rings[index].first;
    cpts_json_open(json, '[');
    for (uint32_t i = 0; i < map->kept[index]; i++) {
        put_position(json->file, points[i], '[', ']');
        cpts_file_char(json->file, ',');
    }
    put_position(json->file, points[0], '[', ']');
    cpts_json_close(json, ']');
}

static void put_part(struct json *json, const struct map *map, const struct part *part)
{
    cpts_json_open(json, '[');
    for (uint32_t r = part->first_ring; r < part->first_ring + part->ring_count; r++)
        if (map->kept[r])
            put_ring(json, map, r);
    cpts_json_close(json, ']');
}

static void put_geometry(struct json *json, const struct map *map,
                         const struct finding_shape *shape)
{
    const struct part *parts = map->report->shapes.parts + shape->first_part;
    uint32_t kept = 0;
    for (uint32_t p = 0; p < shape->part_count; p++)
        kept += map->kept[parts[p].first_ring] > 0;
    cpts_json_key(json, "geometry");
    cpts_json_open(json, '{');
    cpts_json_key_string(json, "type", kept == 1 ? "Polygon" : "MultiPolygon");
    cpts_json_key(json, "coordinates");
    if (kept != 1)
        cpts_json_open(json, '[');
    for (uint32_t p = 0; p < shape->part_count; p++)
        if (map->kept[parts[p].first_ring])
            put_part(json, map, &parts[p]);
    if (kept != 1)
        cpts_json_close(json, ']');
    cpts_json_close(json, '}');
}

static void put_feature(struct json *json, const struct map *map, size_t index)
{
    const struct cpts_finding *finding = &map->report->findings[index];
    const struct finding_shape *shape = &map->report->finding_shapes[index];
    struct bounds bounds = {.is_empty = true};
    add_finding_bounds(&bounds, map, shape);
    cpts_json_line(json);
    cpts_json_open(json, '{');
    cpts_json_key_string(json, "type", "Feature");
    cpts_json_key_string(json, "id", finding->id);
    put_bounds(json, &bounds);
    cpts_json_key(json, "properties");
    cpts_json_open(json, '{');
    cpts_json_finding(json, finding);
    cpts_json_close(json, '}');
    put_geometry(json, map, shape);
    cpts_json_close(json, '}');
}

static void put_collection(const struct map *map, struct output_file *file)
{
    const struct cpts_report *report = map->report;
    struct json json = {.file = file};
    struct bounds bounds = {.is_empty = true};
    for (size_t i = 0; i < report->finding_count; i++)
        if (report->finding_shapes[i].part_count) {
            clean_finding(map, &report->finding_shapes[i]);
            add_finding_bounds(&bounds, map, &report->finding_shapes[i]);
        }
    cpts_json_open(&json, '{');
    cpts_json_key_string(&json, "type", "FeatureCollection");
    if (!bounds.is_empty)
        put_bounds(&json, &bounds);
    cpts_json_key(&json, "features");
    cpts_json_open(&json, '[');
    for (size_t i = 0; i < report->finding_count; i++)
        if (report->finding_shapes[i].part_count)
            put_feature(&json, map, i);
    cpts_file_char(file, '\n');
    cpts_json_close(&json, ']');
    cpts_json_close(&json, '}');
    cpts_file_char(file, '\n');
}

cpts_status cpts_write_geojson(const struct cpts_report *report, struct output_file *file)
{
    const struct shapes *shapes = &report->shapes;
    cpts_context *context = report->region->context;
    struct map map = {.report = report};
    uint32_t longest = 0;
    for (size_t r = 0; r < shapes->ring_count; r++)
        longest = shapes->rings[r].count > longest ? shapes->rings[r].count : longest;
    map.ring = cpts_array_raw(longest, sizeof *map.ring);
    map.kept = cpts_array_new(shapes->ring_count, sizeof *map.kept);
    cpts_status status = map.ring && map.kept ? CPTS_OK : cpts_fail_memory(context);
    if (status == CPTS_OK && shapes->point_count)
        status = cpts_wgs84_points(&map.points, context, report->region->crs_wkt, shapes->points,
                                   shapes->point_count);
    if (status == CPTS_OK)
        put_collection(&map, file);
    cpts_array_free(map.points);
    cpts_array_free(map.ring);
    cpts_array_free(map.kept);
    return status;
}
