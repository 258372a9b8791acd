/*
 * Reading costs more than all the rest of a check without conflicts, so: fields by index, those
 * not needed left undecoded, points straight from OGR's rings into the flat array. Decoding
 * GeoPackage blobs from SQLite directly was measured and left aside: a second path for a gain of
 * a few milliseconds a million points.
 */
#include "input/sources/polygons.h"

#include <math.h>
#include <ogr_api.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "input/sources/amount.h"
#include "input/sources/gdal_session.h"
#include "input/sources/text.h"

/* Arcs become chords of half a degree: 1 cm off for a radius of 1 km. */
#define ARC_STEP_DEGREES 0.5
enum { MAX_NESTING = 32, FEATURES_BETWEEN_CHECKS = 256 };

struct reader {
    struct drawn *drawn;
    cpts_context *context;
    const struct polygon_source *source;
    uint32_t feature; /* the one being read */
    /* Of a transformation, which wants the ordinates apart. */
    double *x, *y;
    size_t capacity;
};

/* ---- geometry ------------------------------------------------------------------------------ */

static cpts_status too_large(struct reader *reader)
{
    if (reader->drawn->shapes.point_count > CPTS_NONE / 2)
        return cpts_fail(reader->context, CPTS_ERROR_INPUT,
                         _("%s has more vertices than can be handled (4 billion)"),
                         reader->source->shown);
    return cpts_fail_memory(reader->context);
}

/* Points that cannot be transformed become infinite, and are refused as such. */
static bool transform(struct reader *reader, struct point *points, size_t count)
{
    if (count > reader->capacity) {
        size_t capacity = reader->capacity;
        if (!cpts_array_reserve(&reader->x, &reader->capacity, count, sizeof *reader->x) ||
            !cpts_array_reserve(&reader->y, &capacity, count, sizeof *reader->y))
            return false;
    }
    for (size_t i = 0; i < count; i++) {
        reader->x[i] = points[i].x;
        reader->y[i] = points[i].y;
    }
    cpts_placing_ring(&reader->source->placing, reader->x, reader->y, count);
    for (size_t i = 0; i < count; i++)
        points[i] = (struct point){reader->x[i], reader->y[i]};
    return true;
}

static cpts_status add_ring(struct reader *reader, OGRGeometryH ring, bool is_hole,
                            enum ring_result *result)
{
    struct shapes *shapes = &reader->drawn->shapes;
    int count = OGR_G_GetPointCount(ring);
    if (count < 3) {
        *result = RING_COLLAPSED;
        return CPTS_OK;
    }
    struct point *points = cpts_shapes_room(shapes, (size_t)count);
    if (!points)
        return too_large(reader);
    OGR_G_GetPoints(ring, &points->x, sizeof *points, &points->y, sizeof *points, NULL, 0);
    if (cpts_placing_moves(&reader->source->placing) && !transform(reader, points, (size_t)count))
        return cpts_fail_memory(reader->context);
    *result = cpts_shapes_add_ring(shapes, (size_t)count, reader->feature, is_hole);
    return *result == RING_NO_MEMORY ? too_large(reader) : CPTS_OK;
}

static cpts_status add_polygon(struct reader *reader, OGRGeometryH polygon)
{
    struct drawn_feature *feature = &reader->drawn->features[reader->feature];
    int rings = OGR_G_GetGeometryCount(polygon);
    for (int i = 0; i < rings; i++) {
        enum ring_result result = RING_COLLAPSED;
        cpts_status status = add_ring(reader, OGR_G_GetGeometryRef(polygon, i), i > 0, &result);
        if (status != CPTS_OK)
            return status;
        feature->collapsed_rings += result == RING_COLLAPSED;
        feature->unread_polygons += result == RING_BAD_POSITION;
        /* Holes of a shell that is not there. */
        if (i == 0 && result != RING_ADDED)
            break;
    }
    return CPTS_OK;
}

static cpts_status add_geometry(struct reader *reader, OGRGeometryH geometry, int depth);

static cpts_status add_members(struct reader *reader, OGRGeometryH collection, int depth)
{
    int count = OGR_G_GetGeometryCount(collection);
    cpts_status status = CPTS_OK;
    for (int i = 0; i < count && status == CPTS_OK; i++)
        status = add_geometry(reader, OGR_G_GetGeometryRef(collection, i), depth + 1);
    return status;
}

/* What OGR can turn into plain polygons: arcs, surfaces made of triangles. Takes `plain` over. */
static cpts_status add_converted(struct reader *reader, OGRGeometryH plain, int depth)
{
    if (!plain)
        return cpts_fail_memory(reader->context);
    cpts_status status = add_geometry(reader, plain, depth + 1);
    OGR_G_DestroyGeometry(plain);
    return status;
}

