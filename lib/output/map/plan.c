#include "output/map/plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "geometry/predicates.h"
#include "output/map/features.h"
#include "output/markup.h"

#define TINTS       7   /* that page.css gives to perimeters, t0 to t6 */
#define SPECK       0.7 /* drawing units across: smaller findings would not be seen */
#define NAMES_SHOWN 60  /* of perimeters: more would cover the map */
/* Of names, in the numbers of the drawing: page.css gives the size of letters. */
#define LETTER_WIDTH 72
#define LINE_HEIGHT  150
#define TOWN_LETTER  60
#define TOWN_HEIGHT  130
#define TOWN_ABOVE   90 /* a town's name stands above its dot */
#define MARK_SIZE    200
#define NAME_BEYOND  2 /* a name is at most so many times as wide as its perimeter */

/* Hatches and dots mean the same as the colours, for those who do not see these. */
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

static void put(struct plan *plan, const char *markup)
{
    cpts_file_text(plan->svg.file, markup);
}

bool cpts_plan_open(struct plan *plan, const struct cpts_report *report, struct output_file *file,
                    struct box box, double width, double height, const char *label)
{
    char size[96];
    plan->report = report;
    plan->name_count = 0;
    if (!cpts_svg_fit(&plan->svg, file, box, width, height))
        return false;
    snprintf(size, sizeof size, "<svg class=\"map\" viewBox=\"0 0 %d %d\" role=\"img\" ",
             cpts_svg_width(&plan->svg), cpts_svg_height(&plan->svg));
    put(plan, size);
    put(plan, "aria-label=\"");
    cpts_markup_text(file, label);
    put(plan, "\">\n");
    put(plan, patterns);
    return true;
}

/* A round length of about a sixth of the map, in the lower left corner. */
static void put_scale(struct plan *plan)
{
    const double wanted_m = (plan->svg.box.max_x - plan->svg.box.min_x) / 6;
    const double power = pow(10, floor(log10(wanted_m)));
    const double length_m = power * (wanted_m >= 5 * power ? 5 : wanted_m >= 2 * power ? 2 : 1);
    const int width = (int)lround(length_m * plan->svg.scale * 10);
    const int y = cpts_svg_height(&plan->svg) - 120;
    char bar[192];
    snprintf(bar, sizeof bar,
             "<g class=\"scale\"><path d=\"M120 %dV%dH%dV%d\"/><text x=\"%d\" y=\"%d\">", y - 50, y,
             120 + width, y - 50, 120 + width / 2, y - 40);
    put(plan, bar);
    snprintf(bar, sizeof bar, length_m >= 1000 ? "%.0f km" : "%.0f m",
             length_m >= 1000 ? length_m / 1000 : length_m);
    put(plan, bar);
    put(plan, "</text></g>\n");
}

void cpts_plan_close(struct plan *plan)
{
    put_scale(plan);
    put(plan, "</svg>\n");
}

void cpts_plan_layer(struct plan *plan, const char *css)
{
    put(plan, "<g class=\"");
    put(plan, css);
    put(plan, "\">\n");
}

void cpts_plan_layer_end(struct plan *plan)
{
    put(plan, "</g>\n");
}

/* ---- territory --------------------------------------------------------------------------- */

void cpts_plan_unit(struct plan *plan, uint32_t part, const char *css)
{
    const struct shapes *shapes = &plan->report->region->units.shapes;
    if (shapes->parts[part].ring_count && cpts_boxes_meet(shapes->parts[part].box, plan->svg.box))
        cpts_svg_parts(&plan->svg, shapes, part, 1, css);
}

/* The same in every drawing, whatever comes between. */
int cpts_plan_tint(const char *id)
{
    unsigned sum = 0;
    for (; *id; id++)
        sum = sum * 31 + (unsigned char)*id;
    return (int)(sum % TINTS);
}

static bool is_seen(const struct plan *plan, const struct drawing *drawing)
{
    bool seen = false;
    for (size_t i = 0; i < drawing->count && !seen; i++)
        seen = drawing->shapes->parts[drawing->parts[i]].ring_count &&
               cpts_boxes_meet(drawing->shapes->parts[drawing->parts[i]].box, plan->svg.box);
    return seen;
}

cpts_status cpts_plan_perimeters(struct plan *plan, const struct cpts_report *report,
                                 const char *subject)
{
    const struct perimeters *perimeters = &report->region->perimeters;
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
            if (status != CPTS_OK || !is_seen(plan, &drawing))
                continue;
            snprintf(css, sizeof css, is_subject ? "subject" : "t%d",
                     cpts_plan_tint(perimeters->id[p]));
            cpts_svg_path(&plan->svg, drawing.shapes, drawing.parts, drawing.count, css);
        }
    cpts_features_free(&drawings);
    return status;
}

/* ---- findings ---------------------------------------------------------------------------- */

