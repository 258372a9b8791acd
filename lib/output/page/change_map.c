/*
 * The map of a page of what changes: a drawing in SVG whose layers are what was, what would be and
 * what moves. Which is seen is told by radio buttons before it, through the sheet alone.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "geometry/predicates.h"
#include "input/region/region_copy.h"
#include "output/map/features.h"
#include "output/map/svg.h"
#include "output/page/change.h"

#define MAP_WIDTH   1180.0
#define MAP_HEIGHT  660.0
#define TINTS       7   /* that page.css gives to perimeters, t0 to t6 */
#define NAMES_SHOWN 60  /* more would cover the map */
#define UNIT_SEEN   6.0 /* drawing units across: the borders of smaller ones would be a blur */
/* Of names, in the numbers of the drawing: page.css gives the size of letters. */
#define LETTER_WIDTH 72
#define LINE_HEIGHT  150
#define NAME_BEYOND  2 /* a name is at most so many times as wide as its perimeter */

struct map_of_change {
    struct page *page;
    const struct page_change *change;
    struct svg svg;
    unsigned char *moves; /* by unit: kinds of its move */
};

/* ---- what is seen ------------------------------------------------------------------------ */

static struct box box_of_shape(struct box box, const struct cpts_report *report, size_t finding)
{
    const struct finding_shape shape = report->finding_shapes[finding];
    for (uint32_t p = shape.first_part; p < shape.first_part + shape.part_count; p++)
        box = cpts_box_join(box, report->shapes.parts[p].box);
    return box;
}

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
        if (found->change != CPTS_CHANGE_NONE && found->before != SIZE_MAX)
            box = box_of_shape(box, change->before, found->before);
        if (found->change != CPTS_CHANGE_NONE && found->after != SIZE_MAX)
            box = box_of_shape(box, change->after, found->after);
    }
    return box;
}

/* ---- layers ------------------------------------------------------------------------------ */

static void open_layer(struct map_of_change *map, const char *css)
{
    cpts_page_put(map->page, "<g class=\"");
    cpts_page_put(map->page, css);
    cpts_page_put(map->page, "\">\n");
}

static void close_layer(struct map_of_change *map)
{
    cpts_page_put(map->page, "</g>\n");
}

static void put_units(struct map_of_change *map, const char *css, int kind)
{
    const struct shapes *shapes = &map->change->after->region->units.shapes;
    for (uint32_t p = 0; p < shapes->part_count; p++)
        if (shapes->parts[p].ring_count && cpts_boxes_meet(shapes->parts[p].box, map->svg.box) &&
            (!kind || map->moves[shapes->parts[p].feature] & kind))
            cpts_svg_parts(&map->svg, shapes, p, 1, css);
}

/* The same before and after, whatever comes between. */
static int tint_of(const char *id)
{
    unsigned sum = 0;
    for (; *id; id++)
        sum = sum * 31 + (unsigned char)*id;
    return (int)(sum % TINTS);
}

static bool is_seen(const struct map_of_change *map, const struct drawing *drawing)
{
    bool seen = false;
    for (size_t i = 0; i < drawing->count && !seen; i++)
        seen = drawing->shapes->parts[drawing->parts[i]].ring_count &&
               cpts_boxes_meet(drawing->shapes->parts[drawing->parts[i]].box, map->svg.box);
    return seen;
}

/* Perimeters, the one in question last: over the others. */
static cpts_status put_perimeters(struct map_of_change *map, const struct cpts_report *report)
{
    const struct perimeters *perimeters = &report->region->perimeters;
    const char *subject = map->change->subject;
    struct features drawings;
    cpts_status status = cpts_features_new(&drawings, report);
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t p = 0; p < perimeters->count && status == CPTS_OK; p++) {
            const bool is_subject = subject && strcmp(perimeters->id[p], subject) == 0;
            struct drawing drawing = {.count = 0};
            char css[32];
            if (is_subject != (pass == 1))
                continue;
            status = cpts_draw_perimeter(&drawing, &drawings, p);
            if (status != CPTS_OK || !is_seen(map, &drawing))
                continue;
            snprintf(css, sizeof css, is_subject ? "subject" : "t%d", tint_of(perimeters->id[p]));
            cpts_svg_path(&map->svg, drawing.shapes, drawing.parts, drawing.count, css);
        }
    cpts_features_free(&drawings);
    return status;
}