static cpts_status add_geometry(struct reader *reader, OGRGeometryH geometry, int depth)
{
    struct drawn_feature *feature = &reader->drawn->features[reader->feature];
    OGRwkbGeometryType type = OGR_GT_Flatten(OGR_G_GetGeometryType(geometry));
    if (depth > MAX_NESTING) {
        feature->unread_polygons++;
        return CPTS_OK;
    }
    switch (type) {
    case wkbPolygon:
    case wkbTriangle:
        return add_polygon(reader, geometry);
    case wkbMultiPolygon:
        return add_members(reader, geometry, depth);
    case wkbGeometryCollection:
    case wkbMultiSurface:
        return add_members(reader, geometry, depth);
    case wkbCurvePolygon:
        feature->is_linearised = true;
        return add_converted(reader, OGR_G_GetLinearGeometry(geometry, ARC_STEP_DEGREES, NULL),
                             depth);
    case wkbPolyhedralSurface:
    case wkbTIN:
        return add_converted(reader, OGR_G_ForceToMultiPolygon(OGR_G_Clone(geometry)), depth);
    default:
        feature->other_geometries++;
        return CPTS_OK;
    }
}

static cpts_status read_geometry(struct reader *reader, OGRGeometryH geometry)
{
    struct drawn_feature *feature = &reader->drawn->features[reader->feature];
    feature->first_part = (uint32_t)reader->drawn->shapes.part_count;
    cpts_status status = CPTS_OK;
    if (geometry && !OGR_G_IsEmpty(geometry))
        status = add_geometry(reader, geometry, 0);
    feature->part_count = (uint32_t)reader->drawn->shapes.part_count - feature->first_part;
    return status;
}

/* ---- fields --------------------------------------------------------------------------------- */

/* The same text as the last feature's is not stored twice: départements come in runs. */
static const char *read_text(struct drawn *drawn, OGRFeatureH feature, int column, const char *last)
{
    const char *text = column < 0 ? "" : OGR_F_GetFieldAsString(feature, column);
    if (!*text)
        return "";
    if (last && strcmp(last, text) == 0)
        return last;
    return cpts_text_clean(&drawn->arena, text);
}

static bool read_kept(struct drawn *drawn, struct drawn_feature *entry, OGRFeatureH feature,
                      const struct polygon_source *source)
{
    bool done = true;
    if (!source->kept_count)
        return true;
    entry->kept = cpts_arena_alloc(&drawn->arena, source->kept_count * sizeof *entry->kept);
    for (size_t i = 0; entry->kept && done && i < source->kept_count; i++) {
        entry->kept[i] = read_text(drawn, feature, source->kept[i], NULL);
        done = entry->kept[i] != NULL;
    }
    return entry->kept && done;
}

static double read_population(OGRFeatureH feature, int column)
{
    if (column < 0 || !OGR_F_IsFieldSetAndNotNull(feature, column))
        return NAN;
    const double value = OGR_F_GetFieldAsDouble(feature, column);
    return value >= 0 && isfinite(value) ? value : NAN;
}

/* Only all texts of a column show whether "1.234" is a thousand. */
static void read_amounts(struct drawn *drawn)
{
    struct amount_evidence evidence = {false, false, false, false};
    for (size_t i = 0; i < drawn->count; i++)
        cpts_amount_see(&evidence, drawn->features[i].amount);
    const struct amount_style style = cpts_amount_style(&evidence);
    for (size_t i = 0; i < drawn->count; i++)
        drawn->features[i].population = cpts_amount_read(drawn->features[i].amount, style);
}

struct field_reader {
    int key, name, group, epci, status, from, to, population;
    bool population_is_text;
};

static cpts_status read_feature(struct reader *reader, const struct field_reader *fields,
                                OGRFeatureH feature)
{
    struct drawn *drawn = reader->drawn;
    if (!cpts_drawn_add(drawn))
        return cpts_fail_memory(reader->context);
    struct drawn_feature *entry = &drawn->features[drawn->count - 1];
    const struct drawn_feature *last = drawn->count > 1 ? entry - 1 : NULL;
    entry->fid = (long long)OGR_F_GetFID(feature);
    entry->key = read_text(drawn, feature, fields->key, NULL);
    entry->name = read_text(drawn, feature, fields->name, NULL);
    entry->group = read_text(drawn, feature, fields->group, last ? last->group : NULL);
    entry->epci = read_text(drawn, feature, fields->epci, last ? last->epci : NULL);
    entry->status = read_text(drawn, feature, fields->status, last ? last->status : NULL);
    entry->from = read_text(drawn, feature, fields->from, last ? last->from : NULL);
    entry->to = read_text(drawn, feature, fields->to, last ? last->to : NULL);
    entry->population = NAN;
    if (fields->population_is_text)
        entry->amount = read_text(drawn, feature, fields->population, NULL);
    else
        entry->population = read_population(feature, fields->population);
    if ((fields->population_is_text && !entry->amount) || !entry->key || !entry->name ||
        !entry->group || !entry->epci || !entry->status || !entry->from || !entry->to ||
        !read_kept(drawn, entry, feature, reader->source))
        return cpts_fail_memory(reader->context);
    reader->feature = (uint32_t)drawn->count - 1;
    return read_geometry(reader, OGR_F_GetGeometryRef(feature));
}