struct box cpts_finding_box(struct box box, const struct cpts_report *report, size_t finding)
{
    const struct finding_shape shape = report->finding_shapes[finding];
    for (uint32_t p = shape.first_part; p < shape.first_part + shape.part_count; p++)
        box = cpts_box_join(box, report->shapes.parts[p].box);
    return box;
}

void cpts_plan_finding(struct plan *plan, const struct cpts_report *report, size_t i,
                       const char *fate)
{
    const cpts_finding *finding = &report->findings[i];
    const struct finding_shape shape = report->finding_shapes[i];
    char css[48];
    if (finding->sliver || !shape.part_count ||
        (finding->rule != CPTS_RULE_OVERLAP && finding->rule != CPTS_RULE_WHITE_ZONE &&
         finding->rule != CPTS_RULE_OUTSIDE))
        return;
    const struct box box = cpts_finding_box(CPTS_EMPTY_BOX, report, i);
    const double speck_m = SPECK / plan->svg.scale;
    if (!cpts_boxes_meet(box, plan->svg.box) ||
        (box.max_x - box.min_x < speck_m && box.max_y - box.min_y < speck_m))
        return;
    snprintf(css, sizeof css, "%s%s", cpts_rule_name(finding->rule), fate);
    cpts_svg_parts(&plan->svg, &report->shapes, shape.first_part, shape.part_count, css);
}

void cpts_plan_findings(struct plan *plan, const struct cpts_report *report)
{
    for (size_t i = 0; i < report->finding_count; i++)
        cpts_plan_finding(plan, report, i, "");
}

/* ---- names ------------------------------------------------------------------------------- */

/* Keeps a place for a name; false when it would lie on another, or leave the map. */
static bool reserve(struct plan *plan, struct plan_name name)
{
    if (plan->name_count == CPTS_PLAN_NAMES || name.x - name.width / 2 < 0 ||
        name.x + name.width / 2 > cpts_svg_width(&plan->svg) || name.y - name.height < 0 ||
        name.y + name.height / 2 > cpts_svg_height(&plan->svg))
        return false;
    for (size_t i = 0; i < plan->name_count; i++)
        if (2 * abs(name.y - plan->names[i].y) < name.height + plan->names[i].height &&
            2 * abs(name.x - plan->names[i].x) < name.width + plan->names[i].width)
            return false;
    plan->names[plan->name_count++] = name;
    return true;
}

static void put_name(struct plan *plan, const char *name, int x, int y)
{
    char place[64];
    snprintf(place, sizeof place, "<text x=\"%d\" y=\"%d\">", x, y);
    put(plan, place);
    cpts_markup_text(plan->svg.file, name);
    put(plan, "</text>\n");
}

static double box_size_m2(struct box box)
{
    return (box.max_x - box.min_x) * (box.max_y - box.min_y);
}

/* What may be named, by what it weighs. */
struct candidate {
    uint32_t index;
    double weight;
    struct box box; /* of its largest part */
};

static int by_weight(const void *a, const void *b)
{
    const struct candidate *one = a, *two = b;
    if (one->weight != two->weight)
        return one->weight < two->weight ? 1 : -1;
    return (one->index > two->index) - (one->index < two->index);
}

