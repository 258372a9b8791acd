#include "input/region/ground.h"

#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <string.h>

#include "geometry/predicates.h"
#include "geometry/sketch.h"
#include "input/region/builder.h"
#include "input/sources/gdal_session.h"
#include "input/sources/layers.h"
#include "input/sources/text.h"

#define AROUND      0.35  /* of the side of the square about the region: pages of any shape */
#define FINENESS    4000  /* tolerances along that side: a quarter of a pixel, 0.1 mm on A3 */
#define COARSER     1.5   /* from one try to the next */
#define POINTS_MOST 20000 /* 100 kB of a page */
#define PLACES_MOST 300
enum { FEATURES_BETWEEN_CHECKS = 256 };

struct reading {
    struct cpts_region *region;
    struct sketch sketch;
    struct ground_layer *layers; /* two for each layer read: areas, lines */
    size_t layer_count, layer_capacity;
    struct ground_place *places;
    size_t place_count, place_capacity;
    size_t left_places;
    unsigned char *wkb; /* scratch: of one feature */
    size_t wkb_capacity;
    /* Of the layer being read. */
    const struct layer *layer;
    struct placing placing;
    int name_column;
    size_t features, shown, skipped;
};

/* ---- tones -------------------------------------------------------------------------------- */

const char *cpts_ground_tone_name(enum ground_tone tone)
{
    static const char *const names[GROUND_TONE_COUNT] = {
        [GROUND_WATER] = "water", [GROUND_ROAD] = "road", [GROUND_LAND] = "land"};
    return names[tone];
}

/* By the words in the name of the layer, or of its file. */
static enum ground_tone tone_of(const char *shown)
{
    static const char *const water[] = {
        " mer ",           " mers ",   " sea ",  " ocean",  " eau",         " water",
        " hydro",          " riviere", " river", " fleuve", " cours d eau", " lac ",
        " lacs ",          " lake",    " etang", " canal",  " canaux",      " littoral",
        " trait de cote ", " coast",   " cote "};
    static const char *const roads[] = {" route",    " road", " autoroute", " highway",
                                        " motorway", " voie", " rail",      " fer "};
    char words[512];
    cpts_text_words(words, sizeof words, shown);
    if (CPTS_HAS_ANY(words, water))
        return GROUND_WATER;
    return CPTS_HAS_ANY(words, roads) ? GROUND_ROAD : GROUND_LAND;
}

/* ---- places ------------------------------------------------------------------------------- */

static bool is_in_box(struct box box, double x, double y)
{
    return x >= box.min_x && x <= box.max_x && y >= box.min_y && y <= box.max_y;
}

static cpts_status add_place(struct reading *reading, OGRFeatureH feature, OGRGeometryH point)
{
    const double x = OGR_G_GetX(point, 0), y = OGR_G_GetY(point, 0);
    const int column = reading->name_column;
    if (!is_in_box(reading->sketch.box, x, y))
        return CPTS_OK;
    if (reading->place_count == PLACES_MOST) {
        reading->left_places++;
        return CPTS_OK;
    }
    const bool is_named = column >= 0 && OGR_F_IsFieldSetAndNotNull(feature, column);
    const char *name = cpts_text_clean(&reading->region->arena,
                                       is_named ? OGR_F_GetFieldAsString(feature, column) : "");
    char folded[256];
    if (name)
        cpts_text_fold(folded, sizeof folded, name);
    const char *key = name ? cpts_arena_string(&reading->region->arena, folded) : NULL;
    if (!key || !CPTS_ARRAY_MORE(reading->places, reading->place_count, reading->place_capacity))
        return cpts_fail_memory(reading->region->context);
    reading->places[reading->place_count++] = (struct ground_place){{x, y}, name, key};
    reading->shown++;
    return CPTS_OK;
}

bool cpts_ground_names(const struct map_ground *ground, const char *name)
{
    char wanted[256];
    if (!ground || !ground->place_count)
        return false;
    cpts_text_fold(wanted, sizeof wanted, name);
    for (size_t i = 0; i < ground->place_count; i++)
        if (strcmp(wanted, ground->places[i].key) == 0)
            return true;
    return false;
}

/* ---- lines and areas ---------------------------------------------------------------------- */