static struct field_reader choose_fields(OGRFeatureDefnH definition,
                                         const struct polygon_source *source)
{
    const int *at = source->columns.at;
    struct field_reader fields = {.key = at[source->role == ROLE_UNITS ? FIELD_CODE : FIELD_ID],
                                  .name = at[FIELD_NAME],
                                  .group = at[FIELD_GROUP],
                                  .epci = source->role == ROLE_UNITS ? at[FIELD_EPCI] : -1,
                                  .status = at[FIELD_STATUS],
                                  .from = at[FIELD_FROM],
                                  .to = at[FIELD_TO],
                                  .population = at[FIELD_POPULATION]};
    if (fields.population >= 0) {
        OGRFieldType type = OGR_Fld_GetType(OGR_FD_GetFieldDefn(definition, fields.population));
        fields.population_is_text = type != OFTInteger && type != OFTInteger64 && type != OFTReal;
    }
    return fields;
}

static bool is_kept(const struct polygon_source *source, int column)
{
    for (size_t i = 0; i < source->kept_count; i++)
        if (source->kept[i] == column)
            return true;
    return false;
}

static bool ignore_other_fields(OGRLayerH layer, OGRFeatureDefnH definition,
                                const struct field_reader *fields,
                                const struct polygon_source *source)
{
    int count = OGR_FD_GetFieldCount(definition), ignored = 0;
    const char **names = cpts_array_new((size_t)count + 2, sizeof *names);
    if (!names)
        return false;
    for (int i = 0; i < count; i++)
        if (i != fields->key && i != fields->name && i != fields->group && i != fields->status &&
            i != fields->epci && i != fields->from && i != fields->to && i != fields->population &&
            !is_kept(source, i))
            names[ignored++] = OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i));
    names[ignored++] = "OGR_STYLE";
    if (OGR_L_TestCapability(layer, OLCIgnoreFields))
        OGR_L_SetIgnoredFields(layer, names);
    cpts_array_free(names);
    return true;
}

#define READING_SHARE 0.25 /* of a check of France; the next stage begins there */

static cpts_status check_stop(cpts_context *context, size_t read, long long expected)
{
    double done = expected > 0 ? (double)read / (double)expected : 0;
    return cpts_advance(context, _("reading"), READING_SHARE * (done < 1 ? done : 1));
}

static cpts_status read_alone(struct reader *reader, const struct field_reader *fields)
{
    OGRLayerH layer = reader->source->layer;
    cpts_status status = CPTS_OK;
    OGRFeatureH feature;
    while (status == CPTS_OK && (feature = OGR_L_GetNextFeature(layer))) {
        status = read_feature(reader, fields, feature);
        OGR_F_Destroy(feature);
        if (status == CPTS_OK && reader->drawn->count % FEATURES_BETWEEN_CHECKS == 0)
            status = check_stop(reader->context, reader->drawn->count, reader->source->expected);
    }
    return status;
}

/* ---- by two threads ------------------------------------------------------------------------- */

/* This thread has OGR read features, and destroys them; another one takes what they hold. OGR and
 * the caller are thus called by the thread that they know. */
enum { BATCH = 32, BATCHES = 4 };

struct belt {
    struct reader *reader; /* of the other thread, with a context of its own */
    const struct field_reader *fields;
    pthread_mutex_t lock;
    pthread_cond_t moved;
    struct batch {
        OGRFeatureH features[BATCH];
        size_t count;
    } batches[BATCHES];
    size_t given, taken; /* batches */
    bool is_ended;
    cpts_status status;
    struct gdal_session session;
};

