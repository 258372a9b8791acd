/*
 * The map of a page of what changes: a drawing in SVG whose layers are what was, what would be and
 * what moves. Radio buttons before it choose which is shown, by the style sheet alone.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "geometry/predicates.h"
#include "input/region/region_copy.h"
#include "output/map/plan.h"
#include "output/page/cells.h"
#include "output/page/change.h"

#define MAP_WIDTH  1180.0
#define MAP_HEIGHT 660.0
#define TOWNS      12
#define UNIT_SEEN  6.0 /* drawing units across: the borders of smaller ones would be a blur */

struct map_of_change {
    struct page *page;
    const struct page_change *change;
    struct plan plan;
    unsigned char *moves; /* by unit: kinds of its move */
};

/* ---- what is seen ------------------------------------------------------------------------ */

/* All there is, or the perimeter in question before and after with the conflicts that change. */
static struct box box_of(const struct map_of_change *map)
{
    const struct page_change *change = map->change;
    const struct shapes *shapes = &change->after->region->units.shapes;
    struct box box = CPTS_EMPTY_BOX;
    const uint32_t was =
        change->subject ? cpts_perimeter_of_id(change->before->region, change->subject) : CPTS_NONE;
    const uint32_t is =
        change->subject ? cpts_perimeter_of_id(change->after->region, change->subject) : CPTS_NONE;
    for (size_t p = 0; p < shapes->part_count; p++) {
        const uint32_t unit = shapes->parts[p].feature;
        bool is_in = !change->subject || map->moves[unit];
        for (int s = 0; s < 2 && !is_in; s++) {
            const struct cpts_report *report = s ? change->after : change->before;
            const struct unit_result *result = &report->units[unit];
            for (size_t i = 0; i < result->claim_count && !is_in; i++)
                is_in = report->claims[result->first_claim + i].perimeter == (s ? is : was);
        }
        if (is_in && shapes->parts[p].ring_count)
            box = cpts_box_join(box, shapes->parts[p].box);
    }
    for (size_t i = 0; i < change->difference->finding_count && change->subject; i++) {
        const struct finding_change *found = &change->difference->findings[i];
        if (cpts_change_is_shown(found) && found->before != SIZE_MAX)
            box = cpts_finding_box(box, change->before, found->before);
        if (cpts_change_is_shown(found) && found->after != SIZE_MAX)
            box = cpts_finding_box(box, change->after, found->after);
    }
    return box;
}

/* ---- layers ------------------------------------------------------------------------------ */

static void put_units(struct map_of_change *map, const char *css, int kind)
{
    const struct shapes *shapes = &map->change->after->region->units.shapes;
    for (uint32_t p = 0; p < shapes->part_count; p++)
        if (!kind || map->moves[shapes->parts[p].feature] & kind)
            cpts_plan_unit(&map->plan, p, css);
}

static void put_changed(struct map_of_change *map)
{
    const struct difference *difference = map->change->difference;
    for (size_t i = 0; i < difference->finding_count; i++) {
        const struct finding_change *found = &difference->findings[i];
        if (!cpts_change_is_shown(found))
            continue;
        if (found->after == SIZE_MAX)
            cpts_plan_finding(&map->plan, map->change->before, found->before, " gone");
        else
            cpts_plan_finding(&map->plan, map->change->after, found->after, " come");
    }
}

/* ---- the drawing ------------------------------------------------------------------------- */

/* About, in drawing units. */
static double unit_width(const struct map_of_change *map)
{
    const cpts_totals *totals = &map->change->after->totals;
    return totals->units ? sqrt(totals->area_m2 / (double)totals->units) * map->plan.svg.scale : 0;
}