static cpts_status add_drawing(struct reading *reading, OGRGeometryH geometry, bool is_area)
{
    cpts_context *context = reading->region->context;
    const size_t size = OGR_G_WkbSizeEx(geometry);
    if (!cpts_array_reserve(&reading->wkb, &reading->wkb_capacity, size, 1))
        return cpts_fail_memory(context);
    if (OGR_G_ExportToIsoWkb(geometry, wkbNDR, reading->wkb) != OGRERR_NONE) {
        reading->skipped++;
        return CPTS_OK;
    }
    const uint32_t layer = (uint32_t)reading->layer_count - (is_area ? 2 : 1);
    const enum geos_result result =
        cpts_sketch_add(&reading->sketch, layer, is_area, reading->wkb, size);
    reading->shown += result == GEOS_DONE;
    if (result != GEOS_FAILED)
        return CPTS_OK;
    if (reading->sketch.geos.no_memory)
        return cpts_fail_memory(context);
    reading->skipped++;
    return CPTS_OK;
}

/* By what its parts are; of a collection each for itself. */
static cpts_status add_geometry(struct reading *reading, OGRFeatureH feature, OGRGeometryH geometry)
{
    const OGRwkbGeometryType type = wkbFlatten(OGR_G_GetGeometryType(geometry));
    if (type == wkbPoint)
        return add_place(reading, feature, geometry);
    if (type != wkbGeometryCollection && type != wkbMultiPoint)
        return add_drawing(reading, geometry, OGR_G_GetDimension(geometry) == 2);
    cpts_status status = CPTS_OK;
    const int count = OGR_G_GetGeometryCount(geometry);
    for (int i = 0; i < count && status == CPTS_OK; i++) {
        OGRGeometryH member = OGR_G_GetGeometryRef(geometry, i);
        /* Formats nest collections in each other; nobody draws so. */
        if (wkbFlatten(OGR_G_GetGeometryType(member)) != wkbGeometryCollection)
            status = add_geometry(reading, feature, member);
    }
    return status;
}

static cpts_status add_feature(struct reading *reading, OGRFeatureH feature)
{
    OGRGeometryH drawn = OGR_F_GetGeometryRef(feature);
    reading->features++;
    if (!drawn || OGR_G_IsEmpty(drawn))
        return CPTS_OK;
    OGRGeometryH plain = OGR_G_GetLinearGeometry(drawn, 0, NULL);
    if (!plain)
        return cpts_fail_memory(reading->region->context);
    cpts_status status = CPTS_OK;
    OGR_G_FlattenTo2D(plain);
    if (!cpts_placing_geometry(&reading->placing, plain))
        reading->skipped++; /* where the analysis CRS does not reach */
    else
        status = add_geometry(reading, feature, plain);
    OGR_G_DestroyGeometry(plain);
    return status;
}

/* ---- layers ------------------------------------------------------------------------------- */

/* Features elsewhere are left unread where the format can. */
static void look_in_box(const struct reading *reading)
{
    const struct box box = reading->sketch.box;
    double west = box.min_x, south = box.min_y, east = box.max_x, north = box.max_y;
    if (reading->placing.is_sheet)
        return;
    if (reading->placing.to_frame) {
        OGRCoordinateTransformationH back = OCTGetInverse(reading->placing.to_frame);
        const bool is_known =
            back && OCTTransformBounds(back, box.min_x, box.min_y, box.max_x, box.max_y, &west,
                                       &south, &east, &north, 21);
        if (back)
            OCTDestroyCoordinateTransformation(back);
        if (!is_known || !(west < east && south < north))
            return;
    }
    OGR_L_SetSpatialFilterRect(reading->layer->handle, west, south, east, north);
}

static cpts_status read_features(struct reading *reading)
{
    cpts_context *context = reading->region->context;
    OGRLayerH layer = reading->layer->handle;
    OGRFeatureH feature;
    cpts_status status = CPTS_OK;
    OGR_L_ResetReading(layer);
    cpts_gdal_clear();
    while (status == CPTS_OK && (feature = OGR_L_GetNextFeature(layer))) {
        status = add_feature(reading, feature);
        OGR_F_Destroy(feature);
        if (status == CPTS_OK && reading->features % FEATURES_BETWEEN_CHECKS == 0)
            status = cpts_interrupted(context);
    }
    if (status == CPTS_OK && cpts_gdal_failure() && !reading->skipped)
        status = cpts_gdal_cut_short(context, reading->layer->shown);
    return status;
}