static void put_finding(struct map_of_change *map, const struct cpts_report *report, size_t i,
                        const char *fate)
{
    const cpts_finding *finding = &report->findings[i];
    const struct finding_shape shape = report->finding_shapes[i];
    char css[48];
    if (finding->sliver || !shape.part_count ||
        (finding->rule != CPTS_RULE_OVERLAP && finding->rule != CPTS_RULE_WHITE_ZONE &&
         finding->rule != CPTS_RULE_OUTSIDE))
        return;
    if (!cpts_boxes_meet(box_of_shape(CPTS_EMPTY_BOX, report, i), map->svg.box))
        return;
    snprintf(css, sizeof css, "%s%s", cpts_rule_name(finding->rule), fate);
    cpts_svg_parts(&map->svg, &report->shapes, shape.first_part, shape.part_count, css);
}

static void put_findings(struct map_of_change *map, const struct cpts_report *report)
{
    for (size_t i = 0; i < report->finding_count; i++)
        put_finding(map, report, i, "");
}

static void put_changed(struct map_of_change *map)
{
    const struct difference *difference = map->change->difference;
    for (size_t i = 0; i < difference->finding_count; i++) {
        const struct finding_change *found = &difference->findings[i];
        if (found->change == CPTS_CHANGE_NONE)
            continue;
        if (found->after == SIZE_MAX)
            put_finding(map, map->change->before, found->before, " gone");
        else
            put_finding(map, map->change->after, found->after, " come");
    }
}

static double box_size_m2(struct box box)
{
    return (box.max_x - box.min_x) * (box.max_y - box.min_y);
}

/* A name, in the middle of the largest part of its perimeter. */
struct label {
    uint32_t perimeter;
    double size_m2; /* of the box of that part */
    int x, y, width;
};

static int by_size(const void *a, const void *b)
{
    const struct label *one = a, *two = b;
    if (one->size_m2 != two->size_m2)
        return one->size_m2 < two->size_m2 ? 1 : -1;
    return (one->perimeter > two->perimeter) - (one->perimeter < two->perimeter);
}

static struct box largest_part(const struct drawing *drawing)
{
    struct box largest = CPTS_EMPTY_BOX;
    for (size_t i = 0; i < drawing->count; i++) {
        const struct part *part = &drawing->shapes->parts[drawing->parts[i]];
        if (part->ring_count &&
            (largest.min_x > largest.max_x || box_size_m2(part->box) > box_size_m2(largest)))
            largest = part->box;
    }
    return largest;
}

