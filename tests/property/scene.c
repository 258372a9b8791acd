#include "scene.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void give_up(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("Bail out! ", stdout);
    vfprintf(stdout, format, arguments);
    fputc('\n', stdout);
    va_end(arguments);
    exit(EXIT_FAILURE);
}

void *need(void *pointer)
{
    if (!pointer)
        give_up("out of memory, or GEOS failed");
    return pointer;
}

static void *grown(void *array, size_t count, size_t item_size)
{
    /* Powers of two, so that adding one by one stays cheap without a capacity field. */
    if (count & (count - 1))
        return array;
    return need(realloc(array, (count ? count * 2 : 1) * item_size));
}

struct scene *scene_new(uint64_t seed, const char *family)
{
    struct scene *scene = need(calloc(1, sizeof *scene));
    scene->seed = seed;
    scene->family = family;
    scene->base_is_seamless = true;
    return scene;
}

size_t scene_add_unit(struct scene *scene, GEOSGeometry *shape, double population)
{
    const size_t index = scene->unit_count;
    scene->units = grown(scene->units, index, sizeof *scene->units);
    struct scene_unit *unit = &scene->units[index];
    memset(unit, 0, sizeof *unit);
    snprintf(unit->code, sizeof unit->code, "%02zu%03zu", 1 + index % 3, index);
    snprintf(unit->name, sizeof unit->name, "Unit %zu", index);
    snprintf(unit->group, sizeof unit->group, "%02zu", 1 + index % 3);
    unit->population = population;
    unit->shape = need(shape);
    scene->unit_count++;
    return index;
}

size_t scene_add_perimeter(struct scene *scene)
{
    const size_t index = scene->perimeter_count;
    if (index == SCENE_MAX_PERIMETERS)
        give_up("a scene has at most %d perimeters", SCENE_MAX_PERIMETERS);
    scene->perimeters = grown(scene->perimeters, index, sizeof *scene->perimeters);
    struct scene_perimeter *perimeter = &scene->perimeters[index];
    memset(perimeter, 0, sizeof *perimeter);
    snprintf(perimeter->id, sizeof perimeter->id, "P%02zu", index);
    snprintf(perimeter->name, sizeof perimeter->name, "Perimeter %zu", index);
    scene->perimeter_count++;
    return index;
}

void scene_add_piece(struct scene *scene, size_t perimeter, GEOSGeometry *shape)
{
    scene->pieces = grown(scene->pieces, scene->piece_count, sizeof *scene->pieces);
    scene->pieces[scene->piece_count++] = (struct scene_piece){perimeter, need(shape)};
}

void scene_declare(struct scene *scene, size_t perimeter, const char *code)
{
    scene->declared = grown(scene->declared, scene->declared_count, sizeof *scene->declared);
    struct scene_declared *declared = &scene->declared[scene->declared_count++];
    memset(declared, 0, sizeof *declared);
    declared->perimeter = perimeter;
    snprintf(declared->code, sizeof declared->code, "%s", code);
}

struct scene *scene_copy(const struct scene *scene)
{
    struct scene *copy = scene_new(scene->seed, scene->family);
    copy->base = scene->base;
    copy->base_is_seamless = scene->base_is_seamless;
    copy->drawn_on_base = scene->drawn_on_base;
    for (size_t i = 0; i < scene->unit_count; i++) {
        const struct scene_unit *unit = &scene->units[i];
        scene_add_unit(copy, GEOSGeom_clone(unit->shape), unit->population);
        memcpy(copy->units[i].code, unit->code, sizeof unit->code);
        memcpy(copy->units[i].name, unit->name, sizeof unit->name);
        memcpy(copy->units[i].group, unit->group, sizeof unit->group);
    }
    for (size_t i = 0; i < scene->perimeter_count; i++) {
        const size_t index = scene_add_perimeter(copy);
        copy->perimeters[index] = scene->perimeters[i];
    }
    for (size_t i = 0; i < scene->piece_count; i++)
        scene_add_piece(copy, scene->pieces[i].perimeter, GEOSGeom_clone(scene->pieces[i].shape));
    for (size_t i = 0; i < scene->declared_count; i++)
        scene_declare(copy, scene->declared[i].perimeter, scene->declared[i].code);
    return copy;
}

void scene_free(struct scene *scene)
{
    if (scene->meant)
        scene_free(scene->meant);
    if (!scene)
        return;
    for (size_t i = 0; i < scene->unit_count; i++)
        GEOSGeom_destroy(scene->units[i].shape);
    for (size_t i = 0; i < scene->piece_count; i++)
        GEOSGeom_destroy(scene->pieces[i].shape);
    free(scene->units);
    free(scene->perimeters);
    free(scene->pieces);
    free(scene->declared);
    free(scene);
}

static struct scene *without_perimeter(const struct scene *scene, size_t index)
{
    struct scene *less = scene_copy(scene);
    less->drawn_on_base = false;
    for (size_t i = less->piece_count; i-- > 0;)
        if (less->pieces[i].perimeter == index) {
            GEOSGeom_destroy(less->pieces[i].shape);
            less->pieces[i] = less->pieces[--less->piece_count];
        } else if (less->pieces[i].perimeter > index)
            less->pieces[i].perimeter--;
    for (size_t i = less->declared_count; i-- > 0;)
        if (less->declared[i].perimeter == index)
            less->declared[i] = less->declared[--less->declared_count];
        else if (less->declared[i].perimeter > index)
            less->declared[i].perimeter--;
    for (size_t i = index; i + 1 < less->perimeter_count; i++)
        less->perimeters[i] = less->perimeters[i + 1];
    less->perimeter_count--;
    return less;
}

static struct scene *without_unit(const struct scene *scene, size_t index)
{
    struct scene *less = scene_copy(scene);
    GEOSGeom_destroy(less->units[index].shape);
    less->units[index] = less->units[--less->unit_count];
    return less;
}

static struct scene *without_piece(const struct scene *scene, size_t index)
{
    struct scene *less = scene_copy(scene);
    GEOSGeom_destroy(less->pieces[index].shape);
    less->pieces[index] = less->pieces[--less->piece_count];
    return less;
}

struct scene *scene_without(const struct scene *scene, size_t index)
{
    if (index < scene->perimeter_count)
        return without_perimeter(scene, index);
    index -= scene->perimeter_count;
    if (index < scene->unit_count)
        return without_unit(scene, index);
    index -= scene->unit_count;
    return index < scene->piece_count ? without_piece(scene, index) : NULL;
}