static bool begin_layer(struct reading *reading)
{
    const enum ground_tone tone = tone_of(reading->layer->shown);
    if (!cpts_array_reserve(&reading->layers, &reading->layer_capacity, reading->layer_count + 2,
                            sizeof *reading->layers))
        return false;
    for (int lines = 0; lines < 2; lines++)
        reading->layers[reading->layer_count++] = (struct ground_layer){tone, !lines, 0, 0};
    const struct columns *units = &reading->layer->as_units;
    reading->name_column = units->at[FIELD_NAME] >= 0
                               ? units->at[FIELD_NAME]
                               : reading->layer->as_perimeters.at[FIELD_NAME];
    reading->features = reading->shown = reading->skipped = 0;
    return true;
}

static void log_layer(const struct reading *reading)
{
    cpts_context *context = reading->region->context;
    if (reading->skipped)
        cpts_log(context, CPTS_NORMAL,
                 P_("warning: --ground %s: %zu feature cannot be drawn and is left out",
                    "warning: --ground %s: %zu features cannot be drawn and are left out",
                    reading->skipped),
                 reading->layer->shown, reading->skipped);
    if (!reading->shown)
        cpts_log(context, CPTS_NORMAL,
                 _("warning: --ground %s: nothing of it lies in the region or around it"),
                 reading->layer->shown);
}

static cpts_status read_layer(struct reading *reading, const struct opened *source)
{
    struct cpts_region *region = reading->region;
    const struct builder *builder = region->builder;
    const struct layer *layer = reading->layer;
    if (!begin_layer(reading))
        return cpts_fail_memory(region->context);
    const long long all = OGR_L_GetFeatureCount(layer->handle, TRUE);
    if (all == 0)
        return cpts_fail(region->context, CPTS_ERROR_INPUT, _("%s is empty"), layer->shown);
    cpts_status status = cpts_placing_open(&reading->placing, region->context, &builder->frame,
                                           layer->handle, layer->shown);
    if (status == CPTS_OK) {
        look_in_box(reading);
        status = read_features(reading);
    }
    cpts_placing_close(&reading->placing);
    if (status == CPTS_OK &&
        !cpts_sketch_join(&reading->sketch, (uint32_t)reading->layer_count - 1))
        status = cpts_fail_memory(region->context);
    if (status != CPTS_OK)
        return status;
    log_layer(reading);
    return cpts_region_add_source(region, source->file, &source->facts, layer->name, "ground",
                                  all > 0 ? (size_t)all : reading->features);
}

static cpts_status read_source(struct reading *reading, const char *spec)
{
    const char *const list[] = {spec, NULL};
    const cpts_load_options options = {.sources = list};
    cpts_context *context = reading->region->context;
    struct layers layers = {.count = 0};
    size_t drawn = 0, shown = 0;
    cpts_status status = cpts_layers_open(&layers, context, &options);
    for (size_t i = 0; i < layers.count && status == CPTS_OK; i++) {
        /* cppcheck-suppress autoVariables ; forgotten before the layers are closed */
        reading->layer = &layers.items[i];
        if (!reading->layer->handle || !reading->layer->geometries || reading->layer->is_table)
            continue;
        status = read_layer(reading, &layers.sources[reading->layer->source]);
        drawn++;
        shown += reading->shown;
    }
    if (status == CPTS_OK && !drawn)
        status = cpts_fail(context, CPTS_ERROR_INPUT,
                           _("--ground %s: it holds no points, lines or polygons to draw"),
                           layers.sources[0].file);
    if (status == CPTS_OK && !shown)
        status = cpts_fail(context, CPTS_ERROR_INPUT,
                           _("--ground %s: nothing of it lies in the region or around it; check "
                             "that it is of the same place, and its coordinate reference system"),
                           layers.sources[0].file);
    reading->layer = NULL;
    cpts_layers_close(&layers);
    return status;
}

/* ---- the whole ---------------------------------------------------------------------------- */