static cpts_status place_labels(struct map_of_change *map, const struct cpts_report *report,
                                struct label *labels, size_t *count)
{
    const struct perimeters *perimeters = &report->region->perimeters;
    const struct box view = map->svg.box;
    struct features drawings;
    cpts_status status = cpts_features_new(&drawings, report);
    for (uint32_t p = 0; p < perimeters->count && status == CPTS_OK; p++) {
        struct drawing drawing = {.count = 0};
        status = cpts_draw_perimeter(&drawing, &drawings, p);
        const struct box box = largest_part(&drawing);
        const struct point middle = {(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
        if (!(middle.x > view.min_x && middle.x < view.max_x && middle.y > view.min_y &&
              middle.y < view.max_y))
            continue;
        const int width = LETTER_WIDTH * (int)cpts_utf8_columns(perimeters->name[p]);
        if (width > NAME_BEYOND * (box.max_x - box.min_x) * map->svg.scale * 10)
            continue;
        labels[(*count)++] = (struct label){p, box_size_m2(box), cpts_svg_x(&map->svg, middle),
                                            cpts_svg_y(&map->svg, middle), width};
    }
    cpts_features_free(&drawings);
    return status;
}

static bool collides(const struct label *label, const struct label *shown, size_t count)
{
    bool found = false;
    for (size_t i = 0; i < count && !found; i++)
        found = abs(label->y - shown[i].y) < LINE_HEIGHT &&
                2 * abs(label->x - shown[i].x) < label->width + shown[i].width;
    return found;
}

/* The largest first; a name that would lie on another is left out, the table has it. */
static cpts_status put_names(struct map_of_change *map, const struct cpts_report *report)
{
    const struct perimeters *perimeters = &report->region->perimeters;
    struct label *labels = cpts_array_new(perimeters->count, sizeof *labels);
    size_t count = 0, shown = 0;
    if (!labels)
        return cpts_fail_memory(map->page->context);
    const cpts_status status = place_labels(map, report, labels, &count);
    qsort(labels, count, sizeof *labels, by_size);
    for (size_t i = 0; i < count && shown < NAMES_SHOWN; i++) {
        const struct label label = labels[i];
        char place[64];
        if (collides(&label, labels, shown))
            continue;
        labels[shown++] = label;
        snprintf(place, sizeof place, "<text x=\"%d\" y=\"%d\">", label.x, label.y);
        cpts_page_put(map->page, place);
        cpts_page_text(map->page, perimeters->name[label.perimeter]);
        cpts_page_put(map->page, "</text>\n");
    }
    cpts_array_free(labels);
    return status;
}

/* ---- the drawing ------------------------------------------------------------------------- */

/* Hatches and dots tell what colours tell, for those who do not see them. */
static const char patterns[] =
    "<defs>\n"
    "<pattern id=\"hatch\" width=\"80\" height=\"80\" patternUnits=\"userSpaceOnUse\" "
    "patternTransform=\"rotate(45)\"><rect width=\"28\" height=\"80\" class=\"ink-overlap\"/>"
    "</pattern>\n"
    "<pattern id=\"dots\" width=\"80\" height=\"80\" patternUnits=\"userSpaceOnUse\">"
    "<rect width=\"80\" height=\"80\" class=\"ink-paper\"/>"
    "<circle cx=\"40\" cy=\"40\" r=\"10\" class=\"ink-white\"/></pattern>\n"
    "<pattern id=\"slant\" width=\"80\" height=\"80\" patternUnits=\"userSpaceOnUse\" "
    "patternTransform=\"rotate(-45)\"><rect width=\"28\" height=\"80\" class=\"ink-outside\"/>"
    "</pattern>\n"
    "<pattern id=\"ticks\" width=\"110\" height=\"110\" patternUnits=\"userSpaceOnUse\">"
    "<path d=\"M20 55L45 80L90 25\" class=\"ink-gone\"/></pattern>\n"
    "<pattern id=\"plus\" width=\"130\" height=\"130\" patternUnits=\"userSpaceOnUse\">"
    "<path d=\"M65 30V100M30 65H100\" class=\"ink-taken\"/></pattern>\n"
    "<pattern id=\"minus\" width=\"130\" height=\"130\" patternUnits=\"userSpaceOnUse\">"
    "<path d=\"M30 65H100\" class=\"ink-released\"/></pattern>\n"
    "</defs>\n";

/* About, in drawing units. */
static double unit_width(const struct map_of_change *map)
{
    const cpts_totals *totals = &map->change->after->totals;
    return totals->units ? sqrt(totals->area_m2 / (double)totals->units) * map->svg.scale : 0;
}

static cpts_status put_layers(struct map_of_change *map)
{
    const struct page_change *change = map->change;
    const bool has_lines = unit_width(map) > UNIT_SEEN;
    cpts_page_put(map->page, "<defs><g id=\"units\">\n");
    map->svg.least = has_lines ? map->svg.least : 2 * map->svg.least;
    put_units(map, "", 0);
    cpts_page_put(map->page, "</g></defs>\n<g class=\"land\"><use href=\"#units\"/></g>\n");
    open_layer(map, "ground before");
    cpts_status status = put_perimeters(map, change->before);
    close_layer(map);
    open_layer(map, "ground after");
    if (status == CPTS_OK)
        status = put_perimeters(map, change->after);
    close_layer(map);
    if (has_lines)
        cpts_page_put(map->page, "<g class=\"lines\"><use href=\"#units\"/></g>\n");
    open_layer(map, "conflicts before");
    put_findings(map, change->before);
    close_layer(map);
    open_layer(map, "conflicts after");
    put_findings(map, change->after);
    close_layer(map);
    open_layer(map, "conflicts changes");
    put_units(map, "taken", MOVE_TAKEN);
    put_changed(map);
    put_units(map, "released", MOVE_RELEASED); /* over the white zones that they may leave */
    close_layer(map);
    open_layer(map, "names");
    if (status == CPTS_OK)
        status = put_names(map, change->after);
    close_layer(map);
    return status;
}

static void put_choice(struct page *page, const char *id, const char *words, bool is_first)
{
    cpts_page_put(page, "<input type=\"radio\" name=\"view\" id=\"view-");
    cpts_page_put(page, id);
    cpts_page_put(page, is_first ? "\" checked><label for=\"view-" : "\"><label for=\"view-");
    cpts_page_put(page, id);
    cpts_page_put(page, "\">");
    cpts_page_text(page, words);
    cpts_page_put(page, "</label>\n");
}

static void put_key(struct page *page, const char *css, const char *words)
{
    cpts_page_put(page, "<li class=\"of-");
    cpts_page_put(page, css);
    cpts_page_put(page,
                  "\"><svg class=\"swatch\" viewBox=\"0 0 340 200\" aria-hidden=\"true\"><rect "
                  "class=\"");
    cpts_page_put(page, css);
    cpts_page_put(page, "\" x=\"10\" y=\"10\" width=\"320\" height=\"180\"/></svg> ");
    cpts_page_text(page, words);
    cpts_page_put(page, "</li>\n");
}

static void put_legend(struct page *page)
{
    cpts_page_put(page, "<ul class=\"map-keys\" aria-label=\"");
    cpts_page_text(page, _("Legend"));
    cpts_page_put(page, "\">\n");
    if (page->change->subject)
        put_key(page, "subject", _("the CPTS in question"));
    put_key(page, "t0", _("other CPTS"));
    put_key(page, "unit", _("in no CPTS"));
    put_key(page, "overlap", _("overlap"));
    put_key(page, "white-zone", _("white zone"));
    put_key(page, "gone", _("conflict that goes"));
    put_key(page, "taken", _("place taken"));
    put_key(page, "released", _("place released"));
    cpts_page_put(page, "</ul>\n");
}

static cpts_status put_map(struct map_of_change *map)
{
    struct page *page = map->page;
    char size[64];
    snprintf(size, sizeof size, "\"0 0 %d %d\"", cpts_svg_width(&map->svg),
             cpts_svg_height(&map->svg));
    cpts_page_put(page, "<fieldset class=\"views\">\n<legend class=\"hidden\">");
    cpts_page_text(page, _("What the map shows"));
    cpts_page_put(page, "</legend>\n");
    put_choice(page, "changes", _("What changes"), true);
    put_choice(page, "before", _("Before"), false);
    put_choice(page, "after", _("After"), false);
    cpts_page_put(page, "<svg class=\"map\" viewBox=");
    cpts_page_put(page, size);
    cpts_page_put(page, " role=\"img\" aria-label=\"");
    cpts_page_text(page, _("Map of the CPTS before and after; the tables below say the same in "
                           "words."));
    cpts_page_put(page, "\">\n");
    cpts_page_put(page, patterns);
    const cpts_status status = put_layers(map);
    cpts_page_put(page, "</svg>\n");
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
    if (cpts_svg_fit(&map.svg, page->file, box_of(&map), MAP_WIDTH, MAP_HEIGHT))
        status = put_map(&map);
    cpts_array_free(map.moves);
    return status;
}