static void *take_batches(void *user)
{
    struct belt *belt = user;
    cpts_status status = CPTS_OK;
    cpts_gdal_begin(&belt->session);
    pthread_mutex_lock(&belt->lock);
    while (belt->taken < belt->given || !belt->is_ended) {
        if (belt->taken == belt->given) {
            pthread_cond_wait(&belt->moved, &belt->lock);
            continue;
        }
        const struct batch *batch = &belt->batches[belt->taken % BATCHES];
        pthread_mutex_unlock(&belt->lock);
        for (size_t i = 0; i < batch->count && status == CPTS_OK; i++)
            status = read_feature(belt->reader, belt->fields, batch->features[i]);
        pthread_mutex_lock(&belt->lock);
        belt->status = status;
        belt->taken++;
        pthread_cond_signal(&belt->moved);
    }
    pthread_mutex_unlock(&belt->lock);
    cpts_gdal_end();
    return NULL;
}

static void empty(struct batch *batch)
{
    for (size_t i = 0; i < batch->count; i++)
        OGR_F_Destroy(batch->features[i]);
    batch->count = 0;
}

/* False once the layer has ended. */
static bool give_batch(struct belt *belt, OGRLayerH layer)
{
    struct batch *batch = &belt->batches[belt->given % BATCHES];
    OGRFeatureH feature;
    pthread_mutex_lock(&belt->lock);
    while (belt->given - belt->taken == BATCHES)
        pthread_cond_wait(&belt->moved, &belt->lock);
    const bool goes_on = belt->status == CPTS_OK;
    pthread_mutex_unlock(&belt->lock);
    empty(batch);
    while (goes_on && batch->count < BATCH && (feature = OGR_L_GetNextFeature(layer)))
        batch->features[batch->count++] = feature;
    pthread_mutex_lock(&belt->lock);
    belt->given++;
    pthread_cond_signal(&belt->moved);
    pthread_mutex_unlock(&belt->lock);
    return batch->count == BATCH;
}

static cpts_status read_together(struct reader *reader, const struct field_reader *fields)
{
    cpts_context fork, *context = reader->context;
    struct belt belt = {.reader = reader,
                        .fields = fields,
                        .lock = PTHREAD_MUTEX_INITIALIZER,
                        .moved = PTHREAD_COND_INITIALIZER};
    pthread_t thread;
    size_t read = 0;
    cpts_status status = CPTS_OK;
    cpts_context_fork(&fork, context);
    reader->context = &fork;
    if (pthread_create(&thread, NULL, take_batches, &belt) != 0) {
        reader->context = context;
        return read_alone(reader, fields);
    }
    while (status == CPTS_OK && give_batch(&belt, reader->source->layer))
        if ((read += BATCH) % FEATURES_BETWEEN_CHECKS == 0)
            status = check_stop(context, read, reader->source->expected);
    pthread_mutex_lock(&belt.lock);
    belt.is_ended = true;
    pthread_cond_signal(&belt.moved);
    pthread_mutex_unlock(&belt.lock);
    pthread_join(thread, NULL);
    for (size_t i = 0; i < BATCHES; i++)
        empty(&belt.batches[i]);
    cpts_gdal_take(&belt.session);
    reader->context = context;
    return status == CPTS_OK && belt.status != CPTS_OK
               ? cpts_fail(context, belt.status, "%s", fork.message)
               : status;
}

/* ---- all of it ------------------------------------------------------------------------------ */

static cpts_status read_all(struct reader *reader, OGRLayerH layer)
{
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    const struct field_reader fields = choose_fields(definition, reader->source);
    if (!ignore_other_fields(layer, definition, &fields, reader->source))
        return cpts_fail_memory(reader->context);
    OGR_L_ResetReading(layer);
    cpts_gdal_clear();
    const bool are_few = reader->source->expected < (long long)BATCH * BATCHES;
    cpts_status status = reader->context->jobs < 2 || are_few ? read_alone(reader, &fields)
                                                              : read_together(reader, &fields);
    if (status == CPTS_OK && cpts_gdal_failure())
        status = cpts_gdal_cut_short(reader->context, reader->source->shown);
    if (status == CPTS_OK && fields.population_is_text)
        read_amounts(reader->drawn);
    return status;
}

cpts_status cpts_polygons_read(struct drawn *out, cpts_context *context,
                               const struct polygon_source *source)
{
    memset(out, 0, sizeof *out);
    struct reader reader = {.drawn = out, .context = context, .source = source};
    cpts_drawn_reserve(out, source->expected, source->most_points);
    cpts_status status = read_all(&reader, source->layer);
    cpts_drawn_trim(out);
    cpts_array_free(reader.x);
    cpts_array_free(reader.y);
    if (status != CPTS_OK)
        cpts_drawn_free(out);
    return status;
}

cpts_status cpts_drawn_geometry(struct drawn *drawn, cpts_context *context, void *geometry)
{
    const struct polygon_source source = {.shown = ""};
    struct reader reader = {.drawn = drawn,
                            .context = context,
                            .source = &source,
                            .feature = (uint32_t)drawn->count - 1};
    return read_geometry(&reader, geometry);
}
