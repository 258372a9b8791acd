/* A scene as files that QGIS, people and this program can read: planar metres, EPSG:2154. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "scene.h"

static FILE *open_in(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    if (!file)
        perror(path);
    return file;
}

static char *as_text(GEOSWKTWriter *writer, const GEOSGeometry *shape)
{
    return need(GEOSWKTWriter_write(writer, shape));
}

static void geojson_ring(FILE *file, const GEOSGeometry *ring)
{
    const GEOSCoordSequence *points = GEOSGeom_getCoordSeq(ring);
    unsigned size;
    GEOSCoordSeq_getSize(points, &size);
    for (unsigned i = 0; i < size; i++) {
        double x, y;
        GEOSCoordSeq_getXY(points, i, &x, &y);
        fprintf(file, "%s[%.17g,%.17g]", i ? "," : "[", x, y);
    }
    fputc(']', file);
}

static void geojson_polygons(FILE *file, const GEOSGeometry *shape)
{
    fputs("{\"type\":\"MultiPolygon\",\"coordinates\":[", file);
    for (int i = 0; i < GEOSGetNumGeometries(shape); i++) {
        const GEOSGeometry *polygon = GEOSGetGeometryN(shape, i);
        fputs(i ? ",[" : "[", file);
        geojson_ring(file, GEOSGetExteriorRing(polygon));
        for (int k = 0; k < GEOSGetNumInteriorRings(polygon); k++) {
            fputc(',', file);
            geojson_ring(file, GEOSGetInteriorRingN(polygon, k));
        }
        fputc(']', file);
    }
    fputs("]}", file);
}

/* One layer, both as WKT lines and as GeoJSON. */
struct layer {
    FILE *wkt, *geojson;
    GEOSWKTWriter *writer;
    size_t written;
};

static bool layer_open(struct layer *layer, const char *folder, const char *name)
{
    char wkt[64], geojson[64];
    snprintf(wkt, sizeof wkt, "%s.wkt", name);
    snprintf(geojson, sizeof geojson, "%s.geojson", name);
    *layer = (struct layer){open_in(folder, wkt), open_in(folder, geojson),
                            need(GEOSWKTWriter_create()), 0};
    GEOSWKTWriter_setTrim(layer->writer, 1);
    GEOSWKTWriter_setRoundingPrecision(layer->writer, 17);
    if (layer->geojson)
        fputs("{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":"
              "{\"name\":\"urn:ogc:def:crs:EPSG::2154\"}},\"features\":[",
              layer->geojson);
    return layer->wkt && layer->geojson;
}

static void layer_add(struct layer *layer, const char *key, const char *name, double population,
                      const GEOSGeometry *shape)
{
    char *text = as_text(layer->writer, shape);
    fprintf(layer->wkt, "%s\t%s\n", key, text);
    GEOSFree(text);
    fprintf(layer->geojson,
            "%s\n{\"type\":\"Feature\",\"properties\":{\"code\":\"%s\",\"name\":\"%s\"",
            layer->written++ ? "," : "", key, name);
    if (!isnan(population))
        fprintf(layer->geojson, ",\"population\":%.0f", population);
    fputs("},\"geometry\":", layer->geojson);
    geojson_polygons(layer->geojson, shape);
    fputc('}', layer->geojson);
}

static bool layer_close(struct layer *layer)
{
    bool good = layer->wkt && fclose(layer->wkt) == 0;
    if (layer->geojson) {
        fputs("]}\n", layer->geojson);
        good = fclose(layer->geojson) == 0 && good;
    }
    GEOSWKTWriter_destroy(layer->writer);
    return good;
}

bool scene_dump(const struct scene *scene, const char *folder)
{
    mkdir(folder, 0777);
    struct layer layer;
    bool good = layer_open(&layer, folder, "units");
    for (size_t i = 0; good && i < scene->unit_count; i++)
        layer_add(&layer, scene->units[i].code, scene->units[i].name, scene->units[i].population,
                  scene->units[i].shape);
    good = layer_close(&layer) && good;
    good = layer_open(&layer, folder, "perimeters") && good;
    for (size_t i = 0; good && i < scene->piece_count; i++) {
        const struct scene_perimeter *perimeter = &scene->perimeters[scene->pieces[i].perimeter];
        layer_add(&layer, perimeter->id, perimeter->name, NAN, scene->pieces[i].shape);
    }
    good = layer_close(&layer) && good;
    FILE *declared = open_in(folder, "declared.csv");
    if (!declared)
        return false;
    fputs("id,name,code\n", declared);
    for (size_t i = 0; i < scene->declared_count; i++) {
        const struct scene_perimeter *perimeter = &scene->perimeters[scene->declared[i].perimeter];
        fprintf(declared, "%s,%s,%s\n", perimeter->id, perimeter->name, scene->declared[i].code);
    }
    return fclose(declared) == 0 && good;
}

/* A line "KEY<tab>TEXT"; the text, or NULL at the end. */
static char *next_line(FILE *file, char **line, size_t *capacity)
{
    if (!file || getline(line, capacity, file) < 0)
        return NULL;
    (*line)[strcspn(*line, "\n")] = '\0';
    char *tab = strchr(*line, '\t');
    if (!tab)
        return NULL;
    *tab = '\0';
    return tab + 1;
}

static size_t perimeter_called(struct scene *scene, const char *id)
{
    for (size_t i = 0; i < scene->perimeter_count; i++)
        if (strcmp(scene->perimeters[i].id, id) == 0)
            return i;
    const size_t index = scene_add_perimeter(scene);
    snprintf(scene->perimeters[index].id, sizeof scene->perimeters[index].id, "%.15s", id);
    return index;
}

static void load_declared(struct scene *scene, FILE *file)
{
    char id[16], code[16];
    if (!file || fscanf(file, "%*[^\n]\n") == EOF)
        return;
    while (fscanf(file, "%15[^,],%*[^,],%15[^\n]\n", id, code) == 2)
        scene_declare(scene, perimeter_called(scene, id), code);
}

struct scene *scene_load(const char *folder)
{
    struct scene *scene = scene_new(0, "loaded");
    FILE *files[3] = {NULL};
    static const char *const names[] = {"units.wkt", "perimeters.wkt", "declared.csv"};
    for (int i = 0; i < 3; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        files[i] = fopen(path, "r");
        if (!files[i])
            perror(path);
    }
    GEOSWKTReader *reader = need(GEOSWKTReader_create());
    char *line = NULL, *text;
    size_t capacity = 0;
    while ((text = next_line(files[0], &line, &capacity))) {
        const size_t unit = scene_add_unit(scene, GEOSWKTReader_read(reader, text), 1000);
        snprintf(scene->units[unit].code, sizeof scene->units[unit].code, "%.15s", line);
    }
    while ((text = next_line(files[1], &line, &capacity))) {
        const size_t perimeter = perimeter_called(scene, line);
        scene_add_piece(scene, perimeter, GEOSWKTReader_read(reader, text));
    }
    load_declared(scene, files[2]);
    GEOSWKTReader_destroy(reader);
    free(line);
    for (int i = 0; i < 3; i++)
        if (files[i])
            fclose(files[i]);
    scene->base = "loaded";
    if (scene->unit_count && scene->perimeter_count)
        return scene;
    scene_free(scene);
    return NULL;
}
