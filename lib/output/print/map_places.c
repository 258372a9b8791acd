/*
 * Names that stand beside what they name: the largest towns, the places of the ground, the
 * territories that a map of several shows apart from where they are.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "geometry/lands.h"
#include "geometry/predicates.h"
#include "input/declarations/insee.h"
#include "output/print/map.h"

#define TOWNS_A4   8
#define LARGE_PAGE (250 * CPTS_MM) /* the side of a map on A3 */
#define DOT        (1.2 * CPTS_MM)

cpts_status cpts_map_add_label(struct map_view *view, const struct map_label *label)
{
    if (!CPTS_ARRAY_MORE(view->labels, view->label_count, view->label_capacity))
        return cpts_fail_memory(view->scene->report->region->context);
    view->labels[view->label_count++] = *label;
    return CPTS_OK;
}

/* "Marseille 1er Arrondissement" is Marseille. */
static void cut_arrondissement(char *name)
{
    for (char *space = strchr(name, ' '); space; space = strchr(space + 1, ' '))
        if (space[1] >= '0' && space[1] <= '9') {
            *space = '\0';
            return;
        }
}

static int by_population(const void *a, const void *b)
{
    const struct town *one = a, *two = b;
    if (one->population != two->population)
        return one->population > two->population ? -1 : 1;
    return strcmp(one->name, two->name);
}

/* Adds a town to the `count` largest, of at most `most`. */
static void keep_town(struct town *towns, size_t *count, size_t most, const struct town *town)
{
    if (*count < most)
        towns[(*count)++] = *town;
    else if (by_population(town, &towns[most - 1]) < 0)
        towns[most - 1] = *town;
    else
        return;
    qsort(towns, *count, sizeof *towns, by_population);
}

static size_t largest_towns(struct town *towns, size_t most, const struct scene *scene)
{
    const struct units *units = &scene->report->region->units;
    struct town cities[3] = {{.population = 0}};
    size_t count = 0;
    for (uint32_t u = 0; u < units->count; u++) {
        if (!(units->population[u] > 0) || strlen(units->code[u]) != 5)
            continue;
        const int city = cpts_insee_arrondissement(units->code[u]);
        struct town town = {.population = units->population[u]};
        snprintf(town.name, sizeof town.name, "%s", units->name[u]);
        if (city < 0) {
            if (count == most && town.population < towns[most - 1].population)
                continue;
            town.place = cpts_scene_inside_unit(scene, u);
            keep_town(towns, &count, most, &town);
            continue;
        }
        /* A city in pieces stands at the first of them, which is its centre. */
        if (!*cities[city].name) {
            cities[city] = town;
            cut_arrondissement(cities[city].name);
            cities[city].place = cpts_scene_inside_unit(scene, u);
            cities[city].population = 0;
        }
        cities[city].population += town.population;
    }
    for (size_t i = 0; i < sizeof cities / sizeof *cities; i++)
        if (*cities[i].name)
            keep_town(towns, &count, most, &cities[i]);
    return count;
}

/* Beside its dot, where there is room; a town without room is left out. */
static cpts_status name_town(struct map_view *view, const char *name, struct point dot)
{
    struct map_label label = {
        .lettering = {.size = 6.5, .look = FONT_ITALIC, .colour = 0x202020FFu, .halo = 0.9}};
    label.name = cpts_arena_string(&view->arena, name);
    if (!label.name)
        return cpts_fail_memory(view->scene->report->region->context);
    label.extent = cpts_canvas_measure(view->canvas, label.name, &label.lettering);
    const double aside = label.extent.width / 2 + 1.3 * CPTS_MM;
    const double above = label.extent.height / 2 + 1.1 * CPTS_MM;
    const double places[][2] = {{aside, 0},      {-aside, 0},      {0, -above},    {0, above},
                                {aside, -above}, {-aside, -above}, {aside, above}, {-aside, above}};
    const size_t place_count = sizeof places / sizeof *places;
    for (size_t i = 0; i < 2 * place_count; i++) {
        const double farther = i < place_count ? 1 : 1.6;
        label.x = dot.x + places[i % place_count][0];
        label.y = dot.y + farther * places[i % place_count][1];
        if (!cpts_labels_take(&view->grid, label.x, label.y, label.extent))
            continue;
        if (!CPTS_ARRAY_MORE(view->towns, view->town_count, view->town_capacity))
            return cpts_fail_memory(view->scene->report->region->context);
        view->towns[view->town_count++] = dot;
        label.x -= label.extent.width / 2;
        return cpts_map_add_label(view, &label);
    }
    return CPTS_OK;
}