static cpts_status put_layers(struct map_of_change *map)
{
    const struct page_change *change = map->change;
    const bool has_lines = unit_width(map) > UNIT_SEEN;
    struct plan *plan = &map->plan;
    cpts_page_put(map->page, "<defs><g id=\"units\">\n");
    plan->svg.least = has_lines ? plan->svg.least : 2 * plan->svg.least;
    put_units(map, "", 0);
    cpts_page_put(map->page, "</g></defs>\n");
    cpts_plan_ground(plan, true);
    cpts_page_put(map->page, "<g class=\"land\"><use href=\"#units\"/></g>\n");
    cpts_plan_layer(plan, "ground before");
    cpts_status status = cpts_plan_perimeters(plan, change->before, change->subject);
    cpts_plan_layer_end(plan);
    cpts_plan_layer(plan, "ground after");
    if (status == CPTS_OK)
        status = cpts_plan_perimeters(plan, change->after, change->subject);
    cpts_plan_layer_end(plan);
    cpts_plan_ground(plan, false);
    if (has_lines)
        cpts_page_put(map->page, "<g class=\"lines\"><use href=\"#units\"/></g>\n");
    cpts_plan_layer(plan, "conflicts before");
    cpts_plan_findings(plan, change->before);
    cpts_plan_layer_end(plan);
    cpts_plan_layer(plan, "conflicts after");
    cpts_plan_findings(plan, change->after);
    cpts_plan_layer_end(plan);
    cpts_plan_layer(plan, "conflicts changes");
    put_units(map, "taken", MOVE_TAKEN);
    put_changed(map);
    put_units(map, "released", MOVE_RELEASED); /* over the white zones that they may leave */
    cpts_plan_layer_end(plan);
    if (status == CPTS_OK && change->mark_count)
        status = cpts_plan_marks(plan, change->marks, change->mark_count);
    if (status == CPTS_OK)
        status = cpts_plan_perimeter_names(plan, change->after);
    cpts_plan_places(plan);
    if (status == CPTS_OK)
        status = cpts_plan_towns(plan, TOWNS, NULL);
    return status;
}

static void put_choice(struct page *page, const char *id, const char *words, bool is_first)
{
    cpts_page_put(page, "<input type=\"radio\" name=\"view\" id=\"view-");
    cpts_page_put(page, id);
    cpts_page_put(page, is_first ? "\" checked><label for=\"view-" : "\"><label for=\"view-");
    cpts_page_put(page, id);
    cpts_page_text_in(page, "\">", words, "</label>\n");
}

static void put_legend(struct page *page)
{
    cpts_page_text_in(page, "<ul class=\"map-keys\" aria-label=\"", _("Legend"), "\">\n");
    if (page->change->subject)
        cpts_page_key(page, "subject", _("the CPTS in question"));
    cpts_page_key(page, "t0", _("other CPTS"));
    cpts_page_key(page, "unit", _("in no CPTS"));
    cpts_page_key(page, "overlap", _("overlap"));
    cpts_page_key(page, "white-zone", _("white zone"));
    cpts_page_key(page, "gone", _("conflict removed"));
    cpts_page_key(page, "taken", _("place taken"));
    cpts_page_key(page, "released", _("place released"));
    cpts_page_put(page, "</ul>\n");
}

static cpts_status put_map(struct map_of_change *map, struct box box)
{
    struct page *page = map->page;
    cpts_page_text_in(page, "<fieldset class=\"views\">\n<legend class=\"hidden\">",
                      _("What the map shows"), "</legend>\n");
    put_choice(page, "changes", _("What changes"), true);
    put_choice(page, "before", _("Before"), false);
    put_choice(page, "after", _("After"), false);
    if (!cpts_plan_open(&map->plan, map->change->after, page->file, box, MAP_WIDTH, MAP_HEIGHT,
                        _("Map of the CPTS before and after; the tables below say the same in "
                          "words.")))
        return CPTS_OK;
    const cpts_status status = put_layers(map);
    cpts_plan_close(&map->plan);
    put_legend(page);
    cpts_page_put(page, "</fieldset>\n");
    return status;
}

cpts_status cpts_page_change_map(struct page *page)
{
    const size_t unit_count = page->report->region->units.count;
    struct map_of_change map = {.page = page, .change = page->change};
    cpts_status status = CPTS_OK;
    map.moves = cpts_array_raw(unit_count, sizeof *map.moves);
    if (!map.moves)
        return cpts_fail_memory(page->context);
    for (uint32_t u = 0; u < unit_count; u++)
        map.moves[u] = (unsigned char)cpts_page_move(page->change, u).kinds;
    const struct box box = box_of(&map);
    if (box.max_x > box.min_x && box.max_y > box.min_y)
        status = put_map(&map, box);
    cpts_array_free(map.moves);
    return status;
}