static struct point middle_of(struct box box)
{
    return (struct point){(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
}

static bool is_in_view(const struct plan *plan, struct box box)
{
    const struct point middle = middle_of(box);
    return middle.x > plan->svg.box.min_x && middle.x < plan->svg.box.max_x &&
           middle.y > plan->svg.box.min_y && middle.y < plan->svg.box.max_y;
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

static cpts_status list_perimeters(struct plan *plan, const struct cpts_report *report,
                                   struct candidate *list, size_t *count)
{
    const struct perimeters *perimeters = &report->region->perimeters;
    struct features drawings;
    cpts_status status = cpts_features_new(&drawings, report);
    for (uint32_t p = 0; p < perimeters->count && status == CPTS_OK; p++) {
        struct drawing drawing = {.count = 0};
        status = cpts_draw_perimeter(&drawing, &drawings, p);
        const struct box box = largest_part(&drawing);
        const int width = LETTER_WIDTH * (int)cpts_utf8_columns(perimeters->name[p]);
        if (is_in_view(plan, box) &&
            width <= NAME_BEYOND * (box.max_x - box.min_x) * plan->svg.scale * 10)
            list[(*count)++] = (struct candidate){p, box_size_m2(box), box};
    }
    cpts_features_free(&drawings);
    return status;
}

cpts_status cpts_plan_perimeter_names(struct plan *plan, const struct cpts_report *report)
{
    const struct perimeters *perimeters = &report->region->perimeters;
    struct candidate *list = cpts_array_new(perimeters->count, sizeof *list);
    size_t count = 0, shown = 0;
    if (!list)
        return cpts_fail_memory(report->region->context);
    const cpts_status status = list_perimeters(plan, report, list, &count);
    qsort(list, count, sizeof *list, by_weight);
    cpts_plan_layer(plan, "names");
    for (size_t i = 0; i < count && shown < NAMES_SHOWN; i++) {
        const struct point middle = middle_of(list[i].box);
        const char *name = perimeters->name[list[i].index];
        const struct plan_name place = {cpts_svg_x(&plan->svg, middle),
                                        cpts_svg_y(&plan->svg, middle),
                                        LETTER_WIDTH * (int)cpts_utf8_columns(name), LINE_HEIGHT};
        if (!reserve(plan, place))
            continue;
        put_name(plan, name, place.x, place.y);
        shown++;
    }
    cpts_plan_layer_end(plan);
    cpts_array_free(list);
    return status;
}

/* The box of the largest part of each unit that is seen and may be named. */
static size_t list_units(const struct plan *plan, struct candidate *list, const bool *is_named)
{
    const struct units *units = &plan->report->region->units;
    const struct shapes *shapes = &units->shapes;
    size_t count = 0;
    for (uint32_t p = 0; p < shapes->part_count; p++) {
        const struct part *part = &shapes->parts[p];
        const double weight = units->has_population ? units->population[part->feature]
                                                    : plan->report->units[part->feature].area_m2;
        if (!part->ring_count || (is_named && !is_named[part->feature]) ||
            !is_in_view(plan, part->box))
            continue;
        struct candidate *last = count ? &list[count - 1] : NULL;
        if (!last || last->index != part->feature)
            list[count++] =
                (struct candidate){part->feature, isfinite(weight) ? weight : 0, part->box};
        else if (box_size_m2(part->box) > box_size_m2(last->box))
            last->box = part->box;
    }
    return count;
}

/* A dot with its name above, where there is room. */
static bool put_town(struct plan *plan, const char *name, struct point point)
{
    const int x = cpts_svg_x(&plan->svg, point), y = cpts_svg_y(&plan->svg, point);
    const struct plan_name place = {x, y - TOWN_ABOVE / 2,
                                    TOWN_LETTER * (int)cpts_utf8_columns(name), TOWN_HEIGHT + 60};
    char dot[96];
    if (!reserve(plan, place))
        return false;
    snprintf(dot, sizeof dot, "<circle cx=\"%d\" cy=\"%d\" r=\"24\"/>", x, y);
    put(plan, dot);
    put_name(plan, name, x, y - TOWN_ABOVE / 2);
    return true;
}

void cpts_plan_places(struct plan *plan)
{
    const struct map_ground *ground = plan->report->region->ground;
    if (!ground || !ground->place_count)
        return;
    cpts_plan_layer(plan, "towns");
    for (size_t i = 0; i < ground->place_count; i++)
        (void)put_town(plan, ground->places[i].name, ground->places[i].point);
    cpts_plan_layer_end(plan);
}

cpts_status cpts_plan_towns(struct plan *plan, size_t most, const bool *is_named)
{
    const struct units *units = &plan->report->region->units;
    struct candidate *list = cpts_array_new(units->count + 1, sizeof *list);
    size_t shown = 0;
    if (!list)
        return cpts_fail_memory(plan->report->region->context);
    const size_t count = list_units(plan, list, is_named);
    qsort(list, count, sizeof *list, by_weight);
    cpts_plan_layer(plan, "towns");
    for (size_t i = 0; i < count && shown < most; i++) {
        const char *name = units->name[list[i].index];
        if (!cpts_ground_names(plan->report->region->ground, name))
            shown += put_town(plan, name, middle_of(list[i].box));
    }
    cpts_plan_layer_end(plan);
    cpts_array_free(list);
    return CPTS_OK;
}

cpts_status cpts_plan_marks(struct plan *plan, const uint32_t *marked, size_t count)
{
    const struct units *units = &plan->report->region->units;
    struct candidate *list = cpts_array_new(units->count + 1, sizeof *list);
    if (!list)
        return cpts_fail_memory(plan->report->region->context);
    const size_t listed = list_units(plan, list, NULL);
    cpts_plan_layer(plan, "marks");
    for (size_t m = 0; m < count; m++)
        for (size_t i = 0; i < listed; i++) {
            char mark[160];
            const struct point middle = middle_of(list[i].box);
            const struct plan_name place = {cpts_svg_x(&plan->svg, middle),
                                            cpts_svg_y(&plan->svg, middle), MARK_SIZE, MARK_SIZE};
            if (list[i].index != marked[m] || !reserve(plan, place))
                continue;
            snprintf(mark, sizeof mark,
                     "<circle cx=\"%d\" cy=\"%d\" r=\"95\"/><text x=\"%d\" y=\"%d\">%zu</text>\n",
                     place.x, place.y, place.x, place.y + 45, m + 1);
            put(plan, mark);
        }
    cpts_plan_layer_end(plan);
    cpts_array_free(list);
    return CPTS_OK;
}