void cpts_map_find_towns(const struct map_view *view, struct towns *towns)
{
    const size_t most = view->frame.width > LARGE_PAGE ? CPTS_TOWNS_MOST : TOWNS_A4;
    towns->count = largest_towns(towns->list, most, view->scene);
}

void cpts_map_take_towns(struct map_view *view, struct towns *towns)
{
    const struct map_ground *ground = view->scene->report->region->ground;
    for (size_t t = 0; t < towns->count; t++) {
        struct town *town = &towns->list[t];
        town->dot = cpts_map_place(view, town->place);
        town->has_dot =
            isfinite(town->dot.x) && !cpts_ground_names(ground, town->name) &&
            cpts_labels_take(&view->grid, town->dot.x, town->dot.y, (struct extent){DOT, DOT});
    }
}

cpts_status cpts_map_name_towns(struct map_view *view, const struct towns *towns)
{
    cpts_status status = CPTS_OK;
    for (size_t t = 0; t < towns->count && status == CPTS_OK; t++)
        if (towns->list[t].has_dot)
            status = name_town(view, towns->list[t].name, towns->list[t].dot);
    return status;
}

/* ---- places of the ground ---------------------------------------------------------------- */

static bool is_named_already(const struct map_view *view, const char *name)
{
    const struct units *units = &view->scene->report->region->units;
    for (size_t u = 0; view->is_claimed && u < units->count; u++)
        if (view->is_claimed[u] && strcmp(units->name[u], name) == 0)
            return true;
    return false;
}

/* The first few have their places before the CPTS: somebody chose them. */
cpts_status cpts_map_name_places(struct map_view *view, size_t first, size_t end)
{
    const struct map_ground *ground = view->scene->report->region->ground;
    const struct extent size = {DOT, DOT};
    cpts_status status = CPTS_OK;
    for (size_t i = first; ground && i < end && i < ground->place_count && status == CPTS_OK; i++) {
        const char *name = ground->places[i].name;
        const struct point dot = cpts_map_place(view, ground->places[i].point);
        if (!is_named_already(view, name) && cpts_labels_take(&view->grid, dot.x, dot.y, size))
            status = name_town(view, name, dot);
    }
    return status;
}

/* ---- territories of France ------------------------------------------------------------------- */

/* What is drawn of a territory, on the sheet. */
static struct box box_of_land(const struct scene *scene, size_t land)
{
    struct box box = CPTS_EMPTY_BOX;
    for (uint32_t a = 0; a < scene->topology.arc_count; a++) {
        const struct box arc = scene->arc_boxes[a];
        if (cpts_land_on_sheet((struct point){arc.min_x, arc.min_y}) == land)
            box = cpts_box_join(box, arc);
    }
    return box;
}

/* Over it or under it, in its middle or in line with one of its sides. */
static bool place_beside(struct map_view *view, struct box box, struct map_label *label)
{
    const struct point a = cpts_map_place(view, (struct point){box.min_x, box.max_y});
    const struct point b = cpts_map_place(view, (struct point){box.max_x, box.min_y});
    const double half = label->extent.width / 2;
    const double across[] = {(a.x + b.x) / 2, a.x + half, b.x - half};
    const double up[] = {a.y - label->extent.height, b.y + label->extent.height};
    for (size_t i = 0; i < 6; i++) {
        label->x = across[i % 3];
        label->y = up[i / 3];
        if (cpts_labels_take(&view->grid, label->x, label->y, label->extent))
            return true;
    }
    return false;
}

/* Metropolitan France is where everybody expects it. */
cpts_status cpts_map_name_lands(struct map_view *view)
{
    const struct cpts_region *region = view->scene->report->region;
    cpts_status status = CPTS_OK;
    for (size_t land = 1; land < CPTS_LAND_COUNT && status == CPTS_OK; land++) {
        if (!cpts_lands_have(region->lands, land))
            continue;
        struct map_label label = {.name = cpts_lands[land].name,
                                  .lettering = {.size = 7, .colour = 0x4A5A6AFFu, .halo = 0.7}};
        label.extent = cpts_canvas_measure(view->canvas, label.name, &label.lettering);
        if (!place_beside(view, box_of_land(view->scene, land), &label))
            continue;
        label.x -= label.extent.width / 2;
        status = cpts_map_add_label(view, &label);
    }
    return status;
}