/* A square about the region and what is around it: windows and papers have other shapes. */
static struct box box_around(const struct cpts_region *region)
{
    const struct shapes *lists[] = {&region->units.shapes, &region->perimeters.shapes};
    struct box box = CPTS_EMPTY_BOX;
    for (size_t l = 0; l < 2; l++)
        for (size_t p = 0; p < lists[l]->part_count; p++)
            if (lists[l]->parts[p].ring_count)
                box = cpts_box_join(box, lists[l]->parts[p].box);
    const double half = fmax(box.max_x - box.min_x, box.max_y - box.min_y) * (0.5 + AROUND);
    const struct point middle = {(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
    return cpts_box_grow((struct box){middle.x, middle.y, middle.x, middle.y}, half);
}

/* What is given, counted first and then kept. */
struct keeping {
    struct map_ground *ground; /* NULL: to be counted */
    size_t points, paths;
};

static bool keep_path(void *user, const struct sketch_piece *piece, const struct point *points,
                      size_t count)
{
    struct keeping *keeping = user;
    struct map_ground *ground = keeping->ground;
    if (ground) {
        struct ground_layer *layer = &ground->layers[piece->layer];
        if (!layer->count++)
            layer->first = keeping->paths;
        ground->paths[keeping->paths] = (struct ground_path){keeping->points, count};
        memcpy(ground->points + keeping->points, points, count * sizeof *points);
    }
    keeping->points += count;
    keeping->paths++;
    return true;
}

/* Coarser and coarser until few enough points are left; each time more is too small to be seen. */
static cpts_status simplify(struct reading *reading, struct keeping *total)
{
    cpts_context *context = reading->region->context;
    struct sketch *sketch = &reading->sketch;
    const double fine_m = (sketch->box.max_x - sketch->box.min_x) / FINENESS;
    size_t before = 0;
    for (double tolerance_m = fine_m;; tolerance_m *= COARSER) {
        cpts_status status = cpts_interrupted(context);
        if (status != CPTS_OK)
            return status;
        *total = (struct keeping){.ground = NULL};
        if (!cpts_sketch_simplify(sketch, tolerance_m) ||
            !cpts_sketch_each(sketch, keep_path, total))
            return cpts_fail_memory(context);
        before = before ? before : total->points;
        if (total->points <= POINTS_MOST)
            break;
    }
    if (sketch->tolerance_m > fine_m)
        cpts_log(context, CPTS_NORMAL,
                 _("--ground: of %zu points that a map could show %zu are kept, so that pages stay "
                   "small: lines are simplified to %.0f m, and what is smaller is left out; keep "
                   "the main rivers and roads alone to see these in detail"),
                 before, total->points, sketch->tolerance_m);
    if (reading->left_places)
        cpts_log(context, CPTS_NORMAL,
                 _("--ground: the first %d points are drawn, and %zu more are left out"),
                 PLACES_MOST, reading->left_places);
    return CPTS_OK;
}

static cpts_status keep_ground(struct reading *reading)
{
    struct cpts_region *region = reading->region;
    struct arena *arena = &region->arena;
    struct keeping total;
    const cpts_status status = simplify(reading, &total);
    if (status != CPTS_OK)
        return status;
    struct map_ground *ground = cpts_arena_alloc(arena, sizeof *ground);
    if (!ground)
        return cpts_fail_memory(region->context);
    *ground = (struct map_ground){
        .points = cpts_arena_alloc(arena, (total.points + 1) * sizeof *ground->points),
        .point_count = total.points,
        .paths = cpts_arena_alloc(arena, (total.paths + 1) * sizeof *ground->paths),
        .path_count = total.paths,
        .layers = cpts_arena_alloc(arena, reading->layer_count * sizeof *ground->layers),
        .layer_count = reading->layer_count,
        .places = cpts_arena_alloc(arena, (reading->place_count + 1) * sizeof *ground->places),
        .place_count = reading->place_count};
    if (!ground->points || !ground->paths || !ground->layers || !ground->places)
        return cpts_fail_memory(region->context);
    memcpy(ground->layers, reading->layers, reading->layer_count * sizeof *ground->layers);
    if (reading->place_count)
        memcpy(ground->places, reading->places, reading->place_count * sizeof *ground->places);
    struct keeping keeping = {.ground = ground};
    if (!cpts_sketch_each(&reading->sketch, keep_path, &keeping))
        return cpts_fail_memory(region->context);
    region->ground = ground;
    return CPTS_OK;
}

cpts_status cpts_ground_read(struct cpts_region *region, const char *const *sources)
{
    struct reading reading = {.region = region};
    cpts_status status = CPTS_OK;
    if (!cpts_sketch_open(&reading.sketch, box_around(region)))
        status = cpts_fail_memory(region->context);
    for (; *sources && status == CPTS_OK; sources++)
        status = read_source(&reading, *sources);
    if (status == CPTS_OK)
        status = keep_ground(&reading);
    cpts_sketch_close(&reading.sketch);
    cpts_array_free(reading.layers);
    cpts_array_free(reading.places);
    cpts_array_free(reading.wkb);
    return status;
}
